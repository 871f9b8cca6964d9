#ifndef PLAN_CHECK_HOURS_H
#define PLAN_CHECK_HOURS_H

#include "base/hours.h"
#include "plan/check.h"

/* Shifts as the rules about hours and people see them. */
struct shift {
	struct found at;           /* its hours */
	const struct value *seats; /* NULL or absent: it does not say */
	const struct value *link;  /* whom it serves, or who works it */
};

struct shifts {
	struct shift *items;
	size_t count;
	bool unclear; /* the hours of one cannot be read */
};

struct shifts shifts_of(struct checker *checker, const struct rule *rule);
/* Does it serve the target?  One that does not say may serve any. */
bool shift_serves(const struct shift *shift, const struct group *target);

#endif
