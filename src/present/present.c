/*
 * Template + plan → document tree.  Walks the template's sections in order and lets each field's
 * layout decide; neighbours of the same kind (facts, do and don't) are joined on the way.
 */
#include "present/present.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "present/figures.h"
#include "present/presenter.h"

/* What is open while a flow of fields is shown: neighbours are added to it. */
struct flow {
	struct doc_node *parent;
	struct doc_node *facts;
	struct doc_node *columns;
	struct doc_node *meta;  /* a paragraph of short facts in a row */
	unsigned level;         /* of the heading the fields stand under */
	bool headed;            /* a heading below that one was shown */
	struct doc_node *above; /* in front of the first of them, or NULL */
	struct doc_node *held;  /* boxes that follow what is open, or NULL */
};

static void flow_close(struct flow *flow)
{
	flow->facts = NULL;
	flow->columns = NULL;
	flow->meta = NULL;
	for (struct doc_node *at = flow->held ? flow->held->first : NULL, *next; at; at = next) {
		next = at->next;
		doc_append(flow->parent, at);
	}
	flow->held = NULL;
}

static struct doc_node *facts_open(struct presenter *p, struct flow *flow)
{
	struct doc_column *columns;

	if (flow->facts)
		return flow->facts;
	flow_close(flow);
	columns = ARENA_ARRAY(p->arena, 2, struct doc_column);
	flow->facts = doc_add(p->arena, flow->parent, DOC_TABLE);
	flow->facts->as.table.kind = TABLE_FACTS;
	flow->facts->as.table.columns = columns;
	flow->facts->as.table.column_count = 2;
	return flow->facts;
}

static struct doc_node *fact_row(struct presenter *p, struct flow *flow, const struct value *value)
{
	struct doc_node *row = doc_add(p->arena, facts_open(p, flow), DOC_ROW);
	struct doc_node *label = doc_add(p->arena, row, DOC_CELL);
	struct doc_node *cell = doc_add(p->arena, row, DOC_CELL);

	label->as.cell.header = true;
	doc_add_paragraph(p->arena, label, show_label(p, value->field));
	cell->source = value->span;
	return cell;
}

static void run_in_show(struct presenter *p, struct flow *flow, const struct group *group,
			const struct value *value)
{
	struct slice label = show_label(p, value->field);
	enum type type = value->field->type;
	bool blocks = (type == TYPE_LIST && value->as.list.count > 1) || type == TYPE_TABLE ||
		      type == TYPE_RECORDS || type == TYPE_IMAGE;
	struct doc_node *paragraph, *body;

	flow_close(flow);
	if (blocks) {
		show_label_paragraph(p, flow->parent, label, ":");
		show_blocks(p, flow->parent, group, value, flow->level + 1);
		return;
	}
	body = doc_node_new(p->arena, type == TYPE_LIST ? DOC_CELL : DOC_ROOT);
	show_blocks(p, body, group, value, flow->level + 1);
	paragraph = show_label_paragraph(p, flow->parent, label, ".");
	if (body->first && body->first->kind == DOC_PARAGRAPH) {
		struct doc_node *first = body->first;
		body->first = first->next;
		doc_add_text(p->arena, paragraph, SLICE(" "));
		for (struct doc_node *at = first->first, *next; at; at = next) {
			next = at->next;
			doc_append(paragraph, at);
		}
	}
	for (struct doc_node *at = body->first, *next; at; at = next) {
		next = at->next;
		doc_append(flow->parent, at);
	}
}

static void box_show(struct presenter *p, struct flow *flow, const struct group *group,
		     const struct value *value)
{
	struct doc_node *box;

	flow_close(flow);
	box = doc_add(p->arena, flow->parent, DOC_CALLOUT);
	box->text = show_label(p, value->field);
	box->as.box.tone = TONE_PLAIN;
	box->source = value->span;
	show_blocks(p, box, group, value, flow->level + 1);
}

static void column_show(struct presenter *p, struct flow *flow, const struct group *group,
			const struct value *value)
{
	struct doc_node *column;

	if (!flow->columns) {
		flow_close(flow);
		flow->columns = doc_add(p->arena, flow->parent, DOC_COLUMNS);
	}
	column = doc_add(p->arena, flow->columns, DOC_COLUMN);
	column->text = show_label(p, value->field);
	column->as.box.tone = value->field->layout == LAYOUT_GOOD ? TONE_GOOD : TONE_BAD;
	column->source = value->span;
	show_blocks(p, column, group, value, flow->level + 1);
}

/* "Loại: … · Hạn: …": short facts share a line. */
static void meta_show(struct presenter *p, struct flow *flow, const struct group *group,
		      const struct value *value)
{
	struct doc_node *strong;

	if (!flow->meta) {
		flow_close(flow);
		flow->meta = doc_add(p->arena, flow->parent, DOC_PARAGRAPH);
	} else {
		doc_add_text(p->arena, flow->meta, SLICE(" · "));
	}
	strong = doc_add(p->arena, flow->meta, DOC_STRONG);
	doc_add_text(p->arena, strong,
		     text_printf(p->arena, "%.*s:", SLICE_ARG(show_label(p, value->field))));
	doc_add_text(p->arena, flow->meta, SLICE(" "));
	show_inline(p, flow->meta, group, value);
}

static bool is_records_layout(enum layout layout)
{
	return layout_has_table(layout) || layout == LAYOUT_CARDS || layout == LAYOUT_STEPS ||
	       layout == LAYOUT_GOALS || layout == LAYOUT_LINES;
}

static void part_show(struct presenter *p, struct flow *flow, const struct group *group,
		      const struct value *value)
{
	flow_close(flow);
	show_heading(p, flow->parent, show_label(p, value->field), flow->level + 1, value->span);
	if (value->field->layout == LAYOUT_CYCLE)
		figure_of_cycle(p, flow->parent, value);
	show_blocks(p, flow->parent, group, value, flow->level + 2);
}

static void records_show(struct presenter *p, struct flow *flow, const struct group *group,
			 const struct value *value)
{
	bool in_record = group->field->type == TYPE_RECORDS;

	flow_close(flow);
	if (in_record ? value->field->layout == LAYOUT_LINES || value->field->heading
		      : value->field->layout == LAYOUT_LINES && !value->field->heading)
		show_label_paragraph(p, flow->parent, show_label(p, value->field), ":");
	else if (value->field->heading)
		show_heading(p, flow->parent, show_label(p, value->field), flow->level + 1,
			     value->span);
	present_records(p, flow->parent, group, value,
			value->field->heading && !in_record ? flow->level + 1 : flow->level);
}

static void field_show(struct presenter *p, struct flow *flow, const struct group *group,
		       const struct value *value)
{
	enum layout layout = value->field->layout;

	if (is_records_layout(layout)) {
		records_show(p, flow, group, value);
	} else if (layout == LAYOUT_PART || layout == LAYOUT_CYCLE) {
		part_show(p, flow, group, value);
	} else if (layout == LAYOUT_RUN_IN) {
		run_in_show(p, flow, group, value);
	} else if (layout == LAYOUT_META && value->field->type != TYPE_TABLE) {
		meta_show(p, flow, group, value);
	} else if (layout == LAYOUT_CALLOUT) {
		box_show(p, flow, group, value);
	} else if (layout == LAYOUT_GOOD || layout == LAYOUT_BAD) {
		column_show(p, flow, group, value);
	} else if (layout == LAYOUT_NUMBERED) {
		flow_close(flow);
		show_label_paragraph(p, flow->parent, show_label(p, value->field), ":");
		if (value->field->type == TYPE_LIST)
			show_list(p, flow->parent, value, true);
		else
			show_blocks(p, flow->parent, group, value, flow->level + 1);
	} else if (layout == LAYOUT_FACT && value->field->type != TYPE_TABLE) {
		show_blocks(p, fact_row(p, flow, value), group, value, 6);
	} else {
		flow_close(flow);
		show_blocks(p, flow->parent, group, value, flow->level + 1);
	}
}

static bool is_flow_field(const struct field *field)
{
	return field->layout != LAYOUT_COVER && field->layout != LAYOUT_ATTACHED;
}

static bool is_shown(const struct presenter *p, const struct value *value);

/* Does anything of a group stand in the body of the document, in a draft also as a gap? */
static bool group_has_body(const struct presenter *p, const struct group *group)
{
	for (size_t i = 0; i < group->field->field_count; i++) {
		const struct value *value = &group->values[i];
		if (is_flow_field(value->field) && is_shown(p, value))
			return true;
		if (value->field->layout != LAYOUT_COVER &&
		    present_gap_kind(p, group, value->field) != GAP_NONE)
			return true;
	}
	return false;
}

/* A table shows itself when it says something, in a draft also when it should. */
static bool is_shown(const struct presenter *p, const struct value *value)
{
	return value_has(value) && !show_is_unsaid(value, NULL) &&
	       (value->field->type != TYPE_TABLE || group_has_body(p, value->as.group));
}

/* Fields that stand under a heading of their own. */
static bool has_heading(const struct field *field, const struct group *group)
{
	if (is_records_layout(field->layout))
		return field->heading && (!group || group->field->type != TYPE_RECORDS);
	return field->layout == LAYOUT_PART || field->layout == LAYOUT_CYCLE;
}

/* A field is shown; what has no heading must not seem to belong under one of these later. */
static void flow_field(struct presenter *p, struct flow *flow, const struct group *group,
		       const struct value *value)
{
	struct doc_node *before = flow->parent->last;
	struct doc_node *at;

	field_show(p, flow, group, value);
	if (flow->headed)
		return;
	flow->above = before;
	at = before ? before->next : flow->parent->first;
	for (; at && at->kind != DOC_HEADING; at = at->next)
		flow->above = at;
	flow->headed = at != NULL;
}

/* A gap stands where its value would, but not under the heading of something else. */
static void flow_gap(struct presenter *p, struct flow *flow, const struct group *group,
		     const struct field *field)
{
	struct doc_node *holder, *gap;

	flow_close(flow);
	if (has_heading(field, group)) {
		struct doc_node *before = flow->parent->last;
		show_heading(p, flow->parent, show_label(p, field), flow->level + 1, SPAN_NONE);
		if (!flow->headed)
			flow->above = before;
		flow->headed = true;
	}
	if (!flow->headed || has_heading(field, group)) {
		present_gap(p, flow->parent, group, field);
		return;
	}
	holder = doc_node_new(p->arena, DOC_ROOT);
	present_gap(p, holder, group, field);
	gap = holder->first;
	gap->parent = flow->parent;
	gap->next = flow->above ? flow->above->next : flow->parent->first;
	*(flow->above ? &flow->above->next : &flow->parent->first) = gap;
	flow->above = gap;
}

/* A field that shows with a placeholder in it: its box follows, after those it stands in a row
 * with. */
static void flow_unfilled(struct presenter *p, struct flow *flow, const struct group *group,
			  const struct field *field)
{
	if (!flow->facts && !flow->columns && !flow->meta) {
		present_gap(p, flow->parent, group, field);
		return;
	}
	if (!flow->held)
		flow->held = doc_node_new(p->arena, DOC_ROOT);
	present_gap(p, flow->held, group, field);
}

void present_flow(struct presenter *p, struct doc_node *parent, const struct group *group,
		  unsigned level, const struct field *skip)
{
	struct flow flow = { .parent = parent, .level = level };

	for (size_t i = 0; i < group->field->field_count; i++) {
		const struct value *value = &group->values[i];
		if (value->field == skip || value->field->layout == LAYOUT_COVER)
			continue;
		bool shown = is_flow_field(value->field) && is_shown(p, value);
		if (shown)
			flow_field(p, &flow, group, value);
		if (present_gap_kind(p, group, value->field) == GAP_NONE)
			continue;
		if (shown)
			flow_unfilled(p, &flow, group, value->field);
		else
			flow_gap(p, &flow, group, value->field);
	}
	flow_close(&flow);
}

/* Does a section say anything in the body of the document? */
static bool section_has_body(const struct presenter *p, const struct field *section)
{
	const struct value *value = &p->plan->root->values[section->index];
	const struct group *group = value->as.group;

	if (value->state == VALUE_WITHHELD)
		return false;
	if (!group || !value_has(value))
		return p->draft && score_asks_table(p->plan, section);
	return group_has_body(p, group) || !text2_is_empty(&group->waived);
}

static bool chapter_has_body(const struct presenter *p, const struct field *chapter)
{
	const struct field *root = p->plan->t->root;

	if (section_has_body(p, chapter) || present_own_has_parts(p, chapter->key))
		return true;
	for (size_t i = 0; i < root->field_count; i++) {
		if (slice_equal(root->fields[i]->part_of, chapter->key) &&
		    section_has_body(p, root->fields[i]))
			return true;
	}
	return false;
}

static void section_show(struct presenter *p, struct doc_node *body, const struct field *section,
			 unsigned level)
{
	const struct value *value = &p->plan->root->values[section->index];
	struct doc_node *heading;

	if (level > 1 && !section_has_body(p, section))
		return;
	heading = show_heading(p, body, show_label(p, section), level, value->span);
	heading->as.heading.number = section->numbered ? NUMBER_CHAPTER : SLICE_NONE;
	*vec_push(p->arena, &p->chapters) =
		(struct gap_place){ .path = section->key, .heading = heading };
	present_meter(p, body, section);
	if (!value_has(value) || !value->as.group) {
		if (score_asks_table(p->plan, section))
			present_gaps_missing(p, body, section);
		return;
	}
	if (!text2_is_empty(&value->as.group->waived))
		doc_add_paragraph(p->arena, body,
				  show_word1(p, WORD_WAIVED,
					     text2_in(&value->as.group->waived, p->lang)));
	present_flow(p, body, value->as.group, level, NULL);
}

/*
 * The one part of a chapter that says nothing else: it then stands for the chapter.  In the first
 * kind of document, whose chapters readers know by name, they all keep theirs.
 */
static const struct field *lone_part(const struct presenter *p, const struct field *chapter)
{
	const struct field *root = p->plan->t->root;
	const struct field *lone = NULL;

	if (p->plan->kind == 0 || section_has_body(p, chapter) ||
	    present_own_has_parts(p, chapter->key))
		return NULL;
	for (size_t i = 0; i < root->field_count; i++) {
		if (!slice_equal(root->fields[i]->part_of, chapter->key) ||
		    !section_has_body(p, root->fields[i]))
			continue;
		if (lone)
			return NULL;
		lone = root->fields[i];
	}
	return lone;
}

static void chapter_show(struct presenter *p, struct doc_node *body, const struct field *chapter)
{
	const struct field *root = p->plan->t->root;
	const struct field *lone = lone_part(p, chapter);

	if (lone) {
		section_show(p, body, lone, 1);
		present_own_after(p, body, lone->key, 2);
		return;
	}
	section_show(p, body, chapter, 1);
	for (size_t i = 0; i < root->field_count; i++) {
		if (!slice_equal(root->fields[i]->part_of, chapter->key))
			continue;
		section_show(p, body, root->fields[i], 2);
		present_own_after(p, body, root->fields[i]->key, 2);
	}
	present_own_parts(p, body, chapter->key);
}

static bool has_appendices(const struct field *section)
{
	return section->layout == LAYOUT_APPENDICES;
}

static void body_show(struct presenter *p, struct doc_node *body)
{
	const struct field *root = p->plan->t->root;

	present_own_prepare(p);
	for (size_t i = 0; i < root->field_count; i++) {
		const struct field *chapter = root->fields[i];
		if (chapter->part_of.len > 0 || has_appendices(chapter))
			continue;
		if (chapter->layout == LAYOUT_CHAPTERS)
			present_own_rest(p, body);
		else if (chapter_has_body(p, chapter))
			chapter_show(p, body, chapter);
		present_own_after(p, body, chapter->key, 1);
	}
	present_own_last(p, body);
	for (size_t i = 0; i < root->field_count; i++) {
		if (has_appendices(root->fields[i]))
			present_appendices(p, body, &p->plan->root->values[i]);
	}
}

struct doc *doc_present(struct arena *arena, struct report *report, const struct plan *plan,
			enum lang lang, const struct score *draft)
{
	struct presenter p = { .arena = arena,
			       .report = report,
			       .plan = plan,
			       .lang = lang,
			       .draft = draft != NULL,
			       .score = draft };
	struct doc *doc = ARENA_NEW(arena, struct doc);

	doc->lang = lang;
	doc->text_lang = plan->speaks[lang] ? lang : plan->lang;
	doc->draft = p.draft;
	present_cover(&p, doc);
	doc->root = doc_node_new(arena, DOC_ROOT);
	body_show(&p, doc->root);
	present_steps(&p, doc->root);
	present_headings(&p, doc->root);
	present_notes(&p, doc->root);
	present_links(&p, doc);
	return doc;
}
