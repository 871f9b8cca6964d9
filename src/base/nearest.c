/* Nearest names, by the number of letters added, dropped, changed or swapped. */
#include "base/nearest.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

enum { NAME_MAX_LENGTH = 64 };

struct nearest nearest_start(struct arena *arena, struct slice wanted)
{
	struct slice plain = utf8_plain(arena, slice_sub(wanted, 0, NAME_MAX_LENGTH));

	/* Up to a third of the letters may differ, and at least one. */
	return (struct nearest){ arena, plain, SLICE_NONE, plain.len / 3 + 2 };
}

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* Optimal string alignment distance, over three rows. */
static size_t distance(struct slice a, struct slice b)
{
	size_t rows[3][NAME_MAX_LENGTH + 1];

	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *row = rows[i % 3];
		size_t *above = rows[(i - 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t change = a.ptr[i - 1] != b.ptr[j - 1];
			row[j] = smallest(above[j] + 1, row[j - 1] + 1, above[j - 1] + change);
			if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
			    a.ptr[i - 2] == b.ptr[j - 1] && rows[(i - 2) % 3][j - 2] + 1 < row[j])
				row[j] = rows[(i - 2) % 3][j - 2] + 1;
		}
	}
	return rows[a.len % 3][b.len];
}

void nearest_offer(struct nearest *nearest, struct slice candidate)
{
	struct slice plain;
	size_t gap;

	if (candidate.len > NAME_MAX_LENGTH)
		return;
	plain = utf8_plain(nearest->arena, candidate);
	if (plain.len > NAME_MAX_LENGTH || nearest->wanted.len > NAME_MAX_LENGTH)
		return;
	gap = distance(nearest->wanted, plain);
	if (gap < nearest->distance) {
		nearest->distance = gap;
		nearest->best = candidate;
	}
}

struct text2 nearest_hint(const struct nearest *nearest, struct text2 otherwise)
{
	struct text2 hint;

	if (!nearest->best.ptr)
		return otherwise;
	hint.in[LANG_VI] = text_printf(nearest->arena, "có phải '%.*s'?", SLICE_ARG(nearest->best));
	hint.in[LANG_EN] =
		text_printf(nearest->arena, "did you mean '%.*s'?", SLICE_ARG(nearest->best));
	return hint;
}

struct text2 nearest_listed(const struct nearest *nearest, struct slice names)
{
	struct text2 text;

	text.in[LANG_VI] = text_printf(nearest->arena, "có: %.*s", SLICE_ARG(names));
	text.in[LANG_EN] = text_printf(nearest->arena, "there are: %.*s", SLICE_ARG(names));
	return text;
}
