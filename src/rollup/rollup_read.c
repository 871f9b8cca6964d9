/* The report of a batch → branches.  Whatever is left out or of another type is taken as not given.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/utf8.h"
#include "base/vec.h"
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

static void budget_read(struct rollup *rollup, struct branch *branch, const json_t *budget)
{
	const json_t *costs = json_object_get(budget, "categories");

	branch->budget = amount_at(budget, "total");
	branch->limit = amount_at(budget, "limit");
	branch->inherits_budget = json_is_true(json_object_get(budget, "inherited"));
	branch->costs = ARENA_ARRAY(rollup->arena, json_array_size(costs), struct branch_cost);
	for (size_t i = 0; i < json_array_size(costs); i++) {
		const json_t *table = json_array_get(costs, i);
		struct amount amount = amount_at(table, "amount");
		if (amount.given)
			branch->costs[branch->cost_count++] =
				(struct branch_cost){ text_of(json_object_get(table, "key")),
						      text_at(table, "label", rollup->lang),
						      amount.value };
	}
}

static void kpis_read(struct rollup *rollup, struct branch *branch, const json_t *kpis)
{
	struct arena *arena = rollup->arena;

	branch->kpis = ARENA_ARRAY(arena, json_array_size(kpis), struct branch_kpi);
	for (size_t i = 0; i < json_array_size(kpis); i++) {
		const json_t *table = json_array_get(kpis, i);
		struct branch_kpi *kpi = &branch->kpis[branch->kpi_count++];
		struct slice id = text_of(json_object_get(table, "id"));
		*kpi = (struct branch_kpi){
			.name = text_at(table, "name", rollup->lang),
			.scope = text_at(table, "scope", rollup->lang),
			.unit = text_at(table, "unit", rollup->lang),
			.better = better_at(table),
			.value = amount_at(table, "value"),
			.target = amount_at(table, "target"),
			.volume = amount_at(table, "volume"),
		};
		kpi->key = text_printf(arena, "%s%.*s%c%.*s%c%.*s", id.len > 0 ? "#" : "",
				       SLICE_ARG(id.len > 0 ? id : utf8_fold(arena, kpi->name)),
				       joint, SLICE_ARG(utf8_fold(arena, kpi->scope)), joint,
				       SLICE_ARG(kpi->unit));
	}
}

static void hours_read(struct rollup *rollup, struct branch *branch, const json_t *hours)
{
	const json_t *week = json_object_get(hours, "week");
	size_t count = json_array_size(week);

	if (!json_is_object(hours))
		return;
	branch->hours = (struct branch_hours){
		.given = true,
		.minutes = count_at(hours, "minutes"),
		.text = text_at(hours, "text", rollup->lang),
		.runs = ARENA_ARRAY(rollup->arena, count, struct week_run),
	};
	for (size_t i = 0; i < count; i++) {
		const json_t *run = json_array_get(week, i);
		json_int_t start = json_integer_value(json_array_get(run, 0));
		json_int_t end = json_integer_value(json_array_get(run, 1));
		if (start >= 0 && start < HOURS_WEEK && end > start && end <= start + HOURS_WEEK)
			branch->hours.runs[branch->hours.run_count++] =
				(struct week_run){ (int)start, (int)end };
	}
}

static void promises_read(struct rollup *rollup, struct branch *branch, const json_t *promises)
{
	branch->promises =
		ARENA_ARRAY(rollup->arena, json_array_size(promises), struct branch_promise);
	for (size_t i = 0; i < json_array_size(promises); i++) {
		const json_t *table = json_array_get(promises, i);
		struct amount amount = amount_at(table, "amount");
		if (amount.given)
			branch->promises[branch->promise_count++] = (struct branch_promise){
				.path = text_of(json_object_get(table, "path")),
				.name = text_at(table, "name", rollup->lang),
				.unit = text_of(json_object_get(table, "unit")),
				.text = text_at(table, "text", rollup->lang),
				.better = better_at(table),
				.amount = amount.value,
			};
	}
}

static void facts_read(struct rollup *rollup, struct branch *branch, const json_t *facts)
{
	enum lang lang = rollup->lang;

	branch->has_facts = json_is_object(facts);
	branch->id = text_at(facts, "branch", lang);
	branch->name = text_at(facts, "name", lang);
	branch->owner = text_at(facts, "owner", lang);
	branch->ends = date_at(facts, "ends");
	branch->review = date_at(facts, "review");
	branch->review_is_overdue =
		date_is_given(branch->review) && date_compare(branch->review, rollup->date) < 0;
	branch->has_ended =
		date_is_given(branch->ends) && date_compare(branch->ends, rollup->date) < 0;
	branch->headcount = amount_at(facts, "headcount");
	branch->currency = currency_find(text_of(json_object_get(facts, "currency")));
	budget_read(rollup, branch, json_object_get(facts, "budget"));
	kpis_read(rollup, branch, json_object_get(facts, "kpis"));
	hours_read(rollup, branch, json_object_get(facts, "hours"));
	promises_read(rollup, branch, json_object_get(facts, "promises"));
}

static void branch_read(struct rollup *rollup, struct branch *branch, const json_t *plan)
{
	const json_t *links = json_object_get(plan, "documents");
	const json_t *score = json_object_get(plan, "score");
	struct slice status = text_of(json_object_get(plan, "status"));

	branch->file = text_of(json_object_get(plan, "file"));
	branch->stem = text_of(json_object_get(plan, "stem"));
	branch->title = text_at(plan, "title", rollup->lang);
	branch->score = json_is_integer(score) ? (int)json_integer_value(score) : -1;
	branch->errors = count_at(plan, "errors");
	branch->warnings = count_at(plan, "warnings");
	branch->status = BRANCH_FAILED;
	for (int i = 0; i < BRANCH_STATUS_COUNT; i++) {
		if (slice_is(status, statuses[i]))
			branch->status = (enum branch_status)i;
	}
	for (int i = 0; i < DOCUMENT_COUNT; i++)
		branch->documents[i] = text_of(json_object_get(links, documents[i]));
	facts_read(rollup, branch, json_object_get(plan, "facts"));
	if (branch->name.len == 0)
		branch->name = branch->id.len > 0     ? branch->id
			       : branch->stem.len > 0 ? branch->stem
						      : branch->file;
	branch->order = utf8_plain(rollup->arena, branch->name);
}

static void missing_read(struct rollup *rollup, const json_t *expected)
{
	struct index ids = INDEX_IN(rollup->arena);
	bool is_new;

	for (size_t i = 0; i < rollup->count; i++)
		*index_at(&ids, rollup->branches[i].id, &is_new) = 1;
	rollup->missing =
		ARENA_ARRAY(rollup->arena, json_array_size(expected), struct expected_branch);
	for (size_t i = 0; i < json_array_size(expected); i++) {
		const json_t *table = json_array_get(expected, i);
		struct expected_branch one = {
			text_of(json_object_get(table, "id")),
			text_at(table, "name", rollup->lang),
			text_at(table, "region", rollup->lang),
		};
		if (one.id.len > 0 && !index_get(&ids, one.id))
			rollup->missing[rollup->missing_count++] = one;
	}
}

static bool is_digit(struct slice text, size_t at)
{
	return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* The length of the digits at a place, without noughts in front, which *at is moved behind. */
static size_t digits_at(struct slice text, size_t *at)
{
	size_t end;

	while (is_digit(text, *at) && text.ptr[*at] == '0' && is_digit(text, *at + 1))
		(*at)++;
	for (end = *at; is_digit(text, end);)
		end++;
	return end - *at;
}

/* As people order names: "Branch 9" stands before "Branch 10". */
static int names_compare(struct slice a, struct slice b)
{
	size_t i = 0, j = 0;

	while (i < a.len && j < b.len) {
		size_t one = digits_at(a, &i), other = digits_at(b, &j);
		int order;
		if (one > 0 && other > 0 && one != other)
			return one < other ? -1 : 1;
		one = one > 0 && other > 0 ? one : 1;
		order = slice_compare(slice_sub(a, i, i + one), slice_sub(b, j, j + one));
		if (order != 0)
			return order;
		i += one;
		j += one;
	}
	return (i < a.len) - (j < b.len);
}

static int region_compare(const void *left, const void *right)
{
	const struct region *a = left, *b = right;
	int order;

	if ((a->name.len == 0) != (b->name.len == 0))
		return a->name.len == 0 ? 1 : -1;
	order = names_compare(a->order, b->order);
	return order != 0 ? order : slice_compare(a->name, b->name);
}

static int branch_compare(const void *left, const void *right)
{
	const struct branch *a = left, *b = right;
	int order;

	if (a->region != b->region)
		return a->region < b->region ? -1 : 1;
	order = names_compare(a->order, b->order);
	return order != 0 ? order : a->at < b->at ? -1 : a->at > b->at;
}

/* The regions by name, and the branches by region. */
static void regions_read(struct rollup *rollup, const json_t *plans)
{
	struct arena *arena = rollup->arena;
	VEC(struct region) regions = { NULL, 0, 0 };
	struct index places = INDEX_IN(arena), sorted = INDEX_IN(arena);
	bool is_new;

	for (size_t i = 0; i < rollup->count; i++) {
		const json_t *facts = json_object_get(json_array_get(plans, i), "facts");
		struct slice name = text_at(facts, "region", rollup->lang);
		index_at(&places, name, &is_new);
		if (is_new)
			*vec_push(arena, &regions) =
				(struct region){ .name = name, .order = utf8_plain(arena, name) };
	}
	if (regions.len > 0)
		qsort(regions.items, regions.len, sizeof(*regions.items), region_compare);
	for (size_t i = 0; i < regions.len; i++)
		*index_at(&sorted, regions.items[i].name, &is_new) = i;
	for (size_t i = 0; i < rollup->count; i++) {
		const json_t *facts = json_object_get(json_array_get(plans, i), "facts");
		rollup->branches[i].region =
			*index_get(&sorted, text_at(facts, "region", rollup->lang));
	}
	rollup->regions = regions.items;
	rollup->region_count = regions.len;
	if (rollup->count > 0)
		qsort(rollup->branches, rollup->count, sizeof(*rollup->branches), branch_compare);
}

static const struct branch *base_read(struct rollup *rollup, const json_t *base)
{
	struct branch *branch = ARENA_NEW(rollup->arena, struct branch);

	if (!json_is_object(json_object_get(base, "facts")))
		return NULL;
	branch_read(rollup, branch, base);
	return branch;
}

struct rollup *rollup_read(struct arena *arena, const json_t *report, enum lang lang)
{
	struct rollup *rollup = ARENA_NEW(arena, struct rollup);
	const json_t *plans = json_object_get(report, "plans");

	if (json_integer_value(json_object_get(report, "format")) != REPORT_FORMAT ||
	    !json_is_array(plans))
		return NULL;
	*rollup = (struct rollup){
		.arena = arena,
		.lang = lang,
		.program = text_of(json_object_get(report, "program")),
		.date = date_at(report, "date"),
		.count = json_array_size(plans),
	};
	rollup->branches = ARENA_ARRAY(arena, rollup->count, struct branch);
	for (size_t i = 0; i < rollup->count; i++) {
		rollup->branches[i].at = i;
		branch_read(rollup, &rollup->branches[i], json_array_get(plans, i));
		rollup->statuses[rollup->branches[i].status]++;
	}
	rollup->base = base_read(rollup, json_object_get(report, "base"));
	missing_read(rollup, json_object_get(report, "expected"));
	regions_read(rollup, plans);
	rollup_add_up(rollup);
	rollup_find_outliers(rollup);
	rollup_compare(rollup);
	return rollup;
}
