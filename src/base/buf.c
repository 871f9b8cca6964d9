/* Text being built in an arena. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

static void buf_reserve(struct buf *buf, size_t more)
{
	char *larger;

	if (buf->cap - buf->len > more)
		return;
	buf->cap = buf->cap ? buf->cap * 2 : 64;
	if (buf->cap <= buf->len + more)
		buf->cap = buf->len + more + 1;
	larger = arena_alloc(buf->arena, buf->cap);
	if (buf->len > 0)
		memcpy(larger, buf->data, buf->len);
	buf->data = larger;
}

void buf_put(struct buf *buf, struct slice text)
{
	if (text.len == 0)
		return;
	buf_reserve(buf, text.len);
	memcpy(buf->data + buf->len, text.ptr, text.len);
	buf->len += text.len;
	buf->data[buf->len] = '\0';
}

void buf_puts(struct buf *buf, const char *text)
{
	buf_put(buf, slice_of(text));
}

void buf_putc(struct buf *buf, char c)
{
	buf_put(buf, (struct slice){ &c, 1 });
}

void buf_repeat(struct buf *buf, char c, size_t count)
{
	while (count-- > 0)
		buf_putc(buf, c);
}

void buf_put_code(struct buf *buf, unsigned long code)
{
	char bytes[4];

	buf_put(buf, (struct slice){ bytes, utf8_encode((uint32_t)code, bytes) });
}

static void buf_vprintf(struct buf *buf, const char *format, va_list args)
	__attribute__((format(printf, 2, 0), nonnull));

static void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length <= 0)
		return;
	buf_reserve(buf, (size_t)length + 1);
	vsnprintf(buf->data + buf->len, (size_t)length + 1, format, args);
	buf->len += (size_t)length;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

struct slice buf_slice(const struct buf *buf)
{
	return buf->data ? (struct slice){ buf->data, buf->len } : SLICE("");
}

struct slice text_printf(struct arena *arena, const char *format, ...)
{
	struct buf buf = BUF_IN(arena);
	va_list args;

	va_start(args, format);
	buf_vprintf(&buf, format, args);
	va_end(args);
	return buf_slice(&buf);
}
