/* Days by hours: how many seats are staffed in each, which are promised, and which are promised but
 * empty. */
#include "figure/canvas.h"

#include "base/arena.h"

static const double day_height = 16;
static const double hour_line = 13;

struct grid {
	struct canvas *canvas;
	double left;
	double cell;
};

static const struct figure_cell *cell_at(const struct doc_figure *figure, size_t row, size_t column)
{
	return &figure->cells[row * figure->column_count + column];
}

static double label_room(struct canvas *canvas)
{
	double widest = 0;

	for (size_t i = 0; i < canvas->figure->row_count; i++) {
		double width = canvas_width(canvas, canvas->figure->rows[i], false, TYPE_SMALL);
		widest = width > widest ? width : widest;
	}
	return widest + 6;
}

static void label_put(struct canvas *canvas, struct slice text, double x, double y, double width,
		      enum text_side side)
{
	struct text_set set = text_set(canvas, text, 1000, 1, false, FIGURE_MUTED);

	text_set_put(canvas, &set, x, y, width, side);
}

static enum figure_color shade(const struct figure_cell *cell)
{
	static const enum figure_color shades[] = { FIGURE_SHADE_1, FIGURE_SHADE_2, FIGURE_SHADE_3,
						    FIGURE_SHADE_4 };
	int step = (int)(cell->weight * 4 + 0.999);

	if (cell->weight <= 0)
		return FIGURE_PAPER;
	return shades[step < 1 ? 0 : step > 4 ? 3 : step - 1];
}

static void cell_put(struct grid *grid, const struct figure_cell *cell, double x, double y)
{
	struct shape *box = canvas_box(grid->canvas, x, y, grid->cell, day_height);
	struct text_set set = text_set(grid->canvas, cell->text, grid->cell + 1, 1, cell->alert,
				       cell->alert ? FIGURE_SECOND : FIGURE_INK);

	box->fill = cell->alert ? FIGURE_SECOND_TINT : shade(cell);
	box->stroke = FIGURE_HAIRLINE;
	box->thickness = 0.5;
	text_set_put(grid->canvas, &set, x, y + (day_height - set.leading) / 2, grid->cell,
		     SIDE_MIDDLE);
}

static bool is_outlined(const struct doc_figure *figure, long row, long column)
{
	if (row < 0 || column < 0 || row >= (long)figure->row_count ||
	    column >= (long)figure->column_count)
		return false;
	return cell_at(figure, (size_t)row, (size_t)column)->outlined;
}

static void edge_put(struct canvas *canvas, double x1, double y1, double x2, double y2)
{
	struct shape *line = canvas_line(canvas, (const double[]){ x1, y1, x2, y2 }, 2);

	line->stroke = FIGURE_INK;
	line->thickness = 1.4;
}

/* The outline of what is promised: lines between a cell inside and one outside, in one stroke as
 * long as they go on. */
static void outline_level(struct grid *grid, double top)
{
	const struct doc_figure *figure = grid->canvas->figure;

	for (long row = 0; row <= (long)figure->row_count; row++) {
		long from = -1;
		for (long column = 0; column <= (long)figure->column_count; column++) {
			bool edge = is_outlined(figure, row - 1, column) !=
				    is_outlined(figure, row, column);
			double y = top + (double)row * day_height;
			if (edge && from < 0)
				from = column;
			if (!edge && from >= 0) {
				edge_put(grid->canvas, grid->left + (double)from * grid->cell - 0.7,
					 y, grid->left + (double)column * grid->cell + 0.7, y);
				from = -1;
			}
		}
	}
}

static void outline_upright(struct grid *grid, double top)
{
	const struct doc_figure *figure = grid->canvas->figure;

	for (long column = 0; column <= (long)figure->column_count; column++) {
		long from = -1;
		for (long row = 0; row <= (long)figure->row_count; row++) {
			bool edge = is_outlined(figure, row, column - 1) !=
				    is_outlined(figure, row, column);
			double x = grid->left + (double)column * grid->cell;
			if (edge && from < 0)
				from = row;
			if (!edge && from >= 0) {
				edge_put(grid->canvas, x, top + (double)from * day_height, x,
					 top + (double)row * day_height);
				from = -1;
			}
		}
	}
}

static void alerts_put(struct grid *grid, double top)
{
	const struct doc_figure *figure = grid->canvas->figure;

	for (size_t i = 0; i < figure->row_count * figure->column_count; i++) {
		size_t row = i / figure->column_count;
		size_t column = i % figure->column_count;
		struct shape *box;
		if (!figure->cells[i].alert)
			continue;
		box = canvas_box(grid->canvas, grid->left + (double)column * grid->cell + 0.7,
				 top + (double)row * day_height + 0.7, grid->cell - 1.4,
				 day_height - 1.4);
		box->stroke = FIGURE_SECOND;
		box->thickness = 1.4;
	}
}

void figure_roster(struct canvas *canvas)
{
	const struct doc_figure *figure = canvas->figure;
	struct grid grid = { .canvas = canvas, .left = label_room(canvas) };
	size_t every = canvas->width < 300 ? 6 : 3;

	if (figure->column_count == 0)
		return;
	/* Room at the right for half of the last label. */
	grid.cell = (canvas->width - grid.left - 6) / (double)figure->column_count;
	for (size_t i = 0; i <= figure->column_count; i += every) {
		struct slice label = i < figure->column_count ? figure->columns[i] : SLICE("24");
		label_put(canvas, label, grid.left + (double)i * grid.cell - 20, 0, 40,
			  SIDE_MIDDLE);
	}
	for (size_t row = 0; row < figure->row_count; row++) {
		double y = hour_line + (double)row * day_height;
		label_put(canvas, figure->rows[row], 0, y + (day_height - 10.5) / 2, grid.left,
			  SIDE_START);
		for (size_t column = 0; column < figure->column_count; column++)
			cell_put(&grid, cell_at(figure, row, column),
				 grid.left + (double)column * grid.cell, y);
	}
	outline_level(&grid, hour_line);
	outline_upright(&grid, hour_line);
	alerts_put(&grid, hour_line);
	canvas_last(canvas)->height = hour_line + (double)figure->row_count * day_height + 1;
}
