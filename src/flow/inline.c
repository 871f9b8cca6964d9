/* Inline nodes become atoms: one text with what each stretch of it looks like, cut where lines may
 * end. */
#include "flow/atoms.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

static const double raised_size = 0.68;

struct stretch {
	size_t start;
	size_t end;
	enum text_style style;
	uint32_t color;
	bool code;
	bool raised; /* small and high: the number of a note */
	const struct doc_node *link;
	struct tag *tag;
	struct span source;
};

struct gather {
	struct layouter *lay;
	bool flows; /* blanks in a row are one, and none begins a line, as in HTML */
	struct buf text;
	VEC(struct stretch) stretches;
};

static void put_text(struct gather *gather, struct slice text, const struct stretch *looks)
{
	struct slice nfc = utf8_nfc(gather->lay->arena, text);
	struct stretch *stretch;
	size_t start = gather->text.len;
	size_t end = start;

	buf_put(&gather->text, nfc);
	for (size_t i = start; i < gather->text.len; i++) {
		unsigned char c = (unsigned char)gather->text.data[i];
		bool blank = c <= ' ' || c == 0x7F;
		bool behind = end == 0 || gather->text.data[end - 1] == ' ' ||
			      gather->text.data[end - 1] == '\n';
		if (!blank || !behind || !gather->flows || looks->code)
			gather->text.data[end++] = blank ? ' ' : (char)c;
	}
	gather->text.len = end;
	stretch = vec_push(gather->lay->arena, &gather->stretches);
	*stretch = *looks;
	stretch->start = start;
	stretch->end = gather->text.len;
}

static void put_break(struct gather *gather, const struct stretch *looks)
{
	struct stretch *stretch = vec_push(gather->lay->arena, &gather->stretches);

	*stretch = *looks;
	stretch->start = gather->text.len;
	buf_putc(&gather->text, '\n');
	stretch->end = gather->text.len;
}

static void put_children(struct gather *gather, const struct doc_node *node,
			 const struct stretch *looks);

/* Whether following the link leads anywhere from a printed or sent document. */
static bool link_leads(const struct layouter *lay, struct slice target)
{
	enum { LONGEST = 8000 }; /* more than browsers and files take */

	if (target.len > LONGEST)
		return false;
	if (!slice_starts(target, SLICE("#")))
		return slice_starts(target, SLICE("https://")) ||
		       slice_starts(target, SLICE("http://")) ||
		       slice_starts(target, SLICE("mailto:")) ||
		       slice_starts(target, SLICE("tel:"));
	return doc_heading_at(&lay->places, target).len > 0;
}

/* The tag of a link or a reference below another; none below none. */
static struct tag *link_tag(struct layouter *lay, const struct doc_node *link, struct tag *under)
{
	if (under && link->kind == DOC_NOTE_REF)
		under = tag_add(&lay->tags, under, TAG_REFERENCE);
	return under ? tag_add(&lay->tags, under, TAG_LINK) : NULL;
}

static void put_reference(struct gather *gather, const struct doc_node *node, struct stretch looks)
{
	looks.raised = true;
	looks.link = node;
	looks.tag = link_tag(gather->lay, node, looks.tag);
	put_text(gather, node->as.note.note->number, &looks);
}

static void put_node(struct gather *gather, const struct doc_node *node, struct stretch looks)
{
	const struct theme *theme = &gather->lay->theme;

	if (node->source.file != 0)
		looks.source = node->source;
	switch (node->kind) {
	case DOC_TEXT:
		put_text(gather, node->text, &looks);
		return;
	case DOC_CODE:
		looks.code = true;
		put_text(gather, node->text, &looks);
		return;
	case DOC_LINE_BREAK:
		put_break(gather, &looks);
		return;
	case DOC_NOTE_REF:
		put_reference(gather, node, looks);
		return;
	case DOC_STRONG:
		looks.style |= STYLE_BOLD;
		break;
	case DOC_EMPHASIS:
		looks.style |= STYLE_ITALIC;
		break;
	case DOC_MUTED:
		looks.color = theme->muted;
		looks.style &= ~(unsigned)STYLE_BOLD;
		break;
	case DOC_LINK:
		if (!link_leads(gather->lay, node->as.link.target))
			break;
		looks.link = node;
		looks.color = theme->accent;
		looks.tag = link_tag(gather->lay, node, looks.tag);
		break;
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
	case DOC_IMAGE:
	case DOC_FIGURE:
	case DOC_NOTES:
	case DOC_NOTE:
	case DOC_GAP:
	case DOC_KIND_COUNT:
		break;
	}
	put_children(gather, node, &looks);
}

static void put_children(struct gather *gather, const struct doc_node *node,
			 const struct stretch *looks)
{
	for (const struct doc_node *child = node->first; child; child = child->next)
		put_node(gather, child, *looks);
}

/* One atom from `from` on; returns where the next one begins. */
static size_t put_atom(struct gather *gather, const struct stretch *stretch, size_t from,
		       const unsigned char *breaks, struct atoms *atoms)
{
	struct layouter *lay = gather->lay;
	const char *text = gather->text.data;
	struct atom *atom = vec_push(lay->arena, atoms);
	size_t at = from;
	size_t end;

	while (at < stretch->end && text[at] != ' ' && text[at] != '\n') {
		at++;
		if (breaks[at - 1] != BREAK_NEVER)
			break;
	}
	end = at;
	while (at < stretch->end && text[at] == ' ' &&
	       (at == from || breaks[at - 1] == BREAK_NEVER))
		at++;
	atom->spaces = (unsigned)(at - end);
	if (at > from)
		atom->after = (enum text_break)breaks[at - 1];
	if (at < stretch->end && text[at] == '\n') {
		atom->after = BREAK_FORCED;
		at++;
	}
	atom->style = stretch->style;
	atom->color = stretch->color;
	atom->code = stretch->code;
	atom->raised = stretch->raised;
	atom->link = stretch->link;
	atom->tag = stretch->tag;
	atom->source = stretch->source;
	atom->run = lay->measure.shape(lay->measure.context, atom->style,
				       (struct slice){ text + from, end - from }, atom->source);
	return at;
}

static void atoms_measure(const struct atoms *atoms, double size)
{
	for (size_t i = 0; i < atoms->len; i++) {
		struct atom *atom = &atoms->items[i];
		atom->size = atom->raised ? size * raised_size : size;
		atom->width = atom->run->width * atom->size / 1000;
		atom->space_width = atom->spaces * (atom->space->width * atom->size / 1000);
	}
}

static struct atoms atoms_cut(struct gather *gather, double size)
{
	struct layouter *lay = gather->lay;
	const unsigned char *breaks =
		text_breaks(lay->arena, buf_slice(&gather->text), lay->doc->text_lang);
	struct atoms *work = &lay->atoms;
	struct atoms atoms = { 0 };

	work->len = 0;
	for (size_t i = 0; i < gather->stretches.len; i++) {
		const struct stretch *stretch = &gather->stretches.items[i];
		for (size_t at = stretch->start; at < stretch->end;)
			at = put_atom(gather, stretch, at, breaks, work);
	}
	for (size_t i = 0; i < work->len; i++) {
		struct atom *atom = &work->items[i];
		bool again = i > 0 && atom->style == atom[-1].style;
		atom->space = again ? atom[-1].space
				    : lay->measure.shape(lay->measure.context, atom->style,
							 SLICE(" "), atom->source);
	}
	atoms.items = vec_reserve(lay->arena, NULL, &atoms.cap, work->len, sizeof(*atoms.items));
	atoms.len = work->len;
	if (work->len > 0)
		memcpy(atoms.items, work->items, work->len * sizeof(*work->items));
	atoms_measure(&atoms, size);
	return atoms;
}

/* --- What was cut to be measured is not cut again to be set --- */

struct cut {
	const struct doc_node *node;
	struct look look;
	struct atoms atoms;
	struct cut *next; /* with the same hash */
};

static struct cut **cut_slot(struct layouter *lay, const struct doc_node *node)
{
	return &lay->cuts[((uintptr_t)node >> 4) * 0x9E3779B1u >> 7 & (CUT_SLOTS - 1)];
}

static struct cut *cut_find(struct layouter *lay, const struct doc_node *node,
			    const struct look *look)
{
	struct cut *cut = *cut_slot(lay, node);

	while (cut && (cut->node != node || cut->look.style != look->style ||
		       cut->look.color != look->color))
		cut = cut->next;
	return cut;
}

static void cut_keep(struct layouter *lay, const struct doc_node *node, const struct look *look,
		     struct atoms atoms)
{
	struct cut **slot = cut_slot(lay, node);
	struct cut *cut = ARENA_NEW(lay->arena, struct cut);

	*cut = (struct cut){ node, *look, atoms, *slot };
	*slot = cut;
}

/* Lines take the tags with them, so that atoms may belong to others next time. */
static void atoms_tag(struct layouter *lay, const struct atoms *atoms, struct tag *tag)
{
	const struct doc_node *link = NULL;
	struct tag *inner = NULL;

	for (size_t i = 0; i < atoms->len; i++) {
		struct atom *atom = &atoms->items[i];
		if (atom->link && atom->link != link)
			inner = link_tag(lay, atom->link, tag);
		link = atom->link;
		atom->tag = link ? inner : tag;
	}
}

struct atoms atoms_of_node(struct layouter *lay, const struct doc_node *node,
			   const struct look *look, struct tag *tag)
{
	struct gather gather = { .lay = lay, .flows = true, .text = BUF_IN(lay->arena) };
	struct stretch looks = {
		.style = look->style, .color = look->color, .tag = tag, .source = node->source
	};
	struct cut *cut = cut_find(lay, node, look);
	struct atoms atoms;

	if (cut) {
		atoms_tag(lay, &cut->atoms, tag);
		atoms_measure(&cut->atoms, look->type.size);
		return cut->atoms;
	}
	put_children(&gather, node, &looks);
	atoms = atoms_cut(&gather, look->type.size);
	if (!tag)
		cut_keep(lay, node, look, atoms);
	return atoms;
}

struct atoms atoms_of_text(struct layouter *lay, struct slice text, const struct look *look,
			   struct tag *tag)
{
	struct gather gather = { .lay = lay, .text = BUF_IN(lay->arena) };
	struct stretch looks = { .style = look->style, .color = look->color, .tag = tag };

	put_text(&gather, text, &looks);
	return atoms_cut(&gather, look->type.size);
}

void atoms_join(struct layouter *lay, struct atoms *to, const struct atoms *more)
{
	for (size_t i = 0; i < more->len; i++)
		*vec_push(lay->arena, to) = more->items[i];
}

struct extent atoms_extent(const struct atoms *atoms)
{
	struct extent extent = { 0, 0 };
	double word = 0;
	double line = 0;

	for (size_t i = 0; i < atoms->len; i++) {
		const struct atom *atom = &atoms->items[i];
		word += atom->width;
		line += atom->width;
		if (word > extent.least)
			extent.least = word;
		if (line > extent.most)
			extent.most = line;
		word = atom->after == BREAK_NEVER ? word + atom->space_width : 0;
		line = atom->after == BREAK_FORCED ? 0 : line + atom->space_width;
	}
	return extent;
}

void inline_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		 struct flow *flow)
{
	struct atoms atoms = atoms_of_node(lay, node, &spot->look, spot->tag);

	atoms_flow(lay, &atoms, spot, flow);
}

void text_flow(struct layouter *lay, struct slice text, const struct spot *spot, struct flow *flow)
{
	struct atoms atoms = atoms_of_text(lay, text, &spot->look, spot->tag);

	atoms_flow(lay, &atoms, spot, flow);
}

struct extent inline_extent(struct layouter *lay, const struct doc_node *node,
			    const struct look *look)
{
	struct atoms atoms = atoms_of_node(lay, node, look, NULL);

	return atoms_extent(&atoms);
}

struct extent text_extent(struct layouter *lay, struct slice text, const struct look *look)
{
	struct atoms atoms = atoms_of_text(lay, text, look, NULL);

	return atoms_extent(&atoms);
}

struct op *text_op(struct layouter *lay, struct flow_item *item, struct slice text,
		   const struct look *look)
{
	struct op *op = item_op(lay, item, OP_TEXT);

	op->run = lay->measure.shape(lay->measure.context, look->style, utf8_nfc(lay->arena, text),
				     SPAN_NONE);
	op->space = lay->measure.shape(lay->measure.context, look->style, SLICE(" "), SPAN_NONE);
	op->size = look->type.size;
	op->color = look->color;
	op->width = op->run->width * op->size / 1000;
	op->y = item->baseline;
	return op;
}
