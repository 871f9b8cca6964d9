#ifndef SYNTAX_NAMES_H
#define SYNTAX_NAMES_H

#include "syntax/tree.h"

/*
 * An index of named nodes by the table they stand in, so that a table of many keys is read in a
 * time that grows with their number alone.
 */
struct names {
	struct arena *arena;
	struct node **slots; /* a power of two of them */
	size_t slot_count;
	size_t used;
};

#define NAMES_IN(a) ((struct names){ .arena = (a) })

/* The child of table with that name, or NULL. */
struct node *names_find(const struct names *names, const struct node *table, struct slice name);
/* Takes up a node that stands in its table under a name no other child of it has. */
void names_index(struct names *names, struct node *node);
/* Appends node to table under its name, which no other child of the table has. */
void names_attach(struct names *names, struct node *table, struct node *node);

#endif
