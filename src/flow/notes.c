/* Notes, each with its number hung out, and which items refer to them. */
#include "flow/flow.h"

#include "base/arena.h"
#include "base/buf.h"

static const double hang = 14;   /* room for a number of two figures */
static const double beside = 5;  /* between a number and its text */
static const double whole = 0.1; /* of a page: what is smaller is not parted */

static struct look note_look(const struct layouter *lay)
{
	return (struct look){ lay->theme.caption, STYLE_REGULAR, lay->theme.ink, ALIGN_START };
}

void notes_open(struct layouter *lay)
{
	const struct doc_node *last = NULL;
	struct look look = note_look(lay);
	double width;

	for (const struct doc_node *node = lay->doc->root->first; node; node = node->next)
		last = node->kind == DOC_NOTES ? node->last : last;
	if (!last)
		return;
	lay->notes.len = last->as.note.note->place;
	lay->notes.items = ARENA_ARRAY(lay->arena, lay->notes.len, struct note_flow);
	width = text_extent(lay, last->text, &look).most + beside;
	lay->notes.hang = width > hang ? width : hang;
}

/* Puts a note at the end of a list and returns where the next one goes. */
static struct note_mark **mark_add(struct layouter *lay, struct note_mark **end,
				   const struct doc_note *note)
{
	while (*end)
		end = &(*end)->next;
	*end = ARENA_NEW(lay->arena, struct note_mark);
	(*end)->note = note;
	return &(*end)->next;
}

bool note_mark(struct layouter *lay, struct flow_item *item, const struct doc_note *note)
{
	if (note->place == 0 || note->place > lay->notes.len)
		return false;
	mark_add(lay, &item->notes, note);
	lay->notes.items[note->place - 1].marked = true;
	return true;
}

/* The number, which leads back to the line that refers to the note first. */
static void number_put(struct layouter *lay, const struct doc_node *note, const struct spot *spot,
		       struct flow *flow)
{
	struct flow_item *item = flow_label(lay, flow, 0, note->text, spot);
	struct op *link = item_op(lay, item, OP_LINK);
	const struct op *label = &item->ops[0];

	link->x = label->x;
	link->y = label->y - label->size;
	link->width = label->width;
	link->height = label->size * 1.3;
	link->target = text_printf(lay->arena, "#note_%zu_ref", note->as.note.note->place);
	link->tag = label->tag;
}

static void note_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		      struct note_flow *note)
{
	const struct theme *theme = &lay->theme;
	double page = theme->page_height - theme->margin_top - theme->margin_bottom;
	struct spot number = *spot;
	struct spot inner = *spot;
	struct flow *flow = &note->flow;

	inner.tag = tag_add(&lay->tags, spot->tag, TAG_NOTE);
	number.tag = tag_add(&lay->tags, inner.tag, TAG_LBL);
	number.tag = tag_add(&lay->tags, number.tag, TAG_LINK);
	inner.x += lay->notes.hang;
	inner.width -= lay->notes.hang;
	blocks_flow(lay, node, &inner, flow);
	number_put(lay, node, &number, flow);
	note->height = flow_height(flow);
	note->least = note->height > page * whole ? flow_least(flow) : note->height;
}

void notes_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		struct flow *flow)
{
	struct note_mark **unseen = flow->len > 0 ? &flow->items[flow->len - 1].notes : NULL;
	struct spot inner = *spot;

	inner.look = note_look(lay);
	for (const struct doc_node *at = node->first; at; at = at->next) {
		struct note_flow *note = &lay->notes.items[at->as.note.note->place - 1];
		note_flow(lay, at, &inner, note);
		/* What only refers to it where pages do not show it, such as a figure's words. */
		if (!note->marked && unseen)
			unseen = mark_add(lay, unseen, at->as.note.note);
	}
}
