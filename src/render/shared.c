/* What documents made one after the other share. */
#include "render/shared.h"

#include "text/text.h"
#include "theme/theme.h"

const struct theme *render_theme(const struct render_options *options, struct arena *arena)
{
	if (options->theme)
		return options->theme;
	return options->shared && options->shared->standard ? options->shared->standard
							    : theme_standard(arena);
}

struct text_fonts *render_fonts(const struct render_options *options, struct render_shared *own,
				struct report *report)
{
	struct render_shared *shared = options->shared ? options->shared : own;

	if (!shared->fonts)
		shared->fonts = text_fonts_open();
	if (shared->fonts)
		text_fonts_begin(shared->fonts,
				 options->theme ? options->theme->family : SLICE("Noto Sans"),
				 report);
	return shared->fonts;
}

void render_shared_close(struct render_shared *shared)
{
	text_fonts_close(shared->fonts);
	shared->fonts = NULL;
	arena_free(&shared->kept);
	shared->pictures = NULL;
	if (shared->packer)
		shared->packer_free(shared->packer);
	shared->packer = NULL;
}
