#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "report/outcome.h"

enum report_form {
#define REPORT(id, name, function) REPORT_##id,
#include "report/report.def"
#undef REPORT
	REPORT_COUNT
};

const char *report_form_name(enum report_form form);
bool report_form_find(struct slice name, enum report_form *form);
/* False for text and short, which show lines of the plans and are written while these are there. */
bool report_form_is_document(enum report_form form);
/* The outcome of the run as one document of that form. */
struct slice report_write(struct arena *arena, const struct outcome *outcome,
			  enum report_form form);

/* One for each document form; report_write chooses. */
struct slice report_json(struct arena *arena, const struct outcome *outcome);
struct slice report_sarif(struct arena *arena, const struct outcome *outcome);
struct slice report_junit(struct arena *arena, const struct outcome *outcome);
struct slice report_github(struct arena *arena, const struct outcome *outcome);

/* Message and, on a second line, what to do about it. */
struct slice report_words(struct arena *arena, const struct outcome_item *item, enum lang lang);
/* That so many findings are left out of a report. */
struct slice report_left_out(struct arena *arena, size_t count, enum lang lang);

#endif
