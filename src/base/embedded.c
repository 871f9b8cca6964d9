/* Looking up the files that are built into the program. */
#include "base/embedded.h"

#include <string.h>

struct slice embedded_find(const char *name)
{
	for (const struct embedded_file *file = embedded_files; file->name; file++) {
		if (strcmp(file->name, name) == 0)
			return (struct slice){ file->start, (size_t)(file->end - file->start) };
	}
	return SLICE_NONE;
}

bool embedded_is(struct slice text)
{
	for (const struct embedded_file *file = embedded_files; file->name; file++) {
		if (text.ptr == file->start)
			return true;
	}
	return false;
}

/* The name of a file of that folder up to its first dot; none for other files. */
static struct slice name_in(const struct embedded_file *file, struct slice folder)
{
	struct slice path = slice_of(file->name);

	if (!slice_starts(path, folder))
		return SLICE_NONE;
	return slice_sub(path, folder.len, slice_find(path, SLICE("."), folder.len));
}

bool embedded_next(const struct embedded_file **at, const char *folder, struct slice *name)
{
	for (; (*at)->name; (*at)++) {
		*name = name_in(*at, slice_of(folder));
		if (!name->ptr)
			continue;
		/* The files are sorted, so those of one name stand together. */
		do
			(*at)++;
		while ((*at)->name && slice_equal(name_in(*at, slice_of(folder)), *name));
		return true;
	}
	return false;
}
