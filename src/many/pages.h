#ifndef MANY_PAGES_H
#define MANY_PAGES_H

#include "many/finish.h"
#include "rollup/rollup.h"

/*
 * What people read of a whole set: the dashboard and the company's document, in each language of
 * the run.  Which files these are is remembered below the output folder, so that those of an
 * earlier run, which had other languages or formats, can be found.
 */

/* Below the output folder, where their names are remembered. */
#define PAGES_REMEMBERED ".careplan/results"
/* Is it a name that a file of the results has, in some language and format? */
bool page_is_reserved(struct arena *arena, struct slice name);
/* The names of all files of the results of a run: pages, report and table. */
struct slice *pages_list(const struct finish *finish, size_t *count);
bool pages_are_there(const struct finish *finish);
/* The languages of the pages, that of the run first; how many. */
size_t pages_langs(const struct finish *finish, enum lang langs[LANG_COUNT]);
/* Those of one language.  Returns an exit code. */
int pages_write(const struct finish *finish, struct rollup *rollup);
/* Results of earlier runs that this one does not have: told, and removed with --clean. */
int pages_tidy(const struct finish *finish);

#endif
