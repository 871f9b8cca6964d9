/* Tables: columns wide enough for what stands in them, rows that become items of a flow. */
#include "layout/atoms.h"

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"

static const double bar_width = 90;
static const double bar_least = 30;
static const double scale_least = 46; /* its two marks must stand apart */
static const double bar_crowded = 60;
static const double bar_gap = 9;

struct table {
	struct layouter *lay;
	const struct doc_node *node;
	struct look look;
	struct tag *tag;
	double x;
	double width;
	double padding; /* beside the text of a cell */
	size_t count;   /* columns */
	double *widths;
	double *text_widths; /* of columns with bars: the room left of them; else 0 */
	double *bar_leasts;  /* of the columns with bars: how long these are at least */
	double largest_share;
	bool wide; /* on pages that lie on their sides */
};

static enum doc_align column_align(const struct table *table, size_t column)
{
	return column < table->node->as.table.column_count
		       ? table->node->as.table.columns[column].align
		       : ALIGN_START;
}

static bool is_facts(const struct table *table)
{
	return table->node->as.table.kind == TABLE_FACTS;
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

static size_t count_cells(const struct doc_node *node)
{
	size_t count = 0;

	for (const struct doc_node *row = node->first; row; row = row->next) {
		for (const struct doc_node *cell = row->first; cell; cell = cell->next)
			count++;
	}
	return count;
}

/* How the text of a cell looks, by its row and place. */
static struct look cell_look(const struct table *table, const struct doc_node *row,
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
		if (is_facts(table) && column == 0) {
			look.style = STYLE_BOLD;
			look.color = table->lay->theme.accent;
		} else if (cell->as.cell.header) {
			look.style = STYLE_BOLD;
		}
		break;
	}
	return look;
}

/* --- Widths --- */

static bool column_is_tight(const struct table *table, size_t column)
{
	return column < table->node->as.table.column_count &&
	       table->node->as.table.columns[column].tight;
}

/* The width of a cell without the notes under its value, which may be broken. */
static double firm_width(struct table *table, const struct doc_node *cell, const struct look *look)
{
	double most = 0;

	for (const struct doc_node *node = cell->first; node; node = node->next) {
		bool note =
			node->first && node->first == node->last && node->first->kind == DOC_MUTED;
		if (node->kind == DOC_PARAGRAPH && !note)
			most = fmax(most, inline_extent(table->lay, node, look).most);
	}
	return most + 0.05;
}

static void need_of_cell(struct table *table, const struct doc_node *row,
			 const struct doc_node *cell, size_t column, struct column_need *needs)
{
	struct look look = cell_look(table, row, cell, column);
	struct extent extent = blocks_extent(table->lay, cell, &look);
	struct column_need *need = &needs[column];

	if (cell->as.cell.span > 1)
		return;
	/* A fraction more, against rounding that would break a line just measured. */
	if (need->least < extent.least + 0.05)
		need->least = extent.least + 0.05;
	if (need->most < extent.most + 0.05)
		need->most = extent.most + 0.05;
	if (column_is_tight(table, column) && row->as.row.kind != ROW_HEADER)
		need->firm = fmax(need->firm, firm_width(table, cell, &look));
	if (!cell->as.cell.has_share)
		return;
	table->bar_leasts[column] = cell->as.cell.scale ? scale_least : bar_least;
	table->text_widths[column] = 1;
	if (row->as.row.kind == ROW_BODY && table->largest_share < cell->as.cell.share)
		table->largest_share = cell->as.cell.share;
}

static void table_needs(struct table *table, struct column_need *needs)
{
	/* Words come before long bars where there are many columns. */
	bool crowded = table->count > 5;

	for (size_t i = 0; i < table->count; i++) {
		needs[i] = (struct column_need){ .least = 8, .most = 8 };
		table->text_widths[i] = 0;
	}
	table->largest_share = table->node->as.table.is_scale ? 1 : 0;
	for (const struct doc_node *row = table->node->first; row; row = row->next) {
		size_t column = 0;
		for (const struct doc_node *cell = row->first; cell && column < table->count;
		     cell = cell->next) {
			need_of_cell(table, row, cell, column, needs);
			column += cell->as.cell.span ? cell->as.cell.span : 1;
		}
	}
	for (size_t i = 0; i < table->count; i++) {
		if (table->text_widths[i] > 0) {
			table->text_widths[i] = needs[i].most;
			needs[i].least = needs[i].most + bar_gap + table->bar_leasts[i];
			needs[i].firm = needs[i].least;
			needs[i].most += bar_gap + (crowded ? bar_crowded : bar_width);
			needs[i].bar = true;
		}
		needs[i].least += 2 * table->padding;
		needs[i].most += 2 * table->padding;
		needs[i].firm += needs[i].firm > 0 ? 2 * table->padding : 0;
	}
}

static double needs_least(const struct column_need *needs, size_t count)
{
	double least = 0;

	for (size_t i = 0; i < count; i++)
		least += needs[i].least;
	return least;
}

/* Facts: the labels take what they need, but neither dwarf nor crowd the values. */
static void facts_divide(struct table *table, const struct column_need *needs)
{
	double label = needs[0].most;

	if (label < table->width * 0.2)
		label = table->width * 0.2;
	if (label > table->width * 0.36)
		label = table->width * 0.36;
	table->widths[0] = label;
	columns_divide(needs + 1, table->count - 1, table->width - label, table->widths + 1);
}

/* The cells that lines can be counted of, up to a number that keeps counting cheap. */
static size_t table_lines(struct table *table, struct cell_lines *cells, size_t most)
{
	size_t count = 0;
	size_t number = 0;

	for (const struct doc_node *row = table->node->first; row; row = row->next, number++) {
		size_t column = 0;
		for (const struct doc_node *cell = row->first; cell && column < table->count;
		     cell = cell->next) {
			size_t span = cell->as.cell.span ? cell->as.cell.span : 1;
			struct look look = cell_look(table, row, cell, column);
			if (count == most)
				return count;
			if (span == 1 && table->text_widths[column] <= 0) {
				cells[count] = blocks_lines(table->lay, cell, &look);
				cells[count].row = number;
				cells[count].tight = column_is_tight(table, column);
				cells[count++].column = column;
			}
			column += span;
		}
	}
	return count;
}

static void widths_balance(struct table *table, const struct column_need *needs)
{
	enum { EFFORT = 60000 };
	size_t most = EFFORT / (table->count * table->count);
	size_t there = count_cells(table->node);
	struct cell_lines *cells;
	size_t count;

	if (most > there)
		most = there;
	cells = ARENA_ARRAY(table->lay->arena, most, struct cell_lines);
	count = table_lines(table, cells, most);
	columns_balance(table->lay->arena, &(struct cell_list){ cells, count, 2 * table->padding },
			needs, table->count, table->widths);
}

static void table_widths(struct table *table)
{
	struct column_need needs[MOST_COLUMNS];
	const struct theme *theme = &table->lay->theme;

	table->widths = ARENA_ARRAY(table->lay->arena, table->count, double);
	table->text_widths = ARENA_ARRAY(table->lay->arena, table->count, double);
	table->bar_leasts = ARENA_ARRAY(table->lay->arena, table->count, double);
	table->padding = table->count > 9 ? 3 : table->count > 6 ? 5 : theme->cell_padding;
	if (table->count > 6) {
		table->look.type.size -= 1;
		table->look.type.leading -= 1.5;
	}
	table_needs(table, needs);
	if (is_facts(table) && table->count > 1) {
		facts_divide(table, needs);
		return;
	}
	/* Smaller type before broken words. */
	while (needs_least(needs, table->count) > table->width &&
	       table->look.type.size > theme->smallest_table_type) {
		table->look.type.size -= 0.5;
		table->look.type.leading -= 0.7;
		table->padding = table->padding > 3 ? table->padding - 1 : 3;
		table_needs(table, needs);
	}
	columns_divide(needs, table->count, table->width, table->widths);
	if (table->count > 1)
		widths_balance(table, needs);
}

/* Where only small type or broken words would fit a table onto upright paper, the paper is turned;
 * not within anything that stands beside something else. */
static void widths_choose(struct table *table, bool free)
{
	const struct theme *theme = &table->lay->theme;
	const double smallest = 0.8;
	const struct look look = table->look;

	table_widths(table);
	if (!free || table->look.type.size >= theme->table.size * smallest)
		return;
	table->wide = true;
	table->width = text_width(theme, true);
	table->look = look;
	table_widths(table);
}

/* --- Rows --- */

static struct tag *cell_tag(struct table *table, const struct doc_node *row,
			    const struct doc_node *cell, size_t column, struct tag *under)
{
	bool heads_row = cell->as.cell.header || (is_facts(table) && column == 0) ||
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
	double y = item->baseline - table->look.type.size * 0.357;
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
	double y = item->baseline - table->look.type.size * 0.357 - height / 2;
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
	double left = table->text_widths[column] + bar_gap;
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
	op->y = flow->items[0].baseline - table->look.type.size * 0.357 - op->height / 2;
	op->color = share >= 1 ? lay->theme.accent : lay->theme.bar;
}

static void cell_flow(struct table *table, const struct doc_node *row, const struct doc_node *cell,
		      size_t column, struct track *track)
{
	struct spot spot = { .x = table->padding, .look = cell_look(table, row, cell, column) };
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
	widths_choose(&table, !flow->frame && spot->x <= 0 &&
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
