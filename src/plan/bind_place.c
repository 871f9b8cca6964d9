/* Where chapters of a plan's own stand: the sections they name must be there. */
#include "base/arena.h"
#include "base/nearest.h"
#include "base/buf.h"
#include "plan/bind.h"

static bool is_chapter(const struct field *section)
{
	return section->part_of.len == 0 && section->type == TYPE_TABLE;
}

static bool names_record(const struct value *records, const struct group *record, struct slice key)
{
	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct group *other = records->as.records.items[i];
		if (other != record && slice_equal(other->id, key))
			return true;
	}
	return false;
}

static void note_unknown(struct binder *binder, const struct group *record,
			 const struct value *value, const struct value *records)
{
	const struct field *root = binder->plan->t->root;
	struct slice key = value->as.text.in[LANG_VI];
	struct nearest nearest = nearest_start(binder->arena, key);
	struct text2 hint = TEXT2("ghi khóa của một mục, như trong dấu [ ] đầu mục",
				  "name a section as its [header] does");

	for (size_t i = 0; i < root->field_count; i++) {
		if (value->field->role == ROLE_AFTER || is_chapter(root->fields[i]))
			nearest_offer(&nearest, root->fields[i]->key);
	}
	for (size_t i = 0; value->field->role == ROLE_AFTER && i < records->as.records.count; i++)
		nearest_offer(&nearest, records->as.records.items[i]->id);
	hint = nearest_hint(&nearest, hint);
	diag_add(binder->report, DIAG_UNKNOWN_REFERENCE, value->span,
		 value_path(binder->arena, record, value->field),
		 DIAG_ARGS(diag_text2("field", value->field->label), diag_text("id", key),
			   diag_text2("records",
				      TEXT2("các mục của kế hoạch", "the sections of the plan")),
			   diag_text2("hint", hint)));
}

/* The chapter of its own that a chapter stands after, or NULL. */
static const struct group *before(const struct group *record, const struct value *records)
{
	const struct field *field = field_with_role(record->field, ROLE_AFTER);
	const struct value *after = field ? &record->values[field->index] : NULL;

	for (size_t i = 0; value_has(after) && i < records->as.records.count; i++) {
		const struct group *other = records->as.records.items[i];
		if (slice_equal(other->id, after->as.text.in[LANG_VI]))
			return other;
	}
	return NULL;
}

/* One finding a circle: at its first chapter in the order of writing. */
static void circle_check(struct binder *binder, const struct group *record,
			 const struct value *value, const struct value *records)
{
	struct buf cycle = BUF_IN(binder->arena);
	const struct group *at = record;
	size_t steps = 0;

	do {
		buf_printf(&cycle, "%.*s → ", SLICE_ARG(at->id));
		at = before(at, records);
		if (!at || at->position < record->position || steps++ > records->as.records.count)
			return;
	} while (at != record);
	buf_put(&cycle, record->id);
	diag_add(binder->report, DIAG_PLACE_LOOP, value->span,
		 value_path(binder->arena, record, value->field),
		 DIAG_ARGS(diag_text("cycle", buf_slice(&cycle))));
}

static void place_check(struct binder *binder, const struct group *record,
			const struct value *value, const struct value *records)
{
	const struct field *root = binder->plan->t->root;
	const struct field *section;
	bool known;

	if (value->field->role != ROLE_AFTER && value->field->role != ROLE_PART_OF)
		return;
	if (value->state != VALUE_GIVEN)
		return;
	section = field_get(root, value->as.text.in[LANG_VI]);
	known = value->field->role == ROLE_PART_OF ? section && is_chapter(section)
		: section                          ? section->type == TYPE_TABLE
			  : names_record(records, record, value->as.text.in[LANG_VI]);
	if (!known)
		note_unknown(binder, record, value, records);
	else if (value->field->role == ROLE_AFTER && !section)
		circle_check(binder, record, value, records);
}

void bind_places(struct binder *binder)
{
	const struct group *root = binder->plan->root;

	for (size_t i = 0; i < root->field->field_count; i++) {
		const struct value *records = &root->values[i];
		if (records->field->layout != LAYOUT_CHAPTERS || !value_has(records))
			continue;
		for (size_t j = 0; j < records->as.records.count; j++) {
			const struct group *record = records->as.records.items[j];
			for (size_t k = 0; k < record->field->field_count; k++)
				place_check(binder, record, &record->values[k], records);
		}
	}
}
