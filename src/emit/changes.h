#ifndef EMIT_CHANGES_H
#define EMIT_CHANGES_H

#include "diff/diff.h"

/* What changed between two plans, for people and for programs. */
struct comparison {
	const struct changes *changes;
	const struct report *old, *new; /* where the spans of each side lead */
	struct slice old_name, new_name;
	enum lang lang;
	bool color;
};

/* Nothing at all when nothing changed. */
struct slice changes_text(struct arena *arena, const struct comparison *comparison);
/* A table for each section. */
struct slice changes_md(struct arena *arena, const struct comparison *comparison);
/* docs/diff.md tells its keys. */
struct slice changes_json(struct arena *arena, const struct comparison *comparison);

#endif
