/* Steps: each stands higher than the one before; where they do not fit side by side, one under the
 * other and further in. */
#include "figure/canvas.h"

#include "base/arena.h"

static const double step_gap = 13;
static const double step_least = 74;
static const double rise = 26;
static const double padding = 7;
static const double top_rule = 3;

struct step {
	const struct figure_node *node;
	struct text_set time;
	struct text_set title;
	struct text_set owner;
	struct text_set limit;
	double height;
	double level; /* 0 for the lowest */
	bool follows; /* is reached from the step before, which an arrow shows */
};

static void step_measure(struct canvas *canvas, struct step *step, double width)
{
	enum { MOST = 8 };
	double room = width - 2 * padding;

	step->title = text_set(canvas, step->node->title, room, MOST, true, FIGURE_INK);
	step->time = text_set(canvas, step->node->badge, room, MOST, true, FIGURE_ACCENT);
	step->owner = text_set(canvas, step->node->note, room, MOST, false, FIGURE_INK);
	step->limit = text_set(canvas, step->node->remark, room, MOST, false, FIGURE_MUTED);
	step->height = top_rule + 2 * padding + text_set_height(&step->title) +
		       text_set_height(&step->time) + text_set_height(&step->owner) +
		       text_set_height(&step->limit) + (step->limit.len > 0 ? 3 : 0);
}

static void step_put(struct canvas *canvas, const struct step *step, double x, double y,
		     double width, double height)
{
	struct shape *box = canvas_box(canvas, x, y, width, height);
	double room = width - 2 * padding;
	double bottom = y + height - padding;

	box->fill = step->node->aside ? FIGURE_PAPER : FIGURE_TINT;
	if (step->node->aside)
		box->stroke = FIGURE_LINE;
	box = canvas_box(canvas, x, y, width, top_rule);
	box->fill = step->node->aside ? FIGURE_LINE : FIGURE_ACCENT;
	x += padding;
	y += top_rule + padding;
	text_set_put(canvas, &step->time, x, y, room, SIDE_START);
	y += text_set_height(&step->time);
	text_set_put(canvas, &step->title, x, y, room, SIDE_START);
	y += text_set_height(&step->title);
	text_set_put(canvas, &step->owner, x, y, room, SIDE_START);
	text_set_put(canvas, &step->limit, x, bottom - text_set_height(&step->limit), room,
		     SIDE_START);
}

static void arrow_put(struct canvas *canvas, const double *points, size_t count)
{
	struct shape *line = canvas_line(canvas, points, count);

	line->arrow = true;
	line->stroke = FIGURE_SECOND;
	line->thickness = 1.1;
}

/*
 * The way up goes from step to step, by those aside that stand between two of its steps.  Before it
 * begins and after it has ended, steps aside are a way of their own.
 */
static void steps_order(struct step *steps, size_t count)
{
	bool begun = false;
	double level = 0;
	size_t ends = 0;

	for (size_t i = 0; i < count; i++)
		ends = steps[i].node->aside ? ends : i;
	for (size_t i = 0; i < count; i++) {
		bool aside = steps[i].node->aside;
		if (begun && !aside)
			level++;
		steps[i].level = level;
		if (i > 0)
			steps[i].follows = aside ? steps[i - 1].node->aside || i < ends : begun;
		begun = begun || !aside;
	}
}

/* Side by side on one ground. */
static void stairs_put(struct canvas *canvas, struct step *steps, size_t count, double width)
{
	double least = 0;
	double ground = 0;

	for (size_t i = 0; i < count; i++) {
		double base = steps[i].height - steps[i].level * rise;
		least = base > least ? base : least;
	}
	ground = least + steps[count - 1].level * rise;
	for (size_t i = 0; i < count; i++) {
		double height = least + steps[i].level * rise;
		double x = (double)i * (width + step_gap);
		double top = ground - height;
		step_put(canvas, &steps[i], x, top, width, height);
		if (!steps[i].follows)
			continue;
		if (steps[i].level > steps[i - 1].level)
			arrow_put(canvas,
				  (const double[]){ x - step_gap + 2, top + rise + 9,
						    x - step_gap / 2, top + rise + 9,
						    x - step_gap / 2, top + 6 },
				  3);
		else
			arrow_put(canvas,
				  (const double[]){ x - step_gap + 1, top + 12, x - 1, top + 12 },
				  2);
	}
	canvas_last(canvas)->height = ground;
}

/* One under the other, the first on top. */
static void shelves_put(struct canvas *canvas, struct step *steps, size_t count)
{
	double y = 0;
	double in = steps[count - 1].level > 0 ? 40 / steps[count - 1].level : 0;

	if (in > 12)
		in = 12;
	for (size_t i = 0; i < count; i++) {
		double x = steps[i].level * in + (steps[i].node->aside ? in : 0);
		step_measure(canvas, &steps[i], canvas->width - x);
		if (i > 0 && y + step_gap + steps[i].height > canvas->tallest) {
			canvas_panel(canvas);
			y = 0;
		}
		if (steps[i].follows)
			arrow_put(canvas,
				  (const double[]){ x + 20, y + 1, x + 20, y + step_gap - 1 }, 2);
		if (y > 0 || steps[i].follows)
			y += step_gap;
		step_put(canvas, &steps[i], x, y, canvas->width - x, steps[i].height);
		y += steps[i].height;
		canvas_last(canvas)->height = y;
	}
}

void figure_ladder(struct canvas *canvas)
{
	size_t count = canvas->figure->node_count;
	struct step *steps = ARENA_ARRAY(canvas->arena, count, struct step);
	double width;

	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		steps[i].node = &canvas->figure->nodes[i];
	steps_order(steps, count);
	width = (canvas->width - step_gap * (double)(count - 1)) / (double)count;
	if (width > 160)
		width = 160;
	if (width < step_least) {
		shelves_put(canvas, steps, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		step_measure(canvas, &steps[i], width);
	stairs_put(canvas, steps, count, width);
}
