#ifndef CAREPLAN_H
#define CAREPLAN_H

/*
 * The public header.  So far one call: the whole program, as the command line runs it, for hosts
 * that link the objects rather than start a process.
 */

/*
 * Runs `careplan` with these arguments (argv[0] is the program's name).  Reads and writes standard
 * streams and files as the arguments say; all memory it took is given back.  Returns the exit code:
 * 0 done, 1 findings at or above the fail level, 2 wrong usage or unreadable input, 3 the system
 * failed.  When memory runs out the process ends with 3.
 */
int careplan_run(int argc, char **argv);

#endif
