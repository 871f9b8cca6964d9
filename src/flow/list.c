/* Lists: their items, with labels beside the first lines. */
#include "flow/atoms.h"

#include "base/arena.h"
#include "base/buf.h"

static unsigned list_depth(const struct doc_node *node)
{
	unsigned depth = 0;

	for (const struct doc_node *up = node->parent; up; up = up->parent)
		depth += up->kind == DOC_LIST;
	return depth;
}

static struct slice item_label(struct layouter *lay, const struct doc_node *list, unsigned number)
{
	if (list->as.list.ordered)
		return text_printf(lay->arena, "%u.", number);
	return list_depth(list) % 2 == 0 ? SLICE("•") : SLICE("–");
}

/* As in cells of tables. */
static bool is_small(const struct layouter *lay, const struct look *look)
{
	return look->type.size < lay->theme.body.size;
}

double list_indent(const struct layouter *lay, const struct doc_node *list, const struct look *look)
{
	bool small = is_small(lay, look);
	unsigned count = list->as.list.start;

	if (!list->as.list.ordered)
		return small ? 9 : 14;
	for (const struct doc_node *item = list->first; item && count <= 9; item = item->next)
		count++;
	if (count > 9)
		return small ? 17 : 22;
	return small ? 13 : 16;
}

static void item_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		      struct slice label, struct flow *flow)
{
	struct tag *tag = tag_add(&lay->tags, spot->tag, TAG_LI);
	struct spot beside = *spot;
	struct spot inner = *spot;
	size_t first = flow->len;
	double indent = list_indent(lay, node->parent, &spot->look);

	/* In a narrow cell a little less; in none at all, nothing. */
	if (spot->width < NARROWEST)
		indent = spot->width < NARROWEST / 2.0 ? 0 : indent * 0.6;
	beside.tag = tag_add(&lay->tags, tag, TAG_LBL);
	inner.tag = tag_add(&lay->tags, tag, TAG_LBODY);
	inner.x += indent;
	inner.width -= indent;
	blocks_flow(lay, node, &inner, flow);
	beside.x += node->parent->as.list.ordered || spot->width < NARROWEST ||
				    is_small(lay, &spot->look)
			    ? 0
			    : 2;
	flow_label(lay, flow, first, label, &beside);
}

void list_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
	       struct flow *flow)
{
	double between = is_small(lay, &spot->look) ? 1.5 : node->as.list.tight ? 3 : 6;
	unsigned number = node->as.list.start;
	struct spot inner = *spot;

	inner.tag = tag_add(&lay->tags, spot->tag, TAG_L);
	if (inner.tag)
		inner.tag->ordered = node->as.list.ordered;
	for (const struct doc_node *item = node->first; item; item = item->next) {
		/* Neither the first nor the last item stands alone. */
		if (item != node->first && (!item->next || item == node->first->next) &&
		    flow->len > 0)
			flow->items[flow->len - 1].keep = true;
		item_flow(lay, item, &inner, item_label(lay, node, number++), flow);
		flow->after = between;
	}
	flow->after = 0;
	flow_space(flow, paragraph_after(lay, &spot->look, node));
}

void labelled_flow(struct layouter *lay, const struct labelled *labelled, const struct spot *spot,
		   struct flow *flow)
{
	struct atoms atoms = { 0 };
	struct spot inner = *spot;
	size_t first = flow->len;
	double hang = 0;

	if (labelled->gap > 0 && labelled->label.len > 0)
		hang = text_extent(lay, labelled->label, &labelled->label_look).most +
		       labelled->gap;
	if (labelled->gap <= 0)
		atoms = atoms_of_text(lay, labelled->label, &labelled->label_look, spot->tag);
	if (labelled->node) {
		struct atoms more = atoms_of_node(lay, labelled->node, &spot->look, spot->tag);
		atoms_join(lay, &atoms, &more);
	} else {
		struct atoms more = atoms_of_text(lay, labelled->text, &spot->look, spot->tag);
		atoms_join(lay, &atoms, &more);
	}
	inner.x += hang;
	inner.width -= hang;
	atoms_flow(lay, &atoms, &inner, flow);
	if (hang > 0 && flow->len > first) {
		inner = *spot;
		inner.look = labelled->label_look;
		flow_label(lay, flow, first, labelled->label, &inner);
	}
}
