#ifndef VALUE_DURATION_H
#define VALUE_DURATION_H

#include <stdint.h>

#include "base/lang.h"

enum duration_unit {
	DURATION_SECOND,
	DURATION_MINUTE,
	DURATION_HOUR,
	DURATION_DAY,
	DURATION_WORKING_DAY,
	DURATION_WORKING_HOUR,
	DURATION_MONTH,
	DURATION_UNIT_COUNT
};

/*
 * A length of time as people promise it: "45s", "20m", "4h", "2d", "2wd" (working days), "4wh"
 * (working hours), "6mo" (months); larger units first where several are joined ("1h30m").  Working
 * time and months are not converted to calendar time: how long two working days or a month are
 * depends on the calendar.
 */
struct duration {
	uint32_t amount[DURATION_UNIT_COUNT];
};

bool duration_parse(struct slice text, struct duration *duration);
/* What a length of time is counted on; with months in it, months. */
enum duration_clock { CLOCK_CALENDAR, CLOCK_WORKING, CLOCK_MONTHS, CLOCK_COUNT };

enum duration_clock duration_clock(const struct duration *duration);
/* Seconds on its clock: a working day counts 8 hours of working time, a month 30 days. */
int64_t duration_seconds(const struct duration *duration);
bool duration_equal(const struct duration *a, const struct duration *b);
/* Which is longer, if that is clear whatever the calendar: a month has 28 to 31 days. */
bool duration_order(const struct duration *a, const struct duration *b, int *order);
/* "20 phút", "2 ngày làm việc"; "20 minutes", "2 working days". */
struct slice duration_show(struct arena *arena, const struct duration *duration, enum lang lang);

#endif
