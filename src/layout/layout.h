#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "doc/doc.h"
#include "figure/figure.h"
#include "layout/tag.h"
#include "theme/theme.h"
#include "text/text.h"

/*
 * A document as pages of things to paint.  Lengths are points from the upper left corner of the
 * page; the y of a text is its baseline.
 */

enum op_kind {
	OP_TEXT,  /* run, then `spaces` times space */
	OP_FILL,  /* a filled rectangle */
	OP_RULE,  /* a level line of thickness size from x over width */
	OP_FRAME, /* a dashed outline */
	OP_DOTS,  /* a dotted line */
	OP_IMAGE,
	OP_SHAPE, /* of a figure, filled with color and drawn round with stroke */
	OP_LINK,  /* an area that leads to target; paints nothing */
	OP_SHADE, /* a large slanted text behind the page's content, from its middle */
};

struct op {
	enum op_kind kind;
	double x;
	double y;
	double width;
	double height;
	double size; /* of the type; thickness of lines */
	uint32_t color;
	unsigned spaces;
	uint32_t stroke;
	union { /* by its kind */
		struct {
			const struct text_run *run;
			const struct text_run *space;
		};
		const struct doc_image *image;
		const struct shape *shape;
		struct slice target;
	};
	struct tag *tag; /* NULL for what repeats or decorates */
};

struct page {
	double width;
	double height; /* less than the width where a table needs it */
	struct op *ops;
	size_t op_count;
	size_t op_cap;
};

/* Where a heading came to stand. */
struct heading_place {
	const struct doc_node *heading;
	struct slice title; /* with its number */
	unsigned level;     /* from 1, never more than one deeper than the one before */
	size_t page;        /* from 0 */
	double y;
};

/* Where a note came to stand, and the line that refers to it first; pages are counted from 0. */
struct note_place {
	size_t page;
	double y;
	size_t line_page;
	double line_y;
};

struct layout {
	struct theme theme;
	struct page *pages;
	size_t page_count;
	struct heading_place *headings;
	size_t heading_count;
	const struct note_place *notes; /* in the order of their numbers */
	size_t note_count;
	struct tag_tree tags;
};

struct arena;

const struct layout *layout_document(struct arena *arena, struct measure measure,
				     const struct doc *doc, const struct theme *theme);

#endif
