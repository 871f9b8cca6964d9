/* Rules about which values go together: references, choices used, texts that repeat, conditions. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "plan/check.h"

static const struct value *reference_of(const struct group *record, const struct field *field)
{
	return &record->values[field->index];
}

static const struct group *next_of(const struct group *record, const struct field *field)
{
	const struct value *value = reference_of(record, field);

	return value_has(value) ? value->as.reference.target : NULL;
}

/* Floyd's hare and tortoise: is there a way back to this very record? */
static bool comes_back(const struct group *start, const struct field *field)
{
	const struct group *hare = start;
	const struct group *tortoise = start;

	do {
		hare = next_of(hare, field);
		if (!hare || hare == start)
			return hare == start;
		hare = next_of(hare, field);
		if (!hare || hare == start)
			return hare == start;
		tortoise = next_of(tortoise, field);
	} while (hare != tortoise);
	return false;
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

/* One finding a cycle: at its first record in the order of writing. */
static bool is_first_of_cycle(const struct group *start, const struct field *field)
{
	for (const struct group *at = next_of(start, field); at != start; at = next_of(at, field)) {
		if (at->position < start->position)
			return false;
	}
	return true;
}

void check_acyclic(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = plan_values(checker->arena, checker->plan, rule->fields[0], &count);

	for (size_t i = 0; i < count; i++) {
		const struct field *field = found[i].value->field;
		if (field->refers_field == found[i].group->field && comes_back(found[i].group, field) &&
		    is_first_of_cycle(found[i].group, field))
			cycle_report(checker, rule, found[i]);
	}
}

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

static bool is_asked(const struct rule *rule, const struct choice *choice)
{
	for (size_t i = 0; i < rule->choice_count; i++) {
		if (slice_equal(rule->choices[i], choice->key))
			return true;
	}
	return rule->choice_count == 0;
}

static bool is_used(const struct found *found, size_t count, const struct choice *choice)
{
	for (size_t i = 0; i < count; i++) {
		if (uses(found[i].value, choice))
			return true;
	}
	return false;
}

/* Where the records are kept, rather than at one of them. */
static struct found home_of(struct checker *checker, struct found first)
{
	struct value *records;

	if (first.group->field->type != TYPE_RECORDS)
		return first;
	records = ARENA_NEW(checker->arena, struct value);
	records->field = first.group->field;
	records->span = first.group->span;
	records->state = VALUE_GIVEN;
	return (struct found){ first.group->parent, records };
}

void check_uses_all(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = plan_values(checker->arena, checker->plan, rule->fields[0], &count);
	const struct field *field = template_field(checker->plan->t, rule->fields[0]);
	struct buf words[LANG_COUNT] = { BUF_IN(checker->arena), BUF_IN(checker->arena) };
	struct text2 missing;

	if (count == 0)
		return; /* no records at all is a finding of its own, where they are needed */
	for (size_t i = 0; i < count; i++) {
		if (found[i].value->state == VALUE_INVALID)
			return; /* it may be one of those that are missing */
	}
	for (size_t c = 0; c < field->choice_count; c++) {
		const struct choice *choice = &field->choices[c];
		if (!is_asked(rule, choice) || is_used(found, count, choice))
			continue;
		for (int i = 0; i < LANG_COUNT; i++)
			buf_printf(&words[i], "%s%.*s", words[i].len > 0 ? ", " : "",
				   SLICE_ARG(text2_in(&choice->label, (enum lang)i)));
	}
	if (words[0].len == 0)
		return;
	for (int i = 0; i < LANG_COUNT; i++)
		missing.in[i] = buf_slice(&words[i]);
	check_add(checker, rule, home_of(checker, found[0]), DIAG_ARGS(diag_text2("missing", missing)));
}

static struct slice comparable(struct checker *checker, const struct value *value)
{
	struct slice text = text2_in(&value->as.text, checker->plan->lang);

	return slice_trim(utf8_fold(checker->arena, text));
}

void check_distinct(struct checker *checker, const struct rule *rule)
{
	struct found kept = { NULL, NULL };
	struct slice kept_text = SLICE_NONE;

	for (size_t f = 0; f < rule->field_count; f++) {
		size_t count;
		struct found *found = plan_values(checker->arena, checker->plan, rule->fields[f], &count);
		for (size_t i = 0; i < count; i++) {
			struct slice text;
			struct finding *finding;
			if (!value_has(found[i].value))
				continue;
			text = comparable(checker, found[i].value);
			if (!kept.value) {
				kept = found[i];
				kept_text = text;
			} else if (slice_equal(text, kept_text)) {
				finding = check_add(checker, rule, found[i],
						    DIAG_ARGS(diag_text2("first", kept.value->field->label),
							      diag_text2("second", found[i].value->field->label)));
				finding_relate(checker->report, finding, kept.value->span,
					       kept.value->field->label);
			}
		}
	}
}

static bool condition_holds(const struct rule *rule, const struct value *value)
{
	if (!value_has(value))
		return false;
	if (rule->is.len == 0)
		return value->field->type != TYPE_BOOLEAN || value->as.boolean;
	if (value->field->type == TYPE_CHOICE)
		return slice_equal(value->as.choice->key, rule->is);
	if (value->field->type == TYPE_BOOLEAN)
		return slice_is(rule->is, "true") == value->as.boolean;
	return value->node && slice_equal(value->node->raw, rule->is);
}

void check_requires(struct checker *checker, const struct rule *rule)
{
	size_t whens, count;
	struct found *when = plan_values(checker->arena, checker->plan, rule->when, &whens);
	struct found *field = plan_values(checker->arena, checker->plan, rule->fields[0], &count);

	for (size_t i = 0; i < whens; i++) {
		/* In the same record, or the one field of that path in the plan. */
		struct found target = { NULL, NULL };
		struct finding *finding;
		if (!condition_holds(rule, when[i].value))
			continue;
		for (size_t j = 0; j < count; j++) {
			if (field[j].group == when[i].group ||
			    (count == 1 && field[j].group->field->type != TYPE_RECORDS))
				target = field[j];
		}
		if (!target.value || target.value->state != VALUE_ABSENT)
			continue;
		finding = check_add(checker, rule, target, DIAG_NO_ARGS);
		finding_relate(checker->report, finding, when[i].value->span, when[i].value->field->label);
	}
}

static struct text2 labels_of(struct checker *checker, const struct rule *rule)
{
	struct buf words[LANG_COUNT];
	struct text2 labels;

	for (int i = 0; i < LANG_COUNT; i++) {
		words[i] = BUF_IN(checker->arena);
		for (size_t f = 0; f < rule->field_count; f++) {
			const struct field *field = template_field(checker->plan->t, rule->fields[f]);
			buf_printf(&words[i], "%s%.*s", f > 0 ? ", " : "",
				   SLICE_ARG(text2_in(&field->label, (enum lang)i)));
		}
		labels.in[i] = buf_slice(&words[i]);
	}
	return labels;
}

/* What every plan of this kind must give is missing by itself. */
static bool is_demanded(const struct checker *checker, const struct rule *rule)
{
	for (size_t f = 0; f < rule->field_count; f++) {
		const struct field *field = template_field(checker->plan->t, rule->fields[f]);
		if (field->need[checker->plan->kind] == NEED_REQUIRED)
			return true;
	}
	return false;
}

void check_at_least_one(struct checker *checker, const struct rule *rule)
{
	size_t count, others;
	struct found *first = plan_values(checker->arena, checker->plan, rule->fields[0], &count);

	for (size_t i = 0; i < count; i++) {
		bool any = first[i].value->state != VALUE_ABSENT || is_demanded(checker, rule);
		for (size_t f = 1; f < rule->field_count && !any; f++) {
			struct found *other =
				plan_values(checker->arena, checker->plan, rule->fields[f], &others);
			for (size_t j = 0; j < others && !any; j++)
				any = other[j].group == first[i].group && other[j].value->state != VALUE_ABSENT;
		}
		if (!any)
			check_add(checker, rule, first[i],
				  DIAG_ARGS(diag_text2("fields", labels_of(checker, rule))));
	}
}

void check_differs(struct checker *checker, const struct rule *rule)
{
	size_t count, others;
	struct found *found = plan_values(checker->arena, checker->plan, rule->fields[0], &count);
	struct found *from = plan_values(checker->arena, checker->plan, rule->from, &others);

	for (size_t i = 0; i < count && i < others; i++) {
		struct finding *finding;
		if (found[i].group != from[i].group || !value_has(found[i].value) ||
		    !value_has(from[i].value) || !found[i].value->as.reference.target ||
		    found[i].value->as.reference.target != from[i].value->as.reference.target)
			continue;
		finding = check_add(checker, rule, found[i],
				    DIAG_ARGS(diag_text2("value", record_name(checker->arena,
						found[i].value->as.reference.target))));
		finding_relate(checker->report, finding, from[i].value->span, from[i].value->field->label);
	}
}
