/* The TOML reader: texts in quotes. */
#include "syntax/toml_parser.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "syntax/lines.h"

struct quoted {
	size_t open; /* where its first quote stands */
	char quote;
	bool is_long; /* three quotes, several lines */
	size_t fault; /* the first bad escape, or 0 */
	size_t run;   /* what follows is not in buf yet */
	struct buf buf;
};

/* The piece of text that is looked through at once: enough for most texts, little to do twice. */
enum { WINDOW = 128 };

/* Where the first such byte stands, or the end. */
static const char *first_of(const char *at, const char *end, char wanted)
{
	const char *hit = memchr(at, wanted, (size_t)(end - at));

	return hit ? hit : end;
}

/* Behind what can only stand for itself. */
static size_t after_plain(struct slice text, size_t at, char quote)
{
	for (;;) {
		const char *from = text.ptr + at;
		size_t left = text.len - at;
		const char *limit = from + (left < WINDOW ? left : WINDOW);
		const char *end = first_of(from, limit, quote);
		end = first_of(from, end, '\n');
		if (quote == '"')
			end = first_of(from, end, '\\');
		/* A carriage return stands before a line feed only. */
		if (end > from && end[-1] == '\r')
			end--;
		if (end < limit || left <= WINDOW)
			return (size_t)(end - text.ptr);
		at += WINDOW;
	}
}

static void flush_run(struct toml *p, struct quoted *q)
{
	buf_put(&q->buf, slice_sub(p->in.text, q->run, p->at));
}

static bool fail_string(struct toml *p, const struct quoted *q)
{
	size_t end = line_content_end(p->in.text, q->open, "");
	size_t first = q->open + (q->is_long ? 3 : 1);
	struct slice text = slice_sub(p->in.text, 0, end);

	p->at = first;
	p->skip = SKIP_PROSE;
	if (q->is_long)
		return toml_fail(p, MISTAKE_UNCLOSED_LONG, q->open, first, SLICE(""));
	if (q->quote == '"' && (slice_ends(text, SLICE("”")) || slice_ends(text, SLICE("“"))))
		return toml_fail(p, MISTAKE_SMART_CLOSE, q->open, end, SLICE(""));
	if (q->quote == '"' && end > first + 1 && slice_ends(text, SLICE("\\\"")))
		return toml_fail(p, MISTAKE_ESCAPED_CLOSE, q->open, end, SLICE(""));
	return toml_fail(p, q->quote == '"' ? MISTAKE_UNCLOSED_DOUBLE : MISTAKE_UNCLOSED_SINGLE,
			 q->open, end, SLICE(""));
}

/*
 * Quotes that close a long text right behind "name =" are rather the opening ones of the next.
 * That is only remembered: the file may mean it so.
 */
static void suspect_long(struct toml *p, const struct quoted *q)
{
	size_t line = p->at;

	while (line > q->open && p->in.text.ptr[line - 1] != '\n')
		line--;
	if (line > q->open && line_after_equals(p->in.text, line) == p->at) {
		p->suspect_open = q->open;
		p->suspect_line = line;
	}
}

/* At a quote: whether it closes the string.  A long text may end with two quotes of its own. */
static bool close_string(struct toml *p, struct quoted *q, struct slice *value)
{
	size_t count = 1;
	size_t own;

	while (q->is_long && count < 5 && line_char(p->in.text, p->at + count) == q->quote)
		count++;
	if (q->is_long && count < 3) {
		p->at += count;
		return false;
	}
	if (q->fault)
		reader_note(&p->in, MISTAKE_BAD_ESCAPE, q->fault,
			    line_after_character(p->in.text, q->fault + 1), SLICE(""));
	if (q->is_long)
		suspect_long(p, q);
	own = q->is_long ? count - 3 : 0;
	p->at += own;
	if (q->buf.data) {
		flush_run(p, q);
		*value = buf_slice(&q->buf);
	} else {
		*value = slice_sub(p->in.text, q->run, p->at);
	}
	p->at += q->is_long ? 3 : 1;
	return true;
}

int toml_hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* count hexadecimal digits that name a character. */
static bool read_code(const struct toml *p, size_t at, size_t count, uint32_t *code)
{
	*code = 0;
	for (size_t i = 0; i < count; i++) {
		int digit = toml_hex_value(line_char(p->in.text, at + i));
		if (digit < 0)
			return false;
		*code = *code * 16 + (uint32_t)digit;
	}
	return *code <= 0x10FFFF && (*code < 0xD800 || *code > 0xDFFF);
}

/* The length of an escape and the character it stands for; 0 when it stands for none. */
static size_t decode_escape(const struct toml *p, uint32_t *code)
{
	static const char letters[] = "btnfr\"\\e";
	static const char meanings[] = "\b\t\n\f\r\"\\\x1B";
	char c = line_char(p->in.text, p->at + 1);
	const char *letter = c ? strchr(letters, c) : NULL;
	size_t digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;

	if (letter && (c != 'e' || p->version == TOML_1_1)) {
		*code = (unsigned char)meanings[letter - letters];
		return 2;
	}
	if (c == 'x' && p->version == TOML_1_1)
		digits = 2;
	return digits > 0 && read_code(p, p->at + 2, digits, code) ? 2 + digits : 0;
}

/* Behind a backslash at the end of a line and the white space that it takes away, or at itself. */
static size_t after_folded_line(const struct toml *p, size_t at)
{
	size_t end = line_after_blanks(p->in.text, at + 1);

	if (end >= p->in.text.len || !line_ends(p->in.text, end))
		return at;
	while (end < p->in.text.len &&
	       (line_is_blank(p->in.text.ptr[end]) || line_ends(p->in.text, end)))
		end++;
	return end;
}

static void read_escape(struct toml *p, struct quoted *q)
{
	uint32_t code = 0;
	size_t length = decode_escape(p, &code);
	size_t folded = q->is_long ? after_folded_line(p, p->at) : p->at;

	if (length > 0 || folded > p->at) {
		flush_run(p, q);
		if (length > 0)
			buf_put_code(&q->buf, code);
		p->at = length > 0 ? p->at + length : folded;
		q->run = p->at;
		return;
	}
	/* The first one is enough: a Windows path is full of them. */
	if (q->fault == 0)
		q->fault = p->at;
	p->at++;
}

/* Line ends in a text are always single line feeds, whatever the file has. */
static void read_line_break(struct toml *p, struct quoted *q)
{
	if (toml_peek(p) == '\r') {
		flush_run(p, q);
		q->run = p->at + 1;
		p->at++;
	}
	p->at++;
}

bool toml_read_string(struct toml *p, struct slice *value)
{
	struct quoted q = { .open = p->at, .quote = toml_peek(p), .buf = BUF_IN(p->in.arena) };

	q.is_long = line_has(p->in.text, p->at, q.quote == '"' ? "\"\"\"" : "'''");
	p->at += q.is_long ? 3 : 1;
	if (q.is_long)
		toml_skip_newline(p);
	q.run = p->at;
	for (;;) {
		char c;
		p->at = after_plain(p->in.text, p->at, q.quote);
		if (p->at == p->in.text.len)
			break;
		c = p->in.text.ptr[p->at];
		if (c == q.quote) {
			if (close_string(p, &q, value))
				return true;
		} else if (c == '\\' && q.quote == '"') {
			read_escape(p, &q);
		} else if (!line_ends(p->in.text, p->at)) {
			p->at++;
		} else if (q.is_long) {
			read_line_break(p, &q);
		} else {
			break;
		}
	}
	return fail_string(p, &q);
}
