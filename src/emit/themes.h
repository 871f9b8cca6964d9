#ifndef EMIT_THEMES_H
#define EMIT_THEMES_H

#include "base/lang.h"

struct arena;

/* How a theme is written and everything it can say, as a Markdown document in one language. */
struct slice themes_markdown(struct arena *arena, enum lang lang);

#endif
