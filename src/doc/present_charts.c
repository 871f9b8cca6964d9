/* Records become processes, grids, years, signatures and journeys. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "doc/figures.h"

static struct slice count_text(struct presenter *p, size_t count)
{
	return text_printf(p->arena, "%zu", count);
}

static struct slice joined(struct presenter *p, struct slice a, struct slice b)
{
	if (a.len == 0 || b.len == 0)
		return a.len > 0 ? a : b;
	return text_printf(p->arena, "%.*s · %.*s", SLICE_ARG(a), SLICE_ARG(b));
}

/* What the nodes say, one sentence each, behind the caption. */
static struct slice nodes_description(struct presenter *p, const struct doc_figure *figure)
{
	struct buf text = BUF_IN(p->arena);

	buf_put(&text, figure->caption);
	for (size_t i = 0; i < figure->node_count; i++) {
		const struct figure_node *node = &figure->nodes[i];
		buf_printf(&text, " %.*s", SLICE_ARG(node->title));
		if (node->note.len > 0)
			buf_printf(&text, " (%.*s)", SLICE_ARG(node->note));
		for (size_t k = 0; k < figure->edge_count; k++) {
			const struct figure_edge *edge = &figure->edges[k];
			if (edge->from == i && edge->label.len > 0)
				buf_printf(&text, "; %.*s → %.*s", SLICE_ARG(edge->label),
					   SLICE_ARG(figure->nodes[edge->to].title));
		}
		buf_putc(&text, '.');
		if (figure->kind == FIGURE_FLOW && i + 1 < figure->node_count && node[1].aside)
			break;
	}
	return buf_slice(&text);
}

/* --- Processes --- */

/* "yes → refund" is an answer and what it leads to; without an arrow all of it is what it leads to.
 */
static void branch_split(struct slice text, struct slice *label, struct slice *outcome)
{
	static const char *const arrows[] = { "→", "->", "=>", ":" };

	*label = SLICE("");
	*outcome = slice_trim(text);
	for (size_t i = 0; i < sizeof(arrows) / sizeof(*arrows); i++) {
		struct slice arrow = slice_of(arrows[i]);
		size_t at = slice_find(text, arrow, 0);
		if (at == text.len)
			continue;
		*label = slice_trim(slice_sub(text, 0, at));
		*outcome = slice_trim(slice_sub(text, at + arrow.len, text.len));
		return;
	}
}

/* The list in which a step names the steps after it, or NULL. */
static const struct value *next_of(const struct group *step)
{
	for (size_t i = 0; i < step->field->field_count; i++) {
		const struct field *field = step->field->fields[i];
		if (field->type == TYPE_LIST && field->refers_field == step->field)
			return value_has(&step->values[i]) ? &step->values[i] : NULL;
	}
	return NULL;
}

/* The place of the step that an answer leads to; `count` when the plan does not say. */
static size_t next_place(const struct value *records, const struct value *next, size_t answer)
{
	size_t count = records->as.records.count;

	for (size_t i = 0; next && answer < next->as.list.count && i < count; i++) {
		if (records->as.records.items[i] == next->as.list.items[answer].target)
			return i;
	}
	return count;
}

/* Where a step leads out of the process, in words: to an end, or to a step of another one. */
static struct slice next_end(struct presenter *p, const struct value *records,
			     const struct value *next, size_t answer)
{
	const struct item *item =
		next && answer < next->as.list.count ? &next->as.list.items[answer] : NULL;

	if (item && item->choice)
		return text2_in(&item->choice->label, p->lang);
	if (item && item->target && next_place(records, next, answer) == records->as.records.count)
		return show_record_name(p, item->target);
	return SLICE_NONE;
}

/* Beside a question: what each answer leads to, and the number of the step it goes on with. */
static void flow_branches(struct presenter *p, struct doc_figure *figure,
			  const struct value *records, size_t step)
{
	const struct group *record = records->as.records.items[step];
	const struct value *branches = figure_value(record, ROLE_BRANCHES);

	for (size_t i = 0; i < branches->as.list.count; i++) {
		struct slice text = text2_in(&branches->as.list.items[i].text, p->lang);
		struct figure_edge *edge = &figure->edges[figure->edge_count++];
		struct figure_node *outcome = &figure->nodes[figure->node_count];
		size_t next = next_place(records, next_of(record), i);
		struct slice end = next_end(p, records, next_of(record), i);
		edge->from = step;
		edge->to = figure->node_count++;
		branch_split(text, &edge->label, &outcome->title);
		outcome->parent = (int)step;
		outcome->aside = true;
		if (end.len > 0)
			outcome->title = text_printf(p->arena, "%.*s → %.*s",
						     SLICE_ARG(outcome->title), SLICE_ARG(end));
		if (next == records->as.records.count)
			continue;
		outcome->title =
			text_printf(p->arena, "%.*s → %zu", SLICE_ARG(outcome->title), next + 1);
		figure->edges[figure->edge_count++] =
			(struct figure_edge){ edge->to, next, SLICE_NONE };
	}
}

/* The step that follows; a question that says where each answer leads has none. */
static void flow_onward(struct presenter *p, struct doc_figure *figure, const struct value *records,
			size_t step)
{
	const struct value *next = next_of(records->as.records.items[step]);
	struct slice end = next_end(p, records, next, 0);
	size_t to = step + 1;

	if (next && figure->nodes[step].decision)
		return;
	if (end.len > 0)
		figure->nodes[step].note = joined(p, figure->nodes[step].note,
						  text_printf(p->arena, "→ %.*s", SLICE_ARG(end)));
	if (next)
		to = next_place(records, next, 0);
	if (to >= records->as.records.count)
		return;
	figure->edges[figure->edge_count++] = (struct figure_edge){ step, to, SLICE_NONE };
	if (to != step + 1)
		figure->nodes[step].note =
			joined(p, figure->nodes[step].note, text_printf(p->arena, "→ %zu", to + 1));
}

static size_t branch_count(const struct value *records)
{
	size_t count = 0;

	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct value *branches =
			figure_value(records->as.records.items[i], ROLE_BRANCHES);
		if (branches && branches->field->type == TYPE_LIST)
			count += branches->as.list.count;
	}
	return count;
}

static void flow_steps(struct presenter *p, struct doc_figure *figure, const struct value *records)
{
	size_t count = records->as.records.count;

	figure->node_count = count;
	for (size_t i = 0; i < count; i++) {
		const struct group *record = records->as.records.items[i];
		const struct value *branches = figure_value(record, ROLE_BRANCHES);
		struct figure_node *node = &figure->nodes[i];
		node->title = show_record_name(p, record);
		node->badge = count_text(p, i + 1);
		node->note = joined(p, figure_text(p, record, ROLE_OWNER),
				    figure_text(p, record, ROLE_TIME));
		node->parent = (int)i - 1;
		node->decision = branches && branches->field->type == TYPE_LIST;
		flow_onward(p, figure, records, i);
	}
	for (size_t i = 0; i < count; i++) {
		if (figure->nodes[i].decision)
			flow_branches(p, figure, records, i);
	}
}

void figure_of_flow(struct presenter *p, struct doc_node *parent, const struct group *group,
		    const struct value *records)
{
	struct doc_figure *figure = ARENA_NEW(p->arena, struct doc_figure);
	size_t count = records->as.records.count;
	size_t branches = branch_count(records);
	struct slice words[2] = { count_text(p, count), count_text(p, branches) };
	struct slice facts[2] = { SLICE_NONE, SLICE_NONE };

	if (count < 2)
		return;
	figure->kind = FIGURE_FLOW;
	figure->nodes = ARENA_ARRAY(p->arena, count + branches, struct figure_node);
	figure->edges = ARENA_ARRAY(p->arena, count + 2 * branches, struct figure_edge);
	flow_steps(p, figure, records);
	if (group->field->type == TYPE_RECORDS)
		facts[0] = show_record_name(p, group);
	facts[1] = show_words(p, branches > 0 ? WORD_FLOW_FACT : WORD_FLOW_STEPS, words, 2);
	figure->caption = figure_caption(p, records, facts, 2);
	figure->description = nodes_description(p, figure);
	figure_add(p, parent, records, figure);
}

/* --- Cycle --- */

void figure_of_cycle(struct presenter *p, struct doc_node *parent, const struct value *table)
{
	const struct group *group = table->as.group;
	struct doc_figure *figure = ARENA_NEW(p->arena, struct doc_figure);
	struct slice fact;
	size_t count = 0;

	figure->kind = FIGURE_FLOW;
	figure->nodes = ARENA_ARRAY(p->arena, group->field->field_count + 1, struct figure_node);
	figure->edges = ARENA_ARRAY(p->arena, group->field->field_count + 1, struct figure_edge);
	for (size_t i = 0; i < group->field->field_count; i++) {
		const struct value *value = &group->values[i];
		if (value->field->type != TYPE_LIST || !value_has(value))
			continue;
		figure->nodes[count].title = show_label(p, value->field);
		figure->nodes[count].note = show_text(p, group, value);
		figure->nodes[count].parent = (int)count - 1;
		figure->nodes[count].badge = count_text(p, count + 1);
		figure->edges[count] = (struct figure_edge){ count, count + 1, SLICE_NONE };
		count++;
	}
	if (count < 3)
		return;
	figure->nodes[count] = (struct figure_node){ .title = show_word1(p, WORD_CYCLE_BACK,
									 figure->nodes[0].title),
						     .badge = count_text(p, 1),
						     .parent = (int)count - 1 };
	figure->node_count = count + 1;
	figure->edge_count = count;
	fact = show_word1(p, WORD_CYCLE_FACT, count_text(p, count));
	figure->caption = figure_caption(p, table, &fact, 1);
	figure->description = nodes_description(p, figure);
	figure_add(p, parent, table, figure);
}

/* --- Grids --- */

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

	if (!result)
		text = show_record_name(p, record);
	else
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
	words[0] = count_text(p, filled);
	words[1] = count_text(p, count);
	facts[1] = show_words(p, WORD_MATRIX_FACT, words, 2);
	figure->caption = figure_caption(p, records, facts, 2);
	figure->description = matrix_description(p, figure);
	figure_add(p, parent, records, figure);
}

/* --- Years --- */

enum { MONTHS = 12 };

static double months_since(struct date from, struct date date)
{
	return (date.year - from.year) * MONTHS + (date.month - from.month) + (date.day - 1) / 31.0;
}

static const struct date *date_of(const struct group *record, enum role role)
{
	const struct value *value = figure_value(record, role);

	return value && value->field->type == TYPE_DATE ? &value->as.date : NULL;
}

static struct slice day_text(struct presenter *p, struct date date)
{
	if (p->lang == LANG_VI)
		return text_printf(p->arena, "%02d/%02d", date.day, date.month);
	return text_printf(p->arena, "%d %.*s", date.day,
			   SLICE_ARG(show_word(p, (enum doc_word)(WORD_MONTH_1 + date.month - 1))));
}

/* The months shown begin with that of the plan, else with January of the first date. */
static struct date year_start(struct presenter *p, const struct value *records)
{
	const struct value *start = plan_role(p->plan, ROLE_PERIOD_START);

	if (value_has(start) && start->field->type == TYPE_DATE)
		return (struct date){ start->as.date.year, start->as.date.month, 1 };
	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct date *date = date_of(records->as.records.items[i], ROLE_DATE);
		if (date)
			return (struct date){ date->year, 1, 1 };
	}
	return (struct date){ 1, 1, 1 };
}

static void event_add(struct presenter *p, struct doc_figure *figure, const struct group *record,
		      struct date from, unsigned *busy)
{
	const struct date *start = date_of(record, ROLE_DATE);
	const struct date *end = date_of(record, ROLE_UNTIL);
	struct figure_node *node = &figure->nodes[figure->node_count];

	if (!start)
		return;
	node->start = months_since(from, *start);
	node->end = end ? months_since(from, *end) + 1 / 31.0 : node->start;
	if (node->start < 0 || node->start >= MONTHS)
		return;
	node->parent = FIGURE_NO_NODE;
	node->title = text_printf(p->arena, "%.*s %.*s", SLICE_ARG(day_text(p, *start)),
				  SLICE_ARG(show_record_name(p, record)));
	busy[(int)node->start]++;
	figure->node_count++;
}

/* In order of time, those of one day as they were written. */
static void events_sort(struct doc_figure *figure)
{
	for (size_t i = 1; i < figure->node_count; i++) {
		struct figure_node node = figure->nodes[i];
		size_t at = i;
		for (; at > 0 && figure->nodes[at - 1].start > node.start; at--)
			figure->nodes[at] = figure->nodes[at - 1];
		figure->nodes[at] = node;
	}
}

void figure_of_calendar(struct presenter *p, struct doc_node *parent, const struct group *group,
			const struct value *records)
{
	struct doc_figure *figure = ARENA_NEW(p->arena, struct doc_figure);
	struct date from = year_start(p, records);
	unsigned busy[MONTHS] = { 0 };
	struct slice words[3];
	struct slice fact;
	size_t busiest = 0;
	size_t as_busy = 0;

	(void)group;
	figure->kind = FIGURE_CALENDAR;
	figure->nodes = ARENA_ARRAY(p->arena, records->as.records.count, struct figure_node);
	for (size_t i = 0; i < records->as.records.count; i++)
		event_add(p, figure, records->as.records.items[i], from, busy);
	if (figure->node_count < 2)
		return;
	events_sort(figure);
	figure->columns = ARENA_ARRAY(p->arena, MONTHS, struct slice);
	figure->column_count = MONTHS;
	for (size_t i = 0; i < MONTHS; i++) {
		int month = (from.month - 1 + (int)i) % MONTHS;
		figure->columns[i] = show_word(p, (enum doc_word)(WORD_MONTH_1 + month));
		busiest = busy[i] > busy[busiest] ? i : busiest;
	}
	for (size_t i = 0; i < MONTHS; i++)
		as_busy += busy[i] == busy[busiest];
	words[0] = count_text(p, figure->node_count);
	words[1] = figure->columns[busiest];
	words[2] = count_text(p, busy[busiest]);
	fact = show_words(p, as_busy == 1 ? WORD_CALENDAR_FACT : WORD_CALENDAR_COUNT, words, 3);
	figure->caption = figure_caption(p, records, &fact, 1);
	figure->description = nodes_description(p, figure);
	figure_add(p, parent, records, figure);
}

/* --- Signatures and journeys --- */

void figure_of_approval(struct presenter *p, struct doc_node *parent, const struct group *group,
			const struct value *records)
{
	struct doc_figure *figure = figure_of_records(p, FIGURE_APPROVAL, records);
	size_t count = records->as.records.count;
	struct slice words[2];
	struct slice fact;
	size_t signed_by = 0;

	(void)group;
	if (count < 2)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct group *record = records->as.records.items[i];
		struct figure_node *node = &figure->nodes[i];
		node->title = show_record_name(p, record);
		node->badge = count_text(p, i + 1);
		node->note = joined(p, figure_text(p, record, ROLE_NOTE),
				    figure_text(p, record, ROLE_OWNER));
		node->note = joined(p, node->note, figure_text(p, record, ROLE_DATE));
		node->parent = (int)i - 1;
		signed_by += figure_text(p, record, ROLE_DATE).len > 0;
	}
	words[0] = count_text(p, count);
	words[1] = count_text(p, signed_by);
	fact = show_words(p, signed_by > 0 ? WORD_APPROVAL_FACT : WORD_APPROVAL_NONE, words, 2);
	figure->caption = figure_caption(p, records, &fact, 1);
	figure->description = nodes_description(p, figure);
	figure_add(p, parent, records, figure);
}

void figure_of_journey(struct presenter *p, struct doc_node *parent, const struct group *group,
		       const struct value *records)
{
	const struct field *stage = field_get(records->field, records->field->group_by);
	struct doc_figure *figure = ARENA_NEW(p->arena, struct doc_figure);
	struct slice words[2];
	struct slice fact;

	(void)group;
	if (!stage || stage->type != TYPE_CHOICE || stage->choice_count < 2)
		return;
	figure->kind = FIGURE_JOURNEY;
	figure->columns = ARENA_ARRAY(p->arena, stage->choice_count, struct slice);
	figure->column_count = stage->choice_count;
	for (size_t i = 0; i < stage->choice_count; i++)
		figure->columns[i] = text2_in(&stage->choices[i].label, p->lang);
	figure->nodes = ARENA_ARRAY(p->arena, records->as.records.count, struct figure_node);
	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		const struct value *value = &record->values[stage->index];
		struct figure_node *node = &figure->nodes[figure->node_count];
		if (!value_has(value))
			continue;
		node->title = show_record_name(p, record);
		node->note = joined(p, figure_text(p, record, ROLE_NOTE),
				    figure_text(p, record, ROLE_OWNER));
		node->parent = FIGURE_NO_NODE;
		node->column = (size_t)(value->as.choice - stage->choices);
		figure->node_count++;
	}
	if (figure->node_count < 2)
		return;
	words[0] = count_text(p, figure->node_count);
	words[1] = count_text(p, stage->choice_count);
	fact = show_words(p, WORD_JOURNEY_FACT, words, 2);
	figure->caption = figure_caption(p, records, &fact, 1);
	figure->description = nodes_description(p, figure);
	figure_add(p, parent, records, figure);
}
