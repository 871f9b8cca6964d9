/* Checking a plan, in either form of file, with a report of each form. */
#include "program.h"

#define COMMON "check", "--date", "2026-12-01", "--explain-score", "--report"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const runs[][9] = {
		{ COMMON, "text=-", "plan.toml" },
		{ COMMON, "json=-", "plan.ini" },
		{ COMMON, "sarif=-", "plan.toml" },
		{ COMMON, "junit=-", "plan.toml" },
		{ COMMON, "github=-", "plan.toml" },
		{ COMMON, "short=-", "plan.ini" },
		{ COMMON, "junit=-", "plan.ini" },
		{ COMMON, "json=-", "plan.toml" },
		{ COMMON, "text=-", "--public", "plan.toml" },
	};
	const char *const *run = runs[size % (sizeof(runs) / sizeof(*runs))];
	const char *name = "plan.toml";

	for (int i = 0; run[i]; i++)
		name = run[i];
	target_file(name, data, size);
	target_run(run);
	return 0;
}
