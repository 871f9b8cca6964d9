/*
 * Chapters and appendices of a plan's own: records of a section whose layout says so.  A chapter
 * stands after the section it names, or as a part of it; without a name, where its own section
 * does.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "doc/presenter.h"

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

static bool names(const struct group *record, enum role role, struct slice key)
{
	const struct value *value = role_value(record, role);

	return value_has(value) && slice_equal(value->as.text.in[LANG_VI], key);
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
	present_flow(p, body, record, level, field_with_role(record->field, ROLE_NAME));
}

static void own_show_named(struct presenter *p, struct doc_node *body, enum role role,
			   struct slice key, unsigned level)
{
	const struct value *records = own_records(p);

	for (size_t i = 0; records && key.len > 0 && i < records->as.records.count; i++) {
		const struct group *record = records->as.records.items[i];
		if (p->own_shown[i] || !names(record, role, key))
			continue;
		own_show(p, body, record, level);
		own_show_named(p, body, ROLE_AFTER, record->id, level);
	}
}

void present_own_prepare(struct presenter *p)
{
	const struct value *records = own_records(p);

	p->own_shown = ARENA_ARRAY(p->arena, records ? records->as.records.count : 0, bool);
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
	const struct value *records = own_records(p);

	for (size_t i = 0; records && i < records->as.records.count; i++) {
		if (names(records->as.records.items[i], ROLE_PART_OF, key))
			return true;
	}
	return false;
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
		present_flow(p, body, record, 1, name);
	}
}
