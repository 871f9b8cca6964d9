/* The public calls: a request becomes options for one job, whose arena is given back at its end. */
#include "careplan.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli.h"
#include "job.h"
#include "library.h"
#include "render/render.h"

_Static_assert((int)CAREPLAN_INFO == (int)LEVEL_INFO &&
		       (int)CAREPLAN_WARNING == (int)LEVEL_WARNING &&
		       (int)CAREPLAN_ERROR == (int)LEVEL_ERROR,
	       "the levels of the public header are those of findings");
_Static_assert((int)CAREPLAN_DONE == (int)EXIT_DONE &&
		       (int)CAREPLAN_FINDINGS == (int)EXIT_FINDINGS &&
		       (int)CAREPLAN_USAGE == (int)EXIT_USAGE &&
		       (int)CAREPLAN_SYSTEM == (int)EXIT_SYSTEM,
	       "the results of the public header are the exit codes");

typedef bool renderer(struct arena *, struct report *, const struct doc *,
		      const struct render_options *, struct slice *);

/* All a call holds; it stays where it is when memory runs out in the middle. */
struct call {
	const struct careplan_request *request;
	struct memory_guard guard;
	struct options options;
	struct arena arena;
	struct job job;
	renderer *render; /* NULL: only a check */
	int score;
	enum careplan_result result;
};

const char *careplan_version(void)
{
	return CAREPLAN_VERSION;
}

static bool language_read(const char *name, enum lang *lang)
{
	return !name || lang_find(slice_of(name), lang);
}

static bool date_read(const char *text, struct options *options)
{
	if (text)
		return date_parse(slice_of(text), &options->today);
	options->today = date_from_days((int64_t)time(NULL) / 86400);
	return true;
}

/* False when the request asks for what there is not. */
static bool request_read(struct call *call)
{
	const struct careplan_request *request = call->request;
	struct options *options = &call->options;

	*options = (struct options){ .arena = &call->arena, .ui = LANG_EN };
	if (!request->text || !language_read(request->messages, &options->ui) ||
	    !language_read(request->language, &options->langs[0]) ||
	    !date_read(request->date, options))
		return false;
	options->text = (struct slice){ request->text, request->length };
	options->date = date_write(&call->arena, options->today);
	options->lang_count = request->language ? 1 : 0;
	options->value[OPTION_TEMPLATE] = request->template_file;
	options->given[OPTION_PUBLIC] = request->is_public;
	return true;
}

static void place_put(const struct report *report, const struct finding *finding,
		      struct careplan_finding *out)
{
	const struct source *source = report_source_at(report, finding->span.file);
	struct place start, end;

	if (!source)
		return;
	start = source_place(source, finding->span.start);
	end = source_place(source, finding->span.end);
	out->file = slice_cstr(report->arena, source->name);
	out->line = start.line;
	out->column = start.column;
	out->end_line = end.line;
	out->end_column = end.column;
}

static void findings_tell(struct call *call, size_t from)
{
	const struct report *report = &call->job.report;
	const enum lang ui = call->options.ui;

	for (size_t i = from; call->request->finding && i < report->count; i++) {
		const struct finding *finding = &report->findings[i];
		struct careplan_finding out = {
			.level = (enum careplan_level)finding->level,
			.rule = slice_cstr(report->arena, finding->rule),
			.file = "",
			.path = slice_cstr(report->arena, finding->path),
			.message = slice_cstr(report->arena, text2_in(&finding->message, ui)),
			.help = slice_cstr(report->arena, text2_in(&finding->help, ui)),
		};
		place_put(report, finding, &out);
		call->request->finding(call->request->context, &out);
	}
}

static void document_make(struct call *call)
{
	struct job *job = &call->job;
	struct doc *doc = job_present(job, job->langs[0], call->request->draft);
	struct render_options options = { .date = doc->date };
	size_t before = job->report.count;
	struct slice bytes;

	if (call->render(&job->arena, &job->report, doc, &options, &bytes))
		call->request->document(call->request->context, bytes.ptr, bytes.len);
	else
		call->result = CAREPLAN_SYSTEM;
	job_settle(job, before);
	findings_tell(call, before);
}

/* The result stands in the call, for the way back when memory runs out. */
static void call_run(struct call *call)
{
	const struct careplan_request *request = call->request;
	struct job *job = &call->job;
	bool has_errors;

	if (!request_read(call)) {
		call->result = CAREPLAN_USAGE;
		return;
	}
	job_load_input(job, &call->options,
		       &(struct job_input){ .path = request->name ? request->name : "plan.toml",
					    .renders = call->render && !request->draft });
	findings_tell(call, 0);
	has_errors = report_has(&job->report, LEVEL_ERROR);
	call->result = job->code != EXIT_DONE ? (enum careplan_result)job->code
		       : has_errors           ? CAREPLAN_FINDINGS
					      : CAREPLAN_DONE;
	if (job->score && job->code == EXIT_DONE)
		call->score = job->score->points;
	if (call->render && job->plan && job->code == EXIT_DONE && (!has_errors || request->draft))
		document_make(call);
}

static void call_guarded(struct call *call)
{
	memory_guard(&call->guard);
	if (setjmp(call->guard.back) == 0)
		call_run(call);
	else
		call->result = CAREPLAN_SYSTEM;
	job_free(&call->job);
	arena_free(&call->arena);
	memory_unguard(&call->guard);
}

static enum careplan_result call_make(const struct careplan_request *request, renderer *render,
				      int *score)
{
	struct call call = {
		.request = request,
		.render = render,
		.guard = { .resize = request->resize, .context = request->context },
		.arena = ARENA_INIT,
		.score = -1,
	};

	call_guarded(&call);
	if (score)
		*score = call.score;
	return call.result;
}

/* A host built with another header would hand over another struct. */
static bool request_fits(const struct careplan_request *request)
{
	return request && request->size == sizeof(*request);
}

enum careplan_result careplan_check(const struct careplan_request *request, int *score)
{
	if (score)
		*score = -1;
	return request_fits(request) ? call_make(request, NULL, score) : CAREPLAN_USAGE;
}

enum careplan_result careplan_render(const struct careplan_request *request,
				     enum careplan_format format)
{
	static renderer *const renderers[] = {
		[CAREPLAN_MARKDOWN] = render_md,
		[CAREPLAN_HTML] = render_html,
		[CAREPLAN_PDF] = render_pdf,
	};

	if (!request_fits(request) || !request->document || (int)format < 0 ||
	    (size_t)format >= sizeof(renderers) / sizeof(*renderers))
		return CAREPLAN_USAGE;
	return call_make(request, renderers[format], NULL);
}

int program_run(int argc, char **argv, bool is_alone)
{
	struct arena arena = ARENA_INIT;
	int code;

	library_memory();
	if (is_alone)
		memory_keep();
	code = cli_run(&arena, argc, argv, is_alone);
	arena_free(&arena);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("careplan: cannot write the output / không ghi được kết quả\n", stderr);
		return EXIT_SYSTEM;
	}
	return code;
}

int careplan_run(int argc, char **argv)
{
	return program_run(argc, argv, false);
}
