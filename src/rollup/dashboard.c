/* The report of a batch → a page for people: its frame, the sums, and the parts it shares. */
#include "rollup/dashboard.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "render/shared.h"
#include "rollup/dashboard_page.h"

xmlNode *board_text(struct board *board, xmlNode *parent, const char *name, struct slice text)
{
	xmlNode *node = html_add(&board->html, parent, name);

	html_text(&board->html, node, text);
	return node;
}

struct slice board_word(const struct board *board, enum rollup_word word)
{
	return rollup_word(word, board->rollup->lang);
}

struct slice board_word1(const struct board *board, enum rollup_word word, struct slice one)
{
	return rollup_words(board->rollup, word, one, SLICE(""), SLICE(""));
}

static void board_title(struct board *board, xmlNode *body)
{
	struct html *html = &board->html;
	xmlNode *top = html_add_class(html, body, "header", "cover");
	xmlNode *name, *when;

	html_languages(html, top);
	name = html_add_class(html, top, "div", "name");
	board_text(board, name, "h1", html->doc->title);
	html_newline(html, name);
	when = board_text(board, name, "p",
			  board_word1(board, ROLLUP_SUBTITLE,
				      show_day(board->rollup, board->rollup->date)));
	html_attr(html, when, "class", SLICE("period"));
	html_newline(html, body);
}

/* A number that matters, what it is, and a remark. */
static xmlNode *board_card(struct board *board, xmlNode *list, enum rollup_word word,
			   struct slice value, struct slice note)
{
	struct html *html = &board->html;
	xmlNode *card = html_add(html, list, "div");
	xmlNode *value_node;

	board_text(board, card, "dt", board_word(board, word));
	value_node = board_text(board, card, "dd", value);
	if (note.len > 0) {
		html_text(html, value_node, SLICE(" "));
		html_text(html, html_add_class(html, value_node, "span", "note"), note);
	}
	html_newline(html, list);
	return value_node;
}

static struct slice given_by(const struct board *board, const struct total *total)
{
	const struct rollup *rollup = board->rollup;

	if (total->branches == rollup->count)
		return SLICE("");
	return rollup_words(rollup, ROLLUP_GIVEN_BY, show_count(rollup, total->branches),
			    show_count(rollup, rollup->count), SLICE(""));
}

static void money_cards(struct board *board, xmlNode *list)
{
	const struct rollup *rollup = board->rollup;

	for (size_t i = 0; i < rollup->money_count; i++)
		board_card(board, list, ROLLUP_BUDGET, show_money_total(rollup, &rollup->money[i]),
			   given_by(board, &rollup->money[i].total));
}

static int score_compare(const void *left, const void *right)
{
	return *(const int *)left - *(const int *)right;
}

static void score_card(struct board *board, xmlNode *list)
{
	const struct rollup *rollup = board->rollup;
	struct arena scratch = ARENA_INIT;
	int *scores = ARENA_ARRAY(&scratch, rollup->count, int);
	size_t count = 0;

	for (size_t i = 0; i < rollup->count; i++) {
		if (rollup->rows[i].score >= 0)
			scores[count++] = rollup->rows[i].score;
	}
	if (count > 0) {
		qsort(scores, count, sizeof(*scores), score_compare);
		board_card(board, list, ROLLUP_SCORE,
			   show_count(rollup, (size_t)scores[(count - 1) / 2]),
			   board_word1(board, ROLLUP_SCORE_NOTE,
				       show_count(rollup, (size_t)scores[0])));
	}
	arena_free(&scratch);
}

static void hours_card(struct board *board, xmlNode *list)
{
	const struct rollup *rollup = board->rollup;
	size_t least = 0, most = 0, count = 0;

	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch_row *row = &rollup->rows[i];
		if (!row->has_minutes)
			continue;
		least = count == 0 || row->minutes < least ? row->minutes : least;
		most = row->minutes > most ? row->minutes : most;
		count++;
	}
	if (count > 0)
		board_card(board, list, ROLLUP_HOURS, show_hours(rollup, least),
			   least == most ? SLICE("")
					 : board_word1(board, ROLLUP_HOURS_NOTE,
						       show_hours(rollup, most)));
}

static void board_summary(struct board *board, xmlNode *main)
{
	struct html *html = &board->html;
	const struct rollup *rollup = board->rollup;
	size_t documents = rollup->statuses[BRANCH_RENDERED] + rollup->statuses[BRANCH_UNCHANGED];
	size_t errors = rollup->set_errors;
	xmlNode *list;

	for (size_t i = 0; i < rollup->region_count; i++)
		errors += rollup->regions[i].errors;
	html_attr(html, board_text(board, main, "h2", board_word(board, ROLLUP_SUMMARY)), "class",
		  SLICE("unseen"));
	list = html_add_class(html, main, "dl", "cards");
	html_newline(html, list);
	board_card(board, list, ROLLUP_BRANCHES, show_count(rollup, rollup->count),
		   rollup->missing_count > 0
			   ? board_word1(board, ROLLUP_MISSING_COUNT,
					 show_count(rollup, rollup->missing_count))
			   : SLICE(""));
	board_card(board, list, ROLLUP_WITH_DOCUMENTS, show_count(rollup, documents),
		   documents == rollup->count
			   ? SLICE("")
			   : board_word1(board, ROLLUP_WITHOUT_COUNT,
					 show_count(rollup, rollup->count - documents)));
	score_card(board, list);
	board_card(board, list, ROLLUP_ERRORS, show_count(rollup, errors), SLICE(""));
	board_card(board, list, ROLLUP_OVERDUE_TITLE,
		   show_count(rollup, board->passing[FILTER_OVERDUE]), SLICE(""));
	board_card(board, list, ROLLUP_HEADCOUNT, show_total(rollup, &rollup->headcount),
		   given_by(board, &rollup->headcount));
	money_cards(board, list);
	hours_card(board, list);
	html_newline(html, main);
}

/* The parts that are shared with the consolidated document, and ways to them. */
static struct doc_node *board_parts(struct board *board)
{
	struct doc_node *root = doc_node_new(board->rollup->arena, DOC_ROOT);

	part_attention(&board->parts, root);
	part_kpis(&board->parts, root);
	part_regions(&board->parts, root);
	part_categories(&board->parts, root);
	part_outliers(&board->parts, root);
	part_differences(&board->parts, root);
	return root;
}

static void board_jump(struct board *board, xmlNode *list, struct slice id, struct slice text)
{
	xmlNode *link = board_text(board, html_add(&board->html, list, "li"), "a", text);

	html_attr(&board->html, link, "href",
		  text_printf(board->rollup->arena, "#%.*s", SLICE_ARG(id)));
}

static void board_ways(struct board *board, xmlNode *body, const struct doc_node *parts)
{
	struct html *html = &board->html;
	xmlNode *nav = html_add_class(html, body, "nav", "ways");
	xmlNode *list;

	html_attr(html, nav, "aria-label", doc_word(WORD_CONTENTS, board->rollup->lang));
	list = html_add(html, nav, "ul");
	board_jump(board, list, SLICE("branches"), board_word(board, ROLLUP_BRANCHES));
	for (const struct doc_node *node = parts->first; node; node = node->next) {
		if (node->kind == DOC_HEADING)
			board_jump(board, list, node->as.heading.id,
				   doc_plain_text(board->rollup->arena, node));
	}
	html_newline(html, body);
}

static struct slice board_sheet(struct board *board)
{
	struct buf style = BUF_IN(board->rollup->arena);

	buf_put(&style, embedded_find("templates/dashboard.css"));
	board_style(board, &style);
	return buf_slice(&style);
}

static void board_page(struct board *board)
{
	struct html *html = &board->html;
	struct doc_node *parts = board_parts(board);
	xmlNode *body, *main, *foot;

	html->style = board_sheet(board);
	html->style_lines = (struct html_style_lines){
		.mark = SLICE(BOARD_RANKS_MARK),
		.count = board->rollup->count,
		.put = board_ranks_put,
		.context = board,
	};
	body = html_begin(html, "board");
	board_title(board, body);
	board_ways(board, body, parts);
	main = html_add(html, body, "main");
	html_attr(html, main, "id", html_id(html, HTML_MAIN_ID));
	html_newline(html, main);
	board_summary(board, main);
	html_blocks(html, main, parts, false);
	board_branches(board, main);
	html_newline(html, body);
	foot = html_add(html, body, "footer");
	board_text(board, foot, "p", board_word1(board, ROLLUP_MADE_BY, board->rollup->program));
	html_newline(html, body);
}

void dashboard_write(struct arena *arena, struct rollup *rollup, const struct render_other *others,
		     size_t other_count, FILE *out)
{
	enum lang lang = rollup->lang;
	struct board board = { .rollup = rollup };
	struct doc doc = { .lang = lang, .text_lang = lang };
	struct render_options options = { .image_base = SLICE(""),
					  .others = others,
					  .other_count = other_count };
	struct slice page;

	doc.title = rollup_word(ROLLUP_TITLE, lang);
	doc.subject = rollup_words(rollup, ROLLUP_SUBTITLE, show_day(rollup, rollup->date),
				   SLICE(""), SLICE(""));
	board.html = (struct html){
		.arena = arena,
		.doc = &doc,
		.options = &options,
		.theme = render_theme(&options, arena),
		.part = SLICE(""),
	};
	board.parts = (struct parts){ .rollup = rollup, .is_board = true };
	board_judge(&board);
	board_page(&board);
	page = html_end(&board.html);
	board_rows(&board, page, out);
}
