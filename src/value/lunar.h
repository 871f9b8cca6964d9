#ifndef VALUE_LUNAR_H
#define VALUE_LUNAR_H

#include "value/date.h"

/*
 * The Vietnamese lunar calendar, computed from new moons and solar terms at UTC+7 (the Chinese one
 * is computed at UTC+8, and may differ by a day).
 */
struct lunar_date {
	int year, month, day;
	bool leap; /* the second month of that number */
};

/* The day in the Gregorian calendar; false when the year has no such day.  1900 … 2199. */
bool lunar_to_date(struct lunar_date lunar, struct date *date);

#endif
