/* The whole document: content onto pages, then cover and contents before them, then what runs
 * around. */
#include "layout/pager.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { TRIES = 4 }; /* until the contents know how many pages they take themselves */

/* How much of the last page is filled, from 0 to 1. */
static double last_fill(const struct pager *pager)
{
	const struct theme *theme = &pager->lay->theme;

	return (pager->y + pager->foot.painted - theme->margin_top) /
	       (pager->pages[pager->len - 1].height - theme->margin_top - theme->margin_bottom);
}

static void flow_try(struct pager *pager, const struct flow *flow, double squeeze)
{
	struct layouter *lay = pager->lay;

	/* Pages of the try before are filled anew. */
	*pager = (struct pager){ .lay = lay,
				 .squeeze = squeeze,
				 .pages = pager->pages,
				 .cap = pager->cap,
				 .begun = pager->begun,
				 .headings = pager->headings,
				 .notes = pager->notes };
	pager->headings.len = 0;
	for (size_t i = 0; i < pager->notes->count; i++)
		pager->notes->items[i].placed = false;
	pager_page(pager);
	pager_flow(pager, flow);
	pager_end(pager);
}

/* A few lines on a last page of their own are pulled back, by setting everything a little closer.
 */
static void flow_paginate(struct pager *pager, const struct flow *flow)
{
	static const double squeezes[] = { 0.06, 0.12, 0.18, 0.24 };
	const double few = 0.3;
	size_t wanted;

	flow_try(pager, flow, 0);
	wanted = pager->len - 1;
	if (wanted < 2 || last_fill(pager) > few)
		return;
	for (size_t i = 0; i < sizeof(squeezes) / sizeof(*squeezes) && pager->len > wanted; i++)
		flow_try(pager, flow, squeezes[i]);
	if (pager->len > wanted)
		flow_try(pager, flow, 0);
}

static struct pager pager_new(struct layouter *lay)
{
	return (struct pager){ .lay = lay, .notes = ARENA_NEW(lay->arena, struct foot_notes) };
}

static void notes_expect(struct pager *pager)
{
	const struct note_flows *flows = &pager->lay->notes;
	struct foot_notes *notes = pager->notes;

	notes->count = flows->len;
	notes->items = ARENA_ARRAY(pager->lay->arena, flows->len, struct foot_note);
	for (size_t i = 0; i < flows->len; i++)
		notes->items[i].content = &flows->items[i];
}

static void content_pages(struct pager *pager)
{
	struct layouter *lay = pager->lay;
	const struct theme *theme = &lay->theme;
	struct spot spot = {
		.width = text_width(theme, false),
		.look = { theme->body, STYLE_REGULAR, theme->ink, ALIGN_START },
		.tag = lay->tags.root,
	};
	struct flow flow = { 0 };

	notes_open(lay);
	for (const struct doc_node *node = lay->doc->root->first; node; node = node->next) {
		if (node->kind == DOC_HEADING && node->as.heading.level <= 1)
			spot.tag = tag_add(&lay->tags, lay->tags.root, TAG_SECT);
		block_flow(lay, node, &spot, &flow);
	}
	notes_expect(pager);
	if (flow.len > 0)
		flow_paginate(pager, &flow);
}

/* Headings with their titles, levels without a gap, and pages counted from the cover. */
static struct heading_list headings_after(struct layouter *lay, const struct heading_list *content,
					  size_t front)
{
	struct heading_list list = { 0 };
	unsigned above = 0;

	for (size_t i = 0; i < content->len; i++) {
		struct heading_place *place = vec_push(lay->arena, &list);
		const struct doc_node *heading = content->items[i].heading;
		struct slice title = doc_plain_text(lay->arena, heading);
		*place = content->items[i];
		place->page += front;
		place->title = title;
		if (heading->as.heading.number.len > 0)
			place->title = text_printf(lay->arena, "%.*s %.*s",
						   SLICE_ARG(heading->as.heading.number),
						   SLICE_ARG(title));
		place->level = heading->as.heading.level > above + 1 ? above + 1
								     : heading->as.heading.level;
		if (place->level < 1)
			place->level = 1;
		above = place->level;
	}
	return list;
}

static bool any_listed(const struct heading_list *headings)
{
	for (size_t i = 0; i < headings->len; i++) {
		if (headings->items[i].heading->as.heading.listed)
			return true;
	}
	return false;
}

static struct pager front_pages(struct layouter *lay, const struct heading_list *content,
				struct heading_list *headings)
{
	struct pager pager = pager_new(lay);
	size_t front = 2;

	for (int i = 0; i < TRIES; i++) {
		pager = pager_new(lay);
		*headings = headings_after(lay, content, front);
		cover_pages(&pager);
		if (any_listed(headings))
			contents_pages(&pager, headings);
		if (pager.len == front)
			break;
		front = pager.len;
	}
	return pager;
}

static void places_after(const struct pager *content, size_t front, struct layout *layout)
{
	const struct foot_notes *notes = content->notes;
	struct note_place *places =
		ARENA_ARRAY(content->lay->arena, notes->count, struct note_place);

	for (size_t i = 0; i < notes->count; i++) {
		places[i] = notes->items[i].at;
		places[i].page += front;
		places[i].line_page += front;
	}
	layout->notes = places;
	layout->note_count = notes->count;
}

const struct layout *layout_document(struct arena *arena, struct measure measure,
				     const struct doc *doc, const struct theme *theme)
{
	struct layout *layout = ARENA_NEW(arena, struct layout);
	struct layouter lay = {
		.arena = arena,
		.measure = measure,
		.theme = *theme,
		.doc = doc,
		.places = doc_places(arena, doc),
		.tags = { .arena = arena },
		.last_level = 0,
		.cuts = ARENA_ARRAY(arena, CUT_SLOTS, struct cut *),
	};
	struct pager content = pager_new(&lay);
	struct heading_list headings;
	struct pager front;

	tag_add(&lay.tags, NULL, TAG_DOCUMENT);
	content_pages(&content);
	front = front_pages(&lay, &content.headings, &headings);
	layout->theme = *theme;
	layout->page_count = front.len + content.len;
	layout->pages = ARENA_ARRAY(arena, layout->page_count, struct page);
	memcpy(layout->pages, front.pages, front.len * sizeof(*front.pages));
	if (content.len > 0)
		memcpy(layout->pages + front.len, content.pages,
		       content.len * sizeof(*content.pages));
	running_texts(&lay, layout->pages, layout->page_count);
	layout->headings = headings.items;
	layout->heading_count = headings.len;
	layout->tags = lay.tags;
	places_after(&content, front.len, layout);
	return layout;
}
