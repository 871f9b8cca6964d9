/*
 * Times our way to PDF beside libharu's own Unicode fonts, on the same pages, in one run:
 *   pdf_fonts PLAN FOLDER-OF-FACES ROUNDS
 * The pages are laid out once for libharu, which only has to write the lines and rules where they
 * stand; ours is timed from the document tree on: shaping, layout, tags and archive metadata too.
 * The same cut faces go into both.  What counts is the least time over the rounds.
 */
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "layout/layout.h"
#include "plan_doc.h"
#include "render/render.h"

static const char *const files[] = { "NotoSans-Regular.ttf", "NotoSans-Bold.ttf",
				     "NotoSans-Italic.ttf", "NotoSans-BoldItalic.ttf" };
enum { FACES = sizeof(files) / sizeof(*files) };

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *data)
{
	(void)data;
	fprintf(stderr, "libharu: error %04lX, %lu\n", (unsigned long)error, (unsigned long)detail);
	exit(1);
}

static void color_set(HPDF_Page page, uint32_t color)
{
	HPDF_Page_SetRGBFill(page, (HPDF_REAL)(color >> 16 & 255) / 255,
			     (HPDF_REAL)(color >> 8 & 255) / 255, (HPDF_REAL)(color & 255) / 255);
}

static size_t face_of(const struct op *op)
{
	size_t face = op->run->glyph_count > 0 ? op->run->glyphs[0].face : 0;

	return face < FACES ? face : 0; /* signs come as a box, which costs the same */
}

/* A line of text from op i on; returns the op behind it. */
static size_t line_write(struct arena *arena, HPDF_Page to, const struct page *page, size_t i,
			 const HPDF_Font *fonts)
{
	const struct op *first = &page->ops[i];
	struct buf text = BUF_IN(arena);

	for (; i < page->op_count && page->ops[i].kind == OP_TEXT; i++) {
		const struct op *op = &page->ops[i];
		if (op->y < first->y || op->y > first->y || op->size < first->size ||
		    op->color != first->color || face_of(op) != face_of(first))
			break;
		buf_put(&text, op->run->text);
		buf_repeat(&text, ' ', op->spaces);
	}
	HPDF_Page_SetFontAndSize(to, fonts[face_of(first)], (HPDF_REAL)first->size);
	color_set(to, first->color);
	HPDF_Page_BeginText(to);
	HPDF_Page_TextOut(to, (HPDF_REAL)first->x, (HPDF_REAL)(page->height - first->y),
			  slice_cstr(arena, buf_slice(&text)));
	HPDF_Page_EndText(to);
	return i;
}

static void page_write(struct arena *arena, HPDF_Page to, const struct page *page,
		       const HPDF_Font *fonts)
{
	HPDF_Page_SetWidth(to, (HPDF_REAL)page->width);
	HPDF_Page_SetHeight(to, (HPDF_REAL)page->height);
	for (size_t i = 0; i < page->op_count;) {
		const struct op *op = &page->ops[i];
		double height = op->kind == OP_RULE ? op->size : op->height;
		if (op->kind == OP_TEXT) {
			i = line_write(arena, to, page, i, fonts);
			continue;
		}
		if (op->kind == OP_FILL || op->kind == OP_RULE) {
			color_set(to, op->color);
			HPDF_Page_Rectangle(to, (HPDF_REAL)op->x,
					    (HPDF_REAL)(page->height - op->y - height),
					    (HPDF_REAL)op->width, (HPDF_REAL)height);
			HPDF_Page_Fill(to);
		}
		i++;
	}
}

/* Not to be merged into its caller: a profiler is told to count it by itself. */
static __attribute__((noinline)) size_t library_write(const struct layout *layout,
						      const char *folder)
{
	struct arena arena = ARENA_INIT;
	HPDF_Doc file = HPDF_New(on_error, NULL);
	HPDF_Font fonts[FACES];
	size_t size;

	HPDF_UseUTFEncodings(file);
	HPDF_SetCompressionMode(file, HPDF_COMP_ALL);
	for (size_t i = 0; i < FACES; i++) {
		char path[4096];
		snprintf(path, sizeof(path), "%s/%s", folder, files[i]);
		fonts[i] =
			HPDF_GetFont(file, HPDF_LoadTTFontFromFile(file, path, HPDF_TRUE), "UTF-8");
	}
	for (size_t i = 0; i < layout->page_count; i++)
		page_write(&arena, HPDF_AddPage(file), &layout->pages[i], fonts);
	HPDF_SaveToStream(file);
	size = HPDF_GetStreamSize(file);
	HPDF_Free(file);
	arena_free(&arena);
	return size;
}

static size_t ours_write(const struct doc *doc, struct render_shared *shared)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	struct render_options options = { .date = doc->date, .shared = shared };
	struct slice bytes = SLICE_NONE;

	if (!render_pdf(&arena, &report, doc, &options, &bytes))
		exit(1);
	arena_free(&arena);
	return bytes.len;
}

/* By themselves, so that a profiler can be told to count one of them: see PERFORMANCE.md. */
static __attribute__((noinline)) size_t ours_alone(const struct doc *doc)
{
	return ours_write(doc, NULL);
}

static __attribute__((noinline)) size_t ours_batch(const struct doc *doc,
						   struct render_shared *shared)
{
	return ours_write(doc, shared);
}

static void least(double *best, double start)
{
	double time = now() - start;

	if (*best <= 0 || time < *best)
		*best = time;
}

static void run(const struct doc *doc, const struct layout *layout, const char *folder, int rounds)
{
	struct render_shared warm = { .fonts = NULL };
	double library = 0;
	double cold = 0;
	double again = 0;
	size_t sizes[2] = { 0, 0 };

	ours_write(doc, &warm);
	for (int i = 0; i < rounds; i++) {
		double start = now();
		sizes[0] = library_write(layout, folder);
		least(&library, start);
		start = now();
		sizes[1] = ours_alone(doc);
		least(&cold, start);
		start = now();
		ours_batch(doc, &warm);
		least(&again, start);
	}
	render_shared_close(&warm);
	printf("\n| PDF of %zu pages | ms | beside libharu | bytes a page |\n|---|--:|--:|--:|\n",
	       layout->page_count);
	printf("| libharu's own Unicode fonts, pages laid out before | %.1f | 1.00 | %zu |\n",
	       library, sizes[0] / layout->page_count);
	printf("| careplan from the document tree, alone | %.1f | %.2f | %zu |\n", cold,
	       cold / library, sizes[1] / layout->page_count);
	printf("| the same, in a batch | %.1f | %.2f | %zu |\n", again, again / library,
	       sizes[1] / layout->page_count);
}

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	const struct theme *theme = theme_standard(&arena);
	struct text_fonts *fonts = text_fonts_open();
	struct report report = report_new(&arena);
	const struct doc *doc = argc == 4 ? plan_doc(&arena, argv[1]) : NULL;

	if (!doc || !fonts)
		return 2;
	text_fonts_begin(fonts, theme->family, &report);
	run(doc, layout_document(&arena, text_fonts_measure(fonts), doc, theme), argv[2],
	    (int)strtol(argv[3], NULL, 10));
	text_fonts_close(fonts);
	arena_free(&arena);
	return 0;
}
