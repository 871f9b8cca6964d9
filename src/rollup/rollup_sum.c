/* What branches come to together: money and posts exactly, measures weighted by what they count. */
#include <assert.h>

#include "base/arena.h"
#include "base/index.h"
#include "base/path.h"
#include "base/vec.h"
#include "rollup/rollup.h"

/* Places behind the point of a mean: one more than its values have, but not without end. */
enum { MEAN_PLACES_MAX = 4 };

bool date_is_given(struct date date)
{
	return date.year > 0;
}

bool status_has_document(enum branch_status status)
{
	return status == BRANCH_RENDERED || status == BRANCH_UNCHANGED;
}

void total_add(struct total *total, struct amount amount)
{
	if (!amount.given)
		return;
	total->branches++;
	total->overflows |= !decimal_add(total->sum, amount.value, &total->sum);
}

bool kpi_is_judged(const struct branch_kpi *kpi)
{
	return kpi->value.given && kpi->target.given && kpi->better != WANTED_UNKNOWN;
}

bool kpi_is_met(const struct branch_kpi *kpi)
{
	int order;

	if (!kpi_is_judged(kpi))
		return false;
	order = decimal_compare(kpi->value.value, kpi->target.value);
	return order == 0 || (order > 0) == (kpi->better == WANTED_MORE);
}

static struct money_total *money_new(const struct rollup *rollup)
{
	struct money_total *money =
		ARENA_ARRAY(rollup->arena, rollup->money_count, struct money_total);

	for (size_t i = 0; i < rollup->money_count; i++)
		money[i].currency = rollup->money[i].currency;
	return money;
}

static void money_add(const struct rollup *rollup, struct money_total *money,
		      const struct currency *currency, struct amount amount)
{
	for (size_t i = 0; i < rollup->money_count; i++) {
		if (money[i].currency == currency)
			total_add(&money[i].total, amount);
	}
}

/* What is gathered while branches are read in their order. */
struct summing {
	struct rollup *rollup;
	struct arena *scratch;
	VEC(struct category) categories;
	struct index category_places;
	VEC(struct company_kpi) kpis;
	struct index kpi_places;
	VEC(struct kpi_sum) kpi_sums;
	struct points *money_points; /* as many as rollup->money */
	struct slice base_path;
};

static void region_add(struct rollup *rollup, size_t at, const struct branch *branch)
{
	struct region *region = &rollup->regions[at];
	struct amount minutes = { branch->hours.given, decimal_of((int64_t)branch->hours.minutes) };

	region->branches++;
	region->documents += status_has_document(branch->status);
	region->errors += branch->errors;
	region->overdue += branch->review_is_overdue || branch->has_ended;
	total_add(&region->headcount, branch->headcount);
	total_add(&rollup->headcount, branch->headcount);
	total_add(&rollup->minutes, minutes);
	if (!region->money)
		region->money = money_new(rollup);
	money_add(rollup, region->money, branch->currency, branch->budget);
	money_add(rollup, rollup->money, branch->currency, branch->budget);
}

/*
 * What branches have for themselves, in the base's currency.  A budget that a branch merely
 * inherits is not its own, and neither is that of the base where it is one of the plans.
 */
static void own_budget_add(struct summing *summing, struct arena *scratch,
			   const struct branch *branch)
{
	struct rollup *rollup = summing->rollup;

	rollup->inherited_budgets += branch->budget.given && branch->inherits_budget;
	if (!rollup->base || !branch_has_base(rollup, branch) || !branch->budget.given ||
	    branch->currency != rollup->base->currency ||
	    slice_equal(path_from_here(scratch, branch->file), summing->base_path))
		return;
	if (branch->inherits_budget)
		rollup->not_own_budgets++;
	else
		total_add(&rollup->own_budgets, branch->budget);
}

static void costs_add(struct summing *summing, const struct branch *branch)
{
	const struct rollup *rollup = summing->rollup;

	for (size_t i = 0; i < branch->cost_count; i++) {
		const struct branch_cost *cost = &branch->costs[i];
		const size_t *known = index_get(&summing->category_places, cost->key);
		size_t at = known ? *known : summing->categories.len;
		bool is_new;
		if (!known) {
			*vec_push(rollup->arena, &summing->categories) =
				(struct category){ slice_copy(rollup->arena, cost->key),
						   slice_copy(rollup->arena, cost->label),
						   money_new(rollup) };
			*index_at(&summing->category_places, summing->categories.items[at].key,
				  &is_new) = at;
		}
		assert(at < summing->categories.len); /* known, or just added */
		money_add(rollup, summing->categories.items[at].money, branch->currency,
			  (struct amount){ true, cost->amount });
	}
}

/* What a mean is made of: sums of value × weight and of weights, and how exact the values are. */
struct mean {
	struct decimal values, weights;
	int places;
	bool overflows;
};

static void mean_add(struct mean *mean, struct decimal value, struct decimal weight)
{
	struct decimal product;

	mean->places = value.scale > mean->places ? value.scale : mean->places;
	mean->overflows |= !decimal_multiply(value, weight, &product) ||
			   !decimal_add(mean->values, product, &mean->values) ||
			   !decimal_add(mean->weights, weight, &mean->weights);
}

static struct amount mean_of(const struct mean *mean)
{
	struct amount amount = { .given = false };
	int places = mean->places < MEAN_PLACES_MAX ? mean->places + 1 : MEAN_PLACES_MAX;

	amount.given = !mean->overflows &&
		       decimal_divide(mean->values, mean->weights, places, &amount.value);
	if (amount.given) /* without noughts at the end */
		decimal_add(amount.value, decimal_of(0), &amount.value);
	return amount;
}

struct kpi_sum {
	struct mean weighted, plain, target_weighted, target_plain;
	struct points points; /* the values */
};

static void ends_take(struct company_kpi *company, size_t at, struct decimal value)
{
	if (company->valued == 1 || decimal_compare(value, company->least_value) < 0) {
		company->least.at = at;
		company->least_value = value;
	}
	if (company->valued == 1 || decimal_compare(value, company->most_value) > 0) {
		company->most.at = at;
		company->most_value = value;
	}
}

static void kpi_add(struct company_kpi *company, struct kpi_sum *sum, size_t at,
		    const struct branch_kpi *kpi)
{
	struct decimal one = decimal_of(1);
	bool weighs = kpi->volume.given && kpi->volume.value.digits > 0;

	company->branches++;
	company->judged += kpi_is_judged(kpi);
	company->met += kpi_is_met(kpi);
	if (company->better == WANTED_UNKNOWN)
		company->better = kpi->better;
	if (!kpi->value.given)
		return;
	company->valued++;
	mean_add(&sum->plain, kpi->value.value, one);
	if (kpi->target.given)
		mean_add(&sum->target_plain, kpi->target.value, one);
	if (weighs) {
		company->weighted++;
		total_add(&company->volume, kpi->volume);
		mean_add(&sum->weighted, kpi->value.value, kpi->volume.value);
		if (kpi->target.given)
			mean_add(&sum->target_weighted, kpi->target.value, kpi->volume.value);
	}
	ends_take(company, at, kpi->value.value);
}

static size_t kpi_place(struct summing *summing, const struct branch_kpi *kpi)
{
	struct arena *arena = summing->rollup->arena;
	const size_t *known = index_get(&summing->kpi_places, kpi->key);
	size_t at = known ? *known : summing->kpis.len;
	bool is_new;

	if (known)
		return at;
	*vec_push(arena, &summing->kpis) =
		(struct company_kpi){ .name = slice_copy(arena, kpi->name),
				      .scope = slice_copy(arena, kpi->scope),
				      .unit = slice_copy(arena, kpi->unit) };
	vec_push(summing->scratch, &summing->kpi_sums);
	*index_at(&summing->kpi_places, slice_copy(summing->scratch, kpi->key), &is_new) = at;
	return at;
}

static void kpis_add(struct summing *summing, const struct branch *branch)
{
	for (size_t i = 0; i < branch->kpi_count; i++) {
		const struct branch_kpi *kpi = &branch->kpis[i];
		size_t at = kpi_place(summing, kpi);
		struct kpi_sum *sum = &summing->kpi_sums.items[at];
		kpi_add(&summing->kpis.items[at], sum, branch->at, kpi);
		if (kpi->value.given)
			*vec_push(summing->scratch, &sum->points.list) =
				point_of(kpi->value.value, branch->at);
	}
}

static void kpis_end(struct summing *summing)
{
	struct rollup *rollup = summing->rollup;

	rollup->kpis = summing->kpis.items;
	rollup->kpi_count = summing->kpis.len;
	for (size_t i = 0; i < rollup->kpi_count; i++) {
		struct company_kpi *kpi = &rollup->kpis[i];
		const struct kpi_sum *sum = &summing->kpi_sums.items[i];
		bool weighted = kpi->weighted > 0;
		kpi->mean = mean_of(weighted ? &sum->weighted : &sum->plain);
		kpi->target = mean_of(weighted ? &sum->target_weighted : &sum->target_plain);
		if (kpi->valued > 0) {
			kpi->least = rollup_name(rollup, kpi->least.at);
			kpi->most = rollup_name(rollup, kpi->most.at);
		}
	}
}

/* Money for each post. */
static void money_point_add(struct summing *summing, const struct branch *branch)
{
	const struct rollup *rollup = summing->rollup;
	struct decimal each;

	for (size_t i = 0; i < rollup->money_count; i++) {
		if (branch->currency == rollup->money[i].currency && branch->budget.given &&
		    branch->headcount.given && branch->headcount.value.digits > 0 &&
		    decimal_divide(branch->budget.value, branch->headcount.value,
				   branch->currency->places, &each))
			*vec_push(summing->scratch, &summing->money_points[i].list) =
				point_of(each, branch->at);
	}
}

static uint32_t number_kept(size_t number)
{
	return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static void row_fill(struct branch_row *row, const struct branch *branch)
{
	size_t unmet = 0;

	for (size_t i = 0; i < branch->kpi_count; i++)
		unmet += kpi_is_judged(&branch->kpis[i]) && !kpi_is_met(&branch->kpis[i]);
	row->errors = number_kept(branch->errors);
	row->warnings = number_kept(branch->warnings);
	row->unmet = number_kept(unmet);
	row->has_minutes = branch->hours.given;
	row->minutes = number_kept(branch->hours.minutes);
	row->has_review = date_is_given(branch->review);
	if (row->has_review)
		row->review = (int32_t)date_days(branch->review);
	row->is_overdue = branch->review_is_overdue;
	row->has_ended = branch->has_ended;
	row->score = (int16_t)branch->score;
	row->status = (uint8_t)branch->status;
	row->has_headcount = branch->headcount.given;
	row->headcount = branch->headcount.value;
	row->has_budget = branch->budget.given;
	row->budget = branch->budget.value;
}

static void row_add(struct summing *summing, struct branch_row *row)
{
	struct rollup *rollup = summing->rollup;
	struct arena scratch = ARENA_INIT;
	const struct branch *branch = rollup_branch(rollup, &scratch, row->at,
						    rollup->base ? BRANCH_COMPARED : BRANCH_ADDED);

	row_fill(row, branch);
	region_add(rollup, row->region, branch);
	own_budget_add(summing, &scratch, branch);
	costs_add(summing, branch);
	kpis_add(summing, branch);
	money_point_add(summing, branch);
	rollup_compare(rollup, row, branch);
	arena_free(&scratch);
}

static void points_find(struct summing *summing)
{
	struct rollup *rollup = summing->rollup;
	struct points *kpis = ARENA_ARRAY(summing->scratch, rollup->kpi_count, struct points);

	for (size_t i = 0; i < rollup->kpi_count; i++)
		kpis[i] = summing->kpi_sums.items[i].points;
	rollup_find_outliers(rollup, kpis, summing->money_points);
}

void rollup_add_up(struct rollup *rollup)
{
	struct arena scratch = ARENA_INIT;
	struct summing summing = {
		.rollup = rollup,
		.scratch = &scratch,
		.category_places = INDEX_IN(&scratch),
		.kpi_places = INDEX_IN(&scratch),
		.money_points = ARENA_ARRAY(&scratch, rollup->money_count, struct points),
		.base_path =
			rollup->base ? path_from_here(&scratch, rollup->base->file) : SLICE(""),
	};

	for (size_t i = 0; i < rollup->count; i++)
		row_add(&summing, &rollup->rows[i]);
	rollup->categories = summing.categories.items;
	rollup->category_count = summing.categories.len;
	kpis_end(&summing);
	points_find(&summing);
	rollup_compare_end(rollup);
	arena_free(&scratch);
}
