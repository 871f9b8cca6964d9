/* Records of a plan as cards, steps, lines or a tree. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "present/presenter.h"

bool type_speaks_for_itself(enum type type)
{
	return type == TYPE_TEXT || type == TYPE_PROSE || type == TYPE_LIST ||
	       type == TYPE_CHOICE || type == TYPE_REFERENCE || type == TYPE_EMAIL ||
	       type == TYPE_PHONE || type == TYPE_LINK || type == TYPE_HOURS;
}

struct slice show_record_name(struct presenter *p, const struct group *record)
{
	const struct field *field = field_with_role(record->field, ROLE_NAME);
	struct text2 name = record_name(p->arena, record);
	struct diag_arg args[] = {
		diag_text("1", show_label(p, record->field)),
		diag_text("2", text_printf(p->arena, "%zu", record->position)),
	};

	if (p->draft && field && !value_has(&record->values[field->index]))
		return diag_fill(p->arena, show_word(p, WORD_UNNAMED), p->lang, args, 2);
	return text2_in(&name, p->lang);
}

static void present_cards(struct presenter *p, struct doc_node *parent, const struct value *records,
			  unsigned level)
{
	const struct field *name = field_with_role(records->field, ROLE_NAME);

	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		struct doc_node *heading = show_heading(p, parent, show_record_name(p, record),
							level + 1, record->span);
		heading->as.heading.listed = false;
		present_gap_name(p, parent, record);
		present_flow(p, parent, record, level + 1, name);
	}
}

/* The short facts of a step share one line: "Ai: … · Hạn: …". */
static void step_facts(struct presenter *p, struct doc_node *item, const struct group *record,
		       const struct field *name)
{
	struct doc_node *muted = NULL;

	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		if (value->field == name || value->field->layout != LAYOUT_FACT ||
		    !value_has(value))
			continue;
		if (!muted)
			muted = doc_add(p->arena, doc_add(p->arena, item, DOC_PARAGRAPH),
					DOC_MUTED);
		else
			doc_add_text(p->arena, muted, SLICE(" · "));
		doc_add_text(p->arena, muted,
			     text_printf(p->arena,
					 "%.*s: ", SLICE_ARG(show_label(p, value->field))));
		show_inline(p, muted, record, value);
	}
}

static void step_add(struct presenter *p, struct doc_node *list, const struct group *record,
		     unsigned level)
{
	const struct field *name = field_with_role(record->field, ROLE_NAME);
	struct doc_node *item = doc_add(p->arena, list, DOC_ITEM);

	item->source = record->span;
	show_label_paragraph(p, item, show_record_name(p, record), "");
	present_gap_name(p, item, record);
	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		enum layout layout = value->field->layout;
		if (value->field == name)
			continue;
		if (layout != LAYOUT_FACT && layout != LAYOUT_ATTACHED && value_has(value)) {
			if (layout != LAYOUT_BODY)
				show_label_paragraph(p, item, show_label(p, value->field), ":");
			show_blocks(p, item, record, value, level + 1);
		}
		if (present_gap_kind(p, record, value->field) != GAP_NONE)
			present_gap(p, item, record, value->field);
	}
	step_facts(p, item, record, name);
}

static void present_step_list(struct presenter *p, struct doc_node *parent,
			      const struct value *records, unsigned level)
{
	struct doc_node *list = doc_add(p->arena, parent, DOC_LIST);

	list->as.list.ordered = true;
	list->as.list.start = 1;
	list->source = records->span;
	for (size_t i = 0; i < records->as.records.count; i++)
		step_add(p, list, records->as.records.items[i], level);
}

const struct group *record_above(const struct group *record, const struct field *parent)
{
	const struct value *value = &record->values[parent->index];

	return value_has(value) ? value->as.reference.target : NULL;
}

/* Where the chain above a record goes. */
enum ascent { ASCENT_UNKNOWN, ASCENT_OPEN, ASCENT_ENDS, ASCENT_CIRCLES };

/* The place of a record in a list, or the list's length when it is none of it. */
static size_t place_in(const struct value *records, const struct group *record)
{
	size_t count = records->as.records.count;

	return record->position <= count &&
			       records->as.records.items[record->position - 1] == record
		       ? record->position - 1
		       : count;
}

/* Follows the chain from a place to where it ends or is known; then all on the way is known. */
static void ascent_follow(const struct value *records, const struct field *parent, size_t from,
			  enum ascent *ascents)
{
	struct group *const *items = records->as.records.items;
	const size_t count = records->as.records.count;
	enum ascent ascent = ASCENT_ENDS;
	size_t at = from;

	while (at < count && ascents[at] == ASCENT_UNKNOWN) {
		const struct group *above = record_above(items[at], parent);
		ascents[at] = ASCENT_OPEN;
		at = above ? place_in(records, above) : count;
	}
	if (at < count)
		ascent = ascents[at] == ASCENT_OPEN ? ASCENT_CIRCLES : ascents[at];
	while (from < count && ascents[from] == ASCENT_OPEN) {
		const struct group *above = record_above(items[from], parent);
		ascents[from] = ascent;
		from = above ? place_in(records, above) : count;
	}
}

bool *record_roots(struct arena *arena, const struct value *records, const struct field *parent)
{
	const size_t count = records->as.records.count;
	enum ascent *ascents = ARENA_ARRAY(arena, count, enum ascent);
	bool *roots = ARENA_ARRAY(arena, count, bool);

	for (size_t i = 0; i < count; i++) {
		ascent_follow(records, parent, i, ascents);
		roots[i] = ascents[i] == ASCENT_CIRCLES ||
			   !record_above(records->as.records.items[i], parent);
	}
	return roots;
}

/* By position: the first record below one, and the next beside it; 0: none. */
struct branches {
	struct group *const *records;
	size_t *first, *next;
};

static void branch_add(struct presenter *p, struct doc_node *list, const struct branches *branches,
		       const struct group *record, unsigned depth)
{
	struct doc_node *item = doc_add(p->arena, list, DOC_ITEM);
	struct doc_node *below = NULL;

	item->source = record->span;
	doc_add_paragraph(p->arena, item, show_record_name(p, record));
	if (depth >= RICH_MAX_DEPTH / 2)
		return;
	for (size_t at = branches->first[record->position]; at > 0; at = branches->next[at]) {
		if (!below) {
			below = doc_add(p->arena, item, DOC_LIST);
			below->as.list.tight = true;
		}
		branch_add(p, below, branches, branches->records[at - 1], depth + 1);
	}
}

void present_branches(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	const struct field *up = field_with_role(records->field, ROLE_PARENT);
	struct doc_node *list = doc_add(p->arena, parent, DOC_LIST);
	size_t count = records->as.records.count;
	struct branches branches = { records->as.records.items,
				     ARENA_ARRAY(p->arena, count + 1, size_t),
				     ARENA_ARRAY(p->arena, count + 1, size_t) };
	const bool *root = record_roots(p->arena, records, up);

	list->as.list.tight = true;
	for (size_t i = count; i > 0; i--) {
		const struct group *record = records->as.records.items[i - 1];
		const struct group *above = record_above(record, up);
		if (root[i - 1] || !above || above->position > count ||
		    records->as.records.items[above->position - 1] != above)
			continue;
		branches.next[i] = branches.first[above->position];
		branches.first[above->position] = i;
	}
	for (size_t i = 0; i < count; i++) {
		if (root[i])
			branch_add(p, list, &branches, records->as.records.items[i], 0);
	}
}

/* One record in one line of a list: its name, then the rest of what it says. */
static void line_add(struct presenter *p, struct doc_node *list, const struct group *record)
{
	const struct field *name = field_with_role(record->field, ROLE_NAME);
	struct doc_node *item = doc_add(p->arena, list, DOC_ITEM);
	struct doc_node *line = show_label_paragraph(p, item, show_record_name(p, record), "");
	const char *between = ": ";

	item->source = record->span;
	present_gap_name(p, item, record);
	for (size_t i = 0; i < record->field->field_count; i++) {
		const struct value *value = &record->values[i];
		if (value->field == name)
			continue;
		if (present_gap_kind(p, record, value->field) != GAP_NONE)
			present_gap(p, item, record, value->field);
		if (value->field->layout == LAYOUT_ATTACHED || !value_has(value))
			continue;
		doc_add_text(p->arena, line, slice_of(between));
		if (!type_speaks_for_itself(value->field->type) && value->field->unit_from.len == 0)
			doc_add_text(p->arena, line,
				     text_printf(p->arena, "%.*s ",
						 SLICE_ARG(show_label(p, value->field))));
		show_inline(p, line, record, value);
		between = " · ";
	}
}

static void present_lines(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	struct doc_node *list = doc_add(p->arena, parent, DOC_LIST);

	list->as.list.tight = true;
	list->source = records->span;
	for (size_t i = 0; i < records->as.records.count; i++)
		line_add(p, list, records->as.records.items[i]);
}

void present_records(struct presenter *p, struct doc_node *parent, const struct group *group,
		     const struct value *value, unsigned level)
{
	if (value->field->layout == LAYOUT_GOALS)
		present_goals(p, parent, value);
	if (value->field->layout == LAYOUT_CARDS || value->field->layout == LAYOUT_GOALS)
		present_cards(p, parent, value, level);
	else if (value->field->layout == LAYOUT_STEPS)
		present_step_list(p, parent, value, level);
	else if (value->field->layout == LAYOUT_LINES)
		present_lines(p, parent, value);
	if (!layout_has_table(value->field->layout))
		return;
	present_figure(p, parent, group, value);
	if (value->field->layout != LAYOUT_TRENDS || !present_periods(p, parent, value))
		present_table(p, parent, value);
}
