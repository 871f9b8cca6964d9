/* Checks a bound plan: what is missing, what is still a placeholder, and the template's rules. */
#include "rules/check.h"

#include "base/arena.h"
#include "base/buf.h"
#include "plan/seal.h"
#include "rules/rules.h"

static void group_check(struct checker *checker, const struct group *group, bool demand);

static bool demands(const struct checker *checker, const struct field *field)
{
	if (field->need[checker->plan->kind] == NEED_REQUIRED)
		return true;
	for (size_t i = 0; field->type == TYPE_TABLE && i < field->field_count; i++) {
		if (field->fields[i]->need[checker->plan->kind] == NEED_REQUIRED)
			return true;
	}
	return false;
}

/* Reported where it was left empty, or else at the table that should hold it. */
static void missing_add(struct checker *checker, const struct group *group,
			const struct value *value)
{
	const struct field *field = value->field;
	bool required = value_need(checker->plan, group, field) == NEED_REQUIRED;

	diag_add(checker->report, required ? DIAG_MISSING : DIAG_RECOMMENDED,
		 value->node ? value->span : group->span, value_path(checker->arena, group, field),
		 DIAG_ARGS(diag_text2("field", field->label), diag_text("key", field->key),
			   diag_text2("guide", field->guide)));
}

static void section_missing(struct checker *checker, const struct group *group,
			    const struct field *field)
{
	diag_add(checker->report, DIAG_MISSING_SECTION, group->span, field->key,
		 DIAG_ARGS(diag_text2("section", field->label), diag_text("key", field->key)));
}

static void absent_check(struct checker *checker, const struct group *group,
			 const struct value *value)
{
	const struct field *field = value->field;
	enum need need = value_need(checker->plan, group, field);

	if (value->state == VALUE_INVALID)
		return;
	if (field_is_section(field)) {
		if (demands(checker, field))
			section_missing(checker, group, field);
	} else if (need != NEED_OPTIONAL) {
		missing_add(checker, group, value);
	}
}

static void value_check(struct checker *checker, const struct group *group,
			const struct value *value, bool demand)
{
	if (!value_has(value)) {
		if (demand)
			absent_check(checker, group, value);
		return;
	}
	if (value->field->type == TYPE_TABLE && value->as.group)
		group_check(checker, value->as.group, demand);
	for (size_t i = 0; value->field->type == TYPE_RECORDS && i < value->as.records.count; i++)
		group_check(checker, value->as.records.items[i], demand);
	if (value->state == VALUE_GIVEN)
		check_placeholders(checker, group, value);
}

static void group_check(struct checker *checker, const struct group *group, bool demand)
{
	demand = demand && text2_is_empty(&group->waived);
	for (size_t i = 0; i < group->field->field_count; i++)
		value_check(checker, group, &group->values[i], demand);
}

static void language_check(struct checker *checker)
{
	const struct plan *plan = checker->plan;

	if (node_get(plan->root->node, SLICE("language")))
		return;
	diag_add(checker->report, DIAG_MISSING, plan->root->span, SLICE("language"),
		 DIAG_ARGS(diag_text2("field", TEXT2("Ngôn ngữ", "Language")),
			   diag_text("key", SLICE("language")),
			   diag_text2("guide",
				      TEXT2("ghi language = \"vi\" hoặc \"en\" ở đầu tệp",
					    "write language = \"vi\" or \"en\" at the top"))));
}

/* That a field is recommended need not be said where a rule already asks for it. */
static void recommended_drop(struct checker *checker, size_t first)
{
	struct report *report = checker->report;
	size_t kept = first;

	for (size_t i = first; i < report->count; i++) {
		const struct finding *finding = &report->findings[i];
		if (!slice_is(finding->rule, diag_name(DIAG_RECOMMENDED)) ||
		    !index_get(&checker->told, finding->path))
			report->findings[kept++] = *finding;
	}
	report->count = kept;
}

void plan_check(struct arena *arena, struct report *report, const struct plan *plan,
		struct date today)
{
	struct checker checker = { arena, report, plan, today, INDEX_IN(arena) };
	size_t first = report->count;

	language_check(&checker);
	plan_check_seal(arena, report, plan);
	group_check(&checker, plan->root, true);
	for (size_t i = 0; i < plan->t->rule_count; i++)
		check_rule(&checker, &plan->t->rules[i]);
	recommended_drop(&checker, first);
}
