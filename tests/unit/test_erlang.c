/* Staffing figures against the worked tables, to the printed digits. */
#include "value/erlang.h"

#include <math.h>
#include <string.h>

#include "check.h"

static bool shows(double value, int places, const char *want)
{
	char text[32];

	snprintf(text, sizeof(text), "%.*f", places, value);
	if (strcmp(text, want) != 0)
		printf("  have %s want %s\n", text, want);
	return strcmp(text, want) == 0;
}

static double load_of(double contacts, double interval, double handling)
{
	return contacts * handling / interval;
}

static struct decimal percent(const char *text)
{
	struct decimal value = { 0, 0 };

	CHECK(decimal_parse(slice_of(text), &value));
	return value;
}

/* With 20 seats the wait is 0.256078 × 240 ÷ 4 = 15.3647 s; a list that prints 15.37 rounded it up.
 */
static const struct {
	int seats;
	const char *waiting, *service, *answer, *occupancy;
} worked[] = {
	{ 17, "0.737183", "32.18", "176.92", "94.12" },
	{ 18, "0.531181", "55.04", "63.74", "88.89" },
	{ 19, "0.373569", "70.91", "29.89", "84.21" },
	{ 20, "0.256078", "81.65", "15.36", "80.00" },
	{ 21, "0.170892", "88.73", "8.20", "76.19" },
};

static void worked_example(void)
{
	double load = load_of(120, 1800, 240);
	struct erlang full = erlang_c(load, 16, 240, 20);

	CHECK(shows(120.0 / 1800, 6, "0.066667"));
	CHECK(load == 16);
	CHECK(!full.stable && full.service == 0 && isinf(full.answer) && full.occupancy == 1);
	for (size_t i = 0; i < sizeof(worked) / sizeof(*worked); i++) {
		struct erlang e = erlang_c(load, worked[i].seats, 240, 20);
		CHECK(e.stable);
		CHECK(shows(e.waiting, 6, worked[i].waiting));
		CHECK(shows(e.service * 100, 2, worked[i].service));
		CHECK(shows(e.answer, 2, worked[i].answer));
		CHECK(shows(e.occupancy * 100, 2, worked[i].occupancy));
	}
	CHECK(erlang_seats(load, 240, 20, 0.8, 0.85) == 20);
	CHECK(staff_rostered(20, percent("30")) == 29);
}

static void other_points(void)
{
	double load = load_of(60, 3600, 300);
	struct erlang e = erlang_c(load, 8, 300, 20);

	CHECK(load == 5 && erlang_seats(load, 300, 20, 0.8, 1) == 8);
	CHECK(shows(e.waiting, 6, "0.167267") && shows(e.service * 100, 2, "86.31"));
	CHECK(shows(e.answer, 2, "16.73") && shows(e.occupancy * 100, 1, "62.5"));
	CHECK(staff_rostered(8, percent("30")) == 12);

	load = load_of(100, 1800, 180);
	CHECK(load == 10 && erlang_seats(load, 180, 20, 0.8, 1) == 14);
	CHECK(shows(erlang_c(load, 13, 180, 20).service * 100, 2, "79.56"));
	CHECK(shows(erlang_c(load, 14, 180, 20).service * 100, 2, "88.84"));
	CHECK(staff_rostered(14, percent("30")) == 20);

	load = load_of(12, 3600, 360);
	CHECK(shows(load, 1, "1.2") && erlang_seats(load, 360, 20, 0.8, 1) == 3);
	CHECK(shows(erlang_c(load, 3, 360, 20).service * 100, 2, "87.23"));

	load = load_of(600, 3600, 270);
	CHECK(load == 45 && erlang_seats(load, 270, 15, 0.9, 1) == 54);
	CHECK(shows(erlang_c(load, 54, 270, 15).service * 100, 2, "91.81"));
	CHECK(shows(erlang_c(load, 54, 270, 15).occupancy * 100, 1, "83.3"));
	CHECK(staff_rostered(54, percent("35")) == 84);
}

static void bound_by_occupancy(void)
{
	double load = load_of(750, 1800, 240);

	CHECK(load == 100 && erlang_seats(load, 240, 20, 0.8, 1) == 108);
	CHECK(shows(erlang_c(load, 108, 240, 20).service * 100, 2, "83.14"));
	CHECK(shows(erlang_c(load, 108, 240, 20).occupancy * 100, 1, "92.6"));
	CHECK(erlang_seats(load, 240, 20, 0.8, 0.85) == 118);
	CHECK(shows(erlang_c(load, 118, 240, 20).occupancy * 100, 2, "84.75"));
	CHECK(staff_rostered(118, percent("30")) == 169);
}

static void morning_profile(void)
{
	static const int calls[] = { 30, 55, 90, 120, 120, 95, 70, 40 };
	static const int seats[] = { 7, 11, 16, 20, 20, 17, 13, 8 };
	int64_t total = 0;

	for (size_t i = 0; i < 8; i++) {
		int64_t need = erlang_seats(load_of(calls[i], 1800, 240), 240, 20, 0.8, 1);
		CHECK(need == seats[i]);
		total += need;
	}
	CHECK(total == 112);
}

static void exact_rounding(void)
{
	static const int exact[] = { 21, 42, 84, 161, 168, 175 };

	for (size_t i = 0; i < sizeof(exact) / sizeof(*exact); i++)
		CHECK(staff_rostered(exact[i], percent("30")) == exact[i] * 10 / 7);
	CHECK(staff_rostered(20, percent("32.5")) == 30);
	CHECK(staff_rostered(20, percent("0")) == 20);
	CHECK(staff_rostered(20, percent("100")) == 0);
	CHECK(staff_rostered(INT64_MAX, percent("30")) == 0);
}

static void other_work(void)
{
	/* 160 messages of 9 minutes in 8 hours at 80 %: 1440 minutes of work, 3.75 people. */
	CHECK(staff_backlog(160, 540, 8, 0.8) == 4);
	CHECK(staff_backlog(160, 540, 10, 0.8) == 3);
	CHECK(staff_backlog(160, 540, 0, 0.8) == 0);
	/* Three chats at a time: a third of the handling time each. */
	CHECK(erlang_seats(load_of(90, 3600, 600.0 / 3), 600.0 / 3, 20, 0.8, 1) ==
	      erlang_seats(5, 200, 20, 0.8, 1));
}

int main(void)
{
	worked_example();
	other_points();
	bound_by_occupancy();
	morning_profile();
	exact_rounding();
	other_work();
	return check_result();
}
