/* Images of a PDF: JPEG as it is, other pixels compressed, with what shines through apart. */
#include "pdf/pdf.h"

#include "base/arena.h"

static struct pdf_raw *pixels_object(struct pdf *pdf, const struct pdf_pixels *pixels,
				     struct slice bytes, bool gray, unsigned mask)
{
	bool is_jpeg = pixels->is_jpeg;
	struct pdf_raw *raw = pdf_raw_stream(pdf, bytes, !is_jpeg);
	struct buf body = BUF_IN(pdf->arena);

	buf_printf(
		&body,
		"/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s",
		(unsigned)pixels->width, (unsigned)pixels->height,
		gray ? "DeviceGray" : "DeviceRGB");
	if (mask > 0)
		buf_printf(&body, "/SMask %u 0 R", mask);
	if (is_jpeg)
		buf_puts(&body, "/Filter/DCTDecode");
	raw->body = buf_slice(&body);
	return raw;
}

static bool image_read(struct pdf *pdf, const struct doc_image *image, struct pdf_pixels *pixels)
{
	switch (image->type) {
	case IMAGE_PNG:
		return pdf_png_read(pdf->arena, image->bytes, pixels);
	case IMAGE_JPEG:
		return pdf_jpeg_read(pdf->arena, image, pixels);
	}
	return false;
}

static bool image_put(struct pdf *pdf, const struct doc_image *image, size_t number)
{
	struct pdf_pixels pixels = { .width = 0 };
	unsigned mask = 0;

	if (!image_read(pdf, image, &pixels)) {
		diag_add(pdf->report, DIAG_UNREADABLE_IMAGE, SPAN_NONE, SLICE_NONE,
			 DIAG_ARGS(diag_text("path", image->path)));
		return false;
	}
	if (pixels.alpha.len > 0)
		mask = pixels_object(pdf, &pixels, pixels.alpha, true, 0)->id;
	buf_printf(&pdf->images, "/Im%zu %u 0 R\n", number,
		   pixels_object(pdf, &pixels, pixels.bytes, pixels.gray, mask)->id);
	return true;
}

static bool image_equal(const struct doc_image *a, const struct doc_image *b)
{
	return a == b || (a->turn == b->turn && slice_equal(a->bytes, b->bytes));
}

size_t pdf_image_number(struct pdf *pdf, const struct doc_image *image)
{
	struct pdf_picture *picture;

	for (size_t i = 0; i < pdf->pictures.len; i++) {
		picture = &pdf->pictures.items[i];
		if (image_equal(picture->image, image))
			return picture->shown ? i + 1 : 0;
	}
	picture = vec_push(pdf->arena, &pdf->pictures);
	picture->image = image;
	picture->shown = image_put(pdf, image, pdf->pictures.len);
	pdf_hash(pdf, image->bytes);
	return pdf->pictures.items[pdf->pictures.len - 1].shown ? pdf->pictures.len : 0;
}

void pdf_images_close(struct pdf *pdf)
{
	pdf->image_list->body = buf_slice(&pdf->images);
}
