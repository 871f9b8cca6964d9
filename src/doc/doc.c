/* The document tree: building it and walking it.  Knows no plan and no format. */
#include "doc/doc.h"

#include "base/arena.h"
#include "base/buf.h"

static const struct text2 words[WORD_COUNT] = {
#define WORD(id, vi, en) [WORD_##id] = TEXT2_ROW(vi, en),
#include "doc/words.def"
#undef WORD
};

struct slice doc_word(enum doc_word word, enum lang lang)
{
	return words[word].in[lang];
}

bool doc_is_inline(enum doc_kind kind)
{
	return kind >= DOC_TEXT;
}

struct doc_node *doc_node_new(struct arena *arena, enum doc_kind kind)
{
	struct doc_node *node = ARENA_NEW(arena, struct doc_node);

	node->kind = kind;
	if (kind == DOC_CELL)
		node->as.cell.span = 1;
	return node;
}

struct doc_node *doc_append(struct doc_node *parent, struct doc_node *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	return child;
}

struct doc_node *doc_add(struct arena *arena, struct doc_node *parent, enum doc_kind kind)
{
	return doc_append(parent, doc_node_new(arena, kind));
}

struct doc_node *doc_add_text(struct arena *arena, struct doc_node *parent, struct slice text)
{
	struct doc_node *node = doc_add(arena, parent, DOC_TEXT);

	node->text = text;
	return node;
}

struct doc_node *doc_add_paragraph(struct arena *arena, struct doc_node *parent, struct slice text)
{
	struct doc_node *paragraph = doc_add(arena, parent, DOC_PARAGRAPH);

	doc_add_text(arena, paragraph, text);
	return paragraph;
}

const struct doc_node *doc_next(const struct doc_node *root, const struct doc_node *node)
{
	if (node->first)
		return node->first;
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}

struct slice doc_plain_text(struct arena *arena, const struct doc_node *node)
{
	struct buf buf = BUF_IN(arena);

	for (const struct doc_node *at = node; at; at = doc_next(node, at)) {
		bool block_gap = !doc_is_inline(at->kind) && buf.len > 0;
		if (block_gap || at->kind == DOC_LINE_BREAK)
			buf_putc(&buf, ' ');
		if (at->kind == DOC_TEXT || at->kind == DOC_CODE || at->kind == DOC_CODE_BLOCK)
			buf_put(&buf, at->text);
	}
	return slice_trim(buf_slice(&buf));
}

static void place_add(struct doc_places *places, struct slice id)
{
	bool is_new;
	size_t *number = index_at(&places->index, id, &is_new);

	if (is_new)
		*number = places->headings.len - 1;
}

struct doc_places doc_places(struct arena *arena, const struct doc *doc)
{
	struct doc_places places = { .index = INDEX_IN(arena) };

	*vec_push(arena, &places.headings) = SLICE("");
	for (const struct doc_node *at = doc->root; at; at = doc_next(doc->root, at)) {
		if (at->kind == DOC_HEADING && at->as.heading.id.len > 0) {
			*vec_push(arena, &places.headings) = at->as.heading.id;
			place_add(&places, at->as.heading.id);
		} else if (at->kind == DOC_GAP) {
			place_add(&places, at->as.gap.id);
		}
	}
	return places;
}

struct slice doc_heading_at(const struct doc_places *places, struct slice target)
{
	const size_t *number = index_get(&places->index, slice_sub(target, 1, target.len));

	return number ? places->headings.items[*number] : SLICE("");
}
