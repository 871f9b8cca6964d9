#ifndef SYNTAX_MERGE_H
#define SYNTAX_MERGE_H

#include "diag/diag.h"
#include "syntax/tree.h"

enum {
	MERGE_FILES_MAX = 16, /* plans that extend one another */
};

/*
 * Reads the plan in source `file` of the report and every plan it extends, which become sources
 * too. The result is one tree: tables merge, records merge by their ids, all else replaces what was
 * inherited; "omit = true" in a record leaves it out.  Inherited keys come first.  Every node keeps
 * the span of the file it stands in; a table that several files write has that of the last one.
 * NULL, after a finding, when a plan that is extended cannot be read.
 */
struct node *merge_read(struct arena *arena, struct report *report, uint32_t file);
/*
 * Lays a tree over another by the same rules, as if it were a plan that extends the other.  Both
 * are used up.
 */
struct node *merge_over(struct arena *arena, struct report *report, struct node *base,
			struct node *over);

#endif
