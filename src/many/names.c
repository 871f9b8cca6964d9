/* The names of branches and their documents. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "many/pages.h"
#include "many/set.h"

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
				   diag_text("stem", path_stem(slice_of(branch->path)))));
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

void batch_names(struct batch *batch)
{
	size_t count = batch->branches.list.len;
	struct arena sorting = ARENA_INIT;
	struct named *named = ARENA_ARRAY(&sorting, count + 1, struct named);

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
	arena_free(&sorting);
}

static int nameless(const struct batch *batch, struct slice source)
{
	if (batch->table && !batch->options->value[OPTION_NAME])
		return cli_usage(batch->options,
				 TEXT2("'{1}' không có tên cho tài liệu; điền ô đầu dòng, hoặc "
				       "dùng --name",
				       "'{1}' gives its documents no name; fill in its first cell, "
				       "or use --name"),
				 source, SLICE_NONE);
	if (batch->table)
		return cli_usage(batch->options,
				 TEXT2("'{1}' không có tên cho tài liệu; điền các ô mà --name "
				       "dùng, hoặc đổi --name",
				       "'{1}' gives its documents no name; fill in the cells that "
				       "--name uses, or change it"),
				 source, SLICE_NONE);
	return cli_usage(batch->options,
			 TEXT2("'{1}' không có tên cho tài liệu; đổi --name, ví dụ '{2}'",
			       "'{1}' gives its documents no name; change --name, as in '{2}'"),
			 source, SLICE(NAME_DEFAULT));
}

static int document_check(const struct batch *batch, struct arena *arena, size_t branch,
			  size_t kind)
{
	struct slice name = batch_document(batch, arena, branch, kind);
	struct slice path = path_from_here(arena, path_join(arena, slice_of(batch->folder), name));
	struct slice source = batch_source(batch, arena, branch);
	size_t number;

	if (utf8_first_bad(name) < name.len)
		return cli_usage(batch->options,
				 TEXT2("tên tài liệu '{1}' không phải UTF-8; đổi tên '{2}'",
				       "the name '{1}' of a document is not UTF-8; rename '{2}'"),
				 name, source);
	if (name.len > 0 && !path_stays_inside(name))
		return cli_usage(batch->options,
				 TEXT2("tên tài liệu '{1}' ra ngoài thư mục kết quả",
				       "the document '{1}' would lie outside the output folder"),
				 name, SLICE_NONE);
	if (path_name(name).len == 0 || slice_starts(path_name(name), SLICE(".")))
		return nameless(batch, source);
	if (page_is_reserved(arena, name))
		return cli_usage(batch->options,
				 TEXT2("'{1}' là tên dành cho kết quả chung; đổi --name ({2})",
				       "'{1}' is a name of the results themselves; change --name "
				       "({2})"),
				 name, source);
	if (known_get(&batch->branches.known, path, &number))
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

int batch_names_check(const struct batch *batch)
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
