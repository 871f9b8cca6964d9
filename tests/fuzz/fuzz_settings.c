/* The settings beside a plan. */
#include "program.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char plan[] = "language = \"vi\"\n";
	static const char *const arguments[] = { "check", "--date", "2026-12-01", "plan.toml",
						 NULL };

	target_file("plan.toml", (const uint8_t *)plan, strlen(plan));
	target_file("careplan.toml", data, size);
	target_run(arguments);
	return 0;
}
