/* What a batch is about: inputs → branches, before anything is done. */
#include "many/set.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/count.h"
#include "base/path.h"
#include "base/utf8.h"
#include "diag/show.h"
#include "many/expected.h"
#include "many/pages.h"

#define NAME_OF_LANGUAGES "{folder}{stem}.{lang}.{ext}"
#define FOLDER_DEFAULT "out"

/* --- Inputs --- */

static int input_add(struct batch *batch, const char *path)
{
	enum file_result result;
	struct text2 reason;

	if (utf8_first_bad(slice_of(path)) < strlen(path))
		return cli_usage(batch->options,
				 TEXT2("tên tệp '{1}' không phải UTF-8",
				       "the name '{1}' is not UTF-8"),
				 slice_of(path), SLICE_NONE);
	result = branches_add(&batch->branches, path);
	if (result == FILE_OK)
		return EXIT_DONE;
	reason = file_reason(result);
	return cli_usage(batch->options,
			 TEXT2("không đọc được '{1}': {2}", "cannot read '{1}': {2}"),
			 slice_of(path), text2_in(&reason, batch->options->ui));
}

static int list_add(struct batch *batch)
{
	enum { LIST_MAX = 1024 * 1024 * 1024 };
	struct slice text;
	size_t start = 0;
	int code = EXIT_DONE;

	if (file_read(batch->arena, "-", LIST_MAX, &text) != FILE_OK)
		return cli_usage(batch->options,
				 TEXT2("không đọc được danh sách kế hoạch",
				       "cannot read the list of plans"),
				 SLICE_NONE, SLICE_NONE);
	if (slice_starts(text, UTF8_BYTE_ORDER_MARK))
		start = UTF8_BYTE_ORDER_MARK.len;
	while (start < text.len && code == EXIT_DONE) {
		size_t end = slice_find(text, SLICE("\n"), start);
		struct slice line = slice_trim(slice_sub(text, start, end));
		if (line.len > 0)
			code = input_add(batch, slice_cstr(batch->arena, line));
		start = end + 1;
	}
	return code;
}

static int plans_find(struct batch *batch)
{
	struct options *options = batch->options;
	int code = EXIT_DONE;

	batch->base = options->value[OPTION_BASE];
	for (size_t i = 0; i < options->inputs.len && code == EXIT_DONE; i++) {
		const char *input = options->inputs.items[i];
		code = strcmp(input, "-") == 0 ? list_add(batch) : input_add(batch, input);
	}
	if (code == EXIT_DONE && batch->branches.list.len == 0)
		return cli_usage(options,
				 TEXT2("không tìm thấy kế hoạch nào; tệp kế hoạch bắt đầu bằng "
				       "'format = 1'",
				       "there are no plans; the file of a plan begins with "
				       "'format = 1'"),
				 SLICE_NONE, SLICE_NONE);
	return code;
}

static int rows_find(struct batch *batch, const char *path)
{
	struct options *options = batch->options;
	struct report report = report_new(batch->arena);
	struct table *table = ARENA_NEW(batch->arena, struct table);
	enum file_result result;
	struct text2 reason;
	struct slice text;

	if (options->inputs.len != 1 || strcmp(options->inputs.items[0], "-") == 0)
		return cli_usage(options,
				 TEXT2("--branches cần đúng một kế hoạch gốc: careplan batch "
				       "--branches {1} goc.toml",
				       "--branches takes one base plan: careplan batch --branches "
				       "{1} base.toml"),
				 slice_of(path), SLICE_NONE);
	batch->base = options->value[OPTION_BASE] ? options->value[OPTION_BASE]
						  : options->inputs.items[0];
	batch->under = options->inputs.items[0];
	result = file_read(batch->arena, path, TABLE_SIZE_MAX, &text);
	reason = file_reason(result);
	if (result != FILE_OK)
		return cli_usage(options,
				 TEXT2("không đọc được '{1}': {2}", "cannot read '{1}': {2}"),
				 slice_of(path), text2_in(&reason, options->ui));
	if (!table_read(batch->arena, &report, report_source(&report, slice_of(path), text),
			table)) {
		report_sort(&report);
		cli_err(diag_show_text(batch->arena, &report, options->ui, options->color));
		return EXIT_USAGE;
	}
	batch->table = table;
	for (size_t i = 0; i < table->rows.len; i++)
		*vec_push(batch->arena, &batch->branches.list) =
			(struct listed){ .path = path, .row = (uint32_t)i };
	return EXIT_DONE;
}

static int shard_read(struct batch *batch)
{
	const char *given = batch->options->value[OPTION_SHARD];
	struct slice text = slice_of(given ? given : "");
	size_t slash = slice_find(text, SLICE("/"), 0);

	if (!given)
		return EXIT_DONE;
	if (count_read(slice_sub(text, 0, slash), &batch->shard) &&
	    count_read(slice_sub(text, slash + 1, text.len), &batch->shards) && batch->shard >= 1 &&
	    batch->shard <= batch->shards && batch->shards <= 1000000)
		return EXIT_DONE;
	return cli_usage(batch->options,
			 TEXT2("--shard cần dạng K/N với K từ 1 đến N, không phải '{1}'",
			       "--shard takes K/N with K from 1 to N, not '{1}'"),
			 text, SLICE_NONE);
}

static int reports_read(struct batch *batch)
{
	struct options *options = batch->options;
	struct run run;
	int code = run_begin(&run, options);

	for (size_t i = 0; code == EXIT_DONE && i < run.targets.len; i++) {
		batch->takes[run.targets.items[i].form] = true;
		batch->takes_findings = true;
	}
	return code;
}

/* What each branch becomes, and how that is named. */
static void kinds_set(struct batch *batch)
{
	const struct options *options = batch->options;
	size_t langs = options->lang_count > 0 ? options->lang_count : 1;

	for (size_t f = 0; f < FORMAT_COUNT; f++) {
		for (size_t i = 0; i < langs && batch->formats.wanted[f]; i++)
			batch->kinds[batch->kind_count++] = (struct batch_kind){
				f, options->lang_count > 0 ? (int)options->langs[i] : -1
			};
	}
	batch->pattern = options->value[OPTION_NAME] ? options->value[OPTION_NAME]
			 : langs > 1                 ? NAME_OF_LANGUAGES
						     : NAME_DEFAULT;
}

int batch_begin(struct batch *batch, struct options *options, struct arena *arena)
{
	const char *rows = options->value[OPTION_BRANCHES];
	int code;

	*batch = (struct batch){ .options = options, .arena = arena };
	batch->branches = (struct branches){ .arena = arena, .known = KNOWN_IN(arena) };
	batch->digests = INDEX_IN(arena);
	batch->folder =
		options->value[OPTION_OUT_DIR] ? options->value[OPTION_OUT_DIR] : FOLDER_DEFAULT;
	if (options->inputs.len == 0)
		return cli_usage(options,
				 TEXT2("cần ít nhất một thư mục hoặc tệp: careplan batch "
				       "ke-hoach/",
				       "name at least one folder or file: careplan batch plans/"),
				 SLICE_NONE, SLICE_NONE);
	if (rows && options->given[OPTION_ATTACH_SOURCE])
		return cli_usage(options,
				 TEXT2("kế hoạch của một dòng trong bảng không phải một tệp, nên "
				       "không đính kèm được: bỏ --attach-source",
				       "the plan of a row is no file and cannot be attached: drop "
				       "--attach-source"),
				 SLICE_NONE, SLICE_NONE);
	code = formats_read(options, &batch->formats);
	if (code == EXIT_DONE)
		code = shard_read(batch);
	if (code == EXIT_DONE)
		code = reports_read(batch);
	if (code == EXIT_DONE)
		code = expected_read(options, arena, &batch->expected_json);
	if (code == EXIT_DONE)
		code = rows ? rows_find(batch, rows) : plans_find(batch);
	if (code != EXIT_DONE)
		return code;
	kinds_set(batch);
	batch_names(batch);
	code = batch_names_check(batch);
	if (code == EXIT_DONE)
		batch_ground(batch);
	return code;
}

void batch_free(struct batch *batch)
{
	render_shared_close(&batch->shared);
	job_templates_free(&batch->templates);
}

bool batch_is_base(const struct batch *batch, size_t branch)
{
	return branch == batch->branches.list.len;
}

bool batch_is_mine(const struct batch *batch, size_t branch)
{
	return batch->shards == 0 || batch_is_base(batch, branch) ||
	       digest_of(batch->names[branch]).low % batch->shards == batch->shard - 1;
}

struct job_input batch_input(struct batch *batch, size_t branch)
{
	const struct listed *item = &batch->branches.list.items[branch];
	/* A plan that travels in its document takes its template along, as a file it has read. */
	struct job_templates *templates =
		batch->options->given[OPTION_ATTACH_SOURCE] ? NULL : &batch->templates;

	if (batch_is_base(batch, branch))
		return (struct job_input){ .path = batch->base, .templates = templates };
	return (struct job_input){
		.path = batch->table ? batch->under : item->path,
		.table = batch->table,
		.row = item->row,
		.templates = templates,
	};
}
