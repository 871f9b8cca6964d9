/* Pictures by their parts: chunks of PNG, segments of JPEG, the turn that EXIF asks for. */
#include "base/picture.h"

#include <string.h>
#include <zlib.h>

/* A number of so many bytes, the most significant first or last. */
static uint32_t number_at(const unsigned char *at, int bytes, bool little)
{
	uint32_t value = 0;

	for (int i = 0; i < bytes; i++)
		value |= (uint32_t)at[i] << 8 * (little ? i : bytes - 1 - i);
	return value;
}

static uint32_t big(const unsigned char *at, int bytes)
{
	return number_at(at, bytes, false);
}

/* --- PNG --- */

/* Which depths a PNG may have for each way of telling colours. */
static bool png_depth_fits(unsigned depth, unsigned colors)
{
	switch (colors) {
	case 0:
		return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
	case 3:
		return depth == 1 || depth == 2 || depth == 4 || depth == 8;
	case 2:
	case 4:
	case 6:
		return depth == 8 || depth == 16;
	default:
		return false;
	}
}

static enum picture_problem png_read(struct slice bytes, struct picture *picture)
{
	enum { SIGNATURE = 8, AROUND = 12, HEADER = 13 };
	const unsigned char *data = (const unsigned char *)bytes.ptr;
	bool has_pixels = false;
	size_t at = SIGNATURE;

	picture->is_png = true;
	while (at + AROUND <= bytes.len) {
		size_t length = big(data + at, 4);
		const unsigned char *type = data + at + 4;
		if (length > bytes.len - at - AROUND)
			return PICTURE_CUT;
		if (crc32(crc32(0, NULL, 0), type, (uInt)length + 4) != big(type + 4 + length, 4))
			return PICTURE_DAMAGED;
		if (at == SIGNATURE) {
			if (memcmp(type, "IHDR", 4) != 0 || length != HEADER)
				return PICTURE_DAMAGED;
			picture->width = big(type + 4, 4);
			picture->height = big(type + 8, 4);
			if (!png_depth_fits(type[12], type[13]) || type[14] != 0 || type[15] != 0 ||
			    type[16] > 1)
				return PICTURE_DAMAGED;
		}
		has_pixels = has_pixels || memcmp(type, "IDAT", 4) == 0;
		if (memcmp(type, "IEND", 4) == 0)
			return has_pixels ? PICTURE_OK : PICTURE_DAMAGED;
		at += AROUND + length;
	}
	return PICTURE_CUT;
}

/* --- JPEG --- */

/* The turn that the first list of an EXIF block asks for. */
static unsigned exif_turn(const unsigned char *data, size_t length)
{
	enum { ORIENTATION = 0x0112, ENTRY = 12, MARK = 6, HEADER = 8 };
	bool little;
	size_t list;
	size_t count;

	if (length < MARK + HEADER || memcmp(data, "Exif\0\0", MARK) != 0)
		return 1;
	data += MARK;
	length -= MARK;
	little = data[0] == 'I';
	list = number_at(data + 4, 4, little);
	if (list > length - 2)
		return 1;
	count = number_at(data + list, 2, little);
	for (size_t i = 0; i < count && list + 2 + (i + 1) * ENTRY <= length; i++) {
		const unsigned char *entry = data + list + 2 + i * ENTRY;
		uint32_t turn = number_at(entry + 8, 2, little);
		if (number_at(entry, 2, little) == ORIENTATION)
			return turn >= 1 && turn <= 8 ? turn : 1;
	}
	return 1;
}

/* Behind the pixels that follow a scan's header: at the next marker that is not part of them. */
static size_t scan_end(const unsigned char *data, size_t len, size_t at)
{
	while (at + 1 < len) {
		const unsigned char *found = memchr(data + at, 0xFF, len - 1 - at);
		if (!found)
			return len;
		at = (size_t)(found - data);
		if (found[1] != 0 && found[1] != 0xFF && !(found[1] >= 0xD0 && found[1] <= 0xD7))
			return at;
		at += found[1] == 0xFF ? 1 : 2;
	}
	return len;
}

static bool is_frame(unsigned marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
	       marker != 0xCC;
}

/* Eight bits for each colour, one or three or four of these, in one of the three common ways. */
static bool frame_is_common(unsigned marker, const unsigned char *frame)
{
	return marker <= 0xC2 && frame[0] == 8 && (frame[5] == 1 || frame[5] == 3 || frame[5] == 4);
}

static enum picture_problem jpeg_read(struct slice bytes, struct picture *picture)
{
	enum { START_OF_SCAN = 0xDA, END = 0xD9, EXIF = 0xE1, FRAME_LEAST = 8 };
	const unsigned char *data = (const unsigned char *)bytes.ptr;
	size_t at = 2;

	while (at + 4 <= bytes.len || (at + 2 <= bytes.len && data[at + 1] == END)) {
		unsigned marker = data[at + 1];
		size_t length;
		if (data[at] != 0xFF)
			return PICTURE_DAMAGED;
		if (marker == END)
			return picture->width > 0 ? PICTURE_OK : PICTURE_DAMAGED;
		if (marker == 0xFF) { /* a filling byte */
			at++;
			continue;
		}
		length = big(data + at + 2, 2);
		if (length < 2 || length > bytes.len - at - 2)
			return PICTURE_CUT;
		if (marker == EXIF && picture->turn == 1)
			picture->turn = exif_turn(data + at + 4, length - 2);
		if (is_frame(marker)) {
			if (length < FRAME_LEAST)
				return PICTURE_DAMAGED;
			if (!frame_is_common(marker, data + at + 4))
				return PICTURE_RARE;
			picture->height = big(data + at + 5, 2);
			picture->width = big(data + at + 7, 2);
			picture->printing = data[at + 9] == 4;
		}
		at += 2 + length;
		if (marker == START_OF_SCAN)
			at = scan_end(data, bytes.len, at);
	}
	return PICTURE_CUT;
}

enum picture_problem picture_read(struct slice bytes, struct picture *picture)
{
	enum picture_problem problem;

	*picture = (struct picture){ .turn = 1 };
	if (slice_starts(bytes, SLICE("\x89PNG\r\n\x1a\n")))
		return png_read(bytes, picture);
	if (!slice_starts(bytes, SLICE("\xFF\xD8\xFF")))
		return PICTURE_UNKNOWN;
	problem = jpeg_read(bytes, picture);
	if (picture->turn > 4) {
		uint32_t width = picture->width;
		picture->width = picture->height;
		picture->height = width;
	}
	return problem;
}
