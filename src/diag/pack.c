/* Reports as bytes. */
#include "diag/pack.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/pack.h"
#include "base/vec.h"

/* --- Packing --- */

static void span_pack(struct buf *buf, struct span span)
{
	pack_number(buf, span.file);
	pack_number(buf, span.start);
	pack_number(buf, span.end);
}

static void finding_pack(struct buf *buf, const struct finding *finding)
{
	pack_text(buf, finding->rule);
	pack_number(buf, finding->level);
	span_pack(buf, finding->span);
	pack_text(buf, finding->path);
	pack_text2(buf, &finding->message);
	pack_text2(buf, &finding->help);
	pack_number(buf, finding->related_count);
	for (size_t i = 0; i < finding->related_count; i++) {
		span_pack(buf, finding->related[i].span);
		pack_text2(buf, &finding->related[i].message);
	}
	pack_number(buf, finding->arg_count);
	for (size_t i = 0; i < finding->arg_count; i++) {
		pack_text(buf, slice_of(finding->args[i].name));
		pack_text2(buf, &finding->args[i].value);
	}
}

static void use(bool *used, const struct finding *finding)
{
	used[finding->span.file] = true;
	for (size_t i = 0; i < finding->related_count; i++)
		used[finding->related[i].span.file] = true;
}

static bool *sources_used(const struct report *report)
{
	bool *used = ARENA_ARRAY(report->arena, report->source_count + 2, bool);

	used[1] = true; /* findings about the whole plan may still come */
	for (size_t i = 0; i < report->count; i++)
		use(used, &report->findings[i]);
	for (size_t i = 0; i < report->hushed_count; i++)
		use(used, &report->hushed[i].finding);
	return used;
}

void report_pack(struct buf *buf, const struct report *report)
{
	const bool *used = sources_used(report);

	pack_number(buf, report->source_count);
	for (size_t i = 1; i < report->source_count; i++) {
		const struct source *source = &report->sources[i];
		pack_text(buf, source->name);
		pack_text(buf, used[i] ? source->text : SLICE(""));
		pack_number(buf, source->lines_before);
		pack_number(buf, source->is_absent);
		pack_number(buf, source->columns_before);
	}
	pack_number(buf, report->count);
	for (size_t i = 0; i < report->count; i++)
		finding_pack(buf, &report->findings[i]);
	pack_number(buf, report->hushed_count);
	for (size_t i = 0; i < report->hushed_count; i++) {
		finding_pack(buf, &report->hushed[i].finding);
		pack_number(buf, report->hushed[i].how);
		pack_text2(buf, &report->hushed[i].reason);
	}
}

/* --- Unpacking --- */

static struct span span_unpack(const struct report *report, struct unpack *unpack)
{
	struct span span = { .file = (uint32_t)unpack_number(unpack) };
	const struct source *source = report_source_at(report, span.file);

	span.start = (uint32_t)unpack_number(unpack);
	span.end = (uint32_t)unpack_number(unpack);
	if (span.file == 0)
		return SPAN_NONE;
	if (!source || span.start > span.end || span.end > source->text.len)
		unpack->is_bad = true;
	return unpack->is_bad ? SPAN_NONE : span;
}

static struct finding finding_unpack(const struct report *report, struct unpack *unpack)
{
	struct arena *arena = report->arena;
	struct finding finding = { .rule = unpack_text(unpack) };
	struct diag_arg *args;

	finding.level = (enum level)unpack_choice(unpack, LEVEL_COUNT);
	finding.span = span_unpack(report, unpack);
	finding.path = unpack_text(unpack);
	finding.message = unpack_text2(unpack);
	finding.help = unpack_text2(unpack);
	finding.related_count = unpack_count(unpack);
	finding.related = ARENA_ARRAY(arena, finding.related_count, struct related);
	for (size_t i = 0; i < finding.related_count; i++) {
		finding.related[i].span = span_unpack(report, unpack);
		finding.related[i].message = unpack_text2(unpack);
	}
	finding.arg_count = unpack_count(unpack);
	finding.args = args = ARENA_ARRAY(arena, finding.arg_count, struct diag_arg);
	for (size_t i = 0; i < finding.arg_count; i++) {
		args[i].name = slice_cstr(arena, unpack_text(unpack));
		args[i].value = unpack_text2(unpack);
	}
	return finding;
}

static void sources_unpack(struct report *report, struct unpack *unpack)
{
	size_t count = unpack_count(unpack);

	for (size_t i = 1; i < count && !unpack->is_bad; i++) {
		struct slice name = unpack_text(unpack);
		struct slice text = unpack_text(unpack);
		uint32_t before = (uint32_t)unpack_number(unpack);
		uint32_t file = report_source_part(report, name, text, before);
		report->sources[file].is_absent = unpack_number(unpack) != 0;
		report->sources[file].columns_before = (uint32_t)unpack_number(unpack);
	}
}

void report_unpack(struct report *report, struct unpack *unpack)
{
	size_t count;

	sources_unpack(report, unpack);
	count = unpack_count(unpack);
	for (size_t i = 0; i < count && !unpack->is_bad; i++) {
		report->findings = vec_grow(report->arena, report->findings, report->count,
					    &report->cap, sizeof(*report->findings));
		report->findings[report->count++] = finding_unpack(report, unpack);
	}
	count = unpack_count(unpack);
	for (size_t i = 0; i < count && !unpack->is_bad; i++) {
		struct finding finding = finding_unpack(report, unpack);
		enum hush how = (enum hush)unpack_choice(unpack, HUSH_BASELINE + 1);
		report_hush(report, &finding, how, unpack_text2(unpack));
	}
}
