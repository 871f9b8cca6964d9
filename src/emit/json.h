#ifndef EMIT_JSON_H
#define EMIT_JSON_H

#include "base/slice.h"

struct json_t; /* jansson's */

/* Building JSON with jansson, where running out of memory ends the program.  Texts are clean UTF-8.
 */
struct json_t *json_text(struct slice text);
struct json_t *json_count(size_t count);
struct json_t *json_list(void);
struct json_t *json_table(void);
/* These take the value over. */
void json_set(struct json_t *table, const char *key, struct json_t *value);
void json_set_at(struct json_t *table, struct slice key, struct json_t *value);
void json_set_text(struct json_t *table, const char *key, struct slice text);
void json_put(struct json_t *list, struct json_t *value);
/* The document with a line end; the tree is given back. */
struct slice json_finish(struct arena *arena, struct json_t *root);
/* The same on one line, without blanks and without a line end. */
struct slice json_compact(struct arena *arena, struct json_t *root);
/*
 * Reads what json_compact wrote, but for members of the names in a list that ends with NULL: they
 * are passed over without being looked at.  NULL: it is no JSON.
 */
struct json_t *json_read_without(struct slice text, const char *const *names);

#endif
