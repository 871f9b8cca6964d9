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

static bool comes_back(int64_t days)
{
	struct date date = date_from_days(days), back;
	struct lunar_date lunar = lunar_from_date(date);

	return lunar_to_date(lunar, &back) && date_compare(date, back) == 0;
}

int main(void)
{
	struct date date;
	int64_t first = date_days((struct date){ 1990, 1, 1 });
	int64_t last = date_days((struct date){ 2060, 12, 31 });
	bool all = true;

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
	for (int64_t day = first; day <= last; day++)
		all = all && comes_back(day);
	CHECK(all);
	return check_result();
}
