/* How a measure has gone: the results of past periods, and the present level behind them. */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/vec.h"
#include "present/figures.h"

struct history {
	VEC(double) numbers;
	struct slice first; /* as the plan has them */
	struct slice last;
};

static bool is_digit(struct slice text, size_t at)
{
	return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* "1.234" of Vietnamese and "1,234" of English are whole numbers. */
static bool is_grouping(struct slice text, size_t at, enum lang lang)
{
	return text.ptr[at] == (lang == LANG_VI ? '.' : ',') && is_digit(text, at + 1) &&
	       is_digit(text, at + 2) && is_digit(text, at + 3) && !is_digit(text, at + 4);
}

/* Whether what stands behind the number is its unit, and not more to say. */
static bool is_unit(struct slice text)
{
	enum { LONGEST = 24 };

	for (size_t i = 0; i < text.len; i++) {
		if (strchr(";:,()", text.ptr[i]))
			return false;
	}
	return text.len <= LONGEST;
}

/* The number of a result: "31 points", "4,2 / 5"; false when it is none, or more than one. */
static bool number_in(struct slice text, enum lang lang, double *number)
{
	bool negative = text.len > 0 && text.ptr[0] == '-';
	size_t at = negative;
	double unit = 0; /* of the digit that follows, behind the decimal sign */

	if (!is_digit(text, at))
		return false;
	*number = 0;
	for (; at < text.len; at++) {
		bool sign = text.ptr[at] == '.' || text.ptr[at] == ',';
		if (is_digit(text, at)) {
			*number = unit > 0 ? *number + unit * (text.ptr[at] - '0')
					   : *number * 10 + (text.ptr[at] - '0');
			unit /= 10;
		} else if (sign && unit <= 0 && is_grouping(text, at, lang)) {
			continue;
		} else if (sign && unit <= 0 && is_digit(text, at + 1)) {
			unit = 0.1;
		} else {
			break;
		}
	}
	*number = negative ? -*number : *number;
	return is_unit(slice_sub(text, at, text.len));
}

static void result_add(struct presenter *p, struct history *history, const struct group *record,
		       enum role role)
{
	const struct value *value = figure_value(record, role);
	struct slice text = figure_text(p, record, role);
	double number = 0;

	if (!value)
		return;
	if (type_is_number(value->field->type))
		number = decimal_double(value->as.number);
	else if (!number_in(text, p->lang, &number))
		return;
	if (history->numbers.len == 0)
		history->first = text;
	history->last = text;
	*vec_push(p->arena, &history->numbers) = number;
}

/* The results that stand with the record, or among those of all such records. */
static struct history history_of(struct presenter *p, const struct group *record)
{
	const struct value *own = figure_value(record, ROLE_HISTORY);
	const struct value *all = figure_records(p, record->field->history_from);
	const struct field *of = all ? figure_reference(all->field, record->field) : NULL;
	struct history history = { { NULL, 0, 0 }, SLICE_NONE, SLICE_NONE };

	for (size_t i = 0; own && own->field->type == TYPE_RECORDS && i < own->as.records.count;
	     i++)
		result_add(p, &history, own->as.records.items[i], ROLE_RESULT);
	for (size_t i = 0; of && i < all->as.records.count; i++) {
		const struct group *one = all->as.records.items[i];
		if (!figure_value(one, ROLE_DIMENSION) && value_has(&one->values[of->index]) &&
		    one->values[of->index].as.reference.target == record)
			result_add(p, &history, one, ROLE_RESULT);
	}
	if (history.numbers.len > 0)
		result_add(p, &history, record, ROLE_BASELINE);
	return history;
}

/* The curve, and from where to where in words; NULL for fewer than two results. */
static const struct doc_series *series_of(struct presenter *p, const struct history *of,
					  struct slice *words)
{
	struct history history = *of;
	struct doc_series *series;
	const double *numbers = history.numbers.items;
	double low, high;

	*words = SLICE_NONE;
	if (history.numbers.len < 2)
		return NULL;
	series = ARENA_NEW(p->arena, struct doc_series);
	series->count = history.numbers.len;
	series->points = ARENA_ARRAY(p->arena, series->count, double);
	low = high = numbers[0];
	for (size_t i = 1; i < series->count; i++) {
		low = numbers[i] < low ? numbers[i] : low;
		high = numbers[i] > high ? numbers[i] : high;
	}
	for (size_t i = 0; i < series->count; i++)
		series->points[i] = high > low ? (numbers[i] - low) / (high - low) : 0.5;
	*words = text_printf(p->arena, "%.*s → %.*s", SLICE_ARG(history.first),
			     SLICE_ARG(history.last));
	return series;
}

const struct doc_series *figure_series(struct presenter *p, const struct group *record,
				       struct slice *words)
{
	struct history history = history_of(p, record);

	return series_of(p, &history, words);
}

bool figure_any_series(struct presenter *p, const struct value *records)
{
	for (size_t i = 0; i < records->as.records.count; i++) {
		if (history_of(p, records->as.records.items[i]).numbers.len > 1)
			return true;
	}
	return false;
}

static void series_cell(struct presenter *p, struct doc_node *row, const struct doc_series *series,
			struct slice words)
{
	struct doc_node *cell = present_cell(p, row, words);

	cell->as.cell.series = series;
	cell->as.cell.has_share = series != NULL;
}

void figure_series_cell(struct presenter *p, struct doc_node *row, const struct group *record)
{
	struct slice words;
	const struct doc_series *series = figure_series(p, record, &words);

	series_cell(p, row, series, words);
}

/* --- By region or group --- */

struct trend {
	const struct group *first; /* record */
	struct history history;
};

struct trends {
	VEC(struct trend) list;
};

static struct trends trends_of(struct presenter *p, const struct value *records)
{
	struct trends trends = { { NULL, 0, 0 } };
	struct index places = INDEX_IN(p->arena);

	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		struct slice part = figure_text(p, record, ROLE_DIMENSION);
		struct slice key =
			text_printf(p->arena, "%.*s\37%.*s", SLICE_ARG(show_record_name(p, record)),
				    SLICE_ARG(part));
		bool is_new;
		size_t *place;
		if (part.len == 0)
			continue;
		place = index_at(&places, key, &is_new);
		if (is_new) {
			*place = trends.list.len;
			*vec_push(p->arena, &trends.list) = (struct trend){ .first = record };
		}
		assert(*place < trends.list.len);
		result_add(p, &trends.list.items[*place].history, record, ROLE_RESULT);
	}
	return trends;
}

static void trend_row(struct presenter *p, struct doc_node *table, const struct trend *trend)
{
	struct slice words;
	const struct doc_series *series = series_of(p, &trend->history, &words);
	struct doc_node *row;

	if (!series)
		return;
	row = doc_add(p->arena, table, DOC_ROW);
	row->source = trend->first->span;
	present_cell(p, row, show_record_name(p, trend->first))->as.cell.header = true;
	present_cell(p, row, figure_text(p, trend->first, ROLE_DIMENSION));
	series_cell(p, row, series, words);
}

static void trends_head(struct presenter *p, struct doc_node *table, const struct value *records)
{
	const struct field *name = field_with_role(records->field, ROLE_NAME);
	const struct field *part = field_with_role(records->field, ROLE_DIMENSION);
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);
	const struct slice words[] = { show_label(p, name ? name : records->field),
				       show_label(p, part), show_word(p, WORD_GOALS_SERIES) };

	row->as.row.kind = ROW_HEADER;
	for (size_t i = 0; i < 3; i++)
		present_cell(p, row, words[i])->as.cell.header = true;
}

void figure_of_trends(struct presenter *p, struct doc_node *parent, const struct group *group,
		      const struct value *records)
{
	struct trends trends = trends_of(p, records);
	struct doc_node *table;
	bool any = false;

	(void)group;
	for (size_t i = 0; i < trends.list.len; i++)
		any = any || trends.list.items[i].history.numbers.len > 1;
	if (!any)
		return;
	table = doc_add(p->arena, parent, DOC_TABLE);
	table->source = records->span;
	table->as.table.kind = TABLE_GRID;
	table->as.table.columns = ARENA_ARRAY(p->arena, 3, struct doc_column);
	table->as.table.column_count = 3;
	if (!text2_is_empty(&records->field->figure)) {
		table->as.table.caption = text2_in(&records->field->figure, p->lang);
		table->as.table.number = text_printf(p->arena, "%u", ++p->tables);
	}
	trends_head(p, table, records);
	for (size_t i = 0; i < trends.list.len; i++)
		trend_row(p, table, &trends.list.items[i]);
}
