/* A theme file and those it extends → struct theme. */
#include "theme/rows.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "plan/plan.h"
#include "syntax/toml.h"
#include "text/text.h"

enum { THEME_SIZE_MAX = 1024 * 1024, EXTENDS_MAX = 8 };

#define FOLDER "templates/themes/"
#define STANDARD "standard"

static const char *const built_in[] = { STANDARD, "formal", "compact", NULL };

struct loader {
	struct arena *arena;
	struct report *report;
	struct theme *theme;
	struct span *places; /* where each row was written last */
	int depth; /* of themes that extend one another */
};

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

static void value_wrong(struct loader *loader, const struct row *row, const struct node *node,
			struct text2 expected)
{
	struct slice key = slice_of(row->key);
	struct slice now = SLICE("description = \"…\"");

	/* A mistake of syntax has a finding of its own. */
	if (node->kind == NODE_UNREADABLE)
		return;
	if (row->table) {
		key = text_printf(loader->arena, "%s.%s", row->table, row->key);
		now = text_printf(loader->arena, "%s = %.*s", row->key,
				  SLICE_ARG(theme_written(loader->arena, loader->theme,
							  (size_t)(row - theme_rows))));
	}
	diag_add(loader->report, DIAG_THEME_VALUE, node->span, key,
		 DIAG_ARGS(diag_text("key", key), diag_text2("expected", expected),
			   diag_text("now", now)));
}

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
	struct text2 hint = TEXT2("có sẵn: standard, formal, compact; hoặc ghi đường dẫn tới một tệp",
				  "built in: standard, formal, compact; or give the path of a file");

	for (size_t i = 0; built_in[i]; i++)
		nearest_offer(&nearest, slice_of(built_in[i]));
	hint = nearest_hint(&nearest, hint);
	diag_add(loader->report, DIAG_THEME, place, SLICE_NONE,
		 DIAG_ARGS(diag_text("name", name), diag_text2("reason", reason),
			   diag_text2("hint", hint)));
}

/* --- Values --- */

static bool number_read(const struct node *node, double *number)
{
	if (node->kind == NODE_INTEGER)
		*number = (double)node->as.integer;
	else if (node->kind == NODE_FLOAT)
		*number = node->as.number;
	else
		return false;
	return true;
}

static bool within(struct loader *loader, const struct row *row, const struct node *node,
		   double number)
{
	struct text2 expected;

	if (number >= row->least && number <= row->most)
		return true;
	expected.in[LANG_VI] =
		text_printf(loader->arena, "một số từ %g đến %g", row->least, row->most);
	expected.in[LANG_EN] =
		text_printf(loader->arena, "a number from %g to %g", row->least, row->most);
	value_wrong(loader, row, node, expected);
	return false;
}

static void one_read(struct loader *loader, const struct row *row, const struct node *node,
		     double *at)
{
	double number;

	if (!number_read(node, &number))
		value_wrong(loader, row, node, theme_form(row->kind));
	else if (within(loader, row, node, number))
		*at = row->kind == ROW_MM ? number * 72 / 25.4 : number;
}

static void two_read(struct loader *loader, const struct row *row, const struct node *node,
		     double *at)
{
	double first;
	double second;

	if (node->kind != NODE_ARRAY || node->count != 2 || !number_read(node->first, &first) ||
	    !number_read(node->last, &second)) {
		value_wrong(loader, row, node, theme_form(row->kind));
		return;
	}
	if (!within(loader, row, node->first, first))
		return;
	if (row->kind == ROW_BETWEEN && !within(loader, row, node->last, second))
		return;
	if (row->kind == ROW_PAIR && (second < first || second > 2.5 * first)) {
		value_wrong(loader, row, node->last,
			    TEXT2("khoảng dòng từ 1 đến 2,5 lần cỡ chữ",
				  "a leading of 1 to 2.5 times the type size"));
		return;
	}
	at[0] = first;
	at[1] = second;
}

static void word_read(struct loader *loader, const struct row *row, const struct node *node,
		      int *number)
{
	for (int i = 0; node->kind == NODE_STRING && theme_word(row->kind, i); i++) {
		if (slice_is(node->as.string, theme_word(row->kind, i))) {
			*number = i;
			return;
		}
	}
	value_wrong(loader, row, node, theme_form(row->kind));
}

static int hex_digit(char c)
{
	const char *digits = "0123456789abcdef";
	const char *at = strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);

	return c != '\0' && at ? (int)(at - digits) : -1;
}

static void color_read(struct loader *loader, const struct row *row, const struct node *node,
		       uint32_t *at)
{
	struct slice text = node->kind == NODE_STRING ? node->as.string : SLICE("");
	bool sound = text.len == 7 && text.ptr[0] == '#';
	uint32_t color = 0;

	for (size_t i = 1; sound && i < text.len; i++) {
		int digit = hex_digit(text.ptr[i]);
		sound = digit >= 0;
		color = color << 4 | (uint32_t)(digit & 0xF);
	}
	if (sound)
		*at = color;
	else
		value_wrong(loader, row, node, theme_form(row->kind));
}

/* --- Fonts --- */

static bool family_is_plain(struct slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];
		if (c < 0x80 && c != ' ' && c != '-' && (c < '0' || c > '9') &&
		    (c < 'A' || c > 'Z') && (c < 'a' || c > 'z'))
			return false;
	}
	return name.len > 0 && name.len < 100;
}

static void family_read(struct loader *loader, const struct row *row, const struct node *node,
			struct slice *at)
{
	struct text2 problem;

	if (node->kind != NODE_STRING || !family_is_plain(node->as.string)) {
		value_wrong(loader, row, node, theme_form(row->kind));
		return;
	}
	problem = text_family_problem(loader->arena, node->as.string);
	if (text2_is_empty(&problem))
		*at = node->as.string;
	else
		diag_add(loader->report, DIAG_THEME_FONT, node->span, SLICE_NONE,
			 DIAG_ARGS(diag_text("family", node->as.string),
				   diag_text2("problem", problem)));
}

/* Words of the style sheet, which must not stand in quotes. */
static bool family_is_generic(struct slice name)
{
	static const char *const words[] = { "serif",	  "sans-serif", "monospace",
					     "system-ui", "ui-serif",	"ui-sans-serif" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (slice_is(name, words[i]))
			return true;
	}
	return false;
}

static void families_read(struct loader *loader, const struct row *row, const struct node *node,
			  struct slice *at)
{
	struct buf list = BUF_IN(loader->arena);

	for (const struct node *item = node->kind == NODE_ARRAY ? node->first : NULL; item;
	     item = item->next) {
		struct slice name = item->kind == NODE_STRING ? item->as.string : SLICE("");
		const char *quote = family_is_generic(name) ? "" : "\"";
		if (!family_is_plain(name)) {
			value_wrong(loader, row, item, theme_form(ROW_FAMILY));
			return;
		}
		buf_printf(&list, "%s%s%.*s%s", list.len > 0 ? ", " : "", quote, SLICE_ARG(name),
			   quote);
	}
	if (list.len > 0)
		*at = buf_slice(&list);
	else
		value_wrong(loader, row, node, theme_form(row->kind));
}

/* --- Texts and the logo --- */

static void placeholders_check(struct loader *loader, const struct node *node, struct slice text)
{
	static const char *const known[] = { "page",	"pages",  "title",
					     "company", "period", "version" };
	size_t open = slice_find(text, SLICE("{"), 0);

	for (; open < text.len; open = slice_find(text, SLICE("{"), open + 1)) {
		size_t close = slice_find(text, SLICE("}"), open);
		struct slice name = slice_sub(text, open + 1, close);
		struct nearest nearest = nearest_start(loader->arena, name);
		struct text2 hint = TEXT2("có: {page}, {pages}, {title}, {company}, {period}, {version}",
					  "there are: {page}, {pages}, {title}, {company}, {period}, "
					  "{version}");
		bool found = false;
		for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
			found = found || slice_is(name, known[i]);
			nearest_offer(&nearest, slice_of(known[i]));
		}
		if (found && close < text.len)
			continue;
		hint = found ? TEXT2("thiếu dấu đóng '}'", "its closing '}' is missing")
			     : nearest_hint(&nearest, hint);
		diag_add(loader->report, DIAG_THEME_PLACEHOLDER,
			 source_narrow(loader->report, node->span,
				       slice_sub(text, open, close + 1)),
			 SLICE_NONE, DIAG_ARGS(diag_text("name", name), diag_text2("hint", hint)));
	}
}

static struct slice words_read(struct loader *loader, const struct node *node)
{
	placeholders_check(loader, node, node->as.string);
	return utf8_nfc(loader->arena, node->as.string);
}

static void text_read(struct loader *loader, const struct row *row, const struct node *node,
		      struct text2 *at)
{
	struct text2 text = { { SLICE_NONE } };
	enum lang lang;

	if (node->kind == NODE_STRING) {
		*at = text2_same(words_read(loader, node));
		return;
	}
	for (const struct node *child = node->kind == NODE_TABLE ? node->first : NULL; child;
	     child = child->next) {
		if (child->kind != NODE_STRING || !lang_find(child->name, &lang)) {
			value_wrong(loader, row, child, theme_form(row->kind));
			return;
		}
		text.in[lang] = words_read(loader, child);
	}
	if (node->kind == NODE_TABLE && node->first)
		*at = text;
	else
		value_wrong(loader, row, node, theme_form(row->kind));
}

static void image_read(struct loader *loader, const struct row *row, const struct node *node,
		       const struct doc_image **at)
{
	const struct source *source = report_source_at(loader->report, node->span.file);
	struct plan_image image = { .path = node->as.string };
	struct doc_image *logo;
	struct text2 problem;

	if (node->kind != NODE_STRING) {
		value_wrong(loader, row, node, theme_form(row->kind));
		return;
	}
	if (node->as.string.len == 0) {
		*at = NULL;
		return;
	}
	problem = plan_image_read(loader->arena, path_folder(source->name),
				  TEXT2("đường dẫn ra ngoài thư mục của giao diện",
					"it lies outside the theme's folder"),
				  &image);
	if (!text2_is_empty(&problem)) {
		diag_add(loader->report, DIAG_THEME_LOGO, node->span, SLICE_NONE,
			 DIAG_ARGS(diag_text("path", node->as.string),
				   diag_text2("problem", problem)));
		return;
	}
	logo = ARENA_NEW(loader->arena, struct doc_image);
	*logo = (struct doc_image){ .path = image.path,
				    .bytes = image.bytes,
				    .type = image.is_png ? IMAGE_PNG : IMAGE_JPEG,
				    .width = image.width,
				    .height = image.height };
	*at = logo;
}

static void switch_read(struct loader *loader, const struct row *row, const struct node *node,
			bool *at)
{
	if (node->kind == NODE_BOOLEAN)
		*at = node->as.boolean;
	else
		value_wrong(loader, row, node, theme_form(row->kind));
}

static void row_read(struct loader *loader, size_t number, const struct node *node)
{
	const struct row *row = &theme_rows[number];
	void *at = (char *)loader->theme + row->offset;

	loader->places[number] = node->span;
	switch (row->kind) {
	case ROW_PAPER:
	case ROW_SIDE:
		word_read(loader, row, node, at);
		break;
	case ROW_MM:
	case ROW_POINTS:
	case ROW_RATIO:
		one_read(loader, row, node, at);
		break;
	case ROW_PAIR:
	case ROW_BETWEEN:
		two_read(loader, row, node, at);
		break;
	case ROW_SWITCH:
		switch_read(loader, row, node, at);
		break;
	case ROW_FAMILY:
		family_read(loader, row, node, at);
		break;
	case ROW_FAMILIES:
		families_read(loader, row, node, at);
		break;
	case ROW_TEXT:
		text_read(loader, row, node, at);
		break;
	case ROW_IMAGE:
		image_read(loader, row, node, at);
		break;
	case ROW_COLOR:
		color_read(loader, row, node, at);
		break;
	case ROW_KIND_COUNT:
		break;
	}
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
			row_read(loader, row, node);
		else
			key_unknown(loader, node, name);
	}
}

/* Under every theme that extends no other lies the standard one, which sets every key. */
static void standard_load(struct loader *loader, struct slice above)
{
	if (!slice_is(above, FOLDER STANDARD ".toml") && loader->places[0].file == 0)
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
			text_read(loader, &description, node, &loader->theme->description);
		else if (!slice_is(node->name, "extends"))
			table_read(loader, node);
	}
}

/* A theme of the program by its name, else a file. */
static bool source_load(struct loader *loader, struct slice name, struct slice folder,
			struct span place)
{
	struct slice path = text_printf(loader->arena, FOLDER "%.*s.toml", SLICE_ARG(name));
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
	static const double sizes[PAPER_COUNT][2] = { [PAPER_A4] = { 595.28, 841.89 },
						      [PAPER_LETTER] = { 612, 792 } };

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
