#ifndef LIBRARY_H
#define LIBRARY_H

/*
 * Gives the libraries that take an allocator one that never returns NULL, so that none of them
 * leaves something out when memory runs out.  For the program: a host has libraries of its own.
 * May be called any number of times.
 */
void library_memory(void);

#endif
