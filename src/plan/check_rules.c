/* The template's rules: choosing the function of a kind, and what all of them share. */
#include "base/arena.h"
#include "base/buf.h"
#include "plan/check.h"

enum { ARGS_MAX = 12 };

struct diag_arg check_arg(struct checker *checker, const char *name, const struct value *value)
{
	return diag_text2(name, value_words(checker->arena, checker->plan, value));
}

struct finding *check_add(struct checker *checker, const struct rule *rule, struct found at,
			  const struct diag_arg *args, size_t arg_count)
{
	struct diag_arg all[ARGS_MAX];
	struct text2 record = at.group->field->label;
	struct span span = value_has(at.value) && at.value->span.file ? at.value->span : at.group->span;
	size_t count = 0;

	if (at.group->field->type == TYPE_RECORDS)
		record = record_name(checker->arena, at.group);
	all[count++] = diag_text2("field", at.value->field->label);
	all[count++] = diag_text2("record", record);
	for (size_t i = 0; i < arg_count && count < ARGS_MAX; i++)
		all[count++] = args[i];
	return diag_add_rule(checker->report, &rule->words, span,
			     value_path(checker->arena, at.group, at.value->field), all, count);
}

static bool is_for_kind(const struct checker *checker, const struct rule *rule)
{
	struct slice kind = checker->plan->t->kinds[checker->plan->kind].key;

	for (size_t i = 0; i < rule->kind_count; i++) {
		if (slice_equal(rule->kinds[i], kind))
			return true;
	}
	return rule->kind_count == 0;
}

void check_rule(struct checker *checker, const struct rule *rule)
{
	if (!is_for_kind(checker, rule))
		return;
	switch (rule->kind) {
	case RULE_NOT_BEFORE: check_not_before(checker, rule); break;
	case RULE_WITHIN_PERIOD: check_within_period(checker, rule); break;
	case RULE_NOT_PAST: check_not_past(checker, rule); break;
	case RULE_SUM_AT_MOST: check_sum_at_most(checker, rule); break;
	case RULE_SUM_OF: check_sum_of(checker, rule); break;
	case RULE_PRODUCT_OF: check_product_of(checker, rule); break;
	case RULE_ACYCLIC: check_acyclic(checker, rule); break;
	case RULE_USES_ALL: check_uses_all(checker, rule); break;
	case RULE_DISTINCT: check_distinct(checker, rule); break;
	case RULE_REQUIRES: check_requires(checker, rule); break;
	case RULE_AT_LEAST_ONE: check_at_least_one(checker, rule); break;
	case RULE_DIFFERS: check_differs(checker, rule); break;
	case RULE_COUNT: break;
	}
}
