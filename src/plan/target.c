/* A path in a plan → the value or the record it leads to, or a hint where it leads nowhere. */
#include "plan/target.h"

#include <string.h>

#include "base/buf.h"
#include "base/nearest.h"

enum {
	HINTS_MAX = 20, /* searches for a record with a similar id */
};

static struct text2 hint_at(const struct target_finder *f, struct slice before, struct slice name)
{
	struct text2 hint;

	hint.in[LANG_VI] =
		text_printf(f->arena, "có phải {{%.*s%.*s}}?", SLICE_ARG(before), SLICE_ARG(name));
	hint.in[LANG_EN] = text_printf(f->arena, "did you mean {{%.*s%.*s}}?", SLICE_ARG(before),
				       SLICE_ARG(name));
	return hint;
}

/* With the path of a field that every plan has as an example. */
static struct text2 hint_general(const struct target_finder *f)
{
	const struct field *field = f->plan->t->roles[ROLE_TITLE];
	struct slice path = field ? field_path(f->arena, field) : SLICE("…");
	struct text2 hint;

	hint.in[LANG_VI] =
		text_printf(f->arena,
			    "ghi đường dẫn của một giá trị trong kế hoạch, ví dụ {{%.*s}}; "
			    "muốn giữ nguyên hai dấu ngoặc thì viết \\{{",
			    SLICE_ARG(path));
	hint.in[LANG_EN] =
		text_printf(f->arena,
			    "write the path of a value of the plan, as in {{%.*s}}; to keep "
			    "the braces themselves write \\{{",
			    SLICE_ARG(path));
	return hint;
}

static struct text2 hint_nearest(const struct target_finder *f, struct slice before,
				 const struct nearest *nearest)
{
	return nearest->best.ptr ? hint_at(f, before, nearest->best) : hint_general(f);
}

static struct text2 field_hint(const struct target_finder *f, const struct group *group,
			       struct slice before, struct slice part)
{
	struct nearest nearest = nearest_start(f->arena, part);

	for (size_t i = 0; i < group->field->field_count; i++)
		nearest_offer(&nearest, group->field->fields[i]->key);
	return hint_nearest(f, before, &nearest);
}

/* A list and the id of one of its records, or "" for the list itself. */
static struct slice record_key(struct target_finder *f, const struct value *records,
			       struct slice id)
{
	char *key = arena_alloc(f->arena, sizeof(records) + id.len);

	memcpy(key, &records, sizeof(records));
	if (id.len > 0)
		memcpy(key + sizeof(records), id.ptr, id.len);
	return (struct slice){ key, sizeof(records) + id.len };
}

/* The first record with that id, or NULL; a list is taken up when it is first looked into. */
static const struct group *record_by_id(struct target_finder *f, const struct value *records,
					struct slice id)
{
	struct group *const *items = records->as.records.items;
	const size_t *at;
	bool is_new;

	index_at(&f->records, record_key(f, records, SLICE("")), &is_new);
	for (size_t i = 0; is_new && i < records->as.records.count; i++) {
		bool is_first = false;
		struct slice key = record_key(f, records, items[i]->id);
		size_t *place = items[i]->id.len > 0 ? index_at(&f->records, key, &is_first) : NULL;
		if (place && is_first)
			*place = i;
	}
	at = id.len > 0 ? index_get(&f->records, record_key(f, records, id)) : NULL;
	return at ? items[*at] : NULL;
}

static const struct group *record_find(struct target_finder *f, const struct value *records,
				       struct slice part)
{
	const struct group *found = record_by_id(f, records, part);
	size_t position = 0;

	if (found)
		return found;
	for (size_t i = 0; i < part.len && i < 6; i++)
		position = part.ptr[i] >= '0' && part.ptr[i] <= '9'
				   ? position * 10 + (size_t)(part.ptr[i] - '0')
				   : RECORDS_MAX + 1;
	return position > 0 && position <= records->as.records.count && part.len < 6
		       ? records->as.records.items[position - 1]
		       : NULL;
}

static struct text2 record_hint(struct target_finder *f, const struct value *records,
				struct slice before, struct slice part)
{
	struct nearest nearest = nearest_start(f->arena, part);

	/* Looking for the nearest of many is slow; after some the reader knows how to. */
	for (size_t i = 0; i < records->as.records.count && f->unknown < HINTS_MAX; i++) {
		if (records->as.records.items[i]->id.len > 0)
			nearest_offer(&nearest, records->as.records.items[i]->id);
	}
	f->unknown++;
	return hint_nearest(f, before, &nearest);
}

/* The next part of a path, from *at. */
static struct slice part_next(struct slice path, size_t *at)
{
	size_t end = slice_find(path, SLICE("."), *at);
	struct slice part = slice_sub(path, *at, end);

	*at = end + 1;
	return part;
}

static bool is_single(const struct field *field)
{
	return field->type != TYPE_TABLE && field->type != TYPE_RECORDS;
}

struct text2 target_absent_hint(void)
{
	return TEXT2("điền giá trị đó vào kế hoạch trước", "give that value in the plan first");
}

/* Goes on to the record that the next part of the path names; false, with a hint, without one. */
static bool record_step(struct target_finder *f, struct slice path, size_t *at,
			struct target *target)
{
	struct slice before = slice_sub(path, 0, *at);
	struct slice part = part_next(path, at);
	const struct value *records = target->value;

	target->group = record_find(f, records, part);
	target->value = NULL;
	if (!target->group && f->hints)
		target->hint = record_hint(f, records, before, part);
	return target->group != NULL;
}

/* Goes on to the field that the next part of the path names; false, with a hint, without one. */
static bool field_step(struct target_finder *f, struct slice path, size_t *at,
		       struct target *target)
{
	struct slice before = slice_sub(path, 0, *at);
	struct slice part = part_next(path, at);
	const struct field *field = field_get(target->group->field, part);
	struct value *value = field ? &target->group->values[field->index] : NULL;

	target->value = value;
	if (!field && f->hints)
		target->hint = field_hint(f, target->group, before, part);
	if (!field)
		return false;
	if (field->type == TYPE_TABLE && value_has(value) && value->as.group)
		target->group = value->as.group;
	else if (field->type == TYPE_RECORDS && *at < path.len)
		return record_step(f, path, at, target);
	else if (*at < path.len)
		target->hint = is_single(field) ? hint_at(f, slice_sub(path, 0, *at - 1), SLICE(""))
						: target_absent_hint();
	else
		return true;
	return field->type == TYPE_TABLE && value_has(value);
}

bool target_find(struct target_finder *f, struct slice path, struct target *target)
{
	size_t at = 0;

	*target = (struct target){ .group = f->plan->root };
	while (at < path.len) {
		if (!field_step(f, path, &at, target))
			return false;
	}
	if (target->group->parent && (!target->value || is_single(target->value->field)))
		return true;
	target->hint = hint_general(f);
	return false;
}
