/* Writes what changed between two plans as text, Markdown and JSON. */
#include "emit/changes.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "emit/json.h"
#include "render/md.h"

enum { SHOWN_MAX = 120, CONTEXT = 3 }; /* characters of a value; words before what differs */

static const char *const kind_keys[CHANGE_KIND_COUNT] = {
	[CHANGE_ADDED] = "added",     [CHANGE_REMOVED] = "removed", [CHANGE_CHANGED] = "changed",
	[CHANGE_RENAMED] = "renamed", [CHANGE_MOVED] = "moved",
};

static const char *const effect_keys[EFFECT_COUNT] = {
	[EFFECT_NONE] = "none",
	[EFFECT_STRONGER] = "stronger",
	[EFFECT_WEAKER] = "weaker",
};

static const struct text2 effect_words[EFFECT_COUNT] = {
	[EFFECT_NONE] = TEXT2_ROW("", ""),
	[EFFECT_STRONGER] = TEXT2_ROW("tốt lên", "stronger"),
	[EFFECT_WEAKER] = TEXT2_ROW("kém đi", "weaker"),
};

static const char *const effect_colors[EFFECT_COUNT] = {
	[EFFECT_NONE] = "",
	[EFFECT_STRONGER] = "\033[32;1m",
	[EFFECT_WEAKER] = "\033[31;1m",
};

static struct slice word(const struct comparison *c, struct text2 text)
{
	return text2_in(&text, c->lang);
}

/* Long texts: from a little before the first difference, as far as there is room. */

static bool is_break(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* Where both texts begin to differ, brought back to the beginning of a word. */
static size_t same_length(struct slice a, struct slice b)
{
	size_t at = 0;

	while (at < a.len && at < b.len && a.ptr[at] == b.ptr[at])
		at++;
	while (at > 0 && at < a.len && !is_break(a.ptr[at - 1]))
		at--;
	return at;
}

static size_t words_back(struct slice text, size_t at, int words)
{
	while (at > 0 && words > 0) {
		at--;
		if (at > 0 && is_break(text.ptr[at - 1]) && !is_break(text.ptr[at]))
			words--;
	}
	return at;
}

/* One line of a text from `from` on, shortened between words. */
static struct slice excerpt(struct arena *arena, struct slice text, size_t from)
{
	struct buf buf = BUF_IN(arena);
	size_t width = 0;
	size_t last = 0; /* the text up to the last word that fits */
	size_t at = from;

	buf_puts(&buf, from > 0 ? "… " : "");
	while (at < text.len) {
		size_t start = at;
		bool blank = is_break(text.ptr[at]);
		utf8_next(text, &at);
		if (blank)
			last = buf.len;
		if (++width > SHOWN_MAX && last > 0) {
			buf.len = last;
			buf_puts(&buf, " …");
			break;
		}
		if (blank)
			buf_putc(&buf, ' ');
		else
			buf_put(&buf, slice_sub(text, start, at));
	}
	return buf_slice(&buf);
}

struct shown {
	struct slice old, new;
};

static struct shown shorten(struct arena *arena, const struct change *change)
{
	struct slice old = change->old.text;
	struct slice new = change->new.text;
	size_t from = 0;

	if (change->old.is_there && change->new.is_there &&
	    (utf8_count(old) > SHOWN_MAX || utf8_count(new) > SHOWN_MAX))
		from = words_back(old, same_length(old, new), CONTEXT);
	return (struct shown){ excerpt(arena, old, from), excerpt(arena, new, from) };
}

/* "8 changes: 3 weaker, 1 stronger" */
static struct slice summary(struct arena *arena, const struct comparison *c)
{
	const struct changes *changes = c->changes;
	size_t weaker = changes->effects[EFFECT_WEAKER];
	size_t stronger = changes->effects[EFFECT_STRONGER];

	if (c->lang == LANG_VI)
		return text_printf(arena, "%zu thay đổi: %zu làm cam kết kém đi, %zu tốt lên",
				   changes->count, weaker, stronger);
	return text_printf(arena, "%zu change%s: %zu weaker, %zu stronger", changes->count,
			   changes->count == 1 ? "" : "s", weaker, stronger);
}

/* Text */

static struct slice place_of(struct arena *arena, const struct report *report,
			     const struct change_side *side)
{
	const struct source *source = report_source_at(report, side->span.file);

	if (!side->is_there || !source || side->span.file == 0)
		return SLICE("");
	return text_printf(arena, "%.*s:%u", SLICE_ARG(source->name),
			   (unsigned)source_place(source, side->span.start).line);
}

static void put_between(struct buf *buf, struct slice a, const char *between, struct slice b)
{
	buf_put(buf, a);
	buf_puts(buf, a.len > 0 && b.len > 0 ? between : "");
	buf_put(buf, b);
}

/* What happened to it, behind its name. */
static void put_what(struct buf *buf, const struct comparison *c, const struct change *change)
{
	struct shown shown = shorten(buf->arena, change);

	switch (change->kind) {
	case CHANGE_ADDED:
	case CHANGE_REMOVED:
		put_between(buf,
			    change->kind == CHANGE_ADDED ? word(c, TEXT2(" thêm mới", " added"))
							 : word(c, TEXT2(" bỏ đi", " removed")),
			    ": ", change->kind == CHANGE_ADDED ? shown.new : shown.old);
		return;
	case CHANGE_MOVED:
		buf_put(buf, word(c, TEXT2(" đổi thứ tự", " moved")));
		return;
	case CHANGE_RENAMED:
		buf_put(buf, word(c, TEXT2(" đổi mã", " has another id")));
		break;
	case CHANGE_CHANGED:
	case CHANGE_KIND_COUNT:
		break;
	}
	buf_puts(buf, ": ");
	if (change->gone.len + change->come.len > 0) {
		struct buf gone = BUF_IN(buf->arena);
		struct buf come = BUF_IN(buf->arena);
		put_between(&gone, word(c, TEXT2("bỏ", "without")), " ",
			    excerpt(buf->arena, change->gone, 0));
		put_between(&come, word(c, TEXT2("thêm", "now with")), " ",
			    excerpt(buf->arena, change->come, 0));
		put_between(buf, change->gone.len > 0 ? buf_slice(&gone) : SLICE(""), "; ",
			    change->come.len > 0 ? buf_slice(&come) : SLICE(""));
		return;
	}
	put_between(buf, shown.old, " → ", shown.new);
}

static void put_places(struct buf *buf, const struct comparison *c, const struct change *change)
{
	const struct change_side *last = change->new.is_there ? &change->new : &change->old;

	buf_puts(buf, "      ");
	if (change->old.is_there && change->new.is_there &&
	    !slice_equal(change->old.path, change->new.path))
		buf_printf(buf, "%.*s → ", SLICE_ARG(change->old.path));
	buf_printf(buf, "%.*s  ", SLICE_ARG(last->path));
	put_between(buf, place_of(buf->arena, c->old, &change->old), " → ",
		    place_of(buf->arena, c->new, &change->new));
	buf_putc(buf, '\n');
}

static void put_change(struct buf *buf, const struct comparison *c, const struct change *change)
{
	buf_puts(buf, "  ");
	buf_put(buf, change->where);
	put_what(buf, c, change);
	if (change->effect != EFFECT_NONE)
		buf_printf(buf, "  %s[%.*s]%s", c->color ? effect_colors[change->effect] : "",
			   SLICE_ARG(word(c, effect_words[change->effect])),
			   c->color ? "\033[0m" : "");
	buf_putc(buf, '\n');
	put_places(buf, c, change);
}

/* Is this the first change of its section? */
static bool opens_section(const struct changes *changes, size_t i)
{
	return i == 0 ||
	       !slice_equal(changes->items[i].section->key, changes->items[i - 1].section->key);
}

struct slice changes_text(struct arena *arena, const struct comparison *c)
{
	struct buf buf = BUF_IN(arena);

	if (c->changes->count == 0)
		return SLICE("");
	for (size_t i = 0; i < c->changes->count; i++) {
		const struct change *change = &c->changes->items[i];
		if (opens_section(c->changes, i))
			buf_printf(&buf, "%s%.*s\n", i > 0 ? "\n" : "",
				   SLICE_ARG(text2_in(&change->section->label, c->lang)));
		put_change(&buf, c, change);
	}
	buf_printf(&buf, "\n%.*s\n", SLICE_ARG(summary(arena, c)));
	return buf_slice(&buf);
}

/* Markdown */

static void put_cell(struct buf *buf, struct slice text)
{
	struct md md = { .arena = buf->arena, .out = BUF_IN(buf->arena), .place = MD_CELL };

	md.prefix = BUF_IN(buf->arena);
	md_text(&md, text);
	buf_printf(buf, " %.*s |", SLICE_ARG(buf_slice(&md.out)));
}

static void put_row(struct buf *buf, const struct comparison *c, const struct change *change)
{
	struct shown shown = shorten(buf->arena, change);
	struct buf what = BUF_IN(buf->arena);
	bool is_there[] = { change->old.is_there, change->new.is_there };

	buf_putc(buf, '|');
	buf_put(&what, change->where);
	if (change->kind == CHANGE_MOVED)
		buf_put(&what, word(c, TEXT2(" (đổi thứ tự)", " (moved)")));
	if (change->kind == CHANGE_RENAMED)
		buf_put(&what, word(c, TEXT2(" (đổi mã)", " (another id)")));
	put_cell(buf, buf_slice(&what));
	for (int i = 0; i < 2; i++) {
		struct slice text = i == 0 ? shown.old : shown.new;
		if (is_there[i] && text.len == 0 && change->kind != CHANGE_MOVED)
			text = word(c, TEXT2("có", "yes"));
		put_cell(buf, is_there[i] ? text : SLICE("–"));
	}
	put_cell(buf, word(c, effect_words[change->effect]));
	buf_putc(buf, '\n');
}

struct slice changes_md(struct arena *arena, const struct comparison *c)
{
	struct buf buf = BUF_IN(arena);

	buf_printf(&buf, "# %.*s\n\n%.*s\n",
		   SLICE_ARG(word(c, TEXT2("Thay đổi của kế hoạch", "What changed in the plan"))),
		   SLICE_ARG(c->changes->count > 0
				     ? summary(arena, c)
				     : word(c, TEXT2("Không có thay đổi.", "Nothing changed."))));
	for (size_t i = 0; i < c->changes->count; i++) {
		const struct change *change = &c->changes->items[i];
		if (opens_section(c->changes, i))
			buf_printf(&buf, "\n## %.*s\n\n%.*s\n| --- | --- | --- | --- |\n",
				   SLICE_ARG(text2_in(&change->section->label, c->lang)),
				   SLICE_ARG(
					   word(c, TEXT2("| Nội dung | Trước | Sau | Cam kết |",
							 "| What | Before | After | Promise |"))));
		put_row(&buf, c, change);
	}
	return buf_slice(&buf);
}

/* JSON */

static json_t *side_json(const struct report *report, const struct change_side *side)
{
	const struct source *source = report_source_at(report, side->span.file);
	json_t *table;
	struct place place;

	if (!side->is_there)
		return json_null();
	table = json_table();
	json_set_text(table, "path", side->path);
	json_set_text(table, "text", side->text);
	json_set(table, "written", side->written.ptr ? json_text(side->written) : json_null());
	if (!source || side->span.file == 0)
		return table;
	place = source_place(source, side->span.start);
	json_set_text(table, "file", source->name);
	json_set(table, "line", json_count(place.line));
	json_set(table, "column", json_count(place.column));
	return table;
}

static json_t *change_json(const struct comparison *c, const struct change *change)
{
	json_t *table = json_table();

	json_set_text(table, "kind", slice_of(kind_keys[change->kind]));
	json_set_text(table, "effect", slice_of(effect_keys[change->effect]));
	json_set_text(table, "section", change->section->key);
	json_set_text(table, "what", change->where);
	json_set(table, "old", side_json(c->old, &change->old));
	json_set(table, "new", side_json(c->new, &change->new));
	if (change->gone.len + change->come.len > 0) {
		json_set_text(table, "gone", change->gone);
		json_set_text(table, "come", change->come);
	}
	return table;
}

struct slice changes_json(struct arena *arena, const struct comparison *c)
{
	json_t *root = json_table();
	json_t *list = json_list();
	json_t *counts = json_table();

	for (size_t i = 0; i < c->changes->count; i++)
		json_put(list, change_json(c, &c->changes->items[i]));
	json_set(counts, "changes", json_count(c->changes->count));
	for (int i = EFFECT_STRONGER; i < EFFECT_COUNT; i++)
		json_set(counts, effect_keys[i], json_count(c->changes->effects[i]));
	json_set(root, "schema", json_count(1));
	json_set_text(root, "old", c->old_name);
	json_set_text(root, "new", c->new_name);
	json_set(root, "changes", list);
	json_set(root, "summary", counts);
	return json_finish(arena, root);
}
