/*
 * Finds placeholders that were left in.  What careless versions of this check would flag stays
 * silent: Markdown links, ordinary brackets, "N/A", a seat in a roster marked "TBD & Jon",
 * variables in sentences to be spoken.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "plan/check.h"

/* Brackets that begin with these ask to be filled in. */
static const char *const bracket_words[] = {
	"nhập",          "tên ",       "logo",         "khoảng thời gian",
	"kể tên",        "giải thích", "điền",         "mô tả",
	"ghi ",          "thêm ",      "vị trí",       "liệt kê",
	"số điện thoại", "ngày",       "enter",        "insert",
	"your ",         "name of",    "company name", "describe",
	"add ",          "list your",  "date]",        "fill in",
	"todo",          "tbd",
};

/* These are placeholders wherever they stand as a whole word. */
static const char *const words_anywhere[] = {
	"lorem ipsum",     "điền sau",    "sẽ bổ sung sau",  "cập nhật sau",
	"to be filled in", "example.com", "to be completed",
};

/* These only in capitals, as a whole word. */
static const char *const marks[] = { "TODO", "FIXME", "XXX" };

/* These only when they are the whole value. */
static const char *const whole_values[] = {
	"tbd", "tba", "todo", "xxx", "...",     "…",       "???",   "?",
	"-",   "--",  "–",    "x",   "chưa có", "chưa rõ", "(tbd)", "[tbd]",
};

static bool is_word_at(struct slice text, size_t at, size_t len)
{
	size_t after = at + len;
	uint32_t code;

	if (at > 0) {
		size_t before = at - 1;
		while (before > 0 && ((unsigned char)text.ptr[before] & 0xc0) == 0x80)
			before--;
		code = utf8_next(text, &before);
		if (utf8_is_letter(code) || (code >= '0' && code <= '9'))
			return false;
	}
	if (after == text.len)
		return true;
	code = utf8_next(text, &after);
	if (code == '.' && after < text.len) /* "TODO.md" is a name */
		code = utf8_next(text, &after);
	return !utf8_is_letter(code) && !(code >= '0' && code <= '9');
}

static struct slice find_word(struct slice text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct slice word = slice_of(words[i]);
		size_t at = slice_find(text, word, 0);
		while (at < text.len) {
			if (is_word_at(text, at, word.len))
				return slice_sub(text, at, at + word.len);
			at = slice_find(text, word, at + 1);
		}
	}
	return SLICE_NONE;
}

static struct slice find_whole(struct slice folded)
{
	struct slice text = slice_trim(folded);

	for (size_t i = 0; i < sizeof(whole_values) / sizeof(*whole_values); i++) {
		if (slice_is(text, whole_values[i]))
			return text;
	}
	return SLICE_NONE;
}

/* "[Nhập …]" and its like; a bracket before "(" or "[" or ":" is a Markdown link. */
static struct slice find_bracket(struct slice folded)
{
	size_t at = slice_find(folded, SLICE("["), 0);

	while (at < folded.len) {
		size_t end = slice_find(folded, SLICE("]"), at);
		struct slice inside = slice_sub(folded, at + 1, end + 1);
		char next = end + 1 < folded.len ? folded.ptr[end + 1] : ' ';
		for (size_t i = 0; end < folded.len && next != '(' && next != '[' && next != ':' &&
				   i < sizeof(bracket_words) / sizeof(*bracket_words);
		     i++) {
			if (slice_starts(inside, slice_of(bracket_words[i])))
				return slice_sub(folded, at, end + 1);
		}
		at = slice_find(folded, SLICE("["), at + 1);
	}
	return SLICE_NONE;
}

/* "1900 xxxx": digits with x in place of the rest. */
static struct slice find_masked_number(struct slice folded)
{
	size_t at = slice_find(folded, SLICE("xxx"), 0);

	while (at < folded.len) {
		size_t start = at;
		size_t end = at + 3;
		while (start > 0 && (folded.ptr[start - 1] == ' ' || folded.ptr[start - 1] == '.'))
			start--;
		while (end < folded.len && folded.ptr[end] == 'x')
			end++;
		if (start > 0 && folded.ptr[start - 1] >= '0' && folded.ptr[start - 1] <= '9') {
			while (start > 0 &&
			       ((folded.ptr[start - 1] >= '0' && folded.ptr[start - 1] <= '9') ||
				folded.ptr[start - 1] == ' '))
				start--;
			return slice_trim(slice_sub(folded, start, end));
		}
		at = slice_find(folded, SLICE("xxx"), end);
	}
	return SLICE_NONE;
}

static struct slice find_placeholder(struct arena *arena, struct slice text, bool variables)
{
	struct slice folded = utf8_fold(arena, text);
	struct slice hit = find_whole(folded);

	if (!hit.ptr && !variables)
		hit = find_bracket(folded);
	if (!hit.ptr)
		hit = find_word(folded, words_anywhere,
				sizeof(words_anywhere) / sizeof(*words_anywhere));
	if (!hit.ptr)
		hit = find_masked_number(folded);
	if (hit.ptr && folded.len == text.len) /* as it was written, capitals and all */
		hit.ptr = text.ptr + (hit.ptr - folded.ptr);
	if (!hit.ptr)
		hit = find_word(text, marks, sizeof(marks) / sizeof(*marks));
	return hit;
}

/* Whether the text came in through a {{placeholder}}; then it is reported where it stands. */
static bool is_borrowed(const struct checker *checker, const struct value *value, struct span span,
			struct slice hit)
{
	const struct source *source = report_source_at(checker->report, span.file);
	struct slice written = slice_sub(source->text, span.start, span.end);

	return value->is_expanded && slice_find(written, hit, 0) == written.len;
}

static void text_check(struct checker *checker, const struct group *group,
		       const struct value *value, const struct text2 *text, struct span span)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		struct slice hit;
		if (i > 0 && text->in[i].ptr == text->in[0].ptr)
			continue; /* one text for both languages */
		hit = text->in[i].len == 0 ? SLICE_NONE
					   : find_placeholder(checker->arena, text->in[i],
							      value->field->variables);
		if (hit.ptr && !is_borrowed(checker, value, span, hit))
			diag_add(checker->report, DIAG_PLACEHOLDER,
				 source_narrow(checker->report, span, hit),
				 value_path(checker->arena, group, value->field),
				 DIAG_ARGS(diag_text("text", hit),
					   diag_text2("field", value->field->label)));
	}
}

void check_text(struct checker *checker, const struct group *group, const struct value *value)
{
	switch (value->field->type) {
	case TYPE_TEXT:
	case TYPE_PROSE:
	case TYPE_LINK:
	case TYPE_EMAIL:
	case TYPE_PHONE:
		text_check(checker, group, value, &value->as.text, value->span);
		break;
	case TYPE_LIST:
		for (size_t i = 0; i < value->as.list.count; i++)
			text_check(checker, group, value, &value->as.list.items[i].text,
				   value->as.list.items[i].span);
		break;
	case TYPE_BOOLEAN:
	case TYPE_INTEGER:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
	case TYPE_MONEY:
	case TYPE_DATE:
	case TYPE_DURATION:
	case TYPE_HOURS:
	case TYPE_CHOICE:
	case TYPE_IMAGE:
	case TYPE_REFERENCE:
	case TYPE_TABLE:
	case TYPE_RECORDS:
	case TYPE_COUNT:
		break;
	}
}
