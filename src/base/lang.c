/* Languages and texts that exist in several of them. */
#include "base/lang.h"

static const char *const lang_keys[] = { [LANG_VI] = "vi", [LANG_EN] = "en" };

_Static_assert(sizeof(lang_keys) / sizeof(*lang_keys) == LANG_COUNT, "every language has a key");

const char *lang_key(enum lang lang)
{
	return lang_keys[lang];
}

struct text2 lang_name(enum lang lang)
{
	static const struct text2 names[] = {
		[LANG_VI] = TEXT2_ROW("tiếng Việt", "Vietnamese"),
		[LANG_EN] = TEXT2_ROW("tiếng Anh", "English"),
	};

	_Static_assert(sizeof(names) / sizeof(*names) == LANG_COUNT, "every language has a name");
	return names[lang];
}

bool lang_find(struct slice key, enum lang *lang)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		if (slice_is(key, lang_keys[i])) {
			*lang = (enum lang)i;
			return true;
		}
	}
	return false;
}

struct slice text2_in(const struct text2 *text, enum lang lang)
{
	if (text->in[lang].ptr)
		return text->in[lang];
	for (int i = 0; i < LANG_COUNT; i++) {
		if (text->in[i].ptr)
			return text->in[i];
	}
	return SLICE_NONE;
}

struct text2 text2_same(struct slice text)
{
	struct text2 same;

	for (int i = 0; i < LANG_COUNT; i++)
		same.in[i] = text;
	return same;
}

bool text2_is_empty(const struct text2 *text)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		if (text->in[i].len > 0)
			return false;
	}
	return true;
}

bool text2_equal(const struct text2 *a, const struct text2 *b)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		if (!slice_equal(a->in[i], b->in[i]))
			return false;
	}
	return true;
}
