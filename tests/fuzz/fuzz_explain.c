/* The command line of `explain`: each line of the input is a word. */
#include "program.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *arguments[WORDS_MOST + 2] = { "explain", NULL };
	char *copy = malloc(size + 1);
	size_t count = 1;

	if (!copy)
		abort();
	memcpy(copy, data, size);
	copy[size] = '\0';
	for (char *at = copy; at && *at && count <= WORDS_MOST; count++) {
		char *end = strchr(at, '\n');
		if (end)
			*end = '\0';
		arguments[count] = at;
		at = end ? end + 1 : NULL;
	}
	/* An option could name any file of the machine. */
	for (size_t i = 1; i < count; i++) {
		if (arguments[i][0] == '-')
			arguments[i] = "x";
	}
	target_run(arguments);
	free(copy);
	return 0;
}
