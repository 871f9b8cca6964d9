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
