/* Rules about dates: their order, the plan's period, today, and lengths in months. */
#include "rules/check.h"

int64_t check_months(struct date from, struct date to)
{
	struct date next = date_from_days(date_days(to) + 1);
	int64_t months = (next.year - from.year) * 12 + next.month - from.month;
	int days = next.day - from.day;

	return months + (days >= 15) - (days <= -15);
}

void check_not_before(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct pair *pairs = check_pairs(checker, rule, PARAM_THEN, PARAM_FIRST, &count);

	for (size_t i = 0; i < count; i++) {
		int order = date_compare(pairs[i].at.value->as.date, pairs[i].other->as.date);
		if (order < 0 || (order == 0 && rule->params[PARAM_STRICT]))
			check_add_pair(checker, rule, &pairs[i]);
	}
}

static void period_check(struct checker *checker, const struct rule *rule, size_t path,
			 const struct value *from, const struct value *to)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, path, &count);

	for (size_t i = 0; i < count; i++) {
		if (!value_has(found[i].value) ||
		    (date_compare(found[i].value->as.date, from->as.date) >= 0 &&
		     date_compare(found[i].value->as.date, to->as.date) <= 0))
			continue;
		check_add(checker, rule, found[i],
			  DIAG_ARGS(check_arg(checker, "value", found[i].value),
				    check_arg(checker, "from", from),
				    check_arg(checker, "to", to)));
	}
}

void check_within_period(struct checker *checker, const struct rule *rule)
{
	const struct value *from = check_single(checker, rule, PARAM_FROM);
	const struct value *to = check_single(checker, rule, PARAM_TO);

	if (!from || !to || date_compare(from->as.date, to->as.date) > 0)
		return; /* an impossible period is a finding of its own */
	for (size_t i = 0; i < rule->params[PARAM_FIELDS]->count; i++)
		period_check(checker, rule, i, from, to);
}

/* Dates on the wrong side of today: sign -1 for those before it, 1 for those after. */
static void today_check(struct checker *checker, const struct rule *rule, int sign)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		if (value_has(found[i].value) &&
		    date_compare(found[i].value->as.date, checker->today) * sign > 0)
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value),
					    check_date(checker, "today", checker->today)));
	}
}

void check_not_past(struct checker *checker, const struct rule *rule)
{
	today_check(checker, rule, -1);
}

void check_not_future(struct checker *checker, const struct rule *rule)
{
	today_check(checker, rule, 1);
}

void check_stale(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		struct decimal age;
		if (!value_has(found[i].value))
			continue;
		if (found[i].value->field->type == TYPE_DATE)
			age = decimal_of(check_months(found[i].value->as.date, checker->today));
		else
			age = decimal_of((checker->today.year - found[i].value->as.number.digits) *
					 12);
		if (decimal_compare(age, rule->params[PARAM_MOST]->number) > 0)
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value),
					    check_figure(checker, "months", decimal_double(age)),
					    check_figure(checker, "most",
							 decimal_double(rule->params[PARAM_MOST]
										->number))));
	}
}

/* Is a length one the rule allows?  `of`, when given, states it. */
static bool months_fit(const struct rule *rule, struct decimal months, const struct value *of)
{
	return check_is_within(rule, months) &&
	       (!of || decimal_compare(months, of->as.number) == 0);
}

void check_months_between(struct checker *checker, const struct rule *rule)
{
	const struct value *first = check_single(checker, rule, PARAM_FIRST);
	const struct value *then = check_single(checker, rule, PARAM_THEN);
	bool states = rule->params[PARAM_OF] != NULL;
	size_t count;
	struct found *at = check_values(checker, rule, states ? PARAM_OF : PARAM_THEN, 0, &count);

	for (size_t i = 0; first && then && i < count; i++) {
		int64_t months = check_months(first->as.date, then->as.date);
		if (!value_has(at[i].value) || date_compare(first->as.date, then->as.date) > 0 ||
		    months_fit(rule, decimal_of(months), states ? at[i].value : NULL))
			continue;
		check_add(checker, rule, at[i],
			  DIAG_ARGS(check_figure(checker, "months", (double)months),
				    check_arg(checker, "value", at[i].value)));
	}
}

static int64_t months_allowed(const struct rule *rule, const struct value *cadence)
{
	for (size_t i = 0; i < rule->row_count; i++) {
		if (slice_equal(rule->rows[i].value, cadence->as.choice->key))
			return rule->rows[i].most.digits;
	}
	return 0;
}

void check_cadence(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	const struct value *from = check_single(checker, rule, PARAM_FROM);
	const struct value *by = check_single(checker, rule, PARAM_BY);

	for (size_t i = 0; by && i < count; i++) {
		/* Reviews are counted from the start, and once it has passed from today. */
		struct date start = from && date_compare(from->as.date, checker->today) > 0
					    ? from->as.date
					    : checker->today;
		int64_t months, most = months_allowed(rule, by);
		if (!value_has(found[i].value) || most == 0)
			continue;
		months = check_months(start, found[i].value->as.date);
		if (months > most)
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "cadence", by),
					    check_figure(checker, "months", (double)months)));
	}
}

/* The last of the days that count; false when none does. */
static bool last_day(struct checker *checker, const struct rule *rule, int64_t *days)
{
	size_t count;
	struct found *found = check_all(checker, rule, PARAM_OF, 0, &count);
	bool any = false;

	*days = 0;
	for (size_t i = 0; i < count; i++) {
		const struct value *counts =
			check_beside(checker, rule, PARAM_WHERE, 0, found[i].group);
		if (!value_has(found[i].value) || !value_has(counts) || !counts->as.boolean)
			continue;
		if (found[i].value->as.number.digits > *days)
			*days = found[i].value->as.number.digits;
		any = true;
	}
	return any;
}

void check_lead_time(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *then = check_values(checker, rule, PARAM_THEN, 0, &count);
	const struct param *grace = rule->params[PARAM_MOST];
	int64_t days;

	if (count == 0 || !last_day(checker, rule, &days))
		return;
	for (size_t i = 0; i < count; i++) {
		const struct value *first =
			check_beside(checker, rule, PARAM_FIRST, 0, then[i].group);
		struct date ready;
		if (!value_has(then[i].value) || !value_has(first))
			continue;
		ready = date_from_days(date_days(first->as.date) + days);
		if (date_days(then[i].value->as.date) + (grace ? grace->number.digits : 0) >=
		    date_days(ready))
			continue;
		check_add(checker, rule, then[i],
			  DIAG_ARGS(check_arg(checker, "then", then[i].value),
				    check_arg(checker, "first", first),
				    check_date(checker, "ready", ready)));
	}
}
