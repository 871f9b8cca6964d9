/* Where lines may end.  The only door to libunibreak. */
#include "text/text.h"

#include <linebreak.h>

#include "base/arena.h"
#include "base/utf8.h"

/* Signs that belong to the number before them, though a space stands between. */
static bool is_unit(uint32_t code)
{
	return code == '%' || code == 0x20AB /* ₫ */ || code == 0x20AC /* € */ || code == '$' ||
	       code == 0x2030 /* ‰ */ || code == 0x00B0 /* ° */ || code == 0x0111 /* đ */;
}

static bool is_dash(uint32_t code)
{
	return code == 0x2013 || code == 0x2014 || code == 0x00B7 /* · */ || code == 0x2192 /* → */;
}

static bool is_letter_at(struct slice text, size_t at)
{
	return at < text.len && utf8_is_letter(utf8_next(text, &at));
}

/* True when the space at `space` must not end a line. */
static bool holds_together(struct slice text, size_t space)
{
	size_t at = space + 1;
	uint32_t next;

	if (space == 0 || at >= text.len)
		return false;
	next = utf8_next(text, &at);
	if (is_dash(next) && at < text.len && text.ptr[at] == ' ')
		return true;
	return text.ptr[space - 1] >= '0' && text.ptr[space - 1] <= '9' && is_unit(next) &&
	       !is_letter_at(text, at);
}

void text_breaks_prepare(void)
{
	init_linebreak();
}

enum text_break *text_breaks(struct arena *arena, struct slice text, enum lang lang)
{
	enum text_break *breaks = ARENA_ARRAY(arena, text.len + 1, enum text_break);
	char *marks = arena_alloc(arena, text.len + 1);

	if (text.len == 0)
		return breaks;
	set_linebreaks_utf8((const utf8_t *)text.ptr, text.len, lang_key(lang), marks);
	for (size_t i = 0; i + 1 < text.len; i++) {
		if (marks[i] == LINEBREAK_MUSTBREAK)
			breaks[i] = BREAK_FORCED;
		else if (marks[i] == LINEBREAK_ALLOWBREAK)
			breaks[i] = BREAK_ALLOWED;
		if (text.ptr[i] == ' ' && holds_together(text, i))
			breaks[i] = BREAK_NEVER;
	}
	return breaks;
}
