#ifndef BATCH_RESULTS_H
#define BATCH_RESULTS_H

#include "base/lang.h"
#include "base/vec.h"
#include "batch/ledger.h"

/*
 * What a whole batch comes to: report.json and summary.csv, written record by record, and the
 * numbers that people are told.  docs/report-format.md is the contract of the two files.
 */

enum { WORST_MAX = 20 };

/* A row of the summary. */
struct result {
	struct slice label;
	int code;
	int score;
	size_t levels[LEVEL_COUNT];
	unsigned milliseconds;
	bool is_new; /* of this run */
};

struct totals {
	size_t plans;
	size_t codes[4]; /* by exit code */
	size_t levels[LEVEL_COUNT];
	size_t documents;
	struct result worst[WORST_MAX]; /* the gravest first; all, when they are no more */
	size_t worst_count;
};

struct results {
	struct arena *arena;
	const char *folder;
	struct slice date;
	enum lang lang;                        /* of the run */
	struct slice base_json, expected_json; /* empty: none */
	struct file_stream *report, *summary;
	struct totals totals;
};

/* False: *reason is the system's word.  Then nothing is written. */
bool results_begin(struct results *results, const char **reason);
/* In the order of the results. */
void results_add(struct results *results, const struct record *record, bool is_new);
bool results_end(struct results *results, bool is_whole, const char **reason);
/* Takes a record into the numbers alone. */
void totals_add(struct arena *arena, struct totals *totals, const struct record *record,
		bool is_new);

#endif
