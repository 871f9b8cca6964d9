#ifndef TESTS_UNIT_CHECK_H
#define TESTS_UNIT_CHECK_H

#include <stdio.h>

#include "base/slice.h"

/* A test program counts what holds and what does not; main ends with `return check_result();`. */
static int check_passed;
static int check_failed;

static inline void check_that(bool holds, const char *what, const char *file, int line)
{
	if (holds) {
		check_passed++;
		return;
	}
	check_failed++;
	printf("%s:%d: %s\n", file, line, what);
}

static inline void check_str(struct slice have, const char *want, const char *file, int line)
{
	bool same = slice_is(have, want);

	check_that(same, "the texts differ", file, line);
	if (!same)
		printf("  have '%.*s'\n  want '%s'\n", SLICE_ARG(have), want);
}

static inline int check_result(void)
{
	printf("%d passed, %d failed\n", check_passed, check_failed);
	return check_failed > 0;
}

#define CHECK(condition) check_that((condition), #condition, __FILE__, __LINE__)
/* A slice and a C string. */
#define CHECK_STR(have, want) check_str((have), (want), __FILE__, __LINE__)

#endif
