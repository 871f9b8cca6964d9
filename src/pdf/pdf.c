/* A document as PDF: lays it out and has libharu keep the file. */
#include "pdf/pdf.h"

#include <stdlib.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "render/shared.h"

enum { MOST_OUTLINE_LEVELS = 8 };

/* Of its calls for documents and pages; those for objects return theirs. */
static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *data)
{
	(void)detail;
	pdf_seen(data, error);
}

static void *library_alloc(HPDF_UINT size)
{
	return memory_alloc(size);
}

/* libharu wants functions of its own kind. */
static void library_free(void *memory)
{
	memory_free(memory);
}

/* --- Places in the document --- */

static HPDF_Array place_of(struct pdf *pdf, size_t page, double x, double y)
{
	HPDF_Array place = HPDF_Page_CreateDestination(pdf->pages[page].page);

	if (!place) {
		pdf_seen(pdf, HPDF_INVALID_OBJECT);
		return NULL;
	}
	HPDF_Array_Clear(place);
	pdf_array_add(pdf, place, pdf->pages[page].page);
	pdf_seen(pdf, HPDF_Array_AddName(place, "XYZ"));
	pdf_seen(pdf, HPDF_Array_AddReal(place, (HPDF_REAL)x));
	pdf_seen(pdf, HPDF_Array_AddReal(place, (HPDF_REAL)y));
	pdf_seen(pdf, HPDF_Array_AddNumber(place, 0)); /* as large as the reader has it */
	return place;
}

/* A little above what stands there, and left of it. */
static HPDF_Array place_at(struct pdf *pdf, size_t page, double y)
{
	return place_of(pdf, page, pdf->layout->theme.margin_left - 20,
			pdf->layout->pages[page].height - y + 12);
}

static HPDF_Array place_of_heading(struct pdf *pdf, const struct heading_place *heading)
{
	return place_at(pdf, heading->page, heading->y);
}

static const struct heading_place *heading_find(const struct pdf *pdf, struct slice id)
{
	for (size_t i = 0; i < pdf->layout->heading_count; i++) {
		const struct heading_place *heading = &pdf->layout->headings[i];
		if (slice_equal(heading->heading->as.heading.id, id))
			return heading;
	}
	return NULL;
}

static void outline(struct pdf *pdf)
{
	HPDF_Outline above[MOST_OUTLINE_LEVELS + 1] = { NULL };

	for (size_t i = 0; i < pdf->layout->heading_count; i++) {
		const struct heading_place *heading = &pdf->layout->headings[i];
		unsigned level = heading->level;
		HPDF_Outline item;
		if (level > MOST_OUTLINE_LEVELS)
			level = MOST_OUTLINE_LEVELS;
		item = HPDF_CreateOutline(pdf->file, above[level - 1], "-", NULL);
		pdf_dict_add(pdf, item, "Title", pdf_text(pdf, heading->title));
		pdf_dict_add(pdf, item, "Dest", place_of_heading(pdf, heading));
		if (pdf->error != HPDF_OK)
			return;
		pdf_seen(pdf, HPDF_Outline_SetOpened(item, level < 2));
		for (unsigned deeper = level; deeper <= MOST_OUTLINE_LEVELS; deeper++)
			above[deeper] = item;
	}
	pdf_seen(pdf, HPDF_SetPageMode(pdf->file, pdf->layout->heading_count > 0
							  ? HPDF_PAGE_MODE_USE_OUTLINE
							  : HPDF_PAGE_MODE_USE_NONE));
}

/* The numbers that readers show are those printed: none on the cover, then from two on. */
static void page_labels(struct pdf *pdf)
{
	struct pdf_raw *labels = pdf_raw_new(pdf);
	struct buf body = BUF_IN(pdf->arena);

	buf_puts(&body, "/Nums [0 << /P ");
	pdf_put_text(&body, doc_word(WORD_COVER, pdf->doc->lang));
	buf_puts(&body, " >> 1 << /S /D /St 2 >>]\n");
	labels->body = buf_slice(&body);
	pdf_dict_add(pdf, pdf->file->catalog, "PageLabels", labels->dict);
}

/* --- Links --- */

#define NOTE_TARGET "#note_"
#define NOTE_BACK "_ref"

/* An address in ASCII, as the format wants it. */
static char *address_text(struct pdf *pdf, struct slice target)
{
	struct buf text = BUF_IN(pdf->arena);

	for (size_t i = 0; i < target.len; i++) {
		unsigned char c = (unsigned char)target.ptr[i];
		if (c <= ' ' || c >= 0x7F)
			buf_printf(&text, "%%%02X", c);
		else
			buf_putc(&text, (char)c);
	}
	return slice_cstr(pdf->arena, buf_slice(&text));
}

static void link_finish(struct pdf *pdf, size_t page, const struct op *op, HPDF_Annotation link,
			struct slice title)
{
	size_t key;

	if (!link) {
		pdf_seen(pdf, HPDF_INVALID_OBJECT);
		return;
	}
	key = pdf_tag_link(pdf, op->tag, page, link->header.obj_id & PDF_OBJECT_NUMBER);
	pdf_seen(pdf, HPDF_Dict_AddNumber(link, "StructParent", (HPDF_INT32)key));
	pdf_seen(pdf, HPDF_Dict_AddNumber(link, "F", 4)); /* printed */
	pdf_dict_add(pdf, link, "Contents", pdf_text(pdf, title));
	pdf_seen(pdf, HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0));
}

/* "#note_3" leads to a note, "#note_3_ref" to the line that refers to it. */
static void note_link(struct pdf *pdf, size_t page, const struct op *op, HPDF_Rect area)
{
	bool back = slice_ends(op->target, SLICE(NOTE_BACK));
	struct slice number = slice_sub(op->target, sizeof(NOTE_TARGET) - 1,
					op->target.len - (back ? sizeof(NOTE_BACK) - 1 : 0));
	struct diag_arg arg = diag_text("1", number);
	enum lang lang = pdf->doc->lang;
	struct slice title = doc_word(back ? WORD_NOTE_BACK : WORD_NOTE_REF, lang);
	const struct note_place *note;
	size_t place = 0;
	HPDF_Array to;

	for (size_t i = 0; i < number.len; i++)
		place = place * 10 + (size_t)(number.ptr[i] - '0');
	if (place == 0 || place > pdf->layout->note_count)
		return;
	note = &pdf->layout->notes[place - 1];
	to = back ? place_at(pdf, note->line_page, note->line_y)
		  : place_at(pdf, note->page, note->y);
	link_finish(pdf, page, op, HPDF_Page_CreateLinkAnnot(pdf->pages[page].page, area, to),
		    diag_fill(pdf->arena, title, lang, &arg, 1));
}

static void link_add(struct pdf *pdf, size_t page, const struct op *op)
{
	double height = pdf->layout->pages[page].height;
	HPDF_Rect area = { (HPDF_REAL)op->x, (HPDF_REAL)(height - op->y - op->height),
			   (HPDF_REAL)(op->x + op->width), (HPDF_REAL)(height - op->y) };
	HPDF_Page on = pdf->pages[page].page;
	const struct heading_place *heading = NULL;

	if (!op->tag)
		return;
	if (slice_starts(op->target, SLICE("#")))
		heading = heading_find(pdf, slice_sub(op->target, 1, op->target.len));
	if (slice_starts(op->target, SLICE(NOTE_TARGET)))
		note_link(pdf, page, op, area);
	else if (heading)
		link_finish(pdf, page, op,
			    HPDF_Page_CreateLinkAnnot(on, area, place_of_heading(pdf, heading)),
			    heading->title);
	else
		link_finish(pdf, page, op,
			    HPDF_Page_CreateURILinkAnnot(on, area, address_text(pdf, op->target)),
			    op->target);
}

/* --- Pages --- */

static void page_open(struct pdf *pdf, size_t number)
{
	struct pdf_page *page = &pdf->pages[number];
	HPDF_Dict resources;

	page->page = HPDF_AddPage(pdf->file);
	page->parents = BUF_IN(pdf->arena);
	if (!page->page) {
		pdf_seen(pdf, HPDF_INVALID_OBJECT);
		return;
	}
	page->id = page->page->header.obj_id & PDF_OBJECT_NUMBER;
	pdf_seen(pdf, HPDF_Page_SetWidth(page->page, (HPDF_REAL)pdf->layout->pages[number].width));
	pdf_seen(pdf,
		 HPDF_Page_SetHeight(page->page, (HPDF_REAL)pdf->layout->pages[number].height));
	pdf_seen(pdf, HPDF_Dict_AddNumber(page->page, "StructParents", (HPDF_INT32)number));
	pdf_seen(pdf, HPDF_Dict_AddName(page->page, "Tabs", "S"));
	resources = HPDF_Page_GetInheritableItem(page->page, "Resources", HPDF_OCLASS_DICT);
	pdf_dict_add(pdf, resources, "Font", pdf->font_list->dict);
	pdf_dict_add(pdf, resources, "XObject", pdf->image_list->dict);
}

static void page_fill(struct pdf *pdf, size_t number)
{
	HPDF_PageAttr attributes = pdf->pages[number].page->attr;
	struct buf *content = &pdf->content;
	struct pdf_raw *stream;
	const struct page *page = &pdf->layout->pages[number];

	content->len = 0;
	pdf_page_content(pdf, number, content);
	pdf_hash(pdf, buf_slice(content));
	stream = pdf_raw_take(pdf, attributes->contents);
	stream->stream = pdf_deflate(pdf, buf_slice(content));
	stream->streamed = true;
	stream->deflated = true;
	for (size_t i = 0; i < page->op_count; i++) {
		if (page->ops[i].kind == OP_LINK)
			link_add(pdf, number, &page->ops[i]);
	}
}

static bool file_fill(struct pdf *pdf)
{
	size_t count = pdf->layout->page_count;
	bool done;

	pdf->file->pdf_version = HPDF_VER_17;
	pdf_fonts_open(pdf);
	pdf_images_open(pdf);
	pdf->pages = ARENA_ARRAY(pdf->arena, count, struct pdf_page);
	pdf->tags = ARENA_ARRAY(pdf->arena, pdf->layout->tags.count, struct pdf_tag);
	pdf->links = BUF_IN(pdf->arena);
	pdf->content = BUF_IN(pdf->arena);
	for (size_t i = 0; i < count; i++)
		page_open(pdf, i);
	if (pdf->error != HPDF_OK)
		return false;
	for (size_t i = 0; i < count; i++)
		page_fill(pdf, i);
	outline(pdf);
	page_labels(pdf);
	done = pdf_fonts_close(pdf);
	pdf_images_close(pdf);
	pdf_tags_close(pdf);
	if (pdf->attachments.count > 0)
		pdf_attach(pdf, &pdf->attachments);
	pdf_meta(pdf);
	return done && pdf->error == HPDF_OK;
}

bool render_pdf(struct arena *arena, struct report *report, const struct doc *doc,
		const struct render_options *options, struct slice *bytes)
{
	struct pdf pdf = {
		.arena = arena,
		.report = report,
		.doc = doc,
		.attachments = options->attachments,
		.shared = options->shared,
		.date = options->date.len > 0 ? options->date : doc->date,
	};
	struct render_shared own = { .fonts = NULL };
	bool done = false;

	pdf.fonts = render_fonts(options, &own, report);
	if (!pdf.fonts)
		return false;
	pdf.layout = layout_document(arena, text_fonts_measure(pdf.fonts), doc,
				     render_theme(options, arena));
	pdf.file = HPDF_NewEx(on_error, library_alloc, library_free, 0, &pdf);
	if (pdf.file)
		/* What is attached is sought by a reader that knows plain objects alone. */
		done = file_fill(&pdf) && pdf_save(&pdf, pdf.attachments.count == 0, bytes);
	HPDF_Free(pdf.file);
	render_shared_close(&own);
	return done;
}
