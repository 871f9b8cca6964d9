/*
 * The TOML reader: from the text of a source to a tree, with a finding for every mistake.  After a
 * mistake it looks for the next line that can begin something new, so one run shows them all.  It
 * knows no field of a plan.
 */
#include "syntax/toml.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "syntax/door.h"
#include "syntax/lines.h"
#include "syntax/mistake.h"
#include "syntax/names.h"
#include "syntax/scalar.h"

/* How a table or array came to be, which decides what may still be added to it. */
enum {
	MADE_BY_PATH = 1,   /* [a.b] made a */
	MADE_BY_HEADER = 2, /* [a] or [[a]] */
	MADE_BY_DOTS = 4,   /* a.b = 1 made a */
	CLOSED = 8,         /* { … } or [ … ]: nothing may be added */
};

/* One of the names in a.b.c. */
struct part {
	struct slice name;
	struct span span;
};

/* A bracket that waits for its other half. */
struct bracket {
	char kind; /* '[' or '{' */
	size_t at;
};

/* Which lines to leave out after a mistake outside brackets. */
enum skip {
	SKIP_LINE,   /* go on at the next line */
	SKIP_REST,   /* also leave out a line with the rest of a name: "]", ".b]" or "= 1" */
	SKIP_VALUES, /* at the next one that is no bare value or prose */
	SKIP_PROSE,  /* at the next one with a header or "name =" */
};

struct parser {
	struct arena *arena;
	struct report *report;
	struct slice text;
	struct door door;
	uint32_t file;
	enum toml_version version;
	size_t at;
	struct node *root;
	struct node *table; /* where pairs go; after a bad header a table outside the tree */
	size_t table_depth;
	size_t depth; /* tables and arrays around the place being read */
	VEC(struct part) parts;
	VEC(struct bracket) open;
	VEC(struct bracket) scan; /* the same while looking for a place to go on */
	struct names names;
	size_t errors;
	size_t resume; /* where to go on after a failure; 0 when that has to be found */
	enum skip skip;
	size_t suspect_open; /* a text whose closing quotes rather look like opening ones … */
	size_t suspect_line; /* … on this line; 0 when there is none */
};

/* Looking at the text */

static char peek(const struct parser *p)
{
	return line_char(p->text, p->at);
}

/* The end of what one value may take up: the line, or up to the next sign between brackets. */
static size_t rest_end(const struct parser *p, size_t at)
{
	return line_content_end(p->text, at, p->open.len > 0 ? ",]}#" : "#");
}

static void skip_blanks(struct parser *p)
{
	p->at = line_after_blanks(p->text, p->at);
}

static void skip_newline(struct parser *p)
{
	if (peek(p) == '\r')
		p->at++;
	if (peek(p) == '\n')
		p->at++;
}

/* Blanks, line ends and remarks. */
static void skip_space(struct parser *p)
{
	for (;;) {
		skip_blanks(p);
		if (peek(p) == '#')
			p->at = line_end(p->text, p->at);
		if (p->at >= p->text.len || !line_ends(p->text, p->at))
			return;
		skip_newline(p);
	}
}

static struct span span_of(const struct parser *p, size_t from, size_t to)
{
	return (struct span){ p->file, (uint32_t)from, (uint32_t)to };
}

/* Mistakes */

static bool is_full(const struct parser *p)
{
	return p->errors >= TOML_ERRORS_MAX;
}

static void note_full(struct parser *p, size_t at)
{
	mistake_add(p->report, MISTAKE_TOO_MANY, span_of(p, at, at),
		    text_printf(p->arena, "%d", TOML_ERRORS_MAX));
}

/* The finding, or NULL when another one came behind it. */
static struct finding *add(struct parser *p, enum mistake mistake, size_t from, size_t to,
			   struct slice better)
{
	struct finding *finding = mistake_add(p->report, mistake, span_of(p, from, to), better);

	p->errors++;
	if (!is_full(p))
		return finding;
	note_full(p, to);
	return NULL;
}

/* Says what is wrong; reading goes on behind it. */
static struct finding *note(struct parser *p, enum mistake mistake, size_t from, size_t to,
			    struct slice better)
{
	if (is_full(p) || door_is_bad_line(&p->door, from))
		return NULL;
	return add(p, mistake, from, to, better);
}

static char innermost(const struct bracket *brackets, size_t count)
{
	return count > 0 ? brackets[count - 1].kind : '\0';
}

static void scan_bracket(struct parser *p, char c, size_t at)
{
	char wanted = c == ']' ? '[' : '{';
	size_t depth = p->scan.len;

	if (c == '[' || c == '{') {
		*vec_push(p->arena, &p->scan) = (struct bracket){ c, at };
		return;
	}
	/* What stands open between a bracket and its other half was left open by mistake. */
	while (depth > 0 && p->scan.items[depth - 1].kind != wanted)
		depth--;
	if (depth > 0)
		p->scan.len = depth - 1;
}

/* Follows brackets to the end of a line (or of a longer text) and returns the next one. */
static size_t scan_line(struct parser *p, size_t at)
{
	while (at < p->text.len && p->text.ptr[at] != '\n' && p->scan.len > 0) {
		char c = p->text.ptr[at];
		if (c == '#')
			break;
		if (c == '[' || c == ']' || c == '{' || c == '}')
			scan_bracket(p, c, at);
		/* Outside quotes a backslash means nothing; but \" must not be tried at length. */
		if (c == '\\' && !line_ends(p->text, at + 1))
			at++;
		at = c == '"' || c == '\'' ? line_after_text(p->text, at) : at + 1;
	}
	return line_next(p->text, at);
}

/*
 * Looks for what closes the open brackets and returns the line behind it.  A header, or a "name ="
 * where a list is open, shows that they were never closed: that line is the result then.  Lines in
 * an open { look like others, so there reading goes on right behind the mistake.
 */
static size_t find_close(struct parser *p, bool *closed)
{
	size_t first = line_next(p->text, p->at);
	size_t at = p->at;

	p->scan.len = 0;
	for (size_t i = 0; i < p->open.len; i++)
		*vec_push(p->arena, &p->scan) = p->open.items[i];
	*closed = false;
	while (at < p->text.len) {
		at = scan_line(p, at);
		*closed = p->scan.len == 0;
		if (*closed || line_is_header(p->text, at))
			break;
		if (innermost(p->scan.items, p->scan.len) == '[' && line_after_equals(p->text, at))
			break;
	}
	if (!*closed && innermost(p->scan.items, p->scan.len) == '{')
		return first;
	return at;
}

static bool fail_unclosed(struct parser *p, const struct bracket *bracket, size_t resume)
{
	enum mistake mistake =
		bracket->kind == '[' ? MISTAKE_UNCLOSED_ARRAY : MISTAKE_UNCLOSED_INLINE;
	struct finding *finding = note(p, mistake, bracket->at, bracket->at + 1, SLICE(""));

	p->resume = resume;
	if (finding)
		finding_relate(p->report, finding, span_of(p, p->at, p->at),
			       TEXT2("đến đây vẫn chưa thấy dấu đóng", "it is still open here"));
	return false;
}

/* The bracket that a mistake at `from` shows to be unclosed, or NULL. */
static const struct bracket *find_unclosed(struct parser *p, enum mistake mistake, size_t from)
{
	size_t line = line_start(p->text, from);
	size_t depth = p->open.len;
	bool closed;

	if (depth > 0 && from >= p->text.len)
		return &p->open.items[depth - 1];
	while (depth > 0 && p->open.items[depth - 1].at >= line)
		depth--;
	if (depth == 0)
		return NULL;
	if (line_is_header(p->text, line))
		return &p->open.items[depth - 1];
	if (depth < p->open.len || line_after_blanks(p->text, line) != from ||
	    !line_after_equals(p->text, line))
		return NULL;
	if (p->open.items[depth - 1].kind == '[')
		return &p->open.items[depth - 1];
	/* Between { and } it may be just the comma that is missing. */
	find_close(p, &closed);
	return mistake == MISTAKE_MISSING_COMMA && !closed ? &p->open.items[depth - 1] : NULL;
}

/*
 * Says what is wrong and gives up the line.  Always false, for `return fail(…)`.  When what went
 * before explains the mistake better, that is reported instead.
 */
static bool fail(struct parser *p, enum mistake mistake, size_t from, size_t to,
		 struct slice better)
{
	const struct bracket *unclosed;

	if (p->suspect_line) {
		size_t open = p->suspect_open;
		p->resume = p->suspect_line;
		p->suspect_line = 0;
		p->open.len = 0;
		note(p, MISTAKE_UNCLOSED_LONG, open, open + 3, SLICE(""));
		return false;
	}
	unclosed = find_unclosed(p, mistake, from);
	if (unclosed) {
		bool at_end = from >= p->text.len;
		return fail_unclosed(p, unclosed, at_end ? from : line_start(p->text, from));
	}
	note(p, mistake, from, to, better);
	return false;
}

/* Characters that look like a space or like nothing, as word processors leave them. */
static bool is_invisible(uint32_t code)
{
	return code == 0xA0 || code == 0xAD || (code >= 0x2000 && code <= 0x200F) ||
	       (code >= 0x2028 && code <= 0x202F) || (code >= 0x205F && code <= 0x2064) ||
	       code == 0x3000 || code == 0xFEFF;
}

/* fail() for text that can hold a character nobody sees, which then is the mistake. */
static bool fail_text(struct parser *p, enum mistake mistake, size_t from, size_t to,
		      struct slice better)
{
	struct slice text = slice_sub(p->text, 0, to);
	size_t at = from;

	while (at < to) {
		size_t start = at;
		uint32_t code = utf8_next(text, &at);
		if (code != UTF8_BAD && is_invisible(code))
			return fail(p, MISTAKE_INVISIBLE, start, at,
				    text_printf(p->arena, "U+%04X", (unsigned)code));
	}
	return fail(p, mistake, from, to, better);
}

/* Whether a line only goes on with the mistake before it. */
static bool is_skipped(const struct parser *p, size_t line)
{
	char first = line_char(p->text, line_after_blanks(p->text, line));

	switch (p->skip) {
	case SKIP_LINE:
		return false;
	case SKIP_REST:
		return first == ']' || first == '.' || first == '=';
	case SKIP_VALUES:
		return !line_is_attempt(p->text, line) && !line_after_equals(p->text, line);
	case SKIP_PROSE:
		return !line_is_header(p->text, line) && !line_after_equals(p->text, line);
	}
	return false;
}

/* Goes to the next place that can begin something. */
static void recover(struct parser *p)
{
	bool closed;

	if (p->resume)
		p->at = p->resume;
	else if (p->open.len > 0)
		p->at = find_close(p, &closed);
	else
		p->at = line_next(p->text, p->at);
	while (p->at < p->text.len && !p->resume && p->open.len == 0 && is_skipped(p, p->at))
		p->at = line_next(p->text, p->at);
	p->resume = 0;
	p->skip = SKIP_LINE;
	p->open.len = 0;
}

/* Names */

static struct node *find(const struct parser *p, const struct node *table, struct slice name)
{
	return names_find(&p->names, table, name);
}

static void attach(struct parser *p, struct node *table, const struct part *part, struct node *node)
{
	node->name = part->name;
	node->key = part->span;
	names_attach(&p->names, table, node);
}

/* Tables and their names */

static struct slice path_of(struct parser *p, const struct node *table, struct slice name)
{
	struct slice path = name;

	for (; table && table->parent; table = table->parent) {
		if (table->name.ptr)
			path = text_printf(p->arena, "%.*s.%.*s", SLICE_ARG(table->name),
					   SLICE_ARG(path));
	}
	return path;
}

static void note_duplicate(struct parser *p, const struct node *table, const struct part *part,
			   const struct node *first)
{
	struct finding *finding;
	struct slice path;

	if (first->kind == NODE_UNREADABLE)
		return; /* one finding is enough */
	if (is_full(p) || door_is_bad_line(&p->door, part->span.start))
		return;
	p->errors++;
	path = path_of(p, table, part->name);
	finding = diag_add(p->report, DIAG_DUPLICATE_KEY, part->span, path,
			   DIAG_ARGS(diag_text("key", path)));
	finding_relate(p->report, finding, first->key,
		       TEXT2("khai lần đầu ở đây", "given first here"));
	if (is_full(p))
		note_full(p, part->span.end);
}

static void note_too_deep(struct parser *p, size_t from, size_t to)
{
	note(p, MISTAKE_TOO_DEEP, from, to, text_printf(p->arena, "%d", TOML_DEPTH_MAX));
}

static struct node *new_table(struct parser *p, struct node *table, const struct part *part,
			      unsigned flags)
{
	struct node *child = node_new(p->arena, NODE_TABLE);

	child->flags = flags;
	child->span = part->span;
	attach(p, table, part, child);
	return child;
}

/* Into a table on the way of a [header]; NULL after a finding. */
static struct node *walk_path(struct parser *p, struct node *table, const struct part *part)
{
	struct node *child = find(p, table, part->name);

	if (!child)
		return new_table(p, table, part, MADE_BY_PATH);
	if (child->kind == NODE_ARRAY && child->flags & MADE_BY_HEADER) {
		p->depth++;
		return child->last;
	}
	if (child->kind == NODE_TABLE && !(child->flags & CLOSED))
		return child;
	note_duplicate(p, table, part, child);
	return NULL;
}

/* Into a table on the way of a dotted name; NULL after a finding. */
static struct node *walk_dots(struct parser *p, struct node *table, const struct part *part)
{
	struct node *child = find(p, table, part->name);

	if (!child)
		return new_table(p, table, part, MADE_BY_DOTS);
	if (child->kind == NODE_TABLE && !(child->flags & (CLOSED | MADE_BY_HEADER))) {
		child->flags |= MADE_BY_DOTS;
		return child;
	}
	note_duplicate(p, table, part, child);
	return NULL;
}

/* Goes through all names but the last one; NULL after a finding. */
static struct node *walk(struct parser *p, struct node *table,
			 struct node *(*step)(struct parser *, struct node *, const struct part *))
{
	for (size_t i = 0; table && i + 1 < p->parts.len; i++) {
		if (++p->depth >= TOML_DEPTH_MAX) {
			note_too_deep(p, p->parts.items[0].span.start, p->at);
			return NULL;
		}
		table = step(p, table, &p->parts.items[i]);
	}
	return table;
}

/* The table that [name] opens, or NULL after a finding. */
static struct node *open_table(struct parser *p, struct node *table, const struct part *part,
			       struct span header)
{
	struct node *child = find(p, table, part->name);

	if (!child)
		child = new_table(p, table, part, 0);
	else if (child->kind != NODE_TABLE || child->flags != MADE_BY_PATH) {
		note_duplicate(p, table, part, child);
		return NULL;
	}
	child->flags = MADE_BY_HEADER;
	child->key = part->span;
	child->header = header;
	child->span = header;
	return child;
}

/* The table that [[name]] adds, or NULL after a finding. */
static struct node *open_element(struct parser *p, struct node *table, const struct part *part,
				 struct span header)
{
	struct node *array = find(p, table, part->name);
	struct node *child;

	if (!array) {
		array = node_new(p->arena, NODE_ARRAY);
		array->flags = MADE_BY_HEADER;
		array->span = header;
		attach(p, table, part, array);
	} else if (array->kind != NODE_ARRAY || !(array->flags & MADE_BY_HEADER)) {
		note_duplicate(p, table, part, array);
		return NULL;
	}
	child = node_new(p->arena, NODE_TABLE);
	child->flags = MADE_BY_HEADER;
	child->key = part->span;
	child->header = header;
	child->span = header;
	node_append(array, child);
	p->depth++;
	return child;
}

/* Strings */

struct quoted {
	size_t open; /* where its first quote stands */
	char quote;
	bool is_long; /* three quotes, several lines */
	size_t fault; /* the first bad escape, or 0 */
	size_t run;   /* what follows is not in buf yet */
	struct buf buf;
};

static void flush_run(struct parser *p, struct quoted *q)
{
	buf_put(&q->buf, slice_sub(p->text, q->run, p->at));
}

static bool fail_string(struct parser *p, const struct quoted *q)
{
	size_t end = line_content_end(p->text, q->open, "");
	size_t first = q->open + (q->is_long ? 3 : 1);
	struct slice text = slice_sub(p->text, 0, end);

	p->at = first;
	p->skip = SKIP_PROSE;
	if (q->is_long)
		return fail(p, MISTAKE_UNCLOSED_LONG, q->open, first, SLICE(""));
	if (q->quote == '"' && (slice_ends(text, SLICE("”")) || slice_ends(text, SLICE("“"))))
		return fail(p, MISTAKE_SMART_CLOSE, q->open, end, SLICE(""));
	if (q->quote == '"' && end > first + 1 && slice_ends(text, SLICE("\\\"")))
		return fail(p, MISTAKE_ESCAPED_CLOSE, q->open, end, SLICE(""));
	return fail(p, q->quote == '"' ? MISTAKE_UNCLOSED_DOUBLE : MISTAKE_UNCLOSED_SINGLE, q->open,
		    end, SLICE(""));
}

/*
 * Quotes that close a long text right behind "name =" are rather the opening ones of the next.
 * That is only remembered: the file may mean it so.
 */
static void suspect_long(struct parser *p, const struct quoted *q)
{
	size_t line = p->at;

	while (line > q->open && p->text.ptr[line - 1] != '\n')
		line--;
	if (line > q->open && line_after_equals(p->text, line) == p->at) {
		p->suspect_open = q->open;
		p->suspect_line = line;
	}
}

/* At a quote: whether it closes the string.  A long text may end with two quotes of its own. */
static bool close_string(struct parser *p, struct quoted *q, struct slice *value)
{
	size_t count = 1;
	size_t own;

	while (q->is_long && count < 5 && line_char(p->text, p->at + count) == q->quote)
		count++;
	if (q->is_long && count < 3) {
		p->at += count;
		return false;
	}
	if (q->fault)
		note(p, MISTAKE_BAD_ESCAPE, q->fault, line_after_character(p->text, q->fault + 1),
		     SLICE(""));
	if (q->is_long)
		suspect_long(p, q);
	own = q->is_long ? count - 3 : 0;
	p->at += own;
	if (q->buf.data) {
		flush_run(p, q);
		*value = buf_slice(&q->buf);
	} else {
		*value = slice_sub(p->text, q->run, p->at);
	}
	p->at += q->is_long ? 3 : 1;
	return true;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* count hexadecimal digits that name a character. */
static bool read_code(const struct parser *p, size_t at, size_t count, uint32_t *code)
{
	*code = 0;
	for (size_t i = 0; i < count; i++) {
		int digit = hex_value(line_char(p->text, at + i));
		if (digit < 0)
			return false;
		*code = *code * 16 + (uint32_t)digit;
	}
	return *code <= 0x10FFFF && (*code < 0xD800 || *code > 0xDFFF);
}

/* The length of an escape and the character it stands for; 0 when it stands for none. */
static size_t decode_escape(const struct parser *p, uint32_t *code)
{
	static const char letters[] = "btnfr\"\\e";
	static const char meanings[] = "\b\t\n\f\r\"\\\x1B";
	char c = line_char(p->text, p->at + 1);
	const char *letter = c ? strchr(letters, c) : NULL;
	size_t digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;

	if (letter && (c != 'e' || p->version == TOML_1_1)) {
		*code = (unsigned char)meanings[letter - letters];
		return 2;
	}
	if (c == 'x' && p->version == TOML_1_1)
		digits = 2;
	return digits > 0 && read_code(p, p->at + 2, digits, code) ? 2 + digits : 0;
}

/* Behind a backslash at the end of a line and the white space that it takes away, or at itself. */
static size_t after_folded_line(const struct parser *p, size_t at)
{
	size_t end = line_after_blanks(p->text, at + 1);

	if (end >= p->text.len || !line_ends(p->text, end))
		return at;
	while (end < p->text.len && (line_is_blank(p->text.ptr[end]) || line_ends(p->text, end)))
		end++;
	return end;
}

static void read_escape(struct parser *p, struct quoted *q)
{
	uint32_t code = 0;
	size_t length = decode_escape(p, &code);
	size_t folded = q->is_long ? after_folded_line(p, p->at) : p->at;

	if (length > 0 || folded > p->at) {
		flush_run(p, q);
		if (length > 0)
			buf_put_code(&q->buf, code);
		p->at = length > 0 ? p->at + length : folded;
		q->run = p->at;
		return;
	}
	/* The first one is enough: a Windows path is full of them. */
	if (q->fault == 0)
		q->fault = p->at;
	p->at++;
}

/* Line ends in a text are always single line feeds, whatever the file has. */
static void read_line_break(struct parser *p, struct quoted *q)
{
	if (peek(p) == '\r') {
		flush_run(p, q);
		q->run = p->at + 1;
		p->at++;
	}
	p->at++;
}

static bool read_string(struct parser *p, struct slice *value)
{
	struct quoted q = { .open = p->at, .quote = peek(p), .buf = BUF_IN(p->arena) };

	q.is_long = line_has(p->text, p->at, q.quote == '"' ? "\"\"\"" : "'''");
	p->at += q.is_long ? 3 : 1;
	if (q.is_long)
		skip_newline(p);
	q.run = p->at;
	while (p->at < p->text.len) {
		char c = peek(p);
		if (c == q.quote) {
			if (close_string(p, &q, value))
				return true;
		} else if (c == '\\' && q.quote == '"') {
			read_escape(p, &q);
		} else if (!line_ends(p->text, p->at)) {
			p->at++;
		} else if (q.is_long) {
			read_line_break(p, &q);
		} else {
			break;
		}
	}
	return fail_string(p, &q);
}

/* Names */

static const char *const smart_quotes[] = { "“", "”", "„", "‘", "’", "«", "»" };

static bool starts_smart_quote(const struct parser *p, size_t at)
{
	for (size_t i = 0; i < sizeof(smart_quotes) / sizeof(*smart_quotes); i++) {
		if (line_has(p->text, at, smart_quotes[i]))
			return true;
	}
	return false;
}

/* The same text between straight quotes. */
static struct slice straighten(struct parser *p, size_t from, size_t to)
{
	struct slice text = slice_sub(p->text, line_after_character(p->text, from), to);

	text = slice_sub(text, 0, slice_find(text, SLICE("\""), 0));
	for (size_t i = 0; i < sizeof(smart_quotes) / sizeof(*smart_quotes); i++)
		text = slice_sub(text, 0, slice_find(text, slice_of(smart_quotes[i]), 0));
	return text_printf(p->arena, "\"%.*s\"", SLICE_ARG(slice_trim(text)));
}

static struct slice join_words(struct parser *p, size_t from, size_t to)
{
	struct buf buf = BUF_IN(p->arena);

	for (size_t i = from; i < to; i++) {
		char c = p->text.ptr[i];
		if (!line_is_blank(c))
			buf_putc(&buf, c);
		else if (!line_is_blank(p->text.ptr[i - 1]))
			buf_putc(&buf, '_');
	}
	return buf_slice(&buf);
}

static bool has_letter_beyond_ascii(const struct parser *p, size_t from, size_t to)
{
	struct slice text = slice_sub(p->text, 0, to);

	while (from < to) {
		uint32_t code = utf8_next(text, &from);
		if (code != UTF8_BAD && code >= 0x80 && utf8_is_letter(code))
			return true;
	}
	return false;
}

static bool is_all_words(const struct parser *p, size_t from, size_t to)
{
	for (; from < to; from++) {
		if (!line_is_wordlike(p->text.ptr[from]) && !line_is_blank(p->text.ptr[from]))
			return false;
	}
	return true;
}

/* Something in a name that cannot stand there; from is where the name began, end is '=' or ']'. */
static bool fail_name(struct parser *p, size_t from, char end)
{
	size_t to = line_content_end(p->text, from, end == ']' ? "]#" : "=:#\"'[]{},");
	size_t sign = line_after_blanks(p->text, to);
	bool is_complete = line_char(p->text, sign) == end || line_char(p->text, sign) == ':' ||
			   (end == ']' && line_ends(p->text, sign));

	if (is_complete && has_letter_beyond_ascii(p, from, to))
		return fail_text(p, MISTAKE_KEY_ACCENT, from, to, SLICE(""));
	if (is_complete && is_all_words(p, from, to) && line_after_word(p->text, from) < to)
		return fail_text(p, MISTAKE_KEY_SPACE, from, to, join_words(p, from, to));
	if (end == '=' && !is_complete &&
	    (line_is_wordlike(peek(p)) || line_ends(p->text, p->at))) {
		/* Several words are prose, and what follows may be more of it. */
		p->skip = line_after_word(p->text, from) == to ? SKIP_REST : SKIP_VALUES;
		return fail_text(p, MISTAKE_MISSING_EQUALS, from, rest_end(p, from), SLICE(""));
	}
	return fail_text(p, MISTAKE_KEY_CHARACTER, p->at, line_after_character(p->text, p->at),
			 SLICE(""));
}

/* No name begins where one should. */
static bool fail_no_name(struct parser *p, char end)
{
	size_t next = line_after_character(p->text, p->at);
	char c = peek(p);
	enum mistake mistake = MISTAKE_KEY_CHARACTER;

	if (p->parts.len > 0 || c == '.')
		mistake = MISTAKE_KEY_DOT;
	else if (end == ']' && (c == ']' || line_ends(p->text, p->at)))
		mistake = MISTAKE_HEADER_EMPTY;
	else if (c == '=')
		mistake = MISTAKE_KEY_MISSING;
	else if (c == ',')
		mistake = MISTAKE_LONE_COMMA;
	else if (c == ']' || c == '}' || c == ')')
		mistake = MISTAKE_STRAY_BRACKET;
	else if (c == ';' || line_has(p->text, p->at, "//"))
		return fail(p, MISTAKE_COMMENT_SIGN, p->at, p->at + (c == ';' ? 1 : 2), SLICE(""));
	else if (starts_smart_quote(p, p->at))
		return fail(p, MISTAKE_SMART_QUOTE, p->at, line_content_end(p->text, p->at, "=#]"),
			    straighten(p, p->at, line_content_end(p->text, p->at, "=#]")));
	else if (line_is_wordlike(c))
		return fail_name(p, p->at, end);
	return fail_text(p, mistake, p->at, next, SLICE(""));
}

static bool read_part(struct parser *p, char end)
{
	size_t from = p->at;
	struct slice name;
	char c = peek(p);

	if (c == '"' || c == '\'') {
		if (line_has(p->text, from, "\"\"\"") || line_has(p->text, from, "'''")) {
			p->at = line_after_text(p->text, from);
			return fail(p, MISTAKE_KEY_LONG_QUOTES, from, from + 3, SLICE(""));
		}
		if (!read_string(p, &name))
			return false;
	} else {
		while (line_is_bare(peek(p)))
			p->at++;
		if (p->at == from)
			return fail_no_name(p, end);
		if (line_is_wordlike(peek(p)))
			return fail_name(p, from, end);
		name = slice_sub(p->text, from, p->at);
	}
	*vec_push(p->arena, &p->parts) = (struct part){ name, span_of(p, from, p->at) };
	return true;
}

/* Reads "a.b.c" into parts, and the blanks behind it. */
static bool read_name(struct parser *p, char end)
{
	p->parts.len = 0;
	for (;;) {
		skip_blanks(p);
		if (!read_part(p, end))
			return false;
		skip_blanks(p);
		if (peek(p) != '.')
			return true;
		p->at++;
	}
}

static bool fail_equals(struct parser *p)
{
	size_t from = p->parts.items[0].span.start;
	const struct span *last = &p->parts.items[p->parts.len - 1].span;
	struct slice name = slice_sub(p->text, from, last->end);

	if (peek(p) == ':')
		return fail(p, MISTAKE_COLON, from, last->end,
			    text_printf(p->arena, "%.*s = …", SLICE_ARG(name)));
	if (line_is_wordlike(peek(p)))
		return fail_name(p, from, '=');
	if (starts_smart_quote(p, p->at) || line_ends(p->text, p->at) ||
	    strchr("\"'#[]{},", peek(p))) {
		p->skip = line_ends(p->text, p->at) || peek(p) == '#' ? SKIP_REST : SKIP_VALUES;
		return fail_text(p, MISTAKE_MISSING_EQUALS, from, rest_end(p, from), SLICE(""));
	}
	return fail_text(p, MISTAKE_KEY_CHARACTER, p->at, line_after_character(p->text, p->at),
			 SLICE(""));
}

/* Values */

static struct node *read_value(struct parser *p);
static bool read_pair(struct parser *p, struct node *table);

static struct node *open_brackets(struct parser *p, enum node_kind kind)
{
	struct node *node;

	*vec_push(p->arena, &p->open) = (struct bracket){ peek(p), p->at };
	if (++p->depth > TOML_DEPTH_MAX) {
		p->at++;
		note_too_deep(p, p->at - 1, p->at);
		return NULL;
	}
	node = node_new(p->arena, kind);
	node->span = span_of(p, p->at, p->at);
	node->flags = CLOSED;
	p->at++;
	return node;
}

static struct node *close_brackets(struct parser *p, struct node *node)
{
	p->at++;
	p->open.len--;
	p->depth--;
	node->span.end = (uint32_t)p->at;
	return node;
}

static struct node *read_array(struct parser *p)
{
	struct node *array = open_brackets(p, NODE_ARRAY);

	while (array) {
		struct node *item;
		skip_space(p);
		if (peek(p) == ']')
			return close_brackets(p, array);
		item = read_value(p);
		if (!item)
			return NULL;
		node_append(array, item);
		skip_space(p);
		if (peek(p) == ']')
			return close_brackets(p, array);
		if (peek(p) != ',') {
			fail_text(p, MISTAKE_MISSING_COMMA, p->at, rest_end(p, p->at), SLICE(""));
			return NULL;
		}
		p->at++;
	}
	return NULL;
}

/* White space between { and }: on one line before TOML 1.1. */
static bool skip_inline_space(struct parser *p)
{
	const struct bracket *bracket = &p->open.items[p->open.len - 1];
	size_t resume;
	bool closed;

	if (p->version == TOML_1_1) {
		skip_space(p);
		return true;
	}
	skip_blanks(p);
	if (!line_ends(p->text, p->at) && peek(p) != '#')
		return true;
	resume = find_close(p, &closed);
	if (!closed)
		return fail_unclosed(p, bracket, resume);
	return fail(p, MISTAKE_INLINE_LINES, bracket->at, bracket->at + 1, SLICE(""));
}

/* Behind a pair: true when another one may follow. */
static bool read_comma(struct parser *p)
{
	if (peek(p) != ',')
		return fail_text(p, MISTAKE_MISSING_COMMA, p->at, rest_end(p, p->at), SLICE(""));
	p->at++;
	if (!skip_inline_space(p))
		return false;
	if (peek(p) == '}' && p->version == TOML_1_0)
		note(p, MISTAKE_TRAILING_COMMA, p->at, p->at + 1, SLICE(""));
	return true;
}

static struct node *read_inline(struct parser *p)
{
	struct node *table = open_brackets(p, NODE_TABLE);

	if (!table || !skip_inline_space(p))
		return NULL;
	while (peek(p) != '}') {
		if (!read_pair(p, table) || !skip_inline_space(p))
			return NULL;
		if (peek(p) != '}' && !read_comma(p))
			return NULL;
	}
	return close_brackets(p, table);
}

static struct node *read_text(struct parser *p)
{
	size_t from = p->at;
	struct slice value;
	struct node *node;

	if (!read_string(p, &value))
		return NULL;
	node = node_new(p->arena, NODE_STRING);
	node->as.string = value;
	node->span = span_of(p, from, p->at);
	node->raw = slice_sub(p->text, from, p->at);
	return node;
}

/* The end of a number, date or word.  A date and its time may have a blank between them. */
static size_t plain_end(const struct parser *p)
{
	size_t at = p->at;
	struct slice rest;

	while (!line_ends(p->text, at) && !strchr(" \t,;]}#=", p->text.ptr[at]))
		at++;
	rest = slice_sub(p->text, at, at + 4);
	if (at - p->at != 10 || p->text.ptr[p->at + 4] != '-' || rest.len < 4 ||
	    rest.ptr[0] != ' ' || hex_value(rest.ptr[1]) < 0 || rest.ptr[3] != ':')
		return at;
	for (at++; !line_ends(p->text, at) && !strchr(" \t,;]}#=", p->text.ptr[at]);)
		at++;
	return at;
}

/* Something that is no value of any kind. */
static bool fail_value(struct parser *p, enum mistake mistake, struct slice better)
{
	size_t from = p->at;
	size_t to = rest_end(p, from);
	struct slice guessed;
	enum mistake number;

	if (to == from) {
		p->skip = SKIP_VALUES;
		if (peek(p) == ',')
			return fail(p, MISTAKE_LONE_COMMA, from, from + 1, better);
		return fail(p, MISTAKE_MISSING_VALUE, from, from, better);
	}
	if (peek(p) == '=')
		return fail(p, MISTAKE_TWO_EQUALS, from - 1, from + 1, better);
	if (starts_smart_quote(p, from))
		return fail(p, MISTAKE_SMART_QUOTE, from, to, straighten(p, from, to));
	/* "Không" alone may mean false, but not "Không áp dụng". */
	if (mistake == MISTAKE_BOOLEAN_WORD && plain_end(p) < to)
		mistake = MISTAKE_UNQUOTED_TEXT;
	number = scalar_guess_number(p->arena, slice_sub(p->text, from, to), &guessed);
	if (number != MISTAKE_NONE)
		return fail(p, number, from, to, guessed);
	return fail_text(p, mistake, from, to, better);
}

static struct node *read_plain(struct parser *p)
{
	size_t from = p->at;
	size_t end = plain_end(p);
	struct node *node = node_new(p->arena, NODE_STRING);
	struct slice better;
	enum mistake mistake;

	node->span = span_of(p, from, end);
	node->raw = slice_sub(p->text, from, end);
	mistake = scalar_read(p->arena, node->raw, p->version, node, &better);
	if (mistake == MISTAKE_NONE) {
		p->at = end;
		return node;
	}
	if (mistake == MISTAKE_DATE_RANGE || mistake == MISTAKE_NUMBER_RANGE) {
		/* Well-formed: what follows can be read as if it were right. */
		note(p, mistake, from, end, better);
		node->kind = NODE_UNREADABLE;
		p->at = end;
		return node;
	}
	fail_value(p, mistake, better);
	return NULL;
}

static struct node *read_value(struct parser *p)
{
	switch (peek(p)) {
	case '"':
	case '\'':
		return read_text(p);
	case '[':
		return read_array(p);
	case '{':
		return read_inline(p);
	default:
		return read_plain(p);
	}
}

/* A name was given, though what stands behind it cannot be read: it is not missing. */
static bool leave_hole(struct parser *p, struct node *table, const struct part *part)
{
	struct node *hole = node_new(p->arena, NODE_UNREADABLE);

	hole->span = part->span;
	if (table && !find(p, table, part->name))
		attach(p, table, part, hole);
	return false;
}

/* "a.b = value", on a line of its own or between { and }. */
static bool read_pair(struct parser *p, struct node *table)
{
	const struct node *first;
	struct node *value;
	struct part last;
	size_t depth = p->depth;

	if (!read_name(p, '='))
		return false;
	last = p->parts.items[p->parts.len - 1];
	if (peek(p) != '=') {
		fail_equals(p);
		return p->parts.len == 1 ? leave_hole(p, table, &last) : false;
	}
	p->at++;
	table = walk(p, table, walk_dots);
	first = table ? find(p, table, last.name) : NULL;
	if (first)
		note_duplicate(p, table, &last, first);
	skip_blanks(p);
	value = read_value(p);
	if (!value)
		return leave_hole(p, table, &last);
	p->depth = depth;
	if (table && !first)
		attach(p, table, &last, value);
	return true;
}

/* Lines */

/* Something behind a value on its line. */
static bool fail_after_value(struct parser *p, size_t from, char first)
{
	size_t to = line_content_end(p->text, p->at, "#");
	struct slice rest = slice_sub(p->text, p->at, to);
	enum mistake mistake = MISTAKE_AFTER_VALUE;
	struct slice better = SLICE("");

	if (slice_is(rest, ",") || slice_is(rest, ";"))
		return fail(p, MISTAKE_TRAILING_SIGN, p->at, to, better);
	if ((first >= '0' && first <= '9') || first == '-' || first == '+') {
		mistake = scalar_guess_number(p->arena, slice_sub(p->text, from, to), &better);
		if (mistake != MISTAKE_NONE)
			return fail(p, mistake, from, to, better);
		mistake = MISTAKE_AFTER_VALUE;
	}
	if (first == '"' && slice_find(rest, SLICE("\""), 0) < rest.len)
		mistake = MISTAKE_QUOTE_INSIDE;
	return fail_text(p, mistake, p->at, to, better);
}

static bool at_line_end(struct parser *p)
{
	skip_blanks(p);
	if (peek(p) == '#')
		p->at = line_end(p->text, p->at);
	if (!line_ends(p->text, p->at))
		return false;
	skip_newline(p);
	return true;
}

static bool read_pair_line(struct parser *p)
{
	size_t from;

	if (!read_pair(p, p->table))
		return false;
	if (at_line_end(p))
		return true;
	from = line_after_equals(p->text, line_start(p->text, p->at));
	return fail_after_value(p, from, line_char(p->text, from));
}

/* Makes the table of a header the one that pairs go to. */
static void enter_table(struct parser *p, bool is_array, struct span header)
{
	const struct part last = p->parts.items[p->parts.len - 1];
	struct node *table;

	p->depth = 0;
	table = walk(p, p->root, walk_path);
	if (table && p->depth + (is_array ? 2 : 1) > TOML_DEPTH_MAX) {
		note_too_deep(p, header.start, header.end);
		return;
	}
	if (!table)
		return;
	p->depth++;
	table = is_array ? open_element(p, table, &last, header)
			 : open_table(p, table, &last, header);
	if (!table)
		return;
	p->table = table;
	p->table_depth = p->depth;
}

static bool read_header(struct parser *p)
{
	size_t from = p->at;
	bool is_array = line_has(p->text, from, "[[");
	struct slice close = is_array ? SLICE("]]") : SLICE("]");
	bool is_closed;

	/* Until the header proves good, what follows it belongs nowhere, so it repeats nothing. */
	p->table = node_new(p->arena, NODE_TABLE);
	p->table_depth = 0;
	p->at += close.len;
	p->skip = SKIP_REST;
	if (!read_name(p, ']'))
		return false;
	is_closed = line_has(p->text, p->at, close.ptr);
	if (!is_closed && !line_ends(p->text, p->at) && !strchr("]#", peek(p)))
		return fail_name(p, p->parts.items[0].span.start, ']');
	if (!is_closed)
		fail(p, MISTAKE_HEADER_CLOSE, from, line_content_end(p->text, from, "#"), close);
	else
		p->at += close.len;
	enter_table(p, is_array, span_of(p, from, p->at));
	if (!is_closed)
		return false;
	p->skip = SKIP_LINE;
	if (at_line_end(p))
		return true;
	return fail_text(p, MISTAKE_AFTER_HEADER, p->at, rest_end(p, p->at), SLICE(""));
}

static bool read_line(struct parser *p)
{
	size_t suspect = p->suspect_line;
	bool is_read;

	p->depth = p->table_depth;
	if (at_line_end(p))
		return true;
	is_read = peek(p) == '[' ? read_header(p) : read_pair_line(p);
	/* A good line behind a text shows that the text was closed where it seemed. */
	if (is_read && p->suspect_line == suspect)
		p->suspect_line = 0;
	return is_read;
}

/* False when there is nothing to read. */
static bool enter(struct parser *p)
{
	size_t size = report_source_at(p->report, p->file)->text.len;

	if (size > TOML_SIZE_MAX) {
		add(p, MISTAKE_TOO_LARGE, 0, 0, text_printf(p->arena, "%d", TOML_SIZE_MAX));
		return false;
	}
	if (!door_open(&p->door, p->report, p->file))
		return false;
	p->text = p->door.text;
	p->at = p->door.start;
	p->errors = p->door.bad_count;
	if (is_full(p))
		note_full(p, p->door.bad[p->door.bad_count - 1]);
	return !is_full(p);
}

struct node *toml_read(struct arena *arena, struct report *report, uint32_t file,
		       enum toml_version version)
{
	struct parser p = {
		.arena = arena,
		.report = report,
		.file = file,
		.version = version,
		.root = node_new(arena, NODE_TABLE),
		.names = NAMES_IN(arena),
	};

	p.root->span = span_of(&p, 0, 0);
	p.table = p.root;
	if (!enter(&p))
		return p.root;
	while (p.at < p.text.len && !is_full(&p)) {
		if (!read_line(&p))
			recover(&p);
	}
	return p.root;
}
