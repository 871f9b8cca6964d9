/* Footnotes: numbered through the document, gathered at the end of each chapter. */
#include "base/arena.h"
#include "base/buf.h"
#include "present/presenter.h"

struct gathering {
	struct doc_node *notes; /* of the chapter so far, or NULL */
	size_t count;           /* of the document */
};

static void gather(struct presenter *p, struct gathering *gathering, const struct doc_node *block)
{
	for (const struct doc_node *at = block; at; at = doc_next(block, at)) {
		struct doc_note *note = at->as.note.note;
		if (at->kind != DOC_NOTE_REF || note->place > 0)
			continue;
		note->place = ++gathering->count;
		note->number = text_printf(p->arena, "%zu", note->place);
		note->content->text = note->number;
		if (!gathering->notes)
			gathering->notes = doc_node_new(p->arena, DOC_NOTES);
		doc_append(gathering->notes, note->content);
	}
}

/* Puts what was gathered behind a block. */
static void put(struct doc_node *body, struct gathering *gathering, struct doc_node *behind)
{
	struct doc_node *notes = gathering->notes;

	if (!notes)
		return;
	notes->parent = body;
	notes->next = behind->next;
	behind->next = notes;
	if (body->last == behind)
		body->last = notes;
	gathering->notes = NULL;
}

void present_notes(struct presenter *p, struct doc_node *body)
{
	struct gathering gathering = { NULL, 0 };
	struct doc_node *before = NULL;

	for (struct doc_node *block = body->first; block; block = block->next) {
		if (before && block->kind == DOC_HEADING && block->as.heading.level == 1)
			put(body, &gathering, before);
		gather(p, &gathering, block);
		before = block;
	}
	if (before)
		put(body, &gathering, before);
}
