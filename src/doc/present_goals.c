/* Goals at a glance, from where they are to where they should come, before each is told in full. */
#include "base/arena.h"
#include "base/buf.h"
#include "doc/figures.h"

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

/* --- What has been reached so far --- */

static const struct value *history_of(const struct group *record)
{
	const struct value *history = figure_value(record, ROLE_HISTORY);

	return history && history->field->type == TYPE_RECORDS ? history : NULL;
}

/* The results of past periods, and the present level behind them. */
static size_t history_numbers(const struct group *record, double *numbers)
{
	const struct value *history = history_of(record);
	size_t count = 0;

	for (size_t i = 0; history && i < history->as.records.count; i++)
		count += number_of(history->as.records.items[i], ROLE_RESULT, &numbers[count]);
	if (count > 0)
		count += number_of(record, ROLE_BASELINE, &numbers[count]);
	return count;
}

static const struct doc_series *series_of(struct presenter *p, const struct group *record)
{
	const struct value *history = history_of(record);
	struct doc_series *series = ARENA_NEW(p->arena, struct doc_series);
	double low, high;

	if (!history)
		return NULL;
	series->points = ARENA_ARRAY(p->arena, history->as.records.count + 1, double);
	series->count = history_numbers(record, series->points);
	if (series->count < 2)
		return NULL;
	low = high = series->points[0];
	for (size_t i = 1; i < series->count; i++) {
		low = series->points[i] < low ? series->points[i] : low;
		high = series->points[i] > high ? series->points[i] : high;
	}
	for (size_t i = 0; i < series->count; i++)
		series->points[i] = high > low ? (series->points[i] - low) / (high - low) : 0.5;
	return series;
}

/* From the first result to the last; all of them stand with the goal itself. */
static struct slice series_text(struct presenter *p, const struct group *record)
{
	const struct value *history = history_of(record);
	struct slice last = figure_text(p, record, ROLE_BASELINE);
	struct slice first = SLICE_NONE;

	for (size_t i = 0; history && i < history->as.records.count; i++) {
		struct slice text = figure_text(p, history->as.records.items[i], ROLE_RESULT);
		if (first.len == 0)
			first = text;
		if (text.len > 0 && !figure_value(record, ROLE_BASELINE))
			last = text;
	}
	return text_printf(p->arena, "%.*s → %.*s", SLICE_ARG(first), SLICE_ARG(last));
}

static bool any_history(const struct value *records)
{
	for (size_t i = 0; i < records->as.records.count; i++) {
		if (history_of(records->as.records.items[i]))
			return true;
	}
	return false;
}

/* --- The table --- */

static struct doc_node *cell_add(struct presenter *p, struct doc_node *row, struct slice text)
{
	struct doc_node *cell = doc_add(p->arena, row, DOC_CELL);

	if (text.len > 0)
		doc_add_paragraph(p->arena, cell, text);
	return cell;
}

static void goal_row(struct presenter *p, struct doc_node *table, const struct group *record,
		     const struct field *due, bool with_series)
{
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);
	const struct doc_series *series = with_series ? series_of(p, record) : NULL;
	struct slice from = figure_text(p, record, ROLE_BASELINE);
	struct slice to = figure_text(p, record, ROLE_TARGET);
	struct doc_node *cell;

	row->source = record->span;
	cell_add(p, row, show_record_name(p, record))->as.cell.header = true;
	if (with_series) {
		cell = cell_add(p, row, series ? series_text(p, record) : SLICE_NONE);
		cell->as.cell.series = series;
		cell->as.cell.has_share = series != NULL;
	}
	if (from.len > 0 && to.len > 0)
		to = text_printf(p->arena, "%.*s → %.*s", SLICE_ARG(from), SLICE_ARG(to));
	cell = cell_add(p, row, to.len > 0 ? to : from);
	cell->as.cell.scale = scale_of(p, record);
	cell->as.cell.has_share = cell->as.cell.scale != NULL;
	if (due)
		cell_add(p, row, figure_text(p, record, ROLE_DATE));
}

void present_goals(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	const struct field *name = field_with_role(records->field, ROLE_NAME);
	const struct field *due = field_with_role(records->field, ROLE_DATE);
	struct doc_column *columns = ARENA_ARRAY(p->arena, 4, struct doc_column);
	bool with_series = any_history(records);
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
	cell_add(p, row, name ? show_label(p, name) : show_label(p, records->field))
		->as.cell.header = true;
	if (with_series)
		cell_add(p, row, show_word(p, WORD_GOALS_SERIES))->as.cell.header = true;
	cell_add(p, row, show_word(p, WORD_GOALS_SCALE))->as.cell.header = true;
	if (due)
		cell_add(p, row, show_label(p, due))->as.cell.header = true;
	for (size_t i = 0; i < records->as.records.count; i++)
		goal_row(p, table, records->as.records.items[i], due, with_series);
}
