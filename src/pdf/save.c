/*
 * Writes what libharu holds as a file.  Objects without a stream, most of them tags, go together
 * into compressed object streams, which the library itself cannot write.
 */
#include "pdf/pdf.h"

#include <string.h>
/* Its input is const only when asked for. */
#define ZLIB_CONST
#include <zlib.h>

#include "base/arena.h"

enum { PACK_MOST = 500, ENTRY = 7, SCRATCH = 16 * 1024, PACK_EFFORT = 4 };

/* Objects on their way into one stream. */
struct pack {
	struct buf index; /* number and offset of each object */
	struct buf bodies;
	size_t numbers[PACK_MOST];
	size_t count;
};

struct saver {
	struct pdf *pdf;
	HPDF_Stream scratch; /* what the library writes of one object */
	struct buf out;
	char *table; /* the cross-reference stream: kind, place and index of each object */
	size_t objects;
	struct pack pack;
};

/* --- Streams of our own --- */

static voidpf deflate_alloc(voidpf context, uInt count, uInt size)
{
	(void)context;
	return memory_alloc((size_t)count * size);
}

static void deflate_free(voidpf context, voidpf memory)
{
	(void)context;
	memory_free(memory);
}

static struct slice deflated(struct arena *arena, struct slice bytes)
{
	z_stream stream = { .zalloc = deflate_alloc, .zfree = deflate_free };
	uLong most;
	char *out;

	if (deflateInit(&stream, PACK_EFFORT) != Z_OK)
		memory_exhausted();
	most = deflateBound(&stream, bytes.len);
	out = arena_alloc(arena, most);
	stream.next_in = (const Bytef *)bytes.ptr;
	stream.avail_in = (uInt)bytes.len;
	stream.next_out = (Bytef *)out;
	stream.avail_out = (uInt)most;
	deflate(&stream, Z_FINISH);
	deflateEnd(&stream);
	return (struct slice){ out, most - stream.avail_out };
}

static void entry_set(struct saver *saver, size_t number, unsigned kind, size_t place, size_t index)
{
	const size_t bytes[ENTRY] = { kind,  place >> 24, place >> 16, place >> 8,
				      place, index >> 8,  index };

	for (size_t i = 0; i < ENTRY; i++)
		saver->table[number * ENTRY + i] = (char)(bytes[i] & 0xFF);
}

static void put_stream(struct saver *saver, size_t number, struct slice keys, struct slice bytes)
{
	struct slice packed = deflated(saver->pdf->arena, bytes);

	buf_printf(&saver->out, "%zu 0 obj\n<<%.*s/Filter/FlateDecode/Length %zu>>\nstream\n",
		   number, SLICE_ARG(keys), packed.len);
	buf_put(&saver->out, packed);
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
	HPDF_Obj_WriteValue(object, stream, NULL);
	size = HPDF_Stream_Size(stream);
	if (size == 0 || pdf->error != HPDF_OK)
		return;
	bytes = arena_alloc(pdf->arena, size);
	HPDF_Stream_Seek(stream, 0, HPDF_SEEK_SET);
	HPDF_Stream_Read(stream, (HPDF_BYTE *)bytes, &size);
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
	entry_set(saver, number, 1, saver->out.len, 0);
	for (size_t i = 0; i < pack->count; i++)
		entry_set(saver, pack->numbers[i], 2, number, i);
	buf_put(&pack->index, buf_slice(&pack->bodies));
	put_stream(saver, number, keys, buf_slice(&pack->index));
	pack->index.len = 0;
	pack->bodies.len = 0;
	pack->count = 0;
}

static void pack_object(struct saver *saver, size_t number, void *object)
{
	struct pack *pack = &saver->pack;
	struct slice raw = pdf_raw_body(object);

	buf_printf(&pack->index, "%zu %zu ", number, pack->bodies.len);
	if (raw.ptr)
		buf_printf(&pack->bodies, "<<%.*s>>", SLICE_ARG(slice_trim(raw)));
	else
		put_value(saver, object, &pack->bodies);
	buf_putc(&pack->bodies, '\n');
	pack->numbers[pack->count++] = number;
	if (pack->count == PACK_MOST)
		pack_close(saver);
}

static bool has_stream(void *object)
{
	const HPDF_Obj_Header *header = object;

	return (header->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT &&
	       ((HPDF_Dict)object)->stream;
}

/* Streams first: only when one is written is its length known, which is an object of its own. */
static void put_objects(struct saver *saver, bool streams)
{
	HPDF_Xref xref = saver->pdf->file->xref;

	for (size_t i = 1; i < xref->entries->count; i++) {
		HPDF_XrefEntry entry = HPDF_Xref_GetEntry(xref, (HPDF_UINT)i);
		if (!entry || !entry->obj || has_stream(entry->obj) != streams)
			continue;
		if (!streams) {
			pack_object(saver, i, entry->obj);
			continue;
		}
		entry_set(saver, i, 1, saver->out.len, 0);
		buf_printf(&saver->out, "%zu 0 obj\n", i);
		put_value(saver, entry->obj, &saver->out);
		buf_puts(&saver->out, "\nendobj\n");
	}
	pack_close(saver);
}

/* The table of all objects, which is the trailer as well. */
static void put_table(struct saver *saver)
{
	HPDF_Doc file = saver->pdf->file;
	struct buf keys = BUF_IN(saver->pdf->arena);
	size_t number = saver->objects++;
	size_t place = saver->out.len;
	void *id = HPDF_Dict_GetItem(file->trailer, "ID", HPDF_OCLASS_ARRAY);

	entry_set(saver, number, 1, place, 0);
	buf_printf(&keys, "/Type/XRef/Size %zu/W[1 4 2]/Root %u 0 R/Info %u 0 R", saver->objects,
		   file->catalog->header.obj_id & PDF_OBJECT_NUMBER,
		   file->info->header.obj_id & PDF_OBJECT_NUMBER);
	if (id) {
		buf_puts(&keys, "/ID");
		put_value(saver, id, &keys);
	}
	put_stream(saver, number, buf_slice(&keys),
		   (struct slice){ saver->table, saver->objects * ENTRY });
	buf_printf(&saver->out, "startxref\n%zu\n%%%%EOF\n", place);
}

bool pdf_save_packed(struct pdf *pdf, struct slice *bytes)
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
	saver.table = arena_alloc(pdf->arena, (count + count / PACK_MOST + 3) * ENTRY);
	memset(saver.table, 0, (count + count / PACK_MOST + 3) * ENTRY);
	memset(saver.table + 5, 0xFF, 2);
	/* Bytes above 127 tell programs that move files that this one is no text. */
	buf_puts(&saver.out, "%PDF-1.7\n%\xB7\xBE\xAD\xAA\n");
	put_objects(&saver, true);
	put_objects(&saver, false);
	put_table(&saver);
	HPDF_Stream_Free(saver.scratch);
	*bytes = buf_slice(&saver.out);
	return pdf->error == HPDF_OK;
}
