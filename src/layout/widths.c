/* The widths of table columns: first by what columns ask for, then by how many lines they cost. */
#include <math.h>

#include "layout/flow.h"

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

/* The lines all rows take together, with column `from` narrower and `to` wider by `by`. */
static double lines_count(const struct cell_list *list, const double *widths, size_t from,
			  size_t to, double by)
{
	const double ragged = 1.04; /* lines are not filled to their end */
	const double shown = 0.12;  /* lines that make no row taller still look crowded */
	double total = 0;
	double tallest = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct cell_lines *cell = &list->cells[i];
		double room = widths[cell->column] - list->padding;
		double lines = 0;
		if (cell->column == from)
			room -= by;
		if (cell->column == to)
			room += by;
		for (size_t k = 0; k < cell->count; k++) {
			bool fits = cell->widths[k] <= room;
			lines += fits || room <= 0 ? 1 : ceil(cell->widths[k] * ragged / room);
		}
		if (i == 0 || cell->row != list->cells[i - 1].row) {
			total += tallest;
			tallest = 0;
		}
		tallest = lines > tallest ? lines : tallest;
		total += lines * shown;
	}
	return total + tallest;
}

struct swap {
	size_t from;
	size_t to;
	double by;
	double gain; /* lines saved for each point moved */
};

static struct swap swap_best(const struct cell_list *list, const struct column_need *needs,
			     size_t count, const double *widths)
{
	static const double steps[] = { 6, 18, 42 };
	double now = lines_count(list, widths, count, count, 0);
	struct swap best = { 0, 0, 0, 0 };

	for (size_t pair = 0; pair < count * count; pair++) {
		size_t from = pair / count;
		size_t to = pair % count;
		double floor =
			needs[from].firm > needs[from].least ? needs[from].firm : needs[from].least;
		for (size_t s = 0; s < sizeof(steps) / sizeof(*steps) && from != to; s++) {
			double gain;
			if (widths[from] - steps[s] < floor)
				break;
			gain = (now - lines_count(list, widths, from, to, steps[s])) / steps[s];
			if (gain > best.gain + 1e-9)
				best = (struct swap){ from, to, steps[s], gain };
		}
	}
	return best;
}

void columns_balance(const struct cell_list *list, const struct column_need *needs, size_t count,
		     double *widths)
{
	enum { MOST_SWAPS = 60 };

	for (int i = 0; i < MOST_SWAPS; i++) {
		struct swap swap = swap_best(list, needs, count, widths);
		if (swap.gain <= 0)
			return;
		widths[swap.from] -= swap.by;
		widths[swap.to] += swap.by;
	}
}
