/*
 * The INI reader: from the text of a source to the same tree that TOML gives.  It goes line by
 * line, so a mistake costs one line (with those that continue it).  It knows no field of a plan.
 */
#include "syntax/ini.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "syntax/door.h"
#include "syntax/lines.h"
#include "syntax/mistake.h"
#include "syntax/names.h"

/* What a table or array came from, which decides what may still be added to it. */
enum {
	OPENED = 1,  /* [a] */
	COUNTED = 2, /* [[a]] */
	LISTED = 4,  /* a[] = … */
};

/* One of the names in a.b.c. */
struct part {
	struct slice name;
	struct span span;
};

struct parser {
	struct arena *arena;
	struct report *report;
	struct slice text;
	struct door door;
	uint32_t file;
	size_t at; /* the start of a line */
	struct node *root;
	struct node *table; /* where pairs go; after a bad header a table outside the tree */
	size_t depth;       /* of that table */
	VEC(struct part) parts;
	struct names names;
	size_t errors;
};

/* A value in the text: its first line, and the lines that continue it. */
struct extent {
	size_t indent; /* blanks before its name */
	size_t first;  /* behind '=' and blanks */
	size_t from, to;
	size_t common; /* blanks that all continuing lines begin with */
	size_t after;  /* the start of the line behind it */
	bool continues;
};

static struct span span_of(const struct parser *p, size_t from, size_t to)
{
	return (struct span){ p->file, (uint32_t)from, (uint32_t)to };
}

/* Mistakes */

static bool is_full(const struct parser *p)
{
	return p->errors >= INI_ERRORS_MAX;
}

static void count_error(struct parser *p, size_t at)
{
	if (++p->errors == INI_ERRORS_MAX)
		mistake_add(p->report, MISTAKE_TOO_MANY, span_of(p, at, at),
			    text_printf(p->arena, "%d", INI_ERRORS_MAX));
}

/* Says what is wrong.  Always false, for `return fail(…)`. */
static bool fail(struct parser *p, enum mistake mistake, size_t from, size_t to,
		 struct slice better)
{
	if (is_full(p) || door_is_bad_line(&p->door, from))
		return false;
	mistake_add(p->report, mistake, span_of(p, from, to), better);
	count_error(p, to);
	return false;
}

static struct slice path_of(struct parser *p, const struct node *table, struct slice name)
{
	struct slice path = name;

	for (; table && table->parent; table = table->parent) {
		if (table->name.ptr)
			path = text_printf(p->arena, "%.*s.%.*s", SLICE_ARG(table->name),
					   SLICE_ARG(path));
	}
	return path;
}

static void note_duplicate(struct parser *p, const struct node *table, const struct part *part,
			   const struct node *first)
{
	struct finding *finding;
	struct slice path;

	if (first->kind == NODE_UNREADABLE)
		return; /* one finding is enough */
	if (is_full(p) || door_is_bad_line(&p->door, part->span.start))
		return;
	path = path_of(p, table, part->name);
	finding = diag_add(p->report, DIAG_DUPLICATE_KEY, part->span, path,
			   DIAG_ARGS(diag_text("key", path)));
	finding_relate(p->report, finding, first->key,
		       TEXT2("khai lần đầu ở đây", "given first here"));
	count_error(p, part->span.end);
}

/* Names */

static bool is_comment(char c)
{
	return c == '#' || c == ';';
}

static struct slice joined_words(struct parser *p, struct slice words)
{
	struct buf buf = BUF_IN(p->arena);

	for (size_t i = 0; i < words.len; i++) {
		if (!line_is_blank(words.ptr[i]))
			buf_putc(&buf, words.ptr[i]);
		else if (buf.len > 0 && buf.data[buf.len - 1] != '_')
			buf_putc(&buf, '_');
	}
	return buf_slice(&buf);
}

/* One name of a path, without blanks around it; it may stand in double quotes. */
static bool read_part(struct parser *p, size_t from, size_t to)
{
	struct slice name = slice_sub(p->text, from, to);
	struct part *part;

	if (name.len >= 2 && name.ptr[0] == '"' && name.ptr[name.len - 1] == '"') {
		part = vec_push(p->arena, &p->parts);
		part->name = slice_sub(name, 1, name.len - 1);
		part->span = span_of(p, from, to);
		return true;
	}
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if ((unsigned char)c >= 0x80)
			return fail(p, MISTAKE_KEY_ACCENT, from, to, SLICE(""));
		if (line_is_blank(c))
			return fail(p, MISTAKE_KEY_SPACE, from, to, joined_words(p, name));
		if (!line_is_bare(c))
			return fail(p, MISTAKE_KEY_CHARACTER, from + i, from + i + 1, SLICE(""));
	}
	part = vec_push(p->arena, &p->parts);
	part->name = name;
	part->span = span_of(p, from, to);
	return true;
}

/* The end of a name that begins at `at`: its dot or `to`. */
static size_t part_end(const struct parser *p, size_t at, size_t to)
{
	if (line_char(p->text, at) == '"')
		at = line_after_word(p->text, at);
	while (at < to && p->text.ptr[at] != '.')
		at++;
	return at;
}

/* Reads "a.b.c" into p->parts. */
static bool read_path(struct parser *p, size_t from, size_t to)
{
	size_t at = from;

	p->parts.len = 0;
	while (at <= to) {
		size_t end = part_end(p, at, to);
		size_t last = end;
		at = line_after_blanks(p->text, at);
		while (last > at && line_is_blank(p->text.ptr[last - 1]))
			last--;
		if (at >= last)
			return fail(p, MISTAKE_KEY_DOT, from, to, SLICE(""));
		if (!read_part(p, at, last))
			return false;
		at = end + 1;
	}
	return true;
}

/* Tables */

static struct node *new_table(struct parser *p, struct node *table, const struct part *part)
{
	struct node *child = node_new(p->arena, NODE_TABLE);

	child->name = part->name;
	child->key = part->span;
	child->span = part->span;
	names_attach(&p->names, table, child);
	return child;
}

/* Into the table of that name, which is made when there is none; NULL after a finding. */
static struct node *enter(struct parser *p, struct node *table, const struct part *part)
{
	struct node *child = names_find(&p->names, table, part->name);

	if (!child)
		return new_table(p, table, part);
	if (child->kind == NODE_ARRAY && child->flags & COUNTED)
		return child->last;
	if (child->kind == NODE_TABLE)
		return child;
	note_duplicate(p, table, part, child);
	return NULL;
}

/* Goes from a table through all names but the last one; NULL after a finding. */
static struct node *walk(struct parser *p, struct node *table)
{
	for (size_t i = 0; table && i + 1 < p->parts.len; i++)
		table = enter(p, table, &p->parts.items[i]);
	return table;
}

static bool is_too_deep(struct parser *p, size_t depth)
{
	const struct part *last = &p->parts.items[p->parts.len - 1];

	if (depth + p->parts.len <= INI_DEPTH_MAX)
		return false;
	fail(p, MISTAKE_TOO_DEEP, p->parts.items[0].span.start, last->span.end,
	     text_printf(p->arena, "%d", INI_DEPTH_MAX));
	return true;
}

static struct node *open_table(struct parser *p, struct node *table, const struct part *part)
{
	struct node *child = names_find(&p->names, table, part->name);

	if (!child)
		child = new_table(p, table, part);
	if (child->kind != NODE_TABLE || child->flags & OPENED) {
		note_duplicate(p, table, part, child);
		return NULL;
	}
	child->flags = OPENED;
	child->key = part->span;
	return child;
}

static struct node *open_element(struct parser *p, struct node *table, const struct part *part,
				 struct span header)
{
	struct node *array = names_find(&p->names, table, part->name);
	struct node *child;

	if (!array) {
		array = node_new(p->arena, NODE_ARRAY);
		array->name = part->name;
		array->key = part->span;
		array->span = header;
		array->flags = COUNTED;
		names_attach(&p->names, table, array);
	} else if (array->kind != NODE_ARRAY || !(array->flags & COUNTED)) {
		note_duplicate(p, table, part, array);
		return NULL;
	}
	child = node_new(p->arena, NODE_TABLE);
	child->flags = OPENED;
	child->key = part->span;
	node_append(array, child);
	return child;
}

static void enter_table(struct parser *p, bool is_counted, struct span header)
{
	const struct part last = p->parts.items[p->parts.len - 1];
	struct node *table;

	if (is_too_deep(p, 0))
		return;
	table = walk(p, p->root);
	if (table)
		table = is_counted ? open_element(p, table, &last, header)
				   : open_table(p, table, &last);
	if (!table)
		return;
	table->header = header;
	table->span = header;
	p->table = table;
	p->depth = p->parts.len;
}

/* "[a.b]" or "[[a.b]]", with nothing behind it but a remark. */
static void read_header(struct parser *p, size_t from)
{
	size_t end = line_content_end(p->text, from, "");
	bool is_counted = line_has(p->text, from, "[[");
	struct slice close = is_counted ? SLICE("]]") : SLICE("]");
	size_t name = from + close.len;
	size_t name_end = slice_find(slice_sub(p->text, 0, end), close, name);
	size_t behind = line_after_blanks(p->text, name_end + close.len);

	/* Until the header proves good, what follows it belongs nowhere, so it repeats nothing. */
	p->table = node_new(p->arena, NODE_TABLE);
	p->depth = 0;
	p->at = line_next(p->text, from);
	if (name_end >= end) {
		fail(p, MISTAKE_HEADER_CLOSE, from, end, close);
		return;
	}
	if (line_after_blanks(p->text, name) >= name_end) {
		fail(p, MISTAKE_HEADER_EMPTY, from, end, SLICE(""));
		return;
	}
	if (!read_path(p, name, name_end))
		return;
	enter_table(p, is_counted, span_of(p, from, name_end + close.len));
	if (behind < end && !is_comment(p->text.ptr[behind]))
		fail(p, MISTAKE_AFTER_HEADER, behind, end, SLICE(""));
}

/* Values */

/* A line that stands no further in than the name, and is no remark, ends the value. */
static void extent_find(const struct parser *p, struct extent *extent)
{
	size_t at = line_next(p->text, extent->first);

	extent->from = extent->first;
	extent->to = line_content_end(p->text, extent->first, "");
	extent->after = at;
	extent->common = SIZE_MAX;
	while (at < p->text.len) {
		size_t content = line_after_blanks(p->text, at);
		size_t next = line_next(p->text, at);
		bool is_inside = content - at > extent->indent;
		if (!line_ends(p->text, content) && is_inside) {
			if (!extent->continues && extent->from == extent->to)
				extent->from = content;
			extent->continues = true;
			extent->common =
				content - at < extent->common ? content - at : extent->common;
			extent->to = line_content_end(p->text, at, "");
			extent->after = next;
		} else if (!line_ends(p->text, content) && !is_comment(p->text.ptr[content])) {
			break;
		}
		at = next;
	}
}

/* The lines of a value joined, without the blanks they all begin with. */
static struct slice joined_lines(const struct parser *p, const struct extent *extent)
{
	struct buf buf = BUF_IN(p->arena);
	size_t line_feeds = 0;
	size_t at = extent->first;

	buf_put(&buf, slice_sub(p->text, at, line_end(p->text, at)));
	for (at = line_next(p->text, at); at < extent->after; at = line_next(p->text, at)) {
		size_t content = line_after_blanks(p->text, at);
		size_t end = line_end(p->text, at);
		if (!line_ends(p->text, content) && content - at <= extent->indent)
			continue; /* a remark */
		line_feeds++;
		if (line_ends(p->text, content))
			continue;
		buf_repeat(&buf, '\n', buf.len > 0 ? line_feeds : 0);
		line_feeds = 0;
		buf_put(&buf, slice_sub(p->text, at + extent->common,
					end < extent->to ? end : extent->to));
	}
	return buf_slice(&buf);
}

/* The quote that closes the text whose first quote is text[0], or text.len. */
static size_t closing_quote(struct slice text)
{
	for (size_t i = 1; i < text.len; i++) {
		if (text.ptr[i] == '"')
			return i;
		if (text.ptr[i] == '\\' && i + 1 < text.len && strchr("\\\"", text.ptr[i + 1]))
			i++;
	}
	return text.len;
}

static struct slice unquoted(struct parser *p, struct slice text)
{
	struct buf buf = BUF_IN(p->arena);

	for (size_t i = 1; i + 1 < text.len; i++) {
		if (text.ptr[i] == '\\' && strchr("\\\"", text.ptr[i + 1]))
			i++;
		buf_putc(&buf, text.ptr[i]);
	}
	return buf_slice(&buf);
}

/* "{ name = …" */
static bool is_group(struct slice text)
{
	size_t at = line_after_blanks(text, 1);
	size_t end = line_after_name(text, at);

	return text.ptr[0] == '{' && end > at && line_char(text, end) == '=';
}

static bool is_bracketed_list(struct slice text)
{
	char first = line_char(text, line_after_blanks(text, 1));

	return text.ptr[0] == '[' &&
	       (first == '"' || first == '\'' || (first == ']' && text.len <= 3));
}

/* Values written as TOML would have them, which INI would silently take for their signs. */
static bool check_foreign(struct parser *p, const struct extent *extent, struct slice name)
{
	size_t end = line_content_end(p->text, extent->first, "");
	struct slice text = slice_sub(p->text, extent->first, end);

	if (text.len == 0)
		return true;
	if (slice_starts(text, SLICE("\"\"\"")) || slice_starts(text, SLICE("'''")))
		return fail(p, MISTAKE_INI_LONG, extent->first, extent->first + 3, SLICE(""));
	if (is_bracketed_list(text))
		return fail(p, MISTAKE_INI_LIST, extent->first, end,
			    text_printf(p->arena, "%.*s[] = …", SLICE_ARG(name)));
	if (is_group(text))
		return fail(p, MISTAKE_INI_GROUP, extent->first, end,
			    text_printf(p->arena, "%.*s.vi = …", SLICE_ARG(name)));
	return true;
}

/* Unreadable after a finding. */
static struct node *read_value(struct parser *p, const struct extent *extent, struct slice name)
{
	struct slice text = slice_sub(p->text, extent->from, extent->to);
	struct node *node;

	node = node_new(p->arena, NODE_STRING);
	node->span = span_of(p, extent->from, extent->to);
	node->raw = text;
	if (!check_foreign(p, extent, name)) {
		node->kind = NODE_UNREADABLE;
		return node;
	}
	node->as.string = extent->continues ? joined_lines(p, extent) : text;
	if (extent->continues || text.len == 0 || text.ptr[0] != '"')
		return node;
	if (text.len > 1 && closing_quote(text) == text.len - 1) {
		node->as.string = unquoted(p, text);
	} else if (closing_quote(text) == text.len) {
		fail(p, MISTAKE_INI_UNCLOSED, extent->from, extent->to, SLICE(""));
		node->kind = NODE_UNREADABLE;
	}
	return node;
}

/* Pairs */

static void add_value(struct parser *p, struct node *table, const struct part *part,
		      struct node *value)
{
	const struct node *first = names_find(&p->names, table, part->name);

	if (first) {
		note_duplicate(p, table, part, first);
		return;
	}
	value->name = part->name;
	value->key = part->span;
	names_attach(&p->names, table, value);
}

/* "name[] =" with nothing behind it makes the list, but no item. */
static void add_item(struct parser *p, struct node *table, const struct part *part,
		     struct node *value)
{
	struct node *list = names_find(&p->names, table, part->name);

	if (!list) {
		list = node_new(p->arena, NODE_ARRAY);
		list->name = part->name;
		list->key = part->span;
		list->span = value->span;
		list->flags = LISTED;
		names_attach(&p->names, table, list);
	} else if (list->kind != NODE_ARRAY || !(list->flags & LISTED)) {
		note_duplicate(p, table, part, list);
		return;
	}
	list->span.end = value->span.end;
	if (value->raw.len > 0)
		node_append(list, value);
}

/* The name in front of '=', with "[]" behind it for an item of a list. */
static bool read_name(struct parser *p, size_t from, size_t to, bool *is_item)
{
	struct slice name = slice_sub(p->text, from, to);

	if (name.len == 0)
		return fail(p, MISTAKE_KEY_MISSING, from, from + 1, SLICE(""));
	*is_item = slice_ends(name, SLICE("[]"));
	if (*is_item)
		to -= 2;
	while (to > from && line_is_blank(p->text.ptr[to - 1]))
		to--;
	return read_path(p, from, to);
}

/* Text that goes on without being moved in: neither blank, a remark, a header nor a pair. */
static bool is_stray(const struct parser *p, size_t line)
{
	size_t at = line_after_blanks(p->text, line);
	char first = line_char(p->text, at);

	return !line_ends(p->text, at) && !is_comment(first) && first != '[' &&
	       line_content_end(p->text, at, "=:") == line_content_end(p->text, at, "");
}

/* A line without '=' is reported together with those that only go on with it. */
static void fail_equals(struct parser *p, size_t from)
{
	struct extent extent = { .indent = from - p->at, .first = from };
	size_t end = line_content_end(p->text, from, "");
	size_t name_end = line_after_name(p->text, from);

	extent_find(p, &extent);
	p->at = extent.after;
	if (name_end > from && line_char(p->text, name_end) == ':') {
		size_t last = line_content_end(p->text, from, ":");
		struct slice name = slice_sub(p->text, from, last);
		fail(p, MISTAKE_COLON, from, last,
		     text_printf(p->arena, "%.*s = …", SLICE_ARG(name)));
		return;
	}
	fail(p, MISTAKE_INI_EQUALS, from, end, SLICE(""));
	while (is_stray(p, p->at))
		p->at = line_next(p->text, p->at);
}

static void read_pair(struct parser *p, size_t from)
{
	size_t name_end = line_content_end(p->text, from, "=");
	size_t sign = line_after_blanks(p->text, name_end);
	struct extent extent = { .indent = from - p->at };
	struct node *table;
	struct node *value;
	struct part last;
	bool is_item = false;

	if (line_char(p->text, sign) != '=') {
		fail_equals(p, from);
		return;
	}
	extent.first = line_after_blanks(p->text, sign + 1);
	extent_find(p, &extent);
	p->at = extent.after;
	if (!read_name(p, from, name_end, &is_item) || is_too_deep(p, p->depth))
		return;
	last = p->parts.items[p->parts.len - 1];
	table = walk(p, p->table);
	value = read_value(p, &extent, last.name);
	if (!table)
		return;
	if (is_item)
		add_item(p, table, &last, value);
	else
		add_value(p, table, &last, value);
}

static void read_line(struct parser *p)
{
	size_t from = line_after_blanks(p->text, p->at);
	char first = line_char(p->text, from);

	if (line_ends(p->text, from) || is_comment(first))
		p->at = line_next(p->text, p->at);
	else if (first == '[')
		read_header(p, from);
	else
		read_pair(p, from);
}

/* False when there is nothing to read. */
static bool open_text(struct parser *p)
{
	size_t size = report_source_at(p->report, p->file)->text.len;

	if (size > INI_SIZE_MAX) {
		mistake_add(p->report, MISTAKE_TOO_LARGE, span_of(p, 0, 0),
			    text_printf(p->arena, "%d", INI_SIZE_MAX));
		return false;
	}
	if (!door_open(&p->door, p->report, p->file))
		return false;
	p->text = p->door.text;
	p->at = p->door.start;
	p->errors = p->door.bad_count;
	return !is_full(p);
}

struct node *ini_read(struct arena *arena, struct report *report, uint32_t file)
{
	struct parser p = {
		.arena = arena,
		.report = report,
		.file = file,
		.root = node_new(arena, NODE_TABLE),
		.names = NAMES_IN(arena),
	};

	p.root->span = span_of(&p, 0, 0);
	p.table = p.root;
	if (!open_text(&p))
		return p.root;
	while (p.at < p.text.len && !is_full(&p))
		read_line(&p);
	return p.root;
}
