#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

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

extern const struct embedded_file embedded_files[]; /* sorted by name; ends with a NULL name */

/* The content of one, or SLICE_NONE. */
struct slice embedded_find(const char *name);

#endif
