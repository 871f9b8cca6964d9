/*
 * Loads a section template: a file, the files of a folder, or those that are built in, and what
 * they extend → struct template.
 */
#include "template/load.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/path.h"
#include "syntax/toml.h"

enum { TEMPLATE_SIZE_MAX = 4 * 1024 * 1024, EXTENDS_MAX = 8 };

#define STANDARD_FOLDER "templates/standard/"

/* Kinds of documents: the words of known ones change, new ones follow. */
static void kinds_read(struct loader *loader, const struct node *array)
{
	struct template *t = loader->t;
	struct choice kinds[KINDS_MAX];
	size_t count, all = t->kind_count;

	load_choices(loader, array, kinds, KINDS_MAX, &count);
	for (size_t i = 0; i < count; i++) {
		size_t at = t->kind_count;
		template_kind(t, kinds[i].key, &at);
		all += at == t->kind_count;
		if (at == KINDS_MAX)
			continue;
		t->kinds[at] = kinds[i];
		t->kind_count += at == t->kind_count;
	}
	if (all > KINDS_MAX || array->count > KINDS_MAX)
		template_problem(loader, array->span, "mẫu có hơn {name} loại tài liệu",
				 "a template has more than {name} kinds of documents",
				 text_printf(loader->arena, "%d", KINDS_MAX));
}

static void head_read(struct loader *loader, const struct node *table)
{
	const struct node *node;

	if (!load_wants(loader, table, NODE_TABLE))
		return;
	if ((node = node_get(table, SLICE("name"))) && load_wants(loader, node, NODE_STRING))
		loader->t->name = node->as.string;
	if ((node = node_get(table, SLICE("title"))))
		loader->t->title = load_text2(loader, node);
	if ((node = node_get(table, SLICE("kind"))))
		kinds_read(loader, node);
}

static bool source_load(struct loader *loader, struct slice path);

static void standard_load(struct loader *loader);

/* What the template extends is read first; everything after it changes or adds. */
static void base_load(struct loader *loader, const struct node *extends, struct slice path)
{
	if (!load_wants(loader, extends, NODE_STRING))
		return;
	if (loader->t->root->field_count > 0 || loader->bases == EXTENDS_MAX) {
		template_problem(
			loader, extends->span,
			"'extends' đứng một lần, ở tệp đầu, và không quay vòng{name}",
			"'extends' stands once, in the first file, and not in a circle{name}",
			SLICE(""));
		return;
	}
	loader->bases++;
	if (slice_is(extends->as.string, "standard"))
		standard_load(loader);
	else
		source_load(loader,
			    path_join(loader->arena, path_folder(path), extends->as.string));
	loader->generation++;
}

static void file_load(struct loader *loader, struct slice name, struct slice text)
{
	uint32_t file = report_source(loader->report, name, text);
	const struct node *root = toml_read(loader->arena, loader->report, file, TOML_1_1);
	const struct node *head = node_get(root, SLICE("template"));
	const struct node *extends =
		head && head->kind == NODE_TABLE ? node_get(head, SLICE("extends")) : NULL;

	if (extends)
		base_load(loader, extends, name);
	for (const struct node *node = root->first; node; node = node->next) {
		if (slice_is(node->name, "template"))
			head_read(loader, node);
		else if (slice_is(node->name, "section"))
			load_fields(loader, loader->t->root, node, 0);
		else if (slice_is(node->name, "rule"))
			load_rules(loader, node);
		else if (slice_is(node->name, "rollup"))
			load_rollup(loader, node);
		else
			template_problem(loader, node->key, "không có bảng '{name}'",
					 "there is no table '{name}'", node->name);
	}
}

static bool path_load(struct loader *loader, struct slice path)
{
	struct slice text;
	enum file_result result =
		file_read(loader->arena, slice_cstr(loader->arena, path), TEMPLATE_SIZE_MAX, &text);

	if (result == FILE_OK) {
		file_load(loader, path, text);
		return true;
	}
	diag_add(loader->report, DIAG_FILE, SPAN_NONE, SLICE_NONE,
		 DIAG_ARGS(diag_text("file", path), diag_text2("reason", file_reason(result))));
	loader->problems++;
	return false;
}

static bool folder_load(struct loader *loader, const char *folder)
{
	size_t count;
	struct slice *names = file_list(loader->arena, folder, ".toml", &count);

	if (count == 0)
		return path_load(loader, slice_of(folder));
	*vec_push(loader->arena, &loader->t->folders) =
		(struct template_folder){ slice_of(folder), names, count };
	for (size_t i = 0; i < count; i++) {
		if (!path_load(loader, path_join(loader->arena, slice_of(folder), names[i])))
			return false;
	}
	return true;
}

static void standard_load(struct loader *loader)
{
	for (const struct embedded_file *file = embedded_files; file->name; file++) {
		struct slice text = { file->start, (size_t)(file->end - file->start) };
		if (slice_starts(slice_of(file->name), SLICE(STANDARD_FOLDER)))
			file_load(loader, slice_of(file->name), text);
	}
}

/* A file, or the files of a folder in the order of their names. */
static bool source_load(struct loader *loader, struct slice path)
{
	const char *name = slice_cstr(loader->arena, path);

	return file_is_folder(name) ? folder_load(loader, name) : path_load(loader, path);
}

struct template *template_load(struct arena *arena, struct report *report, const char *path)
{
	struct loader loader = { .arena = arena, .report = report };
	bool loaded = true;

	loader.t = ARENA_NEW(arena, struct template);
	loader.t->root = ARENA_NEW(arena, struct field);
	loader.t->root->type = TYPE_TABLE;
	if (!path)
		standard_load(&loader);
	else
		loaded = source_load(&loader, slice_of(path));
	if (!loaded)
		return NULL;
	template_lint(&loader);
	return loader.problems > 0 || loader.t->root->field_count == 0 ? NULL : loader.t;
}
