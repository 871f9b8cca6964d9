#ifndef RULES_CHECK_H
#define RULES_CHECK_H

#include "base/buf.h"
#include "base/index.h"
#include "plan/plan.h"

/* Shared by the files that check; nothing outside rules/ includes this. */
struct checker {
	struct arena *arena;
	struct report *report;
	const struct plan *plan;
	struct date today;
	struct index told; /* paths of fields a rule has spoken about */
};

/* Placeholders left in the texts of a value. */
void check_placeholders(struct checker *checker, const struct group *group,
			const struct value *value);
/* One rule of the template. */
void check_rule(struct checker *checker, const struct rule *rule);

/*
 * The values a parameter's path names, in order of writing, where the rule's conditions hold and
 * the section is not waived.  i chooses among several paths.  A field of a table that the plan
 * leaves out stands in a table made for the purpose.
 */
struct found *check_values(struct checker *checker, const struct rule *rule, enum param_id param,
			   size_t i, size_t *count);
/* The same without conditions: what others are compared with. */
struct found *check_all(struct checker *checker, const struct rule *rule, enum param_id param,
			size_t i, size_t *count);
/*
 * The value a parameter's path means for a record: in it, in what it stands in, or the only one of
 * the plan; through "->" in what it refers to.  NULL without the parameter or when there is none.
 */
const struct value *check_beside(struct checker *checker, const struct rule *rule,
				 enum param_id param, size_t i, const struct group *group);
/* Values of a path and what another means for their records, where both are given. */
struct pair {
	struct found at;
	const struct value *other;
};
struct pair *check_pairs(struct checker *checker, const struct rule *rule, enum param_id param,
			 enum param_id other, size_t *count);
/* Is a number within the rule's `least` and `most`, as far as it has them? */
bool check_is_within(const struct rule *rule, struct decimal number);
/* The only value of a parameter's path, when it is given; else NULL. */
const struct value *check_single(struct checker *checker, const struct rule *rule,
				 enum param_id param);
/* Do the rule's conditions hold for a record, in a section that is not waived? */
bool check_applies(struct checker *checker, const struct rule *rule, const struct group *group);
/* Is the value one of these words: keys, ids, true, numbers? */
bool check_is(const struct value *value, const struct param *words);
bool check_has_word(const struct param *words, struct slice word);

/* A finding of a template's rule about one value; {field} and {record} are added to args. */
struct finding *check_add(struct checker *checker, const struct rule *rule, struct found at,
			  const struct diag_arg *args, size_t arg_count);
/* One about a pair: {then} is said of the value, {first} of the other, which it points to. */
void check_add_pair(struct checker *checker, const struct rule *rule, const struct pair *pair);
/* Another place that belongs to it. */
void check_relate(struct checker *checker, struct finding *finding, struct found at);
/* No other finding need say that this field is missing. */
void check_tell(struct checker *checker, const struct group *group, const struct field *field);
/* The word of a value in both languages, as an argument. */
struct diag_arg check_arg(struct checker *checker, const char *name, const struct value *value);
/* A number in the words of a field's type. */
struct diag_arg check_number(struct checker *checker, const char *name, const struct field *field,
			     struct decimal number);
/* A plain number, with two places at most. */
struct diag_arg check_figure(struct checker *checker, const char *name, double number);
struct diag_arg check_date(struct checker *checker, const char *name, struct date date);
struct diag_arg check_name(struct checker *checker, const char *name, const struct group *record);

/* Names put together: "a, b, c"; after twelve only "…". */
struct words {
	struct buf in[LANG_COUNT];
	size_t count;
};
struct words words_in(struct arena *arena);
void words_add(struct words *words, struct text2 word);
struct text2 words_text(const struct words *words);

/* The keys of several paths beside a record together. */
struct slice check_key(struct checker *checker, const struct rule *rule, enum param_id param,
		       const struct group *group);
/* A key for a record itself: where it lies. */
struct slice check_record_key(struct checker *checker, const struct group *record);
/* The records' field itself, so that a finding stands at the list rather than at one record. */
struct found check_home(struct checker *checker, struct found first);
/* The text without case and accents' variants, trimmed; of a text value, in the plan's language. */
struct slice check_folded(struct checker *checker, const struct value *value);
/* Does a folded text hold the word, not as a part of a longer one? */
bool check_holds_word(struct slice text, struct slice word);
bool check_holds_any(struct checker *checker, struct slice folded, const struct slice *words,
		     size_t count);
/* Calendar months between two days, the last one included, to the nearest whole. */
int64_t check_months(struct date from, struct date to);

/* Rule kinds, one function each. */
#define RULE(id, key, function, params) \
	void check_##function(struct checker *checker, const struct rule *rule);
#include "template/rules.def"
#undef RULE

#endif
