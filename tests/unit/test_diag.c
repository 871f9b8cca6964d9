/* Findings: places, filling in, sorting, levels. */
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "check.h"
#include "diag/diag.h"

static struct place place_at(const char *text, uint32_t offset)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	uint32_t file = report_source(&report, SLICE("plan.toml"), slice_of(text));
	struct place place = source_place(report_source_at(&report, file), offset);

	arena_free(&arena);
	return place;
}

static bool is_place(struct place place, uint32_t line, uint32_t column)
{
	return place.line == line && place.column == column;
}

static void test_places(void)
{
	CHECK(is_place(place_at("", 0), 1, 1));
	CHECK(is_place(place_at("a\nb", 0), 1, 1));
	CHECK(is_place(place_at("a\nb", 1), 1, 2));
	CHECK(is_place(place_at("a\nb", 2), 2, 1));
	CHECK(is_place(place_at("a\nb", 3), 2, 2));
	CHECK(is_place(place_at("a\r\nb", 3), 2, 1));
	CHECK(is_place(place_at("a\n", 2), 2, 1));
	/* Columns count code points: "Kế" takes four bytes. */
	CHECK(is_place(place_at("Kế x", 5), 1, 4));
	CHECK(is_place(place_at("\xFF\xFE z", 3), 1, 4));
	/* A byte-order mark is no column, and a lone carriage return ends no line. */
	CHECK(is_place(place_at("\xEF\xBB\xBF"
				"ab",
				4),
		       1, 2));
	CHECK(is_place(place_at("a\rb", 2), 1, 3));
	CHECK(is_place(place_at("ab", 99), 1, 3));
}

/* Columns of long lines are counted from marks; here from the first byte of the line. */
static void test_long_lines(void)
{
	static const char *const parts[] = { "Kế hoạch ", "\xFF", "e\xCC\x82", "😀", "\t", "\r" };
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	struct buf text = BUF_IN(&arena);
	const struct source *source;
	size_t start = 3;

	buf_puts(&text, "\xEF\xBB\xBF");
	for (size_t i = 0; i < 900; i++)
		buf_puts(&text,
			 i % 400 == 399 ? "\n" : parts[i * 7 % (sizeof(parts) / sizeof(*parts))]);
	source = report_source_at(&report,
				  report_source(&report, SLICE("plan.toml"), buf_slice(&text)));
	for (size_t at = start; at < text.len; at++) {
		struct slice before = slice_sub(buf_slice(&text), start, at);
		CHECK(source_place(source, (uint32_t)at).column == utf8_count(before) + 1);
		if (text.data[at] == '\n')
			start = at + 1;
	}
	CHECK(source->line_count == 3 && source->mark_count > 10);
	arena_free(&arena);
}

/* A place whose file is not at hand takes no room, however far off it is said to be. */
static void test_absent(void)
{
	const struct place far = { UINT32_MAX, UINT32_MAX };
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	struct span span = report_place(&report, SLICE("plan.toml"), far);
	struct place found = source_place(report_source_at(&report, span.file), span.end);

	CHECK(is_place(found, far.line, far.column));
	span = report_place(&report, SLICE("plan.toml"), (struct place){ 0, 0 });
	CHECK(is_place(source_place(report_source_at(&report, span.file), span.start), 1, 1));
	arena_free(&arena);
}

/* No text, which a broken process may send, is an empty one. */
static void test_no_text(void)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	const struct source *source =
		report_source_at(&report, report_source(&report, SLICE("a"), SLICE_NONE));

	CHECK(source->text.ptr && source->text.len == 0);
	CHECK(source_place(source, 0).line == 1);
	arena_free(&arena);
}

static void test_lines(void)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	struct slice text = SLICE("\xEF\xBB\xBF"
				  "one\r\ntwo\n\nlast\r");
	uint32_t file = report_source(&report, SLICE("plan.toml"), text);
	const struct source *source = report_source_at(&report, file);

	CHECK(file == 1);
	CHECK(source->line_count == 4);
	CHECK_STR(source_line(source, 1), "one");
	CHECK_STR(source_line(source, 2), "two");
	CHECK_STR(source_line(source, 3), "");
	CHECK_STR(source_line(source, 4), "last\r");
	CHECK_STR(source_line(source, 5), "");
	CHECK_STR(source_line(source, 0), "");
	CHECK(report_source_at(&report, 0) == NULL);
	CHECK(report_source_at(&report, 2) == NULL);
	arena_free(&arena);
}

static void test_filling(void)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	const struct diag_arg args[] = {
		diag_text("key", SLICE("{count}")),
		diag_number(&report, "count", -12),
		diag_text2("kind", TEXT2("chữ", "text")),
	};

	CHECK_STR(diag_fill(&arena, SLICE("'{key}' {count} {kind}"), LANG_EN, args, 3),
		  "'{count}' -12 text");
	CHECK_STR(diag_fill(&arena, SLICE("{kind}"), LANG_VI, args, 3), "chữ");
	CHECK_STR(diag_fill(&arena, SLICE("{{key}} {other} {"), LANG_VI, args, 3),
		  "{{count}} {other} {");
	CHECK_STR(diag_fill(&arena, SLICE("plain"), LANG_VI, args, 3), "plain");
	CHECK_STR(diag_fill(&arena, SLICE("{key}"), LANG_VI, NULL, 0), "{key}");
	arena_free(&arena);
}

static void test_adding(void)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	struct finding *finding =
		diag_add(&report, DIAG_DUPLICATE_KEY, (struct span){ 1, 2, 3 }, SLICE("team.title"),
			 DIAG_ARGS(diag_text("key", SLICE("title"))));

	finding_relate(&report, finding, (struct span){ 1, 0, 1 }, TEXT2("ở đây", "here"));
	finding_relate(&report, finding, (struct span){ 1, 1, 2 }, TEXT2("và đây", "and here"));
	CHECK_STR(finding->rule, "duplicate-key");
	CHECK(finding->level == LEVEL_ERROR);
	CHECK_STR(finding->message.in[LANG_EN], "'title' is given twice");
	CHECK_STR(finding->message.in[LANG_VI], "'title' được khai hai lần");
	CHECK_STR(finding->help.in[LANG_EN], "keep one of them");
	CHECK_STR(finding->path, "team.title");
	CHECK(finding->arg_count == 1);
	CHECK(finding->related_count == 2);
	CHECK(finding->related[0].span.end == 1);
	CHECK_STR(finding->related[1].message.in[LANG_EN], "and here");
	arena_free(&arena);
}

static void add_rule(struct report *report, const char *id, enum level level, uint32_t file,
		     uint32_t start, const char *message)
{
	const struct rule_words words = {
		.id = slice_of(id),
		.level = level,
		.message = text2_same(slice_of(message)),
	};

	diag_add_rule(report, &words, (struct span){ file, start, start + 1 }, SLICE(""),
		      DIAG_NO_ARGS);
}

static void test_sorting(void)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);

	add_rule(&report, "b", LEVEL_ERROR, 2, 5, "last");
	add_rule(&report, "b", LEVEL_WARNING, 1, 9, "third");
	add_rule(&report, "b", LEVEL_WARNING, 1, 9, "fourth");
	add_rule(&report, "b", LEVEL_WARNING, 1, 9, "third");
	add_rule(&report, "a", LEVEL_INFO, 1, 9, "second");
	add_rule(&report, "z", LEVEL_INFO, 1, 3, "first");
	add_rule(&report, "z", LEVEL_INFO, 1, 3, "first");
	report_sort(&report);
	CHECK(report.count == 5);
	CHECK_STR(report.findings[0].message.in[LANG_EN], "first");
	CHECK_STR(report.findings[1].message.in[LANG_EN], "second");
	CHECK_STR(report.findings[2].message.in[LANG_EN], "third");
	CHECK_STR(report.findings[3].message.in[LANG_EN], "fourth");
	CHECK_STR(report.findings[4].message.in[LANG_EN], "last");
	CHECK(report_count(&report, LEVEL_INFO) == 2);
	CHECK(report_count(&report, LEVEL_WARNING) == 2);
	CHECK(report_has(&report, LEVEL_ERROR));
	arena_free(&arena);
}

static void test_sorting_many(void)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	bool is_ordered = true;

	for (uint32_t i = 0; i < 1000; i++)
		add_rule(&report, "r", LEVEL_INFO, 1, i * 7919 % 1000, "m");
	report_sort(&report);
	for (size_t i = 1; i < report.count; i++)
		is_ordered &= report.findings[i - 1].span.start < report.findings[i].span.start;
	CHECK(is_ordered);
	CHECK(report.count == 1000);
	CHECK(!report_has(&report, LEVEL_WARNING));
	arena_free(&arena);
}

static void test_tables(void)
{
	enum diag_id id = DIAG_SYNTAX;
	enum level level = LEVEL_INFO;
	struct text2 message = diag_message(DIAG_DUPLICATE_KEY);

	CHECK(diag_find(SLICE("limit"), &id) && id == DIAG_LIMIT);
	CHECK(!diag_find(SLICE("nothing"), &id));
	CHECK_STR(slice_of(diag_name(DIAG_ENCODING)), "encoding");
	CHECK_STR(message.in[LANG_EN], "'{key}' is given twice");
	CHECK(level_find(SLICE("warning"), &level) && level == LEVEL_WARNING);
	CHECK(!level_find(SLICE("fatal"), &level));
	CHECK_STR(slice_of(level_key(LEVEL_INFO)), "info");
	CHECK_STR(slice_of(level_word(LEVEL_ERROR, LANG_VI)), "lỗi");
	CHECK_STR(slice_of(level_word(LEVEL_WARNING, LANG_VI)), "cảnh báo");
	CHECK_STR(slice_of(level_word(LEVEL_INFO, LANG_VI)), "gợi ý");
	CHECK_STR(slice_of(level_word(LEVEL_ERROR, LANG_EN)), "error");
	for (int i = 0; i < DIAG_COUNT; i++) {
		struct text2 words = diag_message((enum diag_id)i);
		CHECK(words.in[LANG_VI].len > 0 && words.in[LANG_EN].len > 0);
	}
}

int main(void)
{
	test_places();
	test_long_lines();
	test_absent();
	test_no_text();
	test_lines();
	test_filling();
	test_adding();
	test_sorting();
	test_sorting_many();
	test_tables();
	return check_result();
}
