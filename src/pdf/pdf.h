#ifndef PDF_PDF_H
#define PDF_PDF_H

#include <hpdf.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/vec.h"
#include "layout/layout.h"
#include "render/render.h"

/*
 * What the files of this room share: the only door to libharu.  The library keeps the document,
 * pages, images, outline and annotations; fonts, tags and page contents are written as PDF text on
 * its object layer.
 */

/* An object whose dictionary is written as PDF text, perhaps with a stream; both may be set until
 * the file is saved. */
struct pdf_raw {
	struct slice body;
	struct slice stream;
	bool streamed;
	bool deflated;
	HPDF_Dict dict;
	unsigned id; /* for references: "%u 0 R" */
};

struct pdf_glyph {
	uint16_t glyph;
	int width;
	struct slice text;
	size_t next; /* with the same hash, counted from 1; 0 for none */
};

enum { GLYPH_SLOTS = 256, PDF_OBJECT_NUMBER = 0x00FFFFFF };

/* A face in this document.  Its character codes are places in `glyphs`, from 1. */
struct pdf_face {
	struct pdf_raw *font;
	VEC(struct pdf_glyph) glyphs;
	size_t slots[GLYPH_SLOTS];
};

struct pdf_tag {
	struct pdf_raw *raw; /* NULL until it appears on a page */
	struct buf kids;
	struct buf *notes; /* behind all other kids, that no text is interrupted; or NULL */
	size_t page;       /* of its first content, from 1; 0 for none yet */
};

struct pdf_page {
	HPDF_Page page;
	unsigned id;
	struct buf parents; /* references to the tags of its marked contents, in order */
	size_t marks;
};

struct pdf_picture {
	const struct doc_image *image;
	bool shown; /* false when it cannot be read */
};

/* Pixels ready to be put into the file: bytes a filter of PDF knows, or plain ones, which are
 * compressed on their way. */
struct pdf_pixels {
	struct slice bytes;
	struct slice alpha; /* one byte for each pixel; empty when nothing shines through */
	uint32_t width;
	uint32_t height;
	bool gray;
	bool is_jpeg;
	bool deflated; /* both */
};

struct pdf {
	struct arena *arena;
	struct report *report;
	const struct doc *doc;
	const struct layout *layout;
	struct text_fonts *fonts;
	struct render_shared *shared; /* NULL: the document stands alone */
	HPDF_Doc file;
	HPDF_STATUS error; /* the first one of the library, which forgets those of its objects */
	struct slice date; /* ISO, or empty */
	struct render_attachments attachments;
	struct pdf_raw *font_list;
	struct pdf_raw *image_list;
	struct buf images;      /* its entries */
	struct pdf_face *faces; /* one for each of the text fonts */
	size_t face_count;
	struct pdf_page *pages;
	struct pdf_tag *tags; /* by serial number */
	struct buf content;   /* of the page that is being filled */
	struct buf links;     /* entries of the parent tree for annotations */
	size_t link_count;
	VEC(struct pdf_picture) pictures;
	struct digest digest; /* of the content, for the identifier of the file */
};

/* object.c */
struct pdf_raw *pdf_raw_new(struct pdf *pdf);
/* With a stream, compressed on request; else the bytes are borrowed. */
struct pdf_raw *pdf_raw_stream(struct pdf *pdf, struct slice bytes, bool compressed);
/* The only door to libdeflate. */
struct slice pdf_deflate(struct pdf *pdf, struct slice bytes);
/* Pixels, which gain less by being looked at long. */
struct slice pdf_deflate_pixels(struct pdf *pdf, struct slice bytes);
/* Takes over an object of the library's: from now on it is what this one says. */
struct pdf_raw *pdf_raw_take(struct pdf *pdf, HPDF_Dict dict);
/* A text string with any characters, as UTF-16; cut where the library takes no more. */
HPDF_Binary pdf_text(struct pdf *pdf, struct slice text);
/* The same inside a dictionary written as text: <FEFF…>. */
void pdf_put_text(struct buf *buf, struct slice text);
void pdf_put_utf16(struct buf *buf, struct slice text);
/* A number with at most two decimals, whatever the locale. */
void pdf_put_number(struct buf *buf, double value);
/* "7 0 R", after a word where one is given. */
void pdf_put_reference(struct buf *buf, const char *before, unsigned id);
void pdf_hash(struct pdf *pdf, struct slice bytes);

/* What a call of the library's returned: the first error decides about the file. */
void pdf_seen(struct pdf *pdf, HPDF_STATUS status);
/* Adds a value; nothing to add to, or nothing to add, is an error.  Whenever that fails the value
 * is gone: what is to be filled is filled before. */
void pdf_dict_add(struct pdf *pdf, HPDF_Dict dict, const char *key, void *value);
void pdf_array_add(struct pdf *pdf, HPDF_Array array, void *value);

/* An object made by one of the three above; else NULL. */
const struct pdf_raw *pdf_raw_of(void *object);

/* save.c */
/* The whole file, its objects packed on request; only when no error has happened. */
bool pdf_save(struct pdf *pdf, bool packed, struct slice *bytes);

/* font.c */
void pdf_fonts_open(struct pdf *pdf);
/* The code under which a page shows a glyph that stands for this text. */
size_t pdf_font_code(struct pdf *pdf, const struct text_glyph *glyph, struct slice text,
		     int *width);
bool pdf_fonts_close(struct pdf *pdf);

/* tag.c */
/* Notes that content of a tag begins on a page and returns its mark there. */
size_t pdf_tag_mark(struct pdf *pdf, struct tag *tag, size_t page);
/* Ties an annotation to its tag; returns its key in the parent tree. */
size_t pdf_tag_link(struct pdf *pdf, struct tag *tag, size_t page, unsigned annotation);
void pdf_tags_close(struct pdf *pdf);

/* page.c */
void pdf_page_content(struct pdf *pdf, size_t page, struct buf *content);

/* meta.c */
void pdf_meta(struct pdf *pdf);

/* attach.c */
void pdf_attach(struct pdf *pdf, const struct render_attachments *files);

/* image.c */
void pdf_images_open(struct pdf *pdf);
/* The number n of /Imn under which pages may show the image, from 1; 0 when it cannot be read. */
size_t pdf_image_number(struct pdf *pdf, const struct doc_image *image);
void pdf_images_close(struct pdf *pdf);

/* colors.c: from those a profile describes, so many for each pixel, to sRGB, or to its grey. */
struct pdf_colors;
/* False also for a profile that is not sound, or of another kind of colours. */
bool pdf_colors_differ(struct slice profile, unsigned count);
/* NULL where the profile cannot be used.  In between, nothing may be asked of an arena: that may
 * end the job and would leave behind what the library holds. */
struct pdf_colors *pdf_colors_open(struct arena *arena, struct slice profile, unsigned count);
/* Pixels; in place, unless they are of printing inks. */
void pdf_colors_convert(const struct pdf_colors *colors, const unsigned char *from,
			unsigned char *to, size_t count);
void pdf_colors_close(struct pdf_colors *colors);

/* png.c, jpeg.c: false when it cannot be decoded. */
bool pdf_png_read(struct arena *arena, struct slice bytes, struct pdf_pixels *pixels);
/* Printing colours, and those of another profile, come back as ours, coded anew. */
bool pdf_jpeg_read(struct arena *arena, const struct doc_image *image, struct pdf_pixels *pixels);

#endif
