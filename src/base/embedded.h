#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stdbool.h>

#include "base/slice.h"

/*
 * Files built into the program (templates, style sheet, fonts).  The Makefile names them, and
 * tools/embed writes the table.
 */
struct embedded_file {
	const char *name; /* "templates/page.css", "fonts/NotoSans-Regular.ttf" */
	const char *start;
	const char *end;
};

#define STARTER_FOLDER "templates/starters/"
#define THEME_FOLDER "templates/themes/"

extern const struct embedded_file embedded_files[]; /* sorted by name; ends with a NULL name */

/* The content of one, or SLICE_NONE. */
struct slice embedded_find(const char *name);
/* Whether the text is one of them, as it stands in the program. */
bool embedded_is(struct slice text);
/*
 * Goes through what a folder holds, by name up to the first dot and each name once: "spa" for
 * "templates/starters/spa.vi.toml".  *at begins as embedded_files; false when there are no more.
 */
bool embedded_next(const struct embedded_file **at, const char *folder, struct slice *name);

#endif
