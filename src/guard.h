#ifndef GUARD_H
#define GUARD_H

#include "base/confine.h"
#include "cli.h"

/*
 * Confines the process to what a verb that reads plans needs of it: the folders of the plans, of
 * files that options name and of the settings, the folder above each plan, which plans inherit
 * from, and fonts to read; the folders of `written` and of its reports to write; no network and no
 * other program.  A plan cannot lead it anywhere else.  With --verbose it says what is in force.
 * Nothing happens in a host's process.
 */
void guard_verb(const struct options *options, const char *const *written, size_t count);

/*
 * What the workers of a batch need: the same for all its plans, the inputs it was told and the
 * folder above each, and to write the folder of the output.  The result is for confine(), in each
 * worker; it lives in the arena of the options.
 */
struct guard_rules {
	const struct confine_rule *items;
	size_t count;
};
struct guard_rules guard_branches(const struct options *options, const char *const *plans,
				  size_t count, const char *folder);

#endif
