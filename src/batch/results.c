/* report.json and summary.csv of a batch, written as the records come. */
#include "batch/results.h"

#include <csv.h>
#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "emit/json.h"

/* --- Numbers --- */

/* Whether a branch wants looking at sooner than another. */
static bool is_worse(const struct result *a, const struct result *b)
{
	if (a->code != b->code)
		return a->code > b->code;
	return a->score < b->score;
}

/* The findings in a record of the whole set; the caller owns them. */
static json_t *set_items(struct slice findings_json)
{
	json_t *table = json_loadb(findings_json.ptr, findings_json.len, 0, NULL);
	json_t *items =
		json_object_get(json_array_get(json_object_get(table, "outcome"), 0), "items");

	json_incref(items);
	json_decref(table);
	return items;
}

static int level_of(const json_t *item)
{
	json_int_t level = json_integer_value(json_object_get(item, "level"));

	return level >= 0 && level < LEVEL_COUNT ? (int)level : 0;
}

struct set_counts set_counts_read(struct arena *arena, struct slice findings_json)
{
	struct set_counts set = { .plans = INDEX_IN(arena) };
	json_t *items = findings_json.len > 0 ? set_items(findings_json) : NULL;

	for (size_t i = 0; i < json_array_size(items); i++) {
		const json_t *item = json_array_get(items, i);
		const char *label = json_string_value(json_object_get(item, "path"));
		bool is_new;
		size_t *at;
		set.levels[level_of(item)]++;
		if (!label || !*label)
			continue; /* about no plan alone */
		at = index_at(&set.plans, slice_copy(arena, slice_of(label)), &is_new);
		if (is_new) {
			*at = set.list.len;
			*vec_push(arena, &set.list) = (struct set_count){ { 0 } };
		}
		set.list.items[*at].levels[level_of(item)]++;
	}
	json_decref(items);
	return set;
}

static const struct set_count *set_count_of(const struct set_counts *set, struct slice label)
{
	const size_t *at = set->list.len > 0 ? index_get(&set->plans, label) : NULL;

	return at ? &set->list.items[*at] : NULL;
}

void totals_add_set(struct totals *totals, const struct set_counts *set)
{
	for (int i = 0; i < LEVEL_COUNT; i++)
		totals->levels[i] += set->levels[i];
}

void totals_add(struct arena *arena, struct totals *totals, const struct set_counts *set,
		const struct record *record, bool is_new)
{
	struct result result = { .code = record->code,
				 .score = record->score,
				 .milliseconds = record->milliseconds,
				 .is_new = is_new };
	const struct set_count *about;
	size_t at = totals->worst_count;

	totals->plans++;
	totals->codes[record->code & 3]++;
	for (int i = 0; i < LEVEL_COUNT; i++) {
		totals->levels[i] += record->levels[i];
		result.levels[i] = record->levels[i];
	}
	if (at == WORST_MAX && !is_worse(&result, &totals->worst[at - 1]))
		return;
	result.label = utf8_clean(arena, record_label(arena, record_text(arena, record->key)));
	about = set_count_of(set, result.label);
	for (int i = 0; about && i < LEVEL_COUNT; i++)
		result.levels[i] += about->levels[i];
	if (at == WORST_MAX)
		at--;
	else
		totals->worst_count++;
	while (at > 0 && is_worse(&result, &totals->worst[at - 1])) {
		totals->worst[at] = totals->worst[at - 1];
		at--;
	}
	totals->worst[at] = result;
}

/* --- Files --- */

/* Of the summary: members of a plan's entry in the report. */
static const char *const columns[] = { "stem",   "file",     "line",  "status",   "score",
				       "errors", "warnings", "infos", "documents" };
enum { COLUMN_COUNT = sizeof(columns) / sizeof(*columns) };

static struct file_stream *open_in(struct results *results, const char *name, const char **reason)
{
	return file_stream_open(
		results->arena,
		path_join(results->arena, slice_of(results->folder), slice_of(name)).ptr, reason);
}

bool results_begin(struct results *results, const char **reason)
{
	const char *ignored;

	results->report = open_in(results, RESULTS_REPORT, reason);
	if (!results->report)
		return false;
	results->summary = open_in(results, RESULTS_SUMMARY, reason);
	if (!results->summary) {
		file_stream_close(results->report, false, &ignored);
		return false;
	}
	fprintf(results->report->stream,
		"{\"format\":1,\"program\":\"careplan " CAREPLAN_VERSION
		"\",\"lang\":\"%s\",\"date\":\"%.*s\",",
		lang_key(results->lang), SLICE_ARG(results->date));
	if (results->base_json.len > 0)
		fprintf(results->report->stream, "\"base\":%.*s,", SLICE_ARG(results->base_json));
	if (results->expected_json.len > 0)
		fprintf(results->report->stream, "\"expected\":%.*s,",
			SLICE_ARG(results->expected_json));
	fputs("\"plans\":[", results->report->stream);
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		fprintf(results->summary->stream, "%s%s", i > 0 ? "," : "", columns[i]);
	fputc('\n', results->summary->stream);
	return true;
}

/* Of several languages a format has several. */
static size_t documents_count(json_t *links)
{
	const char *format;
	json_t *link;
	size_t count = 0;

	json_object_foreach(links, format, link) count +=
		json_is_object(link) ? json_object_size(link) : 1;
	return count;
}

static void cell_put(FILE *file, json_t *value, const char *end)
{
	const char *text = json_string_value(value);

	if (text)
		csv_fwrite(file, text, strlen(text));
	else if (json_is_integer(value))
		fprintf(file, "%lld", (long long)json_integer_value(value));
	else if (json_is_object(value))
		fprintf(file, "%zu", documents_count(value));
	fputs(end, file);
}

/* What is wrong with a plan among the others counts as its own. */
static void levels_add(json_t *entry, const struct set_counts *set)
{
	static const char *const keys[LEVEL_COUNT] = {
		[LEVEL_INFO] = "infos", [LEVEL_WARNING] = "warnings", [LEVEL_ERROR] = "errors"
	};
	const char *label = json_string_value(json_object_get(entry, "stem"));
	const struct set_count *about = label ? set_count_of(set, slice_of(label)) : NULL;

	for (int i = 0; about && i < LEVEL_COUNT; i++)
		json_object_set_new(entry, keys[i],
				    json_integer(
					    json_integer_value(json_object_get(entry, keys[i])) +
					    (json_int_t)about->levels[i]));
}

void results_add(struct results *results, const struct record *record, bool is_new)
{
	FILE *file = results->report->stream;
	static const char *const unneeded[] = { "facts", NULL };
	json_t *entry = json_read_without(record->entry_json, unneeded);

	fputs(results->totals.plans > 0 ? ",\n" : "\n", file);
	fwrite(record->entry_json.ptr, 1, record->entry_json.len, file);
	levels_add(entry, &results->set);
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		cell_put(results->summary->stream, json_object_get(entry, columns[i]),
			 i + 1 < COLUMN_COUNT ? "," : "\n");
	results->totals.documents += documents_count(json_object_get(entry, "documents"));
	json_decref(entry);
	totals_add(results->arena, &results->totals, &results->set, record, is_new);
}

/* A text in each language; a plain one where they do not differ. */
static json_t *both_json(const json_t *pair)
{
	json_t *table = json_table();

	for (int i = 0; i < LANG_COUNT; i++)
		json_object_set(table, lang_key((enum lang)i), json_array_get(pair, (size_t)i));
	return table;
}

/* One finding of the whole set, as docs/report-format.md describes it. */
static struct slice set_finding(struct arena *arena, const json_t *item)
{
	static const char *const places[] = { "file", "line", "column" };
	const json_t *place = json_object_get(item, "place");
	const char *stem = json_string_value(json_object_get(item, "path"));
	bool is_known = json_integer_value(json_array_get(place, 1)) > 0;
	json_t *table = json_table();

	json_object_set(table, "rule", json_object_get(item, "rule"));
	json_set_text(table, "level", slice_of(level_key((enum level)level_of(item))));
	if (stem && *stem)
		json_set_text(table, "stem", slice_of(stem));
	for (size_t i = 0; is_known && i < sizeof(places) / sizeof(*places); i++)
		json_object_set(table, places[i], json_array_get(place, i));
	json_set(table, "message", both_json(json_object_get(item, "message")));
	return json_compact(arena, table);
}

static void set_put(const struct results *results)
{
	json_t *items = results->set_json.len > 0 ? set_items(results->set_json) : NULL;
	FILE *file = results->report->stream;

	fputs("\n],\"set\":[", file);
	for (size_t i = 0; i < json_array_size(items); i++) {
		struct arena scratch = ARENA_INIT;
		struct slice text = set_finding(&scratch, json_array_get(items, i));
		fprintf(file, "%s\n%.*s", i > 0 ? "," : "", SLICE_ARG(text));
		arena_free(&scratch);
	}
	json_decref(items);
}

bool results_end(struct results *results, bool is_whole, const char **reason)
{
	struct totals *totals = &results->totals;
	size_t failed = totals->plans - totals->codes[0];
	const char *ignored;
	bool done;

	totals_add_set(totals, &results->set);
	set_put(results);
	fprintf(results->report->stream,
		"\n],\"summary\":{\"plans\":%zu,\"rendered\":%zu,\"failed\":%zu,\"errors\":%zu,"
		"\"warnings\":%zu,\"infos\":%zu,\"documents\":%zu}}\n",
		totals->plans, totals->codes[0], failed, totals->levels[LEVEL_ERROR],
		totals->levels[LEVEL_WARNING], totals->levels[LEVEL_INFO], totals->documents);
	done = file_stream_close(results->report, is_whole, reason);
	if (!done) {
		file_stream_close(results->summary, false, &ignored);
		return false;
	}
	return file_stream_close(results->summary, is_whole, reason);
}
