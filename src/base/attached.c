/* Reads the files that travel in a PDF: a small part of the format, with a bound on every step. */
#include "base/attached.h"

#include <stdint.h>
#include <string.h>
/* Its input is const only when asked for. */
#define ZLIB_CONST
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"

enum {
	DEPTH_MAX = 32,
	TABLES_MAX = 64,
	PARTS_MAX = 256,
	TAIL = 2048,
	ENTRY = 20,
	NAME_MAX_BYTES = 8192
};
enum { BUDGET = 64 * 1024 * 1024 };

static const size_t nowhere = SIZE_MAX;

struct reader {
	struct arena *arena;
	struct slice pdf;
	size_t tables[TABLES_MAX]; /* cross-reference tables, newest first */
	size_t table_count;
	size_t trailer; /* dictionary of the newest */
	size_t budget;  /* of characters that will still be looked at */
};

struct text2 attached_reason(enum attached_result result)
{
	switch (result) {
	case ATTACHED_OK:
		break;
	case ATTACHED_NONE:
		return TEXT2("trong tệp PDF không có kế hoạch đính kèm",
			     "no plan is attached to it");
	case ATTACHED_PACKED:
		return TEXT2("trong tệp PDF không có kế hoạch đính kèm, hoặc tệp đã được chương "
			     "trình khác ghi lại",
			     "no plan is attached to it, or another program has written it anew");
	case ATTACHED_DAMAGED:
		return TEXT2("tệp PDF hỏng, hoặc đã được chương trình khác ghi lại",
			     "it is damaged, or another program has written it anew");
	case ATTACHED_TOO_LARGE:
		return TEXT2("tệp đính kèm quá lớn", "what is attached is too large");
	}
	return TEXT2("", "");
}

bool attached_is_pdf(struct slice bytes)
{
	return slice_starts(bytes, SLICE("%PDF-"));
}

/* --- Objects --- */

static int char_at(struct reader *r, size_t at)
{
	if (at >= r->pdf.len || r->budget == 0)
		return -1;
	r->budget--;
	return (unsigned char)r->pdf.ptr[at];
}

static bool is_blank(int c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_plain(int c)
{
	return c > ' ' && c < 0x7F && !strchr("()<>[]{}/%", c);
}

static size_t skip_blank(struct reader *r, size_t at)
{
	bool comment = false;

	for (;; at++) {
		int c = char_at(r, at);
		if (comment)
			comment = c >= 0 && c != '\n' && c != '\r';
		else if (c == '%')
			comment = true;
		else if (!is_blank(c))
			return at;
	}
}

static bool word_at(struct reader *r, size_t at, const char *word)
{
	return at <= r->pdf.len && slice_starts(slice_sub(r->pdf, at, r->pdf.len), slice_of(word));
}

/* A number without a sign; moves *at behind it and the blanks that follow. */
static bool number_at(struct reader *r, size_t *at, size_t *number)
{
	const size_t most = 9999999999;
	size_t from = *at;

	*number = 0;
	while (char_at(r, *at) >= '0' && char_at(r, *at) <= '9' && *number <= most)
		*number = *number * 10 + (size_t)(char_at(r, (*at)++) - '0');
	if (*at == from || *number > most)
		return false;
	*at = skip_blank(r, *at);
	return true;
}

static size_t string_end(struct reader *r, size_t at)
{
	size_t depth = 0;
	int c;

	while ((c = char_at(r, at++)) >= 0) {
		if (c == '\\')
			at++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return at;
	}
	return nowhere;
}

static size_t hex_end(struct reader *r, size_t at)
{
	int c;

	while ((c = char_at(r, at++)) >= 0) {
		if (c == '>')
			return at;
	}
	return nowhere;
}

/* The two numbers that name an object: "7 0". */
static bool label_at(struct reader *r, size_t *at)
{
	size_t number;
	bool has_first = number_at(r, at, &number);

	return has_first && number_at(r, at, &number);
}

/* "7 0 R" or a word. */
static size_t word_end(struct reader *r, size_t at)
{
	size_t behind = at;

	if (label_at(r, &behind) && char_at(r, behind) == 'R' && !is_plain(char_at(r, behind + 1)))
		return behind + 1;
	while (is_plain(char_at(r, at)))
		at++;
	return at;
}

/* Behind the value that begins at `at`. */
static size_t value_end(struct reader *r, size_t at)
{
	size_t depth = 0;

	do {
		int c = char_at(r, at);
		size_t from = at;
		if (c == '<' && char_at(r, at + 1) != '<')
			at = hex_end(r, at);
		else if (c == '[' || c == '<') {
			depth++;
			at += c == '[' ? 1 : 2;
		} else if (c == ']' || c == '>') {
			if (depth-- == 0)
				return nowhere;
			at += c == ']' ? 1 : 2;
		} else if (c == '(') {
			at = string_end(r, at);
		} else if (c == '/') {
			for (at++; is_plain(char_at(r, at));)
				at++;
		} else {
			at = word_end(r, at);
		}
		if (at == from || at >= r->pdf.len || depth > DEPTH_MAX)
			return nowhere;
		if (depth > 0)
			at = skip_blank(r, at);
	} while (depth > 0);
	return at;
}

/* Where in a dictionary the value of a key begins. */
static size_t dict_get(struct reader *r, size_t dict, const char *key)
{
	size_t at = skip_blank(r, dict + 2);
	size_t length = strlen(key);

	if (!word_at(r, dict, "<<"))
		return nowhere;
	while (char_at(r, at) == '/') {
		bool found = word_at(r, at + 1, key) && !is_plain(char_at(r, at + 1 + length));
		at = value_end(r, at);
		if (at == nowhere)
			return nowhere;
		at = skip_blank(r, at);
		if (found)
			return at;
		at = value_end(r, at);
		if (at == nowhere)
			return nowhere;
		at = skip_blank(r, at);
	}
	return nowhere;
}

/* --- The cross-reference table --- */

static size_t entry_find(struct reader *r, size_t table, size_t wanted)
{
	size_t at = table;
	size_t first;
	size_t count;

	for (int part = 0; part < PARTS_MAX && number_at(r, &at, &first); part++) {
		if (!number_at(r, &at, &count) || count > r->pdf.len / ENTRY)
			return nowhere;
		if (wanted >= first && wanted - first < count) {
			size_t place = at + (wanted - first) * ENTRY;
			size_t offset;
			if (char_at(r, place + 17) != 'n' || !number_at(r, &place, &offset))
				return nowhere;
			return offset;
		}
		at = skip_blank(r, at + count * ENTRY);
	}
	return nowhere;
}

/* The value of an object; behind a reference, or the value itself. */
static size_t resolve(struct reader *r, size_t at)
{
	size_t number;
	size_t generation;
	size_t behind = at;
	size_t place = nowhere;
	size_t again;

	if (at == nowhere)
		return nowhere;
	if (!number_at(r, &behind, &number) || !number_at(r, &behind, &generation) ||
	    char_at(r, behind) != 'R')
		return at;
	for (size_t i = 0; i < r->table_count && place == nowhere; i++)
		place = entry_find(r, r->tables[i], number);
	if (place >= r->pdf.len)
		return nowhere;
	place = skip_blank(r, place);
	if (!number_at(r, &place, &again) || again != number ||
	    !number_at(r, &place, &generation) || !word_at(r, place, "obj"))
		return nowhere;
	return skip_blank(r, place + 3);
}

static size_t dict_find(struct reader *r, size_t dict, const char *key)
{
	return dict == nowhere ? nowhere : resolve(r, dict_get(r, dict, key));
}

static size_t tables_end(struct reader *r, size_t at)
{
	size_t first;
	size_t count;

	for (int part = 0; part < PARTS_MAX && number_at(r, &at, &first); part++) {
		if (!number_at(r, &at, &count) || count > r->pdf.len / ENTRY)
			return nowhere;
		at = skip_blank(r, at + count * ENTRY);
	}
	return word_at(r, at, "trailer") ? skip_blank(r, at + 7) : nowhere;
}

/* A cross-reference stream: an object where the table would be. */
static bool is_packed(struct reader *r, size_t at)
{
	size_t dict;

	if (!label_at(r, &at) || !word_at(r, at, "obj"))
		return false;
	dict = skip_blank(r, at + 3);
	dict = dict_get(r, dict, "Type");
	return dict != nowhere && word_at(r, dict, "/XRef");
}

static enum attached_result reader_open(struct reader *r)
{
	size_t from = r->pdf.len > TAIL ? r->pdf.len - TAIL : 0;
	size_t start = nowhere;
	size_t place;

	for (size_t at = slice_find(r->pdf, SLICE("startxref"), from); at < r->pdf.len;
	     at = slice_find(r->pdf, SLICE("startxref"), at + 1))
		start = skip_blank(r, at + 9);
	if (start == nowhere || !number_at(r, &start, &place))
		return ATTACHED_DAMAGED;
	if (is_packed(r, place))
		return ATTACHED_PACKED;
	while (r->table_count < TABLES_MAX && place > 0 && place < r->pdf.len &&
	       word_at(r, place, "xref")) {
		size_t table = skip_blank(r, place + 4);
		size_t dict = tables_end(r, table);
		size_t previous;
		if (dict == nowhere)
			return ATTACHED_DAMAGED;
		if (r->table_count == 0)
			r->trailer = dict;
		r->tables[r->table_count++] = table;
		previous = dict_get(r, dict, "Prev");
		if (previous == nowhere || !number_at(r, &previous, &place))
			break;
	}
	return r->table_count > 0 ? ATTACHED_OK : ATTACHED_DAMAGED;
}

/* --- What is attached --- */

static int hex_digit(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The bytes of a string, hexadecimal or in brackets. */
static struct slice string_bytes(struct reader *r, size_t at)
{
	struct buf out = BUF_IN(r->arena);
	bool hex = char_at(r, at) == '<';
	size_t end = value_end(r, at);

	if (end == nowhere || end - at > NAME_MAX_BYTES || (!hex && char_at(r, at) != '('))
		return SLICE_NONE;
	for (size_t i = at + 1; i + 1 < end; i++) {
		int c = char_at(r, i);
		if (!hex) {
			if (c == '\\')
				c = char_at(r, ++i);
			buf_putc(&out, (char)c);
		} else if (hex_digit(c) >= 0 && hex_digit(char_at(r, i + 1)) >= 0) {
			buf_putc(&out, (char)(hex_digit(c) << 4 | hex_digit(char_at(r, i + 1))));
			i++;
		}
	}
	return buf_slice(&out);
}

/* A file name: UTF-16 with its mark, or plain.  Control characters make it none. */
static struct slice name_text(struct reader *r, struct slice bytes)
{
	const unsigned char *b = (const unsigned char *)bytes.ptr;
	struct buf out = BUF_IN(r->arena);
	bool wide = slice_starts(bytes, SLICE("\xFE\xFF"));

	for (size_t i = wide ? 2 : 0; i + wide < bytes.len; i += wide ? 2 : 1) {
		unsigned long code = wide ? (unsigned long)(b[i] << 8 | b[i + 1]) : b[i];
		if (wide && code >= 0xD800 && code < 0xDC00 && i + 3 < bytes.len) {
			unsigned long low = (unsigned long)(b[i + 2] << 8 | b[i + 3]);
			code = 0x10000 + ((code - 0xD800) << 10) + ((low - 0xDC00) & 0x3FF);
			i += 2;
		}
		if (code < ' ' || (code >= 0x7F && code < 0xA0) ||
		    (code >= 0xD800 && code < 0xE000))
			return SLICE_NONE;
		buf_put_code(&out, code);
	}
	return buf_slice(&out);
}

/* The description of the associated file with this number. */
static size_t file_at(struct reader *r, size_t number)
{
	size_t list = dict_find(r, dict_find(r, r->trailer, "Root"), "AF");
	size_t at;

	if (list == nowhere || char_at(r, list) != '[')
		return nowhere;
	at = skip_blank(r, list + 1);
	for (size_t i = 0; i < number && char_at(r, at) != ']'; i++) {
		at = value_end(r, at);
		if (at == nowhere)
			return nowhere;
		at = skip_blank(r, at);
	}
	return char_at(r, at) == ']' ? nowhere : resolve(r, at);
}

static struct slice file_name(struct reader *r, size_t file)
{
	size_t name = dict_find(r, file, "UF");

	return name == nowhere ? SLICE_NONE : name_text(r, string_bytes(r, name));
}

static enum attached_result unpack(struct reader *r, struct slice packed, size_t limit,
				   struct slice *bytes)
{
	struct buf out = BUF_IN(r->arena);
	unsigned char chunk[16 * 1024];
	z_stream stream = { .next_in = (const Bytef *)packed.ptr, .avail_in = (uInt)packed.len };
	int state = inflateInit(&stream);

	if (state == Z_MEM_ERROR)
		memory_exhausted();
	while (state == Z_OK && out.len <= limit) {
		stream.next_out = chunk;
		stream.avail_out = sizeof(chunk);
		state = inflate(&stream, Z_NO_FLUSH);
		buf_put(&out,
			(struct slice){ (const char *)chunk, sizeof(chunk) - stream.avail_out });
	}
	inflateEnd(&stream);
	if (out.len > limit)
		return ATTACHED_TOO_LARGE;
	*bytes = slice_copy(r->arena, buf_slice(&out));
	return state == Z_STREAM_END ? ATTACHED_OK : ATTACHED_DAMAGED;
}

static enum attached_result stream_bytes(struct reader *r, size_t dict, size_t limit,
					 struct slice *bytes)
{
	size_t length_at = dict_find(r, dict, "Length");
	size_t filter = dict_find(r, dict, "Filter");
	size_t at = value_end(r, dict);
	size_t length;

	if (at == nowhere || length_at == nowhere || !number_at(r, &length_at, &length))
		return ATTACHED_DAMAGED;
	at = skip_blank(r, at);
	if (!word_at(r, at, "stream"))
		return ATTACHED_DAMAGED;
	at += 6;
	at += char_at(r, at) == '\r';
	at += char_at(r, at) == '\n';
	if (at > r->pdf.len || length > r->pdf.len - at)
		return ATTACHED_DAMAGED;
	*bytes = slice_sub(r->pdf, at, at + length);
	if (filter != nowhere && char_at(r, filter) == '[')
		filter = skip_blank(r, filter + 1);
	if (filter != nowhere && word_at(r, filter, "/FlateDecode"))
		return unpack(r, *bytes, limit, bytes);
	if (filter != nowhere && char_at(r, filter) != ']')
		return ATTACHED_DAMAGED;
	return length > limit ? ATTACHED_TOO_LARGE : ATTACHED_OK;
}

enum attached_result attached_first(struct arena *arena, struct slice pdf, struct slice *name)
{
	struct reader r = { .arena = arena, .pdf = pdf, .budget = BUDGET };
	enum attached_result opened = reader_open(&r);

	if (opened != ATTACHED_OK)
		return opened;
	if (dict_find(&r, r.trailer, "Root") == nowhere)
		return ATTACHED_DAMAGED;
	*name = file_name(&r, file_at(&r, 0));
	return name->len > 0 ? ATTACHED_OK : ATTACHED_NONE;
}

enum attached_result attached_find(struct arena *arena, struct slice pdf, struct slice name,
				   size_t limit, struct slice *bytes)
{
	struct reader r = { .arena = arena, .pdf = pdf, .budget = BUDGET };
	struct slice wanted = path_clean(arena, name);
	enum attached_result opened = reader_open(&r);

	if (opened != ATTACHED_OK)
		return opened;
	for (size_t i = 0; i < ATTACHED_FILES_MAX; i++) {
		size_t file = file_at(&r, i);
		size_t stream;
		if (file == nowhere)
			return ATTACHED_NONE;
		if (!slice_equal(file_name(&r, file), wanted))
			continue;
		stream = dict_find(&r, dict_find(&r, file, "EF"), "F");
		return stream == nowhere ? ATTACHED_DAMAGED
					 : stream_bytes(&r, stream, limit, bytes);
	}
	return ATTACHED_NONE;
}
