#ifndef EMIT_REFERENCE_H
#define EMIT_REFERENCE_H

#include "template/template.h"

/* Every field and rule of a template as a Markdown document in one language. */
struct slice reference_markdown(struct arena *arena, const struct template *t, enum lang lang);

#endif
