/*
 * Items are found by keys that are equal where items_equal is true: the text, marked by whether the
 * item refers to a record, and what it refers to: the record of the new plan, or an id where the
 * old one has no partner there.
 */
#include "diff/items.h"

#include "base/arena.h"
#include "base/buf.h"

static struct slice text_key(struct arena *arena, const struct item *item, char mark)
{
	struct slice vi = item->text.in[LANG_VI], en = item->text.in[LANG_EN];

	return text_printf(arena, "%c%zu %.*s%.*s", mark, vi.len, SLICE_ARG(vi), SLICE_ARG(en));
}

static struct slice record_key(struct arena *arena, const struct group *record)
{
	return text_printf(arena, "#%p", (const void *)record);
}

static struct slice id_key(struct arena *arena, const struct group *record)
{
	return record->id.len > 0 ? text_printf(arena, "@%.*s", SLICE_ARG(record->id)) : SLICE_NONE;
}

static void key_add(struct item_set *set, struct slice key)
{
	bool is_new;

	if (key.len > 0)
		index_at(&set->keys, key, &is_new);
}

static bool key_has(const struct item_set *set, struct slice key)
{
	return key.len > 0 && index_get(&set->keys, key) != NULL;
}

/* By what a record of the old plan is found among those of the new. */
static struct slice old_key(const struct item_set *set, const struct group *old)
{
	const struct group *partner = match_of_old(set->matches, old);

	return partner ? record_key(set->keys.arena, partner) : id_key(set->keys.arena, old);
}

struct item_set items_gather(struct arena *arena, const struct matches *matches,
			     const struct value *list, bool is_old)
{
	struct item_set set = { matches, is_old, INDEX_IN(arena) };

	for (size_t i = 0; i < list->as.list.count; i++) {
		const struct item *item = &list->as.list.items[i];
		key_add(&set, text_key(arena, item, item->target ? 'T' : 't'));
		if (!item->target)
			continue;
		if (is_old) {
			key_add(&set, old_key(&set, item->target));
		} else {
			key_add(&set, record_key(arena, item->target));
			key_add(&set, id_key(arena, item->target));
		}
	}
	return set;
}

bool items_hold(const struct item_set *set, const struct item *item)
{
	struct arena *arena = set->keys.arena;

	if (key_has(set, text_key(arena, item, 't')))
		return true;
	if (!item->target)
		return key_has(set, text_key(arena, item, 'T'));
	if (!set->is_old)
		return key_has(set, old_key(set, item->target));
	return key_has(set, record_key(arena, item->target)) ||
	       key_has(set, id_key(arena, item->target));
}
