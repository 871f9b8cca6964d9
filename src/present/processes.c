/* Records become processes, and lists a cycle. */
#include "base/arena.h"
#include "base/buf.h"
#include "present/figures.h"

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
		figure->nodes[step].note =
			figure_joined(p, figure->nodes[step].note,
				      text_printf(p->arena, "→ %.*s", SLICE_ARG(end)));
	if (next)
		to = next_place(records, next, 0);
	if (to >= records->as.records.count)
		return;
	figure->edges[figure->edge_count++] = (struct figure_edge){ step, to, SLICE_NONE };
	if (to != step + 1)
		figure->nodes[step].note = figure_joined(p, figure->nodes[step].note,
							 text_printf(p->arena, "→ %zu", to + 1));
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
		node->badge = figure_count(p, i + 1);
		node->note = figure_joined(p, figure_text(p, record, ROLE_OWNER),
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
	struct slice words[2] = { figure_count(p, count), figure_count(p, branches) };
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
	figure->description = figure_nodes_text(p, figure);
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
		figure->nodes[count].badge = figure_count(p, count + 1);
		figure->edges[count] = (struct figure_edge){ count, count + 1, SLICE_NONE };
		count++;
	}
	if (count < 3)
		return;
	figure->nodes[count] = (struct figure_node){ .title = show_word1(p, WORD_CYCLE_BACK,
									 figure->nodes[0].title),
						     .badge = figure_count(p, 1),
						     .parent = (int)count - 1 };
	figure->node_count = count + 1;
	figure->edge_count = count;
	fact = show_word1(p, WORD_CYCLE_FACT, figure_count(p, count));
	figure->caption = figure_caption(p, table, &fact, 1);
	figure->description = figure_nodes_text(p, figure);
	figure_add(p, parent, table, figure);
}
