/* What stands before and around the content: cover, contents, running texts, draft mark. */
#include "layout/atoms.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

static const double logo_width = 200;
static const double title_height = 0.3302; /* share of the page above the title on the cover */

static struct page *pager_last(struct pager *pager)
{
	return &pager->pages[pager->len - 1];
}

static struct look plain_look(struct type_size type, enum text_style style, uint32_t color)
{
	return (struct look){ type, style, color, ALIGN_START };
}

/* --- Cover --- */

static void paint_all(struct pager *pager, const struct flow *flow, double y)
{
	for (size_t i = 0; i < flow->len; i++) {
		y += i > 0 ? flow->items[i].before : 0;
		pager_paint(pager, &flow->items[i], pager->lay->theme.margin_left, y);
		y += flow->items[i].height;
	}
}

static double side_offset(enum theme_side side, double room, double width)
{
	return side == SIDE_RIGHT ? room - width : side == SIDE_CENTER ? (room - width) / 2 : 0;
}

static struct look cover_look(const struct layouter *lay, struct type_size type,
			      enum text_style style, uint32_t color)
{
	static const enum doc_align aligns[SIDE_COUNT] = {
		[SIDE_LEFT] = ALIGN_START, [SIDE_CENTER] = ALIGN_CENTER, [SIDE_RIGHT] = ALIGN_END
	};

	return (struct look){ type, style, color, aligns[lay->theme.cover_side] };
}

static void cover_text(struct pager *pager, struct flow *flow, struct slice text, struct look look)
{
	struct layouter *lay = pager->lay;
	struct spot spot = { 0, text_width(&lay->theme, false), look, NULL };

	if (text.len == 0)
		return;
	spot.tag = tag_add(&lay->tags, lay->tags.root, TAG_P);
	text_flow(lay, text, &spot, flow);
}

/* The picture at a place, in a box; the op has no tag yet. */
static struct op *logo_op(struct layouter *lay, struct page *page, double width, double height)
{
	const struct doc_image *logo = theme_logo(&lay->theme, lay->doc);
	double shrink = 0.75; /* points of a pixel */
	struct op *op = page_op(lay, page, OP_IMAGE);

	if (logo->height * shrink > height)
		shrink = height / logo->height;
	if (logo->width * shrink > width)
		shrink = width / logo->width;
	op->width = logo->width * shrink;
	op->height = logo->height * shrink;
	op->image = logo;
	return op;
}

static void cover_logo(struct pager *pager, double y)
{
	struct layouter *lay = pager->lay;
	struct op *op = logo_op(lay, pager_last(pager), logo_width, lay->theme.logo_height);

	op->x = lay->theme.margin_left +
		side_offset(lay->theme.logo_side, text_width(&lay->theme, false), op->width);
	op->y = y;
	op->tag = tag_add(&lay->tags, lay->tags.root, TAG_FIGURE);
	op->tag->alt = theme_logo_alt(&lay->theme, lay->doc);
	op->tag->box[0] = op->x;
	op->tag->box[1] = op->y;
	op->tag->box[2] = op->x + op->width;
	op->tag->box[3] = op->y + op->height;
}

/* Ends what stands in a flow with a space, for those to whom lines mean nothing. */
static void text_part(const struct flow *flow)
{
	struct flow_item *last = flow->len > 0 ? &flow->items[flow->len - 1] : NULL;
	struct op *op = last && last->op_count > 0 ? &last->ops[last->op_count - 1] : NULL;

	if (op && op->kind == OP_TEXT && op->spaces == 0)
		op->spaces = 1;
}

static void fact_row(struct layouter *lay, const struct doc_fact *fact, double label_width,
		     struct tag *table, struct flow *flow)
{
	const struct theme *theme = &lay->theme;
	struct tracks *tracks = ARENA_NEW(lay->arena, struct tracks);
	struct tag *row = tag_add(&lay->tags, table, TAG_TR);
	enum text_style weight = fact->note.len > 0 ? STYLE_BOLD : STYLE_REGULAR;
	struct spot spot = { theme->cell_padding, label_width,
			     plain_look(theme->table, STYLE_REGULAR, theme->muted), NULL };

	tracks->items = ARENA_ARRAY(lay->arena, 2, struct track);
	tracks->count = 2;
	tracks->width = text_width(&lay->theme, false);
	tracks->padding = theme->row_padding;
	tracks->rule_below = 0.5;
	tracks->below_color = theme->hairline;
	spot.tag = tag_add(&lay->tags, row, TAG_TH);
	spot.tag->row_header = true;
	text_flow(lay, fact->label, &spot, &tracks->items[0].flow);
	spot.tag = tag_add(&lay->tags, row, TAG_TD);
	spot.x = label_width + 3 * theme->cell_padding;
	spot.width = text_width(&lay->theme, false) - spot.x - theme->cell_padding;
	spot.look =
		plain_look(theme->table, weight, fact->gap.len > 0 ? theme->second : theme->ink);
	text_flow(lay, fact->value, &spot, &tracks->items[1].flow);
	spot.look = plain_look(theme->table, STYLE_REGULAR,
			       fact->gap.len > 0 ? theme->muted : theme->ink);
	if (fact->note.len > 0) {
		text_part(&tracks->items[1].flow);
		text_flow(lay, fact->note, &spot, &tracks->items[1].flow);
	}
	flow_add(lay, flow, 0, tracks_height(tracks))->tracks = tracks;
}

static void cover_facts(struct layouter *lay, struct flow *flow)
{
	struct look look = plain_look(lay->theme.table, STYLE_REGULAR, lay->theme.muted);
	struct tag *table;
	double widest = 80;

	if (lay->doc->fact_count == 0)
		return;
	table = tag_add(&lay->tags, lay->tags.root, TAG_TABLE);
	for (size_t i = 0; i < lay->doc->fact_count; i++) {
		double width = text_extent(lay, lay->doc->facts[i].label, &look).most + 1;
		if (width > widest)
			widest = width;
	}
	if (widest > text_width(&lay->theme, false) * 0.4)
		widest = text_width(&lay->theme, false) * 0.4;
	for (size_t i = 0; i < lay->doc->fact_count; i++)
		fact_row(lay, &lay->doc->facts[i], widest, table, flow);
}

static struct flow cover_title(struct pager *pager, struct type_size type)
{
	const struct theme *theme = &pager->lay->theme;
	const struct doc *doc = pager->lay->doc;
	struct flow title = { 0 };

	cover_text(pager, &title, doc->title, cover_look(pager->lay, type, STYLE_BOLD, theme->ink));
	flow_space(&title, 10);
	cover_text(pager, &title, doc->subtitle,
		   cover_look(pager->lay, theme->cover_period, STYLE_BOLD, theme->accent));
	flow_space(&title, 14);
	if (doc->draft)
		cover_text(pager, &title, doc_word(WORD_DRAFT_NOTE, doc->lang),
			   cover_look(pager->lay, theme->body, STYLE_BOLD, theme->second));
	return title;
}

/* Lines one under the other in the middle of a column, with a rule below the last: those that
 * shrink stay on one line each, others wrap. */
static void letterhead(struct layouter *lay, struct slice text, const struct spot *spot,
		       bool shrinks, struct flow *flow)
{
	struct spot inner = *spot;
	double width = 0;
	struct op *rule;

	inner.tag = tag_add(&lay->tags, lay->tags.root, TAG_P);
	for (size_t at = 0; at < text.len;) {
		size_t end = slice_find(text, SLICE("\n"), at);
		struct slice line = slice_sub(text, at, end);
		double room = text_extent(lay, line, &spot->look).most;
		inner.look.type = spot->look.type;
		if (room > spot->width && shrinks)
			inner.look.type.size *= spot->width / room * 0.99;
		if (room > spot->width)
			room = spot->width;
		text_flow(lay, line, &inner, flow);
		width = room;
		at = end + 1;
	}
	rule = item_op(lay, flow_add(lay, flow, 1, 3), OP_RULE);
	rule->width = shrinks ? width : width * 0.4;
	rule->x = spot->x + (spot->width - rule->width) / 2;
	rule->y = 1.5;
	rule->size = 0.75;
	rule->color = lay->theme.ink;
}

/* Who writes at the left, the motto at the right, as official papers have it. */
static double cover_letterhead(struct pager *pager, struct slice motto, double y)
{
	struct layouter *lay = pager->lay;
	double room = text_width(&lay->theme, false);
	struct look look = { lay->theme.body, STYLE_BOLD, lay->theme.ink, ALIGN_CENTER };
	struct spot left = { 0, room * 0.38, look, NULL };
	struct spot right = { room * 0.42, room * 0.58, look, NULL };
	struct flow company = { 0 };
	struct flow words = { 0 };

	if (lay->doc->company.len > 0)
		letterhead(lay, lay->doc->company, &left, false, &company);
	letterhead(lay, motto, &right, true, &words);
	paint_all(pager, &company, y);
	paint_all(pager, &words, y);
	return flow_height(&words) > flow_height(&company) ? flow_height(&words)
							   : flow_height(&company);
}

/* Company, motto and logo; returns where they end. */
static double cover_head(struct pager *pager)
{
	struct layouter *lay = pager->lay;
	const struct theme *theme = &lay->theme;
	struct slice motto = text2_in(&theme->cover_motto, lay->doc->lang);
	bool logo = theme_logo(theme, lay->doc) != NULL;
	double y = theme->margin_top;
	struct flow name = { 0 };

	if (motto.len > 0)
		y += cover_letterhead(pager, motto, y) + 24;
	if (logo)
		cover_logo(pager, y);
	if (logo)
		y += theme->logo_height + 10;
	if (motto.len > 0)
		return y;
	cover_text(pager, &name, lay->doc->company,
		   cover_look(lay, theme->body, STYLE_BOLD, theme->muted));
	paint_all(pager, &name, y);
	return y + flow_height(&name);
}

static void cover_bar(struct pager *pager, double y)
{
	struct layouter *lay = pager->lay;
	struct op *bar;

	if (!lay->theme.cover_bar)
		return;
	bar = page_op(lay, pager_last(pager), OP_FILL);
	bar->y = y;
	bar->width = 44;
	bar->height = 4.5;
	bar->x = lay->theme.margin_left +
		 side_offset(lay->theme.cover_side, text_width(&lay->theme, false), bar->width);
	bar->color = lay->theme.accent;
}

void cover_pages(struct pager *pager)
{
	const struct theme *theme = &pager->lay->theme;
	const double between = 24;
	struct type_size type = theme->cover_title;
	struct flow title = cover_title(pager, type);
	struct flow facts = { 0 };
	double highest;
	double facts_y;
	double y = theme->page_height * title_height;

	pager_page(pager);
	highest = cover_head(pager) + 24;
	cover_facts(pager->lay, &facts);
	facts_y = theme->page_height - theme->margin_bottom - flow_height(&facts);
	/* A long title moves up, then shrinks; at last the facts give way. */
	while (highest + 2 * between + flow_height(&title) > facts_y && type.size > 20) {
		type.size *= 0.9;
		type.leading *= 0.9;
		title = cover_title(pager, type);
	}
	if (y + 2 * between + flow_height(&title) > facts_y)
		y = facts_y - 2 * between - flow_height(&title);
	if (y < highest)
		y = highest;
	cover_bar(pager, y);
	paint_all(pager, &title, y + 20);
	pager->y = y + 2 * between + flow_height(&title);
	if (pager->y < facts_y)
		pager->y = facts_y;
	pager->fresh = false;
	pager_flow(pager, &facts);
}

/* --- Contents --- */

enum { CONTENTS_LEVELS = 3 };

struct contents {
	struct pager *pager;
	double indent[CONTENTS_LEVELS + 1]; /* of numbers; the next one is where titles stand */
	struct tag *tag;
	double closeness;
};

static void contents_indents(struct contents *contents, const struct heading_list *headings)
{
	struct layouter *lay = contents->pager->lay;

	for (unsigned level = 0; level < CONTENTS_LEVELS; level++) {
		struct look look =
			plain_look(lay->theme.body, level == 0 ? STYLE_BOLD : STYLE_REGULAR, 0);
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

/* The dotted line to the page number, and the number. */
static void contents_page_number(struct layouter *lay, struct flow_item *item,
				 const struct look *look, size_t page, struct tag *tag)
{
	struct op *last = &item->ops[item->op_count - 1];
	double from = last->x + last->width + 7;
	struct op *number;
	struct op *dots;
	double left;

	last->spaces = last->spaces ? last->spaces : 1;
	number = text_op(lay, item, text_printf(lay->arena, "%zu", page + 1), look);
	number->x = text_width(&lay->theme, false) - number->width;
	number->tag = tag;
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
	struct spot spot = { .look = plain_look(lay->theme.body, style, lay->theme.ink) };
	struct labelled labelled = { .label = heading->as.heading.number,
				     .text = doc_plain_text(lay->arena, heading) };
	size_t first = flow->len;

	spot.look.type.leading *= contents->closeness;
	spot.tag = tag_add(&lay->tags, contents->tag, TAG_TOCI);
	spot.tag = tag_add(&lay->tags, tag_add(&lay->tags, spot.tag, TAG_REFERENCE), TAG_LINK);
	spot.x = contents->indent[level];
	spot.width = text_width(&lay->theme, false) - spot.x - 34;
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
	contents_page_number(lay, &flow->items[flow->len - 1], &spot.look, place->page, spot.tag);
	for (size_t i = first; i < flow->len; i++) {
		struct op *link = item_op(lay, &flow->items[i], OP_LINK);
		link->x = spot.x;
		link->width = text_width(&lay->theme, false) - spot.x;
		link->height = flow->items[i].height;
		link->target = text_printf(lay->arena, "#%.*s", SLICE_ARG(heading->as.heading.id));
		link->tag = spot.tag;
		flow->items[i].keep = i + 1 < flow->len || level == 0;
	}
}

/* closeness: 1 for lines as far apart as in text. */
static void contents_set(struct pager *pager, const struct heading_list *headings, double closeness)
{
	struct layouter *lay = pager->lay;
	const struct heading_look *look = &lay->theme.headings[0];
	struct contents contents = { .pager = pager, .closeness = closeness };
	struct spot spot = { 0, text_width(&lay->theme, false),
			     plain_look(look->type, STYLE_BOLD, lay->theme.ink), NULL };
	struct flow flow = { 0 };

	spot.tag = tag_add(&lay->tags, lay->tags.root, TAG_H1);
	text_flow(lay, doc_word(WORD_CONTENTS, lay->doc->lang), &spot, &flow);
	flow_space(&flow, 14);
	contents.tag = tag_add(&lay->tags, lay->tags.root, TAG_TOC);
	contents_indents(&contents, headings);
	for (size_t i = 0; i < headings->len; i++) {
		const struct doc_node *heading = headings->items[i].heading;
		if (heading->as.heading.listed && heading->as.heading.level <= CONTENTS_LEVELS)
			contents_entry(&contents, &headings->items[i], &flow);
	}
	if (flow.len > 0)
		flow.items[flow.len - 1].keep = false;
	pager_page(pager);
	pager_flow(pager, &flow);
}

/* On pages of their own, set closer where that saves one. */
void contents_pages(struct pager *pager, const struct heading_list *headings)
{
	enum { STEP = 5, CLOSEST = 80 }; /* in percent */
	const struct pager before = *pager;
	size_t wanted;

	contents_set(pager, headings, 1);
	wanted = pager->len - 1;
	if (wanted == before.len)
		return;
	for (int close = 100 - STEP; close >= CLOSEST && pager->len > wanted; close -= STEP) {
		*pager = before;
		contents_set(pager, headings, close / 100.0);
	}
	if (pager->len > wanted) {
		*pager = before;
		contents_set(pager, headings, 1);
	}
}

/* --- Running texts --- */

/* The text, cut with an ellipsis where it is wider than the room. */
static struct op *running_text(struct layouter *lay, struct page *page, struct slice text,
			       const struct look *look, double room)
{
	struct flow_item item = { 0 };
	struct op *op = text_op(lay, &item, text, look);
	size_t end = text.len;
	struct op *to;

	while (op->width > room && end > 0) {
		end--;
		while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
			end--;
		op = text_op(lay, &item, text_printf(lay->arena, "%.*s…", (int)end, text.ptr),
			     look);
	}
	to = page_op(lay, page, OP_TEXT);
	*to = *op;
	return to;
}

/* A line of up to three texts: `from` and `to` are where it begins and ends. */
struct running_line {
	struct slice texts[SIDE_COUNT];
	struct look middle; /* of the middle one; the others are plain */
	double from;
	double to;
	double y;
};

static struct slice running_words(struct layouter *lay, const struct text2 *text, size_t page,
				  size_t count)
{
	return theme_words(lay->arena, text, lay->doc, text_printf(lay->arena, "%zu", page),
			   text_printf(lay->arena, "%zu", count));
}

static double page_text_width(const struct layouter *lay, const struct page *page)
{
	return text_width(&lay->theme, page->width > page->height);
}

/* The middle text has the room it wants, the others share what is left by what they want. */
static void running_line(struct layouter *lay, struct page *page, const struct running_line *line)
{
	struct look look = plain_look(lay->theme.running, STYLE_REGULAR, lay->theme.muted);
	static const enum theme_side order[SIDE_COUNT] = { SIDE_CENTER, SIDE_LEFT, SIDE_RIGHT };
	double width = line->to - line->from;
	double wanted[SIDE_COUNT];
	double middle = 0;

	for (int side = 0; side < SIDE_COUNT; side++)
		wanted[side] = line->texts[side].len > 0
				       ? text_extent(lay, line->texts[side],
						     side == SIDE_CENTER ? &line->middle : &look)
							 .most +
						 0.5
				       : 0;
	if (wanted[SIDE_CENTER] > 0)
		middle = wanted[SIDE_CENTER] < width / 2 ? wanted[SIDE_CENTER] : width / 2;
	for (int i = 0; i < SIDE_COUNT; i++) {
		enum theme_side side = order[i];
		double other = wanted[side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT];
		double half = (width - middle) / 2 - 8;
		double room = side == SIDE_CENTER ? middle
			      : middle > 0        ? half
			      : other + 16 < half ? width - other - 16
						  : half;
		struct op *op;
		if (side == SIDE_CENTER && line->texts[side].len == 0)
			continue;
		op = running_text(lay, page, line->texts[side],
				  side == SIDE_CENTER ? &line->middle : &look, room);
		op->x = line->from + side_offset(side, width, op->width);
		op->y = line->y;
	}
}

/* Draws the logo before the header's line and returns the room it takes. */
static double header_logo(struct layouter *lay, struct page *page)
{
	const struct theme *theme = &lay->theme;
	double height = theme->running.leading * 2;
	struct op *op;

	if (!theme->logo_running || !theme_logo(theme, lay->doc))
		return 0;
	if (height > theme->header)
		height = theme->header;
	op = logo_op(lay, page, height * 4, height);
	op->x = theme->margin_left;
	op->y = theme->header + 2 - op->height;
	return op->width + 8;
}

static void page_header(struct layouter *lay, struct page *page, size_t number, size_t count)
{
	const struct theme *theme = &lay->theme;
	struct running_line line = {
		.middle = plain_look(theme->running, STYLE_REGULAR, theme->muted),
		.from = theme->margin_left + header_logo(lay, page),
		.to = page->width - theme->margin_right,
		.y = theme->header,
	};
	struct op *op;

	for (int side = 0; side < SIDE_COUNT; side++)
		line.texts[side] = running_words(lay, &theme->header_text[side], number, count);
	if (lay->doc->draft) {
		struct slice mark = doc_word(WORD_DRAFT, lay->doc->lang);
		struct slice *middle = &line.texts[SIDE_CENTER];
		*middle = middle->len == 0 ? mark
					   : text_printf(lay->arena, "%.*s · %.*s", SLICE_ARG(mark),
							 SLICE_ARG(*middle));
		line.middle = plain_look(theme->running, STYLE_BOLD, theme->second);
	}
	running_line(lay, page, &line);
	if (!theme->header_rule)
		return;
	op = page_op(lay, page, OP_RULE);
	op->x = theme->margin_left;
	op->y = theme->header + theme->running.size;
	op->width = page_text_width(lay, page);
	op->size = 0.6;
	op->color = theme->hairline;
}

static void page_footer(struct layouter *lay, struct page *page, size_t number, size_t count)
{
	const struct theme *theme = &lay->theme;
	struct running_line line = {
		.middle = plain_look(theme->running, STYLE_REGULAR, theme->muted),
		.from = theme->margin_left,
		.to = page->width - theme->margin_right,
		.y = page->height - theme->footer,
	};

	for (int side = 0; side < SIDE_COUNT; side++)
		line.texts[side] = running_words(lay, &theme->footer_text[side], number, count);
	running_line(lay, page, &line);
}

/* The mark goes under everything else. */
static void page_shade(struct layouter *lay, struct page *page)
{
	struct look look =
		plain_look((struct type_size){ 120, 120 }, STYLE_BOLD, lay->theme.watermark);
	struct op *op =
		running_text(lay, page, doc_word(WORD_DRAFT, lay->doc->lang), &look, page->width);
	struct op shade = *op;

	shade.kind = OP_SHADE;
	shade.x = page->width / 2;
	shade.y = page->height / 2;
	memmove(page->ops + 1, page->ops, (page->op_count - 1) * sizeof(*page->ops));
	page->ops[0] = shade;
}

void running_texts(struct layouter *lay, struct page *pages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (lay->doc->draft)
			page_shade(lay, &pages[i]);
		if (i == 0)
			continue;
		page_header(lay, &pages[i], i + 1, count);
		page_footer(lay, &pages[i], i + 1, count);
	}
}
