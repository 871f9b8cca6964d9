/* A plan to a document, with all its mistakes: its pages as text. */
#include "program.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	target_render(data, size, render_layout);
	return 0;
}
