/* The report of a batch → branches.  Whatever is left out or of another type is taken as not given.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "emit/json.h"
#include "rollup/rollup.h"

enum { REPORT_FORMAT = 1 };

static const char *const statuses[BRANCH_STATUS_COUNT] = {
	[BRANCH_RENDERED] = "rendered", [BRANCH_UNCHANGED] = "unchanged",
	[BRANCH_FAILED] = "failed",     [BRANCH_TIMEOUT] = "timeout",
	[BRANCH_CRASHED] = "crashed",
};
static const char *const documents[DOCUMENT_COUNT] = {
	[DOCUMENT_HTML] = "html",
	[DOCUMENT_PDF] = "pdf",
	[DOCUMENT_MD] = "md",
};
/* Stands between the parts of a key, and in no text. */
static const char joint = '\037';

static struct slice text_of(const json_t *value)
{
	return json_is_string(value)
		       ? (struct slice){ json_string_value(value), json_string_length(value) }
		       : SLICE("");
}

/* What an entry is read into: all of it lies in the arena. */
struct reading {
	const struct rollup *rollup;
	struct arena *arena;
};

/* A text, or the one of the language, or of any. */
static struct slice text_at(const json_t *table, const char *key, enum lang lang)
{
	const json_t *value = json_object_get(table, key);
	const json_t *in = json_object_get(value, lang_key(lang));

	for (int i = 0; !in && json_is_object(value) && i < LANG_COUNT; i++)
		in = json_object_get(value, lang_key((enum lang)i));
	return text_of(in ? in : value);
}

static size_t count_at(const json_t *table, const char *key)
{
	json_int_t count = json_integer_value(json_object_get(table, key));

	return count > 0 ? (size_t)count : 0;
}

static struct amount amount_at(const json_t *table, const char *key)
{
	struct amount amount = { .given = false };

	amount.given = decimal_parse(text_of(json_object_get(table, key)), &amount.value);
	return amount;
}

static struct date date_at(const json_t *table, const char *key)
{
	struct date date = { 0, 0, 0 };

	if (!date_parse(text_of(json_object_get(table, key)), &date))
		return (struct date){ 0, 0, 0 };
	return date;
}

static enum wanted better_at(const json_t *table)
{
	struct slice word = text_of(json_object_get(table, "better"));

	return slice_is(word, "more")   ? WANTED_MORE
	       : slice_is(word, "less") ? WANTED_LESS
	       : slice_is(word, "same") ? WANTED_SAME
					: WANTED_UNKNOWN;
}

/* The entry itself does not last. */
static struct slice copy_at(struct reading *reading, const json_t *table, const char *key)
{
	struct slice text = text_at(table, key, reading->rollup->lang);

	return text.len > 0 ? slice_copy(reading->arena, text) : SLICE("");
}

static void budget_read(struct reading *reading, struct branch *branch, const json_t *budget)
{
	const json_t *costs = json_object_get(budget, "categories");

	branch->budget = amount_at(budget, "total");
	branch->limit = amount_at(budget, "limit");
	branch->inherits_budget = json_is_true(json_object_get(budget, "inherited"));
	branch->costs = ARENA_ARRAY(reading->arena, json_array_size(costs), struct branch_cost);
	for (size_t i = 0; i < json_array_size(costs); i++) {
		const json_t *table = json_array_get(costs, i);
		struct amount amount = amount_at(table, "amount");
		if (amount.given)
			branch->costs[branch->cost_count++] =
				(struct branch_cost){ copy_at(reading, table, "key"),
						      copy_at(reading, table, "label"),
						      amount.value };
	}
}

static struct slice kpi_key(struct reading *reading, const struct branch_kpi *kpi, struct slice id)
{
	struct arena *arena = reading->arena;
	struct slice name = id.len > 0 ? id : utf8_fold(arena, kpi->name);

	return text_printf(arena, "%s%.*s%c%.*s%c%.*s", id.len > 0 ? "#" : "", SLICE_ARG(name),
			   joint, SLICE_ARG(utf8_fold(arena, kpi->scope)), joint,
			   SLICE_ARG(kpi->unit));
}

static void kpis_read(struct reading *reading, struct branch *branch, const json_t *kpis)
{
	branch->kpis = ARENA_ARRAY(reading->arena, json_array_size(kpis), struct branch_kpi);
	for (size_t i = 0; i < json_array_size(kpis); i++) {
		const json_t *table = json_array_get(kpis, i);
		struct branch_kpi *kpi = &branch->kpis[branch->kpi_count++];
		*kpi = (struct branch_kpi){
			.name = copy_at(reading, table, "name"),
			.scope = copy_at(reading, table, "scope"),
			.unit = copy_at(reading, table, "unit"),
			.better = better_at(table),
			.value = amount_at(table, "value"),
			.target = amount_at(table, "target"),
			.volume = amount_at(table, "volume"),
		};
		kpi->key = kpi_key(reading, kpi, text_of(json_object_get(table, "id")));
	}
}

static json_int_t item_at(const json_t *list, size_t at)
{
	return json_integer_value(json_array_get(list, at));
}

static struct branch_season season_read_json(struct reading *reading, const json_t *season)
{
	const json_t *week = json_object_get(season, "week");
	const json_t *days = json_object_get(season, "days");
	json_int_t first = item_at(days, 0), last = item_at(days, 1);
	size_t count = json_array_size(week);
	struct branch_season made = {
		.runs = ARENA_ARRAY(reading->arena, count, struct week_run),
	};

	if (first < 0 || first >= YEAR_DAYS || last < 0 || last >= YEAR_DAYS)
		return made;
	made.days = (struct season){ (uint16_t)first, (uint16_t)last };
	for (size_t i = 0; i < count; i++) {
		const json_t *run = json_array_get(week, i);
		json_int_t start = item_at(run, 0), end = item_at(run, 1);
		if (start >= 0 && start < HOURS_WEEK && end > start && end <= start + HOURS_WEEK)
			made.runs[made.run_count++] = (struct week_run){ (int)start, (int)end };
	}
	return made;
}

static struct branch_hours hours_read(struct reading *reading, const json_t *hours)
{
	const json_t *seasons = json_object_get(hours, "seasons");
	size_t count = json_array_size(seasons);
	struct branch_hours made = {
		.given = true,
		.minutes = count_at(hours, "minutes"),
		.text = copy_at(reading, hours, "text"),
		.seasons = ARENA_ARRAY(reading->arena, count, struct branch_season),
		.season_count = count,
	};

	for (size_t i = 0; i < count; i++)
		made.seasons[i] = season_read_json(reading, json_array_get(seasons, i));
	return made;
}

static void promises_read(struct reading *reading, struct branch *branch, const json_t *promises)
{
	size_t count = json_array_size(promises);

	branch->promises = ARENA_ARRAY(reading->arena, count, struct branch_promise);
	for (size_t i = 0; i < count; i++) {
		const json_t *table = json_array_get(promises, i);
		struct amount amount = amount_at(table, "amount");
		if (amount.given)
			branch->promises[branch->promise_count++] = (struct branch_promise){
				.path = copy_at(reading, table, "path"),
				.name = copy_at(reading, table, "name"),
				.unit = copy_at(reading, table, "unit"),
				.text = copy_at(reading, table, "text"),
				.better = better_at(table),
				.amount = amount.value,
			};
	}
}

static struct place place_of(const json_t *pair)
{
	json_int_t line = json_integer_value(json_array_get(pair, 0));
	json_int_t column = json_integer_value(json_array_get(pair, 1));

	if (line <= 0 || line > UINT32_MAX || column <= 0 || column > UINT32_MAX)
		return (struct place){ 0, 0 };
	return (struct place){ (uint32_t)line, (uint32_t)column };
}

static void places_read(struct reading *reading, struct branch *branch, const json_t *places)
{
	const json_t *promises = json_object_get(places, "promises");

	branch->id_place = place_of(json_object_get(places, "branch"));
	branch->budget_place = place_of(json_object_get(places, "budget"));
	branch->hours_place = place_of(json_object_get(places, "hours"));
	if (json_array_size(promises) != branch->promise_count)
		return;
	for (size_t i = 0; i < branch->promise_count; i++) {
		struct place place = place_of(json_array_get(promises, i));
		if (place.line > 0 && !branch->promise_places)
			branch->promise_places =
				ARENA_ARRAY(reading->arena, branch->promise_count, struct place);
		if (place.line > 0)
			branch->promise_places[i] = place;
	}
}

static void facts_read(struct reading *reading, struct branch *branch, const json_t *facts)
{
	const struct rollup *rollup = reading->rollup;
	const json_t *hours = json_object_get(facts, "hours");

	branch->has_facts = json_is_object(facts);
	branch->id = copy_at(reading, facts, "branch");
	branch->name = copy_at(reading, facts, "name");
	branch->region = copy_at(reading, facts, "region");
	branch->ends = date_at(facts, "ends");
	branch->review = date_at(facts, "review");
	branch->review_is_overdue =
		date_is_given(branch->review) && date_compare(branch->review, rollup->date) < 0;
	branch->has_ended =
		date_is_given(branch->ends) && date_compare(branch->ends, rollup->date) < 0;
	branch->headcount = amount_at(facts, "headcount");
	branch->currency = currency_find(text_of(json_object_get(facts, "currency")));
	budget_read(reading, branch, json_object_get(facts, "budget"));
	kpis_read(reading, branch, json_object_get(facts, "kpis"));
	if (json_is_object(hours))
		branch->hours = hours_read(reading, hours);
	promises_read(reading, branch, json_object_get(facts, "promises"));
	places_read(reading, branch, json_object_get(facts, "places"));
}

/* A format has a link, or one for each language. */
static void links_read(struct reading *reading, struct branch *branch, const json_t *links)
{
	for (int i = 0; i < DOCUMENT_COUNT; i++) {
		const json_t *in = json_object_get(links, documents[i]);
		branch->documents[i] = copy_at(reading, links, documents[i]);
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			struct slice link = text_of(json_object_get(in, lang_key((enum lang)lang)));
			if (link.len > 0 && !slice_equal(link, branch->documents[i]))
				branch->translated[lang][i] = slice_copy(reading->arena, link);
		}
	}
}

static void branch_read(struct reading *reading, struct branch *branch, const json_t *plan)
{
	const json_t *score = json_object_get(plan, "score");
	struct slice status = text_of(json_object_get(plan, "status"));

	branch->file = copy_at(reading, plan, "file");
	branch->line = (uint32_t)count_at(plan, "line");
	branch->stem = copy_at(reading, plan, "stem");
	branch->extends = copy_at(reading, plan, "extends");
	branch->title = copy_at(reading, plan, "title");
	branch->score = json_is_integer(score) ? (int)json_integer_value(score) : -1;
	branch->errors = count_at(plan, "errors");
	branch->warnings = count_at(plan, "warnings");
	branch->status = BRANCH_FAILED;
	for (int i = 0; i < BRANCH_STATUS_COUNT; i++) {
		if (slice_is(status, statuses[i]))
			branch->status = (enum branch_status)i;
	}
	links_read(reading, branch, json_object_get(plan, "documents"));
	facts_read(reading, branch, json_object_get(plan, "facts"));
	if (branch->name.len == 0)
		branch->name = branch->id.len > 0     ? branch->id
			       : branch->stem.len > 0 ? branch->stem
						      : branch->file;
}

struct branch *rollup_branch(const struct rollup *rollup, struct arena *arena, size_t at,
			     enum branch_depth depth)
{
	static const char *const without[][6] = {
		[BRANCH_NAMED] = { "kpis", "hours", "promises", "places", "categories" },
		[BRANCH_SHOWN] = { "promises", "places", "categories", "seasons" },
		[BRANCH_ADDED] = { "promises", "places", "seasons" },
		[BRANCH_COMPARED] = { "places" },
		[BRANCH_WHOLE] = { NULL },
	};
	struct reading reading = { rollup, arena };
	struct branch *branch = ARENA_NEW(arena, struct branch);
	json_t *plan = rollup->source.plan(rollup->source.context, at, without[depth]);

	branch->at = at;
	branch_read(&reading, branch, plan);
	json_decref(plan);
	return branch;
}

struct branch_name branch_named(struct arena *arena, const struct branch *branch)
{
	struct branch_name name = { branch->at, slice_copy(arena, branch->name), SLICE("") };

	for (int i = 0; name.target.len == 0 && i < DOCUMENT_COUNT; i++) {
		if (branch->documents[i].len > 0)
			name.target = slice_copy(arena, branch->documents[i]);
	}
	return name;
}

struct branch_name rollup_name(const struct rollup *rollup, size_t at)
{
	struct arena scratch = ARENA_INIT;
	struct branch_name name =
		branch_named(rollup->arena, rollup_branch(rollup, &scratch, at, BRANCH_NAMED));

	arena_free(&scratch);
	return name;
}

static void expected_read(struct rollup *rollup, const json_t *expected)
{
	struct reading reading = { rollup, rollup->arena };

	rollup->expected =
		ARENA_ARRAY(rollup->arena, json_array_size(expected), struct expected_branch);
	for (size_t i = 0; i < json_array_size(expected); i++) {
		const json_t *table = json_array_get(expected, i);
		struct expected_branch one = {
			.id = copy_at(&reading, table, "id"),
			.name = copy_at(&reading, table, "name"),
			.region = copy_at(&reading, table, "region"),
		};
		if (one.id.len > 0)
			rollup->expected[rollup->expected_count++] = one;
	}
}

static void base_read(struct rollup *rollup, const json_t *base)
{
	struct reading reading = { rollup, rollup->arena };
	struct branch *branch;

	if (!json_is_object(json_object_get(base, "facts")))
		return;
	branch = ARENA_NEW(rollup->arena, struct branch);
	branch_read(&reading, branch, base);
	rollup->base = branch;
	rollup->base_is_common = json_is_true(json_object_get(base, "common"));
}

struct rollup *rollup_open(struct arena *arena, const struct rollup_source *source, enum lang lang)
{
	struct rollup *rollup = ARENA_NEW(arena, struct rollup);
	struct reading reading = { rollup, arena };

	if (json_integer_value(json_object_get(source->head, "format")) != REPORT_FORMAT)
		return NULL;
	*rollup = (struct rollup){
		.arena = arena,
		.lang = lang,
		.source = *source,
		.date = date_at(source->head, "date"),
	};
	rollup->program = copy_at(&reading, source->head, "program");
	base_read(rollup, json_object_get(source->head, "base"));
	expected_read(rollup, json_object_get(source->head, "expected"));
	rollup_compare_begin(rollup);
	return rollup;
}

struct rollup *rollup_read(struct arena *arena, const struct rollup_source *source, enum lang lang)
{
	struct rollup *rollup = rollup_open(arena, source, lang);

	if (!rollup)
		return NULL;
	rollup->count = source->count;
	rollup_order(rollup);
	rollup_add_up(rollup);
	return rollup;
}
