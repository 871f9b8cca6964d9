#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdint.h>
#include <stdio.h>

#include "base/lang.h"

enum file_result {
	FILE_OK,
	FILE_MISSING,
	FILE_DENIED,
	FILE_OUTSIDE, /* the program has confined itself to other folders */
	FILE_IS_FOLDER,
	FILE_TOO_LARGE,
	FILE_FAILED, /* anything else the system refused */
};

/* Why, in words for people. */
struct text2 file_reason(enum file_result result);
/*
 * The whole file, at most `limit` bytes.  "-" reads standard input; "board.pdf/plan.toml" is what
 * is attached to the PDF under that name.
 */
enum file_result file_read(struct arena *arena, const char *path, size_t limit,
			   struct slice *bytes);
/*
 * Writes the whole file or nothing: into a temporary file beside it, which is synced to the disk
 * and then takes its name.
 * "-" writes to standard output, and a pipe or a device is written to as it is.  On failure
 * *reason is the system's word for it.
 */
bool file_write(struct arena *arena, const char *path, struct slice bytes, const char **reason);
/* The same unsynced, for what a later run finds wanting by its size and makes anew. */
bool file_write_unsynced(struct arena *arena, const char *path, struct slice bytes,
			 const char **reason);
/*
 * The same for a file that is too large to be put together in memory: what is written to `stream`
 * takes the name of the file when it is closed.  NULL when it cannot be begun.
 */
struct file_stream {
	FILE *stream;
	const char *path, *temporary;
};
struct file_stream *file_stream_open(struct arena *arena, const char *path, const char **reason);
/* is_whole: false throws it away. */
bool file_stream_close(struct file_stream *file, bool is_whole, const char **reason);
/* Whether a name is one that a file of that name has while it is written. */
bool file_is_temporary(struct slice name, struct slice of);
bool file_exists(const char *path);
/* The size of a file, or -1. */
int64_t file_size(const char *path);
bool file_is_folder(const char *path);
/* True for what is there but is neither a file nor a folder: pipes, devices. */
bool file_is_special(const char *path);
bool file_make_folders(struct arena *arena, const char *path, const char **reason);
/* Names in a folder that end in `suffix`, sorted by bytes; count is 0 when it cannot be read. */
struct slice *file_list(struct arena *arena, const char *folder, const char *suffix, size_t *count);
/* True when the file exists and, with all links followed, lies outside the folder. */
bool path_leads_outside(struct arena *arena, const char *folder, const char *path);

#endif
