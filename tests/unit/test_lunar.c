/* The lunar calendar against the festivals of 2025 to 2030 and against itself. */
#include "value/lunar.h"

#include "check.h"

static const struct {
	int year;
	const char *new_year, *kings, *mid_autumn;
} festivals[] = {
	{ 2025, "2025-01-29", "2025-04-07", "2025-10-06" },
	{ 2026, "2026-02-17", "2026-04-26", "2026-09-25" },
	{ 2027, "2027-02-06", "2027-04-16", "2027-09-15" },
	{ 2028, "2028-01-26", "2028-04-04", "2028-10-03" },
	{ 2029, "2029-02-13", "2029-04-23", "2029-09-22" },
	{ 2030, "2030-02-02", "2030-04-12", "2030-09-12" },
};

static bool falls_on(int year, int month, int day, const char *iso)
{
	struct date date, want;

	return lunar_to_date((struct lunar_date){ year, month, day, false }, &date) &&
	       date_parse(slice_of(iso), &want) && date_compare(date, want) == 0;
}

/* How many days the months of those years have, or -1 when they do not follow one another. */
static int64_t days_of(int first_year, int last_year)
{
	int64_t count = 0, last = 0;

	/* Every day a year may have: its months, each perhaps once more, and their days. */
	for (int i = 0; i < (last_year - first_year + 1) * 12 * 2 * 30; i++) {
		struct lunar_date lunar = { first_year + i / 720, i / 60 % 12 + 1, i % 30 + 1,
					    i / 30 % 2 == 1 };
		struct date date;
		if (!lunar_to_date(lunar, &date))
			continue;
		if (count > 0 && date_days(date) != last + 1)
			return -1;
		last = date_days(date);
		count++;
	}
	return count;
}

int main(void)
{
	struct date date;
	struct date first, end;

	for (size_t i = 0; i < sizeof(festivals) / sizeof(*festivals); i++) {
		CHECK(falls_on(festivals[i].year, 1, 1, festivals[i].new_year));
		CHECK(falls_on(festivals[i].year, 3, 10, festivals[i].kings));
		CHECK(falls_on(festivals[i].year, 8, 15, festivals[i].mid_autumn));
	}
	/* 1985 and 2007: Vietnam and China kept the new year on different days. */
	CHECK(falls_on(1985, 1, 1, "1985-01-21"));
	CHECK(falls_on(2007, 1, 1, "2007-02-17"));
	/* 2025 has a second sixth month, 2028 a second fifth. */
	CHECK(lunar_to_date((struct lunar_date){ 2025, 6, 1, true }, &date) &&
	      date_compare(date, (struct date){ 2025, 7, 25 }) == 0);
	CHECK(lunar_to_date((struct lunar_date){ 2028, 5, 1, true }, &date));
	CHECK(!lunar_to_date((struct lunar_date){ 2025, 7, 1, true }, &date));
	CHECK(!lunar_to_date((struct lunar_date){ 2026, 6, 1, true }, &date));
	CHECK(!lunar_to_date((struct lunar_date){ 2026, 13, 1, false }, &date));
	CHECK(!lunar_to_date((struct lunar_date){ 2026, 1, 31, false }, &date));
	CHECK(lunar_to_date((struct lunar_date){ 1990, 1, 1, false }, &first) &&
	      lunar_to_date((struct lunar_date){ 2061, 1, 1, false }, &end) &&
	      days_of(1990, 2060) == date_days(end) - date_days(first));
	return check_result();
}
