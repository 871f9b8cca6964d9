/* Reads lists: an array, one in each language, or in INI a single text; how many there may be. */
#include "base/arena.h"
#include "plan/bind.h"

static void list_item_bind(struct binder *binder, const struct group *group, struct value *value,
			   const struct node *node, struct item *item)
{
	item->span = node->span;
	if (value->field->choice_count > 0 && value->field->refers_to.len == 0)
		item->choice = bind_choice_read(binder, group, value->field, node);
	else if (!bind_text2(binder, group, value->field, node, &item->text))
		bind_type_finding(binder, group, value, node,
				  TEXT2("một dòng chữ ở mỗi mục", "a text in each item"));
}

/*
 * { vi = [...], en = [...] }: the nth item of each is the nth item of the list.  Only texts differ
 * by language, ids and keys of choices do not.
 */
static bool list_by_language(struct binder *binder, const struct group *group, struct value *value)
{
	size_t most = 0;
	enum lang lang;

	if (value->field->choice_count > 0 || value->field->refers_to.len > 0)
		return false;
	for (const struct node *child = value->node->first; child; child = child->next) {
		if (!lang_find(child->name, &lang) || child->kind != NODE_ARRAY)
			return false;
		most = child->count > most ? child->count : most;
	}
	value->as.list.items = ARENA_ARRAY(binder->arena, most, struct item);
	value->as.list.count = most;
	for (const struct node *child = value->node->first; child; child = child->next) {
		size_t i = 0;
		lang_find(child->name, &lang);
		binder->plan->speaks[lang] = true;
		for (const struct node *item = child->first; item; item = item->next, i++) {
			if (!bind_is_scalar(item))
				return false;
			value->as.list.items[i].text.in[lang] =
				bind_text_capped(binder, group, value->field, item);
			value->as.list.items[i].span = item->span;
		}
	}
	for (size_t i = 0; i < most; i++) {
		if (value->as.list.items[i].text.in[LANG_VI].len == 0 ||
		    value->as.list.items[i].text.in[LANG_EN].len == 0) {
			bind_translations_check(binder, group, value->field, value->node,
						&value->as.list.items[i].text);
			break; /* once for a list */
		}
	}
	return true;
}

static void count_check(struct binder *binder, const struct group *group, struct value *value,
			size_t count)
{
	const struct field *field = value->field;
	bool few = field->min_count > 0 && count < field->min_count;

	if (!few && (field->max_count == 0 || count <= field->max_count))
		return;
	diag_add(binder->report, few ? DIAG_TOO_FEW : DIAG_TOO_MANY, value->span,
		 value_path(binder->arena, group, field),
		 DIAG_ARGS(diag_text2("field", field->label),
			   diag_number(binder->report, "count", (int64_t)count),
			   diag_number(binder->report, "least", (int64_t)field->min_count),
			   diag_number(binder->report, "most", (int64_t)field->max_count),
			   diag_text2("guide", field->guide)));
}

/* INI's "name = text" where a list may stand is a list of one, unless it looks like several. */
static bool is_single_item(const struct binder *binder, const struct node *node)
{
	bool is_text = node->kind == NODE_STRING && bind_is_in_ini(binder, node);
	struct slice text = is_text ? node->as.string : SLICE(",");

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == ',' || text.ptr[i] == ';' || text.ptr[i] == '\n')
			return false;
	}
	return true;
}

/* An array, one item after the other. */
static void list_of_items(struct binder *binder, const struct group *group, struct value *value)
{
	const struct node *node = value->node;
	size_t i = 0;

	value->as.list.items = ARENA_ARRAY(binder->arena, node->count, struct item);
	for (const struct node *item = node->first; item; item = item->next)
		list_item_bind(binder, group, value, item, &value->as.list.items[i++]);
	value->as.list.count = i;
}

void bind_list(struct binder *binder, const struct group *group, struct value *value)
{
	const struct node *node = value->node;
	bool is_list = true;

	if (node->kind == NODE_TABLE && node->count > 0) {
		is_list = list_by_language(binder, group, value);
	} else if (is_single_item(binder, node)) {
		value->as.list.items = ARENA_NEW(binder->arena, struct item);
		value->as.list.count = 1;
		list_item_bind(binder, group, value, node, value->as.list.items);
	} else if (node->kind == NODE_ARRAY) {
		list_of_items(binder, group, value);
	} else {
		is_list = false;
	}
	if (!is_list)
		bind_wrong(binder, group, value, node);
	else if (value->as.list.count == 0)
		value->state = VALUE_ABSENT;
	else
		count_check(binder, group, value, value->as.list.count);
}
