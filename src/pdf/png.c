/* PNG to pixels.  The only door to libpng, of which libharu's own reader ends the program over a
 * damaged file. */
#include "pdf/pdf.h"

#include <png.h>
#include <string.h>

#include "base/arena.h"
#include "base/picture.h"

/* Splits colours and alpha, in place for the former; true when any pixel lets something through. */
static bool alpha_split(unsigned char *pixels, size_t count, size_t colors, unsigned char *alpha)
{
	bool clear = false;

	for (size_t i = 0; i < count; i++) {
		alpha[i] = pixels[(colors + 1) * i + colors];
		memmove(pixels + colors * i, pixels + (colors + 1) * i, colors);
		clear = clear || alpha[i] != 0xFF;
	}
	return clear;
}

static bool file_open(png_image *info, struct slice bytes)
{
	*info = (png_image){ .version = PNG_IMAGE_VERSION };
	if (!png_image_begin_read_from_memory(info, bytes.ptr, bytes.len))
		return false;
	info->flags |= PNG_IMAGE_FLAG_16BIT_sRGB; /* deep ones are no more linear than others */
	return true;
}

/* Where a profile says what colours mean, it is the only one to do so. */
static struct slice profile_of(struct arena *arena, struct slice bytes, png_image *info)
{
	bool gray = !(info->format & PNG_FORMAT_FLAG_COLOR);
	struct slice profile = picture_profile(arena, bytes);

	if (!pdf_colors_differ(profile, gray ? 1 : 3))
		return SLICE_NONE;
	png_image_free(info);
	return file_open(info, picture_uncolored(arena, bytes)) ? profile : SLICE_NONE;
}

bool pdf_png_read(struct arena *arena, struct slice bytes, struct pdf_pixels *pixels)
{
	png_image info;
	struct pdf_colors *converter;
	struct slice profile;
	bool has_alpha;
	size_t colors;
	size_t count;
	unsigned char *rows;

	if (!file_open(&info, bytes))
		return false;
	profile = profile_of(arena, bytes, &info);
	has_alpha = info.format & PNG_FORMAT_FLAG_ALPHA;
	pixels->gray = !(info.format & PNG_FORMAT_FLAG_COLOR);
	pixels->width = info.width;
	pixels->height = info.height;
	info.format = pixels->gray ? has_alpha ? PNG_FORMAT_GA : PNG_FORMAT_GRAY
		      : has_alpha  ? PNG_FORMAT_RGBA
				   : PNG_FORMAT_RGB;
	colors = pixels->gray ? 1 : 3;
	count = (size_t)info.width * info.height;
	rows = arena_array(arena, count, colors + has_alpha);
	if (!png_image_finish_read(&info, NULL, rows, 0, NULL))
		return false;
	if (has_alpha) {
		unsigned char *alpha = arena_alloc(arena, count);
		if (alpha_split(rows, count, colors, alpha))
			pixels->alpha = (struct slice){ (const char *)alpha, count };
	}
	converter = pdf_colors_open(arena, profile, (unsigned)colors);
	if (converter)
		pdf_colors_convert(converter, rows, rows, count);
	pdf_colors_close(converter);
	pixels->bytes = (struct slice){ (const char *)rows, count * colors };
	return true;
}
