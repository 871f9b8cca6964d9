#ifndef MANY_PROGRESS_H
#define MANY_PROGRESS_H

#include "batch/results.h"
#include "cli.h"

/*
 * How far a batch has come: a bar on a terminal, else a line for each tenth; and at the end a
 * table.
 */
struct progress {
	const struct options *options;
	bool is_terminal, is_silent;
	size_t all, done, failed;
	size_t skipped; /* unchanged, among `done` */
	double start, drawn;
};

struct progress progress_begin(const struct options *options, size_t all);
void progress_step(struct progress *progress, bool failed);
/* Says something above the bar. */
void progress_say(struct progress *progress, struct slice text);
void progress_end(struct progress *progress);
/* The branches that want looking at, and what the run came to. */
void progress_summary(const struct progress *progress, struct arena *arena,
		      const struct totals *totals, const char *folder);

#endif
