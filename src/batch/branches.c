/* Which plans a batch is about.  Reads no more of a file than tells that it is a plan. */
#include "batch/branches.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/utf8.h"

#define SETTINGS_FILE "careplan.toml"

enum { DEPTH_MAX = 64, HEAD_SIZE = 8 * 1024 };

static bool has_plan_name(struct slice name)
{
	static const char *const endings[] = { ".toml", ".ini", ".cfg", ".conf" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		if (slice_ends(name, slice_of(endings[i])) && name.len > strlen(endings[i]))
			return !slice_is(name, SETTINGS_FILE);
	}
	return false;
}

/* "format = 1" or "extends = …" before the first table: only plans begin so. */
static bool is_plan_key(struct slice line)
{
	static const char *const keys[] = { "format", "extends" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		struct slice key = slice_of(keys[i]);
		struct slice rest = slice_sub(line, key.len, line.len);
		if (slice_starts(line, key) && slice_starts(slice_trim(rest), SLICE("=")))
			return true;
	}
	return false;
}

static bool looks_like_plan(const char *path)
{
	char bytes[HEAD_SIZE];
	FILE *file = fopen(path, "re");
	struct slice text = { bytes, 0 };
	size_t start = 0;
	bool found = !file; /* what cannot be read is said when the plan's turn comes */

	if (file) {
		text.len = fread(bytes, 1, sizeof(bytes), file);
		found = ferror(file) != 0;
		fclose(file);
	}
	while (!found && start < text.len) {
		size_t end = slice_find(text, SLICE("\n"), start);
		struct slice line = slice_trim(slice_sub(text, start, end));
		if (slice_starts(line, UTF8_BYTE_ORDER_MARK))
			line = slice_sub(line, UTF8_BYTE_ORDER_MARK.len, line.len);
		if (slice_starts(line, SLICE("[")))
			break;
		found = is_plan_key(line);
		start = end + 1;
	}
	return found;
}

static void branch_add(struct branches *branches, const char *path, struct slice folder)
{
	struct arena scratch = ARENA_INIT;
	struct listed *branch;
	bool is_new;

	known_at(&branches->known, path_from_here(&scratch, slice_of(path)), &is_new);
	arena_free(&scratch);
	if (!is_new)
		return;
	branch = vec_push(branches->arena, &branches->list);
	branch->path = path;
	branch->folder = folder;
}

static int entry_order(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* The names in a folder that matter, sorted; NULL, and errno why, when it cannot be read. */
static struct slice *entries_of(struct arena *arena, const char *path, size_t *count)
{
	VEC(struct slice) names = { 0 };
	DIR *handle = opendir(path);
	struct dirent *entry;
	int error;

	*count = 0;
	if (!handle)
		return NULL;
	vec_push(arena, &names);
	names.len = 0;
	errno = 0;
	while ((entry = readdir(handle))) {
		if (entry->d_name[0] != '.' && entry->d_name[0] != '_')
			*vec_push(arena, &names) = slice_copy(arena, slice_of(entry->d_name));
	}
	error = errno;
	closedir(handle);
	errno = error;
	if (error != 0)
		return NULL;
	qsort(names.items, names.len, sizeof(*names.items), entry_order);
	*count = names.len;
	return names.items;
}

/* Links to folders are not followed: they may lead back up. */
static bool is_own_folder(const char *path, enum file_result *worst)
{
	struct stat status;

	if (lstat(path, &status) == 0)
		return S_ISDIR(status.st_mode);
	if (errno != ENOENT) /* it is gone by now */
		*worst = FILE_FAILED;
	return false;
}

static enum file_result folder_add(struct branches *branches, const char *path, struct slice below,
				   int depth)
{
	struct arena *arena = branches->arena;
	struct arena scratch = ARENA_INIT;
	size_t count;
	struct slice *names = entries_of(&scratch, path, &count);
	enum file_result worst = names ? FILE_OK : errno == EACCES ? FILE_DENIED : FILE_FAILED;

	for (size_t i = 0; names && i < count; i++) {
		const char *entry = path_join(arena, slice_of(path), names[i]).ptr;
		if (is_own_folder(entry, &worst) && depth < DEPTH_MAX) {
			struct slice deeper = path_join(arena, below, names[i]);
			enum file_result one =
				folder_add(branches, entry, path_join(arena, deeper, SLICE("")),
					   depth + 1);
			worst = one == FILE_OK ? worst : one;
		} else if (has_plan_name(names[i]) && !file_is_folder(entry) &&
			   !file_is_special(entry)) {
			if (looks_like_plan(entry))
				branch_add(branches, entry, below);
			else
				branches->passed_over++;
		}
	}
	arena_free(&scratch);
	return worst;
}

enum file_result branches_add(struct branches *branches, const char *path)
{
	struct stat status;

	if (stat(path, &status) == 0) {
		if (S_ISDIR(status.st_mode))
			return folder_add(branches, path, SLICE(""), 0);
	} else if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) {
		return FILE_FAILED;
	}
	branch_add(branches, path, SLICE(""));
	return FILE_OK;
}
