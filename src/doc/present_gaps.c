/* Drafts: what is missing, in its place and in a list of what to do next. */
#include "base/arena.h"
#include "base/buf.h"
#include "doc/presenter.h"

enum { STEPS_MOST = 12 };

bool present_is_gap(const struct presenter *p, const struct group *group, const struct value *value)
{
	if (!p->score || value->state == VALUE_WITHHELD)
		return false;
	return value->state == VALUE_INVALID ||
	       (value->state == VALUE_ABSENT &&
		value_need(p->plan, group, value->field) == NEED_REQUIRED);
}

bool present_has_gaps(const struct presenter *p, const struct group *group)
{
	for (size_t i = 0; group && i < group->field->field_count; i++) {
		const struct value *value = &group->values[i];
		if (present_is_gap(p, group, value))
			return true;
		if (value->field->type == TYPE_TABLE && value_has(value) &&
		    present_has_gaps(p, value->as.group))
			return true;
	}
	return false;
}

static struct slice gap_id(struct presenter *p)
{
	return text_printf(p->arena, "gap_%u", ++p->gap_count);
}

static void gap_note(struct presenter *p, const struct group *group, const struct field *field,
		     struct slice id)
{
	struct slice path =
		group ? value_path(p->arena, group, field) : field_path(p->arena, field);

	*vec_push(p->arena, &p->gaps) = (struct gap_place){ .path = path, .id = id };
}

static void example_add(struct presenter *p, struct doc_node *gap, const struct field *field)
{
	struct slice example = text2_in(&field->example, p->lang);
	struct doc_node *paragraph;

	if (example.len == 0)
		return;
	paragraph = doc_add_paragraph(p->arena, gap, show_word(p, WORD_GAP_EXAMPLE));
	doc_add(p->arena, paragraph, DOC_CODE)->text = example;
}

void present_gap_box(struct presenter *p, struct doc_node *parent, const struct field *field,
		     struct slice id)
{
	struct doc_node *gap = doc_add(p->arena, parent, DOC_GAP);

	gap->text = show_label(p, field);
	gap->as.gap.id = id;
	doc_add_paragraph(p->arena, gap, text2_in(&field->guide, p->lang));
	example_add(p, gap, field);
}

void present_gap(struct presenter *p, struct doc_node *parent, const struct group *group,
		 const struct field *field)
{
	struct slice id = gap_id(p);

	gap_note(p, group, field, id);
	present_gap_box(p, parent, field, id);
	if (group && group->values[field->index].state == VALUE_INVALID)
		doc_add_paragraph(p->arena, parent->last, show_word(p, WORD_GAP_UNUSABLE));
}

void present_gap_mark(struct presenter *p, struct doc_node *cell, const struct group *group,
		      const struct field *field, struct slice *id)
{
	struct doc_node *link;

	if (id->len == 0)
		*id = gap_id(p);
	gap_note(p, group, field, *id);
	link = doc_add(p->arena, doc_add(p->arena, cell, DOC_PARAGRAPH), DOC_LINK);
	link->as.link.target = text_printf(p->arena, "#%.*s", SLICE_ARG(*id));
	doc_add_text(p->arena, link, show_word(p, WORD_MISSING));
}

/* --- What to do next --- */

static const struct gap_place *place_find(const struct gap_place *places, size_t count,
					  struct slice path)
{
	for (size_t i = 0; i < count; i++) {
		if (slice_equal(places[i].path, path))
			return &places[i];
	}
	return NULL;
}

/* Links take their targets from headings, which get their ids later. */
static struct doc_node *place_link(struct presenter *p, struct doc_node *parent,
				   const struct gap_place *place)
{
	struct doc_node *link;

	if (!place)
		return parent;
	link = doc_add(p->arena, parent, DOC_LINK);
	link->as.link.heading = place->heading;
	if (!place->heading)
		link->as.link.target = text_printf(p->arena, "#%.*s", SLICE_ARG(place->id));
	return link;
}

static const struct gap_place *chapter_place(struct presenter *p, const struct field *chapter)
{
	return place_find(p->chapters.items, p->chapters.len, chapter->key);
}

static void step_add(struct presenter *p, struct doc_node *list, const struct score_gap *gap)
{
	const struct field *chapter = score_chapter(gap->field);
	const struct gap_place *place = place_find(p->gaps.items, p->gaps.len, gap->path);
	struct doc_node *item = doc_add(p->arena, list, DOC_ITEM);
	struct doc_node *line = doc_add(p->arena, item, DOC_PARAGRAPH);
	struct doc_node *muted;
	struct slice gain =
		show_word1(p, WORD_STEP_GAIN,
			   score_points_show(p->arena, score_gap_tenths(p->score, gap), p->lang));

	if (!place)
		place = chapter_place(p, chapter);
	doc_add_text(p->arena, doc_add(p->arena, place_link(p, line, place), DOC_STRONG),
		     show_label(p, gap->field));
	doc_add_text(p->arena, line, SLICE(" "));
	muted = doc_add(p->arena, line, DOC_MUTED);
	if (chapter != gap->field)
		gain = text_printf(p->arena, "%.*s · %.*s", SLICE_ARG(show_label(p, chapter)),
				   SLICE_ARG(gain));
	doc_add_text(p->arena, muted, gain);
	doc_add_paragraph(p->arena, item, text2_in(&gap->field->guide, p->lang));
}

static void steps_list(struct presenter *p, struct doc_node *root)
{
	const struct score_gap *steps = score_steps(p->arena, p->score);
	struct doc_node *list = doc_add(p->arena, root, DOC_LIST);
	size_t count = p->score->gap_count;

	list->as.list.ordered = true;
	list->as.list.start = 1;
	for (size_t i = 0; i < count && i < STEPS_MOST; i++)
		step_add(p, list, &steps[i]);
	if (count > STEPS_MOST)
		doc_add_paragraph(p->arena, root,
				  show_word1(p, WORD_STEPS_MORE,
					     text_printf(p->arena, "%zu", count - STEPS_MOST)));
}

static struct doc_node *cell_add(struct presenter *p, struct doc_node *row, struct slice text)
{
	struct doc_node *cell = doc_add(p->arena, row, DOC_CELL);

	doc_add_paragraph(p->arena, cell, text);
	cell->as.cell.header = row->as.row.kind == ROW_HEADER;
	return cell;
}

/* In hundredths, rounded down: 100 only when nothing is missing. */
static int part_percent(const struct score_part *part)
{
	int64_t percent = part->given / (part->asked / 100);

	return part->gaps > 0 && percent > 99 ? 99 : (int)percent;
}

static struct slice percent_show(struct presenter *p, int percent)
{
	return text_printf(p->arena, p->lang == LANG_VI ? "%d\302\240%%" : "%d%%", percent);
}

void present_meter(struct presenter *p, struct doc_node *body, const struct field *chapter)
{
	const struct score *score = p->score;

	for (size_t i = 0; score && i < score->part_count; i++) {
		const struct score_part *part = &score->parts[i];
		struct diag_arg args[] = {
			diag_text("1", percent_show(p, part_percent(part))),
			diag_text("2", text_printf(p->arena, "%zu", part->gaps)),
		};
		if (part->chapter == chapter)
			doc_add_text(p->arena,
				     doc_add(p->arena, doc_add(p->arena, body, DOC_PARAGRAPH),
					     DOC_MUTED),
				     diag_fill(p->arena, show_word(p, WORD_METER), p->lang, args,
					       2));
	}
}

static void part_row(struct presenter *p, struct doc_node *table, const struct score_part *part)
{
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);
	struct doc_node *name = doc_add(p->arena, row, DOC_CELL);
	struct doc_node *line = doc_add(p->arena, name, DOC_PARAGRAPH);
	int percent = part_percent(part);
	struct doc_node *cell;

	name->as.cell.header = true;
	doc_add_text(p->arena, place_link(p, line, chapter_place(p, part->chapter)),
		     show_label(p, part->chapter));
	cell = cell_add(p, row, percent_show(p, percent));
	cell->as.cell.has_share = true;
	cell->as.cell.share = (double)percent / 100;
	cell_add(p, row, text_printf(p->arena, "%zu", part->gaps));
}

static void parts_table(struct presenter *p, struct doc_node *root)
{
	static const enum doc_word heads[] = { WORD_STEPS_PART, WORD_STEPS_COMPLETE,
					       WORD_STEPS_GAPS };
	struct doc_column *columns = ARENA_ARRAY(p->arena, 3, struct doc_column);
	struct doc_node *table = doc_add(p->arena, root, DOC_TABLE);
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);

	table->as.table.kind = TABLE_GRID;
	table->as.table.columns = columns;
	table->as.table.column_count = 3;
	table->as.table.is_scale = true;
	columns[1] = columns[2] = (struct doc_column){ ALIGN_END, true };
	row->as.row.kind = ROW_HEADER;
	for (size_t i = 0; i < 3; i++)
		cell_add(p, row, show_word(p, heads[i]));
	for (size_t i = 0; i < p->score->part_count; i++)
		part_row(p, table, &p->score->parts[i]);
}

void present_steps(struct presenter *p, struct doc_node *body)
{
	struct doc_node *first = body->first;
	struct doc_node *last = body->last;
	const struct score *score = p->score;

	if (!score || score->part_count == 0)
		return;
	body->first = body->last = NULL;
	show_heading(p, body, show_word(p, WORD_STEPS), 1, SPAN_NONE);
	if (score->gap_count > 0) {
		doc_add_paragraph(p->arena, body,
				  show_word1(p, WORD_STEPS_SCORE,
					     text_printf(p->arena, "%d", score->points)));
		steps_list(p, body);
	} else {
		doc_add_paragraph(p->arena, body, show_word(p, WORD_STEPS_DONE));
	}
	parts_table(p, body);
	if (!first)
		return;
	body->last->next = first;
	body->last = last;
}
