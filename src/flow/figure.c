/* Figures: the shapes of figure/ become ops, each panel an item that no page parts, with a caption.
 */
#include "flow/flow.h"

#include "base/arena.h"
#include "base/buf.h"

static uint32_t paint(const struct layouter *lay, enum figure_color color)
{
	const struct theme *theme = &lay->theme;

	switch (color) {
	case FIGURE_NONE:
	case FIGURE_PAPER:
	case FIGURE_COLOR_COUNT:
		return theme->paper;
	case FIGURE_INK:
		return theme->ink;
	case FIGURE_MUTED:
		return theme->muted;
	case FIGURE_LINE:
		return theme->edge;
	case FIGURE_HAIRLINE:
		return theme->hairline;
	case FIGURE_ACCENT:
		return theme->accent;
	case FIGURE_SECOND:
		return theme->second;
	case FIGURE_TINT:
		return theme->tint;
	case FIGURE_SECOND_TINT:
		return theme->second_tint;
	case FIGURE_SHADE_1:
		return theme->shade_1;
	case FIGURE_SHADE_2:
		return theme->shade_2;
	case FIGURE_SHADE_3:
		return theme->shade_3;
	case FIGURE_SHADE_4:
		return theme->shade_4;
	}
	return theme->ink;
}

static double measured(void *context, struct slice text, bool bold, double size)
{
	struct layouter *lay = context;
	const struct text_run *run =
		lay->measure.shape(lay->measure.context, bold ? STYLE_BOLD : STYLE_REGULAR, text,
				   SPAN_NONE);

	return run->width * size / 1000;
}

static void shape_op(struct layouter *lay, const struct shape *shape, struct tag *tag, double x,
		     struct flow_item *item)
{
	struct look look = { { shape->size, shape->size },
			     shape->bold ? STYLE_BOLD : STYLE_REGULAR,
			     paint(lay, shape->fill),
			     ALIGN_START };
	struct op *op;

	if (shape->kind == SHAPE_TEXT) {
		op = text_op(lay, item, shape->text, &look);
		op->x = x + shape->x;
		op->y = shape->y;
		/* A space behind each line keeps its last word from the next line's first. */
		op->spaces = 1;
	} else if (shape->kind == SHAPE_IMAGE) {
		op = item_op(lay, item, OP_IMAGE);
		op->x = x + shape->x;
		op->y = shape->y;
		op->width = shape->width;
		op->height = shape->height;
		op->image = shape->image;
	} else {
		op = item_op(lay, item, OP_SHAPE);
		op->x = x;
		op->shape = shape;
		op->color = paint(lay, shape->fill);
		op->stroke = paint(lay, shape->stroke);
	}
	op->tag = tag;
}

static void caption_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
			 struct flow *flow)
{
	const struct doc_figure *figure = node->as.figure;
	struct look muted = { lay->theme.caption, STYLE_REGULAR, lay->theme.muted, ALIGN_START };
	struct look bold = { lay->theme.caption, STYLE_BOLD, lay->theme.ink, ALIGN_START };
	struct labelled labelled = { .label_look = bold, .text = figure->caption };
	struct spot inner = *spot;

	if (figure->number.len > 0)
		labelled.label = text_printf(lay->arena, "%.*s %.*s. ",
					     SLICE_ARG(doc_word(WORD_FIGURE, lay->doc->lang)),
					     SLICE_ARG(figure->number));
	inner.look = muted;
	inner.tag = tag_add(&lay->tags, spot->tag, TAG_P);
	flow->items[flow->len - 1].keep = true;
	flow_space(flow, 6);
	labelled_flow(lay, &labelled, &inner, flow);
}

static struct figure_drawing drawn(struct layouter *lay, const struct figure_place *place,
				   double tallest)
{
	return figure_draw(lay->arena,
			   (struct figure_measure){ measured, lay, lay->doc->text_lang },
			   place->figure, place->width, tallest);
}

static void panel_flow(struct layouter *lay, const struct figure_panel *panel, struct tag *tag,
		       double x, struct flow *flow)
{
	struct flow_item *item = flow_add(lay, flow, 0, panel->height);

	item->figure = tag;
	for (size_t k = 0; k < panel->count; k++)
		shape_op(lay, &panel->shapes[k], tag, x, item);
	flow_space(flow, 4);
}

/* Are all panels small enough where little room is left? */
static bool may_part(struct layouter *lay, const struct figure_place *place, double page)
{
	struct figure_drawing drawing = drawn(lay, place, page * part_least);

	for (size_t i = 0; i < drawing.count; i++) {
		if (drawing.panels[i].height > page * part_least)
			return false;
	}
	return drawing.count > 1;
}

void figure_part(struct layouter *lay, const struct flow_item *items, double room,
		 struct flow *flow)
{
	const struct figure_place *place = items->redraw;
	const double edge = 2; /* lines are thicker than nothing */
	struct figure_drawing drawing = drawn(lay, place, room - edge);

	for (size_t i = 0; i < drawing.count; i++) {
		size_t tag = i < place->panels ? i : place->panels - 1;
		panel_flow(lay, &drawing.panels[i], items[tag].figure, place->x, flow);
		/* What goes on elsewhere has no place of its own. */
		if (i >= place->panels)
			flow->items[flow->len - 1].figure = NULL;
	}
}

void figure_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		 struct flow *flow)
{
	const struct doc_figure *figure = node->as.figure;
	const struct theme *theme = &lay->theme;
	double page = theme->page_height - theme->margin_top - theme->margin_bottom;
	struct figure_place *place = ARENA_NEW(lay->arena, struct figure_place);
	size_t first = flow->len;
	struct figure_drawing drawing;

	*place = (struct figure_place){ figure, spot->x, spot->width, 0 };
	drawing = drawn(lay, place, page * 0.86);
	place->panels = drawing.count;
	flow_space(flow, 8);
	for (size_t i = 0; i < drawing.count; i++) {
		struct tag *tag = tag_add(&lay->tags, spot->tag, TAG_FIGURE);
		if (tag)
			tag->alt = i == 0 ? figure->description
					  : text_printf(lay->arena, "%.*s (%zu / %zu)",
							SLICE_ARG(figure->caption), i + 1,
							drawing.count);
		panel_flow(lay, &drawing.panels[i], tag, spot->x, flow);
	}
	/* A tree that is cut spreads a branch over columns of others: better a page of its own. */
	if (drawing.count > 0 && figure->kind != FIGURE_TREE &&
	    drawing.panels[0].height > page * part_above && may_part(lay, place, page))
		flow->items[first].redraw = place;
	if (drawing.count > 0)
		caption_flow(lay, node, spot, flow);
	flow_space(flow, theme->block_after);
}
