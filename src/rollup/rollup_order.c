/* The order of regions and branches: as people order their names. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/index.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "rollup/rollup.h"

static bool is_digit(struct slice text, size_t at)
{
	return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* The length of the digits at a place, without noughts in front, which *at is moved behind. */
static size_t digits_at(struct slice text, size_t *at)
{
	size_t end;

	while (is_digit(text, *at) && text.ptr[*at] == '0' && is_digit(text, *at + 1))
		(*at)++;
	for (end = *at; is_digit(text, end);)
		end++;
	return end - *at;
}

/* As people order names: "Branch 9" stands before "Branch 10". */
static int names_compare(struct slice a, struct slice b)
{
	size_t i = 0, j = 0;

	while (i < a.len && j < b.len) {
		size_t one = digits_at(a, &i), other = digits_at(b, &j);
		int order;
		if (one > 0 && other > 0 && one != other)
			return one < other ? -1 : 1;
		one = one > 0 && other > 0 ? one : 1;
		order = slice_compare(slice_sub(a, i, i + one), slice_sub(b, j, j + one));
		if (order != 0)
			return order;
		i += one;
		j += one;
	}
	return (i < a.len) - (j < b.len);
}

static int region_compare(const void *left, const void *right)
{
	const struct region *a = left, *b = right;
	int order;

	if ((a->name.len == 0) != (b->name.len == 0))
		return a->name.len == 0 ? 1 : -1;
	order = names_compare(a->order, b->order);
	return order != 0 ? order : slice_compare(a->name, b->name);
}

/* What branches are put in order by; forgotten when they are. */
struct naming {
	struct slice order;  /* the name without accents and case */
	struct digest id;    /* of its id */
	uint32_t at, region; /* its place among the regions */
	bool has_id;
};

struct ordering {
	struct rollup *rollup;
	struct arena *scratch; /* lasts as long as the order is sought */
	struct naming *namings;
	VEC(struct region) regions;
	struct index region_places;
	VEC(struct money_total) money;
	struct index expected; /* ids → places */
};

static int naming_compare(const void *left, const void *right)
{
	const struct naming *a = left, *b = right;
	int order;

	if (a->region != b->region)
		return a->region < b->region ? -1 : 1;
	order = names_compare(a->order, b->order);
	return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static int id_compare(const void *left, const void *right)
{
	const struct naming *a = left, *b = right;

	if (a->has_id != b->has_id)
		return a->has_id ? -1 : 1;
	if (a->id.high != b->id.high)
		return a->id.high < b->id.high ? -1 : 1;
	if (a->id.low != b->id.low)
		return a->id.low < b->id.low ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

static int twin_compare(const void *left, const void *right)
{
	const struct branch_twin *a = left, *b = right;

	return (a->at > b->at) - (a->at < b->at);
}

static int currency_compare(const void *left, const void *right)
{
	const struct money_total *a = left, *b = right;

	return slice_compare(slice_of(a->currency->code), slice_of(b->currency->code));
}

static uint32_t region_place(struct ordering *ordering, struct slice name)
{
	struct arena *arena = ordering->rollup->arena;
	const size_t *known = index_get(&ordering->region_places, name);
	struct region *region;
	bool is_new;

	if (known)
		return (uint32_t)*known;
	region = vec_push(arena, &ordering->regions);
	region->name = slice_copy(arena, name);
	region->order = utf8_plain(arena, name);
	*index_at(&ordering->region_places, region->name, &is_new) = ordering->regions.len - 1;
	return (uint32_t)ordering->regions.len - 1;
}

/* The currencies that branches have a budget in. */
static void currency_know(struct ordering *ordering, const struct branch *branch)
{
	size_t at = 0;

	if (!branch->budget.given || !branch->currency)
		return;
	while (at < ordering->money.len && ordering->money.items[at].currency != branch->currency)
		at++;
	if (at == ordering->money.len)
		vec_push(ordering->rollup->arena, &ordering->money)->currency = branch->currency;
}

static void branch_know(struct ordering *ordering, size_t at)
{
	struct rollup *rollup = ordering->rollup;
	struct arena scratch = ARENA_INIT;
	const struct branch *branch = rollup_branch(rollup, &scratch, at, BRANCH_NAMED);
	const size_t *expected = index_get(&ordering->expected, branch->id);

	ordering->namings[at] = (struct naming){
		.order = slice_copy(ordering->scratch, utf8_plain(&scratch, branch->name)),
		.id = digest_of(branch->id),
		.at = (uint32_t)at,
		.region = region_place(ordering, branch->region),
		.has_id = branch->id.len > 0,
	};
	rollup->statuses[branch->status]++;
	currency_know(ordering, branch);
	if (expected)
		rollup->expected[*expected].is_there = true;
	arena_free(&scratch);
}

static void expected_index(struct ordering *ordering)
{
	const struct rollup *rollup = ordering->rollup;
	bool is_new;

	for (size_t i = rollup->expected_count; i > 0; i--)
		*index_at(&ordering->expected, rollup->expected[i - 1].id, &is_new) = i - 1;
}

static void expected_miss(struct ordering *ordering)
{
	struct rollup *rollup = ordering->rollup;

	for (size_t i = 0; i < rollup->expected_count; i++) {
		struct expected_branch *one = &rollup->expected[i];
		/* Of one that is listed twice, the first was found. */
		one->is_there = rollup->expected[*index_get(&ordering->expected, one->id)].is_there;
		rollup->missing_count += !one->is_there;
	}
}

/* Of branches with one id, all but the first in the order of the report. */
static void twins_find(struct ordering *ordering)
{
	struct rollup *rollup = ordering->rollup;
	VEC(struct branch_twin) twins = { NULL, 0, 0 };
	size_t first = 0;

	qsort(ordering->namings, rollup->count, sizeof(*ordering->namings), id_compare);
	for (size_t i = 1; i < rollup->count && ordering->namings[i].has_id; i++) {
		if (digest_equal(ordering->namings[i].id, ordering->namings[first].id))
			*vec_push(rollup->arena, &twins) =
				(struct branch_twin){ ordering->namings[i].at,
						      ordering->namings[first].at };
		else
			first = i;
	}
	if (twins.len > 0)
		qsort(twins.items, twins.len, sizeof(*twins.items), twin_compare);
	rollup->twins = twins.items;
	rollup->twin_count = twins.len;
}

static void regions_sort(struct ordering *ordering)
{
	struct rollup *rollup = ordering->rollup;
	uint32_t *places = ARENA_ARRAY(ordering->scratch, ordering->regions.len, uint32_t);

	if (ordering->regions.len > 0)
		qsort(ordering->regions.items, ordering->regions.len,
		      sizeof(*ordering->regions.items), region_compare);
	for (size_t i = 0; i < ordering->regions.len; i++) {
		struct slice name = ordering->regions.items[i].name;
		places[*index_get(&ordering->region_places, name)] = (uint32_t)i;
	}
	for (size_t i = 0; i < rollup->count; i++)
		ordering->namings[i].region = places[ordering->namings[i].region];
	rollup->regions = ordering->regions.items;
	rollup->region_count = ordering->regions.len;
}

static void rows_make(struct ordering *ordering)
{
	struct rollup *rollup = ordering->rollup;

	qsort(ordering->namings, rollup->count, sizeof(*ordering->namings), naming_compare);
	rollup->rows = ARENA_ARRAY(rollup->arena, rollup->count, struct branch_row);
	rollup->places = ARENA_ARRAY(rollup->arena, rollup->count, uint32_t);
	for (size_t i = 0; i < rollup->count; i++) {
		rollup->rows[i].at = ordering->namings[i].at;
		rollup->rows[i].region = ordering->namings[i].region;
		rollup->places[rollup->rows[i].at] = (uint32_t)i;
	}
}

void rollup_order(struct rollup *rollup)
{
	struct arena scratch = ARENA_INIT;
	struct ordering ordering = {
		.rollup = rollup,
		.scratch = &scratch,
		.namings = ARENA_ARRAY(&scratch, rollup->count, struct naming),
		.region_places = INDEX_IN(&scratch),
		.expected = INDEX_IN(&scratch),
	};

	expected_index(&ordering);
	for (size_t i = 0; i < rollup->count; i++)
		branch_know(&ordering, i);
	expected_miss(&ordering);
	if (ordering.money.len > 0)
		qsort(ordering.money.items, ordering.money.len, sizeof(*ordering.money.items),
		      currency_compare);
	rollup->money = ordering.money.items;
	rollup->money_count = ordering.money.len;
	if (rollup->count > 0) {
		twins_find(&ordering);
		regions_sort(&ordering);
		rows_make(&ordering);
	}
	arena_free(&scratch);
}
