#ifndef BATCH_POOL_H
#define BATCH_POOL_H

#include <stdbool.h>

#include "base/lang.h"

/*
 * Worker processes, forked from a parent that has everything at hand.  Each does one task at a time
 * and sends back what came of it; one that dies, takes too long or takes too much memory costs its
 * task and nothing else, for another is forked in its place.
 */

enum pool_loss { POOL_CRASH, POOL_TIMEOUT, POOL_MEMORY };

struct pool {
	size_t workers;
	unsigned timeout; /* seconds for one task; 0: none */
	size_t memory;    /* bytes a worker may take; 0: as many as there are */
	void *context;
	/* In a worker, before its first task; is_first: no other was started yet. */
	void (*begin)(void *context, bool is_first);
	/* In a worker: what comes of the task, in that arena, which is given back afterwards. */
	struct slice (*work)(void *context, struct arena *arena, size_t task);
	/* In the parent: the next task, or false when there is none left. */
	bool (*next)(void *context, size_t *task);
	void (*done)(void *context, size_t task, struct slice result);
	/* signal: that ended the worker; 0 when it ended by itself */
	void (*lost)(void *context, size_t task, enum pool_loss loss, int signal);
};

enum pool_end {
	POOL_DONE,
	POOL_STOPPED, /* by SIGINT, SIGTERM or SIGHUP: tasks under way were finished, no other begun
		       */
	POOL_FAILED,  /* no worker could be started */
};

enum pool_end pool_run(const struct pool *pool);

/* What a task is said to have come to that ended its worker by that signal, or by none (0). */
struct text2 pool_crash_words(struct arena *arena, int signal);

#endif
