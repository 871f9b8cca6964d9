#ifndef TEMPLATE_LOAD_H
#define TEMPLATE_LOAD_H

#include "base/index.h"
#include "base/vec.h"
#include "syntax/tree.h"
#include "template/template.h"

/* Shared by the files that load and lint a template; nothing else includes this. */
struct loader {
	struct arena *arena;
	struct report *report;
	struct template *t;
	size_t problems;
	unsigned bases;      /* templates that are extended */
	unsigned generation; /* how many templates were extended so far */
	VEC(struct attribute_names {
		const struct attribute *attributes;
		struct index index; /* their rows by name */
	})
	names;
};

enum attribute_kind {
	ATTRIBUTE_OWN, /* read by code of its own: `offset` is its place among those */
	ATTRIBUTE_SLICE,
	ATTRIBUTE_TEXT2,
	ATTRIBUTE_EXAMPLE, /* any value, kept as it is written */
	ATTRIBUTE_BOOLEAN,
	ATTRIBUTE_COUNT,
	ATTRIBUTE_WEIGHT,
	ATTRIBUTE_DECIMAL, /* the flag that it was given stands at `other` */
	ATTRIBUTE_LIST,    /* the number of items stands at `other` */
};

/* An attribute of a stanza, and where in its struct it goes. */
struct attribute {
	const char *key;
	enum attribute_kind kind;
	size_t offset;
	size_t other;
};

/* A mistake in the template; "{name}" in the texts stands for name. */
void template_problem(struct loader *loader, struct span span, const char *vi, const char *en,
		      struct slice name);

/* Is the node of that kind?  If not, that is a problem. */
bool load_wants(struct loader *loader, const struct node *node, enum node_kind kind);
/*
 * Reads every known attribute of a table into target and notes the nodes of those with code of
 * their own in own[], which may be NULL when there are none; unknown ones are reported.
 */
void load_attributes(struct loader *loader, const struct attribute *attributes,
		     const struct node *table, void *target, const struct node **own);
/* The row of a closed vocabulary that a string names, or -1. */
int load_word(struct loader *loader, const struct node *node, const char *(*key)(int), int count);
bool load_decimal(struct loader *loader, const struct node *node, struct decimal *value);
/* A text in one language for all, or { vi = "…", en = "…" }. */
struct text2 load_text2(struct loader *loader, const struct node *node);
/* [{ key = "…", label = … }, …], at most so many. */
void load_choices(struct loader *loader, const struct node *array, struct choice *choices,
		  size_t most, size_t *count);
struct slice *load_list(struct loader *loader, const struct node *node, size_t *count);
/* The stanzas [[section]] of the root, or the fields of a field. */
void load_fields(struct loader *loader, struct field *parent, const struct node *array, int depth);
/* The stanzas [[rule]]. */
void load_rules(struct loader *loader, const struct node *array);

/* The table [rollup]. */
void load_rollup(struct loader *loader, const struct node *table);
/* Is the type among those a vocabulary names, "text|date"? */
bool load_type_is(enum type type, struct slice types);

/* Checks what needs the whole template and resolves what refers to other parts of it. */
void template_lint(struct loader *loader);
/* The part of it that looks over the rules. */
void template_lint_rules(struct loader *loader);
/* The part of it that looks over [rollup]. */
void template_lint_rollup(struct loader *loader);

#endif
