#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * A borrowed piece of text: it owns nothing and need not end in NUL.  The text it points at lives
 * in an arena or in the program itself.  An absent text is { NULL, 0 }; an empty one has a pointer.
 */
struct slice {
	const char *ptr;
	size_t len;
};

#define SLICE(literal) ((struct slice){ (literal), sizeof(literal) - 1 })
#define SLICE_NONE ((struct slice){ NULL, 0 })
/* For printf-like functions: printf("%.*s", SLICE_ARG(s)). */
#define SLICE_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

struct arena;

/* Byte order, a shorter text before a longer one that begins with it. */
int slice_compare(struct slice a, struct slice b);
bool slice_starts(struct slice s, struct slice prefix);
bool slice_ends(struct slice s, struct slice suffix);
/* The place of needle in s at or after from, or s.len when it does not occur. */
size_t slice_find(struct slice s, struct slice needle, size_t from);
/* How often it occurs, none within another. */
size_t slice_times(struct slice s, struct slice needle);
/* Without ASCII white space at either end. */
struct slice slice_trim(struct slice s);
/* A copy in the arena, with a NUL behind it. */
struct slice slice_copy(struct arena *arena, struct slice s);
/* The same as a C string, for the borders of foreign libraries. */
char *slice_cstr(struct arena *arena, struct slice s);

/* What every reader does at every word stands here, so that it costs no call. */

static inline struct slice slice_of(const char *text)
{
	return (struct slice){ text, text ? strlen(text) : 0 };
}

static inline bool slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len &&
	       (a.len == 0 || (a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0));
}

static inline bool slice_is(struct slice a, const char *text)
{
	return slice_equal(a, slice_of(text));
}

/* From the byte `from` up to, not with, `to`; what lies past the end is left out. */
static inline struct slice slice_sub(struct slice s, size_t from, size_t to)
{
	if (s.len == 0)
		return s;
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (struct slice){ s.ptr + from, to - from };
}

#endif
