/* Durations: reading and showing lengths of time with their units. */
#include "value/duration.h"

#include "base/arena.h"
#include "base/buf.h"

struct unit {
	const char *key;
	int64_t seconds;
	const char *vi, *one, *many;
};

static const struct unit units[DURATION_UNIT_COUNT] = {
	[DURATION_SECOND] = { "s", 1, "giây", "second", "seconds" },
	[DURATION_MINUTE] = { "m", 60, "phút", "minute", "minutes" },
	[DURATION_HOUR] = { "h", 3600, "giờ", "hour", "hours" },
	[DURATION_DAY] = { "d", 86400, "ngày", "day", "days" },
	[DURATION_WORKING_DAY] = { "wd", 8 * 3600, "ngày làm việc", "working day", "working days" },
	[DURATION_WORKING_HOUR] = { "wh", 3600, "giờ làm việc", "working hour", "working hours" },
	[DURATION_MONTH] = { "mo", 30 * 86400, "tháng", "month", "months" },
};

/* The order in which they are written and read. */
static const enum duration_unit written_order[DURATION_UNIT_COUNT] = {
	DURATION_MONTH, DURATION_WORKING_DAY, DURATION_DAY,    DURATION_WORKING_HOUR,
	DURATION_HOUR,  DURATION_MINUTE,      DURATION_SECOND,
};

static bool unit_find(struct slice key, enum duration_unit *unit)
{
	for (int i = 0; i < DURATION_UNIT_COUNT; i++) {
		if (slice_is(key, units[i].key)) {
			*unit = (enum duration_unit)i;
			return true;
		}
	}
	return false;
}

static bool part_read(struct slice text, size_t *at, struct duration *duration)
{
	size_t digits = *at;
	size_t letters;
	uint64_t amount = 0;
	enum duration_unit unit;

	while (*at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9' && *at - digits < 7)
		amount = amount * 10 + (uint64_t)(text.ptr[(*at)++] - '0');
	letters = *at;
	while (*at < text.len && text.ptr[*at] >= 'a' && text.ptr[*at] <= 'z')
		(*at)++;
	if (letters == digits || !unit_find(slice_sub(text, letters, *at), &unit) ||
	    duration->amount[unit] != 0)
		return false;
	duration->amount[unit] = (uint32_t)amount;
	return true;
}

bool duration_parse(struct slice text, struct duration *duration)
{
	size_t at = 0;

	*duration = (struct duration){ { 0 } };
	if (text.len == 0)
		return false;
	while (at < text.len) {
		if (at > 0 && text.ptr[at] == ' ')
			at++;
		if (at == text.len || !part_read(text, &at, duration))
			return false;
	}
	return true;
}

int64_t duration_seconds(const struct duration *duration)
{
	int64_t seconds = 0;

	for (int i = 0; i < DURATION_UNIT_COUNT; i++)
		seconds += (int64_t)duration->amount[i] * units[i].seconds;
	return seconds;
}

static bool is_working(const struct duration *duration)
{
	return duration->amount[DURATION_WORKING_DAY] > 0 ||
	       duration->amount[DURATION_WORKING_HOUR] > 0;
}

enum duration_clock duration_clock(const struct duration *duration)
{
	if (duration->amount[DURATION_MONTH] > 0)
		return CLOCK_MONTHS;
	return is_working(duration) ? CLOCK_WORKING : CLOCK_CALENDAR;
}

static int64_t beside_months(const struct duration *duration)
{
	return duration_seconds(duration) -
	       duration->amount[DURATION_MONTH] * units[DURATION_MONTH].seconds;
}

/* The least and the most it can take by the calendar; working time may take for ever. */
static void bounds_find(const struct duration *duration, int64_t *least, int64_t *most)
{
	const int64_t average = 2629746; /* seconds of a month, over 400 years */
	const int64_t off = 60 * 3600;   /* no stretch of months is further from that */
	int64_t months = duration->amount[DURATION_MONTH];
	int64_t rest = beside_months(duration);

	*least = rest + (months > 0 ? months * average - off : 0);
	*most = is_working(duration) ? INT64_MAX : rest + (months > 0 ? months * average + off : 0);
}

bool duration_equal(const struct duration *a, const struct duration *b)
{
	return duration_clock(a) == duration_clock(b) &&
	       a->amount[DURATION_MONTH] == b->amount[DURATION_MONTH] &&
	       duration_seconds(a) == duration_seconds(b);
}

bool duration_order(const struct duration *a, const struct duration *b, int *order)
{
	int64_t left = duration_seconds(a), right = duration_seconds(b);
	int64_t left_most, right_most;
	enum duration_clock clock = duration_clock(a);

	*order = (left > right) - (left < right);
	if (clock == duration_clock(b) &&
	    (clock != CLOCK_MONTHS || beside_months(a) == beside_months(b)))
		return true;
	bounds_find(a, &left, &left_most);
	bounds_find(b, &right, &right_most);
	*order = (left > right_most) - (left_most < right);
	return *order != 0;
}

struct slice duration_show(struct arena *arena, const struct duration *duration, enum lang lang)
{
	struct buf buf = BUF_IN(arena);

	for (int i = 0; i < DURATION_UNIT_COUNT; i++) {
		uint32_t amount = duration->amount[written_order[i]];
		const struct unit *unit = &units[written_order[i]];
		const char *word = lang == LANG_VI ? unit->vi
				   : amount == 1   ? unit->one
						   : unit->many;
		if (amount > 0)
			buf_printf(&buf, "%s%u\302\240%s", buf.len > 0 ? " " : "", amount, word);
	}
	if (buf.len == 0)
		buf_puts(&buf, lang == LANG_VI ? "ngay" : "at once");
	return buf_slice(&buf);
}
