/*
 * Texts, code, addresses and images of Markdown: escapes what would be taken for markup, and only
 * that, so that a reader always sees exactly the text.
 */
#include <string.h>

#include "base/arena.h"
#include "render/cell.h"
#include "render/md.h"

bool md_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_alnum(char c)
{
	return is_letter(c) || is_digit(c);
}

static bool is_ascii_punctuation(char c)
{
	return c > ' ' && c < 0x7f && !is_alnum(c);
}

/* The byte at an offset from i, or a blank outside the text. */
static char byte_at(struct slice text, size_t i, int offset)
{
	size_t at = i + (size_t)offset;

	return at < text.len ? text.ptr[at] : ' ';
}

static void md_flush(struct md *md)
{
	if (md->due_break && !md->fresh) {
		if (md->place == MD_FLOW) {
			buf_puts(&md->out, "\\\n");
			md_line(md);
		} else {
			buf_put(&md->out, md->place == MD_CELL ? CELL_JOINT : SLICE(" "));
		}
	} else if (md->due_space && !md->fresh) {
		buf_putc(&md->out, ' ');
	}
	md->due_break = false;
	md->due_space = false;
	md->swallow = false;
}

static bool is_entity(struct slice text, size_t i)
{
	size_t at = i + 1;

	while (at < text.len && (is_alnum(text.ptr[at]) || text.ptr[at] == '#'))
		at++;
	return at == text.len || (text.ptr[at] == ';' && at > i + 1);
}

/* Marks that mean something only where a line begins. */
static bool escape_at_start(const struct md *md, struct slice text, size_t i)
{
	char next = byte_at(text, i, 1);

	switch (text.ptr[i]) {
	case '#':
	case '>':
	case '=':
	case '|':
		return true;
	case '-':
		return md_is_blank(next) || next == '-';
	case '+':
		return md_is_blank(next);
	case ':':
		return next == '-';
	case '.':
	case ')':
		return md->digits > 0 && md->digits < 10 && md_is_blank(next);
	default:
		return false;
	}
}

/* What GitHub turns into links without being asked: URLs, www. and addresses. */
static bool is_bare_link(struct slice text, size_t i)
{
	switch (text.ptr[i]) {
	case ':':
		return i > 0 && is_alnum(text.ptr[i - 1]) && byte_at(text, i, 1) == '/' &&
		       byte_at(text, i, 2) == '/';
	case '@':
		return i > 0 && !md_is_blank(text.ptr[i - 1]) && is_alnum(byte_at(text, i, 1));
	case '.':
		return i >= 3 && (text.ptr[i - 1] | 0x20) == 'w' &&
		       (text.ptr[i - 2] | 0x20) == 'w' && (text.ptr[i - 3] | 0x20) == 'w' &&
		       !md_is_blank(byte_at(text, i, 1));
	default:
		return false;
	}
}

/* The closing sequence of a heading. */
static bool ends_heading(struct slice text, size_t i)
{
	while (i < text.len && (text.ptr[i] == '#' || md_is_blank(text.ptr[i])))
		i++;
	return i == text.len;
}

static bool escape_anywhere(const struct md *md, struct slice text, size_t i)
{
	char next = byte_at(text, i, 1);
	bool last = i + 1 == text.len;

	switch (text.ptr[i]) {
	case '*':
	case '`':
	case '[':
	case '~':
		return true;
	case '_':
		return i == 0 || !is_alnum(text.ptr[i - 1]) || !is_alnum(next);
	case '\\':
		return last || is_ascii_punctuation(next) || md_is_blank(next);
	case ']':
		return md->link;
	case '|':
		return md->place == MD_CELL;
	case '#':
		return md->place == MD_HEADING && ends_heading(text, i);
	case '<':
		return last || !md_is_blank(next); /* addresses begin with almost anything */
	case '&':
		return is_entity(text, i);
	case '!':
		return last; /* a link may follow */
	default:
		return false;
	}
}

static bool needs_escape(const struct md *md, struct slice text, size_t i, bool starts)
{
	if (escape_anywhere(md, text, i) || is_bare_link(text, i))
		return true;
	return (starts || md->digits > 0) && md->place == MD_FLOW && escape_at_start(md, text, i);
}

void md_put_text(struct md *md, struct slice text, bool link_follows)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool starts;
		if (md_is_blank(c)) {
			md->due_space |= !md->swallow;
			continue;
		}
		md_flush(md);
		starts = md->fresh;
		if (!(c == '!' && !link_follows) && needs_escape(md, text, i, starts))
			buf_putc(&md->out, '\\');
		buf_putc(&md->out, c);
		md->digits = is_digit(c) && (starts || md->digits > 0) ? md->digits + 1 : 0;
		md->fresh = false;
	}
}

void md_text(struct md *md, struct slice text)
{
	md_put_text(md, text, false);
}

void md_put_markup(struct md *md, struct slice markup)
{
	md_flush(md);
	buf_put(&md->out, markup);
	md->fresh = false;
	md->digits = 0;
}

static size_t longest_run(struct slice text, char c)
{
	size_t longest = 0;
	size_t run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.ptr[i] == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/*
 * In a cell a pipe in code takes a backslash, which cannot be told from one that stands there; and
 * the marks of two codes in a row would be one.
 */
static bool code_can_be_marked(const struct md *md, struct slice code)
{
	if (md->coded_at == md->out.len && !md->due_space && !md->due_break)
		return false;
	/* "[`]:" at the start of a paragraph would define a reference. */
	if (md->link && memchr(code.ptr, ']', code.len))
		return false;
	return md->place != MD_CELL || slice_find(code, SLICE("\\|"), 0) == code.len;
}

static void put_code(struct md *md, struct slice code)
{
	for (size_t i = 0; i < code.len; i++) {
		if (code.ptr[i] == '|' && md->place == MD_CELL)
			buf_putc(&md->out, '\\');
		buf_putc(&md->out, md_is_blank(code.ptr[i]) ? ' ' : code.ptr[i]);
	}
}

void md_code(struct md *md, struct slice code)
{
	size_t ticks = longest_run(code, '`') + 1;
	struct slice bare = slice_trim(code);
	bool pad;

	if (bare.len == 0 || !code_can_be_marked(md, bare)) {
		md_put_text(md, code, true);
		return;
	}
	/* Readers strip blanks in code, so they stand around it. */
	md->due_space |= md_is_blank(code.ptr[0]) && !md->swallow;
	pad = bare.ptr[0] == '`' || bare.ptr[bare.len - 1] == '`';
	md_put_markup(md, SLICE(""));
	buf_repeat(&md->out, '`', ticks);
	buf_puts(&md->out, pad ? " " : "");
	put_code(md, bare);
	buf_puts(&md->out, pad ? " " : "");
	buf_repeat(&md->out, '`', ticks);
	md->due_space = md_is_blank(code.ptr[code.len - 1]);
	md->coded_at = md->out.len;
}

struct slice md_target(const struct md *md, struct slice target)
{
	const size_t *number;
	struct slice id;

	if (target.len < 2 || target.ptr[0] != '#')
		return target;
	id = doc_heading_at(&md->places, target);
	/* What the cover lacks. */
	if (id.len == 0 && slice_starts(target, SLICE("#gap_")))
		return text_printf(md->arena, "#%.*s", SLICE_ARG(md->title_slug));
	number = index_get(&md->anchors, id);
	return number ? text_printf(md->arena, "#%.*s", SLICE_ARG(md->slugs.items[*number]))
		      : target;
}

void md_put_target(struct md *md, struct slice target)
{
	for (size_t i = 0; i < target.len; i++) {
		char c = target.ptr[i];
		if ((unsigned char)c <= ' ' || c == 0x7f || strchr("<>\\`|", c))
			buf_printf(&md->out, "%%%02X", (unsigned)(unsigned char)c);
		else if (c == '(' || c == ')' || (c == '&' && is_entity(target, i)))
			buf_printf(&md->out, "\\%c", c);
		else
			buf_putc(&md->out, c);
	}
}

void md_image(struct md *md, const struct doc_image *image, struct slice alt)
{
	bool link = md->link;

	md_put_markup(md, SLICE("!["));
	md->link = true;
	md->swallow = true;
	md_text(md, alt);
	md->link = link;
	md->due_space = false;
	buf_puts(&md->out, "](");
	md_put_target(md, md->image_base);
	md_put_target(md, image->path);
	buf_putc(&md->out, ')');
	md->swallow = false;
}
