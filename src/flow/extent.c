/* How wide blocks are at least and at best, and how many lines they make of a width. */
#include "flow/atoms.h"

#include "base/arena.h"

static void extent_widen(struct extent *extent, struct extent other, double around)
{
	if (extent->least < other.least + around)
		extent->least = other.least + around;
	if (extent->most < other.most + around)
		extent->most = other.most + around;
}

struct extent blocks_extent(struct layouter *lay, const struct doc_node *parent,
			    const struct look *look)
{
	struct extent extent = { 0, 0 };

	if (parent->first && doc_is_inline(parent->first->kind))
		return inline_extent(lay, parent, look);
	for (const struct doc_node *node = parent->first; node; node = node->next) {
		struct extent one = { 60, 200 };
		double around = 0;
		if (node->kind == DOC_PARAGRAPH || node->kind == DOC_HEADING) {
			one = inline_extent(lay, node, look);
		} else if (node->kind == DOC_IMAGE) {
			one = (struct extent){ 30, node->as.image->width * 0.75 };
		} else if (node->kind == DOC_CODE_BLOCK) {
			one = text_extent(lay, node->text, look);
		} else if (node->first && node->kind != DOC_TABLE) {
			one = blocks_extent(lay, node, look);
			around = node->kind == DOC_LIST   ? 0
				 : node->kind == DOC_ITEM ? list_indent(lay, node->parent, look)
							  : 24;
		}
		extent_widen(&extent, one, around);
	}
	return extent;
}

struct piece_list {
	struct cell_piece *items;
	size_t len;
	size_t cap;
};

static void pieces_collect(struct layouter *lay, const struct doc_node *parent,
			   const struct look *look, double indent, struct piece_list *list)
{
	struct cell_piece piece = { .indent = indent };
	struct atoms atoms;

	if (!parent->first || !doc_is_inline(parent->first->kind)) {
		if (parent->kind == DOC_LIST)
			indent += list_indent(lay, parent, look);
		for (const struct doc_node *node = parent->first; node; node = node->next)
			pieces_collect(lay, node, look, indent, list);
		return;
	}
	atoms = atoms_of_node(lay, parent, look, NULL);
	for (size_t i = 0; i < atoms.len; i++) {
		const struct atom *atom = &atoms.items[i];
		bool last = i + 1 == atoms.len;
		piece.width += atom->width;
		if (atom->after == BREAK_NEVER && !last) {
			piece.width += atom->space_width;
			continue;
		}
		piece.space = atom->space_width;
		piece.ends = last || atom->after == BREAK_FORCED;
		*vec_push(lay->arena, list) = piece;
		piece.width = 0;
	}
}

struct cell_lines blocks_lines(struct layouter *lay, const struct doc_node *parent,
			       const struct look *look)
{
	struct piece_list list = { 0 };

	pieces_collect(lay, parent, look, 0, &list);
	return (struct cell_lines){ .pieces = list.items, .count = list.len };
}
