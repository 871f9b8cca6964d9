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

/* --template, else the plan's own "template" key (relative to its file), else the standard one. */
static struct template *job_template(struct job *job)
{
	const struct node *node = node_get(job->root, SLICE("template"));
	const char *path = job->options->value[OPTION_TEMPLATE];
	size_t before = report_count(&job->report, LEVEL_ERROR);
	struct template *t;

	if (!path && node && node->kind == NODE_STRING) {
		struct slice file = report_source_at(&job->report, node->span.file)->name;
		path = path_join(&job->arena, path_folder(file), node->as.string).ptr;
	}
	t = template_load(&job->arena, &job->report, path);
	if (!t || report_count(&job->report, LEVEL_ERROR) > before) {
		job->code = EXIT_USAGE;
		return NULL;
	}
	return t;
}

void job_load(struct job *job, const struct options *options, const char *path)
{
	const char *stdin_name = options->value[OPTION_STDIN_FILENAME];
	struct slice text;
	struct template *t;
	enum file_result result;
	uint32_t file;
	enum lang lang;

	*job = (struct job){ .options = options, .path = path };
	job->report = report_new(&job->arena);
	job->name = slice_of(strcmp(path, "-") == 0 ? (stdin_name ? stdin_name : "-") : path);
	result = file_read(&job->arena, path, PLAN_SIZE_MAX, &text);
	if (result != FILE_OK) {
		unreadable(job, job->name, result);
		return;
	}
	file = report_source(&job->report, job->name, text);
	job->root = merge_read(&job->arena, &job->report, file);
	t = job->root ? job_template(job) : NULL;
	if (!t) {
		job->code = job->code == EXIT_DONE ? EXIT_FINDINGS : job->code;
		report_sort(&job->report);
		return;
	}
	job->plan = plan_bind(&job->arena, &job->report, t, job->root, file);
	plan_expand(&job->arena, &job->report, job->plan, options->given[OPTION_PUBLIC]);
	if (job->root->count > 0 || !report_has(&job->report, LEVEL_ERROR)) /* else nothing could be read */
		plan_check(&job->arena, &job->report, job->plan, options->today);
	if (options->given[OPTION_PUBLIC])
		plan_publish(&job->arena, &job->report, job->plan);
	job->lang = job->plan->lang;
	if (options->value[OPTION_LANG] && lang_find(slice_of(options->value[OPTION_LANG]), &lang))
		job->lang = lang;
	doc_present(&job->arena, &job->report, job->plan, job->lang, false);
	report_sort(&job->report);
	cli_levels(options, &job->report);
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
