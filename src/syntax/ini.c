/*
 * The INI reader: from the text of a source to the same tree that TOML gives.  It goes line by
 * line, so a mistake costs one line (with those that continue it).  It knows no field of a plan.
 */
#include "syntax/ini.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "syntax/ini_parser.h"
#include "syntax/lines.h"

/* What a table or array came from, which decides what may still be added to it. */
enum {
	OPENED = 1,  /* [a] */
	COUNTED = 2, /* [[a]] */
	LISTED = 4,  /* a[] = … */
};

bool ini_fail(struct ini *p, enum mistake mistake, size_t from, size_t to, struct slice better)
{
	reader_note(&p->in, mistake, from, to, better);
	return false;
}

/* Names */

bool ini_is_comment(char c)
{
	return c == '#' || c == ';';
}

static struct slice joined_words(struct ini *p, struct slice words)
{
	struct buf buf = BUF_IN(p->in.arena);

	for (size_t i = 0; i < words.len; i++) {
		if (!line_is_blank(words.ptr[i]))
			buf_putc(&buf, words.ptr[i]);
		else if (buf.len > 0 && buf.data[buf.len - 1] != '_')
			buf_putc(&buf, '_');
	}
	return buf_slice(&buf);
}

/* One name of a path, without blanks around it; it may stand in double quotes. */
static bool read_part(struct ini *p, size_t from, size_t to)
{
	struct slice name = slice_sub(p->in.text, from, to);
	struct part *part;

	if (name.len >= 2 && name.ptr[0] == '"' && name.ptr[name.len - 1] == '"') {
		part = vec_push(p->in.arena, &p->in.parts);
		part->name = slice_sub(name, 1, name.len - 1);
		part->span = reader_span(&p->in, from, to);
		return true;
	}
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if ((unsigned char)c >= 0x80)
			return ini_fail(p, MISTAKE_KEY_ACCENT, from, to, SLICE(""));
		if (line_is_blank(c))
			return ini_fail(p, MISTAKE_KEY_SPACE, from, to, joined_words(p, name));
		if (!line_is_bare(c))
			return ini_fail(p, MISTAKE_KEY_CHARACTER, from + i, from + i + 1,
					SLICE(""));
	}
	part = vec_push(p->in.arena, &p->in.parts);
	part->name = name;
	part->span = reader_span(&p->in, from, to);
	return true;
}

/* The end of a name that begins at `at`: its dot or `to`. */
static size_t part_end(const struct ini *p, size_t at, size_t to)
{
	if (line_char(p->in.text, at) == '"')
		at = line_after_word(p->in.text, at);
	while (at < to && p->in.text.ptr[at] != '.')
		at++;
	return at;
}

/* Reads "a.b.c" into p->in.parts. */
static bool read_path(struct ini *p, size_t from, size_t to)
{
	size_t at = from;

	p->in.parts.len = 0;
	while (at <= to) {
		size_t end = part_end(p, at, to);
		size_t last = end;
		at = line_after_blanks(p->in.text, at);
		while (last > at && line_is_blank(p->in.text.ptr[last - 1]))
			last--;
		if (at >= last)
			return ini_fail(p, MISTAKE_KEY_DOT, from, to, SLICE(""));
		if (!read_part(p, at, last))
			return false;
		at = end + 1;
	}
	return true;
}

/* Tables */

/* Into the table of that name, which is made when there is none; NULL after a finding. */
static struct node *enter(struct ini *p, struct node *table, const struct part *part)
{
	struct node *child = reader_find(&p->in, table, part->name);

	if (!child)
		return reader_table(&p->in, table, part, 0);
	if (child->kind == NODE_ARRAY && child->flags & COUNTED)
		return child->last;
	if (child->kind == NODE_TABLE)
		return child;
	reader_note_duplicate(&p->in, table, part, child);
	return NULL;
}

/* Goes from a table through all names but the last one; NULL after a finding. */
static struct node *walk(struct ini *p, struct node *table)
{
	for (size_t i = 0; table && i + 1 < p->in.parts.len; i++)
		table = enter(p, table, &p->in.parts.items[i]);
	return table;
}

static bool is_too_deep(struct ini *p, size_t depth)
{
	const struct part *last = reader_last(&p->in);

	if (depth + p->in.parts.len <= READER_DEPTH_MAX)
		return false;
	reader_note_too_deep(&p->in, p->in.parts.items[0].span.start, last->span.end);
	return true;
}

static struct node *open_table(struct ini *p, struct node *table, const struct part *part)
{
	struct node *child = reader_find(&p->in, table, part->name);

	if (!child)
		child = reader_table(&p->in, table, part, 0);
	if (child->kind != NODE_TABLE || child->flags & OPENED) {
		reader_note_duplicate(&p->in, table, part, child);
		return NULL;
	}
	child->flags = OPENED;
	child->key = part->span;
	return child;
}

static struct node *open_element(struct ini *p, struct node *table, const struct part *part,
				 struct span header)
{
	struct node *array = reader_find(&p->in, table, part->name);
	struct node *child;

	if (!array) {
		array = node_new(p->in.arena, NODE_ARRAY);
		array->span = header;
		array->flags = COUNTED;
		reader_attach(&p->in, table, part, array);
	} else if (array->kind != NODE_ARRAY || !(array->flags & COUNTED)) {
		reader_note_duplicate(&p->in, table, part, array);
		return NULL;
	}
	child = node_new(p->in.arena, NODE_TABLE);
	child->flags = OPENED;
	child->key = part->span;
	node_append(array, child);
	return child;
}

static void enter_table(struct ini *p, bool is_counted, struct span header)
{
	const struct part last = *reader_last(&p->in);
	struct node *table;

	if (is_too_deep(p, 0))
		return;
	table = walk(p, p->in.root);
	if (table)
		table = is_counted ? open_element(p, table, &last, header)
				   : open_table(p, table, &last);
	if (!table)
		return;
	table->header = header;
	table->span = header;
	p->table = table;
	p->depth = p->in.parts.len;
}

/* "[a.b]" or "[[a.b]]", with nothing behind it but a remark. */
static void read_header(struct ini *p, size_t from)
{
	size_t end = line_content_end(p->in.text, from, "");
	bool is_counted = line_has(p->in.text, from, "[[");
	struct slice close = is_counted ? SLICE("]]") : SLICE("]");
	size_t name = from + close.len;
	size_t name_end = slice_find(slice_sub(p->in.text, 0, end), close, name);
	size_t behind = line_after_blanks(p->in.text, name_end + close.len);

	/* Until the header proves good, what follows it belongs nowhere, so it repeats nothing. */
	p->table = node_new(p->in.arena, NODE_TABLE);
	p->depth = 0;
	p->at = line_next(p->in.text, from);
	if (name_end >= end) {
		ini_fail(p, MISTAKE_HEADER_CLOSE, from, end, close);
		return;
	}
	if (line_after_blanks(p->in.text, name) >= name_end) {
		ini_fail(p, MISTAKE_HEADER_EMPTY, from, end, SLICE(""));
		return;
	}
	if (!read_path(p, name, name_end))
		return;
	enter_table(p, is_counted, reader_span(&p->in, from, name_end + close.len));
	if (behind < end && !ini_is_comment(p->in.text.ptr[behind]))
		ini_fail(p, MISTAKE_AFTER_HEADER, behind, end, SLICE(""));
}

/* Pairs */

static void add_value(struct ini *p, struct node *table, const struct part *part,
		      struct node *value)
{
	const struct node *first = reader_find(&p->in, table, part->name);

	if (first) {
		reader_note_duplicate(&p->in, table, part, first);
		return;
	}
	reader_attach(&p->in, table, part, value);
}

/* "name[] =" with nothing behind it makes the list, but no item. */
static void add_item(struct ini *p, struct node *table, const struct part *part, struct node *value)
{
	struct node *list = reader_find(&p->in, table, part->name);

	if (!list) {
		list = node_new(p->in.arena, NODE_ARRAY);
		list->span = value->span;
		list->flags = LISTED;
		reader_attach(&p->in, table, part, list);
	} else if (list->kind != NODE_ARRAY || !(list->flags & LISTED)) {
		reader_note_duplicate(&p->in, table, part, list);
		return;
	}
	list->span.end = value->span.end;
	if (value->raw.len > 0)
		node_append(list, value);
}

/* The name in front of '=', with "[]" behind it for an item of a list. */
static bool read_name(struct ini *p, size_t from, size_t to, bool *is_item)
{
	struct slice name = slice_sub(p->in.text, from, to);

	if (name.len == 0)
		return ini_fail(p, MISTAKE_KEY_MISSING, from, from + 1, SLICE(""));
	*is_item = slice_ends(name, SLICE("[]"));
	if (*is_item)
		to -= 2;
	while (to > from && line_is_blank(p->in.text.ptr[to - 1]))
		to--;
	return read_path(p, from, to);
}

/* Text that goes on without being moved in: neither blank, a remark, a header nor a pair. */
static bool is_stray(const struct ini *p, size_t line)
{
	size_t at = line_after_blanks(p->in.text, line);
	char first = line_char(p->in.text, at);

	return !line_ends(p->in.text, at) && !ini_is_comment(first) && first != '[' &&
	       line_content_end(p->in.text, at, "=:") == line_content_end(p->in.text, at, "");
}

/* A line without '=' is reported together with those that only go on with it. */
static void fail_equals(struct ini *p, size_t from)
{
	struct extent extent = { .indent = from - p->at, .first = from };
	size_t end = line_content_end(p->in.text, from, "");
	size_t name_end = line_after_name(p->in.text, from);

	ini_find_extent(p, &extent);
	p->at = extent.after;
	if (name_end > from && line_char(p->in.text, name_end) == ':') {
		size_t last = line_content_end(p->in.text, from, ":");
		struct slice name = slice_sub(p->in.text, from, last);
		ini_fail(p, MISTAKE_COLON, from, last,
			 text_printf(p->in.arena, "%.*s = …", SLICE_ARG(name)));
		return;
	}
	ini_fail(p, MISTAKE_INI_EQUALS, from, end, SLICE(""));
	while (is_stray(p, p->at))
		p->at = line_next(p->in.text, p->at);
}

static void read_pair(struct ini *p, size_t from)
{
	size_t name_end = line_content_end(p->in.text, from, "=");
	size_t sign = line_after_blanks(p->in.text, name_end);
	struct extent extent = { .indent = from - p->at };
	struct node *table;
	struct node *value;
	struct part last;
	bool is_item = false;

	if (line_char(p->in.text, sign) != '=') {
		fail_equals(p, from);
		return;
	}
	extent.first = line_after_blanks(p->in.text, sign + 1);
	ini_find_extent(p, &extent);
	p->at = extent.after;
	if (!read_name(p, from, name_end, &is_item) || is_too_deep(p, p->depth))
		return;
	last = *reader_last(&p->in);
	table = walk(p, p->table);
	value = ini_read_value(p, &extent, last.name);
	if (!table)
		return;
	if (is_item)
		add_item(p, table, &last, value);
	else
		add_value(p, table, &last, value);
}

static void read_line(struct ini *p)
{
	size_t from = line_after_blanks(p->in.text, p->at);
	char first = line_char(p->in.text, from);

	if (line_ends(p->in.text, from) || ini_is_comment(first))
		p->at = line_next(p->in.text, p->at);
	else if (first == '[')
		read_header(p, from);
	else
		read_pair(p, from);
}

struct node *ini_read(struct arena *arena, struct report *report, uint32_t file)
{
	struct ini p = { .in = reader_of(arena, report, file) };

	p.table = p.in.root;
	if (!reader_open(&p.in))
		return p.in.root;
	p.at = p.in.door.start;
	while (p.at < p.in.text.len && !reader_is_full(&p.in))
		read_line(&p);
	return p.in.root;
}
