/* Once all headings are there: their numbers, their levels without gaps, and their anchors. */
#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/utf8.h"
#include "present/presenter.h"

enum { ID_LENGTH_MAX = 60, LEVELS_MOST = 6 };

struct slice present_anchor(struct presenter *p, struct slice words)
{
	struct slice plain = utf8_plain(p->arena, words);
	struct buf id = BUF_IN(p->arena);
	bool gap = false;

	for (size_t i = 0; i < plain.len && id.len < ID_LENGTH_MAX; i++) {
		char c = plain.ptr[i];
		bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (is_kept && gap && id.len > 0)
			buf_putc(&id, '-');
		if (is_kept)
			buf_putc(&id, c);
		gap = !is_kept;
	}
	return id.len > 0 ? buf_slice(&id) : SLICE("p");
}

/*
 * The second heading of the same words is told apart by a number, so that an anchor lasts while
 * other headings come and go.
 */
static struct slice heading_id(struct presenter *p, const struct doc_node *heading,
			       struct index *ids)
{
	struct slice base = present_anchor(p, doc_plain_text(p->arena, heading));
	struct slice id = base;
	bool is_new;
	size_t number = *index_at(ids, base, &is_new);

	if (is_new)
		number = 1;
	while (!is_new && (number == 1 || index_get(ids, id)))
		id = text_printf(p->arena, "%.*s-%zu", SLICE_ARG(base), ++number);
	*index_at(ids, id, &is_new) = 1;
	*index_at(ids, base, &is_new) = number;
	return id;
}

struct doc_node *present_next(struct doc_node *root, struct doc_node *node)
{
	if (node->first)
		return node->first;
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}

/* "A" to "Z", then "AA". */
static struct slice letters(struct arena *arena, unsigned number)
{
	if (number <= 26)
		return text_printf(arena, "%c", (char)('A' + number - 1));
	return text_printf(arena, "%c%c", (char)('A' + (number - 27) / 26 % 26),
			   (char)('A' + (number - 27) % 26));
}

struct counts {
	unsigned chapters, appendices, part;
	struct slice chapter;
};

static struct slice heading_number(struct presenter *p, struct counts *counts,
				   const struct doc_node *heading)
{
	struct slice number = heading->as.heading.number;

	if (heading->as.heading.level == 1) {
		counts->part = 0;
		if (slice_equal(number, NUMBER_APPENDIX))
			number = letters(p->arena, ++counts->appendices);
		else if (number.len > 0)
			number = text_printf(p->arena, "%u", ++counts->chapters);
		counts->chapter = number;
		return number;
	}
	if (heading->as.heading.level != 2 || !heading->as.heading.listed)
		return number;
	if (counts->chapter.len == 0)
		return SLICE_NONE;
	return text_printf(p->arena, "%.*s.%u", SLICE_ARG(counts->chapter), ++counts->part);
}

void present_headings(struct presenter *p, struct doc_node *body)
{
	struct counts counts = { .chapter = SLICE_NONE };
	struct index ids = INDEX_IN(p->arena);
	unsigned above[LEVELS_MOST]; /* the level each heading above has of itself */
	unsigned depth = 0;

	for (struct doc_node *at = body; at; at = present_next(body, at)) {
		if (at->kind != DOC_HEADING || at->parent->kind == DOC_CELL)
			continue; /* in cells they are lines */
		while (depth > 0 && above[depth - 1] >= at->as.heading.level)
			depth--;
		assert(depth < LEVELS_MOST);
		above[depth++] = at->as.heading.level;
		at->as.heading.level = depth; /* none is left out, and siblings stay siblings */
		at->as.heading.number = heading_number(p, &counts, at);
		at->as.heading.id = heading_id(p, at, &ids);
	}
	for (struct doc_node *at = body; at; at = present_next(body, at)) {
		if (at->kind == DOC_LINK && at->as.link.heading)
			at->as.link.target =
				text_printf(p->arena, "#%.*s",
					    SLICE_ARG(at->as.link.heading->as.heading.id));
	}
}
