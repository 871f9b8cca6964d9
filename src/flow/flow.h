#ifndef FLOW_FLOW_H
#define FLOW_FLOW_H

#include "base/index.h"
#include "base/vec.h"
#include "flow/op.h"
#include "theme/theme.h"

/*
 * What the files of this folder share: content cut into items that stand one under the other, each
 * painted whole on one page, with what is known about where a page may end between them.
 */

/* What lies behind and beside a stretch of items: call-outs, quotes, gaps. */
struct frame {
	struct frame *outer;
	double x;
	double width;
	uint32_t fill;
	bool filled;
	uint32_t bar_color;
	double bar; /* thickness of the bar at the left; 0 for none */
	bool dashed;
	size_t page;    /* where it is being painted: what `pager.begun` was there ... */
	size_t fill_op; /* ... and places of its ops there */
	size_t bar_op;
	size_t dash_op;
};

struct flow_item;

struct flow {
	struct flow_item *items;
	size_t len;
	size_t cap;
	double after;        /* space the last item wants below it */
	struct frame *frame; /* of items to come */
};

/* Flows side by side: the cells of a row, columns. */
struct track {
	double x;
	struct flow flow;
};

struct tracks {
	struct track *items;
	size_t count;
	double x;
	double width;
	double padding;
	bool filled;
	uint32_t fill;
	double rule_above; /* thickness, 0 for none */
	double rule_below;
	uint32_t above_color;
	uint32_t below_color;
	bool loose; /* may be cut at any page end, not only when taller than a page */
};

/* The header rows of a table, to be set again on every further page. */
struct table_head {
	struct flow rows;
	double height;
};

struct flow_item {
	double before; /* space above; none at the head of a page */
	double height;
	double baseline; /* of its first line */
	double need;     /* goes to the next page when less than this remains */
	bool keep;       /* stays with the next one */
	bool wide;       /* stands on a page that lies on its side */
	struct frame *frame;
	struct op *ops; /* relative to the item's upper left corner */
	size_t op_count;
	size_t op_cap;
	struct tracks *tracks; /* or NULL */
	const struct table_head *head;
	const struct doc_node *heading;
	struct tag *figure;                /* whose place on its page this item is */
	const struct figure_place *redraw; /* of the first panel of a figure that may be parted */
	struct note_mark *notes;           /* that its text refers to, in this order */
};

struct note_mark {
	const struct doc_note *note;
	struct note_mark *next;
};

/* A figure in a flow, so that it can be drawn again in panels that fill what is left of a page. */
struct figure_place {
	const struct doc_figure *figure;
	double x;
	double width;
	size_t panels; /* items of the flow that follow each other */
};

/* Pieces of text; see atoms.h. */
struct atoms {
	struct atom *items;
	size_t len;
	size_t cap;
};

/* A note that is to stand at the foot of a page. */
struct note_flow {
	struct flow flow;
	double height;
	double least; /* what must stand on the page of the first reference */
	bool marked;  /* an item refers to it */
};

struct note_flows {
	struct note_flow *items; /* in the order of doc_note.place */
	size_t len;
	double hang; /* room for their numbers */
};

struct layouter {
	struct arena *arena;
	struct measure measure;
	struct theme theme;
	const struct doc *doc;
	struct doc_places places;
	struct tag_tree tags;
	struct note_flows notes;
	unsigned last_level; /* of headings, for tags */
	struct atoms atoms;  /* for atoms on their way into an array of the right size */
	struct cut **cuts;   /* of nodes that were measured, by hash */
};

enum { CUT_SLOTS = 4096 };

/* How text looks where nothing else is said. */
struct look {
	struct type_size type;
	enum text_style style;
	uint32_t color;
	enum doc_align align;
};

/* Where a block stands and what it belongs to. */
struct spot {
	double x;
	double width;
	struct look look;
	struct tag *tag;
};

/* How far below the upper edge of a line its baseline is. */
static inline double line_baseline(struct type_size type)
{
	return type.leading / 2 + type.size * TEXT_MIDDLE;
}

/* Against rounding, in points. */
static const double hair = 0.01;

struct flow_item *flow_add(struct layouter *lay, struct flow *flow, double before, double height);
/*
 * Hangs a label beside the first line of what a flow got from an item on, and before it in reading
 * order; where there is nothing, beside an empty line.  Returns that item, whose first op it is.
 */
struct flow_item *flow_label(struct layouter *lay, struct flow *flow, size_t first,
			     struct slice label, const struct spot *spot);
/* Asks for space below what was added last. */
void flow_space(struct flow *flow, double after);
/* Makes room for items whose number is known. */
void flow_reserve(struct layouter *lay, struct flow *flow, size_t more);
double flow_height(const struct flow *flow);
/* Of its first items, up to where it may be parted. */
double flow_least(const struct flow *flow);
struct op *item_op(struct layouter *lay, struct flow_item *item, enum op_kind kind);
/* The height of an item with tracks, from their flows. */
double tracks_height(const struct tracks *tracks);

/* inline.c: text to lines */
struct extent {
	double least; /* the widest piece that cannot be broken */
	double most;  /* all in one line */
};
void inline_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		 struct flow *flow);
void text_flow(struct layouter *lay, struct slice text, const struct spot *spot, struct flow *flow);
/* A label in bold or colour, and text behind it in the look of the place. */
struct labelled {
	struct slice label;
	struct look label_look;
	struct slice text;
	const struct doc_node *node; /* used instead of text when not NULL */
	double gap;                  /* between the two, wide enough to hang the text on */
};
void labelled_flow(struct layouter *lay, const struct labelled *labelled, const struct spot *spot,
		   struct flow *flow);
struct extent inline_extent(struct layouter *lay, const struct doc_node *node,
			    const struct look *look);
struct extent text_extent(struct layouter *lay, struct slice text, const struct look *look);
/* Puts text on a baseline; the op's width tells how far it reaches. */
struct op *text_op(struct layouter *lay, struct flow_item *item, struct slice text,
		   const struct look *look);

/* block.c, list.c, extent.c, table.c */
enum { NARROWEST = 60 }; /* points: deeper nesting is not indented further */
/* The room below a paragraph, a list or what else stands where they could. */
double paragraph_after(const struct layouter *lay, const struct look *look,
		       const struct doc_node *node);
/* How far the items of a list stand in from their labels. */
double list_indent(const struct layouter *lay, const struct doc_node *list,
		   const struct look *look);
void list_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
	       struct flow *flow);
void block_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		struct flow *flow);
void blocks_flow(struct layouter *lay, const struct doc_node *parent, const struct spot *spot,
		 struct flow *flow);
struct extent blocks_extent(struct layouter *lay, const struct doc_node *parent,
			    const struct look *look);
void table_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		struct flow *flow);

/* Tables wider than this stand on pages that lie on their sides, which have this much room. */
double text_width(const struct theme *theme, bool wide);

/* notes.c: notes stand at the foot of the page on which they are first referred to */
void notes_open(struct layouter *lay);
/* Sets the notes of a chapter, whose items are all in the flow. */
void notes_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		struct flow *flow);
/* Remembers that the text of an item refers to a note; false where pages have no such note. */
bool note_mark(struct layouter *lay, struct flow_item *item, const struct doc_note *note);

/* figure.c */
void figure_flow(struct layouter *lay, const struct doc_node *node, const struct spot *spot,
		 struct flow *flow);

/* widths.c */
enum { MOST_COLUMNS = 256 };

/* What a column asks for and what it may come down to. */
struct column_need {
	double least;
	double most;
	double firm; /* what it keeps while another can give way: dates, amounts; else 0 */
	bool bar;    /* what is above its least is the length of bars */
};
/* Divides `room` among columns; the widths add up to it. */
void columns_divide(const struct column_need *needs, size_t count, double room, double *widths);

/* Text between two places where a line may end. */
struct cell_piece {
	double width;  /* without the space behind it ... */
	double space;  /* ... which is this wide */
	double indent; /* where lines of its paragraph begin */
	bool ends;     /* the line */
};

/* What stands in a cell; cells are sorted by row. */
struct cell_lines {
	size_t row;
	size_t column;
	const struct cell_piece *pieces;
	size_t count;
	bool tight;     /* dates, amounts: not broken gladly */
	uint8_t *known; /* for balance.c: lines at widths that were asked for */
};
struct cell_list {
	struct cell_lines *cells;
	size_t count;
	double padding; /* of a cell, both sides together */
};
struct cell_lines blocks_lines(struct layouter *lay, const struct doc_node *parent,
			       const struct look *look);

/* balance.c: moves width from column to column as long as that saves lines. */
void columns_balance(struct arena *arena, const struct cell_list *list,
		     const struct column_need *needs, size_t count, double *widths);

/* cut.c: what fits into room goes to parts[0], the rest to parts[1]; some of it when forced */
bool flow_cut(struct layouter *lay, const struct flow *flow, double room, bool force,
	      struct flow parts[2]);
bool item_cut(struct layouter *lay, const struct flow_item *item, double room, bool force,
	      struct flow_item parts[2]);

/*
 * figure.c: a figure that may be parted in panels no taller than room, which is part_least of a
 * page or more.  The panels belong to the tags of the items before.
 */
void figure_part(struct layouter *lay, const struct flow_item *items, double room,
		 struct flow *flow);
/* Of a page: what is taller is rather parted than that it leaves much of a page empty ... */
static const double part_above = 0.33;
/* ... where this much is left. */
static const double part_least = 0.25;

#endif
