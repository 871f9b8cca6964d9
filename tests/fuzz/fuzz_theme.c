/* A theme file, and all that is asked of the theme it makes. */
#include "program.h"

#include "base/arena.h"
#include "theme/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	const struct theme *theme;

	target_file("theme.toml", data, size);
	theme = theme_load(&arena, &report, "./theme.toml");
	for (size_t row = 0; row < theme_row_count(); row++)
		theme_written(&arena, theme, row);
	for (size_t pair = 0; pair < theme_pair_count(); pair++)
		theme_pair(theme, pair);
	report_sort(&report);
	arena_free(&arena);
	return 0;
}
