/* Rules about texts: what repeats, contradicts, is too long, or cannot be an address. */
#include <string.h>

#include "base/arena.h"
#include "base/count.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "rules/check.h"
#include "value/address.h"

void check_distinct(struct checker *checker, const struct rule *rule)
{
	struct found kept = { NULL, NULL };
	struct slice kept_text = SLICE_NONE;

	for (size_t f = 0; f < rule->params[PARAM_FIELDS]->count; f++) {
		size_t count;
		struct found *found = check_values(checker, rule, PARAM_FIELDS, f, &count);
		for (size_t i = 0; i < count; i++) {
			struct slice text;
			if (!value_has(found[i].value))
				continue;
			text = check_folded(checker, found[i].value);
			if (!kept.value) {
				kept = found[i];
				kept_text = text;
			} else if (slice_equal(text, kept_text)) {
				check_relate(
					checker,
					check_add(checker, rule, found[i],
						  DIAG_ARGS(diag_text2("first",
								       kept.value->field->label),
							    diag_text2(
								    "second",
								    found[i].value->field->label))),
					kept);
			}
		}
	}
}

/* A text as it is compared: folded, without a full stop. */
static struct slice bare_text(struct checker *checker, const struct text2 *words)
{
	struct slice text =
		slice_trim(utf8_fold(checker->arena, text2_in(words, checker->plan->lang)));

	while (text.len > 0 && (text.ptr[text.len - 1] == '.' || text.ptr[text.len - 1] == '!'))
		text.len--;
	return text;
}

void check_disjoint(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct pair *pairs = check_pairs(checker, rule, PARAM_THEN, PARAM_FIRST, &count);

	for (size_t i = 0; i < count; i++) {
		const struct value *first = pairs[i].other, *then = pairs[i].at.value;
		struct index index = INDEX_IN(checker->arena);
		bool is_new;
		for (size_t j = 0; j < first->as.list.count; j++)
			index_at(&index, bare_text(checker, &first->as.list.items[j].text),
				 &is_new);
		for (size_t j = 0; j < then->as.list.count; j++) {
			const struct item *item = &then->as.list.items[j];
			struct value at = *then;
			if (!index_get(&index, bare_text(checker, &item->text)))
				continue;
			at.span = item->span;
			check_add(checker, rule, (struct found){ pairs[i].at.group, &at },
				  DIAG_ARGS(diag_text2("value", item->text),
					    diag_text2("first", first->field->label)));
		}
	}
}

struct repeats {
	struct checker *checker;
	const struct rule *rule;
	struct index index;
	VEC(struct found) seen;
};

static bool is_excepted(const struct rule *rule, const struct field *field)
{
	const struct param *except = rule->params[PARAM_EXCEPT];

	for (size_t i = 0; except && i < except->count; i++) {
		if (except->fields[i] == field)
			return true;
	}
	return false;
}

static void text_look(struct repeats *repeats, struct found at)
{
	struct checker *checker = repeats->checker;
	struct slice text = check_folded(checker, at.value);
	bool is_new;
	size_t *place;
	struct found first;

	if (utf8_count(text) < (size_t)repeats->rule->params[PARAM_LEAST]->number.digits)
		return;
	place = index_at(&repeats->index, text, &is_new);
	if (is_new) {
		*place = repeats->seen.len;
		*vec_push(checker->arena, &repeats->seen) = at;
		return;
	}
	first = repeats->seen.items[*place];
	if (is_excepted(repeats->rule, at.value->field) &&
	    is_excepted(repeats->rule, first.value->field))
		return;
	check_relate(checker,
		     check_add(checker, repeats->rule, at,
			       DIAG_ARGS(diag_text2("first", first.value->field->label),
					 diag_text2("second", at.value->field->label))),
		     first);
}

static void group_look(struct repeats *repeats, const struct group *group)
{
	for (size_t i = 0; i < group->field->field_count; i++) {
		struct value *value = &group->values[i];
		if (!value_has(value))
			continue;
		if (value->field->type == TYPE_PROSE)
			text_look(repeats, (struct found){ group, value });
		if (value->field->type == TYPE_TABLE && value->as.group)
			group_look(repeats, value->as.group);
		for (size_t j = 0;
		     value->field->type == TYPE_RECORDS && j < value->as.records.count; j++)
			group_look(repeats, value->as.records.items[j]);
	}
}

void check_repeated(struct checker *checker, const struct rule *rule)
{
	struct repeats repeats = { .checker = checker,
				   .rule = rule,
				   .index = INDEX_IN(checker->arena) };

	group_look(&repeats, checker->plan->root);
}

static int64_t word_count(struct slice text)
{
	int64_t count = 0;
	bool inside = false;

	for (size_t i = 0; i < text.len; i++) {
		bool blank = text.ptr[i] == ' ' || text.ptr[i] == '\n' || text.ptr[i] == '\t' ||
			     text.ptr[i] == '\r';
		count += !blank && !inside;
		inside = !blank;
	}
	return count;
}

void check_length(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	const struct param *least = rule->params[PARAM_LEAST], *most = rule->params[PARAM_MOST];

	for (size_t i = 0; i < count; i++) {
		struct decimal words;
		if (!value_has(found[i].value))
			continue;
		words = decimal_of(
			word_count(text2_in(&found[i].value->as.text, checker->plan->lang)));
		if (check_is_within(rule, words))
			continue;
		check_add(checker, rule, found[i],
			  DIAG_ARGS(check_figure(checker, "words", decimal_double(words)),
				    check_figure(checker, "least",
						 least ? decimal_double(least->number) : 0),
				    check_figure(checker, "most",
						 most ? decimal_double(most->number) : 0)));
	}
}

static bool has_digit(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
			return true;
	}
	return false;
}

static bool mentions(struct checker *checker, const struct rule *rule, const struct value *value)
{
	const struct param *words = rule->params[PARAM_WORDS];
	struct slice text;

	if (!value_has(value))
		return false;
	text = check_folded(checker, value);
	return (rule->params[PARAM_DIGITS] && has_digit(text)) ||
	       (words && check_holds_any(checker, text, words->items, words->count));
}

void check_mentions(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		bool any = !value_has(found[i].value);
		for (size_t f = 0; f < rule->params[PARAM_FIELDS]->count && !any; f++)
			any = mentions(checker, rule,
				       check_beside(checker, rule, PARAM_FIELDS, f,
						    found[i].group));
		if (!any)
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value)));
	}
}

void check_says_more(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		if (value_has(found[i].value) &&
		    check_has_word(rule->params[PARAM_WORDS],
				   bare_text(checker, &found[i].value->as.text)))
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value)));
	}
}

/* Without case and accents, trimmed. */
static struct slice plain_of(struct checker *checker, const struct value *value)
{
	struct slice text = text2_in(&value->as.text, checker->plan->lang);

	return slice_trim(utf8_plain(checker->arena, text));
}

/* Equal, or one within the other: "Trưởng phòng" is "Trưởng phòng chăm sóc khách hàng". */
static bool matches_any(struct checker *checker, struct slice text, const struct found *others,
			size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct slice other;
		if (!value_has(others[i].value))
			continue;
		other = plain_of(checker, others[i].value);
		if (check_holds_word(text, other) || check_holds_word(other, text))
			return true;
	}
	return false;
}

void check_matches(struct checker *checker, const struct rule *rule)
{
	size_t count, others;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct found *other = check_all(checker, rule, PARAM_WITH, 0, &others);

	for (size_t i = 0; i < count && others > 0; i++) {
		struct slice text;
		if (!value_has(found[i].value))
			continue;
		text = plain_of(checker, found[i].value);
		if (!matches_any(checker, text, other, others))
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value)));
	}
}

void check_not_alone(struct checker *checker, const struct rule *rule)
{
	size_t count, others, named = 0;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct found *other = check_all(checker, rule, PARAM_BY, 0, &others);

	for (size_t i = 0; i < count; i++) {
		struct slice text;
		bool alone = value_has(found[i].value);
		if (!alone)
			continue;
		text = check_folded(checker, found[i].value);
		for (size_t j = 0; j < others; j++) {
			if (!value_has(other[j].value))
				continue;
			named++;
			alone = alone && slice_equal(check_folded(checker, other[j].value), text);
		}
		if (alone && named > 0)
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value)));
	}
}

/*
 * A telephone number is told by its digits; a text without any may point to one elsewhere.  Of
 * several numbers each is one by itself.
 */
static bool phone_is_wrong(struct slice text)
{
	size_t digits = 0, run = 0, most = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool joins = c == '.' || c == '+' || c == ' ' ||
			     (c == '-' && i > 0 && text.ptr[i - 1] != ' ');
		bool is_digit = c >= '0' && c <= '9';
		digits += is_digit;
		run = is_digit ? run + 1 : joins ? run : 0;
		most = run > most ? run : most;
	}
	return digits > 0 && (digits < 3 || most > 15);
}

static bool ends_word(char c)
{
	return c == ' ' || c == ',' || c == ';' || c == '(' || c == ')';
}

/* The word that holds an @, among others that describe it. */
static bool email_is_wrong(struct slice text)
{
	size_t at = slice_find(text, SLICE("@"), 0);
	size_t start = at, end = at;

	if (at == text.len) /* a word such as "hotro.congty.vn"; several words are a description */
		return slice_find(text, SLICE(" "), 0) == text.len &&
		       slice_find(text, SLICE("."), 0) < text.len;
	while (start > 0 && !ends_word(text.ptr[start - 1]))
		start--;
	while (end < text.len && !ends_word(text.ptr[end]))
		end++;
	return !address_is_email(slice_sub(text, start, end));
}

static bool link_is_wrong(struct slice text)
{
	size_t scheme = slice_find(text, SLICE("://"), 0);

	return slice_find(text, SLICE(" "), 0) == text.len &&
	       ((scheme < text.len && slice_find(text, SLICE("."), scheme) == text.len) ||
		(scheme == text.len && slice_find(text, SLICE("@"), 0) < text.len));
}

void check_address(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		const struct value *by = check_beside(checker, rule, PARAM_BY, 0, found[i].group);
		struct slice form = SLICE_NONE;
		struct slice text;
		for (size_t r = 0; value_has(by) && r < rule->row_count; r++) {
			if (slice_equal(rule->rows[r].value, by->as.choice->key))
				form = rule->rows[r].unit;
		}
		if (!form.ptr || !value_has(found[i].value))
			continue;
		text = slice_trim(text2_in(&found[i].value->as.text, checker->plan->lang));
		if (slice_is(form, type_key(TYPE_PHONE))   ? phone_is_wrong(text)
		    : slice_is(form, type_key(TYPE_EMAIL)) ? email_is_wrong(text)
							   : link_is_wrong(text))
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value)));
	}
}

/* The host of an address: "wiki.local" of "https://me@wiki.local:8080/x". */
static struct slice host_of(struct slice link)
{
	size_t scheme = slice_find(link, SLICE("://"), 0);
	size_t end, name;

	if (scheme == link.len)
		return SLICE_NONE;
	link = slice_sub(link, scheme + 3, link.len);
	for (end = 0; end < link.len && !strchr("/?#", link.ptr[end]); end++)
		continue;
	link = slice_sub(link, 0, end);
	name = slice_find(link, SLICE("@"), 0);
	link = slice_sub(link, name < link.len ? name + 1 : 0, link.len);
	return slice_sub(link, 0, slice_find(link, SLICE(":"), 0));
}

/* The four numbers of "192.168.1.5". */
static bool numbers_of(struct slice host, size_t numbers[4])
{
	size_t start = 0;

	for (int i = 0; i < 4; i++) {
		size_t end = slice_find(host, SLICE("."), start);
		if (!count_read(slice_sub(host, start, end), &numbers[i]) || numbers[i] > 255 ||
		    (i == 3) != (end == host.len))
			return false;
		start = end + 1;
	}
	return true;
}

static bool host_is_private(struct slice host)
{
	static const char *const ends[] = { ".local",    ".lan",  ".internal",
					    ".intranet", ".home", ".corp" };
	size_t n[4];

	if (host.len == 0)
		return false;
	if (numbers_of(host, n))
		return n[0] == 10 || n[0] == 127 || (n[0] == 169 && n[1] == 254) ||
		       (n[0] == 172 && n[1] >= 16 && n[1] <= 31) || (n[0] == 192 && n[1] == 168);
	if (slice_find(host, SLICE("."), 0) == host.len)
		return true; /* a name without a dot is known to one network only */
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		if (slice_ends(host, slice_of(ends[i])))
			return true;
	}
	return false;
}

void check_public_address(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		if (value_has(found[i].value) &&
		    host_is_private(
			    host_of(text2_in(&found[i].value->as.text, checker->plan->lang))))
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value)));
	}
}

/* The number in front of a unit word at `at`, or -1. */
static int64_t number_before(struct slice text, size_t at)
{
	int64_t number = 0, scale = 1;
	bool any = false;

	while (at > 0 && text.ptr[at - 1] == ' ')
		at--;
	for (; at > 0 && text.ptr[at - 1] >= '0' && text.ptr[at - 1] <= '9' && scale < 100000;
	     at--) {
		number += (text.ptr[at - 1] - '0') * scale;
		scale *= 10;
		any = true;
	}
	return any ? number : -1;
}

/* Looks through a sentence for numbers of the unit: is the wanted one there, or only others? */
static void sentence_look(const struct rule *rule, struct slice sentence, int64_t wanted,
			  bool *agrees, int64_t *other)
{
	const struct param *units = rule->params[PARAM_UNIT_WORDS];

	for (size_t u = 0; u < units->count; u++) {
		size_t at = slice_find(sentence, units->items[u], 0);
		for (; at < sentence.len; at = slice_find(sentence, units->items[u], at + 1)) {
			int64_t number = number_before(sentence, at);
			*agrees = *agrees || number == wanted;
			if (number >= 0 && number != wanted)
				*other = number;
		}
	}
}

void check_says_number(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	const struct param *words = rule->params[PARAM_WORDS];

	for (size_t i = 0; i < count; i++) {
		const struct value *with =
			check_beside(checker, rule, PARAM_WITH, 0, found[i].group);
		int64_t other = -1;
		bool agrees = false;
		struct slice text;
		if (!value_has(found[i].value) || !value_has(with))
			continue;
		text = check_folded(checker, with);
		for (size_t start = 0, end; start < text.len; start = end + 1) {
			struct slice sentence;
			for (end = start; end < text.len && text.ptr[end] != '.' &&
					  text.ptr[end] != ';' && text.ptr[end] != '\n';
			     end++)
				continue;
			sentence = slice_sub(text, start, end);
			if (check_holds_any(checker, sentence, words->items, words->count))
				sentence_look(rule, sentence, found[i].value->as.number.digits,
					      &agrees, &other);
		}
		if (!agrees && other >= 0)
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value),
					    check_figure(checker, "other", (double)other)));
	}
}
