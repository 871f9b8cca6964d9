#ifndef FIGURE_CANVAS_H
#define FIGURE_CANVAS_H

#include "base/vec.h"
#include "figure/figure.h"

/* What the kinds of figures share: shapes put into the last panel, and text set into boxes. */

#define TYPE_TITLE 8.5
#define TYPE_SMALL 7.5

struct canvas {
	struct arena *arena;
	struct figure_measure measure;
	const struct doc_figure *figure;
	double width;
	double tallest;
	struct figure_drawing drawing;
};

struct type_line {
	struct slice text;
	double width;
};

/* A text broken into lines for a width. */
struct text_set {
	struct type_line *items;
	size_t len;
	size_t cap;
	double size;
	double leading;
	bool bold;
	enum figure_color color;
};

struct figure_panel *canvas_panel(struct canvas *canvas); /* begins one */
struct figure_panel *canvas_last(struct canvas *canvas);
struct shape *canvas_shape(struct canvas *canvas, enum shape_kind kind);
struct shape *canvas_box(struct canvas *canvas, double x, double y, double width, double height);
/* A line through `count` points given as x, y, x, y, … */
struct shape *canvas_line(struct canvas *canvas, const double *points, size_t count);
double canvas_width(const struct canvas *canvas, struct slice text, bool bold, double size);

struct text_set text_set(struct canvas *canvas, struct slice text, double width, size_t most_lines,
			 bool bold, enum figure_color color);
double text_set_height(const struct text_set *set);
enum text_side { SIDE_START, SIDE_MIDDLE, SIDE_END };
/* Puts the lines from y down, within x … x + width. */
void text_set_put(struct canvas *canvas, const struct text_set *set, double x, double y,
		  double width, enum text_side side);

/* A node as a card: a picture, and beside it title with badge, note, remark. */
struct card {
	const struct figure_node *node;
	double width;
	double height;
	double badge_width;
	double image_width; /* 0: none */
	double image_height;
	struct text_set title;
	struct text_set note;
	struct text_set remark;
};
enum card_look { CARD_PLAIN, CARD_LEAD };
struct card card_measure(struct canvas *canvas, const struct figure_node *node, double width);
void card_put(struct canvas *canvas, const struct card *card, double x, double y,
	      enum card_look look);

void figure_tree(struct canvas *canvas);
void figure_ladder(struct canvas *canvas);
void figure_roster(struct canvas *canvas);
void figure_flowchart(struct canvas *canvas);
void figure_matrix(struct canvas *canvas);
void figure_calendar(struct canvas *canvas);
void figure_approval(struct canvas *canvas);
void figure_journey(struct canvas *canvas);
void figure_bars(struct canvas *canvas);

#endif
