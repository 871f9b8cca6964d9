#ifndef LAYOUT_THEME_H
#define LAYOUT_THEME_H

#include <stdint.h>

/* How a printed document looks.  Lengths are points; colours are 0xRRGGBB. */

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

struct theme {
	double page_width;
	double page_height;
	double margin_top;
	double margin_bottom;
	double margin_left; /* the binding side */
	double margin_right;

	struct type_size body;
	struct type_size table;
	struct type_size caption;
	struct type_size running;
	struct type_size cover_title;
	struct type_size cover_period;
	struct heading_look headings[HEADING_LEVELS]; /* deeper levels look like the last */

	uint32_t ink;
	uint32_t muted;
	uint32_t accent;
	uint32_t second; /* attention: gaps, what not to do */
	uint32_t tint;
	uint32_t hairline;
	uint32_t paper;

	double paragraph_after;
	double block_after; /* after tables, images, boxes */
	double cell_padding;
	double row_padding;
	double smallest_table_type;
	double chapter_room; /* share of the page below which a chapter starts on the next */
};

/* The standard theme on A4. */
struct theme theme_standard(void);

#endif
