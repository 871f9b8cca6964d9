/*
 * Fonts of a PDF: each face as a composite font of the glyphs used.  A character code stands for a
 * glyph together with the text it was shaped from, so that every glyph gives back its own text.
 */
#include "pdf/pdf.h"

#include "base/arena.h"
#include "base/utf8.h"

void pdf_fonts_open(struct pdf *pdf)
{
	/* Fallback faces come into being while text is shaped, which layout has finished. */
	pdf->face_count = text_fonts_count(pdf->fonts);
	pdf->faces = ARENA_ARRAY(pdf->arena, pdf->face_count, struct pdf_face);
	pdf->font_list = pdf_raw_new(pdf);
}

static bool is_entry(const struct pdf_glyph *entry, uint16_t glyph, struct slice text)
{
	size_t at = 0;

	if (entry->glyph != glyph || entry->text.len != text.len)
		return false;
	while (at < text.len && entry->text.ptr[at] == text.ptr[at]) /* a letter or two */
		at++;
	return at == text.len;
}

size_t pdf_font_code(struct pdf *pdf, const struct text_glyph *glyph, struct slice text, int *width)
{
	struct pdf_face *face = &pdf->faces[glyph->face];
	/* Few glyphs stand for several texts. */
	size_t *slot = &face->slots[glyph->id % GLYPH_SLOTS];
	struct pdf_glyph *entry;

	for (size_t i = *slot; i > 0; i = entry->next) {
		entry = &face->glyphs.items[i - 1];
		if (is_entry(entry, glyph->id, text)) {
			*width = entry->width;
			return i;
		}
	}
	if (!face->font)
		face->font = pdf_raw_new(pdf);
	entry = vec_push(pdf->arena, &face->glyphs);
	entry->glyph = glyph->id;
	entry->text = text;
	entry->width = text_glyph_advance(pdf->fonts, glyph);
	entry->next = *slot;
	*slot = face->glyphs.len;
	*width = entry->width;
	return face->glyphs.len;
}

/* What a glyph gives back as text.  Archives do not take characters of private use, which mean
 * nothing outside the font they were made for. */
static struct slice glyph_text(struct slice text)
{
	size_t at = 0;
	uint32_t code;

	/* A further glyph of letters already told: a space without width. */
	if (text.len == 0)
		return SLICE("\u200B");
	code = utf8_next(text, &at);
	if ((code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000)
		return SLICE("\uFFFD");
	return text;
}

static unsigned unicode_map(struct pdf *pdf, const struct pdf_face *face)
{
	enum { BATCH = 100 }; /* as many as the format allows in one go */
	struct buf map = BUF_IN(pdf->arena);

	buf_puts(&map, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		       "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
		       "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
		       "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (size_t i = 0; i < face->glyphs.len; i++) {
		const struct pdf_glyph *glyph = &face->glyphs.items[i];
		size_t left = face->glyphs.len - i;
		if (i % BATCH == 0)
			buf_printf(&map, "%zu beginbfchar\n", left < BATCH ? left : (size_t)BATCH);
		buf_putc(&map, '<');
		buf_put_hex(&map, (uint32_t)i + 1);
		buf_puts(&map, "><");
		pdf_put_utf16(&map, glyph_text(glyph->text));
		buf_puts(&map, ">\n");
		if (i % BATCH == BATCH - 1 || left == 1)
			buf_puts(&map, "endbfchar\n");
	}
	buf_puts(&map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	return pdf_raw_stream(pdf, buf_slice(&map), true)->id;
}

/* ABCDEF+Name: six letters made from the program, so that two subsets are told apart. */
static struct slice subset_name(struct arena *arena, struct slice name, struct slice program)
{
	uint64_t hash = 0xcbf29ce484222325u;
	char letters[7] = "";

	for (size_t i = 0; i < program.len; i++)
		hash = (hash ^ (unsigned char)program.ptr[i]) * 0x100000001b3u;
	for (int i = 0; i < 6; i++, hash /= 26)
		letters[i] = (char)('A' + hash % 26);
	return text_printf(arena, "%s+%.*s", letters, SLICE_ARG(name));
}

static void cut_pack(struct pdf *pdf, struct text_cut *cut, size_t number)
{
	struct arena *arena = text_cut_arena(pdf->fonts);
	struct text_face_facts facts = text_face_facts(pdf->arena, pdf->fonts, number);

	cut->name = subset_name(arena, facts.name, cut->program);
	cut->packed = slice_copy(arena, pdf_deflate(pdf, cut->program));
}

static struct text_cut *face_cut(struct pdf *pdf, size_t number)
{
	const struct pdf_face *face = &pdf->faces[number];
	uint16_t *glyphs = ARENA_ARRAY(pdf->arena, face->glyphs.len, uint16_t);
	struct text_cut *cut;

	for (size_t i = 0; i < face->glyphs.len; i++)
		glyphs[i] = face->glyphs.items[i].glyph;
	cut = text_face_cut(pdf->fonts, number, glyphs, face->glyphs.len);
	if (cut && cut->packed.len == 0)
		cut_pack(pdf, cut, number);
	return cut;
}

static unsigned glyph_map(struct pdf *pdf, const struct pdf_face *face, const struct text_cut *cut)
{
	struct buf map = BUF_IN(pdf->arena);

	buf_repeat(&map, '\0', 2);
	for (size_t i = 0; i < face->glyphs.len; i++) {
		uint16_t number = text_cut_number(cut, face->glyphs.items[i].glyph);
		buf_putc(&map, (char)(number >> 8));
		buf_putc(&map, (char)(number & 0xFF));
	}
	return pdf_raw_stream(pdf, buf_slice(&map), true)->id;
}

static unsigned descriptor(struct pdf *pdf, size_t number, const struct text_cut *cut)
{
	enum { SYMBOLIC = 4, ITALIC = 64 };
	struct text_face_facts facts = text_face_facts(pdf->arena, pdf->fonts, number);
	struct pdf_raw *raw = pdf_raw_new(pdf);
	struct pdf_raw *stream = pdf_raw_stream(pdf, cut->packed, false);

	stream->deflated = true;
	stream->body = text_printf(pdf->arena, "/Length1 %zu\n", cut->program.len);
	raw->body = text_printf(
		pdf->arena,
		"/Type /FontDescriptor /FontName /%.*s /Flags %d /FontBBox [%d %d %d %d]\n"
		"/ItalicAngle %d /Ascent %d /Descent %d /CapHeight %d /StemV %d /FontFile2 %u 0 "
		"R\n",
		SLICE_ARG(cut->name), SYMBOLIC | (facts.italic_angle ? ITALIC : 0), facts.box[0],
		facts.box[1], facts.box[2], facts.box[3], facts.italic_angle, facts.ascent,
		facts.descent, facts.cap_height, facts.bold ? 140 : 80, stream->id);
	return raw->id;
}

static bool face_close(struct pdf *pdf, size_t number)
{
	struct pdf_face *face = &pdf->faces[number];
	const struct text_cut *cut = face_cut(pdf, number);
	struct pdf_raw *inner;
	struct buf widths = BUF_IN(pdf->arena);

	if (!cut)
		return false;
	inner = pdf_raw_new(pdf);
	for (size_t i = 0; i < face->glyphs.len; i++)
		buf_printf(&widths, "%d%c", face->glyphs.items[i].width, i % 16 == 15 ? '\n' : ' ');
	inner->body = text_printf(
		pdf->arena,
		"/Type /Font /Subtype /CIDFontType2 /BaseFont /%.*s\n"
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>\n"
		"/FontDescriptor %u 0 R /CIDToGIDMap %u 0 R /DW 1000 /W [1 [%.*s]]\n",
		SLICE_ARG(cut->name), descriptor(pdf, number, cut), glyph_map(pdf, face, cut),
		SLICE_ARG(buf_slice(&widths)));
	face->font->body =
		text_printf(pdf->arena,
			    "/Type /Font /Subtype /Type0 /BaseFont /%.*s /Encoding /Identity-H\n"
			    "/DescendantFonts [%u 0 R] /ToUnicode %u 0 R\n",
			    SLICE_ARG(cut->name), inner->id, unicode_map(pdf, face));
	return true;
}

bool pdf_fonts_close(struct pdf *pdf)
{
	struct buf list = BUF_IN(pdf->arena);
	bool done = true;

	for (size_t i = 0; i < pdf->face_count; i++) {
		if (!pdf->faces[i].font)
			continue;
		done = face_close(pdf, i) && done;
		buf_printf(&list, "/F%zu %u 0 R\n", i, pdf->faces[i].font->id);
	}
	pdf->font_list->body = buf_slice(&list);
	return done;
}
