#ifndef BATCH_TABLE_H
#define BATCH_TABLE_H

#include "base/vec.h"
#include "diag/diag.h"
#include "syntax/tree.h"

/*
 * Branches in a CSV file, a row each: the head names paths in a plan, a cell gives the value there,
 * and an empty one leaves what the base plan says.  A column "a.b[]" adds an item to a list; one
 * that begins with "#" is no value of the plan.  Commas or semicolons part the cells, whichever the
 * head has.  Empty cells behind the columns, and rows of nothing else, do not count.  Rows are kept
 * as places in the file and read when they are wanted.
 */

enum { TABLE_SIZE_MAX = 1024 * 1024 * 1024, COLUMNS_MAX = 1000 };

struct table_cell {
	struct slice text;   /* what it says; quotes and blanks around it are gone */
	uint32_t start, end; /* in its row, quotes included */
};

struct table_row {
	uint32_t start, end; /* in the file, from the beginning of its line */
	uint32_t line;       /* from 1 */
};

struct table {
	struct slice name, text;
	char delimiter;
	struct table_row head;
	struct table_cell *columns;
	size_t column_count;
	VEC(struct table_row) rows;
};

/* Reads source `file` of the report; false when a finding tells why it cannot be used. */
bool table_read(struct arena *arena, struct report *report, uint32_t file, struct table *table);
/* The cells of a row, or of the head; at most COLUMNS_MAX. */
struct table_cell *table_cells(struct arena *arena, const struct table *table,
			       const struct table_row *row, size_t *count);
/*
 * What a row says as a tree to lay over the base plan.  Head and row become sources of the report,
 * the row's first.  A row with more cells than the head is a finding.
 */
struct node *table_tree(struct arena *arena, struct report *report, const struct table *table,
			size_t row);

#endif
