/* Cutting what is taller than the room it has. */
#include "flow/flow.h"

#include "base/arena.h"

static void flow_copy(struct layouter *lay, struct flow *to, const struct flow_item *item)
{
	to->items = vec_grow(lay->arena, to->items, to->len, &to->cap, sizeof(*to->items));
	to->items[to->len++] = *item;
}

bool flow_cut(struct layouter *lay, const struct flow *flow, double room, bool force,
	      struct flow parts[2])
{
	struct flow_item halves[2];
	double y = 0;
	size_t count = 0;

	while (count < flow->len) {
		const struct flow_item *item = &flow->items[count];
		double before = count > 0 ? item->before : 0;
		if (y + before + item->height > room + hair)
			break;
		y += before + item->height;
		count++;
	}
	if (count < flow->len) {
		size_t loose = count;
		while (loose > 0 && flow->items[loose - 1].keep)
			loose--;
		if (loose > 0 || !force)
			count = loose;
		if (count == 0 && force && !flow->items[0].tracks)
			count = 1;
	}
	for (size_t i = 0; i < count; i++)
		flow_copy(lay, &parts[0], &flow->items[i]);
	y += count > 0 && count < flow->len ? flow->items[count].before : 0;
	if (count < flow->len && flow->items[count].tracks &&
	    item_cut(lay, &flow->items[count], room - y, force && count == 0, halves)) {
		flow_copy(lay, &parts[0], &halves[0]);
		flow_copy(lay, &parts[1], &halves[1]);
		count++;
	}
	for (size_t i = count; i < flow->len; i++)
		flow_copy(lay, &parts[1], &flow->items[i]);
	return parts[0].len > 0 || flow->len == 0;
}

bool item_cut(struct layouter *lay, const struct flow_item *item, double room, bool force,
	      struct flow_item parts[2])
{
	const struct tracks *whole = item->tracks;
	double inner = room - 2 * whole->padding;
	bool any = false;
	bool all = true;

	if (inner <= 0 && !force)
		return false;
	for (int p = 0; p < 2; p++) {
		parts[p] = *item;
		parts[p].tracks = ARENA_NEW(lay->arena, struct tracks);
		*parts[p].tracks = *whole;
		parts[p].tracks->items = ARENA_ARRAY(lay->arena, whole->count, struct track);
	}
	for (size_t i = 0; i < whole->count; i++) {
		struct flow halves[2] = { { 0 }, { 0 } };
		bool took = flow_cut(lay, &whole->items[i].flow, inner, force, halves);
		any = any || halves[0].len > 0;
		all = all && took;
		for (int p = 0; p < 2; p++) {
			parts[p].tracks->items[i].x = whole->items[i].x;
			parts[p].tracks->items[i].flow = halves[p];
		}
	}
	parts[0].height = tracks_height(parts[0].tracks);
	parts[1].height = tracks_height(parts[1].tracks);
	parts[0].keep = false;
	parts[0].tracks->rule_below = 0;
	parts[1].tracks->rule_above = 0;
	parts[1].before = 0;
	parts[1].op_count = 0;
	parts[1].heading = NULL;
	return any && (all || force);
}
