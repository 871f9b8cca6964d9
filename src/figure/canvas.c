/* Shapes and text in boxes, for all kinds of figures. */
#include "figure/canvas.h"

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"

static const double padding_x = 7;
static const double padding_y = 6;
static const double image_gap = 6;
static const double point = 6; /* of a hexagon, on either side */

static const char *const color_names[] = {
	[FIGURE_NONE] = "none",         [FIGURE_INK] = "ink",
	[FIGURE_MUTED] = "muted",       [FIGURE_LINE] = "line",
	[FIGURE_HAIRLINE] = "hairline", [FIGURE_ACCENT] = "accent",
	[FIGURE_SECOND] = "second",     [FIGURE_PAPER] = "paper",
	[FIGURE_TINT] = "tint",         [FIGURE_SECOND_TINT] = "second-tint",
	[FIGURE_SHADE_1] = "shade-1",   [FIGURE_SHADE_2] = "shade-2",
	[FIGURE_SHADE_3] = "shade-3",   [FIGURE_SHADE_4] = "shade-4",
};

_Static_assert(sizeof(color_names) / sizeof(*color_names) == FIGURE_COLOR_COUNT, "all are named");

const char *figure_color_name(enum figure_color color)
{
	return color_names[color];
}

/* --- Shapes --- */

struct figure_panel *canvas_panel(struct canvas *canvas)
{
	struct figure_drawing *drawing = &canvas->drawing;
	struct figure_panel *panel;

	drawing->panels = vec_grow(canvas->arena, drawing->panels, drawing->count, &drawing->cap,
				   sizeof(*drawing->panels));
	panel = &drawing->panels[drawing->count++];
	panel->width = canvas->width;
	return panel;
}

struct figure_panel *canvas_last(struct canvas *canvas)
{
	if (canvas->drawing.count == 0)
		return canvas_panel(canvas);
	return &canvas->drawing.panels[canvas->drawing.count - 1];
}

struct shape *canvas_shape(struct canvas *canvas, enum shape_kind kind)
{
	struct figure_panel *panel = canvas_last(canvas);
	struct shape *shape;

	panel->shapes = vec_grow(canvas->arena, panel->shapes, panel->count, &panel->cap,
				 sizeof(*panel->shapes));
	shape = &panel->shapes[panel->count++];
	shape->kind = kind;
	return shape;
}

struct shape *canvas_box(struct canvas *canvas, double x, double y, double width, double height)
{
	struct shape *shape = canvas_shape(canvas, SHAPE_BOX);

	shape->x = x;
	shape->y = y;
	shape->width = width;
	shape->height = height;
	shape->thickness = 0.9;
	return shape;
}

struct shape *canvas_line(struct canvas *canvas, const double *points, size_t count)
{
	struct shape *shape = canvas_shape(canvas, SHAPE_LINE);

	for (size_t i = 0; i < count && i < SHAPE_POINTS_MAX; i++) {
		shape->points[i][0] = points[2 * i];
		shape->points[i][1] = points[2 * i + 1];
	}
	shape->point_count = count;
	shape->thickness = 0.9;
	shape->stroke = FIGURE_LINE;
	return shape;
}

void shape_head(const struct shape *line, double corners[3][2])
{
	const double length = 4.2;
	const double half = 2.2;
	const double *tip = line->points[line->point_count - 1];
	const double *from = line->points[line->point_count - 2];
	double along = hypot(tip[0] - from[0], tip[1] - from[1]);
	double x = along > 0 ? (tip[0] - from[0]) / along : 0;
	double y = along > 0 ? (tip[1] - from[1]) / along : 1;

	corners[0][0] = tip[0];
	corners[0][1] = tip[1];
	for (int i = 1; i < 3; i++) {
		double side = i == 1 ? half : -half;
		corners[i][0] = tip[0] - x * length - y * side;
		corners[i][1] = tip[1] - y * length + x * side;
	}
}

size_t shape_corners(const struct shape *shape, double corners[SHAPE_POINTS_MAX][2])
{
	double inset = shape->kind == SHAPE_DIAMOND ? shape->width / 2 : 7;
	double right = shape->x + shape->width;
	double bottom = shape->y + shape->height;
	double middle = shape->y + shape->height / 2;
	const double all[SHAPE_POINTS_MAX][2] = {
		{ shape->x, middle }, { shape->x + inset, shape->y }, { right - inset, shape->y },
		{ right, middle },    { right - inset, bottom },      { shape->x + inset, bottom },
	};

	for (size_t i = 0; i < SHAPE_POINTS_MAX; i++) {
		corners[i][0] = all[i][0];
		corners[i][1] = all[i][1];
	}
	return SHAPE_POINTS_MAX;
}

/* --- Cards --- */

/* A picture keeps its proportions within a place for portraits; not where words have no room. */
static void card_image(struct card *card, double *room)
{
	const double most_width = 27;
	const double most_height = 36;
	const double least_room = 50;
	const struct doc_image *image = card->node->image;

	if (!image || image->width == 0 || image->height == 0 ||
	    *room - most_width - image_gap < least_room)
		return;
	card->image_width = most_width;
	card->image_height = most_width * image->height / image->width;
	if (card->image_height > most_height) {
		card->image_width *= most_height / card->image_height;
		card->image_height = most_height;
	}
	*room -= card->image_width + image_gap;
}

struct card card_measure(struct canvas *canvas, const struct figure_node *node, double width)
{
	enum { TITLE_LINES = 6, NOTE_LINES = 6 };
	struct card card = { .node = node, .width = width };
	double room = width - 2 * padding_x - (node->decision ? 2 * point : 0);

	card_image(&card, &room);
	if (node->badge.len > 0)
		card.badge_width = canvas_width(canvas, node->badge, true, TYPE_TITLE) + 6;
	if (card.badge_width > room / 2)
		card.badge_width = room / 2;
	card.title = text_set(canvas, node->title, room - card.badge_width, TITLE_LINES, true,
			      FIGURE_INK);
	card.note = text_set(canvas, node->note, room, NOTE_LINES, false, FIGURE_MUTED);
	card.remark = text_set(canvas, node->remark, room, NOTE_LINES, false, FIGURE_SECOND);
	card.height = text_set_height(&card.title) + text_set_height(&card.note) +
		      text_set_height(&card.remark) + 2 * padding_y;
	if (card.note.len > 0 || card.remark.len > 0)
		card.height += 1;
	if (card.height < card.image_height + 2 * padding_y)
		card.height = card.image_height + 2 * padding_y;
	return card;
}

static void image_put(struct canvas *canvas, const struct card *card, double x, double y)
{
	struct shape *shape = canvas_shape(canvas, SHAPE_IMAGE);

	shape->x = x;
	shape->y = y;
	shape->width = card->image_width;
	shape->height = card->image_height;
	shape->image = card->node->image;
}

void card_put(struct canvas *canvas, const struct card *card, double x, double y,
	      enum card_look look)
{
	struct shape *box = canvas_box(canvas, x, y, card->width, card->height);
	double inset = padding_x + (card->node->decision ? point : 0);
	double room = card->width - 2 * inset;
	enum figure_color color = card->node->open ? FIGURE_SECOND : FIGURE_ACCENT;
	struct text_set badge;

	if (card->node->decision)
		box->kind = SHAPE_HEXAGON;
	else
		box->radius = 4;
	box->fill = look == CARD_LEAD ? FIGURE_TINT : FIGURE_PAPER;
	box->stroke = card->node->open    ? FIGURE_SECOND
		      : look == CARD_LEAD ? FIGURE_ACCENT
					  : FIGURE_LINE;
	box->thickness = card->node->open || look == CARD_LEAD ? 1.2 : 0.9;
	box->dashed = card->node->open;
	x += inset;
	y += padding_y;
	if (card->image_width > 0) {
		image_put(canvas, card, x, y);
		x += card->image_width + image_gap;
		room -= card->image_width + image_gap;
	}
	if (card->badge_width > 0) {
		badge = text_set(canvas, card->node->badge, card->badge_width, 1, true, color);
		text_set_put(canvas, &badge, x, y, room, SIDE_END);
	}
	text_set_put(canvas, &card->title, x, y, room, SIDE_START);
	y += text_set_height(&card->title) + 1;
	text_set_put(canvas, &card->note, x, y, room, SIDE_START);
	y += text_set_height(&card->note);
	text_set_put(canvas, &card->remark, x, y, room, SIDE_START);
}

/* --- All kinds --- */

struct figure_drawing figure_draw(struct arena *arena, struct figure_measure measure,
				  const struct doc_figure *figure, double width, double tallest)
{
	struct canvas canvas = { .arena = arena,
				 .measure = measure,
				 .figure = figure,
				 .width = width < FIGURE_WIDTH_LEAST ? FIGURE_WIDTH_LEAST : width,
				 .tallest = tallest };

	switch (figure->kind) {
	case FIGURE_TREE:
		figure_tree(&canvas);
		break;
	case FIGURE_LADDER:
		figure_ladder(&canvas);
		break;
	case FIGURE_ROSTER:
		figure_roster(&canvas);
		break;
	case FIGURE_FLOW:
		figure_flowchart(&canvas);
		break;
	case FIGURE_MATRIX:
		figure_matrix(&canvas);
		break;
	case FIGURE_CALENDAR:
		figure_calendar(&canvas);
		break;
	case FIGURE_APPROVAL:
		figure_approval(&canvas);
		break;
	case FIGURE_JOURNEY:
		figure_journey(&canvas);
		break;
	case FIGURE_BARS:
		figure_bars(&canvas);
		break;
	case FIGURE_KIND_COUNT:
		break;
	}
	return canvas.drawing;
}
