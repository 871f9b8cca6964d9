/* Source files: which line and column an offset stands at.  Knows bytes and code points only. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "diag/diag.h"

/* How many code points of its line stand before an offset. */
struct column_mark {
	uint32_t offset;
	uint32_t count;
};

/*
 * A thousand findings on one line are not to count its code points from its first byte each: a
 * line of more than MARK_STEP bytes is marked every so many.
 */
enum { MARK_STEP = 256 };

static void find_lines(struct arena *arena, struct source *source)
{
	struct slice text = source->text;
	const size_t guess = text.len / 32 + 8;
	VEC(uint32_t) lines = { ARENA_ARRAY(arena, guess, uint32_t), 0, guess };
	const char *at = text.ptr;
	const char *end = text.ptr + text.len;

	*vec_push(arena, &lines) = 0;
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at))))
		*vec_push(arena, &lines) = (uint32_t)(++at - text.ptr);
	source->lines = lines.items;
	source->line_count = lines.len;
}

/* The first byte of a line that a person sees: a byte-order mark is none. */
static size_t line_start(const struct source *source, size_t line)
{
	if (line == 0 && slice_starts(source->text, UTF8_BYTE_ORDER_MARK))
		return UTF8_BYTE_ORDER_MARK.len;
	return source->lines[line];
}

static void find_columns(struct arena *arena, struct source *source)
{
	VEC(struct column_mark) marks = { 0 };

	for (size_t line = 0; line < source->line_count; line++) {
		size_t at = line_start(source, line);
		size_t end =
			line + 1 < source->line_count ? source->lines[line + 1] : source->text.len;
		size_t next = at + MARK_STEP;
		bool is_long = end > next;
		for (uint32_t count = 0; is_long && at < end; count++) {
			if (at >= next) {
				*vec_push(arena, &marks) =
					(struct column_mark){ (uint32_t)at, count };
				next = at + MARK_STEP;
			}
			utf8_next(source->text, &at);
		}
	}
	source->marks = marks.items;
	source->mark_count = marks.len;
}

uint32_t report_source(struct report *report, struct slice name, struct slice text)
{
	struct source *source;

	report->sources = vec_grow(report->arena, report->sources, report->source_count,
				   &report->source_cap, sizeof(*report->sources));
	source = &report->sources[report->source_count];
	source->name = name;
	source->text = text.ptr ? text : SLICE("");
	find_lines(report->arena, source);
	find_columns(report->arena, source);
	return (uint32_t)report->source_count++;
}

uint32_t report_source_part(struct report *report, struct slice name, struct slice text,
			    uint32_t lines_before)
{
	uint32_t file = report_source(report, name, text);

	report->sources[file].lines_before = lines_before;
	return file;
}

struct span report_place(struct report *report, struct slice name, struct place place)
{
	uint32_t line = place.line > 0 ? place.line - 1 : 0;
	uint32_t file = report_source_part(report, name, SLICE(""), line);

	report->sources[file].columns_before = place.column > 0 ? place.column - 1 : 0;
	report->sources[file].is_absent = true;
	return (struct span){ file, 0, 0 };
}

const struct source *report_source_at(const struct report *report, uint32_t file)
{
	return file > 0 && file < report->source_count ? &report->sources[file] : NULL;
}

/* The last mark of the line that begins at `start` before an offset; else the start itself. */
static struct column_mark mark_before(const struct source *source, size_t start, uint32_t offset)
{
	size_t low = 0;
	size_t high = source->mark_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (source->marks[middle].offset <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 0 && source->marks[low - 1].offset >= start)
		return source->marks[low - 1];
	return (struct column_mark){ (uint32_t)start, 0 };
}

struct place source_place(const struct source *source, uint32_t offset)
{
	size_t low = 0;
	size_t high = source->line_count;
	struct column_mark mark;
	size_t count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (source->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	mark = mark_before(source, line_start(source, low), offset);
	count = source->columns_before + mark.count +
		utf8_count(slice_sub(source->text, mark.offset, offset));
	return (struct place){ (uint32_t)low + 1 + source->lines_before, (uint32_t)count + 1 };
}

struct slice source_line(const struct source *source, uint32_t line)
{
	size_t end = source->text.len;
	struct slice text;

	line = line > source->lines_before ? line - source->lines_before : 0;
	if (line == 0 || line > source->line_count)
		return SLICE("");
	if (line < source->line_count)
		end = source->lines[line] - 1;
	text = slice_sub(source->text, line_start(source, line - 1), end);
	if (line < source->line_count && slice_ends(text, SLICE("\r")))
		text.len--;
	return text;
}

struct source_seek source_seek(const struct report *report, struct span span)
{
	const struct source *source = report_source_at(report, span.file);
	struct slice written = source ? slice_sub(source->text, span.start, span.end) : SLICE("");

	return (struct source_seek){ .arena = report->arena,
				     .span = span,
				     .composed = utf8_nfc(report->arena, written),
				     .trail = { .text = written } };
}

bool source_seek_next(struct source_seek *seek, struct slice text, struct span *found)
{
	enum { MISSED_MOST = 32 };
	size_t at, start, end;

	if (seek->missed >= MISSED_MOST || text.len == 0)
		return false;
	start = at = slice_find(seek->composed, text, seek->at);
	if (at == seek->composed.len) {
		seek->missed++;
		return false;
	}
	seek->at = end = at + text.len;
	if (seek->composed.ptr != seek->trail.text.ptr) {
		start = utf8_trail_at(seek->arena, &seek->trail, start);
		end = utf8_trail_at(seek->arena, &seek->trail, end);
	}
	*found = seek->span;
	found->start += (uint32_t)start;
	found->end = seek->span.start + (uint32_t)end;
	return true;
}

struct span source_seek_again(struct source_seek *seek, struct slice text)
{
	struct span found = seek->span;

	if (source_seek_next(seek, text, &found))
		return found;
	seek->at = 0;
	seek->trail = (struct utf8_trail){ .text = seek->trail.text };
	source_seek_next(seek, text, &found);
	return found;
}

struct span source_narrow(const struct report *report, struct span span, struct slice text)
{
	struct source_seek seek = source_seek(report, span);
	struct span found;

	return source_seek_next(&seek, text, &found) ? found : span;
}
