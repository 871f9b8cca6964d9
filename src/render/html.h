#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/slice.h"
#include "render/render.h"
#include "text/text.h"
#include "theme/theme.h"

/*
 * The parts of the HTML renderer: html.c builds the page, html_block.c what stands in it,
 * html_table.c its tables, html_node.c elements and attributes on top of libxml2.
 */

/*
 * The last lines of the style sheet, each with a line end before it, where they are too many to be
 * held: a mark stands for them until the page is written.
 */
struct html_style_lines {
	struct slice mark;
	size_t count;
	void (*put)(void *context, struct buf *text, size_t line);
	void *context;
};

struct html {
	struct arena *arena;
	const struct doc *doc;
	struct slice style; /* what the style sheet says besides; may be empty */
	struct html_style_lines style_lines;
	xmlDoc *page;
	struct arena pieces;     /* of the page, where libxml2 takes them from there */
	struct html_name *names; /* of landmarks, which must differ */
	size_t name_count;
	size_t name_cap;
	struct slice part; /* the heading that was written last */
	const struct render_options *options;
	const struct theme *theme;
	struct text_fonts *fonts; /* opened by the first figure */
	struct render_shared own; /* used when nothing is shared */
	struct report spoken;     /* what the fonts would say, which is of no use here */
};

struct html_name {
	struct slice text;
	unsigned uses;
};

/* A new element at the end of parent. */
xmlNode *html_add(struct html *html, xmlNode *parent, const char *name);
/* The same with a class. */
xmlNode *html_add_class(struct html *html, xmlNode *parent, const char *name, const char *class);
void html_attr(struct html *html, xmlNode *node, const char *name, struct slice value);
void html_attr_number(struct html *html, xmlNode *node, const char *name, unsigned long value);
/* Text; control characters, which HTML forbids, are left out. */
void html_text(struct html *html, xmlNode *parent, struct slice text);
/* An id of the page, with what stands before the ids of a fragment. */
struct slice html_id(struct html *html, struct slice id);
/* A link to an id of the page. */
void html_link_to(struct html *html, xmlNode *link, struct slice id);
/* A comment, for what is put there when the page is written. */
void html_mark(struct html *html, xmlNode *parent, const char *text);
/* A line end between blocks, so that the source can be read and compared. */
void html_newline(struct html *html, xmlNode *parent);
/* html_theme.c: the style sheet. */
struct slice html_style(struct html *html);
/* Of the main part; ids of headings have no underscore. */
#define HTML_MAIN_ID SLICE("page_main")
/* A new page with its head, and a body that begins with a link to the main part. */
xmlNode *html_begin(struct html *html, const char *class);
/* The finished page; gives back what it was built with. */
struct slice html_end(struct html *html);
/* An empty page; no other may be under way in this thread. */
void html_page_new(struct html *html);
void html_page_free(struct html *html);
/*
 * A piece of a page by itself, after the page: something to add elements to, and these as bytes,
 * which last as long as html->arena.
 */
xmlNode *html_piece_begin(struct html *html);
struct slice html_piece_end(struct html *html, xmlNode *piece);
/* The way to the same page in other languages, of the options; nothing where there are none. */
void html_languages(struct html *html, xmlNode *cover);
/* The page as bytes; ends as memory_exhausted() does when any part of it could not be made. */
struct slice html_serialise(struct html *html);

/* What stands in the contents: number and text of a heading. */
void html_heading_text(struct html *html, xmlNode *parent, const struct doc_node *heading);
void html_blocks(struct html *html, xmlNode *parent, const struct doc_node *node, bool tight);
void html_inlines(struct html *html, xmlNode *parent, const struct doc_node *node, bool in_cell);
/* html_notes.c */
void html_note_ref(struct html *html, xmlNode *parent, const struct doc_node *node);
void html_notes(struct html *html, xmlNode *parent, const struct doc_node *node);
/* A picture as the address of its own bytes. */
struct slice html_image_data(struct html *html, const struct doc_image *image);
void html_image(struct html *html, xmlNode *parent, const struct doc_image *image,
		struct slice alt);
void html_table(struct html *html, xmlNode *parent, const struct doc_node *node);
void html_drawing(struct html *html, xmlNode *parent, const struct doc_node *node);
/* The table of facts on the cover. */
void html_facts(struct html *html, xmlNode *parent);

#endif
