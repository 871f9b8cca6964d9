/* What changed between two plans, in each form. */
#include "program.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	target_diff(data, size);
	return 0;
}
