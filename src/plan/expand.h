#ifndef PLAN_EXPAND_H
#define PLAN_EXPAND_H

#include "plan/plan.h"

/*
 * Replaces {{path}} in the texts of a bound plan, in every language.  Findings: paths that lead
 * nowhere, circles, texts that grow past all bounds; is_public: internal values in public texts,
 * which are left out.  Fields whose template says `variables` keep theirs, and \{{ stays as it is.
 */
void plan_expand(struct arena *arena, struct report *report, struct plan *plan, bool is_public);
/* The same for one text as a plan would write it, once plan_expand is done; no findings. */
struct slice plan_expand_text(struct arena *arena, const struct plan *plan,
			      const struct field *field, struct slice text, enum lang lang);

#endif
