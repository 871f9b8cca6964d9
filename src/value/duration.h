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
	DURATION_UNIT_COUNT
};

/*
 * A length of time as people promise it: "45s", "20m", "4h", "2d", "2wd" (working days), "4wh"
 * (working hours); larger units first where several are joined ("1h30m").  Working time is not
 * converted to calendar time: how long two working days are depends on the calendar.
 */
struct duration {
	uint32_t amount[DURATION_UNIT_COUNT];
};

bool duration_parse(struct slice text, struct duration *duration);
/* Calendar seconds; a working day counts 8 hours of working time. */
int64_t duration_seconds(const struct duration *duration);
bool duration_is_working(const struct duration *duration);
/* "20 phút", "2 ngày làm việc"; "20 minutes", "2 working days". */
struct slice duration_show(struct arena *arena, const struct duration *duration, enum lang lang);

#endif
