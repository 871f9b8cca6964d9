/* The notes of a chapter: below a short rule, each with its number hung out. */
#include "layout/flow.h"

#include "base/arena.h"

static const double rule_width = 72;
static const double hang = 14;

static void note_flow(struct layouter *lay, const struct doc_node *note, const struct spot *spot,
		      struct flow *flow)
{
	struct spot inner = *spot;
	size_t first = flow->len;
	struct op label;
	struct op *op;

	inner.tag = tag_add(&lay->tags, spot->tag, TAG_NOTE);
	label = (struct op){ .kind = OP_TEXT, .tag = tag_add(&lay->tags, inner.tag, TAG_LBL) };
	inner.x += hang;
	inner.width -= hang;
	blocks_flow(lay, note, &inner, flow);
	if (flow->len == first)
		return;
	op = text_op(lay, &flow->items[first], note->text, &spot->look);
	op->x = spot->x;
	op->spaces = 1;
	op->tag = label.tag;
	label = *op;
	/* Before its text in reading order. */
	for (size_t i = flow->items[first].op_count - 1; i > 0; i--)
		flow->items[first].ops[i] = flow->items[first].ops[i - 1];
	flow->items[first].ops[0] = label;
	flow_space(flow, 3);
}

void notes_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		struct flow *flow)
{
	struct spot inner = *spot;
	struct flow_item *item = flow_add(lay, flow, lay->theme.block_after, 6);
	struct op *rule = item_op(lay, item, OP_RULE);

	rule->x = spot->x;
	rule->width = rule_width < spot->width ? rule_width : spot->width;
	rule->size = 0.75;
	rule->color = lay->theme.edge;
	item->keep = true;
	inner.look.type = lay->theme.caption;
	for (const struct doc_node *note = node->first; note; note = note->next)
		note_flow(lay, note, &inner, flow);
	flow_space(flow, lay->theme.block_after);
}
