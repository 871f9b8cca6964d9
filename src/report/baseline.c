/* The baseline: findings that are accepted for now, as a JSON file that only ever shrinks. */
#include "report/baseline.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "emit/json.h"

enum { BASELINE_SIZE_MAX = 64 * 1024 * 1024 };

struct baseline *baseline_new(struct arena *arena, const char *name)
{
	struct baseline *baseline = ARENA_NEW(arena, struct baseline);

	baseline->arena = arena;
	baseline->name = name;
	return baseline;
}

static int entry_order(const void *a, const void *b)
{
	const struct baseline_entry *left = a;
	const struct baseline_entry *right = b;
	int order = slice_compare(left->file, right->file);

	if (order == 0)
		order = slice_compare(left->rule, right->rule);
	if (order == 0)
		order = slice_compare(left->path, right->path);
	return order != 0 ? order : slice_compare(left->mark, right->mark);
}

static void entries_sort(struct baseline *baseline)
{
	if (baseline->entries.len > 1)
		qsort(baseline->entries.items, baseline->entries.len,
		      sizeof(*baseline->entries.items), entry_order);
}

static bool entry_text(struct baseline *baseline, const json_t *table, const char *key,
		       struct slice *text)
{
	const json_t *value = json_object_get(table, key);

	if (!json_is_string(value))
		return false;
	*text = slice_copy(baseline->arena,
			   (struct slice){ json_string_value(value), json_string_length(value) });
	return true;
}

static bool entries_take(struct baseline *baseline, const json_t *root)
{
	const json_t *list = json_object_get(root, "findings");

	if (json_integer_value(json_object_get(root, "schema")) != 1 || !json_is_array(list))
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *table = json_array_get(list, i);
		struct baseline_entry *entry = vec_push(baseline->arena, &baseline->entries);
		if (!entry_text(baseline, table, "file", &entry->file) ||
		    !entry_text(baseline, table, "rule", &entry->rule) ||
		    !entry_text(baseline, table, "path", &entry->path) ||
		    !entry_text(baseline, table, "mark", &entry->mark))
			return false;
	}
	return true;
}

bool baseline_read(struct baseline *baseline, struct text2 *problem)
{
	struct slice text;
	enum file_result result =
		file_read(baseline->arena, baseline->name, BASELINE_SIZE_MAX, &text);
	json_t *root;
	bool taken;

	*problem = file_reason(result);
	if (result != FILE_OK)
		return false;
	root = json_loadb(text.ptr, text.len, 0, NULL);
	taken = root && entries_take(baseline, root);
	json_decref(root);
	*problem = TEXT2("không phải tệp do --write-baseline ghi",
			 "it is not a file that --write-baseline wrote");
	entries_sort(baseline);
	return taken;
}

/* A plan that cannot be read, and what is said about the baseline itself, is never listed. */
static bool may_list(struct slice rule)
{
	return !rule_is_firm(rule) && !slice_is(rule, diag_name(DIAG_LOW_SCORE)) &&
	       !slice_is(rule, diag_name(DIAG_BASELINE_STALE));
}

static struct baseline_entry entry_of(struct baseline *baseline, const struct report *report,
				      const struct finding *finding, struct slice file)
{
	return (struct baseline_entry){
		.file = file,
		.rule = finding->rule,
		.path = finding->path,
		.mark = hash_text(baseline->arena, finding_mark(baseline->arena, report, finding)),
	};
}

/* The first entry that does not come before `wanted`. */
static size_t entry_from(const struct baseline *baseline, const struct baseline_entry *wanted)
{
	size_t low = 0;
	size_t high = baseline->entries.len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (entry_order(&baseline->entries.items[middle], wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct baseline_entry *entry_take(struct baseline *baseline,
					 const struct baseline_entry *wanted)
{
	for (size_t i = entry_from(baseline, wanted); i < baseline->entries.len; i++) {
		struct baseline_entry *entry = &baseline->entries.items[i];
		if (entry_order(entry, wanted) != 0)
			break;
		if (!entry->used)
			return entry;
	}
	return NULL;
}

static void hush(struct report *report, struct finding *finding)
{
	report_hush(report, finding, HUSH_BASELINE,
		    TEXT2("đã có trong tệp nền", "listed in the baseline"));
}

void baseline_apply(struct baseline *baseline, struct report *report, struct slice file)
{
	for (size_t i = 0; i < report->count; i++) {
		struct baseline_entry wanted =
			entry_of(baseline, report, &report->findings[i], file);
		struct baseline_entry *entry =
			may_list(wanted.rule) ? entry_take(baseline, &wanted) : NULL;
		if (!entry)
			continue;
		entry->used = true;
		hush(report, &report->findings[i]);
	}
	report_sweep(report);
}

static void stale_add(struct baseline *baseline, struct report *report,
		      const struct baseline_entry *entry, struct span top)
{
	struct text2 place = TEXT2("", "");

	if (entry->path.len > 0) {
		place.in[LANG_VI] = text_printf(report->arena, " ở '%.*s'", SLICE_ARG(entry->path));
		place.in[LANG_EN] =
			text_printf(report->arena, " at '%.*s'", SLICE_ARG(entry->path));
	}
	diag_add(report, DIAG_BASELINE_STALE, top, entry->path,
		 DIAG_ARGS(diag_text("rule", entry->rule), diag_text2("place", place),
			   diag_text("baseline", slice_of(baseline->name))));
}

void baseline_stale(struct baseline *baseline, struct report *report, struct slice file,
		    struct span top)
{
	struct baseline_entry first = {
		.file = file, .rule = SLICE(""), .path = SLICE(""), .mark = SLICE("")
	};

	for (size_t i = entry_from(baseline, &first); i < baseline->entries.len; i++) {
		struct baseline_entry *entry = &baseline->entries.items[i];
		if (!slice_equal(entry->file, file))
			break;
		entry->tried = true;
		if (!entry->used)
			stale_add(baseline, report, entry, top);
	}
}

void baseline_add(struct baseline *baseline, struct report *report, struct slice file)
{
	for (size_t i = 0; i < report->count; i++) {
		struct baseline_entry entry =
			entry_of(baseline, report, &report->findings[i], file);
		if (!may_list(entry.rule))
			continue;
		entry.file = slice_copy(baseline->arena, entry.file);
		entry.rule = slice_copy(baseline->arena, entry.rule);
		entry.path = slice_copy(baseline->arena, entry.path);
		entry.used = true;
		*vec_push(baseline->arena, &baseline->entries) = entry;
		hush(report, &report->findings[i]);
	}
	report_sweep(report);
}

struct slice baseline_text(struct arena *arena, struct baseline *baseline)
{
	json_t *root = json_table();
	json_t *list = json_list();

	entries_sort(baseline);
	json_set(root, "schema", json_count(1));
	json_set(root, "findings", list);
	for (size_t i = 0; i < baseline->entries.len; i++) {
		const struct baseline_entry *entry = &baseline->entries.items[i];
		json_t *table;
		if (entry->tried && !entry->used)
			continue;
		table = json_table();
		json_set_text(table, "file", entry->file);
		json_set_text(table, "rule", entry->rule);
		json_set_text(table, "path", entry->path);
		json_set_text(table, "mark", entry->mark);
		json_put(list, table);
	}
	return json_finish(arena, root);
}
