/* Writes a TOML plan as INI.  The tree says what stands where, the text holds the remarks. */
#include "emit/ini.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "syntax/toml.h"

enum { EXAMPLE_LINES_MAX = 64 };

/* A header or a value, in the order of the text. */
struct event {
	uint32_t start, end;
	struct slice name;       /* with dots, of a header the whole path */
	struct slice path;       /* from the plan */
	const struct node *node; /* a value; NULL: a header */
	bool is_item;            /* [[header]] */
};

struct turner {
	struct arena *arena;
	struct slice text;
	struct buf out;
	VEC(struct event) events;
	VEC(struct event) records; /* lists of groups of the open table, still to be written */
};

/* Collecting */

static struct slice name_below(struct turner *t, struct slice above, struct slice name)
{
	return text_printf(t->arena, "%.*s%s%.*s", SLICE_ARG(above), above.len > 0 ? "." : "",
			   SLICE_ARG(name));
}

static void add_header(struct turner *t, const struct node *node, struct slice path, bool is_item)
{
	*vec_push(t->arena, &t->events) = (struct event){ .start = node->header.start,
							  .end = node->header.end,
							  .name = path,
							  .is_item = is_item };
}

static void collect(struct turner *t, const struct node *table, struct slice path,
		    struct slice name);

static void collect_child(struct turner *t, const struct node *child, struct slice path,
			  struct slice name)
{
	if (child->kind == NODE_TABLE && child->header.file) {
		add_header(t, child, path, false);
		collect(t, child, path, SLICE(""));
	} else if (child->kind == NODE_TABLE) {
		collect(t, child, path, name);
	} else if (child->first && child->first->header.file) {
		for (const struct node *item = child->first; item; item = item->next) {
			add_header(t, item, path, true);
			collect(t, item, path, SLICE(""));
		}
	} else {
		*vec_push(t->arena, &t->events) = (struct event){ .start = child->key.start,
								  .end = child->span.end,
								  .name = name,
								  .path = path,
								  .node = child };
	}
}

/* path: from the plan; name: from the last header. */
static void collect(struct turner *t, const struct node *table, struct slice path,
		    struct slice name)
{
	for (const struct node *child = table->first; child; child = child->next)
		collect_child(t, child, name_below(t, path, child->name),
			      name_below(t, name, child->name));
}

static int event_order(const void *a, const void *b)
{
	const struct event *one = a;
	const struct event *other = b;

	return one->start < other->start ? -1 : one->start > other->start;
}

/* Values */

/* What INI would take for something else, or lose. */
static bool needs_quotes(struct slice text)
{
	return slice_trim(text).len != text.len ||
	       (text.len > 0 && (text.ptr[0] == '"' || text.ptr[0] == '\'' || text.ptr[0] == '[' ||
				 text.ptr[0] == '{'));
}

static void put_lines(struct turner *t, struct slice text)
{
	size_t start = 0;

	while (start < text.len) {
		size_t end = slice_find(text, SLICE("\n"), start);
		struct slice line = slice_sub(text, start, end);
		buf_putc(&t->out, '\n');
		if (slice_trim(line).len > 0) {
			buf_puts(&t->out, "  ");
			buf_put(&t->out, line);
		}
		start = end + 1;
	}
	buf_putc(&t->out, '\n');
}

static void put_text(struct turner *t, struct slice text)
{
	struct slice trimmed = slice_trim(text);

	if (slice_find(trimmed, SLICE("\n"), 0) < trimmed.len) {
		buf_puts(&t->out, " =");
		put_lines(t, trimmed);
		return;
	}
	buf_puts(&t->out, trimmed.len > 0 ? " = " : " =");
	if (!needs_quotes(trimmed)) {
		buf_put(&t->out, trimmed);
		buf_putc(&t->out, '\n');
		return;
	}
	buf_putc(&t->out, '"');
	for (size_t i = 0; i < trimmed.len; i++)
		buf_printf(&t->out, trimmed.ptr[i] == '"' || trimmed.ptr[i] == '\\' ? "\\%c" : "%c",
			   trimmed.ptr[i]);
	buf_puts(&t->out, "\"\n");
}

static bool is_words(const struct node *node)
{
	enum lang lang;

	for (const struct node *child = node->first; child; child = child->next) {
		if (!lang_find(child->name, &lang))
			return false;
	}
	return node->kind == NODE_TABLE && node->first;
}

/* A list of groups, which INI writes under headers of their own. */
static bool is_records(const struct node *node)
{
	return node->kind == NODE_ARRAY && node->first && node->first->kind == NODE_TABLE &&
	       !is_words(node->first);
}

/* A list, also one whose items are in several languages. */
static void put_list(struct turner *t, struct slice name, const struct node *list)
{
	if (!list->first)
		buf_printf(&t->out, "%.*s[] =\n", SLICE_ARG(name));
	for (const struct node *item = list->first; item; item = item->next) {
		const struct node *words = item->kind == NODE_TABLE ? item->first : NULL;
		if (!words) {
			buf_printf(&t->out, "%.*s[]", SLICE_ARG(name));
			put_text(t, node_text(item));
		}
		for (; words; words = words->next) {
			buf_printf(&t->out, "%.*s.%.*s[]", SLICE_ARG(name), SLICE_ARG(words->name));
			put_text(t, node_text(words));
		}
	}
}

static void put_pair(struct turner *t, struct slice name, const struct node *node)
{
	if (node->kind == NODE_ARRAY) {
		put_list(t, name, node);
		return;
	}
	if (node->kind != NODE_TABLE) {
		buf_put(&t->out, name);
		put_text(t, node_text(node));
		return;
	}
	for (const struct node *child = node->first; child; child = child->next)
		put_pair(t, name_below(t, name, child->name), child);
}

static size_t line_end(struct slice text, size_t at)
{
	return slice_find(text, SLICE("\n"), at);
}

/* The remark behind what ends at `from`, and behind the brackets around it, on a line of its own.
 */
static void put_remark_behind(struct turner *t, size_t from)
{
	struct slice behind = slice_trim(slice_sub(t->text, from, line_end(t->text, from)));

	while (slice_starts(behind, SLICE(",")) || slice_starts(behind, SLICE("}")) ||
	       slice_starts(behind, SLICE("]")))
		behind = slice_trim(slice_sub(behind, 1, behind.len));
	if (slice_starts(behind, SLICE("#")))
		buf_printf(&t->out, "%.*s\n", SLICE_ARG(behind));
}

static void put_records(struct turner *t, struct slice path, const struct node *list)
{
	for (const struct node *item = list->first; item; item = item->next) {
		buf_putc(&t->out, '\n');
		put_remark_behind(t, item->span.end);
		buf_printf(&t->out, "[[%.*s]]\n", SLICE_ARG(path));
		for (const struct node *child = item->first; child; child = child->next) {
			if (!is_records(child))
				put_pair(t, child->name, child);
		}
		for (const struct node *child = item->first; child; child = child->next) {
			if (is_records(child))
				put_records(t, name_below(t, path, child->name), child);
		}
	}
}

/* Before the next header, when all other values of the table are written. */
static void flush_records(struct turner *t)
{
	for (size_t i = 0; i < t->records.len; i++)
		put_records(t, t->records.items[i].path, t->records.items[i].node);
	t->records.len = 0;
}

/* Lists of groups wait, since what follows their headers would be taken for theirs. */
static void put_event(struct turner *t, const struct event *event)
{
	if (!event->node)
		flush_records(t);
	if (event->node && is_records(event->node))
		*vec_push(t->arena, &t->records) = *event;
	else if (event->node)
		put_pair(t, event->name, event->node);
	else
		buf_printf(&t->out, event->is_item ? "[[%.*s]]\n" : "[%.*s]\n",
			   SLICE_ARG(event->name));
}

/* Remarks */

/* The TOML in remarks from `at` on, of that many lines; none when it is no line of TOML. */
static struct slice example_text(struct turner *t, size_t at, size_t lines)
{
	struct buf buf = BUF_IN(t->arena);

	for (size_t i = 0; i < lines; i++) {
		size_t end = line_end(t->text, at);
		struct slice line = slice_sub(t->text, at, end);
		if (line.len == 0 || line.ptr[0] != '#')
			return SLICE_NONE;
		buf_put(&buf, slice_sub(line, slice_starts(line, SLICE("# ")) ? 2 : 1, line.len));
		buf_putc(&buf, '\n');
		at = end + 1;
	}
	return buf_slice(&buf);
}

/* "key = " or "[header]", as an example begins. */
static bool begins_example(struct slice line)
{
	size_t at = 0;

	if (line.len > 0 && line.ptr[0] == '[')
		return slice_ends(slice_trim(line), SLICE("]"));
	while (at < line.len && ((line.ptr[at] >= 'a' && line.ptr[at] <= 'z') ||
				 (line.ptr[at] >= '0' && line.ptr[at] <= '9') ||
				 line.ptr[at] == '_' || line.ptr[at] == '.'))
		at++;
	return at > 0 && slice_starts(slice_sub(line, at, line.len), SLICE(" = "));
}

static bool is_toml(struct arena *arena, struct slice text)
{
	struct report report = report_new(arena);

	toml_read(arena, &report, report_source(&report, SLICE(""), text), TOML_1_1);
	return report.count == 0;
}

/* Turns an example in remarks; returns where it ends, or `at` when there is none. */
static size_t put_example(struct turner *t, size_t at)
{
	struct slice text = example_text(t, at, 1);
	struct slice ini;
	size_t lines = 1;

	if (!begins_example(text))
		return at;
	while (text.ptr && !is_toml(t->arena, text) && lines < EXAMPLE_LINES_MAX)
		text = example_text(t, at, ++lines);
	if (!text.ptr || lines == EXAMPLE_LINES_MAX)
		return at;
	ini = ini_from_toml(t->arena, text);
	for (size_t start = 0; start < ini.len;) {
		size_t end = line_end(ini, start);
		buf_printf(&t->out, end > start ? "# %.*s\n" : "#\n",
			   SLICE_ARG(slice_sub(ini, start, end)));
		start = end + 1;
	}
	while (lines-- > 0)
		at = line_end(t->text, at) + 1;
	return at;
}

/* A line without a header or value; returns where the next one starts. */
static size_t put_remark(struct turner *t, size_t at)
{
	size_t end = line_end(t->text, at);
	struct slice line = slice_sub(t->text, at, end);
	size_t after = put_example(t, at);

	if (after > at)
		return after;
	if (!slice_starts(line, SLICE("#:")) && (line.len == 0 || line.ptr[0] == '#')) {
		buf_put(&t->out, line);
		buf_putc(&t->out, '\n');
	}
	return end + 1;
}

struct slice ini_from_toml(struct arena *arena, struct slice toml)
{
	struct turner t = { .arena = arena, .text = toml, .out = BUF_IN(arena) };
	struct report report = report_new(arena);
	uint32_t file = report_source(&report, SLICE(""), toml);
	size_t next = 0;

	collect(&t, toml_read(arena, &report, file, TOML_1_1), SLICE(""), SLICE(""));
	if (t.events.len > 0)
		qsort(t.events.items, t.events.len, sizeof(*t.events.items), event_order);
	for (size_t at = 0; at < toml.len;) {
		size_t end = line_end(toml, at);
		size_t first = next;
		while (next < t.events.len && t.events.items[next].start < end) {
			if (t.events.items[next].end > end)
				end = line_end(toml, t.events.items[next].end);
			next++;
		}
		if (first == next && (next == t.events.len || !t.events.items[next].node))
			flush_records(&t);
		if (first == next) {
			at = put_remark(&t, at);
			continue;
		}
		put_remark_behind(&t, t.events.items[next - 1].end);
		for (size_t i = first; i < next; i++)
			put_event(&t, &t.events.items[i]);
		at = end + 1;
	}
	flush_records(&t);
	return buf_slice(&t.out);
}
