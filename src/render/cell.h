#ifndef RENDER_CELL_H
#define RENDER_CELL_H

#include "doc/doc.h"

struct arena;

/*
 * What a table cell holds, as lines.  Markdown puts all lines of a cell on one, with joints between
 * them; HTML sets them under each other and keeps the joints for copying and reading aloud.  Both
 * take them from here, so that a cell reads the same in both.
 */
struct cell_line {
	const struct doc_node *node; /* its children or its text; NULL for a label alone */
	struct slice label;          /* in front of it: "1. ", "Nên: " */
	struct slice joint;          /* between the line before and this one; empty on the first */
	unsigned depth;              /* of lists around it */
	bool item;                   /* the first line of a list item */
};

struct cell_lines {
	struct cell_line *items;
	size_t len;
	size_t cap;
};

/* Stands for a line break and between paragraphs. */
#define CELL_JOINT SLICE(" · ")

struct cell_lines cell_lines(struct arena *arena, const struct doc_node *cell);
/* Number of columns of a table, also where it names none. */
size_t table_width(const struct doc_node *table);
/* The row that heads a table: its first, unless it is a table of facts; else NULL. */
const struct doc_node *table_header(const struct doc_node *table);
/* "Bảng 9." or an empty text. */
struct slice figure_number(struct arena *arena, const struct doc *doc,
			   const struct doc_node *figure);
/* "Hình 2 bằng chữ" */
struct slice figure_in_words(struct arena *arena, const struct doc *doc,
			     const struct doc_node *figure);
struct slice table_number(struct arena *arena, const struct doc *doc, const struct doc_node *table);

#endif
