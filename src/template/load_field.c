/* Loads the sections and fields of a template: stanzas [[section]] and [[….field]]. */
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "template/load.h"

/* The attributes that code of its own reads. */
enum { OWN_TYPE, OWN_LAYOUT, OWN_ROLE, OWN_NEED, OWN_BETTER, OWN_CHOICE, OWN_FIELD, OWN_COUNT };

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
	{ "month", ATTRIBUTE_COUNT, AT(month), 0 },
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
	{ "type", ATTRIBUTE_OWN, OWN_TYPE, 0 },
	{ "layout", ATTRIBUTE_OWN, OWN_LAYOUT, 0 },
	{ "role", ATTRIBUTE_OWN, OWN_ROLE, 0 },
	{ "need", ATTRIBUTE_OWN, OWN_NEED, 0 },
	{ "better", ATTRIBUTE_OWN, OWN_BETTER, 0 },
	{ "choice", ATTRIBUTE_OWN, OWN_CHOICE, 0 },
	{ "field", ATTRIBUTE_OWN, OWN_FIELD, 0 },
	{ NULL, ATTRIBUTE_OWN, 0, 0 },
};
#undef AT

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
		size_t kind;
		if (!template_kind(loader->t, child->name, &kind)) {
			template_problem(loader, child->key, "không có loại tài liệu '{name}'",
					 "there is no kind of document '{name}'", child->name);
			continue;
		}
		word = load_word(loader, child, need_at, NEED_COUNT);
		if (word >= 0)
			field->need[kind] = (enum need)word;
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
		load_attributes(loader, attributes, node, field, NULL);
	else if ((word = load_word(loader, node, better_at, 2)) >= 0)
		field->better = word == 0 ? BETTER_MORE : BETTER_LESS;
}

static void field_own_read(struct loader *loader, struct field *field,
			   const struct node *const own[OWN_COUNT], int depth)
{
	const struct node *choices = own[OWN_CHOICE];
	int word;

	if (own[OWN_TYPE] && (word = load_word(loader, own[OWN_TYPE], type_at, TYPE_COUNT)) >= 0)
		field->type = (enum type)word;
	if (own[OWN_LAYOUT] &&
	    (word = load_word(loader, own[OWN_LAYOUT], layout_at, LAYOUT_COUNT)) >= 0)
		field->layout = (enum layout)word;
	if (own[OWN_ROLE] && (word = load_word(loader, own[OWN_ROLE], role_at, ROLE_COUNT)) >= 0)
		field->role = (enum role)word;
	if (own[OWN_NEED])
		need_set(loader, field, own[OWN_NEED]);
	if (own[OWN_BETTER])
		better_set(loader, field, own[OWN_BETTER]);
	if (choices) {
		field->choices = ARENA_ARRAY(loader->arena, choices->count, struct choice);
		load_choices(loader, choices, field->choices, choices->count, &field->choice_count);
	}
	if (own[OWN_FIELD])
		load_fields(loader, field, own[OWN_FIELD], depth + 1);
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
	const struct node *own[OWN_COUNT] = { NULL };

	field->span = key ? key->span : table->span;
	field->generation = loader->generation;
	load_attributes(loader, field_attributes, table, field, own);
	field_own_read(loader, field, own, depth);
	if (field->key.len == 0)
		template_problem(loader, table->span, "thiếu 'key'{name}", "'key' is missing{name}",
				 SLICE(""));
}

/* The field of an extended template that a stanza is about, or NULL. */
static struct field *field_inherited(struct loader *loader, const struct field *parent,
				     const struct node *table)
{
	const struct node *key = loader->generation > 0 ? node_get(table, SLICE("key")) : NULL;
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
	struct field *field = field_new(loader, parent);
	size_t count = parent->field_count;

	field_read(loader, field, table, depth);
	if (field->key.len > 0 && field_get(parent, field->key))
		template_problem(loader, field->span, "trường '{name}' được khai hai lần",
				 "the field '{name}' is given twice", field->key);
	if ((count & (count - 1)) == 0) /* room doubles: what is there fills it */
		parent->fields =
			arena_grow(loader->arena, parent->fields, count * sizeof(*parent->fields),
				   (count > 0 ? 2 * count : 1) * sizeof(*parent->fields));
	field->index = count;
	parent->fields[count] = field;
	parent->field_count = count + 1;
	if (field->after.len > 0)
		field_place(loader, field);
}

/* Says so where a list of fields goes beyond what a template may have. */
static bool fields_fit(struct loader *loader, const struct field *parent, const struct node *array,
		       int depth)
{
	if (depth >= FIELD_DEPTH_MAX)
		template_problem(loader, array->span, "trường lồng nhau sâu hơn {name} tầng",
				 "fields stand deeper than {name} in each other",
				 text_printf(loader->arena, "%d", FIELD_DEPTH_MAX));
	else if (array->count > FIELDS_MAX - parent->field_count)
		template_problem(loader, array->span, "một nhóm có hơn {name} trường",
				 "a group has more than {name} fields",
				 text_printf(loader->arena, "%d", FIELDS_MAX));
	else
		return true;
	return false;
}

void load_fields(struct loader *loader, struct field *parent, const struct node *array, int depth)
{
	if (!load_wants(loader, array, NODE_ARRAY) || !fields_fit(loader, parent, array, depth))
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
