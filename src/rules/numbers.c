/* Rules about single numbers: their range, goals against baselines, funnels, samples. */
#include <math.h>

#include "base/utf8.h"
#include "rules/check.h"

static const struct rule_row *row_for(struct checker *checker, const struct rule *rule,
				      const struct group *record)
{
	const struct value *by = check_beside(checker, rule, PARAM_BY, 0, record);
	const struct value *unit = check_beside(checker, rule, PARAM_UNIT, 0, record);
	struct slice text = value_has(unit) ? check_folded(checker, unit) : SLICE("");

	for (size_t i = 0; i < rule->row_count; i++) {
		const struct rule_row *row = &rule->rows[i];
		if (row->value.len > 0 &&
		    (!value_has(by) || !slice_equal(by->as.choice->key, row->value)))
			continue;
		if (row->unit.len == 0 || slice_find(text, row->unit, 0) < text.len)
			return row;
	}
	return NULL;
}

static void range_check(struct checker *checker, const struct rule *rule, struct found at)
{
	const struct rule_row *row = value_has(at.value) ? row_for(checker, rule, at.group) : NULL;

	if (!row || ((!row->has_least || decimal_compare(at.value->as.number, row->least) >= 0) &&
		     (!row->has_most || decimal_compare(at.value->as.number, row->most) <= 0)))
		return;
	check_add(checker, rule, at,
		  DIAG_ARGS(check_arg(checker, "value", at.value),
			    check_figure(checker, "least", decimal_double(row->least)),
			    check_figure(checker, "most", decimal_double(row->most))));
}

void check_range(struct checker *checker, const struct rule *rule)
{
	for (size_t p = 0; p < rule->params[PARAM_FIELDS]->count; p++) {
		size_t count;
		struct found *found = check_values(checker, rule, PARAM_FIELDS, p, &count);
		for (size_t i = 0; i < count; i++)
			range_check(checker, rule, found[i]);
	}
}

void check_better_than(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct pair *pairs = check_pairs(checker, rule, PARAM_FIELDS, PARAM_BASELINE, &count);

	for (size_t i = 0; i < count; i++) {
		const struct value *target = pairs[i].at.value, *baseline = pairs[i].other;
		const struct value *direction =
			check_beside(checker, rule, PARAM_DIRECTION, 0, pairs[i].at.group);
		int order = decimal_compare(target->as.number, baseline->as.number);
		if (check_is(direction, rule->params[PARAM_UP])     ? order > 0
		    : check_is(direction, rule->params[PARAM_DOWN]) ? order < 0
								    : true)
			continue;
		check_add(checker, rule, pairs[i].at,
			  DIAG_ARGS(check_arg(checker, "value", target),
				    check_arg(checker, "baseline", baseline),
				    check_arg(checker, "direction", direction)));
	}
}

void check_jump(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	double most = decimal_double(rule->params[PARAM_MOST]->number);
	const struct param *words = rule->params[PARAM_WORDS];

	for (size_t i = 0; i < count; i++) {
		const struct group *record = found[i].group;
		const struct value *baseline =
			check_beside(checker, rule, PARAM_BASELINE, 0, record);
		const struct value *from = check_beside(checker, rule, PARAM_FROM, 0, record);
		const struct value *to = check_beside(checker, rule, PARAM_TO, 0, record);
		const struct value *unit = check_beside(checker, rule, PARAM_UNIT, 0, record);
		double step, months;
		if (!value_has(found[i].value) || !value_has(baseline) || !value_has(from) ||
		    !value_has(to))
			continue;
		if (words &&
		    !(value_has(unit) && check_holds_any(checker, check_folded(checker, unit),
							 words->items, words->count)))
			continue;
		step = fabs(decimal_double(found[i].value->as.number) -
			    decimal_double(baseline->as.number));
		months = (double)check_months(from->as.date, to->as.date);
		if (step > most * (months < 1 ? 1 : months))
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_figure(checker, "points", step),
					    check_figure(checker, "months", months)));
	}
}

void check_chained(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 1; i < count; i++) {
		const struct value *before = found[i - 1].value;
		const struct value *base = check_beside(checker, rule, PARAM_OF, 0, found[i].group);
		if (found[i].group->parent != found[i - 1].group->parent || !value_has(before) ||
		    !value_has(base) || decimal_compare(before->as.number, base->as.number) == 0)
			continue;
		check_relate(checker,
			     check_add(checker, rule,
				       (struct found){
					       found[i].group,
					       &found[i].group->values[base->field->index] },
				       DIAG_ARGS(check_arg(checker, "value", base),
						 check_arg(checker, "before", before))),
			     found[i - 1]);
	}
}

void check_sample(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		double size =
			value_has(found[i].value) ? decimal_double(found[i].value->as.number) : 0;
		if (size <= 0 || decimal_compare(found[i].value->as.number,
						 rule->params[PARAM_LEAST]->number) >= 0)
			continue;
		check_add(checker, rule, found[i],
			  DIAG_ARGS(check_arg(checker, "value", found[i].value),
				    check_figure(checker, "margin",
						 floor(100 / sqrt(size) + 0.5))));
	}
}
