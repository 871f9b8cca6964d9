/* Records become figures: which are drawn, what is beside their boxes, what their captions say. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "doc/figures.h"

/* --- What all share --- */

struct slice show_words(struct presenter *p, enum doc_word word, const struct slice *arguments,
			size_t count)
{
	static const char *const names[] = { "1", "2", "3" };
	struct diag_arg args[3];

	for (size_t i = 0; i < count && i < 3; i++)
		args[i] = diag_text(names[i], arguments[i]);
	return diag_fill(p->arena, doc_word(word, p->lang), p->lang, args, count);
}

static struct slice figure_name(struct presenter *p, const struct value *records)
{
	const struct field *field = records->field;

	return text2_in(text2_is_empty(&field->figure) ? &field->label : &field->figure, p->lang);
}

struct doc_figure *figure_of_records(struct presenter *p, enum figure_kind kind,
				     const struct value *records)
{
	struct doc_figure *figure = ARENA_NEW(p->arena, struct doc_figure);

	figure->kind = kind;
	figure->node_count = records->as.records.count;
	figure->nodes = ARENA_ARRAY(p->arena, figure->node_count, struct figure_node);
	return figure;
}

struct doc_node *figure_add(struct presenter *p, struct doc_node *parent,
			    const struct value *records, struct doc_figure *figure)
{
	struct doc_node *node = doc_add(p->arena, parent, DOC_FIGURE);

	figure->number = text_printf(p->arena, "%u", ++p->figures);
	node->text = figure_name(p, records);
	node->as.figure = figure;
	node->source = records->span;
	return node;
}

struct slice figure_caption(struct presenter *p, const struct value *records,
			    const struct slice *facts, size_t count)
{
	struct buf text = BUF_IN(p->arena);
	bool first = true;

	buf_put(&text, figure_name(p, records));
	for (size_t i = 0; i < count; i++) {
		if (facts[i].len == 0)
			continue;
		buf_puts(&text, first ? ": " : "; ");
		buf_put(&text, facts[i]);
		first = false;
	}
	buf_putc(&text, '.');
	return buf_slice(&text);
}

const struct value *figure_value(const struct group *record, enum role role)
{
	const struct field *field = field_with_role(record->field, role);
	const struct value *value = field ? &record->values[field->index] : NULL;

	return value_has(value) ? value : NULL;
}

struct slice figure_text(struct presenter *p, const struct group *record, enum role role)
{
	const struct value *value = figure_value(record, role);

	return value ? show_text(p, record, value) : SLICE_NONE;
}

const struct value *figure_records(struct presenter *p, struct slice path)
{
	struct found *found;
	size_t count = 0;

	if (path.len == 0)
		return NULL;
	found = plan_values(p->arena, p->plan, path, &count);
	for (size_t i = 0; i < count; i++) {
		if (value_has(found[i].value) && found[i].value->field->type == TYPE_RECORDS)
			return found[i].value;
	}
	return NULL;
}

const struct field *figure_reference(const struct field *records, const struct field *target)
{
	for (size_t i = 0; i < records->field_count; i++) {
		const struct field *field = records->fields[i];
		if (field->type == TYPE_REFERENCE && field->refers_field == target)
			return field;
	}
	return NULL;
}

/* --- Organisation --- */

static int place_of(const struct value *records, const struct group *record)
{
	return record && record->position <= records->as.records.count &&
			       records->as.records.items[record->position - 1] == record
		       ? (int)record->position - 1
		       : FIGURE_NO_NODE;
}

static bool points_at(const struct group *record, const struct field *reference,
		      const struct group *target)
{
	const struct value *value = reference ? &record->values[reference->index] : NULL;

	return value_has(value) && value->as.reference.target == target;
}

/* Somebody whose name is still to be filled in says nothing in a box. */
static bool is_named(const struct group *person)
{
	const struct field *name = field_with_role(person->field, ROLE_NAME);

	return name && value_has(&person->values[name->index]);
}

/* The names of those who fill a place, when they are few enough to stand in its box. */
static struct slice people_of(struct presenter *p, const struct value *records,
			      const struct group *record)
{
	enum { MOST_NAMES = 2 };
	const struct value *people = figure_records(p, records->field->people_from);
	const struct field *place = people ? figure_reference(people->field, records->field) : NULL;
	struct buf names = BUF_IN(p->arena);
	size_t count = 0;

	for (size_t i = 0; place && i < people->as.records.count; i++) {
		const struct group *person = people->as.records.items[i];
		if (!points_at(person, place, record) || !is_named(person))
			continue;
		buf_puts(&names, count++ > 0 ? ", " : "");
		buf_put(&names, show_record_name(p, person));
	}
	return count <= MOST_NAMES ? buf_slice(&names) : SLICE_NONE;
}

static void opening_add(struct presenter *p, struct figure_node *node, const struct group *record,
			const struct group *opening)
{
	const struct value *open = figure_value(opening, ROLE_BADGE);
	const struct value *whole = figure_value(record, ROLE_BADGE);
	struct slice words[2] = { figure_text(p, opening, ROLE_BADGE),
				  figure_text(p, opening, ROLE_DATE) };
	struct decimal left = { 0, 0 };

	node->remark = words[1].len > 0 ? show_words(p, WORD_TREE_HIRING_BY, words, 2)
					: show_words(p, WORD_TREE_HIRING, words, 1);
	if (!open || !whole || !type_is_number(open->field->type) ||
	    !type_is_number(whole->field->type))
		return;
	if (!decimal_add(whole->as.number,
			 (struct decimal){ -open->as.number.digits, open->as.number.scale },
			 &left) ||
	    left.digits < 0)
		return;
	node->open = left.digits == 0;
	node->badge = text_printf(p->arena, "%.*s/%.*s",
				  SLICE_ARG(decimal_show(p->arena, left, 0, p->lang)),
				  SLICE_ARG(figure_text(p, record, ROLE_BADGE)));
}

static void openings_of(struct presenter *p, const struct value *records,
			const struct group *record, struct figure_node *node)
{
	const struct value *openings = figure_records(p, records->field->openings_from);
	const struct field *place =
		openings ? figure_reference(openings->field, records->field) : NULL;

	for (size_t i = 0; place && i < openings->as.records.count; i++) {
		const struct group *opening = openings->as.records.items[i];
		if (points_at(opening, place, record)) {
			opening_add(p, node, record, opening);
			return;
		}
	}
}

static void tree_facts(struct presenter *p, const struct value *records, struct doc_figure *figure)
{
	const struct field *badge = field_with_role(records->field, ROLE_BADGE);
	struct slice facts[2] = { SLICE_NONE, SLICE_NONE };
	struct buf open = BUF_IN(p->arena);

	for (size_t i = 0; i < figure->node_count; i++) {
		if (!figure->nodes[i].open)
			continue;
		buf_puts(&open, open.len > 0 ? ", " : "");
		buf_put(&open, figure->nodes[i].title);
	}
	for (size_t i = 0; badge && i < figure->node_count && facts[0].len == 0; i++) {
		if (figure->nodes[i].badge.len > 0)
			facts[0] = show_word1(p, WORD_TREE_BADGE, show_label_within(p, badge));
	}
	if (open.len > 0)
		facts[1] = show_word1(p, WORD_TREE_OPEN, buf_slice(&open));
	figure->caption = figure_caption(p, records, facts, 2);
}

static struct slice tree_description(struct presenter *p, const struct doc_figure *figure)
{
	struct buf text = BUF_IN(p->arena);

	buf_put(&text, figure->caption);
	for (size_t i = 0; i < figure->node_count; i++) {
		struct buf below = BUF_IN(p->arena);
		struct slice words[2];
		for (size_t k = 0; k < figure->node_count; k++) {
			if (figure->nodes[k].parent != (int)i)
				continue;
			buf_puts(&below, below.len > 0 ? ", " : "");
			buf_put(&below, figure->nodes[k].title);
		}
		words[0] = figure->nodes[i].title;
		words[1] = buf_slice(&below);
		if (below.len > 0) {
			buf_putc(&text, ' ');
			buf_put(&text, show_words(p, WORD_TREE_BELOW, words, 2));
		}
	}
	return buf_slice(&text);
}

void figure_of_tree(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	const struct field *up = field_with_role(records->field, ROLE_PARENT);
	struct doc_figure *figure = figure_of_records(p, FIGURE_TREE, records);
	size_t count = records->as.records.count;
	const bool *roots = up ? record_roots(p->arena, records, up) : NULL;
	bool any = false;

	for (size_t i = 0; up && i < count; i++) {
		const struct group *record = records->as.records.items[i];
		struct figure_node *node = &figure->nodes[i];
		node->title = show_record_name(p, record);
		node->badge = figure_text(p, record, ROLE_BADGE);
		node->note = people_of(p, records, record);
		if (node->note.len == 0)
			node->note = figure_text(p, record, ROLE_NOTE);
		node->parent =
			roots[i] ? FIGURE_NO_NODE : place_of(records, record_above(record, up));
		openings_of(p, records, record, node);
		any = any || node->parent != FIGURE_NO_NODE;
	}
	if (!any)
		return;
	tree_facts(p, records, figure);
	figure->description = tree_description(p, figure);
	present_branches(p, figure_add(p, parent, records, figure), records);
}

/* --- Ladder --- */

/* The highest amount that the owner of a step may decide alone. */
static struct slice limit_of(struct presenter *p, const struct value *records,
			     const struct group *record)
{
	const struct value *limits = figure_records(p, records->field->limits_from);
	const struct value *owner = figure_value(record, ROLE_OWNER);
	const struct value *best = NULL;
	const struct group *from = NULL;

	for (size_t i = 0; owner && owner->field->type == TYPE_REFERENCE && limits &&
			   i < limits->as.records.count;
	     i++) {
		const struct group *one = limits->as.records.items[i];
		const struct value *holder = figure_value(one, ROLE_OWNER);
		const struct value *limit = figure_value(one, ROLE_LIMIT);
		if (!holder || !limit || holder->field->type != TYPE_REFERENCE ||
		    !owner->as.reference.target ||
		    holder->as.reference.target != owner->as.reference.target)
			continue;
		if (!best || decimal_compare(limit->as.number, best->as.number) > 0) {
			best = limit;
			from = one;
		}
	}
	return best ? show_word1(p, WORD_LADDER_LIMIT, show_text(p, from, best)) : SLICE_NONE;
}

static bool is_aside(const struct group *record)
{
	const struct value *aside = figure_value(record, ROLE_ASIDE);

	return aside && aside->field->type == TYPE_CHOICE &&
	       aside->as.choice != aside->field->choices;
}

static void ladder_words(struct presenter *p, const struct value *records,
			 struct doc_figure *figure)
{
	const struct figure_node *last = &figure->nodes[figure->node_count - 1];
	struct slice words[3] = { text_printf(p->arena, "%zu", figure->node_count),
				  figure->nodes[0].badge, last->badge };
	struct slice fact = show_words(p, WORD_LADDER_COUNT, words, 1);
	struct buf text = BUF_IN(p->arena);

	if (words[1].len > 0 && words[2].len > 0)
		fact = show_words(p, WORD_LADDER_FACT, words, 3);
	figure->caption = figure_caption(p, records, &fact, 1);
	buf_put(&text, figure->caption);
	for (size_t i = 0; i < figure->node_count; i++) {
		const struct figure_node *node = &figure->nodes[i];
		const struct slice parts[] = { node->badge, node->note, node->remark };
		buf_printf(&text, " %zu: %.*s", i + 1, SLICE_ARG(node->title));
		for (size_t k = 0; k < 3; k++)
			buf_printf(&text, "%s%.*s", parts[k].len > 0 ? ", " : "",
				   SLICE_ARG(parts[k]));
		buf_putc(&text, '.');
	}
	figure->description = buf_slice(&text);
}

void figure_of_ladder(struct presenter *p, struct doc_node *parent, const struct value *records)
{
	struct doc_figure *figure = figure_of_records(p, FIGURE_LADDER, records);
	size_t count = records->as.records.count;

	if (count < 2)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct group *record = records->as.records.items[i];
		struct figure_node *node = &figure->nodes[i];
		node->title = show_record_name(p, record);
		node->badge = figure_text(p, record, ROLE_TIME);
		node->note = figure_text(p, record, ROLE_OWNER);
		if (slice_find(node->title, node->note, 0) < node->title.len)
			node->note = SLICE_NONE;
		node->remark = limit_of(p, records, record);
		node->aside = is_aside(record);
	}
	ladder_words(p, records, figure);
	figure_add(p, parent, records, figure);
}

/* --- Which kind --- */

void present_figure(struct presenter *p, struct doc_node *parent, const struct group *group,
		    const struct value *records)
{
	if (records->as.records.count == 0)
		return;
	switch (records->field->layout) {
	case LAYOUT_TREE:
		figure_of_tree(p, parent, records);
		break;
	case LAYOUT_LADDER:
		figure_of_ladder(p, parent, records);
		break;
	case LAYOUT_ROSTER:
		figure_of_roster(p, parent, group, records);
		break;
	case LAYOUT_FLOW:
		figure_of_flow(p, parent, group, records);
		break;
	case LAYOUT_MATRIX:
		figure_of_matrix(p, parent, records);
		break;
	case LAYOUT_CALENDAR:
		figure_of_calendar(p, parent, records);
		break;
	case LAYOUT_APPROVAL:
		figure_of_approval(p, parent, records);
		break;
	case LAYOUT_JOURNEY:
		figure_of_journey(p, parent, records);
		break;
	case LAYOUT_DEFAULT:
	case LAYOUT_PART:
	case LAYOUT_CYCLE:
	case LAYOUT_BODY:
	case LAYOUT_RUN_IN:
	case LAYOUT_FACT:
	case LAYOUT_META:
	case LAYOUT_CALLOUT:
	case LAYOUT_NUMBERED:
	case LAYOUT_GOOD:
	case LAYOUT_BAD:
	case LAYOUT_COVER:
	case LAYOUT_ATTACHED:
	case LAYOUT_COLUMN:
	case LAYOUT_UNDER:
	case LAYOUT_TABLE:
	case LAYOUT_CARDS:
	case LAYOUT_STEPS:
	case LAYOUT_GOALS:
	case LAYOUT_LINES:
	case LAYOUT_CHAPTERS:
	case LAYOUT_APPENDICES:
	case LAYOUT_COUNT:
		break;
	}
}
