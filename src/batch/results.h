#ifndef BATCH_RESULTS_H
#define BATCH_RESULTS_H

#include "base/index.h"
#include "base/lang.h"
#include "base/vec.h"
#include "batch/ledger.h"

/*
 * What a whole batch comes to: report.json and summary.csv, written record by record, and the
 * numbers that people are told.  docs/report-format.md is the contract of the two files.
 */

#define RESULTS_REPORT "report.json"
#define RESULTS_SUMMARY "summary.csv"

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

/* How many findings of the whole set there are, and how many of them are about each plan. */
struct set_counts {
	struct index plans; /* label → place */
	VEC(struct set_count { size_t levels[LEVEL_COUNT]; }) list;
	size_t levels[LEVEL_COUNT];
};

struct results {
	struct arena *arena;
	const char *folder;
	struct slice date;
	enum lang lang;                        /* of the run */
	struct slice base_json, expected_json; /* empty: none */
	struct slice set_json;                 /* findings of the whole set, as recorded */
	struct set_counts set;                 /* the same, counted */
	struct file_stream *report, *summary;
	struct totals totals;
};

/* False: *reason is the system's word.  Then nothing is written. */
bool results_begin(struct results *results, const char **reason);
/* In the order of the results. */
void results_add(struct results *results, const struct record *record, bool is_new);
bool results_end(struct results *results, bool is_whole, const char **reason);
/* Counts the findings of a set, as its record has them. */
struct set_counts set_counts_read(struct arena *arena, struct slice findings_json);
/* Takes a record into the numbers alone; and the findings of the set. */
void totals_add(struct arena *arena, struct totals *totals, const struct set_counts *set,
		const struct record *record, bool is_new);
void totals_add_set(struct totals *totals, const struct set_counts *set);

#endif
