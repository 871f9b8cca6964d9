/* Links of the plan's own that stay in the document: "#" and the words of a heading. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "present/presenter.h"

enum { HINTS_MOST = 40 }; /* links for which the heading that is meant is sought */

struct linker {
	struct presenter *p;
	unsigned dead;
	struct doc_places places;
	struct span source;      /* in which a link was missed last ... */
	struct source_seek seek; /* ... and how far that was looked through */
};

/* --- Is there any? --- */

static bool text_has_links(struct slice text)
{
	return slice_find(text, SLICE("](#"), 0) < text.len ||
	       slice_find(text, SLICE("](<#"), 0) < text.len ||
	       slice_find(text, SLICE("]: #"), 0) < text.len;
}

static bool group_has_links(const struct group *group, enum lang lang);

static bool value_has_links(const struct value *value, enum lang lang)
{
	enum type type = value->field->type;

	if (!value_has(value))
		return false;
	if (type == TYPE_PROSE)
		return text_has_links(text2_in(&value->as.text, lang));
	if (type == TYPE_TABLE)
		return group_has_links(value->as.group, lang);
	for (size_t i = 0; type == TYPE_LIST && i < value->as.list.count; i++) {
		if (text_has_links(text2_in(&value->as.list.items[i].text, lang)))
			return true;
	}
	for (size_t i = 0; type == TYPE_RECORDS && i < value->as.records.count; i++) {
		if (group_has_links(value->as.records.items[i], lang))
			return true;
	}
	return false;
}

static bool group_has_links(const struct group *group, enum lang lang)
{
	for (size_t i = 0; i < group->field->field_count; i++) {
		if (value_has_links(&group->values[i], lang))
			return true;
	}
	return false;
}

bool present_has_links(const struct plan *plan, enum lang lang)
{
	return group_has_links(plan->root, lang);
}

/* --- Where they lead --- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* An address as it was before "%E1%BB%9D" stood in it. */
static struct slice address_decode(struct arena *arena, struct slice address)
{
	struct buf text = BUF_IN(arena);

	for (size_t i = 0; i < address.len; i++) {
		bool whole = address.ptr[i] == '%' && address.len - i > 2;
		int high = whole ? hex_digit(address.ptr[i + 1]) : -1;
		int low = whole ? hex_digit(address.ptr[i + 2]) : -1;
		if (high < 0 || low < 0) {
			buf_putc(&text, address.ptr[i]);
			continue;
		}
		buf_putc(&text, (char)(high * 16 + low));
		i += 2;
	}
	return buf_slice(&text);
}

static bool is_own(const struct presenter *p, const struct doc_node *node)
{
	return node->kind == DOC_LINK && !node->as.link.heading &&
	       slice_starts(node->as.link.target, SLICE("#")) &&
	       !(p->draft && slice_starts(node->as.link.target, SLICE("#gap_")));
}

static void dead_tell(struct linker *linker, const struct doc_node *link, struct slice words)
{
	struct presenter *p = linker->p;
	struct nearest nearest = nearest_start(p->arena, present_anchor(p, words));
	struct span source = link->source;
	struct slice written = text_printf(p->arena, "#%.*s", SLICE_ARG(words));

	if (!linker->seek.arena || linker->source.start != source.start ||
	    linker->source.end != source.end || linker->source.file != source.file)
		linker->seek = source_seek(p->report, source);
	linker->source = source;
	if (++linker->dead > HINTS_MOST)
		nearest.wanted = SLICE_NONE;
	for (size_t i = 1; nearest.wanted.len > 0 && i < linker->places.headings.len; i++)
		nearest_offer(&nearest, linker->places.headings.items[i]);
	diag_add(p->report, DIAG_DEAD_LINK, source_seek_again(&linker->seek, written), SLICE_NONE,
		 DIAG_ARGS(diag_text("target", written),
			   diag_text2(
				   "hint",
				   nearest_hint(
					   &nearest,
					   TEXT2("ghi các từ của đề mục cần dẫn tới, nối "
						 "bằng gạch ngang: [giờ mở cửa](#gio-mo-cua)",
						 "write the words of the heading it is to lead to, "
						 "joined by hyphens: [hours](#opening-hours)")))));
}

/* False for a link that leads nowhere. */
static bool link_lead(struct linker *linker, struct doc_node *link)
{
	struct presenter *p = linker->p;
	struct slice target = link->as.link.target;
	struct slice words = address_decode(p->arena, slice_sub(target, 1, target.len));
	struct slice anchor = text_printf(p->arena, "#%.*s", SLICE_ARG(present_anchor(p, words)));

	if (words.len > 0 && doc_heading_at(&linker->places, anchor).len > 0) {
		link->as.link.target = anchor;
		return true;
	}
	dead_tell(linker, link, words);
	return false;
}

/* Puts what a node holds in its place; returns the first of it, or what follows the node. */
static struct doc_node *unwrap(struct doc_node **place)
{
	struct doc_node *node = *place;
	struct doc_node *parent = node->parent;

	for (struct doc_node *at = node->first; at; at = at->next)
		at->parent = parent;
	if (node->last)
		node->last->next = node->next;
	*place = node->first ? node->first : node->next;
	if (parent->last == node)
		parent->last = node->last;
	return *place;
}

static void children_link(struct linker *linker, struct doc_node *parent)
{
	struct doc_node *before = NULL;

	for (struct doc_node *at = parent->first, *next; at; at = next) {
		next = at->next;
		if (!is_own(linker->p, at) || link_lead(linker, at)) {
			before = at;
			continue;
		}
		next = unwrap(before ? &before->next : &parent->first);
		if (!next && !parent->last)
			parent->last = before;
	}
}

void present_links(struct presenter *p, struct doc *doc)
{
	struct linker linker = { .p = p };
	bool any = false;

	for (const struct doc_node *at = doc->root; at && !any; at = doc_next(doc->root, at))
		any = is_own(p, at);
	if (!any)
		return;
	linker.places = doc_places(p->arena, doc);
	for (struct doc_node *at = doc->root; at; at = present_next(doc->root, at))
		children_link(&linker, at);
}
