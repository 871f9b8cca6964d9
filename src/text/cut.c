/*
 * Faces cut to the glyphs of a document.  Documents made one after the other mostly need the same
 * ones, so a cut is kept for as long as there is room.
 */
#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "text/fonts.h"
#include "text/text.h"

enum { CUTS_MAX = 2 * 1024 * 1024 };

struct font_cut {
	struct text_cut cut;
	struct font_cut *next;
	size_t face;
	uint16_t *glyphs; /* each once, in order */
	size_t count;
};

static int glyph_order(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

/* Each glyph once, in order; returns how many there are. */
static size_t glyphs_sort(uint16_t *glyphs, size_t count)
{
	size_t kept = 0;

	if (count > 0)
		qsort(glyphs, count, sizeof(*glyphs), glyph_order);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || glyphs[i] != glyphs[kept - 1])
			glyphs[kept++] = glyphs[i];
	}
	return kept;
}

static hb_subset_input_t *subset_input(const uint16_t *glyphs, size_t count)
{
	static const hb_tag_t layout_tables[] = {
		HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
		HB_TAG('k', 'e', 'r', 'n'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('O', 'S', '/', '2'),
		HB_TAG('p', 'o', 's', 't'), HB_TAG('S', 'T', 'A', 'T'), HB_TAG('M', 'A', 'T', 'H'),
	};
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_set_t *drop;

	if (!input)
		return NULL;
	drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < sizeof(layout_tables) / sizeof(*layout_tables); i++)
		hb_set_add(drop, layout_tables[i]);
	for (size_t i = 0; i < count; i++)
		hb_set_add(hb_subset_input_glyph_set(input), glyphs[i]);
	if (!hb_set_allocation_successful(drop) ||
	    !hb_set_allocation_successful(hb_subset_input_glyph_set(input)))
		memory_exhausted();
	hb_subset_input_set_flags(input,
				  HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	return input;
}

static bool face_cut(struct text_fonts *fonts, struct font_cut *made)
{
	hb_face_t *whole = fonts->faces.items[made->face].face;
	hb_subset_input_t *input = subset_input(made->glyphs, made->count);
	hb_subset_plan_t *plan = input ? hb_subset_plan_create_or_fail(whole, input) : NULL;
	hb_face_t *cut = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	hb_blob_t *blob = NULL;
	unsigned length = 0;
	uint16_t *numbers;
	const char *data;

	if (!cut)
		goto out;
	blob = hb_face_reference_blob(cut);
	data = hb_blob_get_data(blob, &length);
	made->cut.program = slice_copy(&fonts->cut_arena, (struct slice){ data, length });
	numbers = ARENA_ARRAY(&fonts->cut_arena, made->count, uint16_t);
	for (size_t i = 0; i < made->count; i++) {
		hb_codepoint_t number =
			hb_map_get(hb_subset_plan_old_to_new_glyph_mapping(plan), made->glyphs[i]);
		numbers[i] = number == HB_MAP_VALUE_INVALID ? 0 : (uint16_t)number;
	}
	made->cut.glyphs = made->glyphs;
	made->cut.numbers = numbers;
	made->cut.count = made->count;
out:
	hb_blob_destroy(blob);
	hb_face_destroy(cut);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	return length > 0;
}

struct text_cut *text_face_cut(struct text_fonts *fonts, size_t face, uint16_t *glyphs,
			       size_t count)
{
	size_t size;
	struct font_cut *cut = fonts->cuts;

	count = glyphs_sort(glyphs, count);
	size = count * sizeof(*glyphs);
	while (cut &&
	       (cut->face != face || cut->count != count || memcmp(cut->glyphs, glyphs, size) != 0))
		cut = cut->next;
	if (cut)
		return &cut->cut;
	cut = ARENA_NEW(&fonts->cut_arena, struct font_cut);
	*cut = (struct font_cut){ .next = fonts->cuts, .face = face, .count = count };
	cut->glyphs = ARENA_ARRAY(&fonts->cut_arena, count, uint16_t);
	memcpy(cut->glyphs, glyphs, size);
	if (!face_cut(fonts, cut))
		return NULL;
	fonts->cuts = cut;
	return &cut->cut;
}

uint16_t text_cut_number(const struct text_cut *cut, uint16_t glyph)
{
	const uint16_t *found =
		bsearch(&glyph, cut->glyphs, cut->count, sizeof(glyph), glyph_order);

	return found ? cut->numbers[found - cut->glyphs] : 0;
}

struct arena *text_cut_arena(struct text_fonts *fonts)
{
	return &fonts->cut_arena;
}

void fonts_cuts_drop(struct text_fonts *fonts, size_t faces)
{
	struct font_cut **link = &fonts->cuts;

	if (fonts->cut_arena.total > CUTS_MAX) {
		arena_free(&fonts->cut_arena);
		fonts->cuts = NULL;
	}
	while (*link) {
		if ((*link)->face >= faces)
			*link = (*link)->next;
		else
			link = &(*link)->next;
	}
}
