#ifndef ROLLUP_DASHBOARD_H
#define ROLLUP_DASHBOARD_H

#include "base/buf.h"
#include "base/lang.h"

struct arena;
struct json_t; /* jansson's */

/*
 * The report of a batch (docs/report-format.md) as one page for people: sums, what needs attention,
 * and every branch, to be sorted and filtered without script.  Links go to the documents beside the
 * page.  False when it is not a report of this format.
 */
bool dashboard_write(struct arena *arena, const struct json_t *report, enum lang lang,
		     struct buf *out);

#endif
