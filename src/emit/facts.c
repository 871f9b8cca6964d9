/*
 * One plan → the facts a head office adds up.  Which fields hold them is said by the template;
 * numbers stay the exact decimals they are.
 */
#include "emit/facts.h"

#include <assert.h>
#include <inttypes.h>
#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/vec.h"
#include "value/week.h"
#include "emit/json.h"
#include "plan/plan.h"

struct facts {
	struct arena *arena;
	const struct plan *plan;
	const struct template *t;
	const struct report *report;
	json_t *table;
	json_t *places; /* of what stands in the plan's own file, or in its own row */
};

/* A text, or where the languages differ a table of them. */
static json_t *words_json(struct text2 words)
{
	struct slice first = text2_in(&words, (enum lang)0);
	json_t *table;

	for (int i = 1; i < LANG_COUNT; i++) {
		if (slice_equal(first, text2_in(&words, (enum lang)i)))
			continue;
		table = json_table();
		for (int j = 0; j < LANG_COUNT; j++)
			json_set_text(table, lang_key((enum lang)j),
				      text2_in(&words, (enum lang)j));
		return table;
	}
	return json_text(first);
}

static void set_words(const struct facts *facts, json_t *table, const char *key,
		      const struct value *value)
{
	if (value_has(value))
		json_set(table, key, words_json(value_words(facts->arena, facts->plan, value)));
}

static void set_decimal(const struct facts *facts, json_t *table, const char *key,
			struct decimal number)
{
	json_set_text(table, key, decimal_write(facts->arena, number));
}

static void set_date(const struct facts *facts, const char *key, const struct value *value)
{
	if (value_has(value))
		json_set_text(facts->table, key, date_write(facts->arena, value->as.date));
}

static struct found *found_at(const struct facts *facts, enum fact fact, size_t at, size_t *count)
{
	const struct param *param = facts->t->facts[fact];

	*count = 0;
	return param && at < param->count
		       ? plan_values(facts->arena, facts->plan, param->items[at], count)
		       : NULL;
}

/* The one value of a fact that has one, or NULL. */
static const struct value *fact_value(const struct facts *facts, enum fact fact)
{
	size_t count;
	struct found *found = found_at(facts, fact, 0, &count);

	return count > 0 && value_has(found[0].value) ? found[0].value : NULL;
}

/* The value of a fact in one of its records, or NULL. */
static const struct value *fact_in(const struct facts *facts, const struct group *record,
				   enum fact fact)
{
	const struct param *param = facts->t->facts[fact];
	const struct value *value =
		param && param->count > 0 ? &record->values[param->fields[0]->index] : NULL;

	return value_has(value) ? value : NULL;
}

/* The sum of all values of a fact; false when there are none, or it is too great to count. */
static bool fact_sum(const struct facts *facts, enum fact fact, struct decimal *sum)
{
	size_t count;
	struct found *found = found_at(facts, fact, 0, &count);
	bool given = false;

	*sum = decimal_of(0);
	for (size_t i = 0; i < count; i++) {
		if (!value_has(found[i].value))
			continue;
		given = true;
		if (!decimal_add(*sum, found[i].value->as.number, sum))
			return false;
	}
	return given;
}

/* Is it a number that stands in the plan's own file, or in its own row? */
static bool is_own_number(const struct facts *facts, const struct value *value)
{
	return type_is_number(value->field->type) && value->state == VALUE_GIVEN &&
	       value->span.file == facts->plan->file;
}

/*
 * Is what the plan spends written in the plans it builds on, and no number of it in its own file?
 * What an amount is worked out from stands beside it in its record.
 */
static bool cost_is_inherited(const struct facts *facts)
{
	static const enum fact wholes[] = { FACT_BUDGET, FACT_LIMIT };
	size_t count;
	struct found *found = found_at(facts, FACT_COST, 0, &count);

	for (size_t i = 0; i < sizeof(wholes) / sizeof(*wholes); i++) {
		const struct value *value = fact_value(facts, wholes[i]);
		if (value && is_own_number(facts, value))
			return false;
	}
	for (size_t i = 0; i < count; i++) {
		const struct group *record = found[i].group;
		for (size_t j = 0; j < record->field->field_count; j++) {
			if (is_own_number(facts, &record->values[j]))
				return false;
		}
	}
	return true;
}

/* [line, column] of a value, or null where it comes from a plan that this one builds on. */
static json_t *place_json(const struct facts *facts, const struct value *value)
{
	const struct source *source = report_source_at(facts->report, value->span.file);
	struct place place;
	json_t *list;

	if (!source || value->span.file != facts->plan->file)
		return json_null();
	place = source_place(source, value->span.start);
	list = json_list();
	json_put(list, json_count(place.line));
	json_put(list, json_count(place.column));
	return list;
}

static void place_set(const struct facts *facts, const char *key, const struct value *value)
{
	if (value_has(value) && value->span.file == facts->plan->file)
		json_set(facts->places, key, place_json(facts, value));
}

struct category {
	struct slice key;
	struct text2 label;
	struct decimal amount;
	bool overflows;
};

/* The costs of each category, in the order they first occur. */
static json_t *categories_json(const struct facts *facts)
{
	size_t count;
	struct found *found = found_at(facts, FACT_COST, 0, &count);
	VEC(struct category) categories = { NULL, 0, 0 };
	struct index places = INDEX_IN(facts->arena);
	json_t *list = json_list();

	for (size_t i = 0; i < count; i++) {
		const struct value *kind = fact_in(facts, found[i].group, FACT_CATEGORY);
		struct category new = { .key = SLICE("") };
		bool is_new;
		size_t *place;
		if (!value_has(found[i].value))
			continue;
		if (kind) {
			new.label = value_words(facts->arena, facts->plan, kind);
			new.key = kind->field->type == TYPE_CHOICE
					  ? kind->as.choice->key
					  : text2_in(&new.label, facts->plan->lang);
		}
		place = index_at(&places, new.key, &is_new);
		if (is_new) {
			*place = categories.len;
			*vec_push(facts->arena, &categories) = new;
		}
		assert(categories.items);
		categories.items[*place].overflows |=
			!decimal_add(categories.items[*place].amount, found[i].value->as.number,
				     &categories.items[*place].amount);
	}
	for (size_t i = 0; i < categories.len; i++) {
		json_t *table = json_table();
		if (categories.items[i].overflows) {
			json_decref(table);
			continue;
		}
		json_set_text(table, "key", categories.items[i].key);
		json_set(table, "label", words_json(categories.items[i].label));
		set_decimal(facts, table, "amount", categories.items[i].amount);
		json_put(list, table);
	}
	return list;
}

static void budget_set(const struct facts *facts)
{
	const struct value *total = fact_value(facts, FACT_BUDGET);
	const struct value *limit = fact_value(facts, FACT_LIMIT);
	struct decimal sum;
	bool has_sum = fact_sum(facts, FACT_COST, &sum);
	json_t *table;

	if (!total && !limit && !has_sum)
		return;
	table = json_table();
	if (total || has_sum)
		set_decimal(facts, table, "total", total ? total->as.number : sum);
	if (limit)
		set_decimal(facts, table, "limit", limit->as.number);
	json_set(table, "inherited", json_boolean(cost_is_inherited(facts)));
	json_set(table, "categories", categories_json(facts));
	json_set(facts->table, "budget", table);
	place_set(facts, "budget", limit ? limit : total);
}

static const char *kpi_better(const struct facts *facts, const struct group *record)
{
	const struct value *value = fact_in(facts, record, FACT_KPI_BETTER);
	static const enum fact words[] = { FACT_KPI_UP, FACT_KPI_DOWN };
	static const char *const keys[] = { "more", "less" };

	for (size_t i = 0; value && i < 2; i++) {
		const struct param *param = facts->t->facts[words[i]];
		for (size_t j = 0; param && j < param->count; j++) {
			if (slice_equal(value->as.choice->key, param->items[j]))
				return keys[i];
		}
	}
	return value ? "same" : NULL;
}

static json_t *kpi_json(const struct facts *facts, const struct group *record)
{
	static const struct {
		enum fact fact;
		const char *key;
	} numbers[] = {
		{ FACT_KPI_VALUE, "value" },
		{ FACT_KPI_TARGET, "target" },
		{ FACT_KPI_VOLUME, "volume" },
	};
	json_t *table = json_table();
	const struct value *measure = fact_in(facts, record, FACT_KPI_MEASURE);
	const char *better = kpi_better(facts, record);

	json_set_text(table, "id", record->id);
	set_words(facts, table, "name", fact_in(facts, record, FACT_KPI));
	if (measure)
		json_set_text(table, "measure", measure->as.choice->key);
	set_words(facts, table, "scope", fact_in(facts, record, FACT_KPI_SCOPE));
	set_words(facts, table, "unit", fact_in(facts, record, FACT_KPI_UNIT));
	if (better)
		json_set_text(table, "better", slice_of(better));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		const struct value *value = fact_in(facts, record, numbers[i].fact);
		if (value)
			set_decimal(facts, table, numbers[i].key, value->as.number);
	}
	return table;
}

static json_t *kpis_json(const struct facts *facts)
{
	size_t count;
	struct found *found = found_at(facts, FACT_KPI, 0, &count);
	json_t *list = json_list();

	for (size_t i = 0; i < count; i++) {
		if (value_has(found[i].value))
			json_put(list, kpi_json(facts, found[i].group));
	}
	return list;
}

static json_t *pair_json(int first, int second)
{
	json_t *pair = json_list();

	json_put(pair, json_count((size_t)first));
	json_put(pair, json_count((size_t)second));
	return pair;
}

static json_t *week_json(const bool open[HOURS_WEEK])
{
	struct week_run runs[WEEK_RUNS_MAX];
	size_t count = week_runs(open, runs);
	json_t *week = json_list();

	for (size_t i = 0; i < count; i++)
		json_put(week, pair_json(runs[i].start, runs[i].end));
	return week;
}

static void hours_set(const struct facts *facts)
{
	const struct value *value = fact_value(facts, FACT_HOURS);
	struct turns turns = { .count = 0 };
	struct season part;
	size_t at = 0;
	size_t minutes = 0; /* of a week, times the days of its season */
	json_t *table, *seasons;

	if (!value)
		return;
	table = json_table();
	seasons = json_list();
	hours_turns(value->as.hours, &turns);
	while (turns_next(&turns, &at, &part)) {
		bool open[HOURS_WEEK];
		json_t *season = json_table();
		hours_week(value->as.hours, part.first, open);
		minutes += week_minutes(open) * season_days(part);
		json_set(season, "days", pair_json(part.first, part.last));
		json_set(season, "week", week_json(open));
		json_put(seasons, season);
	}
	json_set(table, "minutes", json_count((minutes + YEAR_DAYS / 2) / YEAR_DAYS));
	set_words(facts, table, "text", value);
	json_set(table, "seasons", seasons);
	json_set(facts->table, "hours", table);
	place_set(facts, "hours", value);
}

/* "Resolution, Urgent": what is promised, and for which record. */
static json_t *promise_name(const struct facts *facts, const struct found *found)
{
	struct text2 name = found->value->field->label;
	struct text2 record;

	if (found->group->field->type == TYPE_RECORDS) {
		record = record_name(facts->arena, found->group);
		for (int i = 0; i < LANG_COUNT; i++)
			name.in[i] = text_printf(facts->arena, "%.*s, %.*s",
						 SLICE_ARG(text2_in(&name, (enum lang)i)),
						 SLICE_ARG(text2_in(&record, (enum lang)i)));
	}
	return words_json(name);
}

/* A month counts as 30 days among months, and is compared with nothing else. */
static const char *const clock_units[CLOCK_COUNT] = {
	[CLOCK_CALENDAR] = "second",
	[CLOCK_WORKING] = "working-second",
	[CLOCK_MONTHS] = "month-second",
};

static void set_promises(const struct facts *facts)
{
	const struct param *param = facts->t->facts[FACT_PROMISES];
	json_t *list = json_list();
	json_t *places = json_list();

	for (size_t i = 0; param && i < param->count; i++) {
		size_t count;
		struct found *found = found_at(facts, FACT_PROMISES, i, &count);
		for (size_t j = 0; j < count; j++) {
			const struct value *value = found[j].value;
			const struct duration *duration = &value->as.duration;
			bool is_time = value->field->type == TYPE_DURATION;
			struct decimal amount = value->as.number;
			json_t *table;
			if (!value_has(value))
				continue;
			table = json_table();
			json_set_text(table, "path",
				      value_path(facts->arena, found[j].group, value->field));
			json_set(table, "name", promise_name(facts, &found[j]));
			json_set_text(table, "better",
				      value->field->better == BETTER_MORE ? SLICE("more")
									  : SLICE("less"));
			if (is_time)
				amount = decimal_of(duration_seconds(duration));
			json_set_text(table, "unit",
				      slice_of(is_time ? clock_units[duration_clock(duration)]
						       : ""));
			set_decimal(facts, table, "amount", amount);
			set_words(facts, table, "text", value);
			json_put(list, table);
			json_put(places, place_json(facts, value));
		}
	}
	json_set(facts->table, "promises", list);
	json_set(facts->places, "promises", places);
}

json_t *facts_of_plan(struct arena *arena, const struct template *t, const struct plan *plan,
		      const struct report *report)
{
	struct facts facts = { .arena = arena,
			       .plan = plan,
			       .t = t,
			       .report = report,
			       .table = json_table(),
			       .places = json_table() };
	struct decimal people;

	set_words(&facts, facts.table, "branch", fact_value(&facts, FACT_BRANCH));
	set_words(&facts, facts.table, "name", fact_value(&facts, FACT_NAME));
	set_words(&facts, facts.table, "region", fact_value(&facts, FACT_REGION));
	set_words(&facts, facts.table, "owner", plan_role(plan, ROLE_AUTHOR));
	set_date(&facts, "starts", plan_role(plan, ROLE_PERIOD_START));
	set_date(&facts, "ends", plan_role(plan, ROLE_PERIOD_END));
	set_date(&facts, "review", fact_value(&facts, FACT_REVIEW));
	if (fact_sum(&facts, FACT_HEADCOUNT, &people))
		set_decimal(&facts, facts.table, "headcount", people);
	if (plan->currency)
		json_set_text(facts.table, "currency", slice_of(plan->currency->code));
	budget_set(&facts);
	json_set(facts.table, "kpis", kpis_json(&facts));
	hours_set(&facts);
	set_promises(&facts);
	place_set(&facts, "branch", fact_value(&facts, FACT_BRANCH));
	json_set(facts.table, "places", facts.places);
	return facts.table;
}
