/*
 * The lunar calendar from astronomy: mean new moons with their periodic terms (Meeus, Astronomical
 * Formulae for Calculators, phases of the moon) and the sun's longitude (Meeus, Astronomical
 * Algorithms, solar coordinates).  Month 11 holds the winter solstice; the month without a major
 * solar term is a leap month.
 */
#include "value/lunar.h"

#include <math.h>

enum { UNIX_EPOCH_JDN = 2440588, YEAR_FIRST = 1900, YEAR_LAST = 2199 };

static const double zone_days = 7.0 / 24;
static const double radians = 3.14159265358979323846 / 180;
static const double synodic_month = 29.530588853;

static double sine(double degrees)
{
	return sin(degrees * radians);
}

/* The instant of the k-th new moon since January 1900, as a Julian day; t counts centuries. */
static double new_moon_instant(int k)
{
	double t = k / 1236.85;
	double mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t * t -
		      0.000000155 * t * t * t +
		      0.00033 * sine(166.56 + 132.87 * t - 0.009173 * t * t);
	double sun = 359.2242 + 29.10535608 * k - 0.0000333 * t * t - 0.00000347 * t * t * t;
	double moon = 306.0253 + 385.81691806 * k + 0.0107306 * t * t + 0.00001236 * t * t * t;
	double node = 21.2964 + 390.67050646 * k - 0.0016528 * t * t - 0.00000239 * t * t * t;
	double terms = (0.1734 - 0.000393 * t) * sine(sun) + 0.0021 * sine(2 * sun) -
		       0.4068 * sine(moon) + 0.0161 * sine(2 * moon) - 0.0004 * sine(3 * moon) +
		       0.0104 * sine(2 * node) - 0.0051 * sine(sun + moon) -
		       0.0074 * sine(sun - moon) + 0.0004 * sine(2 * node + sun) -
		       0.0004 * sine(2 * node - sun) - 0.0006 * sine(2 * node + moon) +
		       0.0010 * sine(2 * node - moon) + 0.0005 * sine(sun + 2 * moon);
	double clock = -0.000278 + 0.000265 * t + 0.000262 * t * t;

	return mean + terms - clock;
}

/* The day (Julian day number) on which it falls in Vietnam. */
static int new_moon_day(int k)
{
	return (int)floor(new_moon_instant(k) + 0.5 + zone_days);
}

/* The sun's longitude at the beginning of a day in Vietnam, in twelfths of the circle. */
static int sun_sector(int day)
{
	double t = (day - 0.5 - zone_days - 2451545.0) / 36525;
	double anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t * t * t;
	double mean = 280.46645 + 36000.76983 * t + 0.0003032 * t * t;
	double centre = (1.914600 - 0.004817 * t - 0.000014 * t * t) * sine(anomaly) +
			(0.019993 - 0.000101 * t) * sine(2 * anomaly) +
			0.000290 * sine(3 * anomaly);
	double apparent = mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);

	return (int)floor((apparent - 360 * floor(apparent / 360)) / 30);
}

static int jdn_of(struct date date)
{
	return (int)date_days(date) + UNIX_EPOCH_JDN;
}

/* The number of the new moon that begins month 11 of a year. */
static int month_eleven(int year)
{
	int k = (int)floor((jdn_of((struct date){ year, 12, 31 }) - 2415021) / synodic_month);

	return sun_sector(new_moon_day(k)) >= 9 ? k - 1 : k;
}

/* How many months after month 11 the leap month begins, in a year of thirteen. */
static int leap_offset(int eleven)
{
	int i = 1;
	int last;
	int sector = sun_sector(new_moon_day(eleven + i));

	do {
		last = sector;
		i++;
		sector = sun_sector(new_moon_day(eleven + i));
	} while (sector != last && i < 14);
	return i - 1;
}

bool lunar_to_date(struct lunar_date lunar, struct date *date)
{
	int start_year = lunar.month >= 11 ? lunar.year : lunar.year - 1;
	int eleven, offset, length;

	if (lunar.year < YEAR_FIRST || lunar.year > YEAR_LAST || lunar.month < 1 ||
	    lunar.month > 12 || lunar.day < 1 || lunar.day > 30)
		return false;
	eleven = month_eleven(start_year);
	offset = (lunar.month + 1) % 12;
	if (month_eleven(start_year + 1) - eleven == 13) {
		int leap = leap_offset(eleven);
		if (lunar.leap && (leap + 9) % 12 + 1 != lunar.month)
			return false;
		if (lunar.leap || offset >= leap)
			offset++;
	} else if (lunar.leap) {
		return false;
	}
	length = new_moon_day(eleven + offset + 1) - new_moon_day(eleven + offset);
	if (lunar.day > length)
		return false;
	*date = date_from_days(new_moon_day(eleven + offset) + lunar.day - 1 - UNIX_EPOCH_JDN);
	return true;
}
