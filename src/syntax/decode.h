#ifndef SYNTAX_DECODE_H
#define SYNTAX_DECODE_H

#include "syntax/tree.h"

/*
 * Writes a tree as the tagged JSON of the TOML conformance suite, { "type": …, "value": … }.  False
 * when the tree holds text that JSON cannot: it was not read without findings then.
 */
bool toml_decode_json(struct arena *arena, const struct node *root, struct slice *json);

#endif
