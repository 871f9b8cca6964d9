#ifndef PDF_PDF_H
#define PDF_PDF_H

#include <hpdf.h>

#include "base/buf.h"
#include "base/vec.h"
#include "layout/layout.h"
#include "render/render.h"

/*
 * What the files of this room share: the only door to libharu.  The library keeps the document,
 * pages, images, outline and annotations; fonts, tags and page contents are written as PDF text on
 * its object layer.
 */

/* An object whose dictionary is written as PDF text; body may be set until the file is saved. */
struct pdf_raw {
	struct slice body;
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
	size_t page; /* of its first content, from 1; 0 for none yet */
};

struct pdf_page {
	HPDF_Page page;
	unsigned id;
	struct buf parents; /* references to the tags of its marked contents, in order */
	size_t marks;
};

struct pdf_picture {
	const struct doc_image *image;
	HPDF_Image object; /* NULL when it cannot be read */
};

struct pdf {
	struct arena *arena;
	struct report *report;
	const struct doc *doc;
	const struct layout *layout;
	struct text_fonts *fonts;
	HPDF_Doc file;
	HPDF_STATUS error; /* the first one of the library */
	struct slice date; /* ISO, or empty */
	struct render_attachments attachments;
	struct pdf_raw *font_list;
	struct pdf_face *faces; /* one for each of the text fonts */
	size_t face_count;
	struct pdf_page *pages;
	struct pdf_tag *tags; /* by serial number */
	struct buf links;     /* entries of the parent tree for annotations */
	size_t link_count;
	VEC(struct pdf_picture) pictures;
	bool archival;    /* nothing was put in that PDF/A does not take */
	uint64_t hash[2]; /* of the content, for the identifier of the file */
};

/* object.c */
struct pdf_raw *pdf_raw_new(struct pdf *pdf);
/* With a stream, compressed on request. */
struct pdf_raw *pdf_raw_stream(struct pdf *pdf, struct slice bytes, bool compressed);
/* A text string with any characters, as UTF-16. */
HPDF_Binary pdf_text(struct pdf *pdf, struct slice text);
/* The same inside a dictionary written as text: <FEFF…>. */
void pdf_put_text(struct buf *buf, struct slice text);
void pdf_put_utf16(struct buf *buf, struct slice text);
/* A number with at most two decimals, whatever the locale. */
void pdf_put_number(struct buf *buf, double value);
void pdf_hash(struct pdf *pdf, struct slice bytes);

/* The body of an object made by pdf_raw_new, which the library holds nothing else of; else nothing.
 */
struct slice pdf_raw_body(void *object);

/* save.c */
/* The whole file, its objects packed; only when no error has happened. */
bool pdf_save_packed(struct pdf *pdf, struct slice *bytes);

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
/* The name under which a page may show the image; NULL when it cannot be read. */
const char *pdf_image_name(struct pdf *pdf, size_t page, const struct doc_image *image);

#endif
