/* Goals at a glance, from where they are to where they should come, before each is told in full. */
#include "base/arena.h"
#include "base/buf.h"
#include "present/figures.h"

static bool number_of(const struct group *record, enum role role, double *number)
{
	const struct value *value = figure_value(record, role);

	if (!value || !type_is_number(value->field->type))
		return false;
	*number = decimal_double(value->as.number);
	return true;
}

static bool is_percent(struct presenter *p, const struct group *record)
{
	const struct value *value = figure_value(record, ROLE_TARGET);

	return value && (value->field->type == TYPE_PERCENT ||
			 slice_ends(show_text(p, record, value), SLICE("%")));
}

/* Percentages stand on 0 to 100; other numbers on a scale from 0 to a little above the larger. */
static const struct doc_scale *scale_of(struct presenter *p, const struct group *record)
{
	struct doc_scale *scale = ARENA_NEW(p->arena, struct doc_scale);
	double from, to, low, high;

	if (!number_of(record, ROLE_BASELINE, &from) || !number_of(record, ROLE_TARGET, &to))
		return NULL;
	low = from < to ? from : to;
	high = from > to ? from : to;
	low = low < 0 ? low * 1.25 : 0;
	high = high > 0 ? high * 1.25 : 0;
	if (is_percent(p, record) && low >= 0 && from <= 100 && to <= 100)
		high = 100;
	if (high <= low)
		return NULL;
	scale->from = (from - low) / (high - low);
	scale->to = (to - low) / (high - low);
	return scale;
}

static void goal_row(struct presenter *p, struct doc_node *table, const struct group *record,
		     const struct field *due, bool with_series)
{
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);
	struct slice from = figure_text(p, record, ROLE_BASELINE);
	struct slice to = figure_text(p, record, ROLE_TARGET);
	struct doc_node *cell;

	row->source = record->span;
	present_cell(p, row, show_record_name(p, record))->as.cell.header = true;
	if (with_series)
		figure_series_cell(p, row, record);
	if (from.len > 0 && to.len > 0)
		to = text_printf(p->arena, "%.*s → %.*s", SLICE_ARG(from), SLICE_ARG(to));
	cell = present_cell(p, row, to.len > 0 ? to : from);
	cell->as.cell.scale = scale_of(p, record);
	cell->as.cell.has_share = cell->as.cell.scale != NULL;
	if (due)
		present_cell(p, row, figure_text(p, record, ROLE_DATE));
}

void present_goals(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	const struct field *name = field_with_role(records->field, ROLE_NAME);
	const struct field *due = field_with_role(records->field, ROLE_DATE);
	struct doc_column *columns = ARENA_ARRAY(p->arena, 4, struct doc_column);
	bool with_series = figure_any_series(p, records);
	struct doc_node *table, *row;
	bool any = false;

	for (size_t i = 0; i < records->as.records.count; i++)
		any = any || figure_value(records->as.records.items[i], ROLE_TARGET);
	if (!any || records->as.records.count < 2)
		return;
	table = doc_add(p->arena, parent, DOC_TABLE);
	table->source = records->span;
	columns[with_series ? 3 : 2].tight = true;
	table->as.table.kind = TABLE_GRID;
	table->as.table.columns = columns;
	table->as.table.column_count = 2u + with_series + (due != NULL);
	if (!text2_is_empty(&records->field->figure)) {
		table->as.table.caption = text2_in(&records->field->figure, p->lang);
		table->as.table.number = text_printf(p->arena, "%u", ++p->tables);
	}
	row = doc_add(p->arena, table, DOC_ROW);
	row->as.row.kind = ROW_HEADER;
	present_cell(p, row, name ? show_label(p, name) : show_label(p, records->field))
		->as.cell.header = true;
	if (with_series)
		present_cell(p, row, show_word(p, WORD_GOALS_SERIES))->as.cell.header = true;
	present_cell(p, row, show_word(p, WORD_GOALS_SCALE))->as.cell.header = true;
	if (due)
		present_cell(p, row, show_label(p, due))->as.cell.header = true;
	for (size_t i = 0; i < records->as.records.count; i++)
		goal_row(p, table, records->as.records.items[i], due, with_series);
}
