/* Walks two plans side by side and notes what is not the same. */
#include "diff/diff.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "diff/items.h"
#include "diff/match.h"
#include "diff/weigh.h"

#define ARROW " › "

struct differ {
	struct arena *arena;
	const struct plan *old, *new;
	enum lang lang;
	struct matches matches;
	VEC(struct change) found;
};

/* Where in the plan, in its own words */

/* Changes stand under the title of their section, which so need not be named. */
static void where_put(struct differ *d, struct buf *buf, const struct group *group)
{
	struct text2 name;

	if (!group->parent)
		return;
	where_put(d, buf, group->parent);
	if (group->parent->parent) {
		buf_puts(buf, buf->len > 0 ? ARROW : "");
		buf_put(buf, text2_in(&group->field->label, d->lang));
	}
	if (group->field->type != TYPE_RECORDS)
		return;
	name = record_name(d->arena, group);
	buf_puts(buf, buf->len > 0 ? ARROW : "");
	buf_put(buf, text2_in(&name, d->lang));
}

/* field: of a value in the group; NULL for the group itself. */
static struct slice where_of(struct differ *d, const struct group *group, const struct field *field)
{
	struct buf buf = BUF_IN(d->arena);

	where_put(d, &buf, group);
	if (field) {
		buf_puts(&buf, buf.len > 0 ? ARROW : "");
		buf_put(&buf, text2_in(&field->label, d->lang));
	}
	return buf_slice(&buf);
}

static const struct field *section_of(const struct field *field)
{
	while (field->parent && field->parent->parent)
		field = field->parent;
	return field;
}

/* Sides */

static struct slice written_of(const struct value *value)
{
	return value->node && value->field->type != TYPE_LIST ? node_text(value->node) : SLICE_NONE;
}

static struct change_side side_of_value(struct differ *d, const struct plan *plan,
					const struct group *group, const struct value *value,
					enum lang lang)
{
	struct change_side side = { .is_there = value_is_there(value) };

	if (!value || !side.is_there)
		return side;
	side.path = value_path(d->arena, group, value->field);
	side.written = written_of(value);
	side.span = value->node ? value->span : group->span;
	side.text = value->state == VALUE_INVALID
			    ? side.written
			    : value_text(d->arena, plan, group, value, lang, 0);
	return side;
}

/* What a record says besides its name: "First response: 15 minutes; Resolution: 2 days". */
static struct slice record_words(struct differ *d, const struct plan *plan,
				 const struct group *record)
{
	struct buf buf = BUF_IN(d->arena);

	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		const struct field *field = value->field;
		if (!value_has(value) || field->role == ROLE_NAME || field->type == TYPE_TABLE ||
		    field->type == TYPE_RECORDS)
			continue;
		buf_puts(&buf, buf.len > 0 ? "; " : "");
		buf_put(&buf, text2_in(&field->label, d->lang));
		buf_puts(&buf, ": ");
		buf_put(&buf, value_text(d->arena, plan, record, value, d->lang, 0));
	}
	return buf_slice(&buf);
}

static struct change_side side_of_record(struct differ *d, const struct plan *plan,
					 const struct group *record)
{
	return (struct change_side){ .is_there = true,
				     .path = group_path(d->arena, record),
				     .text = record_words(d, plan, record),
				     .span = record->span };
}

static struct change *note(struct differ *d, enum change_kind kind, const struct field *field,
			   struct slice where)
{
	struct change *change = vec_push(d->arena, &d->found);

	change->kind = kind;
	change->section = section_of(field);
	change->where = where;
	return change;
}

/* Values */

/* The language in which a difference shows: that of the names, unless it is the same there. */
static enum lang lang_of_difference(const struct differ *d, const struct value *old,
				    const struct value *new)
{
	bool is_text = new->field->type == TYPE_TEXT || new->field->type == TYPE_PROSE;

	if (!is_text || !value_has(old) || !value_has(new) || old->field->type != new->field->type)
		return d->lang;
	if (!slice_equal(text2_in(&old->as.text, d->lang), text2_in(&new->as.text, d->lang)))
		return d->lang;
	return d->lang == LANG_VI ? LANG_EN : LANG_VI;
}

/* The items of one list that the other lacks. */
static struct slice items_only(struct differ *d, const struct value *list,
			       const struct value *other, bool other_is_old)
{
	struct item_set others = items_gather(d->arena, &d->matches, other, other_is_old);
	struct buf buf = BUF_IN(d->arena);

	for (size_t i = 0; i < list->as.list.count; i++) {
		const struct item *item = &list->as.list.items[i];
		if (items_hold(&others, item))
			continue;
		buf_puts(&buf, buf.len > 0 ? "; " : "");
		buf_put(&buf, value_item_text(d->arena, item, d->lang));
	}
	return buf_slice(&buf);
}

static void note_list(struct differ *d, struct change *change, const struct twin *twin)
{
	change->gone = items_only(d, twin->old, twin->new, false);
	change->come = items_only(d, twin->new, twin->old, true);
	change->effect =
		weigh_list(twin->new->field->better, change->gone.len > 0, change->come.len > 0);
}

static void diff_value(struct differ *d, const struct twin *twin)
{
	bool was = value_is_there(twin->old);
	bool is = value_is_there(twin->new);
	const struct value *shown = is ? twin->new : twin->old;
	const struct group *group = is ? twin->new_group : twin->old_group;
	enum lang lang = was && is ? lang_of_difference(d, twin->old, twin->new) : d->lang;
	struct change *change;

	if ((!was && !is) || (was && is && values_equal(&d->matches, twin->old, twin->new)))
		return;
	change = note(d,
		      !was ? CHANGE_ADDED
		      : is ? CHANGE_CHANGED
			   : CHANGE_REMOVED,
		      shown->field, where_of(d, group, shown->field));
	change->old = side_of_value(d, d->old, twin->old_group, twin->old, lang);
	change->new = side_of_value(d, d->new, twin->new_group, twin->new, lang);
	/* Two records may have one name. */
	if (shown->field->type == TYPE_REFERENCE &&
	    slice_equal(change->old.text, change->new.text)) {
		change->old.text = change->old.written;
		change->new.text = change->new.written;
	}
	if (was && is && twin->old->field->type == TYPE_LIST && value_has(twin->old) &&
	    value_has(twin->new) && twin->new->field->type == TYPE_LIST)
		note_list(d, change, twin);
	else
		change->effect = weigh_value(twin);
}

/* Records */

static void diff_groups(struct differ *d, const struct group *old, const struct group *new);

static void note_record(struct differ *d, const struct group *record, bool came)
{
	struct change *change = note(d, came ? CHANGE_ADDED : CHANGE_REMOVED, record->field,
				     where_of(d, record, NULL));

	*(came ? &change->new : &change->old) = side_of_record(d, came ? d->new : d->old, record);
	change->effect = weigh_record(record, came);
}

static void note_pair(struct differ *d, enum change_kind kind, const struct group *old,
		      const struct group *new)
{
	struct change *change = note(d, kind, new->field, where_of(d, new, NULL));

	change->old = side_of_record(d, d->old, old);
	change->new = side_of_record(d, d->new, new);
	change->old.text = kind == CHANGE_RENAMED ? old->id : SLICE_NONE;
	change->new.text = kind == CHANGE_RENAMED ? new->id : SLICE_NONE;
}

/*
 * Which of the places stand in a longest rising sequence: the records that kept their order.  Place
 * 0 is that of a record with no partner, which is in none.
 */
static bool *kept_order(struct arena *arena, const size_t *places, size_t count)
{
	size_t *tails = ARENA_ARRAY(arena, count + 1, size_t); /* by length: the lowest last */
	size_t *before = ARENA_ARRAY(arena, count + 1, size_t);
	bool *kept = ARENA_ARRAY(arena, count + 1, bool);
	size_t longest = 0;

	for (size_t i = 0; i < count; i++) {
		size_t low = 0;
		size_t high = longest;
		while (places[i] > 0 && low < high) {
			size_t middle = (low + high) / 2;
			if (places[tails[middle]] < places[i])
				low = middle + 1;
			else
				high = middle;
		}
		if (places[i] == 0)
			continue;
		before[i] = low > 0 ? tails[low - 1] : count;
		tails[low] = i;
		longest = low == longest ? longest + 1 : longest;
	}
	for (size_t at = longest > 0 ? tails[longest - 1] : count; at < count; at = before[at])
		kept[at] = true;
	return kept;
}

static void diff_pair(struct differ *d, const struct group *old, const struct group *new,
		      bool kept_place)
{
	if (old->id.len > 0 && new->id.len > 0 && !slice_equal(old->id, new->id))
		note_pair(d, CHANGE_RENAMED, old, new);
	if (!kept_place)
		note_pair(d, CHANGE_MOVED, old, new);
	diff_groups(d, old, new);
}

static void diff_records(struct differ *d, const struct value *old, const struct value *new)
{
	size_t olds = old ? old->as.records.count : 0;
	size_t news = new ? new->as.records.count : 0;
	size_t *places = ARENA_ARRAY(d->arena, news + 1, size_t);
	bool *kept;

	for (size_t i = 0; i < news; i++) {
		const struct group *partner = match_of_new(&d->matches, new->as.records.items[i]);
		places[i] = partner ? partner->position : 0;
	}
	kept = kept_order(d->arena, places, news);
	for (size_t i = 0; i < news; i++) {
		const struct group *record = new->as.records.items[i];
		const struct group *partner = match_of_new(&d->matches, record);
		if (partner)
			diff_pair(d, partner, record, kept[i]);
		else
			note_record(d, record, true);
	}
	for (size_t i = 0; i < olds; i++) {
		const struct group *record = old->as.records.items[i];
		if (!match_of_old(&d->matches, record))
			note_record(d, record, false);
	}
}

/* Groups */

static void diff_waiver(struct differ *d, const struct group *old, const struct group *new)
{
	struct slice was = old ? text2_in(&old->waived, d->lang) : SLICE_NONE;
	struct slice is = new ? text2_in(&new->waived, d->lang) : SLICE_NONE;
	const struct group *group = new ? new : old;
	struct text2 word = TEXT2("Lý do không áp dụng", "Why it does not apply");
	struct slice path;
	struct change *change;

	if (slice_equal(was, is))
		return;
	assert(group);
	path = text_printf(d->arena, "%.*s.waived", SLICE_ARG(group_path(d->arena, group)));
	change = note(d,
		      was.len == 0  ? CHANGE_ADDED
		      : is.len == 0 ? CHANGE_REMOVED
				    : CHANGE_CHANGED,
		      group->field, text2_in(&word, d->lang));
	if (was.len > 0)
		change->old = (struct change_side){ true, path, was, was, old->span };
	if (is.len > 0)
		change->new = (struct change_side){ true, path, is, is, new->span };
}

static void diff_field(struct differ *d, const struct field *field, const struct group *old,
		       const struct group *new)
{
	struct twin twin = { d->old,
			     d->new,
			     old,
			     new,
			     old ? value_like(old, field) : NULL,
			     new ? value_like(new, field) : NULL };

	if (field->type == TYPE_RECORDS)
		diff_records(d, twin.old, twin.new);
	else if (field->type == TYPE_TABLE)
		diff_groups(d, twin.old ? twin.old->as.group : NULL,
			    twin.new ? twin.new->as.group : NULL);
	else
		diff_value(d, &twin);
}

/* A field of one template whose namesake in the other is of another shape is none of its. */
static bool same_shape(const struct field *field, const struct field *other)
{
	bool is_group = field->type == TYPE_TABLE || field->type == TYPE_RECORDS;
	bool other_is = other && (other->type == TYPE_TABLE || other->type == TYPE_RECORDS);

	return other && ((!is_group && !other_is) || field->type == other->type);
}

static void diff_groups(struct differ *d, const struct group *old, const struct group *new)
{
	diff_waiver(d, old, new);
	for (size_t i = 0; new &&i < new->field->field_count; i++) {
		const struct field *field = new->field->fields[i];
		const struct field *other = old ? field_get(old->field, field->key) : NULL;
		diff_field(d, field, same_shape(field, other) ? old : NULL, new);
	}
	for (size_t i = 0; old && i < old->field->field_count; i++) {
		const struct field *field = old->field->fields[i];
		const struct field *other = new ? field_get(new->field, field->key) : NULL;
		if (!same_shape(field, other))
			diff_field(d, field, old, NULL);
	}
}

struct changes plan_diff(struct arena *arena, const struct plan *old, const struct plan *new,
			 enum lang lang)
{
	struct differ d = { .arena = arena, .old = old, .new = new, .lang = lang };
	struct changes changes = { 0 };

	d.matches = match_plans(arena, old, new);
	diff_groups(&d, old->root, new->root);
	changes.items = d.found.items;
	changes.count = d.found.len;
	for (size_t i = 0; i < changes.count; i++)
		changes.effects[changes.items[i].effect]++;
	return changes;
}
