/* The TOML reader: values, lists, groups, and the pairs they stand in. */
#include "syntax/toml_parser.h"

#include <string.h>

#include "base/arena.h"
#include "syntax/lines.h"
#include "syntax/scalar.h"

static struct node *read_value(struct toml *p);

static struct node *open_brackets(struct toml *p, enum node_kind kind)
{
	struct node *node;

	*vec_push(p->in.arena, &p->open) = (struct bracket){ toml_peek(p), p->at };
	if (++p->depth > READER_DEPTH_MAX) {
		p->at++;
		reader_note_too_deep(&p->in, p->at - 1, p->at);
		return NULL;
	}
	node = node_new(p->in.arena, kind);
	node->span = reader_span(&p->in, p->at, p->at);
	node->flags = CLOSED;
	p->at++;
	return node;
}

static struct node *close_brackets(struct toml *p, struct node *node)
{
	p->at++;
	p->open.len--;
	p->depth--;
	node->span.end = (uint32_t)p->at;
	return node;
}

static struct node *read_array(struct toml *p)
{
	struct node *array = open_brackets(p, NODE_ARRAY);

	while (array) {
		struct node *item;
		toml_skip_space(p);
		if (toml_peek(p) == ']')
			return close_brackets(p, array);
		item = read_value(p);
		if (!item)
			return NULL;
		node_append(array, item);
		toml_skip_space(p);
		if (toml_peek(p) == ']')
			return close_brackets(p, array);
		if (toml_peek(p) != ',') {
			toml_fail_text(p, MISTAKE_MISSING_COMMA, p->at, toml_rest_end(p, p->at),
				       SLICE(""));
			return NULL;
		}
		p->at++;
	}
	return NULL;
}

/* White space between { and }: on one line before TOML 1.1. */
static bool skip_inline_space(struct toml *p)
{
	const struct bracket *bracket = &p->open.items[p->open.len - 1];
	size_t resume;
	bool closed;

	if (p->version == TOML_1_1) {
		toml_skip_space(p);
		return true;
	}
	toml_skip_blanks(p);
	if (!line_ends(p->in.text, p->at) && toml_peek(p) != '#')
		return true;
	resume = toml_find_close(p, &closed);
	if (!closed)
		return toml_fail_unclosed(p, bracket, resume);
	return toml_fail(p, MISTAKE_INLINE_LINES, bracket->at, bracket->at + 1, SLICE(""));
}

/* Behind a pair: true when another one may follow. */
static bool read_comma(struct toml *p)
{
	if (toml_peek(p) != ',')
		return toml_fail_text(p, MISTAKE_MISSING_COMMA, p->at, toml_rest_end(p, p->at),
				      SLICE(""));
	p->at++;
	if (!skip_inline_space(p))
		return false;
	if (toml_peek(p) == '}' && p->version == TOML_1_0)
		reader_note(&p->in, MISTAKE_TRAILING_COMMA, p->at, p->at + 1, SLICE(""));
	return true;
}

static struct node *read_inline(struct toml *p)
{
	struct node *table = open_brackets(p, NODE_TABLE);

	if (!table || !skip_inline_space(p))
		return NULL;
	while (toml_peek(p) != '}') {
		if (!toml_read_pair(p, table) || !skip_inline_space(p))
			return NULL;
		if (toml_peek(p) != '}' && !read_comma(p))
			return NULL;
	}
	return close_brackets(p, table);
}

static struct node *read_text(struct toml *p)
{
	size_t from = p->at;
	struct slice value;
	struct node *node;

	if (!toml_read_string(p, &value))
		return NULL;
	node = node_new(p->in.arena, NODE_STRING);
	node->as.string = value;
	node->span = reader_span(&p->in, from, p->at);
	node->raw = slice_sub(p->in.text, from, p->at);
	return node;
}

/* The end of a number, date or word.  A date and its time may have a blank between them. */
static size_t plain_end(const struct toml *p)
{
	size_t at = p->at;
	struct slice rest;

	while (!line_ends(p->in.text, at) && !strchr(" \t,;]}#=", p->in.text.ptr[at]))
		at++;
	rest = slice_sub(p->in.text, at, at + 4);
	if (at - p->at != 10 || p->in.text.ptr[p->at + 4] != '-' || rest.len < 4 ||
	    rest.ptr[0] != ' ' || toml_hex_value(rest.ptr[1]) < 0 || rest.ptr[3] != ':')
		return at;
	for (at++; !line_ends(p->in.text, at) && !strchr(" \t,;]}#=", p->in.text.ptr[at]);)
		at++;
	return at;
}

/* Something that is no value of any kind. */
static bool fail_value(struct toml *p, enum mistake mistake, struct slice better)
{
	size_t from = p->at;
	size_t to = toml_rest_end(p, from);
	struct slice guessed;
	enum mistake number;

	if (to == from) {
		p->skip = SKIP_VALUES;
		if (toml_peek(p) == ',')
			return toml_fail(p, MISTAKE_LONE_COMMA, from, from + 1, better);
		return toml_fail(p, MISTAKE_MISSING_VALUE, from, from, better);
	}
	if (toml_peek(p) == '=')
		return toml_fail(p, MISTAKE_TWO_EQUALS, from - 1, from + 1, better);
	if (toml_starts_smart_quote(p, from))
		return toml_fail(p, MISTAKE_SMART_QUOTE, from, to, toml_straighten(p, from, to));
	/* "Không" alone may mean false, but not "Không áp dụng". */
	if (mistake == MISTAKE_BOOLEAN_WORD && plain_end(p) < to)
		mistake = MISTAKE_UNQUOTED_TEXT;
	number = scalar_guess_number(p->in.arena, slice_sub(p->in.text, from, to), &guessed);
	if (number != MISTAKE_NONE)
		return toml_fail(p, number, from, to, guessed);
	return toml_fail_text(p, mistake, from, to, better);
}

static struct node *read_plain(struct toml *p)
{
	size_t from = p->at;
	size_t end = plain_end(p);
	struct node *node = node_new(p->in.arena, NODE_STRING);
	struct slice better;
	enum mistake mistake;

	node->span = reader_span(&p->in, from, end);
	node->raw = slice_sub(p->in.text, from, end);
	mistake = scalar_read(p->in.arena, node->raw, p->version, node, &better);
	if (mistake == MISTAKE_NONE) {
		p->at = end;
		return node;
	}
	if (mistake == MISTAKE_DATE_RANGE || mistake == MISTAKE_NUMBER_RANGE) {
		/* Well-formed: what follows can be read as if it were right. */
		reader_note(&p->in, mistake, from, end, better);
		node->kind = NODE_UNREADABLE;
		p->at = end;
		return node;
	}
	fail_value(p, mistake, better);
	return NULL;
}

static struct node *read_value(struct toml *p)
{
	switch (toml_peek(p)) {
	case '"':
	case '\'':
		return read_text(p);
	case '[':
		return read_array(p);
	case '{':
		return read_inline(p);
	default:
		return read_plain(p);
	}
}

/* A name was given, though what stands behind it cannot be read: it is not missing. */
static bool leave_hole(struct toml *p, struct node *table, const struct part *part)
{
	struct node *hole = node_new(p->in.arena, NODE_UNREADABLE);

	hole->span = part->span;
	if (table && !reader_find(&p->in, table, part->name))
		reader_attach(&p->in, table, part, hole);
	return false;
}

bool toml_read_pair(struct toml *p, struct node *table)
{
	const struct node *first;
	struct node *value;
	struct part last;
	size_t depth = p->depth;

	if (!toml_read_name(p, '='))
		return false;
	last = *reader_last(&p->in);
	if (toml_peek(p) != '=') {
		toml_fail_equals(p);
		return p->in.parts.len == 1 ? leave_hole(p, table, &last) : false;
	}
	p->at++;
	table = toml_walk_dots(p, table);
	first = table ? reader_find(&p->in, table, last.name) : NULL;
	if (first)
		reader_note_duplicate(&p->in, table, &last, first);
	toml_skip_blanks(p);
	value = read_value(p);
	if (!value)
		return leave_hole(p, table, &last);
	p->depth = depth;
	if (table && !first)
		reader_attach(&p->in, table, &last, value);
	return true;
}
