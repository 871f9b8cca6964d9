/* The whole program on an input: see program.h. */
#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "careplan.h"
#include "emit/changes.h"
#include "emit/resolved.h"
#include "job.h"
#include "library.h"
#include "run.h"
#include "theme/theme.h"

enum { ARGUMENTS_MOST = 24 };

static char folder[] = "/tmp/careplan-fuzz-XXXXXX";

static void folder_leave(void)
{
	static const char *const names[] = { "plan.toml", "plan.ini", "template.toml",
					     "careplan.toml", "theme.toml" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unlink(names[i]);
	if (chdir("/") == 0)
		rmdir(folder);
}

static void folder_enter(void)
{
	static int is_there;

	if (is_there)
		return;
	if (!mkdtemp(folder) || chdir(folder) != 0)
		abort();
	atexit(folder_leave);
	is_there = 1;
}

void target_file(const char *name, const uint8_t *data, size_t size)
{
	FILE *file;

	folder_enter();
	file = fopen(name, "wb");
	if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0)
		abort();
}

void target_run(const char *const *arguments)
{
	char *list[ARGUMENTS_MOST + 1] = { (char[]){ "careplan" } };
	int count = 1;
	int code;

	folder_enter();
	for (; arguments[count - 1] && count < ARGUMENTS_MOST; count++)
		list[count] = (char *)(uintptr_t)arguments[count - 1];
	code = careplan_run(count, list);
	if (code < 0 || code > 2)
		abort();
}

/* What the inputs of a target share. */
static struct kept {
	struct arena arena;
	struct job_templates templates;
	struct render_shared shared;
	bool is_there;
} kept;

static void kept_free(void)
{
	render_shared_close(&kept.shared);
	job_templates_free(&kept.templates);
	arena_free(&kept.arena);
}

static void kept_make(void)
{
	if (kept.is_there)
		return;
	library_memory();
	folder_enter();
	kept.shared.standard = theme_standard(&kept.arena);
	kept.is_there = true;
	atexit(kept_free);
}

static struct options options_of(struct arena *arena, const uint8_t *data, size_t size)
{
	struct options options = { .arena = arena,
				   .ui = size % 2 == 0 ? LANG_VI : LANG_EN,
				   .text = { (const char *)data, size },
				   .today = { 2026, 12, 1 },
				   .date = SLICE("2026-12-01") };

	options.given[OPTION_PUBLIC] = size % 5 == 0;
	options.given[OPTION_EXPLAIN_SCORE] = size % 3 == 0;
	options.langs[0] = LANG_EN;
	options.lang_count = size % 7 == 0;
	if (!options.text.ptr)
		options.text.ptr = "";
	return options;
}

void target_check(const char *name, const uint8_t *data, size_t size, enum report_form form)
{
	struct arena arena = ARENA_INIT;
	struct options options = options_of(&arena, data, size);
	struct job_input input = { .path = name, .templates = &kept.templates };
	struct verdict verdict;
	struct run run;
	struct job job;
	int code;

	kept_make();
	code = run_begin(&run, &options);
	if (code == EXIT_DONE)
		code = run_target_add(&run, form, "-");
	if (code != EXIT_DONE)
		abort();
	job_load_input(&job, &options, &input);
	verdict = verdict_of(&job);
	run_take(&run, &verdict);
	job_print_findings(&job);
	job_free(&job);
	code = run_end(&run);
	if (code < EXIT_DONE || code > EXIT_USAGE)
		abort();
	arena_free(&arena);
}

void target_show(const char *name, const uint8_t *data, size_t size, bool json, bool origin)
{
	struct arena arena = ARENA_INIT;
	struct options options = options_of(&arena, data, size);
	struct job_input input = { .path = name, .templates = &kept.templates };
	struct job job;

	kept_make();
	job_load_input(&job, &options, &input);
	job_keep_reading(&job);
	if (job.plan) {
		struct resolved resolved = { job.plan, &job.report, job.root, origin };
		cli_out(json ? resolved_json(&job.arena, &resolved)
			     : resolved_toml(&job.arena, &resolved));
	}
	job_free(&job);
	arena_free(&arena);
}

/* Not a plan when a part could not be read: then there is nothing to compare. */
static bool side_load(struct job *job, struct options *options, struct slice text)
{
	struct job_input input = { .path = "plan.toml", .templates = &kept.templates };

	options->text = text;
	job_load_input(job, options, &input);
	job_keep_reading(job);
	return job->plan && !report_has(&job->report, LEVEL_ERROR);
}

void target_diff(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct options options = options_of(&arena, data, size);
	struct slice cut = SLICE(TARGET_CUT);
	struct slice whole = options.text;
	size_t at = slice_find(whole, cut, 0);
	struct job sides[2];
	bool reads;

	kept_make();
	reads = side_load(&sides[0], &options, slice_sub(whole, 0, at));
	reads = side_load(&sides[1], &options, slice_sub(whole, at + cut.len, whole.len)) && reads;
	if (reads) {
		struct changes changes =
			plan_diff(&arena, sides[0].plan, sides[1].plan, options.ui);
		struct comparison comparison = { .changes = &changes,
						 .old = &sides[0].report,
						 .new = &sides[1].report,
						 .old_name = SLICE("old"),
						 .new_name = SLICE("new"),
						 .lang = options.ui };
		cli_out(changes_text(&arena, &comparison));
		cli_out(changes_md(&arena, &comparison));
		cli_out(changes_json(&arena, &comparison));
	}
	job_free(&sides[0]);
	job_free(&sides[1]);
	arena_free(&arena);
}

void target_render(const uint8_t *data, size_t size,
		   bool (*render)(struct arena *, struct report *, const struct doc *,
				  const struct render_options *, struct slice *))
{
	struct arena arena = ARENA_INIT;
	struct options options = options_of(&arena, data, size);
	struct job_input input = { .path = "plan.toml", .templates = &kept.templates };
	struct job job;

	kept_make();
	job_load_input(&job, &options, &input);
	if (job.plan) {
		const struct doc *doc = job_present(&job, job.langs[0], true);
		struct render_options how = { .date = doc->date,
					      .shared = &kept.shared,
					      .theme = job.theme };
		size_t before = job.report.count;
		struct slice bytes;
		if (!render(&job.arena, &job.report, doc, &how, &bytes) || bytes.len == 0)
			abort();
		job_settle(&job, before);
	}
	job_print_findings(&job);
	job_free(&job);
	arena_free(&arena);
}
