/* Markdown: whatever a text holds, a reader of the file sees that text; tables stay tables. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check.h"
#include "doc/rich.h"
#include "render/render.h"
#include "render/slug.h"

static struct arena arena;

static struct slice written(struct doc_node *root)
{
	const struct doc doc = { .title = SLICE("T"), .root = root };
	const struct render_options options = { .image_base = SLICE("../p/") };
	struct slice bytes;

	render_md(&arena, NULL, &doc, &options, &bytes);
	return bytes;
}

/* What stands behind the title. */
static struct slice body(struct doc_node *root)
{
	struct slice bytes = written(root);

	return slice_sub(bytes, strlen("# T\n\n"), bytes.len);
}

static struct doc_node *read_back(struct slice markdown)
{
	struct doc_node *root = doc_node_new(&arena, DOC_ROOT);

	rich_append(&arena, root, markdown, 1, SPAN_NONE, NULL);
	return root;
}

/* Texts that would be markup if they were written as they are. */
static const char *const nasty[] = {
	"1. foo", "12) foo",    "1.",        "# x",
	"#",      "#x",         "*",         "* a",
	"_a_",    "__a__",      "a_b_c",     "<b>",
	"</b>",   "<!-- a -->", "<a@b.c>",   "<http://a.b>",
	"a < b",  "&amp;",      "&#35;",     "& b",
	"&copy",  "[x](y)",     "![x](y)",   "[x]: y",
	"[ ] x",  "a|b",        "|a|b|",     "- a",
	"-",      "---",        "--",        "-5 %",
	"+ a",    "+5 %",       "=",         "===",
	"~~~",    "~~x~~",      "~5",        "```",
	"`a`",    "`",          "> a",       ">",
	"\\",     "a\\",        "\\*",       "\\a",
	"C:\\b",  "a  b",       "www.a.b",   "http://a.b/c_d_e",
	"a@b.c",  "a!",         ":-:",       "***",
	"* * *",  "1986\\. x",  "\xc2\xa0x", "“x”",
	"₫",      "{a}",        "$a$",       "^a^",
};

/* The text as a reader sees it: blanks in a row are one. */
static struct slice seen(const char *text)
{
	struct buf buf = BUF_IN(&arena);

	for (; *text; text++) {
		if (*text != ' ' || buf.len == 0 || buf.data[buf.len - 1] != ' ')
			buf_putc(&buf, *text);
	}
	return buf_slice(&buf);
}

static struct doc_node *only_text(const struct doc_node *root, enum doc_kind kind)
{
	struct doc_node *block = root->first;

	CHECK(block && !block->next && block->kind == kind);
	CHECK(block && block->first && !block->first->next && block->first->kind == DOC_TEXT);
	return block;
}

static void test_paragraphs(void)
{
	for (size_t i = 0; i < sizeof(nasty) / sizeof(*nasty); i++) {
		struct doc_node *root = doc_node_new(&arena, DOC_ROOT);
		struct doc_node *back;
		doc_add_paragraph(&arena, root, slice_of(nasty[i]));
		back = only_text(read_back(body(root)), DOC_PARAGRAPH);
		CHECK_STR(doc_plain_text(&arena, back), slice_cstr(&arena, seen(nasty[i])));
	}
}

static void test_headings(void)
{
	for (size_t i = 0; i < sizeof(nasty) / sizeof(*nasty); i++) {
		struct doc_node *root = doc_node_new(&arena, DOC_ROOT);
		struct doc_node *heading = doc_add(&arena, root, DOC_HEADING);
		struct doc_node *back;
		heading->as.heading.level = 1;
		doc_add_text(&arena, heading, slice_of(nasty[i]));
		back = only_text(read_back(body(root)), DOC_HEADING);
		CHECK(slice_starts(body(root), SLICE("## ")));
		CHECK_STR(doc_plain_text(&arena, back), slice_cstr(&arena, seen(nasty[i])));
	}
}

static struct doc_node *add_row(struct doc_node *table, const char *a, const char *b)
{
	struct doc_node *row = doc_add(&arena, table, DOC_ROW);

	doc_add_paragraph(&arena, doc_add(&arena, row, DOC_CELL), slice_of(a));
	doc_add_paragraph(&arena, doc_add(&arena, row, DOC_CELL), slice_of(b));
	return row;
}

static void test_cells(void)
{
	for (size_t i = 0; i < sizeof(nasty) / sizeof(*nasty); i++) {
		struct doc_node *root = doc_node_new(&arena, DOC_ROOT);
		struct doc_node *table = doc_add(&arena, root, DOC_TABLE);
		const struct doc_node *back;
		add_row(table, nasty[i], "head");
		add_row(table, "b", nasty[i]);
		back = read_back(body(root))->first;
		CHECK(back && back->kind == DOC_TABLE && back->as.table.column_count == 2);
		if (!back || back->kind != DOC_TABLE)
			continue;
		CHECK_STR(doc_plain_text(&arena, back->first->first),
			  slice_cstr(&arena, seen(nasty[i])));
		CHECK_STR(doc_plain_text(&arena, back->last->last),
			  slice_cstr(&arena, seen(nasty[i])));
	}
}

static void test_marked(void)
{
	static const enum doc_kind kinds[] = { DOC_STRONG, DOC_EMPHASIS, DOC_LINK, DOC_CODE };

	for (size_t i = 0; i < sizeof(nasty) / sizeof(*nasty); i++) {
		for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
			struct doc_node *root = doc_node_new(&arena, DOC_ROOT);
			struct doc_node *line = doc_add(&arena, root, DOC_PARAGRAPH);
			struct doc_node *marked;
			doc_add_text(&arena, line, SLICE("a!"));
			marked = doc_add(&arena, line, kinds[k]);
			marked->as.link.target = SLICE("http://a.b/(c)");
			if (kinds[k] == DOC_CODE)
				marked->text = slice_of(nasty[i]);
			else
				doc_add_text(&arena, marked, slice_of(nasty[i]));
			doc_add_text(&arena, line, SLICE("b"));
			/* In code blanks stay as they are. */
			if (strstr(nasty[i], "  "))
				continue;
			CHECK_STR(doc_plain_text(&arena, read_back(body(root))->first),
				  slice_cstr(&arena, doc_plain_text(&arena, line)));
		}
	}
}

static void test_table(void)
{
	static const struct doc_column columns[] = { { ALIGN_START, false }, { ALIGN_END, true } };
	struct doc_node *root = doc_node_new(&arena, DOC_ROOT);
	struct doc_node *table = doc_add(&arena, root, DOC_TABLE);
	struct doc_node *group;

	table->as.table.columns = columns;
	table->as.table.column_count = 2;
	table->as.table.number = SLICE("9");
	table->as.table.caption = SLICE("What it costs.");
	add_row(table, "Item", "Sum");
	group = doc_add(&arena, table, DOC_ROW);
	group->as.row.kind = ROW_GROUP;
	doc_add_paragraph(&arena, doc_add(&arena, group, DOC_CELL), SLICE("People"));
	group->first->as.cell.span = 2;
	add_row(table, "a|b", "1");
	add_row(table, "Total", "1")->as.row.kind = ROW_TOTAL;
	CHECK_STR(body(root), "| Item | Sum |\n| --- | --: |\n| **People** | |\n| a\\|b | 1 |\n"
			      "| **Total** | **1** |\n\n**Bảng 9.** *What it costs.*\n");
}

static void test_cell_blocks(void)
{
	struct doc_node *root = doc_node_new(&arena, DOC_ROOT);
	struct doc_node *table = doc_add(&arena, root, DOC_TABLE);
	struct doc_node *row = doc_add(&arena, table, DOC_ROW);

	table->as.table.kind = TABLE_FACTS;
	doc_add_paragraph(&arena, doc_add(&arena, row, DOC_CELL), SLICE("a"));
	rich_append(&arena, doc_add(&arena, row, DOC_CELL),
		    SLICE("x  \ny\n\nz\n\n- 1\n- 2\n\n1. 3\n2. 4"), 1, SPAN_NONE, NULL);
	CHECK_STR(body(root), "| Mục | Nội dung |\n| --- | --- |\n"
			      "| **a** | x · y · z · 1; 2 · 1. 3; 2. 4 |\n");
}

static void test_blocks(void)
{
	static const char text[] = "- a\n  - b\n\n    c\n- d\n\n> e\n>\n> ```text\n> f\n> ```\n\n"
				   "10. g\n    - h\n11. i\n";
	struct doc_node *root = read_back(slice_of(text));

	CHECK_STR(body(root), "- a\n  - b\n\n    c\n- d\n\n> e\n>\n> ```text\n> f\n> ```\n\n"
			      "10. g\n    - h\n11. i\n");
}

static void test_fences(void)
{
	struct doc_node *root = doc_node_new(&arena, DOC_ROOT);

	doc_add(&arena, root, DOC_CODE_BLOCK)->text = SLICE("````\n\ta");
	CHECK_STR(body(root), "`````text\n````\n        a\n`````\n");
}

static void test_boxes(void)
{
	struct doc_node *root = doc_node_new(&arena, DOC_ROOT);
	struct doc_node *box = doc_add(&arena, root, DOC_CALLOUT);
	struct doc_node *gap = doc_add(&arena, root, DOC_GAP);
	struct doc_node *columns = doc_add(&arena, root, DOC_COLUMNS);
	struct doc_node *column = doc_add(&arena, columns, DOC_COLUMN);

	box->text = SLICE("To decide");
	doc_add_paragraph(&arena, box, SLICE("One more seat."));
	gap->text = SLICE("Still to write: Mission");
	doc_add_paragraph(&arena, gap, SLICE("Say why."));
	column->text = SLICE("Do");
	rich_append(&arena, column, SLICE("- a"), 1, SPAN_NONE, NULL);
	CHECK_STR(body(root), "> **To decide**\\\n> One more seat.\n>\n"
			      "> **Still to write: Mission**\\\n> Say why.\n\n**Do:**\n\n- a\n");
}

static void test_neighbouring_lists(void)
{
	struct doc_node *root = doc_node_new(&arena, DOC_ROOT);
	const struct doc_node *back;

	rich_append(&arena, root, SLICE("- a"), 1, SPAN_NONE, NULL);
	rich_append(&arena, root, SLICE("- b"), 1, SPAN_NONE, NULL);
	back = read_back(body(root));
	CHECK(back->first && back->first->next && back->last->kind == DOC_LIST);
}

static void test_slugs(void)
{
	struct slug_set set = { .arena = &arena };

	CHECK_STR(slug_add(&set, SLICE("1.1 Tuyên bố Sứ mệnh")), "11-tuyên-bố-sứ-mệnh");
	CHECK_STR(slug_add(&set, SLICE("ĐÀO TẠO")), "đào-tạo");
	CHECK_STR(slug_add(&set, SLICE("FCR: vì sao 75 %?")), "fcr-vì-sao-75-");
	CHECK_STR(slug_add(&set, SLICE("a_b - c/d")), "a_b---cd");
	CHECK_STR(slug_add(&set, SLICE("Đào tạo")), "đào-tạo-1");
	CHECK_STR(slug_add(&set, SLICE("Đào tạo")), "đào-tạo-2");
	CHECK_STR(slug_add(&set, SLICE("Đào tạo 1")), "đào-tạo-1-1");
}

static struct doc_node *add_heading(struct doc_node *root, unsigned level, const char *number,
				    const char *id)
{
	struct doc_node *heading = doc_add(&arena, root, DOC_HEADING);

	heading->as.heading.level = level;
	heading->as.heading.number = slice_of(number);
	heading->as.heading.id = slice_of(id);
	heading->as.heading.listed = true;
	doc_add_text(&arena, heading, SLICE("Đào tạo"));
	return heading;
}

static void test_contents(void)
{
	struct doc_node *root = doc_node_new(&arena, DOC_ROOT);
	struct doc_node *line;
	struct doc_node *link;

	add_heading(root, 1, "3", "training");
	add_heading(root, 2, "3.1", "first");
	line = doc_add(&arena, root, DOC_PARAGRAPH);
	link = doc_add(&arena, line, DOC_LINK);
	link->as.link.target = SLICE("#first");
	doc_add_text(&arena, link, SLICE("see"));
	CHECK_STR(body(root), "**Mục lục:**\n\n[**3 Đào tạo**](#3-đào-tạo)\\\n"
			      "\xe2\x80\x83[3.1 Đào tạo](#31-đào-tạo)\n\n"
			      "## 3 Đào tạo\n\n### 3.1 Đào tạo\n\n[see](#31-đào-tạo)\n");
}

static void test_ends(void)
{
	struct doc_node *root = doc_node_new(&arena, DOC_ROOT);
	struct doc_node *line = doc_add_paragraph(&arena, root, SLICE(" a "));

	CHECK_STR(written(NULL), "# T\n");
	doc_add(&arena, line, DOC_LINE_BREAK);
	doc_add_text(&arena, line, SLICE("  "));
	doc_add_paragraph(&arena, root, SLICE(" "));
	CHECK_STR(body(root), "a\n");
}

int main(void)
{
	test_paragraphs();
	test_headings();
	test_cells();
	test_marked();
	test_table();
	test_cell_blocks();
	test_blocks();
	test_fences();
	test_boxes();
	test_neighbouring_lists();
	test_slugs();
	test_contents();
	test_ends();
	arena_free(&arena);
	return check_result();
}
