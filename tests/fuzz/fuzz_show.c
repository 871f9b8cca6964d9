/* Inheritance and placeholders: a plan as TOML and as JSON, with the origin of each value. */
#include "program.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const runs[][5] = {
		{ "show", "--origin", "plan.toml" },
		{ "show", "--json", "plan.toml" },
		{ "show", "plan.ini" },
		{ "show", "--json", "--origin", "plan.ini" },
	};
	const char *const *run = runs[size % (sizeof(runs) / sizeof(*runs))];

	target_file("plan.toml", data, size);
	target_file("plan.ini", data, size);
	target_run(run);
	return 0;
}
