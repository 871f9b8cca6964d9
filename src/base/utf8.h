#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdint.h>

#include "base/slice.h"

/* Unicode text: decoding, NFC, case and width.  The only door to utf8proc. */

#define UTF8_BAD UINT32_MAX
/* What some programs put in front of a text. */
#define UTF8_BYTE_ORDER_MARK SLICE("\xEF\xBB\xBF")

/* The same of what is no ASCII; see utf8_next. */
uint32_t utf8_next_wide(struct slice text, size_t *at);

/*
 * The code point at *at, which moves behind it.  A byte that begins no well-formed sequence (also
 * overlong forms, surrogates, values past U+10FFFF) gives UTF8_BAD and is stepped over alone.
 */
static inline uint32_t utf8_next(struct slice text, size_t *at)
{
	unsigned char byte = (unsigned char)text.ptr[*at];

	if (byte >= 0x80)
		return utf8_next_wide(text, at);
	(*at)++;
	return byte;
}

/* Where the character begins that the byte at `at` belongs to. */
static inline size_t utf8_start(struct slice text, size_t at)
{
	while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* Writes 1 to 4 bytes and returns their number. */
size_t utf8_encode(uint32_t code, char bytes[4]);
/* The offset of the first byte that is not well-formed UTF-8, or text.len. */
size_t utf8_first_bad(struct slice text);
/* Number of code points. */
size_t utf8_count(struct slice text);
/* Columns on a terminal: wide East Asian characters take two, combining marks none. */
size_t utf8_width(struct slice text);
/* Composed form (NFC); the text itself when nothing changes. */
struct slice utf8_nfc(struct arena *arena, struct slice text);
/* NFC and without case, for comparing and searching. */
struct slice utf8_fold(struct arena *arena, struct slice text);
/* As utf8_fold, also without accents ("Đặng" gives "dang"), for slugs and nearest names. */
struct slice utf8_plain(struct arena *arena, struct slice text);
/*
 * Where the bytes of a composed (utf8_nfc) or folded text (utf8_fold) come from.  Begin with the
 * text it was made of and zeros; offsets must not go back.  The result is the first byte of the
 * character that holds the byte at `offset`, or the end of the text.
 */
struct utf8_trail {
	struct slice text;
	bool folded;
	size_t from, to;
};
size_t utf8_trail_at(struct arena *arena, struct utf8_trail *trail, size_t offset);
/*
 * A copy that may stand in XML, which allows no control characters, and in JSON, which allows no
 * broken UTF-8: both become U+FFFD, "\r\n" a line feed.
 */
struct slice utf8_clean(struct arena *arena, struct slice text);
bool utf8_is_letter(uint32_t code);
bool utf8_is_upper(uint32_t code);
/* A letter, mark, decimal digit or connector such as '_': what words are made of. */
bool utf8_is_word(uint32_t code);
bool utf8_is_space(uint32_t code);
bool utf8_is_punctuation(uint32_t code);
bool utf8_is_symbol(uint32_t code);
uint32_t utf8_lower(uint32_t code);

#endif
