/* Paths: their parts, and the way from one to another.  What stands in a file is not looked at. */
#include "base/path.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

static size_t after_last_slash(struct slice path)
{
	size_t at = path.len;

	while (at > 0 && path.ptr[at - 1] != '/')
		at--;
	return at;
}

struct slice path_folder(struct slice path)
{
	return slice_sub(path, 0, after_last_slash(path));
}

struct slice path_name(struct slice path)
{
	return slice_sub(path, after_last_slash(path), path.len);
}

struct slice path_real(struct arena *arena, const char *path)
{
	char *real = realpath(path, NULL);
	struct slice copy;

	if (!real && errno == ENOMEM)
		memory_exhausted();
	copy = slice_copy(arena, slice_of(real ? real : path));
	free(real);
	return copy;
}

struct slice path_stem(struct slice path)
{
	struct slice name = path_name(path);
	size_t dot = name.len;

	while (dot > 1 && name.ptr[dot - 1] != '.')
		dot--;
	return dot > 1 ? slice_sub(name, 0, dot - 1) : name;
}

struct slice path_join(struct arena *arena, struct slice folder, struct slice name)
{
	bool slash = folder.len > 0 && folder.ptr[folder.len - 1] != '/';

	if (name.len > 0 && name.ptr[0] == '/')
		return slice_copy(arena, name);
	return text_printf(arena, "%.*s%s%.*s", SLICE_ARG(folder), slash ? "/" : "",
			   SLICE_ARG(name));
}

/* Drops the last part of a path under construction; false when there is none to drop. */
static bool part_drop(struct buf *path, size_t root)
{
	size_t at = path->len;

	if (at <= root || slice_is(buf_slice(path), "..") ||
	    slice_ends(buf_slice(path), SLICE("/..")))
		return false;
	while (at > root && path->data[at - 1] != '/')
		at--;
	path->len = at > root ? at - 1 : root;
	return true;
}

static void part_put(struct buf *path, size_t root, struct slice part)
{
	if (part.len == 0 || slice_is(part, "."))
		return;
	if (slice_is(part, "..") && (part_drop(path, root) || root > 0))
		return;
	if (path->len > root)
		buf_putc(path, '/');
	buf_put(path, part);
}

struct slice path_clean(struct arena *arena, struct slice path)
{
	struct buf clean = BUF_IN(arena);
	size_t root = path.len > 0 && path.ptr[0] == '/' ? 1 : 0;
	size_t start = 0;

	buf_repeat(&clean, '/', root);
	while (start <= path.len) {
		size_t end = slice_find(path, SLICE("/"), start);
		part_put(&clean, root, slice_sub(path, start, end));
		start = end + 1;
	}
	return slice_copy(arena, buf_slice(&clean));
}

struct slice path_from_here(struct arena *arena, struct slice path)
{
	char here[4096];

	if (path.len > 0 && path.ptr[0] == '/' && getcwd(here, sizeof(here))) {
		struct slice folder = slice_of(here);
		bool inside = slice_starts(path, folder) && path.len > folder.len + 1 &&
			      (folder.len == 1 || path.ptr[folder.len] == '/');
		if (inside)
			path = slice_sub(path, folder.len == 1 ? 1 : folder.len + 1, path.len);
	}
	return path_clean(arena, path);
}

struct slice path_between(struct arena *arena, struct slice from, struct slice to)
{
	struct buf path = BUF_IN(arena);
	size_t shared = 0;

	if (slice_starts(to, SLICE("/")) && !slice_starts(from, SLICE("/")))
		return slice_copy(arena, to);
	for (size_t i = 0; i < from.len && i < to.len && from.ptr[i] == to.ptr[i]; i++) {
		if (from.ptr[i] == '/')
			shared = i + 1;
	}
	for (size_t i = shared; i < from.len; i++) {
		if (from.ptr[i] == '/')
			buf_puts(&path, "../");
	}
	buf_put(&path, slice_sub(to, shared, to.len));
	return buf_slice(&path);
}

bool folder_is_root(const char *folder)
{
	struct stat here, above;
	char parent[4096];

	if (snprintf(parent, sizeof(parent), "%s/..", folder) >= (int)sizeof(parent))
		return true;
	return stat(folder, &here) != 0 || stat(parent, &above) != 0 ||
	       (here.st_dev == above.st_dev && here.st_ino == above.st_ino);
}

bool path_stays_inside(struct slice path)
{
	size_t start = 0;

	if (path.len == 0 || path.ptr[0] == '/')
		return false;
	while (start <= path.len) {
		size_t end = slice_find(path, SLICE("/"), start);
		if (slice_is(slice_sub(path, start, end), ".."))
			return false;
		start = end + 1;
	}
	return true;
}
