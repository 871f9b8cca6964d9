/* The TOML reader: names, and what people write where one should stand. */
#include "syntax/toml_parser.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "syntax/lines.h"

static const char *const smart_quotes[] = { "“", "”", "„", "‘", "’", "«", "»" };

bool toml_starts_smart_quote(const struct toml *p, size_t at)
{
	for (size_t i = 0; i < sizeof(smart_quotes) / sizeof(*smart_quotes); i++) {
		if (line_has(p->in.text, at, smart_quotes[i]))
			return true;
	}
	return false;
}

struct slice toml_straighten(struct toml *p, size_t from, size_t to)
{
	struct slice text = slice_sub(p->in.text, line_after_character(p->in.text, from), to);

	text = slice_sub(text, 0, slice_find(text, SLICE("\""), 0));
	for (size_t i = 0; i < sizeof(smart_quotes) / sizeof(*smart_quotes); i++)
		text = slice_sub(text, 0, slice_find(text, slice_of(smart_quotes[i]), 0));
	return text_printf(p->in.arena, "\"%.*s\"", SLICE_ARG(slice_trim(text)));
}

static struct slice join_words(struct toml *p, size_t from, size_t to)
{
	struct buf buf = BUF_IN(p->in.arena);

	for (size_t i = from; i < to; i++) {
		char c = p->in.text.ptr[i];
		if (!line_is_blank(c))
			buf_putc(&buf, c);
		else if (!line_is_blank(p->in.text.ptr[i - 1]))
			buf_putc(&buf, '_');
	}
	return buf_slice(&buf);
}

static bool has_letter_beyond_ascii(const struct toml *p, size_t from, size_t to)
{
	struct slice text = slice_sub(p->in.text, 0, to);

	while (from < to) {
		uint32_t code = utf8_next(text, &from);
		if (code != UTF8_BAD && code >= 0x80 && utf8_is_letter(code))
			return true;
	}
	return false;
}

static bool is_all_words(const struct toml *p, size_t from, size_t to)
{
	for (; from < to; from++) {
		if (!line_is_wordlike(p->in.text.ptr[from]) && !line_is_blank(p->in.text.ptr[from]))
			return false;
	}
	return true;
}

bool toml_fail_name(struct toml *p, size_t from, char end)
{
	size_t to = line_content_end(p->in.text, from, end == ']' ? "]#" : "=:#\"'[]{},");
	size_t sign = line_after_blanks(p->in.text, to);
	bool is_complete = line_char(p->in.text, sign) == end ||
			   line_char(p->in.text, sign) == ':' ||
			   (end == ']' && line_ends(p->in.text, sign));

	if (is_complete && has_letter_beyond_ascii(p, from, to))
		return toml_fail_text(p, MISTAKE_KEY_ACCENT, from, to, SLICE(""));
	if (is_complete && is_all_words(p, from, to) && line_after_word(p->in.text, from) < to)
		return toml_fail_text(p, MISTAKE_KEY_SPACE, from, to, join_words(p, from, to));
	if (end == '=' && !is_complete &&
	    (line_is_wordlike(toml_peek(p)) || line_ends(p->in.text, p->at))) {
		/* Several words are prose, and what follows may be more of it. */
		p->skip = line_after_word(p->in.text, from) == to ? SKIP_REST : SKIP_VALUES;
		return toml_fail_text(p, MISTAKE_MISSING_EQUALS, from, toml_rest_end(p, from),
				      SLICE(""));
	}
	return toml_fail_text(p, MISTAKE_KEY_CHARACTER, p->at,
			      line_after_character(p->in.text, p->at), SLICE(""));
}

/* No name begins where one should. */
static bool fail_no_name(struct toml *p, char end)
{
	size_t next = line_after_character(p->in.text, p->at);
	char c = toml_peek(p);
	enum mistake mistake = MISTAKE_KEY_CHARACTER;

	if (p->in.parts.len > 0 || c == '.')
		mistake = MISTAKE_KEY_DOT;
	else if (end == ']' && (c == ']' || line_ends(p->in.text, p->at)))
		mistake = MISTAKE_HEADER_EMPTY;
	else if (c == '=')
		mistake = MISTAKE_KEY_MISSING;
	else if (c == ',')
		mistake = MISTAKE_LONE_COMMA;
	else if (c == ']' || c == '}' || c == ')')
		mistake = MISTAKE_STRAY_BRACKET;
	else if (c == ';' || line_has(p->in.text, p->at, "//"))
		return toml_fail(p, MISTAKE_COMMENT_SIGN, p->at, p->at + (c == ';' ? 1 : 2),
				 SLICE(""));
	else if (toml_starts_smart_quote(p, p->at))
		return toml_fail(p, MISTAKE_SMART_QUOTE, p->at,
				 line_content_end(p->in.text, p->at, "=#]"),
				 toml_straighten(p, p->at,
						 line_content_end(p->in.text, p->at, "=#]")));
	else if (line_is_wordlike(c))
		return toml_fail_name(p, p->at, end);
	return toml_fail_text(p, mistake, p->at, next, SLICE(""));
}

static bool read_part(struct toml *p, char end)
{
	size_t from = p->at;
	struct slice name;
	char c = toml_peek(p);

	if (c == '"' || c == '\'') {
		if (line_has(p->in.text, from, "\"\"\"") || line_has(p->in.text, from, "'''")) {
			p->at = line_after_text(p->in.text, from);
			return toml_fail(p, MISTAKE_KEY_LONG_QUOTES, from, from + 3, SLICE(""));
		}
		if (!toml_read_string(p, &name))
			return false;
	} else {
		while (line_is_bare(toml_peek(p)))
			p->at++;
		if (p->at == from)
			return fail_no_name(p, end);
		if (line_is_wordlike(toml_peek(p)))
			return toml_fail_name(p, from, end);
		name = slice_sub(p->in.text, from, p->at);
	}
	*vec_push(p->in.arena, &p->in.parts) =
		(struct part){ name, reader_span(&p->in, from, p->at) };
	return true;
}

bool toml_read_name(struct toml *p, char end)
{
	p->in.parts.len = 0;
	for (;;) {
		toml_skip_blanks(p);
		if (!read_part(p, end))
			return false;
		toml_skip_blanks(p);
		if (toml_peek(p) != '.')
			return true;
		p->at++;
	}
}

bool toml_fail_equals(struct toml *p)
{
	size_t from = p->in.parts.items[0].span.start;
	const struct span *last = &reader_last(&p->in)->span;
	struct slice name = slice_sub(p->in.text, from, last->end);

	if (toml_peek(p) == ':')
		return toml_fail(p, MISTAKE_COLON, from, last->end,
				 text_printf(p->in.arena, "%.*s = …", SLICE_ARG(name)));
	if (line_is_wordlike(toml_peek(p)))
		return toml_fail_name(p, from, '=');
	if (toml_starts_smart_quote(p, p->at) || line_ends(p->in.text, p->at) ||
	    strchr("\"'#[]{},", toml_peek(p))) {
		p->skip = line_ends(p->in.text, p->at) || toml_peek(p) == '#' ? SKIP_REST
									      : SKIP_VALUES;
		return toml_fail_text(p, MISTAKE_MISSING_EQUALS, from, toml_rest_end(p, from),
				      SLICE(""));
	}
	return toml_fail_text(p, MISTAKE_KEY_CHARACTER, p->at,
			      line_after_character(p->in.text, p->at), SLICE(""));
}
