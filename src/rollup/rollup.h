#ifndef ROLLUP_H
#define ROLLUP_H

#include "diag/span.h"
#include "value/date.h"
#include "value/decimal.h"
#include "value/week.h"

struct arena;
struct json_t; /* jansson's */

/*
 * Many plans as one: the report of a batch (docs/report-format.md) read into branches, and what
 * they come to.  Everything is in one language.  Plans are read one at a time, and what many of
 * them say alike is kept once.
 */

enum branch_status {
	BRANCH_RENDERED,
	BRANCH_UNCHANGED,
	BRANCH_FAILED,
	BRANCH_TIMEOUT,
	BRANCH_CRASHED,
	BRANCH_STATUS_COUNT
};

enum wanted { WANTED_UNKNOWN, WANTED_MORE, WANTED_LESS, WANTED_SAME };

enum branch_document { DOCUMENT_HTML, DOCUMENT_PDF, DOCUMENT_MD, DOCUMENT_COUNT };

/* A number that may not be given. */
struct amount {
	bool given;
	struct decimal value;
};

struct branch_cost {
	struct slice key, label;
	struct decimal amount;
};

struct branch_kpi {
	struct slice key; /* the same for the same measure of all branches */
	struct slice name, scope, unit;
	enum wanted better;
	struct amount value, target, volume;
	size_t company; /* its place among rollup->kpis */
};

struct branch_promise {
	struct slice path, name, unit, text;
	enum wanted better;
	struct decimal amount;
};

struct branch_hours {
	bool given;
	size_t minutes; /* a week, through the year */
	struct slice text;
	struct branch_season {
		struct season days;
		struct week_run *runs;
		size_t run_count;
	} * seasons;
	size_t season_count;
};

struct branch {
	size_t at;     /* its place in the report, from 0 */
	uint32_t line; /* of its row in the file; 0: the file is its own */
	struct slice file, stem, title;
	struct slice extends; /* in the end; empty: no other plan */
	struct slice id;      /* empty: the plan has none */
	struct slice name;    /* what people call it; never empty */
	struct slice order;   /* the name without accents and case */
	struct slice owner;
	enum branch_status status;
	int score; /* -1: none */
	size_t errors, warnings;
	struct slice documents[DOCUMENT_COUNT]; /* in the language of the roll-up, if they are */
	struct slice translated[LANG_COUNT][DOCUMENT_COUNT]; /* the same in other languages */
	bool has_facts;
	struct date ends, review; /* { 0, 0, 0 }: not given */
	bool review_is_overdue, has_ended;
	struct amount headcount, budget, limit;
	const struct currency *currency; /* of every amount; NULL: unknown */
	bool inherits_budget;
	struct branch_cost *costs;
	size_t cost_count;
	struct branch_kpi *kpis;
	size_t kpi_count;
	struct branch_hours hours;
	struct branch_promise *promises;
	size_t promise_count;
	/* Where they stand in its file or row; line 0: not there. */
	struct place id_place, budget_place, hours_place;
	struct place *promise_places; /* of each promise; NULL: none stands there */
	struct slice region_name;
	size_t region; /* its place among rollup->regions */
};

/* Exact sums of what branches give, or too great to count. */
struct total {
	struct decimal sum;
	size_t branches; /* that give a number */
	bool overflows;
};

struct money_total {
	const struct currency *currency;
	struct total total;
};

struct region {
	struct slice name; /* empty: those that name none; the last one */
	struct slice order;
	size_t branches, documents;
	size_t errors;
	size_t overdue; /* review or period */
	struct total headcount;
	struct money_total *money; /* as many as rollup->money, in its order */
};

struct category {
	struct slice key, label;
	struct money_total *money; /* as many as rollup->money, in its order */
};

/* A measure of the whole company. */
struct company_kpi {
	struct slice name, scope, unit;
	enum wanted better;
	size_t branches, valued; /* that have it; that give a value */
	size_t judged, met;      /* that give value, target and which way is better; that meet it */
	size_t weighted;         /* that give value and volume */
	struct amount mean;      /* weighted by volume; the plain mean where `weighted` is 0 */
	struct amount target;    /* weighted as the mean is, over the branches that give both */
	struct total volume;
	const struct branch *least, *most;
	struct decimal least_value, most_value;
};

struct expected_branch {
	struct slice id, name, region;
};

struct outlier {
	const struct branch *branch;
	struct slice measure; /* what of it */
	struct slice value, middle;
	bool is_high;
};

/* How one branch stands to the base plan in one thing. */
enum standing { STANDING_SAME, STANDING_BETTER, STANDING_WORSE, STANDING_OTHER, STANDING_GONE };

struct deviation {
	const struct branch *branch;
	enum standing standing;
	struct slice text; /* what the branch says; empty when it is gone */
	struct place place;
};

/* As many branches are named where others are counted. */
enum { COMPARED_NAMES_MAX = 8 };

/*
 * One thing the base plan says, and the branches that say something else: all that promise less,
 * and the first few of each other standing.
 */
struct comparison {
	struct slice name, text;
	bool is_promise; /* better and worse are the customer's; else greater and smaller */
	struct deviation *deviations;
	size_t count;
	size_t standings[STANDING_GONE + 1];
};

struct rollup {
	struct arena *arena;
	enum lang lang;
	struct slice program;
	struct date date;
	struct branch *branches; /* by region, then by name */
	size_t count;
	const struct branch *base; /* NULL: none */
	bool base_is_common;       /* nobody named it: only those that extend it are compared */
	struct expected_branch *missing;
	size_t missing_count;
	size_t statuses[BRANCH_STATUS_COUNT];
	size_t set_errors; /* findings of the whole set that are about no branch alone */
	struct region *regions;
	size_t region_count;
	struct money_total *money; /* of each currency, in the order of their codes */
	size_t money_count;
	struct category *categories; /* in the order they first occur */
	size_t category_count;
	struct company_kpi *kpis; /* in the order they first occur */
	size_t kpi_count;
	struct total headcount, minutes;
	struct outlier *outliers;
	size_t outlier_count;
	struct comparison *comparisons;
	size_t comparison_count;
};

/* Where a report comes from: a table without its plans, and these one at a time. */
struct rollup_source {
	const struct json_t *head;
	size_t count;
	struct json_t *(*plan)(void *context, size_t at); /* the caller's to release */
	void *context;
};

/* NULL when it is not a report of this format. */
struct rollup *rollup_read(struct arena *arena, const struct rollup_source *source, enum lang lang);

bool branch_has_document(const struct branch *branch);
/* Has it a value and a target, and does the one reach the other? */
bool kpi_is_judged(const struct branch_kpi *kpi);
bool kpi_is_met(const struct branch_kpi *kpi);
bool date_is_given(struct date date);
void total_add(struct total *total, struct amount amount);
/* Can it be compared with the base plan, and is it meant to be? */
bool branch_has_base(const struct rollup *rollup, const struct branch *branch);
/* Tells of every promise of the base that a branch makes less of, promise by promise. */
void rollup_each_weaker(const struct rollup *rollup,
			void (*found)(void *context, const struct comparison *promise,
				      const struct deviation *weaker),
			void *context);

/* The parts of rollup_read.  First the regions by name, and the branches by region. */
void rollup_order(struct rollup *rollup);
void rollup_add_up(struct rollup *rollup);
void rollup_find_outliers(struct rollup *rollup);
void rollup_compare(struct rollup *rollup);

/* Words of the roll-up: see words.def. */
enum rollup_word {
#define WORD(id, vi, en) ROLLUP_##id,
#include "rollup/words.def"
#undef WORD
	ROLLUP_WORD_COUNT
};
struct slice rollup_word(enum rollup_word word, enum lang lang);
/* The same with {1}, {2} and {3} filled in. */
struct slice rollup_words(const struct rollup *rollup, enum rollup_word word, struct slice one,
			  struct slice two, struct slice three);

/* How numbers, hours and dates are shown; "–" where there is nothing to show. */
struct slice show_count(const struct rollup *rollup, size_t count);
struct slice show_total(const struct rollup *rollup, const struct total *total);
struct slice show_money_total(const struct rollup *rollup, const struct money_total *total);
struct slice show_amount(const struct rollup *rollup, struct amount amount, struct slice unit);
struct slice show_budget(const struct rollup *rollup, const struct branch *branch);
struct slice show_hours(const struct rollup *rollup, size_t minutes);
struct slice show_day(const struct rollup *rollup, struct date date);
struct slice show_status(const struct rollup *rollup, enum branch_status status);
/* "FCR (hotline)" */
struct slice show_kpi_name(const struct rollup *rollup, struct slice name, struct slice scope);
#define NOTHING SLICE("–")

#endif
