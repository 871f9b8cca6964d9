/*
 * The style sheet of a page: what its theme says, as tokens and as rules for printed pages, before
 * templates/page.css, which uses the tokens.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "render/html.h"

static const char *const side_words[SIDE_COUNT] = {
	[SIDE_LEFT] = "left", [SIDE_CENTER] = "center", [SIDE_RIGHT] = "right"
};
/* Margins left and right of a block that stands at that side. */
static const char *const side_before[SIDE_COUNT] = { "0", "auto", "auto" };
static const char *const side_after[SIDE_COUNT] = { "auto", "auto", "0" };

static void put_color(struct buf *css, const char *indent, const char *key, uint32_t color)
{
	buf_printf(css, "%s--%s: #%06x;\n", indent, key, (unsigned)color);
}

static void put_colors(struct buf *css, const struct theme *theme)
{
#define COLOR(member, key, vi, en) put_color(css, "\t", key, theme->member);
#define PAPER_COLOR(member, key, vi, en)
#include "theme/colors.def"
#undef COLOR
#undef PAPER_COLOR
}

static void put_dark_colors(struct buf *css, const struct palette *dark)
{
#define COLOR(member, key, vi, en) put_color(css, "\t\t", key, dark->member);
#define PAPER_COLOR(member, key, vi, en)
#include "theme/colors.def"
#undef COLOR
#undef PAPER_COLOR
}

static void put_screen(struct buf *css, const struct theme *theme)
{
	buf_printf(css, "\t--font: %.*s;\n", SLICE_ARG(theme->web_families));
	buf_printf(css, "\t--figure-font: \"%.*s\", %.*s;\n", SLICE_ARG(theme->family),
		   SLICE_ARG(theme->web_families));
	buf_printf(css, "\t--size: %g%%;\n\t--leading: %g;\n\t--air: %g;\n",
		   theme->screen_size * 100, theme->screen_leading, theme->screen_density);
	buf_printf(css, "\t--cover-side: %s;\n\t--bar-display: %s;\n",
		   side_words[theme->cover_side], theme->cover_bar ? "block" : "none");
	buf_printf(css, "\t--bar-margin: 0 %s 1.5rem %s;\n", side_after[theme->cover_side],
		   side_before[theme->cover_side]);
	buf_printf(css, "\t--logo-margin: 0 %s 0.9rem %s;\n", side_after[theme->logo_side],
		   side_before[theme->logo_side]);
	buf_printf(css, "\t--logo-height: %.3grem;\n", theme->logo_height / 12.9);
}

static double millimetres(double points)
{
	return points / 72 * 25.4;
}

static void put_type(struct buf *css, const char *name, struct type_size type)
{
	buf_printf(css, "\t--print-%s: %gpt;\n", name, type.size);
}

static void put_print(struct buf *css, const struct theme *theme)
{
	put_type(css, "body", theme->body);
	put_type(css, "table", theme->table);
	put_type(css, "title", theme->cover_title);
	put_type(css, "period", theme->cover_period);
	put_type(css, "heading-1", theme->headings[0].type);
	put_type(css, "heading-2", theme->headings[1].type);
	put_type(css, "heading-3", theme->headings[2].type);
	buf_printf(css, "\t--print-leading: %.3g;\n", theme->body.leading / theme->body.size);
	buf_printf(css, "\t--print-height: %.4gmm;\n",
		   millimetres(theme->page_height - theme->margin_top - theme->margin_bottom) - 4);
}

/* --- Printed pages --- */

static void put_css_string(struct buf *css, struct slice text)
{
	buf_putc(css, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == 0x7F)
			buf_printf(css, "\\%x ", c);
		else
			buf_putc(css, (char)c);
	}
	buf_putc(css, '"');
}

/* The text as a value of `content`, with counters where the page numbers stand. */
static void put_content(struct html *html, struct buf *css, const struct text2 *text)
{
	/* Two characters no text holds: html_text() leaves them out as well. */
	const char page = 1;
	const char pages = 2;
	struct slice words = theme_words(html->arena, text, html->doc, (struct slice){ &page, 1 },
					 (struct slice){ &pages, 1 });
	size_t start = 0;

	if (words.len == 0)
		buf_puts(css, "none"); /* what the text names is not in this plan */
	for (size_t i = 0; i <= words.len; i++) {
		if (i < words.len && words.ptr[i] != page && words.ptr[i] != pages)
			continue;
		if (i > start)
			put_css_string(css, slice_sub(words, start, i));
		if (i < words.len)
			buf_puts(css,
				 words.ptr[i] == page ? " counter(page) " : " counter(pages) ");
		start = i + 1;
	}
}

static void put_running(struct html *html, struct buf *css, const char *edge,
			const struct text2 texts[SIDE_COUNT])
{
	for (int side = 0; side < SIDE_COUNT; side++) {
		if (text2_in(&texts[side], html->doc->lang).len == 0)
			continue;
		buf_printf(css, "\t@%s-%s {\n\t\tcontent: ", edge, side_words[side]);
		put_content(html, css, &texts[side]);
		buf_printf(css, ";\n\t\tfont: %gpt %.*s;\n\t\tcolor: #%06x;\n\t}\n",
			   html->theme->running.size, SLICE_ARG(html->theme->web_families),
			   (unsigned)html->theme->muted);
	}
}

static void put_first_page(struct buf *css)
{
	buf_puts(css, "@page :first {\n");
	for (int side = 0; side < SIDE_COUNT; side++)
		buf_printf(css,
			   "\t@top-%s {\n\t\tcontent: none;\n\t}\n"
			   "\t@bottom-%s {\n\t\tcontent: none;\n\t}\n",
			   side_words[side], side_words[side]);
	buf_puts(css, "}\n");
}

static void put_page(struct html *html, struct buf *css)
{
	const struct theme *theme = html->theme;

	buf_printf(css, "@page {\n\tsize: %s;\n\tmargin: %.4gmm %.4gmm %.4gmm %.4gmm;\n",
		   theme->paper_size == PAPER_LETTER ? "letter" : "A4",
		   millimetres(theme->margin_top), millimetres(theme->margin_right),
		   millimetres(theme->margin_bottom), millimetres(theme->margin_left));
	put_running(html, css, "top", theme->header_text);
	put_running(html, css, "bottom", theme->footer_text);
	buf_puts(css, "}\n");
	put_first_page(css);
}

struct slice html_style(struct html *html)
{
	struct buf css = BUF_IN(html->arena);

	buf_puts(&css, ":root {\n");
	put_colors(&css, html->theme);
	put_screen(&css, html->theme);
	put_print(&css, html->theme);
	buf_puts(&css, "\tcolor-scheme: light dark;\n}\n"
		       "@media screen and (prefers-color-scheme: dark) {\n\t:root {\n");
	put_dark_colors(&css, &html->theme->dark);
	buf_puts(&css, "\t}\n}\n");
	put_page(html, &css);
	buf_put(&css, embedded_find("templates/page.css"));
	buf_putc(&css, '\n');
	buf_put(&css, html->style);
	/* Trimmed, as checkers trim it before they compare its hash. */
	return slice_trim(buf_slice(&css));
}
