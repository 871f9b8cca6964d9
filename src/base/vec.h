#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

#include "base/arena.h"

/*
 * A growing array in an arena: struct { TYPE *items; size_t len, cap; }.  vec_push makes room for
 * one more zeroed item and yields a pointer to it, valid until the next push.
 */
#define VEC(type) \
	struct { \
		type *items; \
		size_t len; \
		size_t cap; \
	}

#define vec_push(arena, vec) \
	((vec)->items = \
		 vec_grow((arena), (vec)->items, (vec)->len, &(vec)->cap, sizeof(*(vec)->items)), \
	 &(vec)->items[(vec)->len++])

/* Room for at least len + 1 items; the old ones are kept. */
NEVER_NULL void *vec_grow(struct arena *arena, void *items, size_t len, size_t *cap, size_t size);
/* Room for count items and no more, where their number is known before; none for no items. */
void *vec_reserve(struct arena *arena, void *items, size_t *cap, size_t count, size_t size);

#endif
