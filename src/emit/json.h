#ifndef EMIT_JSON_H
#define EMIT_JSON_H

#include <jansson.h>

#include "base/slice.h"

/* Building JSON with jansson, where running out of memory ends the program.  Texts are clean UTF-8. */
json_t *json_text(struct slice text);
json_t *json_count(size_t count);
json_t *json_list(void);
json_t *json_table(void);
/* These take the value over. */
void json_set(json_t *table, const char *key, json_t *value);
void json_set_text(json_t *table, const char *key, struct slice text);
void json_put(json_t *list, json_t *value);
/* The document with a line end; the tree is given back. */
struct slice json_finish(struct arena *arena, json_t *root);

#endif
