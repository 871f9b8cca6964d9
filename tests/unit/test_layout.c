/* Lines, columns and pages, measured with letters that are all equally wide. */
#include "check.h"

#include <linebreak.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "flow/flow.h"
#include "layout/layout.h"
#include "render/render.h"

enum { ADVANCE = 500 }; /* half the type size: 5 points in body text */

static struct layouter layouter_new(struct arena *arena, const struct doc *doc)
{
	struct layouter lay = { .arena = arena,
				.measure = measure_fixed(arena, ADVANCE),
				.theme = *theme_standard(arena),
				.doc = doc,
				.tags = { .arena = arena } };

	tag_add(&lay.tags, NULL, TAG_DOCUMENT);
	return lay;
}

/* The text set into a width, lines joined with '|'. */
static struct slice lines_of(struct arena *arena, const char *text, double width)
{
	struct doc doc = { .lang = LANG_VI, .root = doc_node_new(arena, DOC_ROOT) };
	struct layouter lay = layouter_new(arena, &doc);
	struct spot spot = {
		0, width, { lay.theme.body, STYLE_REGULAR, 0, ALIGN_START }, lay.tags.root
	};
	struct flow flow = { 0 };
	struct buf out = BUF_IN(arena);

	text_flow(&lay, slice_of(text), &spot, &flow);
	for (size_t i = 0; i < flow.len; i++) {
		buf_puts(&out, i > 0 ? "|" : "");
		for (size_t k = 0; k < flow.items[i].op_count; k++) {
			buf_put(&out, flow.items[i].ops[k].run->text);
			buf_repeat(&out, ' ', flow.items[i].ops[k].spaces);
		}
	}
	return buf_slice(&out);
}

static void test_lines(struct arena *arena)
{
	CHECK_STR(lines_of(arena, "một hai ba", 100), "một hai ba");
	CHECK_STR(lines_of(arena, "một hai ba", 35), "một hai |ba");
	/* The space at the end of a line needs no room. */
	CHECK_STR(lines_of(arena, "một hai ba", 36), "một hai |ba");
	CHECK_STR(lines_of(arena, "một hai ba", 15), "một |hai |ba");
	CHECK_STR(lines_of(arena, "", 100), "");
	/* What the widths of columns take for fitting, lines do too. */
	CHECK_STR(lines_of(arena, "một hai ba", 50 - hair / 2), "một hai ba");
	CHECK_STR(lines_of(arena, "một hai ba", 50 - hair * 2), "một hai |ba");
	/* A number stays with its unit, a dash with the word before it. */
	CHECK_STR(lines_of(arena, "giá 300 ₫ nhé", 40), "giá |300 ₫ |nhé");
	CHECK_STR(lines_of(arena, "tăng 80 % rồi", 35), "tăng |80 % |rồi");
	CHECK_STR(lines_of(arena, "năm – sáu", 25), "năm – |sáu");
	CHECK_STR(lines_of(arena, "chờ 30 phút nhé", 40), "chờ |30 phút |nhé");
	CHECK_STR(lines_of(arena, "tại TP. HCM nhé", 40), "tại |TP. HCM |nhé");
	CHECK_STR(lines_of(arena, "rồi nghỉ. Sau", 45), "rồi nghỉ. |Sau");
	/* The fewest lines, and among those the most even; not "aaa bb| cc|ddddd". */
	CHECK_STR(lines_of(arena, "aaa bb cc ddddd eeeeee", 30), "aaa |bb cc |ddddd |eeeeee");
	/* A single letter takes its hyphen along. */
	CHECK_STR(lines_of(arena, "Portal; E-mail", 50), "Portal; |E-mail");
	CHECK_STR(lines_of(arena, "đang follow-up", 40), "đang |follow-|up");
	/* Short ranges stay whole, long ones fit into narrow columns. */
	CHECK_STR(lines_of(arena, "chấm 1–2 lần", 30), "chấm |1–2 |lần");
	CHECK_STR(lines_of(arena, "ca 08:00–17:30; sau", 60), "ca |08:00–17:30; |sau");
	CHECK_STR(lines_of(arena, "từ 10.000.000–20.000.000", 60), "từ |10.000.000–|20.000.000");
	/* Dates do not break; paths do, behind their strokes. */
	CHECK_STR(lines_of(arena, "ngày 31/12/2027", 60), "ngày |31/12/2027");
	CHECK_STR(lines_of(arena, "một/hai/ba", 30), "một/|hai/ba");
}

static void test_long_words(struct arena *arena)
{
	CHECK_STR(lines_of(arena, "abcdefghij", 20), "abcd|efgh|ij");
	CHECK_STR(lines_of(arena, "xy abcdefghij", 20), "xy |abcd|efgh|ij");
	/* Cut behind a sign rather than in the middle of a name. */
	CHECK_STR(lines_of(arena, "abc.defgh", 25), "abc.|defgh");
	/* Narrower than a letter: one letter a line, and no endless loop. */
	CHECK_STR(lines_of(arena, "abc", 1), "a|b|c");
}

static void test_paragraph_keeps(struct arena *arena)
{
	struct doc doc = { .lang = LANG_VI, .root = doc_node_new(arena, DOC_ROOT) };
	struct layouter lay = layouter_new(arena, &doc);
	struct spot spot = {
		0, 15, { lay.theme.body, STYLE_REGULAR, 0, ALIGN_START }, lay.tags.root
	};
	struct flow flow = { 0 };

	text_flow(&lay, SLICE("một hai bốn năm sáu"), &spot, &flow);
	CHECK(flow.len == 5);
	CHECK(flow.items[0].keep && !flow.items[1].keep && !flow.items[2].keep);
	CHECK(flow.items[3].keep && !flow.items[4].keep);
}

static double sum(const double *widths, size_t count)
{
	double total = 0;

	for (size_t i = 0; i < count; i++)
		total += widths[i];
	return total;
}

static void test_columns(void)
{
	const struct column_need easy[] = { { 20, 50, 0, false }, { 20, 100, 0, false } };
	const struct column_need mixed[] = { { 30, 60, 60, false },
					     { 40, 900, 0, false },
					     { 30, 90, 0, false } };
	const struct column_need tight[] = { { 30, 300, 300, false }, { 30, 300, 300, false } };
	/* A date with a long note below it. */
	const struct column_need noted[] = { { 30, 300, 60, false }, { 40, 900, 0, false } };
	const struct column_need cramped[] = { { 20, 50, 0, false }, { 400, 400, 0, false } };
	double widths[3];

	columns_divide(easy, 2, 300, widths);
	CHECK(fabs(sum(widths, 2) - 300) < 0.01);
	CHECK(widths[0] >= 50 && widths[1] >= 100);
	/* The long column gives way; the tight and the short one stay in one line. */
	columns_divide(mixed, 3, 400, widths);
	CHECK(fabs(sum(widths, 3) - 400) < 0.01);
	CHECK(widths[0] >= 59.99 && widths[2] >= 89.9 && widths[1] < 260);
	columns_divide(noted, 2, 200, widths);
	CHECK(widths[0] >= 59.99 && widths[0] < 100);
	/* Where all are tight, they wrap after all. */
	columns_divide(tight, 2, 400, widths);
	CHECK(fabs(sum(widths, 2) - 400) < 0.01);
	CHECK(widths[0] >= 30 && widths[0] < 300);
	/* Not even the words fit: the one that asks for less gets it. */
	columns_divide(cramped, 2, 200, widths);
	CHECK(fabs(sum(widths, 2) - 200) < 0.01);
	CHECK(widths[0] >= 19.9);
}

/* Words are whole: three of them, each wider than half of what there is, are three lines. */
static void test_columns_balance(struct arena *arena)
{
	static const struct cell_piece words[] = { { 45, 3, 0, false },
						   { 40, 3, 0, false },
						   { 42, 0, 0, true } };
	static const struct cell_piece word[] = { { 50, 0, 0, true } };
	const struct column_need needs[] = { { 45, 133, 0, false }, { 50, 90, 0, false } };
	const struct column_need drawn[] = { { 45, 133, 0, false }, { 40, 100, 40, true } };
	struct cell_lines cells[] = { { .row = 0, .column = 0, .pieces = words, .count = 3 },
				      { .row = 0, .column = 1, .pieces = word, .count = 1 } };
	struct cell_list both = { cells, 2, 0 };
	struct cell_list first = { cells, 1, 0 };
	double widths[2] = { 85, 115 };

	columns_balance(arena, &both, needs, 2, widths);
	CHECK(widths[0] >= 133 && widths[1] >= 50);
	CHECK(fabs(sum(widths, 2) - 200) < 0.01);
	/* Bars give way to words, and not for nothing. */
	widths[0] = 85;
	widths[1] = 100;
	columns_balance(arena, &first, drawn, 2, widths);
	CHECK(widths[0] >= 133 && widths[0] < 151 && widths[1] >= 40);
}

static struct doc_node *heading_add(struct arena *arena, struct doc_node *root, unsigned level,
				    const char *id)
{
	struct doc_node *heading = doc_add(arena, root, DOC_HEADING);

	heading->as.heading.level = level;
	heading->as.heading.id = slice_of(id);
	heading->as.heading.listed = true;
	doc_add_text(arena, heading, slice_of(id));
	return heading;
}

static const struct layout *laid_out(struct arena *arena, const struct doc *doc)
{
	return layout_document(arena, measure_fixed(arena, ADVANCE), doc, theme_standard(arena));
}

/* How often a run stands on a page. */
static size_t count_text(const struct page *page, const char *text)
{
	size_t count = 0;

	for (size_t i = 0; i < page->op_count; i++)
		count += page->ops[i].kind == OP_TEXT && slice_is(page->ops[i].run->text, text);
	return count;
}

static void test_headings(struct arena *arena)
{
	struct doc doc = { .lang = LANG_VI,
			   .title = SLICE("T"),
			   .root = doc_node_new(arena, DOC_ROOT) };
	const struct layout *layout;

	heading_add(arena, doc.root, 1, "first");
	/* 23 lines of 22.5 points leave room for a part, but not for a chapter. */
	for (int i = 0; i < 23; i++)
		doc_add_paragraph(arena, doc.root, SLICE("line"));
	heading_add(arena, doc.root, 2, "part");
	doc_add_paragraph(arena, doc.root, SLICE("line"));
	heading_add(arena, doc.root, 1, "second");
	doc_add_paragraph(arena, doc.root, SLICE("line"));
	layout = laid_out(arena, &doc);
	CHECK(layout->heading_count == 3);
	CHECK(layout->headings[0].page == 2);
	CHECK(layout->headings[1].page == 2);
	CHECK(layout->headings[2].page == 3);
	CHECK(layout->page_count == 4);
	/* The contents name the pages as people count them. */
	CHECK(count_text(&layout->pages[1], "4") == 1);
}

/* No heading is the last thing on a page, however much stands before it. */
static void test_heading_never_alone(struct arena *arena)
{
	for (int lines = 1; lines < 60; lines++) {
		struct doc doc = { .lang = LANG_VI, .root = doc_node_new(arena, DOC_ROOT) };
		const struct layout *layout;
		size_t page;
		for (int i = 0; i < lines; i++)
			doc_add_paragraph(arena, doc.root, SLICE("line"));
		heading_add(arena, doc.root, 2, "part");
		doc_add_paragraph(arena, doc.root, SLICE("after"));
		layout = laid_out(arena, &doc);
		page = layout->headings[0].page;
		CHECK(count_text(&layout->pages[page], "after") == 1);
	}
}

/* Nor does a heading with the one line that stands between it and its figure. */
static void test_line_before_figure(struct arena *arena)
{
	struct figure_node steps[] = { { .title = SLICE("first"), .parent = FIGURE_NO_NODE },
				       { .title = SLICE("then"), .parent = FIGURE_NO_NODE } };
	struct doc_figure figure = { .kind = FIGURE_FLOW, .nodes = steps, .node_count = 2 };

	for (int lines = 1; lines < 60; lines++) {
		struct doc doc = { .lang = LANG_VI, .root = doc_node_new(arena, DOC_ROOT) };
		const struct layout *layout;
		for (int i = 0; i < lines; i++)
			doc_add_paragraph(arena, doc.root, SLICE("line"));
		heading_add(arena, doc.root, 2, "part");
		doc_add_paragraph(arena, doc.root, SLICE("fact"));
		doc_add(arena, doc.root, DOC_FIGURE)->as.figure = &figure;
		layout = laid_out(arena, &doc);
		CHECK(count_text(&layout->pages[layout->headings[0].page], "first") == 1);
	}
}

static struct doc_node *row_add(struct arena *arena, struct doc_node *table, enum doc_row_kind kind,
				const char *text)
{
	struct doc_node *row = doc_add(arena, table, DOC_ROW);

	row->as.row.kind = kind;
	doc_add_paragraph(arena, doc_add(arena, row, DOC_CELL), slice_of(text));
	doc_add_paragraph(arena, doc_add(arena, row, DOC_CELL), SLICE("value"));
	return row;
}

static void test_table_pages(struct arena *arena)
{
	struct doc doc = { .lang = LANG_VI, .root = doc_node_new(arena, DOC_ROOT) };
	struct doc_node *table = doc_add(arena, doc.root, DOC_TABLE);
	const struct doc_column columns[2] = { { ALIGN_START, false }, { ALIGN_END, true } };
	const struct layout *layout;
	size_t rows = 0;

	table->as.table.columns = columns;
	table->as.table.column_count = 2;
	row_add(arena, table, ROW_HEADER, "head");
	for (int i = 0; i < 100; i++)
		row_add(arena, table, ROW_BODY, "row");
	row_add(arena, table, ROW_TOTAL, "total");
	layout = laid_out(arena, &doc);
	CHECK(layout->page_count == 5);
	for (size_t i = 1; i < layout->page_count; i++) {
		CHECK(count_text(&layout->pages[i], "head") == 1);
		rows += count_text(&layout->pages[i], "row");
	}
	CHECK(rows == 100);
	/* A total does not stand alone on a page. */
	CHECK(count_text(&layout->pages[4], "row") > 0);
	CHECK(count_text(&layout->pages[4], "total") == 1);
}

/* A table of a few rows stands on one page, wherever it begins. */
static void test_small_table(struct arena *arena)
{
	for (int lines = 20; lines < 40; lines++) {
		struct doc doc = { .lang = LANG_VI, .root = doc_node_new(arena, DOC_ROOT) };
		struct doc_node *table;
		const struct layout *layout;
		for (int i = 0; i < lines; i++)
			doc_add_paragraph(arena, doc.root, SLICE("line"));
		table = doc_add(arena, doc.root, DOC_TABLE);
		for (int i = 0; i < 5; i++)
			row_add(arena, table, ROW_BODY, "row");
		layout = laid_out(arena, &doc);
		for (size_t i = 1; i < layout->page_count; i++)
			CHECK(count_text(&layout->pages[i], "row") % 5 == 0);
	}
}

/* Two or three lines do not get a last page of their own. */
static void test_last_page(struct arena *arena)
{
	for (int lines = 80; lines < 150; lines++) {
		struct doc doc = { .lang = LANG_VI, .root = doc_node_new(arena, DOC_ROOT) };
		const struct layout *layout;
		size_t sum = 0;
		for (int i = 0; i < lines; i++)
			doc_add_paragraph(arena, doc.root, SLICE("line"));
		layout = laid_out(arena, &doc);
		CHECK(count_text(&layout->pages[layout->page_count - 1], "line") > 3);
		for (size_t i = 0; i < layout->page_count; i++)
			sum += count_text(&layout->pages[i], "line");
		CHECK(sum == (size_t)lines);
	}
}

/* A table of many columns stands on pages of its own that lie on their sides. */
static void test_wide_table(struct arena *arena)
{
	struct doc doc = { .lang = LANG_EN, .root = doc_node_new(arena, DOC_ROOT) };
	struct doc_node *table;
	const struct layout *layout;
	size_t heads = 0;

	heading_add(arena, doc.root, 1, "before");
	doc_add_paragraph(arena, doc.root, SLICE("first"));
	heading_add(arena, doc.root, 2, "wide");
	table = doc_add(arena, doc.root, DOC_TABLE);
	for (int i = 0; i < 40; i++) {
		struct doc_node *row = doc_add(arena, table, DOC_ROW);
		row->as.row.kind = i == 0 ? ROW_HEADER : ROW_BODY;
		for (int k = 0; k < 12; k++)
			doc_add_paragraph(arena, doc_add(arena, row, DOC_CELL),
					  i == 0 ? SLICE("head") : SLICE("fortnightly"));
	}
	doc_add_paragraph(arena, doc.root, SLICE("last"));
	layout = laid_out(arena, &doc);
	CHECK(layout->page_count == 6);
	for (size_t i = 0; i < layout->page_count; i++) {
		const struct page *page = &layout->pages[i];
		bool on_side = page->width > page->height;
		CHECK(on_side == (i == 3 || i == 4));
		CHECK((count_text(page, "head") == 12) == on_side);
		heads += count_text(page, "fortnightly");
		for (size_t k = 0; k < page->op_count; k++)
			CHECK(page->ops[k].x + page->ops[k].width < page->width &&
			      page->ops[k].y < page->height);
	}
	CHECK(heads == 39 * 12);
	CHECK(layout->headings[1].page == 3 && count_text(&layout->pages[1], "4") == 1);
	CHECK(count_text(&layout->pages[2], "first") == 1);
	CHECK(count_text(&layout->pages[5], "last") == 1);
}

/* Nothing reaches into the margins, and nothing is lost, when a row is taller than a page. */
static void test_tall_row(struct arena *arena)
{
	struct doc doc = { .lang = LANG_VI, .root = doc_node_new(arena, DOC_ROOT) };
	struct doc_node *table = doc_add(arena, doc.root, DOC_TABLE);
	struct buf text = BUF_IN(arena);
	const struct layout *layout;
	size_t words = 0;

	for (int i = 0; i < 3000; i++)
		buf_puts(&text, "word ");
	row_add(arena, table, ROW_HEADER, "head");
	row_add(arena, table, ROW_BODY, text.data);
	layout = laid_out(arena, &doc);
	for (size_t i = 1; i < layout->page_count; i++) {
		const struct page *page = &layout->pages[i];
		words += count_text(page, "word");
		for (size_t k = 0; k < page->op_count; k++) {
			const struct op *op = &page->ops[k];
			if (op->kind == OP_TEXT && op->tag)
				CHECK(op->y <
				      layout->theme.page_height - layout->theme.margin_bottom);
		}
	}
	CHECK(words == 3000);
}

/* The text with '~' for every space at which no line may end. */
static struct slice held(struct arena *arena, const char *text, enum lang lang)
{
	struct slice slice = slice_of(text);
	const unsigned char *breaks = text_breaks(arena, slice, lang);
	struct buf out = BUF_IN(arena);

	for (size_t i = 0; i < slice.len; i++)
		buf_putc(&out, text[i] == ' ' && breaks[i] == BREAK_NEVER ? '~' : text[i]);
	return buf_slice(&out);
}

static void test_no_break(struct arena *arena)
{
	static const char *const cases[][LANG_COUNT] = {
		/* A number and its unit, its percent sign, its currency. */
		{ "trong 15~phút là", "in 15~minutes at" },
		{ "đạt 80~% trở lên", "at 80~% or more" },
		{ "giá 1.200.000~₫ một bộ", "costs 12~€ a set" },
		{ "thêm 3~triệu nữa", "another 3~million more" },
		{ "cao 2,5~m và", "weighs 2.5~kg and" },
		{ "24~giờ mỗi ngày", "from 8~am daily" },
		/* A word that is no unit may begin the next line. */
		{ "gọi 3 nhóm", "call 3 teams" },
		/* What names the number behind it. */
		{ "theo Điều~5 của Luật", "see Table~9 below" },
		{ "Chương~IV nêu", "Chapter~IV says" },
		{ "phụ lục~2 và Hình~3", "Appendix~2 and Figure~3" },
		{ "vì điều ấy", "the table that" },
		{ "Quý~III và quý~4", "Quarter~3 and Part Value" },
		/* Short forms with a dot, and the end of a sentence, which is none. */
		{ "tại TP.~HCM và TP.~Hồ Chí Minh", "with Dr.~An and No.~5" },
		{ "ở Q.~1 hoặc P.~12", "in St.~Ives" },
		{ "đã xong. Sau đó", "it is done. After that" },
		/* Days. */
		{ "ngày~2 tháng~9 năm~2027 là", "on 31~December~2027 at" },
		{ "đến tháng~6 rồi", "by March~2027 and" },
		/* Dashes stay with what is before them, and ranges whole. */
		{ "chăm sóc~– không bán", "care~– not sales" },
		{ "từ 5~–~10~% số", "of 5~–~10~% of" },
		{ "hai~→ ba", "two~→ three" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			struct buf plain = BUF_IN(arena);
			for (const char *c = cases[i][lang]; *c != '\0'; c++)
				buf_putc(&plain, *c == '~' ? ' ' : *c);
			buf_putc(&plain, '\0');
			CHECK_STR(held(arena, plain.data, (enum lang)lang), cases[i][lang]);
		}
	}
}

/* Where most text is looked at by itself, the library would say the same. */
static void test_plain_breaks(void)
{
	struct arena arena = ARENA_INIT;
	static const char *const letters[] = { "a", "ạ", "õ", "7", " ", ",", ".", ":", "×", "(" };
	enum { LETTERS = 10, LONGEST = 5, ALL = 100000 };

	for (size_t number = 0; number < ALL; number++) {
		struct buf text = BUF_IN(&arena);
		char wanted[LONGEST * 4];
		const unsigned char *breaks;
		size_t wrong = 0;
		for (size_t i = 0, rest = number; i < LONGEST; i++, rest /= LETTERS)
			buf_puts(&text, letters[rest % LETTERS]);
		breaks = text_breaks(&arena, buf_slice(&text), LANG_VI);
		set_linebreaks_utf8((const utf8_t *)text.data, text.len, "vi", wanted);
		for (size_t i = 0; i + 1 < text.len; i++)
			wrong +=
				(wanted[i] == LINEBREAK_ALLOWBREAK) != (breaks[i] == BREAK_ALLOWED);
		CHECK(wrong == 0);
		if (number % 1000 == 0)
			arena_free(&arena);
	}
	arena_free(&arena);
}

static void test_same_bytes(struct arena *arena)
{
	struct doc doc = { .lang = LANG_VI,
			   .title = SLICE("T"),
			   .root = doc_node_new(arena, DOC_ROOT) };
	struct report report = report_new(arena);
	struct render_options options = { .date = SLICE("2027-01-01") };
	struct slice once = SLICE_NONE;
	struct slice twice = SLICE_NONE;

	heading_add(arena, doc.root, 1, "Tiếng Việt");
	doc_add_paragraph(arena, doc.root, SLICE("Ắ ằ ẵ ệ ỡ ₫ ≥ →"));
	CHECK(render_pdf(arena, &report, &doc, &options, &once));
	CHECK(render_pdf(arena, &report, &doc, &options, &twice));
	CHECK(once.len > 1000 && slice_equal(once, twice));
	CHECK(report.count == 0);
	CHECK(render_layout(arena, &report, &doc, &options, &once));
	CHECK(slice_find(once, SLICE("=== page 3 of 3 ==="), 0) < once.len);
}

static void test_missing_glyph(struct arena *arena)
{
	struct doc doc = { .lang = LANG_VI,
			   .title = SLICE("T"),
			   .root = doc_node_new(arena, DOC_ROOT) };
	struct report report = report_new(arena);
	struct render_options options = { .date = SLICE_NONE };
	struct doc_node *paragraph =
		doc_add_paragraph(arena, doc.root, SLICE("a \xF3\xB0\x80\x81 b"));
	struct slice bytes = SLICE_NONE;

	paragraph->first->source = (struct span){ 1, 20, 30 };
	CHECK(render_pdf(arena, &report, &doc, &options, &bytes));
	CHECK(report.count == 1);
	CHECK(report.findings[0].span.start == 20);
	CHECK_STR(report.findings[0].rule, "missing-glyph");
}

/* A document comes out the same alone and behind others that share their fonts. */
static void test_shared_fonts(struct arena *arena)
{
	static const char *const texts[] = {
		"Một ₫",
		"中 a \xF3\xB0\x80\x81 文 ⸘",
		"Một ₫",
		"⸘ 文 a \xF3\xB0\x80\x81 中",
	};
	struct render_shared shared = { .fonts = NULL };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct doc doc = { .title = SLICE("T"), .root = doc_node_new(arena, DOC_ROOT) };
		struct render_options options = { .date = SLICE("2027-01-01") };
		struct report reports[2] = { report_new(arena), report_new(arena) };
		struct slice bytes[2];
		doc_add_paragraph(arena, doc.root, slice_of(texts[i]));
		for (int k = 0; k < 2; k++) {
			options.shared = k == 1 ? &shared : NULL;
			CHECK(render_pdf(arena, &reports[k], &doc, &options, &bytes[k]));
		}
		CHECK(slice_equal(bytes[0], bytes[1]));
		CHECK(reports[0].count == reports[1].count && (reports[0].count > 0) == (i % 2));
	}
	render_shared_close(&shared);
}

int main(void)
{
	struct arena arena = ARENA_INIT;

	test_lines(&arena);
	test_long_words(&arena);
	test_paragraph_keeps(&arena);
	test_columns();
	test_columns_balance(&arena);
	test_headings(&arena);
	test_heading_never_alone(&arena);
	test_line_before_figure(&arena);
	test_table_pages(&arena);
	test_tall_row(&arena);
	test_small_table(&arena);
	test_wide_table(&arena);
	test_last_page(&arena);
	test_no_break(&arena);
	test_plain_breaks();
	test_same_bytes(&arena);
	test_missing_glyph(&arena);
	test_shared_fonts(&arena);
	arena_free(&arena);
	return check_result();
}
