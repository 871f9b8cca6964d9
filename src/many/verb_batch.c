/* careplan batch: renders many plans in worker processes, and only those that changed. */
#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "many/pages.h"
#include "many/work.h"
#include "text/text.h"
#include "theme/theme.h"

enum {
	TIMEOUT_DEFAULT = 60,
	TIMEOUT_MAX = 1000000,
	MEMORY_DEFAULT = 1024,
	MEMORY_MAX = 1024 * 1024,
	MEBIBYTE = 1024 * 1024,
};

/* --- What comes from the workers --- */

static bool work_next(void *context, size_t *task)
{
	struct work *work = context;

	if (work->next == work->todo.len)
		return false;
	*task = work->todo.items[work->next++];
	return true;
}

static void work_begin(void *context, bool is_first)
{
	const struct work *work = context;

	guard_worker(work->batch.options, &work->needs, is_first && !work->batch.base_is_common);
}

static struct slice work_do(void *context, struct arena *arena, size_t branch)
{
	struct work *work = context;

	return batch_work(&work->batch, arena, branch);
}

static void work_take(struct work *work, size_t branch, struct slice line)
{
	struct arena scratch = ARENA_INIT;
	struct record record;

	if (!record_parse(line, &record))
		return;
	tidy_replace(&work->tidy, &work->ledger, &record);
	if (!ledger_append(&work->ledger, line)) {
		work->unwritten = work->unwritten ? work->unwritten : strerror(errno);
		work_worsen(work, EXIT_SYSTEM);
	}
	common_add(&work->common, record_text(&scratch, record.base_json));
	work->is_new[branch] = true;
	work_worsen(work, record.code);
	said_take(&work->said, &work->progress, &record);
	if (!batch_is_base(&work->batch, branch))
		progress_step(&work->progress, record.code != EXIT_DONE);
	arena_free(&scratch);
}

static void work_lost(void *context, size_t branch, enum pool_loss loss, int number)
{
	struct work *work = context;
	struct arena scratch = ARENA_INIT;
	const char *status = loss == POOL_TIMEOUT ? "timeout" : "crashed";
	struct text2 what = TEXT2("chạy quá lâu nên bị dừng; xem lại kế hoạch, hoặc tăng --timeout",
				  "took too long and was stopped; look at the plan, or raise "
				  "--timeout");
	struct record record;

	if (loss == POOL_MEMORY)
		what = TEXT2("cần quá nhiều bộ nhớ; xem lại kế hoạch, hoặc tăng --memory",
			     "needs too much memory; look at the plan, or raise --memory");
	if (loss == POOL_CRASH)
		what = pool_crash_words(&scratch, number);
	record = batch_lost(&work->batch, &scratch, branch, status, what);
	work->tidy.was_cut_off = true;
	work_take(work, branch, record_line(&scratch, &record));
	arena_free(&scratch);
}

static void work_done(void *context, size_t branch, struct slice line)
{
	struct record record;

	if (record_parse(line, &record))
		work_take(context, branch, line);
	else
		work_lost(context, branch, POOL_CRASH, 0);
}

/* --- Before --- */

/* What is unchanged is done; the rest is to do. */
static void branch_sort(struct work *work, size_t branch)
{
	struct batch *batch = &work->batch;
	struct arena scratch = ARENA_INIT;
	struct slice key = record_json(&scratch, batch->names[branch]);
	struct ledger_row *row = ledger_find(&work->ledger, key);
	bool base = batch_is_base(batch, branch);
	struct record record;

	work->is_mine[branch] = batch_is_mine(batch, branch);
	if (row)
		row->is_current = work->is_mine[branch];
	if (work->is_mine[branch] && !batch->options->given[OPTION_FORCE] && row &&
	    ledger_record(&work->ledger, row, &record) &&
	    batch_holds(batch, &scratch, branch, &record)) {
		work->progress.done += !base;
		work->progress.skipped += !base;
		work_worsen(work, record.code);
		common_add(&work->common, record_text(&scratch, record.base_json));
		said_take(&work->said, &work->progress, &record);
	} else if (work->is_mine[branch]) {
		*vec_push(batch->arena, &work->todo) = branch;
	}
	work->mine += work->is_mine[branch] && !base;
	arena_free(&scratch);
}

static void work_sort(struct work *work)
{
	size_t count = work->batch.branches.list.len + (work->batch.base != NULL);

	for (size_t i = 0; i < count; i++)
		branch_sort(work, i);
	work->progress.all = work->mine;
}

/* A rule that does not exist is said once, not by every plan. */
static int options_check(struct work *work)
{
	struct batch *batch = &work->batch;
	struct report report = report_new(batch->arena);
	struct settings settings;
	const struct job_template *template;
	const struct job_input input = batch_input(batch, 0);
	int code = settings_load(batch->arena, &report, batch->options, slice_of(input.path),
				 &settings);

	if (code != EXIT_DONE)
		return code;
	template = job_templates_get(&batch->templates, settings.template);
	if (!template)
		return EXIT_DONE; /* its plans tell why */
	return settings_check_rules(batch->arena, &report, batch->options, &settings, template->t);
}

static int pool_read(struct work *work)
{
	struct options *options = work->batch.options;
	int code = EXIT_DONE;

	work->pool = (struct pool){
		.workers = cli_jobs(options, &code),
		.timeout = (unsigned)cli_number(options, OPTION_TIMEOUT, TIMEOUT_MAX,
						TIMEOUT_DEFAULT, &code),
		.memory = cli_number(options, OPTION_MEMORY, MEMORY_MAX, MEMORY_DEFAULT, &code) *
			  MEBIBYTE,
		.context = work,
		.begin = work_begin,
		.work = work_do,
		.next = work_next,
		.done = work_done,
		.lost = work_lost,
	};
	return code;
}

static int ledger_begin(struct work *work)
{
	struct batch *batch = &work->batch;
	struct ledger_head head = work_head(work);
	const char *reason = "";

	switch (ledger_open(&work->ledger, batch->arena, batch->folder, &head, &reason)) {
	case LEDGER_OK:
		return EXIT_DONE;
	case LEDGER_BUSY:
		cli_say(batch->options,
			TEXT2("một lần chạy khác đang ghi vào '{1}'; đợi nó xong, hoặc dùng -O "
			      "khác",
			      "another run is writing to '{1}'; wait for it, or use another -O"),
			slice_of(batch->folder), SLICE_NONE);
		return EXIT_SYSTEM;
	case LEDGER_FAILED:
		break;
	}
	return cli_unwritten(batch->options, batch->folder, reason);
}

/* --- Running --- */

static int stopped_say(const struct work *work)
{
	struct arena *arena = work->batch.arena;

	cli_say(work->batch.options,
		TEXT2("bị dừng khi xong {1} trên {2} kế hoạch; chạy lại để làm tiếp",
		      "stopped after {1} of {2} plans; run it again to carry on"),
		text_printf(arena, "%zu", work->progress.done),
		text_printf(arena, "%zu", work->mine));
	return EXIT_SYSTEM;
}

static enum pool_end tasks_run(struct work *work)
{
	struct batch *batch = &work->batch;
	size_t left = work->todo.len - work->next;
	const char **plans = ARENA_ARRAY(batch->arena, left + 1, const char *);

	if (left == 0)
		return POOL_DONE;
	for (size_t i = 0; i < left; i++)
		plans[i] = batch_input(batch, work->todo.items[work->next + i]).path;
	work->needs = guard_needs(batch->options, plans, left, batch->folder);
	work->pool.workers = work->pool.workers < left ? work->pool.workers : left;
	return pool_run(&work->pool);
}

/* Once it is known what the branches extend, that plan is looked at too, if nobody named one. */
static enum pool_end base_run(struct work *work)
{
	struct batch *batch = &work->batch;
	struct slice path = common_find(&work->common);

	if (batch->base || path.len == 0)
		return POOL_DONE;
	batch->base = slice_cstr(batch->arena, path);
	batch->base_is_common = true;
	branch_sort(work, batch->branches.list.len);
	return tasks_run(work);
}

static int work_run(struct work *work)
{
	struct batch *batch = &work->batch;
	enum pool_end end;

	tidy_begin(&work->tidy, batch, &work->ledger);
	work_sort(work);
	if (work->todo.len > 0) {
		batch->shared.fonts = text_fonts_open();
		batch->shared.standard = theme_standard(batch->options->arena);
	}
	end = tasks_run(work);
	if (end == POOL_DONE)
		end = base_run(work);
	progress_end(&work->progress);
	if (work->unwritten)
		cli_unwritten(batch->options, work->ledger.journal_path, work->unwritten);
	if (end == POOL_FAILED)
		cli_say(batch->options,
			TEXT2("không tạo được tiến trình con; giảm -j",
			      "no process can be started; lower -j"),
			SLICE_NONE, SLICE_NONE);
	if (end == POOL_DONE)
		return work_finish(work);
	tidy_sweep(&work->tidy, batch);
	return end == POOL_STOPPED ? stopped_say(work) : EXIT_SYSTEM;
}

int verb_batch(struct options *options)
{
	struct work work = { .worst = EXIT_DONE };
	struct batch *batch = &work.batch;
	size_t count;
	int code = batch_begin(batch, options, options->arena);

	if (code == EXIT_DONE)
		code = pool_read(&work);
	if (code == EXIT_DONE)
		code = options_check(&work);
	if (code == EXIT_DONE)
		code = ledger_begin(&work);
	if (code == EXIT_DONE) {
		count = batch->branches.list.len;
		work.is_mine = ARENA_ARRAY(batch->arena, count + 1, bool);
		work.is_new = ARENA_ARRAY(batch->arena, count + 1, bool);
		work.progress = progress_begin(options, 0);
		work.common = common_begin(batch->arena);
		work.said = said_begin(batch->arena);
		code = work_run(&work);
	}
	ledger_close(&work.ledger);
	batch_free(batch);
	return code;
}
