#ifndef ROLLUP_H
#define ROLLUP_H

#include "base/vec.h"
#include "diag/span.h"
#include "value/date.h"
#include "value/decimal.h"
#include "value/week.h"

struct arena;
struct json_t; /* jansson's */

/*
 * Many plans as one: the report of a batch (docs/report-format.md) read into branches, and what
 * they come to.  Everything is in one language.  Plans are read one at a time, once to be put in
 * order and once to be added up; of each only a row of numbers is kept, and whoever wants more of
 * one reads it again.  So memory grows by little more than a hundred bytes a plan.
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

/* A branch as its plan's entry has it. */
struct branch {
	size_t at;     /* its place in the report, from 0 */
	uint32_t line; /* of its row in the file; 0: the file is its own */
	struct slice file, stem, title;
	struct slice extends; /* in the end; empty: no other plan */
	struct slice id;      /* empty: the plan has none */
	struct slice name;    /* what people call it; never empty */
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
	struct slice region;          /* empty: none */
};

/* What is kept of each branch: what must be known of all of them at once. */
struct branch_row {
	uint32_t at;
	uint32_t region;           /* its place among rollup->regions */
	uint32_t errors, warnings; /* with those of the set, once they are counted */
	uint32_t unmet;            /* measures that miss their targets */
	uint32_t minutes;          /* promised in a week */
	int32_t review;            /* a day's number */
	int16_t score;             /* -1: none */
	uint8_t status;            /* enum branch_status */
	bool has_minutes : 1, has_review : 1, has_headcount : 1, has_budget : 1;
	bool is_overdue : 1; /* its review */
	bool has_ended : 1;
	bool is_outlier : 1;
	bool is_weaker : 1; /* promises less than the base */
	struct decimal headcount, budget;
};

/* A branch where it is named beside others. */
struct branch_name {
	size_t at;
	struct slice name;
	struct slice target; /* its first document; empty: it has none */
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
	struct branch_name least, most;
	struct decimal least_value, most_value;
};

struct expected_branch {
	struct slice id, name, region;
	bool is_there;
};

struct outlier {
	struct branch_name branch;
	struct slice measure; /* what of it */
	struct slice value, middle;
	bool is_high;
};

/* How one branch stands to the base plan in one thing. */
enum standing { STANDING_SAME, STANDING_BETTER, STANDING_WORSE, STANDING_OTHER, STANDING_GONE };

struct deviation {
	struct branch_name branch;
	enum standing standing;
	struct slice text; /* what the branch says; empty when it is gone */
};

enum {
	COMPARED_NAMES_MAX = 8,  /* as many branches are named where others are counted */
	OUTLIERS_NAMED_MAX = 100 /* the same, of those that stand out */
};

/* One thing the base plan says, and the first few branches that say something else of each kind. */
struct comparison {
	struct slice name, text;
	enum compared {
		COMPARED_HOURS,
		COMPARED_PROMISE,
		COMPARED_TARGET,
		COMPARED_HEADCOUNT,
		COMPARED_BUDGET
	} kind;
	size_t item; /* its place among promises or measures of the base */
	struct deviation *deviations;
	size_t count, cap;
	size_t standings[STANDING_GONE + 1];
};

/*
 * Where a report comes from: a table without its plans, and these one at a time.  Members that
 * nobody asks for may be left out of a plan: `without` names them and ends with NULL.
 */
struct rollup_source {
	const struct json_t *head;
	size_t count;
	struct json_t *(*plan)(void *context, size_t at,
			       const char *const *without); /* the caller's to release */
	void *context;
};

/* How much of a branch is wanted: of what comes later nothing is read. */
enum branch_depth {
	BRANCH_NAMED,    /* what it is called and whether it has a budget */
	BRANCH_SHOWN,    /* what stands in its row */
	BRANCH_ADDED,    /* what goes into sums */
	BRANCH_COMPARED, /* its promises */
	BRANCH_WHOLE     /* and where they stand in its file */
};

struct rollup {
	struct arena *arena;
	enum lang lang;
	struct rollup_source source;
	struct slice program;
	struct date date;
	const struct branch *base; /* NULL: none */
	bool base_is_common;       /* nobody named it: only those that extend it are compared */
	struct expected_branch *expected;
	size_t expected_count;
	/* What follows is only there when the plans were read. */
	struct branch_row *rows; /* by region, then by name */
	uint32_t *places;        /* of the rows, in the order of the report */
	size_t count;
	size_t missing_count; /* of the expected */
	struct branch_twin {
		size_t at, first; /* has the id that another had before */
	} * twins;
	size_t twin_count;
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
	size_t inherited_budgets;
	/* What branches that build on the base have for themselves, and how many have no own. */
	struct total own_budgets;
	size_t not_own_budgets;
	struct outlier *outliers; /* the first of them */
	size_t outlier_count;     /* of all */
	struct comparison *comparisons;
	size_t comparison_count;
};

/* The report without its plans; `source` is borrowed.  NULL when it is none of this format. */
struct rollup *rollup_open(struct arena *arena, const struct rollup_source *source, enum lang lang);
/* NULL when it is not a report of this format. */
struct rollup *rollup_read(struct arena *arena, const struct rollup_source *source, enum lang lang);

/* The branch at a place of the report, in an arena of the caller's. */
struct branch *rollup_branch(const struct rollup *rollup, struct arena *arena, size_t at,
			     enum branch_depth depth);
/* Its name, which lives as long as the roll-up. */
struct branch_name rollup_name(const struct rollup *rollup, size_t at);
struct branch_name branch_named(struct arena *arena, const struct branch *branch);

bool status_has_document(enum branch_status status);
/* Has it a value and a target, and does the one reach the other? */
bool kpi_is_judged(const struct branch_kpi *kpi);
bool kpi_is_met(const struct branch_kpi *kpi);
bool date_is_given(struct date date);
void total_add(struct total *total, struct amount amount);
/* Can it be compared with the base plan, and is it meant to be? */
bool branch_has_base(const struct rollup *rollup, const struct branch *branch);
/* Is it the customer's?  Then better and worse are theirs; else greater and smaller. */
bool comparison_is_promise(const struct comparison *comparison);
/* Tells of every promise of the base that a branch makes less of. */
void branch_each_weaker(const struct rollup *rollup, const struct branch *branch,
			void (*found)(void *context, const struct comparison *promise,
				      struct slice own, struct place place),
			void *context);

/* The parts of rollup_read.  First the regions by name, and the branches by region. */
void rollup_order(struct rollup *rollup);
/* Sums, standings to the base and what stands out, in one walk in that order. */
void rollup_add_up(struct rollup *rollup);
/* What the base says that branches are compared in; each branch; and those nobody differs in go. */
void rollup_compare_begin(struct rollup *rollup);
void rollup_compare(struct rollup *rollup, struct branch_row *row, const struct branch *branch);
void rollup_compare_end(struct rollup *rollup);

/* A number of a branch, as it is compared with those of others. */
struct point {
	int64_t digits; /* of a decimal */
	int32_t scale;
	uint32_t at;
};
struct point point_of(struct decimal value, size_t at);
struct points {
	VEC(struct point) list;
};
/* Of each measure and, in each currency, of the money for each post. */
void rollup_find_outliers(struct rollup *rollup, struct points *kpis, struct points *money);

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
