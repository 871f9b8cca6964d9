/* Files: whole reads with a limit, whole writes or none. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/attached.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/vec.h"

static enum file_result result_of(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR:
		return FILE_MISSING;
	case EACCES:
	case EPERM:
		return FILE_DENIED;
	case EISDIR:
		return FILE_IS_FOLDER;
	default:
		return FILE_FAILED;
	}
}

struct text2 file_reason(enum file_result result)
{
	switch (result) {
	case FILE_OK:
		break;
	case FILE_MISSING:
		return TEXT2("không có tệp này", "there is no such file");
	case FILE_DENIED:
		return TEXT2("không có quyền đọc", "permission denied");
	case FILE_OUTSIDE:
		return TEXT2("tệp nằm ngoài các thư mục được phép đọc: thư mục của kế hoạch và "
			     "thư mục ngay trên nó",
			     "it lies outside the folders that may be read: that of the plan and "
			     "the one above");
	case FILE_IS_FOLDER:
		return TEXT2("đây là một thư mục", "it is a folder");
	case FILE_TOO_LARGE:
		return TEXT2("tệp quá lớn", "it is too large");
	case FILE_FAILED:
		return TEXT2("hệ thống báo lỗi khi đọc", "the system could not read it");
	}
	return TEXT2("", "");
}

static enum file_result descriptor_read(struct arena *arena, int fd, size_t limit,
					struct slice *bytes)
{
	size_t cap = 64 * 1024;
	char *data = arena_room(arena, cap + 1);
	size_t len = 0;

	for (;;) {
		ssize_t got = read(fd, data + len, cap - len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return result_of(errno);
		if (got == 0)
			break;
		len += (size_t)got;
		if (len > limit)
			return FILE_TOO_LARGE;
		if (len == cap) {
			char *larger = arena_room(arena, cap * 2 + 1);
			memcpy(larger, data, len);
			data = larger;
			cap *= 2;
		}
	}
	data[len] = '\0';
	*bytes = (struct slice){ data, len };
	return FILE_OK;
}

/* Permissions of the file itself are looked at by access() alone, which no confinement holds up. */
static enum file_result refusal(const char *path, int error)
{
	if (error == EACCES && access(path, R_OK) == 0)
		return FILE_OUTSIDE;
	return result_of(error);
}

/* The length of the part of a path that is a file, though more follows it; 0 for none. */
static size_t file_part(struct arena *arena, const char *path)
{
	struct slice whole = slice_of(path);
	size_t at = slice_find(whole, SLICE("/"), 1);
	struct stat status;

	for (; at < whole.len; at = slice_find(whole, SLICE("/"), at + 1)) {
		const char *part = slice_cstr(arena, slice_sub(whole, 0, at));
		if (stat(part, &status) != 0)
			return 0;
		if (S_ISREG(status.st_mode))
			return at;
	}
	return 0;
}

/* What is attached to a PDF, under a path that goes through it as through a folder. */
static enum file_result attached_read(struct arena *arena, const char *path, size_t limit,
				      struct slice *bytes)
{
	size_t part = file_part(arena, path);
	struct slice whole = slice_of(path);
	struct slice pdf = SLICE_NONE;
	enum attached_result found;

	if (part == 0 ||
	    file_read(arena, slice_cstr(arena, slice_sub(whole, 0, part)), ATTACHED_PDF_MAX,
		      &pdf) != FILE_OK ||
	    !attached_is_pdf(pdf))
		return FILE_MISSING;
	found = attached_find(arena, pdf, slice_sub(whole, part + 1, whole.len), limit, bytes);
	if (found == ATTACHED_TOO_LARGE)
		return FILE_TOO_LARGE;
	return found == ATTACHED_OK ? FILE_OK : FILE_MISSING;
}

enum file_result file_read(struct arena *arena, const char *path, size_t limit, struct slice *bytes)
{
	enum file_result result;
	struct stat status;
	int fd;

	if (strcmp(path, "-") == 0)
		return descriptor_read(arena, STDIN_FILENO, limit, bytes);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && errno == ENOTDIR)
		return attached_read(arena, path, limit, bytes);
	if (fd < 0)
		return refusal(path, errno);
	if (fstat(fd, &status) != 0)
		result = result_of(errno);
	else if (S_ISDIR(status.st_mode))
		result = FILE_IS_FOLDER;
	else if (S_ISREG(status.st_mode) && (uint64_t)status.st_size > limit)
		result = FILE_TOO_LARGE;
	else
		result = descriptor_read(arena, fd, limit, bytes);
	close(fd);
	return result;
}

static bool descriptor_write(int fd, struct slice bytes)
{
	while (bytes.len > 0) {
		ssize_t done = write(fd, bytes.ptr, bytes.len);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes.ptr += done;
		bytes.len -= (size_t)done;
	}
	return true;
}

/* A temporary file is for its owner alone; one that stays is for whom the user lets read. */
static bool mode_usual(int fd)
{
	mode_t mask = umask(0);

	umask(mask);
	return fchmod(fd, 0666 & ~mask) == 0;
}

/* Some file systems have nothing to sync, and say so. */
static bool descriptor_sync(int fd)
{
	return fsync(fd) == 0 || errno == EINVAL;
}

/* Into a pipe or a device, which no file may take the place of. */
static bool special_write(const char *path, struct slice bytes, const char **reason)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool done = fd >= 0 && descriptor_write(fd, bytes);

	if (!done)
		*reason = strerror(errno);
	if (fd >= 0)
		close(fd);
	return done;
}

/* What the name of a file ends in while it is written; mkstemp puts letters for the X. */
#define TEMPORARY ".part-"
#define TEMPORARY_END TEMPORARY "XXXXXX"

static char *temporary_name(struct arena *arena, const char *path)
{
	return slice_cstr(arena, text_printf(arena, "%s" TEMPORARY_END, path));
}

/* The end of a temporary file: a good one takes its name, another is removed. */
static bool temporary_settle(const char *name, const char *path, bool is_good, const char **reason)
{
	if (is_good && rename(name, path) == 0)
		return true;
	*reason = strerror(errno);
	unlink(name);
	return false;
}

static bool whole_write(struct arena *arena, const char *path, struct slice bytes, bool synced,
			const char **reason)
{
	char *name = temporary_name(arena, path);
	bool done;
	int fd;

	if (strcmp(path, "-") == 0) {
		done = descriptor_write(STDOUT_FILENO, bytes);
		*reason = done ? NULL : strerror(errno);
		return done;
	}
	if (file_is_special(path))
		return special_write(path, bytes, reason);
	fd = mkstemp(name);
	if (fd < 0) {
		*reason = strerror(errno);
		return false;
	}
	done = descriptor_write(fd, bytes) && mode_usual(fd) && (!synced || descriptor_sync(fd));
	if (close(fd) != 0)
		done = false;
	return temporary_settle(name, path, done, reason);
}

bool file_write(struct arena *arena, const char *path, struct slice bytes, const char **reason)
{
	return whole_write(arena, path, bytes, true, reason);
}

bool file_write_unsynced(struct arena *arena, const char *path, struct slice bytes,
			 const char **reason)
{
	return whole_write(arena, path, bytes, false, reason);
}

struct file_stream *file_stream_open(struct arena *arena, const char *path, const char **reason)
{
	struct file_stream *file = ARENA_NEW(arena, struct file_stream);
	char *name = temporary_name(arena, path);
	int fd = mkstemp(name);

	file->path = slice_cstr(arena, slice_of(path));
	file->temporary = name;
	if (fd >= 0 && mode_usual(fd))
		file->stream = fdopen(fd, "w");
	if (file->stream)
		return file;
	*reason = strerror(errno);
	if (fd >= 0) {
		close(fd);
		unlink(name);
	}
	return NULL;
}

bool file_stream_close(struct file_stream *file, bool is_whole, const char **reason)
{
	bool done = is_whole && fflush(file->stream) == 0 && !ferror(file->stream) &&
		    descriptor_sync(fileno(file->stream));

	if (fclose(file->stream) != 0)
		done = false;
	return temporary_settle(file->temporary, file->path, done, reason);
}

bool file_is_temporary(struct slice name, struct slice of)
{
	struct slice end = slice_sub(name, of.len, name.len);

	return slice_starts(name, of) && end.len == sizeof(TEMPORARY_END) - 1 &&
	       slice_starts(end, SLICE(TEMPORARY));
}

int64_t file_size(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) ? (int64_t)status.st_size : -1;
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool file_is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_is_special(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

bool file_make_folders(struct arena *arena, const char *path, const char **reason)
{
	char *copy = slice_cstr(arena, slice_of(path));

	for (char *at = copy + 1;; at++) {
		char kept = *at;
		int error;
		if (kept != '/' && kept != '\0')
			continue;
		*at = '\0';
		error = mkdir(copy, 0777) == 0 ? 0 : errno;
		if (error != 0 && !file_is_folder(copy)) {
			*reason = strerror(error);
			return false;
		}
		*at = kept;
		if (kept == '\0')
			return true;
	}
}

static int name_order(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

struct slice *file_list(struct arena *arena, const char *folder, const char *suffix, size_t *count)
{
	VEC(struct slice) names = { 0 };
	DIR *handle = opendir(folder);
	struct dirent *entry;

	*count = 0;
	if (!handle)
		return NULL;
	errno = 0;
	while ((entry = readdir(handle))) {
		struct slice name = slice_of(entry->d_name);
		if (name.ptr[0] != '.' && slice_ends(name, slice_of(suffix)))
			*vec_push(arena, &names) = slice_copy(arena, name);
	}
	if (errno != 0)
		names.len = 0;
	closedir(handle);
	if (names.len > 0)
		qsort(names.items, names.len, sizeof(*names.items), name_order);
	*count = names.len;
	return names.items;
}

bool path_leads_outside(struct arena *arena, const char *folder, const char *path)
{
	char *root, *real;
	bool outside;

	errno = 0;
	root = realpath(*folder ? folder : ".", NULL);
	real = errno == ENOMEM ? NULL : realpath(path, NULL);
	if (errno == ENOMEM)
		memory_exhausted();
	outside = real != NULL;

	if (!real && file_part(arena, path) > 0) {
		struct slice whole = slice_of(path);
		outside = !path_stays_inside(slice_sub(whole, strlen(folder), whole.len));
	} else if (root && real) {
		struct slice prefix = text_printf(arena, "%s/", strcmp(root, "/") == 0 ? "" : root);
		outside = !slice_starts(slice_of(real), prefix);
	}
	free(root);
	free(real);
	return outside;
}
