/* Images of a PDF: JPEG as it is, other pixels compressed, with what shines through apart. */
#include "pdf/pdf.h"

#include "base/arena.h"

static struct pdf_raw *pixels_object(struct pdf *pdf, const struct pdf_pixels *pixels,
				     struct slice bytes, bool gray, unsigned mask)
{
	struct pdf_raw *raw = pdf_raw_stream(pdf, bytes, false);
	struct buf body = BUF_IN(pdf->arena);

	buf_printf(
		&body,
		"/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s",
		(unsigned)pixels->width, (unsigned)pixels->height,
		gray ? "DeviceGray" : "DeviceRGB");
	if (mask > 0)
		buf_printf(&body, "/SMask %u 0 R", mask);
	if (pixels->is_jpeg)
		buf_puts(&body, "/Filter/DCTDecode");
	raw->deflated = pixels->deflated;
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

/* --- Pictures that many documents show, as a logo, are made ready once --- */

struct picture_kept {
	struct picture_kept *next;
	struct digest digest; /* of the file */
	struct pdf_pixels pixels;
};

enum { KEPT_EACH = 1024 * 1024, KEPT_ALL = 8 * 1024 * 1024 };

static const struct picture_kept *kept_find(const struct pdf *pdf, struct digest digest)
{
	struct picture_kept *kept = pdf->shared ? pdf->shared->pictures : NULL;

	while (kept && !digest_equal(kept->digest, digest))
		kept = kept->next;
	return kept;
}

static void kept_add(struct pdf *pdf, struct digest digest, const struct pdf_pixels *pixels)
{
	struct render_shared *shared = pdf->shared;
	struct picture_kept *kept;

	if (!shared || pixels->bytes.len + pixels->alpha.len > KEPT_EACH ||
	    shared->kept.total > KEPT_ALL)
		return;
	kept = ARENA_NEW(&shared->kept, struct picture_kept);
	*kept = (struct picture_kept){ shared->pictures, digest, *pixels };
	kept->pixels.bytes = slice_copy(&shared->kept, pixels->bytes);
	kept->pixels.alpha = slice_copy(&shared->kept, pixels->alpha);
	shared->pictures = kept;
}

void pdf_images_open(struct pdf *pdf)
{
	pdf->image_list = pdf_raw_new(pdf);
	pdf->images = BUF_IN(pdf->arena);
	/* Only between documents, which point at what is kept. */
	if (pdf->shared && pdf->shared->kept.total > KEPT_ALL) {
		arena_free(&pdf->shared->kept);
		pdf->shared->pictures = NULL;
	}
}

static bool image_ready(struct pdf *pdf, const struct doc_image *image, struct pdf_pixels *pixels)
{
	struct digest digest = digest_of(image->bytes);
	const struct picture_kept *kept = kept_find(pdf, digest);

	if (kept) {
		*pixels = kept->pixels;
		return true;
	}
	if (!image_read(pdf, image, pixels))
		return false;
	if (!pixels->is_jpeg) {
		pixels->bytes = pdf_deflate_pixels(pdf, pixels->bytes);
		if (pixels->alpha.len > 0)
			pixels->alpha = pdf_deflate_pixels(pdf, pixels->alpha);
		pixels->deflated = true;
	}
	kept_add(pdf, digest, pixels);
	return true;
}

static bool image_put(struct pdf *pdf, const struct doc_image *image, size_t number)
{
	struct pdf_pixels pixels = { .width = 0 };
	unsigned mask = 0;

	if (!image_ready(pdf, image, &pixels)) {
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
