/*
 * Looks the rules of a template over: each parameter against what its kind asks for, each path
 * against the fields, and the words of the messages.  Also resolves the paths.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "template/load.h"

static const char deref[] = "->";

/* The next word of a kind's params: "first", "?" and the types behind "=". */
struct wanted {
	struct slice name, types;
	bool optional;
};

static bool wanted_next(const char **at, struct wanted *wanted)
{
	const char *start = *at + strspn(*at, " ");
	struct slice word = { start, strcspn(start, " ") };
	size_t equals = slice_find(word, SLICE("="), 0);

	if (word.len == 0)
		return false;
	wanted->types = equals < word.len ? slice_sub(word, equals + 1, word.len) : SLICE_NONE;
	wanted->name = slice_sub(word, 0, equals);
	wanted->optional = slice_ends(wanted->name, SLICE("?"));
	if (wanted->optional)
		wanted->name.len--;
	*at = start + word.len;
	return true;
}

/* The parameters by their names; "field" is one of "fields". */
static struct index params_index(struct arena *arena)
{
	struct index index = INDEX_IN(arena);
	bool is_new;

	for (size_t id = 0; id < PARAM_COUNT; id++)
		*index_at(&index, slice_of(param_key((enum param_id)id)), &is_new) = id;
	*index_at(&index, SLICE("field"), &is_new) = PARAM_FIELDS;
	return index;
}

bool load_type_is(enum type type, struct slice types)
{
	size_t start = 0;

	while (start < types.len) {
		size_t end = slice_find(types, SLICE("|"), start);
		struct slice name = slice_sub(types, start, end);
		if (slice_is(name, "any") || slice_is(name, type_key(type)) ||
		    (slice_is(name, "number") && type_is_number(type)) ||
		    (slice_is(name, "text") && type == TYPE_PROSE))
			return true;
		start = end + 1;
	}
	return false;
}

/* Resolves "a.b[].c" and, through a reference, "a.b[].c->d". */
static bool path_resolve(struct loader *loader, struct slice path, const struct field **field,
			 const struct field **end)
{
	size_t arrow = slice_find(path, SLICE("->"), 0);

	*field = *end = template_field(loader->t, slice_sub(path, 0, arrow));
	if (*field && arrow < path.len)
		*end = (*field)->refers_field
			       ? field_get((*field)->refers_field,
					   slice_sub(path, arrow + strlen(deref), path.len))
			       : NULL;
	return *end != NULL;
}

static void paths_check(struct loader *loader, const struct rule *rule, struct param *param,
			struct slice types)
{
	param->fields = ARENA_ARRAY(loader->arena, param->count, const struct field *);
	param->ends = ARENA_ARRAY(loader->arena, param->count, const struct field *);
	for (size_t i = 0; i < param->count; i++) {
		if (!path_resolve(loader, param->items[i], &param->fields[i], &param->ends[i]))
			template_problem(loader, rule->span,
					 "quy tắc nhắc tới trường không có: '{name}'",
					 "the rule names a field that does not exist: '{name}'",
					 param->items[i]);
		else if (!load_type_is(param->ends[i]->type, types))
			template_problem(loader, rule->span,
					 "'{name}' không thuộc kiểu mà quy tắc cần",
					 "'{name}' is not of a type the rule can use",
					 param->items[i]);
	}
}

/* Looks over the parameter that a kind of rules wants; which one that is, or PARAM_COUNT. */
static enum param_id wanted_check(struct loader *loader, const struct index *index,
				  struct rule *rule, const struct wanted *wanted)
{
	const size_t *found = index_get(index, wanted->name);
	enum param_id id = found ? (enum param_id) * found : PARAM_COUNT;
	struct param *param = found ? rule->params[id] : NULL;

	if (param && wanted->types.len > 0)
		paths_check(loader, rule, param, wanted->types);
	if (found && ((!param && !wanted->optional) ||
		      (param && slice_is(wanted->name, "field") && param->count != 1)))
		template_problem(loader, rule->span, "quy tắc thiếu tham số '{name}'",
				 "the rule lacks the parameter '{name}'", wanted->name);
	if (slice_is(wanted->name, "row") && rule->row_count == 0)
		template_problem(loader, rule->span, "quy tắc cần ít nhất một '{name}'",
				 "the rule needs at least one '{name}'", wanted->name);
	return id;
}

static void params_check(struct loader *loader, const struct index *index, struct rule *rule)
{
	static const struct wanted conditions[] = {
		{ { "when", 4 }, { "any", 3 }, true },
		{ { "is", 2 }, { NULL, 0 }, true },
		{ { "unless", 6 }, { "any", 3 }, true },
		{ { "unless-is", 9 }, { NULL, 0 }, true },
	};
	const char *at = rule_kind_params(rule->kind);
	bool known[PARAM_COUNT + 1] = { false };
	struct wanted wanted;

	for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++)
		known[wanted_check(loader, index, rule, &conditions[i])] = true;
	while (wanted_next(&at, &wanted))
		known[wanted_check(loader, index, rule, &wanted)] = true;
	for (int id = 0; id < PARAM_COUNT; id++) {
		if (rule->params[id] && !known[id])
			template_problem(loader, rule->span,
					 "loại quy tắc này không có tham số '{name}'",
					 "this kind of rule has no parameter '{name}'",
					 slice_of(param_key((enum param_id)id)));
	}
}

/* The words of one parameter against the choices of the field that another names. */
static void choices_check(struct loader *loader, const struct rule *rule, enum param_id of,
			  const struct param *words)
{
	const struct param *param = rule->params[of];
	const struct field *field = param && param->ends ? param->ends[0] : NULL;

	for (size_t i = 0; field && field->choice_count > 0 && words && i < words->count; i++) {
		if (!field_choice(field, words->items[i]))
			template_problem(loader, rule->span, "không có giá trị '{name}'",
					 "there is no choice '{name}'", words->items[i]);
	}
}

static void condition_check(struct loader *loader, const struct rule *rule, enum param_id path,
			    enum param_id value)
{
	if (rule->params[value] && !rule->params[path])
		template_problem(loader, rule->span, "quy tắc thiếu tham số '{name}'",
				 "the rule lacks the parameter '{name}'",
				 slice_of(param_key(path)));
	choices_check(loader, rule, path, rule->params[value]);
}

/* Is the name in a set, "name,name,"? */
static bool names_hold(struct slice names, struct slice name)
{
	size_t start = 0;

	while (start < names.len) {
		size_t end = slice_find(names, SLICE(","), start);
		if (slice_equal(slice_sub(names, start, end), name))
			return true;
		start = end + 1;
	}
	return false;
}

/* The set of {names} in a text, as "name,name," in order of the first appearance. */
static struct slice names_in(struct arena *arena, struct slice text)
{
	struct buf names = BUF_IN(arena);
	size_t at = slice_find(text, SLICE("{"), 0);

	while (at < text.len) {
		size_t end = slice_find(text, SLICE("}"), at);
		struct slice name = slice_sub(text, at + 1, end);
		if (!names_hold(buf_slice(&names), name)) {
			buf_put(&names, name);
			buf_putc(&names, ',');
		}
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
		size_t end = slice_find(names, SLICE(","), start);
		if (!names_hold(others, slice_sub(names, start, end)))
			return false;
		start = end + 1;
	}
	return true;
}

static void words_check(struct loader *loader, const struct rule *rule)
{
	const struct text2 *message = &rule->words.message;

	if (rule->words.id.len == 0 || !message->in[LANG_VI].ptr || !message->in[LANG_EN].ptr)
		template_problem(loader, rule->span, "quy tắc '{name}' thiếu 'id' hoặc 'message'",
				 "the rule '{name}' has no 'id' or 'message'", rule->words.id);
	else if (!names_agree(loader->arena, message->in[LANG_VI], message->in[LANG_EN]))
		template_problem(loader, rule->span,
				 "hai bản thông báo của '{name}' không cùng biến",
				 "the two messages of '{name}' do not hold the same names",
				 rule->words.id);
	if (rule->as_of.len > 0 && text2_is_empty(&rule->source))
		template_problem(loader, rule->span, "'as-of' của '{name}' cần có 'source'",
				 "the 'as-of' of '{name}' needs a 'source'", rule->words.id);
}

static void kinds_check(struct loader *loader, const struct rule *rule)
{
	for (size_t i = 0; i < rule->kind_count; i++) {
		size_t kind;
		if (!template_kind(loader->t, rule->kinds[i], &kind))
			template_problem(loader, rule->span, "không có loại tài liệu '{name}'",
					 "there is no kind of document '{name}'", rule->kinds[i]);
	}
}

static void rule_lint(struct loader *loader, const struct index *params, struct rule *rule)
{
	words_check(loader, rule);
	kinds_check(loader, rule);
	params_check(loader, params, rule);
	if (loader->problems > 0)
		return; /* paths may be unresolved */
	if (rule->params[PARAM_CHOICES]) {
		enum param_id of = rule->params[PARAM_COVER]   ? PARAM_COVER
				   : rule->params[PARAM_WHERE] ? PARAM_WHERE
							       : PARAM_FIELDS;
		choices_check(loader, rule, of, rule->params[PARAM_CHOICES]);
	}
	condition_check(loader, rule, PARAM_WHEN, PARAM_IS);
	condition_check(loader, rule, PARAM_UNLESS, PARAM_UNLESS_IS);
	if ((rule->kind == RULE_SUM_AT_MOST && !rule->params[PARAM_MOST] &&
	     !rule->params[PARAM_LIMIT]) ||
	    (rule->kind == RULE_REQUIRES && !rule->params[PARAM_WHEN]))
		template_problem(loader, rule->span, "quy tắc '{name}' thiếu tham số",
				 "the rule '{name}' lacks a parameter of its kind", rule->words.id);
}

static void doubles_check(struct loader *loader)
{
	const struct template *t = loader->t;
	struct index seen = INDEX_IN(loader->arena);
	enum diag_id own;

	for (size_t i = 0; i < t->rule_count; i++) {
		struct slice id = t->rules[i].words.id;
		bool is_new;
		index_at(&seen, id, &is_new);
		if (!is_new)
			template_problem(loader, t->rules[i].span, "có hai quy tắc '{name}'",
					 "there are two rules '{name}'", id);
		if (diag_find(id, &own))
			template_problem(loader, t->rules[i].span,
					 "'{name}' là tên kiểm tra có sẵn của chương trình",
					 "'{name}' is a check of the program's own", id);
	}
}

void template_lint_rules(struct loader *loader)
{
	const struct index params = params_index(loader->arena);

	for (size_t i = 0; i < loader->t->rule_count; i++)
		rule_lint(loader, &params, &loader->t->rules[i]);
	doubles_check(loader);
}
