/* Tables: rows that become items of a flow. */
#include "flow/atoms.h"
#include "flow/table.h"

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"

static enum doc_align column_align(const struct table *table, size_t column)
{
	return column < table->node->as.table.column_count
		       ? table->node->as.table.columns[column].align
		       : ALIGN_START;
}

static size_t count_columns(const struct doc_node *node)
{
	size_t most = node->as.table.column_count;

	for (const struct doc_node *row = node->first; row; row = row->next) {
		size_t count = 0;
		for (const struct doc_node *cell = row->first; cell; cell = cell->next)
			count += cell->as.cell.span ? cell->as.cell.span : 1;
		if (count > most)
			most = count;
	}
	return most > MOST_COLUMNS ? MOST_COLUMNS : most;
}

struct look table_cell_look(const struct table *table, const struct doc_node *row,
			    const struct doc_node *cell, size_t column)
{
	struct look look = table->look;

	look.align = column_align(table, column);
	if (cell->as.cell.span > 1)
		look.align = ALIGN_START;
	switch (row->as.row.kind) {
	case ROW_HEADER:
	case ROW_GROUP:
	case ROW_SUBTOTAL:
	case ROW_TOTAL:
		look.style = STYLE_BOLD;
		break;
	case ROW_BODY:
		if (table_is_facts(table) && column == 0) {
			look.style = STYLE_BOLD;
			look.color = table->lay->theme.accent;
		} else if (cell->as.cell.header) {
			look.style = STYLE_BOLD;
		}
		break;
	}
	return look;
}

static struct tag *cell_tag(struct table *table, const struct doc_node *row,
			    const struct doc_node *cell, size_t column, struct tag *under)
{
	bool heads_row = cell->as.cell.header || (table_is_facts(table) && column == 0) ||
			 row->as.row.kind == ROW_GROUP;
	bool heads = row->as.row.kind == ROW_HEADER || heads_row;
	struct tag *tag = tag_add(&table->lay->tags, under, heads ? TAG_TH : TAG_TD);

	tag->row_header = heads && row->as.row.kind != ROW_HEADER;
	tag->span = cell->as.cell.span ? cell->as.cell.span : 1;
	return tag;
}

static void scale_mark(struct layouter *lay, struct flow_item *item, enum shape_kind kind, double x,
		       double y)
{
	const double size = 6.4;
	struct shape *shape = ARENA_NEW(lay->arena, struct shape);
	struct op *op = item_op(lay, item, OP_SHAPE);

	*shape = (struct shape){ .kind = kind,
				 .x = x - size / 2,
				 .y = y - size / 2,
				 .width = size,
				 .height = size,
				 .thickness = 1.2,
				 .fill = FIGURE_PAPER,
				 .stroke = kind == SHAPE_DIAMOND ? FIGURE_NONE : FIGURE_INK };
	op->shape = shape;
	op->color = kind == SHAPE_DIAMOND ? lay->theme.accent : lay->theme.paper;
	op->stroke = lay->theme.ink;
}

/* A scale with a circle where it is and a diamond where it shall come. */
static void scale_ops(struct table *table, const struct doc_scale *scale, double left, double width,
		      struct flow_item *item)
{
	struct layouter *lay = table->lay;
	double y = item->baseline - table->look.type.size * TEXT_MIDDLE;
	double from = left + 4 + (width - 8) * scale->from;
	double to = left + 4 + (width - 8) * scale->to;
	struct op *rule = item_op(lay, item, OP_RULE);

	*rule = (struct op){ .kind = OP_RULE,
			     .x = left,
			     .y = y,
			     .width = width,
			     .size = 0.75,
			     .color = lay->theme.hairline };
	rule = item_op(lay, item, OP_RULE);
	*rule = (struct op){ .kind = OP_RULE,
			     .x = from < to ? from : to,
			     .y = y,
			     .width = fabs(to - from),
			     .size = 1.6,
			     .color = lay->theme.accent };
	scale_mark(lay, item, SHAPE_CIRCLE, from, y);
	scale_mark(lay, item, SHAPE_DIAMOND, to, y);
}

/* A line through the points, as high as the type, with a dot at the last of them. */
static void series_ops(struct table *table, const struct doc_series *series, double left,
		       double width, struct flow_item *item)
{
	struct layouter *lay = table->lay;
	double height = table->look.type.size * 0.9;
	double y = item->baseline - table->look.type.size * TEXT_MIDDLE - height / 2;
	double step = (width - 8) / (double)(series->count - 1);

	for (size_t i = 0; i + 1 < series->count; i += SHAPE_POINTS_MAX - 1) {
		struct shape *shape = ARENA_NEW(lay->arena, struct shape);
		struct op *op = item_op(lay, item, OP_SHAPE);
		shape->kind = SHAPE_LINE;
		shape->thickness = 1.1;
		shape->stroke = FIGURE_ACCENT;
		for (size_t k = i; k < series->count && k < i + SHAPE_POINTS_MAX; k++) {
			double *point = shape->points[shape->point_count++];
			point[0] = left + 4 + step * (double)k;
			point[1] = y + height * (1 - series->points[k]);
		}
		op->shape = shape;
		op->stroke = lay->theme.accent;
	}
	scale_mark(lay, item, SHAPE_CIRCLE, left + width - 4,
		   y + height * (1 - series->points[series->count - 1]));
}

static void share_op(struct table *table, const struct doc_node *cell, size_t column, double room,
		     struct flow *flow)
{
	struct layouter *lay = table->lay;
	double left = table->text_widths[column] + BAR_GAP;
	double share = cell->as.cell.share;
	double scale = table->largest_share > 0 ? table->largest_share : 1;
	struct op *op;

	if (flow->len > 0 && cell->as.cell.scale && room > left) {
		scale_ops(table, cell->as.cell.scale, table->padding + left, room - left,
			  &flow->items[0]);
		return;
	}
	if (flow->len > 0 && cell->as.cell.series && room > left) {
		series_ops(table, cell->as.cell.series, table->padding + left, room - left,
			   &flow->items[0]);
		return;
	}
	if (flow->len == 0 || share <= 0 || room <= left)
		return;
	share = share > scale ? 1 : share / scale;
	op = item_op(lay, &flow->items[0], OP_FILL);
	op->x = table->padding + left;
	op->width = (room - left) * share;
	if (op->width < 1)
		op->width = 1;
	op->height = table->look.type.size * 0.78;
	op->y = flow->items[0].baseline - table->look.type.size * TEXT_MIDDLE - op->height / 2;
	op->color = share >= 1 ? lay->theme.accent : lay->theme.bar;
}

static void cell_flow(struct table *table, const struct doc_node *row, const struct doc_node *cell,
		      size_t column, struct track *track)
{
	struct spot spot = { .x = table->padding,
			     .look = table_cell_look(table, row, cell, column) };
	size_t span = cell->as.cell.span ? cell->as.cell.span : 1;
	double width = 0;

	for (size_t i = column; i < column + span && i < table->count; i++)
		width += table->widths[i];
	spot.width = width - 2 * table->padding;
	if (span == 1 && table->text_widths[column] > 0)
		spot.width = table->text_widths[column];
	if (spot.width < 4)
		spot.width = 4;
	spot.tag = table->tag;
	blocks_flow(table->lay, cell, &spot, &track->flow);
	track->flow.after = 0;
	if (cell->as.cell.has_share)
		share_op(table, cell, column, width - 2 * table->padding, &track->flow);
}

static void row_look(const struct table *table, const struct doc_node *row, struct tracks *tracks)
{
	const struct theme *theme = &table->lay->theme;

	tracks->rule_below = 0.5;
	tracks->below_color = theme->hairline;
	switch (row->as.row.kind) {
	case ROW_HEADER:
		tracks->filled = true;
		tracks->fill = theme->tint;
		if (!row->next || row->next->as.row.kind != ROW_HEADER) {
			tracks->rule_below = 1;
			tracks->below_color = theme->accent;
		}
		break;
	case ROW_GROUP:
		tracks->filled = true;
		tracks->fill = theme->band;
		break;
	case ROW_SUBTOTAL:
		tracks->rule_above = 0.5;
		tracks->above_color = theme->muted;
		break;
	case ROW_TOTAL:
		tracks->rule_above = 1;
		tracks->above_color = theme->ink;
		if (!row->next)
			tracks->rule_below = 0;
		break;
	case ROW_BODY:
		break;
	}
}

/* Adds a row; tags are left out where it repeats. */
static struct flow_item *row_flow(struct table *table, const struct doc_node *row,
				  struct tag *under, struct flow *flow)
{
	struct layouter *lay = table->lay;
	struct tracks *tracks = ARENA_NEW(lay->arena, struct tracks);
	struct tag *tag = under ? tag_add(&lay->tags, under, TAG_TR) : NULL;
	struct flow_item *item;
	size_t column = 0;
	double x = table->x;

	tracks->items = ARENA_ARRAY(lay->arena, table->count, struct track);
	tracks->x = table->x;
	tracks->width = table->width;
	tracks->padding = lay->theme.row_padding;
	for (const struct doc_node *cell = row->first; cell && column < table->count;
	     cell = cell->next) {
		struct track *track = &tracks->items[tracks->count++];
		size_t span = cell->as.cell.span ? cell->as.cell.span : 1;
		table->tag = tag ? cell_tag(table, row, cell, column, tag) : NULL;
		track->x = x;
		cell_flow(table, row, cell, column, track);
		for (size_t i = 0; i < span && column < table->count; i++)
			x += table->widths[column++];
	}
	row_look(table, row, tracks);
	item = flow_add(lay, flow, 0, tracks_height(tracks));
	item->tracks = tracks;
	return item;
}

/* Rows that a page's end must not part: heads from what they head, totals from what they sum up,
 * and the first and last two of a table, so that none stands alone. */
static bool keeps_next(const struct doc_node *before, const struct doc_node *row, double height)
{
	const double tall = 48; /* of more than three lines, which do not look lost */

	if (row->as.row.kind == ROW_HEADER || row->as.row.kind == ROW_GROUP)
		return true;
	if (height < tall && ((before && before->as.row.kind == ROW_HEADER) || !row->next->next))
		return true;
	return row->next->as.row.kind == ROW_TOTAL || row->next->as.row.kind == ROW_SUBTOTAL;
}

static const struct table_head *head_of(struct table *table)
{
	struct table_head *head = NULL;

	for (const struct doc_node *row = table->node->first; row && row->as.row.kind == ROW_HEADER;
	     row = row->next) {
		if (!head)
			head = ARENA_NEW(table->lay->arena, struct table_head);
		row_flow(table, row, NULL, &head->rows);
	}
	if (head)
		head->height = flow_height(&head->rows);
	return head;
}

/* A table of a few lines is not parted at all. */
static void keep_small(const struct layouter *lay, struct flow *flow, size_t first)
{
	const struct theme *theme = &lay->theme;
	double page = theme->page_height - theme->margin_top - theme->margin_bottom;
	double height = 0;

	for (size_t i = first; i < flow->len; i++)
		height += flow->items[i].height;
	for (size_t i = first; i + 1 < flow->len && height < page * 0.16; i++)
		flow->items[i].keep = true;
}

static void caption_flow(struct table *table, struct tag *under, struct flow *flow)
{
	struct layouter *lay = table->lay;
	const struct doc_node *node = table->node;
	struct look muted = { lay->theme.caption, STYLE_REGULAR, lay->theme.muted, ALIGN_START };
	struct look bold = { lay->theme.caption, STYLE_BOLD, lay->theme.ink, ALIGN_START };
	struct labelled labelled = { .label_look = bold, .text = node->as.table.caption };
	struct spot spot = { table->x, table->width, muted, NULL };

	if (node->as.table.caption.len == 0)
		return;
	if (node->as.table.number.len > 0)
		labelled.label = text_printf(lay->arena, "%.*s %.*s. ",
					     SLICE_ARG(doc_word(WORD_TABLE, lay->doc->lang)),
					     SLICE_ARG(node->as.table.number));
	spot.tag = tag_add(&lay->tags, under, TAG_CAPTION);
	if (flow->len > 0)
		flow->items[flow->len - 1].keep = true;
	flow_space(flow, 5);
	labelled_flow(lay, &labelled, &spot, flow);
}

void table_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		struct flow *flow)
{
	struct table table = {
		.lay = lay,
		.node = node,
		.look = { lay->theme.table, STYLE_REGULAR, lay->theme.ink, ALIGN_START },
		.x = spot->x,
		.width = spot->width,
		.count = count_columns(node),
	};
	struct tag *tag = tag_add(&lay->tags, spot->tag, TAG_TABLE);
	const struct table_head *head;
	const struct doc_node *before = NULL;
	size_t first;

	if (table.count == 0)
		return;
	table_widths_choose(&table, !flow->frame && spot->x <= 0 &&
					    spot->width >= text_width(&lay->theme, false));
	head = head_of(&table);
	flow_space(flow, 10);
	first = flow->len;
	for (const struct doc_node *row = node->first; row; row = row->next) {
		struct flow_item *item = row_flow(&table, row, tag, flow);
		item->keep = row->next && keeps_next(before, row, item->height);
		before = row;
		if (row->as.row.kind != ROW_HEADER)
			item->head = head;
	}
	keep_small(lay, flow, first);
	caption_flow(&table, tag, flow);
	for (size_t i = first; i < flow->len; i++)
		flow->items[i].wide = table.wide;
	flow_space(flow, lay->theme.block_after);
}
