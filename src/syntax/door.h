#ifndef SYNTAX_DOOR_H
#define SYNTAX_DOOR_H

#include "diag/diag.h"

enum { DOOR_BAD_MAX = 50 }; /* findings about bytes in one file */

/* A file's text as readers may meet it. */
struct door {
	struct slice text; /* as in the source, with blanks in place of bytes that are no text */
	size_t start;      /* behind a byte-order mark */
	uint32_t bad[DOOR_BAD_MAX]; /* where findings about bytes stand */
	size_t bad_count;
};

/*
 * Reports every run of bytes that are no UTF-8, and control characters (also a carriage return
 * without a line feed).  False when the whole is in another encoding and cannot be read.
 */
bool door_open(struct door *door, struct report *report, uint32_t file);
/* Whether such bytes stand on the line of `at`: everything else there may be their doing. */
bool door_is_bad_line(const struct door *door, size_t at);

#endif
