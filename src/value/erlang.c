/* Erlang C by the recursion of Erlang B, which needs no factorials and is stable for any load. */
#include "value/erlang.h"

#include <math.h>

enum { SEATS_MAX = 100000 };

/* Room for the last bits of a binary fraction, where a target is met exactly. */
static const double hair = 1e-9;

static struct erlang figures(double load, int64_t seats, double blocked, double handling,
			     double within)
{
	double n = (double)seats;
	struct erlang result = { .occupancy = n > 0 ? load / n : 1 };

	if (n <= load) {
		result.waiting = 1;
		result.answer = INFINITY;
		result.occupancy = 1;
		return result;
	}
	result.stable = true;
	result.waiting = blocked / (1 - load / n * (1 - blocked));
	result.service = 1;
	if (handling > 0) {
		result.service = 1 - result.waiting * exp(-(n - load) * within / handling);
		result.answer = result.waiting * handling / (n - load);
	}
	return result;
}

struct erlang erlang_c(double load, int64_t seats, double handling, double within)
{
	double blocked = 1;

	for (int64_t k = 1; k <= seats && k <= SEATS_MAX; k++)
		blocked = load * blocked / ((double)k + load * blocked);
	return figures(load, seats, blocked, handling, within);
}

int64_t erlang_seats(double load, double handling, double within, double share, double busiest)
{
	double blocked = 1;

	for (int64_t k = 1; k <= SEATS_MAX; k++) {
		struct erlang now;
		blocked = load * blocked / ((double)k + load * blocked);
		now = figures(load, k, blocked, handling, within);
		if (now.stable && now.service >= share - hair && now.occupancy <= busiest + hair)
			return k;
	}
	return 0;
}

static int64_t ceil_ratio(int64_t over, int64_t under)
{
	return over / under + (over % under > 0);
}

/* What is left of 100 percent, as left ÷ *whole. */
static int64_t left_of(struct decimal shrinkage, int64_t *whole)
{
	*whole = 100;
	for (int i = 0; i < shrinkage.scale; i++)
		*whole *= 10;
	return *whole - shrinkage.digits;
}

int64_t staff_rostered(int64_t seats, struct decimal shrinkage)
{
	int64_t whole, over;
	int64_t left = left_of(shrinkage, &whole);

	if (left <= 0 || __builtin_mul_overflow(seats, whole, &over))
		return 0;
	return ceil_ratio(over, left);
}

int64_t staff_backlog(double volume, double handling, double hours, double occupancy)
{
	if (hours <= 0 || occupancy <= 0)
		return 0;
	return (int64_t)ceil(volume * handling / (hours * 3600 * occupancy) - hair);
}
