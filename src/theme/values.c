/* Values of a theme file, each by the kind of its row. */
#include "theme/rows.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/utf8.h"
#include "plan/plan.h"
#include "text/text.h"

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
		now = theme_written(loader->arena, loader->theme, (size_t)(row - theme_rows));
		if (row->kind == ROW_IMAGE && slice_is(now, "\"\"")) /* no theme has to have one */
			now = SLICE("\"logo.png\"");
		now = text_printf(loader->arena, "%s = %.*s", row->key, SLICE_ARG(now));
	}
	diag_add(loader->report, DIAG_THEME_VALUE, node->span, key,
		 DIAG_ARGS(diag_text("key", key), diag_text2("expected", expected),
			   diag_text("now", now)));
}

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
	static const char *const words[] = { "serif",     "sans-serif", "monospace",
					     "system-ui", "ui-serif",   "ui-sans-serif" };

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
	static const char *const known[] = { "page",    "pages",  "title",
					     "company", "period", "version" };
	size_t open = slice_find(text, SLICE("{"), 0);

	for (; open < text.len; open = slice_find(text, SLICE("{"), open + 1)) {
		size_t close = slice_find(text, SLICE("}"), open);
		struct slice name = slice_sub(text, open + 1, close);
		struct nearest nearest = nearest_start(loader->arena, name);
		struct text2 hint =
			TEXT2("có: {page}, {pages}, {title}, {company}, {period}, {version}",
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

void theme_text_read(struct loader *loader, const struct row *row, const struct node *node,
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
				  loader->theme->logos, &image);
	if (!text2_is_empty(&problem)) {
		diag_add(loader->report, DIAG_THEME_LOGO, node->span, SLICE_NONE,
			 DIAG_ARGS(diag_text("path", node->as.string),
				   diag_text2("problem", problem)));
		return;
	}
	logo = ARENA_NEW(loader->arena, struct doc_image);
	*logo = (struct doc_image){ .path = image.path,
				    .bytes = image.bytes,
				    .type = image.picture.is_png ? IMAGE_PNG : IMAGE_JPEG,
				    .width = image.picture.width,
				    .height = image.picture.height,
				    .colors = image.picture.colors,
				    .turn = image.picture.turn };
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

void theme_row_read(struct loader *loader, size_t number, const struct node *node)
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
		theme_text_read(loader, row, node, at);
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
