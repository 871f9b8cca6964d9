/* Rules about sums: limits, totals, products, and sums that must agree.  All of it exact. */
#include "base/arena.h"
#include "base/vec.h"
#include "rules/check.h"

/* Running sums by key. */
struct tally {
	struct decimal sum;
	size_t count, last;
	const struct group *target;
};

struct tallies {
	struct index index;
	struct tally *items;
	size_t count;
};

static struct tallies tallies_for(struct checker *checker, size_t most)
{
	return (struct tallies){ INDEX_IN(checker->arena),
				 ARENA_ARRAY(checker->arena, most, struct tally), 0 };
}

static struct tally *tally_at(struct tallies *tallies, struct slice key)
{
	bool is_new;
	size_t *at = index_at(&tallies->index, key, &is_new);

	if (is_new)
		*at = tallies->count++;
	return &tallies->items[*at];
}

static const struct tally *tally_get(const struct tallies *tallies, struct slice key)
{
	const size_t *at = index_get(&tallies->index, key);

	return at ? &tallies->items[*at] : NULL;
}

static void tally_add(struct tally *tally, struct decimal number, size_t last)
{
	decimal_add(tally->sum, number, &tally->sum);
	tally->count++;
	tally->last = last;
}

static void sums_by_key(struct checker *checker, const struct rule *rule, const struct found *found,
			size_t count)
{
	struct tallies tallies = tallies_for(checker, count);
	struct decimal most = rule->params[PARAM_MOST]->number;

	for (size_t i = 0; i < count; i++) {
		const struct value *by = check_beside(checker, rule, PARAM_BY, 0, found[i].group);
		if (value_has(found[i].value) && value_has(by))
			tally_add(tally_at(&tallies, check_folded(checker, by)),
				  found[i].value->as.number, i);
	}
	for (size_t i = 0; i < tallies.count; i++) {
		const struct tally *tally = &tallies.items[i];
		const struct found *at = &found[tally->last];
		if (tally->count > 1 && decimal_compare(tally->sum, most) > 0)
			check_add(checker, rule, *at,
				  DIAG_ARGS(check_number(checker, "sum", at->value->field,
							 tally->sum),
					    check_number(checker, "limit", at->value->field,
							 most)));
	}
}

void check_sum_at_most(struct checker *checker, const struct rule *rule)
{
	size_t count, limits, last = 0;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct found *limit = check_all(checker, rule, PARAM_LIMIT, 0, &limits);
	struct decimal sum, most;
	struct finding *finding;

	if (rule->params[PARAM_BY] && rule->params[PARAM_MOST]) {
		sums_by_key(checker, rule, found, count);
		return;
	}
	if (limit ? !value_has(limit[0].value) : !rule->params[PARAM_MOST])
		return;
	most = limit ? limit[0].value->as.number : rule->params[PARAM_MOST]->number;
	if (!found_sum(found, count, &sum, &last) || decimal_compare(sum, most) <= 0)
		return;
	finding = check_add(checker, rule, limit ? limit[0] : found[last],
			    DIAG_ARGS(check_number(checker, "sum", found[last].value->field, sum),
				      check_number(checker, "limit", found[last].value->field,
						   most)));
	if (limit)
		check_relate(checker, finding, found[last]);
}

void check_sum_is(struct checker *checker, const struct rule *rule)
{
	size_t count, last = 0;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct decimal sum, most = rule->params[PARAM_MOST]->number;

	for (size_t i = 0; i < count; i++) {
		if (!value_has(found[i].value))
			return; /* only where every record gives its share */
	}
	if (found_sum(found, count, &sum, &last) && decimal_compare(sum, most) != 0)
		check_add(checker, rule, found[last],
			  DIAG_ARGS(check_number(checker, "sum", found[last].value->field, sum),
				    check_number(checker, "limit", found[last].value->field,
						 most)));
}

void check_sum_of(struct checker *checker, const struct rule *rule)
{
	size_t totals, count, last = 0;
	struct found *total = check_values(checker, rule, PARAM_FIELDS, 0, &totals);

	for (size_t i = 0; i < totals; i++) {
		const struct field *field = total[i].value->field;
		struct found *found =
			plan_values(checker->arena, checker->plan, field->sum_of, &count);
		struct decimal sum;
		if (total[i].value->state != VALUE_GIVEN || !found_sum(found, count, &sum, &last) ||
		    decimal_compare(sum, total[i].value->as.number) == 0)
			continue;
		check_add(checker, rule, total[i],
			  DIAG_ARGS(check_arg(checker, "value", total[i].value),
				    check_number(checker, "sum", field, sum)));
	}
}

void check_product_of(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		struct decimal result;
		const struct field *field = found[i].value->field;
		if (found[i].value->state != VALUE_GIVEN ||
		    !group_product(found[i].group, field, &result) ||
		    decimal_compare(result, found[i].value->as.number) == 0)
			continue;
		check_add(checker, rule, found[i],
			  DIAG_ARGS(check_arg(checker, "value", found[i].value),
				    check_number(checker, "product", field, result)));
	}
}

/* Keeps only the values whose record has one of the wanted choices. */
static size_t where_choice(struct checker *checker, const struct rule *rule, struct found *found,
			   size_t count)
{
	size_t kept = 0;

	if (!rule->params[PARAM_WHERE])
		return count;
	for (size_t i = 0; i < count; i++) {
		if (check_is(check_beside(checker, rule, PARAM_WHERE, 0, found[i].group),
			     rule->params[PARAM_CHOICES]))
			found[kept++] = found[i];
	}
	return kept;
}

/* Sums of the records that refer to each target, against what the target itself says. */
static void reconcile_each(struct checker *checker, const struct rule *rule,
			   const struct found *found, size_t count)
{
	struct tallies tallies = tallies_for(checker, count);
	size_t index = rule->params[PARAM_WITH]->fields[0]->index;

	for (size_t i = 0; i < count; i++) {
		const struct value *via = check_beside(checker, rule, PARAM_VIA, 0, found[i].group);
		struct tally *tally;
		if (!value_has(found[i].value) || !value_has(via) || !via->as.reference.target)
			continue;
		tally = tally_at(&tallies, check_record_key(checker, via->as.reference.target));
		tally->target = via->as.reference.target;
		tally_add(tally, found[i].value->as.number, i);
	}
	for (size_t i = 0; i < tallies.count; i++) {
		const struct tally *tally = &tallies.items[i];
		struct found at = { tally->target, &tally->target->values[index] };
		int order;
		if (!value_has(at.value))
			continue;
		order = decimal_compare(tally->sum, at.value->as.number);
		if (order == 0 || (order < 0 && rule->params[PARAM_AT_MOST]))
			continue;
		check_relate(checker,
			     check_add(checker, rule, at,
				       DIAG_ARGS(check_number(checker, "sum", at.value->field,
							      tally->sum),
						 check_arg(checker, "other", at.value))),
			     found[tally->last]);
	}
}

/* The values of all the paths, one path after the other. */
static struct found *all_fields(struct checker *checker, const struct rule *rule, size_t *count)
{
	VEC(struct found) all = { NULL, 0, 0 };

	for (size_t f = 0; f < rule->params[PARAM_FIELDS]->count; f++) {
		size_t some;
		struct found *found = check_values(checker, rule, PARAM_FIELDS, f, &some);
		for (size_t i = 0; i < some; i++)
			*vec_push(checker->arena, &all) = found[i];
	}
	*count = all.len;
	return all.items;
}

void check_reconciles(struct checker *checker, const struct rule *rule)
{
	size_t count, others, last = 0, other_last = 0;
	struct found *found = all_fields(checker, rule, &count);
	struct found *other = check_all(checker, rule, PARAM_WITH, 0, &others);
	struct decimal sum, other_sum;
	bool whole = !rule->params[PARAM_AT_MOST];
	int order;

	if (rule->params[PARAM_VIA]) {
		reconcile_each(checker, rule, found, count);
		return;
	}
	if (!found || !other)
		return;
	others = where_choice(checker, rule, other, others);
	for (size_t i = 0; i < count; i++)
		whole = whole && value_has(found[i].value);
	if (!found_sum(found, count, &sum, &last) ||
	    !found_sum(other, others, &other_sum, &other_last))
		return;
	order = decimal_compare(sum, other_sum);
	if (order == 0 || (order < 0 && !whole))
		return; /* what has no sum of its own may account for the rest */
	check_relate(checker,
		     check_add(checker, rule, other[other_last],
			       DIAG_ARGS(check_number(checker, "sum", found[last].value->field,
						      sum),
					 check_number(checker, "other", found[last].value->field,
						      other_sum))),
		     found[last]);
}

/* Sums a number of other records by the record they refer to. */
static struct tallies gaps_of(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_all(checker, rule, PARAM_GAPS, 0, &count);
	struct tallies gaps = tallies_for(checker, count);

	for (size_t i = 0; i < count; i++) {
		const struct value *of =
			check_beside(checker, rule, PARAM_GAP_OF, 0, found[i].group);
		if (value_has(found[i].value) && value_has(of) && of->as.reference.target)
			tally_add(tally_at(&gaps,
					   check_record_key(checker, of->as.reference.target)),
				  found[i].value->as.number, i);
	}
	return gaps;
}

static struct decimal gap_at(struct checker *checker, const struct tallies *gaps,
			     const struct group *record)
{
	const struct tally *tally = tally_get(gaps, check_record_key(checker, record));

	return tally ? tally->sum : decimal_of(0);
}

/* People may be counted by head or by the share of full time they work: both are kept. */
struct filled {
	struct tallies heads, shares;
	size_t people;
};

static struct filled filled_of(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_all(checker, rule, PARAM_BY, 0, &count);
	struct filled filled = { tallies_for(checker, count), tallies_for(checker, count), count };

	for (size_t i = 0; i < count; i++) {
		const struct value *share =
			check_beside(checker, rule, PARAM_SHARE, 0, found[i].group);
		struct slice key;
		if (!value_has(found[i].value) || !found[i].value->as.reference.target)
			continue;
		key = check_record_key(checker, found[i].value->as.reference.target);
		tally_add(tally_at(&filled.heads, key), decimal_of(1), i);
		tally_add(tally_at(&filled.shares, key),
			  value_has(share) ? share->as.number : decimal_of(1), i);
	}
	return filled;
}

void check_balance(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct filled filled = filled_of(checker, rule);
	struct tallies gaps = gaps_of(checker, rule);

	for (size_t i = 0; i < count && filled.people > 0; i++) {
		struct decimal gap = gap_at(checker, &gaps, found[i].group);
		struct decimal heads = gap_at(checker, &filled.heads, found[i].group);
		struct decimal shares = gap_at(checker, &filled.shares, found[i].group);
		struct decimal most, least;
		if (!value_has(found[i].value) || !decimal_add(heads, gap, &most) ||
		    !decimal_add(shares, gap, &least) ||
		    decimal_compare(most, found[i].value->as.number) *
				    decimal_compare(least, found[i].value->as.number) <=
			    0)
			continue; /* between heads and shares: people count either way */
		check_add(checker, rule, found[i],
			  DIAG_ARGS(check_arg(checker, "value", found[i].value),
				    check_figure(checker, "filled", decimal_double(heads)),
				    check_figure(checker, "gap", decimal_double(gap))));
	}
}

void check_filled(struct checker *checker, const struct rule *rule)
{
	struct tallies gaps = gaps_of(checker, rule);

	for (size_t p = 0; p < rule->params[PARAM_FIELDS]->count; p++) {
		size_t count;
		struct found *found = check_values(checker, rule, PARAM_FIELDS, p, &count);
		for (size_t i = 0; i < count; i++) {
			const struct group *role = value_has(found[i].value)
							   ? found[i].value->as.reference.target
							   : NULL;
			const struct value *people =
				role ? &role->values[rule->params[PARAM_PEOPLE]->fields[0]->index]
				     : NULL;
			if (!value_has(people) ||
			    decimal_compare(people->as.number, gap_at(checker, &gaps, role)) > 0)
				continue;
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_name(checker, "value", role)));
		}
	}
}

void check_per_head(struct checker *checker, const struct rule *rule)
{
	size_t count, heads, openings, last = 0, ignored;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct found *people = check_all(checker, rule, PARAM_PEOPLE, 0, &heads);
	struct found *gaps = check_all(checker, rule, PARAM_GAPS, 0, &openings);
	const struct value *from = check_single(checker, rule, PARAM_FROM);
	const struct value *to = check_single(checker, rule, PARAM_TO);
	struct decimal sum, head, gap, needed;
	int64_t months;

	count = where_choice(checker, rule, found, count);
	if (!from || !to || !found_sum(found, count, &sum, &last) ||
	    !check_has_word(rule->params[PARAM_CURRENCY],
			    slice_of(checker->plan->currency->code)) ||
	    !found_sum(people, heads, &head, &ignored))
		return;
	if (found_sum(gaps, openings, &gap, &ignored)) {
		gap.digits = -gap.digits;
		decimal_add(head, gap, &head);
	}
	months = check_months(from->as.date, to->as.date);
	if (!decimal_multiply(head, decimal_of(months), &needed) ||
	    !decimal_multiply(needed, rule->params[PARAM_LEAST]->number, &needed) ||
	    decimal_compare(sum, needed) >= 0)
		return;
	check_add(checker, rule, found[last],
		  DIAG_ARGS(check_number(checker, "sum", found[last].value->field, sum),
			    check_figure(checker, "people", decimal_double(head)),
			    check_figure(checker, "months", (double)months),
			    check_number(checker, "least", found[last].value->field, needed)));
}

void check_capacity(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	size_t weight = rule->params[PARAM_WEIGHT]->fields[0]->index;

	for (size_t i = 0; i < count; i++) {
		const struct value *by = check_beside(checker, rule, PARAM_BY, 0, found[i].group);
		struct decimal sum = decimal_of(0);
		for (size_t j = 0; value_has(by) && j < by->as.list.count; j++) {
			const struct group *target = by->as.list.items[j].target;
			if (target && value_has(&target->values[weight]))
				decimal_add(sum, target->values[weight].as.number, &sum);
		}
		if (value_has(found[i].value) &&
		    decimal_compare(sum, found[i].value->as.number) > 0)
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value),
					    check_figure(checker, "sum", decimal_double(sum))));
	}
}
