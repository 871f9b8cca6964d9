#ifndef JOB_H
#define JOB_H

#include "base/arena.h"
#include "cli.h"
#include "doc/doc.h"
#include "plan/plan.h"

enum { PLAN_SIZE_MAX = 16 * 1024 * 1024 };

/* One plan through the whole pipe: the only place that sees every stage. */
struct job {
	struct arena arena;
	struct report report;
	const struct options *options;
	const char *path;      /* as it was given; "-" for standard input */
	struct slice name;     /* for messages */
	const struct node *root; /* the plan's tree, with all it extends */
	struct plan *plan;     /* NULL when the file or its template could not be read */
	enum lang lang;        /* of the document */
	int code;              /* exit code so far: EXIT_DONE, or EXIT_USAGE when unreadable */
};

/* Reads, binds and checks; all findings stand sorted in job->report. */
void job_load(struct job *job, const struct options *options, const char *path);
/* The document of a loaded plan. */
struct doc *job_present(struct job *job, bool draft);
void job_free(struct job *job);

#endif
