#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include "value/decimal.h"
#include "value/duration.h"
#include "value/year_day.h"
#include "base/nearest.h"
#include "base/vec.h"
#include "diag/diag.h"

/*
 * A section template: which sections and fields a plan has, their names, what is required, which
 * rules hold and how each is shown.  The program knows types, layouts, roles and rule kinds; the
 * template knows fields.
 */

/* Fields inside each other, the section at the top included; and beside each other, or sections. */
enum { FIELD_DEPTH_MAX = 9, FIELDS_MAX = 1000 };

enum type {
#define TYPE(id, key, vi, en, vi_example, example) TYPE_##id,
#include "template/types.def"
#undef TYPE
	TYPE_COUNT
};

enum layout {
#define LAYOUT(id, key, where, table) LAYOUT_##id,
#include "template/layouts.def"
#undef LAYOUT
	LAYOUT_COUNT
};

enum role {
#define ROLE(id, key, once) ROLE_##id,
#include "template/roles.def"
#undef ROLE
	ROLE_COUNT
};

enum rule_kind {
#define RULE(id, key, function, params) RULE_##id,
#include "template/rules.def"
#undef RULE
	RULE_COUNT
};

enum param_id {
#define PARAM(id, key, form) PARAM_##id,
#include "template/params.def"
#undef PARAM
	PARAM_COUNT
};

/* What [rollup] may tell. */
enum fact {
#define FACT(id, key, form, types, beside) FACT_##id,
#include "template/facts.def"
#undef FACT
	FACT_COUNT
};

enum need { NEED_OPTIONAL, NEED_RECOMMENDED, NEED_REQUIRED, NEED_COUNT };

/* Which way a promise grows, for the comparison of two plans; see docs/template-format.md. */
enum better { BETTER_UNSAID, BETTER_MORE, BETTER_LESS };

enum { KINDS_MAX = 8 };

/* When documents leave a choice out: it tells readers nothing, or nothing that is not said. */
enum unsaid { UNSAID_NEVER, UNSAID_ALWAYS, UNSAID_WORKING, UNSAID_COUNT };

struct choice {
	struct slice key;
	struct text2 label;
	enum unsaid unsaid;
};

/* A field, a section (type TABLE) or the whole plan (the root, type TABLE). */
struct field {
	struct slice key;
	struct span span; /* of its key in the template */
	enum type type;
	enum layout layout; /* never LAYOUT_DEFAULT once loaded */
	enum role role;
	enum need need[KINDS_MAX]; /* by document kind */
	struct text2 label;        /* of a section: its title */
	struct text2 guide;
	struct text2 example;
	struct text2 unit;
	struct text2 caption;
	struct text2 empty;  /* what a cell says when the value is left out */
	struct text2 figure; /* what a figure drawn from the records is called; else the label */
	int weight;
	bool has_min, has_max;
	struct decimal min, max;
	size_t min_count, max_count; /* 0: none */
	struct slice refers_to;
	const struct field *refers_field; /* the records it names, resolved */
	struct slice *product_of;
	size_t product_count;
	struct slice sum_of;
	struct slice group_by;
	struct slice unit_from;
	struct slice unless; /* sibling by whose values the field is not asked */
	struct slice *unless_is;
	size_t unless_count;
	struct slice alt_from; /* image: sibling with its description */
	struct slice under;
	struct slice people_from;   /* figures: records that say who fills these, */
	struct slice leaders_from;  /* who leads them, with photos, */
	struct slice openings_from; /* which places are open */
	struct slice history_from;  /* what was reached by these so far, */
	struct slice limits_from;   /* and what an owner may decide alone */
	struct slice promised_from; /* sibling with the hours that are promised */
	enum better better;
	struct slice better_by; /* sibling choice that tells, and its values that mean so */
	struct slice better_more, better_less;
	size_t month; /* of the plan's period, from 1: documents name it by the calendar; 0: none */
	bool total;
	bool share;
	bool variables;
	bool internal;
	bool unsealed; /* may change after approval: no part of the fingerprint */
	bool outside_period;
	bool plain;           /* a number without signs between its digits: a year */
	bool heading;         /* records: show the label as a heading; default true */
	bool numbered;        /* section */
	struct slice part_of; /* section */
	struct slice after;   /* the sibling it was placed behind */
	unsigned generation;  /* which of the templates that extend each other wrote it last */
	struct choice *choices;
	size_t choice_count;
	struct field *parent;
	struct field **fields;
	size_t field_count;
	size_t index; /* among the parent's fields */
};

/* A parameter of a rule, as its kind knows it. */
struct param {
	struct slice *items; /* paths or texts; a single one is a list of one */
	size_t count;
	const struct field **fields; /* of paths: the field before "->" */
	const struct field **ends;   /* of paths: the field behind "->", else the same */
	struct decimal number;
	bool flag;
	struct duration duration;
	struct span span; /* of an entry of [rollup] */
};

/* A row of data of a rule, [[rule.row]]; which attributes count depends on the kind. */
struct rule_row {
	struct slice value, unit; /* a choice and the unit it is given in */
	bool has_least, has_most;
	struct decimal least, most;
	struct text2 name; /* of a day of the year */
	struct year_day on;
	size_t days, before, after; /* how long it lasts; how far off still counts */
	struct slice *words;        /* that mean it */
	size_t word_count;
};

struct rule {
	struct rule_words words;
	struct span span;
	unsigned generation;
	enum rule_kind kind;
	struct param *params[PARAM_COUNT]; /* NULL: not given */
	struct rule_row *rows;
	size_t row_count;
	struct slice *kinds; /* of documents it holds for; none: all */
	size_t kind_count;
	struct slice ref; /* the rule's number in the list of requirements */
	struct text2 why;
	struct slice bad, good; /* pieces of a plan that break and keep it */
	struct text2 source;    /* of figures of law or practice */
	struct slice as_of;
};

/* A folder whose files are a template, with the names of all of them. */
struct template_folder {
	struct slice path;
	struct slice *names;
	size_t count;
};

struct template
{
	struct slice name;
	struct text2 title;
	struct choice kinds[KINDS_MAX]; /* of documents; [0] is the default */
	size_t kind_count;
	struct field *root; /* its fields are the sections */
	struct rule *rules;
	size_t rule_count;
	size_t rule_cap;
	const struct field *roles[ROLE_COUNT]; /* fields of roles that occur once */
	struct param *facts[FACT_COUNT];       /* of [rollup]; NULL: not given */
	VEC(struct template_folder) folders;   /* that it was read from */
};

const char *type_key(enum type type);
struct text2 type_words(enum type type);
struct text2 type_example(enum type type);
struct slice type_example_in(enum type type, enum lang lang);
const char *layout_key(enum layout layout);
/* Whether records of this layout are shown as a table, alone or below a figure. */
bool layout_has_table(enum layout layout);
const char *role_key(enum role role);
const char *rule_kind_key(enum rule_kind kind);
/* "first=date then=date strict?"; see rules.def. */
const char *rule_kind_params(enum rule_kind kind);
const char *param_key(enum param_id param);
/* What a parameter is given as. */
enum param_form { FORM_PATHS, FORM_TEXTS, FORM_NUMBER, FORM_FLAG, FORM_DURATION };
enum param_form param_form(enum param_id param);
const char *need_key(enum need need);
struct text2 need_words(enum need need);
/* The same in one language. */
struct slice need_word(enum need need, enum lang lang);

/*
 * Loads a template: NULL path for the standard one, else a file or a folder of .toml files.  What
 * is wrong with it are findings (rule "template"); NULL when it cannot be used at all.
 */
struct template *template_load(struct arena *arena, struct report *report, const char *path);

/* The direct field of that key, or NULL. */
struct field *field_get(const struct field *parent, struct slice key);
/* The field a path names: "budget.lines[].amount"; with or without "[]".  NULL when there is none.
 */
const struct field *template_field(const struct template *t, struct slice path);
/* The path of a field: "budget.lines[].amount". */
struct slice field_path(struct arena *arena, const struct field *field);
/* The sub-field with that role, or NULL. */
const struct field *field_with_role(const struct field *records, enum role role);
const struct choice *field_choice(const struct field *field, struct slice key);
/* Which kind of document a key names; false when there is none of that name. */
bool template_kind(const struct template *t, struct slice key, size_t *kind);
/* Is this a rule of the program or of the template?  t may be NULL. */
bool template_has_rule(const struct template *t, struct slice id);
struct nearest template_nearest_rule(struct arena *arena, const struct template *t,
				     struct slice id);
bool field_is_section(const struct field *field);
/* Internal, or in something that is. */
bool field_is_internal(const struct field *field);
bool type_is_number(enum type type);

#endif
