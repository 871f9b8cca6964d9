/* careplan render: validates plans, then writes the documents that were asked for. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "diag/show.h"
#include "documents.h"
#include "guard.h"
#include "run.h"

/* The documents to be written, as many of each plan, one plan after the other. */
struct outputs {
	struct formats formats;
	VEC(struct document) list;
	size_t of_plan;
	struct job_templates templates;
	struct render_shared shared;
};

static struct slice name_fill(const struct options *options, struct slice stem,
			      const struct document *document)
{
	const char *pattern = options->value[OPTION_NAME];
	struct diag_arg args[] = {
		diag_text("stem", stem),
		diag_text("ext", slice_of(format_name(document->format))),
		diag_text("lang",
			  slice_of(document->lang < 0 ? "" : lang_key((enum lang)document->lang))),
	};

	if (!pattern)
		pattern = options->lang_count > 1 ? "{stem}.{lang}.{ext}" : "{stem}.{ext}";
	return diag_fill(options->arena, slice_of(pattern), LANG_EN, args,
			 sizeof(args) / sizeof(*args));
}

static const char *output_path(const struct options *options, const char *input,
			       const struct document *document)
{
	const char *folder = options->value[OPTION_OUT_DIR];
	const char *stdin_name = options->value[OPTION_STDIN_FILENAME];
	struct slice from = slice_of(strcmp(input, "-") == 0 && stdin_name ? stdin_name : input);
	struct slice name = name_fill(options, path_stem(from), document);

	if (options->value[OPTION_OUTPUT])
		return options->value[OPTION_OUTPUT];
	if (strcmp(input, "-") == 0 && !folder && !stdin_name)
		return "-";
	return slice_cstr(options->arena,
			  path_join(options->arena, folder ? slice_of(folder) : path_folder(from),
				    name));
}

static int clash(const struct options *options, const char *path)
{
	return cli_usage(options,
			 TEXT2("hai tài liệu cùng ghi vào '{1}'; đổi -o, -O hoặc --name",
			       "two documents would be written to '{1}'; change -o, -O or --name"),
			 slice_of(path), SLICE_NONE);
}

/* Two documents that would be written to one path are an error before anything is written. */
static int output_add(const struct options *options, struct outputs *outputs, const char *input,
		      struct document next)
{
	const char *path = output_path(options, input, &next);

	next.path = path;
	for (size_t j = 0; j < outputs->list.len; j++) {
		if (strcmp(outputs->list.items[j].path, path) == 0)
			return clash(options, path);
	}
	if (strcmp(path, input) == 0 && strcmp(path, "-") != 0)
		return cli_usage(options,
				 TEXT2("'{1}' là chính tệp kế hoạch", "'{1}' is the plan itself"),
				 slice_of(path), SLICE_NONE);
	*vec_push(options->arena, &outputs->list) = next;
	return EXIT_DONE;
}

static int outputs_list(const struct options *options, struct outputs *outputs)
{
	size_t langs = options->lang_count > 0 ? options->lang_count : 1;
	const char *pattern = options->value[OPTION_NAME];
	int code = EXIT_DONE;

	if (pattern && strstr(pattern, "{lang}") && options->lang_count == 0)
		return cli_usage(options,
				 TEXT2("{lang} trong --name cần thêm --lang",
				       "{lang} in --name needs --lang"),
				 SLICE_NONE, SLICE_NONE);
	for (size_t i = 0; i < options->inputs.len; i++) {
		for (size_t f = 0; f < FORMAT_COUNT * langs && code == EXIT_DONE; f++) {
			struct document next = { .format = f / langs, .lang = -1 };
			if (options->lang_count > 0)
				next.lang = (int)options->langs[f % langs];
			if (outputs->formats.wanted[f / langs])
				code = output_add(options, outputs, options->inputs.items[i], next);
		}
	}
	outputs->of_plan = outputs->formats.wanted_count * langs;
	for (size_t i = 0; code == EXIT_DONE && i < options->inputs.len; i++)
		documents_link(options->arena, &outputs->list.items[i * outputs->of_plan],
			       outputs->of_plan);
	return code;
}

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int output_write(struct outputs *outputs, struct job *job, const struct doc *doc,
			struct document *document)
{
	const struct options *options = job->options;
	double start = seconds_now();

	if (!document_write(job, doc, &outputs->shared, document)) {
		if (document->reason)
			cli_unwritten(options, document->path, document->reason);
		return EXIT_SYSTEM;
	}
	if (strcmp(document->path, "-") != 0 && !options->given[OPTION_QUIET])
		cli_err(text_printf(&job->arena, "%s\n", document->path));
	if (options->given[OPTION_VERBOSE])
		cli_err(text_printf(&job->arena, "  %s: %.1f ms, %zu bytes\n",
				    format_name(document->format), (seconds_now() - start) * 1000,
				    document->size));
	return EXIT_DONE;
}

static void findings_print(const struct options *options, struct job *job)
{
	cli_err(diag_show_text(&job->arena, &job->report, options->ui, options->color));
}

/* documents: of the plan */
static int outputs_write(struct outputs *outputs, struct job *job, struct document *documents)
{
	const struct doc *docs[LANG_COUNT] = { NULL };
	size_t before = job->report.count;
	int code = EXIT_DONE;

	for (size_t i = 0; i < outputs->of_plan; i++) {
		struct document *document = &documents[i];
		enum lang lang = document->lang < 0 ? job->langs[0] : (enum lang)document->lang;
		int one;
		if (!docs[lang])
			docs[lang] = job_present(job, lang, job->options->given[OPTION_DRAFT]);
		one = output_write(outputs, job, docs[lang], document);
		code = exit_graver(code, one);
	}
	job_settle(job, before);
	report_sort(&job->report);
	return code;
}

static int plan_render(struct run *run, struct outputs *outputs, size_t plan, bool *misused)
{
	const struct options *options = run->options;
	struct document *documents = &outputs->list.items[plan * outputs->of_plan];
	bool draft = options->given[OPTION_DRAFT];
	bool refused;
	struct job job;
	struct verdict verdict;
	int code = EXIT_DONE;
	int found;

	job_load_input(&job, options,
		       &(struct job_input){ .path = options->inputs.items[plan],
					    .templates = &outputs->templates,
					    .renders = !draft });
	*misused = job.misused;
	refused = job.code != EXIT_DONE || !job.plan ||
		  (report_has(&job.report, LEVEL_ERROR) && !draft);
	if (!refused)
		code = outputs_write(outputs, &job, documents);
	verdict = verdict_of(&job);
	found = run_take(run, &verdict);
	if (!job.misused && (refused || !options->given[OPTION_QUIET]))
		findings_print(options, &job);
	if (refused && job.code == EXIT_DONE) {
		cli_say(options,
			TEXT2("'{1}' còn lỗi nên chưa xuất; sửa lỗi, hoặc xuất bản nháp: --draft",
			      "'{1}' has errors and was not rendered; mend them, or render a "
			      "draft: --draft"),
			job.name, SLICE_NONE);
		found = EXIT_FINDINGS;
	}
	if (found == EXIT_FINDINGS && draft)
		found = EXIT_DONE;
	job_free(&job);
	return found > code ? found : code;
}

static bool writes_stdout(const struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->list.len; i++) {
		if (strcmp(outputs->list.items[i].path, "-") == 0)
			return true;
	}
	return false;
}

static int plans_render(struct run *run, struct outputs *outputs)
{
	const struct options *options = run->options;
	bool misused = false;
	int worst = EXIT_DONE;
	int code = EXIT_DONE;

	outputs->shared.standard = theme_standard(options->arena);
	for (size_t i = 0; i < options->inputs.len && !misused; i++) {
		code = plan_render(run, outputs, i, &misused);
		worst = exit_graver(worst, code);
	}
	render_shared_close(&outputs->shared);
	job_templates_free(&outputs->templates);
	if (misused)
		return code;
	code = run_end(run);
	return exit_graver(worst, code);
}

static void outputs_guard(const struct options *options, const struct outputs *outputs)
{
	const char **paths = ARENA_ARRAY(options->arena, outputs->list.len, const char *);

	for (size_t i = 0; i < outputs->list.len; i++)
		paths[i] = outputs->list.items[i].path;
	guard_verb(options, paths, outputs->list.len);
}

int verb_render(struct options *options)
{
	struct outputs outputs = { .list = { 0 } };
	const char *folder = options->value[OPTION_OUT_DIR];
	const char *reason = "";
	struct run run;
	int worst;

	if (options->inputs.len == 0)
		return cli_usage(options,
				 TEXT2("cần ít nhất một tệp: careplan render plan.toml",
				       "name at least one file: careplan render plan.toml"),
				 SLICE_NONE, SLICE_NONE);
	worst = formats_read(options, &outputs.formats);
	if (worst == EXIT_DONE)
		worst = outputs_list(options, &outputs);
	if (worst == EXIT_DONE)
		worst = run_begin(&run, options);
	if (worst != EXIT_DONE)
		return worst;
	if (run.takes_stdout && writes_stdout(&outputs))
		return cli_usage(
			options,
			TEXT2("tài liệu và báo cáo cùng ghi ra đầu ra chuẩn",
			      "a document and a report would both be written to standard output"),
			SLICE_NONE, SLICE_NONE);
	if (folder && !file_make_folders(options->arena, folder, &reason)) {
		cli_say(options,
			TEXT2("không tạo được thư mục '{1}': {2}",
			      "cannot make the folder '{1}': {2}"),
			slice_of(folder), slice_of(reason));
		return EXIT_SYSTEM;
	}
	outputs_guard(options, &outputs);
	return plans_render(&run, &outputs);
}
