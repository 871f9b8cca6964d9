#ifndef FIGURE_FIGURE_H
#define FIGURE_FIGURE_H

#include "doc/doc.h"

struct arena;

/*
 * What a figure shows, drawn: boxes, lines and texts at their places, in points from the upper left
 * corner, for a given width.  Knows no format; renderers paint the same shapes.
 */

enum figure_color {
	FIGURE_NONE,
	FIGURE_INK,
	FIGURE_MUTED,
	FIGURE_LINE, /* edges and frames */
	FIGURE_HAIRLINE,
	FIGURE_ACCENT,
	FIGURE_SECOND, /* asks for attention */
	FIGURE_PAPER,
	FIGURE_TINT,
	FIGURE_SECOND_TINT,
	FIGURE_SHADE_1, /* light to deep; ink is read on all of them */
	FIGURE_SHADE_2,
	FIGURE_SHADE_3,
	FIGURE_SHADE_4,
	FIGURE_COLOR_COUNT
};

/* "ink", "second-tint", …, for style sheets. */
const char *figure_color_name(enum figure_color color);

enum shape_kind {
	SHAPE_BOX,
	SHAPE_LINE,   /* through points, with an arrow head at its end when asked for */
	SHAPE_CIRCLE, /* within its box */
	SHAPE_DIAMOND,
	SHAPE_HEXAGON,
	SHAPE_TEXT,  /* one line; y is its baseline, width what was measured */
	SHAPE_IMAGE, /* fills its box, which has its proportions */
};

enum { SHAPE_POINTS_MAX = 6 };

struct shape {
	enum shape_kind kind;
	double x;
	double y;
	double width;
	double height;
	double radius;
	double thickness;
	enum figure_color fill; /* of a text: its colour */
	enum figure_color stroke;
	bool dashed;
	bool arrow;
	bool bold;
	double size; /* of the type */
	struct slice text;
	const struct doc_image *image;
	double points[SHAPE_POINTS_MAX][2];
	size_t point_count;
};

/* A piece of the drawing that must not be parted; pieces stand one under the other. */
struct figure_panel {
	struct shape *shapes;
	size_t count;
	size_t cap;
	double width;
	double height;
};

struct figure_drawing {
	struct figure_panel *panels;
	size_t count;
	size_t cap;
};

/*
 * How wide a text is, with the same answer for the same text, and the language that says where its
 * lines may end.
 */
struct figure_measure {
	double (*width)(void *context, struct slice text, bool bold, double size);
	void *context;
	enum lang lang;
};

/* The corners of a diamond or hexagon; returns how many. */
size_t shape_corners(const struct shape *shape, double corners[SHAPE_POINTS_MAX][2]);
/* The corners of a line's arrow head, its tip first. */
void shape_head(const struct shape *line, double corners[3][2]);

enum { FIGURE_WIDTH_LEAST = 200 };

/*
 * Draws on `width`, in panels no taller than `tallest` where the content can be parted at all.
 * Text is never smaller than 7.5, never overlaps and never leaves its box; it wraps where lines of
 * running text may end, and is cut with an ellipsis only after many lines.
 */
struct figure_drawing figure_draw(struct arena *arena, struct figure_measure measure,
				  const struct doc_figure *figure, double width, double tallest);

/* Mermaid source of the figure, or an empty text where Mermaid has no such form. */
struct slice figure_mermaid(struct arena *arena, const struct doc_figure *figure);

#endif
