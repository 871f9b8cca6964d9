#ifndef VALUE_WEEK_H
#define VALUE_WEEK_H

#include "value/hours.h"

/* Stretches of an ordinary week, minute by minute from Monday 00:00. */
enum { WEEK_RUNS_MAX = 256 };

struct week_run {
	int start; /* minute of the week */
	int end;   /* up to start + HOURS_WEEK: it may run past Sunday */
};

/* The stretches that are marked, in the order they start; at most WEEK_RUNS_MAX. */
size_t week_runs(const bool marked[HOURS_WEEK], struct week_run runs[WEEK_RUNS_MAX]);
size_t week_minutes(const bool marked[HOURS_WEEK]);
/* The first stretch within the week that starts at or after a minute; false when there is none. */
bool week_next(const bool marked[HOURS_WEEK], int from, struct week_run *run);
/* Takes away what the other one marks; both of HOURS_WEEK. */
void week_remove(bool *restrict week, const bool *restrict less);
bool week_any(const bool marked[HOURS_WEEK]);
bool week_overlaps(const bool a[HOURS_WEEK], const bool b[HOURS_WEEK]);
/* "Chủ nhật 12:00–13:00", "Monday–Friday 21:00–23:00"; past midnight counts to the day before. */
struct slice week_show(struct arena *arena, const bool marked[HOURS_WEEK], enum lang lang);

#endif
