/*
 * Finds placeholders that were left in.  What careless versions of this check would flag stays
 * silent: Markdown links, ordinary brackets, "N/A", a seat in a roster marked "TBD & Jon",
 * variables in sentences to be spoken.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "rules/check.h"

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

/* These too, unless they share their place with something: "TBD & Jon" is half decided. */
static const char *const open_marks[] = { "TBD", "TBA" };

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
		size_t before = utf8_start(text, at - 1);
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

/* Where placeholders stand in a text. */
struct hit {
	size_t start, end;
};
struct hits {
	struct arena *arena;
	VEC(struct hit) list;
};

static void hit_add(struct hits *hits, size_t start, size_t end)
{
	*vec_push(hits->arena, &hits->list) = (struct hit){ start, end };
}

static void find_words(struct hits *hits, struct slice text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct slice word = slice_of(words[i]);
		size_t at = slice_find(text, word, 0);
		while (at < text.len) {
			if (is_word_at(text, at, word.len))
				hit_add(hits, at, at + word.len);
			at = slice_find(text, word, at + 1);
		}
	}
}

static bool is_shared(struct slice text, const struct hit *hit)
{
	static const char *const joints[] = { "&",     "& ",   " &",   "+",      "+ ", " +",
					      " and ", " và ", " or ", " hoặc ", "/" };
	struct slice before = slice_sub(text, 0, hit->start);
	struct slice after = slice_sub(text, hit->end, text.len);

	for (size_t i = 0; i < sizeof(joints) / sizeof(*joints); i++) {
		if (slice_ends(before, slice_of(joints[i])) ||
		    slice_starts(after, slice_of(joints[i])))
			return true;
	}
	return false;
}

static void find_open_marks(struct hits *hits, struct slice text)
{
	size_t first = hits->list.len;
	size_t kept = first;

	find_words(hits, text, open_marks, sizeof(open_marks) / sizeof(*open_marks));
	for (size_t i = first; i < hits->list.len; i++) {
		if (!is_shared(text, &hits->list.items[i]))
			hits->list.items[kept++] = hits->list.items[i];
	}
	hits->list.len = kept;
}

static bool find_whole(struct hits *hits, struct slice folded)
{
	struct slice text = slice_trim(folded);

	for (size_t i = 0; i < sizeof(whole_values) / sizeof(*whole_values); i++) {
		if (!slice_is(text, whole_values[i]))
			continue;
		hit_add(hits, (size_t)(text.ptr - folded.ptr),
			(size_t)(text.ptr - folded.ptr) + text.len);
		return true;
	}
	return false;
}

static bool asks_to_fill(struct slice inside)
{
	for (size_t i = 0; i < sizeof(bracket_words) / sizeof(*bracket_words); i++) {
		if (slice_starts(inside, slice_of(bracket_words[i])))
			return true;
	}
	return false;
}

/* "[Nhập …]" and its like; a bracket before "(" or "[" or ":" is a Markdown link. */
static void find_brackets(struct hits *hits, struct slice folded)
{
	size_t at = slice_find(folded, SLICE("["), 0);
	size_t end = 0;

	while (at < folded.len) {
		char next;
		if (end <= at)
			end = slice_find(folded, SLICE("]"), at);
		if (end == folded.len)
			return;
		next = end + 1 < folded.len ? folded.ptr[end + 1] : ' ';
		if (next != '(' && next != '[' && next != ':' &&
		    asks_to_fill(slice_sub(folded, at + 1, end + 1)))
			hit_add(hits, at, end + 1);
		at = slice_find(folded, SLICE("["), at + 1);
	}
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "1900 xxxx": digits with x in place of the rest. */
static void find_masked_numbers(struct hits *hits, struct slice folded)
{
	size_t at = slice_find(folded, SLICE("xxx"), 0);

	while (at < folded.len) {
		size_t start = at;
		size_t end = at + 3;
		while (start > 0 && (folded.ptr[start - 1] == ' ' || folded.ptr[start - 1] == '.'))
			start--;
		while (end < folded.len && folded.ptr[end] == 'x')
			end++;
		if (start > 0 && is_digit(folded.ptr[start - 1])) {
			while (start > 0 &&
			       (is_digit(folded.ptr[start - 1]) || folded.ptr[start - 1] == ' '))
				start--;
			while (folded.ptr[start] == ' ')
				start++;
			hit_add(hits, start, end);
		}
		at = slice_find(folded, SLICE("xxx"), end);
	}
}

static int hit_order(const void *a, const void *b)
{
	const struct hit *left = a, *right = b;

	if (left->start != right->start)
		return left->start < right->start ? -1 : 1;
	return (left->end < right->end) - (left->end > right->end);
}

static void hits_sort(struct hits *hits)
{
	if (hits->list.len > 1)
		qsort(hits->list.items, hits->list.len, sizeof(*hits->list.items), hit_order);
}

/* Of the folded text they were found in, back to the text as it is. */
static void hits_unfold(struct hits *hits, struct slice text)
{
	struct utf8_trail start = { .text = text, .folded = true };
	struct utf8_trail end = start;

	hits_sort(hits);
	for (size_t i = 0, last = 0; i < hits->list.len; i++) {
		struct hit *hit = &hits->list.items[i];
		hit->start = utf8_trail_at(hits->arena, &start, hit->start);
		last = hit->end > last ? hit->end : last; /* one may stand within another */
		hit->end = utf8_trail_at(hits->arena, &end, last);
	}
}

static struct hits find_placeholders(struct arena *arena, struct slice text, bool variables)
{
	struct slice folded = utf8_fold(arena, text);
	struct hits hits = { .arena = arena };

	if (!find_whole(&hits, folded)) {
		if (!variables)
			find_brackets(&hits, folded);
		find_words(&hits, folded, words_anywhere,
			   sizeof(words_anywhere) / sizeof(*words_anywhere));
		find_masked_numbers(&hits, folded);
	}
	hits_unfold(&hits, text);
	find_words(&hits, text, marks, sizeof(marks) / sizeof(*marks));
	find_open_marks(&hits, text);
	hits_sort(&hits);
	return hits;
}

/* Each where it stands; what came in through a {{placeholder}} is reported where that stands. */
static void text_check(struct checker *checker, const struct group *group,
		       const struct value *value, struct slice text, struct span span)
{
	struct hits hits = find_placeholders(checker->arena, text, value->field->variables);
	struct source_seek seek;
	size_t done = 0;

	if (hits.list.len > 0)
		seek = source_seek(checker->report, span);
	for (size_t i = 0; i < hits.list.len; i++) {
		const struct hit *hit = &hits.list.items[i];
		struct slice words = slice_sub(text, hit->start, hit->end);
		struct span at = span;
		size_t skip;
		bool is_there;
		if (hit->start < done)
			continue; /* within another */
		/* The same words may stand before it and be no placeholder. */
		skip = slice_times(slice_sub(text, done, hit->start), words);
		done = hit->end;
		do
			is_there = source_seek_next(&seek, words, &at);
		while (is_there && skip-- > 0);
		if (!is_there && value->is_expanded)
			continue;
		diag_add(checker->report, DIAG_PLACEHOLDER, at,
			 value_path(checker->arena, group, value->field),
			 DIAG_ARGS(diag_text("text", words),
				   diag_text2("field", value->field->label)));
	}
}

/* The text of each language, where it is written. */
static void texts_check(struct checker *checker, const struct group *group,
			const struct value *value, const struct text2 *text, struct span span,
			const struct node *node)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		const struct node *own = NULL;
		if (i > 0 && text->in[i].ptr == text->in[0].ptr)
			continue; /* one text for both languages */
		if (node && node->kind == NODE_TABLE)
			own = node_get(node, slice_of(lang_key((enum lang)i)));
		if (text->in[i].len > 0)
			text_check(checker, group, value, text->in[i], own ? own->span : span);
	}
}

void check_placeholders(struct checker *checker, const struct group *group,
			const struct value *value)
{
	switch (value->field->type) {
	case TYPE_TEXT:
	case TYPE_PROSE:
	case TYPE_LINK:
	case TYPE_EMAIL:
	case TYPE_PHONE:
		texts_check(checker, group, value, &value->as.text, value->span, value->node);
		break;
	case TYPE_LIST:
		for (size_t i = 0; i < value->as.list.count; i++)
			texts_check(checker, group, value, &value->as.list.items[i].text,
				    value->as.list.items[i].span, NULL);
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
