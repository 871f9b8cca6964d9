/* Rules that know the days of the year: public holidays, and festivals of the lunar calendar. */
#include "base/arena.h"
#include "base/utf8.h"
#include "rules/check.h"

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
			if (!year_day_in(&row->on, year, &date))
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
		if (hours->days == 1u << HOURS_HOLIDAY && hours->season_count == 0)
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

/* Words of a rule, folded. */
struct folded {
	const struct slice *words;
	size_t count;
};

static struct folded words_fold(struct arena *arena, const struct slice *words, size_t count)
{
	struct slice *folded = ARENA_ARRAY(arena, count, struct slice);

	for (size_t i = 0; i < count; i++)
		folded[i] = utf8_fold(arena, words[i]);
	return (struct folded){ folded, count };
}

/* The longest of the words that stands at this place of a folded text; 0 when none does. */
static size_t word_at(struct slice text, size_t at, struct folded words)
{
	size_t longest = 0;

	for (size_t i = 0; i < words.count; i++) {
		struct slice word = words.words[i];
		size_t after = at + word.len;
		if (word.len > longest && slice_starts(slice_sub(text, at, text.len), word) &&
		    (after == text.len || !utf8_is_word(utf8_next(text, &after))))
			longest = word.len;
	}
	return longest;
}

/*
 * Is the text the festival's name and nothing else, but for numbers and the words that may stand
 * beside one?  "Nghỉ Tết 2027" is; what "khai xuân sau Tết" has to do with the day cannot be told.
 */
static bool names_festival(struct slice text, struct folded names, struct folded beside)
{
	bool named = false;
	size_t at = 0;

	while (at < text.len) {
		size_t next = at;
		uint32_t code = utf8_next(text, &next);
		size_t len = word_at(text, at, names);
		named = named || len > 0;
		if (len == 0)
			len = word_at(text, at, beside);
		if (len == 0 && utf8_is_word(code) && (code < '0' || code > '9'))
			return false;
		at = len > 0 ? at + len : next;
	}
	return named;
}

/* The festivals of a rule by their folded names, and what may stand beside one. */
struct festivals {
	const struct rule *rule;
	struct folded *names; /* of each row */
	struct folded beside;
};

static struct festivals festivals_of(struct arena *arena, const struct rule *rule)
{
	const struct param *beside = rule->params[PARAM_WORDS];
	struct festivals all = { rule,
				 ARENA_ARRAY(arena, rule->row_count, struct folded),
				 { NULL, 0 } };

	for (size_t r = 0; r < rule->row_count; r++)
		all.names[r] = words_fold(arena, rule->rows[r].words, rule->rows[r].word_count);
	if (beside)
		all.beside = words_fold(arena, beside->items, beside->count);
	return all;
}

static const struct rule_row *festival_named(const struct festivals *all, struct slice text)
{
	for (size_t r = 0; r < all->rule->row_count; r++) {
		if (names_festival(text, all->names[r], all->beside))
			return &all->rule->rows[r];
	}
	return NULL;
}

/* Is it the festival's day of the year before, copied with another year? */
static bool is_last_years(const struct rule_row *row, struct date given)
{
	struct date last;

	return year_day_in(&row->on, given.year - 1, &last) && last.month == given.month &&
	       last.day == given.day;
}

/* Do the days from `given` to `until` lie about the festival, or hold it? */
static bool is_near(const struct rule_row *row, struct date given, struct date until,
		    struct date right)
{
	int64_t first = date_days(given) - date_days(right);
	int64_t last = date_days(until) - date_days(right);

	return (first <= 0 && last >= 0) ||
	       (first <= (int64_t)row->after && -first <= (int64_t)row->before);
}

static bool is_wrong_day(const struct rule *rule, const struct rule_row *row, struct date given,
			 struct date until, struct date right)
{
	struct date other;
	bool near = is_near(row, given, until, right);

	/* Before the festival of the year to come, as gifts in December are, or just after the
	 * last. */
	for (int year = given.year - 1; year <= given.year + 1; year++)
		near = near ||
		       (year_day_in(&row->on, year, &other) && is_near(row, given, until, other));

	if (rule->params[PARAM_ASPECT])
		return near && date_compare(given, right) != 0 && is_last_years(row, given);
	return !near;
}

void check_lunar_date(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	const struct festivals festivals = festivals_of(checker->arena, rule);

	for (size_t i = 0; i < count; i++) {
		const struct value *name = check_beside(checker, rule, PARAM_OF, 0, found[i].group);
		const struct value *until =
			check_beside(checker, rule, PARAM_UNTIL, 0, found[i].group);
		const struct rule_row *row;
		struct date given, right;
		if (!value_has(found[i].value) || !value_has(name))
			continue;
		given = found[i].value->as.date;
		row = festival_named(&festivals, check_folded(checker, name));
		if (!row || !year_day_in(&row->on, given.year, &right) ||
		    !is_wrong_day(rule, row, given, value_has(until) ? until->as.date : given,
				  right))
			continue;
		check_add(checker, rule, found[i],
			  DIAG_ARGS(diag_text2("name", row->name),
				    check_arg(checker, "value", found[i].value),
				    check_date(checker, "right", right),
				    diag_number(checker->report, "year", given.year)));
	}
}
