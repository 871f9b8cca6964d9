/* Parts of a year: reading, showing, and cutting a year where something changes. */
#include "value/season.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "value/date.h"

enum { MONTHS = 12, COMMON_YEAR = 2023, LEAP_YEAR = 2024 };

static const char *const month_keys[MONTHS] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
						"Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

/* Of a month from 0, without 29 February. */
static unsigned month_days(unsigned month)
{
	return (unsigned)date_month_days(COMMON_YEAR, (int)month + 1);
}

static int month_start(unsigned month)
{
	int day = 0;

	for (unsigned i = 0; i < month; i++)
		day += (int)month_days(i);
	return day;
}

/* Month and day of the month of a day of the year, both from 1. */
static void date_of(int day, unsigned *month, unsigned *of_month)
{
	unsigned at = 0;

	while (at < MONTHS - 1 && day >= month_start(at + 1))
		at++;
	*month = at + 1;
	*of_month = (unsigned)(day - month_start(at)) + 1;
}

static bool month_read(struct slice text, size_t *at, unsigned *month)
{
	struct slice rest = slice_sub(text, *at, text.len);

	for (unsigned i = 0; i < MONTHS; i++) {
		if (!slice_starts(rest, slice_of(month_keys[i])))
			continue;
		*at += strlen(month_keys[i]);
		*month = i;
		return true;
	}
	return false;
}

static bool is_digit_at(struct slice text, size_t at)
{
	return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* A day of the month; 0 where a time or nothing follows.  False for a day the month has not. */
static bool day_read(struct slice text, size_t *at, unsigned month, unsigned *day)
{
	size_t i = *at;
	unsigned most = (unsigned)date_month_days(LEAP_YEAR, (int)month + 1);

	*day = 0;
	while (i < text.len && text.ptr[i] == ' ')
		i++;
	if (!is_digit_at(text, i))
		return true;
	for (size_t start = i; is_digit_at(text, i) && i < start + 2; i++)
		*day = *day * 10 + (unsigned)(text.ptr[i] - '0');
	if (i < text.len && strchr(":/", text.ptr[i]) && is_digit_at(text, i + 1)) {
		*day = 0; /* "Dec 08:00", "Dec 24/7" */
		return true;
	}
	if (*day == 0 || *day > most)
		return false;
	*day = *day > month_days(month) ? month_days(month) : *day;
	*at = i;
	return true;
}

static bool dash_read(struct slice text, size_t *at)
{
	static const char *const dashes[] = { "-", "–" };

	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++) {
		if (slice_starts(slice_sub(text, *at, text.len), slice_of(dashes[i]))) {
			*at += strlen(dashes[i]);
			return true;
		}
	}
	return false;
}

bool season_read(struct slice text, size_t *at, struct season *season)
{
	unsigned month, first, last_month, last;
	int from, to;

	if (!month_read(text, at, &month) || !day_read(text, at, month, &first))
		return false;
	last_month = month;
	last = first;
	if (dash_read(text, at)) {
		bool named = month_read(text, at, &last_month);
		if ((!named && (first == 0 || !is_digit_at(text, *at))) ||
		    !day_read(text, at, last_month, &last) || (!named && last == 0))
			return false;
	}
	from = month_start(month) + (int)(first > 0 ? first - 1 : 0);
	to = month_start(last_month) + (int)(last > 0 ? last : month_days(last_month)) - 1;
	*season = (struct season){ (uint16_t)from, (uint16_t)to };
	return true;
}

bool season_holds(struct season season, int day)
{
	if (season.last < season.first)
		return day >= season.first || day <= season.last;
	return day >= season.first && day <= season.last;
}

size_t season_days(struct season season)
{
	int days = season.last - season.first + 1;

	return (size_t)(days > 0 ? days : days + YEAR_DAYS);
}

static struct slice months_show(struct arena *arena, unsigned first, unsigned last, enum lang lang)
{
	if (lang == LANG_EN && first == last)
		return slice_of(month_keys[first - 1]);
	if (lang == LANG_EN)
		return text_printf(arena, "%s–%s", month_keys[first - 1], month_keys[last - 1]);
	if (first == last)
		return text_printf(arena, "tháng %u", first);
	return text_printf(arena, last > first ? "tháng %u–%u" : "tháng %u – tháng %u", first,
			   last);
}

static struct slice date_show(struct arena *arena, unsigned month, unsigned day, enum lang lang)
{
	return lang == LANG_VI ? text_printf(arena, "%u/%u", day, month)
			       : text_printf(arena, "%u %s", day, month_keys[month - 1]);
}

struct slice season_show(struct arena *arena, struct season season, enum lang lang)
{
	unsigned month, day, last_month, last;

	date_of(season.first, &month, &day);
	date_of(season.last, &last_month, &last);
	if (day == 1 && last == month_days(last_month - 1))
		return months_show(arena, month, last_month, lang);
	if (season.first == season.last)
		return date_show(arena, month, day, lang);
	return text_printf(arena, "%.*s–%.*s", SLICE_ARG(date_show(arena, month, day, lang)),
			   SLICE_ARG(date_show(arena, last_month, last, lang)));
}

static void turn_on(struct turns *turns, int day)
{
	turns->count += !turns->on[day % YEAR_DAYS];
	turns->on[day % YEAR_DAYS] = true;
}

void turns_add(struct turns *turns, struct season season)
{
	turn_on(turns, season.first);
	turn_on(turns, season.last + 1);
}

bool turns_next(const struct turns *turns, size_t *from, struct season *stretch)
{
	size_t first = *from, last;

	if (turns->count < 2) {
		*stretch = (struct season){ 0, YEAR_DAYS - 1 };
		*from = YEAR_DAYS;
		return first == 0;
	}
	while (first < YEAR_DAYS && !turns->on[first])
		first++;
	if (first == YEAR_DAYS)
		return false;
	last = first;
	while (!turns->on[(last + 1) % YEAR_DAYS])
		last = (last + 1) % YEAR_DAYS;
	*stretch = (struct season){ (uint16_t)first, (uint16_t)last };
	*from = first + 1;
	return true;
}
