/* Text being built in an arena. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/utf8.h"

void buf_grow(struct buf *buf, size_t more)
{
	size_t before = buf->cap;

	buf->cap = buf->cap ? buf->cap * 2 : 64;
	if (buf->cap <= buf->len + more)
		buf->cap = buf->len + more + 1;
	buf->data = arena_grow_room(buf->arena, buf->data, before, buf->cap);
}

void buf_puts(struct buf *buf, const char *text)
{
	buf_put(buf, slice_of(text));
}

void buf_repeat(struct buf *buf, char c, size_t count)
{
	while (count-- > 0)
		buf_putc(buf, c);
}

void buf_put_count(struct buf *buf, uint64_t number)
{
	char digits[20];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	buf_put(buf, (struct slice){ digits + at, sizeof(digits) - at });
}

void buf_put_hex(struct buf *buf, uint32_t number)
{
	static const char signs[] = "0123456789ABCDEF";
	char digits[4];

	for (int i = 0; i < 4; i++)
		digits[i] = signs[number >> (12 - 4 * i) & 15];
	buf_put(buf, (struct slice){ digits, sizeof(digits) });
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
	enum { USUAL = 48 }; /* as long as most are, which so are written at once */
	va_list again;
	size_t room;
	int length;

	buf_reserve(buf, USUAL);
	room = buf->cap - buf->len;
	va_copy(again, args);
	length = vsnprintf(buf->data + buf->len, room, format, again);
	va_end(again);
	if (length > 0 && (size_t)length >= room) {
		buf_reserve(buf, (size_t)length + 1);
		vsnprintf(buf->data + buf->len, (size_t)length + 1, format, args);
	}
	if (length > 0)
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
