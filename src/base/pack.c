/* Numbers and texts as bytes. */
#include "base/pack.h"

#include <string.h>

#include "base/buf.h"

void pack_number(struct buf *buf, uint64_t number)
{
	buf_put(buf, (struct slice){ (const char *)&number, sizeof(number) });
}

void pack_text(struct buf *buf, struct slice text)
{
	pack_number(buf, text.ptr ? (uint64_t)text.len + 1 : 0);
	if (text.ptr)
		buf_put(buf, text);
}

void pack_text2(struct buf *buf, const struct text2 *text)
{
	for (int i = 0; i < LANG_COUNT; i++)
		pack_text(buf, text->in[i]);
}

static struct slice take(struct unpack *unpack, uint64_t len)
{
	struct slice taken;

	if (len > unpack->rest.len) {
		*unpack = (struct unpack){ .rest = SLICE(""), .is_bad = true };
		return SLICE_NONE;
	}
	taken = slice_sub(unpack->rest, 0, (size_t)len);
	unpack->rest = slice_sub(unpack->rest, (size_t)len, unpack->rest.len);
	return taken;
}

uint64_t unpack_number(struct unpack *unpack)
{
	struct slice bytes = take(unpack, sizeof(uint64_t));
	uint64_t number = 0;

	if (bytes.ptr)
		memcpy(&number, bytes.ptr, sizeof(number));
	return number;
}

size_t unpack_count(struct unpack *unpack)
{
	uint64_t count = unpack_number(unpack);

	if (count <= unpack->rest.len / sizeof(uint64_t))
		return (size_t)count;
	take(unpack, UINT64_MAX);
	return 0;
}

int unpack_choice(struct unpack *unpack, int count)
{
	uint64_t number = unpack_number(unpack);

	if (number < (uint64_t)count)
		return (int)number;
	take(unpack, UINT64_MAX);
	return 0;
}

struct slice unpack_text(struct unpack *unpack)
{
	uint64_t len = unpack_number(unpack);

	return len > 0 ? take(unpack, len - 1) : SLICE_NONE;
}

struct text2 unpack_text2(struct unpack *unpack)
{
	struct text2 text;

	for (int i = 0; i < LANG_COUNT; i++)
		text.in[i] = unpack_text(unpack);
	return text;
}
