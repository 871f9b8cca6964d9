/* What foreign libraries need before they are used, other than at their doors. */
#include "library.h"

#include <jansson.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* libxml2 wants functions of its own kind; free() is one in all but name. */
static void give_back(void *memory)
{
	free(memory);
}

static char *text_copy(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(memory_alloc(size), text, size);
}

void library_memory(void)
{
	xmlMemSetup(give_back, memory_alloc, memory_resize, text_copy);
	json_set_alloc_funcs(memory_alloc, give_back);
}
