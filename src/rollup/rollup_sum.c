/* What branches come to together: money and posts exactly, measures weighted by what they count. */
#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/index.h"
#include "base/vec.h"
#include "rollup/rollup.h"

/* Places behind the point of a mean: one more than its values have, but not without end. */
enum { MEAN_PLACES_MAX = 4 };

bool date_is_given(struct date date)
{
	return date.year > 0;
}

bool branch_has_document(const struct branch *branch)
{
	return branch->status == BRANCH_RENDERED || branch->status == BRANCH_UNCHANGED;
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

static int currency_compare(const void *left, const void *right)
{
	const struct money_total *a = left, *b = right;

	return slice_compare(slice_of(a->currency->code), slice_of(b->currency->code));
}

/* The currencies that branches have a budget in. */
static void currencies_find(struct rollup *rollup)
{
	VEC(struct money_total) money = { NULL, 0, 0 };

	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = &rollup->branches[i];
		size_t at = 0;
		if (!branch->budget.given || !branch->currency)
			continue;
		while (at < money.len && money.items[at].currency != branch->currency)
			at++;
		if (at == money.len)
			vec_push(rollup->arena, &money)->currency = branch->currency;
	}
	if (money.len > 0)
		qsort(money.items, money.len, sizeof(*money.items), currency_compare);
	rollup->money = money.items;
	rollup->money_count = money.len;
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

static void regions_add(struct rollup *rollup)
{
	for (size_t i = 0; i < rollup->region_count; i++)
		rollup->regions[i].money = money_new(rollup);
	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = &rollup->branches[i];
		struct region *region = &rollup->regions[branch->region];
		struct amount minutes = { branch->hours.given,
					  decimal_of((int64_t)branch->hours.minutes) };
		region->branches++;
		region->documents += branch_has_document(branch);
		region->errors += branch->errors;
		region->overdue += branch->review_is_overdue || branch->has_ended;
		total_add(&region->headcount, branch->headcount);
		total_add(&rollup->headcount, branch->headcount);
		total_add(&rollup->minutes, minutes);
		money_add(rollup, region->money, branch->currency, branch->budget);
		money_add(rollup, rollup->money, branch->currency, branch->budget);
	}
}

static void categories_add(struct rollup *rollup)
{
	VEC(struct category) categories = { NULL, 0, 0 };
	struct index places = INDEX_IN(rollup->arena);

	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = &rollup->branches[i];
		for (size_t j = 0; j < branch->cost_count; j++) {
			const struct branch_cost *cost = &branch->costs[j];
			bool is_new;
			size_t *at = index_at(&places, cost->key, &is_new);
			if (is_new) {
				*at = categories.len;
				*vec_push(rollup->arena, &categories) =
					(struct category){ cost->key, cost->label,
							   money_new(rollup) };
			}
			assert(categories.items); /* the first of them is new */
			money_add(rollup, categories.items[*at].money, branch->currency,
				  (struct amount){ true, cost->amount });
		}
	}
	rollup->categories = categories.items;
	rollup->category_count = categories.len;
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

struct kpi_means {
	struct mean weighted, plain, target_weighted, target_plain;
};

static void kpi_add(struct company_kpi *company, struct kpi_means *means,
		    const struct branch *branch, const struct branch_kpi *kpi)
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
	mean_add(&means->plain, kpi->value.value, one);
	if (kpi->target.given)
		mean_add(&means->target_plain, kpi->target.value, one);
	if (weighs) {
		company->weighted++;
		total_add(&company->volume, kpi->volume);
		mean_add(&means->weighted, kpi->value.value, kpi->volume.value);
		if (kpi->target.given)
			mean_add(&means->target_weighted, kpi->target.value, kpi->volume.value);
	}
	if (!company->least || decimal_compare(kpi->value.value, company->least_value) < 0) {
		company->least = branch;
		company->least_value = kpi->value.value;
	}
	if (!company->most || decimal_compare(kpi->value.value, company->most_value) > 0) {
		company->most = branch;
		company->most_value = kpi->value.value;
	}
}

static void kpis_place(struct rollup *rollup)
{
	VEC(struct company_kpi) kpis = { NULL, 0, 0 };
	struct index places = INDEX_IN(rollup->arena);

	for (size_t i = 0; i < rollup->count; i++) {
		struct branch *branch = &rollup->branches[i];
		for (size_t j = 0; j < branch->kpi_count; j++) {
			struct branch_kpi *kpi = &branch->kpis[j];
			bool is_new;
			size_t *at = index_at(&places, kpi->key, &is_new);
			if (is_new) {
				*at = kpis.len;
				*vec_push(rollup->arena, &kpis) = (struct company_kpi){
					.name = kpi->name, .scope = kpi->scope, .unit = kpi->unit
				};
			}
			assert(kpis.items); /* the first of them is new */
			kpi->company = *at;
		}
	}
	rollup->kpis = kpis.items;
	rollup->kpi_count = kpis.len;
}

static void kpis_add(struct rollup *rollup)
{
	struct kpi_means *means;

	kpis_place(rollup);
	means = ARENA_ARRAY(rollup->arena, rollup->kpi_count, struct kpi_means);
	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = &rollup->branches[i];
		for (size_t j = 0; j < branch->kpi_count; j++) {
			size_t at = branch->kpis[j].company;
			kpi_add(&rollup->kpis[at], &means[at], branch, &branch->kpis[j]);
		}
	}
	for (size_t i = 0; i < rollup->kpi_count; i++) {
		struct company_kpi *kpi = &rollup->kpis[i];
		bool weighted = kpi->weighted > 0;
		kpi->mean = mean_of(weighted ? &means[i].weighted : &means[i].plain);
		kpi->target =
			mean_of(weighted ? &means[i].target_weighted : &means[i].target_plain);
	}
}

void rollup_add_up(struct rollup *rollup)
{
	currencies_find(rollup);
	regions_add(rollup);
	categories_add(rollup);
	kpis_add(rollup);
}
