/* Rich text: what CommonMark and pipe tables become, what stays text, and how deep it goes. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check.h"
#include "doc/pipe.h"
#include "doc/rich.h"

static struct arena arena;

static const char *const kind_names[] = {
	[DOC_ROOT] = "root",
	[DOC_HEADING] = "heading",
	[DOC_PARAGRAPH] = "paragraph",
	[DOC_LIST] = "list",
	[DOC_ITEM] = "item",
	[DOC_QUOTE] = "quote",
	[DOC_CODE_BLOCK] = "code-block",
	[DOC_DIVIDER] = "divider",
	[DOC_TABLE] = "table",
	[DOC_ROW] = "row",
	[DOC_CELL] = "cell",
	[DOC_CALLOUT] = "callout",
	[DOC_COLUMNS] = "columns",
	[DOC_COLUMN] = "column",
	[DOC_IMAGE] = "image",
	[DOC_FIGURE] = "figure",
	[DOC_NOTES] = "notes",
	[DOC_NOTE] = "note",
	[DOC_GAP] = "gap",
	[DOC_TEXT] = "text",
	[DOC_STRONG] = "strong",
	[DOC_EMPHASIS] = "emphasis",
	[DOC_MUTED] = "muted",
	[DOC_CODE] = "code",
	[DOC_LINK] = "link",
	[DOC_NOTE_REF] = "note-ref",
	[DOC_LINE_BREAK] = "line-break",
};

_Static_assert(sizeof(kind_names) / sizeof(*kind_names) == DOC_KIND_COUNT, "every kind has a name");

static struct doc_node *read_rich(const char *markdown, const struct rich_host *host)
{
	struct doc_node *root = doc_node_new(&arena, DOC_ROOT);

	rich_append(&arena, root, slice_of(markdown), 3, SPAN_NONE, host);
	return root;
}

static struct doc_node *read_text(const char *markdown)
{
	return read_rich(markdown, NULL);
}

static void put_shape(struct buf *buf, const struct doc_node *node)
{
	buf_puts(buf, kind_names[node->kind]);
	if (node->text.len > 0)
		buf_printf(buf, " '%.*s'", SLICE_ARG(node->text));
	if (!node->first)
		return;
	buf_putc(buf, '(');
	for (const struct doc_node *child = node->first; child; child = child->next) {
		put_shape(buf, child);
		buf_puts(buf, child->next ? " " : "");
	}
	buf_putc(buf, ')');
}

/* The tree on one line. */
static struct slice shape(const char *markdown)
{
	struct buf buf = BUF_IN(&arena);

	put_shape(&buf, read_text(markdown));
	return buf_slice(&buf);
}

static size_t depth_of(const struct doc_node *root)
{
	size_t deepest = 0;

	for (const struct doc_node *node = root; node; node = doc_next(root, node)) {
		size_t depth = 0;
		for (const struct doc_node *up = node; up != root; up = up->parent)
			depth++;
		deepest = depth > deepest ? depth : deepest;
	}
	return deepest;
}

static void test_blocks(void)
{
	CHECK_STR(shape(""), "root");
	CHECK_STR(shape("a\nb"), "root(paragraph(text 'a b'))");
	CHECK_STR(shape("a  \nb"), "root(paragraph(text 'a' line-break text 'b'))");
	CHECK_STR(shape("> a\n\n***"), "root(quote(paragraph(text 'a')) divider)");
	CHECK_STR(shape("- a\n- b"),
		  "root(list(item(paragraph(text 'a')) item(paragraph(text 'b'))))");
	CHECK_STR(shape("```sh\na\n\n b\n```"), "root(code-block 'a\n\n b')");
	CHECK_STR(shape("-"), "root(list(item))");
}

static void test_lists(void)
{
	const struct doc_node *tight = read_text("3. a\n4. b")->first;
	const struct doc_node *loose = read_text("- a\n\n- b")->first;

	CHECK(tight->as.list.ordered && tight->as.list.tight && tight->as.list.start == 3);
	CHECK(!loose->as.list.ordered && !loose->as.list.tight);
}

static void test_headings(void)
{
	const struct doc_node *first = read_text("# A\n\n### B\n\n###### C")->first;

	CHECK(first->kind == DOC_HEADING && first->as.heading.level == 3);
	CHECK(first->next->as.heading.level == 5);
	CHECK(first->next->next->as.heading.level == 6);
	CHECK(!first->as.heading.listed && first->as.heading.id.len == 0);
	first = read_text("### A\n\n## B")->first;
	CHECK(first->as.heading.level == 4 && first->next->as.heading.level == 3);
}

static void test_inlines(void)
{
	CHECK_STR(
		shape("*a* **b** `c`"),
		"root(paragraph(emphasis(text 'a') text ' ' strong(text 'b') text ' ' code 'c'))");
	CHECK_STR(shape("a &amp; \\*b\\*"), "root(paragraph(text 'a & *b*'))");
	CHECK_STR(shape("[](http://a.b)"), "root");
}

static void test_raw_html(void)
{
	CHECK_STR(shape("a <b onclick=\"x\">c</b>"),
		  "root(paragraph(text 'a <b onclick=\"x\">c</b>'))");
	CHECK_STR(shape("<script>\nx()\n</script>"),
		  "root(paragraph(text '<script>' line-break text 'x()' line-break "
		  "text '</script>'))");
	CHECK_STR(shape("<!-- a -->"), "root(paragraph(text '<!-- a -->'))");
}

static void test_targets(void)
{
	CHECK(rich_target_is_safe(SLICE("https://a.b/c?d#e")));
	CHECK(rich_target_is_safe(SLICE("HTTP://a.b")));
	CHECK(rich_target_is_safe(SLICE("mailto:a@b.c")));
	CHECK(rich_target_is_safe(SLICE("tel:+84901234567")));
	CHECK(rich_target_is_safe(SLICE("#part")));
	CHECK(rich_target_is_safe(SLICE("../a/b.pdf")));
	CHECK(rich_target_is_safe(SLICE("a/b:c")));
	CHECK(!rich_target_is_safe(SLICE("")));
	CHECK(!rich_target_is_safe(SLICE("javascript:alert(1)")));
	CHECK(!rich_target_is_safe(SLICE("JavaScript:alert(1)")));
	CHECK(!rich_target_is_safe(SLICE("java\tscript:alert(1)")));
	CHECK(!rich_target_is_safe(SLICE(" javascript:alert(1)")));
	CHECK(!rich_target_is_safe(SLICE("data:text/html,x")));
	CHECK(!rich_target_is_safe(SLICE("file:///etc/passwd")));
	CHECK_STR(shape("[a *b*](javascript:x)"), "root(paragraph(text 'a ' emphasis(text 'b')))");
	CHECK_STR(shape("[a](https://b.c)"), "root(paragraph(link(text 'a')))");
}

static const struct doc_image picture;

static const struct doc_image *find_picture(void *data, struct slice path, struct slice alt)
{
	(void)data;
	(void)alt;
	return slice_is(path, "a.png") ? &picture : NULL;
}

static void test_images(void)
{
	const struct rich_host host = { find_picture, NULL, NULL };
	const struct doc_node *root = read_rich("x ![alt *b*](a.png) y\n\nz", &host);

	CHECK(root->first->kind == DOC_PARAGRAPH && root->first->next->kind == DOC_IMAGE);
	CHECK(root->first->next->as.image == &picture);
	CHECK_STR(root->first->next->text, "alt b");
	CHECK(root->last->kind == DOC_PARAGRAPH);
	CHECK(read_rich("![alt](a.png)", &host)->first->kind == DOC_IMAGE);
	CHECK_STR(shape("![alt](a.png)"), "root(paragraph(text 'alt'))");
}

static void count_cells(void *data, struct slice row, size_t cells, size_t columns)
{
	size_t *told = data;

	CHECK_STR(row, "| 3 | 4 | 5 |");
	*told = cells * 10 + columns;
}

static void test_spilling(void)
{
	size_t told = 0;
	const struct rich_host host = { find_picture, count_cells, &told };

	read_rich("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 | 5 |\n| 6 |", &host);
	CHECK(told == 32);
}

static void test_tables(void)
{
	const struct doc_node *table = read_text("| a | b |\n|:-:|--:|\n| 1 | 2 |\n| 3 |")->first;
	const struct doc_node *row = table->first;

	CHECK(table->kind == DOC_TABLE && table->as.table.kind == TABLE_GRID);
	CHECK(table->as.table.column_count == 2);
	CHECK(table->as.table.columns[0].align == ALIGN_CENTER);
	CHECK(table->as.table.columns[1].align == ALIGN_END);
	CHECK(row->as.row.kind == ROW_HEADER && row->next->as.row.kind == ROW_BODY);
	CHECK_STR(doc_plain_text(&arena, row->next->last), "2");
	CHECK(table->last->first && table->last->first->next && !table->last->last->first);
}

static void test_table_cells(void)
{
	CHECK_STR(shape("a | b\n--- | ---\n`x \\| y` | **z** \\| # 1. w"),
		  "root(table(row(cell(paragraph(text 'a')) cell(paragraph(text 'b'))) "
		  "row(cell(paragraph(code 'x | y')) "
		  "cell(paragraph(strong(text 'z') text ' | # 1. w')))))");
	/* More cells than the header has are left out, as GFM says. */
	CHECK_STR(shape("| a |\n|---|\n| 1 | 2 |"),
		  "root(table(row(cell(paragraph(text 'a'))) row(cell(paragraph(text '1')))))");
}

static void test_table_places(void)
{
	const char *cell = "table(row(cell(paragraph(text 'a')) cell(paragraph(text 'b'))))";
	struct slice text = text_printf(&arena, "root(paragraph(text 'x') %s)", cell);
	struct slice quote = text_printf(&arena, "root(quote(%s))", cell);
	struct slice item = text_printf(&arena, "root(list(item(paragraph(text 'x') %s)))", cell);

	CHECK_STR(shape("x\n|a|b|\n|-|-|"), slice_cstr(&arena, text));
	CHECK_STR(shape("> |a|b|\n> |-|-|"), slice_cstr(&arena, quote));
	CHECK_STR(shape("- x\n\n  |a|b|\n  |-|-|"), slice_cstr(&arena, item));
	/* No table: another number of cells, or no delimiter row. */
	CHECK(read_text("|a|b|c|\n|-|-|")->first->kind == DOC_PARAGRAPH);
	CHECK(read_text("|a|b|\n|c|d|")->first->kind == DOC_PARAGRAPH);
}

/* A wide header over many short rows must not fill the memory. */
static void test_table_bounds(void)
{
	struct buf text = BUF_IN(&arena);

	for (int i = 0; i < 500; i++)
		buf_puts(&text, "|a");
	buf_putc(&text, '\n');
	for (int i = 0; i < 500; i++)
		buf_puts(&text, "|-");
	for (int i = 0; i < 500; i++)
		buf_puts(&text, "\nx");
	CHECK(read_text(slice_cstr(&arena, buf_slice(&text)))->first->kind == DOC_PARAGRAPH);
}

static struct slice nested(const char *open, size_t count, const char *close)
{
	struct buf text = BUF_IN(&arena);

	for (size_t i = 0; i < count; i++)
		buf_puts(&text, open);
	buf_putc(&text, 'x');
	for (size_t i = 0; i < count; i++)
		buf_puts(&text, close);
	return buf_slice(&text);
}

static void test_depth(void)
{
	static const char *const marks[][2] = {
		{ "> ", "" }, { "- ", "" }, { "*a ", " b*" }, { "**a ", " b**" }, { "[", "](b)" },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		struct slice text = nested(marks[i][0], 3000, marks[i][1]);
		const struct doc_node *root = read_text(slice_cstr(&arena, text));
		struct slice plain = doc_plain_text(&arena, root);
		CHECK(depth_of(root) <= RICH_MAX_DEPTH + 8);
		CHECK(slice_find(plain, SLICE("x"), 0) < plain.len);
	}
}

static void test_inline_only(void)
{
	struct doc_node *node = doc_node_new(&arena, DOC_PARAGRAPH);
	struct buf buf = BUF_IN(&arena);

	rich_append_inline(&arena, node, SLICE("1. *a* # b #"), SPAN_NONE);
	put_shape(&buf, node);
	CHECK_STR(buf_slice(&buf), "paragraph(text '1. ' emphasis(text 'a') text ' # b #')");
}

static void test_source(void)
{
	struct doc_node *root = doc_node_new(&arena, DOC_ROOT);

	rich_append(&arena, root, SLICE("a\n\n|b|\n|-|"), 1, (struct span){ 1, 5, 9 }, NULL);
	for (const struct doc_node *node = root->first; node; node = doc_next(root, node))
		CHECK(node->source.file == 1 && node->source.end == 9);
}

int main(void)
{
	test_blocks();
	test_lists();
	test_headings();
	test_inlines();
	test_raw_html();
	test_targets();
	test_images();
	test_tables();
	test_spilling();
	test_table_cells();
	test_table_places();
	test_table_bounds();
	test_depth();
	test_inline_only();
	test_source();
	arena_free(&arena);
	return check_result();
}
