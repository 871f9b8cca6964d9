#ifndef DOC_RICH_H
#define DOC_RICH_H

#include "doc/doc.h"

/*
 * Rich text of a plan: CommonMark with GFM pipe tables, read into the document tree.  The only door
 * to cmark.  Whatever stands in the text, the result is a sound tree: raw HTML becomes visible
 * text, links keep only harmless targets, and nesting is bounded.  rich_images.c writes instead of
 * reading.
 */

/* Deeper quotes, lists and emphasis become plain text, so that renderers may recurse. */
enum { RICH_MAX_DEPTH = 60 };

/* Who shows the text: knows its images, and is told what of the text cannot be shown. */
struct rich_host {
	/* NULL for an image that cannot be shown; alt: what is said of it. */
	const struct doc_image *(*find)(void *data, struct slice path, struct slice alt);
	/* A row of a table has more cells than its header; the rest of them is left out.  May be
	 * NULL. */
	void (*spill)(void *data, struct slice row, size_t cells, size_t columns);
	void *data;
};

/*
 * Appends the blocks of a text to parent.  The topmost headings of the text become headings of
 * heading_level and the others as much deeper, at most 6, outside the contents and without an id:
 * the caller gives ids.  An image stands as a block behind the paragraph that names it; without a
 * host, or when one is not found, its alternative text is shown.  Every node carries source.
 */
void rich_append(struct arena *arena, struct doc_node *parent, struct slice markdown,
		 unsigned heading_level, struct span source, const struct rich_host *host);
/* Appends the inlines of a text of one line: emphasis, code and links, but no blocks. */
void rich_append_inline(struct arena *arena, struct doc_node *parent, struct slice markdown,
			struct span source);
/* Where an image is now; the same path when it has not moved. */
struct rich_images {
	struct slice (*move)(void *data, struct slice path);
	void *data;
};

/* The text with the addresses of its images as they are now. */
struct slice rich_move_images(struct arena *arena, struct slice markdown,
			      const struct rich_images *images);
/* True for http, https, mailto and tel, for relative targets and for fragments. */
bool rich_target_is_safe(struct slice target);

#endif
