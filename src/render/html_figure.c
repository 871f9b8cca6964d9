/*
 * Figures of a page: the shapes of figure/ as SVG, drawn for a wide column and again for a phone, a
 * caption, and the same in words.
 */
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "figure/figure.h"
#include "render/cell.h"
#include "render/html.h"
#include "render/shared.h"

/* Widths a figure is drawn for; style sheets choose the one shown. */
static const double wide = 468;
static const double narrow = 250;

/* --- Measuring --- */

static double measured(void *context, struct slice text, bool bold, double size)
{
	struct measure *measure = context;
	const struct text_run *run =
		measure->shape(measure->context, bold ? STYLE_BOLD : STYLE_REGULAR, text,
			       SPAN_NONE);

	return run->width * size / 1000;
}

static struct measure fonts_measure(struct html *html)
{
	if (!html->fonts) {
		html->spoken = report_new(html->arena);
		html->fonts = render_fonts(html->options, &html->own, &html->spoken);
	}
	return html->fonts ? text_fonts_measure(html->fonts) : measure_fixed(html->arena, 600);
}

/* --- Shapes --- */

/* With at most two decimals, whatever the locale. */
static void put_decimal(struct buf *out, double value)
{
	long hundredths = lround(value * 100);

	if (hundredths < 0)
		buf_putc(out, '-');
	hundredths = labs(hundredths);
	buf_put_count(out, (uint64_t)(hundredths / 100));
	if (hundredths % 100 == 0)
		return;
	buf_putc(out, '.');
	buf_putc(out, (char)('0' + hundredths % 100 / 10));
	if (hundredths % 10 != 0)
		buf_putc(out, (char)('0' + hundredths % 10));
}

static void attr_decimal(struct html *html, xmlNode *node, const char *name, double value)
{
	struct buf text = BUF_IN(html->arena);

	put_decimal(&text, value);
	html_attr(html, node, name, buf_slice(&text));
}

static void put_points(struct buf *out, const double (*points)[2], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_puts(out, i > 0 ? " " : "");
		put_decimal(out, points[i][0]);
		buf_putc(out, ',');
		put_decimal(out, points[i][1]);
	}
}

static void attr_points(struct html *html, xmlNode *node, const double (*points)[2], size_t count)
{
	struct buf text = BUF_IN(html->arena);

	put_points(&text, points, count);
	html_attr(html, node, "points", buf_slice(&text));
}

static void shape_classes(struct html *html, xmlNode *node, const struct shape *shape)
{
	struct buf class = BUF_IN(html->arena);

	buf_puts(&class, "f-");
	buf_puts(&class, figure_color_name(shape->fill));
	if (shape->stroke != FIGURE_NONE) {
		buf_puts(&class, " s-");
		buf_puts(&class, figure_color_name(shape->stroke));
	}
	if (shape->kind == SHAPE_TEXT && shape->bold)
		buf_puts(&class, " strong");
	html_attr(html, node, "class", buf_slice(&class));
	if (shape->kind != SHAPE_TEXT && shape->stroke != FIGURE_NONE)
		attr_decimal(html, node, "stroke-width", shape->thickness);
	if (shape->dashed)
		html_attr(html, node, "stroke-dasharray", SLICE("3 2"));
}

static void svg_box(struct html *html, xmlNode *svg, const struct shape *shape)
{
	xmlNode *node = html_add(html, svg, "rect");

	shape_classes(html, node, shape);
	attr_decimal(html, node, "x", shape->x);
	attr_decimal(html, node, "y", shape->y);
	attr_decimal(html, node, "width", shape->width);
	attr_decimal(html, node, "height", shape->height);
	if (shape->kind == SHAPE_CIRCLE)
		attr_decimal(html, node, "rx", shape->width / 2);
	else if (shape->radius > 0)
		attr_decimal(html, node, "rx", shape->radius);
}

static void svg_line(struct html *html, xmlNode *svg, const struct shape *shape)
{
	xmlNode *node = html_add(html, svg, "polyline");
	struct shape head = { .kind = SHAPE_DIAMOND, .fill = shape->stroke };
	double corners[3][2];

	shape_classes(html, node, shape);
	attr_points(html, node, shape->points, shape->point_count);
	if (!shape->arrow || shape->point_count < 2)
		return;
	shape_head(shape, corners);
	node = html_add(html, svg, "polygon");
	shape_classes(html, node, &head);
	attr_points(html, node, (const double(*)[2])corners, 3);
}

static void svg_polygon(struct html *html, xmlNode *svg, const struct shape *shape)
{
	xmlNode *node = html_add(html, svg, "polygon");
	double corners[SHAPE_POINTS_MAX][2];
	size_t count = shape_corners(shape, corners);

	shape_classes(html, node, shape);
	attr_points(html, node, (const double(*)[2])corners, count);
}

/* The reader's font may be wider or narrower than the one measured; the length holds in any. */
static void svg_text(struct html *html, xmlNode *svg, const struct shape *shape)
{
	xmlNode *node = html_add(html, svg, "text");

	shape_classes(html, node, shape);
	attr_decimal(html, node, "x", shape->x);
	attr_decimal(html, node, "y", shape->y);
	attr_decimal(html, node, "font-size", shape->size);
	if (shape->text.len > 2) {
		attr_decimal(html, node, "textLength", shape->width);
		html_attr(html, node, "lengthAdjust", SLICE("spacingAndGlyphs"));
	}
	html_text(html, node, shape->text);
}

static void svg_image(struct html *html, xmlNode *svg, const struct shape *shape)
{
	xmlNode *node = html_add(html, svg, "image");

	attr_decimal(html, node, "x", shape->x);
	attr_decimal(html, node, "y", shape->y);
	attr_decimal(html, node, "width", shape->width);
	attr_decimal(html, node, "height", shape->height);
	html_attr(html, node, "href", html_image_data(html, shape->image));
}

static void svg_shape(struct html *html, xmlNode *svg, const struct shape *shape)
{
	switch (shape->kind) {
	case SHAPE_BOX:
	case SHAPE_CIRCLE:
		svg_box(html, svg, shape);
		break;
	case SHAPE_LINE:
		svg_line(html, svg, shape);
		break;
	case SHAPE_DIAMOND:
	case SHAPE_HEXAGON:
		svg_polygon(html, svg, shape);
		break;
	case SHAPE_TEXT:
		svg_text(html, svg, shape);
		break;
	case SHAPE_IMAGE:
		svg_image(html, svg, shape);
		break;
	}
	html_newline(html, svg);
}

static void svg_named(struct html *html, xmlNode *svg, const char *name, struct slice id,
		      struct slice text)
{
	xmlNode *node = html_add(html, svg, name);

	html_attr(html, node, "id", id);
	html_text(html, node, text);
	html_newline(html, svg);
}

static void html_svg(struct html *html, xmlNode *parent, const struct doc_node *node, double width)
{
	const struct doc_figure *figure = node->as.figure;
	struct measure measure = fonts_measure(html);
	struct figure_drawing drawing =
		figure_draw(html->arena,
			    (struct figure_measure){ measured, &measure, html->doc->text_lang },
			    figure, width, 1e9);
	bool is_wide = width >= wide;
	const char *which = is_wide ? "wide" : "narrow";
	xmlNode *svg = html_add_class(html, parent, "svg", which);
	struct slice title = html_id(html, text_printf(html->arena, "figure_%.*s_%s",
						       SLICE_ARG(figure->number), which));
	struct slice words = text_printf(html->arena, "%.*s_words", SLICE_ARG(title));
	struct buf box = BUF_IN(html->arena);

	buf_puts(&box, "-1 -1 ");
	put_decimal(&box, width + 2);
	buf_putc(&box, ' ');
	put_decimal(&box, drawing.count > 0 ? drawing.panels[0].height + 2 : 1);
	html_attr(html, svg, "viewBox", buf_slice(&box));
	html_attr(html, svg, "role", SLICE("img"));
	html_attr(html, svg, "aria-labelledby",
		  text_printf(html->arena, "%.*s %.*s", SLICE_ARG(title), SLICE_ARG(words)));
	html_newline(html, svg);
	svg_named(html, svg, "title", title, node->text);
	svg_named(html, svg, "desc", words, figure->description);
	for (size_t i = 0; drawing.count > 0 && i < drawing.panels[0].count; i++)
		svg_shape(html, svg, &drawing.panels[0].shapes[i]);
	html_newline(html, parent);
}

void html_drawing(struct html *html, xmlNode *parent, const struct doc_node *node)
{
	const struct doc_figure *figure = node->as.figure;
	xmlNode *element = html_add_class(html, parent, "figure", "drawing");
	xmlNode *caption;
	xmlNode *words;

	html_newline(html, element);
	html_svg(html, element, node, wide);
	html_svg(html, element, node, narrow);
	caption = html_add(html, element, "figcaption");
	html_text(html, html_add(html, caption, "strong"),
		  figure_number(html->arena, html->doc, node));
	html_text(html, caption, text_printf(html->arena, " %.*s", SLICE_ARG(figure->caption)));
	html_newline(html, element);
	if (!node->first)
		return;
	html_newline(html, parent);
	words = html_add_class(html, parent, "details", "words");
	html_newline(html, words);
	html_text(html, html_add(html, words, "summary"),
		  figure_in_words(html->arena, html->doc, node));
	html_newline(html, words);
	html_blocks(html, words, node, false);
}
