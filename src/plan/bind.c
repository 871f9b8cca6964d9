/*
 * Reads a syntax tree as a plan: which key is which field, which table is which record.  Every
 * value gets a slot, written or not, so that later stages index and never search.
 */
#include "plan/bind.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/utf8.h"

static void value_bind(struct binder *binder, struct group *group, struct value *value);

/* Keys that the file format itself knows, besides the template's fields. */
static bool is_format_key(const struct group *group, struct slice name)
{
	static const char *const top[] = { "format", "language", "template", "extends", "allow" };

	for (size_t i = 0; !group->parent && i < sizeof(top) / sizeof(*top); i++) {
		if (slice_is(name, top[i]))
			return true;
	}
	if (field_is_section(group->field) && slice_is(name, "waived"))
		return true;
	return group->field->type == TYPE_RECORDS && slice_is(name, "id");
}

enum { UNKNOWN_SOUGHT_MAX = 500 }; /* keys of a plan for which the one that was meant is sought */

/* Does some other section or table know this key?  Then that is where it was meant to stand. */
static const struct field *field_elsewhere(const struct field *from, struct slice key)
{
	for (size_t i = 0; i < from->field_count; i++) {
		const struct field *field = from->fields[i];
		const struct field *below;
		if (slice_equal(field->key, key))
			return field;
		below = field->type == TYPE_TABLE ? field_elsewhere(field, key) : NULL;
		if (below)
			return below;
	}
	return NULL;
}

static struct slice keys_of(struct arena *arena, const struct field *parent)
{
	struct buf keys = BUF_IN(arena);

	for (size_t i = 0; i < parent->field_count; i++)
		buf_printf(&keys, "%s%.*s", i > 0 ? ", " : "", SLICE_ARG(parent->fields[i]->key));
	return buf_slice(&keys);
}

/* The key that was meant, or SLICE_NONE. */
static struct nearest nearest_key(struct binder *binder, const struct group *group,
				  struct slice key)
{
	struct nearest nearest = nearest_start(binder->arena, key);

	for (size_t i = 0; i < group->field->field_count; i++)
		nearest_offer(&nearest, group->field->fields[i]->key);
	if (!group->parent) {
		nearest_offer(&nearest, SLICE("language"));
		nearest_offer(&nearest, SLICE("format"));
	}
	return nearest;
}

static struct text2 unknown_hint(struct binder *binder, const struct group *group, struct slice key,
				 const struct nearest *nearest)
{
	const struct field *elsewhere = NULL;
	struct text2 hint;

	if (nearest->best.ptr)
		return nearest_hint(nearest, TEXT2("", ""));
	if (binder->unknown <= UNKNOWN_SOUGHT_MAX)
		elsewhere = field_elsewhere(binder->plan->t->root, key);
	if (elsewhere) {
		struct slice path = field_path(binder->arena, elsewhere);
		hint.in[LANG_VI] =
			text_printf(binder->arena, "trường này đứng ở '%.*s'", SLICE_ARG(path));
		hint.in[LANG_EN] =
			text_printf(binder->arena, "this field stands at '%.*s'", SLICE_ARG(path));
	} else if (!group->parent) {
		struct slice keys = keys_of(binder->arena, group->field);
		hint.in[LANG_VI] = text_printf(binder->arena, "các mục: %.*s", SLICE_ARG(keys));
		hint.in[LANG_EN] =
			text_printf(binder->arena, "the sections: %.*s", SLICE_ARG(keys));
	} else {
		struct slice path = field_path(binder->arena, group->field);
		hint.in[LANG_VI] = text_printf(binder->arena,
					       "xem các trường có thể dùng: careplan explain %.*s",
					       SLICE_ARG(path));
		hint.in[LANG_EN] = text_printf(binder->arena,
					       "see the fields there are: careplan explain %.*s",
					       SLICE_ARG(path));
	}
	return hint;
}

static void unknown_key(struct binder *binder, const struct group *group, const struct node *node,
			const struct nearest *nearest)
{
	struct slice where = field_path(binder->arena, group->field);
	struct slice path = group_path(binder->arena, group);
	struct text2 place = TEXT2("ở đầu tệp", "at the top of the file");

	if (group->parent) {
		place.in[LANG_VI] = text_printf(binder->arena, "trong [%.*s]", SLICE_ARG(where));
		place.in[LANG_EN] = text_printf(binder->arena, "in [%.*s]", SLICE_ARG(where));
	}
	diag_add(binder->report, DIAG_UNKNOWN_KEY, node->key,
		 text_printf(binder->arena, "%.*s%s%.*s", SLICE_ARG(path), path.len > 0 ? "." : "",
			     SLICE_ARG(node->name)),
		 DIAG_ARGS(diag_text("key", node->name), diag_text2("place", place),
			   diag_text2("hint", unknown_hint(binder, group, node->name, nearest))));
}

/* Whether a mistake of syntax left nothing to read: in a value, or in its text of one language. */
static bool is_unreadable(const struct node *node, const struct field *field)
{
	bool is_group = field->type == TYPE_TABLE || field->type == TYPE_RECORDS;
	const struct node *child = node->kind == NODE_TABLE && !is_group ? node->first : NULL;

	while (child && child->kind != NODE_UNREADABLE)
		child = child->next;
	return node->kind == NODE_UNREADABLE || child;
}

/* A field whose name is mistyped is not missing as well. */
static void mistyped_mark(struct group *group, struct slice meant, const struct node *node)
{
	const struct field *field = meant.ptr ? field_get(group->field, meant) : NULL;
	struct value *value = field ? &group->values[field->index] : NULL;

	if (!value || value->state != VALUE_ABSENT)
		return;
	value->state = VALUE_INVALID;
	value->node = node;
	value->span = node->span;
}

static void group_bind(struct binder *binder, struct group *group)
{
	for (const struct node *node = group->node->first; node; node = node->next) {
		const struct field *field = field_get(group->field, node->name);
		if (field) {
			struct value *value = &group->values[field->index];
			value->node = node;
			value->span = node->span;
			value->state = is_unreadable(node, field) ? VALUE_INVALID : VALUE_GIVEN;
			if (value->state == VALUE_GIVEN)
				value_bind(binder, group, value);
		} else if (!is_format_key(group, node->name) && node->kind != NODE_UNREADABLE) {
			struct nearest meant = { .arena = binder->arena };
			if (++binder->unknown <= UNKNOWN_SOUGHT_MAX)
				meant = nearest_key(binder, group, node->name);
			unknown_key(binder, group, node, &meant);
			mistyped_mark(group, meant.best, node);
		}
	}
}

/* Why a section does not apply; what is no text waives nothing. */
static void waiver_bind(struct binder *binder, struct group *group, const struct node *node)
{
	struct slice path = group_path(binder->arena, group);

	if (bind_text2(binder, group, group->field, node, &group->waived))
		return;
	diag_add(binder->report, DIAG_TYPE, node->span,
		 text_printf(binder->arena, "%.*s.waived", SLICE_ARG(path)),
		 DIAG_ARGS(diag_text("field", SLICE("waived")),
			   diag_text2("expected", type_words(TYPE_TEXT)),
			   diag_text2("value", bind_shown(binder->arena, node)),
			   diag_text2("example",
				      TEXT2("waived = \"lý do\"", "waived = \"reason\""))));
}

static void table_bind(struct binder *binder, struct group *group, struct value *value)
{
	if (value->node->kind != NODE_TABLE) {
		bind_type_finding(binder, group, value, value->node, type_words(TYPE_TABLE));
		return;
	}
	value->as.group = group_new(binder->arena, value->field, group, value->node);
	if (field_is_section(value->field)) {
		const struct node *waived = node_get(value->node, SLICE("waived"));
		if (waived)
			waiver_bind(binder, value->as.group, waived);
	}
	group_bind(binder, value->as.group);
}

static bool is_id(struct slice id)
{
	for (size_t i = 0; i < id.len; i++) {
		char c = id.ptr[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return id.len > 0;
}

static struct slice slug_of(struct binder *binder, struct slice text)
{
	struct slice plain = utf8_plain(binder->arena, text);
	struct buf slug = BUF_IN(binder->arena);

	for (size_t i = 0; i < plain.len; i++) {
		if (is_id(slice_sub(plain, i, i + 1)))
			buf_putc(&slug, plain.ptr[i]);
		else if (slug.len > 0 && slug.data[slug.len - 1] != '-')
			buf_putc(&slug, '-');
	}
	return slug.len > 0 ? buf_slice(&slug) : SLICE("a-1");
}

static void id_check(struct binder *binder, struct group *record, struct span span)
{
	if (is_id(record->id))
		return;
	diag_add(binder->report, DIAG_BAD_ID, span, group_path(binder->arena, record),
		 DIAG_ARGS(diag_text("id", record->id),
			   diag_text("example", slug_of(binder, record->id))));
}

static void record_bind(struct binder *binder, struct group *group, struct value *value,
			const struct node *node, bool keyed)
{
	struct group *record;
	const struct node *id = node_get(node, SLICE("id"));
	struct span span = node->key;

	if (node->kind == NODE_UNREADABLE)
		return;
	if (node->kind != NODE_TABLE) {
		bind_type_finding(binder, group, value, node, type_words(TYPE_RECORDS));
		return;
	}
	record = group_new(binder->arena, value->field, group, node);
	record->position = value->as.records.count + 1;
	if (keyed) {
		record->id = node->name;
	} else if (id && id->kind == NODE_STRING) {
		record->id = id->as.string;
		span = id->span;
	}
	if (record->id.len > 0)
		id_check(binder, record, span);
	value->as.records.items[value->as.records.count++] = record;
	group_bind(binder, record);
}

static int id_order(const void *a, const void *b)
{
	const struct group *const *left = a;
	const struct group *const *right = b;
	int order = slice_compare((*left)->id, (*right)->id);

	return order ? order
		     : ((*left)->position > (*right)->position) -
			       ((*left)->position < (*right)->position);
}

static struct span id_span(const struct group *record)
{
	const struct node *id = node_get(record->node, SLICE("id"));

	return id ? id->span : record->span;
}

static void ids_check(struct binder *binder, struct value *value)
{
	size_t count = value->as.records.count;
	struct group **sorted = ARENA_ARRAY(binder->arena, count, struct group *);

	for (size_t i = 0; i < count; i++)
		sorted[i] = value->as.records.items[i];
	if (count > 1)
		qsort(sorted, count, sizeof(*sorted), id_order);
	for (size_t i = 1; i < count; i++) {
		struct finding *finding;
		if (sorted[i]->id.len == 0 || !slice_equal(sorted[i]->id, sorted[i - 1]->id))
			continue;
		finding = diag_add(binder->report, DIAG_DUPLICATE_ID, id_span(sorted[i]),
				   group_path(binder->arena, sorted[i]),
				   DIAG_ARGS(diag_text("id", sorted[i]->id),
					     diag_text2("records", value->field->label)));
		finding_relate(binder->report, finding, id_span(sorted[i - 1]),
			       TEXT2("mã này đã dùng ở đây", "the id is used here already"));
	}
}

static void records_bind(struct binder *binder, struct group *group, struct value *value)
{
	const struct node *node = value->node;
	const struct field *field = value->field;
	bool keyed = node->kind == NODE_TABLE;

	if (!keyed && node->kind != NODE_ARRAY) {
		bind_type_finding(binder, group, value, node, type_words(TYPE_RECORDS));
		return;
	}
	value->as.records.items = ARENA_ARRAY(binder->arena, node->count, struct group *);
	for (const struct node *child = node->first; child; child = child->next) {
		if (value->as.records.count == RECORDS_MAX) {
			diag_add(binder->report, DIAG_TOO_MANY, child->span,
				 value_path(binder->arena, group, field),
				 DIAG_ARGS(diag_text2("field", field->label),
					   diag_number(binder->report, "count",
						       (int64_t)node->count),
					   diag_number(binder->report, "most", RECORDS_MAX),
					   diag_text2("guide", field->guide)));
			break;
		}
		record_bind(binder, group, value, child, keyed);
	}
	if (value->as.records.count == 0 && value->state == VALUE_GIVEN)
		value->state = VALUE_ABSENT;
	ids_check(binder, value);
	if (value->as.records.count > 0 && value->as.records.count < field->min_count)
		diag_add(binder->report, DIAG_TOO_FEW, node->header.file ? node->header : node->key,
			 value_path(binder->arena, group, field),
			 DIAG_ARGS(diag_text2("field", field->label),
				   diag_number(binder->report, "count",
					       (int64_t)value->as.records.count),
				   diag_number(binder->report, "least", (int64_t)field->min_count),
				   diag_text2("guide", field->guide)));
}

static void value_bind(struct binder *binder, struct group *group, struct value *value)
{
	if (value->field->type == TYPE_TABLE)
		table_bind(binder, group, value);
	else if (value->field->type == TYPE_RECORDS)
		records_bind(binder, group, value);
	else
		bind_scalar(binder, group, value);
}

/* The string a role's field holds, before anything is bound: other values depend on it. */
static struct slice role_peek(const struct plan *plan, const struct node *root, enum role role)
{
	const struct field *field = plan->t->roles[role];
	const struct node *node = root;
	const struct field *chain[FIELD_DEPTH_MAX];
	size_t depth = 0;

	for (const struct field *at = field; at && at->parent && depth < FIELD_DEPTH_MAX;
	     at = at->parent)
		chain[depth++] = at;
	while (node && depth > 0)
		node = node->kind == NODE_TABLE ? node_get(node, chain[--depth]->key) : NULL;
	return field && node && node->kind == NODE_STRING ? node->as.string : SLICE_NONE;
}

/* Is it { vi = …, en = … }, or one of the two alone? */
static bool is_translated(const struct node *node)
{
	enum lang lang;

	for (const struct node *child = node->first; child; child = child->next) {
		if (child->kind == NODE_TABLE || !lang_find(child->name, &lang))
			return false;
	}
	return node->kind == NODE_TABLE && node->count > 0;
}

/* A language that no value speaks is not missed anywhere. */
static void languages_find(struct binder *binder, const struct node *node)
{
	bool translated = is_translated(node);
	enum lang lang;

	if (node->kind != NODE_TABLE && node->kind != NODE_ARRAY)
		return;
	for (const struct node *child = node->first; child; child = child->next) {
		if (translated && lang_find(child->name, &lang))
			binder->spoken[lang] = true;
		else
			languages_find(binder, child);
	}
}

static void head_bind(struct binder *binder, const struct node *root)
{
	struct plan *plan = binder->plan;
	const struct node *format = node_get(root, SLICE("format"));
	const struct node *language = node_get(root, SLICE("language"));

	if (format && format->kind != NODE_UNREADABLE && !slice_is(node_text(format), "1"))
		diag_add(binder->report, DIAG_FORMAT, format->span, SLICE("format"),
			 DIAG_ARGS(diag_text("value", node_text(format))));
	plan->lang = LANG_VI;
	if (language && language->kind != NODE_UNREADABLE &&
	    (language->kind != NODE_STRING || !lang_find(language->as.string, &plan->lang)))
		diag_add(binder->report, DIAG_CHOICE, language->span, SLICE("language"),
			 DIAG_ARGS(diag_text("value", language->kind == NODE_STRING
							      ? language->as.string
							      : language->raw),
				   diag_text2("field", TEXT2("Ngôn ngữ", "Language")),
				   diag_text("hint", SLICE("")),
				   diag_text("choices", SLICE("vi, en"))));
	binder->spoken[plan->lang] = true;
	languages_find(binder, root);
	plan->currency = currency_find(role_peek(plan, root, ROLE_CURRENCY));
	if (!plan->currency)
		plan->currency = currency_find(SLICE("VND"));
	template_kind(plan->t, role_peek(plan, root, ROLE_DOCUMENT_KIND), &plan->kind);
}

static void folders_find(struct binder *binder)
{
	struct plan *plan = binder->plan;

	plan->folder_count = binder->report->source_count;
	plan->folders = ARENA_ARRAY(binder->arena, plan->folder_count, struct slice);
	for (uint32_t i = 1; i < plan->folder_count; i++)
		plan->folders[i] = path_folder(report_source_at(binder->report, i)->name);
}

struct plan *plan_bind(struct arena *arena, struct report *report, const struct template *t,
		       const struct node *root, uint32_t file)
{
	struct plan *plan = ARENA_NEW(arena, struct plan);
	struct binder binder = { .arena = arena, .report = report, .plan = plan };

	plan->t = t;
	plan->file = file;
	plan->images = plan_files_new(arena);
	folders_find(&binder);
	head_bind(&binder, root);
	plan->root = group_new(arena, t->root, NULL, root);
	plan->root->span = (struct span){ file, 0, 0 };
	group_bind(&binder, plan->root);
	bind_references(&binder);
	bind_places(&binder);
	bind_computed(&binder);
	return plan;
}
