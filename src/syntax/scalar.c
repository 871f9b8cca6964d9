/*
 * Plain values: from "2027-12-31", "0x1F", "1_000.5" or "true" to a number, a moment or a truth
 * value; and from what is none of these to a guess at what was meant.  Knows no file and no place.
 */
#include "syntax/scalar.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "value/date.h"

struct cursor {
	struct slice text;
	size_t at;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char peek(const struct cursor *c)
{
	return c->at < c->text.len ? c->text.ptr[c->at] : '\0';
}

static bool at_end(const struct cursor *c)
{
	return c->at == c->text.len;
}

static bool skip(struct cursor *c, char wanted)
{
	if (at_end(c) || peek(c) != wanted)
		return false;
	c->at++;
	return true;
}

/* Dates and times */

/* Exactly count digits. */
static bool read_digits(struct cursor *c, int count, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++) {
		if (!is_digit(peek(c)))
			return false;
		*value = *value * 10 + (c->text.ptr[c->at++] - '0');
	}
	return true;
}

static bool read_date(struct cursor *c, struct clock *clock)
{
	return read_digits(c, 4, &clock->year) && skip(c, '-') &&
	       read_digits(c, 2, &clock->month) && skip(c, '-') && read_digits(c, 2, &clock->day);
}

/* Digits behind the ninth are dropped, as TOML allows. */
static bool read_fraction(struct cursor *c, struct clock *clock)
{
	int scale = 100000000;

	if (!is_digit(peek(c)))
		return false;
	for (; is_digit(peek(c)); c->at++) {
		clock->nanosecond += (peek(c) - '0') * scale;
		scale /= 10;
	}
	return true;
}

static bool read_time(struct cursor *c, enum toml_version version, struct clock *clock)
{
	if (!read_digits(c, 2, &clock->hour) || !skip(c, ':') || !read_digits(c, 2, &clock->minute))
		return false;
	if (peek(c) != ':')
		return version == TOML_1_1;
	c->at++;
	if (!read_digits(c, 2, &clock->second))
		return false;
	return !skip(c, '.') || read_fraction(c, clock);
}

/* An offset out of range leaves the clock's offset out of range too. */
static bool read_offset(struct cursor *c, struct clock *clock)
{
	char sign = peek(c);
	int hours;
	int minutes;

	if (skip(c, 'Z') || skip(c, 'z'))
		return true;
	if (sign != '+' && sign != '-')
		return false;
	c->at++;
	if (!read_digits(c, 2, &hours) || !skip(c, ':') || !read_digits(c, 2, &minutes))
		return false;
	clock->offset = minutes < 60 ? hours * 60 + minutes : 24 * 60;
	if (sign == '-')
		clock->offset = -clock->offset;
	return true;
}

static bool read_moment(struct slice text, enum toml_version version, struct node *node)
{
	struct clock *clock = &node->as.clock;
	struct cursor c = { text, 0 };

	*clock = (struct clock){ 0 };
	if (!read_date(&c, clock)) {
		c.at = 0;
		*clock = (struct clock){ 0 };
		node->kind = NODE_TIME;
		return read_time(&c, version, clock) && at_end(&c);
	}
	node->kind = NODE_DATE;
	if (at_end(&c))
		return true;
	if (!skip(&c, 'T') && !skip(&c, 't') && !skip(&c, ' '))
		return false;
	if (!read_time(&c, version, clock))
		return false;
	node->kind = NODE_DATETIME_LOCAL;
	if (at_end(&c))
		return true;
	node->kind = NODE_DATETIME;
	return read_offset(&c, clock) && at_end(&c);
}

static bool clock_exists(const struct clock *clock, enum node_kind kind)
{
	const int day = 24 * 60;

	if (kind != NODE_TIME) {
		if (clock->month < 1 || clock->month > 12 || clock->day < 1)
			return false;
		if (clock->day > date_month_days(clock->year, clock->month))
			return false;
	}
	return clock->hour < 24 && clock->minute < 60 && clock->second < 60 &&
	       clock->offset < day && clock->offset > -day;
}

/* Numbers */

static bool is_digit_of(char c, int base)
{
	if (base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')))
		return true;
	return c >= '0' && c < '0' + (base < 10 ? base : 10);
}

/* Digits with single underscores between them. */
static bool skip_digits(struct cursor *c, int base)
{
	if (!is_digit_of(peek(c), base))
		return false;
	while (is_digit_of(peek(c), base) || (peek(c) == '_' && c->at + 1 < c->text.len &&
					      is_digit_of(c->text.ptr[c->at + 1], base)))
		c->at++;
	return true;
}

/* The text without underscores, for the C library. */
static const char *digits_only(struct arena *arena, struct slice text)
{
	char *copy = arena_alloc(arena, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '_')
			copy[len++] = text.ptr[i];
	}
	return copy;
}

static enum mistake convert_integer(struct arena *arena, struct slice text, int base,
				    struct node *node)
{
	errno = 0;
	node->kind = NODE_INTEGER;
	node->as.integer = strtoll(digits_only(arena, text), NULL, base);
	return errno == ERANGE ? MISTAKE_NUMBER_RANGE : MISTAKE_NONE;
}

static enum mistake convert_float(struct arena *arena, struct slice text, struct node *node)
{
	node->kind = NODE_FLOAT;
	node->as.number = strtod(digits_only(arena, text), NULL);
	return isinf(node->as.number) ? MISTAKE_NUMBER_RANGE : MISTAKE_NONE;
}

static int base_of(struct slice text)
{
	if (slice_starts(text, SLICE("0x")))
		return 16;
	if (slice_starts(text, SLICE("0o")))
		return 8;
	return slice_starts(text, SLICE("0b")) ? 2 : 10;
}

static bool read_special(struct slice text, struct node *node)
{
	bool negative = slice_starts(text, SLICE("-"));
	struct slice word = text;

	if (negative || slice_starts(text, SLICE("+")))
		word = slice_sub(text, 1, text.len);
	if (!slice_is(word, "inf") && !slice_is(word, "nan"))
		return false;
	node->kind = NODE_FLOAT;
	node->as.number = slice_is(word, "inf") ? HUGE_VAL : (double)NAN;
	if (negative)
		node->as.number = -node->as.number;
	return true;
}

/* A fraction and an exponent; *found says whether there was either. */
static bool skip_float_tail(struct cursor *c, bool *found)
{
	*found = false;
	if (skip(c, '.')) {
		*found = true;
		if (!skip_digits(c, 10))
			return false;
	}
	if (skip(c, 'e') || skip(c, 'E')) {
		*found = true;
		if (!skip(c, '+'))
			skip(c, '-');
		return skip_digits(c, 10);
	}
	return true;
}

/* MISTAKE_COUNT when the text is no number at all. */
static enum mistake read_number(struct arena *arena, struct slice text, struct node *node)
{
	struct cursor c = { text, 0 };
	int base = base_of(text);
	size_t first;
	bool is_float;

	if (base != 10) {
		c.at = 2;
		if (!skip_digits(&c, base) || !at_end(&c))
			return MISTAKE_COUNT;
		return convert_integer(arena, slice_sub(text, 2, text.len), base, node);
	}
	if (!skip(&c, '+'))
		skip(&c, '-');
	first = c.at;
	if (!skip_digits(&c, 10))
		return MISTAKE_COUNT;
	if (text.ptr[first] == '0' && c.at > first + 1)
		return MISTAKE_COUNT;
	if (!skip_float_tail(&c, &is_float) || !at_end(&c))
		return MISTAKE_COUNT;
	return is_float ? convert_float(arena, text, node) : convert_integer(arena, text, 10, node);
}

/* Guesses */

static bool is_all_digits(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!is_digit(text.ptr[i]))
			return false;
	}
	return text.len > 0;
}

/* Three numbers with the same sign between them, as in 31/12/2027. */
static bool split_three(struct slice text, struct slice parts[3])
{
	size_t at = 0;
	char sign = '\0';

	for (int i = 0; i < 3; i++) {
		size_t from = at;
		while (at < text.len && is_digit(text.ptr[at]))
			at++;
		parts[i] = slice_sub(text, from, at);
		if (parts[i].len == 0 || parts[i].len > 4)
			return false;
		if (i == 2)
			return at == text.len;
		if (at == text.len || (i == 1 && text.ptr[at] != sign))
			return false;
		sign = text.ptr[at++];
		if (sign != '/' && sign != '-' && sign != '.')
			return false;
	}
	return false;
}

static int small_number(struct slice digits)
{
	int value = 0;

	for (size_t i = 0; i < digits.len; i++)
		value = value * 10 + (digits.ptr[i] - '0');
	return value;
}

static enum mistake guess_date(struct arena *arena, struct slice text, struct slice *better)
{
	struct slice parts[3];
	struct clock clock = { 0 };
	bool year_first;

	if (!split_three(text, parts))
		return MISTAKE_NONE;
	year_first = parts[0].len == 4;
	if ((year_first ? parts[2].len : parts[0].len) > 2 || parts[1].len > 2 ||
	    (!year_first && parts[2].len != 4))
		return MISTAKE_NONE;
	clock.year = small_number(year_first ? parts[0] : parts[2]);
	clock.month = small_number(parts[1]);
	clock.day = small_number(year_first ? parts[2] : parts[0]);
	if (!clock_exists(&clock, NODE_DATE))
		return MISTAKE_DATE_RANGE;
	*better = text_printf(arena, "%04d-%02d-%02d", clock.year, clock.month, clock.day);
	return MISTAKE_DATE_ORDER;
}

static bool is_separator(char c)
{
	return c == '.' || c == ',' || c == ' ' || c == '_' || c == '\'';
}

/* Digits in groups of three with separators between them: "1.000.000", "12 500". */
static bool join_groups(struct arena *arena, struct slice text, struct slice *joined)
{
	struct buf buf = BUF_IN(arena);
	size_t group = 0;
	size_t groups = 1;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (is_digit(c)) {
			buf_putc(&buf, c);
			group++;
			continue;
		}
		if (!is_separator(c) || group == 0 || group > 3 || (groups > 1 && group < 3))
			return false;
		group = 0;
		groups++;
	}
	*joined = buf_slice(&buf);
	return groups > 1 && group == 3;
}

/* Digits as a number begins with them: "8" of "08". */
static struct slice without_zeros(struct slice digits)
{
	size_t at = 0;

	while (at + 1 < digits.len && digits.ptr[at] == '0')
		at++;
	return slice_sub(digits, at, digits.len);
}

static enum mistake guess_separated(struct arena *arena, struct slice text, struct slice *better)
{
	bool is_signed = slice_starts(text, SLICE("-")) || slice_starts(text, SLICE("+"));
	struct slice sign = slice_sub(text, 0, is_signed ? 1 : 0);
	struct slice bare = slice_sub(text, sign.len, text.len);
	size_t comma = slice_find(bare, SLICE(","), 0);
	struct slice joined;

	if (join_groups(arena, bare, &joined)) {
		*better = text_printf(arena, "%.*s%.*s", SLICE_ARG(sign),
				      SLICE_ARG(without_zeros(joined)));
		return MISTAKE_NUMBER_GROUPED;
	}
	if (comma < bare.len && is_all_digits(slice_sub(bare, 0, comma)) &&
	    is_all_digits(slice_sub(bare, comma + 1, bare.len))) {
		*better = text_printf(arena, "%.*s%.*s.%.*s", SLICE_ARG(sign),
				      SLICE_ARG(without_zeros(slice_sub(bare, 0, comma))),
				      SLICE_ARG(slice_sub(bare, comma + 1, bare.len)));
		return MISTAKE_DECIMAL_COMMA;
	}
	return MISTAKE_NONE;
}

enum mistake scalar_guess_number(struct arena *arena, struct slice text, struct slice *better)
{
	enum mistake mistake = guess_separated(arena, text, better);
	struct slice number;
	struct node node;

	if (mistake != MISTAKE_NONE || !slice_ends(text, SLICE("%")))
		return mistake;
	number = slice_trim(slice_sub(text, 0, text.len - 1));
	*better = number;
	if (number.len > 0 && read_number(arena, number, &node) == MISTAKE_NONE)
		return MISTAKE_PERCENT_SIGN;
	mistake = guess_separated(arena, number, better);
	return mistake != MISTAKE_NONE ? MISTAKE_PERCENT_SIGN : MISTAKE_NONE;
}

struct boolean_word {
	const char *word;
	const char *meant;
};

static enum mistake guess_boolean(struct arena *arena, struct slice text, struct slice *better)
{
	static const struct boolean_word words[] = {
		{ "true", "true" }, { "false", "false" }, { "yes", "true" },  { "no", "false" },
		{ "on", "true" },   { "off", "false" },   { "có", "true" },   { "không", "false" },
		{ "đúng", "true" }, { "Đúng", "true" },   { "sai", "false" },
	};
	struct buf lower = BUF_IN(arena);

	for (size_t i = 0; i < text.len && i < 16; i++) {
		char c = text.ptr[i];
		buf_putc(&lower, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (text.len < 16 && slice_is(buf_slice(&lower), words[i].word)) {
			*better = slice_of(words[i].meant);
			return MISTAKE_BOOLEAN_WORD;
		}
	}
	return MISTAKE_NONE;
}

/* ".5" and "5." */
static enum mistake guess_point(struct arena *arena, struct slice text, struct slice *better)
{
	if (text.len > 1 && text.ptr[0] == '.' && is_all_digits(slice_sub(text, 1, text.len))) {
		*better = text_printf(arena, "0%.*s", SLICE_ARG(text));
		return MISTAKE_NUMBER_POINT;
	}
	if (slice_ends(text, SLICE(".")) && is_all_digits(slice_sub(text, 0, text.len - 1))) {
		*better = text_printf(arena, "%.*s0", SLICE_ARG(text));
		return MISTAKE_NUMBER_POINT;
	}
	return MISTAKE_NONE;
}

static enum mistake guess_number(struct arena *arena, struct slice text, struct slice *better)
{
	enum mistake mistake = scalar_guess_number(arena, text, better);

	if (mistake != MISTAKE_NONE)
		return mistake;
	if (is_all_digits(text) && text.ptr[0] == '0')
		return MISTAKE_LEADING_ZERO;
	return guess_point(arena, text, better);
}

static enum mistake guess(struct arena *arena, struct slice text, struct slice *better)
{
	enum mistake mistake = guess_date(arena, text, better);
	struct node node;
	size_t bare;

	if (mistake == MISTAKE_NONE)
		mistake = guess_number(arena, text, better);
	if (mistake == MISTAKE_NONE)
		mistake = guess_boolean(arena, text, better);
	if (mistake != MISTAKE_NONE)
		return mistake;
	if (read_moment(text, TOML_1_1, &node) && clock_exists(&node.as.clock, node.kind)) {
		size_t colon = slice_find(text, SLICE(":"), 0);
		struct slice minutes = slice_sub(text, 0, colon + 3);
		struct slice zone = slice_sub(text, colon + 3, text.len);
		*better = text_printf(arena, "%.*s:00%.*s", SLICE_ARG(minutes), SLICE_ARG(zone));
		return MISTAKE_TIME_SECONDS;
	}
	bare = slice_starts(text, SLICE("-")) || slice_starts(text, SLICE("+")) ? 1 : 0;
	return bare < text.len && is_digit(text.ptr[bare]) ? MISTAKE_BAD_NUMBER
							   : MISTAKE_UNQUOTED_TEXT;
}

enum mistake scalar_read(struct arena *arena, struct slice text, enum toml_version version,
			 struct node *node, struct slice *better)
{
	enum mistake mistake;

	*better = SLICE("");
	if (text.len == 0)
		return MISTAKE_MISSING_VALUE;
	if (slice_is(text, "true") || slice_is(text, "false")) {
		node->kind = NODE_BOOLEAN;
		node->as.boolean = text.ptr[0] == 't';
		return MISTAKE_NONE;
	}
	if (read_special(text, node))
		return MISTAKE_NONE;
	if (read_moment(text, version, node)) {
		bool exists = clock_exists(&node->as.clock, node->kind);
		return exists ? MISTAKE_NONE : MISTAKE_DATE_RANGE;
	}
	mistake = read_number(arena, text, node);
	return mistake != MISTAKE_COUNT ? mistake : guess(arena, text, better);
}
