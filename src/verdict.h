#ifndef VERDICT_H
#define VERDICT_H

#include "job.h"
#include "report/outcome.h"

/* What a run over several plans takes from each, whichever process looked at it. */
struct verdict {
	struct arena *arena;
	struct slice name;
	struct report *report;
	const struct settings *settings;
	const struct template *t; /* NULL when there is none */
	bool has_plan;
	bool misused;           /* the command line is wrong, whatever the plan */
	int code;               /* EXIT_DONE, or why there is nothing to judge */
	int points;             /* of the score; -1 when there is none */
	struct slice explained; /* with --explain-score, as are the gaps; else neither is there */
	const struct outcome_gap *gaps;
	size_t gap_count;
};

struct verdict verdict_of(struct job *job);
/* As bytes. */
struct slice verdict_pack(struct job *job);
/*
 * Reads that into a zeroed job, which holds what the verdict borrows beside the bytes.  False when
 * it cannot come from verdict_pack.  wants_rules: whether t, read anew if need be, is of use.
 */
bool verdict_unpack(struct verdict *verdict, struct job *job, struct slice bytes, bool wants_rules,
		    struct job_templates *templates);
/* Of a plan that nothing was heard of any more. */
struct verdict verdict_lost(struct job *job, const struct options *options, const char *path,
			    struct text2 reason);

#endif
