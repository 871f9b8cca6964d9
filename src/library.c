/* What foreign libraries need before they are used, other than at their doors. */
#include "library.h"

#include <jansson.h>
#include <libxml/xmlmemory.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/*
 * Plain malloc and free whoever calls: what a library keeps outlives any guard.  They take
 * functions of their own kind; malloc() and free() are those in all but name.  libxml2 makes pages
 * of pieces that go together.
 */
static void *get_more(void *old, size_t size)
{
	void *memory = realloc(old, size > 0 ? size : 1);

	if (!memory)
		memory_exhausted();
	return memory;
}

static void *get(size_t size)
{
	return get_more(NULL, size);
}

static void give_back(void *memory)
{
	free(memory);
}

static void *piece_get(size_t size)
{
	return memory_piece(NULL, size);
}

static char *piece_of_text(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(memory_piece(NULL, size), text, size);
}

/* OpenSSL also says where in its sources it asks. */
static void *digest_get(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return get(size);
}

static void *digest_get_more(void *old, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return get_more(old, size);
}

static void digest_give_back(void *memory, const char *file, int line)
{
	(void)file;
	(void)line;
	free(memory);
}

void library_memory(void)
{
	xmlMemSetup(memory_piece_free, piece_get, memory_piece, piece_of_text);
	json_set_alloc_funcs(get, give_back);
	CRYPTO_set_mem_functions(digest_get, digest_get_more, digest_give_back);
}
