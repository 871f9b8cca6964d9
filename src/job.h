#ifndef JOB_H
#define JOB_H

#include "base/arena.h"
#include "batch/table.h"
#include "cli.h"
#include "doc/doc.h"
#include "plan/allow.h"
#include "plan/plan.h"
#include "plan/score.h"
#include "settings.h"
#include "theme/theme.h"

enum { PLAN_SIZE_MAX = 16 * 1024 * 1024 };

/*
 * Templates that several jobs use, each read once.  Zeroed it is ready; jobs made with it end
 * before it does.
 */
struct job_templates {
	struct arena arena;
	VEC(struct job_template {
		struct slice path; /* SLICE_NONE: the standard one */
		const struct template *t;
		struct report report; /* the files it was read from are its sources */
	})
	list;
};

void job_templates_free(struct job_templates *templates);
/* The template at that path; NULL when something is wrong with it. */
const struct job_template *job_templates_get(struct job_templates *templates, const char *path);

/* A plan to load: a file, or a row of a table laid over a base plan. */
struct job_input {
	const char *path; /* "-" for standard input */
	const struct table *table;
	size_t row;
	struct job_templates *templates; /* NULL: the job reads its template itself */
};

/* One plan through the whole pipe: the only place that sees every stage. */
struct job {
	struct arena arena;
	struct report report;
	const struct options *options;
	const char *path;    /* as it was given; "-" for standard input */
	struct slice name;   /* for messages */
	struct slice folder; /* of the plan, with its slash: where its images are */
	uint32_t file;       /* the plan among the sources of the report */
	uint32_t first_read; /* the sources it names: plans it extends, its template */
	uint32_t end_read;
	uint32_t last; /* the plan at the end of what it extends; itself when it extends none */
	const struct node *root;     /* the plan's tree, with all it extends */
	struct plan *plan;           /* NULL when the file or its template could not be read */
	enum lang langs[LANG_COUNT]; /* of the documents */
	size_t lang_count;
	int code;     /* exit code so far: EXIT_DONE, or EXIT_USAGE when unreadable */
	bool misused; /* the command line is wrong, whatever the plan: no use to go on */
	struct settings settings;
	const struct template *t;          /* NULL when it could not be read */
	const char *template;              /* its path; NULL: the standard one */
	const struct job_template *shared; /* where it comes from, when jobs share it */
	struct allows *allows;
	const struct theme *theme; /* NULL: the standard one */
	struct score *score;       /* NULL when there is no plan */
};

/*
 * Reads, binds and checks.  All findings stand sorted in job->report, with the levels that were set
 * and without those the plan allows.
 */
void job_load(struct job *job, const struct options *options, const char *path);
void job_load_input(struct job *job, const struct options *options, const struct job_input *input);
/* The document of a loaded plan in one of its languages. */
struct doc *job_present(struct job *job, enum lang lang, bool draft);
/* Levels and suppressions for the findings from `from` on, such as a renderer's; then sorts. */
void job_settle(struct job *job, size_t from);
/* Drops the findings about what the plan says; those about how it is put together stay. */
void job_keep_reading(struct job *job);
/* On stderr, as a person reads them. */
void job_print_findings(struct job *job);
void job_free(struct job *job);

#endif
