/* A measure without fonts: every code point has the same width. */
#include "text/text.h"

#include "base/arena.h"
#include "base/utf8.h"

struct fixed {
	struct arena *arena;
	int advance;
};

static const struct text_run *fixed_shape(void *context, enum text_style style, struct slice text,
					  struct span source)
{
	const struct fixed *fixed = context;
	size_t count = utf8_count(text);
	struct text_glyph *glyphs = ARENA_ARRAY(fixed->arena, count, struct text_glyph);
	struct text_run *run = ARENA_NEW(fixed->arena, struct text_run);
	size_t at = 0;

	(void)style;
	(void)source;
	for (size_t i = 0; i < count; i++) {
		size_t start = at;
		utf8_next(text, &at);
		glyphs[i].start = (uint32_t)start;
		glyphs[i].length = (uint16_t)(at - start);
		glyphs[i].advance = (int16_t)fixed->advance;
	}
	run->text = text;
	run->glyphs = glyphs;
	run->glyph_count = count;
	run->width = (int32_t)count * fixed->advance;
	return run;
}

struct measure measure_fixed(struct arena *arena, int advance)
{
	struct fixed *fixed = ARENA_NEW(arena, struct fixed);

	text_breaks_prepare();
	fixed->arena = arena;
	fixed->advance = advance;
	return (struct measure){ fixed_shape, fixed };
}
