/* Rules about order: what must not exceed, fall, overlap, or be said twice with another figure. */
#include <stdlib.h>

#include "base/arena.h"
#include "rules/check.h"

/* The order of two values of one type; false when they cannot be compared. */
static bool values_order(const struct value *a, const struct value *b, int *order)
{
	if (!value_has(a) || !value_has(b))
		return false;
	if (a->field->type == TYPE_DURATION)
		return b->field->type == TYPE_DURATION &&
		       duration_order(&a->as.duration, &b->as.duration, order);
	if (a->field->type == TYPE_DATE)
		*order = date_compare(a->as.date, b->as.date);
	else
		*order = decimal_compare(a->as.number, b->as.number);
	return true;
}

void check_ordered(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct pair *pairs = check_pairs(checker, rule, PARAM_THEN, PARAM_FIRST, &count);
	int order;

	for (size_t i = 0; i < count; i++) {
		if (values_order(pairs[i].other, pairs[i].at.value, &order) && order > 0)
			check_add_pair(checker, rule, &pairs[i]);
	}
}

struct step {
	struct slice key; /* only steps of one key are compared */
	size_t order, place;
	struct found at;
};

static int step_compare(const void *a, const void *b)
{
	const struct step *left = a, *right = b;
	int order = slice_compare(left->key, right->key);

	if (order)
		return order;
	if (left->order != right->order)
		return left->order < right->order ? -1 : 1;
	return left->place < right->place ? -1 : left->place > right->place;
}

/* The place of a choice in the template, or of a record in the list that ranks it; 0: none. */
static size_t rank_of(struct checker *checker, const struct rule *rule, const struct index *ranks,
		      const struct group *record)
{
	const struct value *order = check_beside(checker, rule, PARAM_ORDER, 0, record);
	const size_t *rank;

	if (!value_has(order))
		return 0;
	if (order->field->type == TYPE_CHOICE)
		return (size_t)(order->as.choice - order->field->choices) + 1;
	if (!order->as.reference.target)
		return 0;
	if (!rule->params[PARAM_VIA])
		return order->as.reference.target->position;
	rank = index_get(ranks, check_record_key(checker, order->as.reference.target));
	return rank ? *rank : 0;
}

/* Where another list ranks the records it refers to. */
static struct index ranks_of(struct checker *checker, const struct rule *rule)
{
	struct index ranks = INDEX_IN(checker->arena);
	size_t count;
	struct found *via = check_all(checker, rule, PARAM_VIA, 0, &count);

	for (size_t i = 0; i < count; i++) {
		bool is_new;
		size_t *rank;
		if (!value_has(via[i].value) || !via[i].value->as.reference.target)
			continue;
		rank = index_at(&ranks,
				check_record_key(checker, via[i].value->as.reference.target),
				&is_new);
		if (is_new)
			*rank = i + 1;
	}
	return ranks;
}

static size_t steps_of(struct checker *checker, const struct rule *rule, struct step *steps,
		       const struct found *found, size_t count)
{
	struct index ranks = ranks_of(checker, rule);
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		struct step *step = &steps[kept];
		struct buf key = BUF_IN(checker->arena);
		if (!value_has(found[i].value))
			continue;
		step->order = rule->params[PARAM_ORDER]
				      ? rank_of(checker, rule, &ranks, found[i].group)
				      : i + 1;
		if (step->order == 0)
			continue;
		buf_put(&key, check_key(checker, rule, PARAM_SAME, found[i].group));
		if (!rule->params[PARAM_ORDER])
			buf_put(&key, check_record_key(checker, found[i].group->parent));
		if (found[i].value->field->type == TYPE_DURATION)
			buf_printf(&key, "%d", duration_clock(&found[i].value->as.duration));
		step->key = buf_slice(&key);
		step->place = i;
		step->at = found[i];
		kept++;
	}
	return kept;
}

static void step_check(struct checker *checker, const struct rule *rule, const struct step *before,
		       const struct step *step)
{
	int sign = rule->params[PARAM_FALLING] ? -1 : 1;
	int order;

	if (!values_order(step->at.value, before->at.value, &order))
		return;
	order *= sign;
	if (order > 0 || (order == 0 && !rule->params[PARAM_STRICT]))
		return;
	check_relate(checker,
		     check_add(checker, rule, step->at,
			       DIAG_ARGS(check_arg(checker, "value", step->at.value),
					 check_arg(checker, "other", before->at.value),
					 check_name(checker, "before", before->at.group))),
		     before->at);
}

void check_monotone(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct step *steps = ARENA_ARRAY(checker->arena, count, struct step);
	size_t top = 0; /* the greatest of the ranks below the present one */

	count = steps_of(checker, rule, steps, found, count);
	if (count > 1)
		qsort(steps, count, sizeof(*steps), step_compare);
	for (size_t i = 1, rank = 0; i < count; i++) {
		int order;
		if (!slice_equal(steps[i].key, steps[rank].key)) {
			rank = top = i;
			continue;
		}
		if (steps[i].order != steps[rank].order) {
			/* All of the last rank is now below. */
			for (size_t j = rank; j < i; j++) {
				if (values_order(steps[j].at.value, steps[top].at.value, &order) &&
				    order * (rule->params[PARAM_FALLING] ? -1 : 1) > 0)
					top = j;
			}
			rank = i;
		}
		if (steps[top].order < steps[i].order)
			step_check(checker, rule, &steps[top], &steps[i]);
	}
}

/* The nearest record above this one's holder that decides the same. */
static const struct found *decided_above(struct checker *checker, const struct rule *rule,
					 const struct index *holders, const struct found *found,
					 const struct group *record)
{
	const struct value *by = check_beside(checker, rule, PARAM_BY, 0, record);
	const struct field *above = rule->params[PARAM_ABOVE]->fields[0];
	const struct group *holder = value_has(by) ? by->as.reference.target : NULL;
	struct slice same = check_key(checker, rule, PARAM_SAME, record);

	for (int steps = 0; holder && holder->field == above->parent && steps < 64; steps++) {
		const struct value *up = &holder->values[above->index];
		const size_t *at;
		holder = value_has(up) ? up->as.reference.target : NULL;
		if (!holder)
			return NULL;
		at = index_get(holders, text_printf(checker->arena, "%.*s%p", SLICE_ARG(same),
						    (const void *)holder));
		if (at)
			return &found[*at];
	}
	return NULL;
}

void check_rises_up(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct index holders = INDEX_IN(checker->arena);

	for (size_t i = 0; i < count; i++) {
		const struct value *by = check_beside(checker, rule, PARAM_BY, 0, found[i].group);
		bool is_new;
		if (value_has(found[i].value) && value_has(by) && by->as.reference.target)
			*index_at(&holders,
				  text_printf(checker->arena, "%.*s%p",
					      SLICE_ARG(check_key(checker, rule, PARAM_SAME,
								  found[i].group)),
					      (const void *)by->as.reference.target),
				  &is_new) = i;
	}
	for (size_t i = 0; i < count; i++) {
		const struct found *above =
			value_has(found[i].value)
				? decided_above(checker, rule, &holders, found, found[i].group)
				: NULL;
		const struct value *by;
		if (!above ||
		    decimal_compare(above->value->as.number, found[i].value->as.number) >= 0)
			continue;
		by = check_beside(checker, rule, PARAM_BY, 0, above->group);
		check_relate(checker,
			     check_add(checker, rule, *above,
				       DIAG_ARGS(check_arg(checker, "value", above->value),
						 check_arg(checker, "other", found[i].value),
						 check_name(checker, "above",
							    by->as.reference.target))),
			     found[i]);
	}
}

/* What each decision comes to: its greatest limit, and whether somebody may go beyond it. */
struct ladder {
	const struct found *top;
	bool open;
};

void check_top_is_open(struct checker *checker, const struct rule *rule)
{
	size_t count, ladders = 0;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct ladder *items = ARENA_ARRAY(checker->arena, count, struct ladder);
	struct index index = INDEX_IN(checker->arena);

	for (size_t i = 0; i < count; i++) {
		bool is_new;
		size_t *at = index_at(&index, check_key(checker, rule, PARAM_SAME, found[i].group),
				      &is_new);
		struct ladder *ladder;
		if (is_new)
			*at = ladders++;
		ladder = &items[*at];
		if (!value_has(found[i].value))
			ladder->open = true;
		else if (!ladder->top || decimal_compare(found[i].value->as.number,
							 ladder->top->value->as.number) > 0)
			ladder->top = &found[i];
	}
	for (size_t i = 0; i < ladders; i++) {
		if (items[i].open || !items[i].top ||
		    value_has(check_beside(checker, rule, PARAM_OPEN, 0, items[i].top->group)))
			continue;
		check_add(checker, rule, *items[i].top,
			  DIAG_ARGS(check_arg(checker, "value", items[i].top->value)));
	}
}

static int from_compare(const void *a, const void *b)
{
	const struct step *left = a, *right = b;
	int order = slice_compare(left->key, right->key);

	if (!order)
		order = decimal_compare(left->at.value->as.number, right->at.value->as.number);
	return order ? order : left->place < right->place ? -1 : left->place > right->place;
}

void check_no_overlap(struct checker *checker, const struct rule *rule)
{
	size_t count, kept = 0;
	struct found *found = check_values(checker, rule, PARAM_FROM, 0, &count);
	struct step *steps = ARENA_ARRAY(checker->arena, count, struct step);

	for (size_t i = 0; i < count; i++) {
		if (value_has(found[i].value))
			steps[kept++] =
				(struct step){ check_key(checker, rule, PARAM_SAME, found[i].group),
					       0, i, found[i] };
	}
	if (kept > 1)
		qsort(steps, kept, sizeof(*steps), from_compare);
	for (size_t i = 1; i < kept; i++) {
		const struct value *end =
			check_beside(checker, rule, PARAM_TO, 0, steps[i - 1].at.group);
		if (!slice_equal(steps[i].key, steps[i - 1].key) || !value_has(end) ||
		    decimal_compare(end->as.number, steps[i].at.value->as.number) == 0)
			continue;
		check_relate(checker,
			     check_add(checker, rule, steps[i].at,
				       DIAG_ARGS(check_arg(checker, "value", steps[i].at.value),
						 check_arg(checker, "other", end),
						 check_name(checker, "before",
							    steps[i - 1].at.group))),
			     steps[i - 1].at);
	}
}

/* The place of a choice among those the rule names (or all of the field); 0: not among them. */
static size_t choice_place(const struct rule *rule, const struct value *value)
{
	const struct param *choices = rule->params[PARAM_CHOICES];

	if (!choices)
		return (size_t)(value->as.choice - value->field->choices) + 1;
	for (size_t i = 0; i < choices->count; i++) {
		if (slice_equal(choices->items[i], value->as.choice->key))
			return i + 1;
	}
	return 0;
}

void check_in_order(struct checker *checker, const struct rule *rule)
{
	size_t count, highest = 0, at = 0;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		size_t place = value_has(found[i].value) ? choice_place(rule, found[i].value) : 0;
		if (i == 0 || found[i].group->parent != found[i - 1].group->parent)
			highest = 0;
		if (place == 0)
			continue;
		if (place < highest) {
			check_relate(
				checker,
				check_add(checker, rule, found[i],
					  DIAG_ARGS(check_arg(checker, "value", found[i].value),
						    check_arg(checker, "before", found[at].value))),
				found[at]);
			return;
		}
		highest = place;
		at = i;
	}
}

static bool agrees(const struct value *a, const struct value *b)
{
	int order;

	return values_order(a, b, &order) && order == 0;
}

/* A finding, unless one of the records with this key says the same figure. */
static void twins_check(struct checker *checker, const struct rule *rule, struct found at,
			const struct found *others, size_t first, const size_t *next)
{
	for (size_t i = first; i > 0; i = next[i - 1]) {
		if (agrees(at.value, others[i - 1].value))
			return;
	}
	check_relate(checker,
		     check_add(checker, rule, at,
			       DIAG_ARGS(check_arg(checker, "value", at.value),
					 check_arg(checker, "other", others[first - 1].value),
					 check_name(checker, "other_record",
						    others[first - 1].group))),
		     others[first - 1]);
}

void check_same_by_key(struct checker *checker, const struct rule *rule)
{
	size_t count, others;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct found *other = check_all(checker, rule, PARAM_WITH, 0, &others);
	bool own = rule->params[PARAM_FIELDS]->fields[0] == rule->params[PARAM_WITH]->fields[0];
	size_t *next = ARENA_ARRAY(checker->arena, others, size_t); /* place + 1 of the next twin */
	struct index index = INDEX_IN(checker->arena);
	bool is_new;

	for (size_t i = 0; i < others && !own; i++) {
		size_t *first;
		if (!value_has(other[i].value))
			continue;
		first = index_at(&index, check_key(checker, rule, PARAM_WITH_KEYS, other[i].group),
				 &is_new);
		next[i] = *first;
		*first = i + 1;
	}
	for (size_t i = 0; i < count; i++) {
		struct slice key = check_key(checker, rule, PARAM_KEYS, found[i].group);
		size_t *first;
		if (!value_has(found[i].value))
			continue;
		first = index_at(&index, key, &is_new);
		if (*first > 0)
			twins_check(checker, rule, found[i], own ? found : other, *first, next);
		else if (own)
			*first = i + 1;
	}
}

/* The longest of all limits on one clock; NULL when none is on it. */
static const struct value *longest(struct checker *checker, const struct rule *rule,
				   enum duration_clock clock)
{
	const struct value *best = NULL;

	for (size_t p = 0; p < rule->params[PARAM_LIMIT]->count; p++) {
		size_t count;
		struct found *found = check_all(checker, rule, PARAM_LIMIT, p, &count);
		for (size_t i = 0; i < count; i++) {
			const struct value *value = found[i].value;
			if (value_has(value) && duration_clock(&value->as.duration) == clock &&
			    (!best || duration_seconds(&value->as.duration) >
					      duration_seconds(&best->as.duration)))
				best = value;
		}
	}
	return best;
}

void check_within_longest(struct checker *checker, const struct rule *rule)
{
	const struct value *limit = NULL;
	size_t clocks = 0;
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (int clock = 0; clock < CLOCK_COUNT; clock++) {
		const struct value *one = longest(checker, rule, (enum duration_clock)clock);
		clocks += one != NULL;
		limit = one ? one : limit;
	}
	if (clocks != 1)
		return; /* a promise on the other clock may be longer */

	for (size_t i = 0; i < count; i++) {
		const struct value *value = found[i].value;
		int order;
		if (!value_has(value) ||
		    !duration_order(&value->as.duration, &limit->as.duration, &order) || order <= 0)
			continue;
		check_add(checker, rule, found[i],
			  DIAG_ARGS(check_arg(checker, "value", value),
				    check_arg(checker, "limit", limit)));
	}
}
