#ifndef GUARD_H
#define GUARD_H

#include "cli.h"

/*
 * Confines the process to what a verb that reads plans needs of it: the folders of the plans, of
 * files that options name and of the settings, the folder above each plan, which plans inherit
 * from, and fonts to read; the folders of `written` and of its reports to write; no network and no
 * other program.  A plan cannot lead it anywhere else.  With --verbose it says what is in force.
 * Nothing happens in a host's process.
 */
void guard_verb(const struct options *options, const char *const *written, size_t count);

#endif
