/* The INI reader alone. */
#include "program.h"

#include "base/arena.h"
#include "syntax/ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	struct slice text = { (const char *)data, size };

	ini_read(&arena, &report, report_source(&report, SLICE("plan.ini"), text));
	report_sort(&report);
	arena_free(&arena);
	return 0;
}
