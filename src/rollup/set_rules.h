#ifndef ROLLUP_SET_RULES_H
#define ROLLUP_SET_RULES_H

#include "diag/diag.h"

struct arena;
struct index;
struct rollup;

/*
 * What is wrong with many plans together and with none alone: doubled branch ids, expected branches
 * without a plan, budgets above the head office's, promises weaker than the base's.  Findings go to
 * `findings`, each at the file it is about, and `about` tells the places of branches by the stems
 * that findings name.
 */
void set_check(struct arena *arena, struct report *findings, const struct rollup *rollup,
	       struct index *about);
/* Counts findings of the set among those of the branches they are about. */
void set_count(struct rollup *rollup, const struct report *findings, const struct index *about);

#endif
