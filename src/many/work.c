/* The end of a run of batch: results from the lines of the ledger, and what the next run finds. */
#include "many/work.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "many/pages.h"

void work_worsen(struct work *work, int code)
{
	work->worst = exit_graver(work->worst, code);
}

struct ledger_head work_head(const struct work *work)
{
	return (struct ledger_head){ .set = work->batch.set,
				     .shard = work->batch.shard,
				     .shards = work->batch.shards,
				     .branches = work->batch.branches.list.len,
				     .date = work->batch.options->date,
				     .formats = formats_bits(&work->batch.formats),
				     .langs = finish_langs(work->batch.options) };
}

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
	return work->ledger.error == 0;
}

/* Nothing was done, and nothing is to be done: what the run before left is right as it is. */
static bool is_settled(const struct work *work, const struct finish *finish)
{
	const struct ledger *ledger = &work->ledger;
	struct ledger_head head = work_head(work);

	if (work->todo.len > 0 || !ledger->has_head || ledger->was_cut_off ||
	    !digest_equal(ledger->head.set, head.set) || ledger->head.branches != head.branches ||
	    work->tidy.has_changed)
		return false;
	return head.shards > 0 || pages_are_there(finish);
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

/*
 * What is wrong with the whole set: as it was found now, or when the set was last put together.
 * False when it cannot be remembered: the next run then must put the set together again.
 */
static bool set_take(struct work *work, struct record *set)
{
	struct arena *arena = work->batch.arena;
	struct ledger_row *row = ledger_find(&work->ledger, KEY_SET);

	if (row)
		row->is_current = true;
	if (work->batch.shards > 0)
		return true;
	if (set->key.len > 0) {
		if (!ledger_append(&work->ledger, record_line(arena, set))) {
			work_worsen(work,
				    cli_unwritten(work->batch.options, work->ledger.journal_path,
						  strerror(errno)));
			return false;
		}
	} else if (!row || !ledger_record(&work->ledger, row, set)) {
		return true;
	}
	set->findings_json = slice_copy(arena, set->findings_json);
	work_worsen(work, set->code);
	if (!work->progress.is_silent || set->code != EXIT_DONE)
		said_take(&work->said, &work->progress, set);
	return true;
}

int work_finish(struct work *work)
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
	struct ledger_head head = work_head(work);
	struct totals totals = { 0 };
	struct record set = { 0 };
	const char *reason = "";
	bool settled, is_kept;
	int code = EXIT_DONE;

	tidy_end(&work->tidy, batch, &work->ledger);
	finish.base_json = base_of(work);
	finish.expected_json = batch->expected_json;
	settled = is_settled(work, &finish);
	if (settled || batch->shards > 0)
		totals_count(work, &finish, &totals);
	else
		code = finish_results(&finish, &totals, &set);
	work_worsen(work, code);
	/* As long as the journal is there, the next run puts the results together again. */
	is_kept = set_take(work, &set) && code != EXIT_SYSTEM;
	work_worsen(work, finish_reports(&finish, &set));
	work_worsen(work, finish_deps(&finish));
	if (batch->shards == 0)
		work_worsen(work, pages_tidy(&finish));
	work_worsen(work, finish_unread(batch->options, &work->ledger));
	if (!settled && is_kept && work->ledger.error == 0 &&
	    !ledger_finish(&work->ledger, &head, lines_write, work, &reason))
		work_worsen(work, cli_unwritten(batch->options, batch->folder, reason));
	said_count(&work->said, &work->progress);
	progress_summary(&work->progress, batch->arena, &totals, batch->folder);
	work_worsen(work, tidy_say(&work->tidy, batch->options));
	return work->worst;
}
