/* What runs around the content: header, footer, the mark of a draft; and the logo. */
#include "layout/pager.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

struct look plain_look(struct type_size type, enum text_style style, uint32_t color)
{
	return (struct look){ type, style, color, ALIGN_START };
}

double side_offset(enum theme_side side, double room, double width)
{
	return side == SIDE_RIGHT ? room - width : side == SIDE_CENTER ? (room - width) / 2 : 0;
}

struct op *logo_op(struct layouter *lay, struct page *page, double width, double height)
{
	const struct doc_image *logo = theme_logo(&lay->theme, lay->doc);
	double shrink = 0.75; /* points of a pixel */
	struct op *op = page_op(lay, page, OP_IMAGE);

	if (logo->height * shrink > height)
		shrink = height / logo->height;
	if (logo->width * shrink > width)
		shrink = width / logo->width;
	op->width = logo->width * shrink;
	op->height = logo->height * shrink;
	op->image = logo;
	return op;
}

/* The beginning of a text, up to whole characters, with an ellipsis. */
static struct slice text_cut(struct layouter *lay, struct slice text, size_t end)
{
	while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
		end--;
	return text_printf(lay->arena, "%.*s…", (int)end, text.ptr);
}

/* The text, cut with an ellipsis where it is wider than the room. */
static struct op *running_text(struct layouter *lay, struct page *page, struct slice text,
			       const struct look *look, double room)
{
	enum { LONGEST = 1000 }; /* bytes; wider than any page */
	struct flow_item item = { 0 };
	struct slice shown = text.len > LONGEST ? text_cut(lay, text, LONGEST) : text;
	struct op *op = text_op(lay, &item, shown, look);
	size_t fits = 0;
	size_t most = shown.len;
	struct op *to;

	while (op->width > room && most - fits > 1) {
		size_t middle = (fits + most) / 2;
		struct slice tried = text_cut(lay, text, middle);
		if (text_op(lay, &item, tried, look)->width > room) {
			most = middle;
			continue;
		}
		fits = middle;
		shown = tried;
	}
	if (op->width > room)
		op = text_op(lay, &item, fits > 0 ? shown : SLICE("…"), look);
	to = page_op(lay, page, OP_TEXT);
	*to = *op;
	return to;
}

/* A line of up to three texts: `from` and `to` are where it begins and ends. */
struct running_line {
	struct slice texts[SIDE_COUNT];
	struct look middle; /* of the middle one; the others are plain */
	double from;
	double to;
	double y;
};

static struct slice running_words(struct layouter *lay, const struct text2 *text, size_t page,
				  size_t count)
{
	return theme_words(lay->arena, text, lay->doc, text_printf(lay->arena, "%zu", page),
			   text_printf(lay->arena, "%zu", count));
}

static double page_text_width(const struct layouter *lay, const struct page *page)
{
	return text_width(&lay->theme, page->width > page->height);
}

/* The middle text has the room it wants, the others share what is left by what they want. */
static void running_line(struct layouter *lay, struct page *page, const struct running_line *line)
{
	struct look look = plain_look(lay->theme.running, STYLE_REGULAR, lay->theme.muted);
	static const enum theme_side order[SIDE_COUNT] = { SIDE_CENTER, SIDE_LEFT, SIDE_RIGHT };
	double width = line->to - line->from;
	double wanted[SIDE_COUNT];
	double middle = 0;

	for (int side = 0; side < SIDE_COUNT; side++)
		wanted[side] = line->texts[side].len > 0
				       ? text_extent(lay, line->texts[side],
						     side == SIDE_CENTER ? &line->middle : &look)
							 .most +
						 0.5
				       : 0;
	if (wanted[SIDE_CENTER] > 0)
		middle = wanted[SIDE_CENTER] < width / 2 ? wanted[SIDE_CENTER] : width / 2;
	for (int i = 0; i < SIDE_COUNT; i++) {
		enum theme_side side = order[i];
		double other = wanted[side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT];
		double half = (width - middle) / 2 - 8;
		double room = side == SIDE_CENTER ? middle
			      : middle > 0        ? half
			      : other + 16 < half ? width - other - 16
						  : half;
		struct op *op;
		if (side == SIDE_CENTER && line->texts[side].len == 0)
			continue;
		op = running_text(lay, page, line->texts[side],
				  side == SIDE_CENTER ? &line->middle : &look, room);
		op->x = line->from + side_offset(side, width, op->width);
		op->y = line->y;
	}
}

/* Draws the logo before the header's line and returns the room it takes. */
static double header_logo(struct layouter *lay, struct page *page)
{
	const struct theme *theme = &lay->theme;
	double height = theme->running.leading * 2;
	struct op *op;

	if (!theme->logo_running || !theme_logo(theme, lay->doc))
		return 0;
	if (height > theme->header)
		height = theme->header;
	op = logo_op(lay, page, height * 4, height);
	op->x = theme->margin_left;
	op->y = theme->header + 2 - op->height;
	return op->width + 8;
}

static void page_header(struct layouter *lay, struct page *page, size_t number, size_t count)
{
	const struct theme *theme = &lay->theme;
	struct running_line line = {
		.middle = plain_look(theme->running, STYLE_REGULAR, theme->muted),
		.from = theme->margin_left + header_logo(lay, page),
		.to = page->width - theme->margin_right,
		.y = theme->header,
	};
	struct op *op;

	for (int side = 0; side < SIDE_COUNT; side++)
		line.texts[side] = running_words(lay, &theme->header_text[side], number, count);
	if (lay->doc->draft) {
		struct slice mark = doc_word(WORD_DRAFT, lay->doc->lang);
		struct slice *middle = &line.texts[SIDE_CENTER];
		*middle = middle->len == 0 ? mark
					   : text_printf(lay->arena, "%.*s · %.*s", SLICE_ARG(mark),
							 SLICE_ARG(*middle));
		line.middle = plain_look(theme->running, STYLE_BOLD, theme->second);
	}
	running_line(lay, page, &line);
	if (!theme->header_rule)
		return;
	op = page_op(lay, page, OP_RULE);
	op->x = theme->margin_left;
	op->y = theme->header + theme->running.size;
	op->width = page_text_width(lay, page);
	op->size = 0.6;
	op->color = theme->hairline;
}

static void page_footer(struct layouter *lay, struct page *page, size_t number, size_t count)
{
	const struct theme *theme = &lay->theme;
	struct running_line line = {
		.middle = plain_look(theme->running, STYLE_REGULAR, theme->muted),
		.from = theme->margin_left,
		.to = page->width - theme->margin_right,
		.y = page->height - theme->footer,
	};

	for (int side = 0; side < SIDE_COUNT; side++)
		line.texts[side] = running_words(lay, &theme->footer_text[side], number, count);
	running_line(lay, page, &line);
}

/* The mark goes under everything else. */
static void page_shade(struct layouter *lay, struct page *page)
{
	struct look look =
		plain_look((struct type_size){ 120, 120 }, STYLE_BOLD, lay->theme.watermark);
	struct op *op =
		running_text(lay, page, doc_word(WORD_DRAFT, lay->doc->lang), &look, page->width);
	struct op shade = *op;

	shade.kind = OP_SHADE;
	shade.x = page->width / 2;
	shade.y = page->height / 2;
	memmove(page->ops + 1, page->ops, (page->op_count - 1) * sizeof(*page->ops));
	page->ops[0] = shade;
}

void running_texts(struct layouter *lay, struct page *pages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (lay->doc->draft)
			page_shade(lay, &pages[i]);
		if (i == 0)
			continue;
		page_header(lay, &pages[i], i + 1, count);
		page_footer(lay, &pages[i], i + 1, count);
	}
}
