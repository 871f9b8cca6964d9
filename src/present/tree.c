/* An organisation as a tree: who stands below whom, who fills a place, who leads, what is open. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "present/figures.h"

static int place_of(const struct value *records, const struct group *record)
{
	return record && record->position <= records->as.records.count &&
			       records->as.records.items[record->position - 1] == record
		       ? (int)record->position - 1
		       : FIGURE_NO_NODE;
}

/* The records of another list by the place they point at, in order; places from 1, 0: none. */
struct pointers {
	const struct value *list; /* NULL: the plan has none of it */
	const struct field *reference;
	size_t *first, *next;
};

static struct pointers pointers_of(struct presenter *p, const struct value *records,
				   struct slice path)
{
	const struct value *list = figure_records(p, path);
	struct pointers pointers = { .list = list };

	pointers.first = ARENA_ARRAY(p->arena, records->as.records.count + 1, size_t);
	if (!list)
		return pointers;
	pointers.next = ARENA_ARRAY(p->arena, list->as.records.count + 1, size_t);
	pointers.reference = figure_reference(list->field, records->field);
	for (size_t i = list->as.records.count; pointers.reference && i > 0; i--) {
		const struct value *value =
			&list->as.records.items[i - 1]->values[pointers.reference->index];
		int at = value_has(value) ? place_of(records, value->as.reference.target)
					  : FIGURE_NO_NODE;
		if (at == FIGURE_NO_NODE)
			continue;
		pointers.next[i] = pointers.first[at + 1];
		pointers.first[at + 1] = i;
	}
	return pointers;
}

static const struct group *pointer_at(const struct pointers *pointers, size_t at)
{
	return pointers->list->as.records.items[at - 1];
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
static struct slice people_of(struct presenter *p, const struct pointers *people, size_t place)
{
	enum { MOST_NAMES = 2 };
	struct buf names = BUF_IN(p->arena);
	size_t count = 0;

	for (size_t at = people->first[place]; at > 0; at = people->next[at]) {
		if (!is_named(pointer_at(people, at)))
			continue;
		list_add(&names, show_record_name(p, pointer_at(people, at)));
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

/* Leaders of known name and photo: they point at a place, or have a title that is its name. */
struct leaders {
	struct pointers pointers;
	struct index titles; /* of those that point nowhere, to the first that has it */
};

static bool is_shown(const struct group *leader)
{
	return photo_of(leader) && is_named(leader);
}

static struct leaders leaders_of(struct presenter *p, const struct value *records)
{
	struct leaders leaders = {
		.pointers = pointers_of(p, records, records->field->leaders_from),
		.titles = INDEX_IN(p->arena),
	};
	const struct value *list = leaders.pointers.list;
	const struct field *place = leaders.pointers.reference;

	for (size_t i = 0; list && i < list->as.records.count; i++) {
		const struct group *leader = list->as.records.items[i];
		bool is_first;
		size_t *at;
		if (!is_shown(leader) || (place && value_has(&leader->values[place->index])))
			continue;
		at = index_at(&leaders.titles, figure_text(p, leader, ROLE_NOTE), &is_first);
		if (is_first)
			*at = i + 1;
	}
	return leaders;
}

/* The photo of whoever leads a place, with the name where no other stands in its box. */
static void leader_show(struct presenter *p, const struct leaders *leaders, size_t place,
			struct figure_node *node)
{
	const size_t *titled = index_get(&leaders->titles, node->title);
	size_t at = leaders->pointers.first[place];
	const struct group *leader;

	while (at > 0 && !is_shown(pointer_at(&leaders->pointers, at)))
		at = leaders->pointers.next[at];
	if (titled && (at == 0 || *titled < at))
		at = *titled;
	if (at == 0)
		return;
	leader = pointer_at(&leaders->pointers, at);
	node->image = show_image_of(p, photo_of(leader));
	node->image_of = show_record_name(p, leader);
	if (node->note.len == 0)
		node->note = node->image_of;
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

/* The titles below each node. */
static struct buf *titles_below(struct presenter *p, const struct doc_figure *figure)
{
	struct buf *below = ARENA_ARRAY(p->arena, figure->node_count, struct buf);

	for (size_t i = 0; i < figure->node_count; i++) {
		const struct figure_node *node = &figure->nodes[i];
		if (node->parent == FIGURE_NO_NODE)
			continue;
		below[node->parent].arena = p->arena;
		list_add(&below[node->parent], node->title);
	}
	return below;
}

static struct slice tree_description(struct presenter *p, const struct doc_figure *figure)
{
	const struct buf *below = titles_below(p, figure);
	struct buf text = BUF_IN(p->arena);

	buf_put(&text, figure->caption);
	for (size_t i = 0; i < figure->node_count; i++) {
		struct slice words[2] = { figure->nodes[i].title, buf_slice(&below[i]) };
		if (below[i].len == 0)
			continue;
		buf_putc(&text, ' ');
		buf_put(&text, show_words(p, WORD_TREE_BELOW, words, 2));
	}
	return buf_slice(&text);
}

void figure_of_tree(struct presenter *p, struct doc_node *parent, const struct group *group,
		    const struct value *records)
{
	const struct field *field = records->field;
	const struct field *up = field_with_role(field, ROLE_PARENT);
	struct doc_figure *figure = figure_of_records(p, FIGURE_TREE, records);
	const struct pointers people = pointers_of(p, records, field->people_from);
	const struct pointers openings = pointers_of(p, records, field->openings_from);
	const struct leaders leaders = leaders_of(p, records);
	const bool *roots = up ? record_roots(p->arena, records, up) : NULL;
	bool any = false;

	(void)group;
	for (size_t i = 0; up && i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		struct figure_node *node = &figure->nodes[i];
		node->title = show_record_name(p, record);
		node->badge = figure_text(p, record, ROLE_BADGE);
		node->note = people_of(p, &people, i + 1);
		leader_show(p, &leaders, i + 1, node);
		if (node->note.len == 0)
			node->note = figure_text(p, record, ROLE_NOTE);
		node->parent =
			roots[i] ? FIGURE_NO_NODE : place_of(records, record_above(record, up));
		if (openings.first[i + 1] > 0)
			opening_add(p, node, record, pointer_at(&openings, openings.first[i + 1]));
		any = any || node->parent != FIGURE_NO_NODE;
	}
	if (!any)
		return;
	tree_facts(p, records, figure);
	figure->description = tree_description(p, figure);
	present_branches(p, figure_add(p, parent, records, figure), records);
}
