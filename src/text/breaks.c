/* Where lines may end.  The only door to libunibreak. */
#include "text/text.h"

#include <linebreak.h>

#include "base/arena.h"
#include "base/utf8.h"

/* Signs that belong to the number before them, though a space stands between. */
static bool is_unit(uint32_t code)
{
	return code == '%' || code == 0x20AB /* ₫ */ || code == 0x20AC /* € */ || code == '$' ||
	       code == 0x2030 /* ‰ */ || code == 0x00B0 /* ° */ || code == 0x0111 /* đ */;
}

static bool is_dash(uint32_t code)
{
	return code == 0x2013 || code == 0x2014 || code == 0x00B7 /* · */ || code == 0x2192 /* → */;
}

static bool is_letter_at(struct slice text, size_t at)
{
	return at < text.len && utf8_is_letter(utf8_next(text, &at));
}

/* Words that belong to the number before them, in both languages. */
static bool is_unit_word(struct slice word)
{
	static const char *const words[] = {
		"giây",   "phút",  "giờ",     "ngày",   "tuần",    "tháng",   "quý",   "năm",
		"nghìn",  "ngàn",  "triệu",   "tỷ",     "tỉ",      "đồng",    "VND",   "VNĐ",
		"USD",    "EUR",   "km",      "m",      "m²",      "m³",      "cm",    "mm",
		"kg",     "g",     "l",       "MB",     "GB",      "h",       "s",     "ms",
		"min",    "FTE",   "điểm",    "lần",    "người",   "seconds", "hours", "hour",
		"days",   "day",   "week",    "weeks",  "months",  "month",   "years", "year",
		"points", "times", "minutes", "minute", "million", "billion",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (slice_is(word, words[i]))
			return true;
	}
	return false;
}

/* The letters from a place on. */
static struct slice word_at(struct slice text, size_t at)
{
	size_t end = at;
	size_t next = at;

	while (next < text.len) {
		uint32_t code = utf8_next(text, &next);
		if (!utf8_is_letter(code) && code != 0xB2 && code != 0xB3)
			break;
		end = next;
	}
	return slice_sub(text, at, end);
}

/* "TP." of "TP. HCM", "Dr." of "Dr. An": a capital, two more letters at most, and a dot. */
static bool is_short_form(struct slice text, size_t space)
{
	size_t start = space;
	struct slice word;
	size_t first = 0;

	if (space < 2 || text.ptr[space - 1] != '.')
		return false;
	while (start > 0 && text.ptr[start - 1] != ' ' && text.ptr[start - 1] != '\n')
		start--;
	word = word_at(text, start);
	return word.len > 0 && word.len <= 4 && word.ptr + word.len == text.ptr + space - 1 &&
	       utf8_is_upper(utf8_next(word, &first)) && is_letter_at(text, space + 1);
}

/* True when the space at `space` must not end a line. */
static bool holds_together(struct slice text, size_t space)
{
	size_t at = space + 1;
	uint32_t next;

	if (space == 0 || at >= text.len)
		return false;
	next = utf8_next(text, &at);
	if (is_dash(next) && at < text.len && text.ptr[at] == ' ')
		return true;
	if (is_short_form(text, space))
		return true;
	if (text.ptr[space - 1] < '0' || text.ptr[space - 1] > '9')
		return false;
	return (is_unit(next) && !is_letter_at(text, at)) || is_unit_word(word_at(text, space + 1));
}

void text_breaks_prepare(void)
{
	init_linebreak();
}

/* Letters and digits of ASCII: nothing in them ends a line. */
static bool is_whole(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if ((c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z'))
			return false;
	}
	return true;
}

const unsigned char *text_breaks(struct arena *arena, struct slice text, enum lang lang)
{
	unsigned char *breaks = arena_alloc(arena, text.len + 1);

	if (is_whole(text))
		return breaks;
	set_linebreaks_utf8((const utf8_t *)text.ptr, text.len, lang_key(lang), (char *)breaks);
	for (size_t i = 0; i + 1 < text.len; i++) {
		unsigned char mark = breaks[i];
		breaks[i] = mark == LINEBREAK_MUSTBREAK    ? BREAK_FORCED
			    : mark == LINEBREAK_ALLOWBREAK ? BREAK_ALLOWED
							   : BREAK_NEVER;
		if (text.ptr[i] == ' ' && holds_together(text, i))
			breaks[i] = BREAK_NEVER;
	}
	if (text.len > 0)
		breaks[text.len - 1] = BREAK_NEVER;
	return breaks;
}
