#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

/*
 * Memory that is given back all at once.  A function with an arena parameter allocates there; what
 * it returns lives as long as the arena.  Allocation never returns NULL: when memory runs out the
 * program ends through memory_exhausted().
 */
struct arena {
	struct arena_block *blocks; /* newest first */
	size_t total;               /* bytes asked of the system, for limits and measurements */
};

/* A zeroed arena is ready for use. */
#define ARENA_INIT ((struct arena){ 0 })

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
/* Zeroed room for count items; the product is checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);
void arena_free(struct arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))

/* Says so on stderr and ends the program with exit code 3.  Allocates nothing. */
_Noreturn void memory_exhausted(void);
/* malloc, calloc and realloc that never return NULL, for libraries that take an allocator. */
void *memory_alloc(size_t size);
void *memory_zeroed(size_t count, size_t size);
void *memory_resize(void *old, size_t size);

#endif
