#ifndef MANY_SAID_H
#define MANY_SAID_H

#include "base/index.h"
#include "base/vec.h"
#include "batch/ledger.h"
#include "many/progress.h"

/*
 * What the user is told about branches while they are done.  A line that several have in common,
 * such as a wrong column or a mistake in the plan they extend, is said once.
 */
struct said {
	struct arena *arena;
	struct index places;
	VEC(struct said_line {
		struct slice text;
		size_t plans;
	})
	lines;
};

struct said said_begin(struct arena *arena);
void said_take(struct said *said, struct progress *progress, const struct record *record);
/* In the end: how many plans the lines concern that several have. */
void said_count(const struct said *said, const struct progress *progress);

#endif
