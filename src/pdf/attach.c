/* Files that travel inside a PDF, as archives want them: associated, with their kind and date. */
#include "pdf/pdf.h"

#include <stdlib.h>

#include "base/arena.h"

struct attached {
	struct slice name; /* in hexadecimal UTF-16, which the list is sorted by */
	struct pdf_raw *description;
};

/* A name as "application#2Ftoml". */
static void put_kind(struct buf *buf, const char *mime)
{
	for (const char *c = mime; *c; c++) {
		if (*c == '/')
			buf_puts(buf, "#2F");
		else
			buf_putc(buf, *c);
	}
}

/* For readers that know no other names: what is not plain becomes an underscore. */
static void put_plain(struct buf *buf, struct slice name)
{
	buf_putc(buf, '(');
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];
		if ((c & 0xC0) == 0x80)
			continue;
		buf_putc(buf, c <= ' ' || c >= 0x7F || c == '(' || c == ')' || c == '\\' ? '_'
											 : (char)c);
	}
	buf_putc(buf, ')');
}

static unsigned content(struct pdf *pdf, const struct render_attachment *file)
{
	struct pdf_raw *stream = pdf_raw_stream(pdf, file->bytes, file->bytes.len > 0);
	struct buf body = BUF_IN(pdf->arena);

	buf_puts(&body, "/Type /EmbeddedFile /Subtype /");
	put_kind(&body, file->mime);
	buf_printf(&body, " /Params << /Size %zu", file->bytes.len);
	if (pdf->date.len == 10)
		buf_printf(&body, " /ModDate (D:%.4s%.2s%.2s000000Z)", pdf->date.ptr,
			   pdf->date.ptr + 5, pdf->date.ptr + 8);
	buf_puts(&body, " >>\n");
	stream->body = buf_slice(&body);
	return stream->id;
}

static struct pdf_raw *description(struct pdf *pdf, const struct render_attachment *file)
{
	struct pdf_raw *raw = pdf_raw_new(pdf);
	struct buf body = BUF_IN(pdf->arena);
	unsigned stream = content(pdf, file);

	buf_puts(&body, "/Type /Filespec /AFRelationship /Source /F ");
	put_plain(&body, file->name);
	buf_puts(&body, " /UF ");
	pdf_put_text(&body, file->name);
	buf_puts(&body, " /Desc ");
	pdf_put_text(&body, doc_word(WORD_SOURCE, pdf->doc->lang));
	buf_printf(&body, " /EF << /F %u 0 R /UF %u 0 R >>\n", stream, stream);
	raw->body = buf_slice(&body);
	return raw;
}

static int by_name(const void *a, const void *b)
{
	return slice_compare(((const struct attached *)a)->name,
			     ((const struct attached *)b)->name);
}

void pdf_attach(struct pdf *pdf, const struct render_attachments *files)
{
	struct attached *list = ARENA_ARRAY(pdf->arena, files->count, struct attached);
	HPDF_Array associated = HPDF_Array_New(pdf->file->mmgr);
	struct pdf_raw *names;
	struct buf body = BUF_IN(pdf->arena);

	for (size_t i = 0; i < files->count; i++) {
		struct buf key = BUF_IN(pdf->arena);
		pdf_hash(pdf, files->items[i].bytes);
		list[i].description = description(pdf, &files->items[i]);
		pdf_put_utf16(&key, files->items[i].name);
		list[i].name = buf_slice(&key);
		pdf_array_add(pdf, associated, list[i].description->dict);
	}
	pdf_dict_add(pdf, pdf->file->catalog, "AF", associated);
	qsort(list, files->count, sizeof(*list), by_name);
	buf_puts(&body, "/EmbeddedFiles << /Names [");
	for (size_t i = 0; i < files->count; i++)
		buf_printf(&body, "<FEFF%.*s> %u 0 R\n", SLICE_ARG(list[i].name),
			   list[i].description->id);
	buf_puts(&body, "] >>\n");
	names = pdf_raw_new(pdf);
	names->body = buf_slice(&body);
	pdf_dict_add(pdf, pdf->file->catalog, "Names", names->dict);
}
