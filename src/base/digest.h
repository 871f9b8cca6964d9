#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdint.h>

#include "base/slice.h"

/* 128 bits that stand for a content: for knowing it again, not for signing. */
struct digest {
	uint64_t low, high;
};

struct digest digest_of(struct slice bytes);
/*
 * The same with a seed of this process, which nobody can know: for texts that strangers choose and
 * that must not be made to look alike.  Never written down.
 */
struct digest digest_here(struct slice bytes);
/* What came before, then these bytes; their length counts, so that "ab","c" and "a","bc" differ. */
struct digest digest_add(struct digest digest, struct slice bytes);
/* Of a whole file; false when it cannot be read. */
bool file_digest(const char *path, struct digest *digest);
bool digest_equal(struct digest a, struct digest b);

enum { DIGEST_DIGITS = 32 };
/* Thirty-two hexadecimal digits. */
struct slice digest_text(struct arena *arena, struct digest digest);
bool digest_parse(struct slice text, struct digest *digest);

#endif
