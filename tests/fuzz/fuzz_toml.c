/* The TOML reader alone, by both versions of the format. */
#include "program.h"

#include "base/arena.h"
#include "syntax/toml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum toml_version versions[] = { TOML_1_0, TOML_1_1 };

	for (int i = 0; i < 2; i++) {
		struct arena arena = ARENA_INIT;
		struct report report = report_new(&arena);
		struct slice text = { (const char *)data, size };
		toml_read(&arena, &report, report_source(&report, SLICE("plan.toml"), text),
			  versions[i]);
		report_sort(&report);
		arena_free(&arena);
	}
	return 0;
}
