#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>
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

/* Stands before a function that returns something, always: compilers and readers may rely on it. */
#define NEVER_NULL __attribute__((returns_nonnull))

/* A zeroed arena is ready for use. */
#define ARENA_INIT ((struct arena){ 0 })

/* Zeroed memory, aligned for any type. */
NEVER_NULL void *arena_alloc(struct arena *arena, size_t size);
/* Zeroed room for count items; the product is checked. */
NEVER_NULL void *arena_array(struct arena *arena, size_t count, size_t size);
/* The same with whatever stands there, for what is written over at once. */
NEVER_NULL void *arena_room(struct arena *arena, size_t size);
/*
 * What was allocated last, with more room: in place where the block has it, else moved.  The bytes
 * that come in addition are zero.
 */
NEVER_NULL void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size);
/* The same, but for the bytes in addition, which are not zeroed. */
NEVER_NULL void *arena_grow_room(struct arena *arena, void *old, size_t old_size, size_t size);
void arena_free(struct arena *arena);
/* Gives back what is no longer used, where it is large and so has a block of its own. */
void arena_drop(struct arena *arena, const void *memory, size_t size);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))

/*
 * Where a host wants the memory of this thread to come from, and where to go when there is none.
 * Between memory_guard and memory_unguard, which pair up, every allocation passes through resize
 * (as realloc; as free when size is 0; NULL for realloc and free) and memory_exhausted jumps to
 * `back` with 1.  memory_unguard gives back all that was allocated in between.
 */
struct memory_guard {
	void *(*resize)(void *context, void *old, size_t size);
	void *context;
	jmp_buf back;
	struct memory_block *blocks; /* what memory_unguard gives back */
	struct memory_guard *outer;
};
void memory_guard(struct memory_guard *guard);
void memory_unguard(struct memory_guard *guard);

/*
 * While this thread has an arena for many small pieces, memory_piece takes from it what a library
 * asks for (as realloc), and giving such a piece back does nothing: they go together.  Otherwise,
 * and always for what was asked for before, pieces are malloc's.  NULL: no such arena any more.
 */
void memory_pieces(struct arena *arena);
void *memory_piece(void *old, size_t size);
void memory_piece_free(void *piece);

/* What is given back stays with the process, for the next job: the system need not clean it again.
 * For a process of the program's own. */
void memory_keep(void);

/* Without a guard says so on stderr and ends the program with exit code 3.  Allocates nothing. */
_Noreturn void memory_exhausted(void);
/* malloc, calloc and realloc that never return NULL, and free, for libraries that take an
 * allocator. */
NEVER_NULL void *memory_alloc(size_t size);
NEVER_NULL void *memory_zeroed(size_t count, size_t size);
void *memory_resize(void *old, size_t size);
void memory_free(void *memory);

#endif
