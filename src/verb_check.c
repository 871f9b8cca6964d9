/* careplan check: validates plans and prints findings, nothing else. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/show.h"
#include "guard.h"
#include "run.h"

/* The findings that a person asked to see: with --quiet only errors. */
static struct report heard(const struct options *options, struct job *job)
{
	struct report report = job->report;

	if (!options->given[OPTION_QUIET])
		return report;
	report.findings = ARENA_ARRAY(&job->arena, job->report.count, struct finding);
	report.count = 0;
	for (size_t i = 0; i < job->report.count; i++) {
		if (job->report.findings[i].level == LEVEL_ERROR)
			report.findings[report.count++] = job->report.findings[i];
	}
	return report;
}

/* Findings of one plan for a person or an editor, and what its score is made of. */
static void job_print(const struct options *options, struct job *job, enum report_form form,
		      bool on_stdout)
{
	void (*print)(struct slice) = on_stdout ? cli_out : cli_err;
	struct report report = heard(options, job);

	if (form == REPORT_SHORT)
		print(diag_show_short(&job->arena, &report, options->ui));
	else if (form == REPORT_TEXT)
		print(diag_show_text(&job->arena, &report, options->ui, options->color));
	if (options->given[OPTION_EXPLAIN_SCORE] && job->score)
		print(score_explain(&job->arena, job->score, job->name, options->ui));
	if (job->report.count > 0 && !options->given[OPTION_QUIET])
		cli_err(text_printf(&job->arena, "%.*s: %.*s\n", SLICE_ARG(job->name),
				    SLICE_ARG(diag_show_counts(&job->arena, &job->report,
							       options->ui))));
}

static int plans_check(struct run *run, enum report_form form, struct job_templates *templates)
{
	const struct options *options = run->options;
	int worst = EXIT_DONE;
	int code;

	for (size_t i = 0; i < options->inputs.len; i++) {
		struct job job;
		bool misused;
		job_load_input(&job, options,
			       &(struct job_input){ .path = options->inputs.items[i],
						    .templates = templates });
		misused = job.misused;
		code = run_take(run, &job);
		if (!misused)
			job_print(options, &job, form, !run->takes_stdout);
		job_free(&job);
		if (misused)
			return code;
		worst = code > worst ? code : worst;
	}
	code = run_end(run);
	return code > worst ? code : worst;
}

int verb_check(struct options *options)
{
	const char *format = options->value[OPTION_FORMAT];
	enum report_form form = REPORT_TEXT;
	struct job_templates templates = { .list = { 0 } };
	struct run run;
	int code = run_begin(&run, options);

	if (code == EXIT_DONE && format)
		code = run_form_find(options, slice_of(format), &form);
	if (code == EXIT_DONE && report_form_is_document(form))
		code = run_target_add(&run, form, "-");
	if (code != EXIT_DONE)
		return code;
	if (format && run.takes_stdout && !report_form_is_document(form))
		return cli_usage(options,
				 TEXT2("hai báo cáo cùng ghi ra đầu ra chuẩn",
				       "two reports would be written to standard output"),
				 SLICE_NONE, SLICE_NONE);
	if (options->inputs.len == 0)
		return cli_usage(options,
				 TEXT2("cần ít nhất một tệp: careplan check plan.toml",
				       "name at least one file: careplan check plan.toml"),
				 SLICE_NONE, SLICE_NONE);
	guard_verb(options, NULL, 0);
	code = plans_check(&run, form, &templates);
	job_templates_free(&templates);
	return code;
}
