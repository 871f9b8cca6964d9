/*
 * Notes at the foot of a page.  A line stays with its note, or with the beginning of a long one;
 * what is left of that stands at the foot of the next page, where text goes on above it.
 */
#include "layout/pager.h"

#include <stdlib.h>

#include "base/arena.h"

static const double rule_width = 72;
static const double most = 0.5;   /* of a page: what notes have of it before text ... */
static const double enough = 0.7; /* ... unless this holds all that came over */

enum {
	ABOVE = 3,   /* points above each note */
	RULE_UP = 6, /* from the first note up to the rule */
	GAP = 9,     /* at least, from there up to the text */
	OVER = GAP + RULE_UP - ABOVE,
};

/* A note that is to be painted, or what is left of one. */
struct foot_rest {
	struct flow flow;
	double height;
	struct foot_note *note;
	bool continued; /* from the page before */
};

/* --- What items ask for --- */

/* NULL for a note that was placed before, or counted in the sum. */
static struct foot_note *note_new(const struct pager *pager, const struct note_mark *mark,
				  size_t sum)
{
	struct foot_note *note = &pager->notes->items[mark->note->place - 1];

	if (note->placed || note->seen >= sum)
		return NULL;
	note->seen = sum;
	return note;
}

/* Notes of one page stand in the order of their numbers; the last of them may be parted. */
static void sum_add(struct foot_sum *sum, const struct foot_note *note)
{
	const struct foot_note *before = sum->last && sum->last > note ? note : sum->last;

	if (before)
		sum->before += ABOVE + before->content->height;
	if (before != note)
		sum->last = note;
}

void foot_count_all(const struct pager *pager, const struct flow_item *item, struct foot_sum *sum)
{
	for (const struct note_mark *mark = item->notes; mark; mark = mark->next) {
		const struct foot_note *note = note_new(pager, mark, sum->number);
		if (note)
			sum_add(sum, note);
	}
	for (size_t i = 0; item->tracks && i < item->tracks->count; i++) {
		const struct flow *flow = &item->tracks->items[i].flow;
		for (size_t k = 0; k < flow->len; k++)
			foot_count_all(pager, &flow->items[k], sum);
	}
}

double foot_beside(const struct foot *foot, const struct foot_sum *sum)
{
	double alone = OVER + sum->before + ABOVE + sum->last->content->least;

	return alone + (foot->whole > 0 ? foot->whole - OVER : 0) - foot->height;
}

/* --- Cutting an item --- */

/* A line that refers to a note. */
struct marked_line {
	double bottom;
	const struct note_mark *mark;
};

struct marked_lines {
	struct marked_line *items;
	size_t len;
	size_t cap;
};

static void tracks_places(struct layouter *lay, const struct tracks *tracks, double top,
			  double room, struct marked_lines *list)
{
	for (size_t i = 0; i < tracks->count; i++) {
		const struct flow *flow = &tracks->items[i].flow;
		double y = top + tracks->padding;
		for (size_t k = 0; k < flow->len && y <= room; k++) {
			const struct flow_item *item = &flow->items[k];
			y += k > 0 ? item->before : 0;
			if (item->tracks)
				tracks_places(lay, item->tracks, y, room, list);
			y += item->height;
			for (const struct note_mark *mark = item->notes; mark; mark = mark->next)
				*vec_push(lay->arena, list) = (struct marked_line){ y, mark };
		}
	}
}

static int line_order(const void *a, const void *b)
{
	const struct marked_line *first = a;
	const struct marked_line *second = b;

	return (first->bottom > second->bottom) - (first->bottom < second->bottom);
}

double foot_room(const struct pager *pager, const struct tracks *tracks, double room)
{
	struct layouter *lay = pager->lay;
	struct foot_sum sum = foot_sum(pager);
	struct marked_lines list = { 0 };
	double fits = room;

	if (pager->notes->count == 0)
		return room;
	tracks_places(lay, tracks, 0, room, &list);
	if (list.len > 0)
		qsort(list.items, list.len, sizeof(*list.items), line_order);
	for (size_t i = 0; i < list.len; i++) {
		const struct foot_note *note = note_new(pager, list.items[i].mark, sum.number);
		double end = list.items[i].bottom + tracks->padding;
		double left;
		if (!note)
			continue;
		sum_add(&sum, note);
		left = room - foot_more(pager, &sum);
		if (end > left)
			return end - 2 * hair < fits ? end - 2 * hair : fits;
		fits = left;
	}
	return fits;
}

/* --- Notes on their way to a page --- */

/* The note of a line from one height to another. */
static void rest_add(struct pager *pager, struct foot_note *note, double top, double y)
{
	struct foot *foot = &pager->foot;
	double cost = ABOVE + note->content->height;
	double limit = page_whole(pager) * most;

	*vec_push(pager->lay->arena, foot) = (struct foot_rest){ .flow = note->content->flow,
								 .height = note->content->height,
								 .note = note };
	note->placed = true;
	note->at.line_page = pager->len - 1;
	note->at.line_y = top;
	foot->whole += foot->whole > 0 ? cost : OVER + cost;
	foot->height = foot->whole;
	/* Of a long note that does not fit, text leaves a part for the next page. */
	if (y + foot->whole > page_bottom(pager) && cost > limit)
		foot->height += limit - cost;
}

struct note_list {
	struct foot_note **items;
	size_t len;
	size_t cap;
};

static void notes_gather(const struct pager *pager, const struct flow_item *item, size_t sum,
			 struct note_list *list)
{
	for (const struct note_mark *mark = item->notes; mark; mark = mark->next) {
		struct foot_note *note = note_new(pager, mark, sum);
		if (note)
			*vec_push(pager->lay->arena, list) = note;
	}
	for (size_t i = 0; item->tracks && i < item->tracks->count; i++) {
		const struct flow *flow = &item->tracks->items[i].flow;
		for (size_t k = 0; k < flow->len; k++)
			notes_gather(pager, &flow->items[k], sum, list);
	}
}

static int note_order(const void *a, const void *b)
{
	const struct foot_note *const *first = a;
	const struct foot_note *const *second = b;

	return (*first > *second) - (*first < *second);
}

void foot_take(struct pager *pager, const struct flow_item *item, double y)
{
	struct note_list list = { 0 };

	notes_gather(pager, item, foot_sum(pager).number, &list);
	if (list.len > 1)
		qsort(list.items, list.len, sizeof(struct foot_note *), note_order);
	for (size_t i = 0; i < list.len; i++)
		rest_add(pager, list.items[i], y - item->height, y);
}

void foot_begin(struct pager *pager)
{
	struct foot *foot = &pager->foot;
	double page = page_whole(pager);

	foot->whole = 0;
	foot->carried = foot->first < foot->len;
	if (!foot->carried)
		foot->first = foot->len = 0;
	for (size_t i = foot->first; i < foot->len; i++)
		foot->whole += ABOVE + foot->items[i].height;
	foot->whole += foot->carried ? OVER : 0;
	foot->height = foot->whole <= page * enough ? foot->whole : page * most;
}

void foot_yield(struct pager *pager)
{
	struct foot *foot = &pager->foot;
	double least = OVER + ABOVE + flow_least(&foot->items[foot->first].flow);

	if (least < foot->height)
		foot->height = least;
}

/* --- Painting --- */

static void rule_paint(struct pager *pager, double y, bool continued)
{
	struct layouter *lay = pager->lay;
	struct op *rule = page_op(lay, &pager->pages[pager->len - 1], OP_RULE);
	double width = text_width(&lay->theme, false);

	rule->x = lay->theme.margin_left;
	rule->y = y;
	rule->width = continued || width < rule_width ? width : rule_width;
	rule->size = 0.75;
	rule->color = lay->theme.edge;
}

/*
 * Parts a note that does not fit: what stands on this page becomes *part.  What is forced and can
 * not be parted stands here as it is.
 */
static bool rest_cut(struct pager *pager, struct foot_rest *note, double room, bool force,
		     struct foot_rest *part)
{
	struct flow parts[2] = { { 0 }, { 0 } };

	flow_cut(pager->lay, &note->flow, room, force, parts);
	if (parts[0].len == 0 && !force)
		return false;
	if (parts[0].len == 0) {
		parts[0] = note->flow;
		parts[1].len = 0;
	}
	*part = *note;
	part->flow = parts[0];
	part->height = flow_height(&parts[0]);
	note->flow = parts[1];
	note->height = flow_height(&parts[1]);
	note->continued = true;
	return true;
}

static void rests_paint(struct pager *pager, const struct foot_rest *notes, size_t count, double *y)
{
	for (size_t i = 0; i < count; i++) {
		*y += ABOVE;
		if (!notes[i].continued) {
			notes[i].note->at.page = pager->len - 1;
			notes[i].note->at.y = *y;
		}
		paint_flow(pager, &notes[i].flow, pager->lay->theme.margin_left, *y);
		*y += notes[i].height;
	}
}

void foot_end(struct pager *pager)
{
	struct foot *foot = &pager->foot;
	struct foot_rest *notes;
	size_t waiting = foot->len - foot->first;
	double room = page_bottom(pager) - pager->y - OVER + hair;
	size_t count = 0; /* of whole ones */
	struct foot_rest part = { 0 };
	double height = 0;
	double y;

	foot->painted = 0;
	if (waiting == 0)
		return;
	notes = &foot->items[foot->first];
	for (; count < waiting && height + ABOVE + notes[count].height <= room; count++)
		height += ABOVE + notes[count].height;
	foot->first += count;
	if (count < waiting && rest_cut(pager, &notes[count], room - height - ABOVE,
					pager->fresh && count == 0, &part)) {
		height += ABOVE + part.height;
		foot->first += notes[count].flow.len == 0;
	}
	if (height <= 0)
		return;
	foot->painted = OVER + height;
	/* With nothing above them, notes begin where text would. */
	y = pager->fresh ? pager->y : page_bottom(pager) - foot->painted;
	rule_paint(pager, y + GAP, count > 0 ? notes->continued : part.continued);
	y += OVER;
	rests_paint(pager, notes, count, &y);
	rests_paint(pager, &part, part.flow.len > 0, &y);
}
