#ifndef FLOW_TABLE_H
#define FLOW_TABLE_H

#include "flow/flow.h"

/* What the files table*.c share. */

enum { BAR_GAP = 9 }; /* between the text of a cell and its bar, in points */

struct table {
	struct layouter *lay;
	const struct doc_node *node;
	struct look look;
	struct tag *tag;
	double x;
	double width;
	double padding; /* beside the text of a cell */
	size_t count;   /* columns */
	double *widths;
	double *text_widths; /* of columns with bars: the room left of them; else 0 */
	double *bar_leasts;  /* of the columns with bars: how long these are at least */
	double *curve_texts; /* of columns with curves: what their texts need in two lines; else 0
			      */
	double largest_share;
	bool wide; /* on pages that lie on their sides */
};

static inline bool table_is_facts(const struct table *table)
{
	return table->node->as.table.kind == TABLE_FACTS;
}

/* How the text of a cell looks, by its row and place. */
struct look table_cell_look(const struct table *table, const struct doc_node *row,
			    const struct doc_node *cell, size_t column);
/* Chooses widths, text_widths and bar_leasts; `free`: the paper may be turned for them. */
void table_widths_choose(struct table *table, bool free);

#endif
