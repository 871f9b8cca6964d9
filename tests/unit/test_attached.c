/* Files that travel in a PDF: what the renderer puts in comes out, and no PDF does harm. */
#include <string.h>

#include "base/arena.h"
#include "base/attached.h"
#include "base/buf.h"
#include "check.h"
#include "render/render.h"

static struct slice made(struct arena *arena, const struct render_attachments *files)
{
	struct doc doc = { .title = SLICE("T"), .root = doc_node_new(arena, DOC_ROOT) };
	struct report report = report_new(arena);
	struct render_options options = { .date = SLICE("2027-01-01"), .attachments = *files };
	struct slice pdf = SLICE_NONE;

	doc_add_paragraph(arena, doc.root, SLICE("Một đoạn."));
	CHECK(render_pdf(arena, &report, &doc, &options, &pdf));
	return pdf;
}

static struct slice long_text(struct arena *arena)
{
	struct buf text = BUF_IN(arena);

	for (int i = 0; i < 4000; i++)
		buf_printf(&text, "key_%d = \"giá trị\" \x01\\ ( \n", i * i);
	return buf_slice(&text);
}

static void test_round_trip(struct arena *arena)
{
	struct render_attachment items[] = {
		{ SLICE("kế hoạch (1).toml"), long_text(arena), "application/toml" },
		{ SLICE("a/b\\c.ini"), SLICE(""), "text/plain" },
		{ SLICE("🌱.png"), SLICE("\x89PNG\0\0endstream"), "image/png" },
	};
	struct render_attachments files = { items, 3 };
	struct slice pdf = made(arena, &files);
	struct slice name = SLICE_NONE;
	struct slice bytes = SLICE_NONE;

	CHECK(attached_is_pdf(pdf));
	CHECK(attached_first(arena, pdf, &name) == ATTACHED_OK);
	CHECK(slice_equal(name, items[0].name));
	for (size_t i = 0; i < files.count; i++) {
		CHECK(attached_find(arena, pdf, items[i].name, 1 << 20, &bytes) == ATTACHED_OK);
		CHECK(slice_equal(bytes, items[i].bytes));
	}
	CHECK(attached_find(arena, pdf, SLICE("x/../a/./b\\c.ini"), 10, &bytes) == ATTACHED_OK);
	CHECK(attached_find(arena, pdf, SLICE("b\\c.ini"), 10, &bytes) == ATTACHED_NONE);
	CHECK(attached_find(arena, pdf, items[0].name, 1000, &bytes) == ATTACHED_TOO_LARGE);
}

static void test_none(struct arena *arena)
{
	struct render_attachments files = { NULL, 0 };
	struct slice pdf = made(arena, &files);
	struct slice name = SLICE_NONE;

	CHECK(attached_first(arena, pdf, &name) == ATTACHED_PACKED);
	CHECK(slice_find(pdf, SLICE("/Type/ObjStm"), 0) < pdf.len);
	CHECK(slice_find(pdf, SLICE("/StructElem"), 0) == pdf.len);
	CHECK(attached_first(arena, SLICE("%PDF-1.7\n"), &name) == ATTACHED_DAMAGED);
	CHECK(attached_first(arena, SLICE("%PDF-1.7\nstartxref\n9\n"), &name) == ATTACHED_DAMAGED);
	CHECK(attached_first(arena,
			     SLICE("%PDF-1.7 xref 0 1 trailer<</Prev 9/Root[[[[ startxref 9"),
			     &name) == ATTACHED_DAMAGED);
}

/* A PDF of four objects as another program would write it: its names and its last object are given.
 */
static struct slice by_hand(struct arena *arena, const char *list, const char *last)
{
	struct buf out = BUF_IN(arena);
	size_t at[4];
	size_t table;

	buf_puts(&out, "%PDF-1.4 %hand\n");
	at[0] = out.len;
	buf_printf(&out, "1 0 obj <</AF %s>> endobj\n", list);
	at[1] = out.len;
	buf_puts(&out, "2 0 obj <</UF (a\\).txt) /Size [1 [2.5] <6F> /X true] /EF <</F 4 0 R>>>> "
		       "endobj\n");
	at[2] = out.len;
	buf_puts(&out, "3 0 obj <</UF <FeFf 00f0> /EF <</F 9 0 R>>>> endobj\n");
	at[3] = out.len;
	buf_printf(&out, "4 0 obj %s\nendobj\n", last);
	table = out.len;
	buf_puts(&out, "xref\n0 1\n0000000000 65535 f \n1 4\n");
	for (size_t i = 0; i < 4; i++)
		buf_printf(&out, "%010zu 00000 n \n", at[i]);
	buf_printf(&out, "trailer <</Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF", table);
	return buf_slice(&out);
}

static void test_by_hand(struct arena *arena)
{
	static const struct {
		const char *last;
		enum attached_result result;
	} streams[] = {
		{ "<</Length 5>> stream\nhello\nendstream", ATTACHED_OK },
		{ "<</Filter [] /Length 5>> stream\r\nhello\nendstream", ATTACHED_OK },
		{ "<</Length 6>> stream\nhello!\nendstream", ATTACHED_TOO_LARGE },
		{ "<</Length 5/Filter/LZWDecode>> stream\nhello\nendstream", ATTACHED_DAMAGED },
		{ "<</Length 5/Filter[/FlateDecode]>> stream\nhello\nendstream", ATTACHED_DAMAGED },
		{ "<</Length 5000>> stream\nhello\nendstream", ATTACHED_DAMAGED },
		{ "<</Length (5)>> stream\nhello\nendstream", ATTACHED_DAMAGED },
		{ "<<>> stream\nhello\nendstream", ATTACHED_DAMAGED },
		{ "<</Length 5>>", ATTACHED_DAMAGED },
		{ "<</Length 5/X (never closed>> stream\nhello", ATTACHED_DAMAGED },
	};
	struct slice pdf, bytes, name;

	for (size_t i = 0; i < sizeof(streams) / sizeof(*streams); i++) {
		pdf = by_hand(arena, "[3 0 R 2 0 R]", streams[i].last);
		CHECK(attached_find(arena, pdf, SLICE("a).txt"), 5, &bytes) == streams[i].result);
		if (streams[i].result == ATTACHED_OK)
			CHECK_STR(bytes, "hello");
	}
	CHECK(attached_first(arena, pdf, &name) == ATTACHED_OK);
	CHECK_STR(name, "\303\260");
	CHECK(attached_find(arena, pdf, name, 5, &bytes) == ATTACHED_DAMAGED);
	pdf = by_hand(arena, "[(never closed 2 0 R]", "null");
	CHECK(attached_find(arena, pdf, SLICE("a).txt"), 5, &bytes) == ATTACHED_NONE);
	pdf = by_hand(arena, "[0 0 R]", "null"); /* an entry that is free */
	CHECK(attached_first(arena, pdf, &name) == ATTACHED_NONE);
	for (int i = 0; i <= ATTACHED_TOO_LARGE; i++) {
		struct text2 reason = attached_reason((enum attached_result)i);
		CHECK((reason.in[LANG_VI].len > 0 && reason.in[LANG_EN].len > 0) ==
		      (i != ATTACHED_OK));
	}
}

/* Every place cut off, and bytes changed everywhere but in the packed contents. */
static void test_hostile(struct arena *arena)
{
	struct render_attachment item = { SLICE("p.toml"), SLICE("a = 1\n"), "application/toml" };
	struct render_attachments files = { &item, 1 };
	struct slice pdf = made(arena, &files);
	char *copy = slice_cstr(arena, pdf);
	const char others[] = "<>[(R9 \xFF";
	size_t intact = 0;

	for (size_t at = pdf.len > 6000 ? pdf.len - 6000 : 0; at < pdf.len; at++) {
		struct arena own = ARENA_INIT;
		struct slice bytes = SLICE_NONE;
		char was = copy[at];
		attached_find(&own, slice_sub(pdf, 0, at), item.name, 1000, &bytes);
		copy[at] = others[at % (sizeof(others) - 1)];
		if (attached_find(&own, (struct slice){ copy, pdf.len }, item.name, 1000, &bytes) ==
		    ATTACHED_OK)
			intact += slice_equal(bytes, item.bytes);
		copy[at] = was;
		arena_free(&own);
	}
	CHECK(intact > 0);
}

int main(void)
{
	struct arena arena = ARENA_INIT;

	test_round_trip(&arena);
	test_none(&arena);
	test_by_hand(&arena);
	test_hostile(&arena);
	arena_free(&arena);
	return check_result();
}
