/* Notes of a page: references that lead to them, and ways back. */
#include "base/arena.h"
#include "base/buf.h"
#include "render/html.h"

static struct slice ref_id(struct html *html, const struct doc_note *note, unsigned use)
{
	if (use == 1)
		return text_printf(html->arena, "note_%.*s_ref", SLICE_ARG(note->number));
	return text_printf(html->arena, "note_%.*s_ref_%u", SLICE_ARG(note->number), use);
}

static struct slice note_id(struct html *html, const struct doc_note *note)
{
	return text_printf(html->arena, "note_%.*s", SLICE_ARG(note->number));
}

static void attr_word(struct html *html, xmlNode *node, enum doc_word word, struct slice number)
{
	struct diag_arg arg = diag_text("1", number);
	enum lang lang = html->doc->lang;

	html_attr(html, node, "aria-label",
		  diag_fill(html->arena, doc_word(word, lang), lang, &arg, 1));
}

void html_note_ref(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	const struct doc_note *note = node->as.note.note;
	xmlNode *link = html_add(html, html_add(html, parent, "sup"), "a");

	html_attr(html, link, "id", html_id(html, ref_id(html, note, node->as.note.use)));
	html_link_to(html, link, note_id(html, note));
	html_attr(html, link, "role", SLICE("doc-noteref"));
	attr_word(html, link, WORD_NOTE_REF, note->number);
	html_text(html, link, note->number);
}

static void note_back(struct html *html, xmlNode *box, const struct doc_note *note)
{
	xmlNode *line = html_add_class(html, box, "p", "back");

	for (unsigned use = 1; use <= note->uses; use++) {
		xmlNode *link = html_add(html, line, "a");
		html_link_to(html, link, ref_id(html, note, use));
		html_attr(html, link, "role", SLICE("doc-backlink"));
		attr_word(html, link, WORD_NOTE_BACK, note->number);
		html_text(html, link, SLICE("\xE2\x86\x91"));
	}
	html_newline(html, box);
}

void html_notes(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	xmlNode *list = html_add_class(html, parent, "div", "notes");

	html_newline(html, list);
	for (const struct doc_node *note = node->first; note; note = note->next) {
		xmlNode *box = html_add_class(html, list, "div", "footnote");
		html_attr(html, box, "id", html_id(html, note_id(html, note->as.note.note)));
		html_attr(html, box, "role", SLICE("doc-footnote"));
		html_newline(html, box);
		html_text(html, html_add_class(html, box, "p", "number"), note->text);
		html_newline(html, box);
		html_blocks(html, html_add_class(html, box, "div", "says"), note, false);
		html_newline(html, box);
		note_back(html, box, note->as.note.note);
		html_newline(html, list);
	}
}
