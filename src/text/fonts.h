#ifndef TEXT_FONTS_H
#define TEXT_FONTS_H

#include <hb.h>

#include "base/arena.h"
#include "base/vec.h"
#include "text/text.h"

/* What the files of this folder share. */

struct font_face {
	hb_face_t *face;
	hb_font_t *font; /* scaled to thousandths */
	bool bold;
};

/* A character the built-in faces lack, and the face that serves it. */
struct font_stray {
	uint32_t code;
	enum text_style style;
	int face;      /* -1 for none */
	unsigned told; /* the document that was told that none has it */
};

struct run_slot {
	struct run_slot *next;
	enum text_style style;
	bool lacking;      /* shows a character that no font has */
	unsigned document; /* that last asked for it */
	struct text_run run;
};

struct text_fonts {
	struct arena arena; /* of this struct and the list of faces */
	struct arena cache; /* of what was learnt from text */
	struct report *report;
	unsigned document;           /* counted from 1 */
	unsigned missed;             /* characters asked for that no font has */
	VEC(struct font_face) faces; /* first the text faces in the order of enum text_style */
	VEC(struct font_stray) strays;
	struct slice family; /* of the text faces */
	size_t built_in;     /* faces that every document in this family has */
	hb_buffer_t *buffer;
	hb_language_t language;
	void *config; /* of fontconfig; NULL until a character is missing */
	struct run_slot **slots;
	size_t slot_count; /* a power of two */
	size_t run_count;
	struct arena cut_arena;
	struct font_cut *cuts; /* the newest first */
};

/* Adds a face; false when the bytes are no usable TrueType font. */
bool fonts_add(struct text_fonts *fonts, hb_blob_t *blob, unsigned index, bool bold);
bool fonts_has(const struct text_fonts *fonts, size_t face, uint32_t code);
/* The face that draws a character, or -1 when no font has it, which is a finding. */
int fonts_find(struct text_fonts *fonts, enum text_style style, uint32_t code, struct span source);
/* Looks for a font on the machine; the number of its face or -1. */
int fallback_find(struct text_fonts *fonts, enum text_style style, uint32_t code);
/* Adds the text faces of a family on the machine; a style it lacks is served by the nearest. */
bool family_add(struct text_fonts *fonts, struct slice family);
void fallback_close(struct text_fonts *fonts);
/* When a document begins: forgets what was cut from faces beyond the first so many, and all cuts
 * when they are too many. */
void fonts_cuts_drop(struct text_fonts *fonts, size_t faces);

#endif
