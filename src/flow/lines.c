/* Atoms become lines: the fewest, and among those the least ragged.  Words wider than a line are
 * cut where it hurts least. */
#include "flow/atoms.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

struct line {
	size_t first;
	size_t end;
	double width; /* without spaces at its end */
};

struct lines {
	struct layouter *lay;
	struct atoms atoms; /* those given, some of them cut */
	struct line *items;
	size_t len;
	size_t cap;
	size_t start; /* of the line being filled */
	double room;
	double pen;
};

static void line_close(struct lines *lines)
{
	struct line *line;
	const struct atom *last;

	if (lines->atoms.len == lines->start)
		return;
	line = vec_push(lines->lay->arena, lines);
	last = &lines->atoms.items[lines->atoms.len - 1];
	line->first = lines->start;
	line->end = lines->atoms.len;
	line->width = lines->pen - last->space_width;
	lines->start = lines->atoms.len;
	lines->pen = 0;
}

static void line_put(struct lines *lines, const struct atom *atom)
{
	*vec_push(lines->lay->arena, &lines->atoms) = *atom;
	lines->pen += atom->width + atom->space_width;
}

static bool is_cut_before(const struct text_run *run, size_t glyph)
{
	/* Not before a mark, which has no width of its own. */
	return glyph >= run->glyph_count ||
	       (run->glyphs[glyph].length > 0 && run->glyphs[glyph].advance > 0);
}

/* Which glyphs of an atom fit into `room`, from one on; the first one that does not. */
static size_t atom_fit(const struct atom *atom, size_t from, double room)
{
	const struct text_run *run = atom->run;
	size_t fit = from;
	size_t good = from;
	double pen = 0;

	for (size_t i = from; i < run->glyph_count; i++) {
		const struct text_glyph *glyph = &run->glyphs[i];
		pen += glyph->advance * atom->size / 1000;
		if (pen > room + hair)
			break;
		if (!is_cut_before(run, i + 1))
			continue;
		fit = i + 1;
		if (glyph->length == 1 && strchr("._-@/?&=+,;:", run->text.ptr[glyph->start]))
			good = fit;
	}
	return fit < run->glyph_count && (good - from) * 2 > fit - from ? good : fit;
}

/* The glyphs from one to before another as an atom of its own. */
static struct atom atom_part(struct lines *lines, const struct atom *atom, size_t from, size_t to)
{
	struct arena *arena = lines->lay->arena;
	const struct text_run *whole = atom->run;
	struct text_run *run = ARENA_NEW(arena, struct text_run);
	struct text_glyph *glyphs = ARENA_ARRAY(arena, to - from, struct text_glyph);
	size_t start = whole->text.len;
	size_t end = 0;
	struct atom part = *atom;

	for (size_t i = from; i < to; i++) {
		const struct text_glyph *glyph = &whole->glyphs[i];
		start = glyph->start < start ? glyph->start : start;
		end = glyph->start + glyph->length > end ? glyph->start + glyph->length : end;
		run->width += glyph->advance;
	}
	for (size_t i = from; i < to; i++) {
		glyphs[i - from] = whole->glyphs[i];
		glyphs[i - from].start -= (uint32_t)start;
	}
	run->text = slice_sub(whole->text, start, end);
	run->glyphs = glyphs;
	run->glyph_count = to - from;
	part.run = run;
	part.width = run->width * part.size / 1000;
	if (to < whole->glyph_count) {
		part.spaces = 0;
		part.space_width = 0;
	}
	return part;
}

/* Sets an atom that is wider than a line. */
static void line_cut(struct lines *lines, const struct atom *atom)
{
	size_t count = atom->run->glyph_count;
	size_t from = 0;

	while (from < count) {
		size_t to = atom_fit(atom, from, lines->room - lines->pen);
		struct atom part;
		if (to == from && lines->atoms.len > lines->start) {
			line_close(lines);
			continue;
		}
		if (to == from)
			to++;
		while (to < count && !is_cut_before(atom->run, to))
			to++;
		part = atom_part(lines, atom, from, to);
		line_put(lines, &part);
		if (to < count)
			line_close(lines);
		from = to;
	}
	if (count == 0)
		line_put(lines, atom);
}

/* Words that hold together but are wider than a line are parted at their spaces, and only what is
 * wider than a line by itself is cut. */
static void group_cut(struct lines *lines, const struct atom *atoms, size_t count)
{
	size_t end;

	for (size_t i = 0; i < count; i = end) {
		double width = 0;
		for (end = i; end < count && (end == i || atoms[end - 1].spaces == 0); end++)
			width += atoms[end].width;
		if (lines->pen + width > lines->room + hair && width <= lines->room + hair)
			line_close(lines);
		for (size_t k = i; k < end; k++)
			line_cut(lines, &atoms[k]);
	}
}

static struct lines lines_break(struct layouter *lay, const struct atoms *atoms, double room)
{
	struct lines lines = { .lay = lay, .room = room };
	size_t end;

	for (size_t i = 0; i < atoms->len; i = end) {
		double width = 0;
		for (end = i; end < atoms->len; end++) {
			width += atoms->items[end].width;
			if (atoms->items[end].after != BREAK_NEVER)
				break;
			width += atoms->items[end].space_width;
		}
		end += end < atoms->len;
		if (lines.pen + width > room + hair)
			line_close(&lines);
		for (size_t k = i; k < end && width <= room + hair; k++)
			line_put(&lines, &atoms->items[k]);
		if (width > room + hair)
			group_cut(&lines, &atoms->items[i], end - i);
		if (atoms->items[end - 1].after == BREAK_FORCED)
			line_close(&lines);
	}
	line_close(&lines);
	return lines;
}

/* --- Breaking with a view of the whole paragraph --- */

/* Atoms between two places where a line may end. */
struct piece {
	size_t end;   /* the atom behind its last one */
	double start; /* where it begins when all stands in one line */
	double width; /* without the spaces behind it */
	bool forced;  /* the line ends here */
	size_t from;  /* the first piece of the best line that ends here ... */
	double cost;  /* ... and what all lines so far cost */
};

struct pieces {
	struct piece *items;
	size_t count;
	double room;
	bool even; /* the last line is to be as full as the others */
};

/* False when a piece is wider than a line. */
static bool pieces_find(struct layouter *lay, const struct atoms *atoms, struct pieces *pieces)
{
	double pen = 0;
	double start = 0;

	pieces->items = ARENA_ARRAY(lay->arena, atoms->len, struct piece);
	for (size_t i = 0; i < atoms->len; i++) {
		const struct atom *atom = &atoms->items[i];
		pen += atom->width;
		if (atom->after != BREAK_NEVER || i + 1 == atoms->len) {
			struct piece *piece = &pieces->items[pieces->count++];
			piece->end = i + 1;
			piece->start = start;
			piece->width = pen - start;
			piece->forced = atom->after == BREAK_FORCED || i + 1 == atoms->len;
			start = pen + atom->space_width;
			if (piece->width > pieces->room + hair)
				return false;
		}
		pen += atom->space_width;
	}
	return true;
}

/* One line more costs more than any raggedness; then lines of about one length are best, and a
 * last one that is no single short word. */
static double line_cost(const struct pieces *pieces, double width, bool last)
{
	enum { WIDE = 200 };
	const double line = 1e6;
	double slack = (pieces->room - width) / pieces->room;

	if (!last || pieces->even)
		return line + slack * slack;
	return line + 0.05 * slack + (pieces->room > WIDE && slack > 0.84 ? 0.3 : 0);
}

static void pieces_weigh(struct pieces *pieces)
{
	enum { WINDOW = 400 };
	size_t first = 0; /* behind the last forced end */

	for (size_t i = 0; i < pieces->count; i++) {
		struct piece *piece = &pieces->items[i];
		double right = piece->start + piece->width;
		piece->cost = -1;
		for (size_t k = i + 1; k-- > first && i - k < WINDOW;) {
			double width = right - pieces->items[k].start;
			double cost = k > 0 ? pieces->items[k - 1].cost : 0;
			if (width > pieces->room + hair && k < i)
				break;
			cost += line_cost(pieces, width, piece->forced);
			if (piece->cost < 0 || cost < piece->cost) {
				piece->cost = cost;
				piece->from = k;
			}
		}
		if (piece->forced)
			first = i + 1;
	}
}

/* The lines of pieces that were weighed. */
static struct lines pieces_lines(struct layouter *lay, const struct atoms *atoms,
				 const struct pieces *pieces)
{
	struct lines lines = { .lay = lay, .atoms = *atoms, .room = pieces->room };
	size_t count = 0;

	for (size_t end = pieces->count; end > 0; end = pieces->items[end - 1].from)
		count++;
	lines.items = ARENA_ARRAY(lay->arena, count, struct line);
	lines.len = lines.cap = count;
	for (size_t end = pieces->count; end > 0; end = pieces->items[end - 1].from) {
		const struct piece *last = &pieces->items[end - 1];
		const struct piece *first = &pieces->items[last->from];
		lines.items[--count] = (struct line){
			.first = last->from > 0 ? pieces->items[last->from - 1].end : 0,
			.end = last->end,
			.width = last->start + last->width - first->start,
		};
	}
	return lines;
}

static struct lines lines_best(struct layouter *lay, const struct atoms *atoms, double room,
			       bool even)
{
	struct pieces pieces = { .room = room, .even = even };

	if (room <= 0 || atoms_extent(atoms).most <= room || !pieces_find(lay, atoms, &pieces))
		return lines_break(lay, atoms, room);
	pieces_weigh(&pieces);
	return pieces_lines(lay, atoms, &pieces);
}

/* The ops of a stretch of atoms that share a link: its area and its underline. */
static void link_ops(struct layouter *lay, struct flow_item *item, const struct atom *atom,
		     double from, double to)
{
	struct op *op = item_op(lay, item, OP_RULE);

	op->x = from;
	op->y = item->baseline + atom->size * 0.13;
	op->width = to - from;
	op->size = 0.5;
	op->color = atom->color;
	op = item_op(lay, item, OP_LINK);
	op->x = from;
	op->y = item->baseline - atom->size;
	op->width = to - from;
	op->height = atom->size * 1.3;
	op->target = atom->link->as.link.target;
	if (slice_starts(op->target, SLICE("#"))) /* pages know the places of headings alone */
		op->target = text_printf(lay->arena, "#%.*s",
					 SLICE_ARG(doc_heading_at(&lay->places, op->target)));
	op->tag = atom->tag;
}

/* The area of a reference, which is small, and a little around it. */
static void reference_ops(struct layouter *lay, struct flow_item *item, const struct atom *atom,
			  double from, double to)
{
	const double around = 1;
	const struct doc_note *note = atom->link->as.note.note;
	struct op *op;

	if (!note_mark(lay, item, note))
		return;
	op = item_op(lay, item, OP_LINK);
	op->x = from - around;
	op->y = item->baseline - atom->size * 1.5;
	op->width = to - from + 2 * around;
	op->height = atom->size * 1.3;
	op->target = text_printf(lay->arena, "#note_%zu", note->place);
	op->tag = atom->tag;
}

static void line_links(struct layouter *lay, const struct lines *lines, const struct line *line,
		       double x, struct flow_item *item)
{
	const struct atom *atoms = lines->atoms.items;
	size_t end;

	for (size_t i = line->first; i < line->end; i = end) {
		double from = x;
		double to = x;
		for (end = i; end < line->end && atoms[end].link == atoms[i].link; end++) {
			to = x + atoms[end].width;
			x = to + atoms[end].space_width;
		}
		if (atoms[i].link && atoms[i].raised)
			reference_ops(lay, item, &atoms[i], from, to);
		else if (atoms[i].link)
			link_ops(lay, item, &atoms[i], from, to);
	}
}

static void code_op(struct layouter *lay, struct flow_item *item, const struct atom *atom, double x,
		    double width)
{
	struct op *op = item_op(lay, item, OP_FILL);

	op->x = x;
	op->y = item->baseline - atom->size * 0.95;
	op->width = width;
	op->height = atom->size * 1.25;
	op->color = lay->theme.tint;
}

static void line_flow(struct layouter *lay, const struct lines *lines, const struct line *line,
		      const struct spot *spot, struct flow_item *item)
{
	double slack = spot->width - line->width;
	double x = spot->x;

	if (spot->look.align == ALIGN_END)
		x += slack;
	else if (spot->look.align == ALIGN_CENTER)
		x += slack / 2;
	item->ops = vec_reserve(lay->arena, item->ops, &item->op_cap,
				item->op_count + line->end - line->first, sizeof(*item->ops));
	line_links(lay, lines, line, x, item);
	for (size_t i = line->first; i < line->end; i++) {
		const struct atom *atom = &lines->atoms.items[i];
		bool inside = i + 1 < line->end && atom[1].code;
		struct op *op;
		if (atom->code)
			code_op(lay, item, atom, x, atom->width + (inside ? atom->space_width : 0));
		op = item_op(lay, item, OP_TEXT);
		op->x = x;
		op->y = item->baseline - (atom->raised ? atom->size * 0.5 : 0);
		op->width = atom->width;
		op->size = atom->size;
		op->color = atom->color;
		op->run = atom->run;
		op->space = atom->space;
		op->spaces = atom->spaces;
		op->tag = atom->tag;
		x += atom->width + atom->space_width;
	}
}

void atoms_flow(struct layouter *lay, const struct atoms *atoms, const struct spot *spot,
		struct flow *flow)
{
	const struct type_size *type = &spot->look.type;
	/* Lines of headings are about equally long. */
	bool even = type->size > lay->theme.body.size;
	struct lines lines = lines_best(lay, atoms, spot->width, even);

	flow_reserve(lay, flow, lines.len);
	for (size_t i = 0; i < lines.len; i++) {
		struct flow_item *item = flow_add(lay, flow, 0, type->leading);
		/* Capitals, 0.714 of the size high, in the middle of the line. */
		item->baseline = line_baseline(*type);
		item->keep = lines.len > 1 && (i == 0 || i + 2 == lines.len);
		line_flow(lay, &lines, &lines.items[i], spot, item);
	}
}
