#ifndef ROLLUP_DASHBOARD_H
#define ROLLUP_DASHBOARD_H

#include <stdio.h>

#include "render/render.h"

struct arena;
struct rollup;

/*
 * Many plans as one page for people: sums, what needs attention,
 * and every branch, to be sorted and filtered without script.  Links go to the documents beside the
 * page, and to the same page in the other languages.  Rows are written one at a time, so that the
 * page may be larger than what memory holds of it.
 */
void dashboard_write(struct arena *arena, struct rollup *rollup, const struct render_other *others,
		     size_t other_count, FILE *out);

#endif
