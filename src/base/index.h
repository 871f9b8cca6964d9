#ifndef BASE_INDEX_H
#define BASE_INDEX_H

#include "base/arena.h"
#include "base/slice.h"

/*
 * A table from texts to numbers, so that records are found by their values in constant time.  It
 * grows in its arena; keys are borrowed.
 */
struct index {
	struct arena *arena;
	struct index_slot *slots;
	size_t count, cap;
};

#define INDEX_IN(a) ((struct index){ .arena = (a) })

/* The number kept for a key, to be read or set; *is_new tells that it was not there (and is 0). */
NEVER_NULL size_t *index_at(struct index *index, struct slice key, bool *is_new);
/* The number kept for a key, or NULL. */
const size_t *index_get(const struct index *index, struct slice key);

#endif
