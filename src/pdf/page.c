/* The content of a page: what layout placed becomes operators, marked with their tags. */
#include "pdf/pdf.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

enum mark { MARK_NONE, MARK_ARTIFACT, MARK_TAG };

struct writer {
	struct pdf *pdf;
	size_t page;
	struct buf *out;
	double height;
	enum mark mark;
	struct tag *tag;
	bool in_text;
	bool in_array;
	bool in_string;
	int face; /* of the text state; -1 for none */
	double size;
	double pen_x; /* where the next glyph would go */
	double pen_y;
	double raised;
	uint32_t fill;
	bool fill_known;
};

static void put_numbers(struct writer *w, const double *values, size_t count, const char *operator)
{
	for (size_t i = 0; i < count; i++) {
		pdf_put_number(w->out, values[i]);
		buf_putc(w->out, ' ');
	}
	buf_puts(w->out, operator);
	buf_putc(w->out, '\n');
}

static void put_color(struct writer *w, uint32_t color, const char *operator)
{
	for (int shift = 16; shift >= 0; shift -= 8) {
		unsigned thousandths = ((color >> shift & 0xFF) * 1000 + 127) / 255;
		char digits[] = "0.000 ";
		digits[0] = (char)('0' + thousandths / 1000);
		for (int i = 4; i > 1; i--, thousandths /= 10)
			digits[i] = (char)('0' + thousandths % 10);
		buf_puts(w->out, digits);
	}
	buf_puts(w->out, operator);
	buf_putc(w->out, '\n');
}

/* --- Text and marks: what is open and how it ends --- */

static void array_end(struct writer *w)
{
	if (w->in_string)
		buf_putc(w->out, ')');
	if (w->in_array)
		buf_puts(w->out, "] TJ\n");
	w->in_string = false;
	w->in_array = false;
}

static void text_end(struct writer *w)
{
	array_end(w);
	if (w->raised < 0 || w->raised > 0)
		buf_puts(w->out, "0 Ts\n");
	w->raised = 0;
	if (w->in_text)
		buf_puts(w->out, "ET\n");
	w->in_text = false;
}

static void mark_set(struct writer *w, struct tag *tag)
{
	enum mark wanted = tag ? MARK_TAG : MARK_ARTIFACT;

	if (w->mark == wanted && w->tag == tag)
		return;
	text_end(w);
	if (w->mark != MARK_NONE)
		buf_puts(w->out, "EMC\n");
	if (tag) {
		buf_putc(w->out, '/');
		buf_puts(w->out, tag_role_name(tag->role));
		buf_puts(w->out, "<</MCID ");
		buf_put_count(w->out, pdf_tag_mark(w->pdf, tag, w->page));
		buf_puts(w->out, ">>BDC\n");
	} else
		buf_puts(w->out, "/Artifact BMC\n");
	w->mark = wanted;
	w->tag = tag;
}

static void fill_set(struct writer *w, uint32_t color)
{
	if (w->fill_known && w->fill == color)
		return;
	array_end(w);
	put_color(w, color, "rg");
	w->fill = color;
	w->fill_known = true;
}

static void font_set(struct writer *w, int face, double size)
{
	if (w->face == face && fabs(w->size - size) < 0.001)
		return;
	array_end(w);
	buf_puts(w->out, "/F");
	buf_put_count(w->out, (uint64_t)face);
	buf_putc(w->out, ' ');
	put_numbers(w, &size, 1, "Tf");
	w->face = face;
	w->size = size;
}

static void text_at(struct writer *w, double x, double y)
{
	if (!w->in_text) {
		buf_puts(w->out, "BT\n");
		w->in_text = true;
		w->pen_y = NAN;
	}
	if (fabs(w->pen_y - y) < 0.001 && fabs(w->pen_x - x) < 60)
		return;
	array_end(w);
	buf_puts(w->out, "1 0 0 1 ");
	put_numbers(w, (const double[]){ x, y }, 2, "Tm");
	w->pen_x = x;
	w->pen_y = y;
}

static void rise_set(struct writer *w, double rise)
{
	if (fabs(w->raised - rise) < 0.001)
		return;
	array_end(w);
	put_numbers(w, &rise, 1, "Ts");
	w->raised = rise;
}

/* Two bytes of a string in brackets. */
static void put_code(struct buf *out, size_t code)
{
	char bytes[4];
	size_t count = 0;

	for (int shift = 8; shift >= 0; shift -= 8) {
		char byte = (char)(code >> shift & 0xFF);
		if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r')
			bytes[count++] = '\\';
		bytes[count++] = (char)(byte == '\r' ? 'r' : byte);
	}
	buf_put(out, (struct slice){ bytes, count });
}

static void put_glyph(struct writer *w, const struct text_glyph *glyph, struct slice text, double x)
{
	int width = 0;
	size_t code = pdf_font_code(w->pdf, glyph, text, &width);
	double exact;
	long off;

	rise_set(w, glyph->y * w->size / 1000);
	if (!w->in_array)
		buf_putc(w->out, '[');
	w->in_array = true;
	exact = (x + glyph->x * w->size / 1000 - w->pen_x) * 1000 / w->size;
	off = exact > -0.5 && exact < 0.5 ? 0 : lround(exact);
	if (off != 0) {
		if (w->in_string)
			buf_putc(w->out, ')');
		w->in_string = false;
		if (off > 0)
			buf_putc(w->out, '-');
		buf_put_count(w->out, (uint64_t)labs(off));
		w->pen_x += (double)off * w->size / 1000;
	}
	if (!w->in_string)
		buf_putc(w->out, '(');
	w->in_string = true;
	put_code(w->out, code);
	w->pen_x += width * w->size / 1000;
}

static double put_run(struct writer *w, const struct text_run *run, const struct op *op, double x)
{
	double y = w->height - op->y;

	for (size_t i = 0; i < run->glyph_count; i++) {
		const struct text_glyph *glyph = &run->glyphs[i];
		/* The glyphs of a run follow each other closely. */
		if (i == 0)
			text_at(w, x, y);
		if (i == 0 || glyph->face != glyph[-1].face)
			font_set(w, glyph->face, op->size);
		put_glyph(w, glyph,
			  slice_sub(run->text, glyph->start, glyph->start + glyph->length), x);
		x += glyph->advance * op->size / 1000;
	}
	return x;
}

static void put_text(struct writer *w, const struct op *op)
{
	double x = op->x;

	if (op->run->glyph_count == 0 && op->spaces == 0)
		return;
	mark_set(w, op->tag);
	fill_set(w, op->color);
	x = put_run(w, op->run, op, x);
	for (unsigned i = 0; i < op->spaces; i++)
		x = put_run(w, op->space, op, x);
}

/* --- Shapes --- */

static void put_fill(struct writer *w, const struct op *op)
{
	mark_set(w, op->tag);
	text_end(w);
	fill_set(w, op->color);
	put_numbers(w,
		    (const double[]){ op->x, w->height - op->y - op->height, op->width,
				      op->height },
		    4, "re");
	buf_puts(w->out, "f\n");
}

static void put_rule(struct writer *w, const struct op *op)
{
	mark_set(w, op->tag);
	text_end(w);
	put_color(w, op->color, "RG");
	put_numbers(w, &op->size, 1, "w");
	if (op->kind == OP_DOTS)
		buf_puts(w->out, "1 J [0 2] 0 d\n");
	put_numbers(w, (const double[]){ op->x, w->height - op->y }, 2, "m");
	put_numbers(w, (const double[]){ op->x + op->width, w->height - op->y }, 2, "l");
	buf_puts(w->out, op->kind == OP_DOTS ? "S\n0 J [] 0 d\n" : "S\n");
}

/* A closed path with round corners; coordinates are those of PDF. */
static void put_round(struct writer *w, const double box[4], double r)
{
	double k = r * 0.4477; /* from the corner to the handle of a quarter circle */
	double l = box[0];
	double b = box[1];
	double e = box[2];
	double t = box[3];

	put_numbers(w, (const double[]){ l + r, b }, 2, "m");
	put_numbers(w, (const double[]){ e - r, b }, 2, "l");
	put_numbers(w, (const double[]){ e - k, b, e, b + k, e, b + r }, 6, "c");
	put_numbers(w, (const double[]){ e, t - r }, 2, "l");
	put_numbers(w, (const double[]){ e, t - k, e - k, t, e - r, t }, 6, "c");
	put_numbers(w, (const double[]){ l + r, t }, 2, "l");
	put_numbers(w, (const double[]){ l + k, t, l, t - k, l, t - r }, 6, "c");
	put_numbers(w, (const double[]){ l, b + r }, 2, "l");
	put_numbers(w, (const double[]){ l, b + k, l + k, b, l + r, b }, 6, "c");
	buf_puts(w->out, "h\n");
}

static void put_frame(struct writer *w, const struct op *op)
{
	const double box[4] = { op->x, w->height - op->y - op->height, op->x + op->width,
				w->height - op->y };

	mark_set(w, op->tag);
	text_end(w);
	put_color(w, op->color, "RG");
	put_numbers(w, &op->size, 1, "w");
	buf_puts(w->out, "[4 2.5] 0 d\n");
	put_round(w, box, 4);
	buf_puts(w->out, "s\n[] 0 d\n");
}

static void put_points(struct writer *w, double (*points)[2], size_t count, const struct op *op)
{
	for (size_t i = 0; i < count; i++)
		put_numbers(w,
			    (const double[]){ op->x + points[i][0],
					      w->height - op->y - points[i][1] },
			    2, i == 0 ? "m" : "l");
}

static void put_line(struct writer *w, const struct op *op)
{
	struct shape line = *op->shape;
	double head[3][2];

	put_points(w, line.points, line.point_count, op);
	buf_puts(w->out, "S\n");
	if (!line.arrow || line.point_count < 2)
		return;
	shape_head(&line, head);
	fill_set(w, op->stroke);
	put_points(w, head, 3, op);
	buf_puts(w->out, "f\n");
}

/* A shape of a figure with an inside. */
static void put_area(struct writer *w, const struct op *op)
{
	const struct shape *shape = op->shape;
	bool drawn = shape->stroke != FIGURE_NONE;
	double l = op->x + shape->x;
	double t = w->height - op->y - shape->y;
	const double box[4] = { l, t - shape->height, l + shape->width, t };
	double points[SHAPE_POINTS_MAX][2];

	if (shape->fill != FIGURE_NONE)
		fill_set(w, op->color);
	if (shape->kind == SHAPE_DIAMOND || shape->kind == SHAPE_HEXAGON) {
		put_points(w, points, shape_corners(shape, points), op);
		buf_puts(w->out, "h\n");
	} else if (shape->kind == SHAPE_CIRCLE || shape->radius > 0) {
		put_round(w, box, shape->kind == SHAPE_CIRCLE ? shape->width / 2 : shape->radius);
	} else {
		put_numbers(w, (const double[]){ l, box[1], shape->width, shape->height }, 4, "re");
	}
	if (shape->fill != FIGURE_NONE)
		buf_puts(w->out, drawn ? "B\n" : "f\n");
	else
		buf_puts(w->out, drawn ? "S\n" : "n\n");
}

static void put_shape(struct writer *w, const struct op *op)
{
	const struct shape *shape = op->shape;

	mark_set(w, op->tag);
	text_end(w);
	if (shape->stroke != FIGURE_NONE) {
		put_color(w, op->stroke, "RG");
		put_numbers(w, &shape->thickness, 1, "w");
	}
	if (shape->dashed)
		buf_puts(w->out, "[3 2] 0 d\n");
	if (shape->kind == SHAPE_LINE)
		put_line(w, op);
	else
		put_area(w, op);
	if (shape->dashed)
		buf_puts(w->out, "[] 0 d\n");
}

static void put_image(struct writer *w, const struct op *op)
{
	/* From the unit square of the rows in the file to that of what is seen. */
	static const signed char turns[9][6] = {
		[1] = { 1, 0, 0, 1, 0, 0 },   [2] = { -1, 0, 0, 1, 1, 0 },
		[3] = { -1, 0, 0, -1, 1, 1 }, [4] = { 1, 0, 0, -1, 0, 1 },
		[5] = { 0, -1, -1, 0, 1, 1 }, [6] = { 0, -1, 1, 0, 0, 1 },
		[7] = { 0, 1, 1, 0, 0, 0 },   [8] = { 0, 1, -1, 0, 1, 0 },
	};
	size_t number = pdf_image_number(w->pdf, op->image);
	const signed char *turn = turns[op->image->turn > 0 ? op->image->turn : 1];
	double bottom = w->height - op->y - op->height;

	if (number == 0)
		return;
	mark_set(w, op->tag);
	text_end(w);
	buf_puts(w->out, "q\n");
	put_numbers(w,
		    (const double[]){ turn[0] * op->width, turn[1] * op->height,
				      turn[2] * op->width, turn[3] * op->height,
				      op->x + turn[4] * op->width, bottom + turn[5] * op->height },
		    6, "cm");
	buf_printf(w->out, "/Im%zu Do\nQ\n", number);
}

/* --- The draft mark, as outlines: it must not mingle with the text of the page --- */

struct outline {
	struct writer *writer;
	double x;
	double scale;
};

static void outline_point(struct outline *outline, double x, double y)
{
	pdf_put_number(outline->writer->out, outline->x + x * outline->scale);
	buf_putc(outline->writer->out, ' ');
	pdf_put_number(outline->writer->out, y * outline->scale);
	buf_putc(outline->writer->out, ' ');
}

static void outline_move(void *context, double x, double y)
{
	struct outline *outline = context;

	outline_point(outline, x, y);
	buf_puts(outline->writer->out, "m\n");
}

static void outline_line(void *context, double x, double y)
{
	struct outline *outline = context;

	outline_point(outline, x, y);
	buf_puts(outline->writer->out, "l\n");
}

static void outline_curve(void *context, const double points[6])
{
	struct outline *outline = context;

	for (int i = 0; i < 6; i += 2)
		outline_point(outline, points[i], points[i + 1]);
	buf_puts(outline->writer->out, "c\n");
}

static void outline_close(void *context)
{
	struct outline *outline = context;

	buf_puts(outline->writer->out, "h\n");
}

static void put_shade(struct writer *w, const struct op *op)
{
	struct outline outline = { w, -op->width / 2, op->size / 1000 };
	const struct text_pen pen = { &outline, outline_move, outline_line, outline_curve,
				      outline_close };
	const double slant = sqrt(0.5);

	mark_set(w, op->tag);
	text_end(w);
	fill_set(w, op->color);
	buf_puts(w->out, "q\n0.7071 0.7071 -0.7071 0.7071 ");
	put_numbers(w,
		    (const double[]){ op->x + op->size * 0.36 * slant,
				      w->height - op->y - op->size * 0.36 * slant },
		    2, "cm");
	for (size_t i = 0; i < op->run->glyph_count; i++) {
		text_glyph_draw(w->pdf->fonts, &op->run->glyphs[i], &pen);
		outline.x += op->run->glyphs[i].advance * outline.scale;
	}
	buf_puts(w->out, "f\nQ\n");
}

void pdf_page_content(struct pdf *pdf, size_t page, struct buf *content)
{
	const struct page *from = &pdf->layout->pages[page];
	struct writer w = {
		.pdf = pdf, .page = page, .out = content, .face = -1, .height = from->height
	};

	for (size_t i = 0; i < from->op_count; i++) {
		const struct op *op = &from->ops[i];
		switch (op->kind) {
		case OP_TEXT:
			put_text(&w, op);
			break;
		case OP_FILL:
			put_fill(&w, op);
			break;
		case OP_RULE:
		case OP_DOTS:
			put_rule(&w, op);
			break;
		case OP_FRAME:
			put_frame(&w, op);
			break;
		case OP_IMAGE:
			put_image(&w, op);
			break;
		case OP_SHAPE:
			put_shape(&w, op);
			break;
		case OP_SHADE:
			put_shade(&w, op);
			break;
		case OP_LINK:
			break;
		}
	}
	text_end(&w);
	if (w.mark != MARK_NONE)
		buf_puts(content, "EMC\n");
}
