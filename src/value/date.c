/*
 * Civil dates.  The day count uses years that begin in March, so that the leap day is the last day
 * of a year and a month's first day is a linear function of its number.
 */
#include "value/date.h"

#include "base/buf.h"

static bool year_is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_month_days(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && year_is_leap(year) ? 29 : lengths[month - 1];
}

bool date_is_valid(struct date date)
{
	return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
	       date.day >= 1 && date.day <= date_month_days(date.year, date.month);
}

static bool digits_read(struct slice text, size_t from, size_t count, int *value)
{
	*value = 0;
	for (size_t i = from; i < from + count; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		*value = *value * 10 + (text.ptr[i] - '0');
	}
	return true;
}

bool date_parse(struct slice text, struct date *date)
{
	if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
		return false;
	return digits_read(text, 0, 4, &date->year) && digits_read(text, 5, 2, &date->month) &&
	       digits_read(text, 8, 2, &date->day) && date_is_valid(*date);
}

struct slice date_write(struct arena *arena, struct date date)
{
	return text_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

int64_t date_days(struct date date)
{
	int64_t year = date.month <= 2 ? date.year - 1 : date.year;
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

struct date date_from_days(int64_t days)
{
	int64_t shifted = days + 719468;
	int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
	int64_t day_of_era = shifted - era * 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	struct date date = {
		.year = (int)(year_of_era + era * 400 + (month >= 10)),
		.month = (int)(month < 10 ? month + 3 : month - 9),
		.day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
	};

	return date;
}

int date_compare(struct date a, struct date b)
{
	int64_t difference = date_days(a) - date_days(b);

	return (difference > 0) - (difference < 0);
}
