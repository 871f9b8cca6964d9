/* Records become figures: which are drawn, what is beside their boxes, what their captions say. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "present/figures.h"

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
	bool is_one_way = true;
	struct slice words[3] = { text_printf(p->arena, "%zu", figure->node_count),
				  figure->nodes[0].badge, last->badge };
	struct slice fact = show_words(p, WORD_LADDER_COUNT, words, 1);
	struct buf text = BUF_IN(p->arena);

	for (size_t i = 0; i < figure->node_count; i++)
		is_one_way = is_one_way && !figure->nodes[i].aside;
	if (is_one_way && words[1].len > 0 && words[2].len > 0)
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

void figure_of_ladder(struct presenter *p, struct doc_node *parent, const struct group *group,
		      const struct value *records)
{
	struct doc_figure *figure = figure_of_records(p, FIGURE_LADDER, records);
	size_t count = records->as.records.count;

	(void)group;
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

/* --- What several kinds share --- */

struct slice figure_count(struct presenter *p, size_t count)
{
	return text_printf(p->arena, "%zu", count);
}

struct slice figure_joined(struct presenter *p, struct slice a, struct slice b)
{
	if (a.len == 0 || b.len == 0)
		return a.len > 0 ? a : b;
	return text_printf(p->arena, "%.*s · %.*s", SLICE_ARG(a), SLICE_ARG(b));
}

struct slice figure_nodes_text(struct presenter *p, const struct doc_figure *figure)
{
	struct buf text = BUF_IN(p->arena);

	buf_put(&text, figure->caption);
	for (size_t i = 0; i < figure->node_count; i++) {
		const struct figure_node *node = &figure->nodes[i];
		buf_printf(&text, " %.*s", SLICE_ARG(node->title));
		if (node->note.len > 0)
			buf_printf(&text, " (%.*s)", SLICE_ARG(node->note));
		for (size_t k = 0; k < figure->edge_count; k++) {
			const struct figure_edge *edge = &figure->edges[k];
			if (edge->from == i && edge->label.len > 0)
				buf_printf(&text, "; %.*s → %.*s", SLICE_ARG(edge->label),
					   SLICE_ARG(figure->nodes[edge->to].title));
		}
		buf_putc(&text, '.');
		if (figure->kind == FIGURE_FLOW && i + 1 < figure->node_count && node[1].aside)
			break;
	}
	return buf_slice(&text);
}

/* --- Which kind --- */

void present_figure(struct presenter *p, struct doc_node *parent, const struct group *group,
		    const struct value *records)
{
	static void (*const makers[LAYOUT_COUNT])(struct presenter *, struct doc_node *,
						  const struct group *, const struct value *) = {
		[LAYOUT_TREE] = figure_of_tree,         [LAYOUT_LADDER] = figure_of_ladder,
		[LAYOUT_ROSTER] = figure_of_roster,     [LAYOUT_FLOW] = figure_of_flow,
		[LAYOUT_MATRIX] = figure_of_matrix,     [LAYOUT_CALENDAR] = figure_of_calendar,
		[LAYOUT_APPROVAL] = figure_of_approval, [LAYOUT_JOURNEY] = figure_of_journey,
		[LAYOUT_BARS] = figure_of_bars,         [LAYOUT_TRENDS] = figure_of_trends,
	};

	if (records->as.records.count > 0 && makers[records->field->layout])
		makers[records->field->layout](p, parent, group, records);
}
