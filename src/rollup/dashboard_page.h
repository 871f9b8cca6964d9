#ifndef ROLLUP_DASHBOARD_PAGE_H
#define ROLLUP_DASHBOARD_PAGE_H

#include <stdio.h>

#include "base/buf.h"
#include "render/html.h"
#include "rollup/parts.h"

/* Shared by the files that make the dashboard; nothing else includes this. */

enum board_filter {
	FILTER_ALL,
	FILTER_PROBLEMS,
	FILTER_OVERDUE,
	FILTER_UNMET,
	FILTER_OUTLIERS,
	FILTER_WEAKER,
	FILTER_COUNT
};

struct board {
	struct html html;
	struct rollup *rollup;
	struct parts parts;
	size_t passing[FILTER_COUNT];
	uint32_t *ranks; /* of the rows, in each order */
};

/* Stands where the rows of a region are to be, and the ranks of all rows. */
#define BOARD_MARK "rows"
#define BOARD_RANKS_MARK "/*ranks*/"

/* A bit for each filter that a branch passes. */
unsigned board_filters(const struct branch_row *row);
/* How many pass which. */
void board_judge(struct board *board);
/* The rules that sort and filter … */
void board_style(struct board *board, struct buf *style);
/* … and those that name a branch each: where it stands in every order. */
void board_ranks_put(void *context, struct buf *style, size_t row);
/* The table of all branches, with marks where the rows of each region are to stand … */
void board_branches(struct board *board, xmlNode *parent);
/* … and the page with its rows. */
void board_rows(struct board *board, struct slice page, FILE *out);
/* An element that holds a text and nothing else. */
xmlNode *board_text(struct board *board, xmlNode *parent, const char *name, struct slice text);
struct slice board_word(const struct board *board, enum rollup_word word);
struct slice board_word1(const struct board *board, enum rollup_word word, struct slice one);

#endif
