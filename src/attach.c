/* Gathers what a document is made from. */
#include "attach.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/attached.h"
#include "base/embedded.h"
#include "base/path.h"

struct gather {
	struct arena *arena;
	VEC(struct render_attachment) files;
};

static const char *mime_of(struct slice name)
{
	return slice_ends(name, SLICE(".toml")) ? "application/toml" : "text/plain";
}

static void add(struct gather *gather, struct slice path, struct slice bytes, const char *mime)
{
	struct render_attachment *file;
	struct slice name = path_clean(gather->arena, path);

	for (size_t i = 0; i < gather->files.len; i++) {
		if (slice_equal(gather->files.items[i].name, name))
			return;
	}
	if (gather->files.len == ATTACHED_FILES_MAX)
		return;
	file = vec_push(gather->arena, &gather->files);
	file->name = name;
	file->bytes = bytes;
	file->mime = mime;
}

static void add_image(struct gather *gather, struct slice folder, const struct doc_image *image)
{
	if (image)
		add(gather, path_join(gather->arena, folder, image->path), image->bytes,
		    image->type == IMAGE_PNG ? "image/png" : "image/jpeg");
}

/* Paths that leave the current folder are only comparable when all are whole. */
static void make_whole(struct gather *gather)
{
	char here[4096];

	if (!getcwd(here, sizeof(here)))
		return;
	for (size_t i = 0; i < gather->files.len; i++) {
		struct slice *name = &gather->files.items[i].name;
		*name = path_clean(gather->arena, path_join(gather->arena, slice_of(here), *name));
	}
}

static bool needs_whole(const struct gather *gather)
{
	for (size_t i = 0; i < gather->files.len; i++) {
		struct slice name = gather->files.items[i].name;
		if (slice_starts(name, SLICE("/")) || slice_starts(name, SLICE("..")))
			return true;
	}
	return false;
}

static void make_relative(struct gather *gather)
{
	struct slice common = path_folder(gather->files.items[0].name);

	for (size_t i = 1; i < gather->files.len; i++) {
		while (!slice_starts(gather->files.items[i].name, common))
			common = path_folder(slice_sub(common, 0, common.len - 1));
	}
	for (size_t i = 0; i < gather->files.len; i++) {
		struct slice *name = &gather->files.items[i].name;
		*name = slice_sub(*name, common.len, name->len);
	}
}

struct render_attachments job_attachments(struct job *job, const struct doc *doc)
{
	struct gather gather = { .arena = &job->arena };
	struct slice plan = report_source_at(&job->report, job->file)->name;
	struct slice folder = path_folder(plan);

	add(&gather, plan, report_source_at(&job->report, job->file)->text, mime_of(plan));
	for (uint32_t i = job->first_read; i < job->end_read; i++) {
		const struct source *source = report_source_at(&job->report, i);
		if (!embedded_find(slice_cstr(&job->arena, source->name)).ptr)
			add(&gather, source->name, source->text, mime_of(source->name));
	}
	add_image(&gather, folder, doc->logo);
	for (const struct doc_node *node = doc->root; node; node = doc_next(doc->root, node)) {
		if (node->kind == DOC_IMAGE)
			add_image(&gather, folder, node->as.image);
	}
	if (needs_whole(&gather))
		make_whole(&gather);
	make_relative(&gather);
	return (struct render_attachments){ gather.files.items, gather.files.len };
}
