/* What came of a plan, and the same as bytes. */
#include "verdict.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/pack.h"
#include "diag/pack.h"

static const struct outcome_gap *gaps_of(struct job *job)
{
	size_t count = job->score->gap_count;
	struct outcome_gap *gaps = ARENA_ARRAY(&job->arena, count, struct outcome_gap);

	for (size_t i = 0; i < count; i++) {
		const struct score_gap *gap = &job->score->gaps[i];
		gaps[i] = (struct outcome_gap){ gap->path, gap->field->label,
						score_gap_tenths(job->score, gap) };
	}
	return gaps;
}

struct verdict verdict_of(struct job *job)
{
	struct verdict verdict = {
		.arena = &job->arena,
		.name = job->name,
		.report = &job->report,
		.settings = &job->settings,
		.t = job->t,
		.has_plan = job->plan != NULL,
		.misused = job->misused,
		.code = job->code,
		.points = job->score ? job->score->points : -1,
	};

	if (job->score && job->options->given[OPTION_EXPLAIN_SCORE]) {
		verdict.gaps = gaps_of(job);
		verdict.gap_count = job->score->gap_count;
		verdict.explained =
			score_explain(&job->arena, job->score, job->name, job->options->ui);
	}
	return verdict;
}

static void settings_pack(struct buf *buf, const struct settings *settings)
{
	pack_number(buf, settings->fails);
	pack_number(buf, settings->fail_level);
	pack_number(buf, settings->levels.len);
	for (size_t i = 0; i < settings->levels.len; i++) {
		const struct level_override *override = &settings->levels.items[i];
		pack_text(buf, override->rule);
		pack_number(buf, override->level);
		pack_number(buf, override->off);
	}
}

static void settings_unpack(struct settings *settings, struct arena *arena, struct unpack *unpack)
{
	size_t count;

	settings->fails = unpack_number(unpack) != 0;
	settings->fail_level = (enum level)unpack_choice(unpack, LEVEL_COUNT);
	count = unpack_count(unpack);
	for (size_t i = 0; i < count && !unpack->is_bad; i++) {
		struct level_override *override = vec_push(arena, &settings->levels);
		override->rule = unpack_text(unpack);
		override->level = (enum level)unpack_choice(unpack, LEVEL_COUNT);
		override->off = unpack_number(unpack) != 0;
	}
}

struct slice verdict_pack(struct job *job)
{
	const struct verdict verdict = verdict_of(job);
	struct buf buf = BUF_IN(&job->arena);

	pack_text(&buf, verdict.name);
	pack_number(&buf, verdict.misused);
	pack_number(&buf, (uint64_t)verdict.code);
	pack_number(&buf, verdict.has_plan);
	pack_number(&buf, verdict.t != NULL);
	pack_text(&buf, job->template ? slice_of(job->template) : SLICE_NONE);
	pack_number(&buf, (uint64_t)verdict.points + 1);
	pack_text(&buf, verdict.explained);
	pack_number(&buf, verdict.gaps != NULL);
	pack_number(&buf, verdict.gap_count);
	assert(verdict.gaps || verdict.gap_count == 0);
	for (size_t i = 0; i < verdict.gap_count; i++) {
		pack_text(&buf, verdict.gaps[i].path);
		pack_text2(&buf, &verdict.gaps[i].label);
		pack_number(&buf, (uint64_t)verdict.gaps[i].tenths);
	}
	settings_pack(&buf, verdict.settings);
	report_pack(&buf, verdict.report);
	return buf_slice(&buf);
}

static void gaps_unpack(struct verdict *verdict, struct unpack *unpack)
{
	bool has_gaps = unpack_number(unpack) != 0;
	struct outcome_gap *gaps;

	verdict->gap_count = unpack_count(unpack);
	gaps = ARENA_ARRAY(verdict->arena, verdict->gap_count, struct outcome_gap);
	for (size_t i = 0; i < verdict->gap_count; i++) {
		gaps[i].path = unpack_text(unpack);
		gaps[i].label = unpack_text2(unpack);
		gaps[i].tenths = (int)unpack_number(unpack);
	}
	verdict->gaps = has_gaps ? gaps : NULL;
}

/* A template that jobs do not share, for it has findings of its own, is read again. */
static const struct template *template_again(struct job *job, struct job_templates *templates)
{
	const struct job_template *shared = job_templates_get(templates, job->template);
	struct report unheard = report_new(&job->arena);

	return shared ? shared->t : template_load(&job->arena, &unheard, job->template);
}

bool verdict_unpack(struct verdict *verdict, struct job *job, struct slice bytes, bool wants_rules,
		    struct job_templates *templates)
{
	struct unpack unpack = { .rest = bytes };
	struct slice template;
	bool has_template;

	job->report = report_new(&job->arena);
	*verdict = (struct verdict){ .arena = &job->arena,
				     .report = &job->report,
				     .settings = &job->settings,
				     .name = unpack_text(&unpack) };
	verdict->misused = unpack_number(&unpack) != 0;
	verdict->code = unpack_choice(&unpack, EXIT_SYSTEM + 1);
	verdict->has_plan = unpack_number(&unpack) != 0;
	has_template = unpack_number(&unpack) != 0;
	template = unpack_text(&unpack);
	verdict->points = unpack_choice(&unpack, 102) - 1;
	verdict->explained = unpack_text(&unpack);
	gaps_unpack(verdict, &unpack);
	settings_unpack(&job->settings, &job->arena, &unpack);
	report_unpack(&job->report, &unpack);
	if (unpack.is_bad || unpack.rest.len > 0 ||
	    (verdict->has_plan && !report_source_at(&job->report, 1)))
		return false;
	job->template = template.ptr ? slice_cstr(&job->arena, template) : NULL;
	if (has_template && wants_rules)
		verdict->t = template_again(job, templates);
	return true;
}

struct verdict verdict_lost(struct job *job, const struct options *options, const char *path,
			    struct text2 reason)
{
	*job = (struct job){ .options = options,
			     .name = slice_of(path),
			     .code = EXIT_SYSTEM,
			     .settings = { .fails = true, .fail_level = LEVEL_ERROR } };
	job->report = report_new(&job->arena);
	diag_add(&job->report, DIAG_BROKE_DOWN, SPAN_NONE, SLICE_NONE,
		 DIAG_ARGS(diag_text("file", job->name), diag_text2("reason", reason)));
	return verdict_of(job);
}
