/* Fonts of the machine: families a theme asks for, and fonts for characters that the text faces
 * lack. The only door to fontconfig. */
#include <fontconfig/fontconfig.h>

#include "text/fonts.h"

/* What a PDF can take: outlines of TrueType, in one weight, in one colour. */
static bool pattern_is_usable(FcPattern *font)
{
	FcChar8 *format = NULL;
	FcBool variable = FcFalse;
	FcBool color = FcFalse;

	FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
	FcPatternGetBool(font, FC_COLOR, 0, &color);
	return FcPatternGetString(font, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
	       slice_is(slice_of((const char *)format), "TrueType") && !variable && !color;
}

static bool pattern_fits(FcPattern *font, uint32_t code)
{
	FcCharSet *has = NULL;

	return pattern_is_usable(font) &&
	       FcPatternGetCharSet(font, FC_CHARSET, 0, &has) == FcResultMatch &&
	       FcCharSetHasChar(has, code);
}

static bool pattern_add(struct text_fonts *fonts, FcPattern *font, bool bold)
{
	FcChar8 *path = NULL;
	int index = 0;
	hb_blob_t *blob;

	if (FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch)
		return false;
	FcPatternGetInteger(font, FC_INDEX, 0, &index);
	blob = hb_blob_create_from_file_or_fail((const char *)path);
	return blob && fonts_add(fonts, blob, (unsigned)index, bold);
}

static int face_from(struct text_fonts *fonts, FcPattern *font, bool bold, uint32_t code)
{
	if (!pattern_add(fonts, font, bold))
		return -1;
	return fonts_has(fonts, fonts->faces.len - 1, code) ? (int)fonts->faces.len - 1 : -1;
}

static FcPattern *pattern_new(FcConfig *config, enum text_style style, uint32_t code)
{
	FcPattern *pattern = FcPatternCreate();
	FcCharSet *wanted = FcCharSetCreate();
	bool bold = style == STYLE_BOLD || style == STYLE_BOLD_ITALIC;

	if (pattern && wanted) {
		FcCharSetAddChar(wanted, code);
		FcPatternAddCharSet(pattern, FC_CHARSET, wanted);
		FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)"sans-serif");
		FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
		FcConfigSubstitute(config, pattern, FcMatchPattern);
		FcDefaultSubstitute(pattern);
	}
	if (wanted)
		FcCharSetDestroy(wanted);
	return pattern;
}

int fallback_find(struct text_fonts *fonts, enum text_style style, uint32_t code)
{
	FcResult result = FcResultNoMatch;
	FcFontSet *found = NULL;
	FcPattern *pattern = NULL;
	bool bold = style == STYLE_BOLD || style == STYLE_BOLD_ITALIC;
	int face = -1;

	if (!fonts->config)
		fonts->config = FcInitLoadConfigAndFonts();
	if (!fonts->config)
		return -1;
	pattern = pattern_new(fonts->config, style, code);
	if (pattern)
		found = FcFontSort(fonts->config, pattern, FcFalse, NULL, &result);
	for (int i = 0; found && i < found->nfont && face < 0; i++) {
		if (pattern_fits(found->fonts[i], code))
			face = face_from(fonts, found->fonts[i], bold, code);
	}
	if (found)
		FcFontSetDestroy(found);
	if (pattern)
		FcPatternDestroy(pattern);
	return face;
}

/* --- Families --- */

static bool is_of_family(FcPattern *font, struct slice family)
{
	FcChar8 *name = NULL;

	for (int i = 0; FcPatternGetString(font, FC_FAMILY, i, &name) == FcResultMatch; i++) {
		if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family.ptr) == 0)
			return true;
	}
	return false;
}

static FcPattern *style_pattern(FcConfig *config, struct slice family, enum text_style style)
{
	bool bold = style == STYLE_BOLD || style == STYLE_BOLD_ITALIC;
	bool italic = style == STYLE_ITALIC || style == STYLE_BOLD_ITALIC;
	FcPattern *pattern = FcPatternCreate();

	if (!pattern)
		return NULL;
	FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family.ptr);
	FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
	FcPatternAddInteger(pattern, FC_SLANT, italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
	FcConfigSubstitute(config, pattern, FcMatchPattern);
	FcDefaultSubstitute(pattern);
	return pattern;
}

static bool style_add(struct text_fonts *fonts, struct slice family, enum text_style style)
{
	FcPattern *pattern = style_pattern(fonts->config, family, style);
	FcResult result = FcResultNoMatch;
	FcFontSet *found =
		pattern ? FcFontSort(fonts->config, pattern, FcFalse, NULL, &result) : NULL;
	bool done = false;

	for (int i = 0; found && i < found->nfont && !done; i++)
		done = is_of_family(found->fonts[i], family) &&
		       pattern_is_usable(found->fonts[i]) &&
		       pattern_add(fonts, found->fonts[i],
				   style == STYLE_BOLD || style == STYLE_BOLD_ITALIC);
	if (found)
		FcFontSetDestroy(found);
	if (pattern)
		FcPatternDestroy(pattern);
	return done;
}

bool family_add(struct text_fonts *fonts, struct slice family)
{
	struct slice name = slice_copy(&fonts->arena, family); /* ends in NUL */
	bool done = true;

	if (!fonts->config)
		fonts->config = FcInitLoadConfigAndFonts();
	for (int style = 0; fonts->config && style < STYLE_COUNT; style++)
		done = done && style_add(fonts, name, (enum text_style)style);
	return fonts->config && done;
}

void fallback_close(struct text_fonts *fonts)
{
	if (fonts->config)
		FcConfigDestroy(fonts->config);
	fonts->config = NULL;
}
