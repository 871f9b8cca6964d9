/* Rules about dates: their order, the plan's period, and today. */
#include "plan/check.h"

static const struct value *date_at(struct checker *checker, struct slice path)
{
	size_t count;
	struct found *found = plan_values(checker->arena, checker->plan, path, &count);

	return count > 0 && value_has(found[0].value) ? found[0].value : NULL;
}

static void order_check(struct checker *checker, const struct rule *rule, const struct value *first,
			struct found then)
{
	struct finding *finding;
	int order = date_compare(then.value->as.date, first->as.date);

	if (order > 0 || (order == 0 && !rule->strict))
		return;
	finding = check_add(checker, rule, then,
			    DIAG_ARGS(check_arg(checker, "first", first),
				      check_arg(checker, "then", then.value)));
	finding_relate(checker->report, finding, first->span, first->field->label);
}

void check_not_before(struct checker *checker, const struct rule *rule)
{
	size_t count, firsts;
	struct found *then = plan_values(checker->arena, checker->plan, rule->then, &count);
	struct found *first = plan_values(checker->arena, checker->plan, rule->first, &firsts);

	for (size_t i = 0; i < count; i++) {
		/* Two fields of the same record are compared with each other. */
		bool paired = i < firsts && first[i].group == then[i].group;
		const struct value *before = paired ? first[i].value : firsts > 0 ? first[0].value : NULL;
		if (value_has(then[i].value) && value_has(before))
			order_check(checker, rule, before, then[i]);
	}
}

void check_within_period(struct checker *checker, const struct rule *rule)
{
	const struct value *from = date_at(checker, rule->from);
	const struct value *to = date_at(checker, rule->to);

	if (!from || !to || date_compare(from->as.date, to->as.date) > 0)
		return; /* an impossible period is a finding of its own */
	for (size_t f = 0; f < rule->field_count; f++) {
		size_t count;
		struct found *found = plan_values(checker->arena, checker->plan, rule->fields[f], &count);
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
}

void check_not_past(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = plan_values(checker->arena, checker->plan, rule->fields[0], &count);

	for (size_t i = 0; i < count; i++) {
		if (value_has(found[i].value) &&
		    date_compare(found[i].value->as.date, checker->today) < 0)
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value)));
	}
}
