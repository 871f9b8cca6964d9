#ifndef SYNTAX_TOML_PARSER_H
#define SYNTAX_TOML_PARSER_H

#include "syntax/lines.h"
#include "syntax/reader.h"
#include "syntax/toml.h"

/* What the files of the TOML reader share with one another and with nobody else. */

/* How a table or array came to be, which decides what may still be added to it. */
enum {
	MADE_BY_PATH = 1,   /* [a.b] made a */
	MADE_BY_HEADER = 2, /* [a] or [[a]] */
	MADE_BY_DOTS = 4,   /* a.b = 1 made a */
	CLOSED = 8,         /* { … } or [ … ]: nothing may be added */
};

/* A bracket that waits for its other half. */
struct bracket {
	char kind; /* '[' or '{' */
	size_t at;
};

/* Which lines to leave out after a mistake outside brackets. */
enum skip {
	SKIP_LINE,   /* go on at the next line */
	SKIP_REST,   /* also leave out a line with the rest of a name: "]", ".b]" or "= 1" */
	SKIP_VALUES, /* at the next one that is no bare value or prose */
	SKIP_PROSE,  /* at the next one with a header or "name =" */
};

struct toml {
	struct reader in;
	enum toml_version version;
	size_t at;
	struct node *table; /* where pairs go; after a bad header a table outside the tree */
	size_t table_depth;
	size_t depth; /* tables and arrays around the place being read */
	VEC(struct bracket) open;
	VEC(struct bracket) scan; /* the same while looking for a place to go on */
	size_t resume;            /* where to go on after a failure; 0 when that has to be found */
	enum skip skip;
	size_t suspect_open; /* a text whose closing quotes rather look like opening ones … */
	size_t suspect_line; /* … on this line; 0 when there is none */
};

/* Looking at the text */

static inline char toml_peek(const struct toml *p)
{
	return p->at < p->in.text.len ? p->in.text.ptr[p->at] : '\0';
}

/* The end of what one value may take up: the line, or up to the next sign between brackets. */
size_t toml_rest_end(const struct toml *p, size_t at);
static inline void toml_skip_blanks(struct toml *p)
{
	p->at = line_after_blanks(p->in.text, p->at);
}

void toml_skip_newline(struct toml *p);
/* Blanks, line ends and remarks. */
void toml_skip_space(struct toml *p);
/* Goes behind blanks, a remark and the line's end; false when something else stands there. */
bool toml_at_line_end(struct toml *p);

/* Mistakes: each returns false, for `return toml_fail(…)` */

/*
 * Says what is wrong and gives up the line.  When what went before explains the mistake better,
 * that is reported instead.
 */
bool toml_fail(struct toml *p, enum mistake mistake, size_t from, size_t to, struct slice better);
/* The same for text that can hold a character nobody sees, which then is the mistake. */
bool toml_fail_text(struct toml *p, enum mistake mistake, size_t from, size_t to,
		    struct slice better);
bool toml_fail_unclosed(struct toml *p, const struct bracket *bracket, size_t resume);
/* The line behind what closes the open brackets, or the one that shows they were never closed. */
size_t toml_find_close(struct toml *p, bool *closed);
/* Goes to the next place that can begin something. */
void toml_recover(struct toml *p);

/* Names */

/* Reads "a.b.c" into parts, and the blanks behind it; what must follow is '=' or ']'. */
bool toml_read_name(struct toml *p, char end);
/* Something in a name that cannot stand there; from is where the name began. */
bool toml_fail_name(struct toml *p, size_t from, char end);
/* No '=' behind a name. */
bool toml_fail_equals(struct toml *p);
bool toml_starts_smart_quote(const struct toml *p, size_t at);
/* The same text between straight quotes. */
struct slice toml_straighten(struct toml *p, size_t from, size_t to);

/* Tables */

/* Through all names of a pair but the last one; NULL after a finding. */
struct node *toml_walk_dots(struct toml *p, struct node *table);
/* Makes the table of a header the one that pairs go to. */
void toml_enter_table(struct toml *p, bool is_array, struct span header);

/* Values */

bool toml_read_string(struct toml *p, struct slice *value);
int toml_hex_value(char c);
/* "a.b = value", on a line of its own or between { and }. */
bool toml_read_pair(struct toml *p, struct node *table);

#endif
