#ifndef FLOW_OP_H
#define FLOW_OP_H

#include "doc/doc.h"
#include "figure/figure.h"
#include "flow/tag.h"
#include "text/text.h"

/*
 * A thing to paint.  Lengths are points from the upper left corner of what it stands on, which is a
 * piece of content or a page; the y of a text is its baseline.
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

#endif
