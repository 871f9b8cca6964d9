#ifndef REPORT_BASELINE_H
#define REPORT_BASELINE_H

#include "base/vec.h"
#include "plan/plan.h"

/*
 * Findings that are accepted for now: a JSON file that lists them by file, rule, path and value, so
 * that lines may move.  One entry accepts one finding.
 */

struct baseline_entry {
	struct slice file; /* from the current directory */
	struct slice rule, path;
	struct slice mark;
	bool used;  /* a finding of this run */
	bool tried; /* its file was part of this run */
};

struct baseline {
	struct arena *arena;
	const char *name;
	VEC(struct baseline_entry) entries; /* by file, rule, path, mark */
};

struct baseline *baseline_new(struct arena *arena, const char *name);
/* Reads the file of that name; false with the reason when it cannot. */
bool baseline_read(struct baseline *baseline, struct text2 *problem);
/* Hushes the findings of a plan that are listed. */
void baseline_apply(struct baseline *baseline, struct report *report, struct slice file);
/* Entries of the plan that nothing matched are findings, at the top of the file. */
void baseline_stale(struct baseline *baseline, struct report *report, struct slice file,
		    struct span top);
/* Lists the findings of a plan, and hushes them. */
void baseline_add(struct baseline *baseline, struct report *report, struct slice file);
/* The text of the file; entries of tried files that nothing matched are left out. */
struct slice baseline_text(struct arena *arena, struct baseline *baseline);

#endif
