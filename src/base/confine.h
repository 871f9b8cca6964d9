#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Takes away from the calling thread, and from those it starts, what it will not need: files
 * outside some folders, the network, other programs.  Nothing gives that back.  Each part works
 * where the kernel has it (Landlock for files, seccomp for the rest) and is left out elsewhere.
 */

/* Bits: what is in force. */
enum {
	CONFINED_FILES = 1,
	CONFINED_NETWORK = 2,
	CONFINED_PROGRAMS = 4,
};

struct confine_rule {
	const char *path; /* a file, or a folder with all below it; none when nothing is there */
	bool writes;      /* else it can only be read */
};

/* Files that are open already stay so.  The result is what this call and earlier ones brought. */
unsigned confine(const struct confine_rule *rules, size_t count);

#endif
