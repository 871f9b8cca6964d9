/* Records become the squares of a grid. */
#include "base/arena.h"
#include "base/buf.h"
#include "present/figures.h"

/* The labels along one side: every choice, or every record that may be referred to. */
static struct slice *side_labels(struct presenter *p, const struct field *field, size_t *count)
{
	const struct value *records = NULL;
	struct slice *labels;
	size_t many = 0;

	if (field && field->type == TYPE_CHOICE) {
		many = field->choice_count;
	} else if (field && field->type == TYPE_REFERENCE) {
		records = figure_records(p, field->refers_to);
		many = records ? records->as.records.count : 0;
	}
	labels = ARENA_ARRAY(p->arena, many, struct slice);
	for (size_t i = 0; i < many; i++)
		labels[i] = records ? show_record_name(p, records->as.records.items[i])
				    : text2_in(&field->choices[i].label, p->lang);
	*count = many;
	return labels;
}

/* The place along a side that a record names; `count` when it names none, which stands for all. */
static size_t side_place(struct presenter *p, const struct group *record, enum role role,
			 size_t count)
{
	const struct value *value = figure_value(record, role);
	const struct value *records;

	if (value && value->field->type == TYPE_CHOICE)
		return (size_t)(value->as.choice - value->field->choices);
	records = value && value->field->type == TYPE_REFERENCE
			  ? figure_records(p, value->field->refers_to)
			  : NULL;
	for (size_t i = 0; records && i < records->as.records.count; i++) {
		if (records->as.records.items[i] == value->as.reference.target)
			return i;
	}
	return count;
}

static double result_weight(const struct doc_figure *figure, const struct value *result, size_t row,
			    size_t column)
{
	size_t most = figure->row_count + figure->column_count - 1;

	if (result && result->field->type == TYPE_CHOICE)
		return 1 - (double)(result->as.choice - result->field->choices) /
				   (double)result->field->choice_count;
	return (double)(row + column + 1) / (double)most;
}

/* What is gathered for a cell of the figure. */
struct matrix_cell {
	struct buf text;
	bool settled;
};

/* Where cells say what is decided, the first record that fits settles one. */
static void matrix_put(struct presenter *p, struct doc_figure *figure, const struct group *record,
		       struct matrix_cell *cells)
{
	const struct value *result = figure_value(record, ROLE_RESULT);
	size_t row = side_place(p, record, ROLE_ROW, figure->row_count);
	size_t column = side_place(p, record, ROLE_COLUMN, figure->column_count);
	struct slice note = figure_text(p, record, ROLE_NOTE);
	struct slice text = note;

	if (!result && (note.len == 0 || field_with_role(record->field, ROLE_NAME)))
		text = show_record_name(p, record);
	else if (result)
		text = text.len > 0 ? text_printf(p->arena, "%.*s: %.*s", SLICE_ARG(text),
						  SLICE_ARG(show_text(p, record, result)))
				    : show_text(p, record, result);
	for (size_t i = 0; i < figure->row_count * figure->column_count; i++) {
		size_t r = i / figure->column_count, c = i % figure->column_count;
		struct figure_cell *cell = &figure->cells[i];
		double weight = result_weight(figure, result, r, c);
		if ((row < figure->row_count && row != r) ||
		    (column < figure->column_count && column != c) || cells[i].settled)
			continue;
		cells[i].settled = result && note.len == 0;
		buf_puts(&cells[i].text, cells[i].text.len > 0 ? "; " : "");
		buf_put(&cells[i].text, text);
		cell->weight = weight > cell->weight ? weight : cell->weight;
	}
}

static struct slice matrix_description(struct presenter *p, const struct doc_figure *figure)
{
	struct buf text = BUF_IN(p->arena);

	buf_put(&text, figure->caption);
	for (size_t i = 0; i < figure->row_count * figure->column_count; i++) {
		if (figure->cells[i].text.len > 0)
			buf_printf(&text, " %.*s, %.*s: %.*s.",
				   SLICE_ARG(figure->rows[i / figure->column_count]),
				   SLICE_ARG(figure->columns[i % figure->column_count]),
				   SLICE_ARG(figure->cells[i].text));
	}
	return buf_slice(&text);
}

void figure_of_matrix(struct presenter *p, struct doc_node *parent, const struct group *group,
		      const struct value *records)
{
	enum { COLUMNS_MOST = 6 };
	const struct field *row = field_with_role(records->field, ROLE_ROW);
	const struct field *column = field_with_role(records->field, ROLE_COLUMN);
	struct doc_figure *figure = ARENA_NEW(p->arena, struct doc_figure);
	struct slice facts[3] = { SLICE_NONE, SLICE_NONE, SLICE_NONE };
	struct slice words[2];
	struct matrix_cell *cells;
	size_t count;
	size_t filled = 0;

	(void)group;
	if (!row || !column)
		return;
	figure->kind = FIGURE_MATRIX;
	figure->rows = side_labels(p, row, &figure->row_count);
	figure->columns = side_labels(p, column, &figure->column_count);
	if (figure->row_count < 2 || figure->column_count == 0 ||
	    figure->column_count > COLUMNS_MOST)
		return;
	count = figure->row_count * figure->column_count;
	figure->cells = ARENA_ARRAY(p->arena, count, struct figure_cell);
	cells = ARENA_ARRAY(p->arena, count, struct matrix_cell);
	for (size_t i = 0; i < count; i++)
		cells[i].text = BUF_IN(p->arena);
	for (size_t i = 0; i < records->as.records.count; i++)
		matrix_put(p, figure, records->as.records.items[i], cells);
	for (size_t i = 0; i < count; i++) {
		figure->cells[i].text = buf_slice(&cells[i].text);
		filled += figure->cells[i].text.len > 0;
	}
	if (filled == 0)
		return;
	words[0] = show_label_within(p, row);
	words[1] = show_label_within(p, column);
	facts[0] = show_words(p, WORD_MATRIX_SIDES, words, 2);
	words[0] = figure_count(p, filled);
	words[1] = figure_count(p, count);
	facts[1] = show_words(p, WORD_MATRIX_FACT, words, 2);
	figure->caption = figure_caption(p, records, facts, 2);
	figure->description = matrix_description(p, figure);
	figure_add(p, parent, records, figure);
}
