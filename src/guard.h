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
 * The same for a verb that reads no plan and works in those folders, which are there; documents may
 * be linked from one into another, so all of them may be written to.
 */
void guard_folders(const struct options *options, const char *const *folders, size_t count);

/*
 * The same for workers that do many plans and write below one folder, in two steps: what they need
 * is found once, and taken from each of them when it begins.  That lasts as long as the options.
 */
struct guard_needs {
	const struct confine_rule *rules;
	size_t count;
};
struct guard_needs guard_needs(const struct options *options, const char *const *plans,
			       size_t count, const char *written);
/* says: tells what is in force, if that was asked for */
void guard_worker(const struct options *options, const struct guard_needs *needs, bool says);

#endif
