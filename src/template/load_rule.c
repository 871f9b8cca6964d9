/* Loads the rules of a template: stanzas [[rule]] → struct rule. */
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/vec.h"
#include "template/load.h"

/* What code of its own reads: every parameter of params.def, and these. */
enum { OWN_KIND = PARAM_COUNT, OWN_LEVEL, OWN_ROW, OWN_ROWS, OWN_FIELD, OWN_COUNT };

#define AT(member) offsetof(struct rule, member)
static const struct attribute rule_attributes[] = {
	{ "id", ATTRIBUTE_SLICE, AT(words.id), 0 },
	{ "message", ATTRIBUTE_TEXT2, AT(words.message), 0 },
	{ "help", ATTRIBUTE_TEXT2, AT(words.help), 0 },
	{ "why", ATTRIBUTE_TEXT2, AT(why), 0 },
	{ "ref", ATTRIBUTE_SLICE, AT(ref), 0 },
	{ "bad", ATTRIBUTE_SLICE, AT(bad), 0 },
	{ "good", ATTRIBUTE_SLICE, AT(good), 0 },
	{ "source", ATTRIBUTE_TEXT2, AT(source), 0 },
	{ "as-of", ATTRIBUTE_SLICE, AT(as_of), 0 },
	{ "kinds", ATTRIBUTE_LIST, AT(kinds), AT(kind_count) },
	{ "kind", ATTRIBUTE_OWN, OWN_KIND, 0 },
	{ "level", ATTRIBUTE_OWN, OWN_LEVEL, 0 },
	{ "row", ATTRIBUTE_OWN, OWN_ROW, 0 },
	{ "rows", ATTRIBUTE_OWN, OWN_ROWS, 0 },   /* those of another rule */
	{ "field", ATTRIBUTE_OWN, OWN_FIELD, 0 }, /* one of "fields" */
#define PARAM(id, key, form) { key, ATTRIBUTE_OWN, PARAM_##id, 0 },
#include "template/params.def"
#undef PARAM
	{ NULL, ATTRIBUTE_OWN, 0, 0 },
};
#undef AT

enum { ROW_ON, ROW_LUNAR, ROW_OWN_COUNT };

#define AT(member) offsetof(struct rule_row, member)
static const struct attribute row_attributes[] = {
	{ "value", ATTRIBUTE_SLICE, AT(value), 0 },
	{ "unit", ATTRIBUTE_SLICE, AT(unit), 0 },
	{ "least", ATTRIBUTE_DECIMAL, AT(least), AT(has_least) },
	{ "most", ATTRIBUTE_DECIMAL, AT(most), AT(has_most) },
	{ "name", ATTRIBUTE_TEXT2, AT(name), 0 },
	{ "on", ATTRIBUTE_OWN, ROW_ON, 0 },
	{ "lunar", ATTRIBUTE_OWN, ROW_LUNAR, 0 },
	{ "days", ATTRIBUTE_COUNT, AT(days), 0 },
	{ "before", ATTRIBUTE_COUNT, AT(before), 0 },
	{ "after", ATTRIBUTE_COUNT, AT(after), 0 },
	{ "words", ATTRIBUTE_LIST, AT(words), AT(word_count) },
	{ NULL, ATTRIBUTE_OWN, 0, 0 },
};
#undef AT

static const char *kind_at(int i)
{
	return rule_kind_key((enum rule_kind)i);
}

static const char *level_at(int i)
{
	return level_key((enum level)i);
}

/* A word of a list: a string, or the spelling of a number or boolean. */
static struct slice word_of(const struct node *node)
{
	return node->kind == NODE_STRING ? node->as.string : node->raw;
}

static void words_read(struct loader *loader, struct param *param, const struct node *node)
{
	param->items = ARENA_ARRAY(loader->arena, node->kind == NODE_ARRAY ? node->count : 1,
				   struct slice);
	if (node->kind != NODE_ARRAY) {
		param->items[param->count++] = word_of(node);
		return;
	}
	for (const struct node *item = node->first; item; item = item->next)
		param->items[param->count++] = word_of(item);
}

static void duration_read(struct loader *loader, struct param *param, const struct node *node)
{
	if (node->kind != NODE_STRING || !duration_parse(node->as.string, &param->duration))
		template_problem(loader, node->span, "'{name}' phải là một khoảng thời gian",
				 "'{name}' must be a length of time", node->name);
}

static struct param *param_read(struct loader *loader, enum param_form form,
				const struct node *node)
{
	struct param *param = ARENA_NEW(loader->arena, struct param);

	switch (form) {
	case FORM_PATHS:
	case FORM_TEXTS:
		words_read(loader, param, node);
		break;
	case FORM_NUMBER:
		load_decimal(loader, node, &param->number);
		break;
	case FORM_FLAG:
		param->flag = load_wants(loader, node, NODE_BOOLEAN) && node->as.boolean;
		break;
	case FORM_DURATION:
		duration_read(loader, param, node);
		break;
	}
	return param;
}

static void params_read(struct loader *loader, struct rule *rule,
			const struct node *const own[OWN_COUNT])
{
	for (int i = 0; i < PARAM_COUNT; i++) {
		const struct node *node = own[i];
		if (i == PARAM_FIELDS && own[OWN_FIELD])
			node = own[OWN_FIELD];
		if (node)
			rule->params[i] = param_read(loader, param_form((enum param_id)i), node);
	}
}

static void day_read(struct loader *loader, struct year_day *day, const struct node *node,
		     bool lunar)
{
	if (node->kind == NODE_STRING && (lunar ? year_day_parse_lunar(node->as.string, day)
						: year_day_parse(node->as.string, day)))
		return;
	if (lunar)
		template_problem(
			loader, node->span,
			"'{name}' phải là một ngày âm lịch, tháng trước ngày sau: \"01-15\"",
			"'{name}' must be a day of the lunar calendar, month before day: "
			"\"01-15\"",
			node->name);
	else
		template_problem(loader, node->span,
				 "'{name}' phải là một ngày trong năm: \"09-02\", \"11-Th[4]\" "
				 "(ngày thứ Năm thứ tư của tháng 11) hoặc \"11-Th[4]+1\"",
				 "'{name}' must be a day of the year: \"09-02\", \"11-Th[4]\" (the "
				 "fourth Thursday of November) or \"11-Th[4]+1\"",
				 node->name);
}

static void row_read(struct loader *loader, struct rule_row *row, const struct node *table)
{
	const struct node *own[ROW_OWN_COUNT] = { NULL };

	load_attributes(loader, row_attributes, table, row, own);
	if (own[ROW_ON])
		day_read(loader, &row->on, own[ROW_ON], false);
	else if (own[ROW_LUNAR])
		day_read(loader, &row->on, own[ROW_LUNAR], true);
}

static void rows_read(struct loader *loader, struct rule *rule, const struct node *array)
{
	if (!load_wants(loader, array, NODE_ARRAY))
		return;
	rule->rows = ARENA_ARRAY(loader->arena, array->count, struct rule_row);
	for (const struct node *item = array->first; item; item = item->next) {
		if (load_wants(loader, item, NODE_TABLE))
			row_read(loader, &rule->rows[rule->row_count++], item);
	}
}

/* The rows of a rule that stands before this one. */
static void rows_share(struct loader *loader, struct rule *rule, const struct node *id)
{
	const struct template *t = loader->t;

	for (size_t i = 0; id->kind == NODE_STRING && i < t->rule_count; i++) {
		if (!slice_equal(t->rules[i].words.id, id->as.string))
			continue;
		rule->rows = t->rules[i].rows;
		rule->row_count = t->rules[i].row_count;
		return;
	}
	template_problem(loader, id->span, "'{name}' phải là mã của một quy tắc đứng trước",
			 "'{name}' must be the id of a rule that stands before", id->name);
}

/* Reads a stanza into its rule; of an extended template's rule, only what is given changes. */
static void rule_read(struct loader *loader, struct rule *rule, const struct node *table)
{
	const struct node *id = node_get(table, SLICE("id"));
	const struct node *own[OWN_COUNT] = { NULL };
	int word;

	rule->span = id ? id->span : table->header;
	rule->generation = loader->generation;
	load_attributes(loader, rule_attributes, table, rule, own);
	if (own[OWN_KIND] && (word = load_word(loader, own[OWN_KIND], kind_at, RULE_COUNT)) >= 0)
		rule->kind = (enum rule_kind)word;
	if (own[OWN_LEVEL] &&
	    (word = load_word(loader, own[OWN_LEVEL], level_at, LEVEL_COUNT)) >= 0)
		rule->words.level = (enum level)word;
	params_read(loader, rule, own);
	if (own[OWN_ROW])
		rows_read(loader, rule, own[OWN_ROW]);
	if (own[OWN_ROWS])
		rows_share(loader, rule, own[OWN_ROWS]);
}

/* The rule of an extended template with that id, or NULL. */
static struct rule *rule_inherited(struct loader *loader, const struct node *table)
{
	const struct node *id = node_get(table, SLICE("id"));
	struct template *t = loader->t;

	for (size_t i = 0;
	     loader->generation > 0 && id && id->kind == NODE_STRING && i < t->rule_count; i++) {
		if (slice_equal(t->rules[i].words.id, id->as.string) &&
		    t->rules[i].generation < loader->generation)
			return &t->rules[i];
	}
	return NULL;
}

static void rule_drop(struct loader *loader, struct rule *rule, const struct node *table)
{
	struct template *t = loader->t;
	struct nearest nearest;

	if (rule) {
		size_t at = (size_t)(rule - t->rules);
		memmove(rule, rule + 1, (--t->rule_count - at) * sizeof(*rule));
		return;
	}
	nearest = nearest_start(loader->arena, node_get(table, SLICE("id"))->as.string);
	for (size_t i = 0; i < t->rule_count; i++)
		nearest_offer(&nearest, t->rules[i].words.id);
	template_problem(loader, table->header, "không có quy tắc này để tắt; gần nhất là '{name}'",
			 "there is no such rule to turn off; the nearest is '{name}'",
			 nearest.best);
}

static bool is_off(const struct node *table)
{
	const struct node *id = node_get(table, SLICE("id"));
	const struct node *level = node_get(table, SLICE("level"));

	return id && id->kind == NODE_STRING && level && level->kind == NODE_STRING &&
	       slice_is(level->as.string, "off");
}

static void rule_append(struct loader *loader, const struct node *table)
{
	struct template *t = loader->t;
	VEC(struct rule) rules = { t->rules, t->rule_count, t->rule_cap };
	struct rule *rule = vec_push(loader->arena, &rules);

	*rule = (struct rule){ .words.level = LEVEL_ERROR };
	rule_read(loader, rule, table);
	if (!node_get(table, SLICE("kind")))
		template_problem(loader, rule->span, "quy tắc '{name}' thiếu 'kind'",
				 "the rule '{name}' has no 'kind'", rule->words.id);
	t->rules = rules.items;
	t->rule_count = rules.len;
	t->rule_cap = rules.cap;
}

void load_rules(struct loader *loader, const struct node *array)
{
	if (!load_wants(loader, array, NODE_ARRAY))
		return;
	for (const struct node *item = array->first; item; item = item->next) {
		struct rule *inherited;
		if (!load_wants(loader, item, NODE_TABLE))
			continue;
		inherited = rule_inherited(loader, item);
		if (is_off(item))
			rule_drop(loader, inherited, item);
		else if (inherited)
			rule_read(loader, inherited, item);
		else
			rule_append(loader, item);
	}
}
