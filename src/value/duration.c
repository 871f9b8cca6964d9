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
};

/* The order in which they are written and read. */
static const enum duration_unit order[DURATION_UNIT_COUNT] = {
	DURATION_WORKING_DAY, DURATION_DAY,    DURATION_WORKING_HOUR,
	DURATION_HOUR,        DURATION_MINUTE, DURATION_SECOND,
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

bool duration_is_working(const struct duration *duration)
{
	return duration->amount[DURATION_WORKING_DAY] > 0 ||
	       duration->amount[DURATION_WORKING_HOUR] > 0;
}

struct slice duration_show(struct arena *arena, const struct duration *duration, enum lang lang)
{
	struct buf buf = BUF_IN(arena);

	for (int i = 0; i < DURATION_UNIT_COUNT; i++) {
		uint32_t amount = duration->amount[order[i]];
		const struct unit *unit = &units[order[i]];
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
