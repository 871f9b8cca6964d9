/*
 * What the stanzas of a template are made of: texts, words, numbers and lists.  Attributes are rows
 * of a table, so that reading one and knowing its name are the same line.
 */
#include <stddef.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "template/load.h"

void template_problem(struct loader *loader, struct span span, const char *vi, const char *en,
		      struct slice name)
{
	const struct text2 words = { { [LANG_VI] = slice_of(vi), [LANG_EN] = slice_of(en) } };
	struct text2 problem =
		diag_fill2(loader->arena, &words, DIAG_ARGS(diag_text("name", name)));

	diag_add(loader->report, DIAG_TEMPLATE, span, SLICE_NONE,
		 DIAG_ARGS(diag_text2("problem", problem)));
	loader->problems++;
}

bool load_wants(struct loader *loader, const struct node *node, enum node_kind kind)
{
	if (node->kind == kind)
		return true;
	if (node->kind != NODE_UNREADABLE)
		template_problem(loader, node->span, "giá trị phải thuộc loại '{name}' của TOML",
				 "the value must be a TOML {name}", slice_of(node_kind_name(kind)));
	return false;
}

struct text2 load_text2(struct loader *loader, const struct node *node)
{
	struct text2 text = { { SLICE_NONE } };
	enum lang lang;

	if (node->kind == NODE_STRING)
		return text2_same(utf8_nfc(loader->arena, node->as.string));
	if (!load_wants(loader, node, NODE_TABLE))
		return text;
	for (const struct node *child = node->first; child; child = child->next) {
		if (!lang_find(child->name, &lang))
			template_problem(loader, child->key, "không có ngôn ngữ '{name}'",
					 "there is no language '{name}'", child->name);
		else if (load_wants(loader, child, NODE_STRING))
			text.in[lang] = utf8_nfc(loader->arena, child->as.string);
	}
	for (int i = 0; i < LANG_COUNT; i++) {
		if (!text.in[i].ptr)
			template_problem(loader, node->span, "thiếu bản '{name}'",
					 "the text in '{name}' is missing",
					 slice_of(lang_key((enum lang)i)));
	}
	return text;
}

/* A value as it is written, so that it can be shown as a plan would hold it. */
static struct slice written(struct loader *loader, const struct node *node)
{
	const struct source *source = report_source_at(loader->report, node->span.file);

	return slice_sub(source->text, node->span.start, node->span.end);
}

static struct text2 example_read(struct loader *loader, const struct node *node)
{
	struct text2 example = { { SLICE_NONE } };
	enum lang lang;

	for (const struct node *child = node->kind == NODE_TABLE ? node->first : NULL; child;
	     child = child->next) {
		if (!lang_find(child->name, &lang))
			return text2_same(written(loader, node));
		example.in[lang] = written(loader, child);
	}
	return node->kind == NODE_TABLE ? example : text2_same(written(loader, node));
}

bool load_decimal(struct loader *loader, const struct node *node, struct decimal *value)
{
	if ((node->kind == NODE_INTEGER || node->kind == NODE_FLOAT) &&
	    decimal_parse(node->raw, value))
		return true;
	template_problem(loader, node->span, "'{name}' phải là một số", "'{name}' must be a number",
			 node->name);
	return false;
}

struct slice *load_list(struct loader *loader, const struct node *node, size_t *count)
{
	struct slice *items;

	*count = 0;
	if (!load_wants(loader, node, NODE_ARRAY))
		return NULL;
	items = ARENA_ARRAY(loader->arena, node->count, struct slice);
	for (const struct node *item = node->first; item; item = item->next) {
		if (load_wants(loader, item, NODE_STRING))
			items[(*count)++] = item->as.string;
	}
	return items;
}

static void attribute_read(struct loader *loader, const struct attribute *attribute,
			   const struct node *node, char *target)
{
	void *at = target + attribute->offset;
	struct decimal number;

	switch (attribute->kind) {
	case ATTRIBUTE_OWN:
		break;
	case ATTRIBUTE_SLICE:
		if (load_wants(loader, node, NODE_STRING))
			*(struct slice *)at = node->as.string;
		break;
	case ATTRIBUTE_TEXT2:
		*(struct text2 *)at = load_text2(loader, node);
		break;
	case ATTRIBUTE_EXAMPLE:
		*(struct text2 *)at = example_read(loader, node);
		break;
	case ATTRIBUTE_BOOLEAN:
		if (load_wants(loader, node, NODE_BOOLEAN))
			*(bool *)at = node->as.boolean;
		break;
	case ATTRIBUTE_COUNT:
		if (load_decimal(loader, node, &number) && number.scale == 0 && number.digits >= 0)
			*(size_t *)at = (size_t)number.digits;
		break;
	case ATTRIBUTE_WEIGHT:
		if (load_decimal(loader, node, &number) && number.scale == 0 && number.digits >= 0)
			*(int *)at = number.digits > 100 ? 100 : (int)number.digits;
		break;
	case ATTRIBUTE_DECIMAL:
		if (load_decimal(loader, node, at))
			*(bool *)(void *)(target + attribute->other) = true;
		break;
	case ATTRIBUTE_LIST:
		*(struct slice **)at =
			load_list(loader, node, (size_t *)(void *)(target + attribute->other));
		break;
	}
}

static void attribute_unknown(struct loader *loader, const struct attribute *attributes,
			      const struct node *node)
{
	struct nearest nearest = nearest_start(loader->arena, node->name);

	for (const struct attribute *row = attributes; row->key; row++)
		nearest_offer(&nearest, slice_of(row->key));
	if (nearest.best.ptr)
		template_problem(loader, node->key, "không có thuộc tính này; có phải '{name}'?",
				 "there is no such attribute; did you mean '{name}'?",
				 nearest.best);
	else
		template_problem(loader, node->key, "không có thuộc tính '{name}'",
				 "there is no attribute '{name}'", node->name);
}

/* The index of a table of attributes, made when it is first asked for. */
static const struct index *attributes_index(struct loader *loader,
					    const struct attribute *attributes)
{
	struct attribute_names *names = NULL;

	for (size_t i = 0; i < loader->names.len; i++) {
		if (loader->names.items[i].attributes == attributes)
			return &loader->names.items[i].index;
	}
	names = vec_push(loader->arena, &loader->names);
	*names = (struct attribute_names){ attributes, INDEX_IN(loader->arena) };
	for (size_t i = 0; attributes[i].key; i++) {
		bool is_new;
		*index_at(&names->index, slice_of(attributes[i].key), &is_new) = i;
	}
	return &names->index;
}

void load_attributes(struct loader *loader, const struct attribute *attributes,
		     const struct node *table, void *target, const struct node **own)
{
	const struct index *index = attributes_index(loader, attributes);

	for (const struct node *node = table->first; node; node = node->next) {
		const size_t *at = index_get(index, node->name);
		if (!at)
			attribute_unknown(loader, attributes, node);
		else if (attributes[*at].kind == ATTRIBUTE_OWN)
			own[attributes[*at].offset] = node;
		else
			attribute_read(loader, &attributes[*at], node, target);
	}
}

int load_word(struct loader *loader, const struct node *node, const char *(*key)(int), int count)
{
	struct nearest nearest;

	if (!load_wants(loader, node, NODE_STRING))
		return -1;
	for (int i = 0; i < count; i++) {
		if (slice_is(node->as.string, key(i)))
			return i;
	}
	nearest = nearest_start(loader->arena, node->as.string);
	for (int i = 0; i < count; i++)
		nearest_offer(&nearest, slice_of(key(i)));
	template_problem(loader, node->span, "không có giá trị này; gần nhất là '{name}'",
			 "there is no such value; the nearest is '{name}'",
			 nearest.best.ptr ? nearest.best : slice_of(key(count - 1)));
	return -1;
}

static const char *unsaid_at(int i)
{
	static const char *const words[UNSAID_COUNT] = { "never", "always", "working-time" };

	return words[i];
}

static enum unsaid unsaid_read(struct loader *loader, const struct node *item)
{
	const struct node *node = node_get(item, SLICE("unsaid"));
	int word = node ? load_word(loader, node, unsaid_at, UNSAID_COUNT) : -1;

	return word < 0 ? UNSAID_NEVER : (enum unsaid)word;
}

void load_choices(struct loader *loader, const struct node *array, struct choice *choices,
		  size_t most, size_t *count)
{
	*count = 0;
	if (!load_wants(loader, array, NODE_ARRAY))
		return;
	for (const struct node *item = array->first; item && *count < most; item = item->next) {
		const struct node *key =
			item->kind == NODE_TABLE ? node_get(item, SLICE("key")) : NULL;
		const struct node *label = key ? node_get(item, SLICE("label")) : NULL;
		if (!label || key->kind != NODE_STRING) {
			template_problem(loader, item->span,
					 "mỗi giá trị cần 'key' và 'label'{name}",
					 "each value needs 'key' and 'label'{name}", SLICE(""));
			continue;
		}
		choices[*count] = (struct choice){ .key = key->as.string,
						   .label = load_text2(loader, label),
						   .unsaid = unsaid_read(loader, item) };
		(*count)++;
	}
}
