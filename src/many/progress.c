/* How far a batch has come, for the person who waits for it. */
#include "many/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

enum { BAR = 30, LABEL_MIN = 12, LABEL_MAX = 48 };

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool is_vietnamese(const struct progress *progress)
{
	return progress->options->ui == LANG_VI;
}

struct progress progress_begin(const struct options *options, size_t all)
{
	return (struct progress){
		.options = options,
		.is_terminal = isatty(STDERR_FILENO) == 1,
		.is_silent = options->given[OPTION_QUIET],
		.all = all,
		.start = now(),
	};
}

static void line_clear(const struct progress *progress)
{
	if (progress->is_terminal && !progress->is_silent)
		cli_err(SLICE("\r\033[K"));
}

static void bar_draw(struct progress *progress)
{
	struct arena arena = ARENA_INIT;
	struct buf line = BUF_IN(&arena);
	size_t worked = progress->done - progress->skipped;
	double time = now() - progress->start;
	double rate = time > 0 ? (double)worked / time : 0;
	double left = rate > 0 ? (double)(progress->all - progress->done) / rate : 0;
	size_t full = progress->all > 0 ? progress->done * BAR / progress->all : BAR;
	bool vi = is_vietnamese(progress);

	buf_puts(&line, "\r\033[K[");
	buf_repeat(&line, '#', full);
	buf_repeat(&line, '.', BAR - full);
	buf_printf(&line, "] %zu/%zu  %.1f/s", progress->done, progress->all, rate);
	if (rate > 0 && left < 360000)
		buf_printf(&line, vi ? "  còn %d:%02d" : "  %d:%02d left", (int)left / 60,
			   (int)left % 60);
	if (progress->failed > 0)
		buf_printf(&line, vi ? "  %zu hỏng" : "  %zu failed", progress->failed);
	cli_err(buf_slice(&line));
	progress->drawn = now();
	arena_free(&arena);
}

/* In a log: a line when another tenth is done. */
static void tenth_say(const struct progress *progress)
{
	struct arena arena = ARENA_INIT;
	size_t before = (progress->done - 1) * 10 / progress->all;

	if (progress->done * 10 / progress->all != before)
		cli_say(progress->options,
			progress->failed > 0 ? TEXT2("xong {1}, {2} hỏng", "{1} done, {2} failed")
					     : TEXT2("xong {1}", "{1} done"),
			text_printf(&arena, "%zu/%zu", progress->done, progress->all),
			text_printf(&arena, "%zu", progress->failed));
	arena_free(&arena);
}

void progress_step(struct progress *progress, bool failed)
{
	progress->done++;
	progress->failed += failed;
	if (progress->is_silent)
		return;
	if (!progress->is_terminal)
		tenth_say(progress);
	else if (now() - progress->drawn > 0.1)
		bar_draw(progress);
}

void progress_say(struct progress *progress, struct slice text)
{
	line_clear(progress);
	cli_err(text);
	progress->drawn = 0;
}

void progress_end(struct progress *progress)
{
	line_clear(progress);
}

/* --- The summary --- */

static void label_put(struct buf *buf, struct slice label, size_t width)
{
	size_t has = utf8_width(label);

	buf_put(buf, label);
	if (has < width)
		buf_repeat(buf, ' ', width - has);
}

static void row_put(struct buf *buf, const struct result *result, size_t width)
{
	label_put(buf, result->label, width);
	if (result->score >= 0)
		buf_printf(buf, " %6d", result->score);
	else
		buf_puts(buf, "      –");
	buf_printf(buf, " %7zu %9zu", result->levels[LEVEL_ERROR], result->levels[LEVEL_WARNING]);
	if (result->is_new)
		buf_printf(buf, " %7u ms\n", result->milliseconds);
	else
		buf_puts(buf, "          –\n");
}

static void table_put(struct buf *buf, const struct totals *totals, bool vi)
{
	size_t width = LABEL_MIN;

	for (size_t i = 0; i < totals->worst_count; i++) {
		size_t has = utf8_width(totals->worst[i].label);
		width = has > width ? has : width;
	}
	width = width < LABEL_MAX ? width : LABEL_MAX;
	label_put(buf, vi ? SLICE("chi nhánh") : SLICE("branch"), width);
	buf_puts(buf, vi ? "   điểm     lỗi  cảnh báo   thời gian\n"
			 : "  score  errors  warnings       time\n");
	for (size_t i = 0; i < totals->worst_count; i++)
		row_put(buf, &totals->worst[i], width);
	if (totals->plans > totals->worst_count)
		buf_printf(buf,
			   vi ? "… và %zu chi nhánh khác, không chi nhánh nào kém hơn\n"
			      : "… and %zu more, none of them worse\n",
			   totals->plans - totals->worst_count);
}

/* Of a word that is counted, in English. */
static const char *ending(size_t count, bool vi)
{
	return vi || count == 1 ? "" : "s";
}

void progress_summary(const struct progress *progress, struct arena *arena,
		      const struct totals *totals, const char *folder)
{
	struct buf buf = BUF_IN(arena);
	bool vi = is_vietnamese(progress);
	size_t failed = totals->plans - totals->codes[EXIT_DONE];
	size_t errors = totals->levels[LEVEL_ERROR];
	size_t warnings = totals->levels[LEVEL_WARNING];

	if (progress->is_silent)
		return;
	table_put(&buf, totals, vi);
	buf_printf(&buf,
		   vi ? "%zu kế hoạch%s trong %s: %zu đạt, %zu hỏng, %zu không đổi; %zu lỗi%s, %zu "
			"cảnh báo%s; %.1f giây\n"
		      : "%zu plan%s in %s: %zu good, %zu failed, %zu unchanged; %zu error%s, %zu "
			"warning%s; %.1f s\n",
		   totals->plans, ending(totals->plans, vi), folder, totals->codes[EXIT_DONE],
		   failed, progress->skipped, errors, ending(errors, vi), warnings,
		   ending(warnings, vi), now() - progress->start);
	cli_err(buf_slice(&buf));
}
