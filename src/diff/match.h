#ifndef DIFF_MATCH_H
#define DIFF_MATCH_H

#include "base/index.h"
#include "plan/plan.h"

/*
 * Which record of the old plan is which of the new one: by id, else by name, else the most alike
 * when more than half of what they say is the same.
 */

enum { ALIKE_MAX = 200 * 200 }; /* pairs looked at to find the most alike of one list */

struct matches {
	struct arena *arena;
	struct index olds; /* path of an old record: 1 + the place of its partner in news */
	struct index news;
	struct {
		const struct group **items;
		size_t len, cap;
	} partners;
};

struct matches match_plans(struct arena *arena, const struct plan *old, const struct plan *new);
/* The record of the other plan, or NULL. */
const struct group *match_of_old(const struct matches *matches, const struct group *old);
const struct group *match_of_new(const struct matches *matches, const struct group *new);

/* Do both say the same, in every language?  matches may be NULL: references then go by id. */
bool values_equal(const struct matches *matches, const struct value *old, const struct value *new);
/* Something is written there, even if it cannot be read. */
static inline bool value_is_there(const struct value *value)
{
	return value && (value_has(value) || value->state == VALUE_INVALID);
}

/* The value of the field with that key, or NULL: templates may differ. */
const struct value *value_like(const struct group *group, const struct field *field);

#endif
