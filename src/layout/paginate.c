/* Items onto pages: where a page ends, what is repeated on the next, what lies behind. */
#include "layout/flow.h"

#include <math.h>

#include "base/arena.h"

static const double hair = 0.01;

struct op *page_op(struct layouter *lay, struct page *page, enum op_kind kind)
{
	struct op *op;

	page->ops =
		vec_grow(lay->arena, page->ops, page->op_count, &page->op_cap, sizeof(*page->ops));
	op = &page->ops[page->op_count++];
	*op = (struct op){ .kind = kind };
	return op;
}

double text_width(const struct theme *theme, bool wide)
{
	return (wide ? theme->page_height : theme->page_width) - theme->margin_left -
	       theme->margin_right;
}

static double page_foot(const struct pager *pager)
{
	const struct theme *theme = &pager->lay->theme;

	return (pager->wide ? theme->page_width : theme->page_height) - theme->margin_bottom;
}

static double page_room(const struct pager *pager)
{
	return page_foot(pager) - pager->y;
}

static double page_whole(const struct pager *pager)
{
	return page_foot(pager) - pager->lay->theme.margin_top;
}

void pager_page(struct pager *pager)
{
	const struct theme *theme = &pager->lay->theme;
	struct page *page;

	pager->pages = vec_grow(pager->lay->arena, pager->pages, pager->len, &pager->cap,
				sizeof(*pager->pages));
	page = &pager->pages[pager->len++];
	page->width = pager->wide ? theme->page_height : theme->page_width;
	page->height = pager->wide ? theme->page_width : theme->page_height;
	page->op_count = 0;
	pager->y = pager->lay->theme.margin_top;
	pager->fresh = true;
	pager->ruled = NULL;
}

static struct page *page_now(struct pager *pager)
{
	return &pager->pages[pager->len - 1];
}

/* --- Frames --- */

/* An op whose height the caller sets. */
static struct op *op_at(struct pager *pager, enum op_kind kind, double x, double y, double width)
{
	struct op *op = page_op(pager->lay, page_now(pager), kind);

	op->x = x;
	op->y = y;
	op->width = width;
	return op;
}

static void frame_begin(struct pager *pager, struct frame *frame, double x, double y)
{
	struct page *page = page_now(pager);
	struct op *op;

	frame->page = pager->len;
	frame->fill_op = frame->bar_op = frame->dash_op = 0;
	x += frame->x;
	if (frame->filled) {
		op_at(pager, OP_FILL, x, y, frame->width)->color = frame->fill;
		frame->fill_op = page->op_count;
	}
	if (frame->bar > 0) {
		op_at(pager, OP_FILL, x, y, frame->bar)->color = frame->bar_color;
		frame->bar_op = page->op_count;
	}
	if (frame->dashed) {
		op = op_at(pager, OP_FRAME, x, y, frame->width);
		op->size = 0.9;
		op->color = frame->bar_color;
		frame->dash_op = page->op_count;
	}
}

/* Lets the frames of an item reach down to its lower edge, beginning them where they are new. */
static void frame_reach(struct pager *pager, struct frame *frame, double x, double top,
			double bottom)
{
	struct page *page;
	size_t places[3];

	if (!frame)
		return;
	frame_reach(pager, frame->outer, x, top, bottom);
	if (frame->page != pager->len)
		frame_begin(pager, frame, x, top);
	page = page_now(pager);
	places[0] = frame->fill_op;
	places[1] = frame->bar_op;
	places[2] = frame->dash_op;
	for (int i = 0; i < 3; i++) {
		if (places[i] > 0)
			page->ops[places[i] - 1].height = bottom - page->ops[places[i] - 1].y;
	}
}

/* --- Painting --- */

static void paint_rule(struct pager *pager, const struct tracks *tracks, double x, double y,
		       double size)
{
	op_at(pager, OP_RULE, x + tracks->x, y, tracks->width)->size = size;
}

static void paint_flow(struct pager *pager, const struct flow *flow, double x, double y)
{
	for (size_t i = 0; i < flow->len; i++) {
		y += i > 0 ? flow->items[i].before : 0;
		pager_paint(pager, &flow->items[i], x, y);
		y += flow->items[i].height;
	}
}

/* Sets the rule of the row before once more, half of which a ground has covered. */
static void rule_again(struct pager *pager, double x, double y)
{
	const struct tracks *above = pager->ruled;

	if (!above || fabs(pager->ruled_y - y) > hair || fabs(pager->ruled_x - x) > hair)
		return;
	paint_rule(pager, above, x, y, above->rule_below);
	page_now(pager)->ops[page_now(pager)->op_count - 1].color = above->below_color;
}

static void paint_tracks(struct pager *pager, const struct flow_item *item, double x, double y)
{
	const struct tracks *tracks = item->tracks;
	struct page *page = page_now(pager);
	struct op *op;

	if (tracks->filled) {
		op = op_at(pager, OP_FILL, x + tracks->x, y, tracks->width);
		op->height = item->height;
		op->color = tracks->fill;
		rule_again(pager, x, y);
	}
	if (tracks->rule_below > 0) {
		paint_rule(pager, tracks, x, y + item->height, tracks->rule_below);
		page->ops[page->op_count - 1].color = tracks->below_color;
		pager->ruled = tracks;
		pager->ruled_x = x;
		pager->ruled_y = y + item->height;
	}
	if (tracks->rule_above > 0) {
		paint_rule(pager, tracks, x, y, tracks->rule_above);
		page->ops[page->op_count - 1].color = tracks->above_color;
	}
	for (size_t i = 0; i < tracks->count; i++)
		paint_flow(pager, &tracks->items[i].flow, x + tracks->items[i].x,
			   y + tracks->padding);
}

static void note_heading(struct pager *pager, const struct doc_node *heading, double y)
{
	struct heading_place *place = vec_push(pager->lay->arena, &pager->lay->headings);

	place->heading = heading;
	place->page = pager->len - 1;
	place->y = y;
}

void pager_paint(struct pager *pager, const struct flow_item *item, double x, double y)
{
	frame_reach(pager, item->frame, x, y, y + item->height);
	if (item->heading)
		note_heading(pager, item->heading, y);
	for (size_t i = 0; i < item->op_count; i++) {
		struct op *op = page_op(pager->lay, page_now(pager), item->ops[i].kind);
		*op = item->ops[i];
		op->x += x;
		op->y += y;
		if (op->kind == OP_IMAGE && op->tag) {
			op->tag->box[0] = op->x;
			op->tag->box[1] = op->y;
			op->tag->box[2] = op->x + op->width;
			op->tag->box[3] = op->y + op->height;
		}
	}
	if (item->figure) {
		item->figure->box[0] = x;
		item->figure->box[1] = y;
		item->figure->box[2] = page_now(pager)->width - pager->lay->theme.margin_right;
		item->figure->box[3] = y + item->height;
	}
	if (item->tracks)
		paint_tracks(pager, item, x, y);
}

/* --- Cutting what is taller than a page --- */

static bool item_cut(struct layouter *lay, const struct flow_item *item, double room, bool force,
		     struct flow_item parts[2]);

static void flow_copy(struct layouter *lay, struct flow *to, const struct flow_item *item)
{
	to->items = vec_grow(lay->arena, to->items, to->len, &to->cap, sizeof(*to->items));
	to->items[to->len++] = *item;
}

/* What of a flow fits into room goes to parts[0], the rest to parts[1]. */
static bool flow_cut(struct layouter *lay, const struct flow *flow, double room, bool force,
		     struct flow parts[2])
{
	struct flow_item halves[2];
	double y = 0;
	size_t count = 0;

	while (count < flow->len) {
		const struct flow_item *item = &flow->items[count];
		double before = count > 0 ? item->before : 0;
		if (y + before + item->height > room + hair)
			break;
		y += before + item->height;
		count++;
	}
	if (count < flow->len) {
		size_t loose = count;
		while (loose > 0 && flow->items[loose - 1].keep)
			loose--;
		if (loose > 0 || !force)
			count = loose;
		if (count == 0 && force && !flow->items[0].tracks)
			count = 1;
	}
	for (size_t i = 0; i < count; i++)
		flow_copy(lay, &parts[0], &flow->items[i]);
	if (count < flow->len && flow->items[count].tracks &&
	    item_cut(lay, &flow->items[count], room - y, force && count == 0, halves)) {
		flow_copy(lay, &parts[0], &halves[0]);
		flow_copy(lay, &parts[1], &halves[1]);
		count++;
	}
	for (size_t i = count; i < flow->len; i++)
		flow_copy(lay, &parts[1], &flow->items[i]);
	return parts[0].len > 0 || flow->len == 0;
}

static bool item_cut(struct layouter *lay, const struct flow_item *item, double room, bool force,
		     struct flow_item parts[2])
{
	const struct tracks *whole = item->tracks;
	double inner = room - 2 * whole->padding;
	bool any = false;
	bool all = true;

	if (inner <= 0 && !force)
		return false;
	for (int p = 0; p < 2; p++) {
		parts[p] = *item;
		parts[p].tracks = ARENA_NEW(lay->arena, struct tracks);
		*parts[p].tracks = *whole;
		parts[p].tracks->items = ARENA_ARRAY(lay->arena, whole->count, struct track);
	}
	for (size_t i = 0; i < whole->count; i++) {
		struct flow halves[2] = { { 0 }, { 0 } };
		bool took = flow_cut(lay, &whole->items[i].flow, inner, force, halves);
		any = any || halves[0].len > 0;
		all = all && took;
		for (int p = 0; p < 2; p++) {
			parts[p].tracks->items[i].x = whole->items[i].x;
			parts[p].tracks->items[i].flow = halves[p];
		}
	}
	parts[0].height = tracks_height(parts[0].tracks);
	parts[1].height = tracks_height(parts[1].tracks);
	parts[0].keep = false;
	parts[0].tracks->rule_below = 0;
	parts[1].tracks->rule_above = 0;
	parts[1].before = 0;
	parts[1].op_count = 0;
	parts[1].heading = NULL;
	return any && (all || force);
}

/* --- Pages --- */

static bool may_cut(const struct pager *pager, const struct flow_item *item)
{
	double limit = page_whole(pager) - (item->head ? item->head->height : 0);

	if (!item->tracks)
		return false;
	return item->height > limit || (item->tracks->loose && item->height > limit * 0.3);
}

static double space_before(const struct pager *pager, const struct flow_item *item)
{
	return item->before * (1 - pager->squeeze);
}

/* The room wanted by an item and those that must stay with it, as far as a page reaches. */
static double group_height(const struct pager *pager, const struct flow *flow, size_t i)
{
	const double enough = 90;
	double height = 0;

	for (size_t k = i;; k++) {
		const struct flow_item *item = &flow->items[k];
		bool part = k > i && item->redraw;
		bool cut = part || may_cut(pager, item);
		double least = part ? page_whole(pager) * part_least : enough;
		height += (k > i ? space_before(pager, item) : 0) + (cut ? least : item->height);
		if (cut || !item->keep || k + 1 == flow->len || height > page_whole(pager))
			return height;
	}
}

static void page_turn(struct pager *pager, const struct flow_item *item)
{
	pager_page(pager);
	if (item->head) {
		paint_flow(pager, &item->head->rows, pager->lay->theme.margin_left, pager->y);
		pager->y += item->head->height;
		pager->fresh = false;
	}
}

static void put_item(struct pager *pager, const struct flow_item *item)
{
	struct flow_item rest = *item;
	struct flow_item parts[2];

	while (rest.tracks && rest.height > page_room(pager) + hair) {
		bool force = pager->fresh || page_room(pager) > page_whole(pager) * 0.8;
		if (!item_cut(pager->lay, &rest, page_room(pager), force, parts)) {
			if (force)
				break;
			page_turn(pager, &rest);
			continue;
		}
		pager_paint(pager, &parts[0], pager->lay->theme.margin_left, pager->y);
		rest = parts[1];
		if (rest.height <= 2 * rest.tracks->padding)
			return;
		page_turn(pager, &rest);
	}
	pager_paint(pager, &rest, pager->lay->theme.margin_left, pager->y);
	pager->y += rest.height;
	pager->fresh = false;
}

/* A box that goes on over the page's end gets a little of its ground beyond the text. */
static void frame_strip(struct pager *pager, const struct flow *flow, size_t i, bool top)
{
	const double strip = 5;
	struct frame *frame = flow->items[i].frame;

	if (i == 0 || !frame || flow->items[i - 1].frame != frame ||
	    (!frame->filled && !frame->dashed))
		return;
	frame_reach(pager, frame, pager->lay->theme.margin_left, pager->y, pager->y + strip);
	if (top)
		pager->y += strip;
}

static void pager_put(struct pager *pager, const struct flow *flow, size_t i)
{
	const struct flow_item *item = &flow->items[i];
	double before = pager->fresh ? 0 : space_before(pager, item);
	double room = page_room(pager) - before;
	bool short_of = room < item->need || group_height(pager, flow, i) > room + hair;

	/* A group taller than a page cannot be kept; its items go one by one. */
	if (short_of && !pager->fresh &&
	    (group_height(pager, flow, i) <= page_whole(pager) || item->height > room)) {
		frame_strip(pager, flow, i, false);
		page_turn(pager, item);
		frame_strip(pager, flow, i, true);
		before = 0;
	}
	pager->y += before;
	put_item(pager, item);
}

/* Whether an item, or one that must stay with it, wants a page on its side. */
static bool group_wide(const struct flow *flow, size_t i)
{
	while (!flow->items[i].wide && flow->items[i].keep && i + 1 < flow->len)
		i++;
	return flow->items[i].wide;
}

/* Turns the paper where the next items want it the other way. */
static void paper_turn(struct pager *pager, bool wide)
{
	if (pager->wide == wide)
		return;
	pager->wide = wide;
	if (pager->fresh)
		pager->len--;
	pager_page(pager);
}

/* Parts a figure that does not fit what is left of the page; returns how many items that was. */
static size_t figure_put(struct pager *pager, const struct flow *flow, size_t i)
{
	const struct flow_item *item = &flow->items[i];
	double before = pager->fresh ? 0 : space_before(pager, item);
	double room = page_room(pager) - before;
	struct flow parts = { 0 };

	if (pager->fresh || !item->redraw || room < page_whole(pager) * part_least ||
	    group_height(pager, flow, i) <= room)
		return 0;
	figure_part(pager->lay, item, room, &parts);
	parts.items[0].before = item->before;
	for (size_t k = 0; k < parts.len; k++)
		pager_put(pager, &parts, k);
	return item->redraw->panels;
}

void pager_flow(struct pager *pager, const struct flow *flow)
{
	bool kept = false; /* with the item before */

	for (size_t i = 0; i < flow->len; i++) {
		const struct flow_item *item = &flow->items[i];
		size_t parted;
		if (!kept)
			paper_turn(pager, group_wide(flow, i));
		kept = item->keep;
		parted = figure_put(pager, flow, i);
		if (parted == 0)
			pager_put(pager, flow, i);
		else
			i += parted - 1;
	}
}
