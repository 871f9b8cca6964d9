#ifndef MANY_COMMON_H
#define MANY_COMMON_H

#include "base/index.h"
#include "base/vec.h"

/*
 * The plan that branches have in common when nobody has named a base: the one that more than half
 * of those that extend a plan extend in the end.  Whatever holds for more than half of all does so
 * in one of their shards at least, so that a merge finds it among theirs.
 */
struct common {
	struct arena *arena;
	struct index places;
	VEC(struct common_base {
		struct slice path;
		size_t branches;
	})
	bases;
	size_t branches; /* that extend a plan */
};

struct common common_begin(struct arena *arena);
/* path: what a branch extends in the end; empty for none */
void common_add(struct common *common, struct slice path);
/* Empty when there is none. */
struct slice common_find(const struct common *common);

#endif
