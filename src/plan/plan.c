/* Finding values in a plan, and naming them for people. */
#include "plan/plan.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

enum need value_need(const struct plan *plan, const struct group *group, const struct field *field)
{
	const struct value *by =
		group && field->unless.len > 0 ? group_value(group, field->unless) : NULL;

	for (size_t i = 0; value_has(by) && i < field->unless_count; i++) {
		if (slice_equal(by->as.choice->key, field->unless_is[i]))
			return NEED_OPTIONAL;
	}
	return field->need[plan->kind];
}

struct group *group_new(struct arena *arena, const struct field *field, struct group *parent,
			const struct node *node)
{
	struct group *group = ARENA_NEW(arena, struct group);

	group->field = field;
	group->node = node;
	group->parent = parent;
	group->values = ARENA_ARRAY(arena, field->field_count, struct value);
	group->span = !node               ? (parent ? parent->span : SPAN_NONE)
		      : node->header.file ? node->header
		      : node->key.file    ? node->key
					  : node->span;
	for (size_t i = 0; i < field->field_count; i++)
		group->values[i].field = field->fields[i];
	return group;
}

static bool value_is_empty(const struct value *value)
{
	if (!value_has(value) || value->state == VALUE_COMPUTED)
		return true;
	if (value->field->type == TYPE_TABLE)
		return group_is_empty(value->as.group);
	return false;
}

bool group_is_empty(const struct group *group)
{
	for (size_t i = 0; i < group->field->field_count; i++) {
		if (!value_is_empty(&group->values[i]))
			return false;
	}
	return true;
}

bool group_is_waived(const struct group *group)
{
	while (group && text2_is_empty(&group->waived))
		group = group->parent;
	return group != NULL;
}

bool value_leads_nowhere(const struct value *value)
{
	if (!value->field->refers_field || value->state != VALUE_GIVEN)
		return false;
	if (value->field->type == TYPE_REFERENCE)
		return !value->as.reference.target && !value->as.reference.choice;
	for (size_t i = 0; value->field->type == TYPE_LIST && i < value->as.list.count; i++) {
		if (!value->as.list.items[i].target && !value->as.list.items[i].choice)
			return true;
	}
	return false;
}

const struct value *group_value(const struct group *group, struct slice key)
{
	const struct field *field = field_get(group->field, key);

	return field ? &group->values[field->index] : NULL;
}

const struct value *group_unit(const struct group **group, const struct field *number)
{
	if (number->unit_from.len == 0)
		return NULL;
	if (!field_get((*group)->field, number->unit_from) && (*group)->parent)
		*group = (*group)->parent;
	return group_value(*group, number->unit_from);
}

bool group_product(const struct group *group, const struct field *field, struct decimal *product)
{
	struct decimal result = decimal_of(1);

	for (size_t i = 0; i < field->product_count; i++) {
		const struct value *factor = group_value(group, field->product_of[i]);
		if (!value_has(factor) || !decimal_multiply(result, factor->as.number, &result))
			return false;
	}
	if (field->product_count > 0)
		*product = result;
	return field->product_count > 0;
}

static void group_path_put(struct buf *buf, const struct group *group)
{
	if (!group->parent)
		return;
	group_path_put(buf, group->parent);
	if (buf->len > 0)
		buf_putc(buf, '.');
	buf_put(buf, group->field->key);
	if (group->field->type != TYPE_RECORDS)
		return;
	if (group->id.len > 0)
		buf_printf(buf, ".%.*s", SLICE_ARG(group->id));
	else
		buf_printf(buf, "[%zu]", group->position);
}

struct slice group_path(struct arena *arena, const struct group *group)
{
	struct buf buf = BUF_IN(arena);

	group_path_put(&buf, group);
	return buf_slice(&buf);
}

struct slice value_path(struct arena *arena, const struct group *group, const struct field *field)
{
	struct slice path = group_path(arena, group);

	return text_printf(arena, "%.*s%s%.*s", SLICE_ARG(path), path.len > 0 ? "." : "",
			   SLICE_ARG(field->key));
}

struct text2 record_name(struct arena *arena, const struct group *record)
{
	const struct field *field = field_with_role(record->field, ROLE_NAME);

	if (field && value_has(&record->values[field->index])) {
		const struct value *value = &record->values[field->index];
		if (field->type == TYPE_CHOICE)
			return value->as.choice->label;
		if (field->type == TYPE_TEXT || field->type == TYPE_PROSE)
			return value->as.text;
		if (field->type == TYPE_REFERENCE && value->as.reference.target)
			return record_name(arena, value->as.reference.target);
	}
	if (record->id.len > 0)
		return text2_same(record->id);
	return text2_same(text_printf(arena, "%zu", record->position));
}

struct slice date_show(struct arena *arena, struct date date, enum lang lang)
{
	static const char *const months[] = { "January",   "February", "March",    "April",
					      "May",       "June",     "July",     "August",
					      "September", "October",  "November", "December" };

	if (lang == LANG_VI)
		return text_printf(arena, "%02d/%02d/%d", date.day, date.month, date.year);
	return text_printf(arena, "%d %s %d", date.day, months[date.month - 1], date.year);
}

struct slice number_show(struct arena *arena, const struct field *field, struct decimal number,
			 enum lang lang)
{
	if (field->plain && number.scale == 0)
		return text_printf(arena, "%" PRId64, number.digits);
	return decimal_show(arena, number, 0, lang);
}

static struct slice words_in(struct arena *arena, const struct plan *plan,
			     const struct value *value, enum lang lang)
{
	switch (value->field->type) {
	case TYPE_TEXT:
	case TYPE_PROSE:
	case TYPE_LINK:
	case TYPE_EMAIL:
	case TYPE_PHONE:
		return text2_in(&value->as.text, lang);
	case TYPE_BOOLEAN:
		return slice_of(value->as.boolean ? "true" : "false");
	case TYPE_INTEGER:
	case TYPE_NUMBER:
		return number_show(arena, value->field, value->as.number, lang);
	case TYPE_PERCENT:
		return text_printf(arena, lang == LANG_VI ? "%.*s\302\240%%" : "%.*s%%",
				   SLICE_ARG(decimal_show(arena, value->as.number, 0, lang)));
	case TYPE_MONEY:
		return money_show(arena, value->as.number, plan->currency, lang);
	case TYPE_DATE:
		return date_show(arena, value->as.date, lang);
	case TYPE_DURATION:
		return duration_show(arena, &value->as.duration, lang);
	case TYPE_HOURS:
		return hours_show(arena, value->as.hours, lang);
	case TYPE_CHOICE:
		return text2_in(&value->as.choice->label, lang);
	case TYPE_REFERENCE:
		return value->as.reference.id;
	case TYPE_IMAGE:
		return value->as.image->path;
	case TYPE_LIST:
	case TYPE_TABLE:
	case TYPE_RECORDS:
	case TYPE_COUNT:
		break;
	}
	return text2_in(&value->field->label, lang);
}

struct text2 value_words(struct arena *arena, const struct plan *plan, const struct value *value)
{
	struct text2 words = { { SLICE_NONE } };

	for (int i = 0; i < LANG_COUNT; i++) {
		if (value_has(value))
			words.in[i] = words_in(arena, plan, value, (enum lang)i);
	}
	return words;
}

const struct value *plan_only(const struct plan *plan, const struct field *field)
{
	const struct field *chain[FIELD_DEPTH_MAX];
	const struct group *group = plan->root;
	size_t depth = 0;

	for (const struct field *at = field; at->parent && depth < FIELD_DEPTH_MAX; at = at->parent)
		chain[depth++] = at;
	while (depth > 1) {
		const struct value *value = &group->values[chain[--depth]->index];
		if (value->field->type != TYPE_TABLE || !value->as.group)
			return NULL;
		group = value->as.group;
	}
	return &group->values[field->index];
}

const struct value *plan_role(const struct plan *plan, enum role role)
{
	const struct field *field = plan->t->roles[role];

	return field ? plan_only(plan, field) : NULL;
}

struct walk {
	struct arena *arena;
	VEC(struct found) found;
};

static void values_collect(struct walk *walk, const struct group *group, struct slice path)
{
	size_t dot = slice_find(path, SLICE("."), 0);
	struct slice part = slice_sub(path, 0, dot);
	struct slice rest = slice_sub(path, dot + 1, path.len);
	const struct field *field;
	struct value *value;

	if (slice_ends(part, SLICE("[]")))
		part = slice_sub(part, 0, part.len - 2);
	field = field_get(group->field, part);
	if (!field)
		return;
	value = &group->values[field->index];
	if (rest.len == 0) {
		*vec_push(walk->arena, &walk->found) = (struct found){ group, value };
		return;
	}
	if (field->type == TYPE_TABLE && value->as.group)
		values_collect(walk, value->as.group, rest);
	for (size_t i = 0; field->type == TYPE_RECORDS && i < value->as.records.count; i++)
		values_collect(walk, value->as.records.items[i], rest);
}

bool found_sum(const struct found *found, size_t count, struct decimal *sum, size_t *last)
{
	bool any = false;

	*sum = decimal_of(0);
	for (size_t i = 0; i < count; i++) {
		if (found[i].value->state == VALUE_INVALID)
			return false;
		if (!value_has(found[i].value))
			continue;
		if (!decimal_add(*sum, found[i].value->as.number, sum))
			return false;
		*last = i;
		any = true;
	}
	return any;
}

struct found *plan_values(struct arena *arena, const struct plan *plan, struct slice path,
			  size_t *count)
{
	struct walk walk = { .arena = arena };

	values_collect(&walk, plan->root, path);
	*count = walk.found.len;
	return walk.found.items;
}
