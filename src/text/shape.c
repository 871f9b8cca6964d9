/* Shaping: text of one style becomes glyphs, word by word, each word once. */
#include "text/fonts.h"

#include "base/arena.h"
#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD };

struct glyphs {
	VEC(struct text_glyph) list;
	int32_t width;
};

static uint64_t hash_text(enum text_style style, struct slice text)
{
	uint64_t hash = 0xcbf29ce484222325u ^ (uint64_t)style;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * 0x100000001b3u;
	return hash ^ hash >> 29;
}

static bool is_mark(uint32_t code)
{
	return (code >= 0x0300 && code <= 0x036F) || (code >= 0x20D0 && code <= 0x20FF);
}

/* Joiners, selectors and combining marks take the face of what they follow. */
static bool follows_base(uint32_t code)
{
	return is_mark(code) || (code >= 0x200B && code <= 0x200F) ||
	       (code >= 0x2060 && code <= 0x2064) || (code >= 0xFE00 && code <= 0xFE0F) ||
	       code == 0x00AD || code == 0xFEFF;
}

/* A mark that this face lacks is shown, and seen, only in another one. */
static bool stays_in(const struct text_fonts *fonts, int face, uint32_t code)
{
	return follows_base(code) && face >= 0 &&
	       (!is_mark(code) || fonts_has(fonts, (size_t)face, code));
}

/*
 * The number of bytes of the letters that begin at glyph i, or 0 for a further glyph of them.
 * Clusters rise from left to right, or fall where the script runs the other way.
 */
static size_t cluster_length(const hb_glyph_info_t *info, unsigned count, unsigned i, size_t end)
{
	bool falling = count > 1 && info[0].cluster > info[count - 1].cluster;
	unsigned k = i;

	if (i > 0 && info[i - 1].cluster == info[i].cluster)
		return 0;
	if (falling)
		return (i > 0 ? info[i - 1].cluster : end) - info[i].cluster;
	while (k < count && info[k].cluster == info[i].cluster)
		k++;
	return (k < count ? info[k].cluster : end) - info[i].cluster;
}

static void shape_replacement(struct text_fonts *fonts, size_t from, size_t to, struct glyphs *out)
{
	hb_font_t *font = fonts->faces.items[STYLE_REGULAR].font;
	struct text_glyph *glyph = vec_push(&fonts->cache, &out->list);
	hb_codepoint_t id = 0;

	hb_font_get_nominal_glyph(font, REPLACEMENT, &id);
	glyph->start = (uint32_t)from;
	glyph->length = (uint16_t)(to - from);
	glyph->face = STYLE_REGULAR;
	glyph->id = (uint16_t)id;
	glyph->advance = (int16_t)hb_font_get_glyph_h_advance(font, id);
	out->width += glyph->advance;
}

static void shape_part(struct text_fonts *fonts, size_t face, struct slice text, size_t from,
		       size_t to, struct glyphs *out)
{
	hb_buffer_t *buffer = fonts->buffer;
	hb_glyph_info_t *info;
	hb_glyph_position_t *place;
	unsigned count = 0;

	hb_buffer_reset(buffer);
	hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
	hb_buffer_set_language(buffer, fonts->language);
	hb_buffer_add_utf8(buffer, text.ptr, (int)text.len, (unsigned)from, (int)(to - from));
	hb_buffer_guess_segment_properties(buffer);
	/* It fails for want of memory alone: where no shaper is named, one fits every text. */
	if (!hb_shape_full(fonts->faces.items[face].font, buffer, NULL, 0, NULL) ||
	    !hb_buffer_allocation_successful(buffer))
		memory_exhausted();
	info = hb_buffer_get_glyph_infos(buffer, &count);
	place = hb_buffer_get_glyph_positions(buffer, &count);
	for (unsigned i = 0; i < count; i++) {
		size_t length = cluster_length(info, count, i, to);
		struct text_glyph *glyph;
		if (info[i].codepoint == 0) {
			shape_replacement(fonts, info[i].cluster, info[i].cluster + length, out);
			continue;
		}
		glyph = vec_push(&fonts->cache, &out->list);
		glyph->start = info[i].cluster;
		glyph->length = (uint16_t)length;
		glyph->face = (uint16_t)face;
		glyph->id = (uint16_t)info[i].codepoint;
		glyph->advance = (int16_t)place[i].x_advance;
		glyph->x = (int16_t)place[i].x_offset;
		glyph->y = (int16_t)place[i].y_offset;
		out->width += place[i].x_advance;
	}
}

static void shape_all(struct text_fonts *fonts, enum text_style style, struct slice text,
		      struct span source, struct glyphs *out)
{
	int face = (int)style;
	size_t start = 0;
	size_t base = 0; /* the character that marks stand on */
	size_t at = 0;

	while (at < text.len) {
		size_t before = at;
		uint32_t code = utf8_next(text, &at);
		int next = face;
		if (!stays_in(fonts, face, code))
			next = fonts_find(fonts, style, code, source);
		if (!follows_base(code))
			base = before;
		if (next == face && face >= 0)
			continue;
		/* With its mark, a letter that the other face has as well. */
		if (is_mark(code) && next >= 0 && base >= start && base < before) {
			size_t of = base;
			if (fonts_has(fonts, (size_t)next, utf8_next(text, &of)))
				before = base;
		}
		if (before > start && face >= 0)
			shape_part(fonts, (size_t)face, text, start, before, out);
		start = before;
		face = next;
		if (face < 0) {
			shape_replacement(fonts, before, at, out);
			start = at;
		}
	}
	if (start < text.len && face >= 0)
		shape_part(fonts, (size_t)face, text, start, text.len, out);
}

static void slots_grow(struct text_fonts *fonts)
{
	size_t count = fonts->slot_count * 2;
	struct run_slot **slots = ARENA_ARRAY(&fonts->cache, count, struct run_slot *);

	for (size_t i = 0; i < fonts->slot_count; i++) {
		struct run_slot *slot = fonts->slots[i];
		while (slot) {
			struct run_slot *next = slot->next;
			size_t to = hash_text(slot->style, slot->run.text) & (count - 1);
			slot->next = slots[to];
			slots[to] = slot;
			slot = next;
		}
	}
	fonts->slots = slots;
	fonts->slot_count = count;
}

/* Tells a document of the characters its fonts lack, though they were shaped for another. */
static void tell_missing(struct text_fonts *fonts, struct run_slot *slot, struct span source)
{
	size_t at = 0;

	slot->document = fonts->document;
	while (at < slot->run.text.len) {
		uint32_t code = utf8_next(slot->run.text, &at);
		if (!stays_in(fonts, (int)slot->style, code))
			fonts_find(fonts, slot->style, code, source);
	}
}

static const struct text_run *fonts_shape(void *context, enum text_style style, struct slice text,
					  struct span source)
{
	struct text_fonts *fonts = context;
	uint64_t hash = hash_text(style, text);
	struct run_slot *slot = fonts->slots[hash & (fonts->slot_count - 1)];
	unsigned missed = fonts->missed;
	struct glyphs glyphs = { 0 };

	for (; slot; slot = slot->next) {
		if (slot->style != style || !slice_equal(slot->run.text, text))
			continue;
		if (slot->lacking && slot->document != fonts->document)
			tell_missing(fonts, slot, source);
		return &slot->run;
	}
	if (fonts->run_count++ > fonts->slot_count)
		slots_grow(fonts);
	slot = ARENA_NEW(&fonts->cache, struct run_slot);
	slot->style = style;
	slot->document = fonts->document;
	slot->run.text = slice_copy(&fonts->cache, text);
	shape_all(fonts, style, slot->run.text, source, &glyphs);
	slot->lacking = fonts->missed > missed;
	slot->run.glyphs = glyphs.list.items;
	slot->run.glyph_count = glyphs.list.len;
	slot->run.width = glyphs.width;
	slot->next = fonts->slots[hash & (fonts->slot_count - 1)];
	fonts->slots[hash & (fonts->slot_count - 1)] = slot;
	return &slot->run;
}

struct measure text_fonts_measure(struct text_fonts *fonts)
{
	return (struct measure){ fonts_shape, fonts };
}

static void draw_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
		      void *user)
{
	const struct text_pen *pen = data;

	(void)funcs, (void)state, (void)user;
	pen->move(pen->context, (double)x, (double)y);
}

static void draw_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
		      void *user)
{
	const struct text_pen *pen = data;

	(void)funcs, (void)state, (void)user;
	pen->line(pen->context, (double)x, (double)y);
}

static void draw_curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float ax,
		       float ay, float bx, float by, float x, float y, void *user)
{
	const struct text_pen *pen = data;
	const double points[6] = { (double)ax, (double)ay, (double)bx,
				   (double)by, (double)x,  (double)y };

	(void)funcs, (void)state, (void)user;
	pen->curve(pen->context, points);
}

static void draw_close(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
	const struct text_pen *pen = data;

	(void)funcs, (void)state, (void)user;
	pen->close(pen->context);
}

void text_glyph_draw(const struct text_fonts *fonts, const struct text_glyph *glyph,
		     const struct text_pen *pen)
{
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	struct text_pen copy = *pen;

	/* HarfBuzz turns quadratic curves into cubic ones when only cubic ones are asked for. */
	hb_draw_funcs_set_move_to_func(funcs, draw_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, draw_line, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, draw_curve, NULL, NULL);
	hb_draw_funcs_set_close_path_func(funcs, draw_close, NULL, NULL);
	hb_font_get_glyph_shape(fonts->faces.items[glyph->face].font, glyph->id, funcs, &copy);
	hb_draw_funcs_destroy(funcs);
}
