/* The fingerprint of a plan: its typed values in one canonical text, hashed. */
#include "plan/seal.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"

enum { SECTION_LETTERS = 6, WHOLE_LETTERS = 43 };
#define SEAL_VERSION "1:"

/* Each part ends in a byte that stands in no text, so that nothing can slide into its neighbour. */
static void part_put(struct buf *buf, struct slice text)
{
	buf_put(buf, text);
	buf_putc(buf, '\377');
}

/* A text as it is read, whatever the file's line ends and the composition of its letters. */
static void text_put(struct arena *arena, struct buf *buf, struct slice text)
{
	struct slice rest = slice_trim(utf8_nfc(arena, text));

	while (rest.len > 0) {
		size_t end = slice_find(rest, SLICE("\n"), 0);
		struct slice line = slice_sub(rest, 0, end);
		while (line.len > 0 &&
		       (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t' ||
			line.ptr[line.len - 1] == '\r'))
			line.len--;
		buf_put(buf, line);
		buf_putc(buf, '\n');
		rest = slice_sub(rest, end + 1, rest.len);
	}
	buf_putc(buf, '\377');
}

static void text2_put(struct arena *arena, struct buf *buf, const struct text2 *text)
{
	for (int i = 0; i < LANG_COUNT; i++)
		text_put(arena, buf, text->in[i]);
}

static void decimal_put(struct buf *buf, struct decimal number)
{
	number = decimal_trimmed(number);
	buf_printf(buf, "%" PRId64 "/%d\377", number.digits, number.scale);
}

static bool group_put(struct arena *arena, struct buf *buf, const struct plan *plan,
		      const struct group *group);

static void list_put(struct arena *arena, struct buf *buf, const struct value *value)
{
	for (size_t i = 0; i < value->as.list.count; i++) {
		const struct item *item = &value->as.list.items[i];
		if (item->choice)
			part_put(buf, item->choice->key);
		else
			text2_put(arena, buf, &item->text);
	}
}

/* Appends a value; false, and nothing is appended, for a table without sealed content. */
static bool value_put(struct arena *arena, struct buf *buf, const struct plan *plan,
		      const struct value *value)
{
	switch (value->field->type) {
	case TYPE_INTEGER:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
	case TYPE_MONEY:
		decimal_put(buf, value->as.number);
		break;
	case TYPE_CHOICE:
		part_put(buf, value->as.choice->key);
		break;
	case TYPE_IMAGE:
		part_put(buf, value->as.image->path);
		part_put(buf, hash_sign(arena, value->as.image->bytes, WHOLE_LETTERS));
		break;
	case TYPE_LIST:
		list_put(arena, buf, value);
		break;
	case TYPE_TABLE:
		return value->as.group && group_put(arena, buf, plan, value->as.group);
	case TYPE_RECORDS:
		for (size_t i = 0; i < value->as.records.count; i++)
			group_put(arena, buf, plan, value->as.records.items[i]);
		break;
	case TYPE_TEXT:
	case TYPE_PROSE:
	case TYPE_LINK:
	case TYPE_EMAIL:
	case TYPE_PHONE:
		text2_put(arena, buf, &value->as.text);
		break;
	case TYPE_BOOLEAN:
	case TYPE_DATE:
	case TYPE_DURATION:
	case TYPE_HOURS:
	case TYPE_REFERENCE:
	case TYPE_COUNT: {
		struct text2 words = value_words(arena, plan, value);
		part_put(buf, words.in[LANG_EN]);
		break;
	}
	}
	return true;
}

/*
 * What the plan gives, by key; what it leaves out and what is worked out says nothing of its own.
 * False when that is nothing at all; a record is there even then.
 */
static bool group_put(struct arena *arena, struct buf *buf, const struct plan *plan,
		      const struct group *group)
{
	size_t start = buf->len;
	bool any = !text2_is_empty(&group->waived) || group->field->type == TYPE_RECORDS;

	part_put(buf, group->id);
	text2_put(arena, buf, &group->waived);
	for (size_t i = 0; i < group->field->field_count; i++) {
		const struct value *value = &group->values[i];
		size_t before = buf->len;
		if (value->field->unsealed ||
		    (value->state != VALUE_GIVEN && value->state != VALUE_INVALID))
			continue;
		part_put(buf, value->field->key);
		if (value->state == VALUE_INVALID || value_put(arena, buf, plan, value))
			any = true;
		else
			buf->len = before;
	}
	buf_putc(buf, '\376');
	if (!any)
		buf->len = start;
	return any;
}

/* The canonical text of a section; none when it has neither content nor a waiver. */
static struct slice section_text(struct arena *arena, const struct plan *plan,
				 const struct value *section)
{
	struct buf buf = BUF_IN(arena);

	if (section->state != VALUE_GIVEN || section->field->unsealed ||
	    !value_put(arena, &buf, plan, section))
		return SLICE_NONE;
	return buf_slice(&buf);
}

struct slice plan_fingerprint(struct arena *arena, const struct plan *plan)
{
	struct buf sections = BUF_IN(arena);
	struct buf whole = BUF_IN(arena);

	part_put(&whole, slice_of(lang_key(plan->lang)));
	for (size_t i = 0; i < plan->root->field->field_count; i++) {
		const struct value *section = &plan->root->values[i];
		struct slice text = section_text(arena, plan, section);
		if (text.len == 0)
			continue;
		part_put(&whole, section->field->key);
		part_put(&whole, text);
		buf_printf(&sections, " %.*s=%.*s", SLICE_ARG(section->field->key),
			   SLICE_ARG(hash_sign(arena, text, SECTION_LETTERS)));
	}
	return text_printf(arena, SEAL_VERSION "%.*s%.*s",
			   SLICE_ARG(hash_sign(arena, buf_slice(&whole), WHOLE_LETTERS)),
			   SLICE_ARG(buf_slice(&sections)));
}

/* The next word of a fingerprint; *at moves behind it. */
static struct slice word_next(struct slice text, size_t *at)
{
	size_t start = *at;
	size_t end;

	while (start < text.len && text.ptr[start] == ' ')
		start++;
	end = slice_find(text, SLICE(" "), start);
	*at = end;
	return slice_sub(text, start, end);
}

static bool has_word(struct slice text, struct slice wanted)
{
	for (size_t at = 0; at < text.len;) {
		if (slice_equal(word_next(text, &at), wanted))
			return true;
	}
	return false;
}

static bool has_section(struct slice text, struct slice key)
{
	for (size_t at = 0; at < text.len;) {
		struct slice word = word_next(text, &at);
		if (slice_equal(slice_sub(word, 0, slice_find(word, SLICE("="), 0)), key))
			return true;
	}
	return false;
}

/* The sections of which one of the two has a word that the other has not. */
struct changes {
	struct arena *arena;
	const struct plan *plan;
	struct buf in[LANG_COUNT];
	struct span spans[64];
	size_t count;
};

static void change_add(struct changes *changes, struct slice key)
{
	const struct field *field = field_get(changes->plan->root->field, key);

	for (int i = 0; i < LANG_COUNT; i++)
		buf_printf(&changes->in[i], "%s%.*s", changes->in[i].len > 0 ? ", " : "",
			   SLICE_ARG(field ? text2_in(&field->label, (enum lang)i) : key));
	if (field && changes->count < sizeof(changes->spans) / sizeof(*changes->spans) &&
	    value_has(&changes->plan->root->values[field->index]))
		changes->spans[changes->count++] = changes->plan->root->values[field->index].span;
}

static void changes_collect(struct changes *changes, struct slice have, struct slice other,
			    bool only_gone)
{
	size_t at = 0;

	word_next(have, &at); /* the hash of everything */
	while (at < have.len) {
		struct slice word = word_next(have, &at);
		struct slice key = slice_sub(word, 0, slice_find(word, SLICE("="), 0));
		if (key.len > 0 && !has_word(other, word) &&
		    (!only_gone || !has_section(other, key)))
			change_add(changes, key);
	}
}

static void changes_report(struct changes *changes, struct report *report, const struct value *seal,
			   struct slice path)
{
	struct text2 sections;
	struct finding *finding;

	if (changes->in[LANG_EN].len == 0) {
		buf_puts(&changes->in[LANG_VI], "ngôn ngữ của tài liệu, hoặc dấu vân tay");
		buf_puts(&changes->in[LANG_EN], "the document's language, or the fingerprint");
	}
	for (int i = 0; i < LANG_COUNT; i++)
		sections.in[i] = buf_slice(&changes->in[i]);
	finding = diag_add(report, DIAG_CHANGED, seal->span, path,
			   DIAG_ARGS(diag_text2("sections", sections)));
	for (size_t i = 0; i < changes->count; i++)
		finding_relate(report, finding, changes->spans[i],
			       TEXT2("đã khác lúc duyệt", "differs from what was approved"));
}

void plan_check_seal(struct arena *arena, struct report *report, const struct plan *plan)
{
	const struct value *seal = plan_role(plan, ROLE_FINGERPRINT);
	struct changes changes = { .arena = arena, .plan = plan };
	struct slice given, now, path;
	size_t at = 0;

	if (!value_has(seal))
		return;
	given = slice_trim(text2_in(&seal->as.text, LANG_EN));
	path = field_path(arena, seal->field);
	if (!slice_starts(given, SLICE(SEAL_VERSION)) ||
	    word_next(given, &at).len != sizeof(SEAL_VERSION) - 1 + WHOLE_LETTERS) {
		diag_add(report, DIAG_BAD_FINGERPRINT, seal->span, path,
			 DIAG_ARGS(diag_text("value", given)));
		return;
	}
	now = plan_fingerprint(arena, plan);
	at = 0;
	if (has_word(given, word_next(now, &at)))
		return;
	for (int i = 0; i < LANG_COUNT; i++)
		changes.in[i] = BUF_IN(arena);
	changes_collect(&changes, now, given, false);
	changes_collect(&changes, given, now, true);
	changes_report(&changes, report, seal, path);
}
