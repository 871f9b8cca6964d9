/*
 * Branches that stand far off from the others, by Tukey's fences.  Only marks are made from these
 * doubles; every number shown is the exact one.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "rollup/rollup.h"

enum { OUTLIER_LEAST = 8 }; /* branches that must give a value */
/* A spread below this share of the median is taken as this share. */
static const double spread_floor = 0.05;
static const double fence = 1.5;

/* What a measure is called and how its values are shown. */
struct measure {
	struct slice name, unit;
	const struct currency *currency;
};

/* How a value of the measure is shown. */
typedef struct slice show_value(const struct rollup *rollup, struct decimal value,
				const struct measure *measure);

struct point point_of(struct decimal value, size_t at)
{
	return (struct point){ value.digits, value.scale, (uint32_t)at };
}

static struct decimal value_of(const struct point *point)
{
	return (struct decimal){ point->digits, point->scale };
}

static int point_compare(const void *left, const void *right)
{
	const struct point *a = left, *b = right;
	double one = decimal_double(value_of(a)), other = decimal_double(value_of(b));

	if (one != other)
		return one < other ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

static void outlier_add(struct rollup *rollup, struct outlier outlier, size_t at)
{
	rollup->rows[rollup->places[at]].is_outlier = true;
	if (rollup->outlier_count++ >= OUTLIERS_NAMED_MAX)
		return;
	outlier.branch = rollup_name(rollup, at);
	rollup->outliers[rollup->outlier_count - 1] = outlier;
}

static void points_judge(struct rollup *rollup, struct points *points,
			 const struct measure *measure, show_value *show)
{
	size_t count = points->list.len;
	struct point *items = points->list.items;
	struct decimal middle;
	double first, third, half, spread, least;

	if (count < OUTLIER_LEAST)
		return;
	qsort(items, count, sizeof(*items), point_compare);
	first = decimal_double(value_of(&items[(count + 3) / 4 - 1]));
	middle = value_of(&items[(count + 1) / 2 - 1]);
	third = decimal_double(value_of(&items[(3 * count + 3) / 4 - 1]));
	half = decimal_double(middle);
	spread = third - first;
	least = (half < 0 ? -half : half) * spread_floor;
	spread = spread < least ? least : spread;
	for (size_t i = 0; i < count; i++) {
		double value = decimal_double(value_of(&items[i]));
		bool is_high = value > third + fence * spread;
		struct outlier outlier = { .measure = measure->name, .is_high = is_high };
		if (!is_high && value >= first - fence * spread)
			continue;
		if (rollup->outlier_count < OUTLIERS_NAMED_MAX) {
			outlier.value = show(rollup, value_of(&items[i]), measure);
			outlier.middle = show(rollup, middle, measure);
		}
		outlier_add(rollup, outlier, items[i].at);
	}
}

static struct slice show_plain(const struct rollup *rollup, struct decimal value,
			       const struct measure *measure)
{
	return show_amount(rollup, (struct amount){ true, value }, measure->unit);
}

static struct slice show_minutes(const struct rollup *rollup, struct decimal value,
				 const struct measure *measure)
{
	(void)measure;
	return show_hours(rollup, (size_t)value.digits);
}

static struct slice show_money(const struct rollup *rollup, struct decimal value,
			       const struct measure *measure)
{
	return money_show(rollup->arena, value, measure->currency, rollup->lang);
}

static void judge_scores(struct rollup *rollup, struct points *points)
{
	struct measure measure = { .name = rollup_word(ROLLUP_SCORE, rollup->lang) };

	points->list.len = 0;
	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch_row *row = &rollup->rows[i];
		if (row->score >= 0)
			points->list.items[points->list.len++] =
				point_of(decimal_of(row->score), row->at);
	}
	points_judge(rollup, points, &measure, show_plain);
}

static void judge_hours(struct rollup *rollup, struct points *points)
{
	struct measure measure = { .name = rollup_word(ROLLUP_HOURS, rollup->lang) };

	points->list.len = 0;
	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch_row *row = &rollup->rows[i];
		if (row->has_minutes)
			points->list.items[points->list.len++] =
				point_of(decimal_of(row->minutes), row->at);
	}
	points_judge(rollup, points, &measure, show_minutes);
}

void rollup_find_outliers(struct rollup *rollup, struct points *kpis, struct points *money)
{
	struct arena scratch = ARENA_INIT;
	struct points points = { { ARENA_ARRAY(&scratch, rollup->count, struct point), 0, 0 } };

	rollup->outliers = ARENA_ARRAY(rollup->arena, OUTLIERS_NAMED_MAX, struct outlier);
	judge_scores(rollup, &points);
	judge_hours(rollup, &points);
	for (size_t i = 0; i < rollup->money_count; i++)
		points_judge(rollup, &money[i],
			     &(struct measure){
				     .name = rollup_word(ROLLUP_BUDGET_PER_HEAD, rollup->lang),
				     .currency = rollup->money[i].currency },
			     show_money);
	for (size_t i = 0; i < rollup->kpi_count; i++) {
		const struct company_kpi *kpi = &rollup->kpis[i];
		points_judge(rollup, &kpis[i],
			     &(struct measure){
				     .name = show_kpi_name(rollup, kpi->name, kpi->scope),
				     .unit = kpi->unit },
			     show_plain);
	}
	arena_free(&scratch);
}
