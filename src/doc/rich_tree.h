#ifndef DOC_RICH_TREE_H
#define DOC_RICH_TREE_H

#include "base/buf.h"
#include "base/vec.h"
#include "doc/notes.h"
#include "doc/rich.h"

/* What the files rich*.c share: a tree that grows while a text is read. */

struct rich {
	struct arena *arena;
	const struct rich_host *host; /* or NULL */
	struct span source;
	unsigned heading_level;
	unsigned top; /* the level of the topmost headings as they are written, from 1 */
	unsigned depth;
	struct doc_node *at;           /* what is being filled */
	struct buf text;               /* of the text node being gathered */
	VEC(struct doc_node *) behind; /* images that follow the paragraph being read */
	VEC(struct slice) lines;       /* of the source, without line ends */
	struct note_sources notes;
};

/* Starts a node with children; it joins its parent when it is closed. */
struct doc_node *rich_open(struct rich *rich, enum doc_kind kind);
void rich_close(struct rich *rich);
/* Appends a text's blocks, or its inlines, to what is open. */
void rich_read(struct rich *rich, struct slice markdown);
void rich_read_inline(struct rich *rich, struct slice markdown);
/*
 * Reads the paragraph of the lines from first to before end as a pipe table, if it is one.  Its
 * first line stands behind `marks` characters of the lists and quotes around it.
 */
bool rich_enter_table(struct rich *rich, size_t first, size_t end, size_t marks);

#endif
