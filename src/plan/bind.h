#ifndef PLAN_BIND_H
#define PLAN_BIND_H

#include "plan/plan.h"

/* Shared by the files that bind; nothing outside plan/ includes this. */
struct binder {
	struct arena *arena;
	struct report *report;
	struct plan *plan;
	size_t unknown;          /* keys so far that no field has */
	bool spoken[LANG_COUNT]; /* languages of the document, and of any value of the plan */
};

/* Reads one node as the value of its field; tables and records are bind.c's own. */
void bind_scalar(struct binder *binder, const struct group *group, struct value *value);
void bind_list(struct binder *binder, const struct group *group, struct value *value);
bool bind_is_scalar(const struct node *node);
bool bind_is_in_ini(const struct binder *binder, const struct node *node);
/* The choice a node names; NULL after a finding. */
const struct choice *bind_choice_read(struct binder *binder, const struct group *group,
				      const struct field *field, const struct node *node);
/* What a text says; of one beyond all measure only the beginning, and a finding. */
struct slice bind_text_capped(struct binder *binder, const struct group *group,
			      const struct field *field, const struct node *node);
/* A finding for each language of the document that a text lacks. */
void bind_translations_check(struct binder *binder, const struct group *group,
			     const struct field *field, const struct node *node,
			     const struct text2 *text);
/* The value as a finding shows it: not too long, and on one line. */
struct text2 bind_shown(struct arena *arena, const struct node *node);
/* The value is none of its type: a finding says what is expected. */
void bind_wrong(struct binder *binder, const struct group *group, struct value *value,
		const struct node *node);
/* A finding of kind "type". */
struct finding *bind_type_finding(struct binder *binder, const struct group *group,
				  struct value *value, const struct node *node,
				  struct text2 expected);
bool bind_text2(struct binder *binder, const struct group *group, const struct field *field,
		const struct node *node, struct text2 *text);
/* Once everything is read: references to their records, then what is computed. */
void bind_references(struct binder *binder);
/* Sections that chapters of the plan's own say they follow. */
void bind_places(struct binder *binder);
void bind_computed(struct binder *binder);
void bind_image(struct binder *binder, const struct group *group, struct value *value,
		struct slice path);

#endif
