/* The tree as the JSON that the TOML conformance suite compares.  Knows no plan. */
#include "syntax/decode.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"

static struct slice format_date(struct arena *arena, const struct clock *clock)
{
	return text_printf(arena, "%04d-%02d-%02d", clock->year, clock->month, clock->day);
}

static struct slice format_time(struct arena *arena, const struct clock *clock)
{
	struct slice time =
		text_printf(arena, "%02d:%02d:%02d", clock->hour, clock->minute, clock->second);

	if (clock->nanosecond == 0)
		return time;
	return text_printf(arena, "%.*s.%09d", SLICE_ARG(time), clock->nanosecond);
}

static struct slice format_offset(struct arena *arena, int offset)
{
	int minutes = offset < 0 ? -offset : offset;

	if (offset == 0)
		return SLICE("Z");
	return text_printf(arena, "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60,
			   minutes % 60);
}

static struct slice format_moment(struct arena *arena, const struct node *node)
{
	const struct clock *clock = &node->as.clock;
	struct slice zone = SLICE("");

	if (node->kind == NODE_DATE)
		return format_date(arena, clock);
	if (node->kind == NODE_TIME)
		return format_time(arena, clock);
	if (node->kind == NODE_DATETIME)
		zone = format_offset(arena, clock->offset);
	return text_printf(arena, "%.*sT%.*s%.*s", SLICE_ARG(format_date(arena, clock)),
			   SLICE_ARG(format_time(arena, clock)), SLICE_ARG(zone));
}

static struct slice format_float(struct arena *arena, double number)
{
	if (isnan(number))
		return SLICE("nan");
	if (isinf(number))
		return number < 0 ? SLICE("-inf") : SLICE("inf");
	return text_printf(arena, "%.17g", number);
}

static struct slice format_value(struct arena *arena, const struct node *node, const char **type)
{
	switch (node->kind) {
	case NODE_TABLE:
	case NODE_ARRAY:
		break;
	case NODE_STRING:
		*type = "string";
		return node->as.string;
	case NODE_INTEGER:
		*type = "integer";
		return text_printf(arena, "%" PRId64, node->as.integer);
	case NODE_FLOAT:
		*type = "float";
		return format_float(arena, node->as.number);
	case NODE_BOOLEAN:
		*type = "bool";
		return node->as.boolean ? SLICE("true") : SLICE("false");
	case NODE_DATETIME:
		*type = "datetime";
		return format_moment(arena, node);
	case NODE_DATETIME_LOCAL:
		*type = "datetime-local";
		return format_moment(arena, node);
	case NODE_DATE:
		*type = "date-local";
		return format_moment(arena, node);
	case NODE_TIME:
		*type = "time-local";
		return format_moment(arena, node);
	case NODE_UNREADABLE:
		break; /* only in what was read with findings */
	}
	return SLICE_NONE;
}

static json_t *encode_value(struct arena *arena, const struct node *node)
{
	const char *type = NULL;
	struct slice value = format_value(arena, node, &type);

	return json_pack("{s:s, s:o}", "type", type, "value", json_stringn(value.ptr, value.len));
}

/* As deep as the tree, which the reader bounds.  NULL when something in it is no JSON. */
static json_t *encode(struct arena *arena, const struct node *node)
{
	bool is_table = node->kind == NODE_TABLE;
	json_t *json;

	if (!is_table && node->kind != NODE_ARRAY)
		return encode_value(arena, node);
	json = is_table ? json_object() : json_array();
	for (const struct node *child = node->first; json && child; child = child->next) {
		json_t *value = encode(arena, child);
		int failed = is_table ? json_object_setn_new(json, child->name.ptr, child->name.len,
							     value)
				      : json_array_append_new(json, value);
		if (failed) {
			json_decref(json);
			return NULL;
		}
	}
	return json;
}

static int put(const char *bytes, size_t size, void *buf)
{
	buf_put(buf, (struct slice){ bytes, size });
	return 0;
}

bool toml_decode_json(struct arena *arena, const struct node *root, struct slice *json)
{
	struct buf buf = BUF_IN(arena);
	json_t *encoded = encode(arena, root);
	int failed = !encoded || json_dump_callback(encoded, put, &buf, JSON_INDENT(2)) != 0;

	json_decref(encoded);
	buf_putc(&buf, '\n');
	*json = buf_slice(&buf);
	return !failed;
}
