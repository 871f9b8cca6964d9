/* Hashing texts: FNV-1a, and SHA-256 where it must not be forged.  Knows bytes only. */
#include "base/hash.h"

#include <inttypes.h>
#include <openssl/evp.h>

#include "base/arena.h"
#include "base/buf.h"

static uint64_t byte_add(uint64_t hash, unsigned char byte)
{
	return (hash ^ byte) * UINT64_C(0x100000001b3);
}

uint64_t hash_add(uint64_t hash, struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		hash = byte_add(hash, (unsigned char)text.ptr[i]);
	return byte_add(hash, 0xff); /* stands in no UTF-8 text */
}

struct slice hash_text(struct arena *arena, uint64_t hash)
{
	return text_printf(arena, "%016" PRIx64, hash);
}

struct slice hash_sign(struct arena *arena, struct slice text, size_t length)
{
	unsigned char digest[32];
	char *letters = ARENA_ARRAY(arena, 45, char);
	size_t len = 43; /* without the "=" at the end */

	if (!EVP_Digest(text.ptr, text.len, digest, NULL, EVP_sha256(), NULL))
		return SLICE_NONE;
	EVP_EncodeBlock((unsigned char *)letters, digest, sizeof(digest));
	for (size_t i = 0; i < len; i++)
		letters[i] = letters[i] == '+' ? '-' : letters[i] == '/' ? '_' : letters[i];
	return (struct slice){ letters, length < len ? length : len };
}
