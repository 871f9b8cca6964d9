/* Heading anchors by GitHub's rules, so that links in Markdown output arrive. */
#include "render/slug.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

static struct slice slug_base(struct arena *arena, struct slice heading)
{
	struct buf slug = BUF_IN(arena);
	size_t at = 0;

	while (at < heading.len) {
		uint32_t code = utf8_next(heading, &at);
		if (code == ' ')
			buf_putc(&slug, '-');
		else if (code == '-' || (code != UTF8_BAD && utf8_is_word(code)))
			buf_put_code(&slug, utf8_lower(code));
	}
	return buf_slice(&slug);
}

struct slice slug_add(struct slug_set *set, struct slice heading)
{
	struct slice base = slug_base(set->arena, heading);
	struct slice text = base;
	bool is_new;

	if (!set->repeats.arena)
		set->repeats = INDEX_IN(set->arena);
	index_at(&set->repeats, base, &is_new);
	while (!is_new) {
		size_t *repeats = index_at(&set->repeats, base, &is_new);
		text = text_printf(set->arena, "%.*s-%zu", SLICE_ARG(base), ++*repeats);
		index_at(&set->repeats, text, &is_new);
	}
	return text;
}
