/* Pictures by their parts: chunks of PNG, segments of JPEG, the turn that EXIF asks for, the
 * profile of their colours. */
#include "base/picture.h"

#include <string.h>
/* Its input is const only when asked for. */
#define ZLIB_CONST
#include <zlib.h>

#include "base/arena.h"

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

enum { SIGNATURE = 8, AROUND = 12 }; /* a chunk's length, type and checksum */

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
	enum { HEADER = 13 };
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
			picture->colors = data[at + 9];
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

/* --- Profiles --- */

enum { PROFILE_LEAST = 128, PROFILE_MOST = 4 * 1024 * 1024 };

/* The chunk at this place with all that belongs to it, or nothing. */
static struct slice png_chunk(struct slice bytes, size_t at)
{
	size_t length;

	if (at + AROUND > bytes.len)
		return SLICE_NONE;
	length = big((const unsigned char *)bytes.ptr + at, 4);
	if (length > bytes.len - at - AROUND)
		return SLICE_NONE;
	return slice_sub(bytes, at, at + AROUND + length);
}

static bool chunk_is(struct slice chunk, const char *type)
{
	return memcmp(chunk.ptr + 4, type, 4) == 0;
}

/* How long a profile says it is, in its first bytes; 0 where these cannot be had. */
static size_t profile_size(struct slice packed)
{
	unsigned char size[4];
	z_stream stream = { .next_in = (const Bytef *)packed.ptr,
			    .avail_in = (uInt)packed.len,
			    .next_out = size,
			    .avail_out = sizeof(size) };
	int state = inflateInit(&stream);

	if (state == Z_MEM_ERROR)
		memory_exhausted();
	if (state == Z_OK)
		inflate(&stream, Z_SYNC_FLUSH);
	inflateEnd(&stream);
	return stream.avail_out == 0 ? big(size, 4) : 0;
}

/* A name, a zero, the way it is packed, and the profile. */
static struct slice chunk_profile(struct arena *arena, struct slice chunk)
{
	struct slice data = slice_sub(chunk, 8, chunk.len - 4);
	const char *name_end = memchr(data.ptr, 0, data.len);
	unsigned char *room;
	struct slice packed;
	uLongf size;

	if (!name_end || (size_t)(name_end - data.ptr) + 2 > data.len || name_end[1] != 0)
		return SLICE_NONE;
	packed = slice_sub(data, (size_t)(name_end - data.ptr) + 2, data.len);
	size = profile_size(packed);
	if (size < PROFILE_LEAST || size > PROFILE_MOST)
		return SLICE_NONE;
	room = arena_alloc(arena, size);
	switch (uncompress(room, &size, (const Bytef *)packed.ptr, packed.len)) {
	case Z_OK:
		return (struct slice){ (const char *)room, size };
	case Z_MEM_ERROR:
		memory_exhausted();
	default:
		return SLICE_NONE;
	}
}

static struct slice png_profile(struct arena *arena, struct slice bytes)
{
	struct slice chunk;

	for (size_t at = SIGNATURE; (chunk = png_chunk(bytes, at)).len > 0; at += chunk.len) {
		if (chunk_is(chunk, "iCCP"))
			return chunk_profile(arena, chunk);
		if (chunk_is(chunk, "IDAT"))
			break;
	}
	return SLICE_NONE;
}

struct slice picture_uncolored(struct arena *arena, struct slice png)
{
	char *room = arena_alloc(arena, png.len);
	size_t len = SIGNATURE;
	struct slice chunk;

	memcpy(room, png.ptr, SIGNATURE);
	for (size_t at = SIGNATURE; (chunk = png_chunk(png, at)).len > 0; at += chunk.len) {
		if (chunk_is(chunk, "iCCP") || chunk_is(chunk, "gAMA") || chunk_is(chunk, "cHRM") ||
		    chunk_is(chunk, "sRGB"))
			continue;
		memcpy(room + len, chunk.ptr, chunk.len);
		len += chunk.len;
	}
	return (struct slice){ room, len };
}

/* A JPEG's profile is cut into parts, each of which says how many there are. */
struct parts {
	struct slice of[UINT8_MAX + 1]; /* from 1 */
	size_t count;
	size_t total; /* bytes */
};

/* False when parts disagree. */
static bool part_add(struct parts *parts, struct slice segment)
{
	enum { MARK = 12, HEAD = 14 };
	size_t number;
	size_t count;

	if (segment.len < HEAD || memcmp(segment.ptr, "ICC_PROFILE", MARK) != 0)
		return true;
	number = (unsigned char)segment.ptr[MARK];
	count = (unsigned char)segment.ptr[MARK + 1];
	if (number == 0 || number > count || parts->of[number].ptr ||
	    (parts->count > 0 && parts->count != count))
		return false;
	parts->count = count;
	parts->of[number] = slice_sub(segment, HEAD, segment.len);
	parts->total += segment.len - HEAD;
	return true;
}

static struct slice parts_join(struct arena *arena, const struct parts *parts)
{
	char *room;
	size_t len = 0;

	if (parts->total < PROFILE_LEAST || parts->total > PROFILE_MOST)
		return SLICE_NONE;
	room = arena_alloc(arena, parts->total);
	for (size_t i = 1; i <= parts->count; i++) {
		if (!parts->of[i].ptr)
			return SLICE_NONE;
		memcpy(room + len, parts->of[i].ptr, parts->of[i].len);
		len += parts->of[i].len;
	}
	return (struct slice){ room, len };
}

static struct slice jpeg_profile(struct arena *arena, struct slice bytes)
{
	enum { START_OF_SCAN = 0xDA, PROFILE = 0xE2 };
	const unsigned char *data = (const unsigned char *)bytes.ptr;
	struct parts parts = { .count = 0 };
	size_t at = 2;

	while (at + 4 <= bytes.len && data[at] == 0xFF && data[at + 1] != START_OF_SCAN) {
		size_t length = big(data + at + 2, 2);
		if (data[at + 1] == 0xFF) {
			at++;
			continue;
		}
		if (length < 2 || length > bytes.len - at - 2)
			return SLICE_NONE;
		if (data[at + 1] == PROFILE &&
		    !part_add(&parts, slice_sub(bytes, at + 4, at + 2 + length)))
			return SLICE_NONE;
		at += 2 + length;
	}
	return parts_join(arena, &parts);
}

struct slice picture_profile(struct arena *arena, struct slice bytes)
{
	if (slice_starts(bytes, SLICE("\x89PNG")))
		return png_profile(arena, bytes);
	return jpeg_profile(arena, bytes);
}
