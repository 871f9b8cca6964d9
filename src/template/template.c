/* Finding one's way in a loaded template. */
#include "template/template.h"

#include "base/arena.h"
#include "base/buf.h"

struct field *field_get(const struct field *parent, struct slice key)
{
	for (size_t i = 0; i < parent->field_count; i++) {
		if (slice_equal(parent->fields[i]->key, key))
			return parent->fields[i];
	}
	return NULL;
}

const struct field *template_field(const struct template *t, struct slice path)
{
	const struct field *at = t->root;
	size_t start = 0;

	while (start <= path.len) {
		size_t end = slice_find(path, SLICE("."), start);
		struct slice part = slice_sub(path, start, end);
		if (slice_ends(part, SLICE("[]")))
			part = slice_sub(part, 0, part.len - 2);
		at = field_get(at, part);
		if (!at)
			return NULL;
		start = end + 1;
	}
	return at;
}

static void path_put(struct buf *buf, const struct field *field, bool last)
{
	if (!field->parent)
		return;
	path_put(buf, field->parent, false);
	if (buf->len > 0)
		buf_putc(buf, '.');
	buf_put(buf, field->key);
	if (field->type == TYPE_RECORDS && !last)
		buf_puts(buf, "[]");
}

struct slice field_path(struct arena *arena, const struct field *field)
{
	struct buf buf = BUF_IN(arena);

	path_put(&buf, field, true);
	return buf_slice(&buf);
}

const struct field *field_with_role(const struct field *records, enum role role)
{
	for (size_t i = 0; i < records->field_count; i++) {
		if (records->fields[i]->role == role)
			return records->fields[i];
	}
	return NULL;
}

const struct choice *field_choice(const struct field *field, struct slice key)
{
	for (size_t i = 0; i < field->choice_count; i++) {
		if (slice_equal(field->choices[i].key, key))
			return &field->choices[i];
	}
	return NULL;
}

bool template_kind(const struct template *t, struct slice key, size_t *kind)
{
	for (size_t i = 0; i < t->kind_count; i++) {
		if (slice_equal(t->kinds[i].key, key)) {
			*kind = i;
			return true;
		}
	}
	return false;
}

bool template_has_rule(const struct template *t, struct slice id)
{
	enum diag_id own;

	if (diag_find(id, &own))
		return true;
	for (size_t i = 0; t && i < t->rule_count; i++) {
		if (slice_equal(t->rules[i].words.id, id))
			return true;
	}
	return false;
}

struct nearest template_nearest_rule(struct arena *arena, const struct template *t, struct slice id)
{
	struct nearest nearest = nearest_start(arena, id);

	for (int i = 0; i < DIAG_COUNT; i++)
		nearest_offer(&nearest, slice_of(diag_name((enum diag_id)i)));
	for (size_t i = 0; t && i < t->rule_count; i++)
		nearest_offer(&nearest, t->rules[i].words.id);
	return nearest;
}

bool field_is_section(const struct field *field)
{
	return field->parent && !field->parent->parent;
}

bool field_is_internal(const struct field *field)
{
	while (field && !field->internal)
		field = field->parent;
	return field != NULL;
}
