/* The order of regions and branches: as people order their names. */
#include <stdlib.h>

#include "base/arena.h"
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

static int branch_compare(const void *left, const void *right)
{
	const struct branch *a = left, *b = right;
	int order;

	if (a->region != b->region)
		return a->region < b->region ? -1 : 1;
	order = names_compare(a->order, b->order);
	return order != 0 ? order : a->at < b->at ? -1 : a->at > b->at;
}

void rollup_order(struct rollup *rollup)
{
	struct arena *arena = rollup->arena;
	VEC(struct region) regions = { NULL, 0, 0 };
	struct index places = INDEX_IN(arena), sorted = INDEX_IN(arena);
	bool is_new;

	for (size_t i = 0; i < rollup->count; i++) {
		struct slice name = rollup->branches[i].region_name;
		index_at(&places, name, &is_new);
		if (is_new)
			*vec_push(arena, &regions) =
				(struct region){ .name = name, .order = utf8_plain(arena, name) };
	}
	if (regions.len > 0)
		qsort(regions.items, regions.len, sizeof(*regions.items), region_compare);
	for (size_t i = 0; i < regions.len; i++)
		*index_at(&sorted, regions.items[i].name, &is_new) = i;
	for (size_t i = 0; i < rollup->count; i++)
		rollup->branches[i].region = *index_get(&sorted, rollup->branches[i].region_name);
	rollup->regions = regions.items;
	rollup->region_count = regions.len;
	if (rollup->count > 0)
		qsort(rollup->branches, rollup->count, sizeof(*rollup->branches), branch_compare);
}
