/* The widths of a table's columns: what its words need, and what room there is. */
#include "flow/table.h"

#include <math.h>

#include "base/arena.h"

static const double bar_width = 90;
static const double bar_least = 30;
static const double scale_least = 46; /* its two marks must stand apart */
static const double bar_crowded = 60;

static size_t count_cells(const struct doc_node *node)
{
	size_t count = 0;

	for (const struct doc_node *row = node->first; row; row = row->next) {
		for (const struct doc_node *cell = row->first; cell; cell = cell->next)
			count++;
	}
	return count;
}

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

/* What the text of a cell needs of width to stand in two lines. */
static double two_lines(struct table *table, const struct doc_node *cell, const struct look *look)
{
	struct cell_lines lines = blocks_lines(table->lay, cell, look);
	double whole = 0, first = 0, best;

	for (size_t i = 0; i < lines.count; i++)
		whole += lines.pieces[i].width + lines.pieces[i].space;
	best = whole;
	for (size_t i = 0; i < lines.count; i++) {
		first += lines.pieces[i].width;
		best = fmin(best, fmax(first, whole - first - lines.pieces[i].space));
		first += lines.pieces[i].space;
	}
	return best + 0.05;
}

static void need_of_cell(struct table *table, const struct doc_node *row,
			 const struct doc_node *cell, size_t column, struct column_need *needs)
{
	struct look look = table_cell_look(table, row, cell, column);
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
	if (cell->as.cell.series)
		table->curve_texts[column] =
			fmax(table->curve_texts[column], two_lines(table, cell, &look));
	if (row->as.row.kind == ROW_BODY && table->largest_share < cell->as.cell.share)
		table->largest_share = cell->as.cell.share;
}

static void table_needs(struct table *table, struct column_need *needs)
{
	const size_t count = table->count;
	/* Words come before long bars where there are many columns. */
	bool crowded = count > 5;

	for (size_t i = 0; i < count; i++) {
		needs[i] = (struct column_need){ .least = 8, .most = 8 };
		table->text_widths[i] = 0;
		table->curve_texts[i] = 0;
	}
	table->largest_share = table->node->as.table.is_scale ? 1 : 0;
	for (const struct doc_node *row = table->node->first; row; row = row->next) {
		size_t column = 0;
		for (const struct doc_node *cell = row->first; cell && column < count;
		     cell = cell->next) {
			need_of_cell(table, row, cell, column, needs);
			column += cell->as.cell.span ? cell->as.cell.span : 1;
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (table->text_widths[i] > 0) {
			bool narrow = crowded && table->curve_texts[i] > 0;
			double text = narrow ? table->curve_texts[i] : needs[i].most;
			table->text_widths[i] = text;
			needs[i].least =
				fmax(needs[i].least, text + BAR_GAP + table->bar_leasts[i]);
			needs[i].firm = needs[i].least;
			needs[i].most = text + BAR_GAP + (crowded ? bar_crowded : bar_width);
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
			struct look look = table_cell_look(table, row, cell, column);
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

/* False where words would have to be broken even in the smallest type. */
static bool table_widths(struct table *table)
{
	struct column_need needs[MOST_COLUMNS];
	const struct theme *theme = &table->lay->theme;
	bool fits;

	table->widths = ARENA_ARRAY(table->lay->arena, table->count, double);
	table->text_widths = ARENA_ARRAY(table->lay->arena, table->count, double);
	table->bar_leasts = ARENA_ARRAY(table->lay->arena, table->count, double);
	table->curve_texts = ARENA_ARRAY(table->lay->arena, table->count, double);
	table->padding = table->count > 9 ? 3 : table->count > 6 ? 5 : theme->cell_padding;
	if (table->count > 6) {
		table->look.type.size -= 1;
		table->look.type.leading -= 1.5;
	}
	table_needs(table, needs);
	if (table_is_facts(table) && table->count > 1) {
		facts_divide(table, needs);
		return true;
	}
	/* Smaller type before broken words. */
	while (needs_least(needs, table->count) > table->width &&
	       table->look.type.size > theme->smallest_table_type) {
		table->look.type.size -= 0.5;
		table->look.type.leading -= 0.7;
		table->padding = table->padding > 3 ? table->padding - 1 : 3;
		table_needs(table, needs);
	}
	fits = needs_least(needs, table->count) <= table->width;
	columns_divide(needs, table->count, table->width, table->widths);
	if (table->count > 1)
		widths_balance(table, needs);
	return fits;
}

/*
 * Where only small type or broken words would fit a table onto upright paper, the paper is turned;
 * not within anything that stands beside something else.
 */
void table_widths_choose(struct table *table, bool free)
{
	const struct theme *theme = &table->lay->theme;
	const double smallest = 0.75;
	const struct look look = table->look;

	if ((table_widths(table) && table->look.type.size >= theme->table.size * smallest) || !free)
		return;
	table->wide = true;
	table->width = text_width(theme, true);
	table->look = look;
	table_widths(table);
}
