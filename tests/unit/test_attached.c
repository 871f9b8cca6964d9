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
	test_hostile(&arena);
	arena_free(&arena);
	return check_result();
}
