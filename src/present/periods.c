/* Results of many periods as a table of one row for each measure and one column for each period. */
#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "present/figures.h"

enum { MOST_PERIODS = 12 };

/* Which record stands where. */
struct periods {
	const struct value *records;
	struct slice *heads; /* of columns */
	size_t columns;
	size_t rows;
	const struct group **cells; /* rows of MOST_PERIODS; NULL where there is none */
};

/* Whether a record says more than a row, a column, a cell and a line below the row's name hold. */
static bool says_more(const struct group *record)
{
	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		enum role role = value->field->role;
		if (value_has(value) && role != ROLE_NAME && role != ROLE_COLUMN &&
		    role != ROLE_RESULT && role != ROLE_DIMENSION)
			return true;
	}
	return false;
}

static struct slice row_key(struct presenter *p, const struct group *record)
{
	return text_printf(p->arena, "%.*s\37%.*s", SLICE_ARG(show_record_name(p, record)),
			   SLICE_ARG(figure_text(p, record, ROLE_DIMENSION)));
}

static bool period_put(struct presenter *p, struct periods *periods, struct index *rows,
		       const struct group *record)
{
	struct slice head = figure_text(p, record, ROLE_COLUMN);
	size_t column = 0;
	bool is_new;
	size_t *row;

	if (head.len == 0 || !figure_value(record, ROLE_NAME) ||
	    !figure_value(record, ROLE_RESULT) || says_more(record))
		return false;
	while (column < periods->columns && !slice_equal(periods->heads[column], head))
		column++;
	if (column == MOST_PERIODS)
		return false;
	if (column == periods->columns)
		periods->heads[periods->columns++] = head;
	row = index_at(rows, row_key(p, record), &is_new);
	if (is_new)
		*row = periods->rows++;
	if (periods->cells[*row * MOST_PERIODS + column])
		return false; /* said twice */
	periods->cells[*row * MOST_PERIODS + column] = record;
	return true;
}

/*
 * False where a list says it better: one period, notes, more periods than a page is wide, measures
 * that were taken at different times.
 */
static bool periods_read(struct presenter *p, struct periods *periods)
{
	size_t count = periods->records->as.records.count;
	struct index rows = INDEX_IN(p->arena);

	periods->heads = ARENA_ARRAY(p->arena, MOST_PERIODS, struct slice);
	periods->cells = ARENA_ARRAY(p->arena, count * MOST_PERIODS, const struct group *);
	for (size_t i = 0; i < count; i++) {
		if (!period_put(p, periods, &rows, periods->records->as.records.items[i]))
			return false;
	}
	return periods->columns > 1 && count * 3 >= periods->rows * periods->columns * 2;
}

static void periods_row(struct presenter *p, const struct periods *periods, size_t row,
			struct doc_node *table)
{
	const struct group *const *cells = &periods->cells[row * MOST_PERIODS];
	struct doc_node *node = doc_add(p->arena, table, DOC_ROW);
	struct doc_node *cell = doc_add(p->arena, node, DOC_CELL);
	const struct group *first = NULL;
	const struct value *value;

	node->as.row.kind = ROW_BODY;
	for (size_t i = 0; i < periods->columns && !first; i++)
		first = cells[i];
	assert(first); /* that made the row */
	node->source = first->span;
	show_blocks(p, cell, first, figure_value(first, ROLE_NAME), 6);
	cell->as.cell.header = true;
	value = figure_value(first, ROLE_DIMENSION);
	if (value)
		show_inline(p, doc_add(p->arena, doc_add(p->arena, cell, DOC_PARAGRAPH), DOC_MUTED),
			    first, value);
	for (size_t i = 0; i < periods->columns; i++) {
		cell = doc_add(p->arena, node, DOC_CELL);
		value = cells[i] ? figure_value(cells[i], ROLE_RESULT) : NULL;
		if (!value)
			continue;
		cell->source = value->span;
		show_blocks(p, cell, cells[i], value, 6);
	}
}

bool present_periods(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	struct periods periods = { .records = records };
	const struct field *name = field_with_role(records->field, ROLE_NAME);
	struct doc_column *columns;
	struct doc_node *table, *head;

	if (!name || !field_with_role(records->field, ROLE_COLUMN) || !periods_read(p, &periods))
		return false;
	table = doc_add(p->arena, parent, DOC_TABLE);
	table->source = records->span;
	columns = ARENA_ARRAY(p->arena, periods.columns + 1, struct doc_column);
	for (size_t i = 1; i <= periods.columns; i++)
		columns[i] = (struct doc_column){ .align = ALIGN_END, .tight = true };
	table->as.table.kind = TABLE_GRID;
	table->as.table.columns = columns;
	table->as.table.column_count = periods.columns + 1;
	present_table_caption(p, table, records->field);
	head = doc_add(p->arena, table, DOC_ROW);
	head->as.row.kind = ROW_HEADER;
	present_cell(p, head, show_label(p, name))->as.cell.header = true;
	for (size_t i = 0; i < periods.columns; i++)
		present_cell(p, head, periods.heads[i])->as.cell.header = true;
	for (size_t i = 0; i < periods.rows; i++)
		periods_row(p, &periods, i, table);
	return true;
}
