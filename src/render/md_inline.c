/*
 * Markdown inside a block: marks and links, set only where CommonMark takes them for such.
 */
#include "base/utf8.h"
#include "render/md.h"

/* Code points that stand for something else where the neighbour of a mark is asked for. */
enum { EDGE_NONE = 0, EDGE_SPACE = ' ', EDGE_MARKUP = '[' };

static bool is_run(const struct doc_node *node)
{
	return node->kind == DOC_TEXT || node->kind == DOC_CODE;
}

/* The first or the last code point that is seen of the nodes from first up to end. */
static uint32_t edge_of(const struct doc_node *first, const struct doc_node *end, bool want_last)
{
	uint32_t edge = EDGE_NONE;

	for (const struct doc_node *node = first; node != end; node = node->next) {
		struct slice text = slice_trim(node->text);
		uint32_t own = EDGE_NONE;
		size_t at = 0;
		while (is_run(node) && at < text.len && (want_last || at == 0))
			own = utf8_next(text, &at);
		if (!is_run(node))
			own = edge_of(node->first, NULL, want_last);
		/* A no-break space stays one, as code may end up as text. */
		if (own != EDGE_NONE && !utf8_is_space(own) &&
		    (node->kind == DOC_CODE || node->kind == DOC_LINK))
			own = EDGE_MARKUP;
		edge = own != EDGE_NONE ? own : edge;
		if (edge != EDGE_NONE && !want_last)
			break;
	}
	return edge;
}

/* What is read behind a node's content: the neighbour of its closing mark. */
static uint32_t code_behind(const struct doc_node *end, const struct doc_node *parent)
{
	size_t at = 0;

	while (!end && parent && doc_is_inline(parent->kind) && parent->kind != DOC_LINK) {
		end = parent->next;
		parent = parent->parent;
	}
	if (!end)
		return parent && parent->kind == DOC_LINK ? EDGE_MARKUP : EDGE_SPACE;
	if (end->kind == DOC_LINE_BREAK)
		return EDGE_SPACE;
	while (!is_run(end) && end->kind != DOC_LINK && end->first)
		end = end->first; /* its own mark may not be set */
	if (is_run(end) && end->text.len > 0)
		return md_is_blank(end->text.ptr[0]) ? EDGE_SPACE : utf8_next(end->text, &at);
	return edge_of(end, NULL, false);
}

static uint32_t last_code(const struct md *md)
{
	const char *data = md->out.data;
	size_t end = md->out.len;
	struct slice rest;
	size_t at = 0;

	if (md->fresh || md->due_space || md->due_break)
		return EDGE_SPACE;
	while (end > 1 && data[end - 1] == '*' && data[end - 2] != '\\')
		end--;
	rest = (struct slice){ data, end };
	if (end == 0 || md_is_blank(data[end - 1]))
		return EDGE_SPACE;
	do {
		end--;
	} while (end > 0 && ((unsigned char)data[end] & 0xc0) == 0x80);
	at = end;
	return utf8_next(rest, &at);
}

/*
 * A mark next to a letter works only if no punctuation stands on its other side.  Versions of the
 * standard differ in whether symbols such as "₫" are punctuation: neither reading may break it.
 */
static bool mark_works(uint32_t inside, uint32_t outside)
{
	if (utf8_is_space(inside))
		return false; /* a no-break space, which is text */
	if (!utf8_is_punctuation(inside) && !utf8_is_symbol(inside))
		return true;
	return utf8_is_space(outside) || utf8_is_punctuation(outside);
}

/*
 * Between two letters or two marks a mark both opens and closes, and inside another it would close
 * that one.
 */
static bool mark_is_clear(const struct md *md, uint32_t inside, uint32_t outside)
{
	if ((!md->strong && !md->emphasis) || utf8_is_space(outside))
		return true;
	return !utf8_is_punctuation(inside) && !utf8_is_symbol(inside) &&
	       utf8_is_punctuation(outside);
}

/*
 * Blanks and breaks that open the content of a mark move in front of it.  True when there was
 * nothing else.
 */
static bool md_lead(struct md *md, const struct doc_node *first, const struct doc_node *end)
{
	for (const struct doc_node *node = first; node != end; node = node->next) {
		bool text = is_run(node);
		if (node->kind == DOC_LINE_BREAK)
			md->due_break |= !md->swallow;
		if (text && node->text.len > 0 && md_is_blank(node->text.ptr[0]))
			md->due_space |= !md->swallow;
		if (text && slice_trim(node->text).len > 0)
			return false;
		if (!text && !md_lead(md, node->first, NULL))
			return false;
	}
	return true;
}

static void md_siblings(struct md *md, const struct doc_node *first, const struct doc_node *end);

/* Sets the nodes from first up to end between marks, or without them where they would not work. */
static void md_marked(struct md *md, const char *mark, bool *flag, const struct doc_node *first,
		      const struct doc_node *end)
{
	uint32_t opens = edge_of(first, end, false);
	uint32_t closes = edge_of(first, end, true);
	bool works = !*flag && opens != EDGE_NONE;

	if (works)
		md_lead(md, first, end);
	works = works && (md->closed_at != md->out.len || md->due_space || md->due_break) &&
		mark_works(opens, last_code(md)) && mark_is_clear(md, opens, last_code(md)) &&
		mark_works(closes, code_behind(end, first->parent));
	if (!works) {
		md_siblings(md, first, end);
		return;
	}
	md_put_markup(md, slice_of(mark));
	md->swallow = true;
	*flag = true;
	md_siblings(md, first, end);
	*flag = false;
	buf_puts(&md->out, mark);
	md->closed_at = md->out.len;
}

static void md_link_node(struct md *md, const struct doc_node *node)
{
	if (md->link || edge_of(node->first, NULL, false) == EDGE_NONE) {
		md_siblings(md, node->first, NULL);
		return;
	}
	md_lead(md, node->first, NULL);
	md_put_markup(md, SLICE("["));
	md->swallow = true;
	md->link = true;
	md_siblings(md, node->first, NULL);
	md->link = false;
	buf_puts(&md->out, "](");
	md_put_target(md, md_target(md, node->as.link.target));
	buf_putc(&md->out, ')');
}

static void md_note_ref(struct md *md, const struct doc_node *node)
{
	struct slice number = node->as.note.note->number;

	if (md->flavor != MD_GFM) {
		md_put_text(md, text_printf(md->arena, "[%.*s]", SLICE_ARG(number)), false);
		return;
	}
	md_put_markup(md, text_printf(md->arena, "[^%.*s]", SLICE_ARG(number)));
}

/* Behind "!" a link would be an image; what is not plainly text counts as one. */
static bool link_may_follow(const struct doc_node *node)
{
	uint32_t code = code_behind(node->next, node->parent);

	return code != EDGE_SPACE && !utf8_is_word(code);
}

static void md_inline(struct md *md, const struct doc_node *node)
{
	switch (node->kind) {
	case DOC_TEXT:
		md_put_text(md, node->text, link_may_follow(node));
		break;
	case DOC_STRONG:
		md_marked(md, "**", &md->strong, node->first, NULL);
		break;
	case DOC_EMPHASIS:
		md_marked(md, "*", &md->emphasis, node->first, NULL);
		break;
	case DOC_MUTED:
		md_siblings(md, node->first, NULL);
		break;
	case DOC_CODE:
		md_code(md, node->text);
		break;
	case DOC_LINK:
		md_link_node(md, node);
		break;
	case DOC_NOTE_REF:
		md_note_ref(md, node);
		break;
	case DOC_LINE_BREAK:
		md->due_break |= !md->swallow;
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

static void md_siblings(struct md *md, const struct doc_node *first, const struct doc_node *end)
{
	for (const struct doc_node *node = first; node != end; node = node->next)
		md_inline(md, node);
}

void md_inlines(struct md *md, const struct doc_node *parent)
{
	md_siblings(md, parent->first, NULL);
}

static bool stays_light(const struct doc_node *node)
{
	return node->kind == DOC_MUTED || node->kind == DOC_LINE_BREAK;
}

void md_inlines_bold(struct md *md, const struct doc_node *parent)
{
	const struct doc_node *node = parent->first;

	while (node) {
		const struct doc_node *end = node;
		while (end && !stays_light(end))
			end = end->next;
		if (end != node)
			md_marked(md, "**", &md->strong, node, end);
		if (end)
			md_inline(md, end);
		node = end ? end->next : NULL;
	}
}

void md_bold(struct md *md, struct slice text)
{
	struct doc_node node = { .kind = DOC_TEXT, .text = text };

	md_marked(md, "**", &md->strong, &node, NULL);
}

void md_link(struct md *md, struct slice label, struct slice target, bool strong)
{
	struct doc_node text = { .kind = DOC_TEXT, .text = label };
	struct doc_node bold = { .kind = DOC_STRONG, .first = &text, .last = &text };
	struct doc_node link = { .kind = DOC_LINK, .as.link.target = target };

	text.parent = strong ? &bold : &link;
	bold.parent = &link;
	link.first = strong ? &bold : &text;
	link.last = link.first;
	md_link_node(md, &link);
}
