/* One branch in a worker: the plan checked, its documents written, and a record of both. */
#include <jansson.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/path.h"
#include "base/utf8.h"
#include "diag/show.h"
#include "emit/facts.h"
#include "emit/json.h"
#include "many/finish.h"
#include "many/set.h"

/* A branch being worked on. */
struct task {
	struct batch *batch;
	struct arena *arena;
	size_t branch;
	struct job job;
	struct document documents[FORMAT_COUNT * LANG_COUNT]; /* one for each kind */
	bool is_written[FORMAT_COUNT * LANG_COUNT];
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

static void documents_list(struct task *task)
{
	const struct batch *batch = task->batch;

	for (size_t k = 0; k < batch->kind_count; k++) {
		struct slice name = batch_document(batch, task->arena, task->branch, k);
		task->documents[k] = (struct document){
			.format = batch->kinds[k].format,
			.lang = batch->kinds[k].lang,
			.path = path_join(task->arena, slice_of(batch->folder), name).ptr,
			.is_checked = true,
		};
	}
	documents_link(task->arena, task->documents, batch->kind_count);
}

static void document_make(struct task *task, const struct doc *doc, size_t kind)
{
	struct document *document = &task->documents[kind];
	struct slice folder = path_folder(slice_of(document->path));

	task->is_written[kind] = file_make_folders(task->arena, slice_cstr(task->arena, folder),
						   &document->reason) &&
				 document_write(&task->job, doc, &task->batch->shared, document);
	if (task->is_written[kind])
		return;
	task->code = EXIT_SYSTEM;
	if (document->reason)
		say(task, TEXT2("không ghi được '{1}': {2}", "cannot write '{1}': {2}"),
		    slice_of(document->path), slice_of(document->reason));
}

/* One language after the other, so that no two trees are needed at a time. */
static void documents_write(struct task *task)
{
	const struct batch *batch = task->batch;
	struct job *job = &task->job;
	size_t before = job->report.count;

	documents_list(task);
	for (size_t i = 0; i < job->lang_count; i++) {
		const struct doc *doc =
			job_present(job, job->langs[i], batch->options->given[OPTION_DRAFT]);
		if (i == 0)
			task->title = doc->title;
		for (size_t k = 0; k < batch->kind_count; k++) {
			int lang = batch->kinds[k].lang;
			if (lang < 0 || lang == (int)job->langs[i])
				document_make(task, doc, k);
		}
	}
	job_settle(job, before);
	report_sort(&job->report);
}

/* --- The record --- */

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
		if (!is_row && !embedded_is(source->text))
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

/* As "folder/", since no file of that name can be. */
static void folders_put(struct task *task, json_t *list, const struct template *t)
{
	for (size_t i = 0; i < t->folders.len; i++) {
		const struct template_folder *folder = &t->folders.items[i];
		bool is_whole = slice_ends(folder->path, SLICE("/"));
		file_put(task, list,
			 text_printf(task->arena, "%.*s%s", SLICE_ARG(folder->path),
				     is_whole ? "" : "/"),
			 batch_folder_digest(folder->names, folder->count));
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
	if (job->plan) {
		folders_put(task, list, job->plan->t);
		images_put(task, list, job->plan->images);
	}
	if (job->theme)
		images_put(task, list, job->theme->logos);
	return json_compact(task->arena, list);
}

static struct slice documents_json(struct task *task)
{
	json_t *list = json_list();

	for (size_t k = 0; k < task->batch->kind_count; k++) {
		if (!task->is_written[k])
			continue;
		json_put(list,
			 json_text(batch_document(task->batch, task->arena, task->branch, k)));
		json_put(list, json_count(task->documents[k].size));
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

/* The plan at the end of what this one extends; empty when it extends none, or was not read. */
static struct slice extended(const struct task *task)
{
	const struct job *job = &task->job;

	if (!job->plan || task->batch->table || job->last == job->file)
		return SLICE("");
	return path_from_here(task->arena, report_source_at(&job->report, job->last)->name);
}

/* {"html": "a.html"}, or of several languages {"html": {"vi": "a.vi.html", "en": "a.en.html"}}. */
static json_t *links_json(const struct task *task)
{
	const struct batch *batch = task->batch;
	json_t *links = json_table();

	for (size_t k = 0; k < batch->kind_count; k++) {
		const struct batch_kind *kind = &batch->kinds[k];
		const char *format = format_name(kind->format);
		struct slice name;
		json_t *table;
		if (!task->is_written[k])
			continue;
		name = batch_document(batch, task->arena, task->branch, k);
		if (batch->options->lang_count < 2) {
			json_set_text(links, format, name);
			continue;
		}
		table = json_object_get(links, format);
		if (!table) {
			table = json_table();
			json_set(links, format, table);
		}
		json_set_text(table, lang_key((enum lang)kind->lang), name);
	}
	return links;
}

static struct slice entry_json(struct task *task, const size_t levels[LEVEL_COUNT])
{
	const struct job *job = &task->job;
	struct slice base = extended(task);
	json_t *entry = entry_begin(task->batch, task->arena, task->branch,
				    task->code == EXIT_DONE ? "rendered" : "failed");

	if (base.len > 0)
		json_set_text(entry, "extends", base);
	if (task->title.len > 0)
		json_set_text(entry, "title", task->title);
	json_set(entry, "code", json_count((size_t)task->code));
	json_set(entry, "score", job->score ? json_integer(job->score->points) : json_null());
	json_set(entry, "errors", json_count(levels[LEVEL_ERROR]));
	json_set(entry, "warnings", json_count(levels[LEVEL_WARNING]));
	json_set(entry, "infos", json_count(levels[LEVEL_INFO]));
	json_set(entry, "language",
		 job->plan ? json_text(slice_of(lang_key(job->langs[0]))) : json_null());
	json_set(entry, "documents", links_json(task));
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
	texts_pack(task->arena, table, &job->report, lang, batch->takes);
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
		.base_json = SLICE("null"),
	};
	struct slice base = extended(task);

	if (base.len > 0)
		record.base_json = record_json(task->arena, base);
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
		.base_json = SLICE("null"),
		.files_json = files_json(task),
		.documents_json = SLICE("[]"),
		.findings_json = SLICE("null"),
	};

	json_set_text(entry, "file", slice_of(task->batch->base));
	if (task->batch->base_is_common)
		json_set(entry, "common", json_true());
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
	struct job_input input = batch_input(task.batch, branch);
	bool draft = options->given[OPTION_DRAFT];
	double start = milliseconds();
	struct job *job = &task.job;
	struct slice line;
	bool refused;

	task.said = BUF_IN(arena);
	input.renders = !draft && !batch_is_base(task.batch, branch);
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
		.base_json = SLICE("null"),
		.files_json = SLICE("[]"),
		.documents_json = SLICE("[]"),
		.entry_json = json_compact(arena, entry),
		.said_json = record_json(arena, said),
		.findings_json = SLICE("null"),
	};
}
