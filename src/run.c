/* A run over several plans: collects what they found, then writes reports and baseline. */
#include "run.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/nearest.h"
#include "base/path.h"
#include "diag/show.h"

static int form_unknown(const struct options *options, struct slice name)
{
	struct nearest nearest = nearest_start(options->arena, name);
	struct buf all = BUF_IN(options->arena);

	for (int i = 0; i < REPORT_COUNT; i++)
		nearest_offer(&nearest, slice_of(report_form_name((enum report_form)i)));
	for (int i = 0; i < REPORT_COUNT; i++)
		buf_printf(&all, "%s%s", i > 0 ? ", " : "", report_form_name((enum report_form)i));
	return cli_unknown(options, &nearest,
			   TEXT2("không có dạng báo cáo '{1}'; {2}",
				 "there is no form of report '{1}'; {2}"),
			   name, nearest_listed(&nearest, buf_slice(&all)));
}

int run_form_find(const struct options *options, struct slice name, enum report_form *form)
{
	return report_form_find(name, form) ? EXIT_DONE : form_unknown(options, name);
}

int run_target_add(struct run *run, enum report_form form, const char *path)
{
	struct options *options = run->options;
	struct slice file = path_from_here(options->arena, slice_of(path));

	for (size_t i = 0; i < run->targets.len; i++) {
		if (slice_equal(path_from_here(options->arena,
					       slice_of(run->targets.items[i].path)),
				file))
			return cli_usage(options,
					 TEXT2("hai báo cáo cùng ghi vào '{1}'",
					       "two reports would be written to '{1}'"),
					 slice_of(path), SLICE_NONE);
	}
	for (size_t i = 0; i < options->inputs.len && strcmp(path, "-") != 0; i++) {
		if (slice_equal(path_from_here(options->arena, slice_of(options->inputs.items[i])),
				file))
			return cli_usage(options,
					 TEXT2("'{1}' là chính tệp kế hoạch",
					       "'{1}' is the plan itself"),
					 slice_of(path), SLICE_NONE);
	}
	*vec_push(options->arena, &run->targets) =
		(struct report_target){ form, path, BUF_IN(options->arena) };
	run->takes_stdout = run->takes_stdout || strcmp(path, "-") == 0;
	run->collects = run->collects || report_form_is_document(form);
	return EXIT_DONE;
}

static int report_option(struct run *run, const char *value)
{
	const char *equals = strchr(value, '=');
	enum report_form form;
	int code;

	if (!equals || equals == value || equals[1] == '\0')
		return cli_usage(
			run->options,
			TEXT2("--report cần dạng json=tệp, không phải '{1}'",
			      "--report takes form=file, such as json=findings.json, not '{1}'"),
			slice_of(value), SLICE_NONE);
	code = run_form_find(run->options, (struct slice){ value, (size_t)(equals - value) },
			     &form);
	return code == EXIT_DONE ? run_target_add(run, form, equals + 1) : code;
}

static int baseline_begin(struct run *run)
{
	const char *path = run->options->value[OPTION_BASELINE];
	const char *written = run->options->value[OPTION_WRITE_BASELINE];
	struct text2 problem;

	if (!path && !written)
		return EXIT_DONE;
	run->baseline = baseline_new(run->options->arena, path ? path : written);
	if (!path || baseline_read(run->baseline, &problem))
		return EXIT_DONE;
	return cli_usage(run->options,
			 TEXT2("không đọc được tệp nền '{1}': {2}",
			       "cannot read the baseline '{1}': {2}"),
			 slice_of(path), text2_in(&problem, run->options->ui));
}

int run_begin(struct run *run, struct options *options)
{
	int code = EXIT_DONE;

	*run = (struct run){ .options = options };
	run->outcome = (struct outcome){ .arena = options->arena,
					 .lang = options->ui,
					 .version = CAREPLAN_VERSION,
					 .explains = true };
	run->room = cli_number(options, OPTION_MAX_FINDINGS, 1000000000, 1000000000, &code);
	for (size_t i = 0; i < options->all.len && code == EXIT_DONE; i++) {
		if (options->all.items[i].id == OPTION_REPORT)
			code = report_option(run, options->all.items[i].value);
	}
	return code == EXIT_DONE ? baseline_begin(run) : code;
}

static uint64_t foreign_mark(const struct source *source, const struct finding *finding)
{
	struct slice at = { (const char *)&finding->span.start, sizeof(finding->span.start) };
	uint64_t hash = hash_add(hash_add(HASH_START, source->name), at);

	return hash_add(hash_add(hash, finding->rule), text2_in(&finding->message, LANG_EN));
}

static bool foreign_is_told(struct run *run, uint64_t mark)
{
	struct arena *arena = run->options->arena;
	struct slice key = { (const char *)&mark, sizeof(mark) };
	bool is_new = !index_get(&run->foreign, key);

	run->foreign.arena = arena;
	if (is_new)
		index_at(&run->foreign, slice_copy(arena, key), &is_new);
	return !is_new;
}

/* Settings and templates are shared by many plans: what is wrong with them is told once. */
static void foreign_drop(struct run *run, const struct verdict *verdict)
{
	size_t kept = 0;

	for (size_t i = 0; i < verdict->report->count; i++) {
		const struct finding *finding = &verdict->report->findings[i];
		const struct source *source = report_source_at(verdict->report, finding->span.file);
		bool is_foreign = source && finding->span.file != 1;
		if (!is_foreign || !foreign_is_told(run, foreign_mark(source, finding)))
			verdict->report->findings[kept++] = *finding;
	}
	verdict->report->count = kept;
}

static void baseline_take(struct run *run, const struct verdict *verdict)
{
	const struct options *options = run->options;
	struct slice file = path_from_here(verdict->arena, verdict->name);
	size_t before;

	if (!options->value[OPTION_BASELINE]) {
		baseline_add(run->baseline, verdict->report, file);
		return;
	}
	baseline_apply(run->baseline, verdict->report, file);
	before = verdict->report->count;
	if (verdict->has_plan)
		baseline_stale(run->baseline, verdict->report, file, (struct span){ 1, 0, 0 });
	if (options->value[OPTION_WRITE_BASELINE])
		verdict->report->count = before; /* they leave the baseline now */
	settings_apply(verdict->settings, verdict->report, before);
	report_sort(verdict->report);
}

static void collect(struct run *run, const struct verdict *verdict)
{
	struct outcome_input input = {
		.name = verdict->name,
		.readable = verdict->has_plan && verdict->code == EXIT_DONE,
		.score = verdict->points,
		.fails = verdict->settings->fails,
		.fail_level = verdict->settings->fail_level,
		.gaps = verdict->gaps,
		.gap_count = verdict->gap_count,
	};

	outcome_add(&run->outcome, &input, verdict->report, verdict->t);
}

static bool target_is_stdout(const struct report_target *target)
{
	return strcmp(target->path, "-") == 0;
}

static void targets_take(struct run *run, const struct verdict *verdict, bool on_stdout)
{
	enum lang lang = run->options->ui;

	for (size_t i = 0; i < run->targets.len; i++) {
		struct report_target *target = &run->targets.items[i];
		if (target_is_stdout(target) != on_stdout)
			continue;
		if (target->form == REPORT_TEXT)
			buf_put(&target->text,
				diag_show_text(verdict->arena, verdict->report, lang, false));
		if (target->form == REPORT_SHORT)
			buf_put(&target->text,
				diag_show_short(verdict->arena, verdict->report, lang));
	}
}

int run_take(struct run *run, const struct verdict *verdict)
{
	size_t left_out;
	int code;

	foreign_drop(run, verdict);
	if (run->baseline)
		baseline_take(run, verdict);
	code = verdict->code != EXIT_DONE                          ? verdict->code
	       : settings_fail(verdict->settings, verdict->report) ? EXIT_FINDINGS
								   : EXIT_DONE;
	targets_take(run, verdict, false);
	left_out = report_leave_out(verdict->report, run->room);
	run->room -= verdict->report->count - left_out;
	run->left_out += left_out;
	targets_take(run, verdict, true);
	if (run->collects)
		collect(run, verdict);
	return code;
}

static int write_or_say(struct run *run, const char *path, struct slice text)
{
	const char *reason = "";

	if (strcmp(path, "-") == 0) {
		cli_out(text);
		return EXIT_DONE;
	}
	if (file_write(run->options->arena, path, text, &reason))
		return EXIT_DONE;
	return cli_unwritten(run->options, path, reason);
}

static void left_out_say(const struct run *run)
{
	const struct options *options = run->options;

	if (run->left_out > 0)
		cli_say(options, TEXT2("{1} (--max-findings)", "{1} (--max-findings)"),
			report_left_out(options->arena, run->left_out, options->ui), SLICE_NONE);
}

int run_end(struct run *run)
{
	struct arena *arena = run->options->arena;
	const char *baseline = run->options->value[OPTION_WRITE_BASELINE];
	int code = EXIT_DONE;

	for (size_t i = 0; i < run->targets.len; i++) {
		struct report_target *target = &run->targets.items[i];
		struct slice text = buf_slice(&target->text);
		run->outcome.capped = target_is_stdout(target);
		if (report_form_is_document(target->form))
			text = report_write(arena, &run->outcome, target->form);
		code = exit_graver(code, write_or_say(run, target->path, text));
	}
	if (baseline)
		code = exit_graver(code, write_or_say(run, baseline,
						      baseline_text(arena, run->baseline)));
	left_out_say(run);
	return code;
}
