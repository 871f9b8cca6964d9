#ifndef RULES_HOURS_H
#define RULES_HOURS_H

#include "value/hours.h"
#include "rules/check.h"

/* Shifts as the rules about hours and people see them. */
struct shift {
	struct found at;           /* its hours */
	const struct value *seats; /* NULL or absent: it does not say */
	const struct value *link;  /* whom it serves, or who works it */
};

struct shifts {
	struct shift *items;
	size_t count;
	bool unclear;             /* the hours of one cannot be read */
	struct index first;       /* by whom it serves: place + 1 in the links */
	struct shift_link *links; /* [0]: the shifts that do not say */
};

/* A list of shifts through an array. */
struct shift_link {
	size_t shift, next; /* next: 0 at the end */
};

struct shifts shifts_of(struct checker *checker, const struct rule *rule);
/*
 * The shifts that serve a target, one call after the other: *at is 0 before the first.  NULL
 * target: all of them.  Those that do not say whom they serve may serve any, unless strictly.
 */
const struct shift *shifts_next(struct checker *checker, const struct shifts *shifts,
				const struct group *target, bool strictly, size_t *at);
/* Notes when in the year their hours change. */
void shifts_turns(struct checker *checker, const struct shifts *shifts, const struct group *target,
		  bool strictly, struct turns *turns);

#endif
