/* Growing arrays in an arena: doubling keeps pushing linear; the outgrown copy stays behind. */
#include "base/vec.h"

#include <string.h>

#include "base/arena.h"

void *vec_grow(struct arena *arena, void *items, size_t len, size_t *cap, size_t size)
{
	void *larger;

	if (len < *cap)
		return items;
	*cap = *cap ? *cap * 2 : 8;
	larger = arena_array(arena, *cap, size);
	if (len > 0)
		memcpy(larger, items, len * size);
	return larger;
}
