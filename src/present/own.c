/*
 * Chapters and appendices of a plan's own: records of a section whose layout says so.  A chapter
 * stands after the section it names, or as a part of it; without a name, where its own section
 * does.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "present/presenter.h"

/* The records that are chapters, or NULL; a template has one such section at most. */
static const struct value *own_records(const struct presenter *p)
{
	const struct field *root = p->plan->t->root;

	for (size_t i = 0; i < root->field_count; i++) {
		const struct value *value = &p->plan->root->values[i];
		if (value->field->layout == LAYOUT_CHAPTERS && value_has(value))
			return value;
	}
	return NULL;
}

static const struct value *role_value(const struct group *record, enum role role)
{
	const struct field *field = field_with_role(record->field, role);

	return field ? &record->values[field->index] : NULL;
}

static const struct index *places_of(const struct presenter *p, enum role role)
{
	return &p->own_first[role == ROLE_PART_OF];
}

/* The position of the first chapter that stands at that place, or 0. */
static size_t first_at(const struct presenter *p, enum role role, struct slice key)
{
	const size_t *first = index_get(places_of(p, role), key);

	return first ? *first : 0;
}

static void own_show(struct presenter *p, struct doc_node *body, const struct group *record,
		     unsigned level)
{
	const struct value *numbered = role_value(record, ROLE_NUMBERED);
	struct doc_node *heading =
		show_heading(p, body, show_record_name(p, record), level, record->span);

	p->own_shown[record->position - 1] = true;
	if (!value_has(numbered) || numbered->as.boolean)
		heading->as.heading.number = NUMBER_CHAPTER;
	present_gap_name(p, body, record);
	present_flow(p, body, record, level, field_with_role(record->field, ROLE_NAME));
}

static void own_show_named(struct presenter *p, struct doc_node *body, enum role role,
			   struct slice key, unsigned level)
{
	const struct value *records = own_records(p);

	for (size_t at = key.len > 0 ? first_at(p, role, key) : 0; at > 0;
	     at = p->own_next[(at - 1) * 2 + (role == ROLE_PART_OF)]) {
		const struct group *record = records->as.records.items[at - 1];
		if (p->own_shown[at - 1])
			continue;
		own_show(p, body, record, level);
		own_show_named(p, body, ROLE_AFTER, record->id, level);
	}
}

void present_own_prepare(struct presenter *p)
{
	static const enum role roles[] = { ROLE_AFTER, ROLE_PART_OF };
	const struct value *records = own_records(p);
	size_t count = records ? records->as.records.count : 0;

	p->own_shown = ARENA_ARRAY(p->arena, count, bool);
	p->own_next = ARENA_ARRAY(p->arena, count * 2, size_t);
	p->own_first[0] = p->own_first[1] = INDEX_IN(p->arena);
	/* From the last on, so that each chain begins with the first. */
	for (size_t i = count; i > 0; i--) {
		for (size_t r = 0; r < 2; r++) {
			const struct value *value =
				role_value(records->as.records.items[i - 1], roles[r]);
			bool is_new;
			size_t *first;
			if (!value_has(value))
				continue;
			first = index_at(&p->own_first[r], value->as.text.in[LANG_VI], &is_new);
			p->own_next[(i - 1) * 2 + r] = *first;
			*first = i;
		}
	}
}

void present_own_after(struct presenter *p, struct doc_node *body, struct slice key, unsigned level)
{
	own_show_named(p, body, ROLE_AFTER, key, level);
}

void present_own_parts(struct presenter *p, struct doc_node *body, struct slice key)
{
	own_show_named(p, body, ROLE_PART_OF, key, 2);
}

bool present_own_has_parts(const struct presenter *p, struct slice key)
{
	return first_at(p, ROLE_PART_OF, key) > 0;
}

void present_own_rest(struct presenter *p, struct doc_node *body)
{
	const struct value *records = own_records(p);

	for (size_t i = 0; records && i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		const struct value *after = role_value(record, ROLE_AFTER);
		const struct value *part_of = role_value(record, ROLE_PART_OF);
		if (p->own_shown[i] || value_has(after) || value_has(part_of))
			continue;
		own_show(p, body, record, 1);
		own_show_named(p, body, ROLE_AFTER, record->id, 1);
	}
}

/* What names a section that is nowhere, or each other in a circle, still has to be seen. */
void present_own_last(struct presenter *p, struct doc_node *body)
{
	const struct value *records = own_records(p);

	for (size_t i = 0; records && i < records->as.records.count; i++) {
		if (!p->own_shown[i])
			own_show(p, body, records->as.records.items[i], 1);
	}
}

void present_appendices(struct presenter *p, struct doc_node *body, const struct value *records)
{
	const struct field *name = field_with_role(records->field, ROLE_NAME);

	for (size_t i = 0; value_has(records) && i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		show_heading(p, body, show_record_name(p, record), 1, record->span)
			->as.heading.number = NUMBER_APPENDIX;
		present_gap_name(p, body, record);
		present_flow(p, body, record, 1, name);
	}
}
