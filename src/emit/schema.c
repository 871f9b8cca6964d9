/*
 * Template → JSON Schema.  Where a value can be written in several ways, the type is a list and
 * each keyword holds for its own kind (pattern for strings, items for arrays …): with anyOf,
 * editors would mark a whole table for one wrong key in it.  Every records field becomes a
 * definition, used for keyed tables and for arrays.  What a plan may say is decided by
 * plan/bind_*.c; the patterns here are never narrower.
 */
#include "emit/schema.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "emit/json.h"

#define NUMBER_PATTERN "^\\s*([+-]?[0-9][0-9_.]*)?\\s*%?\\s*$"
#define DATE_PATTERN "^\\s*([0-9]{4}-[0-9]{2}-[0-9]{2})?\\s*$"
#define DURATION_PATTERN "^\\s*([0-9]+(wd|wh|mo|s|m|h|d)( ?[0-9]+(wd|wh|mo|s|m|h|d))*)?\\s*$"
#define SEASON_PATTERN "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ :,0-9–-]"
#define HOURS_PATTERN "^\\s*((off|closed|Mo|Tu|We|Th|Fr|Sa|Su|PH|" SEASON_PATTERN "|[0-9]).*)?$"
#define ID_PATTERN "^[a-z0-9_-]*$"

struct schema {
	struct arena *arena;
	enum lang lang;
	json_t *definitions;
};

static json_t *typed(const char *type)
{
	return json_pack("{s:s}", "type", type);
}

static json_t *pattern(const char *expression)
{
	return json_pack("{s:s,s:s}", "type", "string", "pattern", expression);
}

/* { vi = …, en = … } with the same schema for each; what it says holds for tables only. */
static void languages_set(json_t *schema, json_t *value)
{
	json_t *languages = json_table();

	for (int i = 0; i < LANG_COUNT; i++)
		json_set(languages, lang_key((enum lang)i), json_incref(value));
	json_decref(value);
	json_set(schema, "properties", languages);
	json_set(schema, "additionalProperties", json_false());
}

static json_t *text_schema(void)
{
	json_t *text = json_pack("{s:[s,s]}", "type", "string", "object");

	languages_set(text, typed("string"));
	return text;
}

static void bound_set(json_t *schema, const char *key, struct decimal bound)
{
	json_set(schema, key,
		 bound.scale > 0 ? json_real(decimal_double(bound)) : json_integer(bound.digits));
}

/* Written as a number, or in quotes as other formats write everything. */
static json_t *number_schema(const struct field *field)
{
	json_t *number = json_pack("{s:[s,s],s:s}", "type",
				   field->type == TYPE_INTEGER ? "integer" : "number", "string",
				   "pattern", NUMBER_PATTERN);

	if (field->has_min)
		bound_set(number, "minimum", field->min);
	if (field->has_max)
		bound_set(number, "maximum", field->max);
	return number;
}

static json_t *choices_schema(const struct schema *s, const struct field *field, bool may_be_empty)
{
	json_t *keys = json_list();
	json_t *words = json_list();

	for (size_t i = 0; i < field->choice_count; i++) {
		json_put(keys, json_text(field->choices[i].key));
		json_put(words, json_text(text2_in(&field->choices[i].label, s->lang)));
	}
	if (may_be_empty) {
		json_put(keys, json_string(""));
		json_put(words, json_string(s->lang == LANG_VI ? "chưa chọn" : "not chosen yet"));
	}
	return json_pack("{s:o,s:{s:{s:o}}}", "enum", keys, "x-taplo", "docs", "enumValues", words);
}

static json_t *list_schema(const struct schema *s, const struct field *field)
{
	json_t *item = field->refers_to.len > 0  ? pattern(ID_PATTERN)
		       : field->choice_count > 0 ? choices_schema(s, field, false)
						 : text_schema();
	bool plain = field->choice_count > 0 || field->refers_to.len > 0;
	json_t *list = json_pack("{s:[s,s],s:i,s:o}", "type", "array", "string", "maxLength", 0,
				 "items", item);

	if (field->max_count > 0)
		json_set(list, "maxItems", json_integer((json_int_t)field->max_count));
	if (!plain) {
		json_put(json_object_get(list, "type"), json_string("object"));
		languages_set(list, json_pack("{s:s,s:{s:s}}", "type", "array", "items", "type",
					      "string"));
	}
	return list;
}

static json_t *table_schema(struct schema *s, const struct field *field);

/* Keyed tables or an array, each record by the same definition. */
static json_t *records_schema(struct schema *s, const struct field *field)
{
	struct slice path = field_path(s->arena, field);
	struct buf name = BUF_IN(s->arena);
	const char *key, *reference;
	json_t *record;

	for (size_t i = 0; i < path.len; i++) {
		if (path.ptr[i] != '[' && path.ptr[i] != ']')
			buf_putc(&name, path.ptr[i]);
	}
	key = slice_cstr(s->arena, buf_slice(&name));
	reference = slice_cstr(s->arena, text_printf(s->arena, "#/definitions/%s", key));
	record = table_schema(s, field);
	json_set(s->definitions, key, record);
	return json_pack("{s:[s,s],s:{s:s},s:{s:s}}", "type", "object", "array",
			 "additionalProperties", "$ref", reference, "items", "$ref", reference);
}

static json_t *value_schema(struct schema *s, const struct field *field)
{
	switch (field->type) {
	case TYPE_TEXT:
	case TYPE_PROSE:
	case TYPE_LINK:
	case TYPE_EMAIL:
	case TYPE_PHONE:
		return text_schema();
	case TYPE_BOOLEAN:
		return json_pack("{s:[b,b,s,s,s]}", "enum", 1, 0, "true", "false", "");
	case TYPE_INTEGER:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
	case TYPE_MONEY:
		return number_schema(field);
	case TYPE_DATE:
		return pattern(DATE_PATTERN);
	case TYPE_DURATION:
		return pattern(DURATION_PATTERN);
	case TYPE_HOURS:
		return pattern(HOURS_PATTERN);
	case TYPE_CHOICE:
		return choices_schema(s, field, true);
	case TYPE_LIST:
		return list_schema(s, field);
	case TYPE_IMAGE:
		return typed("string");
	case TYPE_REFERENCE:
		return pattern(ID_PATTERN);
	case TYPE_TABLE:
	case TYPE_COUNT:
		return table_schema(s, field);
	case TYPE_RECORDS:
		return records_schema(s, field);
	}
	return json_table();
}

static void description_put(struct buf *buf, const struct field *field, enum lang lang)
{
	struct slice label = text2_in(&field->label, lang);
	struct slice guide = text2_in(&field->guide, lang);
	struct slice need = need_word(field->need[0], lang);

	buf_printf(buf, "%s**%.*s**", buf->len > 0 ? "\n\n" : "", SLICE_ARG(label));
	if (!field_is_section(field))
		buf_printf(buf, " (%.*s)", SLICE_ARG(need));
	buf_printf(buf, ". %.*s", SLICE_ARG(guide));
}

static json_t *field_schema(struct schema *s, const struct field *field)
{
	json_t *schema = value_schema(s, field);
	struct buf description = BUF_IN(s->arena);

	description_put(&description, field, s->lang);
	for (int i = 0; i < LANG_COUNT; i++) {
		if ((enum lang)i != s->lang)
			description_put(&description, field, (enum lang)i);
	}
	json_set_text(schema, "title", text2_in(&field->label, s->lang));
	json_set_text(schema, "description", buf_slice(&description));
	return schema;
}

/* What an editor writes first when it opens a new table. */
static void first_keys_set(json_t *table, const struct field *parent)
{
	json_t *keys = json_list();

	for (size_t i = 0; i < parent->field_count; i++) {
		const struct field *field = parent->fields[i];
		if (field->need[0] == NEED_REQUIRED && field->unless.len == 0 &&
		    field->type != TYPE_RECORDS && field->type != TYPE_TABLE)
			json_put(keys, json_text(field->key));
	}
	if (json_array_size(keys) > 0)
		json_set(table, "x-taplo", json_pack("{s:O}", "initKeys", keys));
	json_decref(keys);
}

static void format_key_set(json_t *properties, const char *key, json_t *schema,
			   const struct schema *s, struct text2 words)
{
	json_set_text(schema, "description", text2_in(&words, s->lang));
	json_set(properties, key, schema);
}

/* A section, a group of fields or one record: its fields and nothing else. */
static json_t *table_schema(struct schema *s, const struct field *field)
{
	json_t *properties = json_table();
	json_t *table;

	if (field_is_section(field))
		format_key_set(properties, "waived", text_schema(), s,
			       TEXT2("lý do không có mục này, được in thay nội dung",
				     "why this section is left out; printed in its place"));
	if (field->type == TYPE_RECORDS) {
		format_key_set(
			properties, "id", pattern(ID_PATTERN), s,
			TEXT2("mã để nơi khác trỏ tới: chữ thường không dấu, chữ số, gạch nối",
			      "the id that references name: small letters, digits, hyphens"));
		format_key_set(properties, "omit", typed("boolean"), s,
			       TEXT2("true: bỏ bản ghi thừa hưởng",
				     "true: drop the inherited record"));
	}
	for (size_t i = 0; i < field->field_count; i++)
		json_set(properties, slice_cstr(s->arena, field->fields[i]->key),
			 field_schema(s, field->fields[i]));
	table = json_pack("{s:s,s:o,s:b}", "type", "object", "properties", properties,
			  "additionalProperties", 0);
	first_keys_set(table, field);
	return table;
}

static json_t *allow_schema(const struct schema *s)
{
	json_t *properties = json_table();

	format_key_set(properties, "rule", typed("string"), s,
		       TEXT2("tên quy tắc được bỏ qua", "the rule that is let through"));
	format_key_set(properties, "path", typed("string"), s, TEXT2("chỉ ở chỗ này", "only here"));
	format_key_set(properties, "reason", text_schema(), s, TEXT2("vì sao", "why"));
	format_key_set(properties, "until", pattern(DATE_PATTERN), s,
		       TEXT2("đến ngày", "until this day"));
	return json_pack("{s:s,s:{s:s,s:o,s:b}}", "type", "array", "items", "type", "object",
			 "properties", properties, "additionalProperties", 0);
}

/* The keys of the file format itself. */
static void head_set(json_t *properties, const struct schema *s)
{
	json_t *languages = json_list();

	for (int i = 0; i < LANG_COUNT; i++)
		json_put(languages, json_string(lang_key((enum lang)i)));
	format_key_set(properties, "format", json_pack("{s:[i]}", "enum", 1), s,
		       TEXT2("phiên bản của dạng tệp", "version of the file format"));
	format_key_set(properties, "language", json_pack("{s:o}", "enum", languages), s,
		       TEXT2("ngôn ngữ của tài liệu", "language of the document"));
	format_key_set(properties, "extends", typed("string"), s,
		       TEXT2("kế hoạch gốc; tệp này ghi đè", "base plan; this file overrides it"));
	format_key_set(properties, "template", typed("string"), s,
		       TEXT2("mẫu mục của công ty", "the company’s own section template"));
	format_key_set(properties, "allow", allow_schema(s), s,
		       TEXT2("những phát hiện được chấp nhận, kèm lý do",
			     "findings let through, with a reason"));
}

struct slice schema_json(struct arena *arena, const struct template *t, enum lang lang)
{
	struct schema s = { arena, lang, json_table() };
	json_t *properties = json_table();
	json_t *root = json_table();

	head_set(properties, &s);
	for (size_t i = 0; i < t->root->field_count; i++)
		json_set(properties, slice_cstr(arena, t->root->fields[i]->key),
			 field_schema(&s, t->root->fields[i]));
	json_set(root, "$schema", json_string("http://json-schema.org/draft-07/schema#"));
	json_set_text(root, "title", text2_in(&t->title, lang));
	json_set(root, "type", json_string("object"));
	json_set(root, "properties", properties);
	json_set(root, "additionalProperties", json_false());
	json_set(root, "definitions", s.definitions);
	return json_finish(arena, root);
}
