/* Opening hours: reading, spreading over a week, showing. */
#include "value/hours.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { EVERY_DAY = 0x7f };

static const char *const day_keys[] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH" };
static const char *const day_words[LANG_COUNT][8] = {
	[LANG_VI] = { "T2", "T3", "T4", "T5", "T6", "T7", "CN", "ngày lễ" },
	[LANG_EN] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "public holidays" },
};

struct scanner {
	struct slice text;
	size_t at;
};

static bool take(struct scanner *in, const char *token)
{
	size_t length = strlen(token);

	if (!slice_starts(slice_sub(in->text, in->at, in->text.len),
			  (struct slice){ token, length }))
		return false;
	in->at += length;
	return true;
}

static void skip_blanks(struct scanner *in)
{
	while (in->at < in->text.len && in->text.ptr[in->at] == ' ')
		in->at++;
}

static bool day_take(struct scanner *in, int *day)
{
	for (int i = 0; i < 8; i++) {
		if (take(in, day_keys[i])) {
			*day = i;
			return true;
		}
	}
	return false;
}

static bool days_take(struct scanner *in, uint8_t *days)
{
	int first, last;

	do {
		skip_blanks(in);
		if (!day_take(in, &first))
			return false;
		last = first;
		if (take(in, "-")) {
			size_t start = in->at;
			if (!day_take(in, &last) || last == HOURS_HOLIDAY ||
			    first == HOURS_HOLIDAY) {
				in->at = start;
				return false;
			}
		}
		for (int day = first;; day = (day + 1) % 7) {
			*days = (uint8_t)(*days | 1u << day);
			if (day == last)
				break;
		}
	} while (take(in, ","));
	return true;
}

static bool two_digits(struct scanner *in, unsigned *value)
{
	const char *at = in->text.ptr + in->at;

	if (in->at + 2 > in->text.len || at[0] < '0' || at[0] > '9' || at[1] < '0' || at[1] > '9')
		return false;
	*value = (unsigned)(at[0] - '0') * 10 + (unsigned)(at[1] - '0');
	in->at += 2;
	return true;
}

static bool time_take(struct scanner *in, uint16_t *minutes)
{
	size_t start = in->at;
	unsigned hour, minute;

	if (!two_digits(in, &hour) || !take(in, ":") || !two_digits(in, &minute) || hour > 48 ||
	    minute > 59 || hour * 60 + minute > 2 * HOURS_DAY) {
		in->at = start;
		return false;
	}
	*minutes = (uint16_t)(hour * 60 + minute);
	return true;
}

static bool spans_take(struct scanner *in, struct hours_rule *rule)
{
	do {
		struct hours_span span;
		size_t start;
		skip_blanks(in);
		start = in->at;
		if (rule->span_count == HOURS_SPANS_MAX || !time_take(in, &span.start))
			return false;
		if (!take(in, "-") && !take(in, "–"))
			return false;
		if (!time_take(in, &span.end))
			return false;
		if (span.end < span.start)
			span.end = (uint16_t)(span.end + HOURS_DAY);
		if (span.start >= HOURS_DAY || span.end <= span.start) {
			in->at = start; /* an empty span, or one that starts past midnight */
			return false;
		}
		rule->spans[rule->span_count++] = span;
	} while (take(in, ","));
	return true;
}

/* "Apr-Sep,Dec 15-31:"; a rule without any holds all year. */
static bool seasons_take(struct scanner *in, struct hours_rule *rule)
{
	struct season season;
	size_t start;

	do {
		skip_blanks(in);
		start = in->at;
		if (rule->season_count < HOURS_SEASONS_MAX &&
		    season_read(in->text, &in->at, &season))
			rule->seasons[rule->season_count++] = season;
		else if (rule->season_count > 0 || in->at > start)
			return false;
	} while (rule->season_count > 0 && take(in, ","));
	if (rule->season_count > 0)
		take(in, ":");
	skip_blanks(in);
	return true;
}

static bool rule_take(struct scanner *in, struct hours_rule *rule)
{
	if (!seasons_take(in, rule))
		return false;
	if (take(in, "24/7")) {
		rule->days = EVERY_DAY | 1u << HOURS_HOLIDAY;
		rule->spans[rule->span_count++] = (struct hours_span){ 0, HOURS_DAY };
		return true;
	}
	if (in->at < in->text.len && in->text.ptr[in->at] >= 'A' && in->text.ptr[in->at] < 'a') {
		if (!days_take(in, &rule->days))
			return false;
	} else {
		rule->days = EVERY_DAY;
	}
	skip_blanks(in);
	if (take(in, "off") || take(in, "closed")) {
		rule->off = true;
		return true;
	}
	return spans_take(in, rule);
}

bool hours_parse(struct slice text, struct hours *hours, size_t *bad)
{
	struct scanner in = { text, 0 };

	*hours = (struct hours){ 0 };
	do {
		skip_blanks(&in);
		if (hours->rule_count > 0 && in.at == text.len)
			break; /* a semicolon at the end */
		if (hours->rule_count == HOURS_RULES_MAX ||
		    !rule_take(&in, &hours->rules[hours->rule_count++])) {
			*bad = in.at;
			return false;
		}
		skip_blanks(&in);
	} while (take(&in, ";"));
	*bad = in.at;
	return in.at == text.len;
}

static bool is_in_season(const struct hours_rule *rule, int day)
{
	for (int i = 0; i < rule->season_count; i++) {
		if (season_holds(rule->seasons[i], day))
			return true;
	}
	return rule->season_count == 0;
}

static const struct hours_rule *rule_of_day(const struct hours *hours, int weekday, int day)
{
	for (int i = hours->rule_count - 1; i >= 0; i--) {
		if (hours->rules[i].days >> weekday & 1 && is_in_season(&hours->rules[i], day))
			return &hours->rules[i];
	}
	return NULL;
}

void hours_turns(const struct hours *hours, struct turns *turns)
{
	for (int i = 0; i < hours->rule_count; i++) {
		for (int k = 0; k < hours->rules[i].season_count; k++)
			turns_add(turns, hours->rules[i].seasons[k]);
	}
}

bool hours_is_seasonal(const struct hours *hours)
{
	struct turns turns = { .count = 0 };

	hours_turns(hours, &turns);
	return turns.count > 1;
}

void hours_week(const struct hours *hours, int around, bool open[HOURS_WEEK])
{
	memset(open, 0, HOURS_WEEK * sizeof(*open));
	for (int day = 0; day < 7; day++) {
		const struct hours_rule *rule = rule_of_day(hours, day, around);
		for (int i = 0; rule && !rule->off && i < rule->span_count; i++) {
			int start = day * HOURS_DAY + rule->spans[i].start;
			int end = day * HOURS_DAY + rule->spans[i].end;
			int last = end < HOURS_WEEK ? end : HOURS_WEEK; /* the rest is Monday's */
			if (start < last)
				memset(open + start, true, (size_t)(last - start) * sizeof(*open));
			for (int m = start > last ? start : last; m < end; m++)
				open[m % HOURS_WEEK] = true;
		}
	}
}

static void days_show(struct buf *buf, uint8_t days, enum lang lang)
{
	bool first = true;

	for (int day = 0; day < 7; day++) {
		int last = day;
		if (!(days >> day & 1))
			continue;
		while (last < 6 && days >> (last + 1) & 1)
			last++;
		buf_puts(buf, first ? "" : ", ");
		buf_puts(buf, day_words[lang][day]);
		if (last > day)
			buf_printf(buf, "%s%s", last > day + 1 ? "–" : ", ", day_words[lang][last]);
		first = false;
		day = last;
	}
	if (days >> HOURS_HOLIDAY & 1)
		buf_printf(buf, "%s%s", first ? "" : ", ", day_words[lang][HOURS_HOLIDAY]);
}

static bool is_all_day(const struct hours_rule *rule)
{
	return rule->span_count == 1 && rule->spans[0].start == 0 &&
	       rule->spans[0].end == HOURS_DAY;
}

static void rule_show(struct buf *buf, const struct hours_rule *rule, enum lang lang)
{
	if (rule->off && (rule->days & EVERY_DAY) == EVERY_DAY) {
		buf_puts(buf, lang == LANG_VI ? "nghỉ" : "closed");
		return;
	}
	if (rule->off) {
		buf_puts(buf, lang == LANG_VI ? "nghỉ " : "closed on ");
		days_show(buf, rule->days, lang);
		return;
	}
	if ((rule->days & EVERY_DAY) == EVERY_DAY)
		buf_puts(buf, lang == LANG_VI ? "hằng ngày" : "every day");
	else
		days_show(buf, rule->days, lang);
	if (is_all_day(rule)) {
		buf_puts(buf, lang == LANG_VI ? " cả ngày" : " all day");
		return;
	}
	for (int i = 0; i < rule->span_count; i++) {
		struct hours_span span = rule->spans[i];
		int end = span.end > HOURS_DAY ? span.end - HOURS_DAY : span.end;
		buf_printf(buf, "%s%02d:%02d–%02d:%02d", i > 0 ? ", " : " ", span.start / 60,
			   span.start % 60, end / 60, end % 60);
	}
}

static struct slice seasons_show(struct arena *arena, const struct hours_rule *rule, enum lang lang)
{
	struct buf buf = BUF_IN(arena);

	if (rule->season_count == 0)
		return slice_of(lang == LANG_VI ? "cả năm" : "all year");
	for (int i = 0; i < rule->season_count; i++) {
		buf_puts(&buf, i > 0 ? ", " : "");
		buf_put(&buf, season_show(arena, rule->seasons[i], lang));
	}
	return buf_slice(&buf);
}

struct slice hours_show(struct arena *arena, const struct hours *hours, enum lang lang)
{
	struct buf buf = BUF_IN(arena);
	struct slice before = slice_of(lang == LANG_VI ? "cả năm" : "all year");

	for (int i = 0; i < hours->rule_count; i++) {
		const struct hours_rule *rule = &hours->rules[i];
		struct slice season = seasons_show(arena, rule, lang);
		buf_puts(&buf, i > 0 ? "; " : "");
		if (!slice_equal(season, before))
			buf_printf(&buf, "%.*s: ", SLICE_ARG(season));
		before = season;
		if (is_all_day(rule) && rule->days == (EVERY_DAY | 1u << HOURS_HOLIDAY))
			buf_puts(&buf, "24/7");
		else
			rule_show(&buf, rule, lang);
	}
	return buf_slice(&buf);
}
