/* Drafts: what is missing, in its place and in a list of what to do next. */
#include "base/arena.h"
#include "base/buf.h"
#include "present/presenter.h"

enum { STEPS_MOST = 12 };

enum gap_kind present_gap_kind(const struct presenter *p, const struct group *group,
			       const struct field *field)
{
	enum value_state state = group ? group->values[field->index].state : VALUE_ABSENT;
	enum need need;

	if (p->score && state == VALUE_INVALID)
		return GAP_WRONG;
	if (p->score && group && value_leads_nowhere(&group->values[field->index]))
		return GAP_WRONG;
	if (p->score && group && score_is_unfilled(p->score, &group->values[field->index]))
		return GAP_UNFILLED;
	if (!p->score || state != VALUE_ABSENT || group_is_waived(group))
		return GAP_NONE;
	need = value_need(p->plan, group, field);
	if (need != NEED_OPTIONAL)
		return need == NEED_REQUIRED ? GAP_NEEDED : GAP_ADVISED;
	/* A table that need not be there, but would have to hold something. */
	return field->type == TYPE_TABLE && score_asks_table(p->plan, field) ? GAP_ADVISED
									     : GAP_NONE;
}

static struct slice gap_id(struct presenter *p)
{
	return text_printf(p->arena, "gap_%u", ++p->gap_count);
}

static enum doc_word mark_word(enum gap_kind kind)
{
	if (kind == GAP_WRONG)
		return WORD_MISSING_WRONG;
	return kind == GAP_ADVISED ? WORD_MISSING_ADVISED : WORD_MISSING;
}

/* What is asked within a section that is not there comes with that section. */
static void gap_note(struct presenter *p, const struct group *group, const struct field *field,
		     struct slice id)
{
	enum gap_kind kind = present_gap_kind(p, group, field);

	*vec_push(p->arena, &p->gaps) = (struct gap_place){
		.path = group ? value_path(p->arena, group, field) : field_path(p->arena, field),
		.id = id,
		.due = group && kind > GAP_ADVISED ? field : NULL,
		.mark = mark_word(kind),
	};
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

/* Why what is written does not show: its name is mistyped, or it is of no use as it stands. */
static struct slice wrong_words(struct presenter *p, const struct value *value)
{
	const struct node *node = value->node;
	struct diag_arg args[] = { diag_text("1", node ? node->name : SLICE("")),
				   diag_text("2", value->field->key) };

	if (node && node->name.len > 0 && !slice_equal(node->name, value->field->key))
		return diag_fill(p->arena, show_word(p, WORD_GAP_MISTYPED), p->lang, args, 2);
	if (value_leads_nowhere(value))
		return show_word1(p, WORD_GAP_NOWHERE, show_label(p, value->field->refers_field));
	return show_word(p, WORD_GAP_UNUSABLE);
}

static void box_add(struct presenter *p, struct doc_node *parent, const struct gap_box *box)
{
	static const enum doc_word titles[] = {
		[GAP_NONE] = WORD_GAP,        [GAP_ADVISED] = WORD_GAP_ADVISED,
		[GAP_NEEDED] = WORD_GAP,      [GAP_UNFILLED] = WORD_GAP,
		[GAP_WRONG] = WORD_GAP_WRONG,
	};
	struct doc_node *gap = doc_add(p->arena, parent, DOC_GAP);

	gap->text = show_word1(p, titles[box->kind], show_label(p, box->field));
	gap->as.gap.id = box->id;
	gap->as.gap.advised = box->kind == GAP_ADVISED;
	doc_add_paragraph(p->arena, gap, text2_in(&box->field->guide, p->lang));
	example_add(p, gap, box->field);
	if (box->wrong)
		doc_add_paragraph(p->arena, gap, wrong_words(p, box->wrong));
	if (box->unfilled)
		doc_add_paragraph(p->arena, gap, show_word(p, WORD_GAP_UNFILLED));
}

/* One more gap that a box stands for. */
static void box_note(struct presenter *p, struct gap_box *box, const struct group *group,
		     const struct field *field)
{
	enum gap_kind kind = present_gap_kind(p, group, field);

	if (box->id.len == 0)
		box->id = gap_id(p);
	box->field = field;
	box->unfilled = box->unfilled || kind == GAP_UNFILLED;
	if (kind > box->kind)
		box->kind = kind;
	if (group && kind == GAP_WRONG && !box->wrong)
		box->wrong = &group->values[field->index];
	gap_note(p, group, field, box->id);
}

void present_gap(struct presenter *p, struct doc_node *parent, const struct group *group,
		 const struct field *field)
{
	struct gap_box box = { .kind = GAP_NONE };

	box_note(p, &box, group, field);
	box_add(p, parent, &box);
}

void present_gap_name(struct presenter *p, struct doc_node *parent, const struct group *record)
{
	const struct field *name = field_with_role(record->field, ROLE_NAME);

	if (name && present_gap_kind(p, record, name) != GAP_NONE)
		present_gap(p, parent, record, name);
}

struct doc_fact present_gap_fact(struct presenter *p, const struct group *group,
				 const struct field *field)
{
	struct gap_box box = { .kind = GAP_NONE };
	struct slice guide = text2_in(&field->guide, p->lang);
	struct slice example = text2_in(&field->example, p->lang);
	struct buf note = BUF_IN(p->arena);

	box_note(p, &box, group, field);
	buf_put(&note, guide);
	if (example.len > 0)
		buf_printf(&note, "%s%.*s%.*s", guide.len > 0 ? " " : "",
			   SLICE_ARG(show_word(p, WORD_GAP_EXAMPLE)), SLICE_ARG(example));
	if (box.wrong)
		buf_printf(&note, " %.*s", SLICE_ARG(wrong_words(p, box.wrong)));
	if (box.unfilled)
		buf_printf(&note, " %.*s", SLICE_ARG(show_word(p, WORD_GAP_UNFILLED)));
	return (struct doc_fact){ .label = show_label(p, field),
				  .value = show_word(p, mark_word(box.kind)),
				  .note = slice_trim(buf_slice(&note)),
				  .gap = box.id };
}

void present_gap_mark(struct presenter *p, struct doc_node *cell, const struct group *group,
		      const struct field *field, struct gap_box *box)
{
	struct doc_node *link;

	box_note(p, box, group, field);
	link = doc_add(p->arena, doc_add(p->arena, cell, DOC_PARAGRAPH), DOC_LINK);
	link->as.link.target = text_printf(p->arena, "#%.*s", SLICE_ARG(box->id));
	doc_add_text(p->arena, link, show_word(p, mark_word(present_gap_kind(p, group, field))));
}

void present_gap_boxes(struct presenter *p, struct doc_node *parent, const struct value *records,
		       struct gap_box *boxes)
{
	for (size_t f = 0; p->score && f < records->field->field_count; f++) {
		const struct field *field = records->field->fields[f];
		bool marked = boxes[f].id.len > 0;
		for (size_t i = 0; !marked && i < records->as.records.count; i++) {
			const struct group *record = records->as.records.items[i];
			if (present_gap_kind(p, record, field) != GAP_NONE)
				box_note(p, &boxes[f], record, field);
		}
		if (boxes[f].id.len > 0)
			box_add(p, parent, &boxes[f]);
	}
}

void present_gaps_missing(struct presenter *p, struct doc_node *parent, const struct field *table)
{
	const struct doc_node *last = parent->last;

	for (size_t i = 0; p->score && i < table->field_count; i++) {
		const struct field *field = table->fields[i];
		if (field->layout == LAYOUT_COVER)
			continue;
		if (present_gap_kind(p, NULL, field) != GAP_NONE)
			present_gap(p, parent, NULL, field);
	}
	if (p->score && parent->last == last)
		present_gap(p, parent, NULL, table);
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

/* Where a gap is shown; else the heading of its section, or of its chapter. */
static const struct gap_place *step_place(struct presenter *p, const struct score_gap *gap)
{
	const struct gap_place *place = place_find(p->gaps.items, p->gaps.len, gap->path);

	if (!place)
		place = place_find(p->chapters.items, p->chapters.len, gap->path);
	return place ? place : chapter_place(p, score_chapter(gap->field));
}

/* A field to fill in, in one place or in several. */
struct step {
	struct score_gap gap; /* the first place, and what all of them bring */
	size_t places;
	enum doc_word mark; /* for what brings no points */
};

/* Steps of one list: each field once. */
struct steps {
	struct step items[STEPS_MOST];
	size_t count;
	size_t rest; /* places of fields that no longer found room */
};

static void step_add(struct presenter *p, struct doc_node *list, const struct step *step)
{
	const struct field *field = step->gap.field;
	const struct field *chapter = score_chapter(field);
	struct doc_node *line = doc_add(p->arena, doc_add(p->arena, list, DOC_ITEM), DOC_PARAGRAPH);
	struct slice label = show_label(p, field);
	struct diag_arg args[] = { diag_text("1", label),
				   diag_text("2", text_printf(p->arena, "%zu", step->places)) };
	struct slice gain = show_word(p, step->mark);

	if (step->gap.cost > 0)
		gain = show_word1(p, WORD_STEP_GAIN,
				  score_points_show(p->arena,
						    score_gap_tenths(p->score, &step->gap),
						    p->lang));
	if (step->places > 1)
		label = diag_fill(p->arena, show_word(p, WORD_STEP_PLACES), p->lang, args, 2);
	doc_add_text(p->arena,
		     doc_add(p->arena, place_link(p, line, step_place(p, &step->gap)), DOC_STRONG),
		     label);
	doc_add_text(p->arena, line, SLICE(" "));
	if (chapter != field)
		gain = text_printf(p->arena, "%.*s · %.*s", SLICE_ARG(show_label(p, chapter)),
				   SLICE_ARG(gain));
	doc_add_text(p->arena, doc_add(p->arena, line, DOC_MUTED), gain);
	doc_add_paragraph(p->arena, list->last, text2_in(&field->guide, p->lang));
}

/* One more gap for the step of its field, if there is room for that. */
static void steps_take(struct steps *steps, const struct score_gap *gap, enum doc_word mark)
{
	size_t at = 0;

	while (at < steps->count && steps->items[at].gap.field != gap->field)
		at++;
	if (at == STEPS_MOST) {
		steps->rest++;
		return;
	}
	if (at == steps->count) {
		steps->items[at] = (struct step){ .gap = *gap, .mark = mark };
		steps->items[at].gap.cost = 0;
		steps->count++;
	}
	steps->items[at].gap.cost += gap->cost;
	steps->items[at].places++;
}

/* Numbered on from the steps before them. */
static void steps_list(struct presenter *p, struct doc_node *root, const struct steps *steps,
		       size_t before, enum doc_word more)
{
	struct doc_node *list = doc_add(p->arena, root, DOC_LIST);

	list->as.list.ordered = true;
	list->as.list.start = (unsigned)before + 1;
	for (size_t i = 0; i < steps->count; i++)
		step_add(p, list, &steps->items[i]);
	if (steps->rest > 0)
		doc_add_paragraph(p->arena, root,
				  show_word1(p, more, text_printf(p->arena, "%zu", steps->rest)));
}

static struct steps *steps_scored(struct presenter *p)
{
	const struct score_gap *gaps = score_steps(p->arena, p->score);
	struct steps *steps = ARENA_NEW(p->arena, struct steps);

	for (size_t i = 0; i < p->score->gap_count; i++)
		steps_take(steps, &gaps[i], WORD_MISSING);
	return steps;
}

/* What must be put right although the score does not ask for it, in the order of the document. */
static struct steps *steps_due(struct presenter *p)
{
	struct steps *steps = ARENA_NEW(p->arena, struct steps);
	struct index scored = INDEX_IN(p->arena);
	bool is_new;

	for (size_t i = 0; i < p->score->gap_count; i++)
		index_at(&scored, p->score->gaps[i].path, &is_new);
	for (size_t i = 0; i < p->gaps.len; i++) {
		const struct gap_place *place = &p->gaps.items[i];
		struct score_gap gap = { .field = place->due, .path = place->path };
		if (place->due && !index_get(&scored, place->path))
			steps_take(steps, &gap, place->mark);
	}
	return steps;
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
	struct steps *scored, *due;

	if (!score)
		return;
	scored = steps_scored(p);
	due = steps_due(p);
	if (score->part_count == 0 && due->count == 0)
		return;
	body->first = body->last = NULL;
	show_heading(p, body, show_word(p, WORD_STEPS), 1, SPAN_NONE);
	if (score->gap_count > 0) {
		doc_add_paragraph(p->arena, body,
				  show_word1(p, WORD_STEPS_SCORE,
					     text_printf(p->arena, "%d", score->points)));
		steps_list(p, body, scored, 0, WORD_STEPS_MORE);
	} else if (score->part_count > 0) {
		doc_add_paragraph(p->arena, body, show_word(p, WORD_STEPS_DONE));
	}
	if (due->count > 0) {
		doc_add_paragraph(p->arena, body, show_word(p, WORD_STEPS_DUE));
		steps_list(p, body, due, scored->count, WORD_STEPS_DUE_MORE);
	}
	if (score->part_count > 0)
		parts_table(p, body);
	if (!first)
		return;
	body->last->next = first;
	body->last = last;
}
