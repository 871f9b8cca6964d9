/* Rules about what is given: choices that are used, fields that go together, numbers of records. */
#include "base/arena.h"
#include "rules/check.h"

static bool uses(const struct value *value, const struct choice *choice)
{
	if (!value_has(value))
		return false;
	if (value->field->type == TYPE_CHOICE)
		return value->as.choice == choice;
	for (size_t i = 0; value->field->type == TYPE_LIST && i < value->as.list.count; i++) {
		if (value->as.list.items[i].choice == choice)
			return true;
	}
	return false;
}

static bool is_used(const struct found *found, size_t count, const struct choice *choice)
{
	for (size_t i = 0; i < count; i++) {
		if (uses(found[i].value, choice))
			return true;
	}
	return false;
}

void check_uses_all(struct checker *checker, const struct rule *rule)
{
	size_t all, count;
	struct found *found;
	const struct field *field = rule->params[PARAM_FIELDS]->fields[0];
	const struct param *choices = rule->params[PARAM_CHOICES];
	struct words missing = words_in(checker->arena);

	check_all(checker, rule, PARAM_FIELDS, 0, &all);
	found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	if (count == 0 || count < all)
		return; /* none is a finding of its own; one that is exempt stands for all */
	for (size_t i = 0; i < count; i++) {
		if (found[i].value->state == VALUE_INVALID)
			return; /* it may be one of those that are missing */
	}
	for (size_t c = 0; c < field->choice_count; c++) {
		const struct choice *choice = &field->choices[c];
		if ((!choices || check_has_word(choices, choice->key)) &&
		    !is_used(found, count, choice))
			words_add(&missing, choice->label);
	}
	if (missing.count > 0)
		check_add(checker, rule, check_home(checker, found[0]),
			  DIAG_ARGS(diag_text2("missing", words_text(&missing))));
}

void check_has_value(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		if (value_has(found[i].value) &&
		    !check_is(found[i].value, rule->params[PARAM_CHOICES]))
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value)));
	}
}

void check_requires(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		const struct value *when;
		struct finding *finding;
		if (found[i].value->state != VALUE_ABSENT)
			continue;
		when = check_beside(checker, rule, PARAM_WHEN, 0, found[i].group);
		finding = check_add(checker, rule, found[i], DIAG_NO_ARGS);
		if (value_has(when))
			finding_relate(checker->report, finding, when->span, when->field->label);
	}
}

static struct text2 labels_of(struct checker *checker, const struct param *fields)
{
	struct words labels = words_in(checker->arena);

	for (size_t i = 0; i < fields->count; i++)
		words_add(&labels, fields->ends[i]->label);
	return words_text(&labels);
}

/* What every plan of this kind must give is missing by itself. */
static bool is_demanded(const struct checker *checker, const struct param *fields)
{
	for (size_t f = 0; f < fields->count; f++) {
		if (fields->fields[f]->need[checker->plan->kind] == NEED_REQUIRED)
			return true;
	}
	return false;
}

void check_at_least_one(struct checker *checker, const struct rule *rule)
{
	const struct param *fields = rule->params[PARAM_FIELDS];
	size_t count;
	struct found *first = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		bool any = is_demanded(checker, fields);
		for (size_t f = 0; f < fields->count && !any; f++) {
			const struct value *value =
				check_beside(checker, rule, PARAM_FIELDS, f, first[i].group);
			any = value && value->state != VALUE_ABSENT;
		}
		if (!any)
			check_add(checker, rule, first[i],
				  DIAG_ARGS(diag_text2("fields", labels_of(checker, fields))));
	}
}

/* What is required is missed by a finding of its own. */
static bool is_lacking(struct checker *checker, const struct value *value)
{
	return value && value->state == VALUE_ABSENT &&
	       value->field->need[checker->plan->kind] != NEED_REQUIRED;
}

void check_complete(struct checker *checker, const struct rule *rule)
{
	const struct param *fields = rule->params[PARAM_FIELDS];
	size_t count;
	struct found *first = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		struct words missing = words_in(checker->arena);
		struct found at = first[i];
		if (first[i].group->field->type != TYPE_RECORDS && group_is_empty(first[i].group))
			continue; /* a table that is left out as a whole */
		for (size_t f = 0; f < fields->count; f++) {
			const struct value *value =
				check_beside(checker, rule, PARAM_FIELDS, f, first[i].group);
			if (!is_lacking(checker, value))
				continue;
			if (missing.count == 0)
				at.value = &first[i].group->values[value->field->index];
			words_add(&missing, value->field->label);
			check_tell(checker, first[i].group, value->field);
		}
		if (missing.count > 0)
			check_add(checker, rule, at,
				  DIAG_ARGS(diag_text2("missing", words_text(&missing))));
	}
}

void check_count_of(struct checker *checker, const struct rule *rule)
{
	size_t lists;
	struct found *list = check_values(checker, rule, PARAM_FIELDS, 0, &lists);
	const struct param *least = rule->params[PARAM_LEAST], *most = rule->params[PARAM_MOST];

	for (size_t i = 0; i < lists; i++) {
		const struct value *value = list[i].value;
		struct found at = list[i];
		struct decimal count;
		if (!value_has(value))
			continue;
		count = decimal_of((int64_t)(value->field->type == TYPE_LIST
						     ? value->as.list.count
						     : value->as.records.count));
		if (check_is_within(rule, count))
			continue;
		if (value->field->type == TYPE_RECORDS)
			at = (struct found){ value->as.records.items[0],
					     &value->as.records.items[0]->values[0] };
		check_add(checker, rule, at,
			  DIAG_ARGS(check_figure(checker, "count", decimal_double(count)),
				    check_figure(checker, "least",
						 least ? decimal_double(least->number) : 0),
				    check_figure(checker, "most",
						 most ? decimal_double(most->number) : 0)));
	}
}

/* A time in working hours or days says by itself which clock it means. */
void check_clock(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		for (size_t f = 0; f < rule->params[PARAM_OF]->count; f++) {
			const struct value *time =
				check_beside(checker, rule, PARAM_OF, f, found[i].group);
			if (found[i].value->state != VALUE_ABSENT || !value_has(time) ||
			    duration_clock(&time->as.duration) != CLOCK_CALENDAR ||
			    duration_seconds(&time->as.duration) == 0)
				continue;
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", time)));
			break;
		}
	}
}
