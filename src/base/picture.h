#ifndef BASE_PICTURE_H
#define BASE_PICTURE_H

#include <stdint.h>

#include "base/slice.h"

/* What a PNG or JPEG file says about itself. */
struct picture {
	bool is_png;    /* else JPEG */
	uint32_t width; /* as it is to be seen, in pixels */
	uint32_t height;
	unsigned colors; /* of a JPEG, for each pixel: 1, 3, or 4 for printing inks */
	unsigned turn; /* how its rows have to be turned for that: 1 for not at all, else 2 to 8 as
			in EXIF */
};

enum picture_problem {
	PICTURE_OK,
	PICTURE_UNKNOWN, /* neither PNG nor JPEG */
	PICTURE_CUT,     /* its end is missing */
	PICTURE_DAMAGED,
	PICTURE_RARE /* a kind of PNG or JPEG that readers do not show */
};

/* Follows the parts of the file to its end, without decoding a pixel. */
enum picture_problem picture_read(struct slice bytes, struct picture *picture);

struct arena;

/* The colour profile that such a file brings along; empty where there is none, it is not whole, or
 * it is larger than any in use. */
struct slice picture_profile(struct arena *arena, struct slice bytes);
/* A PNG without what it says of its colours. */
struct slice picture_uncolored(struct arena *arena, struct slice png);

#endif
