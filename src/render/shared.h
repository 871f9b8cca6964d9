#ifndef RENDER_SHARED_H
#define RENDER_SHARED_H

#include "render/render.h"

/*
 * The fonts for a document that begins: those of options->shared, else those of `own`, which the
 * caller closes.  NULL when the program was built without its faces.
 */
struct text_fonts *render_fonts(const struct render_options *options, struct render_shared *own,
				struct report *report);

#endif
