/* careplan show: prints a plan with all that it extends and every placeholder put in. */
#include "base/arena.h"
#include "base/buf.h"
#include "emit/resolved.h"
#include "guard.h"
#include "job.h"
#include "plan/seal.h"

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
	job_keep_reading(&job);
	job_print_findings(&job);
	code = job.code;
	if (job.plan) {
		struct resolved resolved = { job.plan, &job.report, job.root,
					     options->given[OPTION_ORIGIN] };
		if (options->given[OPTION_FINGERPRINT])
			cli_out(text_printf(&job.arena, "%.*s\n",
					    SLICE_ARG(plan_fingerprint(&job.arena, job.plan))));
		else
			cli_out(options->given[OPTION_JSON] ? resolved_json(&job.arena, &resolved)
							    : resolved_toml(&job.arena, &resolved));
		if (code == EXIT_DONE && report_has(&job.report, LEVEL_ERROR))
			code = EXIT_FINDINGS;
	}
	job_free(&job);
	return code;
}
