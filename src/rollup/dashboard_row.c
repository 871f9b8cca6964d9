/*
 * The rows of the dashboard's table, one for each branch.  Each is made, written and forgotten
 * before the next one is.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "rollup/dashboard_page.h"

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

static const struct branch_row *board_row(const struct board *board, const struct branch *branch)
{
	return &board->rollup->rows[board->rollup->places[branch->at]];
}

static void name_cell(struct board *board, xmlNode *row, const struct branch *branch)
{
	struct html *html = &board->html;
	const struct branch_row *kept = board_row(board, branch);
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
	if (!status_has_document(branch->status))
		flag(board, cell, show_status(board->rollup, branch->status));
	if (kept->is_outlier)
		flag(board, cell, board_word(board, ROLLUP_SHOW_OUTLIERS));
	if (kept->is_weaker)
		flag(board, cell, board_word(board, ROLLUP_SHOW_WEAKER));
}

static void errors_cell(struct board *board, xmlNode *row, const struct branch *branch)
{
	struct html *html = &board->html;
	xmlNode *cell = html_add(html, row, "td");
	const struct branch_row *kept = board_row(board, branch); /* with those of the set */
	struct slice count = show_count(board->rollup, kept->errors);

	if (kept->errors > 0)
		board_text(board, cell, "strong", count);
	else
		html_text(html, cell, count);
	if (kept->warnings == 0)
		return;
	html_text(html, cell, SLICE(" "));
	html_text(html, html_add_class(html, cell, "span", "note"),
		  board_word1(board, ROLLUP_WARNINGS_COUNT,
			      show_count(board->rollup, kept->warnings)));
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
					      show_count(rollup,
							 judged - board_row(board, branch)->unmet),
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

static void row_add(struct board *board, xmlNode *body, const struct branch *branch)
{
	struct html *html = &board->html;
	const struct rollup *rollup = board->rollup;
	unsigned filters = board_filters(board_row(board, branch));
	xmlNode *row = html_add(html, body, "tr");
	struct buf class = BUF_IN(html->arena);

	buf_puts(&class, "row");
	for (int i = 1; i < FILTER_COUNT; i++) {
		if (filters >> i & 1)
			buf_printf(&class, " f%d", i);
	}
	html_attr(html, row, "class", buf_slice(&class));
	html_attr(html, row, "id", branch_anchor(rollup, branch->at));
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

/* What the row is made of goes with it. */
static void row_write(const struct board *board, size_t at, FILE *out)
{
	struct arena scratch = ARENA_INIT;
	struct rollup rollup = *board->rollup;
	struct board own = *board;
	struct slice bytes;
	xmlNode *piece;

	rollup.arena = &scratch;
	own.rollup = &rollup;
	own.html.arena = &scratch;
	piece = html_piece_begin(&own.html);
	row_add(&own, piece, rollup_branch(&rollup, &scratch, at, BRANCH_SHOWN));
	bytes = html_piece_end(&own.html, piece);
	fwrite(bytes.ptr, 1, bytes.len, out);
	arena_free(&scratch);
}

/* Where the last mark before a place is; there is one. */
static size_t mark_before(struct slice page, size_t at)
{
	struct slice mark = SLICE("<!--" BOARD_MARK "-->");

	do
		at--;
	while (at > 0 && !slice_starts(slice_sub(page, at, page.len), mark));
	return at;
}

/*
 * The marks of the regions are the last of the page: no value of an attribute, where libxml2 leaves
 * such signs as they are, stands behind them.
 */
static size_t *marks_find(const struct board *board, struct slice page)
{
	size_t count = board->rollup->region_count;
	size_t *marks = ARENA_ARRAY(board->rollup->arena, count, size_t);
	size_t at = page.len;

	while (count > 0) {
		at = mark_before(page, at);
		marks[--count] = at;
	}
	return marks;
}

/* In front of all that anybody but the program says. */
static size_t ranks_write(struct board *board, struct slice page, FILE *out)
{
	size_t mark = slice_find(page, SLICE(BOARD_RANKS_MARK), 0);

	if (mark == page.len)
		return 0;
	fwrite(page.ptr, 1, mark, out);
	for (size_t row = 0; row < board->rollup->count; row++) {
		struct arena scratch = ARENA_INIT;
		struct buf text = BUF_IN(&scratch);
		board_ranks_put(board, &text, row);
		fwrite(text.data, 1, text.len, out);
		arena_free(&scratch);
	}
	return mark + strlen(BOARD_RANKS_MARK);
}

void board_rows(struct board *board, struct slice page, FILE *out)
{
	const struct rollup *rollup = board->rollup;
	const size_t *marks = marks_find(board, page);
	size_t done = ranks_write(board, page, out), row = 0;

	for (size_t i = 0; i < rollup->region_count; i++) {
		fwrite(page.ptr + done, 1, marks[i] - done, out);
		done = marks[i] + strlen("<!--" BOARD_MARK "-->");
		for (; row < rollup->count && rollup->rows[row].region == i; row++)
			row_write(board, rollup->rows[row].at, out);
	}
	fwrite(page.ptr + done, 1, page.len - done, out);
}
