#ifndef TESTS_UNIT_READING_H
#define TESTS_UNIT_READING_H

#include <stdio.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "syntax/tree.h"

/* A document that was read, with what came of it. */
struct reading {
	struct arena arena;
	struct report report;
	struct slice text;
	struct node *root;
};

static inline void done(struct reading *r)
{
	arena_free(&r->arena);
}

static inline struct slice at_span(const struct reading *r, struct span span)
{
	return slice_sub(r->text, span.start, span.end);
}

/* "a.b.c" from the root; elements of arrays as numbers from 0. */
static inline const struct node *get(const struct reading *r, const char *path)
{
	const struct node *node = r->root;
	struct slice rest = slice_of(path);

	while (node && rest.len > 0) {
		size_t dot = slice_find(rest, SLICE("."), 0);
		struct slice name = slice_sub(rest, 0, dot);
		if (node->kind == NODE_ARRAY) {
			const struct node *item = node->first;
			for (int i = name.ptr[0] - '0'; item && i > 0; i--)
				item = item->next;
			node = item;
		} else {
			node = node_get(node, name);
		}
		rest = slice_sub(rest, dot + 1, rest.len);
	}
	return node;
}

/* Whether finding i stands at line:column under that rule. */
static inline bool is_at(const struct reading *r, size_t i, uint32_t line, uint32_t column,
			 const char *rule)
{
	struct place place;

	if (i >= r->report.count)
		return false;
	place = source_place(report_source_at(&r->report, 1), r->report.findings[i].span.start);
	if (place.line != line || place.column != column)
		printf("finding %zu is at %u:%u\n", i, (unsigned)place.line,
		       (unsigned)place.column);
	return place.line == line && place.column == column &&
	       slice_is(r->report.findings[i].rule, rule);
}

#endif
