/*
 * Tables of Markdown: GitHub's pipe tables, and for CommonMark, which has none, lists: an item for
 * each row, its first cell in bold, the others below it behind the names of their columns.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "render/cell.h"
#include "render/md.h"

static void md_cell_line(struct md *md, const struct cell_line *line, bool bold)
{
	if (line->joint.len > 0) {
		md->due_space = false;
		md->due_break = false;
		buf_put(&md->out, line->joint);
		md->swallow = true;
	}
	if (line->label.len > 0)
		md_text(md, line->label);
	if (!line->node)
		return;
	if (line->node->kind == DOC_IMAGE)
		md_image(md, line->node->as.image, line->node->text);
	else if (line->node->kind == DOC_CODE_BLOCK)
		md_code(md, line->node->text);
	else if (bold)
		md_inlines_bold(md, line->node);
	else
		md_inlines(md, line->node);
}

/* Begins the next cell of the row that is being written. */
static void md_cell_open(struct md *md)
{
	buf_putc(&md->out, ' ');
	md->place = MD_CELL;
	md->fresh = true;
	md->due_space = false;
	md->due_break = false;
	md->swallow = false;
}

static void md_cell_close(struct md *md)
{
	buf_puts(&md->out, md->fresh ? "|" : " |");
}

static void md_cell(struct md *md, const struct doc_node *cell, bool bold)
{
	struct cell_lines lines = cell_lines(md->arena, cell);
	unsigned span = cell->as.cell.span;

	md_cell_open(md);
	for (size_t i = 0; i < lines.len; i++)
		md_cell_line(md, &lines.items[i], bold);
	md_cell_close(md);
	for (unsigned i = 1; i < span; i++)
		buf_puts(&md->out, " |");
}

static void md_row(struct md *md, const struct doc_node *table, const struct doc_node *row,
		   size_t width)
{
	bool heads = row == table_header(table);
	bool facts = table->as.table.kind == TABLE_FACTS;
	bool bold = row->as.row.kind != ROW_BODY;
	size_t column = 0;

	md_line(md);
	buf_putc(&md->out, '|');
	for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
		bool header = cell->as.cell.header || (facts && cell == row->first);
		md_cell(md, cell, !heads && (bold || header));
		column += cell->as.cell.span > 0 ? cell->as.cell.span : 1;
	}
	for (; column < width; column++)
		buf_puts(&md->out, " |");
	md_end_line(md);
}

static void md_delimiters(struct md *md, const struct doc_node *table, size_t width)
{
	static const char *const marks[] = {
		[ALIGN_START] = " --- |",
		[ALIGN_CENTER] = " :-: |",
		[ALIGN_END] = " --: |",
	};

	md_line(md);
	buf_putc(&md->out, '|');
	for (size_t i = 0; i < width; i++) {
		bool named = i < table->as.table.column_count;
		buf_puts(&md->out, marks[named ? table->as.table.columns[i].align : ALIGN_START]);
	}
	md_end_line(md);
}

/* A row of texts, the first in bold. */
static void md_text_row(struct md *md, const struct slice *cells, size_t count, bool bold)
{
	md_line(md);
	buf_putc(&md->out, '|');
	for (size_t i = 0; i < count; i++) {
		md_cell_open(md);
		if (bold && i == 0)
			md_bold(md, cells[i]);
		else
			md_text(md, cells[i]);
		md_cell_close(md);
	}
	md_end_line(md);
}

/* Facts have no header row of their own, and a pipe table cannot do without. */
static void md_facts_header(struct md *md, size_t width)
{
	struct slice *cells = ARENA_ARRAY(md->arena, width, struct slice);

	for (size_t i = 0; i < width; i++)
		cells[i] = SLICE("");
	cells[0] = doc_word(WORD_FACT, md->doc->lang);
	if (width > 1)
		cells[1] = doc_word(WORD_FACT_VALUE, md->doc->lang);
	md_text_row(md, cells, width, false);
}

void md_caption(struct md *md, struct slice number, struct slice words)
{
	struct doc_node text = { .kind = DOC_TEXT, .text = words };
	struct doc_node caption = { .kind = DOC_EMPHASIS, .first = &text, .last = &text };
	struct doc_node line = { .kind = DOC_PARAGRAPH, .first = &caption, .last = &caption };

	text.parent = &caption;
	caption.parent = &line;
	md_line(md);
	/* A line of emphasis alone would look like a heading to linters. */
	md_bold(md, number.len > 0 ? number : doc_word(WORD_TABLE, md->doc->lang));
	md_text(md, number.len > 0 ? SLICE(" ") : SLICE(": "));
	md_inlines(md, &line);
	md_end_line(md);
}

static void md_pipes(struct md *md, const struct doc_node *table, size_t width)
{
	const struct doc_node *header = table_header(table);

	if (header)
		md_row(md, table, header, width);
	else
		md_facts_header(md, width);
	md_delimiters(md, table, width);
	for (const struct doc_node *row = table->first; row; row = row->next) {
		if (row != header)
			md_row(md, table, row, width);
	}
}

/* --- As lists --- */

static void md_item_open(struct md *md, unsigned number)
{
	if (number > 0)
		buf_printf(&md->prefix, "%u. ", number);
	else
		md_push(md, SLICE("- "));
	md_line(md);
}

static void md_item_cell(struct md *md, const struct doc_node *cell, bool bold)
{
	struct cell_lines lines = cell_lines(md->arena, cell);

	for (size_t i = 0; i < lines.len; i++)
		md_cell_line(md, &lines.items[i], bold);
}

static bool cell_is_empty(struct md *md, const struct doc_node *cell)
{
	return cell_lines(md->arena, cell).len == 0;
}

/* The name of a column; empty where the table names none. */
static struct slice column_name(struct md *md, const struct doc_node *header, size_t column)
{
	const struct doc_node *cell = header ? header->first : NULL;

	for (; cell && column > 0; column--)
		cell = cell->next;
	return cell ? doc_plain_text(md->arena, cell) : SLICE("");
}

static void md_named_cell(struct md *md, struct slice name, const struct doc_node *cell)
{
	if (name.len > 0) {
		md_text(md, name);
		md_text(md, SLICE(": "));
	}
	md_item_cell(md, cell, false);
}

/* A fact: its name in bold, and what is said of it. */
static void md_fact_row(struct md *md, const struct doc_node *row)
{
	md_item_cell(md, row->first, true);
	for (const struct doc_node *cell = row->first->next; cell; cell = cell->next) {
		if (cell_is_empty(md, cell))
			continue;
		md_text(md, cell == row->first->next ? SLICE(": ") : CELL_JOINT);
		md_item_cell(md, cell, false);
	}
	md_end_line(md);
}

static void md_grid_row(struct md *md, const struct doc_node *header, const struct doc_node *row)
{
	size_t outer = md->prefix.len;
	bool is_head = true;
	size_t column = 0;

	for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
		struct slice name = column_name(md, header, column);
		column += cell->as.cell.span > 0 ? cell->as.cell.span : 1;
		if (cell_is_empty(md, cell))
			continue;
		if (!is_head)
			md_item_open(md, 0);
		if (is_head && cell == row->first)
			md_item_cell(md, cell, true);
		else
			md_named_cell(md, name, cell);
		md_end_line(md);
		if (!is_head)
			md_pop(md, outer);
		is_head = false;
	}
}

static bool row_is_empty(struct md *md, const struct doc_node *row)
{
	const struct doc_node *cell = row->first;

	while (cell && cell_is_empty(md, cell))
		cell = cell->next;
	return !cell;
}

/* Right behind a list the rows are numbered, to stay a list of their own. */
static void md_items(struct md *md, const struct doc_node *table)
{
	const struct doc_node *header = table_header(table);
	size_t outer = md->prefix.len;
	bool ordered = md_list_begin(md, false);
	unsigned number = 0;

	for (const struct doc_node *row = table->first; row; row = row->next) {
		if (row == header || row_is_empty(md, row))
			continue;
		md_item_open(md, ordered ? ++number : 0);
		if (table->as.table.kind == TABLE_FACTS)
			md_fact_row(md, row);
		else
			md_grid_row(md, header, row);
		md_pop(md, outer);
	}
	md_list_end(md, ordered, false);
}

void md_table(struct md *md, const struct doc_node *table)
{
	struct slice number = table_number(md->arena, md->doc, table);
	bool named = table->as.table.caption.len > 0 || number.len > 0;
	bool pipes = md->flavor == MD_GFM;
	size_t width = table_width(table);

	if (width == 0)
		return;
	if (pipes)
		md_pipes(md, table, width);
	if (pipes && named)
		md_blank_line(md);
	if (named)
		md_caption(md, number, table->as.table.caption);
	if (pipes)
		return;
	if (named)
		md_blank_line(md);
	md_items(md, table);
}

/* --- The cover --- */

static struct slice fact_words(struct md *md, const struct doc_fact *fact)
{
	if (fact->note.len == 0)
		return fact->value;
	return text_printf(md->arena, "%.*s%.*s%.*s", SLICE_ARG(fact->value), SLICE_ARG(CELL_JOINT),
			   SLICE_ARG(fact->note));
}

static void md_fact_items(struct md *md)
{
	for (size_t i = 0; i < md->doc->fact_count; i++) {
		md_item_open(md, 0);
		md_bold(md, md->doc->facts[i].label);
		md_text(md, SLICE(": "));
		md_text(md, fact_words(md, &md->doc->facts[i]));
		md_end_line(md);
		md_pop(md, 0);
	}
	md_list_end(md, false, false);
}

void md_cover_facts(struct md *md)
{
	static const struct doc_column columns[2] = { { ALIGN_START, false },
						      { ALIGN_START, false } };
	const struct doc_node table = {
		.kind = DOC_TABLE,
		.as.table = { .kind = TABLE_FACTS, .columns = columns, .column_count = 2 },
	};

	if (md->doc->fact_count == 0)
		return;
	md_blank_line(md);
	if (md->flavor == MD_COMMONMARK) {
		md_fact_items(md);
		return;
	}
	md_facts_header(md, 2);
	md_delimiters(md, &table, 2);
	for (size_t i = 0; i < md->doc->fact_count; i++) {
		const struct doc_fact *fact = &md->doc->facts[i];
		struct slice cells[2] = { fact->label, fact_words(md, fact) };
		md_text_row(md, cells, 2, true);
	}
}
