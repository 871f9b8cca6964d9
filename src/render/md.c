/*
 * The document as Markdown, GitHub's or plain CommonMark: blocks.  Writes no raw HTML, and
 * nothing that markdownlint's default rules object to, line length aside.
 */
#include "render/md.h"

#include <string.h>

#include "base/arena.h"
#include "figure/figure.h"
#include "render/cell.h"

void md_line(struct md *md)
{
	buf_put(&md->out, buf_slice(&md->prefix));
	for (size_t i = 0; i < md->prefix.len; i++) {
		if (md->prefix.data[i] != '>')
			md->prefix.data[i] = ' ';
	}
	md->fresh = true;
	md->due_space = false;
	md->due_break = false;
	md->swallow = false;
	md->digits = 0;
}

void md_end_line(struct md *md)
{
	buf_putc(&md->out, '\n');
	md->place = MD_FLOW;
}

void md_blank_line(struct md *md)
{
	size_t start = md->out.len;

	md_line(md);
	while (md->out.len > start && md->out.data[md->out.len - 1] == ' ')
		md->out.len--;
	buf_putc(&md->out, '\n');
}

void md_push(struct md *md, struct slice prefix)
{
	buf_put(&md->prefix, prefix);
}

void md_pop(struct md *md, size_t len)
{
	md->prefix.len = len;
}

static void md_blocks(struct md *md, const struct doc_node *parent, bool tight);

bool md_is_blank_block(struct md *md, const struct doc_node *node)
{
	if (node->kind != DOC_PARAGRAPH && node->kind != DOC_HEADING)
		return false;
	return doc_plain_text(md->arena, node).len == 0;
}

static void md_heading(struct md *md, const struct doc_node *node)
{
	unsigned level = node->as.heading.level + 1;

	md_line(md);
	buf_repeat(&md->out, '#', level > 6 ? 6 : level);
	buf_putc(&md->out, ' ');
	md->place = MD_HEADING;
	if (node->as.heading.number.len > 0) {
		md_text(md, node->as.heading.number);
		md_text(md, SLICE(" "));
	}
	md_inlines(md, node);
	md_end_line(md);
}

static void md_paragraph(struct md *md, const struct doc_node *node)
{
	md_line(md);
	md_inlines(md, node);
	md_end_line(md);
}

/*
 * Two lists in a row stay two when they differ in their marks; between them stands nothing but
 * blank lines.
 */
bool md_list_begin(struct md *md, bool ordered)
{
	size_t at = md->list_end;

	while (at < md->out.len && strchr("\n >", md->out.data[at]))
		at++;
	return at == md->out.len && md->list_prefix == md->prefix.len &&
	       md->list_ordered == ordered && !md->list_other;
}

void md_list_end(struct md *md, bool ordered, bool other)
{
	md->list_end = md->out.len;
	md->list_prefix = md->prefix.len;
	md->list_ordered = ordered;
	md->list_other = other;
}

static void md_list(struct md *md, const struct doc_node *list)
{
	size_t outer = md->prefix.len;
	bool other = md_list_begin(md, list->as.list.ordered);
	unsigned number = list->as.list.start;

	for (const struct doc_node *item = list->first; item; item = item->next, number++) {
		size_t before;
		if (item != list->first && !list->as.list.tight)
			md_blank_line(md);
		if (list->as.list.ordered)
			buf_printf(&md->prefix, "%u%s ", number, other ? ")" : ".");
		else
			md_push(md, other ? SLICE("* ") : SLICE("- "));
		before = md->out.len;
		md_blocks(md, item, list->as.list.tight);
		if (md->out.len == before)
			md_blank_line(md);
		md_pop(md, outer);
	}
	md_list_end(md, list->as.list.ordered, other);
}

/* Tabs become spaces up to the next stop: they look the same, and linters want none. */
static void md_code_line(struct md *md, struct slice line)
{
	size_t column = 0;

	for (size_t i = 0; i < line.len; i++) {
		size_t width = line.ptr[i] == '\t' ? 8 - column % 8 : 1;
		if (line.ptr[i] == '\t')
			buf_repeat(&md->out, ' ', width);
		else
			buf_putc(&md->out, line.ptr[i]);
		/* Only the first byte of a character takes a column. */
		column += ((unsigned char)line.ptr[i] & 0xc0) == 0x80 ? 0 : width;
	}
	buf_putc(&md->out, '\n');
}

static size_t code_fence_length(struct slice text)
{
	size_t longest = 2;
	size_t run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.ptr[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest + 1;
}

static void md_fenced(struct md *md, const char *language, struct slice text)
{
	size_t ticks = code_fence_length(text);

	md_line(md);
	buf_repeat(&md->out, '`', ticks);
	buf_printf(&md->out, "%s\n", language);
	while (text.len > 0) {
		size_t end = slice_find(text, SLICE("\n"), 0);
		if (end == 0) {
			md_blank_line(md);
		} else {
			md_line(md);
			md_code_line(md, slice_sub(text, 0, end));
		}
		text = slice_sub(text, end + 1, text.len);
	}
	md_line(md);
	buf_repeat(&md->out, '`', ticks);
	md_end_line(md);
}

static void md_code_block(struct md *md, const struct doc_node *node)
{
	md_fenced(md, "text", node->text);
}

/* A quote that opens with a bold label; the first paragraph follows on the label's next line. */
static void md_labelled_quote(struct md *md, const struct doc_node *node, struct slice label)
{
	const struct doc_node *first = node->first;
	size_t outer = md->prefix.len;
	struct doc_node rest = *node;

	md_push(md, SLICE("> "));
	md_line(md);
	md_bold(md, label);
	if (first && first->kind == DOC_PARAGRAPH && !md_is_blank_block(md, first)) {
		md->due_break = true;
		md_inlines(md, first);
		rest.first = first->next;
	}
	md_end_line(md);
	if (rest.first) {
		md_blank_line(md);
		md_blocks(md, &rest, false);
	}
	md_pop(md, outer);
}

static void md_quote(struct md *md, const struct doc_node *node)
{
	size_t outer = md->prefix.len;

	md_push(md, SLICE("> "));
	md_blocks(md, node, false);
	md_pop(md, outer);
}

void md_label_line(struct md *md, struct slice label)
{
	md_line(md);
	md_bold(md, text_printf(md->arena, "%.*s:", SLICE_ARG(label)));
	md_end_line(md);
}

static void md_columns(struct md *md, const struct doc_node *node)
{
	for (const struct doc_node *column = node->first; column; column = column->next) {
		if (column != node->first)
			md_blank_line(md);
		if (column->text.len > 0) {
			md_label_line(md, column->text);
			if (column->first)
				md_blank_line(md);
		}
		md_blocks(md, column, false);
	}
}

/* Mermaid where it has such a form, then the caption, then the same in words. */
static void md_figure(struct md *md, const struct doc_node *node)
{
	struct slice mermaid =
		md->flavor == MD_GFM ? figure_mermaid(md->arena, node->as.figure) : SLICE("");

	if (mermaid.len > 0) {
		md_fenced(md, "mermaid", mermaid);
		md_blank_line(md);
	}
	md_caption(md, figure_number(md->arena, md->doc, node), node->as.figure->caption);
	if (!node->first)
		return;
	md_blank_line(md);
	md_blocks(md, node, false);
}

/* A note is named where it is defined; plain CommonMark has none, and a number in brackets does. */
static void md_notes(struct md *md, const struct doc_node *notes)
{
	size_t outer = md->prefix.len;

	for (const struct doc_node *note = notes->first; note; note = note->next) {
		struct doc_node rest = *note;
		if (note != notes->first)
			md_blank_line(md);
		if (md->flavor == MD_GFM) {
			md_push(md, text_printf(md->arena, "[^%.*s]: ", SLICE_ARG(note->text)));
			md_blocks(md, note, false);
			md_pop(md, outer);
			continue;
		}
		md_line(md);
		md_text(md, text_printf(md->arena, "[%.*s] ", SLICE_ARG(note->text)));
		if (rest.first && rest.first->kind == DOC_PARAGRAPH) {
			md_inlines(md, rest.first);
			rest.first = rest.first->next;
		}
		md_end_line(md);
		if (rest.first)
			md_blank_line(md);
		md_blocks(md, &rest, false);
	}
}

static void md_image_block(struct md *md, const struct doc_node *node)
{
	md_line(md);
	md_image(md, node->as.image, node->text);
	md_end_line(md);
}

static void md_divider(struct md *md)
{
	md_line(md);
	buf_puts(&md->out, "___");
	md_end_line(md);
}

static void md_block(struct md *md, const struct doc_node *node)
{
	switch (node->kind) {
	case DOC_HEADING:
		md_heading(md, node);
		break;
	case DOC_PARAGRAPH:
		md_paragraph(md, node);
		break;
	case DOC_LIST:
		md_list(md, node);
		break;
	case DOC_QUOTE:
		md_quote(md, node);
		break;
	case DOC_CODE_BLOCK:
		md_code_block(md, node);
		break;
	case DOC_DIVIDER:
		md_divider(md);
		break;
	case DOC_TABLE:
		md_table(md, node);
		break;
	case DOC_CALLOUT:
	case DOC_GAP:
		md_labelled_quote(md, node, node->text);
		break;
	case DOC_COLUMNS:
		md_columns(md, node);
		break;
	case DOC_FIGURE:
		md_figure(md, node);
		break;
	case DOC_IMAGE:
		md_image_block(md, node);
		break;
	case DOC_NOTES:
		md_notes(md, node);
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

static bool is_quote(const struct doc_node *node)
{
	return node->kind == DOC_QUOTE || node->kind == DOC_CALLOUT || node->kind == DOC_GAP;
}

/* Only some lists are lists right behind a line of text. */
static bool list_interrupts(const struct doc_node *node)
{
	if (node->kind != DOC_LIST || !node->first || !node->first->first)
		return false;
	return !node->as.list.ordered || node->as.list.start == 1;
}

/* Neighbouring quotes become one, as a blank line between two means different things to readers. */
static void md_between(struct md *md, const struct doc_node *before, const struct doc_node *node,
		       bool tight)
{
	size_t outer = md->prefix.len;

	if (tight && before->kind == DOC_PARAGRAPH && list_interrupts(node))
		return;
	if (is_quote(before) && is_quote(node))
		md_push(md, SLICE("> "));
	md_blank_line(md);
	md_pop(md, outer);
}

static void md_blocks(struct md *md, const struct doc_node *parent, bool tight)
{
	const struct doc_node *before = NULL;

	for (const struct doc_node *node = parent->first; node; node = node->next) {
		if (md_is_blank_block(md, node) ||
		    (node->kind == DOC_TABLE && table_width(node) == 0))
			continue;
		if (before)
			md_between(md, before, node, tight);
		md_block(md, node);
		before = node;
	}
}

bool render_md(struct arena *arena, struct report *report, const struct doc *doc,
	       const struct render_options *options, struct slice *bytes)
{
	struct md md = {
		.arena = arena,
		.doc = doc,
		.places = doc_places(arena, doc),
		.flavor = options->md_flavor,
		.image_base = options->image_base,
		.anchors = INDEX_IN(arena),
		.list_end = SIZE_MAX,
		.out = BUF_IN(arena),
		.prefix = BUF_IN(arena),
		.closed_at = SIZE_MAX,
		.coded_at = SIZE_MAX,
	};

	(void)report; /* nothing can go wrong */
	md_find_anchors(&md);
	md_cover(&md);
	md_contents(&md);
	if (doc->root && doc->root->first) {
		md_blank_line(&md);
		md_blocks(&md, doc->root, false);
	}
	*bytes = buf_slice(&md.out);
	return true;
}
