/* The cover, and what else a document says about itself: fields found by their roles. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "present/presenter.h"

struct cover {
	struct presenter *p;
	VEC(struct doc_fact) facts;
};

static struct slice role_text(struct presenter *p, enum role role)
{
	const struct value *value = plan_role(p->plan, role);

	return value_has(value) ? show_text(p, p->plan->root, value) : SLICE_NONE;
}

static struct slice period_text(struct presenter *p)
{
	struct slice start = role_text(p, ROLE_PERIOD_START);
	struct slice end = role_text(p, ROLE_PERIOD_END);

	if (start.len > 0 && end.len > 0)
		return text_printf(p->arena, "%.*s – %.*s", SLICE_ARG(start), SLICE_ARG(end));
	if (start.len > 0)
		return show_word1(p, WORD_PERIOD_FROM, start);
	return end.len > 0 ? show_word1(p, WORD_PERIOD_UNTIL, end) : SLICE_NONE;
}

static void fact_add(struct cover *cover, struct slice label, struct slice value, struct slice note)
{
	if (value.len > 0)
		*vec_push(cover->p->arena, &cover->facts) =
			(struct doc_fact){ .label = label, .value = value, .note = note };
}

static struct slice joined(struct presenter *p, struct slice a, struct slice b)
{
	if (a.len == 0 || b.len == 0)
		return a.len > 0 ? a : b;
	return text_printf(p->arena, "%.*s · %.*s", SLICE_ARG(a), SLICE_ARG(b));
}

/* Fields of a role stand in places of their own; every other cover field is a row of the table. */
static void cover_field(struct cover *cover, const struct group *group, const struct value *value)
{
	struct presenter *p = cover->p;
	struct slice label = show_label(p, value->field);
	struct slice text = show_text(p, group, value);
	enum role beside;

	switch (value->field->role) {
	case ROLE_TITLE:
	case ROLE_PERIOD_START:
	case ROLE_PERIOD_END:
	case ROLE_COMPANY:
	case ROLE_LOGO:
	case ROLE_LOGO_ALT:
		break;
	case ROLE_PERIOD_LABEL:
		fact_add(cover, show_word(p, WORD_IN_FORCE), period_text(p), SLICE_NONE);
		break;
	case ROLE_AUTHOR:
		fact_add(cover, label, text, role_text(p, ROLE_AUTHOR_POSITION));
		break;
	case ROLE_AUTHOR_POSITION:
	case ROLE_STATUS: /* stand beside these, if they are there */
		beside = value->field->role == ROLE_STATUS ? ROLE_VERSION : ROLE_AUTHOR;
		if (role_text(p, beside).len == 0)
			fact_add(cover, label, text, SLICE_NONE);
		break;
	case ROLE_VERSION:
		fact_add(cover, label, joined(p, text, role_text(p, ROLE_STATUS)), SLICE_NONE);
		break;
	case ROLE_NONE:
	case ROLE_DOCUMENT_DATE:
	case ROLE_CURRENCY:
	case ROLE_FINGERPRINT:
	case ROLE_DOCUMENT_KIND:
	case ROLE_NAME:
	case ROLE_PARENT:
	case ROLE_AFTER:
	case ROLE_PART_OF:
	case ROLE_NUMBERED:
	case ROLE_NOTE:
	case ROLE_BADGE:
	case ROLE_OWNER:
	case ROLE_TIME:
	case ROLE_LIMIT:
	case ROLE_ASIDE:
	case ROLE_HOURS:
	case ROLE_SEATS:
	case ROLE_BRANCHES:
	case ROLE_BASELINE:
	case ROLE_HISTORY:
	case ROLE_TARGET:
	case ROLE_DATE:
	case ROLE_UNTIL:
	case ROLE_ROW:
	case ROLE_COLUMN:
	case ROLE_RESULT:
	case ROLE_DIMENSION:
	case ROLE_COUNT:
		fact_add(cover, label, text, SLICE_NONE);
		break;
	}
}

/* In a draft: what should stand on the cover and does not; group is NULL in a missing section. */
static void cover_gap(struct cover *cover, const struct group *group, const struct field *field)
{
	if (present_gap_kind(cover->p, group, field) != GAP_NONE)
		*vec_push(cover->p->arena, &cover->facts) =
			present_gap_fact(cover->p, group, field);
}

static void cover_missing(struct cover *cover, const struct field *table)
{
	if (!score_asks_table(cover->p->plan, table))
		return;
	for (size_t i = 0; i < table->field_count; i++) {
		if (table->fields[i]->type == TYPE_TABLE)
			cover_missing(cover, table->fields[i]);
		else if (table->fields[i]->layout == LAYOUT_COVER)
			cover_gap(cover, NULL, table->fields[i]);
	}
}

/* In a draft: a row whose text holds a placeholder says so; what has no row of its own gets one. */
static void cover_unfilled(struct cover *cover, const struct group *group,
			   const struct field *field, size_t before)
{
	struct presenter *p = cover->p;
	struct doc_fact gap = present_gap_fact(p, group, field);
	struct doc_fact *row;

	if (cover->facts.len == before) {
		*vec_push(p->arena, &cover->facts) = gap;
		return;
	}
	row = &cover->facts.items[before];
	row->note = joined(p, joined(p, row->note, gap.value), gap.note);
	row->gap = gap.gap;
}

static void cover_value(struct cover *cover, const struct group *group, const struct value *value)
{
	size_t before = cover->facts.len;

	cover_field(cover, group, value);
	if (present_gap_kind(cover->p, group, value->field) != GAP_NONE)
		cover_unfilled(cover, group, value->field, before);
}

/* The fields of the cover, however deep their tables stand within each other. */
static void cover_group(struct cover *cover, const struct group *group)
{
	for (size_t i = 0; i < group->field->field_count; i++) {
		const struct value *value = &group->values[i];
		const struct field *field = value->field;
		if (field->type == TYPE_TABLE && value_has(value) && value->as.group)
			cover_group(cover, value->as.group);
		else if (field->type == TYPE_TABLE && value->state == VALUE_ABSENT)
			cover_missing(cover, field);
		else if (field->layout == LAYOUT_COVER && value_has(value) &&
			 !show_is_unsaid(value, NULL))
			cover_value(cover, group, value);
		else if (field->layout == LAYOUT_COVER)
			cover_gap(cover, group, field);
	}
}

static struct slice version_text(struct presenter *p)
{
	const struct field *field = p->plan->t->roles[ROLE_VERSION];
	struct slice version = role_text(p, ROLE_VERSION);

	if (version.len == 0)
		return role_text(p, ROLE_STATUS);
	version = text_printf(p->arena, "%.*s %.*s", SLICE_ARG(show_label(p, field)),
			      SLICE_ARG(version));
	return joined(p, version, role_text(p, ROLE_STATUS));
}

static struct slice date_iso(struct presenter *p, enum role role)
{
	const struct value *value = plan_role(p->plan, role);

	if (!value_has(value) || value->field->type != TYPE_DATE)
		return SLICE_NONE;
	return date_write(p->arena, value->as.date);
}

static void logo_show(struct presenter *p, struct doc *doc)
{
	const struct value *logo = plan_role(p->plan, ROLE_LOGO);
	struct doc_node *holder = doc_node_new(p->arena, DOC_ROOT);

	if (!value_has(logo))
		return;
	show_blocks(p, holder, p->plan->root, logo, 1);
	doc->logo = holder->first->as.image;
	doc->logo_alt = role_text(p, ROLE_LOGO_ALT);
	if (doc->logo_alt.len == 0)
		doc->logo_alt = joined(p, show_label(p, logo->field), role_text(p, ROLE_COMPANY));
}

void present_cover(struct presenter *p, struct doc *doc)
{
	struct cover cover = { .p = p };

	doc->title = role_text(p, ROLE_TITLE);
	if (doc->title.len == 0)
		doc->title = text2_in(&p->plan->t->title, p->lang);
	doc->subtitle = role_text(p, ROLE_PERIOD_LABEL);
	if (doc->subtitle.len == 0)
		doc->subtitle = period_text(p);
	doc->company = role_text(p, ROLE_COMPANY);
	doc->author = role_text(p, ROLE_AUTHOR);
	doc->subject = doc->subtitle;
	doc->footer = version_text(p);
	doc->date = date_iso(p, ROLE_DOCUMENT_DATE);
	logo_show(p, doc);
	cover_group(&cover, p->plan->root);
	doc->facts = cover.facts.items;
	doc->fact_count = cover.facts.len;
}
