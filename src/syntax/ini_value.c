/* The INI reader: how far a value goes, and what it says. */
#include "syntax/ini_parser.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "syntax/lines.h"

/* A line that stands no further in than the name, and is no remark, ends the value. */
void ini_find_extent(const struct ini *p, struct extent *extent)
{
	size_t at = line_next(p->in.text, extent->first);

	extent->from = extent->first;
	extent->to = line_content_end(p->in.text, extent->first, "");
	extent->after = at;
	extent->common = SIZE_MAX;
	while (at < p->in.text.len) {
		size_t content = line_after_blanks(p->in.text, at);
		size_t next = line_next(p->in.text, at);
		bool is_inside = content - at > extent->indent;
		if (!line_ends(p->in.text, content) && is_inside) {
			if (!extent->continues && extent->from == extent->to)
				extent->from = content;
			extent->continues = true;
			extent->common =
				content - at < extent->common ? content - at : extent->common;
			extent->to = line_content_end(p->in.text, at, "");
			extent->after = next;
		} else if (!line_ends(p->in.text, content) &&
			   !ini_is_comment(p->in.text.ptr[content])) {
			break;
		}
		at = next;
	}
}

/* The lines of a value joined, without the blanks they all begin with. */
static struct slice joined_lines(const struct ini *p, const struct extent *extent)
{
	struct buf buf = BUF_IN(p->in.arena);
	size_t line_feeds = 0;
	size_t at = extent->first;

	buf_put(&buf, slice_sub(p->in.text, at, line_end(p->in.text, at)));
	for (at = line_next(p->in.text, at); at < extent->after; at = line_next(p->in.text, at)) {
		size_t content = line_after_blanks(p->in.text, at);
		size_t end = line_end(p->in.text, at);
		if (!line_ends(p->in.text, content) && content - at <= extent->indent)
			continue; /* a remark */
		line_feeds++;
		if (line_ends(p->in.text, content))
			continue;
		buf_repeat(&buf, '\n', buf.len > 0 ? line_feeds : 0);
		line_feeds = 0;
		buf_put(&buf, slice_sub(p->in.text, at + extent->common,
					end < extent->to ? end : extent->to));
	}
	return buf_slice(&buf);
}

/* The quote that closes the text whose first quote is text[0], or text.len. */
static size_t closing_quote(struct slice text)
{
	for (size_t i = 1; i < text.len; i++) {
		if (text.ptr[i] == '"')
			return i;
		if (text.ptr[i] == '\\' && i + 1 < text.len && strchr("\\\"", text.ptr[i + 1]))
			i++;
	}
	return text.len;
}

static struct slice unquoted(struct ini *p, struct slice text)
{
	struct buf buf = BUF_IN(p->in.arena);

	for (size_t i = 1; i + 1 < text.len; i++) {
		if (text.ptr[i] == '\\' && strchr("\\\"", text.ptr[i + 1]))
			i++;
		buf_putc(&buf, text.ptr[i]);
	}
	return buf_slice(&buf);
}

/* "{ name = …" */
static bool is_group(struct slice text)
{
	size_t at = line_after_blanks(text, 1);
	size_t end = line_after_name(text, at);

	return text.ptr[0] == '{' && end > at && line_char(text, end) == '=';
}

static bool is_bracketed_list(struct slice text)
{
	char first = line_char(text, line_after_blanks(text, 1));

	return text.ptr[0] == '[' &&
	       (first == '"' || first == '\'' || (first == ']' && text.len <= 3));
}

/* Values written as TOML would have them, which INI would silently take for their signs. */
static bool check_foreign(struct ini *p, const struct extent *extent, struct slice name)
{
	size_t end = line_content_end(p->in.text, extent->first, "");
	struct slice text = slice_sub(p->in.text, extent->first, end);

	if (text.len == 0)
		return true;
	if (slice_starts(text, SLICE("\"\"\"")) || slice_starts(text, SLICE("'''")))
		return ini_fail(p, MISTAKE_INI_LONG, extent->first, extent->first + 3, SLICE(""));
	if (is_bracketed_list(text))
		return ini_fail(p, MISTAKE_INI_LIST, extent->first, end,
				text_printf(p->in.arena, "%.*s[] = …", SLICE_ARG(name)));
	if (is_group(text))
		return ini_fail(p, MISTAKE_INI_GROUP, extent->first, end,
				text_printf(p->in.arena, "%.*s.vi = …", SLICE_ARG(name)));
	return true;
}

struct node *ini_read_value(struct ini *p, const struct extent *extent, struct slice name)
{
	struct slice text = slice_sub(p->in.text, extent->from, extent->to);
	struct node *node;

	node = node_new(p->in.arena, NODE_STRING);
	node->span = reader_span(&p->in, extent->from, extent->to);
	node->raw = text;
	if (!check_foreign(p, extent, name)) {
		node->kind = NODE_UNREADABLE;
		return node;
	}
	node->as.string = extent->continues ? joined_lines(p, extent) : text;
	if (extent->continues || text.len == 0 || text.ptr[0] != '"')
		return node;
	if (text.len > 1 && closing_quote(text) == text.len - 1) {
		node->as.string = unquoted(p, text);
	} else if (closing_quote(text) == text.len) {
		ini_fail(p, MISTAKE_INI_UNCLOSED, extent->from, extent->to, SLICE(""));
		node->kind = NODE_UNREADABLE;
	}
	return node;
}
