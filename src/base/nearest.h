#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/lang.h"

/*
 * The nearest of several names to one that was mistyped.  Start with NEAREST(arena, wanted), offer
 * each candidate, and read best: SLICE_NONE when none is near enough to be meant.
 */
struct nearest {
	struct arena *arena;
	struct slice wanted; /* without accents and case */
	struct slice best;
	size_t distance;
};

struct nearest nearest_start(struct arena *arena, struct slice wanted);
void nearest_offer(struct nearest *nearest, struct slice candidate);
/* "did you mean 'best'?", or the other words when nothing is near. */
struct text2 nearest_hint(const struct nearest *nearest, struct text2 otherwise);
/* "there are: …", to be such other words. */
struct text2 nearest_listed(const struct nearest *nearest, struct slice names);

#endif
