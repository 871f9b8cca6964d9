/* The template's rules: choosing the function of a kind, and what all of them share. */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/check.h"

enum { ARGS_MAX = 12, WORDS_MAX = 12 };

struct diag_arg check_arg(struct checker *checker, const char *name, const struct value *value)
{
	return diag_text2(name, value_words(checker->arena, checker->plan, value));
}

struct diag_arg check_number(struct checker *checker, const char *name, const struct field *field,
			     struct decimal number)
{
	struct value value = { .field = field, .state = VALUE_COMPUTED, .as.number = number };

	return check_arg(checker, name, &value);
}

struct diag_arg check_figure(struct checker *checker, const char *name, double number)
{
	struct decimal value = decimal_trimmed(
		(struct decimal){ (int64_t)(number * 100 + (number < 0 ? -0.5 : 0.5)), 2 });
	struct text2 words;

	for (int i = 0; i < LANG_COUNT; i++)
		words.in[i] = decimal_show(checker->arena, value, 0, (enum lang)i);
	return diag_text2(name, words);
}

struct diag_arg check_date(struct checker *checker, const char *name, struct date date)
{
	struct text2 words;

	for (int i = 0; i < LANG_COUNT; i++)
		words.in[i] = date_show(checker->arena, date, (enum lang)i);
	return diag_text2(name, words);
}

struct diag_arg check_name(struct checker *checker, const char *name, const struct group *record)
{
	return diag_text2(name, record_name(checker->arena, record));
}

struct words words_in(struct arena *arena)
{
	struct words words = { .count = 0 };

	for (int i = 0; i < LANG_COUNT; i++)
		words.in[i] = BUF_IN(arena);
	return words;
}

void words_add(struct words *words, struct text2 word)
{
	words->count++;
	for (int i = 0; i < LANG_COUNT && words->count <= WORDS_MAX + 1; i++) {
		if (words->count > WORDS_MAX)
			buf_puts(&words->in[i], ", …");
		else
			buf_printf(&words->in[i], "%s%.*s", words->count > 1 ? ", " : "",
				   SLICE_ARG(text2_in(&word, (enum lang)i)));
	}
}

struct text2 words_text(const struct words *words)
{
	struct text2 text;

	for (int i = 0; i < LANG_COUNT; i++)
		text.in[i] = buf_slice(&words->in[i]);
	return text;
}

struct finding *check_add(struct checker *checker, const struct rule *rule, struct found at,
			  const struct diag_arg *args, size_t arg_count)
{
	struct diag_arg all[ARGS_MAX];
	struct text2 record = at.group->field->label;
	struct span span =
		value_has(at.value) && at.value->span.file ? at.value->span : at.group->span;
	size_t count = 0;

	if (at.group->field->type == TYPE_RECORDS)
		record = record_name(checker->arena, at.group);
	all[count++] = diag_text2("field", at.value->field->label);
	all[count++] = diag_text2("record", record);
	for (size_t i = 0; i < arg_count && count < ARGS_MAX; i++)
		all[count++] = args[i];
	check_tell(checker, at.group, at.value->field);
	return diag_add_rule(checker->report, &rule->words, span,
			     value_path(checker->arena, at.group, at.value->field), all, count);
}

void check_add_pair(struct checker *checker, const struct rule *rule, const struct pair *pair)
{
	const struct value *first = pair->other;
	struct finding *finding = check_add(checker, rule, pair->at,
					    DIAG_ARGS(check_arg(checker, "first", first),
						      check_arg(checker, "then", pair->at.value)));

	finding_relate(checker->report, finding, first->span, first->field->label);
}

void check_relate(struct checker *checker, struct finding *finding, struct found at)
{
	finding_relate(checker->report, finding,
		       at.value->span.file ? at.value->span : at.group->span,
		       at.value->field->label);
}

void check_tell(struct checker *checker, const struct group *group, const struct field *field)
{
	bool is_new;

	index_at(&checker->told, value_path(checker->arena, group, field), &is_new);
}

bool check_has_word(const struct param *words, struct slice word)
{
	for (size_t i = 0; i < words->count; i++) {
		if (slice_equal(words->items[i], word))
			return true;
	}
	return false;
}

static bool number_is(const struct value *value, const struct param *words)
{
	struct decimal number;

	for (size_t i = 0; i < words->count; i++) {
		if (slice_is(words->items[i], "negative") && value->as.number.digits < 0)
			return true;
		if (decimal_parse(words->items[i], &number) &&
		    decimal_compare(number, value->as.number) == 0)
			return true;
	}
	return false;
}

static bool list_is(const struct value *value, const struct param *words)
{
	for (size_t i = 0; i < value->as.list.count; i++) {
		const struct item *item = &value->as.list.items[i];
		if (check_has_word(words, item->choice ? item->choice->key : item->text.in[0]))
			return true;
	}
	return false;
}

bool check_is(const struct value *value, const struct param *words)
{
	if (!value_has(value))
		return false;
	if (type_is_number(value->field->type))
		return number_is(value, words);
	if (value->field->type == TYPE_CHOICE)
		return check_has_word(words, value->as.choice->key);
	if (value->field->type == TYPE_BOOLEAN)
		return check_has_word(words, slice_of(value->as.boolean ? "true" : "false"));
	if (value->field->type == TYPE_REFERENCE)
		return check_has_word(words, value->as.reference.id);
	if (value->field->type == TYPE_LIST)
		return list_is(value, words);
	return value->field->type == TYPE_TEXT &&
	       check_has_word(words, text2_in(&value->as.text, LANG_EN));
}

bool check_is_within(const struct rule *rule, struct decimal number)
{
	const struct param *least = rule->params[PARAM_LEAST], *most = rule->params[PARAM_MOST];

	return (!least || decimal_compare(number, least->number) >= 0) &&
	       (!most || decimal_compare(number, most->number) <= 0);
}

/* Given, and neither false nor 0. */
static bool says_yes(const struct value *value)
{
	if (!value_has(value))
		return false;
	if (value->field->type == TYPE_BOOLEAN)
		return value->as.boolean;
	return !type_is_number(value->field->type) || value->as.number.digits != 0;
}

static bool condition_holds(struct checker *checker, const struct rule *rule, enum param_id path,
			    enum param_id is, const struct group *group)
{
	for (size_t i = 0; i < rule->params[path]->count; i++) {
		const struct value *value = check_beside(checker, rule, path, i, group);
		if (rule->params[is] ? check_is(value, rule->params[is]) : says_yes(value))
			return true;
	}
	return false;
}

bool check_applies(struct checker *checker, const struct rule *rule, const struct group *group)
{
	if (group_is_waived(group))
		return false;
	if (rule->params[PARAM_WHEN] &&
	    !condition_holds(checker, rule, PARAM_WHEN, PARAM_IS, group))
		return false;
	return !rule->params[PARAM_UNLESS] ||
	       !condition_holds(checker, rule, PARAM_UNLESS, PARAM_UNLESS_IS, group);
}

/* A table the plan does not write, with all its values absent, below the nearest one that it does.
 */
static struct group *table_made(struct checker *checker, const struct field *field)
{
	struct group *parent =
		field->parent->parent ? table_made(checker, field->parent) : checker->plan->root;
	const struct value *value = &parent->values[field->index];

	return value->as.group ? value->as.group : group_new(checker->arena, field, parent, NULL);
}

static bool is_in_records(const struct field *field)
{
	for (const struct field *at = field->parent; at; at = at->parent) {
		if (at->type == TYPE_RECORDS)
			return true;
	}
	return false;
}

struct found *check_all(struct checker *checker, const struct rule *rule, enum param_id param,
			size_t i, size_t *count)
{
	const struct param *paths = rule->params[param];
	struct found *found;

	*count = 0;
	if (!paths || i >= paths->count)
		return NULL;
	found = plan_values(checker->arena, checker->plan, paths->items[i], count);
	if (*count == 0 && paths->fields[i]->parent->parent && !is_in_records(paths->fields[i])) {
		struct group *group = table_made(checker, paths->fields[i]->parent);
		found = ARENA_NEW(checker->arena, struct found);
		*found = (struct found){ group, &group->values[paths->fields[i]->index] };
		*count = 1;
	}
	return found;
}

struct found *check_values(struct checker *checker, const struct rule *rule, enum param_id param,
			   size_t i, size_t *count)
{
	size_t all;
	struct found *found = check_all(checker, rule, param, i, &all);

	*count = 0;
	for (size_t j = 0; j < all; j++) {
		if (check_applies(checker, rule, found[j].group))
			found[(*count)++] = found[j];
	}
	return found;
}

const struct value *check_beside(struct checker *checker, const struct rule *rule,
				 enum param_id param, size_t i, const struct group *group)
{
	const struct param *paths = rule->params[param];
	const struct field *field = paths && i < paths->count ? paths->fields[i] : NULL;
	const struct value *value;

	if (!field)
		return NULL;
	while (group && group->field != field->parent)
		group = group->parent;
	value = group ? &group->values[field->index] : plan_only(checker->plan, field);
	if (!value || paths->ends[i] == field)
		return value;
	if (!value_has(value) || !value->as.reference.target)
		return NULL;
	return &value->as.reference.target->values[paths->ends[i]->index];
}

struct pair *check_pairs(struct checker *checker, const struct rule *rule, enum param_id param,
			 enum param_id other, size_t *count)
{
	size_t all;
	struct found *found = check_values(checker, rule, param, 0, &all);
	struct pair *pairs = ARENA_ARRAY(checker->arena, all, struct pair);

	*count = 0;
	for (size_t i = 0; i < all; i++) {
		const struct value *value = check_beside(checker, rule, other, 0, found[i].group);
		if (value_has(found[i].value) && value_has(value))
			pairs[(*count)++] = (struct pair){ found[i], value };
	}
	return pairs;
}

const struct value *check_single(struct checker *checker, const struct rule *rule,
				 enum param_id param)
{
	const struct value *value =
		rule->params[param] ? plan_only(checker->plan, rule->params[param]->fields[0])
				    : NULL;

	return value_has(value) ? value : NULL;
}

static void item_key_put(struct checker *checker, struct buf *key, const struct item *item)
{
	if (item->target)
		buf_printf(key, "%p", (const void *)item->target);
	else
		buf_put(key, slice_trim(utf8_fold(checker->arena,
						  text2_in(&item->text, checker->plan->lang))));
	buf_putc(key, '\36');
}

/* A text that is equal for equal values, of whatever type. */
static void key_put(struct checker *checker, struct buf *key, const struct value *value)
{
	if (!value_has(value)) {
		buf_putc(key, '\37');
		return;
	}
	if (value->field->type == TYPE_REFERENCE && value->as.reference.target)
		buf_printf(key, "%p", (const void *)value->as.reference.target);
	else if (value->field->type == TYPE_CHOICE)
		buf_put(key, value->as.choice->key);
	else if (value->field->type == TYPE_TEXT || value->field->type == TYPE_PROSE)
		buf_put(key, check_folded(checker, value));
	else if (value->field->type == TYPE_LIST) {
		for (size_t i = 0; i < value->as.list.count; i++)
			item_key_put(checker, key, &value->as.list.items[i]);
	} else {
		struct text2 words = value_words(checker->arena, checker->plan, value);
		buf_put(key, text2_in(&words, LANG_EN));
	}
	buf_putc(key, '\37');
}

struct slice check_key(struct checker *checker, const struct rule *rule, enum param_id param,
		       const struct group *group)
{
	struct buf key = BUF_IN(checker->arena);

	for (size_t i = 0; rule->params[param] && i < rule->params[param]->count; i++)
		key_put(checker, &key, check_beside(checker, rule, param, i, group));
	return buf_slice(&key);
}

struct slice check_record_key(struct checker *checker, const struct group *record)
{
	return slice_copy(checker->arena, (struct slice){ (const char *)&record, sizeof(record) });
}

struct found check_home(struct checker *checker, struct found first)
{
	struct value *records;

	if (first.group->field->type != TYPE_RECORDS)
		return first;
	records = ARENA_NEW(checker->arena, struct value);
	records->field = first.group->field;
	records->span = first.group->span;
	records->state = VALUE_GIVEN;
	return (struct found){ first.group->parent, records };
}

struct slice check_folded(struct checker *checker, const struct value *value)
{
	return slice_trim(
		utf8_fold(checker->arena, text2_in(&value->as.text, checker->plan->lang)));
}

static bool is_letter_before(struct slice text, size_t at)
{
	size_t before = at > 0 ? utf8_start(text, at - 1) : 0;

	return at > 0 && utf8_is_word(utf8_next(text, &before));
}

bool check_holds_word(struct slice text, struct slice word)
{
	for (size_t at = slice_find(text, word, 0); at < text.len;
	     at = slice_find(text, word, at + 1)) {
		size_t after = at + word.len;
		if (!is_letter_before(text, at) &&
		    (after == text.len || !utf8_is_word(utf8_next(text, &after))))
			return true;
	}
	return false;
}

bool check_holds_any(struct checker *checker, struct slice folded, const struct slice *words,
		     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct slice word = utf8_fold(checker->arena, words[i]);
		size_t at = 0;
		/* A sign such as "%" has no borders. */
		if (utf8_is_word(utf8_next(word, &at)) ? check_holds_word(folded, word)
						       : slice_find(folded, word, 0) < folded.len)
			return true;
	}
	return false;
}

static bool is_for_kind(const struct checker *checker, const struct rule *rule)
{
	struct slice kind = checker->plan->t->kinds[checker->plan->kind].key;

	for (size_t i = 0; i < rule->kind_count; i++) {
		if (slice_equal(rule->kinds[i], kind))
			return true;
	}
	return rule->kind_count == 0;
}

void check_rule(struct checker *checker, const struct rule *rule)
{
	if (!is_for_kind(checker, rule))
		return;
	switch (rule->kind) {
#define RULE(id, key, function, params) \
	case RULE_##id: \
		check_##function(checker, rule); \
		break;
#include "template/rules.def"
#undef RULE
	case RULE_COUNT:
		break;
	}
}
