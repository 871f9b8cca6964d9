/* Tables as Markdown and HTML share them: cells as lines, the header row, the number. */
#include "render/cell.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "diag/diag.h"

struct gather {
	struct arena *arena;
	struct cell_lines lines;
	struct slice label; /* for the next line */
	struct slice joint; /* before the next line */
	unsigned depth;
	bool item;
};

static bool shows_nothing(struct arena *arena, const struct doc_node *node)
{
	return node->kind != DOC_IMAGE && doc_plain_text(arena, node).len == 0;
}

static void gather_line(struct gather *gather, const struct doc_node *node)
{
	struct cell_line *line;

	if (node && gather->label.len == 0 && shows_nothing(gather->arena, node))
		return;
	line = vec_push(gather->arena, &gather->lines);
	line->node = node;
	line->label = gather->label;
	line->joint = gather->lines.len == 1 ? SLICE("") : gather->joint;
	line->depth = gather->depth;
	line->item = gather->item;
	gather->label = SLICE("");
	gather->joint = CELL_JOINT;
	gather->item = false;
}

static void gather_children(struct gather *gather, const struct doc_node *node);

static void gather_items(struct gather *gather, const struct doc_node *list)
{
	unsigned number = list->as.list.start;

	if (gather->depth++ > 0)
		gather->joint = SLICE(": ");
	for (const struct doc_node *item = list->first; item; item = item->next, number++) {
		gather->item = true;
		if (list->as.list.ordered)
			gather->label = text_printf(gather->arena, "%u. ", number);
		gather_children(gather, item);
		gather->joint = SLICE("; ");
	}
	gather->depth--;
	gather->item = false;
	gather->label = SLICE("");
	gather->joint = CELL_JOINT;
}

static void gather_labelled(struct gather *gather, const struct doc_node *node)
{
	if (node->text.len > 0)
		gather->label = text_printf(gather->arena, "%.*s: ", SLICE_ARG(node->text));
	gather_children(gather, node);
	if (gather->label.len > 0)
		gather_line(gather, NULL);
}

static void gather_facts(struct gather *gather, const struct doc_node *table)
{
	for (const struct doc_node *row = table->first; row; row = row->next) {
		struct slice name = doc_plain_text(gather->arena, row->first);
		gather->label = text_printf(gather->arena, "%.*s: ", SLICE_ARG(name));
		for (const struct doc_node *cell = row->first->next; cell; cell = cell->next)
			gather_children(gather, cell);
	}
}

static void gather_block(struct gather *gather, const struct doc_node *node)
{
	switch (node->kind) {
	case DOC_PARAGRAPH:
	case DOC_HEADING:
	case DOC_CODE_BLOCK:
	case DOC_IMAGE:
		gather_line(gather, node);
		break;
	case DOC_LIST:
		gather_items(gather, node);
		break;
	case DOC_CALLOUT:
	case DOC_COLUMN:
	case DOC_GAP:
		gather_labelled(gather, node);
		break;
	case DOC_TABLE:
		if (node->as.table.kind == TABLE_FACTS)
			gather_facts(gather, node);
		else
			gather_children(gather, node);
		break;
	case DOC_ROOT:
	case DOC_ITEM:
	case DOC_QUOTE:
	case DOC_ROW:
	case DOC_CELL:
	case DOC_COLUMNS:
	case DOC_FIGURE:
		gather_children(gather, node);
		break;
	case DOC_DIVIDER:
	case DOC_NOTES:
	case DOC_NOTE:
	case DOC_NOTE_REF:
	case DOC_TEXT:
	case DOC_STRONG:
	case DOC_EMPHASIS:
	case DOC_MUTED:
	case DOC_CODE:
	case DOC_LINK:
	case DOC_LINE_BREAK:
	case DOC_KIND_COUNT:
		break;
	}
}

static void gather_children(struct gather *gather, const struct doc_node *node)
{
	/* A cell may hold its inlines without a paragraph around them. */
	if (node->first && doc_is_inline(node->first->kind)) {
		gather_line(gather, node);
		return;
	}
	for (const struct doc_node *child = node->first; child; child = child->next)
		gather_block(gather, child);
}

struct cell_lines cell_lines(struct arena *arena, const struct doc_node *cell)
{
	struct gather gather = { .arena = arena, .label = SLICE(""), .joint = SLICE("") };

	gather_children(&gather, cell);
	return gather.lines;
}

size_t table_width(const struct doc_node *table)
{
	size_t width = table->as.table.column_count;

	for (const struct doc_node *row = table->first; row; row = row->next) {
		size_t columns = 0;
		for (const struct doc_node *cell = row->first; cell; cell = cell->next)
			columns += cell->as.cell.span > 0 ? cell->as.cell.span : 1;
		width = columns > width ? columns : width;
	}
	return width;
}

const struct doc_node *table_header(const struct doc_node *table)
{
	return table->as.table.kind == TABLE_FACTS ? NULL : table->first;
}

struct slice table_number(struct arena *arena, const struct doc *doc, const struct doc_node *table)
{
	if (table->as.table.number.len == 0)
		return SLICE("");
	return text_printf(arena, "%.*s %.*s.", SLICE_ARG(doc_word(WORD_TABLE, doc->lang)),
			   SLICE_ARG(table->as.table.number));
}

struct slice figure_number(struct arena *arena, const struct doc *doc,
			   const struct doc_node *figure)
{
	return text_printf(arena, "%.*s %.*s.", SLICE_ARG(doc_word(WORD_FIGURE, doc->lang)),
			   SLICE_ARG(figure->as.figure->number));
}

struct slice figure_in_words(struct arena *arena, const struct doc *doc,
			     const struct doc_node *figure)
{
	struct diag_arg number = diag_text("1", figure->as.figure->number);

	return diag_fill(arena, doc_word(WORD_FIGURE_AS_TEXT, doc->lang), doc->lang, &number, 1);
}
