/* Records of a plan as a table: a column a field, groups with their sums, shares, totals. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "present/figures.h"

/* A table being built: which fields have columns, and what is added up. */
struct grid {
	const struct value *records;
	const struct field **fields; /* NULL: the share of the column before it */
	struct slice *heads;         /* of columns the records name themselves, else empty */
	struct gap_box *gaps;        /* by field: the box below the table */
	size_t count;
	int *places;            /* by column: the most decimals that stand in it */
	struct decimal *totals; /* by column */
	bool has_total;
	size_t series; /* the column of curves, which has no field either; 0: none */
};

static bool any_has(const struct value *records, const struct field *field)
{
	for (size_t i = 0; i < records->as.records.count; i++) {
		if (value_has(&records->as.records.items[i]->values[field->index]))
			return true;
	}
	return false;
}

/* What could be left out is no reason for a column. */
static bool any_gap(struct presenter *p, const struct value *records, const struct field *field)
{
	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		if (present_gap_kind(p, record, field) > GAP_ADVISED)
			return true;
	}
	return false;
}

static bool column_is_shown(struct presenter *p, const struct value *records,
			    const struct field *field)
{
	if (field->layout != LAYOUT_COLUMN || slice_equal(records->field->group_by, field->key))
		return false;
	for (size_t i = 0; i < records->field->field_count; i++) {
		const struct field *below = records->field->fields[i];
		if (below->layout == LAYOUT_UNDER && slice_equal(below->under, field->key) &&
		    (any_has(records, below) || any_gap(p, records, below)))
			return true;
	}
	return any_has(records, field) || any_gap(p, records, field);
}

static void totals_add(const struct grid *grid, size_t column, const struct group *record,
		       struct decimal *totals)
{
	const struct value *value = &record->values[grid->fields[column]->index];

	if (value_has(value))
		decimal_add(totals[column], value->as.number, &totals[column]);
}

/* The most decimals that stand in a column of one unit. */
static int column_places(const struct value *records, const struct field *field)
{
	int places = 0;

	for (size_t i = 0; field->type == TYPE_NUMBER && field->unit_from.len == 0 &&
			   i < records->as.records.count;
	     i++) {
		const struct value *value = &records->as.records.items[i]->values[field->index];
		if (value_has(value) && value->as.number.scale > places)
			places = value->as.number.scale;
	}
	return places;
}

static void grid_alloc(struct presenter *p, struct grid *grid)
{
	const struct field *records = grid->records->field;
	size_t most = records->field_count * 2 + 2;

	for (size_t i = 0; i < records->field_count; i++) {
		if (records->fields[i]->layout == LAYOUT_COLUMNS)
			most += present_columns_most(grid->records, records->fields[i]);
	}
	grid->fields = ARENA_ARRAY(p->arena, most, const struct field *);
	grid->heads = ARENA_ARRAY(p->arena, most, struct slice);
	grid->gaps = ARENA_ARRAY(p->arena, records->field_count, struct gap_box);
	grid->totals = ARENA_ARRAY(p->arena, most, struct decimal);
	grid->places = ARENA_ARRAY(p->arena, most, int);
}

static void own_columns_add(struct presenter *p, struct grid *grid, const struct field *field)
{
	size_t count = present_columns_find(p, grid->records, field, grid->heads + grid->count);

	for (size_t i = 0; i < count; i++)
		grid->fields[grid->count++] = field;
}

static void grid_prepare(struct presenter *p, struct grid *grid)
{
	const struct field *records = grid->records->field;

	grid_alloc(p, grid);
	for (size_t i = 0; i < records->field_count; i++) {
		const struct field *field = records->fields[i];
		if (field->layout == LAYOUT_COLUMNS)
			own_columns_add(p, grid, field);
		if (!column_is_shown(p, grid->records, field))
			continue;
		grid->has_total = grid->has_total || field->total;
		for (size_t r = 0; r < grid->records->as.records.count; r++) {
			const struct value *value =
				&grid->records->as.records.items[r]->values[field->index];
			if (type_is_number(field->type) && value_has(value))
				decimal_add(grid->totals[grid->count], value->as.number,
					    &grid->totals[grid->count]);
		}
		grid->places[grid->count] = column_places(grid->records, field);
		grid->fields[grid->count++] = field;
		if (field->share && type_is_number(field->type))
			grid->fields[grid->count++] = NULL;
		if (field->role == ROLE_TARGET && figure_any_series(p, grid->records))
			grid->series = grid->count++;
	}
}

static bool is_series(const struct grid *grid, size_t column)
{
	return grid->series > 0 && column == grid->series;
}

/* The field before a column of shares, which it shows the shares of; NULL: no such column. */
static const struct field *shared_field(const struct grid *grid, size_t column)
{
	bool shares = column > 0 && !grid->fields[column] && !is_series(grid, column);

	return shares ? grid->fields[column - 1] : NULL;
}

static bool is_tight(const struct field *field)
{
	return !field || type_is_number(field->type) || field->type == TYPE_DATE ||
	       field->type == TYPE_BOOLEAN || field->type == TYPE_DURATION ||
	       field->type == TYPE_PHONE;
}

static void grid_columns(struct presenter *p, const struct grid *grid, struct doc_node *table)
{
	struct doc_column *columns = ARENA_ARRAY(p->arena, grid->count, struct doc_column);

	for (size_t i = 0; i < grid->count; i++) {
		const struct field *field = grid->fields[i];
		bool end = field && type_is_number(field->type);
		columns[i].align = end ? ALIGN_END : ALIGN_START;
		columns[i].tight = is_tight(field) && !is_series(grid, i);
	}
	table->as.table.kind = TABLE_GRID;
	table->as.table.columns = columns;
	table->as.table.column_count = grid->count;
}

struct doc_node *present_cell(struct presenter *p, struct doc_node *row, struct slice text)
{
	struct doc_node *cell = doc_add(p->arena, row, DOC_CELL);

	if (text.len > 0)
		doc_add_paragraph(p->arena, cell, text);
	return cell;
}

static void grid_header(struct presenter *p, const struct grid *grid, struct doc_node *table)
{
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);

	row->as.row.kind = ROW_HEADER;
	for (size_t i = 0; i < grid->count; i++) {
		struct slice label = grid->heads[i].len > 0 ? grid->heads[i]
				     : grid->fields[i]      ? show_label(p, grid->fields[i])
				     : is_series(grid, i)   ? show_word(p, WORD_GOALS_SERIES)
							    : show_word(p, WORD_SHARE);
		present_cell(p, row, label)->as.cell.header = true;
	}
}

/* The share of a part, as text and as the length of a bar. */
static void share_cell(struct presenter *p, struct doc_node *row, struct decimal part,
		       struct decimal whole)
{
	struct decimal percent, hundred;
	struct doc_node *cell;
	struct slice number;

	if (!decimal_multiply(part, decimal_of(100), &hundred) ||
	    !decimal_divide(hundred, whole, 1, &percent)) {
		present_cell(p, row, SLICE_NONE);
		return;
	}
	if (percent.digits == 1000)
		percent = decimal_of(100);
	number = decimal_show(p->arena, percent, 0, p->lang);
	/* What is there is more than nothing. */
	if (percent.digits == 0 && part.digits > 0)
		number = p->lang == LANG_VI ? SLICE("<\302\2400,1") : SLICE("<0.1");
	cell = present_cell(p, row,
			    text_printf(p->arena, p->lang == LANG_VI ? "%.*s\302\240%%" : "%.*s%%",
					SLICE_ARG(number)));
	cell->as.cell.has_share = row->as.row.kind == ROW_BODY;
	cell->as.cell.share = decimal_double(percent) / 100;
}

/*
 * Does what stands under the main value of a cell need its label?  A choice says what it is, and so
 * does a text under a name or where nothing else stands; a person beside another fact does not.
 */
static bool needs_label(const struct field *field, const struct value *main)
{
	if (!type_speaks_for_itself(field->type) || field->refers_to.len > 0)
		return true;
	return (field->type == TYPE_TEXT || field->type == TYPE_PROSE ||
		field->type == TYPE_LIST) &&
	       value_has(main) && main->field->role != ROLE_NAME;
}

static bool is_same(struct presenter *p, struct slice one, struct slice other)
{
	return slice_equal(utf8_fold(p->arena, one), utf8_fold(p->arena, other));
}

/* What a cell says already, as the kind of an indicator that is called after it. */
static bool is_repeated(struct presenter *p, const struct group *record, const struct value *value,
			const struct value *main)
{
	return value_has(main) && value->field->type == TYPE_CHOICE &&
	       is_same(p, show_text(p, record, value), show_text(p, record, main));
}

static void under_show(struct presenter *p, struct doc_node *cell, const struct group *record,
		       const struct value *value, const struct value *main)
{
	struct doc_node *muted;

	if (value->field->type == TYPE_IMAGE) {
		show_blocks(p, cell, record, value, 6);
		return;
	}
	muted = doc_add(p->arena, doc_add(p->arena, cell, DOC_PARAGRAPH), DOC_MUTED);
	if (needs_label(value->field, main))
		doc_add_text(p->arena, muted,
			     text_printf(p->arena,
					 "%.*s: ", SLICE_ARG(show_label(p, value->field))));
	show_inline(p, muted, record, value);
}

/* What stands in lighter print under the main value of a cell. */
static void under_add(struct presenter *p, const struct grid *grid, struct doc_node *cell,
		      const struct group *record, const struct value *main)
{
	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		if (value->field->layout != LAYOUT_UNDER ||
		    !slice_equal(value->field->under, main->field->key))
			continue;
		if (value_has(value) && !is_repeated(p, record, value, main) &&
		    !show_is_unsaid(value, main))
			under_show(p, cell, record, value, main);
		if (present_gap_kind(p, record, value->field) != GAP_NONE)
			present_gap_mark(p, cell, record, value->field, &grid->gaps[i]);
	}
}

static void value_cell(struct presenter *p, struct doc_node *row, const struct grid *grid,
		       const struct group *record, size_t column)
{
	const struct field *field = grid->fields[column];
	const struct value *value = &record->values[field->index];
	struct doc_node *cell = doc_add(p->arena, row, DOC_CELL);

	cell->source = value->span;
	if (grid->heads[column].len > 0) {
		present_columns_cell(p, cell, record, field, grid->heads[column]);
		return;
	}
	p->places = grid->places[column];
	if (value_has(value))
		show_blocks(p, cell, record, value, 6);
	if (present_gap_kind(p, record, field) != GAP_NONE)
		present_gap_mark(p, cell, record, field, &grid->gaps[field->index]);
	else if (!value_has(value) && !text2_is_empty(&field->empty) && !p->draft)
		doc_add_paragraph(p->arena, cell, text2_in(&field->empty, p->lang));
	p->places = 0;
	under_add(p, grid, cell, record, value);
	cell->as.cell.header = field->role == ROLE_NAME;
}

static void record_row(struct presenter *p, const struct grid *grid, struct doc_node *table,
		       const struct group *record)
{
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);

	row->as.row.kind = ROW_BODY;
	row->source = record->span;
	for (size_t i = 0; i < grid->count; i++) {
		const struct field *shared = shared_field(grid, i);
		if (grid->fields[i]) {
			value_cell(p, row, grid, record, i);
		} else if (!shared) {
			figure_series_cell(p, row, record);
		} else {
			const struct value *value = &record->values[shared->index];
			if (value_has(value))
				share_cell(p, row, value->as.number, grid->totals[i - 1]);
			else
				present_cell(p, row, SLICE_NONE);
		}
	}
}

/* A sum looks as the numbers above it do; where each names its own unit, it has none. */
static struct slice sum_text(struct presenter *p, const struct grid *grid, size_t column,
			     struct decimal sum)
{
	struct value value = { .field = grid->fields[column],
			       .state = VALUE_COMPUTED,
			       .as.number = sum };

	if (value.field->unit_from.len > 0)
		return value_words(p->arena, p->plan, &value).in[p->lang];
	return value_text(p->arena, p->plan, NULL, &value, p->lang, grid->places[column]);
}

/* A row of sums: of a group, or of the whole table. */
static void sums_row(struct presenter *p, const struct grid *grid, struct doc_node *table,
		     enum doc_row_kind kind, struct slice label, const struct decimal *sums)
{
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);

	row->as.row.kind = kind;
	for (size_t i = 0; i < grid->count; i++) {
		const struct field *shared = shared_field(grid, i);
		if (i == 0)
			present_cell(p, row, label)->as.cell.header = true;
		else if (shared && shared->total)
			share_cell(p, row, sums[i - 1], grid->totals[i - 1]);
		else if (grid->fields[i] && grid->fields[i]->total)
			present_cell(p, row, sum_text(p, grid, i, sums[i]));
		else
			present_cell(p, row, SLICE_NONE);
	}
}

static const struct choice *group_of(const struct group *record, const struct field *by)
{
	const struct value *value = by ? &record->values[by->index] : NULL;

	return value_has(value) && by->type == TYPE_CHOICE ? value->as.choice : NULL;
}

/* A group of one needs no line of sums: its name stands over that of its only record. */
static void group_of_one(struct presenter *p, struct doc_node *cell, struct slice label)
{
	struct doc_node *name = cell->first;
	struct doc_node *rest;

	if (!name || name->kind != DOC_PARAGRAPH)
		return;
	rest = name->next;
	cell->first = cell->last = NULL;
	doc_add_paragraph(p->arena, cell, label);
	name->kind = DOC_MUTED;
	doc_append(doc_add(p->arena, cell, DOC_PARAGRAPH), name);
	while (rest) {
		struct doc_node *next = rest->next;
		doc_append(cell, rest);
		rest = next;
	}
}

/* One group of a grouped table: its line of sums, then its records. */
static void group_rows(struct presenter *p, const struct grid *grid, struct doc_node *table,
		       const struct field *by, const struct choice *choice)
{
	struct group *const *records = grid->records->as.records.items;
	size_t count = grid->records->as.records.count;
	struct decimal *sums = ARENA_ARRAY(p->arena, grid->count, struct decimal);
	struct slice label = choice ? text2_in(&choice->label, p->lang) : SLICE("–");
	size_t members = 0;

	for (size_t r = 0; r < count; r++) {
		members += group_of(records[r], by) == choice;
		for (size_t i = 0; i < grid->count && group_of(records[r], by) == choice; i++) {
			if (grid->fields[i] && grid->fields[i]->total)
				totals_add(grid, i, records[r], sums);
		}
	}
	if (members > 1)
		sums_row(p, grid, table, ROW_GROUP, label, sums);
	for (size_t r = 0; r < count; r++) {
		if (group_of(records[r], by) != choice)
			continue;
		record_row(p, grid, table, records[r]);
		if (members == 1 && choice && !is_same(p, label, show_record_name(p, records[r])))
			group_of_one(p, table->last->first, label);
	}
}

static void grid_rows(struct presenter *p, const struct grid *grid, struct doc_node *table)
{
	const struct value *records = grid->records;
	const struct field *by = field_get(records->field, records->field->group_by);

	if (by && by->type == TYPE_CHOICE && any_has(records, by)) {
		for (size_t i = 0; i < by->choice_count; i++)
			group_rows(p, grid, table, by, &by->choices[i]);
		group_rows(p, grid, table, by, NULL);
	} else {
		for (size_t i = 0; i < records->as.records.count; i++)
			record_row(p, grid, table, records->as.records.items[i]);
	}
	if (grid->has_total && records->as.records.count > 1)
		sums_row(p, grid, table, ROW_TOTAL, show_word(p, WORD_TOTAL), grid->totals);
}

void present_table_caption(struct presenter *p, struct doc_node *table, const struct field *field)
{
	if (text2_is_empty(&field->caption))
		return;
	table->as.table.caption = text2_in(&field->caption, p->lang);
	table->as.table.number = text_printf(p->arena, "%u", ++p->tables);
}

void present_table(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	struct grid grid = { .records = records };
	struct doc_node *table;

	grid_prepare(p, &grid);
	if (grid.count == 0)
		return;
	table = doc_add(p->arena, parent, DOC_TABLE);
	table->source = records->span;
	grid_columns(p, &grid, table);
	present_table_caption(p, table, records->field);
	grid_header(p, &grid, table);
	grid_rows(p, &grid, table);
	present_gap_boxes(p, parent, records, grid.gaps);
}
