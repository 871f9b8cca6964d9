#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H

#include "plan/plan.h"

/*
 * What changed between two plans, as both read after all they extend.  The template says what a
 * field is called and which way a promise grows; no field is known here.
 */

enum change_kind {
	CHANGE_ADDED,
	CHANGE_REMOVED,
	CHANGE_CHANGED,
	CHANGE_RENAMED, /* a record has another id */
	CHANGE_MOVED,   /* a record stands elsewhere among its siblings */
	CHANGE_KIND_COUNT
};

enum change_effect { EFFECT_NONE, EFFECT_STRONGER, EFFECT_WEAKER, EFFECT_COUNT };

/* One side of a change. */
struct change_side {
	bool is_there;
	struct slice path;
	struct slice text;    /* as the document would say it */
	struct slice written; /* as the plan writes it; none for lists and groups */
	struct span span;     /* in the files of that plan's report */
};

struct change {
	enum change_kind kind;
	enum change_effect effect;
	const struct field *section;
	struct slice where; /* "Service levels › Hotline › First response" */
	struct change_side old, new;
	struct slice gone, come; /* of lists: the items that left and those that came */
};

struct changes {
	struct change *items;
	size_t count;
	size_t effects[EFFECT_COUNT];
};

/* In the order of the template and of the new plan's records; lang: of names and values. */
struct changes plan_diff(struct arena *arena, const struct plan *old, const struct plan *new,
			 enum lang lang);

#endif
