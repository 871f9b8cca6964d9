/* What the results of a branch are made from, and whether it is still the same. */
#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "emit/json.h"
#include "many/set.h"

/* Options that decide how a run goes, but not what comes of a plan. */
static bool is_about_run(enum option_id id)
{
	static const enum option_id ids[] = {
		OPTION_BRANCHES, OPTION_EXPECTED,     OPTION_JOBS,    OPTION_SHARD, OPTION_FORCE,
		OPTION_CLEAN,    OPTION_TIMEOUT,      OPTION_MEMORY,  OPTION_DEPS,  OPTION_OUT_DIR,
		OPTION_REPORT,   OPTION_QUIET,        OPTION_VERBOSE, OPTION_COLOR, OPTION_UI,
		OPTION_DATE,     OPTION_MAX_FINDINGS,
	};

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		if (ids[i] == id)
			return true;
	}
	return false;
}

static struct digest add_number(struct digest digest, uint64_t number)
{
	return digest_add(digest, (struct slice){ (const char *)&number, sizeof(number) });
}

void batch_ground(struct batch *batch)
{
	const struct options *options = batch->options;
	struct digest ground = digest_of(SLICE("careplan " CAREPLAN_VERSION));
	struct digest program;

	if (file_digest("/proc/self/exe", &program))
		ground = add_number(add_number(ground, program.low), program.high);
	for (size_t i = 0; i < options->all.len; i++) {
		const struct given *given = &options->all.items[i];
		if (is_about_run(given->id))
			continue;
		ground = add_number(ground, given->id);
		ground = digest_add(ground, slice_of(given->value ? given->value : ""));
	}
	ground = add_number(ground, options->ui);
	ground = digest_add(ground, options->date);
	for (int i = 0; i < REPORT_COUNT; i++)
		ground = add_number(ground, batch->takes[i]);
	batch->ground = ground;
	batch->set = ground;
	for (size_t i = 0; i < batch->branches.list.len; i++)
		batch->set = digest_add(batch->set, batch->names[i]);
	batch->set = digest_add(batch->set, batch->expected_json);
}

/* The settings that hold for a plan; plans of one folder have the same. */
static struct slice settings_of(struct batch *batch, const char *plan)
{
	struct slice folder = path_folder(slice_of(plan));

	if (!batch->last_folder.ptr || !slice_equal(folder, batch->last_folder)) {
		const char *path = settings_path(batch->arena, slice_of(plan));
		batch->last_folder = folder;
		batch->last_settings = slice_of(path ? path : "");
	}
	return batch->last_settings;
}

struct digest batch_inputs(struct batch *batch, struct arena *arena, size_t branch)
{
	const struct job_input input = batch_input(batch, branch);
	const struct table *table = input.table;
	struct digest digest = digest_add(batch->ground, batch->names[branch]);

	digest = digest_add(digest, slice_of(batch->folder));
	digest = digest_add(digest, slice_of(input.path));
	digest = digest_add(digest, settings_of(batch, input.path));
	if (table) {
		const struct table_row *row = &table->rows.items[input.row];
		digest = digest_add(digest, batch_source(batch, arena, branch));
		digest = digest_add(digest,
				    slice_sub(table->text, table->head.start, table->head.end));
		digest = digest_add(digest, slice_sub(table->text, row->start, row->end));
	}
	return digest;
}

/* --- Files --- */

struct digest batch_folder_digest(const struct slice *names, size_t count)
{
	struct digest digest = digest_of(SLICE("folder"));

	for (size_t i = 0; i < count; i++)
		digest = digest_add(digest, names[i]);
	return digest;
}

/* "folder/" of a template. */
static struct digest folder_now(const char *path)
{
	struct arena scratch = ARENA_INIT;
	size_t count;
	struct slice *names = file_list(&scratch, path, ".toml", &count);
	struct digest digest = batch_folder_digest(names, count);

	arena_free(&scratch);
	return digest;
}

/* As it is now; one that is not there has a digest too. */
static struct digest digest_now(const char *path)
{
	struct digest digest;
	size_t len = strlen(path);

	if (len > 0 && path[len - 1] == '/')
		return folder_now(path);
	if (!file_digest(path, &digest))
		return (struct digest){ 0 };
	return digest;
}

/* Files that several plans are made from are read once. */
static struct digest digest_shared(struct batch *batch, const char *path)
{
	size_t *place;
	bool is_new;

	if (index_get(&batch->digests, slice_of(path)))
		return batch->digest_list.items[*index_get(&batch->digests, slice_of(path))];
	place = index_at(&batch->digests, slice_copy(batch->arena, slice_of(path)), &is_new);
	*place = batch->digest_list.len;
	*vec_push(batch->arena, &batch->digest_list) = digest_now(path);
	return batch->digest_list.items[*place];
}

static bool files_hold(struct batch *batch, const char *own, const json_t *files)
{
	if (!json_is_array(files))
		return false;
	for (size_t i = 0; i + 1 < json_array_size(files); i += 2) {
		const char *path = json_string_value(json_array_get(files, i));
		const char *text = json_string_value(json_array_get(files, i + 1));
		struct digest then, is;
		if (!path || !text || !digest_parse(slice_of(text), &then))
			return false;
		is = strcmp(path, own) == 0 && !batch->table ? digest_now(path)
							     : digest_shared(batch, path);
		if (!digest_equal(is, then))
			return false;
	}
	return true;
}

static bool documents_hold(const struct batch *batch, struct arena *arena, const json_t *documents)
{
	if (!json_is_array(documents))
		return false;
	for (size_t i = 0; i + 1 < json_array_size(documents); i += 2) {
		const char *name = json_string_value(json_array_get(documents, i));
		const char *path;
		if (!name)
			return false;
		path = path_join(arena, slice_of(batch->folder), slice_of(name)).ptr;
		if (file_size(path) != json_integer_value(json_array_get(documents, i + 1)))
			return false;
	}
	return true;
}

bool batch_holds(struct batch *batch, struct arena *arena, size_t branch,
		 const struct record *record)
{
	const struct job_input input = batch_input(batch, branch);
	json_t *files, *documents;
	bool holds;

	if (!record->is_kept || !digest_equal(record->inputs, batch_inputs(batch, arena, branch)))
		return false;
	files = json_loadb(record->files_json.ptr, record->files_json.len, 0, NULL);
	documents = json_loadb(record->documents_json.ptr, record->documents_json.len, 0, NULL);
	holds = documents_hold(batch, arena, documents) && files_hold(batch, input.path, files);
	json_decref(files);
	json_decref(documents);
	return holds;
}
