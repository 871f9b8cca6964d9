#ifndef TESTS_UNIT_USED_VERDICT_H
#define TESTS_UNIT_USED_VERDICT_H

#include "base/arena.h"
#include "diag/show.h"
#include "report/report.h"
#include "verdict.h"

/* All that a run makes of a verdict; false where a document came out empty. */
static inline bool verdict_use(struct arena *arena, const struct verdict *verdict)
{
	struct outcome outcome = { .arena = arena, .version = "0" };
	const struct outcome_input about = { .name = verdict->name,
					     .score = verdict->points,
					     .gaps = verdict->gaps,
					     .gap_count = verdict->gap_count };
	bool is_whole = true;

	report_sort(verdict->report);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		diag_show_text(arena, verdict->report, (enum lang)lang, true);
		diag_show_short(arena, verdict->report, (enum lang)lang);
	}
	for (size_t i = 0; i < verdict->report->count; i++)
		finding_mark(arena, verdict->report, &verdict->report->findings[i]);
	outcome_add(&outcome, &about, verdict->report, NULL);
	for (int form = 0; form < REPORT_COUNT; form++) {
		if (report_form_is_document((enum report_form)form))
			is_whole = report_write(arena, &outcome, (enum report_form)form).len > 0 &&
				   is_whole;
	}
	return is_whole;
}

#endif
