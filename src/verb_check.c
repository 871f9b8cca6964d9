/* careplan check: validates plans and prints findings, nothing else. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check_workers.h"
#include "diag/show.h"
#include "guard.h"

struct checker {
	struct run *run;
	enum report_form form;
	int worst;
	bool misused;
};

/* The findings that a person asked to see: with --quiet only errors. */
static struct report heard(const struct options *options, const struct verdict *verdict)
{
	struct report report = *verdict->report;

	if (!options->given[OPTION_QUIET])
		return report;
	report.findings = ARENA_ARRAY(verdict->arena, report.count, struct finding);
	report.count = 0;
	for (size_t i = 0; i < verdict->report->count; i++) {
		if (verdict->report->findings[i].level == LEVEL_ERROR)
			report.findings[report.count++] = verdict->report->findings[i];
	}
	return report;
}

/* Findings of one plan for a person or an editor, and what its score is made of. */
static void verdict_print(const struct checker *checker, const struct verdict *verdict)
{
	const struct options *options = checker->run->options;
	void (*print)(struct slice) = checker->run->takes_stdout ? cli_err : cli_out;
	struct report report = heard(options, verdict);

	if (checker->form == REPORT_SHORT)
		print(diag_show_short(verdict->arena, &report, options->ui));
	else if (checker->form == REPORT_TEXT)
		print(diag_show_text(verdict->arena, &report, options->ui, options->color));
	if (verdict->explained.ptr)
		print(verdict->explained);
	if (verdict->report->count > 0 && !options->given[OPTION_QUIET])
		cli_err(text_printf(verdict->arena, "%.*s: %.*s\n", SLICE_ARG(verdict->name),
				    SLICE_ARG(diag_show_counts(verdict->arena, verdict->report,
							       options->ui))));
}

static bool verdict_take(void *context, const struct verdict *verdict)
{
	struct checker *checker = context;
	int code = run_take(checker->run, verdict);

	checker->misused = verdict->misused;
	if (checker->misused) {
		checker->worst = code;
		return false;
	}
	verdict_print(checker, verdict);
	checker->worst = exit_graver(checker->worst, code);
	return true;
}

static void check_one_by_one(struct checker *checker, struct job_templates *templates)
{
	const struct options *options = checker->run->options;
	bool goes_on = true;

	for (size_t i = 0; i < options->inputs.len && goes_on; i++) {
		struct job job;
		struct verdict verdict;
		job_load_input(&job, options,
			       &(struct job_input){ .path = options->inputs.items[i],
						    .templates = templates });
		verdict = verdict_of(&job);
		goes_on = verdict_take(checker, &verdict);
		job_free(&job);
	}
}

static int plans_check(struct run *run, enum report_form form, size_t workers,
		       struct job_templates *templates)
{
	struct checker checker = { .run = run, .form = form, .worst = EXIT_DONE };
	int code = EXIT_DONE;

	if (workers > 1)
		code = check_in_workers(run, workers, templates,
					(struct check_taker){ &checker, verdict_take });
	else
		check_one_by_one(&checker, templates);
	if (code != EXIT_DONE || checker.misused)
		return code != EXIT_DONE ? code : checker.worst;
	code = run_end(run);
	return exit_graver(checker.worst, code);
}

int verb_check(struct options *options)
{
	const char *format = options->value[OPTION_FORMAT];
	enum report_form form = REPORT_TEXT;
	struct job_templates templates = { .list = { 0 } };
	struct run run;
	size_t workers = 1;
	int code = run_begin(&run, options);

	if (code == EXIT_DONE && format)
		code = run_form_find(options, slice_of(format), &form);
	if (code == EXIT_DONE && report_form_is_document(form))
		code = run_target_add(&run, form, "-");
	if (code == EXIT_DONE)
		workers = check_workers(options, &code);
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
	code = plans_check(&run, form, workers, &templates);
	job_templates_free(&templates);
	return code;
}
