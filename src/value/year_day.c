/* Days that come back each year: by date, by day of the week, by the lunar calendar. */
#include "value/year_day.h"

#include "value/lunar.h"

static bool two_digits(struct slice text, size_t at, int *number)
{
	if (at + 2 > text.len || text.ptr[at] < '0' || text.ptr[at] > '9' ||
	    text.ptr[at + 1] < '0' || text.ptr[at + 1] > '9')
		return false;
	*number = (text.ptr[at] - '0') * 10 + text.ptr[at + 1] - '0';
	return true;
}

/* Of a leap year, so that 29 February is one. */
static bool fixed_parse(struct slice text, struct year_day *day)
{
	const int leap_year = 2024;

	return text.len == 5 && text.ptr[2] == '-' && two_digits(text, 0, &day->month) &&
	       two_digits(text, 3, &day->day) &&
	       date_is_valid((struct date){ leap_year, day->month, day->day });
}

static bool weekday_parse(struct slice text, struct year_day *day)
{
	static const char names[] = "MoTuWeThFrSaSu";
	bool has_offset = text.len == 10 && text.ptr[8] == '+';
	size_t at;

	if ((text.len != 8 && !has_offset) || !two_digits(text, 0, &day->month) || day->month < 1 ||
	    day->month > 12 || text.ptr[2] != '-' || text.ptr[5] != '[' || text.ptr[6] < '1' ||
	    text.ptr[6] > '5' || text.ptr[7] != ']')
		return false;
	if (has_offset && (text.ptr[9] < '1' || text.ptr[9] > '9'))
		return false;
	at = slice_find(slice_of(names), slice_sub(text, 3, 5), 0);
	if (at % 2 != 0 || at == sizeof(names) - 1)
		return false;
	day->weekday = (int)at / 2;
	day->ordinal = text.ptr[6] - '0';
	day->offset = has_offset ? text.ptr[9] - '0' : 0;
	return true;
}

bool year_day_parse(struct slice text, struct year_day *day)
{
	*day = (struct year_day){ .kind = YEAR_DAY_FIXED };
	if (fixed_parse(text, day))
		return true;
	*day = (struct year_day){ .kind = YEAR_DAY_WEEKDAY };
	if (weekday_parse(text, day))
		return true;
	*day = (struct year_day){ .kind = YEAR_DAY_NONE };
	return false;
}

bool year_day_parse_lunar(struct slice text, struct year_day *day)
{
	*day = (struct year_day){ .kind = YEAR_DAY_LUNAR };
	if (text.len == 5 && text.ptr[2] == '-' && two_digits(text, 0, &day->month) &&
	    two_digits(text, 3, &day->day) && day->month >= 1 && day->month <= 12 &&
	    day->day >= 1 && day->day <= 30)
		return true;
	*day = (struct year_day){ .kind = YEAR_DAY_NONE };
	return false;
}

static bool weekday_in(const struct year_day *day, int year, struct date *date)
{
	int first;

	*date = (struct date){ year, day->month, 1 };
	first = (int)((date_days(*date) % 7 + 10) % 7); /* 0: Monday */
	date->day += (day->weekday + 7 - first) % 7 + 7 * (day->ordinal - 1);
	if (!date_is_valid(*date))
		return false;
	*date = date_from_days(date_days(*date) + day->offset);
	return true;
}

bool year_day_in(const struct year_day *day, int year, struct date *date)
{
	switch (day->kind) {
	case YEAR_DAY_NONE:
		break;
	case YEAR_DAY_FIXED:
		*date = (struct date){ year, day->month, day->day };
		return date_is_valid(*date);
	case YEAR_DAY_WEEKDAY:
		return weekday_in(day, year, date);
	case YEAR_DAY_LUNAR:
		return lunar_to_date((struct lunar_date){ year, day->month, day->day, false },
				     date);
	}
	return false;
}
