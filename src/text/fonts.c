/* The faces: opening them, choosing one for a character, telling facts about them, cutting them. */
#include "text/fonts.h"

#include <hb-ot.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/utf8.h"
#include "diag/diag.h"

/* Families in the program, and how the files of their faces begin; the first is the default. */
static const struct {
	const char *family;
	const char *files;
} built_in[] = {
	{ "Noto Sans", "fonts/NotoSans-" },
	{ "Noto Serif", "fonts/NotoSerif-" },
};

static const char *const style_names[STYLE_COUNT] = { [STYLE_REGULAR] = "Regular",
						      [STYLE_BOLD] = "Bold",
						      [STYLE_ITALIC] = "Italic",
						      [STYLE_BOLD_ITALIC] = "BoldItalic" };

/* Faces of signs, for what text faces lack. */
static const char *const signs[] = { "fonts/NotoSans-Math.ttf", "fonts/NotoSans-Symbols2.ttf",
				     "fonts/NotoSans-Regular.ttf" };

enum { FIRST_SLOTS = 1024, MOST_FACES = 64, CACHE_MAX = 16 * 1024 * 1024 };

bool fonts_add(struct text_fonts *fonts, hb_blob_t *blob, unsigned index, bool bold)
{
	hb_face_t *face = hb_face_create(blob, index);
	hb_blob_t *outlines = hb_face_reference_table(face, HB_TAG('g', 'l', 'y', 'f'));
	bool is_made = face != hb_face_get_empty();
	bool usable = hb_blob_get_length(outlines) > 0 && fonts->faces.len < MOST_FACES;
	struct font_face *item;

	hb_blob_destroy(blob);
	hb_blob_destroy(outlines);
	if (!is_made)
		memory_exhausted();
	if (!usable) {
		hb_face_destroy(face);
		return false;
	}
	item = vec_push(&fonts->arena, &fonts->faces);
	item->face = face;
	item->font = hb_font_create(face);
	if (item->font == hb_font_get_empty())
		memory_exhausted();
	item->bold = bold;
	hb_font_set_scale(item->font, 1000, 1000);
	return true;
}

bool fonts_has(const struct text_fonts *fonts, size_t face, uint32_t code)
{
	hb_codepoint_t glyph = 0;

	return hb_font_get_nominal_glyph(fonts->faces.items[face].font, code, &glyph) && glyph != 0;
}

static void faces_drop(struct text_fonts *fonts, size_t from)
{
	for (size_t i = from; i < fonts->faces.len; i++) {
		hb_font_destroy(fonts->faces.items[i].font);
		hb_face_destroy(fonts->faces.items[i].face);
	}
	fonts->faces.len = from;
}

static void cache_empty(struct text_fonts *fonts)
{
	arena_free(&fonts->cache);
	fonts->strays.items = NULL;
	fonts->strays.len = fonts->strays.cap = 0;
	fonts->run_count = 0;
	fonts->slot_count = FIRST_SLOTS;
	fonts->slots = ARENA_ARRAY(&fonts->cache, fonts->slot_count, struct run_slot *);
}

static bool add_embedded(struct text_fonts *fonts, const char *name, bool bold)
{
	struct slice bytes = embedded_find(name);
	hb_blob_t *blob =
		hb_blob_create(bytes.ptr, (unsigned)bytes.len, HB_MEMORY_MODE_READONLY, NULL, NULL);

	return fonts_add(fonts, blob, 0, bold);
}

static bool add_family(struct text_fonts *fonts, const char *files)
{
	char name[64];
	bool done = true;

	for (int style = 0; style < STYLE_COUNT; style++) {
		snprintf(name, sizeof(name), "%s%s.ttf", files, style_names[style]);
		done = done &&
		       add_embedded(fonts, name, style == STYLE_BOLD || style == STYLE_BOLD_ITALIC);
	}
	return done;
}

/* The file names of a family in the program, or NULL. */
static const char *family_files(struct slice family)
{
	for (size_t i = 0; i < sizeof(built_in) / sizeof(*built_in); i++) {
		if (slice_is(family, built_in[i].family))
			return built_in[i].files;
	}
	return NULL;
}

/* The text faces in the order of enum text_style, then the faces of signs. */
static bool faces_open(struct text_fonts *fonts, struct slice family)
{
	const char *files = family_files(family);
	bool done = files ? add_family(fonts, files) : family_add(fonts, family);

	if (!done) {
		faces_drop(fonts, 0);
		done = add_family(fonts, built_in[0].files);
	}
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		done = done && add_embedded(fonts, signs[i], false);
	fonts->built_in = fonts->faces.len;
	fonts->family = slice_copy(&fonts->arena, family);
	return done;
}

struct text_fonts *text_fonts_open(void)
{
	struct arena arena = ARENA_INIT;
	struct text_fonts *fonts = ARENA_NEW(&arena, struct text_fonts);

	text_breaks_prepare();
	fonts->arena = arena;
	if (!faces_open(fonts, slice_of(built_in[0].family))) {
		text_fonts_close(fonts);
		return NULL;
	}
	fonts->buffer = hb_buffer_create();
	if (!hb_buffer_allocation_successful(fonts->buffer))
		memory_exhausted();
	fonts->language = hb_language_from_string("vi", -1);
	cache_empty(fonts);
	return fonts;
}

void text_fonts_close(struct text_fonts *fonts)
{
	struct arena arena;

	if (!fonts)
		return;
	faces_drop(fonts, 0);
	hb_buffer_destroy(fonts->buffer);
	fallback_close(fonts);
	arena_free(&fonts->cache);
	arena_free(&fonts->cut_arena);
	arena = fonts->arena;
	arena_free(&arena);
}

void text_fonts_begin(struct text_fonts *fonts, struct slice family, struct report *report)
{
	fonts->report = report;
	fonts->document++;
	if (family.len > 0 && !slice_equal(family, fonts->family)) {
		faces_drop(fonts, 0);
		cache_empty(fonts);
		fonts_cuts_drop(fonts, 0);
		faces_open(fonts, family);
	}
	/* Which face of the machine serves a character depends on those found before it. */
	if (fonts->faces.len > fonts->built_in || fonts->cache.total > CACHE_MAX) {
		faces_drop(fonts, fonts->built_in);
		cache_empty(fonts);
	}
	fonts_cuts_drop(fonts, fonts->built_in);
}

size_t text_fonts_count(const struct text_fonts *fonts)
{
	return fonts->faces.len;
}

/* --- Families --- */

/* Letters of Vietnamese that other languages do not have. */
static const char vietnamese[] = "ăâđêôơưĂÂĐÊÔƠƯ"
				 "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
				 "ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ";

static struct text2 lacking_words(struct arena *arena, struct slice letters)
{
	struct text2 words;

	words.in[LANG_VI] =
		text_printf(arena, "phông thiếu chữ tiếng Việt: %.*s", SLICE_ARG(letters));
	words.in[LANG_EN] =
		text_printf(arena, "it lacks Vietnamese letters: %.*s", SLICE_ARG(letters));
	return words;
}

struct text2 text_family_problem(struct arena *arena, struct slice family)
{
	enum { SHOWN = 12 };
	struct text_fonts fonts = { .arena = ARENA_INIT };
	struct slice all = SLICE(vietnamese);
	struct buf lacking = BUF_IN(arena);
	struct text2 problem = TEXT2("", "");
	size_t count = 0;

	if (family_files(family))
		return problem;
	if (!family_add(&fonts, family))
		problem = TEXT2("máy này không có phông TrueType tên đó",
				"this machine has no TrueType font of that name");
	for (size_t at = 0; fonts.faces.len > 0 && at < all.len;) {
		size_t start = at;
		uint32_t code = utf8_next(all, &at);
		bool has = true;
		for (size_t i = 0; i < fonts.faces.len; i++)
			has = has && fonts_has(&fonts, i, code);
		if (has || ++count > SHOWN)
			continue;
		buf_put(&lacking, slice_sub(all, start, at));
	}
	if (count > SHOWN)
		buf_puts(&lacking, "…");
	if (count > 0)
		problem = lacking_words(arena, buf_slice(&lacking));
	faces_drop(&fonts, 0);
	fallback_close(&fonts);
	arena_free(&fonts.arena);
	return problem;
}

/* Once for each document. */
static void report_missing(struct text_fonts *fonts, struct font_stray *stray, struct span source)
{
	struct arena *arena = fonts->report->arena;
	struct buf character = BUF_IN(arena);
	uint32_t code = stray->code;

	fonts->missed++;
	if (stray->told == fonts->document)
		return;
	stray->told = fonts->document;
	buf_put_code(&character, code);
	diag_add(fonts->report, DIAG_MISSING_GLYPH, source, SLICE_NONE,
		 DIAG_ARGS(diag_text("character", buf_slice(&character)),
			   diag_text("code", text_printf(arena, "U+%04X", (unsigned)code))));
}

int fonts_find(struct text_fonts *fonts, enum text_style style, uint32_t code, struct span source)
{
	struct font_stray *stray;
	int face = -1;

	if (fonts_has(fonts, style, code))
		return (int)style;
	for (size_t i = 0; i < fonts->strays.len; i++) {
		stray = &fonts->strays.items[i];
		if (stray->code != code || stray->style != style)
			continue;
		if (stray->face < 0)
			report_missing(fonts, stray, source);
		return stray->face;
	}
	for (size_t i = STYLE_COUNT; i < fonts->faces.len && face < 0; i++) {
		if (fonts_has(fonts, i, code))
			face = (int)i;
	}
	if (face < 0)
		face = fallback_find(fonts, style, code);
	stray = vec_push(&fonts->cache, &fonts->strays);
	stray->code = code;
	stray->style = style;
	stray->face = face;
	if (face < 0)
		report_missing(fonts, stray, source);
	return face;
}

/* PDF wants a PostScript name; fonts have been seen without one. */
static struct slice face_name(struct arena *arena, hb_face_t *face)
{
	char name[64] = "";
	unsigned size = sizeof(name);
	struct buf clean = BUF_IN(arena);

	hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
	for (const char *c = name; *c; c++) {
		if ((*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || *c == '-' ||
		    (*c >= '0' && *c <= '9'))
			buf_putc(&clean, *c);
	}
	if (clean.len == 0)
		buf_puts(&clean, "Font");
	return buf_slice(&clean);
}

static int signed16(const char *bytes)
{
	const unsigned char *b = (const unsigned char *)bytes;
	int value = b[0] << 8 | b[1];

	return value >= 0x8000 ? value - 0x10000 : value;
}

static void face_box(hb_face_t *face, int box[4])
{
	enum { HEAD_BOX = 36, HEAD_SIZE = 54 };
	hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
	unsigned length = 0;
	const char *data = hb_blob_get_data(head, &length);
	int upem = (int)hb_face_get_upem(face);

	for (int i = 0; length >= HEAD_SIZE && i < 4; i++)
		box[i] = signed16(data + HEAD_BOX + 2 * i) * 1000 / upem;
	hb_blob_destroy(head);
}

struct text_face_facts text_face_facts(struct arena *arena, const struct text_fonts *fonts,
				       size_t face)
{
	const struct font_face *item = &fonts->faces.items[face];
	struct text_face_facts facts = { .name = face_name(arena, item->face), .bold = item->bold };
	hb_position_t value = 0;

	hb_ot_metrics_get_position_with_fallback(item->font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER,
						 &value);
	facts.ascent = value;
	hb_ot_metrics_get_position_with_fallback(item->font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER,
						 &value);
	facts.descent = value;
	hb_ot_metrics_get_position_with_fallback(item->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &value);
	facts.cap_height = value;
	facts.italic_angle = (int)hb_style_get_value(item->font, HB_STYLE_TAG_SLANT_ANGLE);
	face_box(item->face, facts.box);
	return facts;
}

int text_glyph_advance(const struct text_fonts *fonts, const struct text_glyph *glyph)
{
	return hb_font_get_glyph_h_advance(fonts->faces.items[glyph->face].font, glyph->id);
}
