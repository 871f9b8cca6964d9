/* Findings that are not reported: accepted ones, left-out ones, and how one is known again. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "diag/diag.h"

static const enum diag_id firm[] = { DIAG_SYNTAX, DIAG_ENCODING, DIAG_LIMIT,
				     DIAG_FILE,   DIAG_TEMPLATE, DIAG_BROKE_DOWN };

bool rule_is_firm(struct slice rule)
{
	for (size_t i = 0; i < sizeof(firm) / sizeof(*firm); i++) {
		if (slice_is(rule, diag_name(firm[i])))
			return true;
	}
	return false;
}

void report_hush(struct report *report, struct finding *finding, enum hush how, struct text2 reason)
{
	report->hushed = vec_grow(report->arena, report->hushed, report->hushed_count,
				  &report->hushed_cap, sizeof(*report->hushed));
	report->hushed[report->hushed_count++] = (struct hushed){ *finding, how, reason };
	finding->is_hushed = true;
}

void report_sweep(struct report *report)
{
	size_t kept = 0;

	for (size_t i = 0; i < report->count; i++) {
		if (!report->findings[i].is_hushed)
			report->findings[kept++] = report->findings[i];
	}
	report->count = kept;
}

size_t report_leave_out(struct report *report, size_t room)
{
	size_t left_out = 0;

	for (int level = LEVEL_COUNT - 1; level >= 0; level--) {
		for (size_t i = 0; i < report->count; i++) {
			struct finding *finding = &report->findings[i];
			if ((int)finding->level != level)
				continue;
			finding->left_out = room == 0;
			left_out += finding->left_out;
			room -= !finding->left_out;
		}
	}
	return left_out;
}

/* A text as any editor may save it, in one form. */
static struct slice one_form(struct arena *arena, struct slice text)
{
	struct buf kept = BUF_IN(arena);

	text = utf8_nfc(arena, text);
	if (slice_find(text, SLICE("\r"), 0) == text.len)
		return text;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\r')
			buf_putc(&kept, text.ptr[i]);
	}
	return buf_slice(&kept);
}

uint64_t finding_mark(struct arena *arena, const struct report *report,
		      const struct finding *finding)
{
	const struct source *source = report_source_at(report, finding->span.file);
	struct slice value = SLICE("");

	if (source)
		value = slice_sub(source->text, finding->span.start, finding->span.end);
	return hash_add(hash_add(hash_add(HASH_START, finding->rule),
				 one_form(arena, finding->path)),
			one_form(arena, value));
}
