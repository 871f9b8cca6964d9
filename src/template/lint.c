/*
 * Looks a loaded template over: what one stanza alone cannot show.  Also resolves references,
 * default layouts and weights, so that nothing after it has to.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "template/load.h"

enum { WHERE_ANY, WHERE_FLOW, WHERE_COLUMNS, WHERE_RECORDS };

static const int layout_where[LAYOUT_COUNT] = {
#define LAYOUT(id, key, where) [LAYOUT_##id] = WHERE_##where,
#include "template/layouts.def"
#undef LAYOUT
};

static const bool role_once[ROLE_COUNT] = {
#define ROLE(id, key, once) [ROLE_##id] = once,
#include "template/roles.def"
#undef ROLE
};

static const char *const rule_params[RULE_COUNT] = {
#define RULE(id, key, params) [RULE_##id] = params,
#include "template/rules.def"
#undef RULE
};

static bool shows_columns(const struct field *parent)
{
	return parent->type == TYPE_RECORDS && layout_has_table(parent->layout);
}

static enum layout default_layout(const struct field *field)
{
	bool in_record = field->parent->type == TYPE_RECORDS;

	if (field->type == TYPE_RECORDS)
		return LAYOUT_TABLE;
	if (shows_columns(field->parent))
		return LAYOUT_COLUMN;
	if (field->under.len > 0)
		return LAYOUT_UNDER;
	if (field->type == TYPE_PROSE || field->type == TYPE_LIST || field->type == TYPE_TABLE)
		return in_record ? LAYOUT_RUN_IN : LAYOUT_PART;
	return LAYOUT_FACT;
}

static void layout_settle(struct loader *loader, struct field *field)
{
	int where;

	if (field->layout == LAYOUT_DEFAULT && field->under.len > 0)
		field->layout = LAYOUT_UNDER;
	if (field->layout == LAYOUT_DEFAULT)
		field->layout = default_layout(field);
	where = layout_where[field->layout];
	if (where == WHERE_ANY)
		return;
	if (where != (field->type == TYPE_RECORDS ? WHERE_RECORDS :
		      shows_columns(field->parent) ? WHERE_COLUMNS : WHERE_FLOW))
		template_problem(loader, field->span, "cách trình bày của '{name}' không dùng được ở đây",
				 "the layout of '{name}' cannot be used here", field->key);
	if (field->type == TYPE_RECORDS && shows_columns(field->parent))
		template_problem(loader, field->span,
				 "bản ghi '{name}' không đặt được trong một bảng; hãy dùng 'cards'",
				 "the records '{name}' cannot stand in a table; use 'cards'", field->key);
}

static void weight_settle(struct field *field)
{
	if (field->weight >= 0)
		return;
	field->weight = field->need[0] == NEED_REQUIRED ? 3 : field->need[0] == NEED_RECOMMENDED ? 2 : 1;
}

static void role_settle(struct loader *loader, const struct field *field)
{
	if (field->role == ROLE_NONE)
		return;
	if (role_once[field->role]) {
		if (loader->t->roles[field->role])
			template_problem(loader, field->span, "vai trò của '{name}' đã dùng ở trường khác",
					 "the role of '{name}' already stands on another field",
					 field->key);
		loader->t->roles[field->role] = field;
	} else if (field->parent->type != TYPE_RECORDS ||
		   field_with_role(field->parent, field->role) != field) {
		template_problem(loader, field->span,
				 "vai trò của '{name}' chỉ dùng một lần trong một loại bản ghi",
				 "the role of '{name}' stands once in the fields of records", field->key);
	}
}

static void sibling_check(struct loader *loader, const struct field *field, struct slice key)
{
	if (key.len > 0 && !field_get(field->parent, key))
		template_problem(loader, field->span, "không có trường '{name}' bên cạnh",
				 "there is no field '{name}' beside it", key);
}

static void words_check(struct loader *loader, const struct field *field)
{
	if (text2_is_empty(&field->label))
		template_problem(loader, field->span, "trường '{name}' thiếu nhãn",
				 "the field '{name}' has no label", field->key);
	if (!field_is_section(field) && !field->guide.in[LANG_VI].ptr)
		template_problem(loader, field->span, "trường '{name}' thiếu hướng dẫn",
				 "the field '{name}' has no guide", field->key);
	if (field->type == TYPE_CHOICE && field->choice_count == 0)
		template_problem(loader, field->span, "trường '{name}' cần ít nhất một 'choice'",
				 "the field '{name}' needs at least one 'choice'", field->key);
	if ((field->type == TYPE_TABLE || field->type == TYPE_RECORDS) && field->field_count == 0)
		template_problem(loader, field->span, "'{name}' chưa có trường nào",
				 "'{name}' has no fields", field->key);
	if (field->type == TYPE_REFERENCE && field->refers_to.len == 0)
		template_problem(loader, field->span, "'{name}' cần 'refers-to'",
				 "'{name}' needs 'refers-to'", field->key);
}

static void records_check(struct loader *loader, const struct field *field, struct slice path)
{
	const struct field *records = path.len > 0 ? template_field(loader->t, path) : NULL;

	if (path.len > 0 && (!records || records->type != TYPE_RECORDS))
		template_problem(loader, field->span, "'{name}' không phải là bản ghi",
				 "'{name}' names no records", path);
}

static void references_settle(struct loader *loader, struct field *field)
{
	if (field->refers_to.len > 0) {
		field->refers_field = template_field(loader->t, field->refers_to);
		if (!field->refers_field || field->refers_field->type != TYPE_RECORDS) {
			template_problem(loader, field->span, "'{name}' không phải là bản ghi",
					 "'{name}' names no records", field->refers_to);
			field->refers_field = NULL;
		}
	}
	if (field->sum_of.len > 0 && !template_field(loader->t, field->sum_of))
		template_problem(loader, field->span, "không có trường '{name}'",
				 "there is no field '{name}'", field->sum_of);
	if (field->group_by.len > 0 && !field_get(field, field->group_by))
		template_problem(loader, field->span, "không có trường '{name}'",
				 "there is no field '{name}'", field->group_by);
	records_check(loader, field, field->people_from);
	records_check(loader, field, field->openings_from);
	records_check(loader, field, field->limits_from);
	sibling_check(loader, field, field->promised_from);
	sibling_check(loader, field, field->unit_from);
	sibling_check(loader, field, field->alt_from);
	sibling_check(loader, field, field->under);
	for (size_t i = 0; i < field->product_count; i++)
		sibling_check(loader, field, field->product_of[i]);
}

static void section_check(struct loader *loader, const struct field *field)
{
	const struct field *host;

	if (!field_is_section(field) || field->part_of.len == 0)
		return;
	host = field_get(loader->t->root, field->part_of);
	if (!host || host == field || host->part_of.len > 0)
		template_problem(loader, field->span, "'{name}' không phải là chương",
				 "'{name}' is no chapter", field->part_of);
}

/* An attached field must be shown by another one, or hold what the program shows by itself. */
static void attached_check(struct loader *loader, const struct field *field)
{
	if (field->layout != LAYOUT_ATTACHED || field->role == ROLE_CURRENCY ||
	    field->role == ROLE_LOGO_ALT || field->role == ROLE_PARENT ||
	    field->role == ROLE_BASELINE || slice_equal(field->parent->group_by, field->key))
		return;
	for (size_t i = 0; i < field->parent->field_count; i++) {
		const struct field *other = field->parent->fields[i];
		if (slice_equal(other->unit_from, field->key) || slice_equal(other->alt_from, field->key))
			return;
	}
	template_problem(loader, field->span, "không trường nào trình bày '{name}'",
			 "no other field shows '{name}'", field->key);
}

/* Settles a field and then what is below it: default layouts depend on the parent's. */
static void field_lint(struct loader *loader, struct field *field)
{
	if (field->parent->parent)
		layout_settle(loader, field);
	weight_settle(field);
	role_settle(loader, field);
	words_check(loader, field);
	section_check(loader, field);
	attached_check(loader, field);
	references_settle(loader, field);
	for (size_t i = 0; i < field->field_count; i++)
		field_lint(loader, field->fields[i]);
}

static const struct field *rule_path_check(struct loader *loader, const struct rule *rule,
					   struct slice path)
{
	const struct field *field = template_field(loader->t, path);

	if (!field)
		template_problem(loader, rule->span, "quy tắc nhắc tới trường không có: '{name}'",
				 "the rule names a field that does not exist: '{name}'", path);
	return field;
}

static void rule_dates_check(struct loader *loader, const struct rule *rule, struct slice path)
{
	const struct field *field = path.len > 0 ? rule_path_check(loader, rule, path) : NULL;

	if (field && field->type != TYPE_DATE)
		template_problem(loader, rule->span, "'{name}' phải là ngày", "'{name}' must be a date",
				 path);
}

static void rule_number_check(struct loader *loader, const struct rule *rule, struct slice path)
{
	const struct field *field = path.len > 0 ? rule_path_check(loader, rule, path) : NULL;

	if (field && !type_is_number(field->type))
		template_problem(loader, rule->span, "'{name}' phải là số", "'{name}' must be a number",
				 path);
}

static void rule_choices_check(struct loader *loader, const struct rule *rule, struct slice path)
{
	const struct field *field = rule_path_check(loader, rule, path);

	for (size_t i = 0; field && i < rule->choice_count; i++) {
		if (!field_choice(field, rule->choices[i]))
			template_problem(loader, rule->span, "không có giá trị '{name}'",
					 "there is no choice '{name}'", rule->choices[i]);
	}
}

static void rule_targets_check(struct loader *loader, const struct rule *rule)
{
	bool dates = rule->kind == RULE_NOT_BEFORE || rule->kind == RULE_WITHIN_PERIOD ||
		     rule->kind == RULE_NOT_PAST;
	bool numbers = rule->kind == RULE_SUM_AT_MOST || rule->kind == RULE_SUM_OF ||
		       rule->kind == RULE_PRODUCT_OF;

	for (size_t i = 0; i < rule->field_count; i++) {
		if (dates)
			rule_dates_check(loader, rule, rule->fields[i]);
		else if (numbers)
			rule_number_check(loader, rule, rule->fields[i]);
		else
			rule_choices_check(loader, rule, rule->fields[i]);
	}
	rule_dates_check(loader, rule, rule->first);
	rule_dates_check(loader, rule, rule->then);
	rule_number_check(loader, rule, rule->limit);
	if (rule->when.len > 0)
		rule_path_check(loader, rule, rule->when);
	if (rule->from.len > 0 && rule->to.len > 0) {
		rule_dates_check(loader, rule, rule->from);
		rule_dates_check(loader, rule, rule->to);
	} else if (rule->from.len > 0) {
		rule_path_check(loader, rule, rule->from);
	}
}

static bool rule_has_param(const struct rule *rule, char param)
{
	switch (param) {
	case 'F':
		return rule->field_count == 1;
	case 'L':
		return rule->field_count > 0;
	case 'A':
		return rule->first.len > 0 && rule->then.len > 0;
	case 'P':
		return rule->from.len > 0 && rule->to.len > 0;
	case 'M':
		return rule->has_most || rule->limit.len > 0;
	case 'W':
		return rule->when.len > 0;
	case 'f':
		return rule->from.len > 0;
	default:
		return true; /* C: may be left out */
	}
}

/* The set of {names} in a text, as "name,name," in order of the first appearance. */
static struct slice names_in(struct arena *arena, struct slice text)
{
	struct buf names = BUF_IN(arena);
	size_t at = slice_find(text, SLICE("{"), 0);

	while (at < text.len) {
		size_t end = slice_find(text, SLICE("}"), at);
		struct slice name = text_printf(arena, "%.*s,", SLICE_ARG(slice_sub(text, at + 1, end)));
		if (slice_find(buf_slice(&names), name, 0) == names.len)
			buf_put(&names, name);
		at = slice_find(text, SLICE("{"), at + 1);
	}
	return buf_slice(&names);
}

static bool names_agree(struct arena *arena, struct slice a, struct slice b)
{
	struct slice names = names_in(arena, b);
	struct slice others = names_in(arena, a);
	size_t start = 0;

	if (names.len != others.len)
		return false;
	while (start < names.len) {
		size_t end = slice_find(names, SLICE(","), start) + 1;
		if (slice_find(others, slice_sub(names, start, end), 0) == others.len)
			return false;
		start = end;
	}
	return true;
}

static void rule_lint(struct loader *loader, const struct rule *rule)
{
	const struct text2 *message = &rule->words.message;

	if (rule->words.id.len == 0 || !message->in[LANG_VI].ptr || !message->in[LANG_EN].ptr) {
		template_problem(loader, rule->span, "quy tắc '{name}' thiếu 'id' hoặc 'message'",
				 "the rule '{name}' has no 'id' or 'message'", rule->words.id);
		return;
	}
	for (size_t i = 0; i < rule->kind_count; i++) {
		size_t kind = 0;
		while (kind < loader->t->kind_count &&
		       !slice_equal(loader->t->kinds[kind].key, rule->kinds[i]))
			kind++;
		if (kind == loader->t->kind_count)
			template_problem(loader, rule->span, "không có loại tài liệu '{name}'",
					 "there is no kind of document '{name}'", rule->kinds[i]);
	}
	if (!names_agree(loader->arena, message->in[LANG_VI], message->in[LANG_EN]))
		template_problem(loader, rule->span, "hai bản thông báo của '{name}' không cùng biến",
				 "the two messages of '{name}' do not hold the same names",
				 rule->words.id);
	for (const char *param = rule_params[rule->kind]; *param; param++) {
		if (!rule_has_param(rule, *param)) {
			template_problem(loader, rule->span, "quy tắc '{name}' thiếu tham số",
					 "the rule '{name}' lacks a parameter of its kind",
					 rule->words.id);
			return;
		}
	}
	rule_targets_check(loader, rule);
}

void template_lint(struct loader *loader)
{
	struct template *t = loader->t;
	enum diag_id own;

	if (t->kind_count == 0)
		template_problem(loader, SPAN_NONE, "thiếu [template] với ít nhất một 'kind'{name}",
				 "[template] with at least one 'kind' is missing{name}", SLICE(""));
	for (size_t i = 0; i < t->root->field_count; i++)
		field_lint(loader, t->root->fields[i]);
	for (size_t i = 0; i < t->rule_count; i++) {
		rule_lint(loader, &t->rules[i]);
		for (size_t j = 0; j < i; j++) {
			if (slice_equal(t->rules[i].words.id, t->rules[j].words.id))
				template_problem(loader, t->rules[i].span, "có hai quy tắc '{name}'",
						 "there are two rules '{name}'", t->rules[i].words.id);
		}
		if (diag_find(t->rules[i].words.id, &own))
			template_problem(loader, t->rules[i].span,
					 "'{name}' là tên kiểm tra có sẵn của chương trình",
					 "'{name}' is a check of the program's own",
					 t->rules[i].words.id);
	}
}
