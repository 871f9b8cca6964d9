#ifndef PRESENT_PRESENTER_H
#define PRESENT_PRESENTER_H

#include "present/present.h"
#include "base/index.h"
#include "base/vec.h"
#include "doc/rich.h"
#include "plan/score.h"

/* Shared by the files that present; nothing outside present/ includes this. */
struct presenter {
	struct arena *arena;
	struct report *report;
	const struct plan *plan;
	enum lang lang;
	bool draft;
	struct span source;        /* of the value being shown, for findings about it */
	struct source_seek seek;   /* in it, once there is one */
	int places;                /* least decimals of numbers: a column shows as many for all */
	unsigned tables;           /* captions given so far */
	bool *own_shown;           /* chapters of the plan's own, by position */
	size_t *own_next;          /* the next position that stands at the same place; 0: none */
	struct index own_first[2]; /* by what they come after, and by what they are part of */
	unsigned figures;
	const struct score *score;      /* of a draft, else NULL */
	unsigned gap_count;             /* places for gaps handed out so far */
	VEC(struct gap_place) gaps;     /* what is missing, and where that is shown */
	VEC(struct gap_place) chapters; /* sections, and their headings */
};

/* Where something of a path is shown in the document. */
struct gap_place {
	struct slice path;
	struct slice id;                /* of a gap */
	const struct doc_node *heading; /* of a section */
	const struct field *due;        /* of a gap that must be put right as the plan stands */
	enum doc_word mark;             /* what is to be done then */
};

/* Marks of headings that are numbered once all are known. */
#define NUMBER_CHAPTER SLICE("?")
#define NUMBER_APPENDIX SLICE("A")

struct slice show_word(struct presenter *p, enum doc_word word);
struct slice show_word1(struct presenter *p, enum doc_word word, struct slice argument);
/* The same as it stands within a sentence. */
struct slice show_label_within(struct presenter *p, const struct field *field);
struct slice show_label(struct presenter *p, const struct field *field);

/* The value as text in the document's language; lists are joined with "; ". */
struct slice show_text(struct presenter *p, const struct group *group, const struct value *value);
/* The value as inlines of a paragraph. */
void show_inline(struct presenter *p, struct doc_node *paragraph, const struct group *group,
		 const struct value *value);
/* The picture of a value that is one. */
const struct doc_image *show_image_of(struct presenter *p, const struct value *value);
/* The value as blocks: paragraphs, a list, an image; level is that of headings inside prose. */
void show_blocks(struct presenter *p, struct doc_node *parent, const struct group *group,
		 const struct value *value, unsigned level);
void show_list(struct presenter *p, struct doc_node *parent, const struct value *value,
	       bool ordered);
struct doc_node *show_heading(struct presenter *p, struct doc_node *parent, struct slice text,
			      unsigned level, struct span source);
struct doc_node *show_label_paragraph(struct presenter *p, struct doc_node *parent,
				      struct slice label, const char *after);

/* As doc_next, while the document is being made. */
struct doc_node *present_next(struct doc_node *root, struct doc_node *node);
/* Numbers, levels and anchors, once all headings are there, and the links to them. */
void present_headings(struct presenter *p, struct doc_node *body);
/* Words as an anchor: letters without marks, digits and hyphens; never empty. */
struct slice present_anchor(struct presenter *p, struct slice words);
/* Lets the plan's own links within the document lead to its headings; others are told and become
 * text. */
void present_links(struct presenter *p, struct doc *doc);
/* Does a text of the plan hold such a link, as far as can be seen without reading it? */
bool present_has_links(const struct plan *plan, enum lang lang);
/* Numbers notes as they are referred to, and puts them at the end of their chapters. */
void present_notes(struct presenter *p, struct doc_node *body);
/* What the cover and the page headers say. */
void present_cover(struct presenter *p, struct doc *doc);
/* The fields of a section, table or record, one after another, in `level`'s parts. */
void present_flow(struct presenter *p, struct doc_node *parent, const struct group *group,
		  unsigned level, const struct field *skip);
/* Whether a value tells by itself what it is, so that no label need stand before it. */
bool type_speaks_for_itself(enum type type);
/* A row of a record each, a column of a field each. */
void present_table(struct presenter *p, struct doc_node *parent, const struct value *records);
/* The field's caption with the next number, where it has one. */
void present_table_caption(struct presenter *p, struct doc_node *table, const struct field *field);
/*
 * Results (role result) of measures (name) by period (column) as a table of a column for each;
 * false where that would leave something out or be too wide, and then nothing was added.
 */
bool present_periods(struct presenter *p, struct doc_node *parent, const struct value *records);
/* A cell that holds a text, or nothing. */
struct doc_node *present_cell(struct presenter *p, struct doc_node *row, struct slice text);
void present_records(struct presenter *p, struct doc_node *parent, const struct group *group,
		     const struct value *value, unsigned level);
/* Chapters of the plan's own: those that follow a section, stand in it, or name none. */
void present_own_prepare(struct presenter *p);
void present_own_after(struct presenter *p, struct doc_node *body, struct slice key,
		       unsigned level);
void present_own_parts(struct presenter *p, struct doc_node *body, struct slice key);
bool present_own_has_parts(const struct presenter *p, struct slice key);
void present_own_rest(struct presenter *p, struct doc_node *body);
void present_own_last(struct presenter *p, struct doc_node *body);
void present_appendices(struct presenter *p, struct doc_node *body, const struct value *records);
/* figure.c: what of the records can be drawn, if anything; called before their table. */
void present_figure(struct presenter *p, struct doc_node *parent, const struct group *group,
		    const struct value *records);
/* A table of where each record is and shall come. */
void present_goals(struct presenter *p, struct doc_node *parent, const struct value *records);
/* The record that a record's field of role parent names, or NULL. */
const struct group *record_above(const struct group *record, const struct field *parent);
/* By place, which records are roots: nothing is above them, or their chain comes back. */
bool *record_roots(struct arena *arena, const struct value *records, const struct field *parent);
/* columns.c: columns that the records of a table name themselves in a field of theirs. */
size_t present_columns_most(const struct value *records, const struct field *field);
/* What the columns are called, each once, in the order of the records; returns how many. */
size_t present_columns_find(struct presenter *p, const struct value *records,
			    const struct field *field, struct slice *heads);
void present_columns_cell(struct presenter *p, struct doc_node *cell, const struct group *record,
			  const struct field *field, struct slice head);
/* A nested list along the field of role parent. */
void present_branches(struct presenter *p, struct doc_node *parent, const struct value *records);
struct slice show_record_name(struct presenter *p, const struct group *record);
/* Does the template leave these choices out, beside what stands there already (NULL: nothing)? */
bool show_is_unsaid(const struct value *value, const struct value *beside);

/* gaps.c.  What a draft has to say of a value; the weightier comes later. */
enum gap_kind { GAP_NONE, GAP_ADVISED, GAP_NEEDED, GAP_UNFILLED, GAP_WRONG };
/* Of the columns of a table: the box below it that their gaps share, once they have one. */
struct gap_box {
	const struct field *field;
	struct slice id;
	enum gap_kind kind;
	const struct value *wrong; /* a value that is no use, or NULL */
	bool unfilled;             /* a value shows that holds a placeholder */
};
/* group is NULL where the field's own section is missing. */
enum gap_kind present_gap_kind(const struct presenter *p, const struct group *group,
			       const struct field *field);
/* A box with guidance. */
void present_gap(struct presenter *p, struct doc_node *parent, const struct group *group,
		 const struct field *field);
/* Likewise of a record's name, below where that stands. */
void present_gap_name(struct presenter *p, struct doc_node *parent, const struct group *record);
/* Likewise, in a row of the cover. */
struct doc_fact present_gap_fact(struct presenter *p, const struct group *group,
				 const struct field *field);
/* A short mark in a cell that leads to the box of its column. */
void present_gap_mark(struct presenter *p, struct doc_node *cell, const struct group *group,
		      const struct field *field, struct gap_box *box);
/* Below a table: the boxes of its columns, and of what its records lack that no column shows. */
void present_gap_boxes(struct presenter *p, struct doc_node *parent, const struct value *records,
		       struct gap_box *boxes);
/* What is asked of a section or table that is not there. */
void present_gaps_missing(struct presenter *p, struct doc_node *parent, const struct field *table);
/* How complete a chapter is, below its heading. */
void present_meter(struct presenter *p, struct doc_node *body, const struct field *chapter);
/* What to do next, and how complete each chapter is, before everything else. */
void present_steps(struct presenter *p, struct doc_node *body);

#endif
