#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "base/arena.h"
#include "diag/diag.h"
#include "doc/doc.h"

struct picture_kept;
struct text_fonts;
struct theme;

/*
 * What documents made one after the other share, so that a batch pays for it once: a zeroed one is
 * ready, and one at a time may use it.
 */
struct render_shared {
	struct text_fonts *fonts; /* opened by the first document that sets text */
	const struct theme
		*standard; /* the standard one, where it was loaded before; may be NULL */
	struct picture_kept *pictures; /* decoded and compressed for PDFs, as many as fit */
	struct arena kept;             /* of these */
	void *packer;                  /* what compresses for PDFs, and how it is given back */
	void (*packer_free)(void *packer);
};

void render_shared_close(struct render_shared *shared);

/* A file that is to travel inside a document. */
struct render_attachment {
	struct slice name; /* with forward slashes, never out of a folder */
	struct slice bytes;
	const char *mime;
};

struct render_attachments {
	const struct render_attachment *items; /* first the one the others belong to */
	size_t count;
};

/*
 * Every renderer has this shape: it takes a finished document and returns the bytes of the file in
 * the arena.  Same document, same bytes.  What goes wrong (a character no font has, an image that
 * cannot be read) is a finding in the report; false means that no bytes were made.
 */
enum md_flavor { MD_GFM, MD_COMMONMARK };

/* The same document in another language, for the pages to lead to each other. */
struct render_other {
	enum lang lang;
	struct slice target; /* its file, seen from this one */
};

struct render_options {
	struct slice image_base; /* Markdown: put before relative image paths; "" or "../plans/" */
	struct slice date; /* ISO date for a file's own metadata; from the caller, never a clock */
	const struct theme *theme; /* NULL: the standard one */
	enum md_flavor md_flavor;
	bool fragment;         /* HTML: the body alone */
	struct slice id_start; /* HTML: in front of every id, so that a fragment's are its own */
	const struct render_other *others; /* HTML: the languages it can be had in besides */
	size_t other_count;
	struct render_shared *shared;          /* NULL: the document stands alone */
	struct render_attachments attachments; /* PDF */
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
