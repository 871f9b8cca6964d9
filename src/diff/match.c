/* Finds which record of one plan is which of another. */
#include "diff/match.h"

#include <assert.h>

#include "base/arena.h"
#include "base/vec.h"

/* The records of one field on both sides. */
struct lists {
	const struct value *old, *new;
	bool *taken; /* of the new ones */
};

const struct value *value_like(const struct group *group, const struct field *field)
{
	return group ? group_value(group, field->key) : NULL;
}

static bool targets_equal(const struct matches *matches, const struct group *old,
			  const struct group *new)
{
	if (matches && old && match_of_old(matches, old))
		return match_of_old(matches, old) == new;
	return old && new && old->id.len > 0 && slice_equal(old->id, new->id);
}

static bool items_equal(const struct matches *matches, const struct item *old,
			const struct item *new)
{
	if (old->target && new->target)
		return targets_equal(matches, old->target, new->target);
	return text2_equal(&old->text, &new->text);
}

static bool lists_equal(const struct matches *matches, const struct value *old,
			const struct value *new)
{
	if (old->as.list.count != new->as.list.count)
		return false;
	for (size_t i = 0; i < old->as.list.count; i++) {
		if (!items_equal(matches, &old->as.list.items[i], &new->as.list.items[i]))
			return false;
	}
	return true;
}

static bool hours_equal(const struct hours *a, const struct hours *b)
{
	struct arena arena = ARENA_INIT;
	bool equal = slice_equal(hours_show(&arena, a, LANG_EN), hours_show(&arena, b, LANG_EN));

	arena_free(&arena);
	return equal;
}

static bool references_equal(const struct matches *matches, const struct value *old,
			     const struct value *new)
{
	if (old->as.reference.target && new->as.reference.target)
		return targets_equal(matches, old->as.reference.target, new->as.reference.target);
	return slice_equal(old->as.reference.id, new->as.reference.id);
}

static bool written_equal(const struct value *old, const struct value *new)
{
	struct slice a = old->node ? node_text(old->node) : SLICE_NONE;
	struct slice b = new->node ? node_text(new->node) : SLICE_NONE;

	return slice_equal(a, b);
}

bool values_equal(const struct matches *matches, const struct value *old, const struct value *new)
{
	if (old->state == VALUE_INVALID || new->state == VALUE_INVALID ||
	    old->field->type != new->field->type)
		return written_equal(old, new);
	switch (old->field->type) {
	case TYPE_TEXT:
	case TYPE_PROSE:
	case TYPE_LINK:
	case TYPE_EMAIL:
	case TYPE_PHONE:
		return text2_equal(&old->as.text, &new->as.text);
	case TYPE_BOOLEAN:
		return old->as.boolean == new->as.boolean;
	case TYPE_INTEGER:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
	case TYPE_MONEY:
		return decimal_compare(old->as.number, new->as.number) == 0;
	case TYPE_DATE:
		return date_compare(old->as.date, new->as.date) == 0;
	case TYPE_DURATION:
		return duration_equal(&old->as.duration, &new->as.duration);
	case TYPE_HOURS:
		return hours_equal(old->as.hours, new->as.hours);
	case TYPE_CHOICE:
		return slice_equal(old->as.choice->key, new->as.choice->key);
	case TYPE_LIST:
		return lists_equal(matches, old, new);
	case TYPE_IMAGE:
		return slice_equal(old->as.image->bytes, new->as.image->bytes);
	case TYPE_REFERENCE:
		return references_equal(matches, old, new);
	case TYPE_TABLE:
	case TYPE_RECORDS:
	case TYPE_COUNT:
		break;
	}
	return true;
}

/* Pairing */

static void pair(struct matches *matches, const struct group *old, const struct group *new)
{
	bool is_new;

	*vec_push(matches->arena, &matches->partners) = new;
	*index_at(&matches->olds, group_path(matches->arena, old), &is_new) = matches->partners.len;
	*vec_push(matches->arena, &matches->partners) = old;
	*index_at(&matches->news, group_path(matches->arena, new), &is_new) = matches->partners.len;
}

static const struct group *partner(const struct matches *matches, const struct index *index,
				   const struct group *group)
{
	const size_t *at = index_get(index, group_path(matches->arena, group));

	assert(!at || matches->partners.items);
	return at ? matches->partners.items[*at - 1] : NULL;
}

const struct group *match_of_old(const struct matches *matches, const struct group *old)
{
	return partner(matches, &matches->olds, old);
}

const struct group *match_of_new(const struct matches *matches, const struct group *new)
{
	return partner(matches, &matches->news, new);
}

static struct slice key_id(struct arena *arena, const struct group *record)
{
	(void)arena;
	return record->id;
}

/* The name in the first language it has, so that both sides are asked for the same. */
static struct slice key_name(struct arena *arena, const struct group *record)
{
	const struct field *field = field_with_role(record->field, ROLE_NAME);
	struct text2 name;

	if (!field || !value_has(&record->values[field->index]))
		return SLICE_NONE;
	name = record_name(arena, record);
	return text2_in(&name, LANG_VI);
}

/* Pairs what has the same key and is not paired yet; the first of several with one key. */
static void pair_by(struct matches *matches, const struct lists *lists,
		    struct slice (*key)(struct arena *, const struct group *))
{
	struct index known = INDEX_IN(matches->arena);

	for (size_t i = 0; i < lists->new->as.records.count; i++) {
		struct slice name = key(matches->arena, lists->new->as.records.items[i]);
		bool is_new = false;
		size_t *at =
			lists->taken[i] || name.len == 0 ? NULL : index_at(&known, name, &is_new);
		if (is_new)
			*at = i + 1;
	}
	for (size_t i = 0; i < lists->old->as.records.count; i++) {
		const struct group *record = lists->old->as.records.items[i];
		struct slice name = key(matches->arena, record);
		const size_t *at = name.len > 0 ? index_get(&known, name) : NULL;
		if (!at || lists->taken[*at - 1] || match_of_old(matches, record))
			continue;
		pair(matches, record, lists->new->as.records.items[*at - 1]);
		lists->taken[*at - 1] = true;
	}
}

/* How many of the values either record has are the same in both, of 100. */
static size_t likeness(const struct matches *matches, const struct group *old,
		       const struct group *new)
{
	size_t all = 0;
	size_t same = 0;

	for (size_t i = 0; i < old->field->field_count; i++) {
		const struct value *a = &old->values[i];
		const struct value *b = value_like(new, a->field);
		if (a->field->type == TYPE_RECORDS || a->field->type == TYPE_TABLE)
			continue;
		if (!value_is_there(a) && !value_is_there(b))
			continue;
		all++;
		same += value_is_there(a) && value_is_there(b) && values_equal(matches, a, b);
	}
	return all > 0 ? same * 100 / all : 0;
}

static void pair_alike(struct matches *matches, const struct lists *lists)
{
	size_t olds = lists->old->as.records.count;
	size_t news = lists->new->as.records.count;

	if (olds > 0 && news > ALIKE_MAX / olds)
		return;
	for (size_t i = 0; i < olds; i++) {
		const struct group *record = lists->old->as.records.items[i];
		size_t best = 50;
		size_t found = news;
		for (size_t j = 0; j < news && !match_of_old(matches, record); j++) {
			const struct group *other = lists->new->as.records.items[j];
			size_t like = lists->taken[j] ? 0 : likeness(matches, record, other);
			if (like > best) {
				best = like;
				found = j;
			}
		}
		if (found == news)
			continue;
		pair(matches, record, lists->new->as.records.items[found]);
		lists->taken[found] = true;
	}
}

static void match_groups(struct matches *matches, const struct group *old, const struct group *new);

static void match_records(struct matches *matches, const struct value *old, const struct value *new)
{
	struct lists lists = { old, new, NULL };

	lists.taken = ARENA_ARRAY(matches->arena, new->as.records.count + 1, bool);
	pair_by(matches, &lists, key_id);
	pair_by(matches, &lists, key_name);
	pair_alike(matches, &lists);
	for (size_t i = 0; i < old->as.records.count; i++) {
		const struct group *other = match_of_old(matches, old->as.records.items[i]);
		if (other)
			match_groups(matches, old->as.records.items[i], other);
	}
}

static void match_groups(struct matches *matches, const struct group *old, const struct group *new)
{
	for (size_t i = 0; i < old->field->field_count; i++) {
		const struct value *a = &old->values[i];
		const struct value *b = value_like(new, a->field);
		if (!b || b->field->type != a->field->type)
			continue;
		if (a->field->type == TYPE_RECORDS)
			match_records(matches, a, b);
		else if (a->field->type == TYPE_TABLE && a->as.group && b->as.group)
			match_groups(matches, a->as.group, b->as.group);
	}
}

struct matches match_plans(struct arena *arena, const struct plan *old, const struct plan *new)
{
	struct matches matches = { .arena = arena,
				   .olds = INDEX_IN(arena),
				   .news = INDEX_IN(arena) };

	match_groups(&matches, old->root, new->root);
	return matches;
}
