/* Footnotes: their definitions are taken out of a text before cmark reads it. */
#include "doc/notes.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

static const char scheme[] = "note:";

struct reader {
	struct arena *arena;
	struct slice text;
	struct note_sources *notes;
	struct buf kept;
	struct buf note; /* the text of the definition being read */
	bool in_note;
	bool blank; /* the line before was blank */
	char fence; /* the sign of the fence that is open, or 0 */
};

static size_t indent_of(struct slice line)
{
	size_t at = 0;

	while (at < line.len && line.ptr[at] == ' ')
		at++;
	return at;
}

/* "[^a]:" with at most three spaces before it; where the text begins, or 0. */
static size_t definition(struct slice line, struct slice *label)
{
	enum { LONGEST = 60 };
	size_t start = indent_of(line);
	size_t end = start + 2;

	if (start > 3 || !slice_starts(slice_sub(line, start, line.len), SLICE("[^")))
		return 0;
	while (end < line.len && line.ptr[end] != ']' && line.ptr[end] != ' ' &&
	       line.ptr[end] != '[')
		end++;
	if (end + 1 >= line.len || line.ptr[end] != ']' || line.ptr[end + 1] != ':' ||
	    end == start + 2 || end - start > LONGEST)
		return 0;
	*label = slice_sub(line, start + 2, end);
	return end + 2;
}

/* Whether the text refers to the label, besides the definition that begins at `except`. */
static bool is_referred(const struct reader *reader, struct slice label, const char *except)
{
	struct slice mark = text_printf(reader->arena, "[^%.*s]", SLICE_ARG(label));
	size_t at = 0;

	while ((at = slice_find(reader->text, mark, at)) < reader->text.len) {
		if (reader->text.ptr + at + 2 != except)
			return true;
		at++;
	}
	return false;
}

static void note_end(struct reader *reader)
{
	if (reader->in_note)
		reader->notes->items[reader->notes->len - 1].text =
			slice_trim(buf_slice(&reader->note));
	reader->in_note = false;
}

static bool note_begin(struct reader *reader, struct slice line)
{
	struct slice label;
	size_t text = definition(line, &label);
	struct note_source *note;

	if (text == 0 || !is_referred(reader, label, label.ptr))
		return false;
	for (size_t i = 0; i < reader->notes->len; i++) {
		if (slice_equal(reader->notes->items[i].label, label))
			return false;
	}
	note_end(reader);
	note = vec_push(reader->arena, reader->notes);
	note->label = label;
	reader->note = BUF_IN(reader->arena);
	buf_put(&reader->note, slice_sub(line, text, line.len));
	buf_putc(&reader->note, '\n');
	reader->in_note = true;
	return true;
}

/* Whether a line without indentation may go on with a paragraph. */
static bool is_lazy(struct slice line)
{
	return line.len > 0 && !strchr("#>-*+|`~", line.ptr[0]) &&
	       !(line.ptr[0] >= '0' && line.ptr[0] <= '9');
}

static bool note_goes_on(struct reader *reader, struct slice line)
{
	enum { INDENT = 4 };
	size_t indent = indent_of(line);

	if (!reader->in_note)
		return false;
	if (slice_trim(line).len > 0 && indent < INDENT && (reader->blank || !is_lazy(line))) {
		note_end(reader);
		return false;
	}
	buf_put(&reader->note, slice_sub(line, indent < INDENT ? indent : INDENT, line.len));
	buf_putc(&reader->note, '\n');
	return true;
}

static void fence_follow(struct reader *reader, struct slice line)
{
	size_t at = indent_of(line);
	char sign = at < line.len ? line.ptr[at] : '\0';

	if (at > 3 || at + 3 > line.len || (sign != '`' && sign != '~') ||
	    line.ptr[at + 1] != sign || line.ptr[at + 2] != sign)
		return;
	if (reader->fence == 0)
		reader->fence = sign;
	else if (reader->fence == sign)
		reader->fence = 0;
}

static void line_read(struct reader *reader, struct slice line)
{
	bool taken = false;

	if (reader->fence == 0)
		taken = note_begin(reader, line) || note_goes_on(reader, line);
	if (!taken) {
		fence_follow(reader, line);
		buf_put(&reader->kept, line);
	}
	buf_putc(&reader->kept, '\n');
	reader->blank = slice_trim(line).len == 0;
}

struct slice notes_take(struct arena *arena, struct slice markdown, struct note_sources *notes)
{
	struct reader reader = {
		.arena = arena, .text = markdown, .notes = notes, .kept = BUF_IN(arena)
	};
	size_t start = 0;

	*notes = (struct note_sources){ 0 };
	if (slice_find(markdown, SLICE("]:"), 0) == markdown.len)
		return markdown;
	while (start < markdown.len) {
		size_t end = slice_find(markdown, SLICE("\n"), start);
		struct slice line = slice_sub(markdown, start, end);
		if (slice_ends(line, SLICE("\r")))
			line = slice_sub(line, 0, line.len - 1);
		line_read(&reader, line);
		start = end + 1;
	}
	note_end(&reader);
	return notes->len > 0 ? buf_slice(&reader.kept) : markdown;
}

struct slice notes_links(struct arena *arena, const struct note_sources *notes)
{
	struct buf links = BUF_IN(arena);

	for (size_t i = 0; i < notes->len; i++)
		buf_printf(&links, "[^%.*s]: <%s%zu>\n", SLICE_ARG(notes->items[i].label), scheme,
			   i);
	if (links.len > 0)
		buf_putc(&links, '\n');
	return buf_slice(&links);
}

struct note_source *notes_find(const struct note_sources *notes, struct slice target)
{
	size_t number = 0;

	if (!slice_starts(target, slice_of(scheme)))
		return NULL;
	for (size_t i = sizeof(scheme) - 1; i < target.len; i++) {
		if (target.ptr[i] < '0' || target.ptr[i] > '9' || number > notes->len)
			return NULL;
		number = number * 10 + (size_t)(target.ptr[i] - '0');
	}
	return number < notes->len ? &notes->items[number] : NULL;
}
