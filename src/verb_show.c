/* careplan show: prints a plan with all that it extends and every placeholder put in. */
#include "base/arena.h"
#include "diag/show.h"
#include "emit/resolved.h"
#include "guard.h"
#include "job.h"

/* Findings about how the plan is put together; what it says is for check to judge. */
static bool is_about_reading(const struct finding *finding)
{
	static const enum diag_id reading[] = {
		DIAG_SYNTAX,           DIAG_DUPLICATE_KEY,
		DIAG_ENCODING,         DIAG_LIMIT,
		DIAG_TEMPLATE,         DIAG_FILE,
		DIAG_EXTENDS,          DIAG_EXTENDS_CYCLE,
		DIAG_UNKNOWN_OMIT,     DIAG_UNKNOWN_PLACEHOLDER,
		DIAG_PLACEHOLDER_LOOP,
	};

	for (size_t i = 0; i < sizeof(reading) / sizeof(*reading); i++) {
		if (slice_is(finding->rule, diag_name(reading[i])))
			return true;
	}
	return false;
}

static void findings_print(const struct options *options, struct job *job)
{
	size_t kept = 0;

	for (size_t i = 0; i < job->report.count; i++) {
		if (is_about_reading(&job->report.findings[i]))
			job->report.findings[kept++] = job->report.findings[i];
	}
	job->report.count = kept;
	cli_err(diag_show_text(&job->arena, &job->report, options->ui, options->color));
}

int verb_show(struct options *options)
{
	struct job job;
	int code;

	if (options->inputs.len != 1)
		return cli_usage(options,
				 TEXT2("show in một tệp: careplan show plan.toml",
				       "show prints one file: careplan show plan.toml"),
				 SLICE_NONE, SLICE_NONE);
	guard_verb(options, NULL, 0);
	job_load(&job, options, options->inputs.items[0]);
	findings_print(options, &job);
	code = job.code;
	if (job.plan) {
		struct resolved resolved = { job.plan, &job.report, job.root,
					     options->given[OPTION_ORIGIN] };
		cli_out(options->given[OPTION_JSON] ? resolved_json(&job.arena, &resolved)
						    : resolved_toml(&job.arena, &resolved));
		if (code == EXIT_DONE && report_has(&job.report, LEVEL_ERROR))
			code = EXIT_FINDINGS;
	}
	job_free(&job);
	return code;
}
