/* careplan check of many plans, in worker processes. */
#include "check_workers.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "batch/pool.h"

enum { PLANS_MANY = 8 }; /* from how many on processes pay without being asked for */

/* A plan that a worker has looked at before those ahead of it were. */
struct early {
	bool is_there, is_lost;
	struct text2 reason; /* when it is lost */
	struct slice bytes;
	struct arena arena;
};

struct checking {
	struct run *run;
	struct job_templates *templates;
	struct check_taker taker;
	struct options mute; /* of the workers */
	struct early *early; /* by the number of the plan */
	size_t next, taken;
	bool is_over, is_cut_off;
};

size_t check_workers(const struct options *options, int *code)
{
	size_t plans = options->inputs.len;
	size_t workers = cli_jobs(options, code);

	for (size_t i = 0; i < plans; i++) {
		if (strcmp(options->inputs.items[i], "-") == 0)
			return 1;
	}
	if (!options->is_alone || plans < (options->given[OPTION_JOBS] ? 2 : PLANS_MANY))
		return 1;
	return workers < plans ? workers : plans;
}

/* --- In a worker --- */

static void begin(void *context, bool is_first)
{
	(void)context;
	(void)is_first;
}

static struct slice work(void *context, struct arena *arena, size_t plan)
{
	struct checking *checking = context;
	struct job job;
	struct slice bytes;

	job_load_input(&job, &checking->mute,
		       &(struct job_input){ .path = checking->mute.inputs.items[plan],
					    .templates = checking->templates });
	bytes = slice_copy(arena, verdict_pack(&job));
	job_free(&job);
	return bytes;
}

/* --- In the parent --- */

static bool next(void *context, size_t *plan)
{
	struct checking *checking = context;

	if (checking->is_over || checking->next == checking->mute.inputs.len)
		return false;
	*plan = checking->next++;
	return true;
}

/* The verdict on a plan, whose parts the job holds. */
static struct verdict verdict_read(struct checking *checking, const struct early *early,
				   size_t plan, struct job *job)
{
	const struct options *options = checking->run->options;
	const char *path = options->inputs.items[plan];
	struct text2 broken = TEXT2("tiến trình con trả lời sai", "its process answered nonsense");
	struct verdict verdict;

	*job = (struct job){ .options = options };
	if (early->is_lost)
		return verdict_lost(job, options, path, early->reason);
	if (!verdict_unpack(&verdict, job, early->bytes, checking->run->collects,
			    checking->templates)) {
		job_free(job);
		return verdict_lost(job, options, path, broken);
	}
	if (!verdict.misused)
		return verdict;
	job_free(job); /* once more, to say what is wrong with the command line */
	job_load_input(job, options,
		       &(struct job_input){ .path = path, .templates = checking->templates });
	return verdict_of(job);
}

/* Messages flush standard output as well: its error may be an older one.  The signal is blocked. */
static bool reader_is_gone(void)
{
	sigset_t pending;

	fflush(stdout);
	return ferror(stdout) && sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

static void take_ready(struct checking *checking)
{
	while (!checking->is_over && checking->taken < checking->mute.inputs.len &&
	       checking->early[checking->taken].is_there) {
		struct early *early = &checking->early[checking->taken];
		struct job job;
		struct verdict verdict = verdict_read(checking, early, checking->taken++, &job);
		checking->is_over = !checking->taker.take(checking->taker.context, &verdict);
		job_free(&job);
		arena_free(&early->arena);
		if (reader_is_gone())
			checking->is_over = checking->is_cut_off = true;
	}
}

static void done(void *context, size_t plan, struct slice bytes)
{
	struct checking *checking = context;
	struct early *early = &checking->early[plan];

	early->bytes = slice_copy(&early->arena, bytes);
	early->is_there = true;
	take_ready(checking);
}

static void lost(void *context, size_t plan, enum pool_loss loss, int number)
{
	struct checking *checking = context;
	struct early *early = &checking->early[plan];

	early->reason = loss == POOL_MEMORY
				? TEXT2("cần quá nhiều bộ nhớ", "it needs too much memory")
				: pool_crash_words(&early->arena, number);
	early->is_there = early->is_lost = true;
	take_ready(checking);
}

/* What most plans use is read before the processes part. */
static void warm_up(struct checking *checking)
{
	const struct options *options = checking->run->options;
	const char *path = options->value[OPTION_TEMPLATE];

	if (!path)
		path = settings_files(options->arena, slice_of(options->inputs.items[0])).template;
	job_templates_get(checking->templates, path);
}

static int unfinished_say(const struct checking *checking, enum pool_end end)
{
	const struct options *options = checking->run->options;
	struct arena *arena = options->arena;

	if (end == POOL_FAILED)
		cli_say(options,
			TEXT2("không tạo được tiến trình con; giảm -j",
			      "no process can be started; lower -j"),
			SLICE_NONE, SLICE_NONE);
	else
		cli_say(options,
			TEXT2("bị dừng khi xong {1} trên {2} kế hoạch",
			      "stopped after {1} of {2} plans"),
			text_printf(arena, "%zu", checking->taken),
			text_printf(arena, "%zu", options->inputs.len));
	return EXIT_SYSTEM;
}

int check_in_workers(struct run *run, size_t workers, struct job_templates *templates,
		     struct check_taker taker)
{
	struct checking checking = {
		.run = run, .templates = templates, .taker = taker, .mute = *run->options
	};
	const struct pool pool = {
		.workers = workers,
		.context = &checking,
		.begin = begin,
		.work = work,
		.next = next,
		.done = done,
		.lost = lost,
	};
	enum pool_end end;

	checking.mute.is_mute = true;
	checking.early = ARENA_ARRAY(run->options->arena, run->options->inputs.len, struct early);
	warm_up(&checking);
	end = pool_run(&pool);
	for (size_t i = checking.taken; i < run->options->inputs.len; i++)
		arena_free(&checking.early[i].arena);
	if (checking.is_cut_off)
		raise(SIGPIPE); /* as it would have been for one process */
	return end == POOL_DONE ? EXIT_DONE : unfinished_say(&checking, end);
}
