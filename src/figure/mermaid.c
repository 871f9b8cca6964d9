/* Figures as Mermaid source, which many viewers of Markdown draw. */
#include "figure/figure.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* Viewers read labels as Markdown, but draw no list, no link and no mark of it. */
static bool is_markup(struct slice text, size_t i)
{
	char next = i + 1 < text.len ? text.ptr[i + 1] : ' ';
	size_t digits = 0;

	switch (text.ptr[i]) {
	case '-':
	case '+':
		return i == 0;
	case ')':
	case '.':
		while (digits < i && text.ptr[digits] >= '0' && text.ptr[digits] <= '9')
			digits++;
		return (i > 0 && digits == i) ||
		       (i >= 3 && slice_equal(slice_sub(text, i - 3, i), SLICE("www")));
	case ':':
		return next == '/';
	default:
		return strchr("\"#<>&`;*_~[@\\", text.ptr[i]) != NULL;
	}
}

static void put_text(struct buf *out, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (is_markup(text, i))
			buf_printf(out, "#%d;", c);
		else
			buf_putc(out, c == '\n' || c == '\r' ? ' ' : c);
	}
}

static void put_node(struct buf *out, const struct figure_node *node, size_t place)
{
	const struct slice parts[] = { node->badge, node->note, node->remark };

	buf_printf(out, "    n%zu%s", place, node->decision ? "{\"" : node->aside ? "([\"" : "[\"");
	put_text(out, node->title);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (parts[i].len == 0)
			continue;
		buf_puts(out, i == 0 ? " · " : "<br/>");
		put_text(out, parts[i]);
	}
	buf_puts(out, node->decision ? "\"}" : node->aside ? "\"])" : "\"]");
	buf_puts(out, node->open ? ":::open\n" : "\n");
}

struct slice figure_mermaid(struct arena *arena, const struct doc_figure *figure)
{
	struct buf out = BUF_IN(arena);
	bool open = false;

	if (figure->kind != FIGURE_TREE && figure->kind != FIGURE_FLOW)
		return SLICE("");
	buf_puts(&out, "flowchart TB\n");
	for (size_t i = 0; i < figure->node_count; i++) {
		put_node(&out, &figure->nodes[i], i);
		open = open || figure->nodes[i].open;
	}
	for (size_t i = 0; figure->kind == FIGURE_TREE && i < figure->node_count; i++) {
		if (figure->nodes[i].parent != FIGURE_NO_NODE)
			buf_printf(&out, "    n%d --- n%zu\n", figure->nodes[i].parent, i);
	}
	for (size_t i = 0; i < figure->edge_count; i++) {
		buf_printf(&out, "    n%zu -->", figure->edges[i].from);
		if (figure->edges[i].label.len > 0) {
			buf_puts(&out, "|\"");
			put_text(&out, figure->edges[i].label);
			buf_puts(&out, "\"|");
		}
		buf_printf(&out, " n%zu\n", figure->edges[i].to);
	}
	if (open)
		buf_puts(&out, "    classDef open stroke-dasharray: 4 3\n");
	return buf_slice(&out);
}
