#ifndef VALUE_DECIMAL_H
#define VALUE_DECIMAL_H

#include <stdint.h>

#include "base/lang.h"

/*
 * Exact decimal numbers: digits × 10^-scale.  Money is counted with these, never with floating
 * point.  Operations that would overflow return false and leave the result alone.
 */
struct decimal {
	int64_t digits;
	int scale; /* 0 … DECIMAL_SCALE_MAX places behind the point */
};

enum { DECIMAL_SCALE_MAX = 9 };

struct decimal decimal_of(int64_t whole);
/* "-1234.5" or "1_000_000": a sign, digits (single underscores between them), a point and digits.
 */
bool decimal_parse(struct slice text, struct decimal *value);
/* As decimal_parse reads it: "-1234.5". */
struct slice decimal_write(struct arena *arena, struct decimal value);
bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum);
/* Of more than DECIMAL_SCALE_MAX places the last are cut off. */
bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *product);
/* Negative, zero or positive as a is below, at or above b. */
int decimal_compare(struct decimal a, struct decimal b);
double decimal_double(struct decimal value);
/* The same number without zeros at its end. */
struct decimal decimal_trimmed(struct decimal value);
/* a / b, rounded half away from zero to `scale` places; false when b is zero. */
bool decimal_divide(struct decimal a, struct decimal b, int scale, struct decimal *quotient);
/* As people of that language write it ("1.234,5" / "1,234.5"); at least `places` decimals. */
struct slice decimal_show(struct arena *arena, struct decimal value, int places, enum lang lang);

/* Currencies the program knows, by ISO 4217 code. */
struct currency {
	const char *code;
	int places; /* decimals of the minor unit */
	const char *symbol;
};
const struct currency *currency_find(struct slice code);
/* "1.234.567 ₫" in Vietnamese, "₫1,234,567" in English; a code without a symbol stands behind. */
struct slice money_show(struct arena *arena, struct decimal value, const struct currency *currency,
			enum lang lang);

#endif
