/* Rules that know the days of the year: public holidays, and festivals of the lunar calendar. */
#include "base/arena.h"
#include "base/lunar.h"
#include "base/utf8.h"
#include "plan/check.h"

/* "09-02" → 9 and 2. */
static bool month_day(struct slice text, int *month, int *day)
{
	if (text.len != 5 || text.ptr[2] != '-')
		return false;
	*month = (text.ptr[0] - '0') * 10 + text.ptr[1] - '0';
	*day = (text.ptr[3] - '0') * 10 + text.ptr[4] - '0';
	return true;
}

/* The day a row of data means in a year. */
static bool day_in_year(const struct rule_row *row, int year, struct date *date)
{
	int month, day;

	if (month_day(row->on, &month, &day)) {
		*date = (struct date){ year, month, day };
		return date_is_valid(*date);
	}
	return month_day(row->lunar, &month, &day) &&
	       lunar_to_date((struct lunar_date){ year, month, day, false }, date);
}

struct stretch {
	int64_t first, last;
};

static bool is_addressed(const struct stretch *stretches, size_t count, struct stretch day)
{
	for (size_t i = 0; i < count; i++) {
		if (stretches[i].first <= day.last && stretches[i].last >= day.first)
			return true;
	}
	return false;
}

static void missing_add(struct checker *checker, struct words *missing, const struct rule_row *row,
			struct date date)
{
	struct text2 word;

	for (int i = 0; i < LANG_COUNT; i++)
		word.in[i] = text_printf(checker->arena, "%.*s (%.*s)",
					 SLICE_ARG(text2_in(&row->name, (enum lang)i)),
					 SLICE_ARG(date_show(checker->arena, date, (enum lang)i)));
	words_add(missing, word);
}

static struct words missing_days(struct checker *checker, const struct rule *rule,
				 const struct stretch *stretches, size_t count,
				 struct stretch period)
{
	struct words missing = words_in(checker->arena);
	int first_year = date_from_days(period.first).year;
	int last_year = date_from_days(period.last).year;

	for (int year = first_year; year <= last_year && year <= first_year + 5; year++) {
		for (size_t r = 0; r < rule->row_count; r++) {
			const struct rule_row *row = &rule->rows[r];
			struct date date;
			struct stretch day;
			if (!day_in_year(row, year, &date))
				continue;
			day.first = date_days(date);
			day.last = day.first + (row->days > 0 ? (int64_t)row->days - 1 : 0);
			if (day.first >= period.first && day.first <= period.last &&
			    !is_addressed(stretches, count, day))
				missing_add(checker, &missing, row, date);
		}
	}
	return missing;
}

/* Opening hours that speak of public holidays address all of them. */
static bool hours_speak(struct checker *checker, const struct rule *rule)
{
	const struct value *open = check_single(checker, rule, PARAM_OPEN);

	for (int i = 0; open && i < open->as.hours->rule_count; i++) {
		const struct hours_rule *hours = &open->as.hours->rules[i];
		if (hours->days == 1u << HOURS_HOLIDAY)
			return true;
	}
	return false;
}

void check_holidays(struct checker *checker, const struct rule *rule)
{
	const struct value *from = check_single(checker, rule, PARAM_FROM);
	const struct value *to = check_single(checker, rule, PARAM_TO);
	size_t count, opens, kept = 0;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct found *open = check_values(checker, rule, PARAM_OPEN, 0, &opens);
	struct stretch *stretches = ARENA_ARRAY(checker->arena, count, struct stretch);
	struct words missing;

	if (!from || !to || opens == 0 || !value_has(open[0].value) || hours_speak(checker, rule))
		return;
	for (size_t i = 0; i < count; i++) {
		const struct value *until =
			check_beside(checker, rule, PARAM_UNTIL, 0, found[i].group);
		if (!value_has(found[i].value))
			continue;
		stretches[kept].first = date_days(found[i].value->as.date);
		stretches[kept].last =
			value_has(until) ? date_days(until->as.date) : stretches[kept].first;
		kept++;
	}
	missing =
		missing_days(checker, rule, stretches, kept,
			     (struct stretch){ date_days(from->as.date), date_days(to->as.date) });
	if (missing.count > 0)
		check_add(checker, rule, count > 0 ? check_home(checker, found[0]) : open[0],
			  DIAG_ARGS(diag_text2("missing", words_text(&missing))));
}

/* The festival whose name a text holds. */
static const struct rule_row *festival_named(struct checker *checker, const struct rule *rule,
					     struct slice text)
{
	for (size_t r = 0; r < rule->row_count; r++) {
		const struct rule_row *row = &rule->rows[r];
		if (check_holds_any(checker, text, row->words, row->word_count) &&
		    !check_holds_any(checker, text, row->others, row->other_count))
			return row;
	}
	return NULL;
}

/* Is it the festival's day of another year, copied with the wrong year? */
static bool is_other_years(const struct rule_row *row, struct date given, struct date right)
{
	for (int offset = -3; offset <= 3; offset++) {
		struct date other;
		if (offset != 0 && day_in_year(row, given.year + offset, &other) &&
		    other.month == given.month && other.day == given.day)
			return date_compare(given, right) != 0;
	}
	return false;
}

static bool is_near(const struct rule_row *row, struct date given, struct date right)
{
	int64_t off = date_days(given) - date_days(right);

	return off <= (int64_t)row->after && -off <= (int64_t)row->before;
}

void check_lunar_date(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		const struct value *name = check_beside(checker, rule, PARAM_OF, 0, found[i].group);
		const struct rule_row *row;
		struct date given, right, next;
		if (!value_has(found[i].value) || !value_has(name))
			continue;
		given = found[i].value->as.date;
		row = festival_named(checker, rule, check_folded(checker, name));
		if (!row || !day_in_year(row, given.year, &right))
			continue;
		if (is_near(row, given, right) && !is_other_years(row, given, right))
			continue;
		/* Before the festival of the year to come, as gifts at the end of December are. */
		if (day_in_year(row, given.year + 1, &next) && is_near(row, given, next))
			continue;
		check_add(checker, rule, found[i],
			  DIAG_ARGS(diag_text2("name", row->name),
				    check_arg(checker, "value", found[i].value),
				    check_date(checker, "right", right),
				    check_figure(checker, "year", given.year)));
	}
}
