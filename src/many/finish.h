#ifndef MANY_FINISH_H
#define MANY_FINISH_H

#include "batch/ledger.h"
#include "batch/results.h"
#include "cli.h"
#include "documents.h"
#include "run.h"

struct json_t; /* jansson's */

/*
 * Putting together what a batch comes to, from the records of its branches in their order: by the
 * run that made them, or by a merge of shards.
 */
struct finish {
	struct options *options;
	struct arena *arena;
	const char *folder;
	size_t count;
	/* The record of a branch, until the next call; false when there is none. */
	bool (*record)(void *context, size_t branch, struct record *record, bool *is_new);
	void *context;
	struct slice base_json;          /* of the report; empty: none */
	struct slice expected_json;      /* the same */
	struct formats formats;          /* of the company's document */
	struct job_templates *templates; /* whose rules reports of findings list */
};

/*
 * report.json, summary.csv, the dashboard and the company's document; the numbers go into totals,
 * and what is wrong with the whole set into `set`, as a record for the ledger.
 */
int finish_results(const struct finish *finish, struct totals *totals, struct record *set);
/* The language of the results; where there are several, the first. */
enum lang finish_lang(const struct options *options);
/* "vi" or "vi,en": the languages of the results; and taking those of shards. */
struct slice finish_langs(const struct options *options);
void finish_langs_take(struct options *options, struct slice langs);
/*
 * A record's findings for the reports that are texts: one text for each, so that what many plans
 * share can be said once.  takes: the forms that are wanted
 */
void texts_pack(struct arena *arena, struct json_t *table, const struct report *report,
		enum lang lang, const bool takes[REPORT_COUNT]);
/* What --report asks for. */
int finish_reports(const struct finish *finish, const struct record *set);
/* What --deps asks for. */
int finish_deps(const struct finish *finish);
/* "cannot read …", where something of the ledger could not be read; returns an exit code. */
int finish_unread(const struct options *options, const struct ledger *ledger);

#endif
