#ifndef BATCH_BRANCHES_H
#define BATCH_BRANCHES_H

#include "base/file.h"
#include "base/known.h"
#include "base/vec.h"

/*
 * The plans of a batch, in the order of its results.  In a folder every plan below it counts; what
 * begins with "." or "_" is passed over, and so are settings and files that are no plans.
 */

struct listed {
	const char *path;    /* of the plan, or of the CSV file */
	struct slice folder; /* below the folder that was named, with its slash; or empty */
	uint32_t row;        /* in the table; 0 when there is none */
};

struct branches {
	struct arena *arena;
	VEC(struct listed) list;
	struct known known; /* paths, so that a plan named twice is one branch */
	size_t passed_over; /* files that looked like plans by their names alone */
};

/*
 * Adds a plan, there or not, or all plans below a folder.  FILE_OK, or why a folder cannot be read;
 * the rest is added all the same.
 */
enum file_result branches_add(struct branches *branches, const char *path);

#endif
