/*
 * Writes what libharu holds as a file.  Objects without a stream, most of them tags, go together
 * into compressed object streams, which the library itself cannot write; or, for readers that know
 * the older form alone, one by one under a table in plain text.
 */
#include "pdf/pdf.h"

#include <string.h>

#include "base/arena.h"

enum { PACK_MOST = 500, ENTRY = 7, SCRATCH = 16 * 1024 };

/* Objects on their way into one stream. */
struct pack {
	struct buf index; /* number and offset of each object */
	struct buf bodies;
	size_t numbers[PACK_MOST];
	size_t count;
};

/* How the table of objects finds one: kinds are those of cross-reference streams. */
enum place_kind { PLACE_FREE, PLACE_FILE, PLACE_PACK, PLACE_UNUSED };

struct object_place {
	enum place_kind kind;
	size_t at; /* in the file; the object with its pack */
	size_t index;
};

struct saver {
	struct pdf *pdf;
	HPDF_Stream scratch; /* what the library writes of one object */
	struct buf out;
	struct object_place *places;
	size_t objects;
	struct pack pack;
};

static void put_stream(struct saver *saver, size_t number, struct slice keys, struct slice bytes,
		       bool deflated)
{
	saver->places[number] = (struct object_place){ PLACE_FILE, saver->out.len, 0 };
	buf_printf(&saver->out, "%zu 0 obj\n<<%.*s%s/Length %zu>>\nstream\n", number,
		   SLICE_ARG(slice_trim(keys)), deflated ? "/Filter/FlateDecode" : "", bytes.len);
	buf_put(&saver->out, bytes);
	buf_puts(&saver->out, "\nendstream\nendobj\n");
}

/* --- Objects --- */

/* What the library writes of a value. */
static void put_value(struct saver *saver, void *object, struct buf *out)
{
	struct pdf *pdf = saver->pdf;
	HPDF_Stream stream = saver->scratch;
	HPDF_UINT size;
	char *bytes;

	HPDF_MemStream_FreeData(stream);
	pdf_seen(pdf, HPDF_Obj_WriteValue(object, stream, NULL));
	size = HPDF_Stream_Size(stream);
	if (size == 0 || pdf->error != HPDF_OK)
		return;
	bytes = arena_room(pdf->arena, size);
	pdf_seen(pdf, HPDF_Stream_Seek(stream, 0, HPDF_SEEK_SET));
	if (pdf->error == HPDF_OK) /* else it would read what was freed above */
		pdf_seen(pdf, HPDF_Stream_Read(stream, (HPDF_BYTE *)bytes, &size));
	if (pdf->error == HPDF_OK)
		buf_put(out, (struct slice){ bytes, size });
}

static void pack_close(struct saver *saver)
{
	struct pack *pack = &saver->pack;
	size_t number = saver->objects;
	struct slice keys;
	size_t first = pack->index.len;

	if (pack->count == 0)
		return;
	saver->objects++;
	keys = text_printf(saver->pdf->arena, "/Type/ObjStm/N %zu/First %zu", pack->count, first);
	for (size_t i = 0; i < pack->count; i++)
		saver->places[pack->numbers[i]] = (struct object_place){ PLACE_PACK, number, i };
	buf_put(&pack->index, buf_slice(&pack->bodies));
	put_stream(saver, number, keys, pdf_deflate(saver->pdf, buf_slice(&pack->index)), true);
	pack->index.len = 0;
	pack->bodies.len = 0;
	pack->count = 0;
}

static void put_object(struct saver *saver, void *object, struct buf *out)
{
	const struct pdf_raw *raw = pdf_raw_of(object);

	if (!raw) {
		put_value(saver, object, out);
		return;
	}
	buf_puts(out, "<<");
	buf_put(out, slice_trim(raw->body));
	buf_puts(out, ">>");
}

static void pack_object(struct saver *saver, size_t number, void *object)
{
	struct pack *pack = &saver->pack;

	buf_put_count(&pack->index, number);
	buf_putc(&pack->index, ' ');
	buf_put_count(&pack->index, pack->bodies.len);
	buf_putc(&pack->index, ' ');
	put_object(saver, object, &pack->bodies);
	buf_putc(&pack->bodies, '\n');
	pack->numbers[pack->count++] = number;
	if (pack->count == PACK_MOST)
		pack_close(saver);
}

static void put_plain(struct saver *saver, size_t number, void *object)
{
	saver->places[number] = (struct object_place){ PLACE_FILE, saver->out.len, 0 };
	buf_printf(&saver->out, "%zu 0 obj\n", number);
	put_object(saver, object, &saver->out);
	buf_puts(&saver->out, "\nendobj\n");
}

/* The library keeps the length of a stream as an object of its own, which ours do not need. */
static void length_drop(struct saver *saver, const struct pdf_raw *raw)
{
	void *length = HPDF_Dict_GetItem(raw->dict, "Length", HPDF_OCLASS_NUMBER);
	size_t number = length ? ((HPDF_Obj_Header *)length)->obj_id & PDF_OBJECT_NUMBER : 0;

	if (number > 0)
		saver->places[number].kind = PLACE_UNUSED;
}

static void put_objects(struct saver *saver, bool packed)
{
	HPDF_Xref xref = saver->pdf->file->xref;
	size_t count = xref->entries->count;

	for (size_t i = 1; i < count; i++) {
		HPDF_XrefEntry entry = HPDF_Xref_GetEntry(xref, (HPDF_UINT)i);
		const struct pdf_raw *raw = entry ? pdf_raw_of(entry->obj) : NULL;
		pdf_seen(saver->pdf, entry ? HPDF_OK : HPDF_INVALID_OBJECT);
		if (!raw || !raw->streamed)
			continue;
		length_drop(saver, raw);
		put_stream(saver, i, raw->body, raw->stream, raw->deflated);
	}
	for (size_t i = 1; i < count; i++) {
		HPDF_XrefEntry entry = HPDF_Xref_GetEntry(xref, (HPDF_UINT)i);
		pdf_seen(saver->pdf, entry ? HPDF_OK : HPDF_INVALID_OBJECT);
		if (!entry || !entry->obj || saver->places[i].kind != PLACE_FREE)
			continue;
		if (packed)
			pack_object(saver, i, entry->obj);
		else
			put_plain(saver, i, entry->obj);
	}
	pack_close(saver);
}

/* --- The table of all objects, and the trailer --- */

static void put_trailer(struct saver *saver, struct buf *out)
{
	HPDF_Doc file = saver->pdf->file;
	void *id = HPDF_Dict_GetItem(file->trailer, "ID", HPDF_OCLASS_ARRAY);

	buf_printf(out, "/Size %zu/Root %u 0 R/Info %u 0 R", saver->objects,
		   file->catalog->header.obj_id & PDF_OBJECT_NUMBER,
		   file->info->header.obj_id & PDF_OBJECT_NUMBER);
	if (id) {
		buf_puts(out, "/ID");
		put_value(saver, id, out);
	}
}

/* Each row as what differs from the one above, which packs far better. */
static void put_packed_table(struct saver *saver)
{
	struct arena *arena = saver->pdf->arena;
	struct buf keys = BUF_IN(arena);
	size_t number = saver->objects++;
	size_t place = saver->out.len;
	size_t size = saver->objects * (ENTRY + 1);
	unsigned char *rows = arena_alloc(arena, size);
	unsigned char above[ENTRY] = { 0 };

	saver->places[number] = (struct object_place){ PLACE_FILE, place, 0 };
	for (size_t i = 0; i < saver->objects; i++) {
		const struct object_place *p = &saver->places[i];
		bool used = p->kind == PLACE_FILE || p->kind == PLACE_PACK;
		size_t kind = used ? (size_t)p->kind : PLACE_FREE;
		size_t index = i == 0 ? 0xFFFF : p->index;
		const size_t bytes[ENTRY] = { kind,  p->at >> 24, p->at >> 16, p->at >> 8,
					      p->at, index >> 8,  index };
		rows[i * (ENTRY + 1)] = 2; /* PNG's "up" */
		for (size_t k = 0; k < ENTRY; k++) {
			unsigned char byte = (unsigned char)(bytes[k] & 0xFF);
			rows[i * (ENTRY + 1) + 1 + k] = (unsigned char)(byte - above[k]);
			above[k] = byte;
		}
	}
	buf_printf(&keys, "/Type/XRef/W[1 4 2]/DecodeParms<</Predictor 12/Columns %d>>", ENTRY);
	put_trailer(saver, &keys);
	put_stream(saver, number, buf_slice(&keys),
		   pdf_deflate(saver->pdf, (struct slice){ (const char *)rows, size }), true);
	buf_printf(&saver->out, "startxref\n%zu\n%%%%EOF\n", place);
}

static void put_plain_table(struct saver *saver)
{
	size_t place = saver->out.len;

	buf_printf(&saver->out, "xref\n0 %zu\n", saver->objects);
	for (size_t i = 0; i < saver->objects; i++) {
		const struct object_place *p = &saver->places[i];
		if (p->kind == PLACE_FILE)
			buf_printf(&saver->out, "%010zu 00000 n\r\n", p->at);
		else
			buf_puts(&saver->out,
				 i == 0 ? "0000000000 65535 f\r\n" : "0000000000 00001 f\r\n");
	}
	buf_puts(&saver->out, "trailer\n<<");
	put_trailer(saver, &saver->out);
	buf_printf(&saver->out, ">>\nstartxref\n%zu\n%%%%EOF\n", place);
}

bool pdf_save(struct pdf *pdf, bool packed, struct slice *bytes)
{
	size_t count = pdf->file->xref->entries->count;
	struct saver saver = {
		.pdf = pdf,
		.scratch = HPDF_MemStream_New(pdf->file->mmgr, SCRATCH),
		.out = BUF_IN(pdf->arena),
		.pack = { .index = BUF_IN(pdf->arena), .bodies = BUF_IN(pdf->arena) },
		.objects = count,
	};

	if (!saver.scratch)
		return false;
	saver.places = ARENA_ARRAY(pdf->arena, count + count / PACK_MOST + 3, struct object_place);
	/* Bytes above 127 tell programs that move files that this one is no text. */
	buf_puts(&saver.out, "%PDF-1.7\n%\xB7\xBE\xAD\xAA\n");
	put_objects(&saver, packed);
	if (packed)
		put_packed_table(&saver);
	else
		put_plain_table(&saver);
	HPDF_Stream_Free(saver.scratch);
	*bytes = buf_slice(&saver.out);
	return pdf->error == HPDF_OK;
}
