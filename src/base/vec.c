/* Growing arrays in an arena: doubling keeps pushing linear; an outgrown copy stays behind. */
#include "base/vec.h"

#include <stdint.h>

#include "base/arena.h"

void *vec_grow(struct arena *arena, void *items, size_t len, size_t *cap, size_t size)
{
	if (len < *cap)
		return items;
	return vec_reserve(arena, items, cap, *cap ? *cap * 2 : 8, size);
}

void *vec_reserve(struct arena *arena, void *items, size_t *cap, size_t count, size_t size)
{
	size_t before = *cap;

	if (count <= before)
		return items;
	if (count > SIZE_MAX / 2 / size)
		memory_exhausted();
	*cap = count;
	return arena_grow(arena, items, before * size, count * size);
}
