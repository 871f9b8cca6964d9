/* The whole program on an input: see program.h. */
#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "careplan.h"

enum { ARGUMENTS_MOST = 24 };

static char folder[] = "/tmp/careplan-fuzz-XXXXXX";

static void folder_leave(void)
{
	static const char *const names[] = { "plan.toml", "plan.ini", "template.toml",
					     "careplan.toml", "theme.toml" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unlink(names[i]);
	if (chdir("/") == 0)
		rmdir(folder);
}

static void folder_enter(void)
{
	static int is_there;

	if (is_there)
		return;
	if (!mkdtemp(folder) || chdir(folder) != 0)
		abort();
	atexit(folder_leave);
	is_there = 1;
}

void target_file(const char *name, const uint8_t *data, size_t size)
{
	FILE *file;

	folder_enter();
	file = fopen(name, "wb");
	if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0)
		abort();
}

void target_run(const char *const *arguments)
{
	char *list[ARGUMENTS_MOST + 1] = { (char[]){ "careplan" } };
	int count = 1;
	int code;

	folder_enter();
	for (; arguments[count - 1] && count < ARGUMENTS_MOST; count++)
		list[count] = (char *)(uintptr_t)arguments[count - 1];
	code = careplan_run(count, list);
	if (code < 0 || code > 2)
		abort();
}
