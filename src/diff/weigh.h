#ifndef DIFF_WEIGH_H
#define DIFF_WEIGH_H

#include "diff/diff.h"

/* A value on both sides, with the records or tables they stand in; either may be NULL. */
struct twin {
	const struct plan *old_plan, *new_plan;
	const struct group *old_group, *new_group;
	const struct value *old, *new;
};

/* What a change of this value does to what is promised; NONE where the template does not say. */
enum change_effect weigh_value(const struct twin *twin);
/* The same of a record that came or left. */
enum change_effect weigh_record(const struct group *record, bool came);
/* Of a list: were items taken away, were items put to it? */
enum change_effect weigh_list(enum better better, bool gone, bool come);

#endif
