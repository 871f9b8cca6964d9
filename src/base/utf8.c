/* Unicode text.  The only door to utf8proc. */
#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/buf.h"

uint32_t utf8_next(struct slice text, size_t *at)
{
	utf8proc_int32_t code;
	utf8proc_ssize_t used;

	if ((unsigned char)text.ptr[*at] < 0x80)
		return (unsigned char)text.ptr[(*at)++];
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

/*
 * Letters that compose with nothing before them and come from nothing else, as nearly all text is:
 * Latin and Vietnamese, most punctuation and currencies, arrows, Chinese.  Quick to tell by bytes.
 */
static bool is_composed(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		unsigned char second = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
		unsigned char third = i + 2 < text.len ? (unsigned char)text.ptr[i + 2] : 0;
		if (c < 0xCC) /* below U+0300 */
			continue;
		if (!(c == 0xE1 && second >= 0xB8 && second <= 0xBB) && /* U+1E00 to U+1EFF */
		    !(c == 0xE2 && second == 0x80 && third >= 0x82) &&  /* U+2002 to U+203F */
		    !(c == 0xE2 && (second == 0x82 || second == 0x86 || second == 0x87)) &&
		    !(c >= 0xE5 && c <= 0xE9)) /* U+5000 to U+9FFF */
			return false;
		i += 2;
	}
	return true;
}

struct slice utf8_nfc(struct arena *arena, struct slice text)
{
	struct slice composed;

	if (text.len == 0 || is_composed(text))
		return text;
	composed = mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	return slice_equal(composed, text) ? text : composed;
}

struct slice utf8_fold(struct arena *arena, struct slice text)
{
	if (text.len == 0)
		return text;
	return mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

struct slice utf8_plain(struct arena *arena, struct slice text)
{
	struct slice bare;
	struct buf buf = BUF_IN(arena);
	size_t at = 0;

	if (text.len == 0)
		return text;
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
