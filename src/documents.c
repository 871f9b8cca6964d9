/* The documents of a plan: the table of formats, and a document on its way into its file. */
#include "documents.h"

#include <string.h>

#include "attach.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"

struct format {
	const char *name;
	bool (*render)(struct arena *, struct report *, const struct doc *,
		       const struct render_options *, struct slice *);
	bool hidden; /* for tests */
};

static const struct format format_table[] = {
	{ "md", render_md, false },
	{ "html", render_html, false },
	{ "pdf", render_pdf, false },
	{ "layout", render_layout, true },
};

_Static_assert(sizeof(format_table) / sizeof(*format_table) == FORMAT_COUNT, "every format");

static bool flavor_find(const char *name, enum md_flavor *flavor)
{
	static const char *const names[] = { [MD_GFM] = "gfm", [MD_COMMONMARK] = "commonmark" };

	*flavor = MD_GFM;
	for (size_t i = 0; name && i < sizeof(names) / sizeof(*names); i++) {
		*flavor = (enum md_flavor)i;
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return !name;
}

/* What is wrong with the options that say how a document is made. */
static int making_check(const struct options *options)
{
	enum md_flavor flavor;

	if (!flavor_find(options->value[OPTION_MD_FLAVOR], &flavor))
		return cli_usage(
			options,
			TEXT2("không có loại Markdown '{1}'; chọn gfm hoặc commonmark",
			      "there is no Markdown flavour '{1}'; choose gfm or commonmark"),
			slice_of(options->value[OPTION_MD_FLAVOR]), SLICE_NONE);
	if (options->given[OPTION_ATTACH_SOURCE] && options->given[OPTION_PUBLIC])
		return cli_usage(options,
				 TEXT2("kế hoạch đính kèm có cả nội dung nội bộ: bỏ --public hoặc "
				       "--attach-source",
				       "an attached plan tells what is internal: drop --public or "
				       "--attach-source"),
				 SLICE_NONE, SLICE_NONE);
	return EXIT_DONE;
}

int formats_read(const struct options *options, struct formats *formats)
{
	struct slice list = slice_of(options->value[OPTION_FORMAT]);
	size_t start = 0;

	*formats = (struct formats){ .wanted_count = 0 };
	for (size_t i = 0; !list.ptr && i < FORMAT_COUNT; i++)
		formats->wanted[i] = !format_table[i].hidden;
	while (list.ptr && start <= list.len) {
		size_t end = slice_find(list, SLICE(","), start);
		struct slice name = slice_trim(slice_sub(list, start, end));
		size_t i = 0;
		while (i < FORMAT_COUNT && !slice_is(name, format_table[i].name))
			i++;
		if (i == FORMAT_COUNT)
			return cli_usage(
				options,
				TEXT2("không có định dạng '{1}'; chọn trong md, html, pdf",
				      "there is no format '{1}'; choose from md, html, pdf"),
				name, SLICE_NONE);
		formats->wanted[i] = true;
		start = end + 1;
	}
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		formats->wanted_count += formats->wanted[i];
	return making_check(options);
}

unsigned formats_bits(const struct formats *formats)
{
	unsigned bits = 0;

	for (size_t i = 0; i < FORMAT_COUNT; i++)
		bits |= (unsigned)formats->wanted[i] << i;
	return bits;
}

struct formats formats_of_bits(unsigned bits)
{
	struct formats formats = { .wanted_count = 0 };

	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		formats.wanted[i] = (bits >> i & 1) != 0;
		formats.wanted_count += formats.wanted[i];
	}
	return formats;
}

const char *format_name(size_t format)
{
	return format_table[format].name;
}

/* A folder from the root on, with a slash at its end. */
static struct slice folder_whole(struct arena *arena, struct slice folder)
{
	struct slice here = text_printf(arena, "%.*s/", SLICE_ARG(path_real(arena, ".")));
	struct slice whole = path_clean(arena, path_join(arena, here, folder));

	return slice_ends(whole, SLICE("/")) ? whole
					     : text_printf(arena, "%.*s/", SLICE_ARG(whole));
}

/* The way from the folder of a Markdown file to that of the plan, for the images it names. */
static struct slice image_base(struct job *job, const char *path)
{
	struct slice plan = job->folder;
	struct slice out = path_folder(slice_of(path));

	if (slice_equal(plan, out) || strcmp(path, "-") == 0)
		return SLICE("");
	return path_between(&job->arena, folder_whole(&job->arena, out),
			    folder_whole(&job->arena, plan));
}

/* What stands before the ids of a fragment: the plan's name in plain letters. */
static struct slice id_start(struct job *job, const struct document *document)
{
	struct slice stem = utf8_plain(&job->arena, path_stem(job->name));
	struct buf start = BUF_IN(&job->arena);

	for (size_t i = 0; i < stem.len; i++) {
		char c = stem.ptr[i];
		bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		buf_putc(&start, is_kept ? c : '-');
	}
	if (document->lang >= 0)
		buf_printf(&start, "-%s", lang_key((enum lang)document->lang));
	buf_putc(&start, '-');
	return buf_slice(&start);
}

static void document_link(struct arena *arena, struct document *document,
			  const struct document *all, size_t count)
{
	struct render_other *others = ARENA_ARRAY(arena, count, struct render_other);

	document->others = others;
	document->other_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct slice way;
		if (&all[i] == document || all[i].format != document->format)
			continue;
		way = path_between(arena, slice_of(document->path), slice_of(all[i].path));
		others[document->other_count++] =
			(struct render_other){ (enum lang)all[i].lang, way };
	}
}

void documents_link(struct arena *arena, struct document *documents, size_t count)
{
	for (size_t i = 0; i < count; i++)
		document_link(arena, &documents[i], documents, count);
}

bool document_write(struct job *job, const struct doc *doc, struct render_shared *shared,
		    struct document *document)
{
	struct render_options render = { .image_base = image_base(job, document->path),
					 .date = doc->date,
					 .theme = job->theme,
					 .others = document->others,
					 .other_count = document->other_count,
					 .shared = shared };
	const struct options *options = job->options;
	struct slice bytes;

	flavor_find(options->value[OPTION_MD_FLAVOR], &render.md_flavor);
	render.fragment = options->given[OPTION_FRAGMENT];
	if (render.fragment) {
		render.id_start = id_start(job, document);
		render.other_count = 0;
	}
	if (options->given[OPTION_ATTACH_SOURCE] && job->plan)
		render.attachments = job_attachments(job, doc);
	document->reason = NULL;
	if (!format_table[document->format].render(&job->arena, &job->report, doc, &render, &bytes))
		return false;
	document->size = bytes.len;
	return document->is_checked
		       ? file_write_unsynced(&job->arena, document->path, bytes, &document->reason)
		       : file_write(&job->arena, document->path, bytes, &document->reason);
}
