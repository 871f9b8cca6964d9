#ifndef MANY_EXPECTED_H
#define MANY_EXPECTED_H

#include "cli.h"

/*
 * The branches there should be, from the table that --expected names: a row each, with the columns
 * id, name and region, of which the first must be there.  *json is the list as the report holds it,
 * or empty without that option.
 */
int expected_read(const struct options *options, struct arena *arena, struct slice *json);

#endif
