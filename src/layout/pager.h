#ifndef LAYOUT_PAGER_H
#define LAYOUT_PAGER_H

#include "flow/flow.h"
#include "layout/layout.h"

/* What the files of this folder share: flows onto pages, and pages that are no flow. */

struct heading_list {
	struct heading_place *items;
	size_t len;
	size_t cap;
};

/* A note on its way to a page. */
struct foot_note {
	const struct note_flow *content;
	bool placed; /* it has come to a page */
	struct note_place at;
	size_t seen; /* the number of the sum it was counted in last */
};

struct foot_notes {
	struct foot_note *items; /* in the order of doc_note.place */
	size_t count;
	size_t sums; /* made so far */
};

/* Notes for the foot of a page and of those after it. */
struct foot {
	struct foot_rest *items;
	size_t len;
	size_t cap;
	size_t first;   /* that has not been painted, or not all of it */
	double whole;   /* the height of all of them, with the rule above; 0 for none */
	double height;  /* what text leaves them */
	double painted; /* of the page that was ended last */
	bool carried;   /* they come from the page before, and the page has no text yet */
};

/*
 * Notes that items refer to and that have not been placed, each counted once.  Sums made later may
 * count what this one has counted, and nothing else before this one is done.
 */
struct foot_sum {
	size_t number;
	double before;                /* of all but the last */
	const struct foot_note *last; /* or NULL for none */
};

/* paginate.c */
struct pager {
	struct layouter *lay;
	struct page *pages;
	size_t len;
	size_t cap;
	double y;                   /* where the next item goes */
	bool wide;                  /* the page lies on its side, and so do those that follow */
	bool fresh;                 /* nothing stands on the page yet */
	double squeeze;             /* part of the space between items that is left out */
	const struct tracks *ruled; /* the last row with a rule below, on this page ... */
	double ruled_x;             /* ... and where that is */
	double ruled_y;
	size_t begun; /* pages so far, also those of tries that were given up */
	struct heading_list headings;
	struct foot_notes *notes;
	struct foot foot;
};
void pager_page(struct pager *pager);
void pager_flow(struct pager *pager, const struct flow *flow);
/* Adds what is still to stand at the foot. */
void pager_end(struct pager *pager);
/* The lower edge of the room for text and notes, and the height of that room. */
double page_bottom(const struct pager *pager);
double page_whole(const struct pager *pager);
void paint_flow(struct pager *pager, const struct flow *flow, double x, double y);
struct op *page_op(struct layouter *lay, struct page *page, enum op_kind kind);
/* Paints an item at a place of the current page. */
void pager_paint(struct pager *pager, const struct flow_item *item, double x, double y);

/* foot.c: notes at the foot of a page */
static inline struct foot_sum foot_sum(const struct pager *pager)
{
	return (struct foot_sum){ .number = ++pager->notes->sums };
}
void foot_count_all(const struct pager *pager, const struct flow_item *item, struct foot_sum *sum);
static inline void foot_count(const struct pager *pager, const struct flow_item *item,
			      struct foot_sum *sum)
{
	if (pager->notes->count > 0)
		foot_count_all(pager, item, sum);
}
/* How high a foot is in which they are put, at least, less the room text has left for it. */
double foot_beside(const struct foot *foot, const struct foot_sum *sum);
/* How much higher they make the foot of the page, at least ... */
static inline double foot_more(const struct pager *pager, const struct foot_sum *sum)
{
	return sum->last ? foot_beside(&pager->foot, sum) : 0;
}
/* ... and how high one of their own. */
static inline double foot_alone(const struct foot_sum *sum)
{
	return sum->last ? foot_beside(&(struct foot){ 0 }, sum) : 0;
}
/* How much of an item with tracks stands in a room together with its notes. */
double foot_room(const struct pager *pager, const struct tracks *tracks, double room);
/* Takes the notes of an item that ends at y onto the page. */
void foot_take(struct pager *pager, const struct flow_item *item, double y);
/* Leaves the rest of notes from the page before to the next one, as far as it may. */
void foot_yield(struct pager *pager);
void foot_begin(struct pager *pager);
void foot_end(struct pager *pager);

/* cover.c, contents.c */
void cover_pages(struct pager *pager);
/* Contents for headings whose pages are known but for what stands before them. */
void contents_pages(struct pager *pager, const struct heading_list *headings);

/* running.c */
void running_texts(struct layouter *lay, struct page *pages, size_t count);
struct look plain_look(struct type_size type, enum text_style style, uint32_t color);
/* How far into the room something of this width begins. */
double side_offset(enum theme_side side, double room, double width);
/* The theme's logo, as large as the box lets it be; it has neither place nor tag yet. */
struct op *logo_op(struct layouter *lay, struct page *page, double width, double height);

#endif
