/* An organisation as a tree: who stands below whom, who fills a place, who leads, what is open. */
#include "base/arena.h"
#include "base/buf.h"
#include "doc/figures.h"

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

static void list_add(struct buf *list, struct slice word)
{
	buf_puts(list, list->len > 0 ? ", " : "");
	buf_put(list, word);
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
		list_add(&names, show_record_name(p, person));
		count++;
	}
	return count <= MOST_NAMES ? buf_slice(&names) : SLICE_NONE;
}

/* --- Who leads --- */

static const struct value *photo_of(const struct group *person)
{
	for (size_t i = 0; i < person->field->field_count; i++) {
		if (person->field->fields[i]->type == TYPE_IMAGE && value_has(&person->values[i]))
			return &person->values[i];
	}
	return NULL;
}

/* A leader points at the place, or has a title that is its name. */
static bool leads(struct presenter *p, const struct group *leader, const struct field *place,
		  const struct group *record)
{
	if (place && value_has(&leader->values[place->index]))
		return points_at(leader, place, record);
	return slice_equal(figure_text(p, leader, ROLE_NOTE), show_record_name(p, record));
}

/* The photo of whoever leads a place, with the name where no other stands in its box. */
static void leader_of(struct presenter *p, const struct value *records, const struct group *record,
		      struct figure_node *node)
{
	const struct value *leaders = figure_records(p, records->field->leaders_from);
	const struct field *place =
		leaders ? figure_reference(leaders->field, records->field) : NULL;

	for (size_t i = 0; leaders && i < leaders->as.records.count; i++) {
		const struct group *leader = leaders->as.records.items[i];
		const struct value *photo = photo_of(leader);
		if (!photo || !is_named(leader) || !leads(p, leader, place, record))
			continue;
		node->image = show_image_of(p, photo);
		node->image_of = show_record_name(p, leader);
		if (node->note.len == 0)
			node->note = node->image_of;
		return;
	}
}

/* --- What is open --- */

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
	struct slice facts[3] = { SLICE_NONE, SLICE_NONE, SLICE_NONE };
	struct buf open = BUF_IN(p->arena);
	struct buf photos = BUF_IN(p->arena);

	for (size_t i = 0; i < figure->node_count; i++) {
		const struct figure_node *node = &figure->nodes[i];
		if (node->open)
			list_add(&open, node->title);
		if (node->image)
			list_add(&photos, node->image_of);
	}
	for (size_t i = 0; badge && i < figure->node_count && facts[0].len == 0; i++) {
		if (figure->nodes[i].badge.len > 0)
			facts[0] = show_word1(p, WORD_TREE_BADGE, show_label_within(p, badge));
	}
	if (open.len > 0)
		facts[1] = show_word1(p, WORD_TREE_OPEN, buf_slice(&open));
	if (photos.len > 0)
		facts[2] = show_word1(p, WORD_TREE_PHOTOS, buf_slice(&photos));
	figure->caption = figure_caption(p, records, facts, 3);
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
			list_add(&below, figure->nodes[k].title);
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

void figure_of_tree(struct presenter *p, struct doc_node *parent, const struct group *group,
		    const struct value *records)
{
	const struct field *up = field_with_role(records->field, ROLE_PARENT);
	struct doc_figure *figure = figure_of_records(p, FIGURE_TREE, records);
	size_t count = records->as.records.count;
	bool any = false;

	(void)group;
	for (size_t i = 0; up && i < count; i++) {
		const struct group *record = records->as.records.items[i];
		struct figure_node *node = &figure->nodes[i];
		bool root = record_is_root(records, record, up);
		node->title = show_record_name(p, record);
		node->badge = figure_text(p, record, ROLE_BADGE);
		node->note = people_of(p, records, record);
		leader_of(p, records, record, node);
		if (node->note.len == 0)
			node->note = figure_text(p, record, ROLE_NOTE);
		node->parent = root ? FIGURE_NO_NODE : place_of(records, record_above(record, up));
		openings_of(p, records, record, node);
		any = any || node->parent != FIGURE_NO_NODE;
	}
	if (!any)
		return;
	tree_facts(p, records, figure);
	figure->description = tree_description(p, figure);
	present_branches(p, figure_add(p, parent, records, figure), records);
}
