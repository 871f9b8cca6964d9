/*
 * Moves width from column to column of a table as long as that saves lines: those of whole rows
 * before those that make no row taller but look crowded.
 */
#include "flow/flow.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

static const double unit = 6;          /* points that widths are moved by, at least */
static const double shown = 0.12;      /* what a line that makes no row taller counts ... */
static const double shown_tight = 0.5; /* ... among amounts */
static const double bars = 0.01;       /* what a point of a bar counts */

/* How often a column's width was moved either way, as far as lines are remembered. */
enum { REACH = 64, STEPS = 5 };
static const int steps[STEPS] = { 1, 3, 6, 10, 16 }; /* units */

/* The lines of the tallest cells of a row, and where these stand. */
struct row_tops {
	unsigned lines[3];
	size_t columns[3];
};

struct balance {
	const struct cell_list *list;
	const struct column_need *needs;
	size_t columns;
	size_t rows;
	struct cell_lines **grid; /* rows of columns; NULL where nothing is counted */
	double *widths;
	int *shifts; /* of the widths, in units */
	struct row_tops *tops;
};

static unsigned lines_over(double width, double room)
{
	const double least = 8;

	return width <= room + hair ? 0 : (unsigned)ceil((width - room) / fmax(room, least));
}

/* As lines are filled: each takes what fits. */
static unsigned lines_within(const struct cell_lines *cell, double room)
{
	unsigned lines = 0;
	bool open = false;
	double pen = 0;

	for (size_t i = 0; i < cell->count; i++) {
		const struct cell_piece *piece = &cell->pieces[i];
		if (!open || pen + piece->width > room + hair) {
			pen = piece->indent;
			lines += 1 + lines_over(pen + piece->width, room);
		}
		pen += piece->width + piece->space;
		open = !piece->ends;
	}
	return lines;
}

static unsigned lines_at(const struct balance *balance, size_t row, size_t column, int shift)
{
	struct cell_lines *cell = balance->grid[row * balance->columns + column];
	double room;
	unsigned lines;

	if (!cell)
		return 0;
	if (abs(shift) < REACH && cell->known[shift + REACH] > 0)
		return cell->known[shift + REACH] - 1u;
	room = balance->widths[column] + (shift - balance->shifts[column]) * unit -
	       balance->list->padding;
	lines = lines_within(cell, room);
	if (abs(shift) < REACH && lines < UINT8_MAX)
		cell->known[shift + REACH] = (uint8_t)(lines + 1);
	return lines;
}

static void row_look(struct balance *balance, size_t row)
{
	struct row_tops *tops = &balance->tops[row];

	*tops = (struct row_tops){ .columns = { SIZE_MAX, SIZE_MAX, SIZE_MAX } };
	for (size_t column = 0; column < balance->columns; column++) {
		unsigned lines = lines_at(balance, row, column, balance->shifts[column]);
		int place = 3;
		while (place > 0 && lines > tops->lines[place - 1])
			place--;
		for (int i = 2; i > place; i--) {
			tops->lines[i] = tops->lines[i - 1];
			tops->columns[i] = tops->columns[i - 1];
		}
		if (place < 3) {
			tops->lines[place] = lines;
			tops->columns[place] = column;
		}
	}
}

struct swap {
	size_t from;
	size_t to;
	int step;
	double gain; /* of lines for each unit moved */
};

/* What the lines of a cell count that may make no row taller. */
static double cell_cost(const struct balance *balance, size_t row, size_t column, unsigned lines)
{
	const struct cell_lines *cell = balance->grid[row * balance->columns + column];

	return cell ? lines * (cell->tight ? shown_tight : shown) : 0;
}

static double swap_gain(const struct balance *balance, size_t from, size_t to, int step)
{
	const int *shifts = balance->shifts;
	double gain = 0;

	for (size_t row = 0; row < balance->rows; row++) {
		const struct row_tops *tops = &balance->tops[row];
		unsigned less = lines_at(balance, row, from, shifts[from] - step);
		unsigned more = lines_at(balance, row, to, shifts[to] + step);
		unsigned tallest = less > more ? less : more;
		for (int i = 0; i < 3; i++) {
			if (tops->columns[i] == from || tops->columns[i] == to)
				continue;
			tallest = tops->lines[i] > tallest ? tops->lines[i] : tallest;
			break;
		}
		gain += (double)tops->lines[0] - (double)tallest;
		gain += cell_cost(balance, row, from, lines_at(balance, row, from, shifts[from])) -
			cell_cost(balance, row, from, less);
		gain += cell_cost(balance, row, to, lines_at(balance, row, to, shifts[to])) -
			cell_cost(balance, row, to, more);
	}
	return gain / step - (balance->needs[from].bar ? bars * unit : 0);
}

static struct swap swap_best(const struct balance *balance)
{
	struct swap best = { 0, 0, 0, 1e-9 };

	for (size_t pair = 0; pair < balance->columns * balance->columns; pair++) {
		size_t from = pair / balance->columns;
		size_t to = pair % balance->columns;
		const struct column_need *need = &balance->needs[from];
		double floor = need->firm > need->least ? need->firm : need->least;
		for (int s = 0; s < STEPS && from != to && !balance->needs[to].bar; s++) {
			double gain;
			if (balance->widths[from] - steps[s] * unit < floor)
				break;
			gain = swap_gain(balance, from, to, steps[s]);
			if (gain > best.gain)
				best = (struct swap){ from, to, steps[s], gain };
		}
	}
	return best;
}

void columns_balance(struct arena *arena, const struct cell_list *list,
		     const struct column_need *needs, size_t count, double *widths)
{
	enum { MOST_SWAPS = 60 };
	struct balance balance = { .list = list, .needs = needs, .columns = count };

	if (list->count == 0)
		return;
	balance.rows = list->cells[list->count - 1].row + 1;
	balance.grid = ARENA_ARRAY(arena, balance.rows * count, struct cell_lines *);
	balance.tops = ARENA_ARRAY(arena, balance.rows, struct row_tops);
	balance.shifts = ARENA_ARRAY(arena, count, int);
	balance.widths = widths;
	for (size_t i = 0; i < list->count; i++) {
		struct cell_lines *cell = &list->cells[i];
		cell->known = ARENA_ARRAY(arena, 2 * REACH, uint8_t);
		balance.grid[cell->row * count + cell->column] = cell;
	}
	for (int i = 0; i < MOST_SWAPS; i++) {
		struct swap swap;
		for (size_t row = 0; row < balance.rows; row++)
			row_look(&balance, row);
		swap = swap_best(&balance);
		if (swap.step == 0)
			return;
		widths[swap.from] -= swap.step * unit;
		widths[swap.to] += swap.step * unit;
		balance.shifts[swap.from] -= swap.step;
		balance.shifts[swap.to] += swap.step;
	}
}
