/* Rules about numbers: sums, totals and products.  All of it exact. */
#include "base/arena.h"
#include "plan/check.h"

/* A number as messages show it, in the words of a field's type. */
static struct diag_arg number_arg(struct checker *checker, const char *name, const struct field *field,
				  struct decimal number)
{
	struct value value = { .field = field, .state = VALUE_COMPUTED, .as.number = number };

	return check_arg(checker, name, &value);
}

/* The sum of all that is given; false when there is none or it is too large to count. */
static bool values_sum(const struct found *found, size_t count, struct decimal *sum, size_t *last)
{
	bool any = false;

	*sum = decimal_of(0);
	for (size_t i = 0; i < count; i++) {
		if (!value_has(found[i].value))
			continue;
		if (!decimal_add(*sum, found[i].value->as.number, sum))
			return false;
		*last = i;
		any = true;
	}
	return any;
}

/* A sum that lacks an amount is not yet to be compared. */
static bool has_unreadable(const struct found *found, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (found[i].value->state == VALUE_INVALID)
			return true;
	}
	return false;
}

void check_sum_at_most(struct checker *checker, const struct rule *rule)
{
	size_t count, limits = 0, last = 0;
	struct found *found = plan_values(checker->arena, checker->plan, rule->fields[0], &count);
	struct found *limit = NULL;
	struct decimal sum, most = rule->most;
	struct finding *finding;

	if (rule->limit.len > 0) {
		limit = plan_values(checker->arena, checker->plan, rule->limit, &limits);
		if (limits == 0 || !value_has(limit[0].value))
			return;
		most = limit[0].value->as.number;
	}
	if (!values_sum(found, count, &sum, &last) || decimal_compare(sum, most) <= 0)
		return;
	finding = check_add(checker, rule, limit ? limit[0] : found[last],
			    DIAG_ARGS(number_arg(checker, "sum", found[last].value->field, sum),
				      number_arg(checker, "limit", found[last].value->field, most)));
	if (limit)
		finding_relate(checker->report, finding, found[last].value->span.file ?
			       found[last].value->span : found[last].group->span,
			       found[last].value->field->label);
}

void check_sum_of(struct checker *checker, const struct rule *rule)
{
	size_t totals, count, last = 0;
	struct found *total = plan_values(checker->arena, checker->plan, rule->fields[0], &totals);

	for (size_t i = 0; i < totals; i++) {
		const struct field *field = total[i].value->field;
		struct found *found = plan_values(checker->arena, checker->plan, field->sum_of, &count);
		struct decimal sum;
		if (total[i].value->state != VALUE_GIVEN || has_unreadable(found, count) ||
		    !values_sum(found, count, &sum, &last) ||
		    decimal_compare(sum, total[i].value->as.number) == 0)
			continue;
		check_add(checker, rule, total[i],
			  DIAG_ARGS(check_arg(checker, "value", total[i].value),
				    number_arg(checker, "sum", field, sum)));
	}
}

static bool product(const struct group *group, const struct field *field, struct decimal *result)
{
	*result = decimal_of(1);
	for (size_t i = 0; i < field->product_count; i++) {
		const struct value *factor = group_value(group, field->product_of[i]);
		if (!value_has(factor) || !decimal_multiply(*result, factor->as.number, result))
			return false;
	}
	return field->product_count > 0;
}

void check_product_of(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = plan_values(checker->arena, checker->plan, rule->fields[0], &count);

	for (size_t i = 0; i < count; i++) {
		struct decimal result;
		if (found[i].value->state != VALUE_GIVEN ||
		    !product(found[i].group, found[i].value->field, &result) ||
		    decimal_compare(result, found[i].value->as.number) == 0)
			continue;
		check_add(checker, rule, found[i],
			  DIAG_ARGS(check_arg(checker, "value", found[i].value),
				    number_arg(checker, "product", found[i].value->field, result)));
	}
}
