/* Pictures by their parts: whole ones, those turned by EXIF, those that are cut or damaged. */
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/picture.h"
#include "check.h"

#define START "\377\330"
#define END "\377\331"
/* Three pixels wide, two high, one colour of eight bits. */
#define FRAME "\377\300\0\013\010\0\002\0\003\001\001\021\0"
#define SCAN "\377\332\0\2ab\377\0c\377\320d\377\377"
#define EXIF(order, list, turn) \
	"\377\341\0\042" \
	"Exif\0\0" order list turn "\0\0\0\0"
#define LITTLE(turn) EXIF("II*\0", "\010\0\0\0\001\0\22\1\3\0\1\0\0\0", turn "\0\0\0")
#define BIG(turn) EXIF("MM\0*", "\0\0\0\010\0\001\001\022\0\003\0\0\0\001\0", turn "\0\0")
#define JPEG(parts, problem, turn) \
	{ \
		parts, sizeof(parts) - 1, problem, turn \
	}

static void test_jpeg(void)
{
	static const struct {
		const char *bytes;
		size_t len;
		enum picture_problem problem;
		unsigned turn;
	} rows[] = {
		JPEG(START FRAME SCAN END, PICTURE_OK, 1),
		JPEG(START "\377\377" FRAME SCAN END, PICTURE_OK, 1), /* filled up */
		JPEG(START LITTLE("\006") FRAME SCAN END, PICTURE_OK, 6),
		JPEG(START BIG("\003") FRAME SCAN END, PICTURE_OK, 3),
		JPEG(START LITTLE("\011") FRAME SCAN END, PICTURE_OK, 1),
		/* Of another kind; its list beyond its end; a list without the turn. */
		JPEG(START "\377\341\0\004xy" FRAME END, PICTURE_OK, 1),
		JPEG(START EXIF("II*\0", "\377\0\0\0\1\0\22\1\3\0\1\0\0\0", "\006\0\0\0") FRAME END,
		     PICTURE_OK, 1),
		JPEG(START EXIF("II*\0", "\010\0\0\0\1\0\17\1\3\0\1\0\0\0", "\006\0\0\0") FRAME END,
		     PICTURE_OK, 1),
		JPEG(START FRAME SCAN, PICTURE_CUT, 1),
		JPEG(START FRAME "\377\332\0\002"
				 "abcd",
		     PICTURE_CUT, 1),
		JPEG(START "\377\340\377\377x" END, PICTURE_CUT, 1),
		JPEG(START "\377\300\0\004\010\0" END, PICTURE_DAMAGED, 1),
		JPEG(START FRAME "xy" END, PICTURE_DAMAGED, 1),
		JPEG(START END, PICTURE_DAMAGED, 1),
		JPEG(START "\377\300\0\013\014\0\002\0\003\001\001\021\0" END, PICTURE_RARE, 1),
		JPEG("\377\330xy", PICTURE_UNKNOWN, 1),
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct picture picture;
		struct slice bytes = { rows[i].bytes, rows[i].len };
		CHECK(picture_read(bytes, &picture) == rows[i].problem);
		CHECK(picture.turn == rows[i].turn);
		if (rows[i].problem == PICTURE_OK)
			CHECK(picture.width == (rows[i].turn > 4 ? 2u : 3u) && !picture.is_png);
	}
}

static void number_put(struct buf *buf, uint32_t number)
{
	for (int i = 3; i >= 0; i--)
		buf_putc(buf, (char)(number >> 8 * i & 0xFF));
}

static void chunk_put(struct buf *buf, const char *type, struct slice bytes)
{
	size_t start;

	number_put(buf, (uint32_t)bytes.len);
	start = buf->len;
	buf_puts(buf, type);
	buf_put(buf, bytes);
	number_put(buf, (uint32_t)crc32(crc32(0, NULL, 0), (const Bytef *)buf->data + start,
					(uInt)(buf->len - start)));
}

/* A PNG of three by two pixels whose header says that of its colours. */
static struct slice made_png(struct arena *arena, char depth, char colors, const char *second)
{
	struct buf buf = BUF_IN(arena);
	char header[13] = { 0, 0, 0, 3, 0, 0, 0, 2, depth, colors };

	buf_puts(&buf, "\x89PNG\r\n\x1a\n");
	chunk_put(&buf, "IHDR", (struct slice){ header, sizeof(header) });
	chunk_put(&buf, second, SLICE("x"));
	chunk_put(&buf, "IEND", SLICE(""));
	return buf_slice(&buf);
}

static enum picture_problem problem_of(struct slice bytes)
{
	struct picture picture;

	return picture_read(bytes, &picture);
}

static void test_png(struct arena *arena)
{
	struct slice png = made_png(arena, 8, 2, "IDAT");
	struct picture picture;
	char *copy = slice_cstr(arena, png);

	CHECK(picture_read(png, &picture) == PICTURE_OK);
	CHECK(picture.is_png && picture.width == 3 && picture.height == 2);
	CHECK(picture_profile(arena, png).len == 0);
	CHECK(problem_of(made_png(arena, 4, 0, "IDAT")) == PICTURE_OK);
	CHECK(problem_of(made_png(arena, 16, 3, "IDAT")) == PICTURE_DAMAGED);
	CHECK(problem_of(made_png(arena, 4, 6, "IDAT")) == PICTURE_DAMAGED);
	CHECK(problem_of(made_png(arena, 8, 5, "IDAT")) == PICTURE_DAMAGED);
	CHECK(problem_of(made_png(arena, 8, 2, "tEXt")) == PICTURE_DAMAGED);
	for (size_t len = 8; len < png.len; len++)
		CHECK(problem_of(slice_sub(png, 0, len)) == PICTURE_CUT);
	copy[20]++;
	CHECK(problem_of((struct slice){ copy, png.len }) == PICTURE_DAMAGED);
	copy[20]--;
	copy[12] = 'X'; /* another chunk first, with the checksum of the old one */
	CHECK(problem_of((struct slice){ copy, png.len }) == PICTURE_DAMAGED);
}

int main(void)
{
	struct arena arena = ARENA_INIT;

	test_jpeg();
	test_png(&arena);
	arena_free(&arena);
	return check_result();
}
