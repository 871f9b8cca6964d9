/* Unicode text.  The only door to utf8proc. */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/buf.h"

uint32_t utf8_next_wide(struct slice text, size_t *at)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr + *at;
	size_t left = text.len - *at;
	utf8proc_int32_t code;
	utf8proc_ssize_t used;

	/* The letters of Vietnamese and their like, without a call. */
	if (left > 1 && bytes[0] >= 0xC2 && bytes[0] <= 0xDF && (bytes[1] & 0xC0) == 0x80) {
		*at += 2;
		return (uint32_t)(bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F);
	}
	if (left > 2 && bytes[0] >= 0xE1 && bytes[0] <= 0xEC && (bytes[1] & 0xC0) == 0x80 &&
	    (bytes[2] & 0xC0) == 0x80) {
		*at += 3;
		return (uint32_t)(bytes[0] & 0x0F) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 |
		       (bytes[2] & 0x3F);
	}
	used = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + *at,
				(utf8proc_ssize_t)(text.len - *at), &code);
	if (used <= 0) {
		(*at)++;
		return UTF8_BAD;
	}
	*at += (size_t)used;
	return (uint32_t)code;
}

size_t utf8_encode(uint32_t code, char bytes[4])
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)bytes);
}

size_t utf8_first_bad(struct slice text)
{
	size_t at = 0;

	while (at < text.len) {
		size_t start = at;
		if (utf8_next(text, &at) == UTF8_BAD)
			return start;
	}
	return text.len;
}

size_t utf8_count(struct slice text)
{
	size_t count = 0;
	size_t at = 0;

	while (at < text.len) {
		utf8_next(text, &at);
		count++;
	}
	return count;
}

size_t utf8_width(struct slice text)
{
	size_t width = 0;
	size_t at = 0;

	while (at < text.len) {
		uint32_t code = utf8_next(text, &at);
		int columns = code == UTF8_BAD ? 1 : utf8proc_charwidth((utf8proc_int32_t)code);
		width += columns > 0 ? (size_t)columns : 0;
	}
	return width;
}

static struct slice mapped(struct arena *arena, struct slice text, utf8proc_option_t options)
{
	utf8proc_uint8_t *result = NULL;
	utf8proc_ssize_t length;
	struct slice copy;

	length = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len,
			      &result, options);
	if (length == UTF8PROC_ERROR_NOMEM)
		memory_exhausted();
	if (length < 0)
		return text; /* not UTF-8: reported where the file was read */
	copy = slice_copy(arena, (struct slice){ (const char *)result, (size_t)length });
	free(result);
	return copy;
}

/* Behind the ASCII characters that stand there in eights. */
static const unsigned char *after_ascii(const unsigned char *at, const unsigned char *end)
{
	uint64_t word;

	for (; end - at >= (ptrdiff_t)sizeof(word); at += sizeof(word)) {
		memcpy(&word, at, sizeof(word));
		if (word & 0x8080808080808080)
			break;
	}
	return at;
}

/*
 * Letters that compose with nothing before them and come from nothing else, as nearly all text is:
 * Latin and Vietnamese, most punctuation and currencies, arrows, Chinese.  Quick to tell by bytes.
 */
static bool is_composed(struct slice text)
{
	const unsigned char *at = (const unsigned char *)text.ptr;
	const unsigned char *end = at + text.len;

	for (;; at += 3) {
		unsigned char c, second, third;
		at = after_ascii(at, end);
		while (at < end && *at < 0xCC) /* below U+0300 */
			at++;
		if (at >= end)
			return true;
		c = *at;
		second = end - at > 1 ? at[1] : 0;
		third = end - at > 2 ? at[2] : 0;
		if (!(c == 0xE1 && second >= 0xB8 && second <= 0xBB) && /* U+1E00 to U+1EFF */
		    !(c == 0xE2 && second == 0x80 && third >= 0x82) &&  /* U+2002 to U+203F */
		    !(c == 0xE2 && (second == 0x82 || second == 0x86 || second == 0x87)) &&
		    !(c >= 0xE5 && c <= 0xE9)) /* U+5000 to U+9FFF */
			return false;
	}
}

struct slice utf8_nfc(struct arena *arena, struct slice text)
{
	struct slice composed;

	if (text.len == 0 || is_composed(text))
		return text;
	composed = mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	return slice_equal(composed, text) ? text : composed;
}

/* The small letter of two bytes, or false for what is folded otherwise. */
static bool pair_lower(unsigned char first, unsigned char *second)
{
	unsigned char c = *second;

	if (first == 0xC2) /* signs; but the micro sign folds to Greek */
		return c != 0xB5;
	if (first == 0xC3) { /* U+00C0 to U+00FF; sharp s becomes two letters */
		if (c <= 0x9E && c != 0x97)
			*second = (unsigned char)(c + 0x20);
		return c != 0x9F;
	}
	if ((first == 0xC4 && c <= 0xAF) || (first == 0xC5 && (c == 0xA8 || c == 0xA9)) ||
	    (first == 0xC6 && (c == 0xA0 || c == 0xA1))) /* in pairs from an even one on */
		*second = c | 1;
	else if (first == 0xC6 && (c == 0xAF || c == 0xB0)) /* U+01AF, U+01B0 */
		*second = 0xB0;
	else
		return false;
	return true;
}

/*
 * Folds the letters of English and Vietnamese with the signs among them, in place and without
 * their length changing; false at any other character.
 */
static bool fold_in_place(unsigned char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = text[i];
		unsigned char second = i + 1 < len ? text[i + 1] : 0;
		if (c >= 'A' && c <= 'Z') {
			text[i] = (unsigned char)(c - 'A' + 'a');
		} else if (c >= 0xC2 && c <= 0xC6 && second >= 0x80) {
			if (!pair_lower(c, &text[++i]))
				return false;
		} else if (c == 0xE1 && i + 2 < len && (second == 0xBA || second == 0xBB) &&
			   (second == 0xBB || text[i + 2] >= 0xA0)) { /* U+1EA0 to U+1EFF */
			text[i + 2] |= 1;
			i += 2;
		} else if (c == 0xE2 && i + 2 < len &&
			   ((second == 0x80 && text[i + 2] >= 0x82) || second == 0x82)) {
			i += 2; /* U+2002 to U+203F, U+2080 to U+20BF */
		} else if (c >= 0x80) {
			return false;
		}
	}
	return true;
}

static bool is_ascii(struct slice text)
{
	const unsigned char *at = (const unsigned char *)text.ptr;
	const unsigned char *end = at;

	if (text.len > 0)
		at = after_ascii(at, end += text.len);
	while (at < end && *at < 0x80)
		at++;
	return at == end;
}

/* The text itself when it has no capitals. */
static struct slice ascii_lower(struct arena *arena, struct slice text)
{
	size_t at = 0;
	char *lower;

	while (at < text.len && (text.ptr[at] < 'A' || text.ptr[at] > 'Z'))
		at++;
	if (at == text.len)
		return text;
	lower = ARENA_ARRAY(arena, text.len, char);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		lower[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return (struct slice){ lower, text.len };
}

struct slice utf8_fold(struct arena *arena, struct slice text)
{
	char *copy;

	if (is_ascii(text))
		return ascii_lower(arena, text);
	copy = slice_cstr(arena, text);
	if (fold_in_place((unsigned char *)copy, text.len))
		return (struct slice){ copy, text.len };
	return mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

/* The end of a character with the marks that may be composed with it. */
static size_t character_end(struct slice text, size_t at)
{
	size_t end = at, next;

	utf8_next(text, &end);
	for (next = end; next < text.len; end = next) {
		uint32_t code = utf8_next(text, &next);
		if (code == UTF8_BAD ||
		    utf8proc_get_property((utf8proc_int32_t)code)->combining_class == 0)
			break;
	}
	return end;
}

size_t utf8_trail_at(struct arena *arena, struct utf8_trail *trail, size_t offset)
{
	while (trail->from < trail->text.len && trail->to < offset) {
		size_t end = character_end(trail->text, trail->from);
		struct slice one = slice_sub(trail->text, trail->from, end);
		size_t len = one.len;
		if (len > 1)
			len = (trail->folded ? utf8_fold(arena, one) : utf8_nfc(arena, one)).len;
		if (trail->to + len > offset)
			break;
		trail->to += len;
		trail->from = end;
	}
	return trail->from;
}

struct slice utf8_plain(struct arena *arena, struct slice text)
{
	struct slice bare;
	struct buf buf = BUF_IN(arena);
	size_t at = 0;

	if (is_ascii(text))
		return ascii_lower(arena, text);
	bare = mapped(arena, text,
		      UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
	while (at < bare.len) {
		uint32_t code = utf8_next(bare, &at);
		/* The Vietnamese đ is a letter of its own, not a d with a mark. */
		if (code != UTF8_BAD)
			buf_put_code(&buf, code == 0x0111 ? 'd' : code);
	}
	return buf_slice(&buf);
}

bool utf8_is_letter(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_upper(uint32_t code)
{
	return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LU;
}

bool utf8_is_word(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ND) ||
	       category == UTF8PROC_CATEGORY_PC;
}

bool utf8_is_space(uint32_t code)
{
	return (code >= '\t' && code <= '\r') ||
	       utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_ZS;
}

bool utf8_is_punctuation(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

bool utf8_is_symbol(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	return category >= UTF8PROC_CATEGORY_SM && category <= UTF8PROC_CATEGORY_SO;
}

uint32_t utf8_lower(uint32_t code)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

static bool is_clean_ascii(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];
		if (byte < 0x20 || byte >= 0x7f)
			return false;
	}
	return true;
}

struct slice utf8_clean(struct arena *arena, struct slice text)
{
	struct buf kept = BUF_IN(arena);
	size_t at = 0;

	if (!text.ptr || is_clean_ascii(text))
		return slice_copy(arena, text);
	while (at < text.len) {
		uint32_t code = utf8_next(text, &at);
		bool blank = code == '\t' || code == '\n';
		if (code == '\r' && at < text.len && text.ptr[at] == '\n')
			continue;
		if (code == UTF8_BAD || (code < 0x20 && !blank) || (code >= 0x7f && code < 0xa0) ||
		    (code & 0xfffe) == 0xfffe)
			code = 0xfffd;
		buf_put_code(&kept, code);
	}
	return buf_slice(&kept);
}
