#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "flow/op.h"
#include "theme/theme.h"

/* A document as pages of things to paint, whose lengths count from the page's upper left corner. */

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
