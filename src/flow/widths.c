/* The widths of table columns by what they ask for; balance.c then looks at the lines they cost. */
#include "flow/flow.h"

#include <math.h>

/* Wide columns give way before narrow ones: widths grow with this power of what is asked for. */
static const double give = 0.4;

static double sum_at(const struct column_need *needs, size_t count, double level, double *widths)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		double width = level * pow(needs[i].most, give);
		if (width < needs[i].least)
			width = needs[i].least;
		if (width > needs[i].most)
			width = needs[i].most;
		widths[i] = width;
		sum += width;
	}
	return sum;
}

/* Too little room even for the longest words: every column gives in proportion to what it has
 * above a floor that short words need. */
static void columns_squeeze(const struct column_need *needs, size_t count, double room,
			    double *widths)
{
	double level_low = 0;
	double level_high = room;

	for (int step = 0; step < 60; step++) {
		double level = (level_low + level_high) / 2;
		double sum = 0;
		for (size_t i = 0; i < count; i++) {
			widths[i] = needs[i].least < level ? needs[i].least : level;
			sum += widths[i];
		}
		if (sum > room)
			level_high = level;
		else
			level_low = level;
	}
}

static void columns_stretch(const struct column_need *needs, size_t count, double room,
			    double *widths)
{
	double sum = 0;
	double pull = 0;

	for (size_t i = 0; i < count; i++) {
		sum += widths[i];
		pull += needs[i].firm > 0 ? widths[i] * 0.25 : widths[i];
	}
	for (size_t i = 0; i < count && pull > 0; i++) {
		double own = needs[i].firm > 0 ? widths[i] * 0.25 : widths[i];
		widths[i] += (room - sum) * own / pull;
	}
}

void columns_divide(const struct column_need *needs, size_t count, double room, double *widths)
{
	struct column_need held[MOST_COLUMNS];
	double least = 0;
	double low = 0;
	double high = room;

	/* Firm values do not wrap, as long as the others can still hold their words. */
	for (size_t i = 0; i < count; i++) {
		held[i] = needs[i];
		if (held[i].most < held[i].least)
			held[i].most = held[i].least;
		if (held[i].least < held[i].firm)
			held[i].least = held[i].firm;
		least += held[i].least;
	}
	if (least > room) {
		least = 0;
		for (size_t i = 0; i < count; i++) {
			held[i].least = needs[i].least;
			least += held[i].least;
		}
	}
	if (least > room) {
		columns_squeeze(needs, count, room, widths);
	} else if (sum_at(held, count, room, widths) > room) {
		for (int step = 0; step < 60; step++) {
			double level = (low + high) / 2;
			if (sum_at(held, count, level, widths) > room)
				high = level;
			else
				low = level;
		}
		sum_at(held, count, low, widths);
	}
	columns_stretch(needs, count, room, widths);
}
