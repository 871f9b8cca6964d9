#ifndef RENDER_MD_H
#define RENDER_MD_H

#include "base/buf.h"
#include "base/vec.h"
#include "render/render.h"
#include "render/slug.h"

/*
 * The parts of the Markdown renderer: md.c writes blocks, md_front.c cover and contents, md_table.c
 * tables, md_inline.c marks and links in them, md_text.c their texts.
 */

/* Where text is put: it decides which characters would be taken for markup. */
enum md_place { MD_FLOW, MD_HEADING, MD_CELL };

struct md {
	struct arena *arena;
	const struct doc *doc;
	struct doc_places places;
	enum md_flavor flavor;
	struct slice image_base;
	VEC(struct slice) slugs; /* of the headings: their anchors in the file */
	struct index anchors;    /* from a heading's id in the tree to its place in slugs */
	struct slice title_slug;
	struct buf out;
	struct buf prefix; /* of the lines of the open quotes and items; see md_line */
	enum md_place place;
	/* What is known of the line being written. */
	bool fresh;     /* nothing visible stands on it yet */
	bool due_space; /* spaces and breaks wait for something visible, */
	bool due_break; /* so that none ends a paragraph */
	bool swallow;   /* spaces behind an opening mark stand in front of it */
	bool strong;
	bool emphasis;
	bool link;
	unsigned digits;  /* the line so far is this many digits */
	size_t closed_at; /* where the last closing mark ended */
	size_t coded_at;  /* where the last code ended */
	/* The list that ended last: where, within which prefix, and with which marks. */
	size_t list_end;
	size_t list_prefix;
	bool list_ordered;
	bool list_other;
};

/* Starts a line: writes the prefix, and turns the list marks in it to spaces for the lines after.
 */
void md_line(struct md *md);
void md_end_line(struct md *md);
/* The prefix alone, without the blanks behind it. */
void md_blank_line(struct md *md);
void md_push(struct md *md, struct slice prefix);
void md_pop(struct md *md, size_t len);
/* Shall the list that begins here take the other marks, to stay apart from the one before? */
bool md_list_begin(struct md *md, bool ordered);
void md_list_end(struct md *md, bool ordered, bool other);
void md_table(struct md *md, const struct doc_node *table);
/* "**Bảng 2.** *Chi phí*" */
void md_caption(struct md *md, struct slice number, struct slice words);
/* The table of facts on the cover. */
void md_cover_facts(struct md *md);
/* md_front.c: title and facts; the links to all headings, whose anchors are found first. */
void md_find_anchors(struct md *md);
void md_cover(struct md *md);
void md_contents(struct md *md);
bool md_is_blank_block(struct md *md, const struct doc_node *node);
/* "**Mục lục:**" */
void md_label_line(struct md *md, struct slice label);
/* md_text.c.  Text as it shall be read, with what would be markup escaped. */
void md_text(struct md *md, struct slice text);
/* The same where a link may follow right behind. */
void md_put_text(struct md *md, struct slice text, bool link_follows);
bool md_is_blank(char c);
/* Markup that is no text: it starts the line as well. */
void md_put_markup(struct md *md, struct slice markup);
void md_put_target(struct md *md, struct slice target);
/* A link's target in the file: an anchor for a heading of the tree. */
struct slice md_target(const struct md *md, struct slice target);
void md_code(struct md *md, struct slice code);
void md_image(struct md *md, const struct doc_image *image, struct slice alt);
/* md_inline.c.  The inline children of a node. */
void md_inlines(struct md *md, const struct doc_node *parent);
/* The same with everything but muted remarks in bold. */
void md_inlines_bold(struct md *md, const struct doc_node *parent);
void md_bold(struct md *md, struct slice text);
void md_link(struct md *md, struct slice label, struct slice target, bool strong);

#endif
