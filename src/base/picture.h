#ifndef BASE_PICTURE_H
#define BASE_PICTURE_H

#include <stdint.h>

#include "base/slice.h"

/* What a PNG or JPEG file says about itself. */
struct picture {
	bool is_png;    /* else JPEG */
	uint32_t width; /* as it is to be seen, in pixels */
	uint32_t height;
	bool printing; /* in the colours of printing inks */
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

#endif
