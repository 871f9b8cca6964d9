/* Findings: their table, filling in their words, and the list of a run.  Prints nothing. */
#include "diag/diag.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

struct diag_row {
	const char *name;
	enum level level;
	struct text2 message;
	struct text2 help;
};

static const struct diag_row rows[] = {
#define DIAG(id, name, level, en, vi, help_en, help_vi) \
	[DIAG_##id] = { name, level, TEXT2_ROW(vi, en), TEXT2_ROW(help_vi, help_en) },
#include "diag/diag.def"
#undef DIAG
};

_Static_assert(sizeof(rows) / sizeof(*rows) == DIAG_COUNT, "every finding has a row");

struct level_row {
	const char *key;
	struct text2 word;
};

static const struct level_row levels[] = {
	[LEVEL_INFO] = { "info", TEXT2_ROW("gợi ý", "info") },
	[LEVEL_WARNING] = { "warning", TEXT2_ROW("cảnh báo", "warning") },
	[LEVEL_ERROR] = { "error", TEXT2_ROW("lỗi", "error") },
};

_Static_assert(sizeof(levels) / sizeof(*levels) == LEVEL_COUNT, "every level has a row");

const char *diag_name(enum diag_id id)
{
	return rows[id].name;
}

enum level diag_level(enum diag_id id)
{
	return rows[id].level;
}

struct text2 diag_message(enum diag_id id)
{
	return rows[id].message;
}

struct text2 diag_help(enum diag_id id)
{
	return rows[id].help;
}

struct text2 diag_title(enum diag_id id)
{
	static const struct text2 titles[DIAG_COUNT] = {
#define PAGE(id, refs, vi, en, bad, good)
#define TITLE(id, vi, en) [DIAG_##id] = TEXT2_ROW(vi, en),
#include "diag/pages.def"
#undef TITLE
#undef PAGE
	};

	return text2_is_empty(&titles[id]) ? diag_message(id) : titles[id];
}

struct diag_page diag_page(enum diag_id id)
{
	static const struct diag_page pages[DIAG_COUNT] = {
#define PAGE(id, refs, vi, en, bad, good) [DIAG_##id] = { refs, TEXT2_ROW(vi, en), bad, good },
#define TITLE(id, vi, en)
#include "diag/pages.def"
#undef TITLE
#undef PAGE
	};

	return pages[id];
}

bool diag_find(struct slice name, enum diag_id *id)
{
	for (int i = 0; i < DIAG_COUNT; i++) {
		if (slice_is(name, rows[i].name)) {
			*id = (enum diag_id)i;
			return true;
		}
	}
	return false;
}

const char *level_key(enum level level)
{
	return levels[level].key;
}

const char *level_word(enum level level, enum lang lang)
{
	return levels[level].word.in[lang].ptr;
}

bool level_find(struct slice key, enum level *level)
{
	for (int i = 0; i < LEVEL_COUNT; i++) {
		if (slice_is(key, levels[i].key)) {
			*level = (enum level)i;
			return true;
		}
	}
	return false;
}

struct report report_new(struct arena *arena)
{
	struct report report = { .arena = arena };

	report.sources = vec_grow(arena, NULL, 0, &report.source_cap, sizeof(*report.sources));
	report.source_count = 1;
	return report;
}

struct diag_arg diag_text(const char *name, struct slice value)
{
	return (struct diag_arg){ name, text2_same(value) };
}

struct diag_arg diag_text2(const char *name, struct text2 value)
{
	return (struct diag_arg){ name, value };
}

struct diag_arg diag_number(struct report *report, const char *name, int64_t value)
{
	return diag_text(name, text_printf(report->arena, "%" PRId64, value));
}

static const struct diag_arg *find_arg(struct slice name, const struct diag_arg *args, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (slice_is(name, args[i].name))
			return &args[i];
	}
	return NULL;
}

struct slice diag_fill(struct arena *arena, struct slice text, enum lang lang,
		       const struct diag_arg *args, size_t arg_count)
{
	struct buf buf = BUF_IN(arena);
	size_t done = 0;
	size_t open = slice_find(text, SLICE("{"), 0);

	if (open == text.len || arg_count == 0)
		return text;
	while (open < text.len) {
		size_t close = slice_find(text, SLICE("}"), open);
		const struct diag_arg *arg =
			find_arg(slice_sub(text, open + 1, close), args, arg_count);
		/* Braces around anything else are the text's own, as in "{{company.name}}". */
		if (arg && close < text.len) {
			buf_put(&buf, slice_sub(text, done, open));
			buf_put(&buf, text2_in(&arg->value, lang));
			done = close + 1;
			open = close;
		}
		open = slice_find(text, SLICE("{"), open + 1);
	}
	buf_put(&buf, slice_sub(text, done, text.len));
	return buf_slice(&buf);
}

struct text2 diag_fill2(struct arena *arena, const struct text2 *text, const struct diag_arg *args,
			size_t arg_count)
{
	struct text2 filled;

	for (int i = 0; i < LANG_COUNT; i++) {
		enum lang lang = (enum lang)i;
		filled.in[i] = text->in[i].ptr
				       ? diag_fill(arena, text->in[i], lang, args, arg_count)
				       : SLICE_NONE;
	}
	return filled;
}

struct finding *diag_add_rule(struct report *report, const struct rule_words *words,
			      struct span span, struct slice path, const struct diag_arg *args,
			      size_t arg_count)
{
	struct diag_arg *kept = ARENA_ARRAY(report->arena, arg_count, struct diag_arg);
	struct finding *finding;

	if (arg_count > 0)
		memcpy(kept, args, arg_count * sizeof(*args));
	report->findings = vec_grow(report->arena, report->findings, report->count, &report->cap,
				    sizeof(*report->findings));
	finding = &report->findings[report->count++];
	*finding = (struct finding){
		.rule = words->id,
		.level = words->level,
		.span = span,
		.path = path,
		.message = diag_fill2(report->arena, &words->message, args, arg_count),
		.help = diag_fill2(report->arena, &words->help, args, arg_count),
		.args = kept,
		.arg_count = arg_count,
	};
	return finding;
}

struct finding *diag_add(struct report *report, enum diag_id id, struct span span,
			 struct slice path, const struct diag_arg *args, size_t arg_count)
{
	const struct rule_words words = {
		.id = slice_of(rows[id].name),
		.level = rows[id].level,
		.message = rows[id].message,
		.help = rows[id].help,
	};

	return diag_add_rule(report, &words, span, path, args, arg_count);
}

void finding_relate(struct report *report, struct finding *finding, struct span span,
		    struct text2 message)
{
	size_t count = finding->related_count;
	struct related *related = ARENA_ARRAY(report->arena, count + 1, struct related);

	if (count > 0)
		memcpy(related, finding->related, count * sizeof(*related));
	related[count] = (struct related){ span, message };
	finding->related = related;
	finding->related_count = count + 1;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int finding_compare(const struct finding *a, const struct finding *b)
{
	int order = compare_numbers(a->span.file, b->span.file);

	if (order == 0)
		order = compare_numbers(a->span.start, b->span.start);
	return order != 0 ? order : slice_compare(a->rule, b->rule);
}

static bool finding_equal(const struct finding *a, const struct finding *b)
{
	return a->span.end == b->span.end && a->level == b->level &&
	       slice_equal(a->path, b->path) && text2_equal(&a->message, &b->message);
}

/* Merges the sorted runs [from, middle) and [middle, to) into the same places of `into`. */
static void merge(const struct finding *items, struct finding *into, size_t from, size_t middle,
		  size_t to)
{
	size_t left = from;
	size_t right = middle;

	for (size_t i = from; i < to; i++) {
		bool take_left = right == to;
		if (left < middle && right < to)
			take_left = finding_compare(&items[left], &items[right]) <= 0;
		into[i] = items[take_left ? left++ : right++];
	}
}

/* qsort is not stable, and findings at one place should keep the order they were found in. */
static void sort_findings(struct report *report)
{
	size_t count = report->count;
	struct finding *items = report->findings;
	struct finding *other = ARENA_ARRAY(report->arena, report->cap, struct finding);

	for (size_t width = 1; width < count; width *= 2) {
		struct finding *swap = items;
		for (size_t from = 0; from < count; from += 2 * width) {
			size_t middle = from + width < count ? from + width : count;
			size_t to = from + 2 * width < count ? from + 2 * width : count;
			merge(items, other, from, middle, to);
		}
		items = other;
		other = swap;
	}
	report->findings = items;
}

static void drop_repetitions(struct report *report)
{
	struct finding *items = report->findings;
	size_t kept = 0;
	size_t group = 0; /* the first one kept that has the same file, start and rule */

	for (size_t i = 0; i < report->count; i++) {
		bool repeated = false;
		if (kept > 0 && finding_compare(&items[group], &items[i]) != 0)
			group = kept;
		for (size_t j = group; j < kept && !repeated; j++)
			repeated = finding_equal(&items[j], &items[i]);
		if (!repeated)
			items[kept++] = items[i];
	}
	report->count = kept;
}

void report_sort(struct report *report)
{
	if (report->count < 2)
		return;
	sort_findings(report);
	drop_repetitions(report);
}

size_t report_count(const struct report *report, enum level level)
{
	size_t count = 0;

	for (size_t i = 0; i < report->count; i++)
		count += report->findings[i].level == level;
	return count;
}

bool report_has(const struct report *report, enum level least)
{
	for (size_t i = 0; i < report->count; i++) {
		if (report->findings[i].level >= least)
			return true;
	}
	return false;
}
