#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "base/index.h"
#include "base/lang.h"
#include "base/vec.h"
#include "diag/span.h"

/*
 * The finished content of a document, before any format: what stands between the plan and the
 * renderers.  Renderers see this tree and nothing else, so no format has content of its own.
 * Everything in it is final text in the document's language; renderers add no words but those of
 * words.def.
 */

enum doc_kind {
	/* Blocks */
	DOC_ROOT,
	DOC_HEADING,    /* inline children; starts a part that runs to the next one of its level */
	DOC_PARAGRAPH,  /* inline children */
	DOC_LIST,       /* children: DOC_ITEM */
	DOC_ITEM,       /* block children */
	DOC_QUOTE,      /* block children */
	DOC_CODE_BLOCK, /* text */
	DOC_DIVIDER,
	DOC_TABLE,   /* children: DOC_ROW */
	DOC_ROW,     /* children: DOC_CELL */
	DOC_CELL,    /* block children, mostly paragraphs */
	DOC_CALLOUT, /* text = its label; block children */
	DOC_COLUMNS, /* children: DOC_COLUMN, side by side where there is room */
	DOC_COLUMN,  /* text = its label; block children */
	DOC_IMAGE,   /* text = alternative text */
	DOC_FIGURE,  /* text = what it is called; block children: the same in words, or none
			   when what follows says it */
	DOC_NOTES,   /* children: DOC_NOTE, what the references before it lead to */
	DOC_NOTE,    /* text = its number; block children */
	DOC_GAP,     /* draft only: text = what is missing; block children: guidance */
	/* Inlines */
	DOC_TEXT, /* text */
	DOC_STRONG,
	DOC_EMPHASIS,
	DOC_MUTED,    /* a second line or remark of less weight */
	DOC_CODE,     /* text */
	DOC_LINK,     /* inline children */
	DOC_NOTE_REF, /* leads to a note */
	DOC_LINE_BREAK,
	DOC_KIND_COUNT
};

enum doc_align { ALIGN_START, ALIGN_CENTER, ALIGN_END };

enum doc_table_kind {
	TABLE_GRID,  /* a header row on top */
	TABLE_FACTS, /* no header row: the first cell of each row is its header */
};

/* From where to where something shall come, on a scale from 0 to 1. */
struct doc_scale {
	double from;
	double to;
};

/* How a measure has gone, evenly spaced in time, on a scale from 0 to 1. */
struct doc_series {
	double *points;
	size_t count;
};

enum doc_row_kind { ROW_BODY, ROW_HEADER, ROW_GROUP, ROW_TOTAL };

enum doc_tone { TONE_PLAIN, TONE_GOOD, TONE_BAD };

struct doc_column {
	enum doc_align align;
	bool tight; /* never wrap this column while another can give way: dates, amounts */
};

enum image_type { IMAGE_PNG, IMAGE_JPEG };

struct doc_image {
	struct slice path;  /* as the plan writes it, relative to the plan's file */
	struct slice bytes; /* the file's content */
	enum image_type type;
	uint32_t width; /* pixels, as it is to be seen */
	uint32_t height;
	unsigned colors; /* of a JPEG, for each pixel: 4 for printing inks */
	unsigned turn;   /* of its rows for that, as in EXIF; browsers do it themselves */
	bool portrait;   /* of somebody a card is about: small */
};

/*
 * What a figure shows, before it is drawn: boxes with lines between them, or a grid of cells. Which
 * parts are used depends on the kind; figure/ turns them into shapes.
 */
enum figure_kind {
	FIGURE_TREE,     /* nodes with parents */
	FIGURE_LADDER,   /* nodes in order, each a step above the one before */
	FIGURE_ROSTER,   /* grid: 7 days by 24 hours */
	FIGURE_FLOW,     /* nodes in order, edges between them */
	FIGURE_MATRIX,   /* grid with words */
	FIGURE_CALENDAR, /* nodes at days of a year */
	FIGURE_APPROVAL, /* nodes side by side, with room to sign */
	FIGURE_JOURNEY,  /* nodes in columns */
	FIGURE_BARS,     /* nodes side by side, each with a column of the grid below */
	FIGURE_KIND_COUNT
};

enum { FIGURE_NO_NODE = -1 };

struct figure_node {
	struct slice title;
	struct slice badge;            /* short, beside the title */
	struct slice note;             /* lighter, below it */
	struct slice remark;           /* asks for attention */
	const struct doc_image *image; /* of a tree: who leads, or NULL */
	struct slice image_of;         /* whom it shows */
	int parent;                    /* place of the node above or before it, or FIGURE_NO_NODE */
	bool open;                     /* a vacancy: dashed */
	bool aside;                    /* beside the way, not on it; of a flow: an outcome */
	bool decision;                 /* of a flow: a question */
	double start;                  /* of a calendar: months from the beginning, 0 … */
	double end;                    /* of a bar: its height, 0 … 1 */
	size_t column;                 /* of a journey */
};

struct figure_edge {
	size_t from;
	size_t to;
	struct slice label;
};

struct figure_cell {
	struct slice text;
	double weight; /* 0 … 1: how deep its colour is */
	bool outlined;
	bool alert;
};

struct doc_figure {
	enum figure_kind kind;
	struct slice description; /* for those who cannot see it */
	struct slice caption;
	struct slice number; /* "2" */
	struct figure_node *nodes;
	size_t node_count;
	struct figure_edge *edges;
	size_t edge_count;
	struct slice *rows; /* labels */
	size_t row_count;
	struct slice *columns;
	size_t column_count;
	struct figure_cell *cells; /* row by row */
};

/* A footnote, wherever it is referred to. */
struct doc_note {
	struct slice number;      /* "1", counted through the document */
	size_t place;             /* the same to count with; 0 where nothing refers to it */
	unsigned uses;            /* references to it */
	struct doc_node *content; /* DOC_NOTE */
};

struct doc_node {
	enum doc_kind kind;
	struct doc_node *parent;
	struct doc_node *first;
	struct doc_node *last;
	struct doc_node *next;
	struct slice text;
	struct span source; /* of the plan value it came from, for findings; may be SPAN_NONE */
	union {
		struct {
			unsigned level;      /* 1 for a chapter */
			struct slice number; /* "3", "3.1", "A"; empty for none */
			struct slice id;     /* unique in the document; anchors and links */
			bool listed;         /* stands in the contents */
		} heading;
		struct {
			bool ordered;
			bool tight;
			unsigned start;
		} list;
		struct {
			enum doc_table_kind kind;
			const struct doc_column *columns;
			size_t column_count;
			struct slice caption; /* may be empty */
			struct slice number;  /* of the caption, "9"; may be empty */
			bool is_scale;        /* a full bar is 1, not the largest share */
		} table;
		struct {
			enum doc_row_kind kind;
		} row;
		struct {
			unsigned span;  /* columns it covers, 1 mostly */
			bool header;    /* row header */
			bool has_share; /* draw a bar for share; the text says the same */
			double share;   /* 0 … 1 */
			const struct doc_scale *scale;   /* drawn instead of a bar, or NULL */
			const struct doc_series *series; /* likewise */
		} cell;
		struct {
			enum doc_tone tone;
		} box; /* DOC_CALLOUT and DOC_COLUMN */
		struct {
			struct slice target;            /* "#id" of a heading or gap, else a URL */
			const struct doc_node *heading; /* whose id it gets, once it has one */
		} link;
		struct {
			struct slice id; /* of this place, for links: "#gap_1" */
			bool advised;    /* the document could do without it */
		} gap;
		struct {
			struct doc_note *note;
			unsigned use; /* of a reference: the how manieth it is, from 1 */
		} note;               /* DOC_NOTE and DOC_NOTE_REF */
		const struct doc_image *image;
		const struct doc_figure *figure;
	} as;
};

/* A row of the table at the foot of the cover. */
struct doc_fact {
	struct slice label;
	struct slice value;
	struct slice note; /* a second, lighter line; may be empty */
	struct slice gap;  /* in a draft: the id of this place, where the value is missing */
};

struct doc {
	enum lang lang;      /* of the program's words and of numbers and dates */
	enum lang text_lang; /* of the plan's own texts: the same, unless it holds none in lang */
	bool draft;          /* every page says so */
	struct slice title;
	struct slice subtitle; /* the period */
	struct slice company;
	struct slice author;
	struct slice subject;
	struct slice footer;          /* version and status, for the foot of pages */
	struct slice date;            /* ISO date the document holds as its own, or empty */
	const struct doc_image *logo; /* or NULL */
	struct slice logo_alt;
	const struct doc_fact *facts;
	size_t fact_count;
	struct doc_node *root; /* DOC_ROOT: what follows cover and contents */
};

/* Words a renderer may add. */
enum doc_word {
#define WORD(id, vi, en) WORD_##id,
#include "doc/words.def"
#undef WORD
	WORD_COUNT
};

struct slice doc_word(enum doc_word word, enum lang lang);

struct arena;

struct doc_node *doc_node_new(struct arena *arena, enum doc_kind kind);
struct doc_node *doc_append(struct doc_node *parent, struct doc_node *child);
/* Appends a new node and returns it. */
struct doc_node *doc_add(struct arena *arena, struct doc_node *parent, enum doc_kind kind);
struct doc_node *doc_add_text(struct arena *arena, struct doc_node *parent, struct slice text);
/* A paragraph that holds one text. */
struct doc_node *doc_add_paragraph(struct arena *arena, struct doc_node *parent, struct slice text);
bool doc_is_inline(enum doc_kind kind);
/* All text below a node, in one line: headings in the contents, alternative texts. */
struct slice doc_plain_text(struct arena *arena, const struct doc_node *node);
/* The next node in document order after `node`, staying below `root`; NULL at the end. */
const struct doc_node *doc_next(const struct doc_node *root, const struct doc_node *node);
/* Where links within a document lead, gathered once for all of them. */
struct doc_places {
	struct index index; /* from ids of headings and gaps into the list */
	VEC(struct slice) headings;
};
struct doc_places doc_places(struct arena *arena, const struct doc *doc);
/*
 * The id of the heading that "#id" leads to: that heading, or the one a gap of that id stands
 * under.  Empty when there is none.
 */
struct slice doc_heading_at(const struct doc_places *places, struct slice target);

#endif
