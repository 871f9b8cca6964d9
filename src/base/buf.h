#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdint.h>
#include <string.h>

#include "base/slice.h"

struct arena;

/* Text being built, in an arena.  data is always followed by a NUL once anything was put. */
struct buf {
	struct arena *arena;
	char *data;
	size_t len;
	size_t cap;
};

#define BUF_IN(a) ((struct buf){ .arena = (a) })

/* buf_reserve where there is too little. */
void buf_grow(struct buf *buf, size_t more);

/* Makes room for so many more bytes and a NUL. */
static inline void buf_reserve(struct buf *buf, size_t more)
{
	if (buf->cap - buf->len <= more)
		buf_grow(buf, more);
}

static inline void buf_put(struct buf *buf, struct slice text)
{
	if (text.len == 0)
		return;
	buf_reserve(buf, text.len);
	memcpy(buf->data + buf->len, text.ptr, text.len);
	buf->len += text.len;
	buf->data[buf->len] = '\0';
}

static inline void buf_putc(struct buf *buf, char c)
{
	buf_reserve(buf, 1);
	buf->data[buf->len++] = c;
	buf->data[buf->len] = '\0';
}

void buf_puts(struct buf *buf, const char *text);
void buf_repeat(struct buf *buf, char c, size_t count);
/* A number in decimal digits; its last sixteen bits in four hexadecimal ones.  Faster than
 * buf_printf. */
void buf_put_count(struct buf *buf, uint64_t number);
void buf_put_hex(struct buf *buf, uint32_t number);
/* One code point as UTF-8. */
void buf_put_code(struct buf *buf, unsigned long code);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What was put so far; never has a NULL pointer. */
struct slice buf_slice(const struct buf *buf);

/* printf into an arena. */
struct slice text_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
