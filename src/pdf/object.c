/* Objects of a PDF written as text on libharu's object layer. */
#include "pdf/pdf.h"

#include <libdeflate.h>
#include <math.h>

#include "base/arena.h"
#include "base/utf8.h"

/* Never called, as pdf_save() writes these itself; by it they are known. */
static HPDF_STATUS raw_write(HPDF_Dict dict, HPDF_Stream stream)
{
	const struct pdf_raw *raw = dict->attr;

	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)raw->body.ptr,
				 (HPDF_UINT)raw->body.len);
}

void pdf_seen(struct pdf *pdf, HPDF_STATUS status)
{
	if (pdf->error == HPDF_OK)
		pdf->error = status;
}

/* Frees a value that nothing takes over; those that are objects of the file stay there. */
static HPDF_STATUS dropped(struct pdf *pdf, void *value)
{
	HPDF_Obj_Free(pdf->file->mmgr, value);
	return HPDF_INVALID_OBJECT;
}

void pdf_dict_add(struct pdf *pdf, HPDF_Dict dict, const char *key, void *value)
{
	pdf_seen(pdf, dict && value ? HPDF_Dict_Add(dict, key, value) : dropped(pdf, value));
}

void pdf_array_add(struct pdf *pdf, HPDF_Array array, void *value)
{
	pdf_seen(pdf, array && value ? HPDF_Array_Add(array, value) : dropped(pdf, value));
}

struct pdf_raw *pdf_raw_take(struct pdf *pdf, HPDF_Dict dict)
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
	HPDF_STATUS added = dict ? HPDF_Xref_Add(pdf->file->xref, dict) : HPDF_INVALID_OBJECT;

	pdf_seen(pdf, added);
	return pdf_raw_take(pdf, added == HPDF_OK ? dict : NULL);
}

static void packer_free(void *packer)
{
	libdeflate_free_compressor(packer);
}

/*
 * Between the calls of the library that take and give back its memory nothing is asked for that
 * could end the job and leave it behind.
 */
static struct slice deflated(struct pdf *pdf, struct slice bytes, int effort,
			     struct libdeflate_compressor *ready)
{
	size_t most = libdeflate_zlib_compress_bound(NULL, bytes.len);
	char *room = memory_alloc(most);
	struct libdeflate_compressor *packer = ready ? ready : libdeflate_alloc_compressor(effort);
	struct slice packed = { room, 0 };

	if (!packer)
		memory_exhausted();
	packed.len = libdeflate_zlib_compress(packer, bytes.ptr, bytes.len, room, most);
	if (packer != ready)
		packer_free(packer);
	packed = slice_copy(pdf->arena, packed);
	memory_free(room);
	return packed;
}

/* Documents made one after the other share what compresses them. */
struct slice pdf_deflate(struct pdf *pdf, struct slice bytes)
{
	enum { EFFORT = 5 };
	struct render_shared *shared = pdf->shared;

	if (shared && !shared->packer) {
		shared->packer = libdeflate_alloc_compressor(EFFORT);
		shared->packer_free = packer_free;
	}
	return deflated(pdf, bytes, EFFORT, shared ? shared->packer : NULL);
}

struct slice pdf_deflate_pixels(struct pdf *pdf, struct slice bytes)
{
	enum { EFFORT = 2 };

	return deflated(pdf, bytes, EFFORT, NULL);
}

struct pdf_raw *pdf_raw_stream(struct pdf *pdf, struct slice bytes, bool compressed)
{
	struct pdf_raw *raw = pdf_raw_new(pdf);

	raw->stream = compressed ? pdf_deflate(pdf, bytes) : bytes;
	raw->streamed = true;
	raw->deflated = compressed;
	return raw;
}

const struct pdf_raw *pdf_raw_of(void *object)
{
	const HPDF_Obj_Header *header = object;
	HPDF_Dict dict = object;

	if (!object || (header->obj_class & HPDF_OCLASS_ANY) != HPDF_OCLASS_DICT ||
	    dict->write_fn != raw_write)
		return NULL;
	return dict->attr;
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
	enum { ELLIPSIS = 0x2026 };
	struct buf bytes = BUF_IN(pdf->arena);
	HPDF_BYTE *copy;

	buf_puts(&bytes, "\xFE\xFF");
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);
		unsigned units[2];
		unsigned count;
		bool cut = bytes.len > HPDF_LIMIT_MAX_STRING_LEN - 8;
		if (cut)
			at = text.len;
		count = utf16_units(cut ? ELLIPSIS : code == UTF8_BAD ? 0xFFFD : code, units);
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

void pdf_put_reference(struct buf *buf, const char *before, unsigned id)
{
	buf_puts(buf, before);
	buf_put_count(buf, id);
	buf_puts(buf, " 0 R");
}

void pdf_hash(struct pdf *pdf, struct slice bytes)
{
	pdf->digest = digest_add(pdf->digest, bytes);
}
