/* One plan through the whole pipe. */
#include "job.h"

#include <string.h>

#include "base/arena.h"
#include "base/attached.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "diag/show.h"
#include "present/present.h"
#include "plan/expand.h"
#include "rules/rules.h"
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

/* Is the template the one that the plan names itself? */
static bool template_is_own(const struct job *job)
{
	const struct node *node = node_get(job->root, SLICE("template"));

	return !job->options->value[OPTION_TEMPLATE] && node && node->kind == NODE_STRING;
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
	const char *path = job->template = template_path(job);
	size_t before = report_count(&job->report, LEVEL_ERROR);
	const struct template *t;

	job->shared = templates ? job_templates_get(templates, path) : NULL;
	if (job->shared)
		return job->shared->t;
	t = template_load(&job->arena, &job->report, path);
	if (template_is_own(job))
		job->end_read = (uint32_t)job->report.source_count;
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

static void score_check(struct job *job)
{
	size_t least = job->settings.min_score;

	if (job->score->points >= (int)least)
		return;
	diag_add(&job->report, DIAG_LOW_SCORE, (struct span){ job->file, 0, 0 }, SLICE_NONE,
		 DIAG_ARGS(diag_number(&job->report, "score", job->score->points),
			   diag_number(&job->report, "least", (int64_t)least),
			   diag_text("file", job->name)));
}

/* The languages of the documents; one that the plan does not speak is a finding. */
static void job_languages(struct job *job)
{
	const struct node *language = node_get(job->root, SLICE("language"));
	const struct options *options = job->options;

	job->langs[0] = job->plan->lang;
	job->lang_count = 1;
	if (options->lang_count == 0)
		return;
	job->lang_count = options->lang_count;
	for (size_t i = 0; i < job->lang_count; i++) {
		enum lang lang = options->langs[i];
		job->langs[i] = lang;
		if (lang == job->plan->lang || job->plan->speaks[lang])
			continue;
		diag_add(&job->report, DIAG_ONE_LANGUAGE,
			 language ? language->span : (struct span){ job->file, 0, 0 }, SLICE_NONE,
			 DIAG_ARGS(diag_text("language", slice_of(lang_key(lang))),
				   diag_text("other", slice_of(lang_key(job->plan->lang)))));
	}
}

/* A document that is to be rendered is presented now and kept; of others only the prose is read. */
static void job_language_check(struct job *job, enum lang lang)
{
	if (job->renders)
		job->docs[lang] = doc_present(&job->arena, &job->report, job->plan, lang, NULL);
	else
		doc_check(&job->arena, &job->report, job->plan, lang);
}

static void job_check(struct job *job)
{
	const struct options *options = job->options;
	bool is_public = options->given[OPTION_PUBLIC];
	size_t before;

	job->plan = plan_bind(&job->arena, &job->report, job->t, job->root, job->file);
	plan_expand(&job->arena, &job->report, job->plan, is_public);
	if (job->root->count > 0 ||
	    !report_has(&job->report, LEVEL_ERROR)) /* else nothing was read */
		plan_check(&job->arena, &job->report, job->plan, options->today);
	report_sort(&job->report);
	job->score = plan_score(&job->arena, &job->report, job->plan);
	if (is_public)
		plan_publish(&job->arena, &job->report, job->plan);
	job_languages(job);
	for (size_t i = 0; i < job->lang_count; i++)
		job_language_check(job, job->langs[i]);
	report_sort(&job->report);
	job->allows = plan_allows(&job->arena, &job->report, job->plan, options->today);
	job_settle(job, 0);
	before = job->report.count;
	allows_finish(job->allows, &job->report);
	score_check(job);
	settings_apply(&job->settings, &job->report, before);
}

/* The plan as a host handed it over. */
static enum file_result text_take(struct job *job, struct slice *text)
{
	*text = slice_copy(&job->arena, job->options->text);
	return text->len > PLAN_SIZE_MAX ? FILE_TOO_LARGE : FILE_OK;
}

/* The plan in a PDF that carries what it was made from; false after a finding. */
static bool job_unpack(struct job *job, struct slice *name, struct slice *text)
{
	struct slice inner = SLICE_NONE;
	enum attached_result result = attached_first(&job->arena, *text, &inner);

	if (result == ATTACHED_OK)
		result = attached_find(&job->arena, *text, inner, PLAN_SIZE_MAX, text);
	if (result == ATTACHED_OK) {
		*name = text_printf(&job->arena, "%.*s/%.*s", SLICE_ARG(job->name),
				    SLICE_ARG(inner));
		return true;
	}
	diag_add(&job->report, DIAG_NO_SOURCE, SPAN_NONE, SLICE_NONE,
		 DIAG_ARGS(diag_text("file", job->name),
			   diag_text2("reason", attached_reason(result))));
	job->code = EXIT_USAGE;
	return false;
}

/* Reads the plan; false after a finding. */
static bool job_read(struct job *job)
{
	bool pdf = slice_ends(job->name, SLICE(".pdf"));
	struct slice name = job->name;
	struct slice text;
	enum file_result result =
		job->options->text.ptr ? text_take(job, &text)
				       : file_read(&job->arena, job->path,
						   pdf ? ATTACHED_PDF_MAX : PLAN_SIZE_MAX, &text);

	if (result == FILE_OK && attached_is_pdf(text)) {
		if (!job_unpack(job, &name, &text))
			return false;
	} else if (result == FILE_OK && text.len > PLAN_SIZE_MAX) {
		result = FILE_TOO_LARGE;
	}
	if (result != FILE_OK) {
		unreadable(job, job->name, result);
		return false;
	}
	job->file = report_source(&job->report, name, text);
	job->folder = path_folder(job->name);
	return true;
}

/* The tree of the plan with all it extends, and with the row that is laid over it; or NULL. */
static struct node *input_read(struct job *job, const struct job_input *input, struct node *row)
{
	size_t before = job->report.source_count;
	struct node *root = merge_read(&job->arena, &job->report, job->file);

	job->last = job->report.source_count > before ? (uint32_t)job->report.source_count - 1
						      : job->file;
	if (!root || !input->table)
		return root;
	/* The row is the plan then, and what it is laid over is inherited. */
	job->file = row->span.file;
	job->folder = path_folder(report_source_at(&job->report, job->file)->name);
	return merge_over(&job->arena, &job->report, root, row);
}

void job_load_input(struct job *job, const struct options *options, const struct job_input *input)
{
	struct node *row = NULL;
	int code;

	*job = (struct job){ .options = options,
			     .renders = input->renders,
			     .path = input->path,
			     .name = job_name(options, input->path),
			     .settings = { .fails = true, .fail_level = LEVEL_ERROR } };
	job->report = report_new(&job->arena);
	if (input->table)
		row = table_tree(&job->arena, &job->report, input->table, input->row);
	if (!job_read(job))
		return;
	code = settings_load(&job->arena, &job->report, options, job->name, &job->settings);
	if (!job_settings(job, code))
		return;
	if (job->settings.theme)
		job->theme = theme_load(&job->arena, &job->report, job->settings.theme);
	job->first_read = (uint32_t)job->report.source_count;
	job->root = input_read(job, input, row);
	if (!job->root)
		job->code = EXIT_FINDINGS;
	job->end_read = (uint32_t)job->report.source_count;
	job->t = job->root ? job_template(job, input->templates) : NULL;
	if (job->t) {
		code = settings_check_rules(&job->arena, &job->report, options, &job->settings,
					    job->t);
		if (!job_settings(job, code))
			return;
		job_check(job);
	}
	report_sort(&job->report);
}

void job_load(struct job *job, const struct options *options, const char *path)
{
	job_load_input(job, options, &(struct job_input){ .path = path });
}

struct doc *job_present(struct job *job, enum lang lang, bool draft)
{
	struct report unheard; /* job_load has said it all */

	if (!draft && job->docs[lang])
		return job->docs[lang];
	unheard = report_new(&job->arena);
	return doc_present(&job->arena, &unheard, job->plan, lang, draft ? job->score : NULL);
}

/* Findings about how the plan is put together; what it says is for check to judge. */
static bool is_about_reading(const struct finding *finding)
{
	static const enum diag_id reading[] = {
		DIAG_SYNTAX,           DIAG_DUPLICATE_KEY,
		DIAG_ENCODING,         DIAG_LIMIT,
		DIAG_TEMPLATE,         DIAG_FILE,
		DIAG_EXTENDS,          DIAG_EXTENDS_CYCLE,
		DIAG_UNKNOWN_OMIT,     DIAG_UNKNOWN_PLACEHOLDER,
		DIAG_PLACEHOLDER_LOOP, DIAG_NO_SOURCE,
	};

	for (size_t i = 0; i < sizeof(reading) / sizeof(*reading); i++) {
		if (slice_is(finding->rule, diag_name(reading[i])))
			return true;
	}
	return false;
}

void job_keep_reading(struct job *job)
{
	size_t kept = 0;

	for (size_t i = 0; i < job->report.count; i++) {
		if (is_about_reading(&job->report.findings[i]))
			job->report.findings[kept++] = job->report.findings[i];
	}
	job->report.count = kept;
}

void job_print_findings(struct job *job)
{
	const struct options *options = job->options;

	cli_err(diag_show_text(&job->arena, &job->report, options->ui, options->color));
}

void job_free(struct job *job)
{
	arena_free(&job->arena);
}
