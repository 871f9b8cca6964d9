/*
 * The dashboard of made-up reports.  With a folder as its argument it leaves the pages there, for
 * judges of HTML.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "check.h"
#include "made_report.h"
#include "rollup/dashboard.h"

/* "Usable and under a few megabytes" for a thousand branches. */
enum { LARGE = 1000, LARGE_BYTES_MAX = 3 * 1024 * 1024 };

static size_t occurrences(struct slice text, const char *needle)
{
	size_t count = 0;

	for (size_t at = slice_find(text, slice_of(needle), 0); at < text.len;
	     at = slice_find(text, slice_of(needle), at + 1))
		count++;
	return count;
}

static void leave(struct arena *arena, const char *folder, const char *name, struct slice page)
{
	const char *reason;

	if (folder)
		CHECK(file_write(arena, path_join(arena, slice_of(folder), slice_of(name)).ptr,
				 page, &reason));
}

static struct slice page_of(struct arena *arena, json_t *report, enum lang lang)
{
	struct buf page = BUF_IN(arena);

	dashboard_write(arena, rollup_of(arena, report, lang), &page);
	return buf_slice(&page);
}

static void test_small(struct arena *arena, const char *folder)
{
	json_t *report = report_of(small_report);
	struct slice page, english;

	CHECK(report != NULL);
	page = page_of(arena, report, LANG_VI);
	english = page_of(arena, report, LANG_EN);
	CHECK(occurrences(page, "<tr class=\"row") == 3);
	CHECK(occurrences(page, "href=\"a.pdf\"") == 1 && occurrences(page, "b.pdf") == 0);
	CHECK(occurrences(page, "<script") == 0 && occurrences(page, " style=") == 0);
	CHECK(occurrences(page, "default-src 'none'; style-src 'sha256-") == 1);
	CHECK(occurrences(page, "2.700.000.000,5\302\240₫") > 0);
	CHECK(occurrences(english, "₫2,700,000,000.5") > 0);
	CHECK(occurrences(english, "Da Nang") > 0 && occurrences(page, "Đà Nẵng") > 0);
	/* What is late is said in words, beside the day. */
	CHECK(occurrences(page, "28/02/2027 <span class=\"flag\">quá hạn</span>") == 1);
	CHECK(occurrences(page, "hết hiệu lực 31/01/2027") > 0);
	CHECK(occurrences(page, "Cần Thơ") == 1);
	CHECK(occurrences(page, "id=\"show-3\"") == 1 && occurrences(page, "id=\"show-4\"") == 0);
	leave(arena, folder, "dashboard-3.html", page);
	leave(arena, folder, "dashboard-3-en.html", english);
	json_decref(report);
}

static void test_large(struct arena *arena, const char *folder)
{
	json_t *report = made_report(LARGE);
	struct slice page = page_of(arena, report, LANG_VI);

	CHECK(occurrences(page, "<tr class=\"row") == LARGE);
	CHECK(page.len < LARGE_BYTES_MAX);
	CHECK(slice_equal(page, page_of(arena, report, LANG_VI)));
	leave(arena, folder, "dashboard-1000.html", page);
	json_decref(report);
}

static void test_odd(struct arena *arena)
{
	static const char *const odd[] = {
		"{'format':1,'plans':[]}",
		"{'format':1,'plans':[{}]}",
		"{'format':1,'plans':[{'status':7,'score':'x','facts':{'kpis':[3,{}],'hours':"
		"{'week':[[9,8],[1],[99999,100000]]},'budget':{'total':'x'},'review':'2027-13-01'}}"
		"]}",
		"{'format':1,'base':{'facts':{}},'plans':[{'facts':{}}]}",
		"{'format':1,'plans':[{'file':'<b>&amp;','stem':'\\u0001<script>'}]}",
	};

	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		json_t *report = report_of(odd[i]);
		struct slice page = page_of(arena, report, LANG_EN);
		CHECK(page.len > 0 && occurrences(page, "<script") == 0);
		json_decref(report);
	}
}

static void test_refused(struct arena *arena)
{
	static const char *const refused[] = { "{}", "{'format':2,'plans':[]}", "[1]" };

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		json_t *report = report_of(refused[i]);
		CHECK(!rollup_of(arena, report, LANG_VI));
		json_decref(report);
	}
}

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	const char *folder = argc > 1 ? argv[1] : NULL;

	test_small(&arena, folder);
	test_large(&arena, folder);
	test_odd(&arena);
	test_refused(&arena);
	arena_free(&arena);
	return check_result();
}
