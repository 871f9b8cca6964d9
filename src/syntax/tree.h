#ifndef SYNTAX_TREE_H
#define SYNTAX_TREE_H

#include "base/slice.h"
#include "diag/span.h"

/*
 * What a plan or template file says, before any meaning: tables, arrays and plain values, each with
 * the bytes it came from.  Readers build it, everything later takes it const.
 */

enum node_kind {
	NODE_TABLE,
	NODE_ARRAY,
	NODE_STRING,
	NODE_INTEGER,
	NODE_FLOAT,
	NODE_BOOLEAN,
	NODE_DATETIME, /* with an offset */
	NODE_DATETIME_LOCAL,
	NODE_DATE,
	NODE_TIME,
	NODE_UNREADABLE, /* a value with a mistake in it, which a finding tells */
};

struct clock {
	int year, month, day; /* month and day from 1 */
	int hour, minute, second;
	int nanosecond;
	int offset; /* minutes east of UTC */
};

struct node {
	enum node_kind kind;
	struct slice name;  /* the key it stands under, decoded; empty in arrays */
	struct span key;    /* that key as written; for [a.b] headers the last part */
	struct span header; /* the whole "[a.b]" of a table that has one */
	struct span span;   /* the value; for a table its header or braces */
	struct slice raw;   /* a plain value as written, for exact decimals */
	struct node *parent;
	struct node *first; /* of tables and arrays, in order of writing */
	struct node *last;
	struct node *next;
	size_t count;
	union {
		struct slice string;
		int64_t integer;
		double number;
		bool boolean;
		struct clock clock;
	} as;
	unsigned flags; /* for the reader that built it */
};

struct arena;

struct node *node_new(struct arena *arena, enum node_kind kind);
void node_append(struct node *parent, struct node *child);
/* The child with that name, or NULL. */
struct node *node_get(const struct node *table, struct slice name);
/* What a plain value says: its text, or the characters it is written with; none for the others. */
struct slice node_text(const struct node *node);
/* "table", "array", "string" …: the TOML word for a kind. */
const char *node_kind_name(enum node_kind kind);

#endif
