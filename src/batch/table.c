/* Branches in a CSV file.  The door to libcsv, which knows the quoting and does not tell places. */
#include "batch/table.h"

#include <csv.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/utf8.h"
#include "syntax/door.h"
#include "syntax/lines.h"

#define COMMENT_MARK SLICE("#")
#define LIST_MARK SLICE("[]")

/*
 * libcsv is fed one byte at a time, so that a cell or row it reports is known to end there.
 */
struct feed {
	struct csv_parser parser;
	struct arena *arena;
	struct slice text;
	size_t at;
	size_t start; /* of the row or cell that is open */
	bool is_open;
	bool is_row_end;
	bool has_text; /* a cell of the row says something */
	VEC(struct table_cell) cells;
};

static void cell_end(void *bytes, size_t len, void *data)
{
	struct feed *feed = data;
	struct table_cell *cell = vec_push(feed->arena, &feed->cells);
	size_t start = feed->start;
	size_t end = feed->at;

	while (start < end && line_is_blank(feed->text.ptr[start]))
		start++;
	while (end > start &&
	       (line_is_blank(feed->text.ptr[end - 1]) || feed->text.ptr[end - 1] == '\r'))
		end--;
	cell->text = slice_copy(feed->arena, (struct slice){ bytes ? bytes : "", len });
	cell->start = (uint32_t)start;
	cell->end = (uint32_t)end;
	feed->has_text = feed->has_text || len > 0;
	feed->start = feed->at + 1;
}

static void row_end(int terminator, void *data)
{
	struct feed *feed = data;

	(void)terminator;
	feed->is_row_end = true;
}

static bool feed_begin(struct feed *feed, struct arena *arena, struct slice text, char delimiter)
{
	*feed = (struct feed){ .arena = arena, .text = text };
	if (csv_init(&feed->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return false;
	csv_set_realloc_func(&feed->parser, memory_resize);
	csv_set_free_func(&feed->parser, memory_free);
	csv_set_delim(&feed->parser, (unsigned char)delimiter);
	return true;
}

/* --- Findings --- */

static void problem_add(struct report *report, struct span span, struct text2 problem,
			struct text2 expected)
{
	diag_add(report, DIAG_SYNTAX, span, SLICE_NONE,
		 DIAG_ARGS(diag_text2("problem", problem), diag_text2("expected", expected)));
}

static void quote_problem(struct report *report, uint32_t file, size_t at)
{
	uint32_t start = (uint32_t)at;

	problem_add(report, (struct span){ file, start, start },
		    TEXT2("dấu ngoặc kép trong bảng này không khớp",
			  "the quotes in this table do not match"),
		    TEXT2("đặt cả ô trong ngoặc kép và viết đôi dấu ngoặc kép bên trong ô",
			  "quote the whole cell, and double the quotes that stand in it"));
}

/* --- Reading --- */

struct table_cell *table_cells(struct arena *arena, const struct table *table,
			       const struct table_row *row, size_t *count)
{
	struct slice text = slice_sub(table->text, row->start, row->end);
	struct feed feed;

	*count = 0;
	if (!feed_begin(&feed, arena, text, table->delimiter))
		return NULL;
	for (; feed.at < text.len && feed.cells.len < COLUMNS_MAX; feed.at++)
		csv_parse(&feed.parser, text.ptr + feed.at, 1, cell_end, row_end, &feed);
	if (feed.cells.len < COLUMNS_MAX)
		csv_fini(&feed.parser, cell_end, row_end, &feed);
	csv_free(&feed.parser);
	*count = feed.cells.len;
	return feed.cells.items;
}

/* A row of empty cells, as spreadsheets write them below the last one that was filled, is none. */
static void row_take(struct arena *arena, struct table *table, struct feed *feed,
		     const struct table_row *row)
{
	if (table->head.end == 0)
		table->head = *row;
	else if (feed->has_text)
		*vec_push(arena, &table->rows) = *row;
	feed->has_text = false;
}

/* Where each row stands; cells are read again when they are wanted. */
static bool rows_find(struct arena *arena, struct report *report, uint32_t file,
		      struct table *table, size_t start)
{
	struct arena scratch = ARENA_INIT;
	struct table_row row = { (uint32_t)start, 0, 1 };
	struct slice text = table->text;
	uint32_t line = 1;
	bool whole = true;
	struct feed feed;

	if (!feed_begin(&feed, &scratch, text, table->delimiter))
		memory_exhausted();
	for (feed.at = start; feed.at < text.len && whole; feed.at++) {
		char c = text.ptr[feed.at];
		bool begins = !feed.is_open && !line_is_blank(c) && c != '\r' && c != '\n';
		feed.is_open = feed.is_open || begins;
		whole = csv_parse(&feed.parser, &c, 1, cell_end, row_end, &feed) == 1;
		line += c == '\n';
		if (feed.is_row_end) {
			row.end = (uint32_t)feed.at;
			row_take(arena, table, &feed, &row);
			feed.is_open = false;
			feed.is_row_end = false;
			feed.cells.len = 0;
		}
		if (!feed.is_open)
			row = (struct table_row){ (uint32_t)feed.at + 1, 0, line };
	}
	whole = whole && csv_fini(&feed.parser, cell_end, row_end, &feed) == 0;
	if (!whole)
		quote_problem(report, file, feed.at > text.len ? text.len : feed.at - 1);
	else if (feed.is_open) {
		row.end = (uint32_t)text.len;
		row_take(arena, table, &feed, &row);
	}
	csv_free(&feed.parser);
	arena_free(&scratch);
	return whole;
}

/* --- The head --- */

static bool is_comment(const struct table_cell *column)
{
	return slice_starts(column->text, COMMENT_MARK);
}

/* The path without "[]"; its parts stand between dots. */
static struct slice column_path(const struct table_cell *column)
{
	struct slice path = column->text;

	if (slice_ends(path, LIST_MARK))
		path.len -= LIST_MARK.len;
	return path;
}

static bool is_path(struct slice path)
{
	size_t start = 0;

	while (start <= path.len) {
		size_t end = slice_find(path, SLICE("."), start);
		struct slice part = slice_sub(path, start, end);
		if (part.len == 0 || slice_trim(part).len < part.len)
			return false;
		start = end + 1;
	}
	return true;
}

/* A path must be new, and neither lead through a value nor be what another leads through. */
static bool path_is_free(struct index *index, const struct table_cell *column)
{
	enum { THROUGH = 1, VALUE, LIST };
	struct slice path = column_path(column);
	bool list = path.len < column->text.len;
	bool is_new;
	size_t dot = slice_find(path, SLICE("."), 0);
	size_t *use;

	for (; dot < path.len; dot = slice_find(path, SLICE("."), dot + 1)) {
		use = index_at(index, slice_sub(path, 0, dot), &is_new);
		if (!is_new && *use != THROUGH)
			return false;
		*use = THROUGH;
	}
	use = index_at(index, path, &is_new);
	if (!is_new && !(list && *use == LIST))
		return false;
	*use = list ? LIST : VALUE;
	return true;
}

static bool head_check(struct arena *arena, struct report *report, uint32_t file,
		       struct table *table)
{
	struct index index = INDEX_IN(arena);
	size_t before = report->count;

	table->columns = table_cells(arena, table, &table->head, &table->column_count);
	/* Nor are columns without a name behind the last that has one. */
	while (table->column_count > 1 && table->columns[table->column_count - 1].text.len == 0)
		table->column_count--;
	for (size_t i = 0; table->columns && i < table->column_count; i++) {
		const struct table_cell *column = &table->columns[i];
		struct span span = { file, table->head.start + column->start,
				     table->head.start + column->end };
		if (is_comment(column))
			continue;
		if (!is_path(column_path(column)))
			problem_add(report, span,
				    TEXT2("tên cột này không phải đường dẫn tới một trường",
					  "the name of this column is no path to a field"),
				    TEXT2("ví dụ: company.name", "for example: company.name"));
		else if (!path_is_free(&index, column))
			problem_add(report, span,
				    TEXT2("cột này ghi đè lên một cột khác",
					  "this column says again what another one says"),
				    TEXT2("bỏ bớt một cột; danh sách thì đặt tên cột là 'tên[]'",
					  "leave one out; columns of a list are named 'name[]'"));
	}
	if (table->column_count == 0 || table->rows.len == 0)
		problem_add(report, (struct span){ file, 0, 0 },
			    TEXT2("bảng không có chi nhánh nào", "the table holds no branch"),
			    TEXT2("dòng đầu là tên trường, mỗi dòng sau là một chi nhánh",
				  "the first line names fields, each further one is a branch"));
	return report->count == before;
}

bool table_read(struct arena *arena, struct report *report, uint32_t file, struct table *table)
{
	const struct source *source = report_source_at(report, file);
	size_t before = report->count;
	struct slice line;
	struct door door;

	*table = (struct table){ .name = source->name, .delimiter = ',' };
	if (!door_open(&door, report, file) || report->count > before)
		return false;
	table->text = door.text;
	line = slice_sub(door.text, 0, slice_find(door.text, SLICE("\n"), 0));
	if (slice_find(line, SLICE(","), 0) == line.len &&
	    slice_find(line, SLICE(";"), 0) < line.len)
		table->delimiter = ';';
	return rows_find(arena, report, file, table, door.start) &&
	       head_check(arena, report, file, table);
}

/* --- A row as a tree --- */

struct grower {
	struct arena *arena;
	uint32_t head, row; /* sources of the report */
};

static struct node *table_below(struct grower *g, struct node *above, struct slice name,
				struct span key)
{
	struct node *node = node_get(above, name);

	if (node)
		return node;
	node = node_new(g->arena, NODE_TABLE);
	node->name = name;
	node->key = key;
	node->span = key;
	node_append(above, node);
	return node;
}

static void cell_grow(struct grower *g, struct node *root, const struct table_cell *column,
		      const struct table_cell *cell)
{
	struct slice path = column_path(column);
	struct span key = { g->head, column->start, column->end };
	struct node *above = root;
	struct node *leaf = node_new(g->arena, NODE_STRING);
	size_t start = 0;
	size_t dot;

	while ((dot = slice_find(path, SLICE("."), start)) < path.len) {
		above = table_below(g, above, slice_sub(path, start, dot), key);
		start = dot + 1;
	}
	leaf->span = (struct span){ g->row, cell->start, cell->end };
	leaf->as.string = cell->text;
	leaf->raw = cell->text;
	if (path.len < column->text.len) {
		above = table_below(g, above, slice_sub(path, start, path.len), key);
		above->kind = NODE_ARRAY;
	} else {
		leaf->name = slice_sub(path, start, path.len);
		leaf->key = key;
	}
	node_append(above, leaf);
}

struct node *table_tree(struct arena *arena, struct report *report, const struct table *table,
			size_t row)
{
	const struct table_row *place = &table->rows.items[row];
	struct slice text = slice_sub(table->text, place->start, place->end);
	struct grower g = { .arena = arena };
	struct node *root = node_new(arena, NODE_TABLE);
	struct table_cell *cells;
	size_t count;

	g.row = report_source_part(report, table->name, text, place->line - 1);
	text = slice_sub(table->text, table->head.start, table->head.end);
	g.head = report_source_part(report, table->name, text, table->head.line - 1);
	root->span = (struct span){ g.row, 0, 0 };
	cells = table_cells(arena, table, place, &count);
	for (size_t i = 0; i < count; i++) {
		if (i >= table->column_count && cells[i].text.len > 0) {
			problem_add(report, (struct span){ g.row, cells[i].start, cells[i].end },
				    TEXT2("dòng này có nhiều ô hơn dòng đầu",
					  "this row has more cells than the head"),
				    TEXT2("ô có dấu phẩy thì đặt trong ngoặc kép",
					  "put a cell with a comma between quotes"));
			break;
		}
		if (i < table->column_count && cells[i].text.len > 0 &&
		    !is_comment(&table->columns[i]))
			cell_grow(&g, root, &table->columns[i], &cells[i]);
	}
	return root;
}
