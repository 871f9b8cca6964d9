/* Notes at the foot of pages, with letters that are all equally wide. */
#include "check.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "layout/layout.h"

enum { ADVANCE = 500, MOST_NOTES = 400 };

/* A document with notes; the words of note n are "n.0 n.1 …". */
struct noted {
	struct arena *arena;
	struct doc doc;
	struct doc_node *notes;
	struct doc_note *last;
	size_t words[MOST_NOTES + 1]; /* of each note */
	size_t count;
};

static struct noted noted_new(struct arena *arena)
{
	return (struct noted){
		.arena = arena,
		.doc = { .lang = LANG_EN, .root = doc_node_new(arena, DOC_ROOT) },
		.notes = doc_node_new(arena, DOC_NOTES),
	};
}

static struct doc_node *line_add(struct noted *noted, struct doc_node *under, const char *text)
{
	return doc_add_paragraph(noted->arena, under, slice_of(text));
}

static void refer_to(struct noted *noted, struct doc_node *paragraph, struct doc_note *note)
{
	doc_add(noted->arena, paragraph, DOC_NOTE_REF)->as.note.note = note;
}

/* Refers to a new note of so many words. */
static void refer(struct noted *noted, struct doc_node *paragraph, size_t words)
{
	struct doc_note *note = ARENA_NEW(noted->arena, struct doc_note);
	struct buf text = BUF_IN(noted->arena);

	note->place = ++noted->count;
	note->number = text_printf(noted->arena, "%zu", note->place);
	note->content = doc_add(noted->arena, noted->notes, DOC_NOTE);
	note->content->text = note->number;
	note->content->as.note.note = note;
	for (size_t i = 0; i < words; i++)
		buf_printf(&text, "%zu.%zu ", note->place, i);
	doc_add_paragraph(noted->arena, note->content, buf_slice(&text));
	noted->words[note->place] = words;
	noted->last = note;
	refer_to(noted, paragraph, note);
}

static struct doc_node *row_add(struct noted *noted, struct doc_node *table, enum doc_row_kind kind)
{
	struct doc_node *row = doc_add(noted->arena, table, DOC_ROW);

	row->as.row.kind = kind;
	return row;
}

static struct doc_node *cell_add(struct noted *noted, struct doc_node *row, const char *text)
{
	return line_add(noted, doc_add(noted->arena, row, DOC_CELL), text);
}

static const struct layout *laid_out(struct noted *noted)
{
	doc_append(noted->doc.root, noted->notes);
	return layout_document(noted->arena, measure_fixed(noted->arena, ADVANCE), &noted->doc,
			       theme_standard(noted->arena));
}

/* The page of the first area that leads somewhere; 0 for none. */
static size_t page_of(const struct layout *layout, const char *target)
{
	for (size_t i = 1; i < layout->page_count; i++) {
		for (size_t k = 0; k < layout->pages[i].op_count; k++) {
			const struct op *op = &layout->pages[i].ops[k];
			if (op->kind == OP_LINK && slice_is(op->target, target))
				return i;
		}
	}
	return 0;
}

static bool read_word(struct slice text, size_t *note, size_t *word)
{
	char copy[32] = "";

	if (text.len >= sizeof(copy))
		return false;
	memcpy(copy, text.ptr, text.len);
	return sscanf(copy, "%zu.%zu", note, word) == 2;
}

/* On each page notes stand in the order of their numbers. */
static void check_order(const struct layout *layout)
{
	size_t astray = 0;

	for (size_t i = 1; i < layout->page_count; i++) {
		size_t last = 0;
		for (size_t k = 0; k < layout->pages[i].op_count; k++) {
			const struct op *op = &layout->pages[i].ops[k];
			size_t note;
			char copy[32] = "";
			if (op->kind != OP_LINK || !slice_ends(op->target, SLICE("_ref")))
				continue;
			memcpy(copy, op->target.ptr, op->target.len);
			astray += sscanf(copy, "#note_%zu", &note) != 1 || note <= last;
			last = note;
		}
	}
	CHECK(astray == 0);
}

/* Every word of every note stands once, in its order, below all text and above the page's foot. */
static void check_words(const struct noted *noted, const struct layout *layout)
{
	size_t seen[MOST_NOTES + 1] = { 0 };
	size_t astray = 0;

	for (size_t i = 1; i < layout->page_count; i++) {
		const struct page *page = &layout->pages[i];
		double text = 0;
		double notes = page->height;
		double last = 0;
		for (size_t k = 0; k < page->op_count; k++) {
			const struct op *op = &page->ops[k];
			size_t note;
			size_t word;
			if (op->kind != OP_TEXT || !op->tag)
				continue;
			astray += op->y > page->height - layout->theme.margin_bottom;
			if (read_word(op->run->text, &note, &word)) {
				astray += seen[note]++ != word;
				notes = op->y < notes ? op->y : notes;
				astray += op->y < last;
				last = op->y;
			} else if (op->tag->role != TAG_LINK && op->y > text) {
				text = op->y;
			}
		}
		astray += notes < page->height && text + 20 > notes;
	}
	for (size_t i = 1; i <= noted->count; i++)
		astray += seen[i] != noted->words[i];
	CHECK(astray == 0);
}

/* Each note begins on the page of its first reference. */
static void check_pages(const struct noted *noted, const struct layout *layout)
{
	size_t apart = 0;

	for (size_t i = 1; i <= noted->count; i++) {
		struct slice to = text_printf(noted->arena, "#note_%zu", i);
		struct slice back = text_printf(noted->arena, "#note_%zu_ref", i);
		size_t page = page_of(layout, slice_cstr(noted->arena, to));
		apart += page == 0 || page != page_of(layout, slice_cstr(noted->arena, back));
		apart +=
			layout->notes[i - 1].page != page || layout->notes[i - 1].line_page != page;
	}
	CHECK(layout->note_count == noted->count && apart == 0);
	check_order(layout);
}

/* Wherever the line comes to stand, its note is below it; also where a last page is pulled back,
 * for which pages are made several times. */
static void test_line_and_note(struct arena *arena)
{
	for (int lines = 1; lines < 100; lines++) {
		struct noted noted = noted_new(arena);
		const struct layout *layout;
		for (int i = 0; i < lines; i++)
			line_add(&noted, noted.doc.root, "line");
		refer(&noted, line_add(&noted, noted.doc.root, "noted"), 30);
		line_add(&noted, noted.doc.root, "after");
		layout = laid_out(&noted);
		check_words(&noted, layout);
		check_pages(&noted, layout);
	}
}

/* A long note begins on the page of its line and goes on below the text of the next ones. */
static void test_long_note(struct arena *arena)
{
	for (int lines = 0; lines < 60; lines += 3) {
		struct noted noted = noted_new(arena);
		const struct layout *layout;
		for (int i = 0; i < lines; i++)
			line_add(&noted, noted.doc.root, "line");
		refer(&noted, line_add(&noted, noted.doc.root, "noted"), 2000);
		for (int i = 0; i < 60; i++)
			line_add(&noted, noted.doc.root, "line");
		refer(&noted, line_add(&noted, noted.doc.root, "noted"), 5);
		layout = laid_out(&noted);
		check_words(&noted, layout);
		check_pages(&noted, layout);
	}
}

/* The next note waits for the long one, and no heading is left alone because of that. */
static void test_note_behind_long(struct arena *arena)
{
	for (size_t words = 600; words < 2400; words += 60) {
		struct noted noted = noted_new(arena);
		const struct layout *layout;
		struct doc_node *heading;
		for (int i = 0; i < 20; i++)
			line_add(&noted, noted.doc.root, "line");
		refer(&noted, line_add(&noted, noted.doc.root, "noted"), words);
		heading = doc_add(arena, noted.doc.root, DOC_HEADING);
		heading->as.heading.level = 2;
		doc_add_text(arena, heading, SLICE("part"));
		refer(&noted, line_add(&noted, noted.doc.root, "noted"), 80);
		layout = laid_out(&noted);
		check_words(&noted, layout);
		check_pages(&noted, layout);
		CHECK(layout->headings[0].page == page_of(layout, "#note_2"));
	}
}

/* Text goes on above a note that fills pages, with half of each. */
static void test_text_above_long(struct arena *arena)
{
	struct noted noted = noted_new(arena);
	const struct layout *layout;

	refer(&noted, line_add(&noted, noted.doc.root, "noted"), 2000);
	for (int i = 0; i < 60; i++)
		line_add(&noted, noted.doc.root, "line");
	layout = laid_out(&noted);
	check_words(&noted, layout);
	for (size_t i = 1; i < 4; i++) {
		size_t lines = 0;
		for (size_t k = 0; k < layout->pages[i].op_count; k++) {
			const struct op *op = &layout->pages[i].ops[k];
			lines += op->kind == OP_TEXT && slice_is(op->run->text, "line");
		}
		CHECK(lines > 10 && lines < 20);
	}
}

/* With no text left to stand above it, a note goes on at the top of its page. */
static void test_rest_alone(struct arena *arena)
{
	struct noted noted = noted_new(arena);
	const struct layout *layout;
	const struct page *last;
	double top = 1000;

	refer(&noted, line_add(&noted, noted.doc.root, "noted"), 1300);
	layout = laid_out(&noted);
	check_words(&noted, layout);
	last = &layout->pages[layout->page_count - 1];
	for (size_t k = 0; k < last->op_count; k++) {
		if (last->ops[k].kind == OP_TEXT && last->ops[k].tag && last->ops[k].y < top)
			top = last->ops[k].y;
	}
	CHECK(layout->page_count == 3 && top < layout->theme.margin_top + 40);
}

/* A tall image stands above a part of the note, and on no page do notes stand alone but where they
 * fill it. */
static void test_image_behind_long(struct arena *arena)
{
	const struct doc_image image = { .width = 400, .height = 640 };

	for (size_t words = 600; words < 2400; words += 60) {
		struct noted noted = noted_new(arena);
		const struct layout *layout;
		size_t astray = 0;
		for (int i = 0; i < 20; i++)
			line_add(&noted, noted.doc.root, "line");
		refer(&noted, line_add(&noted, noted.doc.root, "noted"), words);
		doc_add(arena, noted.doc.root, DOC_IMAGE)->as.image = &image;
		for (int i = 0; i < 50; i++)
			line_add(&noted, noted.doc.root, "line");
		layout = laid_out(&noted);
		check_words(&noted, layout);
		for (size_t i = 1; i < layout->page_count; i++) {
			double end = 0;
			double low = 0;
			double notes = layout->theme.page_height;
			for (size_t k = 0; k < layout->pages[i].op_count; k++) {
				const struct op *op = &layout->pages[i].ops[k];
				size_t note;
				size_t word;
				if (op->kind == OP_IMAGE)
					end = op->y + op->height;
				else if (op->kind == OP_TEXT && slice_is(op->run->text, "line"))
					end = op->y;
				else if (op->kind == OP_TEXT &&
					 read_word(op->run->text, &note, &word)) {
					notes = op->y < notes ? op->y : notes;
					low = op->y;
				}
			}
			astray += notes < end + 15;
			astray += end <= 0 && notes > layout->theme.margin_top + 40;
			astray += end <= 0 && low < 730 && i + 1 < layout->page_count;
		}
		CHECK(astray == 0);
	}
}

static void test_short_note_is_whole(struct arena *arena)
{
	for (int lines = 20; lines < 40; lines++) {
		struct noted noted = noted_new(arena);
		const struct layout *layout;
		size_t pages = 0;
		for (int i = 0; i < lines; i++)
			line_add(&noted, noted.doc.root, "line");
		refer(&noted, line_add(&noted, noted.doc.root, "noted"), 85);
		layout = laid_out(&noted);
		for (size_t i = 1; i < layout->page_count; i++) {
			size_t words = 0;
			for (size_t k = 0; k < layout->pages[i].op_count; k++) {
				const struct op *op = &layout->pages[i].ops[k];
				words += op->kind == OP_TEXT && op->run->text.len > 2 &&
					 slice_starts(op->run->text, SLICE("1."));
			}
			pages += words > 0;
		}
		CHECK(pages == 1);
	}
}

/* What is referred to twice stands once; of many notes of one line none is lost. */
static void test_many(struct arena *arena)
{
	struct noted noted = noted_new(arena);
	const struct layout *layout;
	struct doc_node *line;
	struct doc_note *first;

	refer(&noted, line_add(&noted, noted.doc.root, "noted"), 5);
	first = noted.last;
	for (int i = 0; i < 60; i++)
		line_add(&noted, noted.doc.root, "line");
	line = line_add(&noted, noted.doc.root, "again");
	refer_to(&noted, line, first);
	refer(&noted, line, 5);
	layout = laid_out(&noted);
	check_words(&noted, layout);
	check_pages(&noted, layout);

	noted = noted_new(arena);
	line = line_add(&noted, noted.doc.root, "noted");
	for (int i = 0; i < MOST_NOTES; i++)
		refer(&noted, line, 3);
	line_add(&noted, noted.doc.root, "after");
	check_words(&noted, laid_out(&noted));
}

/* Rows stay with their notes, and what repeats at the head of a page brings none. */
static void test_table(struct arena *arena)
{
	struct noted noted = noted_new(arena);
	struct doc_node *table = doc_add(arena, noted.doc.root, DOC_TABLE);
	struct doc_node *row = row_add(&noted, table, ROW_HEADER);
	const struct layout *layout;

	refer(&noted, cell_add(&noted, row, "head"), 5);
	for (int i = 0; i < 120; i++) {
		row = row_add(&noted, table, ROW_BODY);
		refer(&noted, cell_add(&noted, row, "first"), i % 7 == 0 ? 80 : 3);
		if (i % 3 == 0)
			refer(&noted, cell_add(&noted, row, "second"), 2);
	}
	layout = laid_out(&noted);
	CHECK(layout->page_count > 6);
	check_words(&noted, layout);
	check_pages(&noted, layout);
}

/* The parts of a row that is taller than a page have their own notes, of all its cells, also where
 * a cell refers to what a later part of the cell before does. */
static void test_tall_row(struct arena *arena)
{
	struct noted noted = noted_new(arena);
	struct doc_node *table = doc_add(arena, noted.doc.root, DOC_TABLE);
	struct doc_node *row = row_add(&noted, table, ROW_BODY);
	struct doc_note *late = NULL;
	const struct layout *layout;

	for (int cell = 0; cell < 3; cell++) {
		struct doc_node *text = cell_add(&noted, row, "text");
		for (int i = 0; i < 60; i++) {
			doc_add_text(arena, text, SLICE(" one two three four five six seven"));
			refer(&noted, text, i % 9 == 0 ? 130 : 4);
			if (i == 40)
				late = noted.last;
			if (i == 3 && cell > 0)
				refer_to(&noted, text, late);
		}
	}
	layout = laid_out(&noted);
	CHECK(layout->page_count > 5);
	check_words(&noted, layout);
	check_pages(&noted, layout);
}

/* Notes follow the paper when it is turned, and when it is turned back. */
static void test_wide_page(struct arena *arena)
{
	struct noted noted = noted_new(arena);
	const struct layout *layout;
	struct doc_node *table;

	refer(&noted, line_add(&noted, noted.doc.root, "before"), 1400);
	table = doc_add(arena, noted.doc.root, DOC_TABLE);
	for (int i = 0; i < 30; i++) {
		struct doc_node *row = row_add(&noted, table, i == 0 ? ROW_HEADER : ROW_BODY);
		for (int k = 0; k < 12; k++)
			cell_add(&noted, row, i == 0 ? "head" : "fortnightly");
		refer(&noted, row->first->first, 6);
	}
	refer(&noted, line_add(&noted, noted.doc.root, "after"), 6);
	layout = laid_out(&noted);
	check_words(&noted, layout);
	check_pages(&noted, layout);
}

/* A heading goes to the next page with its text when that text's note does not fit. */
static void test_heading(struct arena *arena)
{
	for (int lines = 1; lines < 45; lines++) {
		struct noted noted = noted_new(arena);
		const struct layout *layout;
		struct doc_node *heading;
		for (int i = 0; i < lines; i++)
			line_add(&noted, noted.doc.root, "line");
		heading = doc_add(arena, noted.doc.root, DOC_HEADING);
		heading->as.heading.level = 2;
		heading->as.heading.id = SLICE("part");
		doc_add_text(arena, heading, SLICE("part"));
		refer(&noted, heading, 10);
		refer(&noted, line_add(&noted, noted.doc.root, "noted"), 50);
		layout = laid_out(&noted);
		check_words(&noted, layout);
		check_pages(&noted, layout);
		CHECK(layout->headings[0].page == page_of(layout, "#note_2"));
	}
}

/* What is only referred to in words that pages draw as a figure is not lost. */
static void test_unseen(struct arena *arena)
{
	struct figure_node steps[] = { { .title = SLICE("first"), .parent = FIGURE_NO_NODE } };
	struct doc_figure figure = { .kind = FIGURE_FLOW, .nodes = steps, .node_count = 1 };
	struct noted noted = noted_new(arena);
	struct doc_node *node = doc_add(arena, noted.doc.root, DOC_FIGURE);

	node->as.figure = &figure;
	refer(&noted, line_add(&noted, node, "in words"), 5);
	check_words(&noted, laid_out(&noted));
}

int main(void)
{
	struct arena arena = ARENA_INIT;

	test_line_and_note(&arena);
	test_long_note(&arena);
	test_note_behind_long(&arena);
	test_text_above_long(&arena);
	test_rest_alone(&arena);
	test_image_behind_long(&arena);
	test_short_note_is_whole(&arena);
	test_many(&arena);
	test_table(&arena);
	test_tall_row(&arena);
	test_wide_page(&arena);
	test_heading(&arena);
	test_unseen(&arena);
	arena_free(&arena);
	return check_result();
}
