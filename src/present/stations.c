/* Records become signatures and journeys. */
#include "base/arena.h"
#include "present/figures.h"

void figure_of_approval(struct presenter *p, struct doc_node *parent, const struct group *group,
			const struct value *records)
{
	struct doc_figure *figure = figure_of_records(p, FIGURE_APPROVAL, records);
	size_t count = records->as.records.count;
	struct slice words[2];
	struct slice fact;
	size_t signed_by = 0;

	(void)group;
	if (count < 2)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct group *record = records->as.records.items[i];
		struct figure_node *node = &figure->nodes[i];
		node->title = show_record_name(p, record);
		node->badge = figure_count(p, i + 1);
		node->note = figure_joined(p, figure_text(p, record, ROLE_NOTE),
					   figure_text(p, record, ROLE_OWNER));
		node->note = figure_joined(p, node->note, figure_text(p, record, ROLE_DATE));
		node->parent = (int)i - 1;
		signed_by += figure_text(p, record, ROLE_DATE).len > 0;
	}
	words[0] = figure_count(p, count);
	words[1] = figure_count(p, signed_by);
	fact = show_words(p, signed_by > 0 ? WORD_APPROVAL_FACT : WORD_APPROVAL_NONE, words, 2);
	figure->caption = figure_caption(p, records, &fact, 1);
	figure->description = figure_nodes_text(p, figure);
	figure_add(p, parent, records, figure);
}

void figure_of_journey(struct presenter *p, struct doc_node *parent, const struct group *group,
		       const struct value *records)
{
	const struct field *stage = field_get(records->field, records->field->group_by);
	struct doc_figure *figure = ARENA_NEW(p->arena, struct doc_figure);
	struct slice words[2];
	struct slice fact;

	(void)group;
	if (!stage || stage->type != TYPE_CHOICE || stage->choice_count < 2)
		return;
	figure->kind = FIGURE_JOURNEY;
	figure->columns = ARENA_ARRAY(p->arena, stage->choice_count, struct slice);
	figure->column_count = stage->choice_count;
	for (size_t i = 0; i < stage->choice_count; i++)
		figure->columns[i] = text2_in(&stage->choices[i].label, p->lang);
	figure->nodes = ARENA_ARRAY(p->arena, records->as.records.count, struct figure_node);
	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		const struct value *value = &record->values[stage->index];
		struct figure_node *node = &figure->nodes[figure->node_count];
		if (!value_has(value))
			continue;
		node->title = show_record_name(p, record);
		node->note = figure_joined(p, figure_text(p, record, ROLE_NOTE),
					   figure_text(p, record, ROLE_OWNER));
		node->parent = FIGURE_NO_NODE;
		node->column = (size_t)(value->as.choice - stage->choices);
		figure->node_count++;
	}
	if (figure->node_count < 2)
		return;
	words[0] = figure_count(p, figure->node_count);
	words[1] = figure_count(p, stage->choice_count);
	fact = show_words(p, WORD_JOURNEY_FACT, words, 2);
	figure->caption = figure_caption(p, records, &fact, 1);
	figure->description = figure_nodes_text(p, figure);
	figure_add(p, parent, records, figure);
}
