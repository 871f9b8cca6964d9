/* A theme file and those it extends → struct theme. */
#include "plan/plan.h"
#include "theme/rows.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/path.h"
#include "syntax/toml.h"

enum { THEME_SIZE_MAX = 1024 * 1024, EXTENDS_MAX = 8 };

#define STANDARD "standard"

static const char *const built_in[] = { STANDARD, "formal", "compact", NULL };

static bool source_load(struct loader *loader, struct slice name, struct slice folder,
			struct span place);

const char *theme_name(size_t number)
{
	return built_in[number];
}

bool theme_is_built_in(struct slice name)
{
	for (size_t i = 0; built_in[i]; i++) {
		if (slice_is(name, built_in[i]))
			return true;
	}
	return false;
}

/* --- Findings --- */

static void key_unknown(struct loader *loader, const struct node *node, const char *table)
{
	struct nearest nearest = nearest_start(loader->arena, node->name);
	struct text2 hint = TEXT2("mọi khóa có trong: careplan explain theme",
				  "all keys are told by: careplan explain theme");

	for (size_t i = 0; i < theme_rows_len; i++) {
		if (!table)
			nearest_offer(&nearest, slice_of(theme_rows[i].table));
		else if (strcmp(theme_rows[i].table, table) == 0)
			nearest_offer(&nearest, slice_of(theme_rows[i].key));
	}
	if (!table)
		nearest_offer(&nearest, SLICE("extends"));
	hint = nearest_hint(&nearest, hint);
	diag_add(loader->report, DIAG_THEME_KEY, node->key, node->name,
		 DIAG_ARGS(diag_text("key", node->name), diag_text2("hint", hint)));
}

static void theme_wrong(struct loader *loader, struct slice name, struct span place,
			struct text2 reason)
{
	struct nearest nearest = nearest_start(loader->arena, name);
	struct text2 hint =
		TEXT2("có sẵn: standard, formal, compact; hoặc ghi đường dẫn tới một tệp",
		      "built in: standard, formal, compact; or give the path of a file");

	for (size_t i = 0; built_in[i]; i++)
		nearest_offer(&nearest, slice_of(built_in[i]));
	hint = nearest_hint(&nearest, hint);
	diag_add(loader->report, DIAG_THEME, place, SLICE_NONE,
		 DIAG_ARGS(diag_text("name", name), diag_text2("reason", reason),
			   diag_text2("hint", hint)));
}

/* --- Files --- */

static void table_read(struct loader *loader, const struct node *table)
{
	bool known = false;
	const char *name = NULL;

	for (size_t i = 0; i < theme_rows_len && !known; i++) {
		name = theme_rows[i].table;
		known = slice_is(table->name, name);
	}
	if (!known) {
		key_unknown(loader, table, NULL);
		return;
	}
	if (table->kind != NODE_TABLE) {
		diag_add(loader->report, DIAG_THEME_VALUE, table->span, table->name,
			 DIAG_ARGS(diag_text("key", table->name),
				   diag_text2("expected", TEXT2("một bảng", "a table")),
				   diag_text("now", text_printf(loader->arena, "[%s]", name))));
		return;
	}
	for (const struct node *node = table->first; node; node = node->next) {
		size_t row = 0;
		while (row < theme_rows_len && (strcmp(theme_rows[row].table, name) != 0 ||
						!slice_is(node->name, theme_rows[row].key)))
			row++;
		if (row < theme_rows_len)
			theme_row_read(loader, row, node);
		else
			key_unknown(loader, node, name);
	}
}

/* Under every theme that extends no other lies the standard one, which sets every key. */
static void standard_load(struct loader *loader, struct slice above)
{
	if (!slice_is(above, THEME_FOLDER STANDARD ".toml") && loader->places[0].file == 0)
		source_load(loader, SLICE(STANDARD), SLICE(""), SPAN_NONE);
}

/* Stands outside all tables; shown in lists of themes. */
static const struct row description = { .key = "description", .kind = ROW_TEXT };

static void file_read_theme(struct loader *loader, struct slice path, struct slice text)
{
	uint32_t file = report_source(loader->report, path, text);
	const struct node *root = toml_read(loader->arena, loader->report, file, TOML_1_1);
	const struct node *extends = node_get(root, SLICE("extends"));

	if (extends && extends->kind != NODE_STRING)
		theme_wrong(loader, SLICE("extends"), extends->span,
			    TEXT2("phải là tên hoặc đường dẫn", "it must be a name or a path"));
	if (!extends || extends->kind != NODE_STRING ||
	    !source_load(loader, extends->as.string, path_folder(path), extends->span))
		standard_load(loader, path);
	for (const struct node *node = root->first; node; node = node->next) {
		if (slice_is(node->name, description.key))
			theme_text_read(loader, &description, node, &loader->theme->description);
		else if (!slice_is(node->name, "extends"))
			table_read(loader, node);
	}
}

/* A theme of the program by its name, else a file. */
static bool source_load(struct loader *loader, struct slice name, struct slice folder,
			struct span place)
{
	struct slice path = text_printf(loader->arena, THEME_FOLDER "%.*s.toml", SLICE_ARG(name));
	enum file_result result = FILE_OK;
	struct slice text;

	if (loader->depth >= EXTENDS_MAX && !theme_is_built_in(name)) {
		theme_wrong(loader, name, place,
			    TEXT2("các giao diện kế thừa nhau quá sâu hoặc thành vòng",
				  "themes extend each other too deeply or in a circle"));
		return false;
	}
	if (theme_is_built_in(name)) {
		text = embedded_find(path.ptr);
	} else {
		path = path_join(loader->arena, folder, name);
		result = file_read(loader->arena, path.ptr, THEME_SIZE_MAX, &text);
	}
	if (result != FILE_OK) {
		theme_wrong(loader, name, place, file_reason(result));
		return false;
	}
	loader->depth++;
	file_read_theme(loader, path, text);
	loader->depth--;
	return true;
}

/* --- The theme as a whole --- */

static void paper_set(struct theme *theme)
{
	static const double sizes[PAPER_COUNT][2] = {
		[PAPER_A4] = { 595.28, 841.89 }, [PAPER_LETTER] = { 612, 792 }
	};

	theme->page_width = sizes[theme->paper_size][0];
	theme->page_height = sizes[theme->paper_size][1];
}

static size_t row_find(const char *table, const char *key)
{
	size_t row = 0;

	while (strcmp(theme_rows[row].table, table) != 0 || strcmp(theme_rows[row].key, key) != 0)
		row++;
	return row;
}

/*
 * Where the later choice of the two was made: a theme is registered before those it extends, and
 * what it says is what can be changed.
 */
static struct span chosen_last(const struct loader *loader, size_t row, size_t other)
{
	return loader->places[row].file <= loader->places[other].file ? loader->places[row]
								      : loader->places[other];
}

/* What runs around the content stands in the margin, with its own height to spare. */
static void margin_check(struct loader *loader, const char *key, const char *margin_key,
			 double *line, double margin)
{
	size_t row = row_find("paper", key);
	size_t other = row_find("paper", margin_key);
	struct span place = chosen_last(loader, row, other);

	if (*line + 4 <= margin)
		return;
	diag_add(loader->report, DIAG_THEME_VALUE, place, SLICE_NONE,
		 DIAG_ARGS(diag_text("key", text_printf(loader->arena, "paper.%s", key)),
			   diag_text2("expected",
				      TEXT2("một độ dài nhỏ hơn lề ít nhất 1,5 mm",
					    "a length at least 1.5 mm smaller than the margin")),
			   diag_text("now", text_printf(loader->arena, "%s = %g", key,
							floor((margin - 4.3) / 72 * 25.4)))));
	*line = margin / 2;
}

static struct slice ratio_show(struct arena *arena, unsigned hundredths, char point)
{
	return text_printf(arena, "%u%c%02u", hundredths / 100, point, hundredths % 100);
}

static struct text2 ratio_words(struct arena *arena, unsigned hundredths)
{
	struct text2 words;

	words.in[LANG_VI] = ratio_show(arena, hundredths, ',');
	words.in[LANG_EN] = ratio_show(arena, hundredths, '.');
	return words;
}

static void pair_check(struct loader *loader, size_t number)
{
	struct arena *arena = loader->arena;
	struct theme_pair pair = theme_pair(loader->theme, number);
	size_t fore = theme_pairs[number].fore;
	size_t back = theme_pairs[number].back;

	if (pair.hundredths >= pair.tenths * 10)
		return;
	diag_add(loader->report, DIAG_THEME_CONTRAST, chosen_last(loader, fore, back),
		 text_printf(arena, "%s.%s/%s", pair.table, pair.fore, pair.back),
		 DIAG_ARGS(diag_text("table", slice_of(pair.table)),
			   diag_text("fore", slice_of(pair.fore)),
			   diag_text("back", slice_of(pair.back)),
			   diag_text("one", theme_written(arena, loader->theme, fore)),
			   diag_text("other", theme_written(arena, loader->theme, back)),
			   diag_text2("ratio", ratio_words(arena, pair.hundredths)),
			   diag_text2("needed", ratio_words(arena, pair.tenths * 10))));
}

const struct theme *theme_load(struct arena *arena, struct report *report, const char *name)
{
	struct loader loader = { .arena = arena, .report = report };

	loader.theme = ARENA_NEW(arena, struct theme);
	loader.theme->logos = plan_files_new(arena);
	loader.places = ARENA_ARRAY(arena, theme_rows_len, struct span);
	if (!source_load(&loader, slice_of(name), SLICE(""), SPAN_NONE))
		standard_load(&loader, SLICE(""));
	for (size_t i = 0; i < theme_rows_len; i++)
		assert(loader.places[i].file != 0); /* the standard theme sets every key */
	loader.theme->name = slice_copy(arena, slice_of(name));
	paper_set(loader.theme);
	margin_check(&loader, "header", "top", &loader.theme->header, loader.theme->margin_top);
	margin_check(&loader, "footer", "bottom", &loader.theme->footer,
		     loader.theme->margin_bottom);
	for (size_t i = 0; i < theme_pairs_len; i++)
		pair_check(&loader, i);
	return loader.theme;
}

const struct theme *theme_standard(struct arena *arena)
{
	struct report report = report_new(arena);
	const struct theme *theme = theme_load(arena, &report, STANDARD);

	assert(report.count == 0);
	return theme;
}
