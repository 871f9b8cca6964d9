/* The public side of a plan: what the template marks as internal, and what refers to it, is
 * withheld. */
#include "base/arena.h"
#include "base/vec.h"
#include "plan/plan.h"

struct publisher {
	struct arena *arena;
	struct report *report;
	VEC(const struct field *) told; /* one finding for a field, however many records have it */
};

static void group_publish(struct publisher *publisher, struct group *group);

static bool is_told(const struct publisher *publisher, const struct field *field)
{
	for (size_t i = 0; i < publisher->told.len; i++) {
		if (publisher->told.items[i] == field)
			return true;
	}
	return false;
}

static void withhold(struct publisher *publisher, const struct group *group, struct value *value)
{
	const struct field *field = value->field;

	if (value->state == VALUE_GIVEN && !is_told(publisher, field)) {
		*vec_push(publisher->arena, &publisher->told) = field;
		diag_add(publisher->report, DIAG_LEFT_OUT,
			 value->node->header.file ? value->node->header
			 : value->node->key.file  ? value->node->key
						  : value->span,
			 value_path(publisher->arena, group, field),
			 DIAG_ARGS(diag_text2("field", field->label)));
	}
	value->state = VALUE_WITHHELD;
}

static bool leads_inside(const struct group *target)
{
	return target && field_is_internal(target->field);
}

static void items_publish(struct publisher *publisher, const struct group *group,
			  struct value *value)
{
	size_t kept = 0;

	for (size_t i = 0; i < value->as.list.count; i++) {
		if (!leads_inside(value->as.list.items[i].target))
			value->as.list.items[kept++] = value->as.list.items[i];
	}
	value->as.list.count = kept;
	if (kept == 0)
		withhold(publisher, group, value);
}

static void value_publish(struct publisher *publisher, const struct group *group,
			  struct value *value)
{
	const struct field *field = value->field;

	if (field->internal) {
		withhold(publisher, group, value);
		return;
	}
	if (!value_has(value))
		return;
	if (field->type == TYPE_REFERENCE && leads_inside(value->as.reference.target))
		withhold(publisher, group, value);
	else if (field->type == TYPE_LIST)
		items_publish(publisher, group, value);
	else if (field->type == TYPE_TABLE && value->as.group)
		group_publish(publisher, value->as.group);
	for (size_t i = 0; field->type == TYPE_RECORDS && i < value->as.records.count; i++)
		group_publish(publisher, value->as.records.items[i]);
}

static void group_publish(struct publisher *publisher, struct group *group)
{
	for (size_t i = 0; i < group->field->field_count; i++)
		value_publish(publisher, group, &group->values[i]);
}

void plan_publish(struct arena *arena, struct report *report, struct plan *plan)
{
	struct publisher publisher = { .arena = arena, .report = report };

	plan->is_public = true;
	group_publish(&publisher, plan->root);
}
