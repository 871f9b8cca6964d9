/* The program, in a process of its own. */
#include "cli.h"

int main(int argc, char **argv)
{
#ifdef UNCONFINED
	return program_run(argc, argv, false);
#else
	return program_run(argc, argv, true);
#endif
}
