/* One branch in a worker: the plan checked, its documents written, and a record of both. */
#include <jansson.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/utf8.h"
#include "diag/show.h"
#include "emit/facts.h"
#include "emit/json.h"
#include "many/set.h"

/* A branch being worked on. */
struct task {
	struct batch *batch;
	struct arena *arena;
	size_t branch;
	struct job job;
	struct document documents[FORMAT_COUNT];
	bool is_written[FORMAT_COUNT];
	struct buf said;
	struct slice title;
	int code;
};

static double milliseconds(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* --- Documents --- */

static void say(struct task *task, struct text2 text, struct slice one, struct slice two)
{
	struct diag_arg args[] = { diag_text("1", one), diag_text("2", two) };
	enum lang lang = task->batch->options->ui;

	buf_put(&task->said, diag_fill(task->arena, text2_in(&text, lang), LANG_EN, args, 2));
	buf_putc(&task->said, '\n');
}

static void documents_write(struct task *task)
{
	struct batch *batch = task->batch;
	struct job *job = &task->job;
	const struct doc *doc =
		job_present(job, job->langs[0], batch->options->given[OPTION_DRAFT]);
	size_t before = job->report.count;

	task->title = doc->title;
	for (size_t f = 0; f < FORMAT_COUNT; f++) {
		struct document *document = &task->documents[f];
		struct slice name;
		const char *path;
		if (!batch->formats.wanted[f])
			continue;
		name = batch_document(batch, task->arena, task->branch, f);
		path = path_join(task->arena, slice_of(batch->folder), name).ptr;
		*document = (struct document){
			.format = f, .lang = -1, .path = path, .is_checked = true
		};
		if (file_make_folders(task->arena,
				      slice_cstr(task->arena, path_folder(slice_of(path))),
				      &document->reason) &&
		    document_write(job, doc, &batch->shared, document)) {
			task->is_written[f] = true;
			continue;
		}
		task->code = EXIT_SYSTEM;
		if (document->reason)
			say(task, TEXT2("không ghi được '{1}': {2}", "cannot write '{1}': {2}"),
			    slice_of(path), slice_of(document->reason));
	}
	job_settle(job, before);
	report_sort(&job->report);
}

/* --- The record --- */

static bool is_embedded(const struct source *source)
{
	for (const struct embedded_file *file = embedded_files; file->name; file++) {
		if (source->text.ptr == file->start)
			return true;
	}
	return false;
}

static void file_put(struct task *task, json_t *list, struct slice path, struct digest digest)
{
	if (utf8_first_bad(path) < path.len)
		return;
	json_put(list, json_text(path));
	json_put(list, json_text(digest_text(task->arena, digest)));
}

static void sources_put(struct task *task, json_t *list, const struct report *report)
{
	const struct table *table = task->batch->table; /* whose row is known beforehand */

	for (uint32_t i = 1; i < report->source_count; i++) {
		const struct source *source = report_source_at(report, i);
		bool is_row = table && source->name.ptr == table->name.ptr;
		if (!is_row && !is_embedded(source))
			file_put(task, list, source->name, digest_of(source->text));
	}
}

static void images_put(struct task *task, json_t *list, const struct plan_files *images)
{
	for (size_t i = 0; i < images->list.len; i++) {
		const struct plan_file *image = &images->list.items[i];
		file_put(task, list, image->path,
			 image->bytes.ptr ? digest_of(image->bytes) : (struct digest){ 0 });
	}
}

/* Everything that was read, with the digest of what was read. */
static struct slice files_json(struct task *task)
{
	const struct job *job = &task->job;
	json_t *list = json_list();

	sources_put(task, list, &job->report);
	if (job->shared)
		sources_put(task, list, &job->shared->report);
	if (job->plan)
		images_put(task, list, job->plan->images);
	if (job->theme)
		images_put(task, list, job->theme->logos);
	return json_compact(task->arena, list);
}

static struct slice documents_json(struct task *task)
{
	json_t *list = json_list();

	for (size_t f = 0; f < FORMAT_COUNT; f++) {
		if (!task->is_written[f])
			continue;
		json_put(list,
			 json_text(batch_document(task->batch, task->arena, task->branch, f)));
		json_put(list, json_count(task->documents[f].size));
	}
	return json_compact(task->arena, list);
}

/* What stands in the report, whoever made it and however long it took. */
static json_t *entry_begin(const struct batch *batch, struct arena *arena, size_t branch,
			   const char *status)
{
	const struct listed *item = &batch->branches.list.items[branch];
	json_t *entry = json_table();

	json_set_text(entry, "stem", slice_copy(arena, batch_label(batch, branch)));
	json_set_text(entry, "file", slice_of(item->path));
	json_set(entry, "line",
		 batch->table ? json_count(batch->table->rows.items[item->row].line) : json_null());
	json_set_text(entry, "status", slice_of(status));
	return entry;
}

static struct slice entry_json(struct task *task, const size_t levels[LEVEL_COUNT])
{
	const struct job *job = &task->job;
	json_t *documents = json_table();
	json_t *entry = entry_begin(task->batch, task->arena, task->branch,
				    task->code == EXIT_DONE ? "rendered" : "failed");

	for (size_t f = 0; f < FORMAT_COUNT; f++) {
		if (task->is_written[f])
			json_set_text(documents, format_name(f),
				      batch_document(task->batch, task->arena, task->branch, f));
	}
	if (task->title.len > 0)
		json_set_text(entry, "title", task->title);
	json_set(entry, "code", json_count((size_t)task->code));
	json_set(entry, "score", job->score ? json_integer(job->score->points) : json_null());
	json_set(entry, "errors", json_count(levels[LEVEL_ERROR]));
	json_set(entry, "warnings", json_count(levels[LEVEL_WARNING]));
	json_set(entry, "infos", json_count(levels[LEVEL_INFO]));
	json_set(entry, "language",
		 job->plan ? json_text(slice_of(lang_key(job->langs[0]))) : json_null());
	json_set(entry, "documents", documents);
	json_set(entry, "facts",
		 job->plan ? facts_of_plan(task->arena, job->t, job->plan, &job->report)
			   : json_null());
	return json_compact(task->arena, entry);
}

/* A line for each finding that makes the plan fail. */
static void findings_say(struct task *task)
{
	const struct job *job = &task->job;
	struct report grave = job->report;
	enum level least = job->settings.fails ? job->settings.fail_level : LEVEL_ERROR;

	grave.findings = ARENA_ARRAY(task->arena, grave.count + 1, struct finding);
	grave.count = 0;
	for (size_t i = 0; i < job->report.count; i++) {
		if (job->report.findings[i].level >= least)
			grave.findings[grave.count++] = job->report.findings[i];
	}
	buf_put(&task->said, diag_show_short(task->arena, &grave, task->batch->options->ui));
}

/* What reports of findings are put together from: the findings, and plain texts as they are. */
static struct slice findings_json(struct task *task)
{
	const struct batch *batch = task->batch;
	struct job *job = &task->job;
	enum lang lang = batch->options->ui;
	struct outcome outcome = { .arena = task->arena, .lang = lang };
	struct outcome_input input = {
		.name = batch_source(batch, task->arena, task->branch),
		.readable = job->plan && job->code == EXIT_DONE,
		.score = job->score ? job->score->points : -1,
		.fails = job->settings.fails,
		.fail_level = job->settings.fail_level,
	};
	json_t *table;

	if (!batch->takes_findings)
		return SLICE("null");
	outcome_add(&outcome, &input, &job->report, job->t);
	table = json_table();
	json_set(table, "outcome", outcome_pack(&outcome));
	if (batch->takes[REPORT_TEXT])
		json_set_text(table, report_form_name(REPORT_TEXT),
			      diag_show_text(task->arena, &job->report, lang, false));
	if (batch->takes[REPORT_SHORT])
		json_set_text(table, report_form_name(REPORT_SHORT),
			      diag_show_short(task->arena, &job->report, lang));
	return json_compact(task->arena, table);
}

static struct slice key_of(const struct batch *batch, struct arena *arena, size_t branch)
{
	return record_json(arena, batch->names[branch]);
}

static struct slice record_make(struct task *task, double start)
{
	struct job *job = &task->job;
	struct record record = {
		.inputs = batch_inputs(task->batch, task->arena, task->branch),
		.code = task->code,
		.is_kept = job->plan && job->code == EXIT_DONE && task->code != EXIT_SYSTEM,
		.score = job->score ? job->score->points : -1,
		.key = key_of(task->batch, task->arena, task->branch),
	};

	for (int i = 0; i < LEVEL_COUNT; i++)
		record.levels[i] = report_count(&job->report, (enum level)i);
	record.files_json = files_json(task);
	record.documents_json = documents_json(task);
	record.entry_json = entry_json(task, record.levels);
	record.said_json = record_json(task->arena, buf_slice(&task->said));
	record.findings_json = findings_json(task);
	record.milliseconds = (unsigned)(milliseconds() - start);
	return record_line(task->arena, &record);
}

/* The facts of the base plan, whether or not it would do as a plan of its own. */
static struct slice base_record(struct task *task)
{
	const struct job *job = &task->job;
	json_t *entry = json_table();
	struct record record = {
		.inputs = batch_inputs(task->batch, task->arena, task->branch),
		.code = job->plan ? EXIT_DONE : job->code,
		.is_kept = job->plan != NULL,
		.score = -1,
		.key = KEY_BASE,
		.files_json = files_json(task),
		.documents_json = SLICE("[]"),
		.findings_json = SLICE("null"),
	};

	json_set_text(entry, "file", slice_of(task->batch->base));
	if (job->plan)
		json_set(entry, "facts",
			 facts_of_plan(task->arena, job->t, job->plan, &job->report));
	else
		findings_say(task);
	record.entry_json = json_compact(task->arena, entry);
	record.said_json = record_json(task->arena, buf_slice(&task->said));
	return record_line(task->arena, &record);
}

/* --- The task --- */

struct slice batch_work(void *context, struct arena *arena, size_t branch)
{
	struct task task = { .batch = context, .arena = arena, .branch = branch };
	const struct options *options = task.batch->options;
	const struct job_input input = batch_input(task.batch, branch);
	bool draft = options->given[OPTION_DRAFT];
	double start = milliseconds();
	struct job *job = &task.job;
	struct slice line;
	bool refused;

	task.said = BUF_IN(arena);
	job_load_input(job, options, &input);
	task.code = job->code;
	if (batch_is_base(task.batch, branch)) {
		line = base_record(&task);
		job_free(job);
		return line;
	}
	refused = job->code != EXIT_DONE || !job->plan ||
		  (report_has(&job->report, LEVEL_ERROR) && !draft);
	if (!refused)
		documents_write(&task);
	if (task.code == EXIT_DONE &&
	    (refused || (settings_fail(&job->settings, &job->report) && !draft)))
		task.code = EXIT_FINDINGS;
	if (task.code != EXIT_DONE)
		findings_say(&task);
	line = record_make(&task, start);
	job_free(job);
	return line;
}

struct record batch_lost(struct batch *batch, struct arena *arena, size_t branch,
			 const char *status, struct text2 what)
{
	bool base = batch_is_base(batch, branch);
	json_t *entry = base ? json_table() : entry_begin(batch, arena, branch, status);
	struct slice said =
		text_printf(arena, "%.*s: %.*s\n", SLICE_ARG(batch_source(batch, arena, branch)),
			    SLICE_ARG(text2_in(&what, batch->options->ui)));

	json_set(entry, "code", json_count(EXIT_SYSTEM));
	json_set(entry, "score", json_null());
	json_set(entry, "errors", json_count(0));
	json_set(entry, "warnings", json_count(0));
	json_set(entry, "infos", json_count(0));
	json_set(entry, "language", json_null());
	json_set(entry, "documents", json_table());
	json_set(entry, "facts", json_null());
	return (struct record){
		.inputs = batch_inputs(batch, arena, branch),
		.code = EXIT_SYSTEM,
		.score = -1,
		.key = key_of(batch, arena, branch),
		.files_json = SLICE("[]"),
		.documents_json = SLICE("[]"),
		.entry_json = json_compact(arena, entry),
		.said_json = record_json(arena, said),
		.findings_json = SLICE("null"),
	};
}
