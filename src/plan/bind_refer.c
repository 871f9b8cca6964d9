/* The second half of binding, when every record is known: references, and values worked out. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "plan/bind.h"

/* The records a reference may name, sorted by id; kept for each field that is referred to. */
struct directory {
	const struct field *records;
	const struct group **sorted;
	size_t count;
	struct directory *next;
};

struct resolver {
	struct binder *binder;
	struct directory *directories;
};

static int id_order(const void *a, const void *b)
{
	return slice_compare((*(const struct group *const *)a)->id,
			     (*(const struct group *const *)b)->id);
}

static const struct directory *directory_of(struct resolver *resolver, const struct field *records)
{
	struct arena *arena = resolver->binder->arena;
	struct directory *directory = resolver->directories;
	struct found *found;
	size_t lists;

	while (directory && directory->records != records)
		directory = directory->next;
	if (directory)
		return directory;
	directory = ARENA_NEW(arena, struct directory);
	directory->records = records;
	directory->next = resolver->directories;
	resolver->directories = directory;
	found = plan_values(arena, resolver->binder->plan, field_path(arena, records), &lists);
	for (size_t i = 0; i < lists; i++)
		directory->count += found[i].value->as.records.count;
	directory->sorted = ARENA_ARRAY(arena, directory->count, const struct group *);
	directory->count = 0;
	for (size_t i = 0; i < lists; i++) {
		for (size_t j = 0; j < found[i].value->as.records.count; j++)
			directory->sorted[directory->count++] = found[i].value->as.records.items[j];
	}
	if (directory->count > 1)
		qsort(directory->sorted, directory->count, sizeof(*directory->sorted), id_order);
	return directory;
}

/* Of several records with that id, in different lists, the one beside the record that refers to it.
 */
static const struct group *directory_beside(const struct directory *directory, size_t at,
					    const struct group *from)
{
	const struct group *first = directory->sorted[at];
	size_t i = at;

	while (i > 0 && slice_equal(directory->sorted[i - 1]->id, first->id))
		i--;
	for (; i < directory->count && slice_equal(directory->sorted[i]->id, first->id); i++) {
		if (directory->sorted[i]->parent == from->parent)
			return directory->sorted[i];
	}
	return first;
}

static const struct group *directory_find(const struct directory *directory, struct slice id,
					  const struct group *from)
{
	size_t low = 0, high = directory->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = slice_compare(directory->sorted[middle]->id, id);
		if (order == 0)
			return directory_beside(directory, middle, from);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static struct text2 reference_hint(struct arena *arena, const struct directory *directory,
				   struct slice id)
{
	struct nearest nearest = nearest_start(arena, id);
	struct buf known = BUF_IN(arena);
	struct text2 hint;

	for (size_t i = 0; i < directory->count; i++) {
		nearest_offer(&nearest, directory->sorted[i]->id);
		if (i < 12 && directory->sorted[i]->id.len > 0)
			buf_printf(&known, "%s%.*s", known.len > 0 ? ", " : "",
				   SLICE_ARG(directory->sorted[i]->id));
	}
	if (nearest.best.ptr)
		return nearest_hint(&nearest, TEXT2("", ""));
	if (known.len > 0) {
		hint.in[LANG_VI] = text_printf(arena, "các mã đang có: %s", known.data);
		hint.in[LANG_EN] = text_printf(arena, "the ids there are: %s", known.data);
	} else {
		struct slice path = field_path(arena, directory->records);
		hint.in[LANG_VI] = text_printf(arena, "khai bản ghi [%.*s.%.*s]", SLICE_ARG(path),
					       SLICE_ARG(id));
		hint.in[LANG_EN] = text_printf(arena, "add the record [%.*s.%.*s]", SLICE_ARG(path),
					       SLICE_ARG(id));
	}
	return hint;
}

static const struct group *id_resolve(struct resolver *resolver, const struct group *group,
				      const struct field *field, struct slice id, struct span span)
{
	struct binder *binder = resolver->binder;
	const struct directory *directory = directory_of(resolver, field->refers_field);
	const struct group *target = directory_find(directory, id, group);

	if (!target)
		diag_add(binder->report, DIAG_UNKNOWN_REFERENCE, span,
			 value_path(binder->arena, group, field),
			 DIAG_ARGS(diag_text2("field", field->label), diag_text("id", id),
				   diag_text2("records", field->refers_field->label),
				   diag_text2("hint",
					      reference_hint(binder->arena, directory, id))));
	return target;
}

static void group_resolve(struct resolver *resolver, struct group *group);

static void value_resolve(struct resolver *resolver, struct group *group, struct value *value)
{
	const struct field *field = value->field;

	if (field->type == TYPE_TABLE && value->as.group)
		group_resolve(resolver, value->as.group);
	for (size_t i = 0; field->type == TYPE_RECORDS && i < value->as.records.count; i++)
		group_resolve(resolver, value->as.records.items[i]);
	if (!field->refers_field || value->state != VALUE_GIVEN)
		return;
	if (field->type == TYPE_REFERENCE)
		value->as.reference.target =
			id_resolve(resolver, group, field, value->as.reference.id, value->span);
	for (size_t i = 0; field->type == TYPE_LIST && i < value->as.list.count; i++) {
		struct item *item = &value->as.list.items[i];
		item->target =
			id_resolve(resolver, group, field, item->text.in[LANG_VI], item->span);
	}
}

static void group_resolve(struct resolver *resolver, struct group *group)
{
	for (size_t i = 0; i < group->field->field_count; i++)
		value_resolve(resolver, group, &group->values[i]);
}

void bind_references(struct binder *binder)
{
	struct resolver resolver = { binder, NULL };

	group_resolve(&resolver, binder->plan->root);
}

static bool sum_of(struct binder *binder, const struct field *field, struct decimal *sum)
{
	size_t count, last;
	struct found *found = plan_values(binder->arena, binder->plan, field->sum_of, &count);

	return found_sum(found, count, sum, &last);
}

/* products: first the amounts of single records, then (false) the sums over them. */
static void group_compute(struct binder *binder, struct group *group, bool products)
{
	for (size_t i = 0; i < group->field->field_count; i++) {
		struct value *value = &group->values[i];
		const struct field *field = value->field;
		if (field->type == TYPE_TABLE && value->as.group)
			group_compute(binder, value->as.group, products);
		for (size_t j = 0; field->type == TYPE_RECORDS && j < value->as.records.count; j++)
			group_compute(binder, value->as.records.items[j], products);
		if (value->state != VALUE_ABSENT)
			continue;
		if ((products && group_product(group, field, &value->as.number)) ||
		    (!products && field->sum_of.len > 0 &&
		     sum_of(binder, field, &value->as.number)))
			value->state = VALUE_COMPUTED;
	}
}

void bind_computed(struct binder *binder)
{
	group_compute(binder, binder->plan->root, true);
	group_compute(binder, binder->plan->root, false);
}
