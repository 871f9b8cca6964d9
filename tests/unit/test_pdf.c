/*
 * What libharu cannot do is seen, wherever it happens: each of our calls fails in turn, and no file
 * comes of it.  They fail without telling the document, which is the worst they do, and free what
 * they were to take over, as the library does: nothing of it may be used again, and nothing else be
 * lost.
 */
#define _GNU_SOURCE
#include "check.h"

#include <dlfcn.h>
#include <hpdf.h>
#include <hpdf_annotation.h>
#include <hpdf_objects.h>

#include "base/arena.h"
#include "base/buf.h"
#include "doc/doc.h"
#include "render/render.h"

static size_t asked;
static size_t fails_at; /* counted from 1; 0 for never */
static size_t within;   /* how deep in the library we are */

extern char __executable_start;
extern char etext;

/*
 * Whether this call is the one to fail; those within the library never are.  It ends functions with
 * jumps to others, which then return to a function of ours that stands before it: those are told by
 * the depth.  What it calls on behalf of functions we do not stand before is told by the address.
 */
static bool fails(const void *caller)
{
	const char *from = caller;

	return within == 0 && from >= &__executable_start && from < &etext && ++asked == fails_at;
}

/* A function that stands before the library's own. */
#define BEFORE(type, name, params, args, failed) \
	__attribute__((visibility("default"))) type name params \
	{ \
		static type(*real) params; \
		type result; \
		if (!real) \
			*(void **)&real = dlsym(RTLD_NEXT, #name); \
		if (fails(__builtin_return_address(0))) \
			return failed; \
		within++; \
		result = real args; \
		within--; \
		return result; \
	}

enum { FAILED = HPDF_FAILD_TO_ALLOC_MEM };

/* A call that was to take something over frees it when it fails, unless others have it as well. */
static HPDF_STATUS freed(HPDF_MMgr memory, void *taken)
{
	HPDF_Obj_Free(memory, taken);
	return FAILED;
}

BEFORE(HPDF_Dict, HPDF_Dict_New, (HPDF_MMgr m), (m), NULL)
BEFORE(HPDF_Array, HPDF_Array_New, (HPDF_MMgr m), (m), NULL)
BEFORE(HPDF_String, HPDF_String_New, (HPDF_MMgr m, const char *s, HPDF_Encoder e), (m, s, e), NULL)
BEFORE(HPDF_Binary, HPDF_Binary_New, (HPDF_MMgr m, HPDF_BYTE *b, HPDF_UINT n), (m, b, n), NULL)
BEFORE(HPDF_Stream, HPDF_MemStream_New, (HPDF_MMgr m, HPDF_UINT n), (m, n), NULL)
BEFORE(HPDF_STATUS, HPDF_Dict_Add, (HPDF_Dict d, const char *k, void *v), (d, k, v),
       freed(d->mmgr, v))
BEFORE(HPDF_STATUS, HPDF_Dict_AddBoolean, (HPDF_Dict d, const char *k, HPDF_BOOL v), (d, k, v),
       FAILED)
BEFORE(HPDF_STATUS, HPDF_Dict_AddName, (HPDF_Dict d, const char *k, const char *v), (d, k, v),
       FAILED)
BEFORE(HPDF_STATUS, HPDF_Dict_AddNumber, (HPDF_Dict d, const char *k, HPDF_INT32 v), (d, k, v),
       FAILED)
BEFORE(HPDF_STATUS, HPDF_Array_Add, (HPDF_Array a, void *v), (a, v), freed(a->mmgr, v))
BEFORE(HPDF_STATUS, HPDF_Array_AddName, (HPDF_Array a, const char *v), (a, v), FAILED)
BEFORE(HPDF_STATUS, HPDF_Array_AddReal, (HPDF_Array a, HPDF_REAL v), (a, v), FAILED)
BEFORE(HPDF_STATUS, HPDF_Array_AddNumber, (HPDF_Array a, HPDF_INT32 v), (a, v), FAILED)
BEFORE(HPDF_STATUS, HPDF_Xref_Add, (HPDF_Xref x, void *v), (x, v), freed(x->mmgr, v))
BEFORE(HPDF_XrefEntry, HPDF_Xref_GetEntry, (HPDF_Xref x, HPDF_UINT i), (x, i), NULL)
BEFORE(HPDF_Page, HPDF_AddPage, (HPDF_Doc d), (d), NULL)
BEFORE(HPDF_STATUS, HPDF_Page_SetWidth, (HPDF_Page p, HPDF_REAL v), (p, v), FAILED)
BEFORE(HPDF_STATUS, HPDF_Page_SetHeight, (HPDF_Page p, HPDF_REAL v), (p, v), FAILED)
BEFORE(void *, HPDF_Page_GetInheritableItem, (HPDF_Page p, const char *k, HPDF_UINT16 c), (p, k, c),
       NULL)
BEFORE(HPDF_Destination, HPDF_Page_CreateDestination, (HPDF_Page p), (p), NULL)
BEFORE(HPDF_Annotation, HPDF_Page_CreateLinkAnnot, (HPDF_Page p, HPDF_Rect r, HPDF_Destination d),
       (p, r, d), NULL)
BEFORE(HPDF_Annotation, HPDF_Page_CreateURILinkAnnot, (HPDF_Page p, HPDF_Rect r, const char *u),
       (p, r, u), NULL)
BEFORE(HPDF_STATUS, HPDF_LinkAnnot_SetBorderStyle,
       (HPDF_Annotation a, HPDF_REAL w, HPDF_UINT16 on, HPDF_UINT16 off), (a, w, on, off), FAILED)
BEFORE(HPDF_Outline, HPDF_CreateOutline,
       (HPDF_Doc d, HPDF_Outline o, const char *t, HPDF_Encoder e), (d, o, t, e), NULL)
BEFORE(HPDF_STATUS, HPDF_Outline_SetOpened, (HPDF_Outline o, HPDF_BOOL v), (o, v), FAILED)
BEFORE(HPDF_STATUS, HPDF_SetPageMode, (HPDF_Doc d, HPDF_PageMode v), (d, v), FAILED)
BEFORE(HPDF_STATUS, HPDF_Obj_WriteValue, (void *o, HPDF_Stream s, HPDF_Encrypt e), (o, s, e),
       FAILED)
BEFORE(HPDF_STATUS, HPDF_Stream_Seek, (HPDF_Stream s, HPDF_INT p, HPDF_WhenceMode m), (s, p, m),
       FAILED)
BEFORE(HPDF_STATUS, HPDF_Stream_Read, (HPDF_Stream s, HPDF_BYTE *b, HPDF_UINT *n), (s, b, n),
       FAILED)
BEFORE(HPDF_Doc, HPDF_NewEx,
       (HPDF_Error_Handler h, HPDF_Alloc_Func a, HPDF_Free_Func f, HPDF_UINT n, void *u),
       (h, a, f, n, u), NULL)

static void link_add(struct arena *arena, struct doc_node *root, struct slice target)
{
	struct doc_node *paragraph = doc_add_paragraph(arena, root, SLICE("See "));
	struct doc_node *link = doc_add(arena, paragraph, DOC_LINK);

	link->as.link.target = target;
	doc_add_text(arena, link, SLICE("there"));
}

static struct doc doc_made(struct arena *arena)
{
	struct doc doc = { .title = SLICE("Kế hoạch"),
			   .author = SLICE("An"),
			   .date = SLICE("2027-01-01"),
			   .root = doc_node_new(arena, DOC_ROOT) };

	for (unsigned level = 1; level < 3; level++) {
		struct doc_node *heading = doc_add(arena, doc.root, DOC_HEADING);
		heading->as.heading.level = level;
		heading->as.heading.listed = true;
		heading->as.heading.id = level == 1 ? SLICE("one") : SLICE("two");
		doc_add_text(arena, heading, SLICE("Heading"));
	}
	link_add(arena, doc.root, SLICE("#two"));
	link_add(arena, doc.root, SLICE("https://example.com/"));
	return doc;
}

static bool made(const struct doc *doc, struct render_shared *shared, struct slice *bytes)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	const struct render_attachment file = { SLICE("plan.toml"), SLICE("a = 1"),
						"application/toml" };
	struct render_options options = { .date = SLICE("2027-01-01"),
					  .shared = shared,
					  .attachments = { &file, 1 } };
	bool done;

	asked = 0;
	done = render_pdf(&arena, &report, doc, &options, bytes);
	arena_free(&arena);
	return done;
}

static void test_failures(void)
{
	struct arena arena = ARENA_INIT;
	struct doc doc = doc_made(&arena);
	struct render_shared shared = { .fonts = NULL };
	struct slice bytes = SLICE_NONE;
	size_t count;

	fails_at = 0;
	CHECK(made(&doc, &shared, &bytes));
	count = asked;
	CHECK(count > 300);
	for (fails_at = 1; fails_at <= count; fails_at++)
		CHECK(!made(&doc, &shared, &bytes));
	fails_at = 0;
	render_shared_close(&shared);
	arena_free(&arena);
}

/* Texts that are longer than the library takes are cut, and links that long lead nowhere. */
static void test_long_texts(void)
{
	struct arena arena = ARENA_INIT;
	struct doc doc = doc_made(&arena);
	struct render_shared shared = { .fonts = NULL };
	struct slice bytes = SLICE_NONE;
	struct buf address = BUF_IN(&arena);

	buf_puts(&address, "https://example.com/");
	buf_repeat(&address, 'a', 40000);
	link_add(&arena, doc.root, buf_slice(&address));
	doc.title = buf_slice(&address);
	CHECK(made(&doc, &shared, &bytes));
	render_shared_close(&shared);
	arena_free(&arena);
}

int main(void)
{
	test_long_texts();
	test_failures();
	return check_result();
}
