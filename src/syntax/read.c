/* Which reader a file is for. */
#include "syntax/read.h"

#include <strings.h>

#include "syntax/ini.h"
#include "syntax/toml.h"

enum form form_of(struct slice name)
{
	static const char *const endings[] = { ".ini", ".cfg", ".conf" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		struct slice ending = slice_of(endings[i]);
		if (name.len > ending.len &&
		    strncasecmp(name.ptr + name.len - ending.len, ending.ptr, ending.len) == 0)
			return FORM_INI;
	}
	return FORM_TOML;
}

struct node *tree_read(struct arena *arena, struct report *report, uint32_t file)
{
	struct slice name = report_source_at(report, file)->name;

	return form_of(name) == FORM_INI ? ini_read(arena, report, file)
					 : toml_read(arena, report, file, TOML_1_1);
}
