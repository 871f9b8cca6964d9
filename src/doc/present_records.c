/* Records of a plan as tables, cards, steps or a tree. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "doc/presenter.h"

/* A table being built: which fields have columns, and what is added up. */
struct grid {
	const struct value *records;
	const struct field **fields; /* NULL: the share of the column before it */
	struct slice *gaps;          /* of columns with gaps: the id of the box below the table */
	size_t count;
	int *places;            /* by column: the most decimals that stand in it */
	struct decimal *totals; /* by column */
	bool has_total;
};

static bool any_has(const struct value *records, const struct field *field)
{
	for (size_t i = 0; i < records->as.records.count; i++) {
		if (value_has(&records->as.records.items[i]->values[field->index]))
			return true;
	}
	return false;
}

static bool any_gap(struct presenter *p, const struct value *records, const struct field *field)
{
	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		if (present_is_gap(p, record, &record->values[field->index]))
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

static void grid_prepare(struct presenter *p, struct grid *grid)
{
	const struct field *records = grid->records->field;

	grid->fields = ARENA_ARRAY(p->arena, records->field_count * 2 + 1, const struct field *);
	grid->gaps = ARENA_ARRAY(p->arena, records->field_count, struct slice);
	grid->totals = ARENA_ARRAY(p->arena, records->field_count * 2 + 1, struct decimal);
	grid->places = ARENA_ARRAY(p->arena, records->field_count * 2 + 1, int);
	for (size_t i = 0; i < records->field_count; i++) {
		const struct field *field = records->fields[i];
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
	}
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
		columns[i].tight = is_tight(field);
	}
	table->as.table.kind = TABLE_GRID;
	table->as.table.columns = columns;
	table->as.table.column_count = grid->count;
}

static struct doc_node *cell_add(struct presenter *p, struct doc_node *row, struct slice text)
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
		struct slice label =
			grid->fields[i] ? show_label(p, grid->fields[i]) : show_word(p, WORD_SHARE);
		cell_add(p, row, label)->as.cell.header = true;
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
		cell_add(p, row, SLICE_NONE);
		return;
	}
	if (percent.digits == 1000)
		percent = decimal_of(100);
	number = decimal_show(p->arena, percent, 0, p->lang);
	cell = cell_add(p, row,
			text_printf(p->arena, p->lang == LANG_VI ? "%.*s\302\240%%" : "%.*s%%",
				    SLICE_ARG(number)));
	cell->as.cell.has_share = row->as.row.kind == ROW_BODY;
	cell->as.cell.share = decimal_double(percent) / 100;
}

static bool speaks_for_itself(enum type type)
{
	return type == TYPE_TEXT || type == TYPE_PROSE || type == TYPE_LIST ||
	       type == TYPE_CHOICE || type == TYPE_REFERENCE || type == TYPE_EMAIL ||
	       type == TYPE_PHONE || type == TYPE_LINK || type == TYPE_HOURS;
}

/* What stands in lighter print under the main value of a cell. */
static void under_add(struct presenter *p, const struct grid *grid, struct doc_node *cell,
		      const struct group *record, const struct field *main)
{
	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		struct doc_node *muted;
		if (value->field->layout != LAYOUT_UNDER ||
		    !slice_equal(value->field->under, main->key))
			continue;
		if (present_is_gap(p, record, value))
			present_gap_mark(p, cell, record, value->field, &grid->gaps[i]);
		if (!value_has(value))
			continue;
		if (value->field->type == TYPE_IMAGE) {
			show_blocks(p, cell, record, value, 6);
			continue;
		}
		muted = doc_add(p->arena, doc_add(p->arena, cell, DOC_PARAGRAPH), DOC_MUTED);
		if (!speaks_for_itself(value->field->type))
			doc_add_text(p->arena, muted,
				     text_printf(p->arena,
						 "%.*s: ", SLICE_ARG(show_label(p, value->field))));
		show_inline(p, muted, record, value);
	}
}

static void value_cell(struct presenter *p, struct doc_node *row, const struct grid *grid,
		       const struct group *record, size_t column)
{
	const struct field *field = grid->fields[column];
	const struct value *value = &record->values[field->index];
	struct doc_node *cell = doc_add(p->arena, row, DOC_CELL);

	cell->source = value->span;
	p->places = grid->places[column];
	if (value_has(value))
		show_blocks(p, cell, record, value, 6);
	else if (present_is_gap(p, record, value))
		present_gap_mark(p, cell, record, field, &grid->gaps[field->index]);
	else if (!text2_is_empty(&field->empty) && !p->draft)
		doc_add_paragraph(p->arena, cell, text2_in(&field->empty, p->lang));
	p->places = 0;
	under_add(p, grid, cell, record, field);
	cell->as.cell.header = field->role == ROLE_NAME;
}

static void record_row(struct presenter *p, const struct grid *grid, struct doc_node *table,
		       const struct group *record)
{
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);

	row->as.row.kind = ROW_BODY;
	row->source = record->span;
	for (size_t i = 0; i < grid->count; i++) {
		if (grid->fields[i]) {
			value_cell(p, row, grid, record, i);
		} else {
			const struct value *value = &record->values[grid->fields[i - 1]->index];
			if (value_has(value))
				share_cell(p, row, value->as.number, grid->totals[i - 1]);
			else
				cell_add(p, row, SLICE_NONE);
		}
	}
}

static struct slice number_text(struct presenter *p, const struct field *field,
				struct decimal number)
{
	struct value value = { .field = field, .state = VALUE_COMPUTED, .as.number = number };
	struct text2 words = value_words(p->arena, p->plan, &value);
	struct slice unit = text2_in(&field->unit, p->lang);

	if (unit.len > 0)
		return text_printf(p->arena, "%.*s\302\240%.*s", SLICE_ARG(words.in[p->lang]),
				   SLICE_ARG(unit));
	return words.in[p->lang];
}

/* A row of sums: of a group, or of the whole table. */
static void sums_row(struct presenter *p, const struct grid *grid, struct doc_node *table,
		     enum doc_row_kind kind, struct slice label, const struct decimal *sums)
{
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);

	row->as.row.kind = kind;
	for (size_t i = 0; i < grid->count; i++) {
		if (i == 0)
			cell_add(p, row, label)->as.cell.header = true;
		else if (!grid->fields[i] && grid->fields[i - 1]->total)
			share_cell(p, row, sums[i - 1], grid->totals[i - 1]);
		else if (grid->fields[i] && grid->fields[i]->total)
			cell_add(p, row, number_text(p, grid->fields[i], sums[i]));
		else
			cell_add(p, row, SLICE_NONE);
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
		if (members == 1 && choice)
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

static void present_table(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	struct grid grid = { .records = records };
	struct doc_node *table;

	grid_prepare(p, &grid);
	if (grid.count == 0)
		return;
	table = doc_add(p->arena, parent, DOC_TABLE);
	table->source = records->span;
	grid_columns(p, &grid, table);
	if (!text2_is_empty(&records->field->caption)) {
		table->as.table.caption = text2_in(&records->field->caption, p->lang);
		table->as.table.number = text_printf(p->arena, "%u", ++p->tables);
	}
	grid_header(p, &grid, table);
	grid_rows(p, &grid, table);
	for (size_t i = 0; i < records->field->field_count; i++) {
		if (grid.gaps[i].len > 0)
			present_gap_box(p, parent, records->field->fields[i], grid.gaps[i]);
	}
}

struct slice show_record_name(struct presenter *p, const struct group *record)
{
	const struct field *field = field_with_role(record->field, ROLE_NAME);
	struct text2 name = record_name(p->arena, record);
	struct diag_arg args[] = {
		diag_text("1", show_label(p, record->field)),
		diag_text("2", text_printf(p->arena, "%zu", record->position)),
	};

	if (p->draft && field && !value_has(&record->values[field->index]))
		return diag_fill(p->arena, show_word(p, WORD_UNNAMED), p->lang, args, 2);
	return text2_in(&name, p->lang);
}

static void name_gap(struct presenter *p, struct doc_node *parent, const struct group *record,
		     const struct field *name)
{
	if (name && present_is_gap(p, record, &record->values[name->index]))
		present_gap(p, parent, record, name);
}

static void present_cards(struct presenter *p, struct doc_node *parent, const struct value *records,
			  unsigned level)
{
	const struct field *name = field_with_role(records->field, ROLE_NAME);

	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		struct doc_node *heading = show_heading(p, parent, show_record_name(p, record),
							level + 1, record->span);
		heading->as.heading.listed = false;
		name_gap(p, parent, record, name);
		present_flow(p, parent, record, level + 1, name);
	}
}

/* The short facts of a step share one line: "Ai: … · Hạn: …". */
static void step_facts(struct presenter *p, struct doc_node *item, const struct group *record,
		       const struct field *name)
{
	struct doc_node *muted = NULL;

	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		if (value->field == name || value->field->layout != LAYOUT_FACT ||
		    !value_has(value))
			continue;
		if (!muted)
			muted = doc_add(p->arena, doc_add(p->arena, item, DOC_PARAGRAPH),
					DOC_MUTED);
		else
			doc_add_text(p->arena, muted, SLICE(" · "));
		doc_add_text(p->arena, muted,
			     text_printf(p->arena,
					 "%.*s: ", SLICE_ARG(show_label(p, value->field))));
		show_inline(p, muted, record, value);
	}
}

static void step_add(struct presenter *p, struct doc_node *list, const struct group *record,
		     unsigned level)
{
	const struct field *name = field_with_role(record->field, ROLE_NAME);
	struct doc_node *item = doc_add(p->arena, list, DOC_ITEM);

	item->source = record->span;
	show_label_paragraph(p, item, show_record_name(p, record), "");
	name_gap(p, item, record, name);
	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		if (value->field == name || value->field->layout == LAYOUT_FACT ||
		    value->field->layout == LAYOUT_ATTACHED)
			continue;
		if (!value_has(value)) {
			if (present_is_gap(p, record, value))
				present_gap(p, item, record, value->field);
			continue;
		}
		if (value->field->layout != LAYOUT_BODY)
			show_label_paragraph(p, item, show_label(p, value->field), ":");
		show_blocks(p, item, record, value, level + 1);
	}
	step_facts(p, item, record, name);
}

static void present_step_list(struct presenter *p, struct doc_node *parent,
			      const struct value *records, unsigned level)
{
	struct doc_node *list = doc_add(p->arena, parent, DOC_LIST);

	list->as.list.ordered = true;
	list->as.list.start = 1;
	list->source = records->span;
	for (size_t i = 0; i < records->as.records.count; i++)
		step_add(p, list, records->as.records.items[i], level);
}

const struct group *record_above(const struct group *record, const struct field *parent)
{
	const struct value *value = &record->values[parent->index];

	return value_has(value) ? value->as.reference.target : NULL;
}

/* Where the chain above a record goes. */
enum ascent { ASCENT_UNKNOWN, ASCENT_OPEN, ASCENT_ENDS, ASCENT_CIRCLES };

/* The place of a record in a list, or the list's length when it is none of it. */
static size_t place_in(const struct value *records, const struct group *record)
{
	size_t count = records->as.records.count;

	return record->position <= count &&
			       records->as.records.items[record->position - 1] == record
		       ? record->position - 1
		       : count;
}

/* Follows the chain from a place to where it ends or is known; then all on the way is known. */
static void ascent_follow(const struct value *records, const struct field *parent, size_t from,
			  enum ascent *ascents)
{
	struct group *const *items = records->as.records.items;
	const size_t count = records->as.records.count;
	enum ascent ascent = ASCENT_ENDS;
	size_t at = from;

	while (at < count && ascents[at] == ASCENT_UNKNOWN) {
		const struct group *above = record_above(items[at], parent);
		ascents[at] = ASCENT_OPEN;
		at = above ? place_in(records, above) : count;
	}
	if (at < count)
		ascent = ascents[at] == ASCENT_OPEN ? ASCENT_CIRCLES : ascents[at];
	while (from < count && ascents[from] == ASCENT_OPEN) {
		const struct group *above = record_above(items[from], parent);
		ascents[from] = ascent;
		from = above ? place_in(records, above) : count;
	}
}

bool *record_roots(struct arena *arena, const struct value *records, const struct field *parent)
{
	const size_t count = records->as.records.count;
	enum ascent *ascents = ARENA_ARRAY(arena, count, enum ascent);
	bool *roots = ARENA_ARRAY(arena, count, bool);

	for (size_t i = 0; i < count; i++) {
		ascent_follow(records, parent, i, ascents);
		roots[i] = ascents[i] == ASCENT_CIRCLES ||
			   !record_above(records->as.records.items[i], parent);
	}
	return roots;
}

/* By position: the first record below one, and the next beside it; 0: none. */
struct branches {
	struct group *const *records;
	size_t *first, *next;
};

static void branch_add(struct presenter *p, struct doc_node *list, const struct branches *branches,
		       const struct group *record, unsigned depth)
{
	struct doc_node *item = doc_add(p->arena, list, DOC_ITEM);
	struct doc_node *below = NULL;

	item->source = record->span;
	doc_add_paragraph(p->arena, item, show_record_name(p, record));
	if (depth >= RICH_MAX_DEPTH / 2)
		return;
	for (size_t at = branches->first[record->position]; at > 0; at = branches->next[at]) {
		if (!below) {
			below = doc_add(p->arena, item, DOC_LIST);
			below->as.list.tight = true;
		}
		branch_add(p, below, branches, branches->records[at - 1], depth + 1);
	}
}

void present_branches(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	const struct field *up = field_with_role(records->field, ROLE_PARENT);
	struct doc_node *list = doc_add(p->arena, parent, DOC_LIST);
	size_t count = records->as.records.count;
	struct branches branches = { records->as.records.items,
				     ARENA_ARRAY(p->arena, count + 1, size_t),
				     ARENA_ARRAY(p->arena, count + 1, size_t) };
	const bool *root = record_roots(p->arena, records, up);

	list->as.list.tight = true;
	for (size_t i = count; i > 0; i--) {
		const struct group *record = records->as.records.items[i - 1];
		const struct group *above = record_above(record, up);
		if (root[i - 1] || above->position > count ||
		    records->as.records.items[above->position - 1] != above)
			continue;
		branches.next[i] = branches.first[above->position];
		branches.first[above->position] = i;
	}
	for (size_t i = 0; i < count; i++) {
		if (root[i])
			branch_add(p, list, &branches, records->as.records.items[i], 0);
	}
}

/* One record in one line of a list: its name, then the rest of what it says. */
static void line_add(struct presenter *p, struct doc_node *list, const struct group *record)
{
	const struct field *name = field_with_role(record->field, ROLE_NAME);
	struct doc_node *item = doc_add(p->arena, list, DOC_ITEM);
	struct doc_node *line = show_label_paragraph(p, item, show_record_name(p, record), "");
	const char *between = ": ";

	item->source = record->span;
	name_gap(p, item, record, name);
	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		if (value->field == name || value->field->layout == LAYOUT_ATTACHED)
			continue;
		if (!value_has(value)) {
			if (present_is_gap(p, record, value))
				present_gap(p, item, record, value->field);
			continue;
		}
		doc_add_text(p->arena, line, slice_of(between));
		if (!speaks_for_itself(value->field->type))
			doc_add_text(p->arena, line,
				     text_printf(p->arena, "%.*s ",
						 SLICE_ARG(show_label(p, value->field))));
		show_inline(p, line, record, value);
		between = " · ";
	}
}

static void present_lines(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	struct doc_node *list = doc_add(p->arena, parent, DOC_LIST);

	list->as.list.tight = true;
	list->source = records->span;
	for (size_t i = 0; i < records->as.records.count; i++)
		line_add(p, list, records->as.records.items[i]);
}

void present_records(struct presenter *p, struct doc_node *parent, const struct group *group,
		     const struct value *value, unsigned level)
{
	if (value->field->layout == LAYOUT_GOALS)
		present_goals(p, parent, value);
	if (value->field->layout == LAYOUT_CARDS || value->field->layout == LAYOUT_GOALS)
		present_cards(p, parent, value, level);
	else if (value->field->layout == LAYOUT_STEPS)
		present_step_list(p, parent, value, level);
	else if (value->field->layout == LAYOUT_LINES)
		present_lines(p, parent, value);
	if (!layout_has_table(value->field->layout))
		return;
	present_figure(p, parent, group, value);
	present_table(p, parent, value);
}
