/* The shape of lines: where words, names and texts end, and what a line looks like it begins. */
#include "syntax/lines.h"

#include <string.h>

#include "base/utf8.h"

bool line_is_wordlike(char c)
{
	return line_is_bare(c) || (unsigned char)c >= 0x80;
}

size_t line_end(struct slice text, size_t at)
{
	while (!line_ends(text, at))
		at++;
	return at;
}

size_t line_start(struct slice text, size_t at)
{
	while (at > 0 && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

size_t line_next(struct slice text, size_t at)
{
	const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;

	return end ? (size_t)(end - text.ptr) + 1 : text.len;
}

size_t line_content_end(struct slice text, size_t at, const char *stops)
{
	size_t end = at;

	for (; !line_ends(text, at) && !strchr(stops, text.ptr[at]); at++) {
		if (!line_is_blank(text.ptr[at]))
			end = at + 1;
	}
	return end;
}

size_t line_after_character(struct slice text, size_t at)
{
	if (at < text.len)
		utf8_next(text, &at);
	return at;
}

size_t line_after_word(struct slice text, size_t at)
{
	char quote = line_char(text, at);
	size_t from = at;

	if (quote == '"' || quote == '\'') {
		for (at++; !line_ends(text, at); at++) {
			if (text.ptr[at] == quote)
				return at + 1;
			if (quote == '"' && text.ptr[at] == '\\' && !line_ends(text, at + 1))
				at++;
		}
		return from;
	}
	while (at < text.len && line_is_wordlike(text.ptr[at]))
		at++;
	return at;
}

size_t line_after_name(struct slice text, size_t at)
{
	size_t from = at;

	for (;;) {
		size_t end = line_after_word(text, at);
		if (end == at)
			return from;
		at = line_after_blanks(text, end);
		if (line_char(text, at) != '.')
			return at;
		at = line_after_blanks(text, at + 1);
	}
}

size_t line_after_equals(struct slice text, size_t line)
{
	size_t from = line_after_blanks(text, line);
	size_t at = line_after_name(text, from);

	if (at == from || line_char(text, at) != '=' || line_char(text, at + 1) == '=')
		return 0;
	return line_after_blanks(text, at + 1);
}

bool line_is_header(struct slice text, size_t line)
{
	size_t at = line_after_blanks(text, line);
	size_t brackets = line_has(text, at, "[[") ? 2 : 1;
	size_t end;
	char first;

	if (line_char(text, at) != '[')
		return false;
	at = line_after_blanks(text, at + brackets);
	first = line_char(text, at);
	if (!line_is_wordlike(first) || (first >= '0' && first <= '9') || first == '-')
		return false;
	end = line_after_name(text, at);
	if (end == at || !line_has(text, end, brackets == 2 ? "]]" : "]"))
		return false;
	end = line_after_blanks(text, end + brackets);
	return line_ends(text, end) || line_char(text, end) == '#';
}

bool line_is_attempt(struct slice text, size_t line)
{
	size_t at = line_after_blanks(text, line);
	size_t sign = line_content_end(text, at, "=:\"'#");
	char first = line_char(text, at);

	if (line_ends(text, at) || first == '#' || first == '=')
		return true;
	if (first == '[')
		return line_char(text, at + 1) == '[' ||
		       line_is_wordlike(line_char(text, line_after_blanks(text, at + 1)));
	if (first == '"' || first == '\'')
		return line_after_equals(text, line) != 0;
	sign = line_after_blanks(text, sign);
	if (line_char(text, sign) == '=')
		return true;
	return line_char(text, sign) == ':' && line_after_name(text, at) == sign && sign > at;
}

size_t line_after_text(struct slice text, size_t at)
{
	const char *triple = line_has(text, at, "\"\"\"") ? "\"\"\"" : "'''";
	size_t end;

	if (line_has(text, at, triple)) {
		end = slice_find(text, slice_of(triple), at + 3);
		return end < text.len ? end + 3 : at + 3;
	}
	end = line_after_word(text, at);
	return end > at ? end : at + 1;
}
