/* Twelve months side by side, and what falls on them, in as many lanes as its words need. */
#include "figure/canvas.h"

#include "base/arena.h"

enum { MONTHS = 12 };

static const double head = 15;
static const double mark = 6;
static const double lane_gap = 3;

struct lanes {
	double *ends; /* how far each lane is taken */
	double *heights;
	size_t count;
};

/* An event with its words, to the right of its mark or, late in the year, to its left. */
struct event {
	const struct figure_node *node;
	struct text_set words;
	double from; /* of mark and words together */
	double to;
	double mark_from;
	double mark_to;
	bool left;
	size_t lane;
};

static double place(const struct canvas *canvas, double month)
{
	double at = month < 0 ? 0 : month > MONTHS ? MONTHS : month;

	return at * canvas->width / MONTHS;
}

static void event_measure(struct canvas *canvas, struct event *event)
{
	double room = canvas->width * 0.4;
	double widest = 0;

	event->words = text_set(canvas, event->node->title, room, 4, false, FIGURE_INK);
	for (size_t i = 0; i < event->words.len; i++) {
		if (event->words.items[i].width > widest)
			widest = event->words.items[i].width;
	}
	event->mark_from = place(canvas, event->node->start) - mark / 2;
	event->mark_to = place(canvas, event->node->end) + mark / 2;
	if (event->mark_from < 0)
		event->mark_from = 0;
	if (event->mark_to < event->mark_from + mark)
		event->mark_to = event->mark_from + mark;
	if (event->mark_to > canvas->width) {
		event->mark_to = canvas->width;
		if (event->mark_from > canvas->width - mark)
			event->mark_from = canvas->width - mark;
	}
	event->left = event->mark_to + 4 + widest > canvas->width;
	event->from = event->left ? event->mark_from - 4 - widest : event->mark_from;
	event->to = event->left ? event->mark_to : event->mark_to + 4 + widest;
}

static size_t lane_find(struct lanes *lanes, const struct event *event)
{
	size_t lane = 0;

	while (lane < lanes->count && lanes->ends[lane] > event->from)
		lane++;
	if (lane == lanes->count)
		lanes->count++;
	lanes->ends[lane] = event->to + 8;
	if (text_set_height(&event->words) > lanes->heights[lane])
		lanes->heights[lane] = text_set_height(&event->words);
	return lane;
}

static void months_put(struct canvas *canvas, double height)
{
	double width = canvas->width / MONTHS;

	for (size_t i = 0; i < MONTHS && i < canvas->figure->column_count; i++) {
		struct text_set set =
			text_set(canvas, canvas->figure->columns[i], width, 1, false, FIGURE_MUTED);
		struct shape *box =
			canvas_box(canvas, (double)i * width, head, width, height - head);
		box->fill = i % 2 == 0 ? FIGURE_TINT : FIGURE_PAPER;
		text_set_put(canvas, &set, (double)i * width, 0, width, SIDE_MIDDLE);
	}
	canvas_line(canvas, (const double[]){ 0, head, canvas->width, head }, 2)->stroke =
		FIGURE_ACCENT;
	canvas_last(canvas)->height = height;
}

static void event_put(struct canvas *canvas, const struct event *event, double y)
{
	struct shape *shape = canvas_shape(canvas, event->mark_to - event->mark_from > mark + 0.5
							   ? SHAPE_BOX
							   : SHAPE_DIAMOND);

	shape->x = event->mark_from;
	shape->y = y + (event->words.leading - mark) / 2;
	shape->width = event->mark_to - event->mark_from;
	shape->height = mark;
	shape->radius = 2;
	shape->fill = FIGURE_ACCENT;
	if (event->left)
		text_set_put(canvas, &event->words, event->from, y,
			     event->mark_from - 4 - event->from, SIDE_END);
	else
		text_set_put(canvas, &event->words, event->mark_to + 4, y, event->to, SIDE_START);
}

/* The lanes from one on that fit a panel; returns the first that does not. */
static size_t panel_put(struct canvas *canvas, const struct event *events, size_t count,
			const struct lanes *lanes, size_t first)
{
	double y = head + 4;
	size_t end = first;

	while (end < lanes->count &&
	       (end == first || y + lanes->heights[end] + 4 < canvas->tallest))
		y += lanes->heights[end++] + lane_gap;
	months_put(canvas, y + 2);
	for (size_t i = 0; i < count; i++) {
		double at = head + 4;
		if (events[i].lane < first || events[i].lane >= end)
			continue;
		for (size_t lane = first; lane < events[i].lane; lane++)
			at += lanes->heights[lane] + lane_gap;
		event_put(canvas, &events[i], at);
	}
	return end;
}

void figure_calendar(struct canvas *canvas)
{
	size_t count = canvas->figure->node_count;
	struct event *events = ARENA_ARRAY(canvas->arena, count, struct event);
	struct lanes lanes = { ARENA_ARRAY(canvas->arena, count, double),
			       ARENA_ARRAY(canvas->arena, count, double), 0 };

	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++) {
		events[i].node = &canvas->figure->nodes[i];
		event_measure(canvas, &events[i]);
		events[i].lane = lane_find(&lanes, &events[i]);
	}
	for (size_t lane = 0; lane < lanes.count;) {
		if (lane > 0)
			canvas_panel(canvas);
		lane = panel_put(canvas, events, count, &lanes, lane);
	}
}
