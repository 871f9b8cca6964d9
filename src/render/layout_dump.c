/* The laid-out pages as text: what stands where, with every character equally wide. */
#include "render/render.h"

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "layout/layout.h"
#include "render/shared.h"

enum { ADVANCE = 540 }; /* about what the text face has on average */

static void dump_op(struct buf *out, const struct op *op, const struct op *before)
{
	bool joins = before && before->kind == OP_TEXT && fabs(before->y - op->y) < 0.5 &&
		     before->tag == op->tag;

	switch (op->kind) {
	case OP_TEXT:
		if (!joins)
			buf_printf(out, "\n%4ld %4ld  ", lround(op->y), lround(op->x));
		buf_put(out, op->run->text);
		buf_repeat(out, ' ', op->spaces);
		break;
	case OP_IMAGE:
		buf_printf(out, "\n%4ld %4ld  [image %.*s %ld x %ld]", lround(op->y), lround(op->x),
			   SLICE_ARG(op->image->path), lround(op->width), lround(op->height));
		break;
	case OP_FILL:
	case OP_FRAME:
		buf_printf(out, "\n%4ld %4ld  [%s %ld x %ld]", lround(op->y), lround(op->x),
			   op->kind == OP_FILL ? "fill" : "frame", lround(op->width),
			   lround(op->height));
		break;
	case OP_SHAPE:
		if (op->shape->kind == SHAPE_BOX)
			buf_printf(out, "\n%4ld %4ld  [box %ld x %ld%s]",
				   lround(op->y + op->shape->y), lround(op->x + op->shape->x),
				   lround(op->shape->width), lround(op->shape->height),
				   op->shape->dashed ? " dashed" : "");
		break;
	case OP_RULE:
		buf_printf(out, "\n%4ld %4ld  [rule %ld]", lround(op->y), lround(op->x),
			   lround(op->width));
		break;
	case OP_LINK:
		buf_printf(out, "\n%4ld %4ld  [link %.*s]", lround(op->y), lround(op->x),
			   SLICE_ARG(op->target));
		break;
	case OP_SHADE:
		buf_printf(out, "\n%4ld %4ld  [mark %.*s]", lround(op->y), lround(op->x),
			   SLICE_ARG(op->run->text));
		break;
	case OP_DOTS:
		break;
	}
}

bool render_layout(struct arena *arena, struct report *report, const struct doc *doc,
		   const struct render_options *options, struct slice *bytes)
{
	const struct layout *layout = layout_document(arena, measure_fixed(arena, ADVANCE), doc,
						      render_theme(options, arena));
	struct buf out = BUF_IN(arena);

	(void)report;
	for (size_t i = 0; i < layout->page_count; i++) {
		const struct page *page = &layout->pages[i];
		buf_printf(&out, "%s=== page %zu of %zu%s ===", i > 0 ? "\n" : "", i + 1,
			   layout->page_count, page->width > page->height ? ", on its side" : "");
		for (size_t k = 0; k < page->op_count; k++)
			dump_op(&out, &page->ops[k], k > 0 ? &page->ops[k - 1] : NULL);
		buf_putc(&out, '\n');
	}
	*bytes = buf_slice(&out);
	return true;
}
