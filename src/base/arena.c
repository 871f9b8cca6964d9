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
	OWN_LEAST = 256 * 1024,
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
	bool is_own;  /* of one thing alone */
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

/*
 * What is large gets a block of its own behind the newest, which goes on being filled: it can grow
 * without a copy left behind, and be given back.
 */
static struct arena_block *block_own(struct arena *arena, size_t size)
{
	struct arena_block *block = memory_alloc(sizeof(*block) + size);

	block->next = arena->blocks->next;
	block->size = block->used = size;
	block->clean = 0;
	block->is_own = true;
	arena->blocks->next = block;
	arena->total += size;
	return block;
}

/* The link to the block that something has to itself; NULL when it has none. */
static struct arena_block **own_find(struct arena *arena, const void *memory, size_t size)
{
	struct arena_block **link = arena->blocks ? &arena->blocks->next : NULL;

	if (!memory || size < OWN_LEAST)
		return NULL;
	while (link && *link && (*link)->data != memory)
		link = &(*link)->next;
	return link && *link && (*link)->is_own ? link : NULL;
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
	block->is_own = false;
	arena->blocks = block;
	arena->total += size;
	return block;
}

/* Where the newest block has no room: another, whose first bytes are taken. */
static struct arena_block *block_begin(struct arena *arena, size_t size)
{
	struct arena_block *block;

	if (arena->blocks && size >= OWN_LEAST)
		return block_own(arena, size);
	block = block_add(arena, size);
	block->used = block->clean = size;
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

/* Opens a thing to its end and closes what lies between it and the next one. */
static void *fence(void *memory, size_t size)
{
	ASAN_UNPOISON_MEMORY_REGION(memory, size);
	ASAN_POISON_MEMORY_REGION((unsigned char *)memory + size, whole_units(size) - size);
	return memory;
}

static inline void *room_take(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t whole = whole_units(size);
	void *memory;

	if (!block || block->size - block->used < whole)
		return fence(block_begin(arena, whole)->data, size);
	memory = block->data + block->used;
	block->used += whole;
	if (block->used > block->clean)
		block->clean = block->used;
	return fence(memory, size);
}

void *arena_room(struct arena *arena, size_t size)
{
	return room_take(arena, size);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t whole = whole_units(size);
	void *memory;

	if (!block || block->size - block->used < whole)
		return fence(memset(block_begin(arena, whole)->data, 0, whole), size);
	memory = block->data + block->used;
	block->used += whole;
	if (block->used > block->clean)
		block_clean(block, block->used);
	return fence(memory, size);
}

/* More room in place, where the block has it. */
static bool block_extend(struct arena_block *block, const unsigned char *old, size_t from,
			 size_t to)
{
	if (!old || !block || old + from != block->data + block->used ||
	    block->size - block->used < to - from)
		return false;
	block->used += to - from;
	return true;
}

/* The same for what has a block of its own; NULL when it has none. */
static void *own_extend(struct arena *arena, const void *old, size_t from, size_t to)
{
	struct arena_block **link = own_find(arena, old, from);
	struct arena_block *block = link ? *link : NULL;

	if (!block || to < from)
		return NULL;
	*link = block->next; /* it must not be met while it moves */
	ASAN_UNPOISON_MEMORY_REGION(block->data, from);
	block = memory_resize(block, sizeof(*block) + to);
	block->size = block->used = to;
	block->next = arena->blocks->next;
	arena->blocks->next = block;
	arena->total += to - from;
	return block->data;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t from = whole_units(old_size);
	size_t to = whole_units(size);
	unsigned char *moved;

	if (block_extend(block, old, from, to)) {
		if (block->used > block->clean)
			block_clean(block, block->used);
		return fence(old, size);
	}
	moved = from >= OWN_LEAST ? own_extend(arena, old, from, to) : NULL;
	if (moved) {
		memset(moved + from, 0, to - from);
		return fence(moved, size);
	}
	moved = arena_alloc(arena, size);
	if (old)
		memcpy(moved, old, old_size);
	return moved;
}

void *arena_grow_room(struct arena *arena, void *old, size_t old_size, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t from = whole_units(old_size);
	size_t to = whole_units(size);
	void *moved;

	if (block_extend(block, old, from, to)) {
		if (block->used > block->clean)
			block->clean = block->used;
		return fence(old, size);
	}
	moved = from >= OWN_LEAST ? own_extend(arena, old, from, to) : NULL;
	if (moved)
		return fence(moved, size);
	moved = room_take(arena, size);
	if (old)
		memcpy(moved, old, old_size);
	return moved;
}

void arena_drop(struct arena *arena, const void *memory, size_t size)
{
	struct arena_block **link = own_find(arena, memory, size);
	struct arena_block *block = link ? *link : NULL;

	if (!block)
		return;
	*link = block->next;
	arena->total -= block->size;
	ASAN_UNPOISON_MEMORY_REGION(block->data, block->used);
	memory_free(block);
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
		head = arena_grow_room(pieces, before, before->size + sizeof(*head),
				       size + sizeof(*head));
	else if (is_pooled)
		head = room_take(pieces, size + sizeof(*head));
	else
		head = realloc(before, size + sizeof(*head));
	if (!head)
		memory_exhausted();
	head->size = size;
	head->is_pooled = is_pooled;
	return head + 1;
}
