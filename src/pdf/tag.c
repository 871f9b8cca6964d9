/* The structure tree: which marked content and which annotation belongs to which tag. */
#include "pdf/pdf.h"

#include "base/arena.h"

static struct pdf_tag *tag_state(struct pdf *pdf, const struct tag *tag)
{
	return &pdf->tags[tag->serial];
}

/* Where the notes below a tag are gathered. */
static struct buf *tag_notes(struct pdf *pdf, const struct tag *tag)
{
	struct pdf_tag *state = tag_state(pdf, tag);

	if (!state->notes) {
		state->notes = ARENA_NEW(pdf->arena, struct buf);
		*state->notes = BUF_IN(pdf->arena);
	}
	return state->notes;
}

/* Gives a tag its place among those that have appeared.  A row brings all its cells, also empty
 * ones, since a table must stay regular. */
static void tag_attach(struct pdf *pdf, struct tag *tag)
{
	struct pdf_tag *state = tag_state(pdf, tag);

	if (state->raw)
		return;
	if (tag->parent)
		tag_attach(pdf, tag->parent);
	if (state->raw)
		return;
	state->raw = pdf_raw_new(pdf);
	state->kids = BUF_IN(pdf->arena);
	if (tag->parent)
		pdf_put_reference(tag->role == TAG_NOTE ? tag_notes(pdf, tag->parent)
							: &tag_state(pdf, tag->parent)->kids,
				  " ", state->raw->id);
	if (tag->role != TAG_TR)
		return;
	for (struct tag *cell = tag->first; cell; cell = cell->next)
		tag_attach(pdf, cell);
}

size_t pdf_tag_mark(struct pdf *pdf, struct tag *tag, size_t page)
{
	struct pdf_tag *state = tag_state(pdf, tag);
	struct pdf_page *on = &pdf->pages[page];
	size_t mark = on->marks++;

	tag_attach(pdf, tag);
	if (state->page == 0)
		state->page = page + 1;
	if (state->page == page + 1) {
		buf_putc(&state->kids, ' ');
		buf_put_count(&state->kids, mark);
	} else {
		pdf_put_reference(&state->kids, "<</Type/MCR/Pg ", on->id);
		buf_puts(&state->kids, "/MCID ");
		buf_put_count(&state->kids, mark);
		buf_puts(&state->kids, ">>");
	}
	pdf_put_reference(&on->parents, " ", state->raw->id);
	return mark;
}

size_t pdf_tag_link(struct pdf *pdf, struct tag *tag, size_t page, unsigned annotation)
{
	struct pdf_tag *state = tag_state(pdf, tag);
	size_t key = pdf->layout->page_count + pdf->link_count++;

	tag_attach(pdf, tag);
	pdf_put_reference(&state->kids, "<</Type/OBJR/Obj ", annotation);
	pdf_put_reference(&state->kids, "/Pg ", pdf->pages[page].id);
	buf_puts(&state->kids, ">>");
	buf_put_count(&pdf->links, key);
	pdf_put_reference(&pdf->links, " ", state->raw->id);
	buf_putc(&pdf->links, '\n');
	return key;
}

static void put_attributes(const struct pdf *pdf, const struct tag *tag, struct buf *body)
{
	size_t page = pdf->tags[tag->serial].page;
	double height = page > 0 ? pdf->layout->pages[page - 1].height : 0;

	if (tag->role == TAG_TH || (tag->role == TAG_TD && tag->span > 1)) {
		buf_puts(body, "/A<</O/Table");
		if (tag->role == TAG_TH)
			buf_puts(body, tag->row_header ? "/Scope/Row" : "/Scope/Column");
		if (tag->span > 1)
			buf_printf(body, "/ColSpan %u", tag->span);
		buf_puts(body, ">>");
	} else if (tag->role == TAG_L) {
		buf_puts(body, tag->ordered ? "/A<</O/List/ListNumbering/Decimal>>"
					    : "/A<</O/List/ListNumbering/Disc>>");
	} else if (tag->role == TAG_NOTE) {
		buf_printf(body, "/ID(note%08zu)", tag->serial);
	} else if (tag->role == TAG_FIGURE) {
		buf_puts(body, "/Alt ");
		pdf_put_text(body, tag->alt.len > 0 ? tag->alt : SLICE("?"));
		buf_puts(body, "\n/A << /O /Layout /Placement /Block /BBox [");
		pdf_put_number(body, tag->box[0]);
		buf_putc(body, ' ');
		pdf_put_number(body, height - tag->box[3]);
		buf_putc(body, ' ');
		pdf_put_number(body, tag->box[2]);
		buf_putc(body, ' ');
		pdf_put_number(body, height - tag->box[1]);
		buf_puts(body, "] >>\n");
	}
}

static void tag_close(struct pdf *pdf, const struct tag *tag, unsigned root)
{
	struct pdf_tag *state = tag_state(pdf, tag);
	unsigned parent = tag->parent ? tag_state(pdf, tag->parent)->raw->id : root;
	struct buf body = BUF_IN(pdf->arena);

	buf_puts(&body, "/Type/StructElem/S/");
	buf_puts(&body, tag_role_name(tag->role));
	pdf_put_reference(&body, "/P ", parent);
	if (state->page > 0)
		pdf_put_reference(&body, "/Pg ", pdf->pages[state->page - 1].id);
	put_attributes(pdf, tag, &body);
	if (state->notes)
		buf_put(&state->kids, buf_slice(state->notes));
	if (state->kids.len > 0) {
		buf_puts(&body, "/K[");
		buf_put(&body, slice_trim(buf_slice(&state->kids)));
		buf_putc(&body, ']');
	}
	state->raw->body = buf_slice(&body);
}

static unsigned parent_tree(struct pdf *pdf)
{
	struct pdf_raw *raw = pdf_raw_new(pdf);
	struct buf body = BUF_IN(pdf->arena);

	buf_puts(&body, "/Nums [\n");
	for (size_t i = 0; i < pdf->layout->page_count; i++) {
		buf_put_count(&body, i);
		buf_putc(&body, '[');
		buf_put(&body, slice_trim(buf_slice(&pdf->pages[i].parents)));
		buf_puts(&body, "]\n");
	}
	buf_put(&body, buf_slice(&pdf->links));
	buf_puts(&body, "]\n");
	raw->body = buf_slice(&body);
	return raw->id;
}

/* Elements that have a name; in the order of their serials, as a name tree must be. */
static void put_id(struct pdf *pdf, const struct tag *tag, struct buf *names)
{
	if (tag->role == TAG_NOTE)
		buf_printf(names, "(note%08zu) %u 0 R\n", tag->serial,
			   tag_state(pdf, tag)->raw->id);
}

static struct slice id_tree(struct pdf *pdf, const struct buf *names)
{
	struct pdf_raw *raw;

	if (names->len == 0)
		return SLICE("");
	raw = pdf_raw_new(pdf);
	raw->body = text_printf(pdf->arena, "/Names [%.*s]\n", SLICE_ARG(buf_slice(names)));
	return text_printf(pdf->arena, "/IDTree %u 0 R\n", raw->id);
}

void pdf_tags_close(struct pdf *pdf)
{
	struct tag *top = pdf->layout->tags.root;
	struct pdf_raw *root = pdf_raw_new(pdf);
	struct tag *tag = top;
	struct buf names = BUF_IN(pdf->arena);
	unsigned top_id;

	tag_attach(pdf, top);
	top_id = tag_state(pdf, top)->raw->id;
	while (tag) {
		if (tag_state(pdf, tag)->raw) {
			tag_close(pdf, tag, root->id);
			put_id(pdf, tag, &names);
		}
		if (tag->first) {
			tag = tag->first;
			continue;
		}
		while (tag && !tag->next)
			tag = tag->parent;
		tag = tag ? tag->next : NULL;
	}
	root->body = text_printf(
		pdf->arena,
		"/Type /StructTreeRoot /K [%u 0 R] /ParentTree %u 0 R /ParentTreeNextKey %zu\n"
		"%.*s",
		top_id, parent_tree(pdf), pdf->layout->page_count + pdf->link_count,
		SLICE_ARG(id_tree(pdf, &names)));
	pdf_dict_add(pdf, pdf->file->catalog, "StructTreeRoot", root->dict);
}
