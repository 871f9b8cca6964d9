/*
 * Branches that stand far off from the others, by Tukey's fences.  Only marks are made from these
 * doubles; every number shown is the exact one.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "rollup/rollup.h"

enum { OUTLIER_LEAST = 8 }; /* branches that must give a value */
/* A spread below this share of the median is taken as this share. */
static const double spread_floor = 0.05;
static const double fence = 1.5;

struct point {
	const struct branch *branch;
	struct decimal exact;
	double value;
};

struct points {
	struct point *items;
	size_t count;
};

struct outliers {
	struct rollup *rollup;
	struct arena *scratch; /* of values that are only compared */
	VEC(struct outlier) found;
};

/* How a value of the measure is shown. */
typedef struct slice show_value(const struct rollup *rollup, const struct branch *branch,
				struct decimal value, struct slice unit);

static int point_compare(const void *left, const void *right)
{
	const struct point *a = left, *b = right;

	if (a->value != b->value)
		return a->value < b->value ? -1 : 1;
	return a->branch->at < b->branch->at ? -1 : a->branch->at > b->branch->at;
}

static void point_add(struct points *points, const struct branch *branch, struct decimal exact)
{
	points->items[points->count++] = (struct point){ branch, exact, decimal_double(exact) };
}

static void points_judge(struct outliers *outliers, struct points *points, struct slice measure,
			 show_value *show, struct slice unit)
{
	const struct rollup *rollup = outliers->rollup;
	struct point first, middle, third;
	double spread, least;

	if (points->count < OUTLIER_LEAST)
		return;
	qsort(points->items, points->count, sizeof(*points->items), point_compare);
	first = points->items[(points->count + 3) / 4 - 1];
	middle = points->items[(points->count + 1) / 2 - 1];
	third = points->items[(3 * points->count + 3) / 4 - 1];
	spread = third.value - first.value;
	least = (middle.value < 0 ? -middle.value : middle.value) * spread_floor;
	spread = spread < least ? least : spread;
	for (size_t i = 0; i < points->count; i++) {
		const struct point *point = &points->items[i];
		bool is_low = point->value < first.value - fence * spread;
		bool is_high = point->value > third.value + fence * spread;
		if (!is_low && !is_high)
			continue;
		*vec_push(rollup->arena, &outliers->found) = (struct outlier){
			.branch = point->branch,
			.measure = measure,
			.value = show(rollup, point->branch, point->exact, unit),
			.middle = show(rollup, middle.branch, middle.exact, unit),
			.is_high = is_high,
		};
	}
}

static struct slice show_plain(const struct rollup *rollup, const struct branch *branch,
			       struct decimal value, struct slice unit)
{
	(void)branch;
	return show_amount(rollup, (struct amount){ true, value }, unit);
}

static struct slice show_minutes(const struct rollup *rollup, const struct branch *branch,
				 struct decimal value, struct slice unit)
{
	(void)branch;
	(void)unit;
	return show_hours(rollup, (size_t)value.digits);
}

static struct slice show_money(const struct rollup *rollup, const struct branch *branch,
			       struct decimal value, struct slice unit)
{
	(void)unit;
	return money_show(rollup->arena, value, branch->currency, rollup->lang);
}

static void judge_scores(struct outliers *outliers, struct points *points)
{
	const struct rollup *rollup = outliers->rollup;

	points->count = 0;
	for (size_t i = 0; i < rollup->count; i++) {
		if (rollup->branches[i].score >= 0)
			point_add(points, &rollup->branches[i],
				  decimal_of(rollup->branches[i].score));
	}
	points_judge(outliers, points, rollup_word(ROLLUP_SCORE, rollup->lang), show_plain,
		     SLICE(""));
}

static void judge_hours(struct outliers *outliers, struct points *points)
{
	const struct rollup *rollup = outliers->rollup;

	points->count = 0;
	for (size_t i = 0; i < rollup->count; i++) {
		if (rollup->branches[i].hours.given)
			point_add(points, &rollup->branches[i],
				  decimal_of((int64_t)rollup->branches[i].hours.minutes));
	}
	points_judge(outliers, points, rollup_word(ROLLUP_HOURS, rollup->lang), show_minutes,
		     SLICE(""));
}

static void judge_money(struct outliers *outliers, struct points *points,
			const struct currency *currency)
{
	const struct rollup *rollup = outliers->rollup;
	struct decimal each;

	points->count = 0;
	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = &rollup->branches[i];
		if (branch->currency == currency && branch->budget.given &&
		    branch->headcount.given && branch->headcount.value.digits > 0 &&
		    decimal_divide(branch->budget.value, branch->headcount.value, currency->places,
				   &each))
			point_add(points, branch, each);
	}
	points_judge(outliers, points, rollup_word(ROLLUP_BUDGET_PER_HEAD, rollup->lang),
		     show_money, SLICE(""));
}

/* The branches of each measure, gathered in one walk. */
static void judge_kpis(struct outliers *outliers)
{
	const struct rollup *rollup = outliers->rollup;
	struct arena *scratch = outliers->scratch;
	struct points *points = ARENA_ARRAY(scratch, rollup->kpi_count, struct points);

	for (size_t i = 0; i < rollup->kpi_count; i++)
		points[i].items = ARENA_ARRAY(scratch, rollup->kpis[i].valued, struct point);
	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = &rollup->branches[i];
		for (size_t j = 0; j < branch->kpi_count; j++) {
			const struct branch_kpi *kpi = &branch->kpis[j];
			if (kpi->value.given)
				point_add(&points[kpi->company], branch, kpi->value.value);
		}
	}
	for (size_t i = 0; i < rollup->kpi_count; i++) {
		const struct company_kpi *kpi = &rollup->kpis[i];
		points_judge(outliers, &points[i], show_kpi_name(rollup, kpi->name, kpi->scope),
			     show_plain, kpi->unit);
	}
}

void rollup_find_outliers(struct rollup *rollup)
{
	struct arena scratch = ARENA_INIT;
	struct outliers outliers = { .rollup = rollup, .scratch = &scratch };
	struct points points = { ARENA_ARRAY(&scratch, rollup->count, struct point), 0 };

	judge_scores(&outliers, &points);
	judge_hours(&outliers, &points);
	for (size_t i = 0; i < rollup->money_count; i++)
		judge_money(&outliers, &points, rollup->money[i].currency);
	judge_kpis(&outliers);
	rollup->outliers = outliers.found.items;
	rollup->outlier_count = outliers.found.len;
	arena_free(&scratch);
}
