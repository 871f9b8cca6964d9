/* GFM pipe tables, which cmark takes for paragraphs.  Knows lines and cells, no inlines. */
#include "doc/pipe.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* A backslash hides the punctuation behind it, so "\\|" ends a cell and "\|" does not. */
static size_t cell_end(struct slice row, size_t at)
{
	while (at < row.len && row.ptr[at] != '|') {
		if (row.ptr[at] == '\\' && at + 1 < row.len && strchr("\\|", row.ptr[at + 1]))
			at++;
		at++;
	}
	return at;
}

static struct slice cell_text(struct arena *arena, struct slice raw)
{
	struct buf text = BUF_IN(arena);

	raw = slice_trim(raw);
	if (slice_find(raw, SLICE("\\|"), 0) == raw.len)
		return raw;
	for (size_t i = 0; i < raw.len; i++) {
		if (raw.ptr[i] == '\\' && i + 1 < raw.len && raw.ptr[i + 1] == '|')
			i++;
		buf_putc(&text, raw.ptr[i]);
	}
	return buf_slice(&text);
}

size_t pipe_split(struct arena *arena, struct slice row, struct slice *cells, size_t limit)
{
	size_t count = 0;
	size_t at = 0;

	row = slice_trim(row);
	if (row.len > 0 && row.ptr[0] == '|')
		at = 1;
	while (at < row.len) {
		size_t end = cell_end(row, at);
		if (cells && count < limit)
			cells[count] = cell_text(arena, slice_sub(row, at, end));
		count++;
		at = end + 1;
	}
	return count;
}

/* Short rows under a wide header would let a small text fill the memory with empty cells. */
static bool cells_are_bounded(const struct slice *rows, size_t count, size_t column_count)
{
	enum { MOST_MISSING = 16384 };
	size_t missing = 0;

	for (size_t i = 0; i < count && missing <= MOST_MISSING; i++) {
		size_t have = pipe_split(NULL, rows[i], NULL, 0);
		missing += have < column_count ? column_count - have : 0;
	}
	return missing <= MOST_MISSING;
}

static bool delimiter_align(struct slice cell, enum doc_align *align)
{
	bool starts = cell.len > 0 && cell.ptr[0] == ':';
	bool ends = cell.len > 1 && cell.ptr[cell.len - 1] == ':';
	struct slice dashes = slice_sub(cell, starts ? 1 : 0, cell.len - (ends ? 1 : 0));

	if (dashes.len == 0)
		return false;
	for (size_t i = 0; i < dashes.len; i++) {
		if (dashes.ptr[i] != '-')
			return false;
	}
	*align = !ends ? ALIGN_START : starts ? ALIGN_CENTER : ALIGN_END;
	return true;
}

static bool delimiter_row(struct arena *arena, struct slice line, struct pipe_table *table)
{
	size_t count;
	struct slice *cells;

	/* Most lines are told apart by their characters alone. */
	for (size_t i = 0; i < line.len; i++) {
		if (!strchr("|-: \t", line.ptr[i]))
			return false;
	}
	count = pipe_split(NULL, line, NULL, 0);
	if (count == 0)
		return false;
	cells = ARENA_ARRAY(arena, count, struct slice);
	table->columns = ARENA_ARRAY(arena, count, struct doc_column);
	table->column_count = count;
	pipe_split(arena, line, cells, count);
	for (size_t i = 0; i < count; i++) {
		if (!delimiter_align(cells[i], &table->columns[i].align))
			return false;
	}
	return true;
}

bool pipe_find(struct arena *arena, const struct slice *lines, size_t count,
	       struct pipe_table *table)
{
	for (size_t i = 1; i < count; i++) {
		if (!delimiter_row(arena, lines[i], table))
			continue;
		if (pipe_split(NULL, lines[i - 1], NULL, 0) != table->column_count)
			continue;
		table->header = i - 1;
		return cells_are_bounded(lines + i + 1, count - i - 1, table->column_count);
	}
	return false;
}
