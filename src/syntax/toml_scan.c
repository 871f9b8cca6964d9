/*
 * The TOML reader: finding the way.  Blanks and line ends; after a mistake, which bracket was left
 * open and where something new can begin.
 */
#include "syntax/toml_parser.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "syntax/lines.h"

/* Looking at the text */

size_t toml_rest_end(const struct toml *p, size_t at)
{
	return line_content_end(p->in.text, at, p->open.len > 0 ? ",]}#" : "#");
}

void toml_skip_newline(struct toml *p)
{
	if (toml_peek(p) == '\r')
		p->at++;
	if (toml_peek(p) == '\n')
		p->at++;
}

void toml_skip_space(struct toml *p)
{
	for (;;) {
		toml_skip_blanks(p);
		if (toml_peek(p) == '#')
			p->at = line_end(p->in.text, p->at);
		if (p->at >= p->in.text.len || !line_ends(p->in.text, p->at))
			return;
		toml_skip_newline(p);
	}
}

bool toml_at_line_end(struct toml *p)
{
	toml_skip_blanks(p);
	if (toml_peek(p) == '#')
		p->at = line_end(p->in.text, p->at);
	if (!line_ends(p->in.text, p->at))
		return false;
	toml_skip_newline(p);
	return true;
}

/* Mistakes */

static char innermost(const struct bracket *brackets, size_t count)
{
	return count > 0 ? brackets[count - 1].kind : '\0';
}

static void scan_bracket(struct toml *p, char c, size_t at)
{
	char wanted = c == ']' ? '[' : '{';
	size_t depth = p->scan.len;

	if (c == '[' || c == '{') {
		*vec_push(p->in.arena, &p->scan) = (struct bracket){ c, at };
		return;
	}
	/* What stands open between a bracket and its other half was left open by mistake. */
	while (depth > 0 && p->scan.items[depth - 1].kind != wanted)
		depth--;
	if (depth > 0)
		p->scan.len = depth - 1;
}

/* Follows brackets to the end of a line (or of a longer text) and returns the next one. */
static size_t scan_line(struct toml *p, size_t at)
{
	while (at < p->in.text.len && p->in.text.ptr[at] != '\n' && p->scan.len > 0) {
		char c = p->in.text.ptr[at];
		if (c == '#')
			break;
		if (c == '[' || c == ']' || c == '{' || c == '}')
			scan_bracket(p, c, at);
		/* Outside quotes a backslash means nothing; but \" must not be tried at length. */
		if (c == '\\' && !line_ends(p->in.text, at + 1))
			at++;
		at = c == '"' || c == '\'' ? line_after_text(p->in.text, at) : at + 1;
	}
	return line_next(p->in.text, at);
}

/*
 * Looks for what closes the open brackets and returns the line behind it.  A header, or a "name ="
 * where a list is open, shows that they were never closed: that line is the result then.  Lines in
 * an open { look like others, so there reading goes on right behind the mistake.
 */
size_t toml_find_close(struct toml *p, bool *closed)
{
	size_t first = line_next(p->in.text, p->at);
	size_t at = p->at;

	p->scan.len = 0;
	for (size_t i = 0; i < p->open.len; i++)
		*vec_push(p->in.arena, &p->scan) = p->open.items[i];
	*closed = false;
	while (at < p->in.text.len) {
		at = scan_line(p, at);
		*closed = p->scan.len == 0;
		if (*closed || line_is_header(p->in.text, at))
			break;
		if (innermost(p->scan.items, p->scan.len) == '[' &&
		    line_after_equals(p->in.text, at))
			break;
	}
	if (!*closed && innermost(p->scan.items, p->scan.len) == '{')
		return first;
	return at;
}

bool toml_fail_unclosed(struct toml *p, const struct bracket *bracket, size_t resume)
{
	enum mistake mistake =
		bracket->kind == '[' ? MISTAKE_UNCLOSED_ARRAY : MISTAKE_UNCLOSED_INLINE;
	struct finding *finding =
		reader_note(&p->in, mistake, bracket->at, bracket->at + 1, SLICE(""));

	p->resume = resume;
	if (finding)
		finding_relate(p->in.report, finding, reader_span(&p->in, p->at, p->at),
			       TEXT2("đến đây vẫn chưa thấy dấu đóng", "it is still open here"));
	return false;
}

/* The bracket that a mistake at `from` shows to be unclosed, or NULL. */
static const struct bracket *find_unclosed(struct toml *p, enum mistake mistake, size_t from)
{
	size_t line = line_start(p->in.text, from);
	size_t depth = p->open.len;
	bool closed;

	if (depth > 0 && from >= p->in.text.len)
		return &p->open.items[depth - 1];
	while (depth > 0 && p->open.items[depth - 1].at >= line)
		depth--;
	if (depth == 0)
		return NULL;
	if (line_is_header(p->in.text, line))
		return &p->open.items[depth - 1];
	if (depth < p->open.len || line_after_blanks(p->in.text, line) != from ||
	    !line_after_equals(p->in.text, line))
		return NULL;
	if (p->open.items[depth - 1].kind == '[')
		return &p->open.items[depth - 1];
	/* Between { and } it may be just the comma that is missing. */
	toml_find_close(p, &closed);
	return mistake == MISTAKE_MISSING_COMMA && !closed ? &p->open.items[depth - 1] : NULL;
}

bool toml_fail(struct toml *p, enum mistake mistake, size_t from, size_t to, struct slice better)
{
	const struct bracket *unclosed;

	if (p->suspect_line) {
		size_t open = p->suspect_open;
		p->resume = p->suspect_line;
		p->suspect_line = 0;
		p->open.len = 0;
		reader_note(&p->in, MISTAKE_UNCLOSED_LONG, open, open + 3, SLICE(""));
		return false;
	}
	unclosed = find_unclosed(p, mistake, from);
	if (unclosed) {
		bool at_end = from >= p->in.text.len;
		return toml_fail_unclosed(p, unclosed,
					  at_end ? from : line_start(p->in.text, from));
	}
	reader_note(&p->in, mistake, from, to, better);
	return false;
}

/* Characters that look like a space or like nothing, as word processors leave them. */
static bool is_invisible(uint32_t code)
{
	return code == 0xA0 || code == 0xAD || (code >= 0x2000 && code <= 0x200F) ||
	       (code >= 0x2028 && code <= 0x202F) || (code >= 0x205F && code <= 0x2064) ||
	       code == 0x3000 || code == 0xFEFF;
}

bool toml_fail_text(struct toml *p, enum mistake mistake, size_t from, size_t to,
		    struct slice better)
{
	struct slice text = slice_sub(p->in.text, 0, to);
	size_t at = from;

	while (at < to) {
		size_t start = at;
		uint32_t code = utf8_next(text, &at);
		if (code != UTF8_BAD && is_invisible(code))
			return toml_fail(p, MISTAKE_INVISIBLE, start, at,
					 text_printf(p->in.arena, "U+%04X", (unsigned)code));
	}
	return toml_fail(p, mistake, from, to, better);
}

/* Whether a line only goes on with the mistake before it. */
static bool is_skipped(const struct toml *p, size_t line)
{
	char first = line_char(p->in.text, line_after_blanks(p->in.text, line));

	switch (p->skip) {
	case SKIP_LINE:
		return false;
	case SKIP_REST:
		return first == ']' || first == '.' || first == '=';
	case SKIP_VALUES:
		return !line_is_attempt(p->in.text, line) && !line_after_equals(p->in.text, line);
	case SKIP_PROSE:
		return !line_is_header(p->in.text, line) && !line_after_equals(p->in.text, line);
	}
	return false;
}

void toml_recover(struct toml *p)
{
	bool closed;

	if (p->resume)
		p->at = p->resume;
	else if (p->open.len > 0)
		p->at = toml_find_close(p, &closed);
	else
		p->at = line_next(p->in.text, p->at);
	while (p->at < p->in.text.len && !p->resume && p->open.len == 0 && is_skipped(p, p->at))
		p->at = line_next(p->in.text, p->at);
	p->resume = 0;
	p->skip = SKIP_LINE;
	p->open.len = 0;
}
