#ifndef CHECK_WORKERS_H
#define CHECK_WORKERS_H

#include "run.h"

/*
 * Plans checked by several processes, so that one over which the program breaks down costs itself
 * alone.  What comes of them is taken in the order of the command line, as by one process.
 */
struct check_taker {
	void *context;
	/* False when it is no use to go on. */
	bool (*take)(void *context, const struct verdict *verdict);
};

/* Whether that pays, or was asked for; a usage error is in *code. */
size_t check_workers(const struct options *options, int *code);
/* EXIT_DONE, or EXIT_SYSTEM after saying why not every plan was looked at. */
int check_in_workers(struct run *run, size_t workers, struct job_templates *templates,
		     struct check_taker taker);

#endif
