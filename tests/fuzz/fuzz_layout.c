/* A plan to a document, with all its mistakes: layout. */
#include "program.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const arguments[] = {
		"render", "--draft", "--date", "2026-12-01", "-f",
		"layout", "-o",      "-",      "plan.toml",  NULL
	};

	target_file("plan.toml", data, size);
	target_run(arguments);
	return 0;
}
