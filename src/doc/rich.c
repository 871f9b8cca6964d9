/*
 * CommonMark to document tree.  Knows cmark and the tree, no plan and no format.  The walk over
 * cmark's nodes is a loop, and what it opens is bounded, so no input can exhaust the stack.
 */
#include "doc/rich.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "doc/rich_tree.h"

static void rich_flush(struct rich *rich)
{
	struct doc_node *node;

	if (rich->text.len == 0)
		return;
	node = doc_add_text(rich->arena, rich->at, buf_slice(&rich->text));
	node->source = rich->source;
	rich->text = BUF_IN(rich->arena);
}

static struct doc_node *rich_leaf(struct rich *rich, enum doc_kind kind)
{
	struct doc_node *node;

	rich_flush(rich);
	node = doc_add(rich->arena, rich->at, kind);
	node->source = rich->source;
	return node;
}

struct doc_node *rich_open(struct rich *rich, enum doc_kind kind)
{
	struct doc_node *node;

	rich_flush(rich);
	node = doc_node_new(rich->arena, kind);
	node->source = rich->source;
	node->parent = rich->at;
	rich->at = node;
	rich->depth++;
	return node;
}

static bool stands_empty(enum doc_kind kind)
{
	return kind == DOC_LIST || kind == DOC_ITEM || kind == DOC_ROW || kind == DOC_CELL ||
	       kind == DOC_TABLE;
}

void rich_close(struct rich *rich)
{
	struct doc_node *node = rich->at;

	rich_flush(rich);
	rich->at = node->parent;
	rich->depth--;
	if (node->first || stands_empty(node->kind))
		doc_append(rich->at, node);
	if (doc_is_inline(node->kind))
		return;
	for (size_t i = 0; i < rich->behind.len; i++)
		doc_append(rich->at, rich->behind.items[i]);
	rich->behind.len = 0;
}

static struct slice literal_of(cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node);

	return slice_of(literal ? literal : "");
}

/* A line break for every line end but the last. */
static void rich_put_lines(struct rich *rich, struct slice text)
{
	while (text.len > 0) {
		size_t end = slice_find(text, SLICE("\n"), 0);
		buf_put(&rich->text, slice_sub(text, 0, end));
		text = slice_sub(text, end + 1, text.len);
		if (text.len > 0)
			rich_leaf(rich, DOC_LINE_BREAK);
	}
}

static cmark_node *node_after(cmark_node *root, cmark_node *node)
{
	cmark_node *child = cmark_node_first_child(node);

	if (child)
		return child;
	while (node != root && !cmark_node_next(node))
		node = cmark_node_parent(node);
	return node == root ? NULL : cmark_node_next(node);
}

/* All text below a node. */
static void put_plain(struct buf *buf, cmark_node *root)
{
	for (cmark_node *node = root; node; node = node_after(root, node)) {
		cmark_node_type type = cmark_node_get_type(node);
		bool block = type < CMARK_NODE_FIRST_INLINE;
		bool is_break = type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
		if (is_break || (block && buf->len > 0 && buf->data[buf->len - 1] != ' '))
			buf_putc(buf, ' ');
		buf_put(buf, literal_of(node));
	}
}

static void rich_skip(cmark_iter *iter, cmark_node *node)
{
	cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
}

static void rich_enter_image(struct rich *rich, cmark_iter *iter, cmark_node *node)
{
	const char *path = cmark_node_get_url(node);
	const struct doc_image *image = NULL;
	struct buf alt = BUF_IN(rich->arena);
	struct doc_node *shown;

	put_plain(&alt, node);
	rich_skip(iter, node);
	if (rich->host)
		image = rich->host->find(rich->host->data,
					 slice_copy(rich->arena, slice_of(path ? path : "")),
					 buf_slice(&alt));
	if (!image) {
		buf_put(&rich->text, buf_slice(&alt));
		return;
	}
	shown = doc_node_new(rich->arena, DOC_IMAGE);
	shown->as.image = image;
	shown->text = buf_slice(&alt);
	shown->source = rich->source;
	*vec_push(rich->arena, &rich->behind) = shown;
}

/* Opens a node for an element, or puts its text where nesting goes too deep. */
static struct doc_node *rich_enter(struct rich *rich, cmark_iter *iter, cmark_node *node,
				   enum doc_kind kind)
{
	struct doc_node *opened = NULL;

	if (rich->depth < RICH_MAX_DEPTH || kind == DOC_ITEM || kind == DOC_PARAGRAPH ||
	    kind == DOC_HEADING) {
		opened = rich_open(rich, kind);
		cmark_node_set_user_data(node, opened);
		return opened;
	}
	rich_skip(iter, node);
	if (!doc_is_inline(kind))
		rich_open(rich, DOC_PARAGRAPH);
	put_plain(&rich->text, node);
	if (!doc_is_inline(kind))
		rich_close(rich);
	return NULL;
}

static void rich_enter_list(struct rich *rich, cmark_iter *iter, cmark_node *node)
{
	struct doc_node *list = rich_enter(rich, iter, node, DOC_LIST);

	if (!list)
		return;
	list->as.list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	list->as.list.tight = cmark_node_get_list_tight(node) != 0;
	list->as.list.start = (unsigned)cmark_node_get_list_start(node);
}

static void rich_enter_heading(struct rich *rich, cmark_iter *iter, cmark_node *node)
{
	struct doc_node *heading = rich_enter(rich, iter, node, DOC_HEADING);
	unsigned level =
		rich->heading_level + (unsigned)cmark_node_get_heading_level(node) - rich->top;

	heading->as.heading.level = level < 1 ? 1 : level > 6 ? 6 : level;
}

/* What a note says, read when it is first referred to; notes have none of their own. */
static struct doc_note *note_shown(struct rich *rich, struct note_source *source)
{
	struct rich inner = { .arena = rich->arena,
			      .host = rich->host,
			      .source = rich->source,
			      .heading_level = 6,
			      .text = BUF_IN(rich->arena) };

	if (source->note)
		return source->note;
	source->note = ARENA_NEW(rich->arena, struct doc_note);
	source->note->content = doc_node_new(rich->arena, DOC_NOTE);
	source->note->content->source = rich->source;
	source->note->content->as.note.note = source->note;
	inner.at = source->note->content;
	rich_read(&inner, source->text);
	return source->note;
}

static void rich_enter_note(struct rich *rich, cmark_iter *iter, cmark_node *node,
			    struct note_source *source)
{
	struct doc_node *reference;

	rich_skip(iter, node);
	reference = rich_leaf(rich, DOC_NOTE_REF);
	reference->as.note.note = note_shown(rich, source);
	reference->as.note.use = ++source->note->uses;
}

static void rich_enter_link(struct rich *rich, cmark_iter *iter, cmark_node *node)
{
	const char *url = cmark_node_get_url(node);
	struct slice target = slice_of(url ? url : "");
	struct note_source *note = notes_find(&rich->notes, target);
	struct doc_node *link;

	if (note) {
		rich_enter_note(rich, iter, node, note);
		return;
	}
	if (!rich_target_is_safe(target))
		return; /* its text stays */
	link = rich_enter(rich, iter, node, DOC_LINK);
	if (link)
		link->as.link.target = slice_copy(rich->arena, target);
}

static void rich_html_block(struct rich *rich, cmark_node *node)
{
	rich_open(rich, DOC_PARAGRAPH);
	rich_put_lines(rich, slice_trim(literal_of(node)));
	rich_close(rich);
}

static void rich_code_block(struct rich *rich, cmark_node *node)
{
	struct slice text = literal_of(node);

	if (slice_ends(text, SLICE("\n")))
		text.len--;
	rich_leaf(rich, DOC_CODE_BLOCK)->text = slice_copy(rich->arena, text);
}

static void rich_enter_paragraph(struct rich *rich, cmark_iter *iter, cmark_node *node)
{
	size_t first = (size_t)cmark_node_get_start_line(node) - 1;
	size_t end = (size_t)cmark_node_get_end_line(node);

	if (rich_enter_table(rich, first, end, (size_t)cmark_node_get_start_column(node) - 1))
		rich_skip(iter, node);
	else
		rich_enter(rich, iter, node, DOC_PARAGRAPH);
}

static void rich_on_enter(struct rich *rich, cmark_iter *iter, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		rich_enter(rich, iter, node, DOC_QUOTE);
		break;
	case CMARK_NODE_LIST:
		rich_enter_list(rich, iter, node);
		break;
	case CMARK_NODE_ITEM:
		rich_enter(rich, iter, node, DOC_ITEM);
		break;
	case CMARK_NODE_CODE_BLOCK:
		rich_code_block(rich, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		rich_html_block(rich, node);
		break;
	case CMARK_NODE_PARAGRAPH:
		rich_enter_paragraph(rich, iter, node);
		break;
	case CMARK_NODE_HEADING:
		rich_enter_heading(rich, iter, node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		rich_leaf(rich, DOC_DIVIDER);
		break;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_HTML_INLINE:
		buf_put(&rich->text, literal_of(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		buf_putc(&rich->text, ' ');
		break;
	case CMARK_NODE_LINEBREAK:
		rich_leaf(rich, DOC_LINE_BREAK);
		break;
	case CMARK_NODE_CODE:
		rich_leaf(rich, DOC_CODE)->text = slice_copy(rich->arena, literal_of(node));
		break;
	case CMARK_NODE_EMPH:
		rich_enter(rich, iter, node, DOC_EMPHASIS);
		break;
	case CMARK_NODE_STRONG:
		rich_enter(rich, iter, node, DOC_STRONG);
		break;
	case CMARK_NODE_LINK:
		rich_enter_link(rich, iter, node);
		break;
	case CMARK_NODE_IMAGE:
		rich_enter_image(rich, iter, node);
		break;
	case CMARK_NODE_NONE:
	case CMARK_NODE_DOCUMENT:
	case CMARK_NODE_CUSTOM_BLOCK:
	case CMARK_NODE_CUSTOM_INLINE:
		break;
	}
}

static void rich_walk(struct rich *rich, cmark_iter *iter, cmark_node *root)
{
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (node == root)
			continue;
		if (event == CMARK_EVENT_ENTER)
			rich_on_enter(rich, iter, node);
		else if (cmark_node_get_user_data(node))
			rich_close(rich);
	}
	rich_flush(rich);
}

static unsigned topmost_heading(cmark_node *root)
{
	unsigned top = 0;

	for (cmark_node *node = root; node; node = node_after(root, node)) {
		unsigned level = (unsigned)cmark_node_get_heading_level(node);
		if (level > 0 && (top == 0 || level < top))
			top = level;
	}
	return top;
}

/* Parses a text and appends what stands below its root, or below its first block. */
static void rich_parse(struct rich *rich, struct slice markdown, bool below_first)
{
	cmark_mem memory = { memory_zeroed, memory_resize, memory_free };
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
	cmark_node *document = NULL;
	cmark_node *root = NULL;
	cmark_iter *iter = NULL;

	cmark_parser_feed(parser, markdown.ptr, markdown.len);
	document = cmark_parser_finish(parser);
	root = below_first ? cmark_node_first_child(document) : document;
	if (!root)
		goto out;
	if (rich->top == 0)
		rich->top = topmost_heading(document);
	iter = cmark_iter_new(root);
	rich_walk(rich, iter, root);
out:
	if (iter)
		cmark_iter_free(iter);
	cmark_node_free(document);
	cmark_parser_free(parser);
}

static void rich_split_lines(struct rich *rich, struct slice text)
{
	size_t start = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\n' && text.ptr[i] != '\r')
			continue;
		*vec_push(rich->arena, &rich->lines) = slice_sub(text, start, i);
		if (text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n')
			i++;
		start = i + 1;
	}
	*vec_push(rich->arena, &rich->lines) = slice_sub(text, start, text.len);
}

static struct slice text_joined(struct rich *rich, struct slice before, struct slice text)
{
	struct buf buf = BUF_IN(rich->arena);

	if (before.len == 0)
		return text;
	buf_put(&buf, before);
	buf_put(&buf, text);
	return buf_slice(&buf);
}

void rich_read(struct rich *rich, struct slice markdown)
{
	rich->lines.items = NULL;
	rich->lines.len = 0;
	rich->lines.cap = 0;
	markdown = text_joined(rich, notes_links(rich->arena, &rich->notes, markdown), markdown);
	rich_split_lines(rich, markdown);
	rich_parse(rich, markdown, false);
}

static bool is_plain(struct slice line)
{
	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];
		if (c == '\0' || strchr("\\`*_[]<>&!\r\n", c))
			return false;
	}
	return true;
}

/* As the content of an ATX heading a line holds inlines and nothing else. */
void rich_read_inline(struct rich *rich, struct slice markdown)
{
	struct buf line = BUF_IN(rich->arena);

	if (is_plain(markdown)) {
		buf_put(&rich->text, slice_trim(markdown));
		rich_flush(rich);
		return;
	}
	buf_put(&line, notes_links(rich->arena, &rich->notes, markdown));
	buf_puts(&line, "# ");
	for (size_t i = 0; i < markdown.len; i++) {
		char c = markdown.ptr[i];
		buf_putc(&line, c == '\n' || c == '\r' ? ' ' : c);
	}
	buf_puts(&line, " #");
	rich_parse(rich, buf_slice(&line), true);
}

void rich_append(struct arena *arena, struct doc_node *parent, struct slice markdown,
		 unsigned heading_level, struct span source, const struct rich_host *host)
{
	struct rich rich = {
		.arena = arena,
		.host = host,
		.source = source,
		.heading_level = heading_level,
		.at = parent,
		.text = BUF_IN(arena),
	};
	struct note_sources notes;

	markdown = notes_take(arena, markdown, &rich.notes);
	rich_read(&rich, markdown);
	notes = rich.notes;
	rich.notes = (struct note_sources){ 0 };
	for (size_t i = 0; i < notes.len; i++) {
		/* What seemed to refer to it was code: it stands where nothing is lost. */
		if (!notes.items[i].note)
			rich_read(&rich, notes.items[i].text);
	}
}

void rich_append_inline(struct arena *arena, struct doc_node *parent, struct slice markdown,
			struct span source)
{
	struct rich rich = {
		.arena = arena,
		.source = source,
		.heading_level = 1,
		.at = parent,
		.text = BUF_IN(arena),
	};

	markdown = slice_trim(notes_take(arena, markdown, &rich.notes));
	rich_read_inline(&rich, markdown);
}
