/* One plan through the whole pipe. */
#include "job.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "doc/present.h"
#include "plan/expand.h"
#include "syntax/merge.h"

static void unreadable(struct job *job, struct slice file, enum file_result result)
{
	diag_add(&job->report, DIAG_FILE, SPAN_NONE, SLICE_NONE,
		 DIAG_ARGS(diag_text("file", file), diag_text2("reason", file_reason(result))));
	job->code = EXIT_USAGE;
}

void job_templates_free(struct job_templates *templates)
{
	arena_free(&templates->arena);
}

const struct job_template *job_templates_get(struct job_templates *templates, const char *path)
{
	struct job_template *item;

	for (size_t i = 0; i < templates->list.len; i++) {
		item = &templates->list.items[i];
		if (path ? slice_is(item->path, path) : !item->path.ptr)
			return item->t ? item : NULL;
	}
	item = vec_push(&templates->arena, &templates->list);
	item->path = path ? slice_copy(&templates->arena, slice_of(path)) : SLICE_NONE;
	item->report = report_new(&templates->arena);
	item->t = template_load(&templates->arena, &item->report, path);
	if (item->report.count > 0)
		item->t = NULL; /* a job of its own tells what is wrong */
	return item->t ? item : NULL;
}

/*
 * --template, else the plan's own "template" key (relative to its file), else that of the settings,
 * else the standard one.
 */
static const char *template_path(struct job *job)
{
	const struct node *node = node_get(job->root, SLICE("template"));

	if (job->options->value[OPTION_TEMPLATE])
		return job->options->value[OPTION_TEMPLATE];
	if (node && node->kind == NODE_STRING) {
		struct slice file = report_source_at(&job->report, node->span.file)->name;
		return path_join(&job->arena, path_folder(file), node->as.string).ptr;
	}
	return job->settings.template;
}

static const struct template *job_template(struct job *job, struct job_templates *templates)
{
	const char *path = template_path(job);
	size_t before = report_count(&job->report, LEVEL_ERROR);
	const struct template *t;

	job->shared = templates ? job_templates_get(templates, path) : NULL;
	if (job->shared)
		return job->shared->t;
	t = template_load(&job->arena, &job->report, path);
	if (!t || report_count(&job->report, LEVEL_ERROR) > before) {
		job->code = EXIT_USAGE;
		return NULL;
	}
	return t;
}

static struct slice job_name(const struct options *options, const char *path)
{
	const char *stdin_name = options->value[OPTION_STDIN_FILENAME];

	if (strcmp(path, "-") == 0 && stdin_name)
		path = stdin_name;
	return slice_of(path);
}

/* What was said wrongly in the settings or on the command line; true when the job can go on. */
static bool job_settings(struct job *job, int code)
{
	if (job->settings.wrong)
		job->code = EXIT_USAGE;
	if (code != EXIT_DONE) {
		job->code = code;
		job->misused = true;
	}
	return !job->misused;
}

void job_settle(struct job *job, size_t from)
{
	settings_apply(&job->settings, &job->report, from);
	if (job->allows)
		allows_apply(job->allows, &job->report, from);
}

static void score_check(struct job *job, uint32_t file)
{
	size_t least = job->settings.min_score;

	if (job->score->points >= (int)least)
		return;
	diag_add(&job->report, DIAG_LOW_SCORE, (struct span){ file, 0, 0 }, SLICE_NONE,
		 DIAG_ARGS(diag_number(&job->report, "score", job->score->points),
			   diag_number(&job->report, "least", (int64_t)least),
			   diag_text("file", job->name)));
}

static void job_check(struct job *job, uint32_t file)
{
	const struct options *options = job->options;
	bool is_public = options->given[OPTION_PUBLIC];
	size_t before;
	enum lang lang;

	job->plan = plan_bind(&job->arena, &job->report, job->t, job->root, file);
	plan_expand(&job->arena, &job->report, job->plan, is_public);
	if (job->root->count > 0 ||
	    !report_has(&job->report, LEVEL_ERROR)) /* else nothing was read */
		plan_check(&job->arena, &job->report, job->plan, options->today);
	report_sort(&job->report);
	job->score = plan_score(&job->arena, &job->report, job->plan);
	if (is_public)
		plan_publish(&job->arena, &job->report, job->plan);
	job->lang = job->plan->lang;
	if (options->value[OPTION_LANG] && lang_find(slice_of(options->value[OPTION_LANG]), &lang))
		job->lang = lang;
	doc_present(&job->arena, &job->report, job->plan, job->lang, false);
	report_sort(&job->report);
	job->allows = plan_allows(&job->arena, &job->report, job->plan, options->today);
	job_settle(job, 0);
	before = job->report.count;
	allows_finish(job->allows, &job->report);
	score_check(job, file);
	settings_apply(&job->settings, &job->report, before);
}

/* The plan as a host handed it over. */
static enum file_result text_take(struct job *job, struct slice *text)
{
	*text = slice_copy(&job->arena, job->options->text);
	return text->len > PLAN_SIZE_MAX ? FILE_TOO_LARGE : FILE_OK;
}

/* The tree of the plan with all it extends, and with the row that is laid over it; or NULL. */
static struct node *input_read(struct job *job, const struct job_input *input, uint32_t file,
			       struct node *row)
{
	struct node *root = merge_read(&job->arena, &job->report, file);

	job->folder = path_folder(report_source_at(&job->report, file)->name);
	return root && input->table ? merge_over(&job->arena, &job->report, root, row) : root;
}

void job_load_input(struct job *job, const struct options *options, const struct job_input *input)
{
	struct node *row = NULL;
	struct slice text;
	enum file_result result;
	uint32_t file;
	int code;

	*job = (struct job){ .options = options,
			     .path = input->path,
			     .name = job_name(options, input->path),
			     .settings = { .fails = true, .fail_level = LEVEL_ERROR } };
	job->report = report_new(&job->arena);
	if (input->table)
		row = table_tree(&job->arena, &job->report, input->table, input->row);
	result = options->text.ptr ? text_take(job, &text)
				   : file_read(&job->arena, input->path, PLAN_SIZE_MAX, &text);
	if (result != FILE_OK) {
		unreadable(job, job->name, result);
		return;
	}
	file = report_source(&job->report, job->name, text);
	code = settings_load(&job->arena, &job->report, options, job->name, &job->settings);
	if (!job_settings(job, code))
		return;
	job->root = input_read(job, input, file, row);
	if (!job->root)
		job->code = EXIT_FINDINGS;
	job->t = job->root ? job_template(job, input->templates) : NULL;
	if (job->t) {
		code = settings_check_rules(&job->arena, &job->report, options, &job->settings,
					    job->t);
		if (!job_settings(job, code))
			return;
		job_check(job, file);
	}
	report_sort(&job->report);
}

void job_load(struct job *job, const struct options *options, const char *path)
{
	job_load_input(job, options, &(struct job_input){ .path = path });
}

struct doc *job_present(struct job *job, bool draft)
{
	struct report unheard = report_new(&job->arena); /* job_load has said it all */

	return doc_present(&job->arena, &unheard, job->plan, job->lang, draft);
}

void job_free(struct job *job)
{
	arena_free(&job->arena);
}
