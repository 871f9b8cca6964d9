/* The list of headings with their pages, on pages of its own. */
#include "layout/pager.h"

#include "base/arena.h"
#include "base/buf.h"

enum { CONTENTS_LEVELS = 3 };

static const double column_gap = 22;
static const double column_least = 190; /* titles of some words and their numbers */

struct contents {
	struct pager *pager;
	double width;
	struct type_size type;
	double number;                      /* room at the right of titles */
	double indent[CONTENTS_LEVELS + 1]; /* of numbers; the next one is where titles stand */
	struct tag *tag;
	double closeness; /* 1 for lines as far apart as in text */
};

static void contents_indents(struct contents *contents, const struct heading_list *headings)
{
	struct layouter *lay = contents->pager->lay;

	for (unsigned level = 0; level < CONTENTS_LEVELS; level++) {
		struct look look =
			plain_look(contents->type, level == 0 ? STYLE_BOLD : STYLE_REGULAR, 0);
		double widest = level == 0 ? 12 : 16;
		for (size_t i = 0; i < headings->len; i++) {
			const struct doc_node *heading = headings->items[i].heading;
			double width;
			if (heading->as.heading.level != level + 1 || !heading->as.heading.listed)
				continue;
			width = text_extent(lay, heading->as.heading.number, &look).most;
			if (width > widest)
				widest = width;
		}
		contents->indent[level + 1] = contents->indent[level] + widest + 10;
	}
}

/* The dotted line to the page number, and the number, which ends at `right`. */
static void contents_page_number(struct layouter *lay, struct flow_item *item,
				 const struct look *look, size_t page, double right)
{
	struct op *last = &item->ops[item->op_count - 1];
	double from = last->x + last->width + 7;
	struct op *number;
	struct op *dots;
	double left;

	last->spaces = last->spaces ? last->spaces : 1;
	number = text_op(lay, item, text_printf(lay->arena, "%zu", page + 1), look);
	number->x = right - number->width;
	number->tag = item->ops[0].tag;
	left = number->x - 7;
	if (left <= from)
		return;
	dots = item_op(lay, item, OP_DOTS);
	dots->x = from;
	dots->y = item->baseline + 0.5;
	dots->width = left - from;
	dots->size = 0.6;
	dots->color = lay->theme.leader;
}

static void contents_entry(struct contents *contents, const struct heading_place *place,
			   struct flow *flow)
{
	struct layouter *lay = contents->pager->lay;
	const struct doc_node *heading = place->heading;
	unsigned level = heading->as.heading.level < 1 ? 0 : heading->as.heading.level - 1;
	enum text_style style = level == 0 ? STYLE_BOLD : STYLE_REGULAR;
	struct spot spot = { .look = plain_look(contents->type, style, lay->theme.ink) };
	struct labelled labelled = { .label = heading->as.heading.number,
				     .text = doc_plain_text(lay->arena, heading) };
	size_t first = flow->len;

	spot.look.type.leading *= contents->closeness;
	spot.tag = tag_add(&lay->tags, contents->tag, TAG_TOCI);
	spot.tag = tag_add(&lay->tags, tag_add(&lay->tags, spot.tag, TAG_REFERENCE), TAG_LINK);
	spot.x = contents->indent[level];
	spot.width = contents->width - spot.x - contents->number;
	labelled.label_look = spot.look;
	labelled.label_look.color = level == 0 ? lay->theme.accent : lay->theme.muted;
	labelled.gap = contents->indent[level + 1] - contents->indent[level] -
		       text_extent(lay, labelled.label, &labelled.label_look).most;
	flow_space(flow, level == 0 ? 9 * contents->closeness : 0);
	labelled_flow(lay, &labelled, &spot, flow);
	if (flow->len == first)
		return;
	if (level > 0)
		spot.look.color = lay->theme.muted;
	contents_page_number(lay, &flow->items[flow->len - 1], &spot.look, place->page,
			     contents->width);
	for (size_t i = first; i < flow->len; i++) {
		struct op *link = item_op(lay, &flow->items[i], OP_LINK);
		link->x = spot.x;
		link->width = contents->width - spot.x;
		link->height = flow->items[i].height;
		link->target = text_printf(lay->arena, "#%.*s", SLICE_ARG(heading->as.heading.id));
		link->tag = spot.tag;
		flow->items[i].keep = i + 1 < flow->len || level == 0;
	}
}

static void title_flow(struct layouter *lay, struct flow *flow)
{
	struct spot spot = { 0, text_width(&lay->theme, false),
			     plain_look(lay->theme.headings[0].type, STYLE_BOLD, lay->theme.ink),
			     NULL };

	spot.tag = tag_add(&lay->tags, lay->tags.root, TAG_H1);
	text_flow(lay, doc_word(WORD_CONTENTS, lay->doc->lang), &spot, flow);
	flow_space(flow, 14);
}

static void entries_flow(struct contents *contents, const struct heading_list *headings,
			 struct flow *flow)
{
	struct layouter *lay = contents->pager->lay;

	contents->tag = tag_add(&lay->tags, lay->tags.root, TAG_TOC);
	contents_indents(contents, headings);
	for (size_t i = 0; i < headings->len; i++) {
		const struct doc_node *heading = headings->items[i].heading;
		if (heading->as.heading.listed && heading->as.heading.level <= CONTENTS_LEVELS)
			contents_entry(contents, &headings->items[i], flow);
	}
	if (flow->len > 0)
		flow->items[flow->len - 1].keep = false;
}

static void contents_single(struct contents *contents, const struct heading_list *headings)
{
	struct flow flow = { 0 };

	contents->width = text_width(&contents->pager->lay->theme, false);
	contents->type = contents->pager->lay->theme.body;
	contents->number = 34;
	title_flow(contents->pager->lay, &flow);
	entries_flow(contents, headings, &flow);
	pager_page(contents->pager);
	pager_flow(contents->pager, &flow);
}

/* --- In two columns --- */

static struct flow flow_part(const struct flow *flow, size_t from, size_t end)
{
	return (struct flow){ .items = flow->items + from, .len = end - from };
}

/* What an entry adds to the height of a column that begins at `from`. */
static double entry_height(const struct flow *flow, size_t from, size_t at)
{
	return (at > from ? flow->items[at].before : 0) + flow->items[at].height;
}

/* The end of a column that begins at `from`: behind all that fits. */
static size_t column_fill(const struct flow *flow, size_t from, double room)
{
	size_t end = from;
	double height = 0;

	for (size_t at = from; at < flow->len; at++) {
		height += entry_height(flow, from, at);
		if (height > room)
			break;
		if (!flow->items[at].keep)
			end = at + 1;
	}
	return end > from ? end : from + 1;
}

/* The height of all that is left, as far as two columns reach. */
static double rest_height(const struct flow *flow, size_t from, double room)
{
	double height = 0;

	for (size_t at = from; at < flow->len && height <= 2 * room; at++)
		height += entry_height(flow, from, at);
	return height;
}

/* The end of the first of two columns about as long as each other, rather between chapters, of all
 * that is left; at the end of the flow where two columns do not hold it. */
static size_t columns_even(const struct flow *flow, size_t from, double room)
{
	const double astray = 30; /* what parting a chapter may save */
	const double gap = 30;    /* at most, where the columns part */
	double whole = rest_height(flow, from, room + gap);
	double best = room + astray;
	double left = 0;
	size_t found = flow->len;

	if (whole > 2 * (room + gap))
		return found;
	for (size_t end = from + 1; end < flow->len && left <= room; end++) {
		double right, worse;
		left += entry_height(flow, from, end - 1);
		right = whole - left - flow->items[end].before;
		worse = left > right ? left : right;
		if (flow->items[end - 1].keep || worse > room)
			continue;
		worse += flow->items[end].before > 0 ? 0 : astray;
		if (worse < best) {
			best = worse;
			found = end;
		}
	}
	return found;
}

/* Two columns of the entries from one on; returns the first one that is left. */
static size_t columns_put(struct contents *contents, const struct flow *entries, size_t from,
			  double room, struct flow *page)
{
	struct layouter *lay = contents->pager->lay;
	struct tracks *tracks = ARENA_NEW(lay->arena, struct tracks);
	size_t middle = columns_even(entries, from, room);
	size_t end = entries->len;
	struct flow_item *item;

	if (middle == entries->len) {
		middle = column_fill(entries, from, room);
		end = middle < entries->len ? column_fill(entries, middle, room) : middle;
	}
	tracks->count = 2;
	tracks->items = ARENA_ARRAY(lay->arena, 2, struct track);
	tracks->items[0].flow = flow_part(entries, from, middle);
	tracks->items[1].x = contents->width + column_gap;
	tracks->items[1].flow = flow_part(entries, middle, end);
	item = flow_add(lay, page, 0, tracks_height(tracks));
	item->tracks = tracks;
	return end;
}

static double column_width(const struct theme *theme)
{
	return (text_width(theme, false) - column_gap) / 2;
}

static void contents_columns(struct contents *contents, const struct heading_list *headings)
{
	struct pager *pager = contents->pager;
	const struct theme *theme = &pager->lay->theme;
	struct flow page = { 0 };
	struct flow entries = { 0 };
	double whole = theme->page_height - theme->margin_top - theme->margin_bottom;

	contents->width = column_width(theme);
	contents->type = theme->table;
	contents->number = 26;
	title_flow(pager->lay, &page);
	entries_flow(contents, headings, &entries);
	for (size_t next = 0; next < entries.len;) {
		double room = whole - flow_height(&page) - page.after;
		next = columns_put(contents, &entries, next, room, &page);
		pager_page(pager);
		pager_flow(pager, &page);
		page = (struct flow){ 0 };
	}
}

/* Set closer where that makes one page of it; else as far apart as lines of text. */
static bool contents_fit(struct pager *pager, const struct heading_list *headings,
			 void (*set)(struct contents *, const struct heading_list *))
{
	enum { STEP = 5, CLOSEST = 80 }; /* in percent */
	const struct pager before = *pager;
	struct contents contents = { .pager = pager };

	for (int close = 100; close >= CLOSEST; close -= STEP) {
		*pager = before;
		contents.closeness = close / 100.0;
		set(&contents, headings);
		if (pager->len == before.len + 1)
			return true;
	}
	*pager = before;
	contents.closeness = 1;
	set(&contents, headings);
	return false;
}

void contents_pages(struct pager *pager, const struct heading_list *headings)
{
	const struct pager before = *pager;

	if (contents_fit(pager, headings, contents_single) ||
	    column_width(&pager->lay->theme) < column_least)
		return;
	*pager = before;
	contents_fit(pager, headings, contents_columns);
}
