#ifndef SYNTAX_TOML_H
#define SYNTAX_TOML_H

#include "diag/diag.h"
#include "syntax/tree.h"

enum toml_version { TOML_1_0, TOML_1_1 };

/*
 * Reads the text of source `file` of the report.  Always returns a table: what could be read.
 * Every mistake of syntax is a finding (rule "syntax", "duplicate-key", "encoding", "limit"); after
 * one the reader goes on at the next line that can begin an expression.
 */
struct node *toml_read(struct arena *arena, struct report *report, uint32_t file,
		       enum toml_version version);

#endif
