/* careplan diff: what changed between two plans, and which promises are weaker now. */
#include <string.h>

#include "base/arena.h"
#include "diff/diff.h"
#include "emit/changes.h"
#include "guard.h"
#include "job.h"

typedef struct slice changes_writer(struct arena *arena, const struct comparison *comparison);

static const struct {
	const char *name;
	changes_writer *write;
} forms[] = {
	{ "text", changes_text },
	{ "json", changes_json },
	{ "md", changes_md },
};

/* NULL after a message. */
static changes_writer *form_find(const struct options *options)
{
	const char *name = options->value[OPTION_FORMAT] ? options->value[OPTION_FORMAT] : "text";

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		if (strcmp(forms[i].name, name) == 0)
			return forms[i].write;
	}
	cli_usage(options,
		  TEXT2("diff không có dạng '{1}'; có: text, json, md",
			"diff has no format '{1}'; there are: text, json, md"),
		  slice_of(name), SLICE_NONE);
	return NULL;
}

/* Reads both plans; false when one of them cannot be read whole, which has then been said. */
static bool sides_load(const struct options *options, struct job sides[2])
{
	bool whole = true;

	for (int i = 0; i < 2; i++) {
		struct job *job = &sides[i];
		job_load(job, options, options->inputs.items[i]);
		job_keep_reading(job);
		job_print_findings(job);
		whole = whole && job->plan && !report_has(&job->report, LEVEL_ERROR);
	}
	return whole;
}

static int sides_compare(struct options *options, struct job sides[2], changes_writer *write)
{
	struct arena *arena = options->arena;
	struct changes changes = plan_diff(arena, sides[0].plan, sides[1].plan, options->ui);
	struct comparison comparison = { .changes = &changes,
					 .old = &sides[0].report,
					 .new = &sides[1].report,
					 .old_name = sides[0].name,
					 .new_name = sides[1].name,
					 .lang = options->ui,
					 .color = options->color };

	cli_out(write(arena, &comparison));
	return options->given[OPTION_FAIL_ON_REGRESSION] && changes.effects[EFFECT_WEAKER] > 0
		       ? EXIT_FINDINGS
		       : EXIT_DONE;
}

int verb_diff(struct options *options)
{
	struct job sides[2];
	changes_writer *write = form_find(options);
	int code = EXIT_USAGE;

	if (!write)
		return code;
	if (options->inputs.len != 2)
		return cli_usage(options,
				 TEXT2("diff so hai tệp: careplan diff cu.toml moi.toml",
				       "diff compares two files: careplan diff old.toml new.toml"),
				 SLICE_NONE, SLICE_NONE);
	guard_verb(options, NULL, 0);
	if (sides_load(options, sides))
		code = sides_compare(options, sides, write);
	for (int i = 0; i < 2; i++)
		job_free(&sides[i]);
	return code;
}
