#ifndef FLOW_TAG_H
#define FLOW_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/*
 * The logical structure of what stands on the pages: each piece of text points at its tag, and what
 * points at none repeats or decorates.  The order of tags among their siblings is that of their
 * first appearance on the pages; notes come last.
 */

/* A role and its PDF name. */
#define TAG_ROLES(ROLE) \
	ROLE(DOCUMENT, "Document") \
	ROLE(SECT, "Sect") \
	ROLE(DIV, "Div") \
	ROLE(P, "P") \
	ROLE(H1, "H1") \
	ROLE(H2, "H2") \
	ROLE(H3, "H3") \
	ROLE(H4, "H4") \
	ROLE(H5, "H5") \
	ROLE(H6, "H6") \
	ROLE(L, "L") \
	ROLE(LI, "LI") \
	ROLE(LBL, "Lbl") \
	ROLE(LBODY, "LBody") \
	ROLE(TABLE, "Table") \
	ROLE(TR, "TR") \
	ROLE(TH, "TH") \
	ROLE(TD, "TD") \
	ROLE(CAPTION, "Caption") \
	ROLE(LINK, "Link") \
	ROLE(FIGURE, "Figure") \
	ROLE(QUOTE, "BlockQuote") \
	ROLE(CODE, "Code") \
	ROLE(TOC, "TOC") ROLE(TOCI, "TOCI") ROLE(REFERENCE, "Reference") ROLE(NOTE, "Note")

enum tag_role {
#define ROLE(id, name) TAG_##id,
	TAG_ROLES(ROLE)
#undef ROLE
		TAG_ROLE_COUNT
};

struct tag {
	enum tag_role role;
	struct tag *parent;
	struct tag *first; /* in order of creation */
	struct tag *last;
	struct tag *next;
	size_t serial;    /* counted from 0 within the document */
	struct slice alt; /* alternative text of a figure */
	unsigned span;    /* columns of a cell */
	bool row_header;  /* a TH that heads its row, not its column */
	bool ordered;     /* a list with numbers */
	double box[4];    /* of a figure on its page: left, top, right, bottom */
};

struct arena;

struct tag_tree {
	struct arena *arena;
	struct tag *root;
	size_t count;
};

/* The first tag, without a parent, is the root; after that no parent gives no tag. */
struct tag *tag_add(struct tag_tree *tree, struct tag *parent, enum tag_role role);
const char *tag_role_name(enum tag_role role);

#endif
