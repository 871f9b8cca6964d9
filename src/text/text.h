#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include <stdint.h>

#include "base/lang.h"
#include "diag/span.h"

/*
 * Text in faces: shaping with kerning, breaking into lines, cutting fonts.  The only door to
 * HarfBuzz, libunibreak and fontconfig.
 */

enum text_style { STYLE_REGULAR, STYLE_BOLD, STYLE_ITALIC, STYLE_BOLD_ITALIC, STYLE_COUNT };

/* Measures are thousandths of the font size. */
struct text_glyph {
	uint32_t start;  /* the bytes of the run's text that it stands for */
	uint16_t length; /* 0 for a further glyph of the same letters */
	uint16_t face;
	uint16_t id;
	int16_t advance;
	int16_t x; /* moved by this, right and up, without moving what follows */
	int16_t y;
};

/* A shaped piece of text in one style.  Lives as long as the document is being made. */
struct text_run {
	struct slice text;
	const struct text_glyph *glyphs;
	size_t glyph_count;
	int32_t width;
};

/*
 * How far the middle of small letters lies above the baseline, as a part of the size of the type:
 * what stands beside text is centred on it.
 */
#define TEXT_MIDDLE 0.357

/*
 * How layout learns the width of text.  shape() gives the run for NFC text; source is where the
 * text comes from, for findings.
 */
struct measure {
	const struct text_run *(*shape)(void *context, enum text_style style, struct slice text,
					struct span source);
	void *context;
};

struct arena;
struct report;

/* Every code point is `advance` wide; there are no fonts.  For tests. */
struct measure measure_fixed(struct arena *arena, int advance);

/* The faces built into the program and those found on the machine for what they lack. */
struct text_fonts;

/*
 * Opens the faces, for any number of documents one after the other: a word is shaped once for all
 * of them.  NULL when the program was built without its faces.
 */
struct text_fonts *text_fonts_open(void);
void text_fonts_close(struct text_fonts *fonts);
/*
 * Begins a document in this family of fonts ("" for the one before), whose missing characters are
 * findings in this report.  Runs of the one before
 * end here; what was learnt from it stays as far as memory is bounded and the new document comes
 * out as it would have alone.
 */
void text_fonts_begin(struct text_fonts *fonts, struct slice family, struct report *report);
/* Why documents cannot be set in a family of that name; an empty text when they can. */
struct text2 text_family_problem(struct arena *arena, struct slice family);
/* Shapes in these faces.  A character that no font has is a finding and shows as U+FFFD. */
struct measure text_fonts_measure(struct text_fonts *fonts);
size_t text_fonts_count(const struct text_fonts *fonts);

/* What a file that embeds the face must say about it, in thousandths of its size. */
struct text_face_facts {
	struct slice name; /* PostScript name */
	int ascent;
	int descent; /* below zero */
	int cap_height;
	int italic_angle;
	int box[4];
	bool bold;
};

struct text_face_facts text_face_facts(struct arena *arena, const struct text_fonts *fonts,
				       size_t face);
/* How wide a glyph is by itself, without kerning. */
int text_glyph_advance(const struct text_fonts *fonts, const struct text_glyph *glyph);
/*
 * A face with nothing but some glyphs, as a TrueType file.  It lasts until another document begins,
 * and maybe beyond: whoever packs it leaves that here, in the arena of the cuts.
 */
struct text_cut {
	struct slice program;
	struct slice packed; /* empty: nobody has */
	struct slice name;   /* the same, of what it is called there */
	const uint16_t *glyphs, *numbers;
	size_t count;
};
/* Puts the glyphs in order.  NULL when the face cannot be cut. */
struct text_cut *text_face_cut(struct text_fonts *fonts, size_t face, uint16_t *glyphs,
			       size_t count);
/* The number that a glyph has in it. */
uint16_t text_cut_number(const struct text_cut *cut, uint16_t glyph);
struct arena *text_cut_arena(struct text_fonts *fonts);

/* The outline of a glyph, in thousandths, for shapes that must not be text. */
struct text_pen {
	void *context;
	void (*move)(void *context, double x, double y);
	void (*line)(void *context, double x, double y);
	void (*curve)(void *context, const double points[6]);
	void (*close)(void *context);
};
void text_glyph_draw(const struct text_fonts *fonts, const struct text_glyph *glyph,
		     const struct text_pen *pen);

enum text_break { BREAK_NEVER, BREAK_ALLOWED, BREAK_FORCED };

/*
 * Where lines may end, by the Unicode rules: for each byte an enum text_break, whether a line may
 * end behind it.
 * A number stays with its unit and a dash with the word before it.
 */
/* Must have been called before text_breaks(); whatever makes a measure does so.  It fills an index
 * of the library's, always with the same values. */
void text_breaks_prepare(void);
const unsigned char *text_breaks(struct arena *arena, struct slice text, enum lang lang);

#endif
