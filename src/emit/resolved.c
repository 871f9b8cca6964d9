/*
 * Writes a resolved plan.  It follows the tree, so what the template does not know is written too;
 * the template only says which texts have placeholders and which are numbers.
 */
#include "emit/resolved.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "doc/rich.h"
#include "emit/json.h"
#include "plan/expand.h"
#include "syntax/read.h"

struct writer {
	struct arena *arena;
	const struct resolved *resolved;
	struct buf buf;
	json_t *origin;
};

/* A node and what the template knows about it. */
struct part {
	const struct node *node;
	const struct field *field; /* NULL when it knows nothing */
	bool is_record;            /* one of the field's records, not all of them */
	enum lang lang;            /* of the texts in it */
	struct slice path;
};

static bool is_plain(const struct node *node)
{
	return node->kind != NODE_TABLE && node->kind != NODE_ARRAY;
}

static bool is_group(const struct field *field)
{
	return !field || field->type == TYPE_TABLE || field->type == TYPE_RECORDS;
}

static struct slice path_below(const struct writer *w, struct slice path, struct slice name)
{
	return text_printf(w->arena, "%.*s%s%.*s", SLICE_ARG(path), path.len > 0 ? "." : "",
			   SLICE_ARG(name));
}

static struct part part_below(const struct writer *w, const struct part *above,
			      const struct node *node)
{
	struct part part = { .node = node, .lang = above->lang };
	enum lang lang;

	part.path = path_below(w, above->path, node->name);
	if (!above->field)
		return part;
	if (above->field->type == TYPE_RECORDS && !above->is_record) {
		part.field = above->field;
		part.is_record = true;
	} else if (is_group(above->field)) {
		part.field = field_get(above->field, node->name);
	} else {
		part.field = above->field; /* a language of it */
		if (lang_find(node->name, &lang))
			part.lang = lang;
	}
	return part;
}

/* The items of an array: records of its field, or texts of it. */
static struct part part_item(const struct writer *w, const struct part *array,
			     const struct node *node, size_t position)
{
	struct part part = *array;

	part.node = node;
	part.is_record = true;
	part.path = text_printf(w->arena, "%.*s[%zu]", SLICE_ARG(array->path), position);
	return part;
}

/* A path, which is written as seen from the file it stands in. */
static bool names_file(const struct part *part)
{
	return part->field ? part->field->type == TYPE_IMAGE : slice_is(part->path, "template");
}

/* The same path as seen from the plan that is shown. */
static struct slice path_seen(const struct writer *w, const struct node *node, struct slice path)
{
	const struct plan *plan = w->resolved->plan;
	uint32_t file = node->span.file;

	if (path.len == 0 || file == plan->file || file >= plan->folder_count ||
	    path.ptr[0] == '/' || slice_find(path, SLICE("://"), 0) < path.len)
		return path;
	return path_between(w->arena, plan->folders[plan->file],
			    path_join(w->arena, plan->folders[file], path));
}

/* A text and where it stands. */
struct told {
	const struct writer *w;
	const struct node *node;
};

static struct slice image_seen(void *data, struct slice path)
{
	const struct told *told = data;

	return path_seen(told->w, told->node, path);
}

/* Images in a text of another folder as seen from the plan. */
static struct slice prose_seen(const struct writer *w, const struct node *node, struct slice text)
{
	struct told told = { w, node };
	struct rich_images images = { image_seen, &told };

	if (node->span.file == w->resolved->plan->file)
		return text;
	return rich_move_images(w->arena, text, &images);
}

static struct slice part_text(const struct writer *w, const struct part *part)
{
	struct slice text = slice_trim(node_text(part->node));

	if (part->node->kind != NODE_STRING)
		return text;
	if (names_file(part))
		return path_seen(w, part->node, text);
	if (part->field && part->field->type == TYPE_PROSE)
		text = prose_seen(w, part->node, text);
	return plan_expand_text(w->arena, w->resolved->plan, part->field, utf8_nfc(w->arena, text),
				part->lang);
}

/* What a text is when it stands without quotes. */
enum bare { BARE_NOT, BARE_WORD, BARE_INTEGER, BARE_NUMBER };

static enum bare number_bare(struct slice text)
{
	size_t at = text.len > 0 && text.ptr[0] == '-' ? 1 : 0;
	size_t first = at;
	bool point = false;

	if (text.len - at > 1 && text.ptr[at] == '0' && text.ptr[at + 1] != '.')
		return BARE_NOT;
	for (; at < text.len; at++) {
		bool is_point = text.ptr[at] == '.' && !point && at > first && at + 1 < text.len;
		if (!is_point && (text.ptr[at] < '0' || text.ptr[at] > '9'))
			return BARE_NOT;
		point = point || is_point;
	}
	return at == first || at - first > 18 ? BARE_NOT : point ? BARE_NUMBER : BARE_INTEGER;
}

static enum bare bare_of(const struct part *part, struct slice text)
{
	struct date date;

	switch (part->node->kind) {
	case NODE_STRING:
		break;
	case NODE_INTEGER:
	case NODE_FLOAT:
		return number_bare(text) != BARE_NOT ? number_bare(text) : BARE_WORD;
	case NODE_TABLE:
	case NODE_ARRAY:
	case NODE_BOOLEAN:
	case NODE_DATETIME:
	case NODE_DATETIME_LOCAL:
	case NODE_DATE:
	case NODE_TIME:
		return BARE_WORD;
	case NODE_UNREADABLE:
		return BARE_NOT;
	}
	if (!part->field) /* the one number of the file format itself */
		return slice_is(part->path, "format") ? number_bare(text) : BARE_NOT;
	if (type_is_number(part->field->type))
		return number_bare(text);
	if (part->field->type == TYPE_BOOLEAN &&
	    (slice_is(text, "true") || slice_is(text, "false")))
		return BARE_WORD;
	return part->field->type == TYPE_DATE && text.len == 10 && date_parse(text, &date)
		       ? BARE_WORD
		       : BARE_NOT;
}

/* TOML */

static void put_escaped(struct buf *buf, struct slice text, bool is_long)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '\n' && !is_long)
			buf_puts(buf, "\\n");
		else if (((unsigned char)c < ' ' && c != '\t' && c != '\n') || c == 0x7F)
			buf_printf(buf, "\\u%04X", (unsigned)c);
		else if (c == '"' || c == '\\')
			buf_printf(buf, "\\%c", c);
		else
			buf_putc(buf, c);
	}
}

static void put_key(struct buf *buf, struct slice key)
{
	bool is_bare = key.len > 0;

	for (size_t i = 0; i < key.len; i++) {
		char c = key.ptr[i];
		is_bare = is_bare && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
				      (c >= '0' && c <= '9') || c == '_' || c == '-');
	}
	if (is_bare) {
		buf_put(buf, key);
		return;
	}
	buf_putc(buf, '"');
	put_escaped(buf, key, false);
	buf_putc(buf, '"');
}

static void put_string(struct buf *buf, struct slice text)
{
	bool is_long = slice_find(text, SLICE("\n"), 0) < text.len;

	buf_puts(buf, is_long ? "\"\"\"\n" : "\"");
	put_escaped(buf, text, is_long);
	buf_puts(buf, is_long ? "\"\"\"" : "\"");
}

static void put_origin(struct writer *w, struct span span)
{
	const struct source *source = report_source_at(w->resolved->report, span.file);

	if (w->resolved->origin && source && span.file)
		buf_printf(&w->buf, "  # %.*s:%u", SLICE_ARG(source->name),
			   (unsigned)source_place(source, span.start).line);
	buf_putc(&w->buf, '\n');
}

static void put_plain(struct writer *w, const struct part *part)
{
	struct slice text = part_text(w, part);

	if (bare_of(part, text) != BARE_NOT)
		buf_put(&w->buf, text);
	else
		put_string(&w->buf, text);
}

/* INI's "name = text" for a list of one: what plan/bind_value.c takes for such. */
static bool is_single_item(const struct writer *w, const struct part *part)
{
	const struct node *node = part->node;
	const struct source *source = report_source_at(w->resolved->report, node->span.file);
	struct slice text = node->kind == NODE_STRING ? node->as.string : SLICE("");

	if (!part->field || part->field->type != TYPE_LIST || part->is_record || text.len == 0 ||
	    !slice_equal(node->name, part->field->key) || form_of(source->name) != FORM_INI)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == ',' || text.ptr[i] == ';' || text.ptr[i] == '\n')
			return false;
	}
	return true;
}

/* A value on one line, groups in braces. */
static void put_value(struct writer *w, const struct part *part)
{
	bool is_table = part->node->kind == NODE_TABLE;
	size_t position = 0;

	if (is_single_item(w, part)) {
		buf_putc(&w->buf, '[');
		put_plain(w, part);
		buf_putc(&w->buf, ']');
		return;
	}
	if (is_plain(part->node)) {
		put_plain(w, part);
		return;
	}
	buf_puts(&w->buf, is_table ? "{" : "[");
	for (const struct node *child = part->node->first; child; child = child->next) {
		struct part below = is_table ? part_below(w, part, child)
					     : part_item(w, part, child, ++position);
		buf_puts(&w->buf, child == part->node->first ? (is_table ? " " : "") : ", ");
		if (is_table) {
			put_key(&w->buf, child->name);
			buf_puts(&w->buf, " = ");
		}
		put_value(w, &below);
	}
	buf_puts(&w->buf, is_table ? " }" : "]");
}

static bool is_table_list(const struct node *node)
{
	for (const struct node *item = node->first; item; item = item->next) {
		if (item->kind != NODE_TABLE)
			return false;
	}
	return node->kind == NODE_ARRAY && node->count > 0;
}

/* What gets a [header] of its own. */
static bool has_header(const struct part *part)
{
	if (!is_group(part->field))
		return false;
	return part->node->kind == NODE_TABLE || is_table_list(part->node);
}

static void put_pair(struct writer *w, const struct part *part, struct slice before)
{
	struct buf key = BUF_IN(w->arena);

	buf_put(&key, before);
	put_key(&key, part->node->name);
	if (part->node->kind == NODE_TABLE && part->node->count > 0) {
		buf_putc(&key, '.');
		for (const struct node *child = part->node->first; child; child = child->next) {
			struct part below = part_below(w, part, child);
			put_pair(w, &below, buf_slice(&key));
		}
		return;
	}
	buf_put(&w->buf, buf_slice(&key));
	buf_puts(&w->buf, " = ");
	put_value(w, part);
	put_origin(w, part->node->span);
}

static void put_table(struct writer *w, const struct part *part, struct slice header);

static void put_header(struct writer *w, const struct part *part, struct slice header, bool is_item)
{
	struct span span = part->node->header.file ? part->node->header : part->node->key;

	if (w->buf.len > 0)
		buf_putc(&w->buf, '\n');
	buf_printf(&w->buf, is_item ? "[[%.*s]]" : "[%.*s]", SLICE_ARG(header));
	put_origin(w, span);
}

static bool has_pairs(const struct writer *w, const struct part *part)
{
	for (const struct node *child = part->node->first; child; child = child->next) {
		struct part below = part_below(w, part, child);
		if (!has_header(&below))
			return true;
	}
	return part->node->count == 0;
}

static void put_below(struct writer *w, const struct part *part, struct slice header)
{
	struct buf name = BUF_IN(w->arena);
	size_t position = 0;

	buf_put(&name, header);
	buf_puts(&name, header.len > 0 ? "." : "");
	put_key(&name, part->node->name);
	if (part->node->kind == NODE_TABLE) {
		if (has_pairs(w, part))
			put_header(w, part, buf_slice(&name), false);
		put_table(w, part, buf_slice(&name));
		return;
	}
	for (const struct node *item = part->node->first; item; item = item->next) {
		struct part below = part_item(w, part, item, ++position);
		put_header(w, &below, buf_slice(&name), true);
		put_table(w, &below, buf_slice(&name));
	}
}

/* TOML wants the plain values of a table before the tables in it. */
static void put_table(struct writer *w, const struct part *part, struct slice header)
{
	for (const struct node *child = part->node->first; child; child = child->next) {
		struct part below = part_below(w, part, child);
		if (!has_header(&below))
			put_pair(w, &below, SLICE(""));
	}
	for (const struct node *child = part->node->first; child; child = child->next) {
		struct part below = part_below(w, part, child);
		if (has_header(&below))
			put_below(w, &below, header);
	}
}

static struct part part_root(const struct resolved *resolved)
{
	return (struct part){ .node = resolved->root,
			      .field = resolved->plan->t->root,
			      .lang = resolved->plan->lang,
			      .path = SLICE("") };
}

struct slice resolved_toml(struct arena *arena, const struct resolved *resolved)
{
	struct writer w = { .arena = arena, .resolved = resolved, .buf = BUF_IN(arena) };
	struct part root = part_root(resolved);

	put_table(&w, &root, SLICE(""));
	return buf_slice(&w.buf);
}

/* JSON */

static void note_origin(struct writer *w, const struct part *part)
{
	const struct source *source = report_source_at(w->resolved->report, part->node->span.file);
	struct place place;
	json_t *origin;

	if (!w->origin || !source)
		return;
	place = source_place(source, part->node->span.start);
	origin = json_table();
	json_set_text(origin, "file", utf8_clean(w->arena, source->name));
	json_set(origin, "line", json_count(place.line));
	json_set(origin, "column", json_count(place.column));
	json_set_at(w->origin, part->path, origin);
}

static json_t *json_plain(struct writer *w, const struct part *part)
{
	struct slice text = part_text(w, part);

	note_origin(w, part);
	switch (bare_of(part, text)) {
	case BARE_INTEGER:
		return json_integer(strtoll(slice_cstr(w->arena, text), NULL, 10));
	case BARE_NUMBER:
		return json_real(strtod(slice_cstr(w->arena, text), NULL));
	case BARE_WORD:
		if (slice_is(text, "true") || slice_is(text, "false"))
			return json_boolean(slice_is(text, "true"));
		break;
	case BARE_NOT:
		break;
	}
	return json_text(text);
}

/* As deep as the tree, which readers bound. */
static json_t *json_value(struct writer *w, const struct part *part)
{
	bool is_table = part->node->kind == NODE_TABLE;
	size_t position = 0;
	json_t *json;

	if (is_single_item(w, part)) {
		json = json_list();
		json_put(json, json_plain(w, part));
		return json;
	}
	if (is_plain(part->node))
		return json_plain(w, part);
	json = is_table ? json_table() : json_list();
	for (const struct node *child = part->node->first; child; child = child->next) {
		struct part below = is_table ? part_below(w, part, child)
					     : part_item(w, part, child, ++position);
		if (is_table)
			json_set_at(json, child->name, json_value(w, &below));
		else
			json_put(json, json_value(w, &below));
	}
	return json;
}

struct slice resolved_json(struct arena *arena, const struct resolved *resolved)
{
	struct writer w = { .arena = arena, .resolved = resolved };
	struct part root = part_root(resolved);
	json_t *json = json_table();

	w.origin = resolved->origin ? json_table() : NULL;
	json_set(json, "schema", json_count(1));
	json_set(json, "plan", json_value(&w, &root));
	if (w.origin)
		json_set(json, "origin", w.origin);
	return json_finish(arena, json);
}
