/*
 * Findings for people.  Columns in positions count code points; the caret is placed by the width a
 * terminal gives them, so that it stands under the right letter in Vietnamese and Chinese alike.
 */
#include "diag/show.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

/* In columns, but for the last. */
enum {
	TAB_WIDTH = 4,
	LINE_WIDTH_MAX = 110,
	CUT_BEHIND =
		80, /* what stands further to the right is shown without the line's beginning */
	CONTEXT_BEFORE = 60,
	LINE_BYTES_MAX = 1000
};

struct shower {
	struct buf buf;
	const struct report *report;
	enum lang lang;
	bool color;
	size_t gutter; /* width of the widest line number of a finding */
};

static const char *const level_colors[LEVEL_COUNT] = {
	[LEVEL_INFO] = "\033[36;1m",
	[LEVEL_WARNING] = "\033[33;1m",
	[LEVEL_ERROR] = "\033[31;1m",
};

static void paint(struct shower *s, const char *color)
{
	if (s->color)
		buf_puts(&s->buf, color);
}

static size_t digits_of(uint32_t number)
{
	size_t count = 1;

	while (number >= 10) {
		number /= 10;
		count++;
	}
	return count;
}

static size_t code_width(struct slice line, size_t from, size_t to)
{
	return line.ptr[from] == '\t' ? TAB_WIDTH : utf8_width(slice_sub(line, from, to));
}

/* The columns a text takes; counted no further than past the limit. */
static size_t shown_width(struct slice text, size_t limit)
{
	size_t width = 0;
	size_t at = 0;

	while (at < text.len && width <= limit) {
		size_t before = at;
		utf8_next(text, &at);
		width += code_width(text, before, at);
	}
	return width;
}

/* The part of a line that is shown: from..to in bytes, around the place that matters. */
static struct slice window(struct slice line, size_t at, bool *cut_left)
{
	size_t start = 0;
	size_t width = 0;
	size_t end;

	*cut_left = shown_width(slice_sub(line, 0, at), CUT_BEHIND) > CUT_BEHIND;
	if (*cut_left) {
		start = at;
		while (start > 0 && width < CONTEXT_BEFORE) {
			start = utf8_start(line, start - 1);
			width++;
		}
		width = 0;
	}
	end = start;
	while (end < line.len && width < LINE_WIDTH_MAX && end - start < LINE_BYTES_MAX) {
		size_t before = end;
		utf8_next(line, &end);
		width += code_width(line, before, end);
	}
	return slice_sub(line, start, end);
}

static void line_put(struct shower *s, struct slice shown)
{
	size_t at = 0;

	while (at < shown.len) {
		size_t before = at;
		uint32_t code = utf8_next(shown, &at);
		if (code == '\t')
			buf_repeat(&s->buf, ' ', TAB_WIDTH);
		else if (code == UTF8_BAD)
			buf_puts(&s->buf, "\357\277\275");
		else if (code < 0x20 || code == 0x7f)
			buf_puts(&s->buf, "·");
		else
			buf_put(&s->buf, slice_sub(shown, before, at));
	}
}

static void gutter(struct shower *s, uint32_t line)
{
	paint(s, "\033[34;1m");
	if (line > 0)
		buf_printf(&s->buf, "%*u |", (int)s->gutter, line);
	else
		buf_printf(&s->buf, "%*s |", (int)s->gutter, "");
	paint(s, "\033[0m");
}

/* One source line and the marks under a span of it. */
static void snippet(struct shower *s, const struct source *source, struct span span, char mark,
		    struct slice label, const char *color)
{
	struct place place = source_place(source, span.start);
	struct slice line = source_line(source, place.line);
	uint32_t first = source->lines[place.line - source->lines_before - 1];
	size_t at = span.start - first;
	size_t end = span.end - first;
	bool cut;
	struct slice shown;
	size_t shift, width;

	if (source->is_absent)
		return;
	at = at > line.len ? line.len : at;
	end = end > line.len ? line.len : end < at ? at : end;
	shown = window(line, at, &cut);
	shift = (size_t)(shown.ptr - line.ptr);
	gutter(s, place.line);
	buf_puts(&s->buf, cut ? " …" : " ");
	line_put(s, shown);
	buf_puts(&s->buf, shift + shown.len < line.len ? "…\n" : "\n");
	gutter(s, 0);
	width = shown_width(slice_sub(shown, 0, at - shift), SIZE_MAX) + (cut ? 1 : 0);
	buf_repeat(&s->buf, ' ', width + 1);
	paint(s, color);
	width = shown_width(slice_sub(shown, at - shift, end - shift), SIZE_MAX);
	buf_repeat(&s->buf, mark, width > 0 ? width : 1);
	if (label.len > 0)
		buf_printf(&s->buf, " %.*s", SLICE_ARG(label));
	paint(s, "\033[0m");
	buf_putc(&s->buf, '\n');
}

static void arrow(struct shower *s, const struct source *source, struct span span, const char *sign)
{
	struct place place = source_place(source, span.start);

	buf_printf(&s->buf, "%*s%s %.*s:%u:%u\n", (int)s->gutter, "", sign, SLICE_ARG(source->name),
		   place.line, place.column);
}

static void relations_put(struct shower *s, const struct finding *finding)
{
	for (size_t i = 0; i < finding->related_count; i++) {
		const struct related *related = &finding->related[i];
		const struct source *source = report_source_at(s->report, related->span.file);
		if (!related->span.file)
			continue;
		arrow(s, source, related->span, ":::");
		snippet(s, source, related->span, '-', text2_in(&related->message, s->lang),
			"\033[34;1m");
	}
}

/* The width of the line's number; 1 for what stands nowhere. */
static size_t gutter_of(const struct shower *s, struct span span)
{
	const struct source *source = report_source_at(s->report, span.file);

	return source ? digits_of(source_place(source, span.start).line) : 1;
}

static void gutter_set(struct shower *s, const struct finding *finding)
{
	s->gutter = gutter_of(s, finding->span);
	for (size_t i = 0; i < finding->related_count; i++) {
		size_t width = gutter_of(s, finding->related[i].span);
		s->gutter = width > s->gutter ? width : s->gutter;
	}
}

static void finding_put(struct shower *s, const struct finding *finding)
{
	struct slice help = text2_in(&finding->help, s->lang);

	gutter_set(s, finding);
	paint(s, level_colors[finding->level]);
	buf_printf(&s->buf, "%s[%.*s]", level_word(finding->level, s->lang),
		   SLICE_ARG(finding->rule));
	paint(s, "\033[0m");
	buf_puts(&s->buf, ": ");
	paint(s, "\033[1m");
	buf_put(&s->buf, text2_in(&finding->message, s->lang));
	paint(s, "\033[0m");
	buf_putc(&s->buf, '\n');
	if (finding->span.file) {
		const struct source *source = report_source_at(s->report, finding->span.file);
		arrow(s, source, finding->span, "-->");
		snippet(s, source, finding->span, '^', SLICE_NONE, level_colors[finding->level]);
	}
	relations_put(s, finding);
	if (help.len > 0)
		buf_printf(&s->buf, "%*s = %s: %.*s\n", (int)s->gutter, "",
			   s->lang == LANG_VI ? "cách sửa" : "help", SLICE_ARG(help));
	buf_putc(&s->buf, '\n');
}

struct slice diag_show_text(struct arena *arena, const struct report *report, enum lang lang,
			    bool color)
{
	struct shower s = { BUF_IN(arena), report, lang, color, 1 };

	for (size_t i = 0; i < report->count; i++) {
		if (!report->findings[i].left_out)
			finding_put(&s, &report->findings[i]);
	}
	return buf_slice(&s.buf);
}

struct slice diag_show_short(struct arena *arena, const struct report *report, enum lang lang)
{
	struct buf buf = BUF_IN(arena);

	for (size_t i = 0; i < report->count; i++) {
		const struct finding *finding = &report->findings[i];
		if (finding->left_out)
			continue;
		if (finding->span.file) {
			const struct source *source = report_source_at(report, finding->span.file);
			struct place place = source_place(source, finding->span.start);
			buf_printf(&buf, "%.*s:%u:%u: ", SLICE_ARG(source->name), place.line,
				   place.column);
		} else {
			buf_puts(&buf, "careplan: ");
		}
		buf_printf(&buf, "%s[%.*s]: %.*s\n", level_key(finding->level),
			   SLICE_ARG(finding->rule), SLICE_ARG(text2_in(&finding->message, lang)));
	}
	return buf_slice(&buf);
}

struct slice diag_show_counts(struct arena *arena, const struct report *report, enum lang lang)
{
	struct buf buf = BUF_IN(arena);

	for (int level = LEVEL_COUNT - 1; level >= 0; level--) {
		size_t count = report_count(report, (enum level)level);
		const char *word = level_word((enum level)level, lang);
		bool plural = lang == LANG_EN && count != 1 && level != LEVEL_INFO;
		if (count > 0)
			buf_printf(&buf, "%s%zu %s%s", buf.len > 0 ? ", " : "", count, word,
				   plural ? "s" : "");
	}
	return buf_slice(&buf);
}
