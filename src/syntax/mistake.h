#ifndef SYNTAX_MISTAKE_H
#define SYNTAX_MISTAKE_H

#include "diag/diag.h"

/* What a file can get wrong before it means anything, and how to say so. */
enum mistake {
	MISTAKE_NONE = -1,
#define MISTAKE(id, rule, en, vi, expected_en, expected_vi) MISTAKE_##id,
#include "syntax/mistake.def"
#undef MISTAKE
	MISTAKE_COUNT
};

/*
 * Adds the finding for a mistake at span.  better is what could stand there instead, or another
 * detail its words name; a long text of the span is cut short.
 */
struct finding *mistake_add(struct report *report, enum mistake mistake, struct span span,
			    struct slice better);

#endif
