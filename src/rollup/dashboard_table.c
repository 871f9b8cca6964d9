/*
 * Every branch in one table that is sorted and filtered by style rules alone: radio buttons choose,
 * each row carries its place in every order, and its filters are classes.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "rollup/dashboard_page.h"

enum board_sort {
	SORT_REGION, /* as the rows stand */
	SORT_SCORE_UP,
	SORT_SCORE_DOWN,
	SORT_ERRORS,
	SORT_HEADCOUNT,
	SORT_BUDGET,
	SORT_KPIS,
	SORT_HOURS,
	SORT_REVIEW,
	SORT_COUNT
};

static const enum rollup_word sort_words[SORT_COUNT] = {
	[SORT_REGION] = ROLLUP_SORT_REGION,
	[SORT_SCORE_UP] = ROLLUP_SORT_SCORE_UP,
	[SORT_SCORE_DOWN] = ROLLUP_SORT_SCORE_DOWN,
	[SORT_ERRORS] = ROLLUP_SORT_ERRORS,
	[SORT_HEADCOUNT] = ROLLUP_SORT_HEADCOUNT,
	[SORT_BUDGET] = ROLLUP_SORT_BUDGET,
	[SORT_KPIS] = ROLLUP_SORT_KPIS,
	[SORT_HOURS] = ROLLUP_SORT_HOURS,
	[SORT_REVIEW] = ROLLUP_SORT_REVIEW,
};

static const enum rollup_word filter_words[FILTER_COUNT] = {
	[FILTER_ALL] = ROLLUP_SHOW_ALL,           [FILTER_PROBLEMS] = ROLLUP_SHOW_PROBLEMS,
	[FILTER_OVERDUE] = ROLLUP_SHOW_OVERDUE,   [FILTER_UNMET] = ROLLUP_SHOW_UNMET,
	[FILTER_OUTLIERS] = ROLLUP_SHOW_OUTLIERS, [FILTER_WEAKER] = ROLLUP_SHOW_WEAKER,
};

static const enum rollup_word column_words[] = {
	ROLLUP_BRANCH, ROLLUP_SCORE_SHORT, ROLLUP_ERRORS, ROLLUP_HEADCOUNT,
	ROLLUP_BUDGET, ROLLUP_KPIS,        ROLLUP_HOURS,  ROLLUP_REVIEW,
};
enum { COLUMNS = sizeof(column_words) / sizeof(*column_words) };

unsigned board_filters(const struct branch_row *row)
{
	bool problems = row->errors > 0 || !status_has_document(row->status);
	unsigned filters = 1u << FILTER_ALL;

	filters |= problems ? 1u << FILTER_PROBLEMS : 0;
	filters |= row->is_overdue || row->has_ended ? 1u << FILTER_OVERDUE : 0;
	filters |= row->unmet > 0 ? 1u << FILTER_UNMET : 0;
	filters |= row->is_outlier ? 1u << FILTER_OUTLIERS : 0;
	filters |= row->is_weaker ? 1u << FILTER_WEAKER : 0;
	return filters;
}

void board_judge(struct board *board)
{
	const struct rollup *rollup = board->rollup;

	for (size_t i = 0; i < rollup->count; i++) {
		unsigned filters = board_filters(&rollup->rows[i]);
		for (int filter = 0; filter < FILTER_COUNT; filter++)
			board->passing[filter] += (filters >> filter) & 1;
	}
}

/* A row's place to be: absent values stand last in every order. */
struct seat {
	uint32_t at;
	bool given;
	struct decimal value; /* the least first */
};

static struct decimal negative(struct decimal value)
{
	return (struct decimal){ -value.digits, value.scale };
}

static struct seat seat_in(const struct branch_row *row, enum board_sort sort)
{
	struct seat seat = { .given = true };

	switch (sort) {
	case SORT_SCORE_UP:
	case SORT_SCORE_DOWN:
		seat.given = row->score >= 0;
		seat.value = decimal_of(sort == SORT_SCORE_UP ? row->score : -row->score);
		break;
	case SORT_ERRORS:
		seat.value = decimal_of(-(int64_t)row->errors);
		break;
	case SORT_HEADCOUNT:
		seat.given = row->has_headcount;
		seat.value = negative(row->headcount);
		break;
	case SORT_BUDGET:
		seat.given = row->has_budget;
		seat.value = negative(row->budget);
		break;
	case SORT_KPIS:
		seat.value = decimal_of(-(int64_t)row->unmet);
		break;
	case SORT_HOURS:
		seat.given = row->has_minutes;
		seat.value = decimal_of(row->minutes);
		break;
	case SORT_REVIEW:
		seat.given = row->has_review;
		seat.value = decimal_of(row->review);
		break;
	case SORT_REGION:
	case SORT_COUNT:
		break;
	}
	return seat;
}

static int seat_compare(const void *left, const void *right)
{
	const struct seat *a = left, *b = right;
	int order;

	if (a->given != b->given)
		return a->given ? -1 : 1;
	order = a->given ? decimal_compare(a->value, b->value) : 0;
	return order != 0 ? order : a->at < b->at ? -1 : a->at > b->at;
}

/* ranks[sort * count + row]: from 1. */
static uint32_t *ranks_find(const struct rollup *rollup)
{
	struct arena scratch = ARENA_INIT;
	uint32_t *ranks = ARENA_ARRAY(rollup->arena, rollup->count * SORT_COUNT, uint32_t);
	struct seat *places = ARENA_ARRAY(&scratch, rollup->count, struct seat);

	for (int sort = 1; rollup->count > 0 && sort < SORT_COUNT; sort++) {
		for (size_t i = 0; i < rollup->count; i++) {
			places[i] = seat_in(&rollup->rows[i], (enum board_sort)sort);
			places[i].at = (uint32_t)i;
		}
		qsort(places, rollup->count, sizeof(*places), seat_compare);
		for (size_t i = 0; i < rollup->count; i++)
			ranks[(size_t)sort * rollup->count + places[i].at] = (uint32_t)i + 1;
	}
	arena_free(&scratch);
	return ranks;
}

/* On a phone each cell says what it is. */
static void style_labels(const struct board *board, struct buf *style)
{
	buf_puts(style, "@media screen and (max-width: 59.99rem) {\n");
	for (size_t i = 1; i < COLUMNS; i++)
		buf_printf(style, ".row > :nth-child(%zu)::before { content: \"%.*s\"; }\n", i + 1,
			   SLICE_ARG(board_word(board, column_words[i])));
	buf_puts(style, "}\n");
}

void board_style(struct board *board, struct buf *style)
{
	const struct rollup *rollup = board->rollup;

	buf_putc(style, '\n');
	style_labels(board, style);
	buf_puts(style, "@media screen {\n"
			":root:not(:has(#sort-0:checked)) .region-row { display: none; }\n");
	for (int i = 1; i < SORT_COUNT; i++)
		buf_printf(style, ":root:has(#sort-%d:checked) .row { order: var(--s%d); }\n", i,
			   i);
	buf_puts(style, "}\n");
	for (int i = 1; i < FILTER_COUNT; i++)
		buf_printf(style,
			   ":root:has(#show-%d:checked) :is(.row:not(.f%d), "
			   "tbody:not(:has(.f%d)) .region-row) { display: none; }\n",
			   i, i, i);
	for (size_t i = 0; i < rollup->region_count; i++)
		buf_printf(style,
			   ":root:has(#region-%zu:checked) tbody:not(.r%zu) > tr "
			   "{ display: none; }\n",
			   i + 1, i + 1);
	board->ranks = ranks_find(rollup);
}

void board_ranks_put(void *context, struct buf *style, size_t row)
{
	const struct board *board = context;
	size_t count = board->rollup->count;

	buf_printf(style, "\n#b%zu{", (size_t)board->rollup->rows[row].at + 1);
	for (size_t sort = 1; sort < SORT_COUNT; sort++)
		buf_printf(style, "--s%zu:%zu;", sort, (size_t)board->ranks[sort * count + row]);
	buf_putc(style, '}');
}

static void radio(struct board *board, xmlNode *parent, const char *name, size_t at,
		  struct slice text)
{
	struct html *html = &board->html;
	xmlNode *label = html_add(html, parent, "label");
	xmlNode *input = html_add(html, label, "input");

	html_attr(html, input, "type", SLICE("radio"));
	html_attr(html, input, "name", slice_of(name));
	html_attr(html, input, "id", text_printf(html->arena, "%s-%zu", name, at));
	if (at == 0)
		html_attr(html, input, "checked", SLICE("checked"));
	board_text(board, label, "span", text);
	html_newline(html, parent);
}

static xmlNode *choice(struct board *board, xmlNode *parent, enum rollup_word word)
{
	xmlNode *set = html_add(&board->html, parent, "fieldset");

	board_text(board, set, "legend", board_word(board, word));
	html_newline(&board->html, set);
	return set;
}

static struct slice with_count(const struct board *board, struct slice text, size_t count)
{
	return text_printf(board->rollup->arena, "%.*s (%.*s)", SLICE_ARG(text),
			   SLICE_ARG(show_count(board->rollup, count)));
}

static struct slice region_name(const struct board *board, const struct region *region)
{
	return region->name.len > 0 ? region->name : board_word(board, ROLLUP_NO_REGION);
}

static void controls(struct board *board, xmlNode *parent)
{
	struct html *html = &board->html;
	const struct rollup *rollup = board->rollup;
	xmlNode *box = html_add_class(html, parent, "div", "choices");
	xmlNode *set = choice(board, box, ROLLUP_SHOW);

	for (size_t i = 0; i < FILTER_COUNT; i++) {
		if (i == 0 || board->passing[i] > 0)
			radio(board, set, "show", i,
			      with_count(board, board_word(board, filter_words[i]),
					 board->passing[i]));
	}
	if (rollup->region_count > 1) {
		set = choice(board, box, ROLLUP_REGION);
		radio(board, set, "region", 0, board_word(board, ROLLUP_ALL_REGIONS));
		for (size_t i = 0; i < rollup->region_count; i++)
			radio(board, set, "region", i + 1,
			      with_count(board, region_name(board, &rollup->regions[i]),
					 rollup->regions[i].branches));
	}
	set = choice(board, box, ROLLUP_SORT);
	for (size_t i = 0; i < SORT_COUNT; i++)
		radio(board, set, "sort", i, board_word(board, sort_words[i]));
	html_newline(html, parent);
}

static void region_row(struct board *board, xmlNode *body, const struct region *region)
{
	struct html *html = &board->html;
	xmlNode *row = html_add_class(html, body, "tr", "region-row");
	xmlNode *cell = board_text(board, row, "th",
				   with_count(board, region_name(board, region), region->branches));

	html_attr(html, cell, "scope", SLICE("rowgroup"));
	html_attr_number(html, cell, "colspan", COLUMNS);
	html_newline(html, body);
}

static void region_body(struct board *board, xmlNode *table, size_t at)
{
	struct html *html = &board->html;
	xmlNode *body = html_add(html, table, "tbody");

	html_attr(html, body, "class", text_printf(html->arena, "r%zu", at + 1));
	html_newline(html, body);
	if (board->rollup->region_count > 1)
		region_row(board, body, &board->rollup->regions[at]);
	html_mark(html, body, BOARD_MARK);
}

void board_branches(struct board *board, xmlNode *parent)
{
	struct html *html = &board->html;
	const struct rollup *rollup = board->rollup;
	xmlNode *table, *row;

	html_attr(html, board_text(board, parent, "h2", board_word(board, ROLLUP_BRANCHES)), "id",
		  SLICE("branches"));
	html_newline(html, parent);
	if (rollup->count == 0)
		return;
	controls(board, parent);
	table = html_add_class(html, parent, "table", "branches");
	html_attr(html, table, "aria-labelledby", SLICE("branches"));
	row = html_add(html, html_add(html, table, "thead"), "tr");
	for (size_t i = 0; i < COLUMNS; i++)
		html_attr(html, board_text(board, row, "th", board_word(board, column_words[i])),
			  "scope", SLICE("col"));
	html_newline(html, table);
	for (size_t i = 0; i < rollup->region_count; i++)
		region_body(board, table, i);
	html_newline(html, parent);
}
