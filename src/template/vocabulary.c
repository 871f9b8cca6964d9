/* The closed vocabularies as tables, made from the .def files. */
#include "template/template.h"

static const struct {
	const char *key;
	struct text2 words;
	struct text2 example;
} types[TYPE_COUNT] = {
#define TYPE(id, key, vi, en, vi_example, example) \
	[TYPE_##id] = { key, TEXT2_ROW(vi, en), TEXT2_ROW(vi_example, example) },
#include "template/types.def"
#undef TYPE
};

static const char *const layouts[LAYOUT_COUNT] = {
#define LAYOUT(id, key, where, table) [LAYOUT_##id] = key,
#include "template/layouts.def"
#undef LAYOUT
};

static const char *const roles[ROLE_COUNT] = {
#define ROLE(id, key, once) [ROLE_##id] = key,
#include "template/roles.def"
#undef ROLE
};

static const struct {
	const char *key, *params;
} rule_kinds[RULE_COUNT] = {
#define RULE(id, key, function, params) [RULE_##id] = { key, params },
#include "template/rules.def"
#undef RULE
};

static const char *const params[PARAM_COUNT] = {
#define PARAM(id, key, form) [PARAM_##id] = key,
#include "template/params.def"
#undef PARAM
};

static const struct {
	const char *key;
	struct text2 words;
} needs[NEED_COUNT] = {
	[NEED_OPTIONAL] = { "optional", TEXT2_ROW("tùy chọn", "optional") },
	[NEED_RECOMMENDED] = { "recommended", TEXT2_ROW("nên có", "recommended") },
	[NEED_REQUIRED] = { "required", TEXT2_ROW("bắt buộc", "required") },
};

const char *type_key(enum type type)
{
	return types[type].key;
}

struct text2 type_words(enum type type)
{
	return types[type].words;
}

struct text2 type_example(enum type type)
{
	return types[type].example;
}

struct slice type_example_in(enum type type, enum lang lang)
{
	return text2_in(&types[type].example, lang);
}

const char *layout_key(enum layout layout)
{
	return layouts[layout];
}

bool layout_has_table(enum layout layout)
{
	static const bool tables[LAYOUT_COUNT] = {
#define LAYOUT(id, key, where, table) [LAYOUT_##id] = table,
#include "template/layouts.def"
#undef LAYOUT
	};

	return tables[layout];
}

const char *role_key(enum role role)
{
	return roles[role];
}

const char *rule_kind_key(enum rule_kind kind)
{
	return rule_kinds[kind].key;
}

const char *rule_kind_params(enum rule_kind kind)
{
	return rule_kinds[kind].params;
}

const char *param_key(enum param_id param)
{
	return params[param];
}

enum param_form param_form(enum param_id param)
{
	static const enum param_form forms[PARAM_COUNT] = {
#define PARAM(id, key, form) [PARAM_##id] = FORM_##form,
#include "template/params.def"
#undef PARAM
	};

	return forms[param];
}

const char *need_key(enum need need)
{
	return needs[need].key;
}

struct text2 need_words(enum need need)
{
	return needs[need].words;
}

struct slice need_word(enum need need, enum lang lang)
{
	return text2_in(&needs[need].words, lang);
}

bool type_is_number(enum type type)
{
	return type == TYPE_INTEGER || type == TYPE_NUMBER || type == TYPE_PERCENT ||
	       type == TYPE_MONEY;
}
