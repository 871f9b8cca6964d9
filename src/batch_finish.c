/* What a batch comes to: results, reports of findings, dependencies. */
#include "batch_finish.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "emit/json.h"

int finish_unwritten(const struct options *options, const char *path, const char *reason)
{
	cli_say(options, TEXT2("không ghi được '{1}': {2}", "cannot write '{1}': {2}"),
		slice_of(path), slice_of(reason));
	return EXIT_SYSTEM;
}

int finish_results(const struct finish *finish, struct totals *totals)
{
	struct results results = { .arena = finish->arena,
				   .folder = finish->folder,
				   .date = finish->options->date };
	const char *reason = "";
	struct record record;
	bool is_new;

	if (!results_begin(&results, &reason))
		return finish_unwritten(finish->options, finish->folder, reason);
	for (size_t i = 0; i < finish->count; i++) {
		if (finish->record(finish->context, i, &record, &is_new))
			results_add(&results, &record, is_new);
	}
	*totals = results.totals;
	if (!results_end(&results, true, &reason))
		return finish_unwritten(finish->options, finish->folder, reason);
	return EXIT_DONE;
}

/* --- Reports of findings --- */

static void record_take(struct run *run, const struct record *record, struct index *told)
{
	json_t *table = json_loadb(record->findings_json.ptr, record->findings_json.len,
				   JSON_DECODE_ANY, NULL);

	outcome_unpack(&run->outcome, json_object_get(table, "outcome"), told);
	for (size_t i = 0; i < run->targets.len; i++) {
		struct report_target *target = &run->targets.items[i];
		const char *text =
			json_string_value(json_object_get(table, report_form_name(target->form)));
		if (text)
			buf_puts(&target->text, text);
	}
	json_decref(table);
}

int finish_reports(const struct finish *finish)
{
	struct index told = INDEX_IN(finish->arena);
	struct record record;
	struct run run;
	bool is_new;
	int code = run_begin(&run, finish->options);

	if (code != EXIT_DONE || run.targets.len == 0)
		return code;
	outcome_add_rules(&run.outcome, NULL);
	for (size_t i = 0; i < finish->templates->list.len; i++) {
		const struct template *t = finish->templates->list.items[i].t;
		if (t)
			outcome_add_rules(&run.outcome, t);
	}
	for (size_t i = 0; i < finish->count; i++) {
		if (finish->record(finish->context, i, &record, &is_new))
			record_take(&run, &record, &told);
	}
	return run_end(&run);
}

/* --- Dependencies --- */

/* A path as Make and Ninja read it. */
static void path_put(FILE *file, const char *path)
{
	for (; *path; path++) {
		if (*path == ' ' || *path == '#' || *path == '\\')
			fputc('\\', file);
		if (*path == '$')
			fputc('$', file);
		fputc(*path, file);
	}
}

static void list_put(FILE *file, struct arena *arena, const char *folder, struct slice json)
{
	json_t *list = json_loadb(json.ptr, json.len, 0, NULL);

	for (size_t i = 0; i + 1 < json_array_size(list); i += 2) {
		const char *path = json_string_value(json_array_get(list, i));
		if (!path)
			continue;
		if (folder)
			path = path_join(arena, slice_of(folder), slice_of(path)).ptr;
		else
			fputs(" \\\n  ", file);
		path_put(file, path);
		if (folder && i + 2 < json_array_size(list))
			fputc(' ', file);
	}
	json_decref(list);
}

static void rule_put(FILE *file, const struct finish *finish, const struct record *record)
{
	struct arena scratch = ARENA_INIT;

	if (!slice_is(record->documents_json, "[]")) {
		list_put(file, &scratch, finish->folder, record->documents_json);
		fputc(':', file);
		if (finish->options->value[OPTION_BRANCHES]) {
			fputs(" \\\n  ", file);
			path_put(file, finish->options->value[OPTION_BRANCHES]);
		}
		list_put(file, &scratch, NULL, record->files_json);
		fputc('\n', file);
	}
	arena_free(&scratch);
}

int finish_deps(const struct finish *finish)
{
	const char *path = finish->options->value[OPTION_DEPS];
	const char *reason = "";
	struct file_stream *file;
	struct record record;
	bool is_new;

	if (!path)
		return EXIT_DONE;
	file = file_stream_open(finish->arena, path, &reason);
	if (!file)
		return finish_unwritten(finish->options, path, reason);
	for (size_t i = 0; i < finish->count; i++) {
		if (finish->record(finish->context, i, &record, &is_new))
			rule_put(file->stream, finish, &record);
	}
	return file_stream_close(file, true, &reason)
		       ? EXIT_DONE
		       : finish_unwritten(finish->options, path, reason);
}
