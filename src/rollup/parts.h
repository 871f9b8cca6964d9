#ifndef ROLLUP_PARTS_H
#define ROLLUP_PARTS_H

#include "doc/doc.h"
#include "rollup/rollup.h"

/*
 * What the dashboard and the consolidated document have in common, as blocks of the document tree:
 * each part appends its heading and what stands below.
 */
struct parts {
	struct rollup *rollup;
	unsigned tables;   /* captions given so far */
	unsigned chapters; /* headings so far; numbered in a document */
	bool is_board;     /* links lead to rows of the page, else to documents */
};

enum {
	PART_ROWS_MAX = OUTLIERS_NAMED_MAX, /* of lists that could name every branch; */
	BOARD_ROWS_MAX = 20,                /* the dashboard's table finds the others */
};

struct doc_node *part_heading(struct parts *parts, struct doc_node *parent, enum rollup_word word,
			      const char *id);
void part_kpis(struct parts *parts, struct doc_node *parent);
void part_regions(struct parts *parts, struct doc_node *parent);
void part_categories(struct parts *parts, struct doc_node *parent);
void part_attention(struct parts *parts, struct doc_node *parent);
void part_outliers(struct parts *parts, struct doc_node *parent);
void part_differences(struct parts *parts, struct doc_node *parent);
/* Every branch in a table, by region; the dashboard has one of its own. */
void part_branches(struct parts *parts, struct doc_node *parent);

size_t part_rows_max(const struct parts *parts);
/* The id of a branch's row on the dashboard: "b12". */
struct slice branch_anchor(const struct rollup *rollup, size_t at);

/* Building tables. */
struct part_column {
	enum rollup_word word;
	bool is_number;
};
struct doc_node *part_table(struct parts *parts, struct doc_node *parent,
			    const struct part_column *columns, size_t count);
struct doc_node *part_row(struct parts *parts, struct doc_node *table, enum doc_row_kind kind);
struct doc_node *part_cell(struct parts *parts, struct doc_node *row, struct slice text);
/* A lighter line below what the cell says. */
void part_note(struct parts *parts, struct doc_node *cell, struct slice text);
/* The name of a branch, as a link where there is something to lead to. */
void part_branch(struct parts *parts, struct doc_node *paragraph, const struct branch_name *branch);
struct doc_node *part_branch_cell(struct parts *parts, struct doc_node *row,
				  const struct branch_name *branch);
void part_money_cell(struct parts *parts, struct doc_node *row, const struct money_total *money);

#endif
