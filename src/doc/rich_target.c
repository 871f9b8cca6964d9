/* Where links of rich text may lead. */
#include <string.h>

#include "doc/rich.h"

static bool scheme_is_safe(struct slice scheme)
{
	static const char *const safe[] = { "http", "https", "mailto", "tel" };
	char lower[8] = "";

	if (scheme.len >= sizeof(lower))
		return false;
	for (size_t i = 0; i < scheme.len; i++) {
		char c = scheme.ptr[i];
		lower[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
	}
	for (size_t i = 0; i < sizeof(safe) / sizeof(*safe); i++) {
		if (strcmp(lower, safe[i]) == 0)
			return true;
	}
	return false;
}

bool rich_target_is_safe(struct slice target)
{
	/* Browsers drop control characters, so none may hide a scheme. */
	for (size_t i = 0; i < target.len; i++) {
		if ((unsigned char)target.ptr[i] < 0x20)
			return false;
	}
	for (size_t i = 0; i < target.len; i++) {
		char c = target.ptr[i];
		if (c == ':')
			return scheme_is_safe(slice_sub(target, 0, i));
		if (c == '/' || c == '?' || c == '#')
			return true;
	}
	return target.len > 0;
}
