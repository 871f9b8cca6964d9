/* Blocks of the document become items of a flow. */
#include "flow/atoms.h"

#include "base/arena.h"
#include "base/buf.h"

static const double frame_padding = 9;
static const double column_gap = 14;

double paragraph_after(const struct layouter *lay, const struct look *look,
		       const struct doc_node *node)
{
	const struct doc_node *up = node->parent;

	if (up && up->kind == DOC_ITEM && up->parent && up->parent->as.list.tight)
		return 3;
	return look->type.size < lay->theme.body.size ? 1.5 : lay->theme.paragraph_after;
}

static bool ends_with_colon(const struct doc_node *node)
{
	const struct doc_node *at = node;

	while (at->last)
		at = at->last;
	return slice_ends(slice_trim(at->text), SLICE(":"));
}

static bool is_only(const struct doc_node *node)
{
	return doc_is_inline(node->first ? node->first->kind : DOC_ROOT) && !node->next &&
	       (node->kind != DOC_PARAGRAPH || (node->parent && node->parent->first == node));
}

static void paragraph_flow(struct layouter *lay, const struct doc_node *node,
			   const struct spot *spot, struct flow *flow)
{
	struct spot inner = *spot;
	size_t before = flow->len;

	/* The only paragraph of a cell or an item needs no tag of its own. */
	if (!is_only(node) || !spot->tag ||
	    (spot->tag->role != TAG_TD && spot->tag->role != TAG_TH &&
	     spot->tag->role != TAG_LBODY))
		inner.tag = tag_add(&lay->tags, spot->tag, TAG_P);
	inline_flow(lay, node, &inner, flow);
	if (flow->len > before && node->next && ends_with_colon(node))
		flow->items[flow->len - 1].keep = true;
	flow_space(flow, paragraph_after(lay, &spot->look, node));
}

/* A frame around the items that follow; returns where its content stands. */
static struct spot frame_open(struct layouter *lay, const struct frame *look,
			      const struct spot *spot, struct flow *flow)
{
	struct frame *frame = ARENA_NEW(lay->arena, struct frame);
	struct spot inner = *spot;
	struct flow_item *padding;

	*frame = *look;
	frame->outer = flow->frame;
	frame->x = spot->x;
	frame->width = spot->width;
	flow->frame = frame;
	padding = flow_add(lay, flow, 0, frame_padding);
	padding->keep = true;
	if (spot->width < NARROWEST)
		return inner;
	inner.x += frame_padding + frame->bar + 3;
	inner.width -= 2 * frame_padding + frame->bar + 3;
	return inner;
}

static void frame_close(struct layouter *lay, struct flow *flow)
{
	flow->items[flow->len - 1].keep = true;
	flow->after = 0;
	flow_add(lay, flow, 0, frame_padding);
	flow->frame = flow->frame->outer;
	flow_space(flow, lay->theme.block_after);
}

static struct look label_look(const struct layouter *lay, uint32_t color)
{
	return (struct look){ { lay->theme.caption.size, lay->theme.caption.leading + 1 },
			      STYLE_BOLD,
			      color,
			      ALIGN_START };
}

static void label_flow(struct layouter *lay, struct slice text, const struct look *look,
		       const struct spot *spot, struct flow *flow)
{
	struct spot label = *spot;

	if (text.len == 0)
		return;
	label.look = *look;
	label.tag = tag_add(&lay->tags, spot->tag, TAG_P);
	text_flow(lay, text, &label, flow);
	flow->items[flow->len - 1].keep = true;
	flow_space(flow, 2);
}

static void callout_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
			 struct flow *flow)
{
	bool bad = node->as.box.tone == TONE_BAD;
	uint32_t color = bad ? lay->theme.second : lay->theme.accent;
	struct frame look = { .filled = true,
			      .fill = bad ? lay->theme.second_tint : lay->theme.tint,
			      .bar = 3,
			      .bar_color = color };
	struct look label = label_look(lay, color);
	struct spot inner = frame_open(lay, &look, spot, flow);

	inner.tag = tag_add(&lay->tags, spot->tag, TAG_DIV);
	label_flow(lay, node->text, &label, &inner, flow);
	blocks_flow(lay, node, &inner, flow);
	frame_close(lay, flow);
}

static void gap_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		     struct flow *flow)
{
	bool advised = node->as.gap.advised;
	uint32_t color = advised ? lay->theme.accent : lay->theme.second;
	struct frame look = { .dashed = true, .bar_color = color };
	struct look label = label_look(lay, color);
	struct slice words =
		text_printf(lay->arena, "%s%.*s", advised ? "" : "! ", SLICE_ARG(node->text));
	size_t start = flow->len;
	struct spot inner = frame_open(lay, &look, spot, flow);

	inner.tag = tag_add(&lay->tags, spot->tag, TAG_DIV);
	label_flow(lay, words, &label, &inner, flow);
	inner.look.type = lay->theme.table;
	inner.look.color = lay->theme.muted;
	blocks_flow(lay, node, &inner, flow);
	for (size_t i = start; i + 1 < flow->len; i++)
		flow->items[i].keep = true;
	frame_close(lay, flow);
}

static void quote_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		       struct flow *flow)
{
	struct frame *frame = ARENA_NEW(lay->arena, struct frame);
	struct spot inner = *spot;

	frame->outer = flow->frame;
	frame->x = spot->x + 2;
	frame->bar = 2;
	frame->bar_color = lay->theme.hairline;
	flow->frame = frame;
	if (spot->width > NARROWEST) {
		inner.x += 16;
		inner.width -= 16;
	}
	inner.look.color = lay->theme.muted;
	inner.tag = tag_add(&lay->tags, spot->tag, TAG_QUOTE);
	blocks_flow(lay, node, &inner, flow);
	flow->frame = frame->outer;
	flow_space(flow, lay->theme.paragraph_after);
}

static void code_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		      struct flow *flow)
{
	struct frame look = { .filled = true, .fill = lay->theme.tint };
	struct spot inner = frame_open(lay, &look, spot, flow);
	struct slice text = node->text;

	while (text.len > 0 && text.ptr[text.len - 1] == '\n')
		text.len--;
	inner.look.type = lay->theme.table;
	inner.tag = tag_add(&lay->tags, tag_add(&lay->tags, spot->tag, TAG_P), TAG_CODE);
	for (size_t at = 0; at < text.len;) {
		size_t end = slice_find(text, SLICE("\n"), at);
		struct slice line = slice_sub(text, at, end);
		if (line.len > 0)
			text_flow(lay, line, &inner, flow);
		else
			flow_add(lay, flow, 0, inner.look.type.leading);
		at = end + 1;
	}
	frame_close(lay, flow);
}

static void divider_flow(struct layouter *lay, const struct spot *spot, struct flow *flow)
{
	struct flow_item *item = flow_add(lay, flow, lay->theme.paragraph_after, 1);
	struct op *op = item_op(lay, item, OP_RULE);

	op->x = spot->x;
	op->width = spot->width;
	op->size = 0.75;
	op->color = lay->theme.hairline;
	flow_space(flow, lay->theme.block_after);
}

static void image_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		       struct flow *flow)
{
	const struct doc_image *image = node->as.image;
	const double portrait = 78;
	double tallest =
		(lay->theme.page_height - lay->theme.margin_top - lay->theme.margin_bottom) * 0.7;
	double width = image->width * 0.75;
	double height = image->height * 0.75;
	struct flow_item *item;
	struct op *op;

	if (image->width == 0 || image->height == 0)
		return;
	tallest = image->portrait ? portrait : tallest;
	if (width > spot->width) {
		height *= spot->width / width;
		width = spot->width;
	}
	if (height > tallest) {
		width *= tallest / height;
		height = tallest;
	}
	item = flow_add(lay, flow, 4, height);
	item->baseline = line_baseline(spot->look.type);
	op = item_op(lay, item, OP_IMAGE);
	op->x = spot->x;
	op->width = width;
	op->height = height;
	op->image = image;
	op->tag = tag_add(&lay->tags, spot->tag, TAG_FIGURE);
	if (op->tag)
		op->tag->alt = node->text.len > 0 ? node->text : image->path;
	flow_space(flow, lay->theme.block_after);
}

static void column_track(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
			 struct track *track)
{
	uint32_t color = node->as.box.tone == TONE_BAD ? lay->theme.second : lay->theme.accent;
	struct spot inner = *spot;
	struct flow_item *top = flow_add(lay, &track->flow, 0, 7);
	struct op *rule = item_op(lay, top, OP_RULE);
	struct look label = { lay->theme.body, STYLE_BOLD, lay->theme.ink, ALIGN_START };

	track->x = spot->x;
	inner.x = 0;
	inner.tag = tag_add(&lay->tags, spot->tag, TAG_DIV);
	top->keep = true;
	rule->y = 0.75;
	rule->width = spot->width;
	rule->size = 1.5;
	rule->color = color;
	label_flow(lay, node->text, &label, &inner, &track->flow);
	flow_space(&track->flow, 3);
	blocks_flow(lay, node, &inner, &track->flow);
}

static void columns_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
			 struct flow *flow)
{
	size_t count = 0;
	size_t abreast;
	const struct doc_node *column = node->first;

	for (const struct doc_node *at = node->first; at; at = at->next)
		count++;
	abreast = count == 3 && spot->width > 400 ? 3 : spot->width > 240 ? 2 : 1;
	while (column) {
		struct tracks *tracks = ARENA_NEW(lay->arena, struct tracks);
		double width = (spot->width - column_gap * (double)(abreast - 1)) / (double)abreast;
		struct flow_item *item;
		tracks->items = ARENA_ARRAY(lay->arena, abreast, struct track);
		tracks->loose = true;
		for (size_t i = 0; i < abreast && column; i++, column = column->next) {
			struct spot inner = *spot;
			inner.x += (double)i * (width + column_gap);
			inner.width = width;
			column_track(lay, column, &inner, &tracks->items[tracks->count++]);
		}
		item = flow_add(lay, flow, 4, tracks_height(tracks));
		item->tracks = tracks;
		flow_space(flow, lay->theme.block_after);
	}
}

static struct tag *heading_tag(struct layouter *lay, const struct doc_node *node, struct tag *under)
{
	unsigned level = node->as.heading.level;

	if (level > lay->last_level + 1)
		level = lay->last_level + 1;
	if (level < 1)
		level = 1;
	if (level > 6)
		level = 6;
	lay->last_level = level;
	return tag_add(&lay->tags, under, (enum tag_role)(TAG_H1 + level - 1));
}

static void heading_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
			 struct flow *flow)
{
	const struct theme *theme = &lay->theme;
	unsigned level = node->as.heading.level;
	unsigned row = level < 1 ? 0 : level > HEADING_LEVELS ? HEADING_LEVELS - 1 : level - 1;
	const struct heading_look *look = &theme->headings[row];
	struct spot inner = *spot;
	struct labelled labelled = { .label = node->as.heading.number,
				     .node = node,
				     .gap = look->type.size * 0.45 };
	size_t first = flow->len;

	inner.look = (struct look){ look->type, STYLE_BOLD, theme->ink, ALIGN_START };
	inner.tag = heading_tag(lay, node, spot->tag);
	labelled.label_look = inner.look;
	labelled.label_look.color = theme->accent;
	flow_space(flow, look->before);
	labelled_flow(lay, &labelled, &inner, flow);
	for (size_t i = first; i < flow->len; i++)
		flow->items[i].keep = true;
	if (flow->len > first) {
		flow->items[first].heading = node;
		flow->items[first].need =
			level == 1 ? theme->chapter_room * (theme->page_height - theme->margin_top -
							    theme->margin_bottom)
				   : 0;
	}
	flow->after = look->after;
}

/* What stands under a heading about its chapter, such as how complete it is. */
static bool is_aside(const struct doc_node *node)
{
	return node->first && node->first->kind == DOC_MUTED && !node->first->next;
}

/* A line between a heading and its figure stays with both, an aside with the heading below it. */
static void line_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		      struct flow *flow)
{
	size_t first = flow->len;

	paragraph_flow(lay, node, spot, flow);
	if (first > 0 && flow->items[first - 1].keep && flow->len == first + 1 && node->next &&
	    (node->next->kind == DOC_FIGURE || (node->next->kind == DOC_HEADING && is_aside(node))))
		flow->items[first].keep = true;
}

void block_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		struct flow *flow)
{
	switch (node->kind) {
	case DOC_HEADING:
		heading_flow(lay, node, spot, flow);
		break;
	case DOC_PARAGRAPH:
		line_flow(lay, node, spot, flow);
		break;
	case DOC_LIST:
		list_flow(lay, node, spot, flow);
		break;
	case DOC_QUOTE:
		quote_flow(lay, node, spot, flow);
		break;
	case DOC_CODE_BLOCK:
		code_flow(lay, node, spot, flow);
		break;
	case DOC_DIVIDER:
		divider_flow(lay, spot, flow);
		break;
	case DOC_TABLE:
		table_flow(lay, node, spot, flow);
		break;
	case DOC_CALLOUT:
		callout_flow(lay, node, spot, flow);
		break;
	case DOC_COLUMNS:
		columns_flow(lay, node, spot, flow);
		break;
	case DOC_IMAGE:
		image_flow(lay, node, spot, flow);
		break;
	case DOC_FIGURE:
		figure_flow(lay, node, spot, flow);
		break;
	case DOC_NOTES:
		notes_flow(lay, node, spot, flow);
		break;
	case DOC_GAP:
		gap_flow(lay, node, spot, flow);
		break;
	case DOC_ROOT:
	case DOC_ITEM:
	case DOC_COLUMN:
	case DOC_ROW:
	case DOC_CELL:
		blocks_flow(lay, node, spot, flow);
		break;
	case DOC_TEXT:
	case DOC_STRONG:
	case DOC_EMPHASIS:
	case DOC_MUTED:
	case DOC_CODE:
	case DOC_NOTE:
	case DOC_LINK:
	case DOC_NOTE_REF:
	case DOC_LINE_BREAK:
	case DOC_KIND_COUNT:
		break;
	}
}

/* Inline nodes that stand among blocks, or alone, are a paragraph of their own. */
void blocks_flow(struct layouter *lay, const struct doc_node *parent, const struct spot *spot,
		 struct flow *flow)
{
	if (parent->first && doc_is_inline(parent->first->kind)) {
		paragraph_flow(lay, parent, spot, flow);
		return;
	}
	for (const struct doc_node *node = parent->first; node; node = node->next)
		block_flow(lay, node, spot, flow);
}
