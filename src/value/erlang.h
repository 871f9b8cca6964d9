#ifndef VALUE_ERLANG_H
#define VALUE_ERLANG_H

#include <stdint.h>

#include "value/decimal.h"

/*
 * Staffing of lines that are answered at once, by Erlang C: random arrivals, one skill, nobody
 * hangs up.  Load is in Erlang: contacts × handling time ÷ length of the interval.  `handling` of
 * one contact and the wait that is asked about, `within`, are in seconds.
 *
 * With n seats and load a, Erlang B is B(0) = 1, B(n) = a·B(n−1) ÷ (n + a·B(n−1)); of that
 *   waiting = B ÷ (1 − a÷n·(1 − B))        service = 1 − waiting·e^(−(n − a)·within÷handling)
 *   answer  = waiting·handling ÷ (n − a)   occupancy = a ÷ n
 */
struct erlang {
	bool stable;      /* more seats than load; otherwise the queue never ends */
	double waiting;   /* share of contacts that wait at all */
	double service;   /* share answered within the time that was asked about */
	double answer;    /* average wait in seconds; infinite when not stable */
	double occupancy; /* share of their time that agents are busy */
};

struct erlang erlang_c(double load, int64_t seats, double handling, double within);

/*
 * The least number of seats that answers `share` (0 … 1) within `within` seconds and keeps the
 * occupancy at or below `busiest` (1: no limit).  0 when no number below the limit does.
 */
int64_t erlang_seats(double load, double handling, double within, double share, double busiest);

/*
 * People on the roster for that many seats when `shrinkage` percent of paid time is lost: the least
 * whole number not below seats ÷ (1 − shrinkage), exactly.  0 when shrinkage is 100 or more.
 */
int64_t staff_rostered(int64_t seats, struct decimal shrinkage);
/*
 * Agents that clear a backlog of `volume` contacts in so many hours, busy for that share of their
 * time (0 … 1): volume × handling ÷ (hours × 3600 × occupancy), rounded up.  0 without hours.
 */
int64_t staff_backlog(double volume, double handling, double hours, double occupancy);

#endif
