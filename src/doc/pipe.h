#ifndef DOC_PIPE_H
#define DOC_PIPE_H

#include "doc/doc.h"

struct arena;

/* GFM pipe tables: finding one in the lines of a paragraph, and cutting its rows into cells. */
struct pipe_table {
	size_t header; /* the header row's line; the delimiter row is the next */
	struct doc_column *columns;
	size_t column_count;
};

/*
 * True when a header row and a delimiter row with as many cells stand in the lines.  Lines in front
 * of the header row are no part of the table; all lines behind the delimiter row are its rows.
 */
bool pipe_find(struct arena *arena, const struct slice *lines, size_t count,
	       struct pipe_table *table);
/*
 * Cuts a row at its pipes into at most limit trimmed cells, with "\|" turned to "|", and returns
 * how many there are.  Cells that the row lacks are left as they are; without cells it only counts.
 */
size_t pipe_split(struct arena *arena, struct slice row, struct slice *cells, size_t limit);

#endif
