/* Exact decimals and money. */
#include "value/decimal.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"

static const struct currency currencies[] = {
#define CURRENCY(code, places, symbol) { code, places, symbol },
#include "value/currency.def"
#undef CURRENCY
};

struct decimal decimal_of(int64_t whole)
{
	return (struct decimal){ whole, 0 };
}

struct decimal decimal_trimmed(struct decimal value)
{
	while (value.scale > 0 && value.digits % 10 == 0) {
		value.digits /= 10;
		value.scale--;
	}
	return value;
}

bool decimal_parse(struct slice text, struct decimal *value)
{
	struct decimal read = { 0, 0 };
	bool negative = text.len > 0 && text.ptr[0] == '-';
	bool point = false;
	char last = 0;

	for (size_t i = negative || (text.len > 0 && text.ptr[0] == '+'); i < text.len; i++) {
		char c = text.ptr[i];
		bool between = last >= '0' && last <= '9' && i + 1 < text.len;
		if ((c == '.' && !point && between) || (c == '_' && between)) {
			point = point || c == '.';
		} else if (c < '0' || c > '9' || read.scale == DECIMAL_SCALE_MAX ||
			   __builtin_mul_overflow(read.digits, 10, &read.digits) ||
			   __builtin_add_overflow(read.digits, c - '0', &read.digits)) {
			return false;
		} else {
			read.scale += point;
		}
		last = c;
	}
	if (last < '0' || last > '9')
		return false;
	if (negative)
		read.digits = -read.digits;
	*value = decimal_trimmed(read);
	return true;
}

static bool decimal_rescale(struct decimal *value, int scale)
{
	struct decimal result = *value;

	while (result.scale < scale) {
		if (__builtin_mul_overflow(result.digits, 10, &result.digits))
			return false;
		result.scale++;
	}
	*value = result;
	return true;
}

struct slice decimal_write(struct arena *arena, struct decimal value)
{
	uint64_t size = value.digits < 0 ? 0 - (uint64_t)value.digits : (uint64_t)value.digits;
	const char *sign = value.digits < 0 ? "-" : "";
	uint64_t one = 1;

	if (value.scale == 0)
		return text_printf(arena, "%s%" PRIu64, sign, size);
	for (int i = 0; i < value.scale; i++)
		one *= 10;
	return text_printf(arena, "%s%" PRIu64 ".%0*" PRIu64, sign, size / one, value.scale,
			   size % one);
}

/* The least int64_t has no opposite: as a result it counts as an overflow. */
static bool has_opposite(int64_t digits)
{
	return digits != INT64_MIN;
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum)
{
	int scale = a.scale > b.scale ? a.scale : b.scale;
	struct decimal result = { 0, scale };

	if (!decimal_rescale(&a, scale) || !decimal_rescale(&b, scale) ||
	    __builtin_add_overflow(a.digits, b.digits, &result.digits) ||
	    !has_opposite(result.digits))
		return false;
	*sum = decimal_trimmed(result);
	return true;
}

bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *product)
{
	struct decimal result = { 0, a.scale + b.scale };

	if (__builtin_mul_overflow(a.digits, b.digits, &result.digits) ||
	    !has_opposite(result.digits))
		return false;
	result = decimal_trimmed(result);
	while (result.scale > DECIMAL_SCALE_MAX) {
		result.digits /= 10;
		result.scale--;
	}
	*product = result;
	return true;
}

int decimal_compare(struct decimal a, struct decimal b)
{
	int scale = a.scale > b.scale ? a.scale : b.scale;

	if (!decimal_rescale(&a, scale) || !decimal_rescale(&b, scale)) {
		double difference = decimal_double(a) - decimal_double(b);
		return (difference > 0) - (difference < 0);
	}
	return (a.digits > b.digits) - (a.digits < b.digits);
}

double decimal_double(struct decimal value)
{
	double result = (double)value.digits;

	for (int i = 0; i < value.scale; i++)
		result /= 10;
	return result;
}

bool decimal_divide(struct decimal a, struct decimal b, int scale, struct decimal *quotient)
{
	int common = a.scale > b.scale ? a.scale : b.scale;
	int64_t whole, rest;

	if (b.digits == 0 || !decimal_rescale(&a, common) || !decimal_rescale(&b, common))
		return false;
	whole = a.digits / b.digits;
	rest = a.digits % b.digits;
	/* Long division, a digit at a time: the remainder stays below the divisor. */
	for (int i = 0; i < scale; i++) {
		int64_t ten;
		if (__builtin_mul_overflow(rest, 10, &ten) ||
		    __builtin_mul_overflow(whole, 10, &whole) ||
		    __builtin_add_overflow(whole, ten / b.digits, &whole) || !has_opposite(whole))
			return false;
		rest = ten % b.digits;
	}
	if ((rest < 0 ? -rest : rest) >=
	    (b.digits < 0 ? -b.digits : b.digits) - (rest < 0 ? -rest : rest))
		whole += (rest < 0) == (b.digits < 0) ? 1 : -1;
	*quotient = (struct decimal){ whole, scale };
	return true;
}

struct slice decimal_show(struct arena *arena, struct decimal value, int places, enum lang lang)
{
	struct buf buf = BUF_IN(arena);
	bool vietnamese = lang == LANG_VI;
	uint64_t size = value.digits < 0 ? 0 - (uint64_t)value.digits : (uint64_t)value.digits;
	char digits[24];
	int count = 0;
	int scale;

	while (value.scale < places && size < UINT64_MAX / 10) {
		size *= 10;
		value.scale++;
	}
	scale = value.scale;
	while (size > 0 || count <= scale) {
		digits[count++] = (char)('0' + size % 10);
		size /= 10;
	}
	if (value.digits < 0)
		buf_puts(&buf, "−");
	for (int i = count - 1; i >= 0; i--) {
		buf_putc(&buf, digits[i]);
		if (i == scale && scale > 0)
			buf_putc(&buf, vietnamese ? ',' : '.');
		else if (i > scale && (i - scale) % 3 == 0)
			buf_putc(&buf, vietnamese ? '.' : ',');
	}
	return buf_slice(&buf);
}

const struct currency *currency_find(struct slice code)
{
	for (size_t i = 0; i < sizeof(currencies) / sizeof(*currencies); i++) {
		if (slice_is(code, currencies[i].code))
			return &currencies[i];
	}
	return NULL;
}

struct slice money_show(struct arena *arena, struct decimal value, const struct currency *currency,
			enum lang lang)
{
	int places = value.scale > 0 ? currency->places : 0;
	struct slice number;

	if (lang == LANG_VI)
		return text_printf(arena, "%.*s\302\240%s",
				   SLICE_ARG(decimal_show(arena, value, places, lang)),
				   currency->symbol);
	if (value.digits >= 0)
		return text_printf(arena, "%s%.*s", currency->symbol,
				   SLICE_ARG(decimal_show(arena, value, places, lang)));
	value.digits = -value.digits;
	number = decimal_show(arena, value, places, lang);
	return text_printf(arena, "−%s%.*s", currency->symbol, SLICE_ARG(number));
}
