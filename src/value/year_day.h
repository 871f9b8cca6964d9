#ifndef VALUE_YEAR_DAY_H
#define VALUE_YEAR_DAY_H

#include "base/slice.h"
#include "value/date.h"

/* A day that comes back each year, such as a holiday. */
struct year_day {
	enum year_day_kind { YEAR_DAY_NONE, YEAR_DAY_FIXED, YEAR_DAY_WEEKDAY, YEAR_DAY_LUNAR } kind;
	int month, day;
	int weekday; /* from 0, Monday */
	int ordinal; /* which of them in the month, from 1 */
	int offset;  /* days behind it */
};

/*
 * "09-02", "11-Th[4]" and "11-Th[4]+1": the second of September, the fourth Thursday of November
 * and the day after it.
 */
bool year_day_parse(struct slice text, struct year_day *day);
/* "01-01": the first day of the first month by the lunar calendar. */
bool year_day_parse_lunar(struct slice text, struct year_day *day);
/* The day in a year; false where that year has none (29 February, a fifth Thursday). */
bool year_day_in(const struct year_day *day, int year, struct date *date);

#endif
