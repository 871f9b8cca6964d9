#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/slice.h"

/* Paths: their parts, and the way from one to another. */

/* The folder part with its slash: "plans/" of "plans/a.toml", "" of "a.toml". */
struct slice path_folder(struct slice path);
/* The last part without its last extension: "a" of "plans/a.toml". */
struct slice path_stem(struct slice path);
/* The last part of a path. */
struct slice path_name(struct slice path);
/* The whole path with all links followed, or the path itself when nothing is there. */
struct slice path_real(struct arena *arena, const char *path);
struct slice path_join(struct arena *arena, struct slice folder, struct slice name);
/* A path without "." and needless "..". */
struct slice path_clean(struct arena *arena, struct slice path);
/*
 * The path from the current directory, with forward slashes and without "." and needless "..";
 * a path outside the current directory stays absolute when it was.
 */
struct slice path_from_here(struct arena *arena, struct slice path);
/*
 * The way from the folder of one file to another, both seen from the same place; where only the
 * other begins at the root, it stays as it is.
 */
struct slice path_between(struct arena *arena, struct slice from, struct slice to);
/* Is this folder its own parent? */
bool folder_is_root(const char *folder);
/* True when a relative path cannot lead out of the folder it starts from. */
bool path_stays_inside(struct slice path);

#endif
