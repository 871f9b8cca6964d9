/* The public call: one arena for the run, given back at its end. */
#include "careplan.h"

#include <stdio.h>

#include "base/arena.h"
#include "cli.h"
#include "library.h"

int careplan_run(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	int code;

	library_memory();
	code = cli_run(&arena, argc, argv);
	arena_free(&arena);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("careplan: cannot write the output / không ghi được kết quả\n", stderr);
		return EXIT_SYSTEM;
	}
	return code;
}
