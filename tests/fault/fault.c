/*
 * Linked into the program, this stands before the C library for all of it, foreign libraries
 * included, and fails one call: FAULT_CALL names it, FAULT_AT says which (from 1), FAULT_ERROR with
 * which errno, 0 for one that does only a part, or one of enum instead.  FAULT_WHERE says in which
 * process, each of which counts its own calls: "parent" (or nothing), "worker" for the first that
 * was forked, "workers" for each of them.  FAULT_FD is a descriptor to which each process tells in
 * the end what calls it made, and at once that the fault happened.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CALLS_OF(X) \
	X(alloc) \
	X(open) X(read) X(write) X(close) X(rename) X(fsync) X(mkstemp) X(fstat) X(fchmod) \
		X(mkdir) X(pread) X(pwrite) X(ftruncate) X(fcntl) X(fopen) X(fdopen) X(opendir) \
			X(readdir) X(stat) X(lstat) X(access) X(realpath) X(unlink) X(link) \
				X(rmdir) X(fork) X(pipe) X(poll) X(waitpid)
#define MEMBER(name) CALL_##name,
#define NAME(name) #name,

enum call { CALLS_OF(MEMBER) CALLS };
/* What happens instead of an error. */
enum instead { NONSENSE = -1, STOP = -2, KILL = -3 }; /* bytes into a pipe; signals */
enum where { PARENT, FIRST_WORKER, WORKERS };

static const char *const names[CALLS] = { CALLS_OF(NAME) };
static long counts[CALLS];
static long fault_at;
static int fault_call = -2; /* -2: the environment was not read yet, -1: none */
static int fault_error;
static enum where fault_where;
static int told = -1; /* the descriptor */
static int forks;
static int worker; /* which one this is; 0: the parent */
/* Before that libraries set themselves up, and GLib, which comes with one, aborts when it cannot.
 */
static bool is_running;

/* The function of that name behind this one. */
#define REAL(name) (*(__typeof__(&name) *)(void *[]){ dlsym(RTLD_NEXT, #name) })

static void tell(const char *what, const char *of, long number)
{
	char line[64];
	int len = snprintf(line, sizeof(line), "%s %s %ld\n", what, of, number);

	if (told >= 0)
		(void)!REAL(write)(told, line, (size_t)len);
}

static int number_of(const char *name, int other)
{
	const char *value = getenv(name);

	return value ? (int)strtol(value, NULL, 10) : other;
}

static void fault_read(void)
{
	const char *call = getenv("FAULT_CALL");
	const char *where = getenv("FAULT_WHERE");

	fault_call = -1;
	fault_at = number_of("FAULT_AT", 0);
	fault_error = number_of("FAULT_ERROR", 0);
	told = number_of("FAULT_FD", -1);
	if (where && strcmp(where, "parent") != 0)
		fault_where = strcmp(where, "worker") == 0 ? FIRST_WORKER : WORKERS;
	for (int i = 0; call && i < CALLS; i++) {
		if (strcmp(call, names[i]) == 0)
			fault_call = i;
	}
}

static bool is_here(void)
{
	return fault_where == PARENT         ? worker == 0
	       : fault_where == FIRST_WORKER ? worker == 1
					     : worker > 0;
}

/* Whether this call is the one to fail; it sets errno when it is. */
static bool fails(enum call call)
{
	long now;

	if (!is_running)
		return false;
	now = __atomic_add_fetch(&counts[call], 1, __ATOMIC_RELAXED);
	if (fault_call != (int)call || now != fault_at || !is_here())
		return false;
	tell("fault", names[call], now);
	if (fault_error == STOP || fault_error == KILL) {
		raise(fault_error == STOP ? SIGTERM : SIGKILL);
		return false;
	}
	errno = fault_error;
	return true;
}

static void counts_tell(void)
{
	static const char *const whose[] = { "parent", "worker" };

	is_running = false;
	for (int i = 0; i < CALLS; i++)
		tell(whose[worker > 0], names[i], counts[i]);
}

int __real_program_run(int argc, char **argv, bool is_alone);
int __wrap_program_run(int argc, char **argv, bool is_alone);

int __wrap_program_run(int argc, char **argv, bool is_alone)
{
	int code;

	fault_read();
	is_running = true;
	code = __real_program_run(argc, argv, is_alone);
	counts_tell();
	return code;
}

/* A worker ends so, and does not return from program_run. */
_Noreturn void _Exit(int code)
{
	counts_tell();
	REAL(_Exit)(code);
	__builtin_unreachable();
}

#ifndef FAULT_NO_ALLOC
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
	return fails(CALL_alloc) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails(CALL_alloc) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails(CALL_alloc) ? NULL : __libc_realloc(old, size);
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
	return fails(CALL_open) ? -1 : REAL(open)(path, flags, mode);
}

ssize_t read(int fd, void *bytes, size_t size)
{
	if (fails(CALL_read)) {
		if (fault_error)
			return -1;
		size = size > 1 ? 1 : size;
	}
	return REAL(read)(fd, bytes, size);
}

/* Files stay as they are: nobody could tell. */
static ssize_t nonsense_write(int fd, const void *bytes, size_t size)
{
	struct stat status;
	char wrong[512];

	if (REAL(fstat)(fd, &status) != 0 || !S_ISFIFO(status.st_mode))
		return REAL(write)(fd, bytes, size);
	memset(wrong, 0xff, sizeof(wrong));
	return REAL(write)(fd, wrong, size < sizeof(wrong) ? size : sizeof(wrong));
}

ssize_t write(int fd, const void *bytes, size_t size)
{
	if (fd != STDERR_FILENO && fd != told && fails(CALL_write)) {
		if (fault_error == NONSENSE)
			return nonsense_write(fd, bytes, size);
		if (fault_error)
			return -1;
		size = size > 1 ? size / 2 : size;
	}
	return REAL(write)(fd, bytes, size);
}

int close(int fd)
{
	int done = REAL(close)(fd);

	return fails(CALL_close) ? -1 : done;
}

int rename(const char *from, const char *to)
{
	return fails(CALL_rename) ? -1 : REAL(rename)(from, to);
}

int fsync(int fd)
{
	return fails(CALL_fsync) ? -1 : REAL(fsync)(fd);
}

int mkstemp(char *name)
{
	return fails(CALL_mkstemp) ? -1 : REAL(mkstemp)(name);
}

int fstat(int fd, struct stat *status)
{
	return fails(CALL_fstat) ? -1 : REAL(fstat)(fd, status);
}

int fchmod(int fd, mode_t mode)
{
	return fails(CALL_fchmod) ? -1 : REAL(fchmod)(fd, mode);
}

int mkdir(const char *path, mode_t mode)
{
	return fails(CALL_mkdir) ? -1 : REAL(mkdir)(path, mode);
}

/* What takes a path or a handle and says NULL or -1 when it fails. */
#define PLAIN(type, name, wrong, parameters, arguments) \
	type name parameters \
	{ \
		return fails(CALL_##name) ? (wrong) : REAL(name) arguments; \
	}

PLAIN(DIR *, opendir, NULL, (const char *path), (path))
PLAIN(struct dirent *, readdir, NULL, (DIR * handle), (handle))
PLAIN(int, stat, -1, (const char *path, struct stat *status), (path, status))
PLAIN(int, lstat, -1, (const char *path, struct stat *status), (path, status))
PLAIN(int, access, -1, (const char *path, int mode), (path, mode))
PLAIN(char *, realpath, NULL, (const char *path, char *into), (path, into))
PLAIN(int, unlink, -1, (const char *path), (path))
PLAIN(int, link, -1, (const char *from, const char *to), (from, to))
PLAIN(int, rmdir, -1, (const char *path), (path))
PLAIN(int, ftruncate, -1, (int fd, off_t size), (fd, size))
PLAIN(int, pipe, -1, (int ends[2]), (ends))
PLAIN(int, poll, -1, (struct pollfd * polls, nfds_t count, int timeout), (polls, count, timeout))
PLAIN(pid_t, waitpid, -1, (pid_t pid, int *status, int options), (pid, status, options))

ssize_t pread(int fd, void *bytes, size_t size, off_t at)
{
	if (fails(CALL_pread)) {
		if (fault_error)
			return -1;
		size /= 2;
	}
	return REAL(pread)(fd, bytes, size, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
	if (fails(CALL_pwrite)) {
		if (fault_error)
			return -1;
		size = size > 1 ? size / 2 : size;
	}
	return REAL(pwrite)(fd, bytes, size, at);
}

int fcntl(int fd, int command, ...)
{
	va_list arguments;
	void *argument;

	va_start(arguments, command);
	argument = va_arg(arguments, void *);
	va_end(arguments);
	return fails(CALL_fcntl) ? -1 : REAL(fcntl)(fd, command, argument);
}

pid_t fork(void)
{
	pid_t pid;

	if (fails(CALL_fork))
		return -1;
	pid = REAL(fork)();
	if (pid >= 0)
		forks++;
	if (pid == 0) {
		worker = forks;
		memset(counts, 0, sizeof(counts));
	}
	return pid;
}

/* --- Streams: they read and write by the calls above, so that each of them fails --- */

enum { STREAMS = 64 };
static struct {
	FILE *stream;
	int fd;
} streams[STREAMS];

static int cookie_fd(void *cookie)
{
	return (int)(intptr_t)cookie - 1;
}

static ssize_t cookie_read(void *cookie, char *bytes, size_t size)
{
	return read(cookie_fd(cookie), bytes, size);
}

static ssize_t cookie_write(void *cookie, const char *bytes, size_t size)
{
	size_t at = 0;

	while (at < size) {
		ssize_t done = write(cookie_fd(cookie), bytes + at, size - at);
		if (done < 0)
			return (ssize_t)at;
		at += (size_t)done;
	}
	return (ssize_t)size;
}

static int cookie_seek(void *cookie, off64_t *at, int from)
{
	off_t there = lseek(cookie_fd(cookie), *at, from);

	*at = there;
	return there < 0 ? -1 : 0;
}

static int cookie_close(void *cookie)
{
	int fd = cookie_fd(cookie);

	for (int i = 0; i < STREAMS; i++) {
		if (streams[i].stream && streams[i].fd == fd)
			streams[i].stream = NULL;
	}
	return close(fd);
}

static FILE *stream_of(int fd, const char *mode)
{
	static const cookie_io_functions_t calls = { cookie_read, cookie_write, cookie_seek,
						     cookie_close };
	FILE *stream = fopencookie((void *)(intptr_t)(fd + 1), mode, calls);
	int i = 0;

	while (i < STREAMS && streams[i].stream)
		i++;
	if (!stream || i == STREAMS)
		return stream;
	streams[i].stream = stream;
	streams[i].fd = fd;
	return stream;
}

FILE *fdopen(int fd, const char *mode)
{
	if (fails(CALL_fdopen))
		return NULL;
	return is_running ? stream_of(fd, mode) : REAL(fdopen)(fd, mode);
}

FILE *fopen(const char *path, const char *mode)
{
	int fd;

	if (!is_running || mode[0] != 'r' || strncmp(path, "/proc/", 6) == 0)
		return REAL(fopen)(path, mode);
	if (fails(CALL_fopen))
		return NULL;
	fd = REAL(open)(path, O_RDONLY | O_CLOEXEC);
	return fd < 0 ? NULL : stream_of(fd, "r");
}

int fileno(FILE *stream)
{
	for (int i = 0; i < STREAMS; i++) {
		if (streams[i].stream == stream)
			return streams[i].fd;
	}
	return REAL(fileno)(stream);
}
