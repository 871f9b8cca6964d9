/* The reader of files that travel in a PDF. */
#include "program.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/attached.h"

enum { UNPACKED_MOST = 100 * 1000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct slice pdf = { (const char *)data, size };
	struct slice name = SLICE_NONE;
	struct slice bytes = SLICE_NONE;

	if (attached_first(&arena, pdf, &name) == ATTACHED_OK &&
	    attached_find(&arena, pdf, name, UNPACKED_MOST, &bytes) == ATTACHED_OK &&
	    bytes.len > UNPACKED_MOST)
		abort();
	attached_find(&arena, pdf, SLICE("a/other.toml"), UNPACKED_MOST, &bytes);
	arena_free(&arena);
	return 0;
}
