#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "diag/diag.h"
#include "doc/doc.h"

struct arena;
struct text_fonts;

/*
 * What documents made one after the other share, so that a batch pays for it once: a zeroed one is
 * ready, and one at a time may use it.
 */
struct render_shared {
	struct text_fonts *fonts; /* opened by the first document that sets text */
};

void render_shared_close(struct render_shared *shared);

/*
 * Every renderer has this shape: it takes a finished document and returns the bytes of the file in
 * the arena.  Same document, same bytes.  What goes wrong (a character no font has, an image that
 * cannot be read) is a finding in the report; false means that no bytes were made.
 */
struct render_options {
	struct slice image_base; /* Markdown: put before relative image paths; "" or "../plans/" */
	struct slice date; /* ISO date for a file's own metadata; from the caller, never a clock */
	struct render_shared *shared; /* NULL: the document stands alone */
};

bool render_md(struct arena *arena, struct report *report, const struct doc *doc,
	       const struct render_options *options, struct slice *bytes);
bool render_html(struct arena *arena, struct report *report, const struct doc *doc,
		 const struct render_options *options, struct slice *bytes);
bool render_pdf(struct arena *arena, struct report *report, const struct doc *doc,
		const struct render_options *options, struct slice *bytes);
/* The laid-out pages as text, for tests: what stands on which page and line. */
bool render_layout(struct arena *arena, struct report *report, const struct doc *doc,
		   const struct render_options *options, struct slice *bytes);

#endif
