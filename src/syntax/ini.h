#ifndef SYNTAX_INI_H
#define SYNTAX_INI_H

#include "diag/diag.h"
#include "syntax/tree.h"

/*
 * Reads the text of source `file` of the report as INI: "[a.b]" opens a table, "[[a.b]]" adds one
 * to a list of them, "name = text" gives a value and "name[] = text" an item of a list.  Lines that
 * stand further in than their name continue the text.  Always returns a table: what could be read.
 * Every plain value is a NODE_STRING; what type it has is for a template to say.  Mistakes are
 * findings (rule "syntax", "duplicate-key", "encoding", "limit"), one for each line that has one.
 */
struct node *ini_read(struct arena *arena, struct report *report, uint32_t file);

#endif
