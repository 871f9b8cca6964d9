/*
 * Looks a loaded template over: what one stanza alone cannot show.  Also resolves references,
 * default layouts and weights, so that nothing after it has to.
 */
#include "template/load.h"

enum { WHERE_ANY, WHERE_FLOW, WHERE_COLUMNS, WHERE_RECORDS, WHERE_SECTION };

static const int layout_where[LAYOUT_COUNT] = {
#define LAYOUT(id, key, where, table) [LAYOUT_##id] = WHERE_##where,
#include "template/layouts.def"
#undef LAYOUT
};

static const bool role_once[ROLE_COUNT] = {
#define ROLE(id, key, once) [ROLE_##id] = once,
#include "template/roles.def"
#undef ROLE
};

static bool shows_columns(const struct field *parent)
{
	return parent->type == TYPE_RECORDS && layout_has_table(parent->layout);
}

static enum layout default_layout(const struct field *field)
{
	bool in_record = field->parent->type == TYPE_RECORDS;

	if (field->type == TYPE_RECORDS)
		return LAYOUT_TABLE;
	if (shows_columns(field->parent))
		return LAYOUT_COLUMN;
	if (field->type == TYPE_PROSE || field->type == TYPE_LIST || field->type == TYPE_TABLE)
		return in_record ? LAYOUT_RUN_IN : LAYOUT_PART;
	return LAYOUT_FACT;
}

static void layout_settle(struct loader *loader, struct field *field)
{
	int where;

	if (field->layout == LAYOUT_DEFAULT && field->under.len > 0)
		field->layout = LAYOUT_UNDER;
	if (field->layout == LAYOUT_DEFAULT)
		field->layout = default_layout(field);
	where = layout_where[field->layout];
	if (where == WHERE_ANY)
		return;
	if (where != (field->type == TYPE_RECORDS    ? WHERE_RECORDS
		      : shows_columns(field->parent) ? WHERE_COLUMNS
						     : WHERE_FLOW) ||
	    (field->layout == LAYOUT_COLUMNS && !shows_columns(field->parent)))
		template_problem(loader, field->span,
				 "cách trình bày của '{name}' không dùng được ở đây",
				 "the layout of '{name}' cannot be used here", field->key);
	if (field->type == TYPE_RECORDS && field->layout != LAYOUT_COLUMNS &&
	    shows_columns(field->parent))
		template_problem(loader, field->span,
				 "bản ghi '{name}' đứng trong bảng phải dùng 'columns'",
				 "the records '{name}' stand in a table and must use 'columns'",
				 field->key);
}

/* A section is a table, or records of which each is a chapter or an appendix. */
static void section_settle(struct loader *loader, struct field *section)
{
	bool is_records = section->type == TYPE_RECORDS;

	if (!is_records && section->type != TYPE_TABLE)
		template_problem(loader, section->span,
				 "mục '{name}' phải là 'table' hoặc 'records'",
				 "the section '{name}' must be a 'table' or 'records'",
				 section->key);
	if (is_records && section->layout == LAYOUT_DEFAULT)
		section->layout = LAYOUT_CHAPTERS;
	if ((layout_where[section->layout] == WHERE_SECTION) != is_records ||
	    (is_records && section->part_of.len > 0))
		template_problem(loader, section->span,
				 "cách trình bày của '{name}' không dùng được ở đây",
				 "the layout of '{name}' cannot be used here", section->key);
	for (size_t i = 0; section->layout == LAYOUT_CHAPTERS && i < loader->t->root->field_count;
	     i++) {
		const struct field *other = loader->t->root->fields[i];
		if (other != section && other->layout == LAYOUT_CHAPTERS)
			template_problem(
				loader, section->span,
				"chỉ một mục được trình bày dạng 'chapters', thừa '{name}'",
				"only one section can have the layout 'chapters'; '{name}' is "
				"another",
				section->key);
	}
}

/* The program reads where a chapter stands from plain values. */
static void place_check(struct loader *loader, const struct field *field)
{
	bool is_place = field->role == ROLE_AFTER || field->role == ROLE_PART_OF;

	if ((is_place && field->type != TYPE_TEXT) ||
	    (field->role == ROLE_NUMBERED && field->type != TYPE_BOOLEAN))
		template_problem(loader, field->span,
				 "vai trò của '{name}' không hợp với kiểu của nó",
				 "the role of '{name}' does not fit its type", field->key);
}

static void weight_settle(struct field *field)
{
	if (field->weight >= 0)
		return;
	field->weight = field->need[0] == NEED_REQUIRED      ? 3
			: field->need[0] == NEED_RECOMMENDED ? 2
							     : 1;
}

static void role_settle(struct loader *loader, const struct field *field)
{
	if (field->role == ROLE_NONE)
		return;
	if (role_once[field->role]) {
		if (loader->t->roles[field->role])
			template_problem(loader, field->span,
					 "vai trò của '{name}' đã dùng ở trường khác",
					 "the role of '{name}' already stands on another field",
					 field->key);
		loader->t->roles[field->role] = field;
	} else if (field->parent->type != TYPE_RECORDS ||
		   field_with_role(field->parent, field->role) != field) {
		template_problem(loader, field->span,
				 "vai trò của '{name}' chỉ dùng một lần trong một loại bản ghi",
				 "the role of '{name}' stands once in the fields of records",
				 field->key);
	}
}

static void sibling_check(struct loader *loader, const struct field *field, struct slice key)
{
	if (key.len > 0 && !field_get(field->parent, key))
		template_problem(loader, field->span, "không có trường '{name}' bên cạnh",
				 "there is no field '{name}' beside it", key);
}

/* A unit stands beside its number, or beside the records that the number stands in. */
static void unit_check(struct loader *loader, const struct field *field)
{
	const struct field *records = field->parent;

	if (field->unit_from.len > 0 && records->type == TYPE_RECORDS && records->parent &&
	    !field_get(records, field->unit_from) && field_get(records->parent, field->unit_from))
		return;
	sibling_check(loader, field, field->unit_from);
}

static void words_check(struct loader *loader, const struct field *field)
{
	if (text2_is_empty(&field->label))
		template_problem(loader, field->span, "trường '{name}' thiếu nhãn",
				 "the field '{name}' has no label", field->key);
	if (!field_is_section(field) && !field->guide.in[LANG_VI].ptr)
		template_problem(loader, field->span, "trường '{name}' thiếu hướng dẫn",
				 "the field '{name}' has no guide", field->key);
	if (field->type == TYPE_CHOICE && field->choice_count == 0)
		template_problem(loader, field->span, "trường '{name}' cần ít nhất một 'choice'",
				 "the field '{name}' needs at least one 'choice'", field->key);
	if ((field->type == TYPE_TABLE || field->type == TYPE_RECORDS) && field->field_count == 0)
		template_problem(loader, field->span, "'{name}' chưa có trường nào",
				 "'{name}' has no fields", field->key);
	if (field->type == TYPE_REFERENCE && field->refers_to.len == 0)
		template_problem(loader, field->span, "'{name}' cần 'refers-to'",
				 "'{name}' needs 'refers-to'", field->key);
}

static void records_check(struct loader *loader, const struct field *field, struct slice path)
{
	const struct field *records = path.len > 0 ? template_field(loader->t, path) : NULL;

	if (path.len > 0 && (!records || records->type != TYPE_RECORDS))
		template_problem(loader, field->span, "'{name}' không phải là bản ghi",
				 "'{name}' names no records", path);
}

/* A field is spared by the values of a choice beside it. */
static void unless_check(struct loader *loader, struct field *field)
{
	const struct field *by;

	sibling_check(loader, field, field->unless);
	by = field->unless.len > 0 ? field_get(field->parent, field->unless) : NULL;
	if (!by)
		return;
	if (by->type != TYPE_CHOICE || field->unless_count == 0)
		template_problem(loader, field->span,
				 "unless = '{name}' cần một choice và unless-is",
				 "unless = '{name}' needs a choice and unless-is", field->unless);
	for (size_t i = 0; i < field->unless_count; i++) {
		if (by->type == TYPE_CHOICE && !field_choice(by, field->unless_is[i]))
			template_problem(loader, field->span, "không có giá trị '{name}'",
					 "there is no value '{name}'", field->unless_is[i]);
	}
}

static void references_settle(struct loader *loader, struct field *field)
{
	if (field->refers_to.len > 0) {
		field->refers_field = template_field(loader->t, field->refers_to);
		if (!field->refers_field || field->refers_field->type != TYPE_RECORDS) {
			template_problem(loader, field->span, "'{name}' không phải là bản ghi",
					 "'{name}' names no records", field->refers_to);
			field->refers_field = NULL;
		}
	}
	if (field->sum_of.len > 0 && !template_field(loader->t, field->sum_of))
		template_problem(loader, field->span, "không có trường '{name}'",
				 "there is no field '{name}'", field->sum_of);
	if (field->group_by.len > 0 && !field_get(field, field->group_by))
		template_problem(loader, field->span, "không có trường '{name}'",
				 "there is no field '{name}'", field->group_by);
	records_check(loader, field, field->people_from);
	records_check(loader, field, field->leaders_from);
	records_check(loader, field, field->openings_from);
	records_check(loader, field, field->history_from);
	records_check(loader, field, field->limits_from);
	sibling_check(loader, field, field->promised_from);
	unit_check(loader, field);
	sibling_check(loader, field, field->alt_from);
	unless_check(loader, field);
	sibling_check(loader, field, field->under);
	for (size_t i = 0; i < field->product_count; i++)
		sibling_check(loader, field, field->product_of[i]);
}

/* What may be called better: an amount by more or less of it, all else by being there or not. */
static void better_check(struct loader *loader, const struct field *field)
{
	bool is_amount = type_is_number(field->type) || field->type == TYPE_DURATION ||
			 field->type == TYPE_DATE;
	bool can_be = is_amount || field->type == TYPE_HOURS || field->type == TYPE_BOOLEAN ||
		      field->type == TYPE_LIST || field->type == TYPE_RECORDS ||
		      field->type == TYPE_TEXT || field->type == TYPE_PROSE;
	const struct field *by;

	if ((field->better != BETTER_UNSAID && !can_be) ||
	    (field->better == BETTER_LESS && field->type == TYPE_HOURS) ||
	    (field->better_by.len > 0 && !is_amount))
		template_problem(loader, field->span,
				 "'better' của '{name}' không hợp với kiểu của nó",
				 "'better' of '{name}' does not fit its type", field->key);
	if (field->better_by.len == 0)
		return;
	sibling_check(loader, field, field->better_by);
	by = field_get(field->parent, field->better_by);
	if (by && (!field_choice(by, field->better_more) || !field_choice(by, field->better_less)))
		template_problem(loader, field->span,
				 "'better' cần 'more' và 'less' là hai giá trị của '{name}'",
				 "'better' needs 'more' and 'less' to be values of '{name}'",
				 field->better_by);
}

static void section_check(struct loader *loader, const struct field *field)
{
	const struct field *host;

	if (!field_is_section(field) || field->part_of.len == 0)
		return;
	host = field_get(loader->t->root, field->part_of);
	if (!host || host == field || host->part_of.len > 0)
		template_problem(loader, field->span, "'{name}' không phải là chương",
				 "'{name}' is no chapter", field->part_of);
}

/* The role without which there is nothing to draw; ROLE_NONE where there is none. */
static enum role layout_needs(enum layout layout)
{
	if (layout == LAYOUT_TREE)
		return ROLE_PARENT;
	if (layout == LAYOUT_ROSTER)
		return ROLE_HOURS;
	if (layout == LAYOUT_CALENDAR)
		return ROLE_DATE;
	if (layout == LAYOUT_MATRIX)
		return ROLE_ROW;
	if (layout == LAYOUT_TRENDS)
		return ROLE_DIMENSION;
	return layout == LAYOUT_GOALS ? ROLE_TARGET : ROLE_NONE;
}

static void figure_check(struct loader *loader, const struct field *field)
{
	enum role role = layout_needs(field->layout);
	bool stages = field->layout == LAYOUT_JOURNEY && field->group_by.len == 0;

	if (field->layout == LAYOUT_CYCLE && field->type != TYPE_TABLE)
		template_problem(loader, field->span,
				 "'{name}' phải là 'table' mới trình bày dạng 'cycle' được",
				 "'{name}' must be a 'table' for the layout 'cycle'", field->key);
	if (field->type != TYPE_RECORDS)
		return;
	if (role != ROLE_NONE && !field_with_role(field, role))
		template_problem(loader, field->span,
				 "để vẽ hình cần một trường có vai trò '{name}'",
				 "its figure needs a field with the role '{name}'",
				 slice_of(role_key(role)));
	if (field->layout == LAYOUT_MATRIX && !field_with_role(field, ROLE_COLUMN))
		template_problem(loader, field->span,
				 "để vẽ hình cần một trường có vai trò '{name}'",
				 "its figure needs a field with the role '{name}'",
				 SLICE("column"));
	if (stages)
		template_problem(loader, field->span, "để vẽ hình '{name}' cần 'group-by'",
				 "the figure of '{name}' needs 'group-by'", field->key);
}

/* An attached field must be shown by another one, or hold what the program shows by itself. */
static void attached_check(struct loader *loader, const struct field *field)
{
	if (field->layout != LAYOUT_ATTACHED || field->role == ROLE_CURRENCY ||
	    field->role == ROLE_LOGO_ALT || field->role == ROLE_PARENT ||
	    field->role == ROLE_AFTER || field->role == ROLE_PART_OF ||
	    field->role == ROLE_NUMBERED || field->role == ROLE_FINGERPRINT ||
	    slice_equal(field->parent->group_by, field->key))
		return;
	for (size_t i = 0; i < field->parent->field_count; i++) {
		const struct field *other = field->parent->fields[i];
		if (slice_equal(other->unit_from, field->key) ||
		    slice_equal(other->alt_from, field->key))
			return;
	}
	template_problem(loader, field->span, "không trường nào trình bày '{name}'",
			 "no other field shows '{name}'", field->key);
}

/* Settles a field and then what is below it: default layouts depend on the parent's. */
static void field_lint(struct loader *loader, struct field *field)
{
	if (field->parent->parent)
		layout_settle(loader, field);
	else
		section_settle(loader, field);
	place_check(loader, field);
	weight_settle(field);
	role_settle(loader, field);
	words_check(loader, field);
	section_check(loader, field);
	attached_check(loader, field);
	figure_check(loader, field);
	better_check(loader, field);
	references_settle(loader, field);
	for (size_t i = 0; i < field->field_count; i++)
		field_lint(loader, field->fields[i]);
}

void template_lint(struct loader *loader)
{
	struct template *t = loader->t;

	if (t->kind_count == 0)
		template_problem(loader, SPAN_NONE, "thiếu [template] với ít nhất một 'kind'{name}",
				 "[template] with at least one 'kind' is missing{name}", SLICE(""));
	if (t->root->field_count == 0 && loader->problems == 0)
		template_problem(loader, SPAN_NONE,
				 "mẫu chưa có mục nào: thêm [[section]], hoặc "
				 "extends = \"standard\"{name}",
				 "the template has no section: add a [[section]], or "
				 "extends = \"standard\"{name}",
				 SLICE(""));
	for (size_t i = 0; i < t->root->field_count; i++)
		field_lint(loader, t->root->fields[i]);
	template_lint_rules(loader);
	template_lint_rollup(loader);
}
