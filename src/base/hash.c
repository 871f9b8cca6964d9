/* Hashing texts (FNV-1a).  Knows bytes only. */
#include "base/hash.h"

#include <inttypes.h>

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
