/* Heading anchors by GitHub's rules, so that links in Markdown output arrive. */
#include "render/slug.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

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

static struct slug *slug_find(const struct slug_set *set, struct slice text)
{
	for (size_t i = 0; i < set->len; i++) {
		if (slice_equal(set->items[i].text, text))
			return &set->items[i];
	}
	return NULL;
}

struct slice slug_add(struct slug_set *set, struct slice heading)
{
	struct slice base = slug_base(set->arena, heading);
	struct slice text = base;
	struct slug *first = slug_find(set, base);

	while (first && slug_find(set, text))
		text = text_printf(set->arena, "%.*s-%u", SLICE_ARG(base), ++first->repeats);
	vec_push(set->arena, set)->text = text;
	return text;
}
