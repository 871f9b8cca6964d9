/* Files: whole or not at all, limits, and what a plan may reach. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "check.h"

static struct arena arena;
static char folder[] = "/tmp/careplan-test.XXXXXX";

static char *in_folder(const char *name)
{
	return slice_cstr(&arena, text_printf(&arena, "%s/%s", folder, name));
}

static bool put(const char *name, struct slice text)
{
	const char *reason = NULL;

	return file_write(&arena, in_folder(name), text, &reason);
}

static struct slice got(const char *name)
{
	struct slice text = SLICE_NONE;

	return file_read(&arena, in_folder(name), 1000, &text) == FILE_OK ? text
									  : SLICE("(unreadable)");
}

static size_t entries(const char *path)
{
	DIR *handle = opendir(path);
	size_t count = 0;

	while (handle && readdir(handle))
		count++;
	if (handle)
		closedir(handle);
	return count - 2;
}

static void test_reading(void)
{
	struct slice text;
	struct text2 words;

	CHECK(put("a.toml", SLICE("xin chào\0!")));
	CHECK(got("a.toml").len == 11);
	CHECK(put("empty", SLICE("")));
	CHECK(got("empty").len == 0);
	CHECK(file_read(&arena, in_folder("a.toml"), 11, &text) == FILE_OK);
	CHECK(text.ptr[text.len] == '\0');
	CHECK(file_read(&arena, in_folder("a.toml"), 10, &text) == FILE_TOO_LARGE);
	CHECK(file_read(&arena, in_folder("none"), 10, &text) == FILE_MISSING);
	CHECK(file_read(&arena, in_folder("a.toml/b"), 10, &text) != FILE_OK);
	CHECK(file_read(&arena, folder, 10, &text) == FILE_IS_FOLDER);
	CHECK(file_read(&arena, "/dev/zero", 5000, &text) ==
	      FILE_TOO_LARGE); /* has no size of its own */
	for (int result = FILE_MISSING; result <= FILE_FAILED; result++) {
		words = file_reason((enum file_result)result);
		CHECK(words.in[LANG_VI].len > 0 && words.in[LANG_EN].len > 0);
	}
}

static void test_writing(void)
{
	const char *reason = NULL;
	struct stat status;
	size_t before;
	mode_t mask = umask(022);

	CHECK(put("b.md", SLICE("one")) && slice_is(got("b.md"), "one"));
	CHECK(stat(in_folder("b.md"), &status) == 0 && (status.st_mode & 0777) == 0644);
	umask(077);
	CHECK(put("b.md", SLICE("two")) && slice_is(got("b.md"), "two"));
	CHECK(stat(in_folder("b.md"), &status) == 0 && (status.st_mode & 0777) == 0600);
	umask(mask);
	/* Nothing is left behind where it fails. */
	CHECK(mkdir(in_folder("taken"), 0777) == 0);
	CHECK(put("taken/inside", SLICE("x")));
	before = entries(folder);
	CHECK(!put("taken", SLICE("x")));
	CHECK(!file_write(&arena, in_folder("b.md/below"), SLICE("x"), &reason));
	CHECK(reason && *reason);
	reason = NULL;
	CHECK(!file_write(&arena, in_folder("no/such/folder"), SLICE("x"), &reason));
	CHECK(reason && *reason);
	CHECK(entries(folder) == before);
	CHECK_STR(got("b.md"), "two");
}

static void test_folders(void)
{
	const char *reason = NULL;
	size_t count;
	struct slice *names;

	CHECK(file_make_folders(&arena, in_folder("x/y/z"), &reason));
	CHECK(file_is_folder(in_folder("x/y/z")) && file_exists(in_folder("x/y")));
	CHECK(file_make_folders(&arena, in_folder("x/y/z"), &reason)); /* again */
	CHECK(file_make_folders(&arena, in_folder("x/y/z/"), &reason));
	CHECK(put("x/file", SLICE("")));
	CHECK(!file_make_folders(&arena, in_folder("x/file/more"), &reason) && reason);
	CHECK(!file_is_folder(in_folder("x/file")) && !file_exists(in_folder("x/none")));
	CHECK(put("x/2.toml", SLICE("")) && put("x/10.toml", SLICE("")) &&
	      put("x/.hidden.toml", SLICE("")));
	names = file_list(&arena, in_folder("x"), ".toml", &count);
	CHECK(count == 2 && slice_is(names[0], "10.toml") && slice_is(names[1], "2.toml"));
	file_list(&arena, in_folder("none"), ".toml", &count);
	CHECK(count == 0);
}

static void test_paths(void)
{
	CHECK_STR(path_folder(SLICE("plans/a.toml")), "plans/");
	CHECK_STR(path_folder(SLICE("a.toml")), "");
	CHECK_STR(path_folder(SLICE("/a")), "/");
	CHECK_STR(path_stem(SLICE("plans/a.b.toml")), "a.b");
	CHECK_STR(path_stem(SLICE("plans.d/a")), "a");
	CHECK_STR(path_stem(SLICE(".hidden")), ".hidden");
	CHECK_STR(path_join(&arena, SLICE("plans"), SLICE("a")), "plans/a");
	CHECK_STR(path_join(&arena, SLICE("plans/"), SLICE("a")), "plans/a");
	CHECK_STR(path_join(&arena, SLICE(""), SLICE("a")), "a");
	CHECK_STR(path_join(&arena, SLICE("plans"), SLICE("/a")), "/a");
	CHECK(path_stays_inside(SLICE("a/b.png")) && path_stays_inside(SLICE("./a")));
	CHECK(path_stays_inside(SLICE("..a/b..")) && path_stays_inside(SLICE("a/.../b")));
	CHECK(!path_stays_inside(SLICE("")) && !path_stays_inside(SLICE("/a")));
	CHECK(!path_stays_inside(SLICE("..")) && !path_stays_inside(SLICE("../a")));
	CHECK(!path_stays_inside(SLICE("a/../../b")) && !path_stays_inside(SLICE("a/..")));
}

static void test_links(void)
{
	CHECK(mkdir(in_folder("in"), 0777) == 0 && mkdir(in_folder("in2"), 0777) == 0);
	CHECK(put("in/logo", SLICE("x")) && put("in2/secret", SLICE("x")));
	CHECK(symlink("../in2/secret", in_folder("in/out")) == 0);
	CHECK(symlink("logo", in_folder("in/same")) == 0);
	CHECK(symlink("in", in_folder("door")) == 0);
	CHECK(!path_leads_outside(&arena, in_folder("in"), in_folder("in/logo")));
	CHECK(!path_leads_outside(&arena, in_folder("in/"), in_folder("in/same")));
	CHECK(!path_leads_outside(&arena, in_folder("door"), in_folder("in/logo")));
	CHECK(path_leads_outside(&arena, in_folder("in"), in_folder("in/out")));
	CHECK(path_leads_outside(&arena, in_folder("in"), in_folder("in2/secret"))); /* a prefix */
	CHECK(!path_leads_outside(&arena, in_folder("in"), in_folder("in/none")));
}

static void test_between(void)
{
	CHECK_STR(path_between(&arena, SLICE("a/x.vi.html"), SLICE("a/x.en.html")), "x.en.html");
	CHECK_STR(path_between(&arena, SLICE("out/vi/x"), SLICE("out/en/x")), "../en/x");
	CHECK_STR(path_between(&arena, SLICE("ab/x"), SLICE("ac/y")), "../ac/y");
	CHECK_STR(path_between(&arena, SLICE("x"), SLICE("en/x")), "en/x");
	CHECK_STR(path_between(&arena, SLICE("vi/"), SLICE("/en/x")), "/en/x");
}

int main(void)
{
	char *command;
	int code;

	if (!mkdtemp(folder))
		return 1;
	test_reading();
	test_writing();
	test_folders();
	test_paths();
	test_links();
	test_between();
	command = slice_cstr(&arena, text_printf(&arena, "rm -rf '%s'", folder));
	code = system(command);
	CHECK(code == 0);
	arena_free(&arena);
	return check_result();
}
