#ifndef SYNTAX_READER_H
#define SYNTAX_READER_H

#include "base/vec.h"
#include "syntax/door.h"
#include "syntax/mistake.h"
#include "syntax/names.h"

/* What the readers of all forms have in common: a text, the tree made of it, and its mistakes. */

enum {
	READER_DEPTH_MAX = 64,              /* tables and arrays inside each other */
	READER_SIZE_MAX = 16 * 1024 * 1024, /* bytes of a document */
	READER_ERRORS_MAX = 50,             /* after these the rest is not read */
};

/* One of the names in a.b.c. */
struct part {
	struct slice name;
	struct span span;
};

struct reader {
	struct arena *arena;
	struct report *report;
	struct slice text;
	struct door door;
	uint32_t file;
	struct node *root;
	VEC(struct part) parts; /* of the path that was read last */
	struct names names;
	size_t errors;
};

/* A reader of source `file` of the report, with an empty root. */
struct reader reader_of(struct arena *arena, struct report *report, uint32_t file);
/* Makes the text ready; false, after a finding, when there is nothing to read. */
bool reader_open(struct reader *reader);

struct span reader_span(const struct reader *reader, size_t from, size_t to);
/* The last of the parts. */
const struct part *reader_last(const struct reader *reader);

/* Whether so much is wrong already that the rest is not read. */
bool reader_is_full(const struct reader *reader);
/*
 * Says what is wrong.  NULL when that was not said, because the bytes of the line are bad already
 * or too many things are, or when another finding came behind it.
 */
struct finding *reader_note(struct reader *reader, enum mistake mistake, size_t from, size_t to,
			    struct slice better);
void reader_note_too_deep(struct reader *reader, size_t from, size_t to);
/* A name that its table has already, from `first`. */
void reader_note_duplicate(struct reader *reader, const struct node *table, const struct part *part,
			   const struct node *first);

struct node *reader_find(const struct reader *reader, const struct node *table, struct slice name);
/* Appends node to table under the name of part, which no other child of the table has. */
void reader_attach(struct reader *reader, struct node *table, const struct part *part,
		   struct node *node);
/* An empty table, attached. */
struct node *reader_table(struct reader *reader, struct node *table, const struct part *part,
			  unsigned flags);

#endif
