/*
 * Linked into the program, this stands before the C library for all of it, foreign libraries
 * included, and fails one call: FAULT_CALL names it, FAULT_AT says which (from 1), FAULT_ERROR with
 * which errno, or 0 for one that does only a part.  With FAULT_COUNT=1 the calls that were made are
 * told on standard error at the end.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum call { ALLOC, OPEN, READ, WRITE, CLOSE, RENAME, FSYNC, MKSTEMP, FSTAT, FCHMOD, MKDIR, CALLS };

static const char *const names[CALLS] = { "alloc", "open",    "read",  "write",  "close", "rename",
					  "fsync", "mkstemp", "fstat", "fchmod", "mkdir" };
static long counts[CALLS];
static long fault_at;
static int fault_call = -2; /* -2: the environment was not read yet, -1: none */
static int fault_error;
/* Before that libraries set themselves up, and GLib, which comes with one, aborts when it cannot.
 */
static bool is_running;

static void fault_read(void)
{
	const char *call = getenv("FAULT_CALL");
	const char *at = getenv("FAULT_AT");
	const char *error = getenv("FAULT_ERROR");

	fault_call = -1;
	fault_at = at ? strtol(at, NULL, 10) : 0;
	fault_error = error ? (int)strtol(error, NULL, 10) : 0;
	for (int i = 0; call && i < CALLS; i++) {
		if (strcmp(call, names[i]) == 0)
			fault_call = i;
	}
}

/* Whether this call is the one to fail; it sets errno when it is. */
static bool fails(enum call call)
{
	long now;

	if (!is_running)
		return false;
	now = __atomic_add_fetch(&counts[call], 1, __ATOMIC_RELAXED);
	if (fault_call == -2)
		fault_read();
	if (fault_call != (int)call || now != fault_at)
		return false;
	errno = fault_error;
	return true;
}

__attribute__((destructor)) static void counts_tell(void)
{
	if (!getenv("FAULT_COUNT"))
		return;
	for (int i = 0; i < CALLS; i++)
		dprintf(STDERR_FILENO, "fault: %s %ld\n", names[i], counts[i]);
}

int __real_program_run(int argc, char **argv, bool is_alone);
int __wrap_program_run(int argc, char **argv, bool is_alone);

int __wrap_program_run(int argc, char **argv, bool is_alone)
{
	int code;

	is_running = true;
	code = __real_program_run(argc, argv, is_alone);
	is_running = false;
	return code;
}

/* The function of that name behind this one. */
#define REAL(name) (*(__typeof__(&name) *)(void *[]){ dlsym(RTLD_NEXT, #name) })

#ifndef FAULT_NO_ALLOC
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
	return fails(ALLOC) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails(ALLOC) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails(ALLOC) ? NULL : __libc_realloc(old, size);
}
#endif

int open(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode = 0;

	va_start(arguments, flags);
	if (flags & O_CREAT)
		mode = va_arg(arguments, mode_t);
	va_end(arguments);
	/* /proc is opened for LeakSanitizer alone, which cannot look for leaks without it. */
	if (strncmp(path, "/proc/", 6) == 0)
		return REAL(open)(path, flags, mode);
	return fails(OPEN) ? -1 : REAL(open)(path, flags, mode);
}

ssize_t read(int fd, void *bytes, size_t size)
{
	if (fails(READ)) {
		if (fault_error)
			return -1;
		size = size > 1 ? 1 : size;
	}
	return REAL(read)(fd, bytes, size);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
	if (fd != STDERR_FILENO && fails(WRITE)) {
		if (fault_error)
			return -1;
		size = size > 1 ? size / 2 : size;
	}
	return REAL(write)(fd, bytes, size);
}

int close(int fd)
{
	int done = REAL(close)(fd);

	return fails(CLOSE) ? -1 : done;
}

int rename(const char *from, const char *to)
{
	return fails(RENAME) ? -1 : REAL(rename)(from, to);
}

int fsync(int fd)
{
	return fails(FSYNC) ? -1 : REAL(fsync)(fd);
}

int mkstemp(char *name)
{
	return fails(MKSTEMP) ? -1 : REAL(mkstemp)(name);
}

int fstat(int fd, struct stat *status)
{
	return fails(FSTAT) ? -1 : REAL(fstat)(fd, status);
}

int fchmod(int fd, mode_t mode)
{
	return fails(FCHMOD) ? -1 : REAL(fchmod)(fd, mode);
}

int mkdir(const char *path, mode_t mode)
{
	return fails(MKDIR) ? -1 : REAL(mkdir)(path, mode);
}
