#ifndef BENCH_PLAN_DOC_H
#define BENCH_PLAN_DOC_H

#include "doc/doc.h"

struct arena;

/* The document of a plan on a fixed day; NULL when it cannot be read. */
const struct doc *plan_doc(struct arena *arena, const char *path);

#endif
