#ifndef RUN_H
#define RUN_H

#include "base/buf.h"
#include "base/index.h"
#include "report/baseline.h"
#include "report/report.h"
#include "verdict.h"

/*
 * A run over several plans: what all of them found goes into each report that was asked for.
 * begin, take for each job, end.
 */

struct report_target {
	enum report_form form;
	const char *path;
	struct buf text; /* of forms that are written plan by plan */
};

struct run {
	struct options *options;
	VEC(struct report_target) targets;
	bool takes_stdout; /* a report goes to standard output */
	bool collects;     /* somebody wants the outcome */
	struct outcome outcome;
	struct baseline *baseline; /* NULL: none was given */
	struct index foreign;      /* findings in files that several plans share, already told */
	size_t room;               /* findings that may still be shown */
	size_t left_out;
};

/* Reads --report, --baseline and --max-findings; else than EXIT_DONE is a usage error. */
int run_begin(struct run *run, struct options *options);
/* The form of that name, or a usage error. */
int run_form_find(const struct options *options, struct slice name, enum report_form *form);
/* One more document on standard output or in a file. */
int run_target_add(struct run *run, enum report_form form, const char *path);
/*
 * Takes the findings of a plan: what the baseline lists is hushed, what other plans told already is
 * dropped, what goes past --max-findings is marked.  Returns the plan's exit code.
 */
int run_take(struct run *run, const struct verdict *verdict);
/* Writes the reports and the baseline; EXIT_SYSTEM when one could not be written. */
int run_end(struct run *run);

#endif
