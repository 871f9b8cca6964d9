/* Rules about references between records: circles, who is named, what leads where. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/index.h"
#include "rules/check.h"

static const struct group *next_of(const struct group *record, const struct field *field)
{
	const struct value *value = &record->values[field->index];

	return value_has(value) ? value->as.reference.target : NULL;
}

static void cycle_report(struct checker *checker, const struct rule *rule, struct found at)
{
	struct buf words[LANG_COUNT];
	struct text2 cycle;
	const struct group *record = at.group;

	for (int i = 0; i < LANG_COUNT; i++)
		words[i] = BUF_IN(checker->arena);
	do {
		struct text2 name = record_name(checker->arena, record);
		for (int i = 0; i < LANG_COUNT; i++)
			buf_printf(&words[i], "%.*s → ", SLICE_ARG(text2_in(&name, (enum lang)i)));
		record = next_of(record, at.value->field);
	} while (record != at.group);
	for (int i = 0; i < LANG_COUNT; i++) {
		struct text2 name = record_name(checker->arena, at.group);
		buf_put(&words[i], text2_in(&name, (enum lang)i));
		cycle.in[i] = buf_slice(&words[i]);
	}
	check_add(checker, rule, at, DIAG_ARGS(diag_text2("cycle", cycle)));
}

/* The number kept for a record; 0 when there is none yet. */
static size_t *mark_of(struct checker *checker, struct index *marks, const struct group *record)
{
	bool is_new;

	return index_at(marks, check_record_key(checker, record), &is_new);
}

/* The first record, in the order of writing, of the cycle that a record is in. */
static const struct group *cycle_first(const struct group *record, const struct field *field)
{
	const struct group *first = record;

	for (const struct group *at = next_of(record, field); at != record;
	     at = next_of(at, field)) {
		if (at->position < first->position)
			first = at;
	}
	return first;
}

/* One finding a cycle.  Each record is passed by one walk: a later one ends where it stands. */
void check_acyclic(struct checker *checker, const struct rule *rule)
{
	struct index walks = INDEX_IN(checker->arena);
	struct index firsts = INDEX_IN(checker->arena);
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		const struct field *field = found[i].value->field;
		const struct group *at =
			field->refers_field == found[i].group->field ? found[i].group : NULL;
		while (at && *mark_of(checker, &walks, at) == 0) {
			*mark_of(checker, &walks, at) = i + 1;
			at = next_of(at, field);
		}
		if (at && *mark_of(checker, &walks, at) == i + 1)
			*mark_of(checker, &firsts, cycle_first(at, field)) = 1;
	}
	for (size_t i = 0; firsts.count > 0 && i < count; i++) {
		if (*mark_of(checker, &firsts, found[i].group) > 0)
			cycle_report(checker, rule, found[i]);
	}
}

void check_differs(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct pair *pairs = check_pairs(checker, rule, PARAM_FIELDS, PARAM_FROM, &count);

	for (size_t i = 0; i < count; i++) {
		const struct group *target = pairs[i].at.value->as.reference.target;
		const struct value *from = pairs[i].other;
		struct finding *finding;
		if (!target || target != from->as.reference.target)
			continue;
		finding = check_add(checker, rule, pairs[i].at,
				    DIAG_ARGS(check_name(checker, "value", target)));
		finding_relate(checker->report, finding, from->span, from->field->label);
	}
}

static double number_or_one(const struct value *value)
{
	return value_has(value) && value->as.number.digits > 0 ? decimal_double(value->as.number)
							       : 1;
}

void check_referred_at_most(struct checker *checker, const struct rule *rule)
{
	size_t count, targets = 0;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	const struct group **target = ARENA_ARRAY(checker->arena, count, const struct group *);
	double *sums = ARENA_ARRAY(checker->arena, count, double);
	double most = decimal_double(rule->params[PARAM_MOST]->number);
	struct index index = INDEX_IN(checker->arena);

	for (size_t i = 0; i < count; i++) {
		bool is_new;
		size_t *at;
		if (!value_has(found[i].value) || !found[i].value->as.reference.target)
			continue;
		at = index_at(&index,
			      check_record_key(checker, found[i].value->as.reference.target),
			      &is_new);
		if (is_new)
			*at = targets++;
		target[*at] = found[i].value->as.reference.target;
		sums[*at] +=
			number_or_one(check_beside(checker, rule, PARAM_WEIGHT, 0, found[i].group));
	}
	for (size_t i = 0; i < targets; i++) {
		double each = sums[i] /
			      number_or_one(check_beside(checker, rule, PARAM_PER, 0, target[i]));
		const struct param *per = rule->params[PARAM_PER];
		size_t shown = per && per->fields[0]->parent == target[i]->field
				       ? per->fields[0]->index
				       : 0;
		if (each > most)
			check_add(checker, rule,
				  (struct found){ target[i], &target[i]->values[shown] },
				  DIAG_ARGS(check_figure(checker, "count", each),
					    check_figure(checker, "most", most)));
	}
}

/* Marks all records that a value names; false when it names none because it was left out. */
static bool names_mark(struct checker *checker, struct index *named, const struct value *value)
{
	bool is_new;

	if (!value_has(value))
		return value->state == VALUE_INVALID;
	if (value->field->type == TYPE_REFERENCE && value->as.reference.target)
		index_at(named, check_record_key(checker, value->as.reference.target), &is_new);
	for (size_t i = 0; value->field->type == TYPE_LIST && i < value->as.list.count; i++) {
		if (value->as.list.items[i].target)
			index_at(named, check_record_key(checker, value->as.list.items[i].target),
				 &is_new);
	}
	return true;
}

void check_every_referred(struct checker *checker, const struct rule *rule)
{
	struct index named = INDEX_IN(checker->arena);
	struct words missing = words_in(checker->arena);
	struct found at = { NULL, NULL };
	size_t lists, naming = 0;
	struct found *list = check_all(checker, rule, PARAM_FIELDS, 0, &lists);

	for (size_t p = 0; p < rule->params[PARAM_BY]->count; p++) {
		size_t count;
		struct found *by = check_all(checker, rule, PARAM_BY, p, &count);
		for (size_t i = 0; i < count; i++) {
			if (by[i].group->field->type != TYPE_RECORDS && !value_has(by[i].value))
				continue;
			naming++;
			if (!names_mark(checker, &named, by[i].value) &&
			    by[i].value->field->type == TYPE_LIST)
				return; /* a list that is left out means all of them */
		}
	}
	for (size_t i = 0; i < lists && naming > 0; i++) {
		for (size_t j = 0; j < list[i].value->as.records.count; j++) {
			const struct group *record = list[i].value->as.records.items[j];
			if (index_get(&named, check_record_key(checker, record)) ||
			    !check_applies(checker, rule, record))
				continue;
			if (!at.value)
				at = (struct found){ record, &record->values[0] };
			words_add(&missing, record_name(checker->arena, record));
		}
	}
	if (at.value)
		check_add(checker, rule, at,
			  DIAG_ARGS(diag_text2("missing", words_text(&missing))));
}

/* The records of one list as a graph. */
struct graph {
	const struct value *list;
	const struct field *edges;
	size_t *onward; /* the record that follows where none is named; the length: none */
	bool *starts;
	bool *reached;
	size_t *queue;
};

static const struct value *edges_at(const struct graph *graph, size_t i)
{
	return &graph->list->as.records.items[i]->values[graph->edges->index];
}

/* How many ways lead on from a record, and where the n-th leads: a place in the list, or its
 * length. */
static size_t ways_of(const struct graph *graph, size_t i)
{
	const struct value *value = edges_at(graph, i);

	if (!value_has(value))
		return graph->onward[i] < graph->list->as.records.count;
	return value->field->type == TYPE_LIST ? value->as.list.count : 1;
}

static size_t way_at(const struct graph *graph, size_t i, size_t n)
{
	const struct value *value = edges_at(graph, i);
	const struct group *target;

	if (!value_has(value))
		return graph->onward[i];
	target = value->field->type == TYPE_LIST ? value->as.list.items[n].target
						 : value->as.reference.target;
	if (!target || target->parent != graph->list->as.records.items[i]->parent)
		return graph->list->as.records.count;
	return target->position - 1;
}

/* Whether the n-th way leads out: to another list, or to what stands in a record's place. */
static bool way_ends(const struct graph *graph, size_t i, size_t n)
{
	return value_has(edges_at(graph, i)) &&
	       way_at(graph, i, n) == graph->list->as.records.count;
}

/* Whether a record names one that is not known, which is a finding of its own. */
static bool is_unclear(const struct graph *graph)
{
	for (size_t i = 0; i < graph->list->as.records.count; i++) {
		const struct value *value = edges_at(graph, i);
		if (!value_has(value))
			continue;
		if (value->field->type == TYPE_REFERENCE && !value->as.reference.target &&
		    !value->as.reference.choice)
			return true;
		for (size_t n = 0; value->field->type == TYPE_LIST && n < value->as.list.count;
		     n++) {
			const struct item *item = &value->as.list.items[n];
			if (!item->target && !item->choice)
				return true;
		}
	}
	return false;
}

static bool is_end(const struct graph *graph, size_t i)
{
	size_t count = ways_of(graph, i);
	bool ends = count == 0;

	for (size_t n = 0; n < count; n++)
		ends = ends || way_ends(graph, i, n);
	return ends;
}

static void graph_reach(struct graph *graph)
{
	size_t head = 0, tail = 0;

	for (size_t i = 0; i < graph->list->as.records.count; i++) {
		if (!graph->starts[i])
			continue;
		graph->queue[tail++] = i;
		graph->reached[i] = true;
	}
	while (head < tail) {
		size_t i = graph->queue[head++];
		for (size_t n = 0; n < ways_of(graph, i); n++) {
			size_t to = way_at(graph, i, n);
			if (to < graph->list->as.records.count && !graph->reached[to]) {
				graph->reached[to] = true;
				graph->queue[tail++] = to;
			}
		}
	}
}

/* Which records lead to an end: walked backwards, from lists of the ways into each record. */
static bool *graph_ends(struct checker *checker, const struct graph *graph)
{
	size_t count = graph->list->as.records.count, edges = 0, tail = 0;
	bool *ends = ARENA_ARRAY(checker->arena, count, bool);
	size_t *first = ARENA_ARRAY(checker->arena, count + 1, size_t);
	size_t *next, *from;

	for (size_t i = 0; i < count; i++)
		edges += ways_of(graph, i);
	next = ARENA_ARRAY(checker->arena, edges + 1, size_t);
	from = ARENA_ARRAY(checker->arena, edges + 1, size_t);
	edges = 0;
	for (size_t i = 0; i < count; i++) {
		for (size_t n = 0; n < ways_of(graph, i); n++) {
			size_t to = way_at(graph, i, n);
			from[++edges] = i;
			next[edges] = first[to];
			first[to] = edges;
		}
		if (is_end(graph, i)) {
			ends[i] = true;
			graph->queue[tail++] = i;
		}
	}
	for (size_t head = 0; head < tail; head++) {
		for (size_t e = first[graph->queue[head]]; e > 0; e = next[e]) {
			if (!ends[from[e]]) {
				ends[from[e]] = true;
				graph->queue[tail++] = from[e];
			}
		}
	}
	return ends;
}

static void node_report(struct checker *checker, const struct rule *rule,
			const struct group *record, const struct field *field, struct text2 problem)
{
	check_add(checker, rule, (struct found){ record, &record->values[field->index] },
		  DIAG_ARGS(diag_text2("problem", problem)));
}

static bool lacks_way(const struct rule *rule, const struct graph *graph, size_t i)
{
	const struct param *labels = rule->params[PARAM_LABELS];
	const struct group *record = graph->list->as.records.items[i];
	const struct value *label = labels ? &record->values[labels->fields[0]->index] : NULL;

	return value_has(label) && value_has(edges_at(graph, i)) &&
	       label->as.list.count > ways_of(graph, i);
}

/* Lists in one: what follows and where they start, by what is the `same` for a record. */
static void graph_order(struct checker *checker, const struct rule *rule, struct graph *graph)
{
	struct index places = INDEX_IN(checker->arena);
	size_t count = graph->list->as.records.count;

	for (size_t i = count; i > 0; i--) {
		const struct group *record = graph->list->as.records.items[i - 1];
		struct slice key = rule->params[PARAM_SAME]
					   ? check_key(checker, rule, PARAM_SAME, record)
					   : SLICE("");
		bool is_last;
		size_t *place = index_at(&places, key, &is_last);
		graph->onward[i - 1] = is_last ? count : *place;
		graph->starts[i - 1] = true;
		if (!is_last)
			graph->starts[*place] = false;
		*place = i - 1;
	}
}

static void graph_check(struct checker *checker, const struct rule *rule, const struct value *list)
{
	size_t count = list->as.records.count;
	struct graph graph = { list,
			       rule->params[PARAM_BY]->fields[0],
			       ARENA_ARRAY(checker->arena, count, size_t),
			       ARENA_ARRAY(checker->arena, count, bool),
			       ARENA_ARRAY(checker->arena, count, bool),
			       ARENA_ARRAY(checker->arena, count, size_t) };
	bool drawn = false;
	bool *ends;

	for (size_t i = 0; i < count; i++)
		drawn = drawn || value_has(edges_at(&graph, i));
	if (!drawn || is_unclear(&graph))
		return; /* a plain list: one after the other */
	graph_order(checker, rule, &graph);
	graph_reach(&graph);
	ends = graph_ends(checker, &graph);
	for (size_t i = 0; i < count; i++) {
		const struct group *record = list->as.records.items[i];
		if (!graph.reached[i])
			node_report(checker, rule, record, graph.edges,
				    TEXT2("không nơi nào dẫn tới", "nothing leads to it"));
		else if (!ends[i])
			node_report(checker, rule, record, graph.edges,
				    TEXT2("chạy vòng, không tới điểm kết thúc nào",
					  "it runs in a circle and reaches no end"));
		else if (lacks_way(rule, &graph, i))
			node_report(checker, rule, record, graph.edges,
				    TEXT2("có nhánh chưa nối tới đâu",
					  "a branch of it leads nowhere"));
	}
}

void check_reaches_end(struct checker *checker, const struct rule *rule)
{
	size_t lists;
	struct found *list = check_values(checker, rule, PARAM_FIELDS, 0, &lists);

	for (size_t i = 0; i < lists; i++) {
		if (value_has(list[i].value))
			graph_check(checker, rule, list[i].value);
	}
}
