/*
 * Images of a PDF.  JPEG goes in as it is; PNG is decoded here, since libharu lets libpng end the
 * program over a damaged file.  The only door to libpng.
 */
#include "pdf/pdf.h"

#include <png.h>
#include <string.h>

#include "base/arena.h"

enum { MOST_PIXELS = 64 * 1024 * 1024 };

static HPDF_Image raw_image(struct pdf *pdf, const unsigned char *bytes, const png_image *info,
			    HPDF_ColorSpace space)
{
	return HPDF_LoadRawImageFromMem(pdf->file, bytes, info->width, info->height, space, 8);
}

/* Splits red, green, blue, alpha; true when any pixel lets something through. */
static bool pixels_split(const unsigned char *pixels, size_t count, unsigned char *colors,
			 unsigned char *alpha)
{
	bool clear = false;

	for (size_t i = 0; i < count; i++) {
		memcpy(colors + 3 * i, pixels + 4 * i, 3);
		alpha[i] = pixels[4 * i + 3];
		clear = clear || alpha[i] != 0xFF;
	}
	return clear;
}

static HPDF_Image png_load(struct pdf *pdf, struct slice bytes)
{
	png_image info = { .version = PNG_IMAGE_VERSION };
	unsigned char *pixels;
	unsigned char *colors;
	unsigned char *alpha;
	HPDF_Image image = NULL;
	size_t count;

	if (!png_image_begin_read_from_memory(&info, bytes.ptr, bytes.len))
		return NULL;
	count = (size_t)info.width * info.height;
	if (info.width > MOST_PIXELS / info.height) {
		png_image_free(&info);
		return NULL;
	}
	info.format = PNG_FORMAT_RGBA;
	pixels = arena_array(pdf->arena, count, 4);
	if (!png_image_finish_read(&info, NULL, pixels, 0, NULL))
		return NULL;
	colors = arena_array(pdf->arena, count, 3);
	alpha = arena_alloc(pdf->arena, count);
	if (pixels_split(pixels, count, colors, alpha)) {
		HPDF_Image mask = raw_image(pdf, alpha, &info, HPDF_CS_DEVICE_GRAY);
		image = raw_image(pdf, colors, &info, HPDF_CS_DEVICE_RGB);
		HPDF_Dict_Add(image, "SMask", mask);
	} else {
		image = raw_image(pdf, colors, &info, HPDF_CS_DEVICE_RGB);
	}
	return image;
}

static HPDF_Image jpeg_load(struct pdf *pdf, struct slice bytes)
{
	HPDF_Image image = HPDF_LoadJpegImageFromMem(pdf->file, (const HPDF_BYTE *)bytes.ptr,
						     (HPDF_UINT)bytes.len);
	const char *space = image ? HPDF_Image_GetColorSpace(image) : NULL;

	/* Printing colours have no meaning under the profile that archives get. */
	if (space && strcmp(space, "DeviceCMYK") == 0)
		pdf->archival = false;
	return image;
}

static HPDF_Image image_load(struct pdf *pdf, const struct doc_image *image)
{
	HPDF_STATUS before = pdf->error;
	HPDF_Image object = NULL;

	switch (image->type) {
	case IMAGE_PNG:
		object = png_load(pdf, image->bytes);
		break;
	case IMAGE_JPEG:
		object = jpeg_load(pdf, image->bytes);
		break;
	}
	if (object && pdf->error == before)
		return object;
	diag_add(pdf->report, DIAG_UNREADABLE_IMAGE, SPAN_NONE, SLICE_NONE,
		 DIAG_ARGS(diag_text("path", image->path)));
	/* A bad image is no failure of the document. */
	HPDF_ResetError(pdf->file);
	pdf->error = before;
	return NULL;
}

const char *pdf_image_name(struct pdf *pdf, size_t page, const struct doc_image *image)
{
	struct pdf_picture *picture = NULL;

	for (size_t i = 0; i < pdf->pictures.len && !picture; i++) {
		if (pdf->pictures.items[i].image == image)
			picture = &pdf->pictures.items[i];
	}
	if (!picture) {
		picture = vec_push(pdf->arena, &pdf->pictures);
		picture->image = image;
		picture->object = image_load(pdf, image);
		pdf_hash(pdf, image->bytes);
	}
	return picture->object ? HPDF_Page_GetXObjectName(pdf->pages[page].page, picture->object)
			       : NULL;
}
