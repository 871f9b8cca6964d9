/* What comes first in Markdown: title, facts, and the contents with their anchors. */
#include "base/arena.h"
#include "base/vec.h"
#include "render/cell.h"
#include "render/md.h"

/* Room for each level of the contents; CommonMark strips blanks in front of a line, not these. */
#define EM_SPACE "\xe2\x80\x83"

static struct slice heading_text(struct arena *arena, const struct doc_node *heading)
{
	struct slice text = doc_plain_text(arena, heading);

	if (heading->as.heading.number.len == 0)
		return text;
	return text_printf(arena, "%.*s %.*s", SLICE_ARG(heading->as.heading.number),
			   SLICE_ARG(text));
}

static bool in_cell(const struct doc_node *node)
{
	while (node && node->kind != DOC_CELL)
		node = node->parent;
	return node != NULL;
}

/* Gives every heading the anchor that it will have, in the order of the file. */
void md_find_anchors(struct md *md)
{
	struct slug_set slugs = { .arena = md->arena };
	const struct doc_node *root = md->doc->root;

	md->title_slug = slug_add(&slugs, md->doc->title);
	for (const struct doc_node *node = root; node; node = doc_next(root, node)) {
		bool is_new;
		if (node->kind != DOC_HEADING || md_is_blank_block(md, node) || in_cell(node))
			continue;
		*index_at(&md->anchors, node->as.heading.id, &is_new) = md->slugs.len;
		*vec_push(md->arena, &md->slugs) = slug_add(&slugs, heading_text(md->arena, node));
	}
}

static void md_contents_line(struct md *md, const struct doc_node *heading)
{
	struct slice target = text_printf(md->arena, "#%.*s", SLICE_ARG(heading->as.heading.id));
	unsigned level = heading->as.heading.level;

	md_line(md);
	for (unsigned i = 1; i < level; i++)
		buf_puts(&md->out, EM_SPACE);
	md_link(md, heading_text(md->arena, heading), target, level == 1);
}

/*
 * One paragraph a chapter, one line an entry: the contents are navigation, and as list items they
 * would mix with the lists of the plan.
 */
void md_contents(struct md *md)
{
	const struct doc_node *root = md->doc->root;
	const struct doc_node *before = NULL;

	for (const struct doc_node *node = root; node; node = doc_next(root, node)) {
		if (node->kind != DOC_HEADING || !node->as.heading.listed)
			continue;
		if (!before) {
			md_blank_line(md);
			md_label_line(md, doc_word(WORD_CONTENTS, md->doc->lang));
		}
		if (before && node->as.heading.level > 1) {
			buf_puts(&md->out, "\\\n");
		} else {
			if (before)
				md_end_line(md);
			md_blank_line(md);
		}
		md_contents_line(md, node);
		before = node;
	}
	if (before)
		md_end_line(md);
}

static void md_company(struct md *md)
{
	const struct doc *doc = md->doc;

	if (doc->company.len == 0 && doc->subtitle.len == 0)
		return;
	md_blank_line(md);
	md_line(md);
	md_text(md, doc->company);
	if (doc->company.len > 0 && doc->subtitle.len > 0)
		md_text(md, CELL_JOINT);
	md_text(md, doc->subtitle);
	md_end_line(md);
}

void md_cover(struct md *md)
{
	const struct doc *doc = md->doc;

	md_line(md);
	buf_puts(&md->out, "# ");
	md->place = MD_HEADING;
	md_text(md, doc->title);
	md_end_line(md);
	if (doc->draft) {
		md_blank_line(md);
		md_push(md, SLICE("> "));
		md_line(md);
		md_bold(md, doc_word(WORD_DRAFT_NOTE, doc->lang));
		md_end_line(md);
		md_pop(md, 0);
	}
	if (doc->logo) {
		md_blank_line(md);
		md_line(md);
		md_image(md, doc->logo, doc->logo_alt);
		md_end_line(md);
	}
	md_company(md);
	md_cover_facts(md);
}
