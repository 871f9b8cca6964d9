#ifndef SYNTAX_LINES_H
#define SYNTAX_LINES_H

#include "base/slice.h"

/*
 * Looking at the text of a plan by lines, for readers that must find their way after a mistake.
 * Offsets may lie past the end.  The text holds no NUL and no carriage return without a line feed.
 */

/* The byte at `at`, or NUL past the end. */
static inline char line_char(struct slice text, size_t at)
{
	return at < text.len ? text.ptr[at] : '\0';
}

static inline bool line_has(struct slice text, size_t at, const char *wanted)
{
	return line_char(text, at) == wanted[0] &&
	       slice_starts(slice_sub(text, at, text.len), slice_of(wanted));
}

/* At the end of a line or of the text. */
static inline bool line_ends(struct slice text, size_t at)
{
	return at >= text.len || text.ptr[at] == '\n' || text.ptr[at] == '\r';
}

static inline bool line_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* What a name without quotes may hold. */
static inline bool line_is_bare(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

/* What a person may take for part of a name: also letters with accents. */
bool line_is_wordlike(char c);

size_t line_start(struct slice text, size_t at);
size_t line_end(struct slice text, size_t at);
size_t line_next(struct slice text, size_t at);
/* The end of what stands from `at` up to one of the stops or the line's end, without blanks. */
size_t line_content_end(struct slice text, size_t at, const char *stops);

static inline size_t line_after_blanks(struct slice text, size_t at)
{
	while (at < text.len && line_is_blank(text.ptr[at]))
		at++;
	return at;
}

/* Behind the whole character at `at`. */
size_t line_after_character(struct slice text, size_t at);
/* Behind the quoted or bare word at `at`, or `at` itself when there is none. */
size_t line_after_word(struct slice text, size_t at);
/* Behind "a.b . c" and blanks, or `at` itself. */
size_t line_after_name(struct slice text, size_t at);
/* Behind the text whose quote stands at `at`; only behind that quote when nothing closes it. */
size_t line_after_text(struct slice text, size_t at);
/* Behind "name =" and blanks when the line begins with that, else 0. */
size_t line_after_equals(struct slice text, size_t line);

/* "[name]" alone on a line.  It begins with a letter: [1] and ["a"] rather end a list of lists. */
bool line_is_header(struct slice text, size_t line);
/* Whether a line was meant to begin something, right or wrong. */
bool line_is_attempt(struct slice text, size_t line);

#endif
