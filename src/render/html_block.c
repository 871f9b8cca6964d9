/* The document's blocks and inlines as elements, tables aside. */
#include <openssl/evp.h>

#include "base/arena.h"
#include "base/buf.h"
#include "render/cell.h"
#include "render/html.h"

static const char *const heading_tags[] = { "h1", "h2", "h3", "h4", "h5", "h6" };

static void html_link(struct html *html, xmlNode *parent, const struct doc_node *node, bool in_cell)
{
	xmlNode *link = html_add(html, parent, "a");
	struct slice target = node->as.link.target;

	if (slice_starts(target, SLICE("#gap_")))
		html_attr(html, link, "class", SLICE("mark"));
	if (slice_starts(target, SLICE("#")))
		html_link_to(html, link, slice_sub(target, 1, target.len));
	else
		html_attr(html, link, "href", target);
	if (slice_starts(target, SLICE("http")))
		html_attr(html, link, "rel", SLICE("noopener"));
	html_inlines(html, link, node, in_cell);
}

static void html_break(struct html *html, xmlNode *parent, bool in_cell)
{
	if (in_cell)
		html_text(html, html_add_class(html, parent, "span", "joint"), CELL_JOINT);
	html_add(html, parent, "br");
}

/* A break at the end of its block would only leave an empty line. */
static bool shows_break(const struct doc_node *node)
{
	return node->next != NULL || (node->parent && doc_is_inline(node->parent->kind));
}

/* Remarks of more than a few words break where figures do not. */
static const char *muted_class(struct html *html, const struct doc_node *node, bool in_cell)
{
	enum { SHORT = 40 };

	return in_cell && doc_plain_text(html->arena, node).len > SHORT ? "muted long" : "muted";
}

static void html_inline(struct html *html, xmlNode *parent, const struct doc_node *node,
			bool in_cell)
{
	switch (node->kind) {
	case DOC_TEXT:
		html_text(html, parent, node->text);
		break;
	case DOC_STRONG:
		html_inlines(html, html_add(html, parent, "strong"), node, in_cell);
		break;
	case DOC_EMPHASIS:
		html_inlines(html, html_add(html, parent, "em"), node, in_cell);
		break;
	case DOC_MUTED:
		html_inlines(html,
			     html_add_class(html, parent, "span", muted_class(html, node, in_cell)),
			     node, in_cell);
		break;
	case DOC_CODE:
		html_text(html, html_add(html, parent, "code"), node->text);
		break;
	case DOC_LINK:
		html_link(html, parent, node, in_cell);
		break;
	case DOC_NOTE_REF:
		html_note_ref(html, parent, node);
		break;
	case DOC_LINE_BREAK:
		if (shows_break(node))
			html_break(html, parent, in_cell);
		break;
	case DOC_IMAGE:
	case DOC_ROOT:
	case DOC_HEADING:
	case DOC_PARAGRAPH:
	case DOC_LIST:
	case DOC_ITEM:
	case DOC_QUOTE:
	case DOC_CODE_BLOCK:
	case DOC_DIVIDER:
	case DOC_TABLE:
	case DOC_ROW:
	case DOC_CELL:
	case DOC_CALLOUT:
	case DOC_COLUMNS:
	case DOC_COLUMN:
	case DOC_NOTES:
	case DOC_NOTE:
	case DOC_GAP:
	case DOC_FIGURE:
	case DOC_KIND_COUNT:
		break;
	}
}

void html_inlines(struct html *html, xmlNode *parent, const struct doc_node *node, bool in_cell)
{
	for (const struct doc_node *child = node->first; child; child = child->next)
		html_inline(html, parent, child, in_cell);
}

static struct slice base64(struct arena *arena, struct slice bytes)
{
	enum { STEP = 3 * 16384 };
	unsigned char piece[STEP / 3 * 4 + 1];
	struct buf text = BUF_IN(arena);

	for (size_t at = 0; at < bytes.len; at += STEP) {
		struct slice part = slice_sub(bytes, at, at + STEP);
		int length = EVP_EncodeBlock(piece, (const unsigned char *)part.ptr, (int)part.len);
		buf_put(&text, (struct slice){ (const char *)piece, (size_t)length });
	}
	return buf_slice(&text);
}

struct slice html_image_data(struct html *html, const struct doc_image *image)
{
	static const char *const types[] = {
		[IMAGE_PNG] = "image/png",
		[IMAGE_JPEG] = "image/jpeg",
	};
	struct buf source = BUF_IN(html->arena);

	buf_printf(&source, "data:%s;base64,", types[image->type]);
	buf_put(&source, base64(html->arena, image->bytes));
	return buf_slice(&source);
}

void html_image(struct html *html, xmlNode *parent, const struct doc_image *image, struct slice alt)
{
	xmlNode *node = html_add(html, parent, "img");

	html_attr(html, node, "alt", alt);
	html_attr_number(html, node, "width", image->width);
	html_attr_number(html, node, "height", image->height);
	html_attr(html, node, "src", html_image_data(html, image));
}

void html_heading_text(struct html *html, xmlNode *parent, const struct doc_node *heading)
{
	if (heading->as.heading.number.len > 0) {
		html_text(html, html_add_class(html, parent, "span", "number"),
			  heading->as.heading.number);
		html_text(html, parent, SLICE(" "));
	}
}

static bool holds_link(const struct doc_node *node)
{
	for (const struct doc_node *at = node; at; at = doc_next(node, at)) {
		if (at->kind == DOC_LINK)
			return true;
	}
	return false;
}

/*
 * A heading is a link to itself, so that its address can be copied and is read aloud once.  One
 * that holds links of its own is followed by that link instead.
 */
static void html_heading(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	unsigned level = node->as.heading.level;
	xmlNode *heading = html_add(html, parent, heading_tags[level > 5 ? 5 : level]);
	struct slice id = node->as.heading.id;
	bool apart = id.len > 0 && holds_link(node);
	xmlNode *text = heading;

	html->part = doc_plain_text(html->arena, node);
	if (id.len > 0)
		html_attr(html, heading, "id", html_id(html, id));
	if (id.len > 0 && !apart) {
		text = html_add_class(html, heading, "a", "anchor");
		html_link_to(html, text, id);
	}
	html_heading_text(html, text, node);
	html_inlines(html, text, node, false);
	if (!apart)
		return;
	text = html_add_class(html, heading, "a", "anchor");
	html_link_to(html, text, id);
	html_attr(html, text, "aria-label",
		  text_printf(html->arena, "%.*s %.*s",
			      SLICE_ARG(doc_word(WORD_LINK_TO, html->doc->lang)),
			      SLICE_ARG(html->part)));
}

static void html_list(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	bool ordered = node->as.list.ordered;
	bool tight = node->as.list.tight;
	xmlNode *list = html_add(html, parent, ordered ? "ol" : "ul");

	if (!tight)
		html_attr(html, list, "class", SLICE("loose"));
	if (ordered && node->as.list.start != 1)
		html_attr_number(html, list, "start", node->as.list.start);
	html_newline(html, list);
	for (const struct doc_node *item = node->first; item; item = item->next) {
		html_blocks(html, html_add(html, list, "li"), item, tight);
		html_newline(html, list);
	}
}

static void html_code_block(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	html_text(html, html_add(html, html_add(html, parent, "pre"), "code"), node->text);
}

static const char *box_class(const struct doc_node *node)
{
	static const char *const callouts[] = {
		[TONE_PLAIN] = "callout",
		[TONE_GOOD] = "callout good",
		[TONE_BAD] = "callout bad",
	};
	static const char *const columns[] = {
		[TONE_PLAIN] = "column",
		[TONE_GOOD] = "column good",
		[TONE_BAD] = "column bad",
	};

	return (node->kind == DOC_CALLOUT ? callouts : columns)[node->as.box.tone];
}

static void html_label(struct html *html, xmlNode *parent, struct slice text)
{
	if (text.len == 0)
		return;
	html_text(html, html_add_class(html, parent, "p", "label"), text);
	html_newline(html, parent);
}

/* A box with a label.  No aside: those are landmarks, and a page full of them guides no one. */
static void html_box(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	xmlNode *box = html_add_class(html, parent, "div", box_class(node));

	if (node->kind == DOC_CALLOUT)
		html_attr(html, box, "role", SLICE("note"));
	html_newline(html, box);
	html_label(html, box, node->text);
	html_blocks(html, box, node, false);
}

static void html_columns(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	xmlNode *columns = html_add_class(html, parent, "div", "columns");

	html_newline(html, columns);
	for (const struct doc_node *column = node->first; column; column = column->next) {
		html_box(html, columns, column);
		html_newline(html, columns);
	}
}

static void html_gap(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	xmlNode *box =
		html_add_class(html, parent, "div", node->as.gap.advised ? "gap advised" : "gap");

	html_attr(html, box, "role", SLICE("note"));
	if (node->as.gap.id.len > 0)
		html_attr(html, box, "id", html_id(html, node->as.gap.id));
	html_newline(html, box);
	html_label(html, box, node->text);
	html_blocks(html, box, node, false);
}

static void html_figure(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	html_image(html,
		   html_add_class(html, parent, "p",
				  node->as.image->portrait ? "figure portrait" : "figure"),
		   node->as.image, node->text);
}

static void html_block(struct html *html, xmlNode *parent, const struct doc_node *node, bool tight)
{
	switch (node->kind) {
	case DOC_HEADING:
		html_heading(html, parent, node);
		break;
	case DOC_PARAGRAPH:
		html_inlines(html, tight ? parent : html_add(html, parent, "p"), node, false);
		break;
	case DOC_LIST:
		html_list(html, parent, node);
		break;
	case DOC_QUOTE:
		html_blocks(html, html_add(html, parent, "blockquote"), node, false);
		break;
	case DOC_CODE_BLOCK:
		html_code_block(html, parent, node);
		break;
	case DOC_DIVIDER:
		html_add(html, parent, "hr");
		break;
	case DOC_TABLE:
		html_table(html, parent, node);
		break;
	case DOC_CALLOUT:
		html_box(html, parent, node);
		break;
	case DOC_COLUMNS:
		html_columns(html, parent, node);
		break;
	case DOC_IMAGE:
		html_figure(html, parent, node);
		break;
	case DOC_FIGURE:
		html_drawing(html, parent, node);
		break;
	case DOC_NOTES:
		html_notes(html, parent, node);
		break;
	case DOC_GAP:
		html_gap(html, parent, node);
		break;
	case DOC_ROOT:
	case DOC_ITEM:
	case DOC_ROW:
	case DOC_CELL:
	case DOC_COLUMN:
	case DOC_TEXT:
	case DOC_STRONG:
	case DOC_EMPHASIS:
	case DOC_MUTED:
	case DOC_CODE:
	case DOC_NOTE:
	case DOC_LINK:
	case DOC_NOTE_REF:
	case DOC_LINE_BREAK:
	case DOC_KIND_COUNT:
		break;
	}
}

static bool shows_nothing(struct html *html, const struct doc_node *node)
{
	bool text = node->kind == DOC_PARAGRAPH || node->kind == DOC_HEADING;

	if (node->kind == DOC_TABLE)
		return table_width(node) == 0;
	return text && doc_plain_text(html->arena, node).len == 0;
}

void html_blocks(struct html *html, xmlNode *parent, const struct doc_node *node, bool tight)
{
	const struct doc_node *child;

	for (child = node->first; child; child = child->next) {
		if (shows_nothing(html, child))
			continue;
		html_block(html, parent, child, tight);
		if (!tight || child->next)
			html_newline(html, parent);
	}
}
