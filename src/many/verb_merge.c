/* careplan merge: the ledgers of shards become one set of results, as if one run had made them. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "guard.h"
#include "many/common.h"
#include "many/expected.h"
#include "many/pages.h"
#include "many/progress.h"
#include "many/tidy.h"

enum { DOCUMENT_SIZE_MAX = 1024 * 1024 * 1024 };

struct shard {
	const char *folder;
	struct ledger ledger;
};

struct part {
	struct slice name; /* of the branch: their order is that of the results */
	uint32_t shard, row;
};

struct merge {
	struct options *options;
	struct arena *arena;
	const char *folder; /* of the output */
	VEC(struct shard) shards;
	VEC(struct part) parts;
	struct job_templates templates;
	struct slice expected_json;
	int worst;
};

/* --- Reading shards --- */

static int unread_say(const struct merge *merge, const char *path)
{
	return cli_usage(merge->options,
			 TEXT2("không đọc được '{1}'; chạy lại phần đó",
			       "cannot read '{1}'; run that shard again"),
			 slice_of(path), SLICE_NONE);
}

static int shards_find(struct merge *merge, const char *folder)
{
	struct arena *arena = merge->arena;
	const char *inner = text_printf(arena, "%s/.careplan", folder).ptr;
	size_t before = merge->shards.len;
	size_t count;
	struct slice *names = file_list(arena, inner, "", &count);

	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(arena, slice_of(inner), names[i]).ptr;
		struct shard *shard;
		if (slice_starts(names[i], SLICE("journal-")) && file_size(path) > 0)
			return cli_usage(merge->options,
					 TEXT2("một phần trong '{1}' chưa chạy xong; chạy lại "
					       "phần đó rồi ghép",
					       "a shard in '{1}' has not ended; run it again, then "
					       "merge"),
					 slice_of(folder), SLICE_NONE);
		if (!slice_starts(names[i], SLICE("manifest-")) ||
		    slice_find(names[i], SLICE(".part-"), 0) < names[i].len)
			continue;
		shard = vec_push(arena, &merge->shards);
		shard->folder = folder;
		if (!ledger_read(&shard->ledger, arena, path))
			return unread_say(merge, path);
	}
	if (merge->shards.len > before)
		return EXIT_DONE;
	return cli_usage(merge->options,
			 TEXT2("'{1}' không có kết quả của phần nào; tạo bằng careplan batch "
			       "--shard K/N -O {1}",
			       "'{1}' holds the results of no shard; make them with careplan batch "
			       "--shard K/N -O {1}"),
			 slice_of(folder), SLICE_NONE);
}

static int missing_say(const struct merge *merge, const bool *has, size_t count)
{
	struct buf list = BUF_IN(merge->arena);

	for (size_t i = 0; i < count; i++) {
		if (!has[i])
			buf_printf(&list, "%s%zu/%zu", list.len > 0 ? ", " : "", i + 1, count);
	}
	return cli_usage(merge->options,
			 TEXT2("còn thiếu phần {1}", "these shards are missing: {1}"),
			 buf_slice(&list), SLICE_NONE);
}

/* Do they belong together, each of them once, and is none missing? */
static int shards_check(const struct merge *merge)
{
	const struct ledger_head *first = &merge->shards.items[0].ledger.head;
	bool *has = ARENA_ARRAY(merge->arena, first->shards, bool);

	for (size_t i = 0; i < merge->shards.len; i++) {
		const struct shard *shard = &merge->shards.items[i];
		const struct ledger_head *head = &shard->ledger.head;
		bool fits = digest_equal(head->set, first->set) && head->shards == first->shards &&
			    head->shard >= 1 && head->shard <= head->shards;
		if (!fits)
			return cli_usage(
				merge->options,
				TEXT2("'{1}' không cùng một lượt với '{2}': khác kế hoạch, "
				      "tùy chọn, ngày hoặc phiên bản",
				      "'{1}' does not belong with '{2}': other plans, "
				      "options, day or version"),
				slice_of(shard->ledger.manifest_path),
				slice_of(merge->shards.items[0].ledger.manifest_path));
		if (has[head->shard - 1])
			return cli_usage(merge->options,
					 TEXT2("phần {1} có hai lần",
					       "the shard {1} is there twice"),
					 text_printf(merge->arena, "%zu/%zu", head->shard,
						     head->shards),
					 SLICE_NONE);
		has[head->shard - 1] = true;
	}
	for (size_t i = 0; i < first->shards; i++) {
		if (!has[i])
			return missing_say(merge, has, first->shards);
	}
	return EXIT_DONE;
}

static int part_order(const void *a, const void *b)
{
	return slice_compare(((const struct part *)a)->name, ((const struct part *)b)->name);
}

/* False when a row was tampered with, or cannot be read. */
static bool shard_parts(struct merge *merge, size_t shard)
{
	struct ledger *ledger = &merge->shards.items[shard].ledger;
	struct record record;

	for (size_t i = 0; i < ledger->rows.len; i++) {
		struct arena scratch = ARENA_INIT;
		struct slice name = SLICE("");
		bool is_sound = ledger_record(ledger, &ledger->rows.items[i], &record) &&
				record_is_sound(&record);
		if (is_sound)
			name = record_text(&scratch, record.key);
		if (record_is_branch(name))
			*vec_push(merge->arena, &merge->parts) =
				(struct part){ slice_copy(merge->arena, name), (uint32_t)shard,
					       (uint32_t)i };
		arena_free(&scratch);
		if (!is_sound)
			return false;
	}
	return true;
}

static int parts_find(struct merge *merge)
{
	for (size_t s = 0; s < merge->shards.len; s++) {
		if (!shard_parts(merge, s))
			return unread_say(merge, merge->shards.items[s].ledger.manifest_path);
	}
	if (merge->parts.len != merge->shards.items[0].ledger.head.branches)
		return cli_usage(merge->options,
				 TEXT2("các phần có {1} chi nhánh, đáng lẽ {2}; chạy lại chúng",
				       "the shards hold {1} branches instead of {2}; run them "
				       "again"),
				 text_printf(merge->arena, "%zu", merge->parts.len),
				 text_printf(merge->arena, "%zu",
					     merge->shards.items[0].ledger.head.branches));
	qsort(merge->parts.items, merge->parts.len, sizeof(*merge->parts.items), part_order);
	return EXIT_DONE;
}

static bool record_of(void *context, size_t branch, struct record *record, bool *is_new)
{
	struct merge *merge = context;
	const struct part *part = &merge->parts.items[branch];
	struct ledger *ledger = &merge->shards.items[part->shard].ledger;

	*is_new = true;
	return ledger_record(ledger, &ledger->rows.items[part->row], record);
}

/* --- Documents --- */

static int document_gone(const struct merge *merge, const char *from, enum file_result result)
{
	struct text2 reason =
		result == FILE_OUTSIDE
			? TEXT2("tệp thật nằm ngoài thư mục của phần",
				"the file itself lies outside the folder of its shard")
			: file_reason(result);

	cli_say(merge->options,
		TEXT2("không đọc được '{1}': {2}; chạy lại phần đó",
		      "cannot read '{1}': {2}; run that shard again"),
		slice_of(from), text2_in(&reason, merge->options->ui));
	return EXIT_SYSTEM;
}

static int document_bring(const struct merge *merge, const char *from, const char *to)
{
	struct arena scratch = ARENA_INIT;
	enum file_result result = FILE_OK;
	const char *reason = "";
	struct slice bytes;
	bool done = file_make_folders(&scratch, slice_cstr(&scratch, path_folder(slice_of(to))),
				      &reason);

	if (done && link(from, to) != 0) { /* it is there, or on another disk */
		result = file_read(&scratch, from, DOCUMENT_SIZE_MAX, &bytes);
		done = result == FILE_OK && file_write_unsynced(&scratch, to, bytes, &reason);
	}
	arena_free(&scratch);
	if (done)
		return EXIT_DONE;
	return result == FILE_OK ? cli_unwritten(merge->options, to, reason)
				 : document_gone(merge, from, result);
}

static void documents_bring(struct merge *merge, const struct part *part)
{
	const struct shard *shard = &merge->shards.items[part->shard];
	struct arena scratch = ARENA_INIT;
	struct record record;
	bool is_new;
	json_t *list;

	if (strcmp(shard->folder, merge->folder) == 0 ||
	    !record_of(merge, (size_t)(part - merge->parts.items), &record, &is_new))
		return;
	list = json_loadb(record.documents_json.ptr, record.documents_json.len, 0, NULL);
	for (size_t i = 0; i + 1 < json_array_size(list); i += 2) {
		const char *name = json_string_value(json_array_get(list, i));
		const char *from, *to;
		if (!name || !path_stays_inside(slice_of(name)))
			continue;
		from = path_join(&scratch, slice_of(shard->folder), slice_of(name)).ptr;
		to = path_join(&scratch, slice_of(merge->folder), slice_of(name)).ptr;
		merge->worst = exit_graver(merge->worst, document_bring(merge, from, to));
	}
	json_decref(list);
	arena_free(&scratch);
}

/* What most branches of all shards extend. */
static struct slice base_common(struct merge *merge)
{
	struct common common = common_begin(merge->arena);
	struct record record;
	bool is_new;

	for (size_t i = 0; i < merge->parts.len; i++) {
		struct arena scratch = ARENA_INIT;
		if (record_of(merge, i, &record, &is_new))
			common_add(&common, record_text(&scratch, record.base_json));
		arena_free(&scratch);
	}
	return common_find(&common);
}

/* The base plan: every shard knows one that was named, and one at least what most extend. */
static struct slice base_of(struct merge *merge)
{
	struct slice common = base_common(merge);
	struct slice found = SLICE("");

	for (size_t i = 0; i < merge->shards.len && found.len == 0; i++) {
		struct ledger *ledger = &merge->shards.items[i].ledger;
		const struct ledger_row *row = ledger_find(ledger, KEY_BASE);
		struct record record;
		json_t *entry;
		if (!row || !ledger_record(ledger, row, &record))
			continue;
		entry = json_loadb(record.entry_json.ptr, record.entry_json.len, 0, NULL);
		if (!json_is_true(json_object_get(entry, "common")) ||
		    slice_is(common, json_string_value(json_object_get(entry, "file"))))
			found = slice_copy(merge->arena, record.entry_json);
		json_decref(entry);
	}
	return found;
}

static void set_say(const struct merge *merge, const struct record *set)
{
	if (set->key.len > 0 && !(merge->options->given[OPTION_QUIET] && set->code == EXIT_DONE))
		cli_err(utf8_clean(merge->arena, record_text(merge->arena, set->said_json)));
}

/* From here on what shards say is read and followed: nothing lies beyond their folders. */
static void merge_confine(const struct merge *merge)
{
	const struct options *options = merge->options;
	size_t count = options->inputs.len;
	const char **folders = ARENA_ARRAY(merge->arena, count + 1, const char *);

	for (size_t i = 0; i < count; i++)
		folders[i] = options->inputs.items[i];
	folders[count] = merge->folder;
	guard_folders(options, folders, count + 1);
}

static int merge_write(struct merge *merge)
{
	struct options *options = merge->options;
	struct finish finish = {
		.options = options,
		.arena = merge->arena,
		.folder = merge->folder,
		.count = merge->parts.len,
		.record = record_of,
		.context = merge,
		.templates = &merge->templates,
		.formats = formats_of_bits(merge->shards.items[0].ledger.head.formats),
	};
	struct progress progress = progress_begin(options, merge->parts.len);
	struct totals totals = { 0 };
	struct record set = { 0 };
	const char *reason = "";
	int code;

	if (!file_make_folders(merge->arena, merge->folder, &reason))
		return cli_unwritten(options, merge->folder, reason);
	merge_confine(merge);
	tidy_sweep_results(merge->arena, merge->folder);
	for (size_t i = 0; i < merge->parts.len; i++)
		documents_bring(merge, &merge->parts.items[i]);
	finish.base_json = base_of(merge);
	finish.expected_json = merge->expected_json;
	code = finish_results(&finish, &totals, &set);
	merge->worst = exit_graver(merge->worst, code);
	set_say(merge, &set);
	code = finish_reports(&finish, &set);
	merge->worst = exit_graver(merge->worst, code);
	code = pages_tidy(&finish);
	merge->worst = exit_graver(merge->worst, code);
	for (int i = EXIT_SYSTEM; i > merge->worst; i--) {
		if (totals.codes[i] > 0)
			merge->worst = i;
	}
	for (size_t i = 0; i < merge->shards.len; i++) {
		code = finish_unread(options, &merge->shards.items[i].ledger);
		merge->worst = exit_graver(merge->worst, code);
	}
	progress_summary(&progress, merge->arena, &totals, merge->folder);
	return merge->worst;
}

int verb_merge(struct options *options)
{
	struct merge merge = { .options = options, .arena = options->arena };
	const char *out = options->value[OPTION_OUT_DIR];
	int code = EXIT_DONE;

	if (options->inputs.len == 0 || (!out && options->inputs.len > 1))
		return cli_usage(
			options,
			TEXT2("nêu thư mục của các phần, và -O khi có nhiều: careplan "
			      "merge -O out out-1 out-2",
			      "name the folders of the shards, and -O for several: careplan "
			      "merge -O out out-1 out-2"),
			SLICE_NONE, SLICE_NONE);
	merge.folder = out ? out : options->inputs.items[0];
	for (size_t i = 0; i < options->inputs.len && code == EXIT_DONE; i++)
		code = shards_find(&merge, options->inputs.items[i]);
	if (merge.shards.len == 0)
		return code;
	if (code == EXIT_DONE)
		code = shards_check(&merge);
	if (code == EXIT_DONE)
		code = parts_find(&merge);
	if (code == EXIT_DONE)
		code = expected_read(options, options->arena, &merge.expected_json);
	if (code == EXIT_DONE) {
		options->date = merge.shards.items[0].ledger.head.date;
		if (options->lang_count == 0)
			finish_langs_take(options, merge.shards.items[0].ledger.head.langs);
		job_templates_get(&merge.templates, options->value[OPTION_TEMPLATE]);
		code = merge_write(&merge);
	}
	for (size_t i = 0; i < merge.shards.len; i++)
		ledger_close(&merge.shards.items[i].ledger);
	job_templates_free(&merge.templates);
	return code;
}
