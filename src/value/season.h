#ifndef VALUE_SEASON_H
#define VALUE_SEASON_H

#include <stdint.h>

#include "base/lang.h"

/*
 * Parts of a year, whichever year it is: days counted from 1 January as 0, without 29 February,
 * which counts as the day before.
 */
enum { YEAR_DAYS = 365 };

struct season {
	uint16_t first;
	uint16_t last; /* before `first`: over the turn of the year */
};

/* "Apr-Sep", "Dec 15-Feb 10", "Dec 24-26", "Aug"; moves *at behind it, or to what is wrong. */
bool season_read(struct slice text, size_t *at, struct season *season);
bool season_holds(struct season season, int day);
size_t season_days(struct season season);
/* "tháng 4–9", "15/12–10/2"; "Apr–Sep", "15 Dec–10 Feb". */
struct slice season_show(struct arena *arena, struct season season, enum lang lang);

/* The days of a year on which something changes. */
struct turns {
	bool on[YEAR_DAYS];
	size_t count;
};

void turns_add(struct turns *turns, struct season season);
/*
 * The next stretch between two turns that begins on the day *from or later, which then moves behind
 * that day; begins as 0.  The whole year, once, when nothing changes.
 */
bool turns_next(const struct turns *turns, size_t *from, struct season *stretch);

#endif
