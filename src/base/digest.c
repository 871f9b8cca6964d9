/* Digests of contents.  The only door to xxHash. */
#include "base/digest.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/arena.h"
#include "base/buf.h"

static struct digest of_bytes(const void *bytes, size_t len)
{
	XXH128_hash_t hash = XXH3_128bits(bytes, len);

	return (struct digest){ hash.low64, hash.high64 };
}

struct digest digest_of(struct slice bytes)
{
	return of_bytes(bytes.ptr ? bytes.ptr : "", bytes.len);
}

struct digest digest_here(struct slice bytes)
{
	const union {
		unsigned long number;
		const void *bytes; /* sixteen of the kernel's */
	} random = { getauxval(AT_RANDOM) };
	uint64_t seed = 0;
	XXH128_hash_t hash;

	if (random.bytes)
		memcpy(&seed, random.bytes, sizeof(seed));
	hash = XXH3_128bits_withSeed(bytes.ptr ? bytes.ptr : "", bytes.len, seed);
	return (struct digest){ hash.low64, hash.high64 };
}

struct digest digest_add(struct digest digest, struct slice bytes)
{
	struct digest more = digest_of(bytes);
	uint64_t both[] = { digest.low, digest.high, more.low, more.high, bytes.len };

	return of_bytes(both, sizeof(both));
}

bool file_digest(const char *path, struct digest *digest)
{
	char bytes[64 * 1024];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	XXH3_state_t *state = NULL;
	XXH128_hash_t hash;
	ssize_t got;

	if (fd < 0)
		return false;
	got = read(fd, bytes, sizeof(bytes));
	if (got >= 0 && (size_t)got < sizeof(bytes)) { /* small: all of it at once */
		*digest = of_bytes(bytes, (size_t)got);
		close(fd);
		return true;
	}
	state = XXH3_createState();
	if (!state)
		memory_exhausted();
	XXH3_128bits_reset(state);
	for (; got > 0; got = read(fd, bytes, sizeof(bytes)))
		XXH3_128bits_update(state, bytes, (size_t)got);
	hash = XXH3_128bits_digest(state);
	XXH3_freeState(state);
	close(fd);
	*digest = (struct digest){ hash.low64, hash.high64 };
	return got == 0;
}

bool digest_equal(struct digest a, struct digest b)
{
	return a.low == b.low && a.high == b.high;
}

struct slice digest_text(struct arena *arena, struct digest digest)
{
	return text_printf(arena, "%016" PRIx64 "%016" PRIx64, digest.high, digest.low);
}

static bool half_parse(struct slice text, uint64_t *half)
{
	static const char digits[] = "0123456789abcdef";

	*half = 0;
	for (size_t i = 0; i < text.len; i++) {
		struct slice digit = { text.ptr + i, 1 };
		size_t value = slice_find(SLICE(digits), digit, 0);
		if (value > 15)
			return false;
		*half = *half << 4 | value;
	}
	return true;
}

bool digest_parse(struct slice text, struct digest *digest)
{
	return text.len == DIGEST_DIGITS &&
	       half_parse(slice_sub(text, 0, DIGEST_DIGITS / 2), &digest->high) &&
	       half_parse(slice_sub(text, DIGEST_DIGITS / 2, DIGEST_DIGITS), &digest->low);
}
