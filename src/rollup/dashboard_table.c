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

static size_t unmet_count(const struct branch *branch)
{
	size_t count = 0;

	for (size_t i = 0; i < branch->kpi_count; i++)
		count += kpi_is_judged(&branch->kpis[i]) && !kpi_is_met(&branch->kpis[i]);
	return count;
}

static size_t branch_place(const struct board *board, const struct branch *branch)
{
	return (size_t)(branch - board->rollup->branches);
}

static void weaker_mark(void *context, const struct comparison *promise,
			const struct deviation *weaker)
{
	struct board *board = context;

	(void)promise;
	board->filters[branch_place(board, weaker->branch)] |= 1u << FILTER_WEAKER;
}

void board_judge(struct board *board)
{
	const struct rollup *rollup = board->rollup;
	unsigned *filters = ARENA_ARRAY(rollup->arena, rollup->count, unsigned);

	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = &rollup->branches[i];
		bool problems = branch->errors > 0 || !branch_has_document(branch);
		bool overdue = branch->review_is_overdue || branch->has_ended;
		filters[i] = 1u << FILTER_ALL;
		filters[i] |= problems ? 1u << FILTER_PROBLEMS : 0;
		filters[i] |= overdue ? 1u << FILTER_OVERDUE : 0;
		filters[i] |= unmet_count(branch) > 0 ? 1u << FILTER_UNMET : 0;
	}
	for (size_t i = 0; i < rollup->outlier_count; i++)
		filters[branch_place(board, rollup->outliers[i].branch)] |= 1u << FILTER_OUTLIERS;
	board->filters = filters;
	rollup_each_weaker(rollup, weaker_mark, board);
	for (size_t i = 0; i < rollup->count; i++) {
		for (int filter = 0; filter < FILTER_COUNT; filter++)
			board->passing[filter] += (filters[i] >> filter) & 1;
	}
}

/* A row's place to be: absent values stand last in every order. */
struct seat {
	size_t at;
	bool given;
	struct decimal value; /* the least first */
};

static struct decimal negative(struct decimal value)
{
	return (struct decimal){ -value.digits, value.scale };
}

static struct seat seat_in(const struct branch *branch, enum board_sort sort)
{
	struct seat seat = { .given = true };

	switch (sort) {
	case SORT_SCORE_UP:
	case SORT_SCORE_DOWN:
		seat.given = branch->score >= 0;
		seat.value = decimal_of(sort == SORT_SCORE_UP ? branch->score : -branch->score);
		break;
	case SORT_ERRORS:
		seat.value = decimal_of(-(int64_t)branch->errors);
		break;
	case SORT_HEADCOUNT:
		seat.given = branch->headcount.given;
		seat.value = negative(branch->headcount.value);
		break;
	case SORT_BUDGET:
		seat.given = branch->budget.given;
		seat.value = negative(branch->budget.value);
		break;
	case SORT_KPIS:
		seat.value = decimal_of(-(int64_t)unmet_count(branch));
		break;
	case SORT_HOURS:
		seat.given = branch->hours.given;
		seat.value = decimal_of((int64_t)branch->hours.minutes);
		break;
	case SORT_REVIEW:
		seat.given = date_is_given(branch->review);
		seat.value = decimal_of(date_days(branch->review));
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
static size_t *ranks_find(const struct rollup *rollup)
{
	size_t *ranks = ARENA_ARRAY(rollup->arena, rollup->count * SORT_COUNT, size_t);
	struct seat *places = ARENA_ARRAY(rollup->arena, rollup->count, struct seat);

	for (int sort = 0; rollup->count > 0 && sort < SORT_COUNT; sort++) {
		for (size_t i = 0; i < rollup->count; i++) {
			places[i] = seat_in(&rollup->branches[i], (enum board_sort)sort);
			places[i].at = i;
		}
		qsort(places, rollup->count, sizeof(*places), seat_compare);
		for (size_t i = 0; i < rollup->count; i++)
			ranks[(size_t)sort * rollup->count + places[i].at] = i + 1;
	}
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

void board_style(const struct board *board, struct buf *style)
{
	const struct rollup *rollup = board->rollup;
	const size_t *ranks = ranks_find(rollup);

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
	for (size_t i = 0; i < rollup->count; i++) {
		buf_printf(style, "#%.*s{", SLICE_ARG(branch_anchor(rollup, &rollup->branches[i])));
		for (size_t sort = 1; sort < SORT_COUNT; sort++)
			buf_printf(style, "--s%zu:%zu;", sort, ranks[sort * rollup->count + i]);
		buf_puts(style, "}\n");
	}
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

static xmlNode *link_to(struct board *board, xmlNode *parent, struct slice target,
			struct slice text)
{
	xmlNode *link = board_text(board, parent, "a", text);

	html_attr(&board->html, link, "href", target);
	return link;
}

/* A link to a document in another language says in which. */
static void language_add(struct board *board, xmlNode *link, enum lang lang)
{
	struct html *html = &board->html;
	struct text2 names = lang_name(lang);

	html_attr(html, link, "hreflang", slice_of(lang_key(lang)));
	html_text(html, link,
		  text_printf(html->arena, " (%.*s)",
			      SLICE_ARG(text2_in(&names, board->rollup->lang))));
}

static void flag(struct board *board, xmlNode *parent, struct slice text)
{
	/* The blank is for those who hear or copy the cell. */
	html_text(&board->html, parent, SLICE(" "));
	html_text(&board->html, html_add_class(&board->html, parent, "span", "flag"), text);
}

/* "PDF", and in another language than the page's "PDF English". */
static void document_links(struct board *board, xmlNode *cell, const struct slice *documents,
			   const enum lang *lang)
{
	static const char *const names[DOCUMENT_COUNT] = {
		[DOCUMENT_HTML] = "HTML", [DOCUMENT_PDF] = "PDF", [DOCUMENT_MD] = "MD"
	};
	struct html *html = &board->html;

	for (int i = 0; i < DOCUMENT_COUNT; i++) {
		xmlNode *link;
		if (documents[i].len == 0 || (i == DOCUMENT_HTML && !lang))
			continue;
		html_text(html, cell, SLICE(" "));
		link = link_to(board, cell, documents[i], slice_of(names[i]));
		if (lang)
			language_add(board, link, *lang);
	}
}

static void name_cell(struct board *board, xmlNode *row, const struct branch *branch)
{
	struct html *html = &board->html;
	unsigned filters = board->filters[branch_place(board, branch)];
	struct slice page = branch->documents[DOCUMENT_HTML];
	xmlNode *cell = html_add(html, row, "th");

	html_attr(html, cell, "scope", SLICE("row"));
	if (page.len > 0)
		link_to(board, cell, page, branch->name);
	else
		html_text(html, cell, branch->name);
	document_links(board, cell, branch->documents, NULL);
	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		document_links(board, cell, branch->translated[lang], &lang);
	if (!branch_has_document(branch))
		flag(board, cell, show_status(board->rollup, branch->status));
	if (filters & 1u << FILTER_OUTLIERS)
		flag(board, cell, board_word(board, ROLLUP_SHOW_OUTLIERS));
	if (filters & 1u << FILTER_WEAKER)
		flag(board, cell, board_word(board, ROLLUP_SHOW_WEAKER));
}

static void errors_cell(struct board *board, xmlNode *row, const struct branch *branch)
{
	struct html *html = &board->html;
	xmlNode *cell = html_add(html, row, "td");
	struct slice count = show_count(board->rollup, branch->errors);

	if (branch->errors > 0)
		board_text(board, cell, "strong", count);
	else
		html_text(html, cell, count);
	if (branch->warnings == 0)
		return;
	html_text(html, cell, SLICE(" "));
	html_text(html, html_add_class(html, cell, "span", "note"),
		  board_word1(board, ROLLUP_WARNINGS_COUNT,
			      show_count(board->rollup, branch->warnings)));
}

/* "✗ FCR: 71.4 % → 80 %" */
static void kpi_line(struct board *board, xmlNode *list, const struct branch_kpi *kpi)
{
	const struct rollup *rollup = board->rollup;
	bool judged = kpi_is_judged(kpi);
	struct slice name = show_kpi_name(rollup, kpi->name, kpi->scope);
	struct slice value = show_amount(rollup, kpi->value, kpi->unit);
	struct slice target = show_amount(rollup, kpi->target, kpi->unit);

	board_text(board, list, "li",
		   text_printf(rollup->arena, "%s%.*s: %.*s → %.*s",
			       !judged           ? ""
			       : kpi_is_met(kpi) ? "✓ "
						 : "✗ ",
			       SLICE_ARG(name), SLICE_ARG(value), SLICE_ARG(target)));
}

static void kpis_cell(struct board *board, xmlNode *row, const struct branch *branch)
{
	struct html *html = &board->html;
	const struct rollup *rollup = board->rollup;
	xmlNode *cell = html_add(html, row, "td");
	xmlNode *details, *list;
	size_t judged = 0;

	if (branch->kpi_count == 0) {
		html_text(html, cell, NOTHING);
		return;
	}
	for (size_t i = 0; i < branch->kpi_count; i++)
		judged += kpi_is_judged(&branch->kpis[i]);
	details = html_add(html, cell, "details");
	board_text(board, details, "summary",
		   judged == 0 ? board_word1(board, ROLLUP_KPIS_MORE,
					     show_count(rollup, branch->kpi_count))
			       : rollup_words(rollup, ROLLUP_KPIS_MET,
					      show_count(rollup, judged - unmet_count(branch)),
					      show_count(rollup, judged), SLICE("")));
	list = html_add(html, details, "ul");
	for (size_t i = 0; i < branch->kpi_count; i++)
		kpi_line(board, list, &branch->kpis[i]);
}

static void review_cell(struct board *board, xmlNode *row, const struct branch *branch)
{
	xmlNode *cell = html_add(&board->html, row, "td");

	html_text(&board->html, cell, show_day(board->rollup, branch->review));
	if (branch->review_is_overdue)
		flag(board, cell, board_word(board, ROLLUP_OVERDUE));
	if (branch->has_ended)
		flag(board, cell,
		     board_word1(board, ROLLUP_ENDED, show_day(board->rollup, branch->ends)));
}

static void branch_row(struct board *board, xmlNode *body, const struct branch *branch)
{
	struct html *html = &board->html;
	const struct rollup *rollup = board->rollup;
	unsigned filters = board->filters[branch_place(board, branch)];
	xmlNode *row = html_add(html, body, "tr");
	struct buf class = BUF_IN(html->arena);

	buf_puts(&class, "row");
	for (int i = 1; i < FILTER_COUNT; i++) {
		if (filters >> i & 1)
			buf_printf(&class, " f%d", i);
	}
	html_attr(html, row, "class", buf_slice(&class));
	html_attr(html, row, "id", branch_anchor(rollup, branch));
	name_cell(board, row, branch);
	board_text(board, row, "td",
		   branch->score < 0 ? NOTHING : show_count(rollup, (size_t)branch->score));
	errors_cell(board, row, branch);
	board_text(board, row, "td", show_amount(rollup, branch->headcount, SLICE("")));
	board_text(board, row, "td", show_budget(rollup, branch));
	kpis_cell(board, row, branch);
	board_text(board, row, "td",
		   branch->hours.given ? show_hours(rollup, branch->hours.minutes) : NOTHING);
	review_cell(board, row, branch);
	html_newline(html, body);
}

static xmlNode *region_body(struct board *board, xmlNode *table, size_t at)
{
	struct html *html = &board->html;
	const struct region *region = &board->rollup->regions[at];
	xmlNode *body = html_add(html, table, "tbody");
	xmlNode *row, *cell;

	html_attr(html, body, "class", text_printf(html->arena, "r%zu", at + 1));
	html_newline(html, body);
	if (board->rollup->region_count < 2)
		return body;
	row = html_add_class(html, body, "tr", "region-row");
	cell = board_text(board, row, "th",
			  with_count(board, region_name(board, region), region->branches));
	html_attr(html, cell, "scope", SLICE("rowgroup"));
	html_attr_number(html, cell, "colspan", COLUMNS);
	html_newline(html, body);
	return body;
}

void board_branches(struct board *board, xmlNode *parent)
{
	struct html *html = &board->html;
	const struct rollup *rollup = board->rollup;
	xmlNode *body = NULL;
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
	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = &rollup->branches[i];
		if (i == 0 || branch->region != rollup->branches[i - 1].region)
			body = region_body(board, table, branch->region);
		branch_row(board, body, branch);
	}
	html_newline(html, parent);
}
