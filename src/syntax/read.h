#ifndef SYNTAX_READ_H
#define SYNTAX_READ_H

#include "diag/diag.h"
#include "syntax/tree.h"

/* The form a file is written in, by the end of its name: .ini, .cfg and .conf are INI, all else
 * TOML. */
enum form { FORM_TOML, FORM_INI };

enum form form_of(struct slice name);
/* Reads source `file` of the report in its form; see toml_read and ini_read. */
struct node *tree_read(struct arena *arena, struct report *report, uint32_t file);

#endif
