/*
 * Placeholders: {{path}} in a text becomes the value at that path, as the document shows it.  A
 * value is filled in before it is put elsewhere, so texts may lead to texts, but never in a circle.
 */
#include "plan/expand.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "plan/target.h"

enum {
	DEPTH_MAX = 32,                        /* placeholders that lead to each other */
	EXPANDED_TOTAL_MAX = 16 * 1024 * 1024, /* bytes of all texts with placeholders */
	NAME_MAX_LENGTH = 200,
};

struct expander {
	struct arena *arena;
	struct report *report; /* NULL: silently, for a text that is to be read again */
	bool is_public;
	size_t total;
	int depth;
	struct target_finder finder;
	bool is_full;
};

/* The text that is being filled in. */
struct spot {
	const struct field *field;
	const struct group *group; /* whose value it is; NULL: of the record or section itself */
	struct span span;
	enum lang lang;
	struct slice earlier, before; /* the text of the language before, and of this one so far */
	struct source_seek seek;      /* of its placeholders, once one is reported */
	size_t sought;                /* how far, in the text of this language */
};

/* Findings */

static struct slice path_of(const struct expander *e, const struct spot *place)
{
	return place->group ? value_path(e->arena, place->group, place->field) : place->field->key;
}

/*
 * The same placeholder may stand there several times: each has its own place.  They are asked for
 * in the order in which they stand.
 */
static struct span place_of(const struct expander *e, struct spot *place, struct slice written)
{
	size_t skip =
		slice_times(slice_sub(place->before, place->sought, place->before.len), written);
	struct span found;

	if (!place->seek.arena) {
		place->seek = source_seek(e->report, place->span);
		skip += slice_times(place->earlier, written);
	}
	place->sought = place->before.len + written.len;
	do {
		if (!source_seek_next(&place->seek, written, &found))
			return place->span;
	} while (skip-- > 0);
	return found;
}

static void note(const struct expander *e, enum diag_id id, struct spot *place,
		 struct slice written, struct slice path, struct text2 hint)
{
	if (e->report)
		diag_add(e->report, id, place_of(e, place, written), path_of(e, place),
			 DIAG_ARGS(diag_text("path", path), diag_text2("hint", hint)));
}

static void note_limit(struct expander *e, const struct spot *place, struct text2 problem)
{
	if (e->report && !e->is_full)
		diag_add(e->report, DIAG_LIMIT, place->span, path_of(e, place),
			 DIAG_ARGS(diag_text2("problem", problem),
				   diag_text2("expected",
					      TEXT2("viết hẳn nội dung ra, bớt dùng {{…}}",
						    "write the text out and use fewer {{…}}"))));
	e->is_full = true;
}

/* Filling in */

static bool value_fill(struct expander *e, const struct group *group, struct value *value);

static bool name_fill(struct expander *e, const struct group *record)
{
	const struct field *field = field_with_role(record->field, ROLE_NAME);

	return !field || value_fill(e, record, &record->values[field->index]);
}

/* Fills in what a value is shown with; false in a circle. */
static bool target_fill(struct expander *e, const struct target *target)
{
	const struct value *value = target->value;
	const struct group *beside = target->group;
	const struct value *unit;

	if (!value)
		return name_fill(e, target->group);
	if (value->field->type == TYPE_REFERENCE && value_has(value) && value->as.reference.target)
		return name_fill(e, value->as.reference.target);
	for (size_t i = 0;
	     value->field->type == TYPE_LIST && value_has(value) && i < value->as.list.count; i++) {
		if (value->as.list.items[i].target && !name_fill(e, value->as.list.items[i].target))
			return false;
	}
	unit = group_unit(&beside, value->field);
	if (unit && !value_fill(e, beside, &beside->values[unit->field->index]))
		return false;
	return value_fill(e, target->group, target->value);
}

static bool is_marked_up(const struct field *field)
{
	return field->type == TYPE_PROSE || field->type == TYPE_LIST;
}

/*
 * Plain text put into marked-up text must not become marks; long text put into a line stays one.
 * Braces it brings along are no placeholder, and are marked so where the text may be read again.
 */
static void put_shown(struct buf *buf, struct slice text, bool from_markup, bool to_markup,
		      bool marks)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool opens = c == '{' && i + 1 < text.len && text.ptr[i + 1] == '{' &&
			     (i == 0 || (text.ptr[i - 1] != '\\' && text.ptr[i - 1] != '{'));
		if (opens && (to_markup || marks))
			buf_putc(buf, '\\');
		if (!to_markup && c == '\n')
			c = ' ';
		else if (to_markup && !from_markup && strchr("\\`*_[]<|", c))
			buf_putc(buf, '\\');
		buf_putc(buf, c);
	}
}

static struct slice target_text(const struct expander *e, const struct target *target,
				enum lang lang)
{
	struct text2 name;

	if (target->value)
		return value_text(e->arena, e->finder.plan, target->group, target->value, lang, 0);
	name = record_name(e->arena, target->group);
	return text2_in(&name, lang);
}

/* Puts the value at the path; false when the placeholder has to stay as it is. */
static bool put_target(struct expander *e, struct buf *buf, struct spot *place, struct slice path,
		       struct slice written)
{
	struct target target;
	const struct field *field;

	if (!target_find(&e->finder, path, &target)) {
		note(e, DIAG_UNKNOWN_PLACEHOLDER, place, written, path, target.hint);
		return false;
	}
	if (target.value && target.value->state == VALUE_INVALID)
		return false; /* has a finding of its own */
	if (target.value && !value_has(target.value)) {
		note(e, DIAG_UNKNOWN_PLACEHOLDER, place, written, path, target_absent_hint());
		return false;
	}
	field = target.value ? target.value->field : target.group->field;
	if (e->is_public && field_is_internal(field) && !field_is_internal(place->field)) {
		note(e, DIAG_INTERNAL_PLACEHOLDER, place, written, path, TEXT2("", ""));
		return true; /* with nothing put */
	}
	if (!target_fill(e, &target)) {
		note(e, DIAG_PLACEHOLDER_LOOP, place, written, path, TEXT2("", ""));
		return false;
	}
	put_shown(buf, target_text(e, &target, place->lang), target.value && is_marked_up(field),
		  is_marked_up(place->field), e->report == NULL);
	return true;
}

static size_t next_open(struct slice text, size_t at)
{
	return slice_find(text, SLICE("{{"), at);
}

static struct slice text_fill(struct expander *e, struct spot *place, struct slice text)
{
	struct buf buf = BUF_IN(e->arena);
	size_t run = 0;
	size_t at = next_open(text, 0);

	if (at == text.len)
		return text;
	place->seek.arena = NULL;
	place->sought = 0;
	for (; at < text.len && buf.len <= VALUE_LENGTH_MAX; at = next_open(text, at)) {
		struct slice ahead = slice_sub(text, 0, at + NAME_MAX_LENGTH + 2);
		size_t end = slice_find(ahead, SLICE("}}"), at);
		struct slice path = slice_trim(slice_sub(text, at + 2, end));
		bool is_kept = at > 0 && text.ptr[at - 1] == '\\';
		if (is_kept || end == text.len || end - at > NAME_MAX_LENGTH) {
			/* In marked-up text the backslash is a mark itself. */
			if (is_kept && e->report && !is_marked_up(place->field)) {
				buf_put(&buf, slice_sub(text, run, at - 1));
				run = at;
			}
			at += 2;
			continue;
		}
		buf_put(&buf, slice_sub(text, run, at));
		run = end + 2;
		place->before = slice_sub(text, 0, at);
		if (!put_target(e, &buf, place, path, slice_sub(text, at, run)))
			buf_put(&buf, slice_sub(text, at, run));
		at = run;
	}
	buf_put(&buf, slice_sub(text, run, text.len));
	e->total += buf.len;
	if (buf.len > VALUE_LENGTH_MAX || e->total > EXPANDED_TOTAL_MAX) {
		note_limit(e, place,
			   TEXT2("nội dung thay vào {{…}} quá dài",
				 "what the {{…}} stand for is too long"));
		return text;
	}
	return buf_slice(&buf);
}

static void text2_fill(struct expander *e, struct spot *place, struct text2 *text, bool *expanded)
{
	bool is_single = text->in[LANG_VI].ptr == text->in[LANG_EN].ptr;
	struct slice first = text->in[0];

	for (int i = 0; i < LANG_COUNT && !e->is_full; i++) {
		struct slice filled;
		place->lang = (enum lang)i;
		place->earlier = i > 0 && !is_single ? first : SLICE("");
		filled = text_fill(e, place, text->in[i]);
		if (i > 0 && is_single && slice_equal(filled, text->in[0]))
			filled = text->in[0];
		*expanded = *expanded || filled.ptr != text->in[i].ptr;
		text->in[i] = filled;
	}
}

static bool holds_placeholders(const struct field *field)
{
	return !field->variables &&
	       (field->type == TYPE_TEXT || field->type == TYPE_PROSE ||
		(field->type == TYPE_LIST && field->choice_count == 0 && !field->refers_field));
}

static void value_texts_fill(struct expander *e, const struct group *group, struct value *value)
{
	struct spot place = { .field = value->field, .group = group, .span = value->span };

	if (value->field->type != TYPE_LIST) {
		text2_fill(e, &place, &value->as.text, &value->is_expanded);
		return;
	}
	for (size_t i = 0; i < value->as.list.count; i++) {
		place.span = value->as.list.items[i].span;
		text2_fill(e, &place, &value->as.list.items[i].text, &value->is_expanded);
	}
}

/* False when the value is being filled in already: a circle. */
static bool value_fill(struct expander *e, const struct group *group, struct value *value)
{
	if (value->state != VALUE_GIVEN || !holds_placeholders(value->field) ||
	    value->expansion == EXPANSION_DONE)
		return true;
	if (value->expansion == EXPANSION_OPEN)
		return false;
	value->expansion = EXPANSION_OPEN;
	if (++e->depth > DEPTH_MAX) {
		struct spot place = { .field = value->field, .group = group, .span = value->span };
		note_limit(e, &place,
			   TEXT2("các {{…}} dẫn tới nhau quá 32 tầng",
				 "the {{…}} lead to each other more than 32 deep"));
	} else {
		value_texts_fill(e, group, value);
	}
	e->depth--;
	value->expansion = EXPANSION_DONE;
	return true;
}

static void group_fill(struct expander *e, struct group *group)
{
	struct spot place = { .field = group->field, .span = group->span };
	bool ignored = false;

	text2_fill(e, &place, &group->waived, &ignored);
	for (size_t i = 0; i < group->field->field_count && !e->is_full; i++) {
		struct value *value = &group->values[i];
		value_fill(e, group, value);
		if (value->field->type == TYPE_TABLE && value_has(value) && value->as.group)
			group_fill(e, value->as.group);
		for (size_t j = 0; value->field->type == TYPE_RECORDS && value_has(value) &&
				   j < value->as.records.count;
		     j++)
			group_fill(e, value->as.records.items[j]);
	}
}

void plan_expand(struct arena *arena, struct report *report, struct plan *plan, bool is_public)
{
	struct expander e = {
		.arena = arena,
		.report = report,
		.is_public = is_public,
		.finder = TARGET_FINDER(arena, plan, report != NULL),
	};

	group_fill(&e, plan->root);
}

struct slice plan_expand_text(struct arena *arena, const struct plan *plan,
			      const struct field *field, struct slice text, enum lang lang)
{
	struct expander e = { .arena = arena, .finder = TARGET_FINDER(arena, plan, false) };
	struct spot place = { .field = field, .lang = lang };

	return field && holds_placeholders(field) ? text_fill(&e, &place, text) : text;
}
