/* Texts by their digests: open addressing, linear probing, at most two thirds full. */
#include "base/known.h"

#include "base/arena.h"

/* The slot of a digest, or the free one where it belongs. */
static uint32_t *slot_of(const struct known *known, struct digest digest)
{
	size_t at = (size_t)digest.low & (known->cap - 1);

	while (known->slots[at] > 0 &&
	       !digest_equal(known->list.items[known->slots[at] - 1], digest))
		at = (at + 1) & (known->cap - 1);
	return &known->slots[at];
}

static void known_grow(struct known *known)
{
	uint32_t *old = known->slots;
	size_t size = known->cap * sizeof(*old);

	known->cap = known->cap > 0 ? known->cap * 2 : 32;
	known->slots = ARENA_ARRAY(known->arena, known->cap, uint32_t);
	for (size_t i = 0; i < known->list.len; i++)
		*slot_of(known, known->list.items[i]) = (uint32_t)i + 1;
	arena_drop(known->arena, old, size);
}

size_t known_at(struct known *known, struct slice text, bool *is_new)
{
	struct digest digest = digest_here(text);
	uint32_t *slot;

	if (known->list.len * 3 >= known->cap * 2)
		known_grow(known);
	slot = slot_of(known, digest);
	*is_new = *slot == 0;
	if (*is_new) {
		*vec_push(known->arena, &known->list) = digest;
		*slot = (uint32_t)known->list.len;
	}
	return *slot - 1;
}

bool known_get(const struct known *known, struct slice text, size_t *number)
{
	uint32_t slot = known->cap > 0 ? *slot_of(known, digest_here(text)) : 0;

	if (slot > 0)
		*number = slot - 1;
	return slot > 0;
}
