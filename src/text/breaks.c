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

static const char dash[] = "\xE2\x80\x93"; /* an en dash */

static bool is_dash(uint32_t code)
{
	return code == 0x2013 || code == 0x2014 || code == 0x00B7 /* · */ || code == 0x2192 /* → */;
}

static bool is_letter_at(struct slice text, size_t at)
{
	return at < text.len && utf8_is_letter(utf8_next(text, &at));
}

static bool is_digit_at(struct slice text, size_t at)
{
	return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

static bool is_among(struct slice word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count && word.len > 0; i++) {
		if (words[i][0] == word.ptr[0] && slice_is(word, words[i]))
			return true;
	}
	return false;
}

#define IS_AMONG(word, words) is_among(word, words, sizeof(words) / sizeof(*(words)))

/* Words that belong to the number before them, in both languages. */
static bool is_unit_word(struct slice word)
{
	static const char *const words[] = {
		"giây",   "phút",    "giờ",     "ngày",     "tuần",    "tháng", "quý",   "năm",
		"nghìn",  "ngàn",    "triệu",   "tỷ",       "tỉ",      "đồng",  "VND",   "VNĐ",
		"USD",    "EUR",     "GBP",     "km",       "m",       "m²",    "m³",    "cm",
		"mm",     "kg",      "g",       "l",        "MB",      "GB",    "h",     "s",
		"ms",     "min",     "FTE",     "điểm",     "lần",     "người", "am",    "pm",
		"second", "hours",   "seconds", "hour",     "days",    "day",   "week",  "weeks",
		"months", "month",   "years",   "year",     "points",  "times", "point", "minutes",
		"minute", "million", "billion", "thousand", "percent",
	};

	return IS_AMONG(word, words);
}

static bool is_month(struct slice word)
{
	static const char *const words[] = {
		"January",   "February", "March",    "April",    "May", "June", "July", "August",
		"September", "October",  "November", "December", "Jan", "Feb",  "Mar",  "Apr",
		"Jun",       "Jul",      "Aug",      "Sep",      "Oct", "Nov",  "Dec",
	};

	return IS_AMONG(word, words);
}

/* Words that name the number behind them: "Điều 5", "Table 9", "tháng 6". */
static bool is_named_number(struct slice word)
{
	static const char *const words[] = {
		"Điều",    "điều",    "Khoản", "khoản",   "Điểm",    "Chương",  "chương",
		"Mục",     "mục",     "Phần",  "phần",    "Hình",    "hình",    "Bảng",
		"bảng",    "Trang",   "trang", "Bước",    "bước",    "Quý",     "quý",
		"Tháng",   "tháng",   "Ngày",  "ngày",    "Năm",     "năm",     "Tuần",
		"tuần",    "Ca",      "Tầng",  "tầng",    "Quận",    "quận",    "Phường",
		"phường",  "Mức",     "mức",   "Bậc",     "bậc",     "số",      "Số",
		"Cấp",     "cấp",     "lục",   "Article", "article", "Section", "section",
		"Chapter", "chapter", "Table", "table",   "Figure",  "figure",  "Page",
		"page",    "Step",    "step",  "Part",    "part",    "Annex",   "Appendix",
		"Level",   "level",   "Tier",  "tier",    "Stage",   "stage",   "Week",
		"week",    "Day",     "Month", "Quarter", "Clause",  "clause",  "Item",
		"item",
	};

	return IS_AMONG(word, words);
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

/* The word that ends at a place. */
static struct slice word_before(struct slice text, size_t end)
{
	size_t start = end;

	while (start > 0 && text.ptr[start - 1] != ' ' && text.ptr[start - 1] != '\n' &&
	       text.ptr[start - 1] != '(')
		start--;
	return slice_sub(text, start, end);
}

/* "TP." of "TP. HCM", "Q." of "Q. 1": a capital, two more letters at most, and a dot. */
static bool is_short_form(struct slice text, size_t space)
{
	struct slice whole;
	struct slice word;
	size_t first = 0;

	if (text.ptr[space - 1] != '.')
		return false;
	whole = word_before(text, space);
	word = word_at(whole, 0);
	return word.len > 0 && word.len <= 4 && word.len + 1 == whole.len &&
	       utf8_is_upper(utf8_next(word, &first)) &&
	       (is_letter_at(text, space + 1) || is_digit_at(text, space + 1));
}

/* "IV", as chapters and quarters are counted. */
static bool is_roman(struct slice word)
{
	for (size_t i = 0; i < word.len; i++) {
		if (word.ptr[i] != 'I' && word.ptr[i] != 'V' && word.ptr[i] != 'X')
			return false;
	}
	return word.len > 0;
}

static bool is_number_part(char c)
{
	return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == ':';
}

/*
 * "1–2", "08:00–17:30": a dash, whose last byte stands at `at`, between short numbers ends no line.
 * Longer ones may be parted there, so that they fit into a narrow column.
 */
static bool is_short_range(struct slice text, size_t at)
{
	enum { SHORT = 6 };
	size_t start = at < 2 ? 0 : at - 2;
	size_t end = at + 1;

	if (start == 0 || !is_digit_at(text, start - 1) || !is_digit_at(text, end) ||
	    !slice_is(slice_sub(text, start, end), dash))
		return false;
	while (start > 0 && is_number_part(text.ptr[start - 1]))
		start--;
	while (end < text.len && is_number_part(text.ptr[end]))
		end++;
	return at - 2 - start <= SHORT && end - at - 1 <= SHORT;
}

/* "5 – 10": what stands on either side of the dash is a number. */
static bool is_range(struct slice text, size_t space)
{
	return space >= 5 && is_digit_at(text, space + 1) && text.ptr[space - 4] == ' ' &&
	       slice_is(slice_sub(text, space - 3, space), dash) && is_digit_at(text, space - 5);
}

/* "31 December 2027": a day, its month, its year. */
static bool is_date(struct slice text, size_t space)
{
	if (is_digit_at(text, space - 1))
		return is_month(word_at(text, space + 1));
	return is_digit_at(text, space + 1) && is_month(word_before(text, space));
}

/* "Điều 5", "quý IV". */
static bool is_named(struct slice text, size_t space)
{
	char first = text.ptr[space + 1];

	if (!is_digit_at(text, space + 1) && first != 'I' && first != 'V' && first != 'X')
		return false;
	return (is_digit_at(text, space + 1) || is_roman(word_at(text, space + 1))) &&
	       is_named_number(word_before(text, space));
}

/* True when the space at `space` must not end a line. */
static bool holds_together(struct slice text, size_t space)
{
	size_t at = space + 1;
	struct slice word;
	uint32_t next;

	if (space == 0 || at >= text.len)
		return false;
	next = utf8_next(text, &at);
	if (is_dash(next) && at < text.len && text.ptr[at] == ' ')
		return true;
	if (is_short_form(text, space) || is_range(text, space) || is_date(text, space) ||
	    is_named(text, space))
		return true;
	if (!is_digit_at(text, space - 1))
		return false;
	/* In "2 tháng 9 năm 2027" the words belong to what is behind them. */
	word = word_at(text, space + 1);
	if (is_digit_at(text, space + 2 + word.len) && is_named_number(word))
		return false;
	return (is_unit(next) && !is_letter_at(text, at)) || is_unit_word(word);
}

void text_breaks_prepare(void)
{
	init_linebreak();
}

static bool is_plain(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_stop(unsigned char c)
{
	return c == '.' || c == ',' || c == ':' || c == ';';
}

/*
 * Most text is words of Latin letters and digits with a comma, full stop or colon behind some of
 * them: of that lines end behind spaces and nowhere else.  False where the rules must be asked.
 */
static bool breaks_plain(struct slice text, unsigned char *breaks)
{
	bool spaced = false;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		bool letter = is_plain(c);
		if (c >= 0xC3 && c <= 0xE1 && !letter) {
			/* Letters from À on, of which × and ÷ are none, and those of Vietnamese. */
			size_t at = i;
			uint32_t code = utf8_next(text, &at);
			letter = (code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7) ||
				 (code >= 0x1EA0 && code <= 0x1EF9);
			i = letter ? at - 1 : i;
		}
		if (letter && spaced)
			spaced = false;
		else if (c == ' ' && i > 0)
			spaced = true;
		else if (!letter && (spaced || i == 0 || !is_stop(c)))
			return false;
		breaks[i] = c == ' ' && i + 1 < text.len && text.ptr[i + 1] != ' ' ? BREAK_ALLOWED
										   : BREAK_NEVER;
	}
	return true;
}

static void breaks_find(struct slice text, enum lang lang, unsigned char *breaks)
{
	set_linebreaks_utf8((const utf8_t *)text.ptr, text.len, lang_key(lang), (char *)breaks);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char mark = breaks[i];
		breaks[i] = mark == LINEBREAK_MUSTBREAK    ? BREAK_FORCED
			    : mark == LINEBREAK_ALLOWBREAK ? BREAK_ALLOWED
							   : BREAK_NEVER;
	}
}

/* "E-mail": a single letter does not stay behind with its hyphen, which stands at `at`. */
static bool is_lone_letter(struct slice text, size_t at)
{
	return text.ptr[at] == '-' && at > 0 && is_letter_at(text, at - 1) &&
	       is_letter_at(text, at + 1) && (at == 1 || text.ptr[at - 2] == ' ');
}

static bool is_held(struct slice text, size_t at)
{
	char c = text.ptr[at];

	if (c == ' ')
		return holds_together(text, at);
	return c == '-' ? is_lone_letter(text, at)
			: c == dash[sizeof(dash) - 2] && is_short_range(text, at);
}

const unsigned char *text_breaks(struct arena *arena, struct slice text, enum lang lang)
{
	unsigned char *breaks = arena_alloc(arena, text.len + 1);

	if (!breaks_plain(text, breaks))
		breaks_find(text, lang, breaks);
	for (size_t i = 0; i + 1 < text.len; i++) {
		if (is_held(text, i))
			breaks[i] = BREAK_NEVER;
	}
	if (text.len > 0)
		breaks[text.len - 1] = BREAK_NEVER;
	return breaks;
}
