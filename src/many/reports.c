/* Findings of many plans → the reports of the run. */
#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/utf8.h"
#include "diag/show.h"
#include "emit/json.h"
#include "many/finish.h"

void texts_pack(struct arena *arena, json_t *table, const struct report *report, enum lang lang,
		const bool takes[REPORT_COUNT])
{
	json_t *lists[] = { json_list(), json_list() };
	struct report one = *report;

	for (size_t i = 0; i < report->count; i++) {
		one.findings = &report->findings[i];
		one.count = 1;
		json_put(lists[0], json_text(diag_show_text(arena, &one, lang, false)));
		json_put(lists[1], json_text(diag_show_short(arena, &one, lang)));
	}
	for (int i = 0; i < 2; i++) {
		enum report_form form = i == 0 ? REPORT_TEXT : REPORT_SHORT;
		if (takes[form])
			json_set(table, report_form_name(form), lists[i]);
		else
			json_decref(lists[i]);
	}
}

/* Putting reports together: the texts of findings, and how many plans have each. */
struct reporting {
	const struct finish *finish;
	struct run run;
	struct index told; /* files that several outcomes know */
	struct index texts;
	VEC(struct text_count {
		size_t plans;
		bool is_said;
	})
	counts;
};

static bool is_text(const struct report_target *target)
{
	return !report_form_is_document(target->form);
}

static struct text_count *text_count(struct reporting *reporting, struct slice text)
{
	struct arena *arena = reporting->finish->arena;
	struct digest digest = digest_of(text);
	struct slice key = digest_text(arena, digest);
	bool is_new;
	size_t *place = index_at(&reporting->texts, key, &is_new);

	if (is_new) {
		*place = reporting->counts.len;
		*vec_push(arena, &reporting->counts) = (struct text_count){ 0, false };
	}
	return &reporting->counts.items[*place];
}

/* A finding in what many plans extend is said once, with their number in its last line. */
static void text_say(struct reporting *reporting, struct buf *out, struct slice text)
{
	struct text_count *count = text_count(reporting, text);
	size_t end = text.len;

	if (count->is_said)
		return;
	count->is_said = true;
	while (end > 0 && text.ptr[end - 1] == '\n')
		end--;
	buf_put(out, slice_sub(text, 0, end));
	if (count->plans > 1)
		buf_printf(out,
			   reporting->finish->options->ui == LANG_VI ? " (ở %zu kế hoạch)"
								     : " (in %zu plans)",
			   count->plans);
	buf_put(out, slice_sub(text, end, text.len));
}

static void texts_take(struct reporting *reporting, const json_t *findings, bool is_counting)
{
	for (size_t i = 0; i < reporting->run.targets.len; i++) {
		struct report_target *target = &reporting->run.targets.items[i];
		const json_t *list = json_object_get(findings, report_form_name(target->form));
		for (size_t j = 0; is_text(target) && j < json_array_size(list); j++) {
			const char *text = json_string_value(json_array_get(list, j));
			struct arena scratch = ARENA_INIT;
			struct slice clean = text ? utf8_clean(&scratch, slice_of(text))
						  : SLICE_NONE;
			if (text && is_counting)
				text_count(reporting, clean)->plans++;
			else if (text)
				text_say(reporting, &target->text, clean);
			arena_free(&scratch);
		}
	}
}

static void record_take(struct reporting *reporting, const struct record *record, bool is_counting)
{
	json_t *findings = json_loadb(record->findings_json.ptr, record->findings_json.len,
				      JSON_DECODE_ANY, NULL);

	if (!is_counting)
		outcome_unpack(&reporting->run.outcome, json_object_get(findings, "outcome"),
			       &reporting->told);
	texts_take(reporting, findings, is_counting);
	json_decref(findings);
}

static void records_take(struct reporting *reporting, bool is_counting)
{
	const struct finish *finish = reporting->finish;
	struct record record;
	bool is_new;

	for (size_t i = 0; i < finish->count; i++) {
		if (finish->record(finish->context, i, &record, &is_new))
			record_take(reporting, &record, is_counting);
	}
}

int finish_reports(const struct finish *finish, const struct record *set)
{
	struct reporting reporting = { .finish = finish,
				       .told = INDEX_IN(finish->arena),
				       .texts = INDEX_IN(finish->arena) };
	struct run *run = &reporting.run;
	bool has_texts = false;
	int code = run_begin(run, finish->options);

	if (code != EXIT_DONE || run->targets.len == 0)
		return code;
	outcome_add_rules(&run->outcome, NULL);
	for (size_t i = 0; i < finish->templates->list.len; i++) {
		const struct template *t = finish->templates->list.items[i].t;
		if (t)
			outcome_add_rules(&run->outcome, t);
	}
	for (size_t i = 0; i < run->targets.len; i++)
		has_texts = has_texts || is_text(&run->targets.items[i]);
	if (has_texts)
		records_take(&reporting, true);
	records_take(&reporting, false);
	if (set->key.len > 0)
		record_take(&reporting, set, false);
	return run_end(run);
}
