#ifndef MANY_WORK_H
#define MANY_WORK_H

#include "batch/pool.h"
#include "guard.h"
#include "many/common.h"
#include "many/progress.h"
#include "many/said.h"
#include "many/set.h"
#include "many/tidy.h"

/* A run of batch: what it is about, what is to do, and what came of it so far. */
struct work {
	struct batch batch;
	struct ledger ledger;
	struct progress progress;
	struct tidy tidy;
	struct pool pool;
	struct guard_needs needs; /* of the workers */
	bool *is_mine, *is_new;
	VEC(size_t) todo;
	size_t next;
	size_t mine;
	int worst;
	struct common common;
	struct said said;
	const char *unwritten; /* why the ledger could not be written */
};

/* Takes an exit code into the worst of the run. */
void work_worsen(struct work *work, int code);
/* What a manifest says of this run. */
struct ledger_head work_head(const struct work *work);
/* When all branches are done: results, reports, the manifest.  Returns the exit code of the run. */
int work_finish(struct work *work);

#endif
