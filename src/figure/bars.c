/*
 * Bars side by side with their totals on top, and below each what it is made of.  Where numbers
 * have no room, the bars go on in another row of bars, drawn to the same scale.
 */
#include "figure/canvas.h"

#include "base/arena.h"

static const double tallest_bar = 58;
static const double total_height = 13;
static const double padding = 4;
static const double gap = 2;
static const double block_gap = 12;
static const double names_and_row = 95; /* at most: what must follow bars on their panel */

/* What of the columns stands side by side, and where. */
struct block {
	struct canvas *canvas;
	size_t first;
	size_t end;
	double label; /* room for the names of rows */
	double width; /* of a column */
	double y;
};

static double widest_number(struct canvas *canvas)
{
	const struct doc_figure *figure = canvas->figure;
	double widest = 20;

	for (size_t i = 0; i < figure->node_count; i++) {
		double width =
			canvas_width(canvas, figure->nodes[i].title, true, TYPE_TITLE) + padding;
		widest = width > widest ? width : widest;
	}
	for (size_t i = 0; i < figure->row_count * figure->column_count; i++) {
		double width = canvas_width(canvas, figure->cells[i].text, false, TYPE_SMALL) +
			       2 * padding;
		widest = width > widest ? width : widest;
	}
	return widest;
}

static double column_x(const struct block *block, size_t column)
{
	return block->label + (double)(column - block->first) * (block->width + gap);
}

static void bars_put(struct block *block)
{
	struct canvas *canvas = block->canvas;
	double foot = block->y + total_height + tallest_bar;
	double right = column_x(block, block->end) - gap;

	for (size_t i = block->first; i < block->end; i++) {
		const struct figure_node *node = &canvas->figure->nodes[i];
		double height = tallest_bar * node->end;
		double bar = block->width > 46 ? 40 : block->width - 6;
		double x = column_x(block, i);
		struct text_set total =
			text_set(canvas, node->title, block->width, 1, true, FIGURE_INK);
		if (height > 0)
			canvas_box(canvas, x + (block->width - bar) / 2, foot - height, bar, height)
				->fill = FIGURE_ACCENT;
		text_set_put(canvas, &total, x, foot - height - total_height, block->width,
			     SIDE_MIDDLE);
	}
	canvas_line(canvas, (const double[]){ block->label, foot, right, foot }, 2)->stroke =
		FIGURE_LINE;
	block->y = foot + 2;
}

static void names_put(struct block *block)
{
	struct canvas *canvas = block->canvas;
	double tallest = 0;

	for (size_t i = block->first; i < block->end; i++) {
		struct text_set set = text_set(canvas, canvas->figure->columns[i], block->width, 4,
					       false, FIGURE_MUTED);
		text_set_put(canvas, &set, column_x(block, i), block->y, block->width, SIDE_MIDDLE);
		tallest = text_set_height(&set) > tallest ? text_set_height(&set) : tallest;
	}
	block->y += tallest + 3;
}

static enum figure_color shade(double weight)
{
	if (weight <= 0)
		return FIGURE_PAPER;
	return weight < 0.25 ? FIGURE_SHADE_1 : weight < 0.6 ? FIGURE_SHADE_2 : FIGURE_SHADE_3;
}

static void row_put(struct block *block, size_t row)
{
	struct canvas *canvas = block->canvas;
	const struct doc_figure *figure = canvas->figure;
	struct text_set name =
		text_set(canvas, figure->rows[row], block->label - padding, 4, false, FIGURE_INK);
	double height = text_set_height(&name) + padding;

	if (canvas_last(canvas)->height > 0 && block->y + height > canvas->tallest) {
		canvas_panel(canvas);
		block->y = 0;
		names_put(block);
	}
	text_set_put(canvas, &name, 0, block->y + padding / 2, block->label - padding, SIDE_START);
	for (size_t i = block->first; i < block->end; i++) {
		const struct figure_cell *cell = &figure->cells[row * figure->column_count + i];
		double x = column_x(block, i);
		struct shape *box = canvas_box(canvas, x, block->y, block->width, height);
		struct text_set number = text_set(canvas, cell->text, block->width - 2 * padding, 1,
						  false, FIGURE_INK);
		box->fill = shade(cell->weight);
		box->stroke = cell->weight > 0 ? FIGURE_NONE : FIGURE_HAIRLINE;
		box->thickness = 0.5;
		box->radius = 2;
		text_set_put(canvas, &number, x + padding,
			     block->y + (height - text_set_height(&number)) / 2,
			     block->width - 2 * padding, SIDE_MIDDLE);
	}
	block->y += height + gap;
	canvas_last(canvas)->height = block->y - gap;
}

static void block_put(struct block *block)
{
	struct canvas *canvas = block->canvas;

	if (block->first > 0) {
		block->y += block_gap;
		if (block->y + total_height + tallest_bar + names_and_row > canvas->tallest) {
			canvas_panel(canvas);
			block->y = 0;
		}
	}
	bars_put(block);
	names_put(block);
	canvas_last(canvas)->height = block->y;
	for (size_t row = 0; row < canvas->figure->row_count; row++)
		row_put(block, row);
}

void figure_bars(struct canvas *canvas)
{
	size_t count = canvas->figure->column_count;
	struct block block = { .canvas = canvas, .label = canvas->width < 300 ? 70 : 104 };
	double room = canvas->width - block.label;
	double least = widest_number(canvas);
	size_t abreast;
	size_t rows;

	if (count == 0)
		return;
	abreast = (size_t)((room + gap) / (least + gap));
	abreast = abreast < 1 ? 1 : abreast > count ? count : abreast;
	rows = (count + abreast - 1) / abreast;
	abreast = (count + rows - 1) / rows;
	block.width = (room - gap * (double)(abreast - 1)) / (double)abreast;
	for (size_t i = 0; i < count; i = block.end) {
		block.first = i;
		block.end = i + abreast < count ? i + abreast : count;
		block_put(&block);
	}
}
