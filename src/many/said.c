/* Lines about branches, each of them once. */
#include "many/said.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

struct said said_begin(struct arena *arena)
{
	return (struct said){ .arena = arena, .places = INDEX_IN(arena) };
}

static void line_take(struct said *said, struct progress *progress, struct slice line)
{
	const size_t *known = index_get(&said->places, line);
	struct said_line *new;
	bool is_new;

	if (known) {
		said->lines.items[*known].plans++;
		return;
	}
	new = vec_push(said->arena, &said->lines);
	*new = (struct said_line){ slice_copy(said->arena, line), 1 };
	*index_at(&said->places, new->text, &is_new) = said->lines.len - 1;
	progress_say(progress, line);
}

void said_take(struct said *said, struct progress *progress, const struct record *record)
{
	struct arena scratch = ARENA_INIT;
	struct slice text = utf8_clean(&scratch, record_text(&scratch, record->said_json));
	size_t start = 0;

	while (start < text.len) {
		size_t end = slice_find(text, SLICE("\n"), start);
		line_take(said, progress, slice_sub(text, start, end < text.len ? end + 1 : end));
		start = end + 1;
	}
	arena_free(&scratch);
}

void said_count(const struct said *said, const struct progress *progress)
{
	struct arena scratch = ARENA_INIT;

	for (size_t i = 0; i < said->lines.len && !progress->is_silent; i++) {
		const struct said_line *line = &said->lines.items[i];
		if (line->plans > 1)
			cli_say(progress->options,
				TEXT2("ở {1} kế hoạch: {2}", "in {1} plans: {2}"),
				text_printf(&scratch, "%zu", line->plans), slice_trim(line->text));
	}
	arena_free(&scratch);
}
