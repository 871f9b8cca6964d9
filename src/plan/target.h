#ifndef PLAN_TARGET_H
#define PLAN_TARGET_H

#include "base/index.h"
#include "plan/plan.h"

/* Looks for the targets of paths in one plan, and remembers the lists it has looked into. */
struct target_finder {
	struct arena *arena;
	const struct plan *plan;
	bool hints;           /* are they wanted? */
	int unknown;          /* records looked for in vain */
	struct index records; /* of the lists that were looked into; see record_key */
};

#define TARGET_FINDER(a, p, wants_hints) \
	((struct target_finder){ \
		.arena = (a), .plan = (p), .hints = (wants_hints), .records = INDEX_IN(a) })

/* What a path leads to: a value, or a record by its name. */
struct target {
	const struct group *group;
	struct value *value; /* NULL for a record */
	struct text2 hint;   /* when it leads nowhere */
};

/* False, with a hint, when the path leads nowhere. */
bool target_find(struct target_finder *f, struct slice path, struct target *target);
/* The hint for a place that is there but holds nothing. */
struct text2 target_absent_hint(void);

#endif
