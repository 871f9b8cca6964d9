/*
 * Tables of a page: captions, header cells with their scope, groups, totals, bars for shares.  A
 * table that may be too wide for a phone stands in a region of its own that scrolls.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "render/cell.h"
#include "render/html.h"

/* The narrowest screen, and about how wide a character and the room around a cell are. */
enum { NARROWEST = 320, CHARACTER = 9, CELL_ROOM = 24, BAR_ROOM = 110 };
/* A column with a text longer than this needs room to wrap in. */
enum { SHORT_TEXT = 20 };
/* A label up to this long may run over the empty cells behind it. */
enum { LABEL_LENGTH = 48 };

struct table {
	const struct doc_node *node;
	const struct doc_node *header;
	size_t width;
	bool *shares; /* which columns show bars, */
	bool *texts;  /* and which hold texts that wrap */
	bool wide;
};

static size_t longest_word(struct slice text, bool whole)
{
	size_t longest = 0;
	size_t from = 0;

	if (whole)
		return utf8_count(text);
	while (from < text.len) {
		size_t end = slice_find(text, SLICE(" "), from);
		size_t length = utf8_count(slice_sub(text, from, end));
		longest = length > longest ? length : longest;
		from = end + 1;
	}
	return longest;
}

static bool column_is_tight(const struct doc_node *table, size_t column)
{
	return column < table->as.table.column_count && table->as.table.columns[column].tight;
}

/* Finds the columns with bars, and whether the table may be too wide for the narrowest screen. */
static void table_measure(struct html *html, struct table *table)
{
	size_t *words = ARENA_ARRAY(html->arena, table->width, size_t);
	size_t total = 0;

	for (const struct doc_node *row = table->node->first; row; row = row->next) {
		size_t column = 0;
		for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
			struct slice text = doc_plain_text(html->arena, cell);
			size_t word = longest_word(text, column_is_tight(table->node, column));
			bool single = cell->as.cell.span <= 1;
			if (single && word > words[column])
				words[column] = word;
			table->shares[column] |= cell->as.cell.has_share;
			table->texts[column] |= single && utf8_count(text) > SHORT_TEXT;
			column += single ? 1 : cell->as.cell.span;
		}
	}
	for (size_t i = 0; i < table->width; i++)
		total += words[i] * CHARACTER + CELL_ROOM + (table->shares[i] ? BAR_ROOM : 0);
	table->wide = total > NARROWEST;
}

static void html_cell_line(struct html *html, xmlNode *parent, const struct cell_line *line)
{
	if (line->label.len > 0)
		html_text(html, html_add_class(html, parent, "span", "ordinal"), line->label);
	if (!line->node)
		return;
	if (line->node->kind == DOC_IMAGE)
		html_image(html, parent, line->node->as.image, line->node->text);
	else if (line->node->kind == DOC_CODE_BLOCK)
		html_text(html, html_add(html, parent, "code"), line->node->text);
	else
		html_inlines(html, parent, line->node, true);
}

/* Lists in cells are lines with bullets: their text has to stay one line in Markdown. */
static const char *line_class(const struct cell_line *line)
{
	if (line->depth == 0)
		return "line";
	if (!line->item)
		return line->depth > 1 ? "line more deep" : "line more";
	if (line->label.len > 0)
		return line->depth > 1 ? "line counted deep" : "line counted";
	return line->depth > 1 ? "line item deep" : "line item";
}

static void html_cell_lines(struct html *html, xmlNode *parent, const struct doc_node *cell)
{
	struct cell_lines lines = cell_lines(html->arena, cell);

	if (lines.len == 1 && lines.items[0].depth == 0) {
		html_cell_line(html, parent, &lines.items[0]);
		return;
	}
	for (size_t i = 0; i < lines.len; i++) {
		xmlNode *line = html_add_class(html, parent, "span", line_class(&lines.items[i]));
		if (lines.items[i].joint.len > 0)
			html_text(html, html_add_class(html, line, "span", "joint"),
				  lines.items[i].joint);
		html_cell_line(html, line, &lines.items[i]);
	}
}

static void html_bar(struct html *html, xmlNode *parent, double share)
{
	xmlNode *svg = html_add_class(html, parent, "svg", "bar");
	xmlNode *bar = html_add(html, svg, "rect");
	double part = share < 0 ? 0 : share > 1 ? 1 : share;
	/* Thousandths as whole numbers, so that no locale and no rounding can change the bytes. */
	unsigned long width = (unsigned long)(part * 1000 + 0.5);

	html_attr(html, svg, "viewBox", SLICE("0 0 1000 10"));
	html_attr(html, svg, "preserveAspectRatio", SLICE("none"));
	html_attr(html, svg, "aria-hidden", SLICE("true"));
	html_attr_number(html, bar, "width", width);
	html_attr(html, bar, "height", SLICE("10"));
}

/* A circle where it is, a diamond where it shall come; places in whole points of a hundred. */
static void html_scale(struct html *html, xmlNode *parent, const struct doc_scale *scale)
{
	xmlNode *svg = html_add_class(html, parent, "svg", "scale");
	unsigned long from = 4 + (unsigned long)(scale->from * 92 + 0.5);
	unsigned long to = 4 + (unsigned long)(scale->to * 92 + 0.5);
	unsigned long left = from < to ? from : to;
	xmlNode *node = html_add_class(html, svg, "path", "s-hairline");

	html_attr(html, svg, "viewBox", SLICE("0 0 100 10"));
	html_attr(html, svg, "aria-hidden", SLICE("true"));
	html_attr(html, node, "d", SLICE("M0 5H100"));
	node = html_add_class(html, svg, "path", "s-accent thick");
	html_attr(html, node, "d", text_printf(html->arena, "M%lu 5H%lu", left, from + to - left));
	node = html_add_class(html, svg, "circle", "f-paper s-ink");
	html_attr_number(html, node, "cx", from);
	html_attr(html, node, "cy", SLICE("5"));
	html_attr(html, node, "r", SLICE("3"));
	node = html_add_class(html, svg, "path", "f-accent");
	html_attr(html, node, "d", text_printf(html->arena, "M%lu 5l4 -4l4 4l-4 4z", to - 4));
}

/* A line through the points with a circle at the last; places in whole points of a hundred. */
static void html_series(struct html *html, xmlNode *parent, const struct doc_series *series)
{
	xmlNode *svg = html_add_class(html, parent, "svg", "scale");
	xmlNode *node = html_add_class(html, svg, "path", "s-accent thick");
	struct buf path = BUF_IN(html->arena);
	unsigned long y = 0;

	for (size_t i = 0; i < series->count; i++) {
		unsigned long x = 4 + (unsigned long)(92 * i / (series->count - 1));
		y = 9 - (unsigned long)(series->points[i] * 8 + 0.5);
		buf_printf(&path, "%s%lu %lu", i > 0 ? "L" : "M", x, y);
	}
	html_attr(html, svg, "viewBox", SLICE("0 0 100 10"));
	html_attr(html, svg, "aria-hidden", SLICE("true"));
	html_attr(html, node, "d", buf_slice(&path));
	html_attr(html, node, "fill", SLICE("none"));
	node = html_add_class(html, svg, "circle", "f-paper s-ink");
	html_attr_number(html, node, "cx", 96);
	html_attr_number(html, node, "cy", y);
	html_attr(html, node, "r", SLICE("3"));
}

static void html_cell_content(struct html *html, xmlNode *node, const struct doc_node *cell,
			      bool share)
{
	bool drawn = cell->as.cell.scale || cell->as.cell.series;
	xmlNode *box = node;

	if (!share) {
		html_cell_lines(html, node, cell);
		return;
	}
	box = html_add_class(html, node, "span", drawn ? "share scaled" : "share");
	html_cell_lines(html, html_add_class(html, box, "span", "amount"), cell);
	if (cell->as.cell.scale)
		html_scale(html, box, cell->as.cell.scale);
	else if (cell->as.cell.series)
		html_series(html, box, cell->as.cell.series);
	else if (cell->as.cell.has_share)
		html_bar(html, box, cell->as.cell.share);
}

static void cell_classes(struct html *html, xmlNode *node, const struct table *table, size_t column,
			 bool over)
{
	struct buf class = BUF_IN(html->arena);
	enum doc_align align = ALIGN_START;

	if (column < table->node->as.table.column_count)
		align = table->node->as.table.columns[column].align;
	if (table->shares[column])
		buf_puts(&class, "shares");
	else if (align != ALIGN_START)
		buf_puts(&class, align == ALIGN_END ? "end" : "center");
	if (over)
		buf_puts(&class, " over");
	else if (column_is_tight(table->node, column))
		buf_puts(&class, " tight");
	else if (table->texts[column])
		buf_puts(&class, " text");
	if (class.len > 0)
		html_attr(html, node, "class", slice_trim(buf_slice(&class)));
}

static const char *cell_scope(const struct table *table, const struct doc_node *row,
			      const struct doc_node *cell)
{
	bool named = cell->first != NULL;
	bool first = cell == row->first;

	if (row == table->header || row->as.row.kind == ROW_HEADER)
		return named ? "col" : NULL;
	if (row->as.row.kind == ROW_GROUP && first)
		return "rowgroup";
	return cell->as.cell.header ? "row" : NULL;
}

/*
 * A cell over several columns is one cell and empty ones behind it, as in Markdown, while its text
 * is a label; a long text needs the room and covers them.
 */
static void html_cell(struct html *html, xmlNode *tr, const struct table *table,
		      const struct doc_node *row, const struct doc_node *cell, size_t column)
{
	unsigned span = cell->as.cell.span > 0 ? cell->as.cell.span : 1;
	const char *scope = cell_scope(table, row, cell);
	bool label = span > 1 && utf8_count(doc_plain_text(html->arena, cell)) <= LABEL_LENGTH;
	xmlNode *node = html_add(html, tr, scope ? "th" : "td");

	if (scope)
		html_attr(html, node, "scope", slice_of(scope));
	if (span > 1 && !label)
		html_attr_number(html, node, "colspan", span);
	cell_classes(html, node, table, column, label);
	html_cell_content(html, node, cell, table->shares[column] && span == 1);
	for (unsigned i = 1; label && i < span; i++)
		html_add(html, tr, "td");
}

static void html_row(struct html *html, xmlNode *parent, const struct table *table,
		     const struct doc_node *row)
{
	static const char *const classes[] = {
		[ROW_BODY] = NULL,
		[ROW_HEADER] = NULL,
		[ROW_GROUP] = "group",
		[ROW_TOTAL] = "total",
	};
	const char *class = classes[row->as.row.kind];
	xmlNode *tr = html_add(html, parent, "tr");
	size_t column = 0;

	if (class && row != table->header)
		html_attr(html, tr, "class", slice_of(class));
	for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
		html_cell(html, tr, table, row, cell, column);
		column += cell->as.cell.span > 0 ? cell->as.cell.span : 1;
	}
	for (; column < table->width; column++)
		html_add(html, tr, "td");
	html_newline(html, parent);
}

static bool only_totals_follow(const struct doc_node *row)
{
	while (row && row->as.row.kind == ROW_TOTAL)
		row = row->next;
	return row == NULL;
}

/* A part of the table that rows go to: thead, tbody, tfoot. */
static xmlNode *row_group(struct html *html, xmlNode *table, const char *name)
{
	xmlNode *group = html_add(html, table, name);

	html_newline(html, group);
	html_newline(html, table);
	return group;
}

static void html_rows(struct html *html, xmlNode *parent, const struct table *table)
{
	xmlNode *group = NULL;
	bool foot = false;
	const struct doc_node *row = table->node->first;

	if (table->header) {
		html_row(html, row_group(html, parent, "thead"), table, table->header);
		row = row->next;
	}
	for (; row; row = row->next) {
		bool total = row->as.row.kind == ROW_TOTAL && only_totals_follow(row);
		if (total && !foot)
			group = row_group(html, parent, "tfoot");
		else if (!group || row->as.row.kind == ROW_GROUP)
			group = row_group(html, parent, "tbody");
		foot = total;
		html_row(html, group, table, row);
	}
}

/* The header row that facts have in Markdown; seen only by those who listen. */
static void html_facts_header(struct html *html, xmlNode *table)
{
	xmlNode *row = html_add(html, html_add_class(html, table, "thead", "unseen"), "tr");

	for (int i = 0; i < 2; i++) {
		enum doc_word word = i == 0 ? WORD_FACT : WORD_FACT_VALUE;
		xmlNode *cell = html_add(html, row, "th");
		html_attr(html, cell, "scope", SLICE("col"));
		html_text(html, cell, doc_word(word, html->doc->lang));
	}
	html_newline(html, table);
}

static void html_caption(struct html *html, xmlNode *parent, const struct doc_node *table)
{
	struct slice number = table_number(html->arena, html->doc, table);
	xmlNode *caption;

	if (number.len == 0 && table->as.table.caption.len == 0)
		return;
	caption = html_add(html, parent, "caption");
	if (number.len > 0) {
		html_text(html, html_add(html, caption, "strong"), number);
		html_text(html, caption, SLICE(" "));
	}
	html_text(html, caption, table->as.table.caption);
	html_newline(html, parent);
}

/* What a region is called: its table's number and caption, else its part; every name once. */
static struct slice region_name(struct html *html, const struct doc_node *table)
{
	struct slice number = table_number(html->arena, html->doc, table);
	struct slice name = table->as.table.caption;
	struct html_name *entry;

	if (name.len == 0)
		name = html->part.len > 0 ? html->part : doc_word(WORD_TABLE, html->doc->lang);
	if (number.len > 0)
		name = text_printf(html->arena, "%.*s %.*s", SLICE_ARG(number), SLICE_ARG(name));
	for (size_t i = 0; i < html->name_count; i++) {
		entry = &html->names[i];
		if (slice_equal(entry->text, name))
			return text_printf(html->arena, "%.*s (%u)", SLICE_ARG(name),
					   ++entry->uses);
	}
	html->names = vec_grow(html->arena, html->names, html->name_count, &html->name_cap,
			       sizeof(*html->names));
	entry = &html->names[html->name_count++];
	*entry = (struct html_name){ name, 1 };
	return name;
}

static xmlNode *table_box(struct html *html, xmlNode *parent, const struct table *table)
{
	xmlNode *region;

	if (!table->wide)
		return html_add_class(html, parent, "div", "table");
	region = html_add_class(html, parent, "section", table->width > 5 ? "table many" : "table");
	html_attr(html, region, "aria-label", region_name(html, table->node));
	html_attr(html, region, "tabindex", SLICE("0"));
	return region;
}

void html_table(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	struct table table = {
		.node = node,
		.header = table_header(node),
		.width = table_width(node),
	};
	bool facts = node->as.table.kind == TABLE_FACTS;
	xmlNode *element;

	table.shares = ARENA_ARRAY(html->arena, table.width, bool);
	table.texts = ARENA_ARRAY(html->arena, table.width, bool);
	table_measure(html, &table);
	element = html_add_class(html, table_box(html, parent, &table), "table",
				 facts ? "facts" : "grid");
	html_newline(html, element);
	html_caption(html, element, node);
	if (facts)
		html_facts_header(html, element);
	html_rows(html, element, &table);
}

void html_facts(struct html *html, xmlNode *parent)
{
	xmlNode *table = html_add_class(html, parent, "table", "facts cover-facts");
	xmlNode *body;

	html_newline(html, table);
	html_facts_header(html, table);
	body = row_group(html, table, "tbody");
	for (size_t i = 0; i < html->doc->fact_count; i++) {
		const struct doc_fact *fact = &html->doc->facts[i];
		xmlNode *row = html_add(html, body, "tr");
		xmlNode *label = html_add(html, row, "th");
		xmlNode *value = html_add(html, row, "td");
		html_attr(html, label, "scope", SLICE("row"));
		html_text(html, label, fact->label);
		if (fact->gap.len > 0) {
			html_attr(html, row, "id", html_id(html, fact->gap));
			html_attr(html, value, "class", SLICE("lacking"));
		}
		html_text(html, value, fact->value);
		if (fact->note.len > 0) {
			html_text(html, html_add_class(html, value, "span", "joint"), CELL_JOINT);
			html_text(html, html_add_class(html, value, "span", "note"), fact->note);
		}
		html_newline(html, body);
	}
	html_newline(html, parent);
}
