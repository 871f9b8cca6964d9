/* The TOML reader: spans, rules of tables, mistakes and going on after them, limits. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check.h"
#include "reading.h"
#include "syntax/toml.h"
#include "syntax/reader.h"

static void read_slice(struct reading *r, struct slice text, enum toml_version version)
{
	r->text = text;
	r->report = report_new(&r->arena);
	r->root = toml_read(&r->arena, &r->report,
			    report_source(&r->report, SLICE("plan.toml"), text), version);
	report_sort(&r->report);
}

static void read_text(struct reading *r, const char *text)
{
	*r = (struct reading){ .arena = ARENA_INIT };
	read_slice(r, slice_of(text), TOML_1_1);
}

static struct slice message(const struct reading *r, size_t i, enum lang lang)
{
	return i < r->report.count ? r->report.findings[i].message.in[lang] : SLICE_NONE;
}

static struct slice help(const struct reading *r, size_t i, enum lang lang)
{
	return i < r->report.count ? r->report.findings[i].help.in[lang] : SLICE_NONE;
}

/* One document, one finding, and what it says. */
static void check_one(const char *text, uint32_t column, const char *english, const char *hint)
{
	struct reading r;

	read_text(&r, text);
	CHECK(r.report.count == 1);
	CHECK(is_at(&r, 0, 1, column, "syntax"));
	CHECK_STR(message(&r, 0, LANG_EN), english);
	CHECK(message(&r, 0, LANG_VI).len > 0 && help(&r, 0, LANG_VI).len > 0);
	if (slice_find(help(&r, 0, LANG_EN), slice_of(hint), 0) == help(&r, 0, LANG_EN).len)
		CHECK_STR(help(&r, 0, LANG_EN), hint);
	done(&r);
}

static size_t count_findings(const char *text, enum toml_version version)
{
	struct reading r = { .arena = ARENA_INIT };
	size_t count;

	read_slice(&r, slice_of(text), version);
	count = r.report.count;
	done(&r);
	return count;
}

static void test_spans(void)
{
	struct reading r;
	const struct node *node;

	read_text(&r, "\"a b\" = 1_000.50 # remark\n"
		      "[team . 'roles']\n"
		      "x.y = { p = [1, \"hai\"], q = 'z' }\n"
		      "[[risks]]\n"
		      "[[risks]]\n"
		      "when = 2027-01-05 08:30:00Z\n");
	CHECK(r.report.count == 0);
	node = get(&r, "a b");
	CHECK(node && node->kind == NODE_FLOAT);
	CHECK_STR(at_span(&r, node->key), "\"a b\"");
	CHECK_STR(at_span(&r, node->span), "1_000.50");
	CHECK_STR(node->raw, "1_000.50");
	node = get(&r, "team");
	CHECK_STR(at_span(&r, node->key), "team");
	CHECK(node->header.file == 0);
	node = get(&r, "team.roles");
	CHECK_STR(at_span(&r, node->key), "'roles'");
	CHECK_STR(at_span(&r, node->header), "[team . 'roles']");
	CHECK_STR(at_span(&r, get(&r, "team.roles.x")->key), "x");
	node = get(&r, "team.roles.x.y");
	CHECK_STR(at_span(&r, node->span), "{ p = [1, \"hai\"], q = 'z' }");
	CHECK_STR(at_span(&r, get(&r, "team.roles.x.y.p")->span), "[1, \"hai\"]");
	node = get(&r, "team.roles.x.y.p.1");
	CHECK_STR(node->raw, "\"hai\"");
	CHECK_STR(node->as.string, "hai");
	CHECK(node->name.len == 0);
	node = get(&r, "risks");
	CHECK(node->kind == NODE_ARRAY && node->count == 2);
	CHECK(get(&r, "risks.1")->header.start > get(&r, "risks.0")->header.start);
	CHECK_STR(at_span(&r, get(&r, "risks.1")->header), "[[risks]]");
	CHECK_STR(at_span(&r, get(&r, "risks.1")->key), "risks");
	CHECK_STR(get(&r, "risks.1.when")->raw, "2027-01-05 08:30:00Z");
	done(&r);
}

static void test_values(void)
{
	struct reading r;

	read_text(&r, "i = -0x\nh = 0xFF\n");
	CHECK(r.report.count == 1);
	CHECK(get(&r, "h")->as.integer == 255);
	done(&r);
	read_text(&r, "a = \"\"\"\r\nmột\\\r\n  hai\r\nba\"\"\"\"\"\nb = \"\\e\\x41\\u00e9\"\n"
		      "c = 08:30\nd = 2028-02-29\ne = 1979-05-27T00:32:00.25-07:30\n");
	CHECK(r.report.count == 0);
	CHECK_STR(get(&r, "a")->as.string, "mộthai\nba\"\"");
	CHECK_STR(get(&r, "b")->as.string, "\x1B"
					   "Aé");
	CHECK(get(&r, "c")->kind == NODE_TIME && get(&r, "c")->as.clock.minute == 30);
	CHECK(get(&r, "d")->kind == NODE_DATE && get(&r, "d")->as.clock.day == 29);
	CHECK(get(&r, "e")->as.clock.offset == -450);
	CHECK(get(&r, "e")->as.clock.nanosecond == 250000000);
	done(&r);
	read_text(&r, "\xEF\xBB\xBF"
		      "a = 1\r\n[b]\r\nc = 'x'\r\n");
	CHECK(r.report.count == 0);
	CHECK(get(&r, "b.c") != NULL);
	done(&r);
}

static void test_versions(void)
{
	CHECK(count_findings("a = { b = 1,\n c = 2, }\n", TOML_1_1) == 0);
	CHECK(count_findings("a = { b = 1,\n c = 2, }\n", TOML_1_0) == 1);
	CHECK(count_findings("a = { b = 1, }\n", TOML_1_0) == 1);
	CHECK(count_findings("a = \"\\x41\"\n", TOML_1_0) == 1);
	CHECK(count_findings("a = 08:30\n", TOML_1_0) == 1);
}

static void test_six_mistakes(void)
{
	struct reading r;

	read_text(&r, "tên = \"Kế hoạch\"\n"
		      "title = Kế hoạch\n"
		      "starts = 31/12/2027\n"
		      "[team\n"
		      "leader = \"Anh\n"
		      "list = [\n\t\"a\"\n\t\"b\",\n]\n"
		      "good = 1\n");
	CHECK(r.report.count == 6);
	CHECK(is_at(&r, 0, 1, 1, "syntax"));
	CHECK(is_at(&r, 1, 2, 9, "syntax"));
	CHECK(is_at(&r, 2, 3, 10, "syntax"));
	CHECK(is_at(&r, 3, 4, 1, "syntax"));
	CHECK(is_at(&r, 4, 5, 10, "syntax"));
	CHECK(is_at(&r, 5, 8, 2, "syntax"));
	CHECK(get(&r, "team.good") != NULL);
	done(&r);
}

/* Each of these is one mistake with good lines behind it. */
static void test_one_mistake(void)
{
	static const char *const texts[] = {
		"a = [\n \"x\",\n \"y\"\n[team]\nb = 1\n",
		"a = [ \"x\", \"y\"\nb = 1\n[team]\nb = 1\n",
		"a = [\n \"x\",\nb = 1\n[team]\nb = 1\n",
		"a = [[1, 2],\n[3, 4]\n[team]\nb = 1\n",
		"a = { x = 1\nb = 2\n[team]\nb = 1\n",
		"a = {\n x = 1\n y = 2\n}\n[team]\nb = 1\n",
		"a = [\n { x = 1, y = oops },\n { x = 2, y = 3 },\n]\n[team]\nb = 1\n",
		"a = [ \"x, \"y\" ]\n[team]\nb = 1\n",
		"a = [\n \"x\",\n Không rõ,\n \"z\",\n]\n[team]\nb = 1\n",
		"a = [Don't know]\n[team]\nb = 1\n",
		"a = \"\"\"\nprose\n\nand more\n[team]\nb = 1\n",
		"a = \"\"\"\nprose\nx = \"\"\"\nmore prose\n\"\"\"\n[team]\nb = 1\n",
		"a = \"first line\nsecond line\"\n[team]\nb = 1\n",
		"a =\n\"text\"\n[team]\nb = 1\n",
		"some words that\nare no plan at all\n[team]\nb = 1\n",
		"[team\n]\nb = 1\n[team]\nb = 1\n",
		"a\n= 1\n[team]\nb = 1\n",
		"a = \"C:\\Users\\Chi\\Documents\"\n[team]\nb = 1\n",
		"a = \"C:\\dir\\\"\n[team]\nb = 1\n",
		"a = 2027-02-30\n[team]\nb = 1\n",
		"a = 1 2 x\n[team]\nb = 1\n",
		"]\n[team]\nb = 1\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct reading r;
		/* The header that broke repeats itself in one of them. */
		size_t wanted = strncmp(texts[i], "[team\n", 6) == 0 ? 2 : 1;
		read_text(&r, texts[i]);
		CHECK(r.report.count == wanted);
		if (r.report.count != wanted)
			printf("  in: %s", texts[i]);
		CHECK(get(&r, "team.b") != NULL);
		done(&r);
	}
}

/* What follows a bad header belongs to no table, so it repeats nothing. */
static void test_bad_headers(void)
{
	struct reading r;

	read_text(&r, "a = 1\n[kế hoạch]\na = 2\n[my part]\na = 3\n[ok]\na = 4\n[ok]\na = 5\n");
	CHECK(r.report.count == 3);
	CHECK(is_at(&r, 0, 2, 2, "syntax"));
	CHECK(is_at(&r, 1, 4, 2, "syntax"));
	CHECK(is_at(&r, 2, 8, 2, "duplicate-key"));
	CHECK(get(&r, "a")->as.integer == 1);
	CHECK(get(&r, "ok.a")->as.integer == 4);
	done(&r);
}

static void test_friendly(void)
{
	check_one("tên = \"x\"", 1, "the name 'tên' has letters other than a to z", "\"tên\"");
	check_one("my title = 1", 1, "the name 'my title' has a space in it", "my_title");
	check_one("title = Kế hoạch # x", 9, "the text 'Kế hoạch' stands without quotes",
		  "\"Kế hoạch\"");
	check_one("title: \"x\"", 1, "a colon stands behind 'title'", "title = …");
	check_one("title = “Kế hoạch”", 9, "'“Kế hoạch”' begins with a curly quote",
		  "\"Kế hoạch\"");
	check_one("title = \"Kế hoạch”", 9, "the text '\"Kế hoạch”' ends with a curly quote", "\"");
	check_one("d = 31/12/2027", 5, "the date '31/12/2027' is not written year-month-day",
		  "2027-12-31");
	check_one("d = 2027-1-5", 5, "the date '2027-1-5' is not written year-month-day",
		  "2027-01-05");
	check_one("d = 30/02/2027", 5, "there is no date or time '30/02/2027'", "2027-12-31");
	check_one("n = 1.000.000", 5,
		  "the number '1.000.000' has signs or spaces between its digits",
		  "write 1000000;");
	check_one("n = 1,000", 5, "the number '1,000' has signs or spaces between its digits",
		  "1000");
	check_one("n = 5 000 000", 5,
		  "the number '5 000 000' has signs or spaces between its digits", "5000000");
	check_one("n = 1,5", 5, "the number '1,5' has a decimal comma", "1.5");
	check_one("n = 08,50", 5, "the number '08,50' has a decimal comma", "8.50");
	check_one("n = 012.500", 5, "the number '012.500' has signs or spaces between its digits",
		  "12500");
	check_one("n = 0,5", 5, "the number '0,5' has a decimal comma", "0.5");
	check_one("n = 80%", 5, "the number '80%' has a percent sign", "80");
	check_one("n = 0903123456", 5, "the number '0903123456' begins with a zero",
		  "\"0903123456\"");
	check_one("n = 8h30", 5, "'8h30' is neither a number nor a date", "\"8h30\"");
	check_one("n = 99999999999999999999", 5, "the number '99999999999999999999' is too large",
		  "9223372036854775807");
	check_one("n = 12,5 %", 5, "the number '12,5 %' has a percent sign", "alone: 12.5");
	check_one("n = 1.500.000%", 5, "the number '1.500.000%' has a percent sign",
		  "alone: 1500000");
	check_one("n = 12.5.3%", 5, "'12.5.3%' is neither a number nor a date", "\"12.5.3%\"");
	check_one("t = 2026-01-01T10:00:00+0700", 5,
		  "'2026-01-01T10:00:00+0700' is neither a number nor a date", "2027-12-31");
	check_one("a = 2026-13-01\na = 2", 5, "there is no date or time '2026-13-01'", "month");
	check_one("[“team”]", 2, "'“team”' begins with a curly quote", "\"team\"");
	check_one("\"a\\\"b\": 1", 1, "a colon stands behind '\"a\\\"b\"'", "\"a\\\"b\" = …");
	check_one("a = [1, x \\\" y\n \"]\"]", 9, "the text 'x \\\" y' stands without quotes",
		  "quotes");
	check_one("f = Yes", 5, "'Yes' is neither true nor false", "true");
	check_one("f =", 4, "no value stands behind '='", "headcount = 8");
	check_one("f == 1", 3, "'==' has one equals sign too many", "headcount = 8");
	check_one("= 1", 1, "no name stands before '='", "title");
	check_one("words", 1, "'words' has no '=' and so no value", "name = value");
	check_one("f = 1;", 6, "';' stands at the end of the line", "end the line");
	check_one("// x", 1, "'//' does not begin a remark", "'#'");
	check_one("t = \"say \"hi\" now\"", 11,
		  "'hi\" now\"' follows where the text had already ended", "\\\"");
	check_one("a =\xC2\xA0"
		  "5",
		  4, "an invisible character U+00A0 stands here", "space");
	check_one("a..b = 1", 3, "a part of the name is missing beside '.'", "team.roles");
	check_one("[]", 2, "the brackets hold no name", "[team]");
	check_one("a = [1,, 2]", 8, "nothing stands before this comma", "[\"a\", \"b\"]");
	check_one("a = \"x", 5, "no double quote closes the text \"x", "title");
	check_one("a = \"C:\\Users\"", 8, "'\\U' means nothing inside double quotes", "'C:\\");
}

static void test_duplicates(void)
{
	struct reading r;
	const struct finding *finding;

	read_text(&r, "[team]\ntitle = 1\n\"title\" = 2\n");
	CHECK(r.report.count == 1);
	CHECK(is_at(&r, 0, 3, 1, "duplicate-key"));
	CHECK_STR(message(&r, 0, LANG_EN), "'team.title' is given twice");
	finding = &r.report.findings[0];
	CHECK_STR(finding->path, "team.title");
	CHECK(finding->related_count == 1);
	CHECK_STR(at_span(&r, finding->related[0].span), "title");
	CHECK(finding->related[0].span.start == 7);
	CHECK(get(&r, "team.title")->as.integer == 1);
	done(&r);
	CHECK(count_findings("[a]\n[a]\n", TOML_1_1) == 1);
	CHECK(count_findings("[a.b]\n[a]\n", TOML_1_1) == 0);
	CHECK(count_findings("a.b = 1\n[a]\n", TOML_1_1) == 1);
	CHECK(count_findings("a = { b = 1 }\na.c = 2\n", TOML_1_1) == 1);
	CHECK(count_findings("a = []\n[[a]]\n", TOML_1_1) == 1);
	CHECK(count_findings("[[a]]\nb = 1\n[[a]]\nb = 1\n", TOML_1_1) == 0);
	CHECK(count_findings("[[a]]\n[a.b]\nx = 1\n[[a]]\n[a.b]\nx = 1\n", TOML_1_1) == 0);
}

static void test_encoding(void)
{
	struct reading r;

	r = (struct reading){ .arena = ARENA_INIT };
	read_slice(&r,
		   SLICE("a = \"x\xFF\xFEy\" # \x01\nb\xC3 = 1\nc = 2\x00\n"
			 "# lone \r here\nd = oops\n"),
		   TOML_1_1);
	CHECK(r.report.count == 6);
	CHECK(is_at(&r, 0, 1, 7, "encoding"));
	CHECK(is_at(&r, 1, 1, 14, "encoding"));
	CHECK(is_at(&r, 2, 2, 2, "encoding"));
	CHECK(is_at(&r, 3, 3, 6, "encoding"));
	CHECK(is_at(&r, 4, 4, 8, "encoding"));
	CHECK(is_at(&r, 5, 5, 5, "syntax"));
	CHECK_STR(message(&r, 0, LANG_EN), "0xFF is not UTF-8 text");
	CHECK_STR(message(&r, 3, LANG_EN), "a control character U+0000 stands here");
	CHECK_STR(get(&r, "a")->as.string, "x  y");
	CHECK(get(&r, "c")->as.integer == 2);
	done(&r);
	r = (struct reading){ .arena = ARENA_INIT };
	read_slice(&r,
		   SLICE("\xFF\xFE"
			 "a\0=\0001\0"),
		   TOML_1_1);
	CHECK(r.report.count == 1);
	CHECK(is_at(&r, 0, 1, 1, "encoding"));
	done(&r);
}

static struct slice repeated(struct arena *arena, const char *text, size_t count)
{
	struct buf buf = BUF_IN(arena);

	while (count-- > 0)
		buf_puts(&buf, text);
	return buf_slice(&buf);
}

static size_t depth_findings(size_t depth, bool *is_limit)
{
	struct reading r = { .arena = ARENA_INIT };
	struct slice open = repeated(&r.arena, "[", depth);
	struct slice close = repeated(&r.arena, "]", depth);
	size_t count;

	read_slice(&r,
		   text_printf(&r.arena, "a = %.*s%.*s\nb = 1\n", SLICE_ARG(open),
			       SLICE_ARG(close)),
		   TOML_1_1);
	count = r.report.count;
	*is_limit = count == 1 && is_at(&r, 0, 1, 5 + READER_DEPTH_MAX, "limit");
	CHECK(get(&r, "b") != NULL);
	done(&r);
	return count;
}

static void test_limits(void)
{
	struct reading r = { .arena = ARENA_INIT };
	bool is_limit;

	CHECK(depth_findings(READER_DEPTH_MAX, &is_limit) == 0);
	CHECK(depth_findings(READER_DEPTH_MAX + 1, &is_limit) == 1 && is_limit);
	CHECK(depth_findings(100000, &is_limit) == 1 && is_limit);
	read_slice(&r, repeated(&r.arena, "a.", 100000), TOML_1_1);
	CHECK(r.report.count == 1);
	done(&r);
	r = (struct reading){ .arena = ARENA_INIT };
	read_slice(&r,
		   text_printf(&r.arena, "[[%.*sa]]\nb = 1\n",
			       SLICE_ARG(repeated(&r.arena, "a.", READER_DEPTH_MAX - 1))),
		   TOML_1_1);
	CHECK(r.report.count == 1);
	CHECK(is_at(&r, 0, 1, 1, "limit"));
	done(&r);
	r = (struct reading){ .arena = ARENA_INIT };
	read_slice(&r, repeated(&r.arena, "a = x\n", 200), TOML_1_1);
	CHECK(r.report.count == READER_ERRORS_MAX + 1);
	CHECK(is_at(&r, READER_ERRORS_MAX, READER_ERRORS_MAX, 6, "limit"));
	done(&r);
	r = (struct reading){ .arena = ARENA_INIT };
	read_slice(&r, repeated(&r.arena, "#0123456789abcd\n", READER_SIZE_MAX / 16), TOML_1_1);
	CHECK(r.report.count == 0);
	done(&r);
	r = (struct reading){ .arena = ARENA_INIT };
	read_slice(&r, repeated(&r.arena, "#0123456789abcd\n", READER_SIZE_MAX / 16 + 1), TOML_1_1);
	CHECK(r.report.count == 1 && is_at(&r, 0, 1, 1, "limit"));
	CHECK(r.root->count == 0);
	done(&r);
}

static void test_deep_names(void)
{
	struct reading r = { .arena = ARENA_INIT };
	struct slice path = repeated(&r.arena, "a.", READER_DEPTH_MAX);

	read_slice(&r,
		   text_printf(&r.arena, "[%.*sa]\nx = 1\n[b]\n%.*sa = 1\nc = 1\n", SLICE_ARG(path),
			       SLICE_ARG(path)),
		   TOML_1_1);
	CHECK(r.report.count == 2);
	CHECK(is_at(&r, 0, 1, 2, "limit"));
	CHECK(is_at(&r, 1, 4, 1, "limit"));
	CHECK(get(&r, "b.c") != NULL);
	done(&r);
}

/* Wide tables, and the same names in many tables. */
static void test_many_keys(void)
{
	enum { KEYS = 10000 };
	struct reading r = { .arena = ARENA_INIT };
	struct buf buf = BUF_IN(&r.arena);

	for (int i = 0; i < KEYS; i++)
		buf_printf(&buf, "key-%d = %d\n", i, i);
	for (int i = 0; i < KEYS; i++)
		buf_printf(&buf, "[table-%d]\nname = %d\n", i, i);
	buf_puts(&buf, "name = 1\n");
	read_slice(&r, buf_slice(&buf), TOML_1_1);
	CHECK(r.root->count == 2 * (size_t)KEYS);
	CHECK(r.report.count == 1);
	CHECK(is_at(&r, 0, 3 * KEYS + 1, 1, "duplicate-key"));
	CHECK(get(&r, "key-9999")->as.integer == KEYS - 1);
	CHECK(get(&r, "table-9999.name")->as.integer == KEYS - 1);
	done(&r);
}

int main(void)
{
	test_spans();
	test_values();
	test_versions();
	test_six_mistakes();
	test_one_mistake();
	test_bad_headers();
	test_friendly();
	test_duplicates();
	test_encoding();
	test_limits();
	test_deep_names();
	test_many_keys();
	return check_result();
}
