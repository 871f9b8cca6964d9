#ifndef BASE_KNOWN_H
#define BASE_KNOWN_H

#include "base/digest.h"
#include "base/vec.h"

/*
 * Many texts numbered in the order they come: a table like struct index that keeps digests instead
 * of the texts, and so little for each.
 */
struct known {
	struct arena *arena;
	VEC(struct digest) list;
	uint32_t *slots; /* places in the list, from 1; 0: free */
	size_t cap;      /* a power of two */
};

#define KNOWN_IN(a) ((struct known){ .arena = (a) })

/* The number of a text, which may be new. */
size_t known_at(struct known *known, struct slice text, bool *is_new);
/* False: it has none. */
bool known_get(const struct known *known, struct slice text, size_t *number);

#endif
