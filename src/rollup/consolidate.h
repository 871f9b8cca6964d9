#ifndef ROLLUP_CONSOLIDATE_H
#define ROLLUP_CONSOLIDATE_H

#include "doc/doc.h"

struct json_t; /* jansson's */

/*
 * The report of a batch (docs/report-format.md) as one document of the whole company, for the
 * ordinary renderers: sums by region and category, weighted measures, outliers, what is missing or
 * late, differences from the base plan, every branch.  Links go to the documents beside it.  NULL
 * when it is not a report of this format.
 */
struct doc *consolidate(struct arena *arena, const struct json_t *report, enum lang lang);

#endif
