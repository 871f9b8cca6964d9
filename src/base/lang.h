#ifndef BASE_LANG_H
#define BASE_LANG_H

#include "base/slice.h"

/* The languages the program speaks and writes.  Adding one: a row here and its columns in *.def. */
enum lang { LANG_VI, LANG_EN, LANG_COUNT };

/* One text in every language; a language that is missing is SLICE_NONE. */
struct text2 {
	struct slice in[LANG_COUNT];
};

#define TEXT2(vi_literal, en_literal) \
	((struct text2){ { [LANG_VI] = SLICE(vi_literal), [LANG_EN] = SLICE(en_literal) } })

/* The same as an initialiser, for tables. */
#define TEXT2_ROW(vi_literal, en_literal) \
	{ \
		{ \
			[LANG_VI] = { (vi_literal), sizeof(vi_literal) - 1 }, \
			[LANG_EN] = { (en_literal), sizeof(en_literal) - 1 }, \
		} \
	}

/* "vi" and "en". */
const char *lang_key(enum lang lang);
/* What it is called in each language. */
struct text2 lang_name(enum lang lang);
bool lang_find(struct slice key, enum lang *lang);
/* The text in that language, else in any it has, else SLICE_NONE. */
struct slice text2_in(const struct text2 *text, enum lang lang);
/* The same text for every language. */
struct text2 text2_same(struct slice text);
bool text2_is_empty(const struct text2 *text);
bool text2_equal(const struct text2 *a, const struct text2 *b);

#endif
