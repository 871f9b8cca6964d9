#ifndef SYNTAX_SCALAR_H
#define SYNTAX_SCALAR_H

#include "syntax/mistake.h"
#include "syntax/toml.h"

/*
 * Reads a plain value that is no string: a number, a date, a time, true or false.  Fills in kind
 * and value of node.  Otherwise says what kind of mistake the text looks like, and in better what
 * the writer may have meant.
 */
enum mistake scalar_read(struct arena *arena, struct slice text, enum toml_version version,
			 struct node *node, struct slice *better);

/*
 * A number that people write with separators: "1.000.000", "1,000", "5 000", "1,5", or
 * with a percent sign.  MISTAKE_NONE when it is none of these.
 */
enum mistake scalar_guess_number(struct arena *arena, struct slice text, struct slice *better);

#endif
