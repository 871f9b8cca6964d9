#ifndef PLAN_SCORE_H
#define PLAN_SCORE_H

#include "plan/plan.h"

/* Something that is asked and not there, and what it costs. */
struct score_gap {
	const struct field *field;
	struct slice path;
	int64_t cost;   /* in the units of score->asked */
	size_t index;   /* in the order of the template */
	int64_t fields; /* to be filled in: one, or those of a missing table */
};

/* How complete a chapter is: a section with those that are parts of it. */
struct score_part {
	const struct field *chapter;
	int64_t asked, given;
	size_t gaps;
};

/*
 * How complete a plan is.  Every field that the template requires or recommends for this kind of
 * document counts by its weight; the fields of records share the weight of their list; sections
 * that are waived, and optional ones that are left out, do not count.  A placeholder is not there.
 */
struct score {
	int64_t asked, given;
	int points;             /* 0 … 100; 100 only when nothing is missing */
	struct score_gap *gaps; /* the dearest first, then in the order of the template */
	size_t gap_count;
	struct score_part
		*parts; /* chapters of which something is asked, as the template has them */
	size_t part_count;
	const struct span *unfilled; /* placeholders in the plan, by position */
	size_t unfilled_count;
};

/* report holds the findings of the check, sorted. */
struct score *plan_score(struct arena *arena, const struct report *report, const struct plan *plan);
/* What a gap costs, in tenths of a point, rounded; at least 1. */
int score_gap_tenths(const struct score *score, const struct score_gap *gap);
/* The chapter that a field stands in. */
const struct field *score_chapter(const struct field *field);
/* Does an absent section or table count: is it asked, or does it hold what must be there? */
bool score_asks_table(const struct plan *plan, const struct field *table);
/* Does a text that was given still hold a placeholder, in whichever language? */
bool score_is_unfilled(const struct score *score, const struct value *value);
/* The gaps in the order to fill them in: what brings most for each field comes first. */
struct score_gap *score_steps(struct arena *arena, const struct score *score);
/* Tenths of a point as people write them: "1,5". */
struct slice score_points_show(struct arena *arena, int tenths, enum lang lang);
/* A line for each gap, and the next step: what brings most for each field that is filled in. */
struct slice score_explain(struct arena *arena, const struct score *score, struct slice name,
			   enum lang lang);

#endif
