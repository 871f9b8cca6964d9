/* What documents made one after the other share. */
#include "render/shared.h"

#include "text/text.h"

struct text_fonts *render_fonts(const struct render_options *options, struct render_shared *own,
				struct report *report)
{
	struct render_shared *shared = options->shared ? options->shared : own;

	if (!shared->fonts)
		shared->fonts = text_fonts_open();
	if (shared->fonts)
		text_fonts_begin(shared->fonts, report);
	return shared->fonts;
}

void render_shared_close(struct render_shared *shared)
{
	text_fonts_close(shared->fonts);
	shared->fonts = NULL;
}
