/* Fonts of the machine, for characters the built-in faces lack.  The only door to fontconfig. */
#include <fontconfig/fontconfig.h>

#include "text/fonts.h"

static bool pattern_fits(FcPattern *font, uint32_t code)
{
	FcCharSet *has = NULL;
	FcChar8 *format = NULL;
	FcBool variable = FcFalse;
	FcBool color = FcFalse;

	FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
	FcPatternGetBool(font, FC_COLOR, 0, &color);
	return FcPatternGetString(font, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
	       slice_is(slice_of((const char *)format), "TrueType") && !variable && !color &&
	       FcPatternGetCharSet(font, FC_CHARSET, 0, &has) == FcResultMatch &&
	       FcCharSetHasChar(has, code);
}

static int face_from(struct text_fonts *fonts, FcPattern *font, bool bold, uint32_t code)
{
	FcChar8 *path = NULL;
	int index = 0;
	hb_blob_t *blob;

	if (FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch)
		return -1;
	FcPatternGetInteger(font, FC_INDEX, 0, &index);
	blob = hb_blob_create_from_file_or_fail((const char *)path);
	if (!blob || !fonts_add(fonts, blob, (unsigned)index, bold))
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

void fallback_close(struct text_fonts *fonts)
{
	if (fonts->config)
		FcConfigDestroy(fonts->config);
	fonts->config = NULL;
}
