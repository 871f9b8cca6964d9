#ifndef DIFF_ITEMS_H
#define DIFF_ITEMS_H

#include "base/index.h"
#include "diff/match.h"

/* The items of a list of one plan, to tell in constant time whether one of the other is there. */
struct item_set {
	const struct matches *matches;
	bool is_old; /* the list stands in the old plan */
	struct index keys;
};

struct item_set items_gather(struct arena *arena, const struct matches *matches,
			     const struct value *list, bool is_old);
/* Whether an item of the other plan equals one of the list, as items_equal has it. */
bool items_hold(const struct item_set *set, const struct item *item);

#endif
