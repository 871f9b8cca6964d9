/*
 * Worker processes.  Signals that stop the run are blocked, here and in the workers, and asked for
 * between two waits: a worker is never cut off while it writes a file.
 */
#include "batch/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"

enum {
	TICK = 100,       /* milliseconds between two looks at signals and clocks */
	GRACE = 10,       /* seconds for tasks under way once the run is stopped */
	NO_MEMORY = 3,    /* the exit code of a process that ran out of it */
	ANSWER_MAX = 1024 * 1024 * 1024, /* bytes; more is nonsense */
	ORPHAN_GRACE = 5, /* seconds after which a worker without a parent ends itself */
};

struct worker {
	pid_t pid;    /* 0: not started */
	int to, from; /* pipes */
	bool is_busy;
	bool is_overdue; /* was killed for taking too long */
	bool is_unheard; /* was killed because its task did not reach it */
	size_t task;
	double since;
	char *result; /* as far as it has come */
	size_t got, want;
	uint64_t length;
	size_t length_got;
};

struct run {
	const struct pool *pool;
	struct arena *arena;
	struct worker *workers;
	struct pollfd *polls;
	bool is_stopped;
	bool is_out; /* no task left */
	bool has_started;
	double stopped_at;
	sigset_t old_mask, stops;
};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* --- In a worker --- */

/* Reads into `in`, or writes `out`, all of it. */
static bool move_all(int fd, char *in, const char *out, size_t len)
{
	size_t at = 0;

	while (at < len) {
		ssize_t done = in ? read(fd, in + at, len - at) : write(fd, out + at, len - at);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		at += (size_t)done;
	}
	return true;
}

static bool read_all(int fd, void *bytes, size_t len)
{
	return move_all(fd, bytes, NULL, len);
}

static bool write_all(int fd, const void *bytes, size_t len)
{
	return move_all(fd, NULL, bytes, len);
}

static void limits_set(const struct pool *pool)
{
	struct rlimit limit;

	/* The address sanitizer sets terabytes aside. */
#ifdef __SANITIZE_ADDRESS__
	return;
#endif
	if (pool->memory == 0 || getrlimit(RLIMIT_DATA, &limit) != 0)
		return;
	if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > pool->memory)
		limit.rlim_cur = pool->memory;
	setrlimit(RLIMIT_DATA, &limit);
}

/* Ends with the process when the parent is gone: its pipe is then at its end. */
static _Noreturn void worker_live(const struct pool *pool, bool is_first, int from, int to)
{
	size_t task;

	limits_set(pool);
	pool->begin(pool->context, is_first);
	while (read_all(from, &task, sizeof(task))) {
		struct arena arena = ARENA_INIT;
		struct slice result;
		uint64_t length;
		if (pool->timeout > 0)
			alarm(pool->timeout + ORPHAN_GRACE);
		result = pool->work(pool->context, &arena, task);
		length = result.len;
		if (!write_all(to, &length, sizeof(length)) ||
		    !write_all(to, result.ptr, result.len))
			break;
		arena_free(&arena);
		alarm(0);
	}
	_Exit(0);
}

/* --- In the parent --- */

/* A worker must not hold the pipes of the others: they would not end with the parent. */
static void others_close(const struct run *run)
{
	for (size_t i = 0; i < run->pool->workers; i++) {
		if (run->workers[i].pid > 0) {
			close(run->workers[i].to);
			close(run->workers[i].from);
		}
	}
}

static bool worker_start(struct run *run, struct worker *worker)
{
	int down[2], up[2];
	pid_t pid;

	if (pipe(down) != 0)
		return false;
	if (pipe(up) != 0) {
		close(down[0]);
		close(down[1]);
		return false;
	}
	pid = fork();
	if (pid == 0) {
		others_close(run);
		close(down[1]);
		close(up[0]);
		worker_live(run->pool, !run->has_started, down[0], up[1]);
	}
	run->has_started = true;
	close(down[0]);
	close(up[1]);
	if (pid < 0) {
		close(down[1]);
		close(up[0]);
		return false;
	}
	*worker = (struct worker){ .pid = pid, .to = down[1], .from = up[0] };
	return true;
}

static void worker_end(struct worker *worker, int *status)
{
	close(worker->to);
	close(worker->from);
	while (waitpid(worker->pid, status, 0) < 0 && errno == EINTR)
		continue;
	memory_free(worker->result);
	*worker = (struct worker){ 0 };
}

/* Gives a worker its next task, if there is one; false when no worker can be had. */
static bool worker_feed(struct run *run, struct worker *worker)
{
	size_t task;

	if (run->is_stopped || run->is_out)
		return true;
	if (worker->pid == 0 && !worker_start(run, worker))
		return false;
	if (!run->pool->next(run->pool->context, &task)) {
		run->is_out = true;
		return true;
	}
	worker->task = task;
	worker->is_busy = true;
	worker->since = now();
	worker->length_got = 0;
	worker->is_unheard = !write_all(worker->to, &task, sizeof(task));
	if (worker->is_unheard)
		kill(worker->pid, SIGKILL); /* its other pipe tells that it is dead */
	return true;
}

static void worker_lost(struct run *run, struct worker *worker)
{
	struct worker was = *worker;
	enum pool_loss loss = POOL_CRASH;
	int status = 0;
	int number = 0;

	worker_end(worker, &status);
	if (was.is_overdue)
		loss = POOL_TIMEOUT;
	else if (WIFEXITED(status) && WEXITSTATUS(status) == NO_MEMORY)
		loss = POOL_MEMORY;
	else if (WIFSIGNALED(status) && !was.is_unheard)
		number = WTERMSIG(status);
	if (was.is_busy && !(was.is_overdue && run->is_stopped)) /* else it was not its fault */
		run->pool->lost(run->pool->context, was.task, loss, number);
}

/* Takes what has come from a worker; false when it is dead. */
static bool worker_hear(struct run *run, struct worker *worker)
{
	bool head = worker->length_got < sizeof(worker->length);
	char *into =
		head ? (char *)&worker->length + worker->length_got : worker->result + worker->got;
	size_t room =
		head ? sizeof(worker->length) - worker->length_got : worker->want - worker->got;
	ssize_t got = read(worker->from, into, room);

	if (got < 0 && errno == EINTR)
		return true;
	if (got <= 0)
		return false;
	if (head) {
		worker->length_got += (size_t)got;
		if (worker->length_got < sizeof(worker->length))
			return true;
		if (worker->length > ANSWER_MAX)
			return false;
		worker->want = worker->length;
		worker->got = 0;
		worker->result = memory_resize(worker->result, worker->want);
	} else {
		worker->got += (size_t)got;
	}
	if (worker->got < worker->want)
		return true;
	worker->is_busy = false;
	run->pool->done(run->pool->context, worker->task,
			(struct slice){ worker->result, worker->want });
	return true;
}

static void signals_hear(struct run *run)
{
	const struct timespec none = { 0, 0 };
	bool again = false;

	while (sigtimedwait(&run->stops, NULL, &none) > 0) {
		again = run->is_stopped;
		if (!run->is_stopped)
			run->stopped_at = now();
		run->is_stopped = true;
	}
	if (again) /* a second time: at once */
		run->stopped_at = 0;
}

static void clocks_watch(struct run *run)
{
	double time = now();

	for (size_t i = 0; i < run->pool->workers; i++) {
		struct worker *worker = &run->workers[i];
		if (!worker->is_busy || worker->is_overdue)
			continue;
		worker->is_overdue =
			(run->pool->timeout > 0 && time - worker->since > run->pool->timeout) ||
			(run->is_stopped && time - run->stopped_at > GRACE);
		if (worker->is_overdue)
			kill(worker->pid, SIGKILL);
	}
}

static size_t polls_fill(struct run *run)
{
	size_t busy = 0;

	for (size_t i = 0; i < run->pool->workers; i++) {
		struct worker *worker = &run->workers[i];
		run->polls[i] = (struct pollfd){ worker->is_busy ? worker->from : -1, POLLIN, 0 };
		busy += worker->is_busy;
	}
	return busy;
}

static bool run_tasks(struct run *run)
{
	size_t count = run->pool->workers;

	for (;;) {
		size_t failed = 0;
		for (size_t i = 0; i < count; i++) {
			if (!run->workers[i].is_busy && !worker_feed(run, &run->workers[i]))
				failed++;
		}
		if (polls_fill(run) == 0)
			return failed < count;
		if (poll(run->polls, count, TICK) < 0 && errno != EINTR)
			return false;
		for (size_t i = 0; i < count; i++) {
			if (run->polls[i].revents != 0 && !worker_hear(run, &run->workers[i]))
				worker_lost(run, &run->workers[i]);
		}
		signals_hear(run);
		clocks_watch(run);
	}
}

static void signals_block(struct run *run)
{
	static const int stops[] = { SIGINT, SIGTERM, SIGHUP };
	sigset_t blocked;

	sigemptyset(&run->stops);
	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		sigaddset(&run->stops, stops[i]);
	blocked = run->stops;
	sigaddset(&blocked, SIGPIPE); /* a pipe to a dead worker is no reason to die */
	sigprocmask(SIG_BLOCK, &blocked, &run->old_mask);
}

enum pool_end pool_run(const struct pool *pool)
{
	const struct timespec none = { 0, 0 };
	struct arena arena = ARENA_INIT;
	struct run run = { .pool = pool, .arena = &arena };
	sigset_t pipes;
	bool done;

	run.workers = ARENA_ARRAY(&arena, pool->workers, struct worker);
	run.polls = ARENA_ARRAY(&arena, pool->workers, struct pollfd);
	signals_block(&run);
	done = run_tasks(&run);
	for (size_t i = 0; i < pool->workers; i++) {
		int status;
		if (run.workers[i].pid > 0)
			worker_end(&run.workers[i], &status);
	}
	signals_hear(&run);
	sigemptyset(&pipes);
	sigaddset(&pipes, SIGPIPE);
	while (sigtimedwait(&pipes, NULL, &none) > 0)
		continue;
	sigprocmask(SIG_SETMASK, &run.old_mask, NULL);
	arena_free(&arena);
	return !done ? POOL_FAILED : run.is_stopped ? POOL_STOPPED : POOL_DONE;
}

struct text2 pool_crash_words(struct arena *arena, int signal)
{
	struct text2 words;

	if (signal == 0)
		return TEXT2("tiến trình của nó kết thúc mà không trả lời; các kế hoạch khác không "
			     "bị ảnh hưởng",
			     "its process ended without an answer; other plans are not affected");
	words.in[LANG_VI] = text_printf(arena,
					"chương trình hỏng giữa chừng (tín hiệu %d); các kế hoạch "
					"khác không bị ảnh hưởng",
					signal);
	words.in[LANG_EN] = text_printf(arena,
					"the program broke down over it (signal %d); other plans "
					"are not affected",
					signal);
	return words;
}
