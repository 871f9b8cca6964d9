#ifndef EMIT_RESOLVED_H
#define EMIT_RESOLVED_H

#include "plan/plan.h"

/*
 * A plan as it is once everything it extends and every placeholder has been put in.  root is the
 * tree the plan was bound from; report has its sources.  origin: tell where each value stands.
 */
struct resolved {
	const struct plan *plan;
	const struct report *report;
	const struct node *root;
	bool origin;
};

/* As a plan file that means the same. */
struct slice resolved_toml(struct arena *arena, const struct resolved *resolved);
/* { "schema": 1, "plan": {…}, "origin": { "plan.title": { "file", "line", "column" } } } */
struct slice resolved_json(struct arena *arena, const struct resolved *resolved);

#endif
