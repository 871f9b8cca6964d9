/* Items one under the other. */
#include "flow/flow.h"

#include <string.h>

#include "base/arena.h"

double text_width(const struct theme *theme, bool wide)
{
	return (wide ? theme->page_height : theme->page_width) - theme->margin_left -
	       theme->margin_right;
}

struct flow_item *flow_add(struct layouter *lay, struct flow *flow, double before, double height)
{
	struct flow_item *item;

	flow->items =
		vec_grow(lay->arena, flow->items, flow->len, &flow->cap, sizeof(*flow->items));
	item = &flow->items[flow->len++];
	item->before = flow->after > before ? flow->after : before;
	item->height = height;
	item->frame = flow->frame;
	flow->after = 0;
	return item;
}

static struct flow_item *line_empty(struct layouter *lay, struct flow *flow, struct type_size type)
{
	struct flow_item *item = flow_add(lay, flow, 0, type.leading);

	item->baseline = line_baseline(type);
	return item;
}

struct flow_item *flow_label(struct layouter *lay, struct flow *flow, size_t first,
			     struct slice label, const struct spot *spot)
{
	struct flow_item *item;
	struct op op;

	if (flow->len == first)
		line_empty(lay, flow, spot->look.type);
	while (first + 1 < flow->len && flow->items[first].baseline <= 0)
		first++;
	item = &flow->items[first];
	op = *text_op(lay, item, label, &spot->look);
	op.x = spot->x;
	op.spaces = 1;
	op.tag = spot->tag;
	memmove(item->ops + 1, item->ops, (item->op_count - 1) * sizeof(*item->ops));
	item->ops[0] = op;
	return item;
}

void flow_reserve(struct layouter *lay, struct flow *flow, size_t more)
{
	size_t count = flow->len + more;

	if (count > flow->cap && flow->cap > 0 && count < 2 * flow->cap)
		count = 2 * flow->cap;
	flow->items = vec_reserve(lay->arena, flow->items, &flow->cap, count, sizeof(*flow->items));
}

void flow_space(struct flow *flow, double after)
{
	if (flow->after < after)
		flow->after = after;
}

double flow_height(const struct flow *flow)
{
	double height = 0;

	for (size_t i = 0; i < flow->len; i++)
		height += flow->items[i].height + (i > 0 ? flow->items[i].before : 0);
	return height;
}

double flow_least(const struct flow *flow)
{
	struct flow first = { .items = flow->items };

	while (first.len < flow->len && (first.len == 0 || flow->items[first.len - 1].keep))
		first.len++;
	return flow_height(&first);
}

double tracks_height(const struct tracks *tracks)
{
	double tallest = 0;

	for (size_t i = 0; i < tracks->count; i++) {
		double height = flow_height(&tracks->items[i].flow);
		if (height > tallest)
			tallest = height;
	}
	return tallest + 2 * tracks->padding;
}

struct op *item_op(struct layouter *lay, struct flow_item *item, enum op_kind kind)
{
	struct op *op;

	item->ops =
		vec_grow(lay->arena, item->ops, item->op_count, &item->op_cap, sizeof(*item->ops));
	op = &item->ops[item->op_count++];
	op->kind = kind;
	return op;
}
