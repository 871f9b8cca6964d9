#ifndef PRESENT_PRESENT_H
#define PRESENT_PRESENT_H

#include "doc/doc.h"
#include "plan/plan.h"

struct score;

/*
 * Template + plan + language → document.  Everything a plan holds appears, in the order and manner
 * the template names; empty parts leave no trace, or in a draft a gap with the template's guidance.
 * draft is NULL, or for a draft the plan's score: what it misses leads the document.  Findings
 * are those of doc_check.
 */
struct doc *doc_present(struct arena *arena, struct report *report, const struct plan *plan,
			enum lang lang, const struct score *draft);
/*
 * What presenting would find, without the document: images in prose that cannot be used, rows of
 * tables with too many cells, links to headings there are not.
 */
void doc_check(struct arena *arena, struct report *report, const struct plan *plan, enum lang lang);

#endif
