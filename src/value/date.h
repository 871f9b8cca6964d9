#ifndef VALUE_DATE_H
#define VALUE_DATE_H

#include <stdint.h>

#include "base/slice.h"

/* A day of the proleptic Gregorian calendar.  { 0, 0, 0 } is "no date". */
struct date {
	int year;
	int month; /* 1 … 12 */
	int day;   /* 1 … 31 */
};

/* How many days a month, from 1, has in that year. */
int date_month_days(int year, int month);
bool date_is_valid(struct date date);
/* Exactly YYYY-MM-DD, and a day that exists. */
bool date_parse(struct slice text, struct date *date);
/* As date_parse reads it: "2027-06-30". */
struct slice date_write(struct arena *arena, struct date date);
/* Days since 1970-01-01. */
int64_t date_days(struct date date);
struct date date_from_days(int64_t days);
/* Negative, zero or positive as a is before, on or after b. */
int date_compare(struct date a, struct date b);

#endif
