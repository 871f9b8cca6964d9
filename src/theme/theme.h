#ifndef THEME_THEME_H
#define THEME_THEME_H

#include <stdint.h>

#include "diag/diag.h"
#include "doc/doc.h"

/*
 * How documents look, on paper and on screens: what a theme file says.  Lengths are points; colours
 * are 0xRRGGBB.
 */

struct type_size {
	double size;
	double leading;
};

enum { HEADING_LEVELS = 4 };

struct heading_look {
	struct type_size type;
	double before;
	double after;
};

enum theme_paper { PAPER_A4, PAPER_LETTER, PAPER_COUNT };
enum theme_side { SIDE_LEFT, SIDE_CENTER, SIDE_RIGHT, SIDE_COUNT };

/* The colours of a dark screen. */
struct palette {
#define COLOR(member, key, vi, en) uint32_t member;
#define PAPER_COLOR(member, key, vi, en)
#include "theme/colors.def"
#undef COLOR
#undef PAPER_COLOR
};

struct theme {
	struct slice name; /* as it was asked for */
	struct text2 description;

	enum theme_paper paper_size;
	double page_width;
	double page_height;
	double margin_top;
	double margin_bottom;
	double margin_left; /* the binding side */
	double margin_right;
	double header; /* from the upper edge to the baseline */
	double footer; /* from the baseline to the lower edge */

	struct slice family;
	struct slice web_families; /* as a style sheet has them */

	struct type_size body;
	struct type_size table;
	struct type_size caption;
	struct type_size running;
	struct type_size cover_title;
	struct type_size cover_period;
	struct heading_look headings[HEADING_LEVELS]; /* deeper levels look like the last */

#define COLOR(member, key, vi, en) uint32_t member;
#define PAPER_COLOR(member, key, vi, en) uint32_t member;
#include "theme/colors.def"
#undef COLOR
#undef PAPER_COLOR
	struct palette dark;

	double paragraph_after;
	double block_after; /* after tables, images, boxes */
	double cell_padding;
	double row_padding;
	double smallest_table_type;
	double chapter_room; /* share of the page below which a chapter starts on the next */

	double screen_size;
	double screen_leading;
	double screen_density;

	enum theme_side cover_side;
	bool cover_bar;
	struct text2 cover_motto;
	const struct doc_image *logo; /* for plans without one; or NULL */
	struct plan_files *logos;     /* that were looked for, found or not */
	struct text2 logo_alt;
	double logo_height;
	enum theme_side logo_side;
	bool logo_running;
	struct text2 header_text[SIDE_COUNT];
	bool header_rule;
	struct text2 footer_text[SIDE_COUNT];
};

struct arena;

/*
 * The theme of that name, or in that file.  Every mistake in it is a finding; what is wrong keeps
 * the value of the theme that it extends, so the result can always be used.
 */
const struct theme *theme_load(struct arena *arena, struct report *report, const char *name);
const struct theme *theme_standard(struct arena *arena);
/* The names of the themes in the program, in order; NULL after the last. */
const char *theme_name(size_t number);
bool theme_is_built_in(struct slice name);

/* The logo that a document shows, or NULL, and what it says to those who cannot see it. */
const struct doc_image *theme_logo(const struct theme *theme, const struct doc *doc);
struct slice theme_logo_alt(const struct theme *theme, const struct doc *doc);
/* A text of the theme for a document; {page} and {pages} become what is given. */
struct slice theme_words(struct arena *arena, const struct text2 *text, const struct doc *doc,
			 struct slice page, struct slice pages);
/* Does the text speak of the page it stands on? */
bool theme_counts_pages(const struct text2 *text, enum lang lang);

/* What a theme file can say, row by row, for its documentation. */
struct theme_row {
	const char *table;
	const char *key;
	struct text2 words;
	struct text2 form; /* what its values look like */
	double least;      /* for numbers; both 0 when there is no bound */
	double most;
};
size_t theme_row_count(void);
struct theme_row theme_row(size_t number);
/* The value of a row as a theme file would write it. */
struct slice theme_written(struct arena *arena, const struct theme *theme, size_t number);

/* Two colours of one table that must be told apart. */
struct theme_pair {
	const char *table;
	const char *fore;
	const char *back;
	unsigned tenths;     /* of the contrast they need */
	unsigned hundredths; /* of the contrast they have in a theme */
};
size_t theme_pair_count(void);
struct theme_pair theme_pair(const struct theme *theme, size_t number);

#endif
