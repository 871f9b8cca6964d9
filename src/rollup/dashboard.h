#ifndef ROLLUP_DASHBOARD_H
#define ROLLUP_DASHBOARD_H

#include "base/buf.h"

struct arena;
struct rollup;

/*
 * Many plans as one page for people: sums, what needs attention,
 * and every branch, to be sorted and filtered without script.  Links go to the documents beside the
 * page.
 */
void dashboard_write(struct arena *arena, struct rollup *rollup, struct buf *out);

#endif
