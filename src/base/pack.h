#ifndef BASE_PACK_H
#define BASE_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/lang.h"
#include "base/slice.h"

struct arena;
struct buf;

/*
 * Numbers and texts as bytes, for another process of the same program.  What is read back may come
 * from a process that a hostile plan has broken, so every step has its bound: past the end there
 * are zeros and SLICE_NONE, and `is_bad` is set.
 */
void pack_number(struct buf *buf, uint64_t number);
/* SLICE_NONE stays what it is. */
void pack_text(struct buf *buf, struct slice text);
void pack_text2(struct buf *buf, const struct text2 *text);

struct unpack {
	struct slice rest;
	bool is_bad;
};
uint64_t unpack_number(struct unpack *unpack);
/* A number of things, each of which begins with a number: never more than there is room for. */
size_t unpack_count(struct unpack *unpack);
/* One of an enum. */
int unpack_choice(struct unpack *unpack, int count);
/* Borrowed from the bytes. */
struct slice unpack_text(struct unpack *unpack);
struct text2 unpack_text2(struct unpack *unpack);

#endif
