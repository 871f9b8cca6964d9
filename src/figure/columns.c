/* Cards side by side: signatures in their order, and the stages of a journey. */
#include "figure/canvas.h"

#include "base/arena.h"

static const double gap = 14;
static const double least = 100;
static const double most = 150;
static const double signature = 34; /* room to sign */

static size_t abreast(const struct canvas *canvas, size_t count)
{
	size_t fit = (size_t)((canvas->width + gap) / (least + gap));
	size_t rows;

	if (fit < 1)
		fit = 1;
	rows = (count + fit - 1) / fit;
	return rows > 0 ? (count + rows - 1) / rows : 1;
}

/* --- Signatures --- */

static void signer_put(struct canvas *canvas, const struct card *card, double x, double y,
		       double height)
{
	struct card taller = *card;
	double line = y + height - 9;

	taller.height = height;
	card_put(canvas, &taller, x, y, CARD_PLAIN);
	canvas_line(canvas, (const double[]){ x + 8, line, x + card->width - 8, line }, 2)->stroke =
		FIGURE_MUTED;
}

void figure_approval(struct canvas *canvas)
{
	const struct doc_figure *figure = canvas->figure;
	size_t row = abreast(canvas, figure->node_count);
	double width = (canvas->width - gap * (double)(row - 1)) / (double)row;
	struct card *cards = ARENA_ARRAY(canvas->arena, figure->node_count, struct card);
	double y = 0;

	width = width > most ? most : width;
	for (size_t first = 0; first < figure->node_count; first += row) {
		size_t end = first + row < figure->node_count ? first + row : figure->node_count;
		double height = 0;
		for (size_t i = first; i < end; i++) {
			cards[i] = card_measure(canvas, &figure->nodes[i], width);
			height = cards[i].height > height ? cards[i].height : height;
		}
		height += signature;
		if (first > 0 && y + gap + height > canvas->tallest) {
			canvas_panel(canvas);
			y = 0;
		}
		y += y > 0 ? gap : 0;
		for (size_t i = first; i < end; i++) {
			double x = (double)(i - first) * (width + gap);
			signer_put(canvas, &cards[i], x, y, height);
			if (i > first)
				canvas_line(canvas,
					    (const double[]){ x - gap + 1, y + height / 2, x - 1,
							      y + height / 2 },
					    2)
					->arrow = true;
		}
		y += height;
		canvas_last(canvas)->height = y + 1;
	}
}

/* --- Stages --- */

struct stage {
	double y;
	double x;
	double width;
	bool continued;
};

static double stage_head(struct canvas *canvas, size_t column, const struct stage *stage)
{
	struct text_set set = text_set(canvas, canvas->figure->columns[column], stage->width, 3,
				       true, FIGURE_ACCENT);
	struct shape *rule = canvas_box(canvas, stage->x, stage->y, stage->width, 2.5);

	rule->fill = FIGURE_ACCENT;
	text_set_put(canvas, &set, stage->x, stage->y + 6, stage->width, SIDE_START);
	return stage->y + 6 + text_set_height(&set) + 4;
}

/* The cards of one column from *next on, as far as the panel goes; false when some are left. */
static bool stage_put(struct canvas *canvas, size_t column, struct stage *stage, size_t *next)
{
	const struct doc_figure *figure = canvas->figure;
	bool any = false;

	stage->y = stage_head(canvas, column, stage);
	for (; *next < figure->node_count; ++*next) {
		struct card card;
		if (figure->nodes[*next].column != column)
			continue;
		card = card_measure(canvas, &figure->nodes[*next], stage->width);
		if (any && stage->y + card.height > canvas->tallest)
			return false;
		card_put(canvas, &card, stage->x, stage->y, CARD_PLAIN);
		stage->y += card.height + 5;
		any = true;
	}
	return true;
}

void figure_journey(struct canvas *canvas)
{
	const struct doc_figure *figure = canvas->figure;
	size_t row = abreast(canvas, figure->column_count);
	double width = (canvas->width - gap * (double)(row - 1)) / (double)row;
	size_t *next = ARENA_ARRAY(canvas->arena, figure->column_count, size_t);
	double top = 0;

	for (size_t first = 0; first < figure->column_count; first += row) {
		size_t end =
			first + row < figure->column_count ? first + row : figure->column_count;
		bool done = false;
		while (!done) {
			double bottom = top;
			done = true;
			for (size_t i = first; i < end; i++) {
				struct stage stage = { top, (double)(i - first) * (width + gap),
						       width, false };
				if (next[i] < figure->node_count)
					done = stage_put(canvas, i, &stage, &next[i]) && done;
				bottom = stage.y > bottom ? stage.y : bottom;
			}
			canvas_last(canvas)->height = bottom;
			top = bottom + 8;
			if (!done || (end < figure->column_count && top > canvas->tallest * 0.7)) {
				canvas_panel(canvas);
				top = 0;
			}
		}
	}
	if (canvas->drawing.count > 1 && canvas_last(canvas)->count == 0)
		canvas->drawing.count--;
}
