/* The program, in a process of its own. */
#include "cli.h"

int main(int argc, char **argv)
{
	return program_run(argc, argv, true);
}
