/* careplan batch: renders many plans in worker processes, and only those that changed. */
#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "batch/pool.h"
#include "guard.h"
#include "many/common.h"
#include "many/finish.h"
#include "many/progress.h"
#include "many/said.h"
#include "many/set.h"
#include "many/tidy.h"
#include "text/text.h"
#include "theme/theme.h"

enum {
	TIMEOUT_DEFAULT = 60,
	TIMEOUT_MAX = 1000000,
	MEMORY_DEFAULT = 1024,
	MEMORY_MAX = 1024 * 1024,
	MEBIBYTE = 1024 * 1024,
};

struct work {
	struct batch batch;
	struct ledger ledger;
	struct progress progress;
	struct tidy tidy;
	struct pool pool;
	struct guard_needs needs; /* of the workers */
	bool *is_mine, *is_new;
	VEC(size_t) todo;
	size_t next;
	size_t mine;
	int worst;
	struct common common;
	struct said said;
	const char *unwritten; /* why the ledger could not be written */
};

static void worsen(struct work *work, int code)
{
	work->worst = code > work->worst ? code : work->worst;
}

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
		worsen(work, EXIT_SYSTEM);
	}
	common_add(&work->common, record_text(&scratch, record.base_json));
	work->is_new[branch] = true;
	worsen(work, record.code);
	said_take(&work->said, &work->progress, &record);
	if (!batch_is_base(&work->batch, branch))
		progress_step(&work->progress, record.code != EXIT_DONE);
	arena_free(&scratch);
}

static void work_done(void *context, size_t branch, struct slice line)
{
	work_take(context, branch, line);
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
		worsen(work, record.code);
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

static struct ledger_head head_of(const struct work *work)
{
	return (struct ledger_head){ .set = work->batch.set,
				     .shard = work->batch.shard,
				     .shards = work->batch.shards,
				     .branches = work->batch.branches.list.len,
				     .date = work->batch.options->date,
				     .formats = formats_bits(&work->batch.formats),
				     .langs = finish_langs(work->batch.options) };
}

static int ledger_begin(struct work *work)
{
	struct batch *batch = &work->batch;
	struct ledger_head head = head_of(work);
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
	return finish_unwritten(batch->options, batch->folder, reason);
}

/* --- After --- */

static bool record_of(void *context, size_t branch, struct record *record, bool *is_new)
{
	struct work *work = context;
	struct arena scratch = ARENA_INIT;
	struct slice key = record_json(&scratch, work->batch.names[branch]);
	struct ledger_row *row = work->is_mine[branch] ? ledger_find(&work->ledger, key) : NULL;

	arena_free(&scratch);
	*is_new = work->is_new[branch];
	return row && ledger_record(&work->ledger, row, record);
}

static void set_line_write(const struct record *record, FILE *stream)
{
	struct arena scratch = ARENA_INIT;
	struct slice line = record_line(&scratch, record);

	fwrite(line.ptr, 1, line.len, stream);
	arena_free(&scratch);
}

static bool lines_write(void *context, FILE *stream)
{
	struct work *work = context;
	size_t count = work->batch.branches.list.len + (work->batch.base != NULL);
	const struct ledger_row *set = ledger_find(&work->ledger, KEY_SET);
	struct record record;
	bool is_new;

	for (size_t i = 0; i < count; i++) {
		struct arena scratch = ARENA_INIT;
		struct slice line;
		if (record_of(work, i, &record, &is_new)) {
			line = record_line(&scratch, &record);
			fwrite(line.ptr, 1, line.len, stream);
		}
		arena_free(&scratch);
	}
	if (set && work->batch.shards == 0 && ledger_record(&work->ledger, set, &record))
		set_line_write(&record, stream);
	tidy_write(&work->tidy, &work->ledger, stream);
	return true;
}

/* Nothing was done, and nothing is to be done: what the run before left is right as it is. */
static bool is_settled(const struct work *work, const struct finish *finish)
{
	const struct ledger *ledger = &work->ledger;
	struct ledger_head head = head_of(work);
	const char *const files[] = { "report.json", "summary.csv", "index.html" };

	if (work->todo.len > 0 || !ledger->has_head || ledger->was_cut_off ||
	    !digest_equal(ledger->head.set, head.set) || ledger->head.branches != head.branches ||
	    work->tidy.has_changed)
		return false;
	for (size_t i = 0; head.shards == 0 && i < sizeof(files) / sizeof(*files); i++) {
		struct slice path =
			path_join(finish->arena, slice_of(finish->folder), slice_of(files[i]));
		if (!file_exists(path.ptr))
			return false;
	}
	return head.shards > 0 || finish_company_is_there(finish);
}

static void totals_count(struct work *work, const struct finish *finish, struct totals *totals)
{
	const struct ledger_row *row =
		work->batch.shards == 0 ? ledger_find(&work->ledger, KEY_SET) : NULL;
	struct set_counts set = set_counts_read(finish->arena, SLICE(""));
	struct record record;
	bool is_new;

	if (row && ledger_record(&work->ledger, row, &record))
		set = set_counts_read(finish->arena, record.findings_json);
	for (size_t i = 0; i < finish->count; i++) {
		if (record_of(work, i, &record, &is_new))
			totals_add(finish->arena, totals, &set, &record, is_new);
	}
	totals_add_set(totals, &set);
}

static struct slice base_of(struct work *work)
{
	struct batch *batch = &work->batch;
	struct record record;
	bool is_new;

	if (!batch->base || !record_of(work, batch->branches.list.len, &record, &is_new))
		return SLICE("");
	return slice_copy(batch->arena, record.entry_json);
}

/* What is wrong with the whole set: as it was found now, or when the set was last put together. */
static void set_take(struct work *work, struct record *set)
{
	struct arena *arena = work->batch.arena;
	struct ledger_row *row = ledger_find(&work->ledger, KEY_SET);

	if (row)
		row->is_current = true;
	if (work->batch.shards > 0)
		return;
	if (set->key.len > 0)
		ledger_append(&work->ledger, record_line(arena, set));
	else if (!row || !ledger_record(&work->ledger, row, set))
		return;
	set->findings_json = slice_copy(arena, set->findings_json);
	worsen(work, set->code);
	if (!work->progress.is_silent || set->code != EXIT_DONE)
		said_take(&work->said, &work->progress, set);
}

static int work_finish(struct work *work)
{
	struct batch *batch = &work->batch;
	struct finish finish = {
		.options = batch->options,
		.arena = batch->arena,
		.folder = batch->folder,
		.count = batch->branches.list.len,
		.record = record_of,
		.context = work,
		.templates = &batch->templates,
		.formats = batch->formats,
	};
	struct ledger_head head = head_of(work);
	struct totals totals = { 0 };
	struct record set = { 0 };
	const char *reason = "";

	tidy_end(&work->tidy, batch, &work->ledger);
	finish.base_json = base_of(work);
	finish.expected_json = batch->expected_json;
	if (is_settled(work, &finish) || batch->shards > 0)
		totals_count(work, &finish, &totals);
	else
		worsen(work, finish_results(&finish, &totals, &set));
	set_take(work, &set);
	worsen(work, finish_reports(&finish, &set));
	worsen(work, finish_deps(&finish));
	if (!is_settled(work, &finish) &&
	    !ledger_finish(&work->ledger, &head, lines_write, work, &reason))
		worsen(work, finish_unwritten(batch->options, batch->folder, reason));
	said_count(&work->said, &work->progress);
	progress_summary(&work->progress, batch->arena, &totals, batch->folder);
	tidy_say(&work->tidy, batch->options);
	return work->worst;
}

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

	tidy_begin(&work->tidy, batch, work->ledger.was_cut_off);
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
		finish_unwritten(batch->options, work->ledger.journal_path, work->unwritten);
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
