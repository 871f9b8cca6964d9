/* Slices: comparing, searching and copying borrowed text.  Knows bytes, not characters. */
#include "base/slice.h"

#include <string.h>

#include "base/arena.h"

int slice_compare(struct slice a, struct slice b)
{
	size_t shorter = a.len < b.len ? a.len : b.len;
	int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool slice_starts(struct slice s, struct slice prefix)
{
	return s.len >= prefix.len &&
	       (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool slice_ends(struct slice s, struct slice suffix)
{
	return s.len >= suffix.len && slice_equal(slice_sub(s, s.len - suffix.len, s.len), suffix);
}

size_t slice_find(struct slice s, struct slice needle, size_t from)
{
	if (needle.len == 0)
		return from < s.len ? from : s.len;
	while (from + needle.len <= s.len) {
		const char *hit =
			memchr(s.ptr + from, needle.ptr[0], s.len - needle.len - from + 1);
		if (!hit)
			return s.len;
		if (memcmp(hit, needle.ptr, needle.len) == 0)
			return (size_t)(hit - s.ptr);
		from = (size_t)(hit - s.ptr) + 1;
	}
	return s.len;
}

size_t slice_times(struct slice s, struct slice needle)
{
	size_t count = 0;
	size_t at = 0;

	while (needle.len > 0 && (at = slice_find(s, needle, at)) < s.len) {
		count++;
		at += needle.len;
	}
	return count;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct slice slice_trim(struct slice s)
{
	while (s.len > 0 && is_blank(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

char *slice_cstr(struct arena *arena, struct slice s)
{
	char *copy = arena_room(arena, s.len + 1);

	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return copy;
}

struct slice slice_copy(struct arena *arena, struct slice s)
{
	return (struct slice){ slice_cstr(arena, s), s.len };
}
