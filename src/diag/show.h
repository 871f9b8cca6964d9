#ifndef DIAG_SHOW_H
#define DIAG_SHOW_H

#include "diag/diag.h"

/* Findings for people: with the line of the source, a caret, a second place and what to do. */
struct slice diag_show_text(struct arena *arena, const struct report *report, enum lang lang,
			    bool color);
/* A line each: file:line:column: error[rule-id]: message. */
struct slice diag_show_short(struct arena *arena, const struct report *report, enum lang lang);
/* "2 errors, 1 warning", or empty when there are none. */
struct slice diag_show_counts(struct arena *arena, const struct report *report, enum lang lang);

#endif
