#ifndef DIAG_PACK_H
#define DIAG_PACK_H

#include "diag/diag.h"

struct buf;
struct unpack;

/*
 * A report as bytes, with as much of its sources as its findings need to be shown, and the first of
 * them.  Files keep their numbers.  What is read back borrows from the bytes.
 */
void report_pack(struct buf *buf, const struct report *report);
void report_unpack(struct report *report, struct unpack *unpack);

#endif
