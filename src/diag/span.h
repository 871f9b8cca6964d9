#ifndef DIAG_SPAN_H
#define DIAG_SPAN_H

#include <stdint.h>

#include "base/slice.h"

/* A stretch of bytes [start, end) in one of the files of a report.  File 0 is "nowhere". */
struct span {
	uint32_t file;
	uint32_t start;
	uint32_t end;
};

#define SPAN_NONE ((struct span){ 0, 0, 0 })

/* A place for people: both count from 1, columns in code points. */
struct place {
	uint32_t line;
	uint32_t column;
};

#endif
