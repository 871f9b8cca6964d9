/*
 * Rich text whose images have moved: their addresses are written anew, and not a word besides.  A
 * text in which that cannot be done without touching anything else stays as it is.
 */
#include <cmark.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "doc/rich.h"

enum { PLACES_MOST = 200 }; /* that are tried one by one */
#define EVERY SIZE_MAX

struct mover {
	struct arena *arena;
	cmark_mem *memory; /* nodes keep it */
	const struct rich_images *images;
	struct slice text;
	struct buf out;
	size_t at;
	size_t places;   /* addresses found so far: of images, and all of "[name]: address" */
	size_t only;     /* the one of them that is moved, or EVERY */
	VEC(bool) stays; /* of those that are found to be something else */
	VEC(bool) open;  /* brackets; true: of an image */
};

static cmark_node *parsed(const struct mover *mover, struct slice text)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, mover->memory);
	cmark_node *document;

	cmark_parser_feed(parser, text.ptr, text.len);
	document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return document;
}

static struct slice url_of(struct arena *arena, cmark_node *node)
{
	const char *url = cmark_node_get_url(node);

	return slice_copy(arena, slice_of(url ? url : ""));
}

static struct slice moved(const struct mover *mover, struct slice path)
{
	return mover->images->move(mover->images->data, path);
}

/* An address as readers understand it, from what stands between the parentheses. */
static struct slice address_read(const struct mover *mover, struct slice raw)
{
	cmark_node *document =
		parsed(mover, text_printf(mover->arena, "![](%.*s)", SLICE_ARG(raw)));
	cmark_node *image = cmark_node_first_child(cmark_node_first_child(document));
	struct slice url = SLICE("");

	if (image && cmark_node_get_type(image) == CMARK_NODE_IMAGE)
		url = url_of(mover->arena, image);
	cmark_node_free(document);
	return url;
}

static void address_put(struct buf *out, struct slice path)
{
	bool bare = path.len > 0;

	for (size_t i = 0; i < path.len; i++)
		bare = bare && (unsigned char)path.ptr[i] > ' ' && !strchr("()<>\\&", path.ptr[i]);
	if (!bare)
		buf_putc(out, '<');
	for (size_t i = 0; i < path.len; i++) {
		if (strchr("<>\\&", path.ptr[i]))
			buf_putc(out, '\\');
		buf_putc(out, path.ptr[i]);
	}
	if (!bare)
		buf_putc(out, '>');
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char char_at(const struct mover *mover, size_t at)
{
	return at < mover->text.len ? mover->text.ptr[at] : '\0';
}

/* Where an address that begins here ends. */
static size_t address_end(const struct mover *mover, size_t at)
{
	size_t depth = 0;
	bool angled = char_at(mover, at) == '<';

	for (; at < mover->text.len; at++) {
		char c = mover->text.ptr[at];
		if (c == '\\') {
			at++;
		} else if (angled) {
			if (c == '>' || c == '\n')
				return at + 1;
		} else if (is_blank(c) || (c == ')' && depth == 0)) {
			return at;
		} else {
			depth += c == '(';
			depth -= c == ')';
		}
	}
	return mover->text.len;
}

static bool is_moved(const struct mover *mover, size_t number)
{
	if (mover->only != EVERY)
		return number == mover->only;
	return number >= mover->stays.len || !mover->stays.items[number];
}

/* Copies up to the address that begins behind the blanks here, and writes where it has moved. */
static void address_move(struct mover *mover, size_t from)
{
	size_t start = from;
	size_t end;
	struct slice raw, path, place;

	while (is_blank(char_at(mover, start)))
		start++;
	end = address_end(mover, start);
	raw = slice_sub(mover->text, start, end);
	buf_put(&mover->out, slice_sub(mover->text, mover->at, start));
	mover->at = end;
	path = address_read(mover, raw);
	place = path.len > 0 && is_moved(mover, mover->places++) ? moved(mover, path) : path;
	if (slice_equal(path, place))
		buf_put(&mover->out, raw);
	else
		address_put(&mover->out, place);
}

static void copy(struct mover *mover, size_t count)
{
	buf_put(&mover->out, slice_sub(mover->text, mover->at, mover->at + count));
	mover->at += count;
}

/* Code, in a line or between fences, ends with as many ticks as it begins with. */
static void code_copy(struct mover *mover)
{
	size_t ticks = 0;
	size_t run = 0;

	while (char_at(mover, mover->at + ticks) == '`')
		ticks++;
	for (size_t at = mover->at + ticks; at <= mover->text.len; at++) {
		bool tick = char_at(mover, at) == '`';
		if (!tick && run == ticks) {
			copy(mover, at - mover->at);
			return;
		}
		run = tick ? run + 1 : 0;
	}
	copy(mover, ticks);
}

static void bracket_close(struct mover *mover)
{
	bool image = mover->open.len > 0 && mover->open.items[--mover->open.len];
	char next = char_at(mover, mover->at + 1);

	if ((image && next == '(') || (mover->open.len == 0 && next == ':'))
		address_move(mover, mover->at + 2);
	else
		copy(mover, 1);
}

static struct slice text_moved(struct mover *mover, size_t only)
{
	struct buf out = BUF_IN(mover->arena);

	buf_grow(&out, mover->text.len); /* about as long as what it is made of */
	mover->out = out;
	mover->only = only;
	mover->at = 0;
	mover->places = 0;
	mover->open.len = 0;
	while (mover->at < mover->text.len) {
		char c = mover->text.ptr[mover->at];
		bool image = c == '!' && char_at(mover, mover->at + 1) == '[';
		if (c == '`') {
			code_copy(mover);
		} else if (c == ']') {
			bracket_close(mover);
		} else {
			if (c == '[' || image)
				*vec_push(mover->arena, &mover->open) = image;
			copy(mover, c == '\\' || image ? 2 : 1);
		}
	}
	return buf_slice(&mover->out);
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_node(const struct mover *mover, cmark_node *old, cmark_node *new)
{
	struct slice url = url_of(mover->arena, old);
	struct slice now = url_of(mover->arena, new);

	if (cmark_node_get_type(old) != cmark_node_get_type(new) ||
	    !same_text(cmark_node_get_literal(old), cmark_node_get_literal(new)) ||
	    !same_text(cmark_node_get_title(old), cmark_node_get_title(new)))
		return false;
	if (cmark_node_get_type(old) != CMARK_NODE_IMAGE)
		return slice_equal(url, now);
	return slice_equal(moved(mover, url), now) ||
	       (mover->only != EVERY && slice_equal(url, now));
}

/* Do readers see the same, but for where the images are? */
static bool says_the_same(const struct mover *mover, struct slice changed)
{
	cmark_node *documents[2] = { parsed(mover, mover->text), parsed(mover, changed) };
	cmark_iter *old = cmark_iter_new(documents[0]);
	cmark_iter *new = cmark_iter_new(documents[1]);
	bool same = true;
	cmark_event_type event;

	do {
		event = cmark_iter_next(old);
		same = cmark_iter_next(new) == event;
		if (same && event == CMARK_EVENT_ENTER)
			same = same_node(mover, cmark_iter_get_node(old), cmark_iter_get_node(new));
	} while (same && event != CMARK_EVENT_DONE);
	cmark_iter_free(old);
	cmark_iter_free(new);
	cmark_node_free(documents[0]);
	cmark_node_free(documents[1]);
	return same;
}

struct slice rich_move_images(struct arena *arena, struct slice markdown,
			      const struct rich_images *images)
{
	cmark_mem memory = { memory_zeroed, memory_resize, memory_free };
	struct mover mover = {
		.arena = arena, .memory = &memory, .images = images, .text = markdown
	};
	struct slice changed;
	size_t places;

	if (slice_find(markdown, SLICE("!["), 0) == markdown.len)
		return markdown;
	changed = text_moved(&mover, EVERY);
	if (slice_equal(changed, markdown) || says_the_same(&mover, changed))
		return changed;
	places = mover.places;
	for (size_t i = 0; i < places && places <= PLACES_MOST; i++) {
		bool stays = !says_the_same(&mover, text_moved(&mover, i));
		*vec_push(arena, &mover.stays) = stays;
	}
	changed = text_moved(&mover, EVERY);
	return says_the_same(&mover, changed) ? changed : markdown;
}
