/* The INI reader: values and their spans, continued lines, lists, headers, mistakes, limits. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check.h"
#include "emit/ini.h"
#include "reading.h"
#include "syntax/ini.h"
#include "syntax/reader.h"
#include "syntax/read.h"

static void read_slice(struct reading *r, struct slice text)
{
	*r = (struct reading){ .text = text };
	r->report = report_new(&r->arena);
	r->root =
		ini_read(&r->arena, &r->report, report_source(&r->report, SLICE("plan.ini"), text));
	report_sort(&r->report);
}

static void read_text(struct reading *r, const char *text)
{
	read_slice(r, slice_of(text));
}

static struct slice text_at(const struct reading *r, const char *path)
{
	const struct node *node = get(r, path);

	return node && node->kind == NODE_STRING ? node->as.string : SLICE_NONE;
}

/* One document, one finding, and what it says. */
static void check_one(const char *text, uint32_t line, uint32_t column, const char *english)
{
	struct reading r;

	read_text(&r, text);
	CHECK(r.report.count == 1);
	CHECK(is_at(&r, 0, line, column, "syntax"));
	if (r.report.count > 0) {
		CHECK_STR(r.report.findings[0].message.in[LANG_EN], english);
		CHECK(r.report.findings[0].help.in[LANG_VI].len > 0);
	}
	done(&r);
}

static void test_values(void)
{
	struct reading r;

	read_text(&r, "format = 1\n"
		      "; a remark\n"
		      "# another\n"
		      "[plan]\n"
		      "title = Kế hoạch; bản # 2  \n"
		      "author=\"  Anh \"\n"
		      "equation = a = b\n"
		      "empty =\n"
		      "quoted = \"gold\" tier\n"
		      "path = \"C:\\Docs \\\"x\\\"\"\n"
		      "name.vi = Tên\n"
		      "name.en = Name\n");
	CHECK(r.report.count == 0);
	CHECK_STR(text_at(&r, "format"), "1");
	CHECK_STR(text_at(&r, "plan.title"), "Kế hoạch; bản # 2");
	CHECK_STR(at_span(&r, get(&r, "plan.title")->span), "Kế hoạch; bản # 2");
	CHECK_STR(at_span(&r, get(&r, "plan.title")->key), "title");
	CHECK_STR(text_at(&r, "plan.author"), "  Anh ");
	CHECK_STR(get(&r, "plan.author")->raw, "\"  Anh \"");
	CHECK_STR(text_at(&r, "plan.equation"), "a = b");
	CHECK_STR(text_at(&r, "plan.empty"), "");
	CHECK_STR(text_at(&r, "plan.quoted"), "\"gold\" tier");
	CHECK_STR(text_at(&r, "plan.path"), "C:\\Docs \"x\"");
	CHECK_STR(text_at(&r, "plan.name.vi"), "Tên");
	CHECK_STR(at_span(&r, get(&r, "plan.name.en")->key), "en");
	CHECK_STR(at_span(&r, get(&r, "plan")->header), "[plan]");
	done(&r);
}

static void test_continued(void)
{
	struct reading r;

	read_text(&r, "[a]\n"
		      "vision = first\n"
		      "  second  \n"
		      "\n"
		      "  # a heading, not a remark\n"
		      "# a remark\n"
		      "  - list\n"
		      "    - inner\n"
		      "\n"
		      "\n"
		      "mission =\n"
		      "\n"
		      "\tonly here\n"
		      "next = 1\r\n"
		      "  two\r\n"
		      "\r\n"
		      "  three\r\n"
		      "[b]\n"
		      "  inner = x\n"
		      "  other = y\n"
		      "    z\n"
		      "  third = q\n");
	CHECK(r.report.count == 0);
	CHECK_STR(text_at(&r, "a.vision"),
		  "first\nsecond  \n\n# a heading, not a remark\n- list\n  - inner");
	CHECK(slice_ends(at_span(&r, get(&r, "a.vision")->span), SLICE("- inner")));
	CHECK_STR(text_at(&r, "a.mission"), "only here");
	CHECK_STR(at_span(&r, get(&r, "a.mission")->span), "only here");
	CHECK_STR(text_at(&r, "a.next"), "1\ntwo\n\nthree");
	CHECK_STR(text_at(&r, "b.inner"), "x");
	CHECK_STR(text_at(&r, "b.other"), "y\nz");
	CHECK_STR(text_at(&r, "b.third"), "q");
	done(&r);
}

static void test_tables(void)
{
	struct reading r;

	read_text(&r, "[team.roles.agent]\n"
		      "duties[] = one\n"
		      "title = T\n"
		      "duties [] = two\n"
		      "  and more\n"
		      "none[] =\n"
		      "words.vi[] = a\n"
		      "[team]\n"
		      "x = 1\n"
		      "[[budget.lines]]\n"
		      "item = A\n"
		      "[[budget.lines]] ; remark\n"
		      "item = B\n"
		      "[budget.lines.more]\n"
		      "y = 2\n"
		      "[ \"odd name\" . z ]\n"
		      "k = v\n");
	CHECK(r.report.count == 0);
	CHECK(get(&r, "team.roles.agent.duties")->kind == NODE_ARRAY);
	CHECK(get(&r, "team.roles.agent.duties")->count == 2);
	CHECK_STR(text_at(&r, "team.roles.agent.duties.1"), "two\nand more");
	CHECK(get(&r, "team.roles.agent.none")->count == 0);
	CHECK_STR(text_at(&r, "team.roles.agent.words.vi.0"), "a");
	CHECK_STR(text_at(&r, "team.x"), "1");
	CHECK(get(&r, "budget.lines")->count == 2);
	CHECK_STR(text_at(&r, "budget.lines.1.item"), "B");
	CHECK_STR(text_at(&r, "budget.lines.1.more.y"), "2");
	CHECK_STR(text_at(&r, "odd name.z.k"), "v");
	done(&r);
}

static void test_duplicates(void)
{
	struct reading r;

	read_text(&r, "[a]\n"
		      "x = 1\n"
		      "x = 2\n"
		      "x[] = 3\n"
		      "x.vi = 4\n"
		      "[a]\n"
		      "x = 5\n"
		      "[[a]]\n"
		      "[a.x]\n");
	CHECK(r.report.count == 6);
	for (size_t i = 0; i < r.report.count; i++) {
		CHECK(slice_is(r.report.findings[i].rule, "duplicate-key"));
		CHECK(r.report.findings[i].related_count == 1);
	}
	CHECK(is_at(&r, 0, 3, 1, "duplicate-key"));
	CHECK(is_at(&r, 3, 6, 2, "duplicate-key"));
	CHECK_STR(text_at(&r, "a.x"), "1");
	done(&r);
}

static void test_mistakes(void)
{
	struct reading r;

	check_one("[plan]\ntitle Kế hoạch\n", 2, 1, "'title Kế hoạch' has no '=' and so no value");
	check_one("title: Kế hoạch\n", 1, 1, "a colon stands behind 'title'");
	check_one(" = x\n", 1, 2, "no name stands before '='");
	check_one("tên = x\n", 1, 1, "the name 'tên' has letters other than a to z");
	check_one("next review = x\n", 1, 1, "the name 'next review' has a space in it");
	check_one("a..b = x\n", 1, 1, "a part of the name is missing beside '.'");
	check_one("a/b = x\n", 1, 2, "'/' cannot stand in a name");
	check_one("a.\"b.c\".d = x\n\"lone = x\n", 2, 1, "'\"' cannot stand in a name");
	check_one("[plan\nx = 1\n", 1, 1, "the header '[plan' is not closed with ]");
	check_one("[]\nx = 1\n[b]\nx = 2\n", 1, 1, "the brackets hold no name");
	check_one("[a] b\n", 1, 5, "'b' follows the header");
	check_one("x = \"open\n", 1, 5, "no double quote closes the text \"open");
	check_one("x = \"\"\"\n  text\n", 1, 5, "\"\"\" begins long text in TOML files only");
	check_one("x = [\"a\", \"b\"]\n", 1, 5, "the list '[\"a\", \"b\"]' stands in brackets");
	check_one("x = { vi = \"a\" }\n", 1, 5, "the group '{ vi = \"a\" }' stands in braces");
	read_text(&r, "x = [a](b)\ny = {z}\nz = [Nhập tên]\nw = \"a\n  b\"\n");
	CHECK(r.report.count == 0);
	CHECK_STR(text_at(&r, "w"), "\"a\nb\"");
	done(&r);
	read_text(&r, "[a]\nbad line\n  goes on\nand on\nand on, too\ngood = 1\n");
	CHECK(r.report.count == 1);
	CHECK_STR(text_at(&r, "a.good"), "1");
	done(&r);
}

static void test_text(void)
{
	struct reading r;

	read_text(&r, "\xEF\xBB\xBFtitle = x\n");
	CHECK(r.report.count == 0);
	CHECK_STR(text_at(&r, "title"), "x");
	done(&r);
	read_text(&r, "title = a\x01"
		      "b\nauthor = \xFF\n");
	CHECK(r.report.count == 2);
	CHECK(is_at(&r, 0, 1, 10, "encoding") && is_at(&r, 1, 2, 10, "encoding"));
	done(&r);
	read_slice(&r, (struct slice){ "\xFF\xFEt\0=\0", 6 });
	CHECK(r.report.count == 1 && slice_is(r.report.findings[0].rule, "encoding"));
	done(&r);
	read_text(&r, "");
	CHECK(r.report.count == 0 && r.root->count == 0);
	done(&r);
}

static void test_limits(void)
{
	struct arena arena = ARENA_INIT;
	struct buf deep = BUF_IN(&arena);
	struct buf wrong = BUF_IN(&arena);
	struct buf wide = BUF_IN(&arena);
	struct buf large = BUF_IN(&arena);
	struct reading r;

	buf_puts(&deep, "[a");
	for (int i = 0; i < 100; i++)
		buf_puts(&deep, ".a");
	buf_puts(&deep, "]\nx = 1\n");
	read_slice(&r, buf_slice(&deep));
	CHECK(r.report.count == 1 && is_at(&r, 0, 1, 2, "limit"));
	done(&r);
	for (int i = 0; i < 100; i++)
		buf_puts(&wrong, "no value\n[a]\n");
	read_slice(&r, buf_slice(&wrong));
	CHECK(r.report.count == READER_ERRORS_MAX + 1);
	done(&r);
	for (int i = 0; i < 100000; i++)
		buf_printf(&wide, "k%d = v\n", i);
	read_slice(&r, buf_slice(&wide));
	CHECK(r.report.count == 0 && r.root->count == 100000);
	done(&r);
	buf_repeat(&large, '\n', READER_SIZE_MAX + 1);
	read_slice(&r, buf_slice(&large));
	CHECK(r.report.count == 1 && slice_is(r.report.findings[0].rule, "limit"));
	done(&r);
	arena_free(&arena);
}

static void test_forms(void)
{
	CHECK(form_of(SLICE("a/plan.ini")) == FORM_INI);
	CHECK(form_of(SLICE("PLAN.INI")) == FORM_INI);
	CHECK(form_of(SLICE("x.cfg")) == FORM_INI && form_of(SLICE("x.conf")) == FORM_INI);
	CHECK(form_of(SLICE("plan.toml")) == FORM_TOML && form_of(SLICE("-")) == FORM_TOML);
	CHECK(form_of(SLICE(".ini")) == FORM_TOML);
}

/* A plan of the other form: remarks, languages, lists of groups under headers or in braces. */
static void test_from_toml(void)
{
	struct arena arena = ARENA_INIT;
	struct slice toml =
		SLICE("# top\n"
		      "format = 1\n"
		      "[plan]\n"
		      "title = { vi = \"Kế\", en = \"Plan\" } # both\n"
		      "odd = \"[x] \\\"y\\\"\"\n"
		      "tags = [{ vi = \"một\", en = \"one\" }]\n"
		      "[[team.people]] # first\n"
		      "name = \"An\"\n"
		      "skills = [{ name = \"x\", levels = [{ at = 1 }] }, { name = \"y\" }]\n"
		      "[[team.people]]\n"
		      "name.first = \"B\"\n");
	struct slice ini = SLICE("# top\n"
				 "format = 1\n"
				 "[plan]\n"
				 "# both\n"
				 "title.vi = Kế\n"
				 "title.en = Plan\n"
				 "odd = \"[x] \\\"y\\\"\"\n"
				 "tags.vi[] = một\n"
				 "tags.en[] = one\n"
				 "# first\n"
				 "[[team.people]]\n"
				 "name = An\n"
				 "\n[[team.people.skills]]\n"
				 "name = x\n"
				 "\n[[team.people.skills.levels]]\n"
				 "at = 1\n"
				 "\n[[team.people.skills]]\n"
				 "name = y\n"
				 "[[team.people]]\n"
				 "name.first = B\n");
	struct reading r;

	CHECK(slice_equal(ini_from_toml(&arena, toml), ini));
	read_slice(&r, ini);
	CHECK(r.report.count == 0);
	CHECK_STR(text_at(&r, "plan.odd"), "[x] \"y\"");
	CHECK(get(&r, "team.people") && get(&r, "team.people")->count == 2);
	done(&r);
	arena_free(&arena);
}

int main(void)
{
	test_values();
	test_continued();
	test_tables();
	test_duplicates();
	test_mistakes();
	test_text();
	test_limits();
	test_forms();
	test_from_toml();
	return check_result();
}
