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
	unsigned *filters; /* of each branch, a bit for each filter it passes */
	size_t passing[FILTER_COUNT];
};

/* Stands where the rows of a region are to be. */
#define BOARD_MARK "rows"

/* Measures that miss their targets. */
size_t board_unmet(const struct branch *branch);
/* The place of a branch among all. */
size_t board_place(const struct board *board, const struct branch *branch);
/* Which branches pass which filters. */
void board_judge(struct board *board);
/* The rules that sort and filter, of which some name every branch. */
void board_style(const struct board *board, struct buf *style);
/* The table of all branches, with marks where the rows of each region are to stand … */
void board_branches(struct board *board, xmlNode *parent);
/* … and the page with its rows. */
void board_rows(struct board *board, struct slice page, FILE *out);
/* An element that holds a text and nothing else. */
xmlNode *board_text(struct board *board, xmlNode *parent, const char *name, struct slice text);
struct slice board_word(const struct board *board, enum rollup_word word);
struct slice board_word1(const struct board *board, enum rollup_word word, struct slice one);

#endif
