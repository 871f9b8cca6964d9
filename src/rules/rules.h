#ifndef RULES_RULES_H
#define RULES_RULES_H

#include "plan/plan.h"

/* What is missing, placeholders, and every rule of the template.  today decides what is past. */
void plan_check(struct arena *arena, struct report *report, const struct plan *plan,
		struct date today);

#endif
