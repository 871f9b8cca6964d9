#ifndef THEME_ROWS_H
#define THEME_ROWS_H

#include <stddef.h>

#include "syntax/tree.h"
#include "theme/theme.h"

/* What the files of this folder share: every key of a theme file as a row of one table. */

enum row_kind {
	ROW_PAPER,
	ROW_SIDE,
	ROW_MM,
	ROW_POINTS,
	ROW_RATIO,
	ROW_PAIR,
	ROW_BETWEEN,
	ROW_SWITCH,
	ROW_FAMILY,
	ROW_FAMILIES,
	ROW_TEXT,
	ROW_IMAGE,
	ROW_COLOR,
	ROW_KIND_COUNT
};

struct row {
	const char *table;
	const char *key;
	enum row_kind kind;
	size_t offset; /* in struct theme */
	double least;
	double most;
	struct text2 words;
};

/* The rows of colours come first, under these numbers. */
enum row_id {
#define COLOR(member, key, vi, en) ROW_light_##member,
#define PAPER_COLOR(member, key, vi, en) ROW_light_##member,
#include "theme/colors.def"
#undef COLOR
#undef PAPER_COLOR
#define COLOR(member, key, vi, en) ROW_dark_##member,
#define PAPER_COLOR(member, key, vi, en)
#include "theme/colors.def"
#undef COLOR
#undef PAPER_COLOR
	ROW_COLORS /* how many there are; the rows of keys.def follow */
};

extern const struct row theme_rows[];
extern const size_t theme_rows_len;

/* A theme file and those it extends, being read. */
struct loader {
	struct arena *arena;
	struct report *report;
	struct theme *theme;
	struct span *places; /* where each row was written last */
	int depth;           /* of themes that extend one another */
};

/* Takes the value of a row; a mistake is a finding, and the value stays as it was. */
void theme_row_read(struct loader *loader, size_t number, const struct node *node);
void theme_text_read(struct loader *loader, const struct row *row, const struct node *node,
		     struct text2 *at);

/* Two colours that are seen together, in tenths of the contrast they need. */
struct color_pair {
	enum row_id fore;
	enum row_id back;
	unsigned tenths;
};

extern const struct color_pair theme_pairs[];
extern const size_t theme_pairs_len;

/* The word for a paper or side; NULL past the last. */
const char *theme_word(enum row_kind kind, int number);
struct text2 theme_form(enum row_kind kind);

#endif
