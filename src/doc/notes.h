#ifndef DOC_NOTES_H
#define DOC_NOTES_H

#include "base/index.h"
#include "base/slice.h"
#include "base/vec.h"

struct arena;
struct doc_note;

/*
 * Footnotes in the source of a text: "[^a]" where one belongs and a paragraph "[^a]: …" that says
 * it.  Knows neither cmark nor the tree.
 */
struct note_source {
	struct slice label;
	struct slice text;     /* as Markdown, without its label and indentation */
	struct doc_note *note; /* once it is shown */
};

struct note_sources {
	struct note_source *items;
	size_t len;
	size_t cap;
	struct index labels; /* to where they stand in items */
};

/*
 * Takes the definitions that are referred to out of a text, leaving blank lines; the text itself
 * when there are none.
 */
struct slice notes_take(struct arena *arena, struct slice markdown, struct note_sources *notes);
/*
 * Definitions of links of those labels that a text mentions: what cmark then reads as a link is a
 * reference.
 */
struct slice notes_links(struct arena *arena, const struct note_sources *notes, struct slice text);
/* The note that a link's target stands for, or NULL. */
struct note_source *notes_find(const struct note_sources *notes, struct slice target);

#endif
