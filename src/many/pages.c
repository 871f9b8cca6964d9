/* The dashboard and the company's document: their names, their languages, and those of before. */
#include "many/pages.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "rollup/consolidate.h"
#include "rollup/dashboard.h"

enum { PAGES_MAX = FORMAT_COUNT * LANG_COUNT, REMEMBERED_SIZE_MAX = 64 * 1024 };

static const char *const data_files[] = { RESULTS_REPORT, RESULTS_SUMMARY };
enum { DATA_COUNT = sizeof(data_files) / sizeof(*data_files) };

static const char *path_in(const struct finish *finish, struct slice name)
{
	return path_join(finish->arena, slice_of(finish->folder), name).ptr;
}

/* --- Names --- */

/* "company.pdf", or "company.vi.pdf" where there are several languages; -1: there are not. */
static struct slice company_name(struct arena *arena, size_t format, int lang)
{
	return lang < 0 ? text_printf(arena, "company.%s", format_name(format))
			: text_printf(arena, "company.%s.%s", lang_key((enum lang)lang),
				      format_name(format));
}

/* "index.html" of the first language, which readers meet first; "index.en.html" of another. */
static struct slice dashboard_name(struct arena *arena, int lang)
{
	return lang < 0 ? SLICE("index.html")
			: text_printf(arena, "index.%s.html", lang_key((enum lang)lang));
}

bool page_is_reserved(struct arena *arena, struct slice name)
{
	for (size_t i = 0; i < DATA_COUNT; i++) {
		if (slice_is(name, data_files[i]))
			return true;
	}
	for (int lang = -1; lang < LANG_COUNT; lang++) {
		if (slice_equal(name, dashboard_name(arena, lang)))
			return true;
		for (size_t f = 0; f < FORMAT_COUNT; f++) {
			if (slice_equal(name, company_name(arena, f, lang)))
				return true;
		}
	}
	return slice_starts(name, SLICE(".careplan/"));
}

size_t pages_langs(const struct finish *finish, enum lang langs[LANG_COUNT])
{
	const struct options *options = finish->options;

	langs[0] = finish_lang(options);
	for (size_t i = 1; i < options->lang_count; i++)
		langs[i] = options->langs[i];
	return options->lang_count > 0 ? options->lang_count : 1;
}

/* The formats of the branches, in every language of the run. */
static size_t company_list(const struct finish *finish, struct document *documents)
{
	enum lang langs[LANG_COUNT];
	size_t lang_count = pages_langs(finish, langs);
	size_t count = 0;

	for (size_t f = 0; f < FORMAT_COUNT; f++) {
		for (size_t i = 0; i < lang_count && finish->formats.wanted[f]; i++) {
			int lang = lang_count > 1 ? (int)langs[i] : -1;
			struct slice name = company_name(finish->arena, f, lang);
			documents[count++] = (struct document){ .format = f,
								.lang = lang,
								.path = path_in(finish, name) };
		}
	}
	return count;
}

/* All of one format, so that they know each other as documents do. */
static size_t dashboard_list(const struct finish *finish, struct document *documents)
{
	enum lang langs[LANG_COUNT];
	size_t count = pages_langs(finish, langs);

	for (size_t i = 0; i < count; i++) {
		struct slice name = dashboard_name(finish->arena, i == 0 ? -1 : (int)langs[i]);
		documents[i] =
			(struct document){ .lang = (int)langs[i], .path = path_in(finish, name) };
	}
	documents_link(finish->arena, documents, count);
	return count;
}

struct slice *pages_list(const struct finish *finish, size_t *count)
{
	struct document documents[2 * PAGES_MAX];
	size_t pages = dashboard_list(finish, documents);
	struct slice *names;

	pages += company_list(finish, documents + pages);
	names = ARENA_ARRAY(finish->arena, pages + DATA_COUNT, struct slice);
	for (size_t i = 0; i < pages; i++)
		names[i] = path_name(slice_of(documents[i].path));
	for (size_t i = 0; i < DATA_COUNT; i++)
		names[pages + i] = slice_of(data_files[i]);
	*count = pages + DATA_COUNT;
	return names;
}

bool pages_are_there(const struct finish *finish)
{
	size_t count;
	struct slice *names = pages_list(finish, &count);

	for (size_t i = 0; i < count; i++) {
		if (!file_exists(path_in(finish, names[i])))
			return false;
	}
	return true;
}

/* --- Writing --- */

static int dashboard_write_one(const struct finish *finish, struct rollup *rollup,
			       const struct document *page)
{
	struct arena arena = ARENA_INIT;
	const char *reason = "";
	struct file_stream *file = file_stream_open(&arena, page->path, &reason);
	int code = EXIT_DONE;

	if (file)
		dashboard_write(&arena, rollup, page->others, page->other_count, file->stream);
	if (!file || !file_stream_close(file, true, &reason))
		code = cli_unwritten(finish->options, page->path, reason);
	arena_free(&arena);
	return code;
}

static int company_write(const struct finish *finish, struct rollup *rollup)
{
	struct document documents[PAGES_MAX];
	size_t count = company_list(finish, documents);
	struct job job = { .options = finish->options };
	struct doc *doc;
	int code = EXIT_DONE;

	job.report = report_new(&job.arena);
	documents_link(&job.arena, documents, count);
	doc = consolidate(&job.arena, rollup);
	for (size_t i = 0; doc && i < count; i++) {
		const char *path = documents[i].path;
		bool is_its = documents[i].lang < 0 || documents[i].lang == (int)rollup->lang;
		if (is_its && !document_write(&job, doc, NULL, &documents[i]))
			code = cli_unwritten(finish->options, path,
					     documents[i].reason ? documents[i].reason : "");
	}
	job_free(&job);
	return code;
}

int pages_write(const struct finish *finish, struct rollup *rollup)
{
	struct document documents[PAGES_MAX];
	size_t count = dashboard_list(finish, documents);
	int code = EXIT_DONE;

	for (size_t i = 0; i < count && code == EXIT_DONE; i++) {
		if (documents[i].lang == (int)rollup->lang)
			code = dashboard_write_one(finish, rollup, &documents[i]);
	}
	return code == EXIT_DONE ? company_write(finish, rollup) : code;
}

/* --- Those of earlier runs --- */

/* Removes a file, or keeps its name for the next run; false when it is gone. */
static bool stale_keep(const struct finish *finish, struct slice name)
{
	const char *path = path_in(finish, name);
	struct arena scratch = ARENA_INIT;
	bool is_ours = page_is_reserved(&scratch, name) && file_exists(path);

	arena_free(&scratch);
	if (is_ours && finish->options->given[OPTION_CLEAN])
		is_ours = unlink(path) != 0;
	return is_ours;
}

int pages_tidy(const struct finish *finish)
{
	struct arena *arena = finish->arena;
	const char *path = path_in(finish, SLICE(PAGES_REMEMBERED));
	struct index now = INDEX_IN(arena);
	struct buf stale = BUF_IN(arena), list = BUF_IN(arena);
	struct slice before = SLICE(""), text;
	const char *reason = "";
	size_t count;
	struct slice *names = pages_list(finish, &count);
	bool is_new;

	for (size_t i = 0; i < count; i++) {
		index_at(&now, names[i], &is_new);
		buf_put(&list, names[i]);
		buf_putc(&list, '\n');
	}
	if (file_exists(path))
		file_read(arena, path, REMEMBERED_SIZE_MAX, &before);
	for (size_t start = 0; start < before.len;) {
		size_t end = slice_find(before, SLICE("\n"), start);
		struct slice name = slice_sub(before, start, end);
		start = end + 1;
		index_at(&now, name, &is_new);
		if (!is_new || !stale_keep(finish, name))
			continue;
		buf_put(&list, name);
		buf_putc(&list, '\n');
		buf_puts(&stale, stale.len > 0 ? ", " : "");
		buf_put(&stale, name);
	}
	if (stale.len > 0 && !finish->options->given[OPTION_QUIET])
		cli_say(finish->options,
			TEXT2("kết quả của lần chạy trước, nay không còn dùng: {1}; --clean sẽ xóa",
			      "results of an earlier run that this one does not have: {1}; --clean "
			      "removes them"),
			buf_slice(&stale), SLICE_NONE);
	text = buf_slice(&list);
	if (slice_equal(text, before))
		return EXIT_DONE;
	return file_make_folders(arena, slice_cstr(arena, path_folder(slice_of(path))), &reason) &&
			       file_write(arena, path, text, &reason)
		       ? EXIT_DONE
		       : cli_unwritten(finish->options, path, reason);
}
