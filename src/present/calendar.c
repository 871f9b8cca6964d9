/* Records become a year. */
#include "base/arena.h"
#include "base/buf.h"
#include "present/figures.h"

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
	words[0] = figure_count(p, figure->node_count);
	words[1] = figure->columns[busiest];
	words[2] = figure_count(p, busy[busiest]);
	fact = show_words(p, as_busy == 1 ? WORD_CALENDAR_FACT : WORD_CALENDAR_COUNT, words, 3);
	figure->caption = figure_caption(p, records, &fact, 1);
	figure->description = figure_nodes_text(p, figure);
	figure_add(p, parent, records, figure);
}
