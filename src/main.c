/* The program: everything is behind the public call. */
#include "careplan.h"

int main(int argc, char **argv)
{
	return careplan_run(argc, argv);
}
