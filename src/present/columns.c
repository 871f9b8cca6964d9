/* Columns of the plan's own in a table: each record says which it fills, and with what. */
#include "base/arena.h"
#include "present/presenter.h"

static const struct value *cells_of(const struct group *record, const struct field *field)
{
	const struct value *value = &record->values[field->index];

	return value_has(value) ? value : NULL;
}

size_t present_columns_most(const struct value *records, const struct field *field)
{
	size_t most = 0;

	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct value *cells = cells_of(records->as.records.items[i], field);
		most += cells ? cells->as.records.count : 0;
	}
	return most;
}

static bool is_known(const struct slice *heads, size_t count, struct slice head)
{
	for (size_t i = 0; i < count; i++) {
		if (slice_equal(heads[i], head))
			return true;
	}
	return false;
}

size_t present_columns_find(struct presenter *p, const struct value *records,
			    const struct field *field, struct slice *heads)
{
	size_t count = 0;

	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct value *cells = cells_of(records->as.records.items[i], field);
		for (size_t k = 0; cells && k < cells->as.records.count; k++) {
			struct slice head = show_record_name(p, cells->as.records.items[k]);
			if (!is_known(heads, count, head))
				heads[count++] = head;
		}
	}
	return count;
}

void present_columns_cell(struct presenter *p, struct doc_node *cell, const struct group *record,
			  const struct field *field, struct slice head)
{
	const struct value *cells = cells_of(record, field);

	for (size_t i = 0; cells && i < cells->as.records.count; i++) {
		const struct group *one = cells->as.records.items[i];
		if (!slice_equal(show_record_name(p, one), head))
			continue;
		for (size_t k = 0; k < one->field->field_count; k++) {
			if (one->values[k].field->role != ROLE_NAME && value_has(&one->values[k]))
				show_blocks(p, cell, one, &one->values[k], 6);
		}
	}
}
