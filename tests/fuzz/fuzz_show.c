/* Inheritance and placeholders: a plan as TOML and as JSON, with the origin of each value. */
#include "program.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	target_show(size % 8 < 4 ? "plan.toml" : "plan.ini", data, size, size % 2 == 0,
		    size % 4 < 2);
	return 0;
}
