#ifndef SYNTAX_INI_PARSER_H
#define SYNTAX_INI_PARSER_H

#include "syntax/ini.h"
#include "syntax/reader.h"

/* What the files of the INI reader share with one another and with nobody else. */

struct ini {
	struct reader in;
	size_t at;          /* the start of a line */
	struct node *table; /* where pairs go; after a bad header a table outside the tree */
	size_t depth;       /* of that table */
};

/* A value in the text: its first line, and the lines that continue it. */
struct extent {
	size_t indent; /* blanks before its name */
	size_t first;  /* behind '=' and blanks */
	size_t from, to;
	size_t common; /* blanks that all continuing lines begin with */
	size_t after;  /* the start of the line behind it */
	bool continues;
};

/* Says what is wrong.  Always false, for `return ini_fail(…)`. */
bool ini_fail(struct ini *p, enum mistake mistake, size_t from, size_t to, struct slice better);
bool ini_is_comment(char c);

/* Finds the lines of a value from its first one, which `extent` holds. */
void ini_find_extent(const struct ini *p, struct extent *extent);
/* Unreadable after a finding. */
struct node *ini_read_value(struct ini *p, const struct extent *extent, struct slice name);

#endif
