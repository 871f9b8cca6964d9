/* The keys of a theme as a table, what follows from a theme, and how its values are written. */
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "theme/rows.h"

#define AT(member) offsetof(struct theme, member)
const struct row theme_rows[] = {
#define COLOR(member, key, vi, en) \
	[ROW_light_##member] = { "light", key, ROW_COLOR, AT(member), 0, 0, TEXT2_ROW(vi, en) },
#define PAPER_COLOR(member, key, vi, en) COLOR(member, key, vi, en)
#include "theme/colors.def"
#undef COLOR
#undef PAPER_COLOR
#define COLOR(member, key, vi, en) \
	[ROW_dark_##member] = { "dark", key, ROW_COLOR, AT(dark.member), 0, 0, TEXT2_ROW(vi, en) },
#define PAPER_COLOR(member, key, vi, en)
#include "theme/colors.def"
#undef COLOR
#undef PAPER_COLOR
#define KEY(table, key, kind, member, least, most, vi, en) \
	{ table, key, ROW_##kind, AT(member), least, most, TEXT2_ROW(vi, en) },
#include "theme/keys.def"
#undef KEY
};
#undef AT

const size_t theme_rows_len = sizeof(theme_rows) / sizeof(*theme_rows);

const struct color_pair theme_pairs[] = {
#define PAIR(fore, back, tenths) \
	{ ROW_light_##fore, ROW_light_##back, tenths }, \
		{ ROW_dark_##fore, ROW_dark_##back, tenths },
#define PAPER_PAIR(fore, back, tenths) { ROW_light_##fore, ROW_light_##back, tenths },
#include "theme/contrast.def"
#undef PAIR
#undef PAPER_PAIR
};

const size_t theme_pairs_len = sizeof(theme_pairs) / sizeof(*theme_pairs);

static const struct text2 forms[ROW_KIND_COUNT] = {
	[ROW_PAPER] = TEXT2_ROW("\"a4\" hoặc \"letter\"", "\"a4\" or \"letter\""),
	[ROW_SIDE] = TEXT2_ROW("\"left\", \"center\" hoặc \"right\"",
			       "\"left\", \"center\" or \"right\""),
	[ROW_MM] = TEXT2_ROW("một số, tính bằng mm", "a number, in millimetres"),
	[ROW_POINTS] = TEXT2_ROW("một số, tính bằng point", "a number, in points"),
	[ROW_RATIO] = TEXT2_ROW("một số", "a number"),
	[ROW_PAIR] = TEXT2_ROW("[cỡ chữ, khoảng dòng], tính bằng point",
			       "[type size, leading], in points"),
	[ROW_BETWEEN] = TEXT2_ROW("[khoảng trước, khoảng sau], tính bằng point",
				  "[space before, space after], in points"),
	[ROW_SWITCH] = TEXT2_ROW("true hoặc false", "true or false"),
	[ROW_FAMILY] = TEXT2_ROW("tên một họ phông chữ", "the name of a family of fonts"),
	[ROW_FAMILIES] = TEXT2_ROW("danh sách tên phông chữ", "a list of names of fonts"),
	[ROW_TEXT] = TEXT2_ROW("chữ, hoặc { vi = \"…\", en = \"…\" }",
			       "a text, or { vi = \"…\", en = \"…\" }"),
	[ROW_IMAGE] =
		TEXT2_ROW("đường dẫn tới tệp PNG hoặc JPEG", "the path of a PNG or JPEG file"),
	[ROW_COLOR] = TEXT2_ROW("một màu dạng \"#rrggbb\"", "a colour such as \"#rrggbb\""),
};

static const char *const papers[PAPER_COUNT + 1] = { [PAPER_A4] = "a4", [PAPER_LETTER] = "letter" };
static const char *const sides[SIDE_COUNT + 1] = {
	[SIDE_LEFT] = "left", [SIDE_CENTER] = "center", [SIDE_RIGHT] = "right"
};

const char *theme_word(enum row_kind kind, int number)
{
	return kind == ROW_PAPER ? papers[number] : sides[number];
}

struct text2 theme_form(enum row_kind kind)
{
	return forms[kind];
}

/* --- Contrast --- */

static double linear(unsigned channel)
{
	double value = channel / 255.0;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t color)
{
	return 0.2126 * linear(color >> 16 & 0xFF) + 0.7152 * linear(color >> 8 & 0xFF) +
	       0.0722 * linear(color & 0xFF);
}

/* Contrast of two colours by WCAG 2.2, in hundredths, rounded down. */
static unsigned contrast_of(uint32_t one, uint32_t other)
{
	double a = luminance(one) + 0.05;
	double b = luminance(other) + 0.05;

	return (unsigned)floor((a > b ? a / b : b / a) * 100 + 1e-9);
}

static uint32_t color_at(const struct theme *theme, enum row_id id)
{
	return *(const uint32_t *)(const void *)((const char *)theme + theme_rows[id].offset);
}

size_t theme_pair_count(void)
{
	return theme_pairs_len;
}

struct theme_pair theme_pair(const struct theme *theme, size_t number)
{
	const struct color_pair *pair = &theme_pairs[number];

	return (struct theme_pair){
		.table = theme_rows[pair->fore].table,
		.fore = theme_rows[pair->fore].key,
		.back = theme_rows[pair->back].key,
		.tenths = pair->tenths,
		.hundredths = contrast_of(color_at(theme, pair->fore), color_at(theme, pair->back)),
	};
}

/* --- What a document takes from its theme --- */

const struct doc_image *theme_logo(const struct theme *theme, const struct doc *doc)
{
	const struct doc_image *logo = doc->logo ? doc->logo : theme->logo;

	return logo && logo->width > 0 && logo->height > 0 ? logo : NULL;
}

struct slice theme_logo_alt(const struct theme *theme, const struct doc *doc)
{
	struct slice alt = doc->logo ? doc->logo_alt : text2_in(&theme->logo_alt, doc->lang);

	return alt.len > 0 ? alt : doc->company;
}

struct slice theme_words(struct arena *arena, const struct text2 *text, const struct doc *doc,
			 struct slice page, struct slice pages)
{
	struct diag_arg args[] = {
		diag_text("page", page),
		diag_text("pages", pages),
		diag_text("title", doc->title),
		diag_text("company", doc->company),
		diag_text("period", doc->subtitle),
		diag_text("version", doc->footer),
	};

	return diag_fill(arena, text2_in(text, doc->lang), doc->lang, args,
			 sizeof(args) / sizeof(*args));
}

bool theme_counts_pages(const struct text2 *text, enum lang lang)
{
	struct slice words = text2_in(text, lang);

	return slice_find(words, SLICE("{page"), 0) < words.len;
}

/* --- Values as they are written --- */

size_t theme_row_count(void)
{
	return theme_rows_len;
}

struct theme_row theme_row(size_t number)
{
	const struct row *row = &theme_rows[number];

	return (struct theme_row){ row->table,       row->key,   row->words,
				   forms[row->kind], row->least, row->most };
}

static void put_string(struct buf *out, struct slice text)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"' || text.ptr[i] == '\\')
			buf_putc(out, '\\');
		if (text.ptr[i] == '\n')
			buf_puts(out, "\\n");
		else
			buf_putc(out, text.ptr[i]);
	}
	buf_putc(out, '"');
}

/* From the form of a style sheet, where generic names have no quotes. */
static void put_families(struct buf *out, struct slice list)
{
	buf_putc(out, '[');
	for (size_t at = 0; at < list.len;) {
		size_t end = slice_find(list, SLICE(", "), at);
		const char *quote = list.ptr[at] == '"' ? "" : "\"";
		buf_printf(out, "%s%s%.*s%s", at > 0 ? ", " : "", quote,
			   SLICE_ARG(slice_sub(list, at, end)), quote);
		at = end + 2;
	}
	buf_putc(out, ']');
}

static void put_text(struct buf *out, const struct text2 *text)
{
	if (slice_equal(text->in[LANG_VI], text->in[LANG_EN])) {
		put_string(out, text->in[LANG_VI]);
		return;
	}
	buf_puts(out, "{ vi = ");
	put_string(out, text->in[LANG_VI]);
	buf_puts(out, ", en = ");
	put_string(out, text->in[LANG_EN]);
	buf_puts(out, " }");
}

/* Tenths of a millimetre are as fine as anyone writes them. */
static double millimetres(double points)
{
	return round(points / 72 * 25.4 * 10) / 10;
}

struct slice theme_written(struct arena *arena, const struct theme *theme, size_t number)
{
	const struct row *row = &theme_rows[number];
	const void *at = (const char *)theme + row->offset;
	const double *numbers = at;
	struct buf out = BUF_IN(arena);

	switch (row->kind) {
	case ROW_PAPER:
		buf_printf(&out, "\"%s\"", papers[*(const enum theme_paper *)at]);
		break;
	case ROW_SIDE:
		buf_printf(&out, "\"%s\"", sides[*(const enum theme_side *)at]);
		break;
	case ROW_MM:
		buf_printf(&out, "%g", millimetres(*numbers));
		break;
	case ROW_POINTS:
	case ROW_RATIO:
		buf_printf(&out, "%g", *numbers);
		break;
	case ROW_PAIR:
	case ROW_BETWEEN:
		buf_printf(&out, "[%g, %g]", numbers[0], numbers[1]);
		break;
	case ROW_SWITCH:
		buf_puts(&out, *(const bool *)at ? "true" : "false");
		break;
	case ROW_FAMILY:
		put_string(&out, *(const struct slice *)at);
		break;
	case ROW_FAMILIES:
		put_families(&out, *(const struct slice *)at);
		break;
	case ROW_TEXT:
		put_text(&out, at);
		break;
	case ROW_IMAGE:
		put_string(&out, theme->logo ? theme->logo->path : SLICE(""));
		break;
	case ROW_COLOR:
		buf_printf(&out, "\"#%06x\"", (unsigned)*(const uint32_t *)at);
		break;
	case ROW_KIND_COUNT:
		break;
	}
	return buf_slice(&out);
}
