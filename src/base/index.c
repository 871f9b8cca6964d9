/* A hash table with open addressing: linear probing, at most two thirds full. */
#include "base/index.h"

#include "base/arena.h"
#include "base/hash.h"

struct index_slot {
	struct slice key; /* ptr NULL: free */
	size_t value;
};

static uint64_t hash_of(struct slice key)
{
	uint64_t hash = hash_add(HASH_START, key);

	return hash ^ hash >> 32;
}

/* The slot of the key, or the free one where it belongs. */
static struct index_slot *slot_of(const struct index *index, struct slice key)
{
	size_t at = (size_t)hash_of(key) & (index->cap - 1);

	while (index->slots[at].key.ptr && !slice_equal(index->slots[at].key, key))
		at = (at + 1) & (index->cap - 1);
	return &index->slots[at];
}

static void index_grow(struct index *index)
{
	struct index old = *index;

	index->cap = old.cap > 0 ? old.cap * 2 : 32;
	index->slots = ARENA_ARRAY(index->arena, index->cap, struct index_slot);
	for (size_t i = 0; i < old.cap; i++) {
		if (old.slots[i].key.ptr)
			*slot_of(index, old.slots[i].key) = old.slots[i];
	}
	arena_drop(index->arena, old.slots, old.cap * sizeof(*old.slots));
}

size_t *index_at(struct index *index, struct slice key, bool *is_new)
{
	struct index_slot *slot;

	if (index->count * 3 >= index->cap * 2)
		index_grow(index);
	slot = slot_of(index, key);
	*is_new = !slot->key.ptr;
	if (*is_new) {
		slot->key = key.ptr ? key : SLICE("");
		index->count++;
	}
	return &slot->value;
}

const size_t *index_get(const struct index *index, struct slice key)
{
	const struct index_slot *slot = index->cap > 0 ? slot_of(index, key) : NULL;

	return slot && slot->key.ptr ? &slot->value : NULL;
}
