#ifndef ROLLUP_SET_RULES_H
#define ROLLUP_SET_RULES_H

#include "diag/diag.h"

struct arena;
struct json_t; /* jansson's */

/*
 * What is wrong with many plans together and with none alone: doubled branch ids, expected branches
 * without a plan, budgets above the head office's, promises weaker than the base's.  Findings go to
 * `findings`, each at the file it is about; `report` is that of a batch (docs/report-format.md).
 * False when it is not a report of this format.
 */
bool set_check(struct arena *arena, struct report *findings, const struct json_t *report);

#endif
