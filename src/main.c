/* The program: one arena for the run, one exit. */
#include <stdio.h>

#include "base/arena.h"
#include "cli.h"

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	int code = cli_run(&arena, argc, argv);

	arena_free(&arena);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("careplan: cannot write the output / không ghi được kết quả\n", stderr);
		return EXIT_SYSTEM;
	}
	return code;
}
