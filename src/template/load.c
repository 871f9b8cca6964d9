/*
 * Loads a section template: syntax tree → struct template.  Attributes are rows of a table, so that
 * reading one and knowing its name are the same line.
 */
#include "template/load.h"

#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "syntax/toml.h"

enum { TEMPLATE_SIZE_MAX = 4 * 1024 * 1024, EXTENDS_MAX = 8 };

#define STANDARD_FOLDER "templates/standard/"

#define AT(member) offsetof(struct field, member)
static const struct attribute field_attributes[] = {
	{ "key", ATTRIBUTE_SLICE, AT(key), 0 },
	{ "label", ATTRIBUTE_TEXT2, AT(label), 0 },
	{ "title", ATTRIBUTE_TEXT2, AT(label), 0 },
	{ "guide", ATTRIBUTE_TEXT2, AT(guide), 0 },
	{ "example", ATTRIBUTE_EXAMPLE, AT(example), 0 },
	{ "unit", ATTRIBUTE_TEXT2, AT(unit), 0 },
	{ "caption", ATTRIBUTE_TEXT2, AT(caption), 0 },
	{ "empty", ATTRIBUTE_TEXT2, AT(empty), 0 },
	{ "figure", ATTRIBUTE_TEXT2, AT(figure), 0 },
	{ "weight", ATTRIBUTE_WEIGHT, AT(weight), 0 },
	{ "min", ATTRIBUTE_DECIMAL, AT(min), AT(has_min) },
	{ "max", ATTRIBUTE_DECIMAL, AT(max), AT(has_max) },
	{ "min-count", ATTRIBUTE_COUNT, AT(min_count), 0 },
	{ "max-count", ATTRIBUTE_COUNT, AT(max_count), 0 },
	{ "refers-to", ATTRIBUTE_SLICE, AT(refers_to), 0 },
	{ "product-of", ATTRIBUTE_LIST, AT(product_of), AT(product_count) },
	{ "sum-of", ATTRIBUTE_SLICE, AT(sum_of), 0 },
	{ "group-by", ATTRIBUTE_SLICE, AT(group_by), 0 },
	{ "unit-from", ATTRIBUTE_SLICE, AT(unit_from), 0 },
	{ "unless", ATTRIBUTE_SLICE, AT(unless), 0 },
	{ "unless-is", ATTRIBUTE_LIST, AT(unless_is), AT(unless_count) },
	{ "alt-from", ATTRIBUTE_SLICE, AT(alt_from), 0 },
	{ "under", ATTRIBUTE_SLICE, AT(under), 0 },
	{ "people-from", ATTRIBUTE_SLICE, AT(people_from), 0 },
	{ "leaders-from", ATTRIBUTE_SLICE, AT(leaders_from), 0 },
	{ "openings-from", ATTRIBUTE_SLICE, AT(openings_from), 0 },
	{ "history-from", ATTRIBUTE_SLICE, AT(history_from), 0 },
	{ "limits-from", ATTRIBUTE_SLICE, AT(limits_from), 0 },
	{ "promised-from", ATTRIBUTE_SLICE, AT(promised_from), 0 },
	{ "part-of", ATTRIBUTE_SLICE, AT(part_of), 0 },
	{ "after", ATTRIBUTE_SLICE, AT(after), 0 },
	{ "total", ATTRIBUTE_BOOLEAN, AT(total), 0 },
	{ "share", ATTRIBUTE_BOOLEAN, AT(share), 0 },
	{ "variables", ATTRIBUTE_BOOLEAN, AT(variables), 0 },
	{ "internal", ATTRIBUTE_BOOLEAN, AT(internal), 0 },
	{ "unsealed", ATTRIBUTE_BOOLEAN, AT(unsealed), 0 },
	{ "outside-period", ATTRIBUTE_BOOLEAN, AT(outside_period), 0 },
	{ "plain", ATTRIBUTE_BOOLEAN, AT(plain), 0 },
	{ "heading", ATTRIBUTE_BOOLEAN, AT(heading), 0 },
	{ "numbered", ATTRIBUTE_BOOLEAN, AT(numbered), 0 },
	{ "type", ATTRIBUTE_OWN, 0, 0 },
	{ "layout", ATTRIBUTE_OWN, 0, 0 },
	{ "role", ATTRIBUTE_OWN, 0, 0 },
	{ "need", ATTRIBUTE_OWN, 0, 0 },
	{ "better", ATTRIBUTE_OWN, 0, 0 },
	{ "choice", ATTRIBUTE_OWN, 0, 0 },
	{ "field", ATTRIBUTE_OWN, 0, 0 },
	{ NULL, ATTRIBUTE_OWN, 0, 0 },
};
#undef AT

void template_problem(struct loader *loader, struct span span, const char *vi, const char *en,
		      struct slice name)
{
	struct diag_arg arg = diag_text("name", name);
	struct text2 problem;

	problem.in[LANG_VI] = diag_fill(loader->arena, slice_of(vi), LANG_VI, &arg, 1);
	problem.in[LANG_EN] = diag_fill(loader->arena, slice_of(en), LANG_EN, &arg, 1);
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

static struct text2 text2_read(struct loader *loader, const struct node *node)
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
		*(struct text2 *)at = text2_read(loader, node);
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

void load_attributes(struct loader *loader, const struct attribute *attributes,
		     const struct node *table, void *target)
{
	for (const struct node *node = table->first; node; node = node->next) {
		const struct attribute *row = attributes;
		while (row->key && !slice_is(node->name, row->key))
			row++;
		if (row->key)
			attribute_read(loader, row, node, target);
		else
			attribute_unknown(loader, attributes, node);
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

static const char *type_at(int i)
{
	return type_key((enum type)i);
}

static const char *layout_at(int i)
{
	return layout_key((enum layout)i);
}

static const char *role_at(int i)
{
	return role_key((enum role)i);
}

static const char *need_at(int i)
{
	return need_key((enum need)i);
}

static void need_set(struct loader *loader, struct field *field, const struct node *node)
{
	int word;

	if (node->kind != NODE_TABLE) {
		word = load_word(loader, node, need_at, NEED_COUNT);
		for (size_t i = 0; word >= 0 && i < KINDS_MAX; i++)
			field->need[i] = (enum need)word;
		return;
	}
	for (size_t i = 0; i < KINDS_MAX; i++)
		field->need[i] = NEED_OPTIONAL;
	for (const struct node *child = node->first; child; child = child->next) {
		size_t kind = 0;
		while (kind < loader->t->kind_count &&
		       !slice_equal(loader->t->kinds[kind].key, child->name))
			kind++;
		if (kind == loader->t->kind_count) {
			template_problem(loader, child->key, "không có loại tài liệu '{name}'",
					 "there is no kind of document '{name}'", child->name);
			continue;
		}
		word = load_word(loader, child, need_at, NEED_COUNT);
		if (word >= 0)
			field->need[kind] = (enum need)word;
	}
}

static void choices_read(struct loader *loader, const struct node *array, struct choice *choices,
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
		choices[*count].key = key->as.string;
		choices[(*count)++].label = text2_read(loader, label);
	}
}

static const char *better_at(int i)
{
	return i == 0 ? "more" : "less";
}

/* "more", "less", or { by = "sibling", more = "choice", less = "choice" }. */
static void better_set(struct loader *loader, struct field *field, const struct node *node)
{
	static const struct attribute attributes[] = {
		{ "by", ATTRIBUTE_SLICE, offsetof(struct field, better_by), 0 },
		{ "more", ATTRIBUTE_SLICE, offsetof(struct field, better_more), 0 },
		{ "less", ATTRIBUTE_SLICE, offsetof(struct field, better_less), 0 },
		{ NULL, ATTRIBUTE_OWN, 0, 0 },
	};
	int word;

	field->better = BETTER_UNSAID;
	field->better_by = SLICE_NONE;
	if (node->kind == NODE_TABLE)
		load_attributes(loader, attributes, node, field);
	else if ((word = load_word(loader, node, better_at, 2)) >= 0)
		field->better = word == 0 ? BETTER_MORE : BETTER_LESS;
}

static void fields_read(struct loader *loader, struct field *parent, const struct node *array,
			int depth);

static void field_own_read(struct loader *loader, struct field *field, const struct node *table,
			   int depth)
{
	const struct node *node;
	int word;

	if ((node = node_get(table, SLICE("type"))) &&
	    (word = load_word(loader, node, type_at, TYPE_COUNT)) >= 0)
		field->type = (enum type)word;
	if ((node = node_get(table, SLICE("layout"))) &&
	    (word = load_word(loader, node, layout_at, LAYOUT_COUNT)) >= 0)
		field->layout = (enum layout)word;
	if ((node = node_get(table, SLICE("role"))) &&
	    (word = load_word(loader, node, role_at, ROLE_COUNT)) >= 0)
		field->role = (enum role)word;
	if ((node = node_get(table, SLICE("need"))))
		need_set(loader, field, node);
	if ((node = node_get(table, SLICE("better"))))
		better_set(loader, field, node);
	if ((node = node_get(table, SLICE("choice")))) {
		field->choices = ARENA_ARRAY(loader->arena, node->count, struct choice);
		choices_read(loader, node, field->choices, node->count, &field->choice_count);
	}
	if ((node = node_get(table, SLICE("field"))))
		fields_read(loader, field, node, depth + 1);
}

static struct field *field_new(struct loader *loader, struct field *parent)
{
	struct field *field = ARENA_NEW(loader->arena, struct field);

	field->parent = parent;
	field->heading = true;
	field->numbered = true;
	field->weight = -1;
	field->type = parent->parent ? TYPE_TEXT : TYPE_TABLE;
	return field;
}

/* Reads a stanza into its field; of an extended template's field, only what is given changes. */
static void field_read(struct loader *loader, struct field *field, const struct node *table,
		       int depth)
{
	const struct node *key = node_get(table, SLICE("key"));

	field->span = key ? key->span : table->span;
	field->generation = loader->generation;
	load_attributes(loader, field_attributes, table, field);
	field_own_read(loader, field, table, depth);
	if (field->key.len == 0)
		template_problem(loader, table->span, "thiếu 'key'{name}", "'key' is missing{name}",
				 SLICE(""));
}

/* The field of an extended template that a stanza is about, or NULL. */
static struct field *field_inherited(struct loader *loader, const struct field *parent,
				     const struct node *table)
{
	const struct node *key = node_get(table, SLICE("key"));
	struct field *field =
		key && key->kind == NODE_STRING ? field_get(parent, key->as.string) : NULL;

	return field && field->generation < loader->generation ? field : NULL;
}

/* Moves a field behind the sibling it names in `after`. */
static void field_place(struct loader *loader, struct field *field)
{
	struct field *parent = field->parent;
	struct field *before = field_get(parent, field->after);
	size_t count = 0;

	if (!before || before == field) {
		template_problem(loader, field->span, "không có '{name}' để đứng sau",
				 "there is no '{name}' to stand behind", field->after);
		return;
	}
	for (size_t i = 0; i < parent->field_count; i++) {
		if (parent->fields[i] != field)
			parent->fields[count++] = parent->fields[i];
	}
	for (size_t i = count; i > 0 && parent->fields[i - 1] != before; i--)
		parent->fields[i] = parent->fields[i - 1];
	for (size_t i = 0; i < count; i++) {
		if (parent->fields[i] == before)
			parent->fields[i + 1] = field;
	}
	for (size_t i = 0; i < parent->field_count; i++)
		parent->fields[i]->index = i;
}

static void field_append(struct loader *loader, struct field *parent, const struct node *table,
			 int depth)
{
	VEC(struct field *) fields = { parent->fields, parent->field_count, parent->field_count };
	struct field *field = field_new(loader, parent);

	field_read(loader, field, table, depth);
	if (field->key.len > 0 && field_get(parent, field->key))
		template_problem(loader, field->span, "trường '{name}' được khai hai lần",
				 "the field '{name}' is given twice", field->key);
	field->index = fields.len;
	*vec_push(loader->arena, &fields) = field;
	parent->fields = fields.items;
	parent->field_count = fields.len;
	if (field->after.len > 0)
		field_place(loader, field);
}

static void fields_read(struct loader *loader, struct field *parent, const struct node *array,
			int depth)
{
	if (depth >= FIELD_DEPTH_MAX || !load_wants(loader, array, NODE_ARRAY))
		return;
	for (const struct node *item = array->first; item; item = item->next) {
		struct field *inherited;
		if (!load_wants(loader, item, NODE_TABLE))
			continue;
		inherited = field_inherited(loader, parent, item);
		if (!inherited) {
			field_append(loader, parent, item, depth);
			continue;
		}
		field_read(loader, inherited, item, depth);
		if (node_get(item, SLICE("after")))
			field_place(loader, inherited);
	}
}

/* Kinds of documents: the words of known ones change, new ones follow. */
static void kinds_read(struct loader *loader, const struct node *array)
{
	struct template *t = loader->t;
	struct choice kinds[KINDS_MAX];
	size_t count;

	choices_read(loader, array, kinds, KINDS_MAX, &count);
	for (size_t i = 0; i < count; i++) {
		size_t at = 0;
		while (at < t->kind_count && !slice_equal(t->kinds[at].key, kinds[i].key))
			at++;
		if (at == KINDS_MAX)
			continue;
		t->kinds[at] = kinds[i];
		t->kind_count += at == t->kind_count;
	}
}

static void head_read(struct loader *loader, const struct node *table)
{
	const struct node *node;

	if (!load_wants(loader, table, NODE_TABLE))
		return;
	if ((node = node_get(table, SLICE("name"))) && load_wants(loader, node, NODE_STRING))
		loader->t->name = node->as.string;
	if ((node = node_get(table, SLICE("title"))))
		loader->t->title = text2_read(loader, node);
	if ((node = node_get(table, SLICE("kind"))))
		kinds_read(loader, node);
}

static bool source_load(struct loader *loader, struct slice path);

static void standard_load(struct loader *loader);

/* What the template extends is read first; everything after it changes or adds. */
static void base_load(struct loader *loader, const struct node *extends, struct slice path)
{
	if (!load_wants(loader, extends, NODE_STRING))
		return;
	if (loader->t->root->field_count > 0 || loader->bases == EXTENDS_MAX) {
		template_problem(
			loader, extends->span,
			"'extends' đứng một lần, ở tệp đầu, và không quay vòng{name}",
			"'extends' stands once, in the first file, and not in a circle{name}",
			SLICE(""));
		return;
	}
	loader->bases++;
	if (slice_is(extends->as.string, "standard"))
		standard_load(loader);
	else
		source_load(loader,
			    path_join(loader->arena, path_folder(path), extends->as.string));
	loader->generation++;
}

static void file_load(struct loader *loader, struct slice name, struct slice text)
{
	uint32_t file = report_source(loader->report, name, text);
	const struct node *root = toml_read(loader->arena, loader->report, file, TOML_1_1);
	const struct node *head = node_get(root, SLICE("template"));
	const struct node *extends =
		head && head->kind == NODE_TABLE ? node_get(head, SLICE("extends")) : NULL;

	if (extends)
		base_load(loader, extends, name);
	for (const struct node *node = root->first; node; node = node->next) {
		if (slice_is(node->name, "template"))
			head_read(loader, node);
		else if (slice_is(node->name, "section"))
			fields_read(loader, loader->t->root, node, 0);
		else if (slice_is(node->name, "rule"))
			load_rules(loader, node);
		else if (slice_is(node->name, "rollup"))
			load_rollup(loader, node);
		else
			template_problem(loader, node->key, "không có bảng '{name}'",
					 "there is no table '{name}'", node->name);
	}
}

static bool path_load(struct loader *loader, struct slice path)
{
	struct slice text;
	enum file_result result =
		file_read(loader->arena, slice_cstr(loader->arena, path), TEMPLATE_SIZE_MAX, &text);

	if (result == FILE_OK) {
		file_load(loader, path, text);
		return true;
	}
	diag_add(loader->report, DIAG_FILE, SPAN_NONE, SLICE_NONE,
		 DIAG_ARGS(diag_text("file", path), diag_text2("reason", file_reason(result))));
	loader->problems++;
	return false;
}

static bool folder_load(struct loader *loader, const char *folder)
{
	size_t count;
	struct slice *names = file_list(loader->arena, folder, ".toml", &count);

	if (count == 0)
		return path_load(loader, slice_of(folder));
	for (size_t i = 0; i < count; i++) {
		if (!path_load(loader, path_join(loader->arena, slice_of(folder), names[i])))
			return false;
	}
	return true;
}

static void standard_load(struct loader *loader)
{
	for (const struct embedded_file *file = embedded_files; file->name; file++) {
		struct slice text = { file->start, (size_t)(file->end - file->start) };
		if (slice_starts(slice_of(file->name), SLICE(STANDARD_FOLDER)))
			file_load(loader, slice_of(file->name), text);
	}
}

/* A file, or the files of a folder in the order of their names. */
static bool source_load(struct loader *loader, struct slice path)
{
	const char *name = slice_cstr(loader->arena, path);

	return file_is_folder(name) ? folder_load(loader, name) : path_load(loader, path);
}

struct template *template_load(struct arena *arena, struct report *report, const char *path)
{
	struct loader loader = { .arena = arena, .report = report };
	bool loaded = true;

	loader.t = ARENA_NEW(arena, struct template);
	loader.t->root = ARENA_NEW(arena, struct field);
	loader.t->root->type = TYPE_TABLE;
	if (!path)
		standard_load(&loader);
	else
		loaded = source_load(&loader, slice_of(path));
	if (!loaded)
		return NULL;
	template_lint(&loader);
	return loader.problems > 0 || loader.t->root->field_count == 0 ? NULL : loader.t;
}
