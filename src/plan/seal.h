#ifndef PLAN_SEAL_H
#define PLAN_SEAL_H

#include "plan/plan.h"

/*
 * The fingerprint of what a plan says: "1:" and a hash of everything, then a short one for each
 * section, so that a later change can name where it is.  How the plan is written (TOML or INI,
 * order of keys, comments, blanks at line ends) makes no difference; fields the template marks as
 * unsealed are left out.
 */
struct slice plan_fingerprint(struct arena *arena, const struct plan *plan);
/* A finding when the plan records another fingerprint than it has. */
void plan_check_seal(struct arena *arena, struct report *report, const struct plan *plan);

#endif
