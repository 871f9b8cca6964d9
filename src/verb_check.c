/* careplan check: validates plans and prints findings, nothing else. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/show.h"
#include "job.h"

/* Findings of one plan, in the form that was asked for, on stdout. */
static void findings_print(const struct options *options, struct job *job)
{
	const char *format = options->value[OPTION_FORMAT];

	if (options->given[OPTION_QUIET]) {
		size_t kept = 0;
		for (size_t i = 0; i < job->report.count; i++) {
			if (job->report.findings[i].level == LEVEL_ERROR)
				job->report.findings[kept++] = job->report.findings[i];
		}
		job->report.count = kept;
	}
	if (format && strcmp(format, "short") == 0)
		cli_out(diag_show_short(&job->arena, &job->report, options->ui));
	else
		cli_out(diag_show_text(&job->arena, &job->report, options->ui, options->color));
}

int verb_check(struct options *options)
{
	const char *format = options->value[OPTION_FORMAT];
	int worst = EXIT_DONE;

	if (format && strcmp(format, "text") != 0 && strcmp(format, "short") != 0)
		return cli_usage(options, TEXT2("check có hai dạng: text và short, không có '{1}'",
						"check has the formats text and short, not '{1}'"),
				 slice_of(format), SLICE_NONE);
	if (options->inputs.len == 0)
		return cli_usage(options, TEXT2("cần ít nhất một tệp: careplan check plan.toml",
						"name at least one file: careplan check plan.toml"),
				 SLICE_NONE, SLICE_NONE);
	for (size_t i = 0; i < options->inputs.len; i++) {
		struct job job;
		int code;
		job_load(&job, options, options->inputs.items[i]);
		code = job.code != EXIT_DONE ? job.code :
		       cli_fails(options, &job.report) ? EXIT_FINDINGS : EXIT_DONE;
		findings_print(options, &job);
		if (job.report.count > 0 && !options->given[OPTION_QUIET])
			cli_err(text_printf(&job.arena, "%.*s: %.*s\n", SLICE_ARG(job.name),
					    SLICE_ARG(diag_show_counts(&job.arena, &job.report, options->ui))));
		worst = code > worst ? code : worst;
		job_free(&job);
	}
	return worst;
}
