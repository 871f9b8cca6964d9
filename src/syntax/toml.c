/*
 * The TOML reader: from the text of a source to a tree, with a finding for every mistake.  After a
 * mistake it looks for the next line that can begin something new, so one run shows them all.  It
 * knows no field of a plan.
 */
#include "syntax/toml.h"

#include <string.h>

#include "syntax/lines.h"
#include "syntax/scalar.h"
#include "syntax/toml_parser.h"

/* Something behind a value on its line. */
static bool fail_after_value(struct toml *p, size_t from, char first)
{
	size_t to = line_content_end(p->in.text, p->at, "#");
	struct slice rest = slice_sub(p->in.text, p->at, to);
	enum mistake mistake = MISTAKE_AFTER_VALUE;
	struct slice better = SLICE("");

	if (slice_is(rest, ",") || slice_is(rest, ";"))
		return toml_fail(p, MISTAKE_TRAILING_SIGN, p->at, to, better);
	if ((first >= '0' && first <= '9') || first == '-' || first == '+') {
		mistake =
			scalar_guess_number(p->in.arena, slice_sub(p->in.text, from, to), &better);
		if (mistake != MISTAKE_NONE)
			return toml_fail(p, mistake, from, to, better);
		mistake = MISTAKE_AFTER_VALUE;
	}
	if (first == '"' && slice_find(rest, SLICE("\""), 0) < rest.len)
		mistake = MISTAKE_QUOTE_INSIDE;
	return toml_fail_text(p, mistake, p->at, to, better);
}

static bool read_pair_line(struct toml *p)
{
	size_t from;

	if (!toml_read_pair(p, p->table))
		return false;
	if (toml_at_line_end(p))
		return true;
	from = line_after_equals(p->in.text, line_start(p->in.text, p->at));
	return fail_after_value(p, from, line_char(p->in.text, from));
}

static bool read_header(struct toml *p)
{
	size_t from = p->at;
	bool is_array = line_has(p->in.text, from, "[[");
	struct slice close = is_array ? SLICE("]]") : SLICE("]");
	bool is_closed;

	/* Until the header proves good, what follows it belongs nowhere, so it repeats nothing. */
	p->table = node_new(p->in.arena, NODE_TABLE);
	p->table_depth = 0;
	p->at += close.len;
	p->skip = SKIP_REST;
	if (!toml_read_name(p, ']'))
		return false;
	is_closed = line_has(p->in.text, p->at, close.ptr);
	if (!is_closed && !line_ends(p->in.text, p->at) && !strchr("]#", toml_peek(p)))
		return toml_fail_name(p, p->in.parts.items[0].span.start, ']');
	if (!is_closed)
		toml_fail(p, MISTAKE_HEADER_CLOSE, from, line_content_end(p->in.text, from, "#"),
			  close);
	else
		p->at += close.len;
	toml_enter_table(p, is_array, reader_span(&p->in, from, p->at));
	if (!is_closed)
		return false;
	p->skip = SKIP_LINE;
	if (toml_at_line_end(p))
		return true;
	return toml_fail_text(p, MISTAKE_AFTER_HEADER, p->at, toml_rest_end(p, p->at), SLICE(""));
}

static bool read_line(struct toml *p)
{
	size_t suspect = p->suspect_line;
	bool is_read;

	p->depth = p->table_depth;
	if (toml_at_line_end(p))
		return true;
	is_read = toml_peek(p) == '[' ? read_header(p) : read_pair_line(p);
	/* A good line behind a text shows that the text was closed where it seemed. */
	if (is_read && p->suspect_line == suspect)
		p->suspect_line = 0;
	return is_read;
}

struct node *toml_read(struct arena *arena, struct report *report, uint32_t file,
		       enum toml_version version)
{
	struct toml p = { .in = reader_of(arena, report, file), .version = version };

	p.table = p.in.root;
	if (!reader_open(&p.in))
		return p.in.root;
	p.at = p.in.door.start;
	while (p.at < p.in.text.len && !reader_is_full(&p.in)) {
		if (!read_line(&p))
			toml_recover(&p);
	}
	return p.in.root;
}
