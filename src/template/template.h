#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include "base/decimal.h"
#include "base/nearest.h"
#include "diag/diag.h"

/*
 * A section template: which sections and fields a plan has, their names, what is required, which
 * rules hold and how each is shown.  The program knows types, layouts, roles and rule kinds; the
 * template knows fields.
 */

enum type {
#define TYPE(id, key, vi, en, example) TYPE_##id,
#include "template/types.def"
#undef TYPE
	TYPE_COUNT
};

enum layout {
#define LAYOUT(id, key, where) LAYOUT_##id,
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
#define RULE(id, key, params) RULE_##id,
#include "template/rules.def"
#undef RULE
	RULE_COUNT
};

enum need { NEED_OPTIONAL, NEED_RECOMMENDED, NEED_REQUIRED, NEED_COUNT };

enum { KINDS_MAX = 8 };

struct choice {
	struct slice key;
	struct text2 label;
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
	struct text2 empty; /* what a cell says when the value is left out */
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
	struct slice alt_from; /* image: sibling with its description */
	struct slice under;
	struct slice people_from;   /* figures: records that say who fills these, */
	struct slice openings_from; /* which places are open */
	struct slice limits_from;   /* and what an owner may decide alone */
	struct slice promised_from; /* sibling with the hours that are promised */
	bool total;
	bool share;
	bool variables;
	bool internal;
	bool outside_period;
	bool plain; /* a number without signs between its digits: a year */
	bool heading;  /* records: show the label as a heading; default true */
	bool numbered; /* section */
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

struct rule {
	struct rule_words words;
	struct span span;
	unsigned generation;
	enum rule_kind kind;
	struct slice *fields; /* "field" or "fields" */
	size_t field_count;
	struct slice first, then, from, to, limit, when, is;
	bool has_most;
	struct decimal most;
	bool strict;
	struct slice *choices;
	size_t choice_count;
	struct slice *kinds; /* of documents it holds for; none: all */
	size_t kind_count;
};

struct template {
	struct slice name;
	struct text2 title;
	struct choice kinds[KINDS_MAX]; /* of documents; [0] is the default */
	size_t kind_count;
	struct field *root; /* its fields are the sections */
	struct rule *rules;
	size_t rule_count;
	const struct field *roles[ROLE_COUNT]; /* fields of roles that occur once */
};

const char *type_key(enum type type);
struct text2 type_words(enum type type);
const char *type_example(enum type type);
const char *layout_key(enum layout layout);
/* Whether records of this layout are shown as a table, alone or below a figure. */
bool layout_has_table(enum layout layout);
const char *role_key(enum role role);
const char *rule_kind_key(enum rule_kind kind);
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
/* The field a path names: "budget.lines[].amount"; with or without "[]".  NULL when there is none. */
const struct field *template_field(const struct template *t, struct slice path);
/* The path of a field: "budget.lines[].amount". */
struct slice field_path(struct arena *arena, const struct field *field);
/* The sub-field with that role, or NULL. */
const struct field *field_with_role(const struct field *records, enum role role);
const struct choice *field_choice(const struct field *field, struct slice key);
/* Is this a rule of the program or of the template?  t may be NULL. */
bool template_has_rule(const struct template *t, struct slice id);
struct nearest template_nearest_rule(struct arena *arena, const struct template *t, struct slice id);
bool field_is_section(const struct field *field);
bool type_is_number(enum type type);

#endif
