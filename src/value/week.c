/* A week of minutes: finding its stretches and naming them. */
#include "value/week.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { SHOWN_MAX = 6 };

static const char *const day_names[LANG_COUNT][7] = {
	[LANG_VI] = { "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật" },
	[LANG_EN] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
		      "Sunday" },
};

size_t week_minutes(const bool marked[HOURS_WEEK])
{
	size_t count = 0;

	for (int i = 0; i < HOURS_WEEK; i++)
		count += marked[i];
	return count;
}

/* The loops over all minutes have no way out, so that compilers take many at a time. */

bool week_overlaps(const bool a[HOURS_WEEK], const bool b[HOURS_WEEK])
{
	unsigned char both = 0;

	for (int i = 0; i < HOURS_WEEK; i++)
		both |= (unsigned char)(a[i] & b[i]);
	return both != 0;
}

bool week_any(const bool marked[HOURS_WEEK])
{
	return memchr(marked, 1, HOURS_WEEK) != NULL;
}

void week_remove(bool *restrict week, const bool *restrict less)
{
	for (int i = 0; i < HOURS_WEEK; i++)
		week[i] = week[i] > less[i];
}

bool week_next(const bool marked[HOURS_WEEK], int from, struct week_run *run)
{
	const bool *start = memchr(marked + from, 1, (size_t)(HOURS_WEEK - from));
	const bool *end;

	if (!start)
		return false;
	run->start = (int)(start - marked);
	end = memchr(start, 0, (size_t)(HOURS_WEEK - run->start));
	run->end = end ? (int)(end - marked) : HOURS_WEEK;
	return true;
}

size_t week_runs(const bool marked[HOURS_WEEK], struct week_run runs[WEEK_RUNS_MAX])
{
	size_t count = 0;
	int first = 0;

	/* What runs past Sunday belongs to the stretch that began there. */
	while (first < HOURS_WEEK && marked[first])
		first++;
	if (first == HOURS_WEEK) {
		runs[0] = (struct week_run){ 0, HOURS_WEEK };
		return 1;
	}
	for (int i = first; i < first + HOURS_WEEK && count < WEEK_RUNS_MAX; i++) {
		int start = i;
		while (i < first + HOURS_WEEK && marked[i % HOURS_WEEK])
			i++;
		if (i > start)
			runs[count++] = (struct week_run){ start, i };
	}
	for (size_t i = 0; i < count; i++) {
		int shift = runs[i].start >= HOURS_WEEK ? HOURS_WEEK : 0;
		runs[i].start -= shift;
		runs[i].end -= shift;
	}
	return count;
}

static bool same_times(struct week_run a, struct week_run b, int days)
{
	return a.start + days * HOURS_DAY == b.start && a.end + days * HOURS_DAY == b.end;
}

static void time_put(struct buf *buf, int minute)
{
	buf_printf(buf, "%02d:%02d", minute % HOURS_DAY / 60, minute % 60);
}

static void run_put(struct buf *buf, struct week_run run, int last_day, enum lang lang)
{
	int day = run.start / HOURS_DAY % 7;

	buf_puts(buf, day_names[lang][day]);
	if (last_day != day)
		buf_printf(buf, "–%s", day_names[lang][last_day]);
	buf_putc(buf, ' ');
	time_put(buf, run.start);
	buf_puts(buf, "–");
	if (run.end - run.start > HOURS_DAY)
		buf_printf(buf, "%s ", day_names[lang][(run.end - 1) / HOURS_DAY % 7]);
	if (run.end % HOURS_DAY == 0)
		buf_puts(buf, "24:00");
	else
		time_put(buf, run.end);
}

struct slice week_show(struct arena *arena, const bool marked[HOURS_WEEK], enum lang lang)
{
	struct buf buf = BUF_IN(arena);
	struct week_run runs[WEEK_RUNS_MAX];
	bool done[WEEK_RUNS_MAX] = { false };
	size_t count = week_runs(marked, runs);
	int shown = 0;

	if (count == 1 && runs[0].end - runs[0].start == HOURS_WEEK)
		return slice_of(lang == LANG_VI ? "cả tuần" : "the whole week");
	for (size_t i = 0; i < count; i++) {
		int days = 0;
		if (done[i])
			continue;
		for (size_t j = i + 1; j < count; j++) {
			if (!done[j] && same_times(runs[i], runs[j], days + 1)) {
				done[j] = true;
				days++;
			}
		}
		if (shown++ == SHOWN_MAX) {
			buf_puts(&buf, ", …");
			break;
		}
		buf_puts(&buf, shown > 1 ? ", " : "");
		run_put(&buf, runs[i], (runs[i].start / HOURS_DAY + days) % 7, lang);
	}
	return buf_slice(&buf);
}
