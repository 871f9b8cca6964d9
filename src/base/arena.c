/* Arenas: a chain of growing blocks.  Also the one place where running out of memory ends. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(memory, size) ((void)(memory), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(memory, size) ((void)(memory), (void)(size))
#endif

enum {
	FIRST_BLOCK = 16 * 1024,
	LARGEST_BLOCK = 1024 * 1024,
	CLEAN_AHEAD = 1024,
	KEPT_MOST = 256 * 1024 * 1024,
#ifdef __SANITIZE_ADDRESS__
	FENCE = 16, /* behind what is given out, so that whoever reaches over is seen */
#else
	FENCE = 0,
#endif
	EXIT_NO_MEMORY = 3
};

struct arena_block {
	struct arena_block *next;
	size_t size;
	size_t used;
	size_t clean; /* zeroed up to here */
	alignas(max_align_t) unsigned char data[];
};

/*
 * What a thread remembers between calls: libraries ask for memory through functions that take no
 * context.
 */
static _Thread_local struct memory_guard *guarded;
static _Thread_local struct arena *pieces;

/* Before what memory_piece gives. */
struct memory_piece {
	alignas(max_align_t) size_t size;
	bool is_pooled;
};

/* Before what a guarded thread allocates, so that nothing is lost on the way back. */
struct memory_block {
	alignas(max_align_t) struct memory_block *next;
	struct memory_block *previous;
};

void memory_guard(struct memory_guard *guard)
{
	guard->blocks = NULL;
	guard->outer = guarded;
	guarded = guard;
}

static void *guard_resize(void *old, size_t size)
{
	if (guarded->resize)
		return guarded->resize(guarded->context, old, size);
	if (size > 0)
		return realloc(old, size);
	free(old);
	return NULL;
}

static void block_link(struct memory_block *block, struct memory_block *next)
{
	block->previous = NULL;
	block->next = next;
	if (next)
		next->previous = block;
	guarded->blocks = block;
}

static void block_unlink(const struct memory_block *block)
{
	if (block->next)
		block->next->previous = block->previous;
	if (block->previous)
		block->previous->next = block->next;
	else
		guarded->blocks = block->next;
}

void memory_unguard(struct memory_guard *guard)
{
	while (guard->blocks) {
		struct memory_block *block = guard->blocks;
		guard->blocks = block->next;
		guard_resize(block, 0);
	}
	guarded = guard->outer;
	pieces = NULL;
}

_Noreturn void memory_exhausted(void)
{
	static const char message[] = "careplan: out of memory / hết bộ nhớ\n";
	ssize_t ignored;

	if (guarded)
		longjmp(guarded->back, 1);
	ignored = write(STDERR_FILENO, message, sizeof(message) - 1);
	(void)ignored;
	_Exit(EXIT_NO_MEMORY);
}

static void *guarded_resize(void *old, size_t size)
{
	struct memory_block *block = old ? (struct memory_block *)old - 1 : NULL;
	struct memory_block *resized;

	if (block)
		block_unlink(block);
	resized = guard_resize(block, size + sizeof(*block));
	if (!resized) {
		if (block)
			block_link(block, guarded->blocks);
		memory_exhausted();
	}
	block_link(resized, guarded->blocks);
	return resized + 1;
}

void *memory_resize(void *old, size_t size)
{
	void *memory;

	if (size > SIZE_MAX / 2)
		memory_exhausted();
	size = size ? size : 1;
	if (guarded)
		return guarded_resize(old, size);
	memory = realloc(old, size);
	if (!memory)
		memory_exhausted();
	return memory;
}

void *memory_alloc(size_t size)
{
	return memory_resize(NULL, size);
}

void *memory_zeroed(size_t count, size_t size)
{
	void *memory;

	if (size != 0 && count > SIZE_MAX / 2 / size)
		memory_exhausted();
	memory = memory_alloc(count * size);
	return memset(memory, 0, count * size);
}

void memory_free(void *memory)
{
	struct memory_block *block;

	if (!guarded || !memory) {
		free(memory);
		return;
	}
	block = (struct memory_block *)memory - 1;
	block_unlink(block);
	guard_resize(block, 0);
}

void memory_keep(void)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, KEPT_MOST / 8);
	mallopt(M_TRIM_THRESHOLD, KEPT_MOST);
#endif
}

static struct arena_block *block_add(struct arena *arena, size_t least)
{
	size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
	struct arena_block *block;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < least)
		size = least;
	block = memory_alloc(sizeof(*block) + size);
	block->next = arena->blocks;
	block->size = size;
	block->used = 0;
	block->clean = 0;
	arena->blocks = block;
	arena->total += size;
	return block;
}

/* Zeroes what is about to be given out, and some more: one call for many small things. */
static void block_clean(struct arena_block *block, size_t end)
{
	if (end - block->clean < CLEAN_AHEAD)
		end = block->clean + CLEAN_AHEAD < block->size ? block->clean + CLEAN_AHEAD
							       : block->size;
	memset(block->data + block->clean, 0, end - block->clean);
	block->clean = end;
}

static size_t whole_units(size_t size)
{
	const size_t unit = alignof(max_align_t);

	if (size > SIZE_MAX / 2)
		memory_exhausted();
	return (size + FENCE + unit - 1) / unit * unit;
}

/* Closes what lies between a thing and the next one. */
static void fence(const unsigned char *memory, size_t size)
{
	ASAN_POISON_MEMORY_REGION(memory + size, whole_units(size) - size);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t whole = whole_units(size);
	void *memory;

	if (!block || block->size - block->used < whole)
		block = block_add(arena, whole);
	memory = block->data + block->used;
	block->used += whole;
	if (block->used > block->clean)
		block_clean(block, block->used);
	fence(memory, size);
	return memory;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t from = whole_units(old_size);
	size_t to = whole_units(size);
	void *moved;

	if (old && block && (unsigned char *)old + from == block->data + block->used &&
	    block->size - block->used >= to - from) {
		block->used += to - from;
		if (block->used > block->clean)
			block_clean(block, block->used);
		ASAN_UNPOISON_MEMORY_REGION(old, size);
		fence(old, size);
		return old;
	}
	moved = arena_alloc(arena, size);
	if (old)
		memcpy(moved, old, old_size);
	return moved;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size)
		memory_exhausted();
	return arena_alloc(arena, count * size);
}

void arena_free(struct arena *arena)
{
	struct arena_block *block = arena->blocks;

	while (block) {
		struct arena_block *next = block->next;
		ASAN_UNPOISON_MEMORY_REGION(block->data, block->used);
		memory_free(block);
		block = next;
	}
	*arena = ARENA_INIT;
}

/* --- Pieces --- */

void memory_pieces(struct arena *arena)
{
#ifdef __SANITIZE_ADDRESS__
	(void)arena; /* which looks at every piece for itself */
#else
	pieces = arena;
#endif
}

void memory_piece_free(void *piece)
{
	struct memory_piece *head = piece ? (struct memory_piece *)piece - 1 : NULL;

	if (head && !head->is_pooled)
		free(head);
}

void *memory_piece(void *old, size_t size)
{
	struct memory_piece *before = old ? (struct memory_piece *)old - 1 : NULL;
	bool is_pooled = before ? before->is_pooled : pieces != NULL;
	struct memory_piece *head;

	if (size > SIZE_MAX / 2)
		memory_exhausted();
	if (is_pooled && before && before->size >= size)
		return old;
	assert(!is_pooled || pieces); /* it must not outlive its arena */
	if (is_pooled && before)
		head = arena_grow(pieces, before, before->size + sizeof(*head),
				  size + sizeof(*head));
	else if (is_pooled)
		head = arena_alloc(pieces, size + sizeof(*head));
	else
		head = realloc(before, size + sizeof(*head));
	if (!head)
		memory_exhausted();
	head->size = size;
	head->is_pooled = is_pooled;
	return head + 1;
}
