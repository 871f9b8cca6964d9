/* Footnotes: their definitions are taken out of a text before cmark reads it. */
#include "doc/notes.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"

static const char scheme[] = "note:";

struct reader {
	struct arena *arena;
	struct slice text;
	struct note_sources *notes;
	struct index marks; /* how often each label stands in the text */
	struct buf kept;
	struct buf note; /* the text of the definition being read */
	bool in_note;
	bool blank; /* the line before was blank */
	struct {
		char sign; /* of the fence that is open, or 0 */
		size_t length;
		size_t column; /* where the item it stands in has its text */
		bool quoted;
	} fence;
};

static size_t indent_of(struct slice line)
{
	size_t at = 0;

	while (at < line.len && line.ptr[at] == ' ')
		at++;
	return at;
}

/* Where a label that begins at `start` ends, or 0: nothing is one. */
static size_t label_end(struct slice text, size_t start)
{
	enum { LONGEST = 60 };
	size_t end = start;

	while (end < text.len && end - start < LONGEST && !strchr("] [\r\n", text.ptr[end]))
		end++;
	return end > start && end < text.len && text.ptr[end] == ']' ? end : 0;
}

/* "[^a]:" with at most three spaces before it; where the text begins, or 0. */
static size_t definition(struct slice line, struct slice *label)
{
	size_t start = indent_of(line) + 2;
	size_t end;

	if (start > 5 || !slice_starts(slice_sub(line, start - 2, line.len), SLICE("[^")))
		return 0;
	end = label_end(line, start);
	if (end == 0 || end + 1 >= line.len || line.ptr[end + 1] != ':')
		return 0;
	*label = slice_sub(line, start, end);
	return end + 2;
}

/* The next label that stands as "[^a]" in a text, and where the text goes on behind it. */
static bool mark_next(struct slice text, size_t *at, struct slice *label)
{
	while ((*at = slice_find(text, SLICE("[^"), *at)) < text.len) {
		size_t start = *at + 2;
		size_t end = label_end(text, start);
		*at = start;
		if (end == 0)
			continue;
		*label = slice_sub(text, start, end);
		return true;
	}
	return false;
}

static void marks_count(struct reader *reader)
{
	size_t at = 0;
	struct slice label;

	while (mark_next(reader->text, &at, &label)) {
		bool is_new;
		++*index_at(&reader->marks, label, &is_new);
	}
}

/* Whether the text refers to a label, besides by its definition. */
static bool is_referred(const struct reader *reader, struct slice label)
{
	const size_t *count = index_get(&reader->marks, label);

	return count && *count > 1;
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
	bool is_new;
	size_t *number;

	if (text == 0 || !is_referred(reader, label))
		return false;
	number = index_at(&reader->notes->labels, label, &is_new);
	if (!is_new)
		return false;
	*number = reader->notes->len;
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

/* Behind the signs of quotations a line begins with. */
static size_t quotes_end(struct slice line)
{
	size_t end = 0;
	size_t at = indent_of(line);

	while (at < line.len && at - end <= 3 && line.ptr[at] == '>') {
		end = at + 1;
		at = end + indent_of(slice_sub(line, end, line.len));
	}
	return end;
}

/* Behind the signs of the items a line begins: "- ", "12. ". */
static size_t items_end(struct slice line)
{
	size_t end = 0;
	size_t at = indent_of(line);

	while (at < line.len && at - end <= 3) {
		size_t sign = at;
		while (sign < line.len && line.ptr[sign] >= '0' && line.ptr[sign] <= '9')
			sign++;
		if (sign + 1 >= line.len || line.ptr[sign + 1] != ' ' ||
		    !strchr(sign > at ? ".)" : "-*+", line.ptr[sign]))
			break;
		end = sign + 2;
		at = end + indent_of(slice_sub(line, end, line.len));
	}
	return end;
}

/* What a fence stands in may end before it does. */
static bool fence_is_left(const struct reader *reader, struct slice line)
{
	size_t quotes = reader->fence.quoted ? quotes_end(line) : 0;
	struct slice rest = slice_sub(line, quotes, line.len);

	return (reader->fence.quoted && quotes == 0) ||
	       (slice_trim(rest).len > 0 && indent_of(rest) < reader->fence.column);
}

static void fence_follow(struct reader *reader, struct slice line)
{
	bool open = reader->fence.sign != 0;
	size_t quotes = open && !reader->fence.quoted ? 0 : quotes_end(line);
	struct slice rest = slice_sub(line, quotes, line.len);
	size_t items = open ? reader->fence.column : items_end(rest);
	struct slice text = slice_trim(slice_sub(rest, items, rest.len));
	char sign = text.len > 0 ? text.ptr[0] : '\0';
	size_t length = 0;

	if ((sign != '`' && sign != '~') || (size_t)(text.ptr - rest.ptr) > items + 3)
		return;
	while (length < text.len && text.ptr[length] == sign)
		length++;
	if (open) {
		if (sign == reader->fence.sign && length >= reader->fence.length &&
		    length == text.len)
			reader->fence.sign = 0;
		return;
	}
	if (length < 3 || (sign == '`' && memchr(text.ptr + length, '`', text.len - length)))
		return;
	reader->fence.sign = sign;
	reader->fence.length = length;
	reader->fence.column = items;
	reader->fence.quoted = quotes > 0;
}

static void line_read(struct reader *reader, struct slice line)
{
	bool taken = false;

	if (reader->fence.sign != 0 && fence_is_left(reader, line))
		reader->fence.sign = 0;
	if (reader->fence.sign == 0)
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
		.arena = arena,
		.text = markdown,
		.notes = notes,
		.marks = INDEX_IN(arena),
		.kept = BUF_IN(arena),
	};
	size_t start = 0;

	*notes = (struct note_sources){ .labels = INDEX_IN(arena) };
	if (slice_find(markdown, SLICE("]:"), 0) == markdown.len)
		return markdown;
	marks_count(&reader);
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

struct slice notes_links(struct arena *arena, const struct note_sources *notes, struct slice text)
{
	struct buf links = BUF_IN(arena);
	struct slice label;
	size_t at = 0;

	while (notes->len > 0 && mark_next(text, &at, &label)) {
		const size_t *number = index_get(&notes->labels, label);
		if (number)
			buf_printf(&links, "[^%.*s]: <%s%zu>\n", SLICE_ARG(label), scheme, *number);
	}
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
