/* Amounts by period become bars, and below them what each is made of. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "present/figures.h"

struct bars {
	const struct value *records;
	const struct field **fields; /* of the columns */
	size_t column_count;
	struct slice *names; /* of the rows */
	size_t row_count;
	struct decimal *sums;   /* row by row */
	struct decimal *totals; /* of the columns */
	struct decimal divisor; /* of the numbers that are shown, ... */
	int places;             /* ... and their decimals */
};

static bool is_column(const struct value *records, const struct field *field)
{
	if (!field->total || !type_is_number(field->type))
		return false;
	for (size_t i = 0; i < records->as.records.count; i++) {
		if (value_has(&records->as.records.items[i]->values[field->index]))
			return true;
	}
	return false;
}

/* A record counts for the group of the record it refers to, else for itself. */
static struct slice row_name(struct presenter *p, const struct group *record)
{
	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		const struct field *target = value->field->refers_field;
		const struct group *line;
		const struct field *by;
		if (value->field->type != TYPE_REFERENCE || !value_has(value) || !target ||
		    !value->as.reference.target)
			continue;
		line = value->as.reference.target;
		by = field_get(target, target->group_by);
		if (by && by->type == TYPE_CHOICE && value_has(&line->values[by->index]))
			return text2_in(&line->values[by->index].as.choice->label, p->lang);
		return show_record_name(p, line);
	}
	return show_record_name(p, record);
}

static void bars_gather(struct presenter *p, struct bars *bars)
{
	const struct value *records = bars->records;
	const struct field *field = records->field;
	struct index rows = INDEX_IN(p->arena);
	size_t count = records->as.records.count;

	bars->fields = ARENA_ARRAY(p->arena, field->field_count, const struct field *);
	for (size_t i = 0; i < field->field_count; i++) {
		if (is_column(records, field->fields[i]))
			bars->fields[bars->column_count++] = field->fields[i];
	}
	bars->names = ARENA_ARRAY(p->arena, count, struct slice);
	bars->sums = ARENA_ARRAY(p->arena, count * bars->column_count, struct decimal);
	bars->totals = ARENA_ARRAY(p->arena, bars->column_count, struct decimal);
	for (size_t i = 0; i < count; i++) {
		const struct group *record = records->as.records.items[i];
		struct slice name = row_name(p, record);
		bool is_new;
		size_t *row = index_at(&rows, name, &is_new);
		if (is_new) {
			*row = bars->row_count;
			bars->names[bars->row_count++] = name;
		}
		for (size_t c = 0; c < bars->column_count; c++) {
			const struct value *value = &record->values[bars->fields[c]->index];
			struct decimal *sum = &bars->sums[*row * bars->column_count + c];
			if (!value_has(value))
				continue;
			decimal_add(*sum, value->as.number, sum);
			decimal_add(bars->totals[c], value->as.number, &bars->totals[c]);
		}
	}
}

static size_t largest(const struct decimal *numbers, size_t count)
{
	size_t most = 0;

	for (size_t i = 1; i < count; i++)
		most = decimal_compare(numbers[i], numbers[most]) > 0 ? i : most;
	return most;
}

/* Does a decimal say more of these numbers, as they are counted, than none? */
static bool has_tenths(const struct bars *bars, const struct decimal *numbers, size_t count)
{
	struct decimal whole, tenths;

	for (size_t i = 0; i < count; i++) {
		if (decimal_divide(numbers[i], bars->divisor, 0, &whole) &&
		    decimal_divide(numbers[i], bars->divisor, 1, &tenths) &&
		    decimal_compare(whole, tenths) != 0)
			return true;
	}
	return false;
}

/* Money is counted in thousands or millions where that leaves a figure or more to see. */
static struct slice bars_unit(struct presenter *p, struct bars *bars)
{
	enum { THOUSAND = 1000, MILLION = 1000000 };
	const struct field *field = bars->fields[0];
	double most = decimal_double(bars->totals[largest(bars->totals, bars->column_count)]);
	enum doc_word word = WORD_BARS_UNIT;
	struct slice unit = text2_in(&field->unit, p->lang);

	bars->divisor = decimal_of(1);
	bars->places = 0;
	if (field->type == TYPE_MONEY && p->plan->currency) {
		unit = slice_of(p->plan->currency->symbol);
		if (most >= 10.0 * MILLION) {
			bars->divisor = decimal_of(MILLION);
			word = WORD_BARS_MILLIONS;
		} else if (most >= 10.0 * THOUSAND) {
			bars->divisor = decimal_of(THOUSAND);
			word = WORD_BARS_THOUSANDS;
		}
	}
	if (most / decimal_double(bars->divisor) < THOUSAND)
		bars->places = has_tenths(bars, bars->sums, bars->row_count * bars->column_count) ||
			       has_tenths(bars, bars->totals, bars->column_count);
	return unit.len > 0 ? show_word1(p, word, unit) : SLICE_NONE;
}

static struct slice amount_text(struct presenter *p, const struct bars *bars, struct decimal amount)
{
	struct decimal shown;

	if (!decimal_divide(amount, bars->divisor, bars->places, &shown))
		return SLICE_NONE;
	return decimal_show(p->arena, shown, bars->places, p->lang);
}

static void bars_draw(struct presenter *p, const struct bars *bars, struct doc_figure *figure)
{
	size_t count = bars->row_count * bars->column_count;
	double tallest = decimal_double(bars->totals[largest(bars->totals, bars->column_count)]);
	double deepest = decimal_double(bars->sums[largest(bars->sums, count)]);

	figure->kind = FIGURE_BARS;
	figure->rows = bars->names;
	figure->row_count = bars->row_count;
	figure->columns = ARENA_ARRAY(p->arena, bars->column_count, struct slice);
	figure->column_count = bars->column_count;
	figure->nodes = ARENA_ARRAY(p->arena, bars->column_count, struct figure_node);
	figure->node_count = bars->column_count;
	figure->cells = ARENA_ARRAY(p->arena, count, struct figure_cell);
	for (size_t c = 0; c < bars->column_count; c++) {
		double total = decimal_double(bars->totals[c]);
		figure->columns[c] = show_label(p, bars->fields[c]);
		figure->nodes[c].parent = FIGURE_NO_NODE;
		figure->nodes[c].title = amount_text(p, bars, bars->totals[c]);
		figure->nodes[c].end = tallest > 0 && total > 0 ? total / tallest : 0;
	}
	for (size_t i = 0; i < count; i++) {
		double sum = decimal_double(bars->sums[i]);
		if (bars->sums[i].digits == 0)
			continue;
		figure->cells[i].text = amount_text(p, bars, bars->sums[i]);
		figure->cells[i].weight = deepest > 0 && sum > 0 ? sum / deepest : 0;
	}
}

static struct slice bars_description(struct presenter *p, const struct doc_figure *figure)
{
	struct buf text = BUF_IN(p->arena);

	buf_put(&text, figure->caption);
	for (size_t c = 0; c < figure->column_count; c++)
		buf_printf(&text, " %.*s: %.*s.", SLICE_ARG(figure->columns[c]),
			   SLICE_ARG(figure->nodes[c].title));
	return buf_slice(&text);
}

void figure_of_bars(struct presenter *p, struct doc_node *parent, const struct group *group,
		    const struct value *records)
{
	struct bars bars = { .records = records };
	struct doc_figure *figure = ARENA_NEW(p->arena, struct doc_figure);
	struct slice facts[2];
	struct slice words[2];
	size_t most;

	(void)group;
	bars_gather(p, &bars);
	if (bars.column_count < 2)
		return;
	most = largest(bars.totals, bars.column_count);
	facts[0] = bars_unit(p, &bars);
	bars_draw(p, &bars, figure);
	words[0] = figure->columns[most];
	words[1] = figure->nodes[most].title;
	facts[1] = show_words(p, WORD_BARS_MOST, words, 2);
	figure->caption = figure_caption(p, records, facts, 2);
	figure->description = bars_description(p, figure);
	figure_add(p, parent, records, figure);
}
