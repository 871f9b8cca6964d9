/* Confinement, by trying what it forbids; each try in a process of its own. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/confine.h"
#include "check.h"

static char top[] = "/tmp/careplan-confine-XXXXXX";

static void file_make(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0666);

	CHECK(fd >= 0 && write(fd, "x", 1) == 1 && close(fd) == 0);
}

static bool can_open(const char *path, int flags)
{
	int fd = open(path, flags, 0666);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* The tries: each returns what came of it. */

static bool reads_inside(void)
{
	return can_open("in/a", O_RDONLY);
}

static bool reads_one_file(void)
{
	return can_open("one", O_RDONLY);
}

static bool reads_outside(void)
{
	return can_open("secret", O_RDONLY);
}

static bool reads_through_link(void)
{
	return can_open("in/link", O_RDONLY);
}

static bool reads_above(void)
{
	return can_open("in/../secret", O_RDONLY);
}

static bool writes_inside(void)
{
	return can_open("in/a", O_WRONLY) || can_open("in/new", O_WRONLY | O_CREAT);
}

static bool writes_out(void)
{
	return can_open("out/new", O_WRONLY | O_CREAT) && rename("out/new", "out/b") == 0 &&
	       can_open("out/b", O_WRONLY | O_TRUNC) && unlink("out/b") == 0 &&
	       mkdir("out/folder", 0777) == 0;
}

static bool writes_outside(void)
{
	return can_open("secret", O_WRONLY) || can_open("new", O_WRONLY | O_CREAT) ||
	       unlink("secret") == 0 || rename("secret", "out/secret") == 0 ||
	       symlink("secret", "out/link") == 0;
}

static bool can_call(int family)
{
	int fd = socket(family, SOCK_STREAM, 0);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool calls_out(void)
{
	return can_call(AF_INET) || can_call(AF_UNIX);
}

static bool starts_program(void)
{
	char *const words[] = { (char[]){ "true" }, NULL };
	pid_t child = fork();
	int status = 1;

	if (child == 0) {
		execv("/bin/true", words);
		_exit(errno == EPERM || errno == EACCES ? 9 : 8);
	}
	waitpid(child, &status, 0);
	return WEXITSTATUS(status) != 9;
}

/* What comes of a try in a confined process; `part` is what must be in force for it. */
static bool confined(bool (*try)(void), unsigned part, bool *is_known)
{
	static const struct confine_rule rules[] = {
		{ "in", false },
		{ "one", false },
		{ "out", true },
		{ "missing", true },
	};
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		unsigned force = confine(rules, sizeof(rules) / sizeof(*rules));
		_exit(force & part ? try() : 7);
	}
	waitpid(child, &status, 0);
	*is_known = !WIFEXITED(status) || WEXITSTATUS(status) != 7;
	return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static void test_tries(void)
{
	static const struct {
		const char *what;
		bool (*try)(void);
		unsigned part;
		bool wanted;
	} tries[] = {
		{ "read inside", reads_inside, CONFINED_FILES, true },
		{ "read one file", reads_one_file, CONFINED_FILES, true },
		{ "read outside", reads_outside, CONFINED_FILES, false },
		{ "read through a link", reads_through_link, CONFINED_FILES, false },
		{ "read above", reads_above, CONFINED_FILES, false },
		{ "write where it is read", writes_inside, CONFINED_FILES, false },
		{ "write where it may", writes_out, CONFINED_FILES, true },
		{ "write outside", writes_outside, CONFINED_FILES, false },
		{ "network", calls_out, CONFINED_NETWORK, false },
		{ "programs", starts_program, CONFINED_PROGRAMS, false },
	};

	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		bool is_known;
		bool have = confined(tries[i].try, tries[i].part, &is_known);
		if (!is_known)
			printf("this kernel confines no such thing: %s\n", tries[i].what);
		else
			check_that(have == tries[i].wanted, tries[i].what, __FILE__, __LINE__);
	}
}

static void test_trials_are_real(void)
{
	CHECK(reads_outside() && reads_through_link() && reads_above() && calls_out() &&
	      starts_program() && writes_outside());
}

int main(void)
{
	static const char *const names[] = { "in/a",       "in/link",    "in",  "out/link",
					     "out/secret", "out/folder", "out", "one",
					     "new",        "secret" };

	CHECK(mkdtemp(top) && chdir(top) == 0);
	CHECK(mkdir("in", 0777) == 0 && mkdir("out", 0777) == 0);
	file_make("in/a");
	file_make("one");
	file_make("secret");
	CHECK(symlink("../secret", "in/link") == 0);
	test_tries();
	test_trials_are_real();
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		remove(names[i]);
	CHECK(chdir("/") == 0 && rmdir(top) == 0);
	return check_result();
}
