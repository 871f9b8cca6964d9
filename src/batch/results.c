/* report.json and summary.csv of a batch, written as the records come. */
#include "batch/results.h"

#include <csv.h>
#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "emit/json.h"

/* --- Numbers --- */

/* Whether a branch wants looking at sooner than another. */
static bool is_worse(const struct result *a, const struct result *b)
{
	if (a->code != b->code)
		return a->code > b->code;
	return a->score < b->score;
}

void totals_add(struct arena *arena, struct totals *totals, const struct record *record,
		bool is_new)
{
	struct result result = { .code = record->code,
				 .score = record->score,
				 .milliseconds = record->milliseconds,
				 .is_new = is_new };
	size_t at = totals->worst_count;

	totals->plans++;
	totals->codes[record->code & 3]++;
	for (int i = 0; i < LEVEL_COUNT; i++) {
		totals->levels[i] += record->levels[i];
		result.levels[i] = record->levels[i];
	}
	if (at == WORST_MAX && !is_worse(&result, &totals->worst[at - 1]))
		return;
	result.label = record_label(arena, record_text(arena, record->key));
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

static struct file_stream *open_in(struct results *results, const char *name, const char **reason)
{
	return file_stream_open(
		results->arena,
		path_join(results->arena, slice_of(results->folder), slice_of(name)).ptr, reason);
}

bool results_begin(struct results *results, const char **reason)
{
	const char *ignored;

	results->report = open_in(results, "report.json", reason);
	if (!results->report)
		return false;
	results->summary = open_in(results, "summary.csv", reason);
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
	fputs("stem,file,line,status,score,errors,warnings,infos,documents\n",
	      results->summary->stream);
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

void results_add(struct results *results, const struct record *record, bool is_new)
{
	static const char *const columns[] = { "stem",   "file",     "line",  "status",   "score",
					       "errors", "warnings", "infos", "documents" };
	enum { COLUMNS = sizeof(columns) / sizeof(*columns) };
	FILE *file = results->report->stream;
	json_t *entry = json_loadb(record->entry_json.ptr, record->entry_json.len, 0, NULL);

	fputs(results->totals.plans > 0 ? ",\n" : "\n", file);
	fwrite(record->entry_json.ptr, 1, record->entry_json.len, file);
	for (size_t i = 0; i < COLUMNS; i++)
		cell_put(results->summary->stream, json_object_get(entry, columns[i]),
			 i + 1 < COLUMNS ? "," : "\n");
	results->totals.documents += documents_count(json_object_get(entry, "documents"));
	json_decref(entry);
	totals_add(results->arena, &results->totals, record, is_new);
}

bool results_end(struct results *results, bool is_whole, const char **reason)
{
	const struct totals *totals = &results->totals;
	size_t failed = totals->plans - totals->codes[0];
	const char *ignored;
	bool done;

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
