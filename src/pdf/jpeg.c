/*
 * JPEG as PDF can take it: the file itself where that is grey or red, green and blue.  Printing
 * colours, and those of another profile, would mean something else under the one that archives get,
 * so they become ours here.  The only door to libjpeg.
 */
#include "pdf/pdf.h"

#include <assert.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <jerror.h>
#include <jpeglib.h>

#include "base/arena.h"
#include "base/picture.h"

enum { QUALITY = 92, SMALL = 8, HEADERS = 64 * 1024 };

struct catcher {
	struct jpeg_error_mgr manager;
	jmp_buf back;
	bool no_memory;
};

static void on_exit(j_common_ptr codec)
{
	struct catcher *catcher = (struct catcher *)(void *)codec->err;

	catcher->no_memory = catcher->manager.msg_code == JERR_OUT_OF_MEMORY;
	longjmp(catcher->back, 1);
}

/* Warnings are counted; a file that gives one is damaged. */
static void on_message(j_common_ptr codec, int level)
{
	if (level < 0)
		codec->err->num_warnings++;
}

static void catcher_set(struct catcher *catcher)
{
	jpeg_std_error(&catcher->manager);
	catcher->manager.error_exit = on_exit;
	catcher->manager.emit_message = on_message;
}

/*
 * What both need is asked of the arena before either begins, since that may end the job and would
 * leave what the library holds behind.
 */
struct work {
	struct catcher catcher;
	unsigned char *row;        /* one, of the file's own colours */
	unsigned char *rows;       /* coded anew; NULL where the file can be used as it is */
	size_t count;              /* of pixels */
	int from;                  /* how many colours each has in the file */
	int to;                    /* and in rows: grey, or red, green and blue */
	struct pdf_colors *colors; /* NULL: printing colours by rule of thumb */
	unsigned char *out;
	unsigned long size;
};

/* By how many colours there are. */
static const J_COLOR_SPACE spaces[] = { [1] = JCS_GRAYSCALE, [3] = JCS_RGB };

/* --- Reading --- */

/* Printing colours in files are upside down, as how much of the paper is left, whoever wrote them:
 * so browsers read them. */
static void row_convert(const struct jpeg_decompress_struct *codec, const unsigned char *from,
			unsigned char *to)
{
	for (size_t x = 0; x < codec->output_width; x++, from += 4, to += 3) {
		for (int i = 0; i < 3; i++)
			to[i] = (unsigned char)((from[i] * from[3] + 127) / 255);
	}
}

/* What can be used as it is, is only read at an eighth of its size, to see that it can be. */
static bool decode(struct work *work, struct jpeg_decompress_struct *codec, struct slice bytes,
		   struct pdf_pixels *pixels)
{
	if (setjmp(work->catcher.back))
		return false;
	jpeg_create_decompress(codec);
	jpeg_mem_src(codec, (const unsigned char *)bytes.ptr, bytes.len);
	jpeg_read_header(codec, TRUE);
	pixels->width = codec->image_width;
	pixels->height = codec->image_height;
	pixels->gray = codec->num_components == 1;
	if ((size_t)pixels->width * pixels->height != work->count ||
	    codec->num_components != work->from)
		return false;
	codec->out_color_space = !work->rows       ? codec->jpeg_color_space
				 : work->from == 4 ? JCS_CMYK
						   : spaces[work->to];
	codec->scale_denom = work->rows ? 1 : SMALL;
	jpeg_start_decompress(codec);
	while (codec->output_scanline < codec->output_height) {
		size_t before =
			(size_t)codec->output_scanline * codec->output_width * (size_t)work->to;
		JSAMPROW row = work->row;
		jpeg_read_scanlines(codec, &row, 1);
		if (work->colors)
			pdf_colors_convert(work->colors, work->row, work->rows + before,
					   codec->output_width);
		else if (work->rows)
			row_convert(codec, work->row, work->rows + before);
	}
	jpeg_finish_decompress(codec);
	return codec->err->num_warnings == 0;
}

/* --- Writing --- */

static bool encode(struct work *work, struct jpeg_compress_struct *codec,
		   const struct pdf_pixels *pixels)
{
	if (setjmp(work->catcher.back))
		return false;
	jpeg_create_compress(codec);
	jpeg_mem_dest(codec, &work->out, &work->size);
	codec->image_width = pixels->width;
	codec->image_height = pixels->height;
	codec->input_components = work->to;
	codec->in_color_space = spaces[work->to];
	jpeg_set_defaults(codec);
	jpeg_set_quality(codec, QUALITY, TRUE);
	codec->comp_info[0].h_samp_factor = codec->comp_info[0].v_samp_factor = 1;
	jpeg_start_compress(codec, TRUE);
	while (codec->next_scanline < codec->image_height) {
		JSAMPROW row = work->rows +
			       (size_t)codec->next_scanline * pixels->width * (size_t)work->to;
		jpeg_write_scanlines(codec, &row, 1);
	}
	jpeg_finish_compress(codec);
	return true;
}

bool pdf_jpeg_read(struct arena *arena, const struct doc_image *image, struct pdf_pixels *pixels)
{
	struct jpeg_decompress_struct reader = { .client_data = NULL };
	struct jpeg_compress_struct writer = { .client_data = NULL };
	struct work work = { .count = (size_t)image->width * image->height,
			     .from = (int)image->colors,
			     .to = image->colors == 1 ? 1 : 3 };
	struct slice profile = picture_profile(arena, image->bytes);
	size_t longest = image->width > image->height ? image->width : image->height;
	unsigned char *room = NULL;
	bool done;

	work.row = arena_alloc(arena, longest * 4);
	if (image->colors == 4 || pdf_colors_differ(profile, image->colors)) {
		work.rows = arena_array(arena, work.count, (size_t)work.to);
		work.size = work.count * (size_t)work.to + HEADERS;
		work.out = room = arena_alloc(arena, work.size);
		work.colors = pdf_colors_open(arena, profile, image->colors);
		assert(work.colors || image->colors == 4);
	}
	catcher_set(&work.catcher);
	reader.err = writer.err = &work.catcher.manager;
	done = decode(&work, &reader, image->bytes, pixels);
	jpeg_destroy_decompress(&reader);
	pdf_colors_close(work.colors);
	if (done && work.rows) {
		done = encode(&work, &writer, pixels);
		jpeg_destroy_compress(&writer);
	}
	/* Where that is not enough, the library takes a block of its own, which is not worth
	 * having: the picture is noise. */
	if (work.out != room) {
		free(work.out);
		done = false;
	}
	if (work.catcher.no_memory)
		memory_exhausted();
	pixels->is_jpeg = true;
	pixels->bytes = room ? (struct slice){ (const char *)room, work.size } : image->bytes;
	return done;
}
