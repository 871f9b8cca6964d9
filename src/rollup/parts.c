/* The blocks that parts are made of: headings, tables, cells, names of branches. */
#include "rollup/parts.h"

#include "base/arena.h"
#include "base/buf.h"

struct slice branch_anchor(const struct rollup *rollup, size_t at)
{
	return text_printf(rollup->arena, "b%zu", at + 1);
}

size_t part_rows_max(const struct parts *parts)
{
	return parts->is_board ? BOARD_ROWS_MAX : PART_ROWS_MAX;
}

struct doc_node *part_heading(struct parts *parts, struct doc_node *parent, enum rollup_word word,
			      const char *id)
{
	struct arena *arena = parts->rollup->arena;
	struct doc_node *heading = doc_add(arena, parent, DOC_HEADING);

	heading->as.heading.level = 1;
	heading->as.heading.id = slice_of(id);
	heading->as.heading.listed = true;
	if (!parts->is_board)
		heading->as.heading.number = text_printf(arena, "%u", ++parts->chapters);
	doc_add_text(arena, heading, rollup_word(word, parts->rollup->lang));
	return heading;
}

struct doc_node *part_row(struct parts *parts, struct doc_node *table, enum doc_row_kind kind)
{
	struct doc_node *row = doc_add(parts->rollup->arena, table, DOC_ROW);

	row->as.row.kind = kind;
	return row;
}

struct doc_node *part_cell(struct parts *parts, struct doc_node *row, struct slice text)
{
	struct arena *arena = parts->rollup->arena;
	struct doc_node *cell = doc_add(arena, row, DOC_CELL);

	if (text.len > 0)
		doc_add_paragraph(arena, cell, text);
	cell->as.cell.header = row->as.row.kind == ROW_HEADER || row->first == cell;
	return cell;
}

void part_note(struct parts *parts, struct doc_node *cell, struct slice text)
{
	struct arena *arena = parts->rollup->arena;

	if (text.len > 0)
		doc_add_text(arena, doc_add(arena, doc_add(arena, cell, DOC_PARAGRAPH), DOC_MUTED),
			     text);
}

struct doc_node *part_table(struct parts *parts, struct doc_node *parent,
			    const struct part_column *columns, size_t count)
{
	struct arena *arena = parts->rollup->arena;
	struct doc_node *table = doc_add(arena, parent, DOC_TABLE);
	struct doc_column *shapes = ARENA_ARRAY(arena, count, struct doc_column);
	struct doc_node *row;

	for (size_t i = 0; i < count; i++) {
		shapes[i].align = columns[i].is_number ? ALIGN_END : ALIGN_START;
		shapes[i].tight = columns[i].is_number;
	}
	table->as.table.kind = TABLE_GRID;
	table->as.table.columns = shapes;
	table->as.table.column_count = count;
	row = part_row(parts, table, ROW_HEADER);
	for (size_t i = 0; i < count; i++)
		part_cell(parts, row, rollup_word(columns[i].word, parts->rollup->lang));
	return table;
}

void part_branch(struct parts *parts, struct doc_node *paragraph, const struct branch_name *branch)
{
	struct arena *arena = parts->rollup->arena;
	struct slice target = branch->target;
	struct doc_node *link;

	if (parts->is_board)
		target = text_printf(arena, "#%.*s",
				     SLICE_ARG(branch_anchor(parts->rollup, branch->at)));
	if (target.len == 0) {
		doc_add_text(arena, paragraph, branch->name);
		return;
	}
	link = doc_add(arena, paragraph, DOC_LINK);
	link->as.link.target = target;
	doc_add_text(arena, link, branch->name);
}

struct doc_node *part_branch_cell(struct parts *parts, struct doc_node *row,
				  const struct branch_name *branch)
{
	struct doc_node *cell = part_cell(parts, row, SLICE(""));

	part_branch(parts, doc_add(parts->rollup->arena, cell, DOC_PARAGRAPH), branch);
	return cell;
}

void part_money_cell(struct parts *parts, struct doc_node *row, const struct money_total *money)
{
	const struct rollup *rollup = parts->rollup;
	struct doc_node *cell = part_cell(parts, row, SLICE(""));
	size_t shown = 0;

	for (size_t i = 0; i < rollup->money_count; i++) {
		if (money[i].total.branches == 0 && !money[i].total.overflows)
			continue;
		doc_add_paragraph(rollup->arena, cell, show_money_total(rollup, &money[i]));
		shown++;
	}
	if (shown == 0)
		doc_add_paragraph(rollup->arena, cell, NOTHING);
}
