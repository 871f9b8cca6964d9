/* Building JSON; jansson escapes and serialises, memory never fails. */
#include "emit/json.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"

/* As many digits as a double keeps of what was written: 0.3 stays 0.3. */
#define REALS JSON_REAL_PRECISION(15)

static json_t *made(json_t *value)
{
	if (!value)
		memory_exhausted();
	return value;
}

json_t *json_text(struct slice text)
{
	return made(json_stringn(text.ptr ? text.ptr : "", text.len));
}

json_t *json_count(size_t count)
{
	return made(json_integer((json_int_t)count));
}

json_t *json_list(void)
{
	return made(json_array());
}

json_t *json_table(void)
{
	return made(json_object());
}

void json_set(json_t *table, const char *key, json_t *value)
{
	json_set_at(table, slice_of(key), value);
}

void json_set_at(json_t *table, struct slice key, json_t *value)
{
	if (json_object_setn_new(table, key.ptr, key.len, made(value)) != 0)
		memory_exhausted();
}

void json_set_text(json_t *table, const char *key, struct slice text)
{
	json_set(table, key, json_text(text));
}

void json_put(json_t *list, json_t *value)
{
	if (json_array_append_new(list, made(value)) != 0)
		memory_exhausted();
}

static int put(const char *text, size_t len, void *buf)
{
	buf_put(buf, (struct slice){ text, len });
	return 0;
}

struct slice json_compact(struct arena *arena, json_t *root)
{
	struct buf buf = BUF_IN(arena);

	if (json_dump_callback(root, put, &buf, JSON_COMPACT | JSON_ENCODE_ANY | REALS) != 0)
		memory_exhausted();
	json_decref(root);
	return buf_slice(&buf);
}

struct slice json_finish(struct arena *arena, json_t *root)
{
	struct buf buf = BUF_IN(arena);

	if (json_dump_callback(root, put, &buf, JSON_INDENT(2) | REALS) != 0)
		memory_exhausted();
	json_decref(root);
	buf_putc(&buf, '\n');
	return buf_slice(&buf);
}

/* --- Reading --- */

/* Behind the string that begins there. */
static size_t string_end(struct slice text, size_t at)
{
	for (at++; at < text.len && text.ptr[at] != '"'; at++)
		at += text.ptr[at] == '\\';
	return at < text.len ? at + 1 : text.len;
}

/* Behind the value that begins there. */
static size_t value_end(struct slice text, size_t at)
{
	size_t depth = 0;

	while (at < text.len) {
		char c = text.ptr[at];
		bool closes = c == ']' || c == '}';
		if (depth == 0 && (closes || c == ','))
			break;
		depth += c == '[' || c == '{';
		depth -= closes;
		at = c == '"' ? string_end(text, at) : at + 1;
		if (depth == 0 && (closes || c == '"'))
			break;
	}
	return at;
}

static bool is_left_out(struct slice key, const char *const *names)
{
	while (*names && !slice_is(key, *names))
		names++;
	return *names != NULL;
}

json_t *json_read_without(struct slice text, const char *const *names)
{
	struct arena scratch = ARENA_INIT;
	struct buf kept = BUF_IN(&scratch);
	size_t from = 0, at = 0; /* what lies between is kept */
	json_t *root;

	while (at < text.len) {
		size_t end = text.ptr[at] == '"' ? string_end(text, at) : at + 1;
		if (text.ptr[at] == '"' && end < text.len && text.ptr[end] == ':' &&
		    is_left_out(slice_sub(text, at + 1, end - 1), names)) {
			buf_put(&kept, slice_sub(text, from, at));
			end = value_end(text, end + 1);
			/* One of the commas around it goes too. */
			if (kept.len > 0 && kept.data[kept.len - 1] == ',')
				kept.len--;
			else
				end += end < text.len && text.ptr[end] == ',';
			from = end;
		}
		at = end;
	}
	buf_put(&kept, slice_sub(text, from, text.len));
	root = json_loadb(kept.data ? kept.data : "", kept.len, 0, NULL);
	arena_free(&scratch);
	return root;
}
