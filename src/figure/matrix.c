/* Words in a grid of rows and columns, deeper where they weigh more. */
#include "figure/canvas.h"

#include "base/arena.h"

static const double padding = 6;
static const double gap = 2;

static enum figure_color shade(const struct figure_cell *cell)
{
	if (cell->weight <= 0)
		return FIGURE_PAPER;
	if (cell->weight < 0.4)
		return FIGURE_SHADE_1;
	if (cell->weight < 0.65)
		return FIGURE_SHADE_2;
	return cell->weight < 0.9 ? FIGURE_SHADE_3 : FIGURE_SHADE_4;
}

static double row_height(struct canvas *canvas, size_t row, double label, double width,
			 struct text_set *sets)
{
	const struct doc_figure *figure = canvas->figure;
	double tallest = 0;

	sets[figure->column_count] =
		text_set(canvas, figure->rows[row], label - padding, 8, true, FIGURE_INK);
	for (size_t i = 0; i < figure->column_count; i++)
		sets[i] = text_set(canvas, figure->cells[row * figure->column_count + i].text,
				   width - 2 * padding, 60, false, FIGURE_INK);
	for (size_t i = 0; i <= figure->column_count; i++) {
		double height = text_set_height(&sets[i]);
		tallest = height > tallest ? height : tallest;
	}
	return tallest + 2 * padding;
}

static void row_put(struct canvas *canvas, size_t row, double label, double width, double y,
		    double height, const struct text_set *sets)
{
	const struct doc_figure *figure = canvas->figure;
	const struct text_set *name = &sets[figure->column_count];

	text_set_put(canvas, name, 0, y + (height - text_set_height(name)) / 2, label - padding,
		     SIDE_START);
	for (size_t i = 0; i < figure->column_count; i++) {
		const struct figure_cell *cell = &figure->cells[row * figure->column_count + i];
		double x = label + (double)i * (width + gap);
		struct shape *box = canvas_box(canvas, x, y, width, height);
		box->fill = shade(cell);
		box->stroke = cell->weight > 0 ? FIGURE_NONE : FIGURE_HAIRLINE;
		box->thickness = 0.5;
		box->radius = 3;
		text_set_put(canvas, &sets[i], x + padding,
			     y + (height - text_set_height(&sets[i])) / 2, width - 2 * padding,
			     SIDE_START);
	}
}

static double header_put(struct canvas *canvas, double label, double width)
{
	const struct doc_figure *figure = canvas->figure;
	double tallest = 0;

	for (size_t i = 0; i < figure->column_count; i++) {
		struct text_set set =
			text_set(canvas, figure->columns[i], width - 4, 4, true, FIGURE_MUTED);
		text_set_put(canvas, &set, label + (double)i * (width + gap), 0, width,
			     SIDE_MIDDLE);
		tallest = text_set_height(&set) > tallest ? text_set_height(&set) : tallest;
	}
	return tallest + 3;
}

void figure_matrix(struct canvas *canvas)
{
	const struct doc_figure *figure = canvas->figure;
	struct text_set *sets =
		ARENA_ARRAY(canvas->arena, figure->column_count + 1, struct text_set);
	double label = canvas->width < 300 ? 52 : 84;
	double width;
	double y;

	if (figure->column_count == 0 || figure->row_count == 0)
		return;
	width = (canvas->width - label - gap * (double)(figure->column_count - 1)) /
		(double)figure->column_count;
	if (width > 170)
		width = 170;
	y = header_put(canvas, label, width);
	for (size_t row = 0; row < figure->row_count; row++) {
		double height = row_height(canvas, row, label, width, sets);
		if (row > 0 && y + height > canvas->tallest) {
			canvas_panel(canvas);
			y = header_put(canvas, label, width);
		}
		row_put(canvas, row, label, width, y, height, sets);
		canvas_last(canvas)->height = y + height;
		y += height + gap;
	}
}
