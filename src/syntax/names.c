/* The index of names that readers and merging look keys up in. */
#include "syntax/names.h"

#include "base/arena.h"

static size_t hash_name(const struct node *table, struct slice name)
{
	uint64_t hash = (uint64_t)(uintptr_t)table * 0x9E3779B97F4A7C15u;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.ptr[i]) * 0x100000001B3u;
	return (size_t)(hash ^ (hash >> 29) ^ (hash >> 47));
}

/* The slot that holds the name, or the empty one where it belongs. */
static struct node **find_slot(struct node **slots, size_t slot_count, const struct node *table,
			       struct slice name)
{
	size_t i = hash_name(table, name) & (slot_count - 1);

	while (slots[i] && (slots[i]->parent != table || !slice_equal(slots[i]->name, name)))
		i = (i + 1) & (slot_count - 1);
	return &slots[i];
}

struct node *names_find(const struct names *names, const struct node *table, struct slice name)
{
	return names->slot_count > 0 ? *find_slot(names->slots, names->slot_count, table, name)
				     : NULL;
}

static void grow(struct names *names)
{
	size_t count = names->slot_count ? names->slot_count * 2 : 64;
	struct node **slots = ARENA_ARRAY(names->arena, count, struct node *);

	for (size_t i = 0; i < names->slot_count; i++) {
		struct node *node = names->slots[i];
		if (node)
			*find_slot(slots, count, node->parent, node->name) = node;
	}
	names->slots = slots;
	names->slot_count = count;
}

void names_index(struct names *names, struct node *node)
{
	if (names->used * 2 >= names->slot_count)
		grow(names);
	*find_slot(names->slots, names->slot_count, node->parent, node->name) = node;
	names->used++;
}

void names_attach(struct names *names, struct node *table, struct node *node)
{
	node_append(table, node);
	names_index(names, node);
}
