#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/slice.h"

/*
 * FNV-1a, 64 bits: for recognising what was seen before, not for signing.  Start with HASH_START
 * and add texts; each is ended by its own mark, so that "ab","c" and "a","bc" differ.
 */
#define HASH_START UINT64_C(0xcbf29ce484222325)

uint64_t hash_add(uint64_t hash, struct slice text);
/* Sixteen hexadecimal digits. */
struct slice hash_text(struct arena *arena, uint64_t hash);

/*
 * SHA-256 for what is signed: its first `length` letters (43 in all) in the URL alphabet of base64;
 * none when the library fails.
 */
struct slice hash_sign(struct arena *arena, struct slice text, size_t length);

#endif
