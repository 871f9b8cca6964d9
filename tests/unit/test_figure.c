/* Figures: nothing overlaps, nothing leaves its box or the width, whatever the number of boxes. */
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "value/hours.h"
#include "base/utf8.h"
#include "present/present.h"
#include "figure/figure.h"
#include "plan/bind.h"
#include "syntax/toml.h"
#include "text/text.h"

static const double slack = 0.6;

static double fixed_width(void *context, struct slice text, bool bold, double size)
{
	(void)context;
	return (double)utf8_count(text) * size * (bold ? 0.58 : 0.54);
}

static struct figure_drawing drawn(struct arena *arena, const struct doc_figure *figure,
				   double width, double tallest)
{
	return figure_draw(arena, (struct figure_measure){ fixed_width, NULL, LANG_VI }, figure,
			   width, tallest);
}

/* --- What must hold for every drawing --- */

struct area {
	double left, top, right, bottom;
};

static struct area area_of(const struct shape *shape)
{
	struct area area = { shape->x, shape->y, shape->x + shape->width,
			     shape->y + shape->height };

	if (shape->kind == SHAPE_TEXT) {
		area.top = shape->y - shape->size * 0.75;
		area.bottom = shape->y + shape->size * 0.2;
	}
	for (size_t i = 0; shape->kind == SHAPE_LINE && i < shape->point_count; i++) {
		const double *point = shape->points[i];
		area.left = i == 0 || point[0] < area.left ? point[0] : area.left;
		area.right = i == 0 || point[0] > area.right ? point[0] : area.right;
		area.top = i == 0 || point[1] < area.top ? point[1] : area.top;
		area.bottom = i == 0 || point[1] > area.bottom ? point[1] : area.bottom;
	}
	return area;
}

static bool overlap(struct area a, struct area b)
{
	return a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack &&
	       b.top < a.bottom - slack;
}

static bool within(struct area inner, struct area outer)
{
	return inner.left >= outer.left - slack && inner.right <= outer.right + slack &&
	       inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack;
}

static bool is_card(const struct shape *shape)
{
	return (shape->kind == SHAPE_BOX && shape->radius > 3.5) || shape->kind == SHAPE_HEXAGON;
}

/* Texts that overlap, leave the panel, or are too small. */
static size_t text_faults(const struct figure_panel *panel)
{
	const struct area whole = { 0, 0, panel->width, panel->height };
	size_t faults = 0;

	for (size_t i = 0; i < panel->count; i++) {
		const struct shape *text = &panel->shapes[i];
		if (text->kind != SHAPE_TEXT)
			continue;
		faults += !within(area_of(text), whole) || text->size < 7.5;
		for (size_t k = 0; k < i; k++)
			faults += panel->shapes[k].kind == SHAPE_TEXT &&
				  overlap(area_of(text), area_of(&panel->shapes[k]));
	}
	return faults;
}

/* Cards that overlap or leave the panel, lines that leave it, texts that hang over a card's edge.
 */
static size_t card_faults(const struct figure_panel *panel)
{
	const struct area whole = { 0, 0, panel->width, panel->height };
	size_t faults = 0;

	for (size_t i = 0; i < panel->count; i++) {
		const struct shape *shape = &panel->shapes[i];
		faults += shape->kind != SHAPE_TEXT && !within(area_of(shape), whole);
		for (size_t k = 0; is_card(shape) && k < panel->count; k++) {
			const struct shape *other = &panel->shapes[k];
			if (k < i && is_card(other))
				faults += overlap(area_of(shape), area_of(other));
			if (other->kind == SHAPE_TEXT && overlap(area_of(shape), area_of(other)))
				faults += !within(area_of(other), area_of(shape));
		}
	}
	return faults;
}

/* Texts that hang over the edge of the box they stand in, or stand on a picture. */
static size_t box_faults(const struct figure_panel *panel, enum figure_kind kind)
{
	size_t faults = 0;

	for (size_t i = 0; i < panel->count; i++) {
		const struct shape *text = &panel->shapes[i];
		struct area area = area_of(text);
		double x = (area.left + area.right) / 2;
		double y = (area.top + area.bottom) / 2;
		for (size_t k = 0; text->kind == SHAPE_TEXT && k < panel->count; k++) {
			const struct shape *other = &panel->shapes[k];
			struct area box = area_of(other);
			bool inside =
				x > box.left && x < box.right && y > box.top && y < box.bottom;
			/* The months of a calendar are stripes behind everything. */
			bool holds = other->kind == SHAPE_BOX &&
				     (other->radius > 0 || kind != FIGURE_CALENDAR);
			faults += holds && inside && !within(area, box);
			faults += other->kind == SHAPE_IMAGE && overlap(area, box);
		}
	}
	return faults;
}

static bool is_sound_kind(const struct figure_drawing *drawing, enum figure_kind kind)
{
	size_t faults = 0;

	for (size_t i = 0; i < drawing->count; i++)
		faults += box_faults(&drawing->panels[i], kind);
	return faults == 0;
}

static bool is_sound(const struct figure_drawing *drawing, double width, double tallest)
{
	size_t faults = 0;

	for (size_t i = 0; i < drawing->count; i++) {
		const struct figure_panel *panel = &drawing->panels[i];
		faults += panel->width > width + slack;
		faults += panel->height > tallest + slack;
		faults += text_faults(panel) + card_faults(panel);
	}
	return faults == 0 && drawing->count > 0;
}

static size_t cards_in(const struct figure_drawing *drawing)
{
	size_t count = 0;

	for (size_t i = 0; i < drawing->count; i++) {
		for (size_t k = 0; k < drawing->panels[i].count; k++)
			count += is_card(&drawing->panels[i].shapes[k]);
	}
	return count;
}

/* --- Boxes --- */

static struct doc_figure figure_with(struct arena *arena, enum figure_kind kind, size_t count)
{
	static const char *const titles[] = {
		"Trưởng nhóm Tổng đài", "Kỹ thuật viên",
		"Chuyên viên chăm sóc khách hàng doanh nghiệp khu vực miền Trung và Tây Nguyên",
		"CSKH", "Mộttừrấtdàikhôngcódấucáchnàocảmàvẫnphảinằmtrongkhung"
	};
	struct doc_figure figure = { .kind = kind, .caption = SLICE("Hình"), .number = SLICE("1") };

	figure.nodes = ARENA_ARRAY(arena, count, struct figure_node);
	figure.node_count = count;
	for (size_t i = 0; i < count; i++) {
		struct figure_node *node = &figure.nodes[i];
		node->title = text_printf(arena, "%s %zu", titles[i % 5], i);
		node->badge = i % 3 == 0 ? SLICE("11/12") : SLICE("4");
		node->note = i % 2 == 0 ? SLICE("Nguyễn Thị Thùy Dương, Đỗ Minh Tuấn") : SLICE("");
		node->remark = i % 7 == 0 ? SLICE("đang tuyển 1, trước 28/02/2027") : SLICE("");
		node->open = i % 11 == 0;
		node->parent = (int)i - 1;
		node->start = (double)(i * 37 % 120) / 10;
		node->end = node->start + (i % 4 == 0 ? 0.5 : 0);
	}
	return figure;
}

static void parents_set(struct doc_figure *figure, size_t below)
{
	for (size_t i = 0; i < figure->node_count; i++)
		figure->nodes[i].parent = i == 0 ? FIGURE_NO_NODE : (int)((i - 1) / below);
}

static const size_t counts[] = { 1, 3, 60, 300 };
static const double widths[] = { 468, 250 };
static const double heights[] = { 590, 1e9 };

/* A tree of every shape: broad, narrow, all below one, one long chain, all side by side. */
static void test_tree(struct arena *arena)
{
	for (size_t i = 0; i < 4 * 2 * 2 * 5; i++) {
		size_t count = counts[i % 4];
		double width = widths[i / 4 % 2];
		double tallest = heights[i / 8 % 2];
		struct doc_figure figure = figure_with(arena, FIGURE_TREE, count);
		struct figure_drawing drawing;
		static const size_t below[] = { 2, 5, 1000, 1, 1 };
		parents_set(&figure, below[i / 16]);
		for (size_t k = 0; i / 16 == 4 && k < count; k++)
			figure.nodes[k].parent = FIGURE_NO_NODE;
		drawing = drawn(arena, &figure, width, tallest);
		CHECK(is_sound(&drawing, width, tallest));
		CHECK(cards_in(&drawing) == count);
	}
}

/* What belongs together is not parted at the end of a line, and no short word stands alone. */
static void test_lines_end(struct arena *arena)
{
	static const char *const together[] = { "30 phút", "TP. HCM", "1,5 tỷ", "Bậc 3" };
	static const char *const words[] = { "Gọi trong 30 phút", "Cửa hàng tại TP. HCM",
					     "Chi tới 1,5 tỷ đồng", "Chuyển lên Bậc 3" };
	struct doc_figure figure = figure_with(arena, FIGURE_FLOW, 1);

	for (double width = 60; width < 200; width += 3) {
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
			struct figure_drawing drawing;
			bool found = false;
			figure.nodes[0].title = slice_of(words[i]);
			figure.nodes[0].note = figure.nodes[0].badge = SLICE_NONE;
			drawing = drawn(arena, &figure, FIGURE_WIDTH_LEAST + width, 600);
			for (size_t k = 0; k < drawing.panels[0].count; k++) {
				struct slice text = drawing.panels[0].shapes[k].text;
				found = found ||
					slice_find(text, slice_of(together[i]), 0) < text.len;
			}
			CHECK(found);
		}
	}
	figure.nodes[0].title = slice_of("Phụ trách nội thất theo số đo");
	for (double width = 170; width < 200; width += 3) {
		struct figure_drawing drawing = drawn(arena, &figure, width, 600);
		double most = 0;
		double least = width;
		for (size_t k = 0; k < drawing.panels[0].count; k++) {
			const struct shape *shape = &drawing.panels[0].shapes[k];
			if (shape->kind != SHAPE_TEXT)
				continue;
			most = fmax(most, shape->width);
			least = fmin(least, shape->width);
		}
		CHECK(least > most * 0.5);
	}
}

/* A chain that comes back is no tree; it must neither hang nor lose a box. */
static void test_cycle(struct arena *arena)
{
	struct doc_figure figure = figure_with(arena, FIGURE_TREE, 3);
	struct figure_drawing drawing;

	figure.nodes[0].parent = 2;
	drawing = drawn(arena, &figure, 468, 590);
	CHECK(is_sound(&drawing, 468, 590));
	CHECK(cards_in(&drawing) == 3);
}

static void test_lists(struct arena *arena)
{
	static const enum figure_kind kinds[] = { FIGURE_LADDER, FIGURE_FLOW, FIGURE_CALENDAR,
						  FIGURE_APPROVAL };

	for (size_t i = 0; i < 4 * 2 * 2 * 4; i++) {
		double width = widths[i / 4 % 2];
		double tallest = heights[i / 8 % 2];
		struct doc_figure figure = figure_with(arena, kinds[i / 16], counts[i % 4]);
		struct figure_drawing drawing = drawn(arena, &figure, width, tallest);
		CHECK(is_sound(&drawing, width, tallest));
	}
}

static size_t arrows_in(const struct figure_drawing *drawing)
{
	size_t count = 0;

	for (size_t i = 0; i < drawing->count; i++) {
		for (size_t k = 0; k < drawing->panels[i].count; k++)
			count += drawing->panels[i].shapes[k].arrow;
	}
	return count;
}

/* One arrow to each step that the step before leads to, also where a panel begins ('-': aside). */
static void test_ways(struct arena *arena)
{
	static const struct {
		const char *steps;
		size_t arrows;
	} ladders[] = { { "^^^^", 3 }, { "^-^^", 3 }, { "^^--", 2 },     { "--^^", 2 },
			{ "^", 0 },    { "^-", 0 },   { "----^^^^", 6 }, { "^^-^^-", 4 } };

	for (size_t i = 0; i < sizeof(ladders) / sizeof(*ladders) * 4; i++) {
		const char *steps = ladders[i / 4].steps;
		struct doc_figure figure = figure_with(arena, FIGURE_LADDER, strlen(steps));
		struct figure_drawing drawing;
		for (size_t k = 0; k < figure.node_count; k++)
			figure.nodes[k].aside = steps[k] == '-';
		drawing = drawn(arena, &figure, widths[i % 2], heights[i / 2 % 2]);
		CHECK(is_sound(&drawing, widths[i % 2], heights[i / 2 % 2]));
		CHECK(arrows_in(&drawing) == ladders[i / 4].arrows);
	}
}

static void test_flow(struct arena *arena)
{
	for (size_t i = 0; i < 8; i++) {
		size_t count = counts[i % 4];
		double width = widths[i / 4];
		struct doc_figure figure = figure_with(arena, FIGURE_FLOW, count);
		struct figure_drawing drawing;
		figure.edges = ARENA_ARRAY(arena, count, struct figure_edge);
		for (size_t k = 1; k < count; k += 3) {
			figure.nodes[k].aside = true;
			figure.nodes[k - 1].decision = true;
			figure.edges[figure.edge_count++] =
				(struct figure_edge){ k - 1, k, SLICE("có") };
		}
		drawing = drawn(arena, &figure, width, 590);
		CHECK(is_sound(&drawing, width, 590));
		CHECK(cards_in(&drawing) == count);
	}
}

static void test_journey(struct arena *arena)
{
	struct slice stages[] = { SLICE("Trước khi mua"), SLICE("Trong khi mua"),
				  SLICE("Sau khi mua") };

	for (size_t i = 0; i < 8; i++) {
		double width = widths[i / 4];
		struct doc_figure figure = figure_with(arena, FIGURE_JOURNEY, counts[i % 4]);
		struct figure_drawing drawing;
		figure.columns = stages;
		figure.column_count = 3;
		for (size_t k = 0; k < figure.node_count; k++)
			figure.nodes[k].column = k % 3;
		drawing = drawn(arena, &figure, width, 590);
		CHECK(is_sound(&drawing, width, 590 + 120));
		CHECK(cards_in(&drawing) == figure.node_count);
	}
}

static void test_matrix(struct arena *arena)
{
	struct doc_figure figure = { .kind = FIGURE_MATRIX, .row_count = 40, .column_count = 6 };
	struct figure_drawing drawing;

	figure.rows = ARENA_ARRAY(arena, figure.row_count, struct slice);
	figure.columns = ARENA_ARRAY(arena, figure.column_count, struct slice);
	figure.cells =
		ARENA_ARRAY(arena, figure.row_count * figure.column_count, struct figure_cell);
	for (size_t i = 0; i < figure.row_count * figure.column_count; i++) {
		figure.rows[i / figure.column_count] = SLICE("Rất khẩn cấp và nguy hiểm");
		figure.columns[i % figure.column_count] = SLICE("Khách hàng doanh nghiệp");
		figure.cells[i].text =
			i % 3 == 0 ? SLICE("Phản hồi trong 15 phút; gọi lại") : SLICE("");
		figure.cells[i].weight = (double)(i % 5) / 4;
	}
	for (size_t i = 0; i < 2; i++) {
		drawing = drawn(arena, &figure, widths[i], 590);
		CHECK(is_sound(&drawing, widths[i], 590));
	}
}

/* --- Every kind, in both languages --- */

static const char *const words_of[LANG_COUNT][8] = {
	[LANG_VI] = { "Trưởng nhóm Tổng đài", "Phản hồi trong 15 phút; gọi lại trong ngày",
		      "Chuyên viên chăm sóc khách hàng doanh nghiệp khu vực miền Trung", "CSKH",
		      "Nghiêng", "Quý IV/2027", "1.104,5",
		      "Mộttừrấtdàikhôngcódấucáchnàocảmàvẫnphảinằm" },
	[LANG_EN] = { "Contact centre lead", "Answered within 15 minutes; called back the same day",
		      "Adviser for business customers in the central region and highlands", "Care",
		      "Unusually", "Q4 2027", "1,104.5",
		      "Averylongwordwithoutanyspaceatallthatmuststayinside" },
};

/* A figure of any kind with `count` of what it shows. */
static struct doc_figure figure_any(struct arena *arena, enum figure_kind kind, size_t count,
				    enum lang lang)
{
	static const struct doc_image photo = { .width = 240, .height = 300 };
	bool is_grid = kind == FIGURE_MATRIX || kind == FIGURE_BARS || kind == FIGURE_ROSTER;
	size_t columns = kind == FIGURE_ROSTER   ? 24
			 : kind == FIGURE_BARS   ? count
			 : kind == FIGURE_MATRIX ? (count < 6 ? count : 6)
						 : 12;
	struct doc_figure figure = figure_with(arena, kind, count);

	figure.row_count = kind == FIGURE_ROSTER ? 7 : count;
	figure.column_count = kind == FIGURE_JOURNEY ? 3 : columns;
	figure.rows = ARENA_ARRAY(arena, figure.row_count, struct slice);
	figure.columns = ARENA_ARRAY(arena, figure.column_count, struct slice);
	figure.edges = ARENA_ARRAY(arena, count, struct figure_edge);
	for (size_t i = 0; i < count; i++) {
		struct figure_node *node = &figure.nodes[i];
		node->title = slice_of(words_of[lang][kind == FIGURE_BARS ? 6 : i % 8]);
		node->note = slice_of(words_of[lang][(i + 3) % 8]);
		node->end = kind == FIGURE_BARS ? (double)(i % 5) / 4 : node->end;
		node->column = i % 3;
		node->image = kind == FIGURE_TREE && i % 2 == 0 ? &photo : NULL;
		if (i > 0)
			figure.edges[figure.edge_count++] = (struct figure_edge){
				i - 1, i, slice_of(words_of[lang][i % 3 == 0 ? 4 : 3])
			};
	}
	for (size_t i = 0; i < figure.row_count; i++)
		figure.rows[i] = kind == FIGURE_ROSTER
					 ? doc_word((enum doc_word)(WORD_DAY_1 + i), lang)
					 : slice_of(words_of[lang][i % 8]);
	for (size_t i = 0; i < figure.column_count; i++)
		figure.columns[i] = kind == FIGURE_ROSTER ? text_printf(arena, "%zu", i)
							  : slice_of(words_of[lang][i % 8]);
	figure.cells =
		ARENA_ARRAY(arena, figure.row_count * figure.column_count, struct figure_cell);
	for (size_t i = 0; is_grid && i < figure.row_count * figure.column_count; i++) {
		figure.cells[i].text =
			kind == FIGURE_ROSTER
				? SLICE("12")
				: slice_of(words_of[lang][kind == FIGURE_BARS ? 6 : i % 8]);
		figure.cells[i].weight = (double)(i % 5) / 4;
	}
	return figure;
}

static void test_all_kinds(struct arena *arena)
{
	static const size_t sizes[] = { 3, 12, 60 };

	for (int kind = 0; kind < FIGURE_KIND_COUNT; kind++) {
		for (size_t i = 0; i < 3 * 2 * 2 * LANG_COUNT; i++) {
			double width = widths[i / 3 % 2];
			double tallest = heights[i / 6 % 2];
			struct doc_figure figure = figure_any(arena, (enum figure_kind)kind,
							      sizes[i % 3], (enum lang)(i / 12));
			struct figure_drawing drawing = drawn(arena, &figure, width, tallest);
			/* A journey's names of stages go along on each panel. */
			CHECK(is_sound(&drawing, width,
				       tallest + (kind == FIGURE_JOURNEY ? 120 : 0)));
			CHECK(is_sound_kind(&drawing, (enum figure_kind)kind));
		}
	}
}

/* --- Colours --- */

/* The colour of a theme that paints this one, as contrast.def names it. */
static const char *const painted_by[FIGURE_COLOR_COUNT] = {
	[FIGURE_INK] = "ink",         [FIGURE_MUTED] = "muted",
	[FIGURE_LINE] = "edge",       [FIGURE_HAIRLINE] = "hairline",
	[FIGURE_ACCENT] = "accent",   [FIGURE_SECOND] = "second",
	[FIGURE_PAPER] = "paper",     [FIGURE_TINT] = "tint",
	[FIGURE_SHADE_1] = "shade_1", [FIGURE_SECOND_TINT] = "second_tint",
	[FIGURE_SHADE_2] = "shade_2", [FIGURE_SHADE_3] = "shade_3",
	[FIGURE_SHADE_4] = "shade_4",
};

/* Whether themes are held to that contrast between the two, whichever is in front. */
static bool is_held(enum figure_color a, enum figure_color b, int tenths)
{
	static const struct {
		const char *fore, *back;
		int tenths;
	} pairs[] = {
#define PAIR(fore, back, least) { #fore, #back, least },
#define PAPER_PAIR(fore, back, least)
#include "theme/contrast.def"
#undef PAIR
#undef PAPER_PAIR
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		bool forth = strcmp(pairs[i].fore, painted_by[a]) == 0 &&
			     strcmp(pairs[i].back, painted_by[b]) == 0;
		bool back = strcmp(pairs[i].fore, painted_by[b]) == 0 &&
			    strcmp(pairs[i].back, painted_by[a]) == 0;
		if ((forth || back) && pairs[i].tenths >= tenths)
			return true;
	}
	return false;
}

/* What was painted last at a place before a shape. */
static enum figure_color ground_of(const struct figure_panel *panel, size_t before, double x,
				   double y)
{
	for (size_t i = before; i-- > 0;) {
		const struct shape *shape = &panel->shapes[i];
		struct area area = area_of(shape);
		bool fills = shape->kind == SHAPE_BOX || shape->kind == SHAPE_HEXAGON;
		if (fills && shape->fill != FIGURE_NONE && x > area.left && x < area.right &&
		    y > area.top && y < area.bottom)
			return shape->fill;
	}
	return FIGURE_PAPER;
}

/* Text, lines, marks and frames that stand on a ground no theme is held to set them off from. */
static size_t color_faults(const struct figure_panel *panel)
{
	size_t faults = 0;

	for (size_t i = 0; i < panel->count; i++) {
		const struct shape *shape = &panel->shapes[i];
		struct area area = area_of(shape);
		double x = (area.left + area.right) / 2;
		double y = (area.top + area.bottom) / 2;
		enum figure_color color = shape->kind == SHAPE_TEXT      ? shape->fill
					  : shape->kind == SHAPE_DIAMOND ? shape->fill
									 : shape->stroke;
		enum figure_color ground;
		if (shape->kind == SHAPE_LINE) {
			x = shape->points[0][0];
			y = shape->points[0][1];
		} else if (shape->kind == SHAPE_BOX || shape->kind == SHAPE_HEXAGON) {
			x = area.left + 0.1; /* the frame stands off from what is outside */
			y -= 0.1;
		}
		ground = ground_of(panel, i, x, y);
		if (color == FIGURE_NONE || color == FIGURE_HAIRLINE || color == ground ||
		    shape->kind == SHAPE_IMAGE)
			continue;
		if (!is_held(color, ground, shape->kind == SHAPE_TEXT ? 45 : 30)) {
			printf("no row in contrast.def: %s on %s\n", painted_by[color],
			       painted_by[ground]);
			faults++;
		}
	}
	return faults;
}

static void test_colors(struct arena *arena)
{
	for (int kind = 0; kind < FIGURE_KIND_COUNT; kind++) {
		for (size_t i = 0; i < 4; i++) {
			struct doc_figure figure = figure_any(arena, (enum figure_kind)kind,
							      i % 2 == 0 ? 3 : 12, LANG_VI);
			struct figure_drawing drawing;
			for (size_t k = 0; k < figure.node_count; k++) {
				figure.nodes[k].aside = i > 1 && k % 3 == 2;
				figure.nodes[k].decision = i > 1 && k % 3 == 1;
			}
			for (size_t k = 0; k < figure.row_count * figure.column_count; k++) {
				figure.cells[k].alert = k % 7 == 0;
				figure.cells[k].outlined = k % 5 == 0;
			}
			drawing = drawn(arena, &figure, widths[i % 2], 590);
			for (size_t k = 0; k < drawing.count; k++)
				CHECK(color_faults(&drawing.panels[k]) == 0);
		}
	}
}

/* Bars stand on one line, as high as what they stand for, each with its total above it. */
static void test_bars(struct arena *arena)
{
	struct doc_figure figure = figure_any(arena, FIGURE_BARS, 4, LANG_EN);
	struct figure_drawing drawing;
	double heights_of[4] = { 0 };
	double foot = 0;
	size_t count = 0;

	for (size_t i = 0; i < 4; i++)
		figure.nodes[i].end = (double)(i + 1) / 4;
	drawing = drawn(arena, &figure, 468, 590);
	CHECK(drawing.count == 1);
	for (size_t i = 0; i < drawing.panels[0].count; i++) {
		const struct shape *shape = &drawing.panels[0].shapes[i];
		if (shape->kind != SHAPE_BOX || shape->fill != FIGURE_ACCENT || count == 4)
			continue;
		foot = count == 0 ? shape->y + shape->height : foot;
		CHECK(fabs(foot - shape->y - shape->height) < 0.01);
		heights_of[count++] = shape->height;
	}
	CHECK(count == 4);
	for (size_t i = 0; i < 4; i++)
		CHECK(fabs(heights_of[i] / heights_of[3] - (double)(i + 1) / 4) < 0.01);
}

/* --- Rosters --- */

static const char roster_template[] =
	"[template]\nformat = 1\nname = \"t\"\ntitle = { vi = \"K\", en = \"P\" }\n"
	"[[template.kind]]\nkey = \"plan\"\nlabel = { vi = \"K\", en = \"P\" }\n"
	"[[section]]\nkey = \"week\"\ntitle = { vi = \"Tuần\", en = \"Week\" }\n"
	"[[section.field]]\nkey = \"open\"\ntype = \"hours\"\n"
	"label = { vi = \"Giờ\", en = \"Hours\" }\nguide = { vi = \"g\", en = \"g\" }\n"
	"[[section.field]]\nkey = \"turns\"\ntype = \"records\"\nlayout = \"roster\"\n"
	"promised-from = \"open\"\nlabel = { vi = \"Ca\", en = \"Shifts\" }\nguide = { vi = \"g\", "
	"en = \"g\" }\n"
	"[[section.field.field]]\nkey = \"when\"\ntype = \"hours\"\nrole = \"hours\"\n"
	"label = { vi = \"Giờ\", en = \"Hours\" }\nguide = { vi = \"g\", en = \"g\" }\n"
	"[[section.field.field]]\nkey = \"people\"\ntype = \"integer\"\nrole = \"seats\"\n"
	"label = { vi = \"Chỗ\", en = \"Seats\" }\nguide = { vi = \"g\", en = \"g\" }\n";

/* The figure that a plan of the template above is given. */
static const struct doc_figure *roster_of(struct arena *arena, const char *path, const char *plan)
{
	struct report report = report_new(arena);
	struct template *t = template_load(arena, &report, path);
	struct slice text = slice_of(plan);
	uint32_t file = report_source(&report, SLICE("plan.toml"), text);
	struct node *root = toml_read(arena, &report, file, TOML_1_1);
	struct plan *bound = t ? plan_bind(arena, &report, t, root, file) : NULL;
	struct doc *doc = bound ? doc_present(arena, &report, bound, LANG_VI, NULL) : NULL;

	for (const struct doc_node *at = doc ? doc->root : NULL; at; at = doc_next(doc->root, at)) {
		if (at->kind == DOC_FIGURE)
			return at->as.figure;
	}
	return NULL;
}

static size_t alerts_in(const struct doc_figure *figure)
{
	size_t count = 0;

	for (size_t i = 0; i < figure->row_count * figure->column_count; i++)
		count += figure->cells[i].alert;
	return count;
}

static void test_roster(struct arena *arena, const char *path)
{
	const struct doc_figure *noon =
		roster_of(arena, path,
			  "format = 1\n[week]\nopen = \"Mo-Su 08:00-18:00\"\n"
			  "turns = [ { when = \"Mo-Sa 08:00-18:00\", people = 2 },\n"
			  "{ when = \"Su 08:00-12:00,13:00-18:00\" } ]\n");
	const struct doc_figure *night =
		roster_of(arena, path,
			  "format = 1\n[week]\nopen = \"24/7\"\n"
			  "turns = [ { when = \"Mo-Su 06:00-22:00\", people = 3 },\n"
			  "{ when = \"Mo-Sa 22:00-06:00\", people = 1 } ]\n");
	const struct doc_figure *half =
		roster_of(arena, path,
			  "format = 1\n[week]\nopen = \"Mo 08:00-09:30\"\nturns = [ { when = \"Mo "
			  "08:00-09:00\" } ]\n");
	struct figure_drawing drawing;

	CHECK(noon && night && half);
	if (!noon || !night || !half)
		return;
	CHECK(alerts_in(noon) == 1 && noon->cells[6 * 24 + 12].alert);
	CHECK_STR(noon->cells[6 * 24 + 12].text, "!");
	CHECK_STR(noon->cells[0 * 24 + 8].text, "2");
	CHECK(slice_find(noon->caption, SLICE("CN 12:00–13:00"), 0) < noon->caption.len);
	/* Sunday's night has nobody: its two hours, and Monday's first six. */
	CHECK(alerts_in(night) == 8);
	CHECK(slice_find(night->caption, SLICE("T2 00:00–06:00; CN 22:00–24:00"), 0) <
	      night->caption.len);
	/* Half an hour without anybody is a gap of its hour, named to the minute. */
	CHECK(alerts_in(half) == 1);
	CHECK(slice_find(half->caption, SLICE("T2 09:00–09:30"), 0) < half->caption.len);
	for (size_t i = 0; i < 2; i++) {
		drawing = drawn(arena, noon, widths[i], 590);
		CHECK(is_sound(&drawing, widths[i], 590));
	}
}

static void test_mermaid(struct arena *arena)
{
	struct doc_figure figure = { .kind = FIGURE_TREE };
	struct figure_node nodes[2] = {
		{ .title = SLICE("A \"B\""), .parent = FIGURE_NO_NODE },
		{ .title = SLICE("C"), .badge = SLICE("0/1"), .open = true }
	};

	figure.nodes = nodes;
	figure.node_count = 2;
	CHECK_STR(
		figure_mermaid(arena, &figure),
		"flowchart TB\n    n0[\"A #34;B#34;\"]\n    n1[\"C · 0/1\"]:::open\n    n0 --- n1\n"
		"    classDef open stroke-dasharray: 4 3\n");
	nodes[0].title = SLICE("1. a_b *c* 2. www.x.vn");
	nodes[1] = (struct figure_node){ .title = SLICE("- [x](http://y)"), .parent = 0 };
	CHECK_STR(figure_mermaid(arena, &figure),
		  "flowchart TB\n    n0[\"1#46; a#95;b #42;c#42; 2. www#46;x.vn\"]\n"
		  "    n1[\"#45; #91;x](http#58;//y)\"]\n    n0 --- n1\n");
	figure.kind = FIGURE_ROSTER;
	CHECK(figure_mermaid(arena, &figure).len == 0);
}

int main(void)
{
	struct arena arena = ARENA_INIT;
	char folder[] = "/tmp/careplan-figure-XXXXXX";
	char path[sizeof(folder) + 8];
	FILE *file = NULL;

	if (mkdtemp(folder)) {
		snprintf(path, sizeof(path), "%s/t.toml", folder);
		file = fopen(path, "w");
	}
	CHECK(file && fputs(roster_template, file) >= 0);
	if (!file)
		return check_result();
	fclose(file);
	test_tree(&arena);
	text_breaks_prepare();
	test_lines_end(&arena);
	test_cycle(&arena);
	test_lists(&arena);
	test_ways(&arena);
	test_flow(&arena);
	test_journey(&arena);
	test_matrix(&arena);
	test_all_kinds(&arena);
	test_colors(&arena);
	test_bars(&arena);
	test_roster(&arena, path);
	test_mermaid(&arena);
	remove(path);
	remove(folder);
	arena_free(&arena);
	return check_result();
}
