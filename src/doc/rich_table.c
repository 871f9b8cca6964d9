/* Pipe tables of rich text: paragraphs whose source is one. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "doc/pipe.h"
#include "doc/rich_tree.h"

/*
 * The source of a paragraph's line without the marks of the lists and quotes around it.  The first
 * line starts where the parser says; the others have at most as many marks, fewer when they are
 * lazy.
 */
static struct slice paragraph_line(const struct rich *rich, size_t first, size_t marks,
				   size_t number)
{
	struct slice line = rich->lines.items[number];
	size_t from = 0;

	if (number == first)
		return slice_trim(slice_sub(line, marks, line.len));
	while (from < marks && from < line.len && strchr(" \t>", line.ptr[from]))
		from++;
	return slice_trim(slice_sub(line, from, line.len));
}

static void rich_row(struct rich *rich, const struct pipe_table *table, struct slice line,
		     enum doc_row_kind kind)
{
	struct doc_node *row = rich_open(rich, DOC_ROW);
	struct slice *cells = ARENA_ARRAY(rich->arena, table->column_count, struct slice);
	size_t count;

	row->as.row.kind = kind;
	count = pipe_split(rich->arena, line, cells, table->column_count);
	if (count > table->column_count && rich->host && rich->host->spill)
		rich->host->spill(rich->host->data, line, count, table->column_count);
	for (size_t i = 0; i < table->column_count; i++) {
		rich_open(rich, DOC_CELL);
		rich_open(rich, DOC_PARAGRAPH);
		rich_read_inline(rich, cells[i]);
		rich_close(rich);
		rich_close(rich);
	}
	rich_close(rich);
}

static void rich_table(struct rich *rich, const struct pipe_table *table, const struct slice *lines,
		       size_t count)
{
	struct doc_node *node = rich_open(rich, DOC_TABLE);

	node->as.table.kind = TABLE_GRID;
	node->as.table.columns = table->columns;
	node->as.table.column_count = table->column_count;
	rich_row(rich, table, lines[table->header], ROW_HEADER);
	for (size_t i = table->header + 2; i < count; i++)
		rich_row(rich, table, lines[i], ROW_BODY);
	rich_close(rich);
}

/* The text in front of a table, which cmark took for one paragraph with it. */
static void rich_text_before(struct rich *rich, const struct slice *lines, size_t count)
{
	struct buf text = BUF_IN(rich->arena);
	struct rich before = *rich;

	for (size_t i = 0; i < count; i++) {
		buf_put(&text, lines[i]);
		buf_putc(&text, '\n');
	}
	rich_read(&before, buf_slice(&text));
}

bool rich_enter_table(struct rich *rich, size_t first, size_t end, size_t marks)
{
	struct pipe_table table;
	struct slice *lines;

	if (end > rich->lines.len)
		end = rich->lines.len;
	if (first + 1 >= end)
		return false;
	lines = ARENA_ARRAY(rich->arena, end - first, struct slice);
	for (size_t i = first; i < end; i++)
		lines[i - first] = paragraph_line(rich, first, marks, i);
	if (!pipe_find(rich->arena, lines, end - first, &table))
		return false;
	rich_text_before(rich, lines, table.header);
	rich_table(rich, &table, lines, end - first);
	return true;
}
