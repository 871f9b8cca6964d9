/* What a batch is about: inputs → branches, each with a name and documents, before anything is
 * done. */
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
#include "many/finish.h"

#define NAME_DEFAULT "{folder}{stem}.{ext}"
#define NAME_OF_LANGUAGES "{folder}{stem}.{lang}.{ext}"
#define FOLDER_DEFAULT "out"

/* What a run writes besides the documents of branches. */
static const char *const reserved[] = { "index.html", "report.json", "summary.csv" };

/* --- Names --- */

static bool is_plain_name(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
		if (!plain || (i == 0 && c == '.'))
			return false;
	}
	return text.len > 0;
}

/* A cell as a part of a file's name: as it is, or without accents and signs. */
static struct slice name_of_cell(struct arena *arena, struct slice cell)
{
	struct buf name = BUF_IN(arena);
	struct slice text;
	size_t at = 0;

	if (is_plain_name(cell))
		return cell;
	text = utf8_plain(arena, cell);
	while (at < text.len) {
		uint32_t code = utf8_next(text, &at);
		if (code != UTF8_BAD && utf8_is_word(code))
			buf_put_code(&name, code);
		else if (name.len > 0 && name.data[name.len - 1] != '-')
			buf_putc(&name, '-');
	}
	while (name.len > 0 && name.data[name.len - 1] == '-')
		name.len--;
	return buf_slice(&name);
}

static struct slice row_name(const struct batch *batch, struct arena *arena, size_t row)
{
	const struct table *table = batch->table;
	struct diag_arg *args = ARENA_ARRAY(arena, table->column_count + 2, struct diag_arg);
	size_t count;
	struct table_cell *cells = table_cells(arena, table, &table->rows.items[row], &count);
	struct slice stem = count > 0 ? name_of_cell(arena, cells[0].text) : SLICE("");
	size_t given = 0;

	args[given++] = diag_text("folder", SLICE(""));
	args[given++] = diag_text("stem", stem);
	for (size_t i = 0; i < count && i < table->column_count; i++)
		args[given++] = diag_text(slice_cstr(arena, table->columns[i].text),
					  name_of_cell(arena, cells[i].text));
	if (!batch->options->value[OPTION_NAME] && stem.len == 0)
		return SLICE("");
	return diag_fill(arena, slice_of(batch->pattern), LANG_EN, args, given);
}

static struct slice plan_name(const struct batch *batch, struct arena *arena,
			      const struct listed *branch)
{
	return diag_fill(arena, slice_of(batch->pattern), LANG_EN,
			 DIAG_ARGS(diag_text("folder", branch->folder),
				   diag_text("stem", branch->stem)));
}

struct slice batch_document(const struct batch *batch, struct arena *arena, size_t branch,
			    size_t kind)
{
	const struct batch_kind *wanted = &batch->kinds[kind];
	const char *lang = wanted->lang < 0 ? "" : lang_key((enum lang)wanted->lang);

	return diag_fill(arena, batch->names[branch], LANG_EN,
			 DIAG_ARGS(diag_text("lang", slice_of(lang)),
				   diag_text("ext", slice_of(format_name(wanted->format)))));
}

struct slice batch_label(const struct batch *batch, size_t branch)
{
	return record_label(batch->arena, batch->names[branch]);
}

struct slice batch_source(const struct batch *batch, struct arena *arena, size_t branch)
{
	const struct listed *item = &batch->branches.list.items[branch];

	if (batch_is_base(batch, branch))
		return slice_of(batch->base);
	if (!batch->table)
		return slice_of(item->path);
	return text_printf(arena, "%s:%u", item->path,
			   (unsigned)batch->table->rows.items[item->row].line);
}

struct named {
	struct slice name;
	struct listed branch;
};

static int name_order(const void *a, const void *b)
{
	const struct named *one = a, *two = b;
	int order = slice_compare(one->name, two->name);

	return order != 0
		       ? order
		       : (one->branch.row > two->branch.row) - (one->branch.row < two->branch.row);
}

/* The branches in the order of their names: that of all results, whatever order they came in. */
static void names_make(struct batch *batch)
{
	size_t count = batch->branches.list.len;
	struct named *named = ARENA_ARRAY(batch->arena, count + 1, struct named);

	for (size_t i = 0; i < count; i++) {
		struct arena scratch = ARENA_INIT;
		const struct listed *branch = &batch->branches.list.items[i];
		struct slice name = batch->table ? row_name(batch, &scratch, branch->row)
						 : plan_name(batch, &scratch, branch);
		named[i] = (struct named){ slice_copy(batch->arena, name), *branch };
		arena_free(&scratch);
	}
	qsort(named, count, sizeof(*named), name_order);
	batch->names = ARENA_ARRAY(batch->arena, count + 1, struct slice);
	for (size_t i = 0; i < count; i++) {
		batch->names[i] = named[i].name;
		batch->branches.list.items[i] = named[i].branch;
	}
	batch->names[count] = NAME_BASE;
}

static bool is_reserved(struct arena *arena, struct slice name)
{
	for (size_t i = 0; i < sizeof(reserved) / sizeof(*reserved); i++) {
		if (slice_is(name, reserved[i]))
			return true;
	}
	for (int lang = -1; lang < LANG_COUNT; lang++) {
		for (size_t f = 0; f < FORMAT_COUNT; f++) {
			if (slice_equal(name, finish_company(arena, f, lang)))
				return true;
		}
	}
	return slice_starts(name, SLICE(".careplan/"));
}

static int document_check(const struct batch *batch, struct arena *arena, size_t branch,
			  size_t kind)
{
	struct slice name = batch_document(batch, arena, branch, kind);
	struct slice path = path_from_here(arena, path_join(arena, slice_of(batch->folder), name));
	struct slice source = batch_source(batch, arena, branch);

	if ((name.len > 0 && !path_stays_inside(name)) || utf8_first_bad(name) < name.len)
		return cli_usage(batch->options,
				 TEXT2("tên tài liệu '{1}' ra ngoài thư mục kết quả",
				       "the document '{1}' would lie outside the output folder"),
				 name, SLICE_NONE);
	if (path_name(name).len == 0 || slice_starts(path_name(name), SLICE(".")))
		return cli_usage(batch->options,
				 TEXT2("'{1}' không có tên cho tài liệu; điền ô đầu dòng, hoặc "
				       "dùng --name",
				       "'{1}' gives its documents no name; fill in its first cell, "
				       "or use --name"),
				 source, SLICE_NONE);
	if (is_reserved(arena, name))
		return cli_usage(batch->options,
				 TEXT2("'{1}' là tên dành cho kết quả chung; đổi --name ({2})",
				       "'{1}' is a name of the results themselves; change --name "
				       "({2})"),
				 name, source);
	if (index_get(&batch->branches.known, path))
		return cli_usage(batch->options,
				 TEXT2("'{1}' là chính tệp kế hoạch", "'{1}' is the plan itself"),
				 path, SLICE_NONE);
	return EXIT_DONE;
}

static int clash(const struct batch *batch, size_t one, size_t two)
{
	struct arena *arena = batch->arena;
	struct slice both =
		text_printf(arena, "%.*s, %.*s", SLICE_ARG(batch_source(batch, arena, one)),
			    SLICE_ARG(batch_source(batch, arena, two)));

	return cli_usage(batch->options,
			 TEXT2("nhiều tài liệu cùng ghi vào '{1}'; đổi --name ({2})",
			       "several documents would be written to '{1}'; change --name ({2})"),
			 batch_document(batch, arena, one, 0), both);
}

/* Names that cannot stand together are refused before anything is written. */
static int names_check(const struct batch *batch)
{
	size_t count = batch->branches.list.len;
	int code = EXIT_DONE;

	bool by_format = strstr(batch->pattern, "{ext}") != NULL;
	bool by_lang = strstr(batch->pattern, "{lang}") != NULL;

	if (by_lang && batch->options->lang_count == 0)
		return cli_usage(batch->options,
				 TEXT2("{lang} trong --name cần thêm --lang",
				       "{lang} in --name needs --lang"),
				 SLICE_NONE, SLICE_NONE);
	if (count > 0 && ((batch->formats.wanted_count > 1 && !by_format) ||
			  (batch->options->lang_count > 1 && !by_lang)))
		return clash(batch, 0, 0);
	for (size_t i = 0; i < count && code == EXIT_DONE; i++) {
		struct arena scratch = ARENA_INIT;
		if (i > 0 && slice_equal(batch->names[i - 1], batch->names[i]))
			code = clash(batch, i - 1, i);
		for (size_t k = 0; k < batch->kind_count && code == EXIT_DONE; k++)
			code = document_check(batch, &scratch, i, k);
		arena_free(&scratch);
	}
	return code;
}

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
			(struct listed){ .path = path, .row = i };
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
	batch->branches = (struct branches){ .arena = arena, .known = INDEX_IN(arena) };
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
	names_make(batch);
	code = names_check(batch);
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
