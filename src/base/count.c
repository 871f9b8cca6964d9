/* Texts → whole numbers, for options and files of the program's own. */
#include "base/count.h"

enum { DIGITS_MAX = 18 };

bool count_read(struct slice text, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < text.len && i < DIGITS_MAX; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		*count = *count * 10 + (size_t)(text.ptr[i] - '0');
	}
	return text.len > 0 && text.len <= DIGITS_MAX;
}
