#ifndef ROLLUP_DASHBOARD_PAGE_H
#define ROLLUP_DASHBOARD_PAGE_H

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

/* Which branches pass which filters. */
void board_judge(struct board *board);
/* The rules that sort and filter, of which some name every branch. */
void board_style(const struct board *board, struct buf *style);
void board_branches(struct board *board, xmlNode *parent);
/* An element that holds a text and nothing else. */
xmlNode *board_text(struct board *board, xmlNode *parent, const char *name, struct slice text);
struct slice board_word(const struct board *board, enum rollup_word word);
struct slice board_word1(const struct board *board, enum rollup_word word, struct slice one);

#endif
