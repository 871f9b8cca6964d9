#ifndef DOC_PRESENT_H
#define DOC_PRESENT_H

#include "doc/doc.h"
#include "plan/plan.h"

/*
 * Template + plan + language → document.  Everything a plan holds appears, in the order and manner
 * the template names; empty parts leave no trace, or in a draft a gap with the template's guidance.
 * Findings: images in prose that cannot be used.
 */
struct doc *doc_present(struct arena *arena, struct report *report, const struct plan *plan,
			enum lang lang, bool draft);

#endif
