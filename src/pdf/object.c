/* Objects of a PDF written as text on libharu's object layer. */
#include "pdf/pdf.h"

#include <math.h>

#include "base/arena.h"
#include "base/utf8.h"

static HPDF_STATUS raw_write(HPDF_Dict dict, HPDF_Stream stream)
{
	const struct pdf_raw *raw = dict->attr;

	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)raw->body.ptr,
				 (HPDF_UINT)raw->body.len);
}

static struct pdf_raw *raw_wrap(struct pdf *pdf, HPDF_Dict dict)
{
	struct pdf_raw *raw = ARENA_NEW(pdf->arena, struct pdf_raw);

	raw->body = SLICE("");
	raw->dict = dict;
	if (dict) {
		dict->attr = raw;
		dict->write_fn = raw_write;
		raw->id = dict->header.obj_id & PDF_OBJECT_NUMBER;
	}
	return raw;
}

struct pdf_raw *pdf_raw_new(struct pdf *pdf)
{
	HPDF_Dict dict = HPDF_Dict_New(pdf->file->mmgr);

	if (dict)
		HPDF_Xref_Add(pdf->file->xref, dict);
	return raw_wrap(pdf, dict);
}

struct slice pdf_raw_body(void *object)
{
	const HPDF_Obj_Header *header = object;
	HPDF_Dict dict = object;

	if ((header->obj_class & HPDF_OCLASS_ANY) != HPDF_OCLASS_DICT ||
	    dict->write_fn != raw_write || dict->stream || dict->list->count > 0)
		return SLICE_NONE;
	return ((const struct pdf_raw *)dict->attr)->body;
}

struct pdf_raw *pdf_raw_stream(struct pdf *pdf, struct slice bytes, bool compressed)
{
	HPDF_Dict dict = HPDF_DictStream_New(pdf->file->mmgr, pdf->file->xref);

	if (dict) {
		dict->filter =
			compressed ? HPDF_STREAM_FILTER_FLATE_DECODE : HPDF_STREAM_FILTER_NONE;
		HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)bytes.ptr, (HPDF_UINT)bytes.len);
	}
	return raw_wrap(pdf, dict);
}

static unsigned utf16_units(uint32_t code, unsigned units[2])
{
	if (code < 0x10000) {
		units[0] = code;
		return 1;
	}
	code -= 0x10000;
	units[0] = 0xD800 + (code >> 10);
	units[1] = 0xDC00 + (code & 0x3FF);
	return 2;
}

void pdf_put_utf16(struct buf *buf, struct slice text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);
		unsigned units[2];
		unsigned count = utf16_units(code == UTF8_BAD ? 0xFFFD : code, units);
		for (unsigned i = 0; i < count; i++)
			buf_put_hex(buf, units[i]);
	}
}

void pdf_put_text(struct buf *buf, struct slice text)
{
	buf_puts(buf, "<FEFF");
	pdf_put_utf16(buf, text);
	buf_putc(buf, '>');
}

HPDF_Binary pdf_text(struct pdf *pdf, struct slice text)
{
	struct buf bytes = BUF_IN(pdf->arena);
	HPDF_BYTE *copy;

	buf_puts(&bytes, "\xFE\xFF");
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);
		unsigned units[2];
		unsigned count = utf16_units(code == UTF8_BAD ? 0xFFFD : code, units);
		for (unsigned i = 0; i < count; i++) {
			buf_putc(&bytes, (char)(units[i] >> 8));
			buf_putc(&bytes, (char)(units[i] & 0xFF));
		}
	}
	copy = (HPDF_BYTE *)bytes.data;
	return HPDF_Binary_New(pdf->file->mmgr, copy, (HPDF_UINT)bytes.len);
}

void pdf_put_number(struct buf *buf, double value)
{
	long hundredths = lround(value * 100);
	long rest;

	if (hundredths < 0) {
		buf_putc(buf, '-');
		hundredths = -hundredths;
	}
	rest = hundredths % 100;
	buf_put_count(buf, (uint64_t)(hundredths / 100));
	if (rest == 0)
		return;
	buf_putc(buf, '.');
	buf_putc(buf, (char)('0' + rest / 10));
	if (rest % 10 != 0)
		buf_putc(buf, (char)('0' + rest % 10));
}

void pdf_hash(struct pdf *pdf, struct slice bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.ptr[i];
		pdf->hash[0] = (pdf->hash[0] ^ c) * 0x100000001b3u;
		pdf->hash[1] = (pdf->hash[1] ^ (unsigned char)(c + 0x5B)) * 0x10000000233u;
	}
}
