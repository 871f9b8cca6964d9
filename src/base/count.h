#ifndef BASE_COUNT_H
#define BASE_COUNT_H

#include <stdbool.h>

#include "base/slice.h"

/* A text that is digits alone, up to 18 of them; false for every other. */
bool count_read(struct slice text, size_t *count);

#endif
