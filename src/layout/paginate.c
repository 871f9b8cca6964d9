/* Items onto pages: where a page ends, what is repeated on the next, what lies behind. */
#include "layout/pager.h"

#include <math.h>

#include "base/arena.h"

struct op *page_op(struct layouter *lay, struct page *page, enum op_kind kind)
{
	struct op *op;

	page->ops =
		vec_grow(lay->arena, page->ops, page->op_count, &page->op_cap, sizeof(*page->ops));
	op = &page->ops[page->op_count++];
	*op = (struct op){ .kind = kind };
	return op;
}

double page_bottom(const struct pager *pager)
{
	const struct theme *theme = &pager->lay->theme;

	return (pager->wide ? theme->page_width : theme->page_height) - theme->margin_bottom;
}

static double page_room(const struct pager *pager)
{
	return page_bottom(pager) - pager->foot.height - pager->y;
}

double page_whole(const struct pager *pager)
{
	return page_bottom(pager) - pager->lay->theme.margin_top;
}

static void page_begin(struct pager *pager)
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
	pager->begun++;
	foot_begin(pager);
}

void pager_page(struct pager *pager)
{
	foot_end(pager);
	page_begin(pager);
}

void pager_end(struct pager *pager)
{
	foot_end(pager);
	while (pager->foot.first < pager->foot.len) {
		page_begin(pager);
		foot_end(pager);
	}
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

	frame->page = pager->begun;
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
	if (frame->page != pager->begun)
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

void paint_flow(struct pager *pager, const struct flow *flow, double x, double y)
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
	struct heading_place *place = vec_push(pager->lay->arena, &pager->headings);

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

/* --- Pages --- */

/* The height of an item, with what its notes add to the foot of the page. */
static double item_needs(const struct pager *pager, const struct flow_item *item)
{
	struct foot_sum notes = foot_sum(pager);

	foot_count(pager, item, &notes);
	return item->height + foot_more(pager, &notes);
}

static bool may_cut(const struct pager *pager, const struct flow_item *item)
{
	double limit = page_whole(pager) - (item->head ? item->head->height : 0);
	struct foot_sum notes;

	if (!item->tracks)
		return false;
	if (item->height > limit || (item->tracks->loose && item->height > limit * 0.3))
		return true;
	notes = foot_sum(pager);
	foot_count(pager, item, &notes);
	return item->height + foot_alone(&notes) > limit;
}

static double space_before(const struct pager *pager, const struct flow_item *item)
{
	return item->before * (1 - pager->squeeze);
}

/* An item and those that must stay with it, as far as a page reaches. */
struct group {
	double height;
	struct foot_sum notes;
};

/* Whether a page can hold it when nothing else stands there. */
static bool group_fits(const struct pager *pager, const struct group *group)
{
	return group->height + foot_alone(&group->notes) <= page_whole(pager);
}

static struct group group_of(const struct pager *pager, const struct flow *flow, size_t i)
{
	const double enough = 90;
	struct group group = { .notes = foot_sum(pager) };

	for (size_t k = i;; k++) {
		const struct flow_item *item = &flow->items[k];
		struct foot_sum before = group.notes;
		bool part = k > i && item->redraw;
		double least = part ? page_whole(pager) * part_least : enough;
		bool cut;
		foot_count(pager, item, &group.notes);
		cut = part || may_cut(pager, item);
		if (cut)
			group.notes = before;
		group.height +=
			(k > i ? space_before(pager, item) : 0) + (cut ? least : item->height);
		if (cut || !item->keep || k + 1 == flow->len || !group_fits(pager, &group))
			break;
	}
	return group;
}

static double group_needs(const struct pager *pager, const struct group *group)
{
	return group->height + foot_more(pager, &group->notes);
}

static void head_put(struct pager *pager, const struct flow_item *item)
{
	if (item->head) {
		paint_flow(pager, &item->head->rows, pager->lay->theme.margin_left, pager->y);
		pager->y += item->head->height;
		pager->fresh = false;
	}
}

/* Paints an item where the page goes on. */
static void item_put(struct pager *pager, const struct flow_item *item)
{
	pager_paint(pager, item, pager->lay->theme.margin_left, pager->y);
	pager->y += item->height;
	pager->fresh = false;
	pager->foot.carried = false;
	if (pager->notes->count > 0)
		foot_take(pager, item, pager->y);
}

/* Puts an item onto this page and, where it is taller than what is left, onto the next ones. */
static void item_spread(struct pager *pager, const struct flow_item *item)
{
	struct flow_item rest = *item;
	struct flow_item parts[2];

	while (rest.tracks && item_needs(pager, &rest) > page_room(pager) + hair) {
		double room = foot_room(pager, rest.tracks, page_room(pager));
		bool force = pager->fresh || page_room(pager) > page_whole(pager) * 0.8;
		force = force && !pager->foot.carried;
		if (item_cut(pager->lay, &rest, room, force, parts)) {
			item_put(pager, &parts[0]);
			rest = parts[1];
			if (rest.height <= 2 * rest.tracks->padding)
				return;
		} else if (force) {
			break;
		}
		pager_page(pager);
		head_put(pager, &rest);
	}
	item_put(pager, &rest);
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

/* The room that a group wants on an empty page, or what of it can stand together. */
static double page_needs(const struct pager *pager, const struct flow_item *item,
			 const struct group *group)
{
	return (group_fits(pager, group) ? group_needs(pager, group) : item_needs(pager, item)) +
	       (item->head ? item->head->height : 0);
}

/* Whether notes from the page before leave room for it; long ones give way, but for their first
 * lines. */
static bool foot_leaves(struct pager *pager, const struct flow_item *item,
			const struct group *group)
{
	double height = pager->foot.height;
	double left;

	if (!pager->foot.carried || page_needs(pager, item, group) <= page_room(pager))
		return true;
	foot_yield(pager);
	left = page_room(pager) - page_needs(pager, item, group);
	if (left < 0)
		return false;
	/* What is left over stays with the notes. */
	height -= pager->foot.height;
	pager->foot.height += left < height ? left : height;
	return true;
}

static void pager_put(struct pager *pager, const struct flow *flow, size_t i)
{
	const struct flow_item *item = &flow->items[i];
	double before = pager->fresh ? 0 : space_before(pager, item);
	double room = page_room(pager) - before;
	struct group group = group_of(pager, flow, i);
	bool short_of = room < item->need || group_needs(pager, &group) > room + hair;
	/* A group taller than a page cannot be kept; its items go one by one. */
	bool turn = short_of && !pager->fresh &&
		    (group_fits(pager, &group) || item_needs(pager, item) > room);

	if (turn) {
		frame_strip(pager, flow, i, false);
		pager_page(pager);
		before = 0;
	}
	while (pager->fresh && !foot_leaves(pager, item, &group))
		pager_page(pager);
	if (turn) {
		head_put(pager, item);
		frame_strip(pager, flow, i, true);
	}
	pager->y += before;
	item_spread(pager, item);
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
	if (pager->fresh)
		pager->len--;
	else
		foot_end(pager);
	pager->wide = wide;
	page_begin(pager);
}

/* Parts a figure that does not fit what is left of the page; returns how many items that was. */
static size_t figure_put(struct pager *pager, const struct flow *flow, size_t i)
{
	const struct flow_item *item = &flow->items[i];
	double before = pager->fresh ? 0 : space_before(pager, item);
	double room = page_room(pager) - before;
	struct flow parts = { 0 };
	struct group group;

	if (pager->fresh || !item->redraw || room < page_whole(pager) * part_least)
		return 0;
	group = group_of(pager, flow, i);
	if (group_needs(pager, &group) <= room)
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
