#ifndef PLAN_ALLOW_H
#define PLAN_ALLOW_H

#include "plan/plan.h"

/* One [[allow]]: a finding that is right as it is, and why. */
struct allow {
	struct slice rule;
	struct slice path; /* empty: anywhere in the plan; else this path and what lies below it */
	struct text2 reason;
	struct date until; /* { 0 } when it has no end */
	struct span span;
	bool works; /* false: without reason, expired or of an unknown rule */
	bool used;
	bool names_error;
};

struct allows {
	struct allow *items;
	size_t count;
};

/* Reads the [[allow]] tables.  What is wrong with them are findings. */
struct allows *plan_allows(struct arena *arena, struct report *report, const struct plan *plan,
			   struct date today);
/* Hushes what is allowed among the findings from `from` on. */
void allows_apply(struct allows *allows, struct report *report, size_t from);
/* Findings about entries that matched nothing, or an error. */
void allows_finish(const struct allows *allows, struct report *report);

#endif
