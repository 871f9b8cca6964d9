/* The report of a batch → branches.  Whatever is left out or of another type is taken as not given.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/index.h"
#include "base/utf8.h"
#include "base/vec.h"
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

/*
 * A plan's entry is gone when the next one is read.  Of what is kept of it, most is the same for
 * many branches: texts and lists are kept once.
 */
struct reading {
	struct rollup *rollup;
	struct index texts; /* → kept */
	VEC(struct slice) kept;
	struct index lists; /* the digest of a list → what it was read into */
	VEC(struct kept_list {
		struct branch_promise *promises;
		size_t promise_count;
		struct branch_hours hours;
	})
	kept_lists;
};

static struct slice keep(struct reading *reading, struct slice text)
{
	struct arena *arena = reading->rollup->arena;
	const size_t *at = index_get(&reading->texts, text);
	struct slice copy;
	bool is_new;

	if (at || text.len == 0)
		return at && reading->kept.items ? reading->kept.items[*at] : SLICE("");
	copy = slice_copy(arena, text);
	*index_at(&reading->texts, copy, &is_new) = reading->kept.len;
	*vec_push(arena, &reading->kept) = copy;
	return copy;
}

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

static struct slice keep_at(struct reading *reading, const json_t *table, const char *key)
{
	return keep(reading, text_at(table, key, reading->rollup->lang));
}

/* Of a text that no other branch has. */
static struct slice copy_at(struct reading *reading, const json_t *table, const char *key)
{
	struct slice text = text_at(table, key, reading->rollup->lang);

	return text.len > 0 ? slice_copy(reading->rollup->arena, text) : SLICE("");
}

static void budget_read(struct reading *reading, struct branch *branch, const json_t *budget)
{
	const json_t *costs = json_object_get(budget, "categories");

	branch->budget = amount_at(budget, "total");
	branch->limit = amount_at(budget, "limit");
	branch->inherits_budget = json_is_true(json_object_get(budget, "inherited"));
	branch->costs =
		ARENA_ARRAY(reading->rollup->arena, json_array_size(costs), struct branch_cost);
	for (size_t i = 0; i < json_array_size(costs); i++) {
		const json_t *table = json_array_get(costs, i);
		struct amount amount = amount_at(table, "amount");
		if (amount.given)
			branch->costs[branch->cost_count++] =
				(struct branch_cost){ keep_at(reading, table, "key"),
						      keep_at(reading, table, "label"),
						      amount.value };
	}
}

static struct slice kpi_key(struct reading *reading, const struct branch_kpi *kpi, struct slice id)
{
	struct arena scratch = ARENA_INIT;
	struct slice name = id.len > 0 ? id : utf8_fold(&scratch, kpi->name);
	struct slice key =
		text_printf(&scratch, "%s%.*s%c%.*s%c%.*s", id.len > 0 ? "#" : "", SLICE_ARG(name),
			    joint, SLICE_ARG(utf8_fold(&scratch, kpi->scope)), joint,
			    SLICE_ARG(kpi->unit));

	key = keep(reading, key);
	arena_free(&scratch);
	return key;
}

static void kpis_read(struct reading *reading, struct branch *branch, const json_t *kpis)
{
	branch->kpis =
		ARENA_ARRAY(reading->rollup->arena, json_array_size(kpis), struct branch_kpi);
	for (size_t i = 0; i < json_array_size(kpis); i++) {
		const json_t *table = json_array_get(kpis, i);
		struct branch_kpi *kpi = &branch->kpis[branch->kpi_count++];
		*kpi = (struct branch_kpi){
			.name = keep_at(reading, table, "name"),
			.scope = keep_at(reading, table, "scope"),
			.unit = keep_at(reading, table, "unit"),
			.better = better_at(table),
			.value = amount_at(table, "value"),
			.target = amount_at(table, "target"),
			.volume = amount_at(table, "volume"),
		};
		kpi->key = kpi_key(reading, kpi, text_of(json_object_get(table, "id")));
	}
}

/* What `make` makes of a list, or made of one that says the same. */
static struct kept_list list_kept(struct reading *reading, json_t *list,
				  struct kept_list (*make)(struct reading *, const json_t *))
{
	struct arena scratch = ARENA_INIT;
	struct digest digest = digest_of(json_compact(&scratch, json_incref(list)));
	struct slice key = keep(reading, digest_text(&scratch, digest));
	bool is_new;
	size_t *place = index_at(&reading->lists, key, &is_new);
	struct kept_list made;

	arena_free(&scratch);
	if (!is_new)
		return reading->kept_lists.items[*place];
	*place = reading->kept_lists.len;
	made = make(reading, list);
	*vec_push(reading->rollup->arena, &reading->kept_lists) = made;
	return made;
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
		.runs = ARENA_ARRAY(reading->rollup->arena, count, struct week_run),
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

static struct kept_list hours_make(struct reading *reading, const json_t *hours)
{
	const json_t *seasons = json_object_get(hours, "seasons");
	size_t count = json_array_size(seasons);
	struct branch_hours made = {
		.given = true,
		.minutes = count_at(hours, "minutes"),
		.text = keep_at(reading, hours, "text"),
		.seasons = ARENA_ARRAY(reading->rollup->arena, count, struct branch_season),
		.season_count = count,
	};

	for (size_t i = 0; i < count; i++)
		made.seasons[i] = season_read_json(reading, json_array_get(seasons, i));
	return (struct kept_list){ .hours = made };
}

static struct kept_list promises_make(struct reading *reading, const json_t *promises)
{
	struct kept_list list = { .promises = ARENA_ARRAY(reading->rollup->arena,
							  json_array_size(promises),
							  struct branch_promise) };

	for (size_t i = 0; i < json_array_size(promises); i++) {
		const json_t *table = json_array_get(promises, i);
		struct amount amount = amount_at(table, "amount");
		if (amount.given)
			list.promises[list.promise_count++] = (struct branch_promise){
				.path = keep_at(reading, table, "path"),
				.name = keep_at(reading, table, "name"),
				.unit = keep_at(reading, table, "unit"),
				.text = keep_at(reading, table, "text"),
				.better = better_at(table),
				.amount = amount.value,
			};
	}
	return list;
}

/* Hours and promises, which many branches have alike. */
static void promises_read(struct reading *reading, struct branch *branch, const json_t *facts)
{
	json_t *hours = json_object_get(facts, "hours");
	json_t *promises = json_object_get(facts, "promises");

	if (json_is_object(hours))
		branch->hours = list_kept(reading, hours, hours_make).hours;
	if (json_is_array(promises)) {
		struct kept_list list = list_kept(reading, promises, promises_make);
		branch->promises = list.promises;
		branch->promise_count = list.promise_count;
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
			branch->promise_places = ARENA_ARRAY(reading->rollup->arena,
							     branch->promise_count, struct place);
		if (place.line > 0)
			branch->promise_places[i] = place;
	}
}

static void facts_read(struct reading *reading, struct branch *branch, const json_t *facts)
{
	const struct rollup *rollup = reading->rollup;

	branch->has_facts = json_is_object(facts);
	branch->id = copy_at(reading, facts, "branch");
	branch->name = copy_at(reading, facts, "name");
	branch->region_name = keep_at(reading, facts, "region");
	branch->owner = keep_at(reading, facts, "owner");
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
	promises_read(reading, branch, facts);
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
				branch->translated[lang][i] =
					slice_copy(reading->rollup->arena, link);
		}
	}
}

static void branch_read(struct reading *reading, struct branch *branch, const json_t *plan)
{
	const json_t *score = json_object_get(plan, "score");
	struct slice status = text_of(json_object_get(plan, "status"));

	branch->file = keep_at(reading, plan, "file");
	branch->line = (uint32_t)count_at(plan, "line");
	branch->stem = copy_at(reading, plan, "stem");
	branch->extends = keep_at(reading, plan, "extends");
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
	branch->order = utf8_plain(reading->rollup->arena, branch->name);
}

static void missing_read(struct reading *reading, const json_t *expected)
{
	struct rollup *rollup = reading->rollup;
	struct index ids = INDEX_IN(rollup->arena);
	bool is_new;

	for (size_t i = 0; i < rollup->count; i++)
		*index_at(&ids, rollup->branches[i].id, &is_new) = 1;
	rollup->missing =
		ARENA_ARRAY(rollup->arena, json_array_size(expected), struct expected_branch);
	for (size_t i = 0; i < json_array_size(expected); i++) {
		const json_t *table = json_array_get(expected, i);
		struct expected_branch one = {
			keep_at(reading, table, "id"),
			keep_at(reading, table, "name"),
			keep_at(reading, table, "region"),
		};
		if (one.id.len > 0 && !index_get(&ids, one.id))
			rollup->missing[rollup->missing_count++] = one;
	}
}

static const struct branch *base_read(struct reading *reading, const json_t *base)
{
	struct branch *branch = ARENA_NEW(reading->rollup->arena, struct branch);

	if (!json_is_object(json_object_get(base, "facts")))
		return NULL;
	branch_read(reading, branch, base);
	reading->rollup->base_is_common = json_is_true(json_object_get(base, "common"));
	return branch;
}

static void branches_read(struct reading *reading, const struct rollup_source *source)
{
	struct rollup *rollup = reading->rollup;

	rollup->branches = ARENA_ARRAY(rollup->arena, source->count, struct branch);
	for (size_t i = 0; i < source->count; i++) {
		json_t *plan = source->plan(source->context, i);
		rollup->branches[i].at = i;
		branch_read(reading, &rollup->branches[i], plan);
		rollup->statuses[rollup->branches[i].status]++;
		json_decref(plan);
	}
}

struct rollup *rollup_read(struct arena *arena, const struct rollup_source *source, enum lang lang)
{
	struct rollup *rollup = ARENA_NEW(arena, struct rollup);
	struct reading reading = { .rollup = rollup,
				   .texts = INDEX_IN(arena),
				   .lists = INDEX_IN(arena) };

	if (json_integer_value(json_object_get(source->head, "format")) != REPORT_FORMAT)
		return NULL;
	*rollup = (struct rollup){
		.arena = arena,
		.lang = lang,
		.date = date_at(source->head, "date"),
		.count = source->count,
	};
	rollup->program = keep_at(&reading, source->head, "program");
	branches_read(&reading, source);
	rollup->base = base_read(&reading, json_object_get(source->head, "base"));
	missing_read(&reading, json_object_get(source->head, "expected"));
	rollup_order(rollup);
	rollup_add_up(rollup);
	rollup_find_outliers(rollup);
	rollup_compare(rollup);
	return rollup;
}
