/* What a batch comes to: results, reports of findings, dependencies. */
#include "many/finish.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "diag/show.h"
#include "emit/json.h"
#include "many/pages.h"
#include "rollup/rollup.h"
#include "rollup/set_rules.h"

int finish_unread(const struct options *options, const struct ledger *ledger)
{
	if (ledger->error == 0)
		return EXIT_DONE;
	cli_say(options,
		TEXT2("không đọc được '{1}': {2}; chạy lại",
		      "cannot read '{1}': {2}; run it again"),
		slice_of(ledger->manifest_path), slice_of(strerror(ledger->error)));
	return EXIT_SYSTEM;
}

enum lang finish_lang(const struct options *options)
{
	return options->lang_count > 0 ? options->langs[0] : options->ui;
}

struct slice finish_langs(const struct options *options)
{
	struct buf langs = BUF_IN(options->arena);

	buf_puts(&langs, lang_key(finish_lang(options)));
	for (size_t i = 1; i < options->lang_count; i++)
		buf_printf(&langs, ",%s", lang_key(options->langs[i]));
	return buf_slice(&langs);
}

void finish_langs_take(struct options *options, struct slice langs)
{
	size_t start = 0;

	while (options->lang_count < LANG_COUNT && start < langs.len) {
		size_t end = slice_find(langs, SLICE(","), start);
		if (lang_find(slice_sub(langs, start, end), &options->langs[options->lang_count]))
			options->lang_count++;
		start = end + 1;
	}
}

static int report_write_all(const struct finish *finish, struct totals *totals,
			    const struct record *set)
{
	struct results results = { .arena = finish->arena,
				   .folder = finish->folder,
				   .date = finish->options->date,
				   .lang = finish_lang(finish->options),
				   .base_json = finish->base_json,
				   .expected_json = finish->expected_json,
				   .set_json = set->findings_json,
				   .set = set_counts_read(finish->arena, set->findings_json) };
	const char *reason = "";
	struct record record;
	bool is_new, done;

	if (!results_begin(&results, &reason))
		return cli_unwritten(finish->options, finish->folder, reason);
	for (size_t i = 0; i < finish->count; i++) {
		if (finish->record(finish->context, i, &record, &is_new))
			results_add(&results, &record, is_new);
	}
	done = results_end(&results, true, &reason);
	*totals = results.totals;
	return done ? EXIT_DONE : cli_unwritten(finish->options, finish->folder, reason);
}

/* --- The whole set --- */

static struct slice set_findings_json(const struct finish *finish, const struct report *report,
				      const struct settings *settings)
{
	struct outcome outcome = { .arena = finish->arena, .lang = finish->options->ui };
	struct outcome_input input = {
		.name = SLICE(RESULTS_REPORT),
		.readable = true,
		.score = -1,
		.fails = settings->fails,
		.fail_level = settings->fail_level,
	};
	json_t *table = json_table();
	static const bool texts[REPORT_COUNT] = { [REPORT_TEXT] = true, [REPORT_SHORT] = true };

	outcome_add(&outcome, &input, report, NULL);
	json_set(table, "outcome", outcome_pack(&outcome));
	texts_pack(finish->arena, table, report, finish->options->ui, texts);
	return json_compact(finish->arena, table);
}

/* What is wrong with the plans together, with the levels of the settings that hold here. */
static int set_judge(const struct finish *finish, const struct rollup *rollup,
		     struct report *report, struct index *about, struct record *set)
{
	struct arena *arena = finish->arena;
	struct report unheard = report_new(arena);
	struct settings settings;

	settings_load(arena, &unheard, finish->options, SLICE(""), &settings);
	set_check(arena, report, rollup, about);
	settings_apply(&settings, report, 0);
	report_sort(report);
	*set = (struct record){
		.code = settings_fail(&settings, report) ? EXIT_FINDINGS : EXIT_DONE,
		.is_kept = true,
		.score = -1,
		.key = KEY_SET,
		.base_json = SLICE("null"),
		.files_json = SLICE("[]"),
		.documents_json = SLICE("[]"),
		.entry_json = SLICE("null"),
		.said_json =
			record_json(arena, diag_show_short(arena, report, finish->options->ui)),
		.findings_json = set_findings_json(finish, report, &settings),
	};
	return set->code;
}

/* The report without its plans. */
static json_t *head_make(const struct finish *finish)
{
	json_t *head = json_table();
	const struct slice parts[] = { finish->base_json, finish->expected_json };
	static const char *const keys[] = { "base", "expected" };

	json_set(head, "format", json_count(1));
	json_set_text(head, "program", SLICE("careplan " CAREPLAN_VERSION));
	json_set_text(head, "date", finish->options->date);
	for (size_t i = 0; i < 2; i++) {
		if (parts[i].len > 0)
			json_set(head, keys[i], json_loadb(parts[i].ptr, parts[i].len, 0, NULL));
	}
	return head;
}

struct recorded {
	const struct finish *finish;
	uint32_t *places; /* of the branches that have a record */
	size_t count;
};

static json_t *plan_of(void *context, size_t at, const char *const *without)
{
	const struct recorded *recorded = context;
	const struct finish *finish = recorded->finish;
	struct record record;
	bool is_new;

	if (!finish->record(finish->context, recorded->places[at], &record, &is_new))
		return NULL;
	return json_read_without(record.entry_json, without);
}

/* The languages of the results one after the other: each is read by itself and forgotten. */
static int results_write(const struct finish *finish, const struct rollup_source *source,
			 struct totals *totals, struct record *set)
{
	struct report report = report_new(finish->arena);
	struct index about = INDEX_IN(finish->arena);
	enum lang langs[LANG_COUNT];
	size_t count = pages_langs(finish, langs);
	int worst = EXIT_DONE;

	for (size_t i = 0; i < count && worst < EXIT_USAGE; i++) {
		struct arena arena = ARENA_INIT;
		struct rollup *rollup = rollup_read(&arena, source, langs[i]);
		if (i == 0) {
			worst = set_judge(finish, rollup, &report, &about, set);
			worst = exit_graver(worst, report_write_all(finish, totals, set));
		}
		set_count(rollup, &report, &about);
		if (worst < EXIT_USAGE)
			worst = exit_graver(worst, pages_write(finish, rollup));
		arena_free(&arena);
	}
	return worst;
}

/* What the plans come to, from their records one at a time. */
int finish_results(const struct finish *finish, struct totals *totals, struct record *set)
{
	struct arena arena = ARENA_INIT;
	struct recorded recorded = { finish, ARENA_ARRAY(&arena, finish->count, uint32_t), 0 };
	struct rollup_source source = { .plan = plan_of, .context = &recorded };
	json_t *head = head_make(finish);
	struct record record;
	bool is_new;
	int worst;

	for (size_t i = 0; i < finish->count; i++) {
		if (finish->record(finish->context, i, &record, &is_new))
			recorded.places[recorded.count++] = (uint32_t)i;
	}
	source.head = head;
	source.count = recorded.count;
	worst = results_write(finish, &source, totals, set);
	json_decref(head);
	arena_free(&arena);
	return worst;
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
		return cli_unwritten(finish->options, path, reason);
	for (size_t i = 0; i < finish->count; i++) {
		if (finish->record(finish->context, i, &record, &is_new))
			rule_put(file->stream, finish, &record);
	}
	return file_stream_close(file, true, &reason)
		       ? EXIT_DONE
		       : cli_unwritten(finish->options, path, reason);
}
