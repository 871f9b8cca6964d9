/* Kinds of values: dates, decimals and money, durations, opening hours. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "value/date.h"
#include "value/decimal.h"
#include "value/duration.h"
#include "value/hours.h"
#include "value/year_day.h"
#include "check.h"

static struct date date_read(const char *text)
{
	struct date date = { 0, 0, 0 };

	date_parse(slice_of(text), &date);
	return date;
}

static void test_dates(void)
{
	static const char *const bad[] = {
		"",           "2027",        "2027-1-01",   "2027-01-1",
		"2027-02-29", "2100-02-29",  "2027-13-01",  "2027-00-10",
		"2027-04-31", "2027-01-00",  "2027-01-32",  "27-01-01",
		"2027/01/01", "2027-01-01 ", " 2027-01-01", "2027-01-01T00:00:00",
		"-027-01-01", "2027-0a-01",  "01-01-2027",
	};
	struct date date;
	bool same = true;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!date_parse(slice_of(bad[i]), &date));
	CHECK(date_parse(SLICE("2028-02-29"), &date) && date.day == 29);
	CHECK(date_parse(SLICE("2000-02-29"), &date));
	CHECK(date_days(date_read("1970-01-01")) == 0);
	CHECK(date_days(date_read("1969-12-31")) == -1);
	CHECK(date_days(date_read("2000-03-01")) == 11017);
	CHECK(date_days(date_read("2027-06-30")) == 20999);
	CHECK(date_compare(date_read("2027-01-31"), date_read("2027-02-01")) < 0);
	CHECK(date_compare(date_read("2028-01-01"), date_read("2027-12-31")) > 0);
	CHECK(date_compare(date_read("2027-01-01"), date_read("2027-01-01")) == 0);
	CHECK(!date_is_valid((struct date){ 0, 0, 0 }));
	CHECK(date_is_valid((struct date){ 2024, 2, 29 }) &&
	      !date_is_valid((struct date){ 2023, 2, 29 }));
	/* Every day of a whole cycle of the calendar. */
	for (int64_t day = -146097 / 2; day <= 146097 / 2; day++) {
		date = date_from_days(day);
		same = same && date_is_valid(date) && date_days(date) == day;
	}
	CHECK(same);
}

static bool reads_as(const char *text, int64_t digits, int scale)
{
	struct decimal value = { 0, 0 };

	return decimal_parse(slice_of(text), &value) && value.digits == digits &&
	       value.scale == scale;
}

static void test_decimal_reading(void)
{
	static const char *const bad[] = {
		"",
		"-",
		"+",
		".",
		"1.",
		".5",
		"1..2",
		"1.2.3",
		"1,5",
		"_1",
		"1_",
		"1__0",
		"1e5",
		"0x10",
		" 1",
		"1 ",
		"--1",
		"9223372036854775808",
		"0.1234567890",
		"inf",
		"nan",
		"1_.5",
		"1._5",
		"½",
	};
	struct decimal value = { 42, 0 };
	struct arena made = ARENA_INIT;
	struct arena *arena = &made;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!decimal_parse(slice_of(bad[i]), &value));
	CHECK(value.digits == 42);
	CHECK(reads_as("0", 0, 0) && reads_as("-0", 0, 0) && reads_as("+7", 7, 0));
	CHECK(reads_as("1_000_000", 1000000, 0));
	CHECK(reads_as("-1234.5", -12345, 1));
	CHECK(reads_as("1.50", 15, 1)); /* the same number has one form */
	CHECK(reads_as("100.00", 100, 0));
	CHECK(reads_as("9223372036854775807", INT64_MAX, 0));
	CHECK(reads_as("0.123456789", 123456789, 9));
	/* What is written reads as the same number. */
	CHECK_STR(decimal_write(arena, (struct decimal){ -12345, 2 }), "-123.45");
	CHECK_STR(decimal_write(arena, (struct decimal){ 5, 3 }), "0.005");
	CHECK_STR(decimal_write(arena, (struct decimal){ -7, 0 }), "-7");
	CHECK_STR(decimal_write(arena, (struct decimal){ 0, 0 }), "0");
	CHECK_STR(decimal_write(arena, (struct decimal){ INT64_MAX, 9 }), "9223372036.854775807");
	arena_free(arena);
}

static struct decimal number(const char *text)
{
	struct decimal value = { 0, 0 };

	CHECK(decimal_parse(slice_of(text), &value));
	return value;
}

static bool is_number(struct decimal value, const char *text)
{
	return decimal_compare(value, number(text)) == 0;
}

static void test_decimal_counting(void)
{
	struct decimal most = { INT64_MAX, 0 }, least = { -INT64_MAX, 0 }, out = { 42, 0 };

	CHECK(decimal_add(number("0.1"), number("0.2"), &out) && is_number(out, "0.3"));
	CHECK(decimal_add(number("1.5"), number("-2"), &out) && is_number(out, "-0.5"));
	CHECK(!decimal_add(most, decimal_of(1), &out) && is_number(out, "-0.5"));
	CHECK(!decimal_add(least, decimal_of(-2), &out));
	CHECK(!decimal_add(least, decimal_of(-1), &out)); /* what could not be negated */
	CHECK(!decimal_add(most, number("0.1"), &out));
	CHECK(decimal_multiply(number("1.5"), number("1.5"), &out) && is_number(out, "2.25"));
	CHECK(decimal_multiply(number("-3"), number("0.1"), &out) && is_number(out, "-0.3"));
	CHECK(decimal_multiply(number("0.123456789"), number("0.5"), &out) &&
	      out.scale <= DECIMAL_SCALE_MAX);
	CHECK(!decimal_multiply(most, decimal_of(2), &out));
	CHECK(decimal_compare(number("1.0"), number("1")) == 0);
	CHECK(decimal_compare(number("-1"), number("0.5")) < 0);
	CHECK(decimal_compare(most, number("0.5")) > 0);
	CHECK(decimal_double(number("-2.5")) == -2.5);
	CHECK(decimal_divide(decimal_of(1), decimal_of(3), 2, &out) && is_number(out, "0.33"));
	CHECK(decimal_divide(decimal_of(2), decimal_of(3), 2, &out) && is_number(out, "0.67"));
	CHECK(decimal_divide(decimal_of(1), decimal_of(8), 2, &out) && is_number(out, "0.13"));
	CHECK(decimal_divide(decimal_of(-1), decimal_of(8), 2, &out) && is_number(out, "-0.13"));
	CHECK(decimal_divide(decimal_of(1), decimal_of(-8), 2, &out) && is_number(out, "-0.13"));
	CHECK(decimal_divide(decimal_of(5), decimal_of(2), 0, &out) && is_number(out, "3"));
	CHECK(decimal_divide(number("0.9"), number("0.3"), 1, &out) && is_number(out, "3"));
	CHECK(!decimal_divide(decimal_of(1), decimal_of(0), 2, &out));
	CHECK(!decimal_divide(most, decimal_of(1), 2, &out));
	CHECK(!decimal_divide((struct decimal){ INT64_MAX / 10, 0 }, number("0.1"), 1, &out));
}

static void test_decimal_showing(struct arena *arena)
{
	const struct currency *dong = currency_find(SLICE("VND"));
	const struct currency *dollar = currency_find(SLICE("USD"));

	CHECK_STR(decimal_show(arena, decimal_of(0), 0, LANG_VI), "0");
	CHECK_STR(decimal_show(arena, decimal_of(999), 0, LANG_VI), "999");
	CHECK_STR(decimal_show(arena, decimal_of(1000), 0, LANG_VI), "1.000");
	CHECK_STR(decimal_show(arena, number("1234567.5"), 0, LANG_VI), "1.234.567,5");
	CHECK_STR(decimal_show(arena, number("1234567.5"), 2, LANG_EN), "1,234,567.50");
	CHECK_STR(decimal_show(arena, number("-1234"), 0, LANG_EN), "−1,234");
	CHECK_STR(decimal_show(arena, number("0.05"), 0, LANG_VI), "0,05");
	CHECK_STR(decimal_show(arena, number("-0.5"), 0, LANG_EN), "−0.5");
	CHECK_STR(decimal_show(arena, (struct decimal){ INT64_MAX, 0 }, 0, LANG_EN),
		  "9,223,372,036,854,775,807");
	CHECK(dong && dollar && !currency_find(SLICE("ABC")) && !currency_find(SLICE("vnd")));
	CHECK_STR(money_show(arena, decimal_of(1500000), dong, LANG_VI), "1.500.000\302\240₫");
	CHECK_STR(money_show(arena, decimal_of(1500000), dong, LANG_EN), "₫1,500,000");
	CHECK_STR(money_show(arena, number("12.5"), dollar, LANG_EN), "$12.50");
	CHECK_STR(money_show(arena, number("-12.5"), dollar, LANG_EN), "−$12.50");
	CHECK_STR(money_show(arena, number("-12.5"), dollar, LANG_VI), "−12,50\302\240$");
}

static enum duration_clock clock_of(const char *text)
{
	struct duration duration;

	CHECK(duration_parse(slice_of(text), &duration));
	return duration_clock(&duration);
}

enum { UNCLEAR = 9 };

static int order_of(const char *a, const char *b)
{
	struct duration left, right;
	int order;

	CHECK(duration_parse(slice_of(a), &left) && duration_parse(slice_of(b), &right));
	return duration_order(&left, &right, &order) ? order : UNCLEAR;
}

static void test_durations(struct arena *arena)
{
	static const char *const bad[] = {
		"",    " ",    "5",    "m",   "5 m",       "5x",  "1.5h",
		"-5m", "5m5m", "5min", "2 d", "12345678m", "5m ", "5M",
	};
	static const struct {
		const char *text;
		int64_t seconds;
		const char *vi, *en;
	} good[] = {
		{ "45s", 45, "45\302\240giây", "45\302\240seconds" },
		{ "1m", 60, "1\302\240phút", "1\302\240minute" },
		{ "4h", 14400, "4\302\240giờ", "4\302\240hours" },
		{ "1h30m", 5400, "1\302\240giờ 30\302\240phút", "1\302\240hour 30\302\240minutes" },
		{ "1h 30m", 5400, "1\302\240giờ 30\302\240phút",
		  "1\302\240hour 30\302\240minutes" },
		{ "2d", 172800, "2\302\240ngày", "2\302\240days" },
		{ "2wd", 57600, "2\302\240ngày làm việc", "2\302\240working days" },
		{ "4wh", 14400, "4\302\240giờ làm việc", "4\302\240working hours" },
		{ "6mo", 15552000, "6\302\240tháng", "6\302\240months" },
		{ "1mo15d", 3888000, "1\302\240tháng 15\302\240ngày",
		  "1\302\240month 15\302\240days" },
		{ "0m", 0, "ngay", "at once" },
		{ "9999999d", 863999913600, "9999999\302\240ngày", "9999999\302\240days" },
	};
	struct duration duration;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!duration_parse(slice_of(bad[i]), &duration));
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		CHECK(duration_parse(slice_of(good[i].text), &duration));
		CHECK(duration_seconds(&duration) == good[i].seconds);
		CHECK_STR(duration_show(arena, &duration, LANG_VI), good[i].vi);
		CHECK_STR(duration_show(arena, &duration, LANG_EN), good[i].en);
	}
	CHECK(clock_of("2wd") == CLOCK_WORKING && clock_of("1d4wh") == CLOCK_WORKING);
	CHECK(clock_of("2d") == CLOCK_CALENDAR && clock_of("6mo") == CLOCK_MONTHS);
	/* A month has 28 to 31 days: only what is clear is said. */
	CHECK(order_of("6mo", "12mo") == -1 && order_of("12mo", "12mo") == 0);
	CHECK(order_of("6mo", "90d") == 1 && order_of("90d", "6mo") == -1);
	CHECK(order_of("6mo", "183d") == UNCLEAR && order_of("1mo", "28d") == UNCLEAR);
	CHECK(order_of("1mo", "27d") == 1 && order_of("1mo", "33d") == -1);
	CHECK(order_of("1mo30d", "2mo") == UNCLEAR && order_of("1mo2d", "2mo2d") == -1);
	/* Working time takes at least as long by the calendar. */
	CHECK(order_of("2wd", "4h") == 1 && order_of("2wd", "5d") == UNCLEAR);
	CHECK(order_of("2wd", "1mo") == UNCLEAR && order_of("300wd", "1mo") == 1);
}

static bool week[HOURS_WEEK];

static int open_minutes_on(int day, const char *text)
{
	struct hours hours;
	size_t bad;
	int count = 0;

	if (!hours_parse(slice_of(text), &hours, &bad))
		return -1;
	hours_week(&hours, day, week);
	for (int i = 0; i < HOURS_WEEK; i++)
		count += week[i];
	return count;
}

static int open_minutes(const char *text)
{
	return open_minutes_on(0, text);
}

static bool is_open(int day, int hour, int minute)
{
	return week[day * 1440 + hour * 60 + minute];
}

static void test_hours_week(void)
{
	CHECK(open_minutes("24/7") == HOURS_WEEK);
	CHECK(open_minutes("Mo-Fr 08:00-17:30") == 5 * 570);
	CHECK(is_open(0, 8, 0) && is_open(4, 17, 29) && !is_open(4, 17, 30) && !is_open(5, 9, 0));
	CHECK(open_minutes("Mo-Fr 08:00-17:30; Sa 08:00-12:00; PH off") == 5 * 570 + 240);
	CHECK(open_minutes("Mo-Fr 08:00-17:00; We off") == 4 * 540);
	CHECK(open_minutes("Mo-Fr 08:00-17:00; We 10:00-11:00") == 4 * 540 + 60);
	CHECK(open_minutes("Mo,We,Fr 08:00-12:00,13:00-17:00") == 3 * 480);
	CHECK(open_minutes("22:00-06:00") == 7 * 480);
	CHECK(is_open(0, 0, 0) && is_open(6, 23, 59) && !is_open(0, 6, 0));
	CHECK(open_minutes("Su 22:00-06:00") == 480 && is_open(0, 5, 59)); /* into Monday */
	CHECK(open_minutes("Fr-Mo 08:00-09:00") == 4 * 60 && is_open(6, 8, 0) && !is_open(1, 8, 0));
	CHECK(open_minutes("PH 08:00-12:00") == 0);
	CHECK(open_minutes("00:00-24:00") == HOURS_WEEK);
	CHECK(open_minutes("Mo 08:00-12:00;") == 240);
	CHECK(open_minutes("  Mo   08:00-12:00  ") == 240);
	CHECK(open_minutes("Mo-Su,PH 08:00-12:00") == 7 * 240);
}

static void test_hours_seasons(void)
{
	static const char summer[] = "Apr-Sep: Mo-Fr 07:00-19:00; Oct-Mar: Mo-Fr 08:00-17:00";
	static const char tet[] = "08:00-17:00; Dec 15-Feb 10,Aug 07:00-21:00; Feb 1-3 off";
	struct hours hours;
	size_t bad;

	CHECK(open_minutes_on(0, summer) == 5 * 540 && open_minutes_on(89, summer) == 5 * 540);
	CHECK(open_minutes_on(90, summer) == 5 * 720 && open_minutes_on(272, summer) == 5 * 720);
	CHECK(open_minutes_on(273, summer) == 5 * 540 && open_minutes_on(364, summer) == 5 * 540);
	CHECK(open_minutes_on(347, tet) == 7 * 540 && open_minutes_on(348, tet) == 7 * 840);
	CHECK(open_minutes_on(0, tet) == 7 * 840 && open_minutes_on(31, tet) == 0);
	CHECK(open_minutes_on(34, tet) == 7 * 840 && open_minutes_on(41, tet) == 7 * 540);
	CHECK(open_minutes_on(212, tet) == 7 * 840 && open_minutes_on(243, tet) == 7 * 540);
	CHECK(open_minutes_on(180, "Jun-Aug 24/7") == HOURS_WEEK);
	CHECK(open_minutes_on(150, "Jun-Aug 24/7") == 0);
	/* A time behind the month is no day of it; 29 February is as the 28th. */
	CHECK(open_minutes_on(340, "Dec 08:00-12:00") == 7 * 240);
	CHECK(open_minutes_on(357, "Dec 24: 08:00-12:00") == 7 * 240);
	CHECK(open_minutes_on(58, "Feb 29-Mar 1 08:00-09:00") == 7 * 60);
	CHECK(hours_parse(slice_of(summer), &hours, &bad) && hours_is_seasonal(&hours));
	CHECK(hours_parse(slice_of("Jan-Dec 24/7"), &hours, &bad) && !hours_is_seasonal(&hours));
}

static void test_turns(void)
{
	struct turns turns = { .count = 0 };
	struct season part;
	size_t at = 0;

	CHECK(turns_next(&turns, &at, &part) && part.first == 0 && part.last == 364);
	CHECK(!turns_next(&turns, &at, &part));
	turns_add(&turns, (struct season){ 90, 272 });
	turns_add(&turns, (struct season){ 348, 40 });
	at = 0;
	CHECK(turns_next(&turns, &at, &part) && part.first == 41 && part.last == 89);
	part = (struct season){ 400, 400 }; /* what it held is not looked at */
	CHECK(turns_next(&turns, &at, &part) && part.first == 90 && part.last == 272);
	CHECK(turns_next(&turns, &at, &part) && part.first == 273 && part.last == 347);
	CHECK(turns_next(&turns, &at, &part) && part.first == 348 && part.last == 40);
	CHECK(season_days(part) == 58 && !turns_next(&turns, &at, &part));
	at = 0;
	turns = (struct turns){ .count = 0 };
	turns_add(&turns, (struct season){ 0, 364 });
	CHECK(turns_next(&turns, &at, &part) && season_days(part) == 365);
	CHECK(!turns_next(&turns, &at, &part));
}

static void test_hours_mistakes(void)
{
	static const struct {
		const char *text;
		size_t bad;
	} cases[] = {
		{ "", 0 },
		{ "always", 0 },
		{ "Mo", 2 },
		{ "Mo 8:00-17:00", 3 },
		{ "Mo 08:00", 8 },
		{ "Mo 08:00-17:60", 9 },
		{ "Mo 08:00-08:00", 3 },
		{ "Mo-Xx 08:00-17:00", 3 },
		{ "Mo 08:00-17:00 Tu", 15 },
		{ "Mo 08:00-17:00; nope", 16 },
		{ "T2-T6 08:00-17:30", 0 },
		{ "Mo-PH 08:00-12:00", 3 },
		{ "Mo 49:00-50:00", 3 },
		{ "Mo 25:00-26:00", 3 },
		{ "Apr-Xyz 08:00-12:00", 4 },
		{ "Feb 30 08:00-12:00", 3 },
		{ "Dec 25-24:00 08:00-12:00", 7 },
		{ "Jul-5 08:00-12:00", 4 },
		{ "Jul-Aug", 7 },
		{ "Jan,Feb,Mar,Apr,May 08:00-12:00", 16 },
		{ "08:00-12:00; Apr- Sep 07:00-12:00", 17 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct hours hours;
		size_t bad = 999;
		CHECK(!hours_parse(slice_of(cases[i].text), &hours, &bad));
		check_that(bad == cases[i].bad, cases[i].text, __FILE__, __LINE__);
		if (bad != cases[i].bad)
			printf("  reported at %zu, not %zu\n", bad, cases[i].bad);
	}
}

static void test_hours_showing(struct arena *arena)
{
	static const struct {
		const char *text, *vi, *en;
	} cases[] = {
		{ "24/7", "24/7", "24/7" },
		{ "Mo-Fr 08:00-17:30; PH off", "T2–T6 08:00–17:30; nghỉ ngày lễ",
		  "Mon–Fri 08:00–17:30; closed on public holidays" },
		{ "Sa,Su 08:00-12:00,13:00-17:00", "T7, CN 08:00–12:00, 13:00–17:00",
		  "Sat, Sun 08:00–12:00, 13:00–17:00" },
		{ "22:00-06:00", "hằng ngày 22:00–06:00", "every day 22:00–06:00" },
		{ "Mo 00:00-24:00", "T2 cả ngày", "Mon all day" },
		{ "Mo 08:00-24:00", "T2 08:00–24:00", "Mon 08:00–24:00" },
		{ "Apr-Sep: Mo-Fr 07:00-19:00; Apr 1-Sep 30: Sa 08:00-12:00; PH off",
		  "tháng 4–9: T2–T6 07:00–19:00; T7 08:00–12:00; cả năm: nghỉ ngày lễ",
		  "Apr–Sep: Mon–Fri 07:00–19:00; Sat 08:00–12:00; all year: closed on public "
		  "holidays" },
		{ "Oct-Mar 24/7", "tháng 10 – tháng 3: 24/7", "Oct–Mar: 24/7" },
		{ "08:00-17:00; Dec 15-Feb 10,Aug 08:00-21:00",
		  "hằng ngày 08:00–17:00; 15/12–10/2, tháng 8: hằng ngày 08:00–21:00",
		  "every day 08:00–17:00; 15 Dec–10 Feb, Aug: every day 08:00–21:00" },
		{ "Dec 24 08:00-12:00", "24/12: hằng ngày 08:00–12:00",
		  "24 Dec: every day 08:00–12:00" },
		{ "Mo,We-Fr,Su 08:00-12:00", "T2, T4–T6, CN 08:00–12:00",
		  "Mon, Wed–Fri, Sun 08:00–12:00" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct hours hours;
		size_t bad;
		CHECK(hours_parse(slice_of(cases[i].text), &hours, &bad));
		CHECK_STR(hours_show(arena, &hours, LANG_VI), cases[i].vi);
		CHECK_STR(hours_show(arena, &hours, LANG_EN), cases[i].en);
	}
}

static void test_year_days(void)
{
	static const struct {
		const char *text;
		int year;
		struct date date; /* { 0 }: the year has none */
		bool lunar;
	} cases[] = {
		{ "09-02", 2030, { 2030, 9, 2 }, false },
		{ "02-29", 2028, { 2028, 2, 29 }, false },
		{ "02-29", 2027, { 0, 0, 0 }, false },
		{ "11-Th[4]", 2030, { 2030, 11, 28 }, false },
		{ "11-Th[4]+1", 2030, { 2030, 11, 29 }, false },
		{ "11-Th[4]+1", 2027, { 2027, 11, 26 }, false },
		{ "05-Mo[1]", 2028, { 2028, 5, 1 }, false },
		{ "10-Su[5]", 2027, { 2027, 10, 31 }, false },
		{ "11-Su[5]", 2027, { 0, 0, 0 }, false },
		{ "12-Fr[5]+1", 2027, { 2028, 1, 1 }, false },
		{ "01-01", 2027, { 2027, 2, 6 }, true },
		{ "08-15", 2027, { 2027, 9, 15 }, true },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct slice text = slice_of(cases[i].text);
		struct date wanted = cases[i].date, found = { 0, 0, 0 };
		struct year_day day;
		CHECK(cases[i].lunar ? year_day_parse_lunar(text, &day)
				     : year_day_parse(text, &day));
		CHECK(year_day_in(&day, cases[i].year, &found) == (wanted.year > 0));
		CHECK(wanted.year == 0 || date_days(found) == date_days(wanted));
	}
}

int main(void)
{
	struct arena arena = ARENA_INIT;

	test_dates();
	test_decimal_reading();
	test_decimal_counting();
	test_decimal_showing(&arena);
	test_durations(&arena);
	test_hours_week();
	test_hours_seasons();
	test_turns();
	test_year_days();
	test_hours_mistakes();
	test_hours_showing(&arena);
	arena_free(&arena);
	return check_result();
}
