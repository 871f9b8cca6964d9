/* Keeping the output folder in order. */
#include "many/tidy.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "emit/json.h"
#include "many/pages.h"

#define REMEMBERED ".careplan/"

static void documents_know(struct tidy *tidy, const struct batch *batch)
{
	bool is_new;

	if (tidy->has_documents)
		return;
	tidy->has_documents = true;
	tidy->documents = INDEX_IN(tidy->arena);
	index_at(&tidy->documents, SLICE(PAGES_REMEMBERED), &is_new);
	index_at(&tidy->documents,
		 text_printf(tidy->arena, REMEMBERED "%s", path_name(slice_of(tidy->manifest)).ptr),
		 &is_new);
	for (size_t i = 0; i < batch->branches.list.len; i++) {
		/* Another shard may be at work in the same folder. */
		for (size_t k = 0; batch_is_mine(batch, i) && k < batch->kind_count; k++)
			index_at(&tidy->documents, batch_document(batch, tidy->arena, i, k),
				 &is_new);
	}
}

/* --- Halves of files --- */

static void folder_sweep(const struct tidy *tidy, const char *folder, struct slice below)
{
	struct arena scratch = ARENA_INIT;
	const char *path = path_join(&scratch, slice_of(folder), below).ptr;
	DIR *handle = opendir(path);
	struct dirent *entry;

	while (handle && (entry = readdir(handle))) {
		struct slice name = slice_of(entry->d_name);
		struct slice document;
		size_t dot = name.len;
		while (dot > 0 && name.ptr[dot - 1] != '.')
			dot--;
		if (dot == 0 || !file_is_temporary(name, slice_sub(name, 0, dot - 1)))
			continue;
		document = path_join(&scratch, below, slice_sub(name, 0, dot - 1));
		if (index_get(&tidy->documents, document) ||
		    (below.len == 0 && page_is_reserved(&scratch, document)))
			unlink(path_join(&scratch, slice_of(path), name).ptr);
	}
	if (handle)
		closedir(handle);
	arena_free(&scratch);
}

void tidy_sweep(struct tidy *tidy, struct batch *batch)
{
	struct slice last = SLICE("");

	documents_know(tidy, batch);
	folder_sweep(tidy, batch->folder, SLICE(""));
	folder_sweep(tidy, batch->folder, SLICE(REMEMBERED));
	for (size_t i = 0; i < batch->branches.list.len; i++) {
		struct slice folder = path_folder(batch->names[i]);
		if (!slice_equal(folder, last))
			folder_sweep(tidy, batch->folder, folder);
		last = folder;
	}
}

void tidy_sweep_results(struct arena *arena, const char *folder)
{
	struct tidy tidy = { .documents = INDEX_IN(arena) };
	bool is_new;

	index_at(&tidy.documents, SLICE(PAGES_REMEMBERED), &is_new);
	folder_sweep(&tidy, folder, SLICE(""));
	folder_sweep(&tidy, folder, SLICE(REMEMBERED));
}

void tidy_begin(struct tidy *tidy, struct batch *batch, const struct ledger *ledger)
{
	*tidy = (struct tidy){ .arena = batch->arena, .manifest = ledger->manifest_path };
	if (ledger->was_cut_off)
		tidy_sweep(tidy, batch);
}

/* --- Documents that are gone --- */

static void gone_add(struct tidy *tidy, struct slice json)
{
	json_t *list = json_loadb(json.ptr, json.len, 0, NULL);

	for (size_t i = 0; i + 1 < json_array_size(list); i += 2) {
		const char *name = json_string_value(json_array_get(list, i));
		if (name)
			*vec_push(tidy->arena, &tidy->gone) =
				slice_copy(tidy->arena, slice_of(name));
	}
	json_decref(list);
}

void tidy_replace(struct tidy *tidy, struct ledger *ledger, const struct record *record)
{
	struct ledger_row *row = ledger_find(ledger, record->key);
	struct record old;

	/* Those the new record has as well fall out in the end. */
	if (row && ledger_record(ledger, row, &old) &&
	    !slice_equal(old.documents_json, record->documents_json))
		gone_add(tidy, old.documents_json);
}

/* The documents that branches have in truth, as their records say. */
static struct index documents_had(struct tidy *tidy, const struct batch *batch,
				  struct ledger *ledger)
{
	struct index had = INDEX_IN(tidy->arena);
	struct record record;

	for (size_t i = 0; i < batch->branches.list.len; i++) {
		struct slice key = record_json(tidy->arena, batch->names[i]);
		struct ledger_row *row = ledger_find(ledger, key);
		json_t *list = NULL;
		bool is_new;
		if (!batch_is_mine(batch, i)) { /* another shard knows */
			for (size_t k = 0; k < batch->kind_count; k++)
				index_at(&had, batch_document(batch, tidy->arena, i, k), &is_new);
			continue;
		}
		if (row && ledger_record(ledger, row, &record))
			list = json_loadb(record.documents_json.ptr, record.documents_json.len, 0,
					  NULL);
		for (size_t j = 0; j + 1 < json_array_size(list); j += 2) {
			const char *name = json_string_value(json_array_get(list, j));
			if (name)
				index_at(&had, slice_copy(tidy->arena, slice_of(name)), &is_new);
		}
		json_decref(list);
	}
	return had;
}

static bool is_gone(const char *path)
{
	return access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

/* False when it cannot be removed. */
static bool gone_remove(struct tidy *tidy, const struct batch *batch, struct slice name)
{
	struct slice folder = path_folder(name);

	if (unlink(path_join(tidy->arena, slice_of(batch->folder), name).ptr) != 0) {
		tidy->unremoved = name;
		tidy->error = errno;
		return false;
	}
	tidy->removed++;
	while (folder.len > 0) { /* folders that are empty now */
		struct slice path = path_join(tidy->arena, slice_of(batch->folder), folder);
		if (rmdir(path.ptr) != 0)
			break;
		folder = path_folder(slice_sub(folder, 0, folder.len - 1));
	}
	return true;
}

void tidy_end(struct tidy *tidy, struct batch *batch, struct ledger *ledger)
{
	bool clean = batch->options->given[OPTION_CLEAN];
	size_t kept = 0;
	struct index had;
	struct record record;

	for (size_t i = 0; i < ledger->rows.len; i++) {
		const struct ledger_row *row = &ledger->rows.items[i];
		if (row->is_current || !ledger_record(ledger, row, &record) ||
		    slice_equal(record.key, KEY_SET) || slice_equal(record.key, KEY_BASE))
			continue;
		gone_add(tidy, record.documents_json);
		tidy->has_changed = tidy->has_changed || !slice_equal(record.key, KEY_GONE);
	}
	if (tidy->was_cut_off)
		tidy_sweep(tidy, batch);
	if (tidy->gone.len == 0)
		return;
	had = documents_had(tidy, batch, ledger);
	for (size_t i = 0; i < tidy->gone.len; i++) {
		struct slice name = tidy->gone.items[i];
		const char *path = path_join(tidy->arena, slice_of(batch->folder), name).ptr;
		bool is_new;
		index_at(&had, name, &is_new);
		if (!is_new || !path_stays_inside(name) || is_gone(path)) {
			tidy->has_changed = true;
			continue;
		}
		if (clean && gone_remove(tidy, batch, name))
			tidy->has_changed = true;
		else
			tidy->gone.items[kept++] = name;
	}
	tidy->gone.len = kept;
}

void tidy_write(const struct tidy *tidy, struct ledger *ledger, FILE *stream)
{
	struct arena scratch = ARENA_INIT;
	json_t *list = json_list();
	struct record record = {
		.score = -1,
		.key = KEY_GONE,
		.base_json = SLICE("null"),
		.files_json = SLICE("[]"),
		.entry_json = SLICE("null"),
		.said_json = SLICE("\"\""),
		.findings_json = SLICE("null"),
	};
	struct slice line;

	(void)ledger;
	for (size_t i = 0; i < tidy->gone.len; i++) {
		json_put(list, json_text(tidy->gone.items[i]));
		json_put(list, json_count(0));
	}
	record.documents_json = json_compact(&scratch, list);
	line = record_line(&scratch, &record);
	if (tidy->gone.len > 0)
		fwrite(line.ptr, 1, line.len, stream);
	arena_free(&scratch);
}

int tidy_say(const struct tidy *tidy, const struct options *options)
{
	int code = tidy->error == 0 ? EXIT_DONE : EXIT_SYSTEM;

	if (code != EXIT_DONE)
		cli_say(options, TEXT2("không xóa được '{1}': {2}", "cannot remove '{1}': {2}"),
			tidy->unremoved, slice_of(strerror(tidy->error)));
	if (options->given[OPTION_QUIET])
		return code;
	if (tidy->removed > 0)
		cli_say(options,
			TEXT2("đã xóa {1} tài liệu của chi nhánh không còn",
			      "removed {1} documents of branches that are gone"),
			text_printf(tidy->arena, "%zu", tidy->removed), SLICE_NONE);
	if (tidy->gone.len > 0)
		cli_say(options,
			TEXT2("còn {1} tài liệu không thuộc chi nhánh nào; --clean sẽ xóa",
			      "{1} documents belong to no branch any more; --clean removes them"),
			text_printf(tidy->arena, "%zu", tidy->gone.len), SLICE_NONE);
	return code;
}
