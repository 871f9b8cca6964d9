/* The door: what comes in is UTF-8 text without control characters, or is said not to be. */
#include "syntax/door.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/utf8.h"
#include "syntax/lines.h"
#include "syntax/mistake.h"

/* UTF-16 has a mark of its own, or a NUL in every other byte of plain words. */
static bool is_utf16(struct slice text)
{
	size_t zeros = 0;
	size_t checked = text.len < 64 ? text.len : 64;

	if (slice_starts(text, SLICE("\xFF\xFE")) || slice_starts(text, SLICE("\xFE\xFF")))
		return true;
	for (size_t i = 0; i < checked; i++)
		zeros += text.ptr[i] == '\0';
	return checked >= 4 && zeros >= checked / 3;
}

static bool is_control(struct slice text, size_t at)
{
	unsigned char c = (unsigned char)text.ptr[at];

	if (c == '\r')
		return at + 1 >= text.len || text.ptr[at + 1] != '\n';
	return (c < ' ' && c != '\t' && c != '\n') || c == 0x7F;
}

static bool is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Eight printable ASCII characters? */
static bool are_plain(const unsigned char *bytes)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	/* A byte's top bit shows what is not ASCII, below a space, or DEL. */
	return ((word | (word - ones * ' ') | ((word ^ ones * 0x7F) - ones)) & ones * 0x80) == 0;
}

/*
 * Behind the printable ASCII characters, line feeds and plain letters of two and three bytes that
 * stand there: most of what there is.
 */
static size_t after_plain(struct slice text, size_t at)
{
	const unsigned char *byte = (const unsigned char *)text.ptr + at;
	const unsigned char *end = (const unsigned char *)text.ptr + text.len;

	for (;;) {
		while (end - byte >= 8 && are_plain(byte))
			byte += 8;
		while (byte < end && ((unsigned char)(*byte - ' ') < 0x7F - ' ' || *byte == '\n'))
			byte++;
		if (end - byte > 2 && *byte >= 0xE1 && *byte <= 0xEC && is_tail(byte[1]) &&
		    is_tail(byte[2]))
			byte += 3;
		else if (end - byte > 1 && *byte >= 0xC2 && *byte <= 0xDF && is_tail(byte[1]))
			byte += 2;
		else
			return (size_t)(byte - (const unsigned char *)text.ptr);
	}
}

static bool is_bad(struct slice text, size_t at, size_t *next)
{
	unsigned char c = (unsigned char)text.ptr[at];

	*next = at + 1;
	if (c < 0x80)
		return is_control(text, at);
	*next = at;
	return utf8_next(text, next) == UTF8_BAD;
}

static void note_bad_bytes(struct door *door, struct report *report, struct span span)
{
	unsigned char c = (unsigned char)door->text.ptr[span.start];

	if (door->bad_count == DOOR_BAD_MAX)
		return;
	door->bad[door->bad_count++] = span.start;
	if (c < 0x80)
		mistake_add(report, MISTAKE_CONTROL, span, text_printf(report->arena, "U+%04X", c));
	else
		mistake_add(report, MISTAKE_BAD_UTF8, span,
			    text_printf(report->arena, "0x%02X", c));
}

/* The copy is only made when it is needed. */
static void clean(struct door *door, struct report *report, uint32_t file)
{
	struct slice text = door->text;
	char *copy = NULL;
	size_t at = 0;

	while (at < text.len) {
		size_t from = at = after_plain(text, at);
		size_t next = at + 1;
		while (at < text.len && is_bad(text, at, &next))
			at = next;
		if (at == from) {
			at = next;
			continue;
		}
		if (!copy)
			copy = slice_cstr(report->arena, text);
		note_bad_bytes(door, report, (struct span){ file, (uint32_t)from, (uint32_t)at });
		memset(copy + from, ' ', at - from);
	}
	if (copy)
		door->text.ptr = copy;
}

bool door_open(struct door *door, struct report *report, uint32_t file)
{
	*door = (struct door){ .text = report_source_at(report, file)->text };
	if (is_utf16(door->text)) {
		mistake_add(report, MISTAKE_UTF16, (struct span){ file, 0, 0 }, SLICE(""));
		return false;
	}
	if (!embedded_is(door->text)) /* what is built in was looked at when it was written */
		clean(door, report, file);
	if (slice_starts(door->text, UTF8_BYTE_ORDER_MARK))
		door->start = UTF8_BYTE_ORDER_MARK.len;
	return true;
}

bool door_is_bad_line(const struct door *door, size_t at)
{
	size_t start;
	size_t end;

	if (door->bad_count == 0)
		return false;
	start = line_start(door->text, at);
	end = line_next(door->text, at);
	for (size_t i = 0; i < door->bad_count; i++) {
		if (door->bad[i] >= start && door->bad[i] < end)
			return true;
	}
	return false;
}
