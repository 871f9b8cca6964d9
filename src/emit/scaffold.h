#ifndef EMIT_SCAFFOLD_H
#define EMIT_SCAFFOLD_H

#include "template/template.h"

/*
 * A plan to begin with, made from the template: every field that is needed, empty, with its
 * guidance as comments.  blank: also the optional ones.  It parses, and checking it finds only what
 * is missing.
 */
struct slice scaffold_toml(struct arena *arena, const struct template *t, enum lang lang,
			   bool blank);

#endif
