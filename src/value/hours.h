#ifndef VALUE_HOURS_H
#define VALUE_HOURS_H

#include <stdint.h>

#include "base/lang.h"
#include "value/season.h"

/*
 * Opening hours in the OpenStreetMap notation, the part of it that care plans need:
 *   24/7
 *   Mo-Fr 08:00-17:30; Sa 08:00-12:00; PH off
 *   Mo,We,Fr 08:00-12:00,13:00-17:00
 *   22:00-06:00                        (every day, past midnight)
 *   Apr-Sep: Mo-Fr 07:00-19:00; Oct-Mar: Mo-Fr 08:00-17:00
 *   08:00-17:00; Dec 15-Feb 10,Aug 07:00-21:00
 * A later rule replaces an earlier one for the days it names, in the seasons it names.
 */
enum {
	HOURS_RULES_MAX = 24,
	HOURS_SPANS_MAX = 8,
	HOURS_SEASONS_MAX = 4, /* of one rule */
	HOURS_HOLIDAY = 7,     /* the bit of public holidays, behind those of the week's days */
	HOURS_DAY = 24 * 60,   /* minutes */
	HOURS_WEEK = 7 * HOURS_DAY,
};

struct hours_span {
	uint16_t start; /* minutes from midnight */
	uint16_t end;   /* up to 48:00; past 24:00 the span runs into the next day */
};

struct hours_rule {
	uint8_t days; /* bit 0 Monday … bit 6 Sunday, bit 7 public holidays */
	bool off;
	uint8_t span_count;
	uint8_t season_count; /* 0: all year */
	struct hours_span spans[HOURS_SPANS_MAX];
	struct season seasons[HOURS_SEASONS_MAX];
};

struct hours {
	uint8_t rule_count;
	struct hours_rule rules[HOURS_RULES_MAX];
};

/* On failure *bad is the offset of what could not be read. */
bool hours_parse(struct slice text, struct hours *hours, size_t *bad);
/* Marks each open minute of an ordinary week around a day of the year, Monday 00:00 first. */
void hours_week(const struct hours *hours, int around, bool open[HOURS_WEEK]);
/* Notes the days on which these hours change. */
void hours_turns(const struct hours *hours, struct turns *turns);
/* Whether they differ by the time of year. */
bool hours_is_seasonal(const struct hours *hours);
/*
 * "T2–T6 08:00–17:30; nghỉ lễ", "Mon–Fri 08:00–17:30; closed on public holidays",
 * "Apr–Sep: Mon–Fri 07:00–19:00".
 */
struct slice hours_show(struct arena *arena, const struct hours *hours, enum lang lang);

#endif
