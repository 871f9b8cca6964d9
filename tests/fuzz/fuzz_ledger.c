/*
 * Lines of a batch's ledger, from workers and from the folders of other machines, and all that is
 * made of them.
 */
#include "program.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "batch/ledger.h"
#include "batch/results.h"
#include "emit/json.h"
#include "report/report.h"
#include "rollup/consolidate.h"
#include "rollup/dashboard.h"
#include "rollup/rollup.h"

enum { LINES_MOST = 64 };

struct lines {
	struct record records[LINES_MOST];
	size_t count;
};

static struct lines lines_of(struct slice text)
{
	struct lines lines = { .count = 0 };

	for (size_t start = 0; start < text.len && lines.count < LINES_MOST;) {
		size_t end = slice_find(text, SLICE("\n"), start) + 1;
		struct slice line = slice_sub(text, start, end < text.len ? end : text.len);
		if (record_parse(line, &lines.records[lines.count]))
			lines.count++;
		start = end;
	}
	return lines;
}

static json_t *json_in(struct slice text)
{
	return text.len > 0 ? json_loadb(text.ptr, text.len, JSON_DECODE_ANY, NULL) : NULL;
}

static json_t *plan_of(void *context, size_t at, const char *const *without)
{
	return json_read_without(((struct lines *)context)->records[at].entry_json, without);
}

/* The reports of findings. */
static void findings_use(const struct lines *lines)
{
	struct arena arena = ARENA_INIT;
	struct outcome outcome = { .arena = &arena, .version = "0" };
	struct index told = INDEX_IN(&arena);

	for (size_t i = 0; i < lines->count; i++) {
		json_t *findings = json_in(lines->records[i].findings_json);
		outcome_unpack(&outcome, json_object_get(findings, "outcome"), &told);
		json_decref(findings);
		set_counts_read(&arena, lines->records[i].findings_json);
		record_label(&arena, record_text(&arena, lines->records[i].key));
		record_text(&arena, lines->records[i].said_json);
	}
	for (int form = 0; form < REPORT_COUNT; form++) {
		if (report_form_is_document((enum report_form)form))
			report_write(&arena, &outcome, (enum report_form)form);
	}
	arena_free(&arena);
}

/* The results as pages for people; the first line is the base plan. */
static void plans_use(struct lines *lines, enum lang lang)
{
	struct arena arena = ARENA_INIT;
	json_t *head = json_pack("{s:i, s:s, s:o?}", "format", 1, "date", "2027-03-01", "base",
				 lines->count > 0 ? json_in(lines->records[0].entry_json) : NULL);
	const struct rollup_source source = { head, lines->count, plan_of, lines };
	struct rollup *rollup = rollup_read(&arena, &source, lang);
	FILE *page = fopen("/dev/null", "w");

	if (!rollup || !page)
		abort();
	consolidate(&arena, rollup);
	dashboard_write(&arena, rollup, NULL, 0, page);
	fclose(page);
	json_decref(head);
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lines lines = lines_of((struct slice){ (const char *)data, size });

	json_object_seed(1); /* the same each time */
	if (lines.count == 0)
		return -1; /* not worth keeping */
	findings_use(&lines);
	plans_use(&lines, (enum lang)(size % LANG_COUNT));
	return 0;
}
