/* The documents of a plan: the table of formats, and a document on its way into its file. */
#include "documents.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"

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
	return EXIT_DONE;
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

/* The way from the folder of a Markdown file to that of the plan, for the images it names. */
static struct slice image_base(struct job *job, const char *path)
{
	struct slice plan = job->folder;
	struct slice out = path_folder(slice_of(path));
	struct buf base = BUF_IN(&job->arena);

	if (slice_equal(plan, out) || strcmp(path, "-") == 0)
		return SLICE("");
	if (plan.len > 0 && plan.ptr[0] == '/')
		return plan;
	if (out.len > 0 && out.ptr[0] == '/')
		return plan;
	for (size_t i = 0; i < out.len; i++) {
		if (out.ptr[i] == '/' && !(i == 1 && out.ptr[0] == '.'))
			buf_puts(&base, "../");
	}
	buf_put(&base, plan);
	return buf_slice(&base);
}

bool document_write(struct job *job, const struct doc *doc, struct render_shared *shared,
		    struct document *document)
{
	struct render_options render = { .image_base = image_base(job, document->path),
					 .date = doc->date,
					 .shared = shared };
	struct slice bytes;

	document->reason = NULL;
	if (!format_table[document->format].render(&job->arena, &job->report, doc, &render, &bytes))
		return false;
	document->size = bytes.len;
	return file_write(&job->arena, document->path, bytes, &document->reason);
}
