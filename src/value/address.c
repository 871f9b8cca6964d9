/* How addresses are written: e-mail, links, telephone numbers. */
#include "value/address.h"

static bool has_only(struct slice text, const char *allowed)
{
	for (size_t i = 0; i < text.len; i++) {
		const char *at = allowed;
		while (*at && *at != text.ptr[i])
			at++;
		if (!*at)
			return false;
	}
	return text.len > 0;
}

bool address_is_email(struct slice text)
{
	size_t at = slice_find(text, SLICE("@"), 0);
	struct slice host = slice_sub(text, at + 1, text.len);

	return at > 0 && at < text.len && slice_find(host, SLICE("@"), 0) == host.len &&
	       slice_find(host, SLICE("."), 1) < host.len && !slice_ends(host, SLICE(".")) &&
	       slice_find(text, SLICE(" "), 0) == text.len;
}

bool address_is_link(struct slice text)
{
	bool scheme = slice_find(text, SLICE(":"), 0) < text.len;
	bool known = slice_starts(text, SLICE("https://")) ||
		     slice_starts(text, SLICE("http://")) || slice_starts(text, SLICE("mailto:")) ||
		     slice_starts(text, SLICE("tel:"));

	return (known || !scheme) && slice_find(text, SLICE(" "), 0) == text.len;
}

bool address_is_phone(struct slice text)
{
	return has_only(text, "0123456789+ .()-/,;ext*#");
}
