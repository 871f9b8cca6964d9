/* Mistakes of syntax: from a row of mistake.def and a place to a finding. */
#include "syntax/mistake.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { SHOWN_MAX = 40 }; /* code points of the file that a message repeats */

struct mistake_row {
	enum diag_id rule;
	struct text2 problem;
	struct text2 expected;
};

static const struct mistake_row rows[] = {
#define MISTAKE(id, rule, en, vi, expected_en, expected_vi) \
	[MISTAKE_##id] = { DIAG_##rule, TEXT2_ROW(vi, en), TEXT2_ROW(expected_vi, expected_en) },
#include "syntax/mistake.def"
#undef MISTAKE
};

_Static_assert(sizeof(rows) / sizeof(*rows) == MISTAKE_COUNT, "every mistake has a row");

/* The first line of a text, cut to what a message can hold; bytes that are no text become '?'. */
static struct slice shown(struct arena *arena, struct slice text)
{
	struct buf buf = BUF_IN(arena);
	size_t at = 0;

	for (int i = 0; at < text.len && i < SHOWN_MAX; i++) {
		uint32_t code = utf8_next(text, &at);
		if (code == '\n' || code == '\r')
			break;
		if (code == UTF8_BAD || code < ' ' || code == 0x7F)
			buf_putc(&buf, '?');
		else
			buf_put_code(&buf, code);
	}
	if (at < text.len && text.ptr[at] != '\n')
		buf_puts(&buf, "…");
	return buf_slice(&buf);
}

struct finding *mistake_add(struct report *report, enum mistake mistake, struct span span,
			    struct slice better)
{
	const struct mistake_row *row = &rows[mistake];
	const struct source *source = report_source_at(report, span.file);
	struct slice text = source ? slice_sub(source->text, span.start, span.end) : SLICE("");
	const struct diag_arg words[] = {
		diag_text("text", shown(report->arena, text)),
		diag_text("better", better),
	};
	struct text2 problem = diag_fill2(report->arena, &row->problem, words, 2);
	struct text2 expected = diag_fill2(report->arena, &row->expected, words, 2);

	return diag_add(report, row->rule, span, SLICE(""),
			DIAG_ARGS(diag_text2("problem", problem),
				  diag_text2("expected", expected)));
}
