/* The page before all: who, what, for when, and the facts of the document. */
#include "layout/pager.h"

#include "base/arena.h"

static const double logo_width = 200;
static const double title_height = 0.3302; /* share of the page above the title */

static struct page *pager_last(struct pager *pager)
{
	return &pager->pages[pager->len - 1];
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
	paint_flow(pager, &company, lay->theme.margin_left, y);
	paint_flow(pager, &words, lay->theme.margin_left, y);
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
	paint_flow(pager, &name, theme->margin_left, y);
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
	paint_flow(pager, &title, theme->margin_left, y + 20);
	pager->y = y + 2 * between + flow_height(&title);
	if (pager->y < facts_y)
		pager->y = facts_y;
	pager->fresh = false;
	pager_flow(pager, &facts);
}
