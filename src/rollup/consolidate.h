#ifndef ROLLUP_CONSOLIDATE_H
#define ROLLUP_CONSOLIDATE_H

#include "doc/doc.h"

struct rollup;

/*
 * Many plans as one document of the whole company, for the
 * ordinary renderers: sums by region and category, weighted measures, outliers, what is missing or
 * late, differences from the base plan, every branch.  Links go to the documents beside it.
 */
struct doc *consolidate(struct arena *arena, struct rollup *rollup);

#endif
