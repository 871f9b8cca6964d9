/* Values as a reader sees them: numbers, dates and names in the document's language. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "present/presenter.h"

struct slice show_word(struct presenter *p, enum doc_word word)
{
	return doc_word(word, p->lang);
}

struct slice show_word1(struct presenter *p, enum doc_word word, struct slice argument)
{
	struct diag_arg arg = diag_text("1", argument);

	return diag_fill(p->arena, doc_word(word, p->lang), p->lang, &arg, 1);
}

/* The month of the calendar that a month of the plan's period is, if it begins with a month. */
static struct slice month_label(struct presenter *p, const struct field *field)
{
	enum { MONTHS = 12 };
	const struct value *start = plan_role(p->plan, ROLE_PERIOD_START);
	struct diag_arg args[2];
	size_t month;

	if (field->month == 0 || !value_has(start) || start->field->type != TYPE_DATE ||
	    start->as.date.day != 1)
		return SLICE_NONE;
	month = ((size_t)start->as.date.month - 1 + (field->month - 1) % MONTHS) % MONTHS;
	args[0] = diag_text("1", text_printf(p->arena, "%zu", month + 1));
	args[1] = diag_text("2", show_word(p, (enum doc_word)(WORD_MONTH_1 + month)));
	return diag_fill(p->arena, show_word(p, WORD_MONTH_NAMED), p->lang, args, 2);
}

struct slice show_label(struct presenter *p, const struct field *field)
{
	struct slice month = month_label(p, field);

	if (month.len > 0)
		return month;
	return text2_in(&field->label, p->lang);
}

struct slice show_label_within(struct presenter *p, const struct field *field)
{
	struct slice label = show_label(p, field);
	struct buf text = BUF_IN(p->arena);
	size_t second = 0;
	size_t third;
	uint32_t first = label.len > 0 ? utf8_next(label, &second) : 0;

	third = second;
	/* An abbreviation stays as it is. */
	if (second >= label.len || utf8_is_upper(utf8_next(label, &third)))
		return label;
	buf_put_code(&text, utf8_lower(first));
	buf_put(&text, slice_sub(label, second, label.len));
	return buf_slice(&text);
}

struct slice show_text(struct presenter *p, const struct group *group, const struct value *value)
{
	return value_text(p->arena, p->plan, group, value, p->lang, p->places);
}

bool show_is_unsaid(const struct value *value, const struct value *beside)
{
	if (value->field->type == TYPE_CHOICE && value->as.choice->unsaid == UNSAID_WORKING)
		return value_has(beside) && beside->field->type == TYPE_DURATION &&
		       duration_clock(&beside->as.duration) == CLOCK_WORKING;
	if (value->field->type == TYPE_CHOICE)
		return value->as.choice->unsaid == UNSAID_ALWAYS;
	if (value->field->type != TYPE_LIST || value->as.list.count == 0)
		return false;
	for (size_t i = 0; i < value->as.list.count; i++) {
		const struct choice *choice = value->as.list.items[i].choice;
		if (!choice || choice->unsaid != UNSAID_ALWAYS)
			return false;
	}
	return true;
}

static struct slice without_scheme(struct slice url)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:" };

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		struct slice scheme = slice_of(schemes[i]);
		if (slice_starts(url, scheme))
			url = slice_sub(url, scheme.len, url.len);
	}
	return slice_ends(url, SLICE("/")) ? slice_sub(url, 0, url.len - 1) : url;
}

/* "tel:" and the digits, when the text is one plain number; else nothing to link to. */
static struct slice phone_target(struct presenter *p, struct slice phone)
{
	struct buf buf = BUF_IN(p->arena);

	buf_puts(&buf, "tel:");
	for (size_t i = 0; i < phone.len; i++) {
		char c = phone.ptr[i];
		if ((c >= '0' && c <= '9') || (c == '+' && i == 0))
			buf_putc(&buf, c);
		else if (c != ' ' && c != '.' && c != '-')
			return SLICE_NONE;
	}
	return buf_slice(&buf);
}

static struct slice link_target(struct presenter *p, const struct value *value, struct slice text)
{
	switch (value->field->type) {
	case TYPE_LINK:
		return text;
	case TYPE_EMAIL:
		return text_printf(p->arena, "mailto:%.*s", SLICE_ARG(text));
	case TYPE_PHONE:
		return phone_target(p, text);
	case TYPE_TEXT:
	case TYPE_PROSE:
	case TYPE_BOOLEAN:
	case TYPE_INTEGER:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
	case TYPE_MONEY:
	case TYPE_DATE:
	case TYPE_DURATION:
	case TYPE_HOURS:
	case TYPE_CHOICE:
	case TYPE_LIST:
	case TYPE_IMAGE:
	case TYPE_REFERENCE:
	case TYPE_TABLE:
	case TYPE_RECORDS:
	case TYPE_COUNT:
		break;
	}
	return SLICE_NONE;
}

void show_inline(struct presenter *p, struct doc_node *paragraph, const struct group *group,
		 const struct value *value)
{
	struct slice text = show_text(p, group, value);
	struct slice target = link_target(p, value, text);

	if (value->field->type == TYPE_PROSE) {
		rich_append_inline(p->arena, paragraph, text, value->span);
	} else if (target.len > 0 && rich_target_is_safe(target)) {
		struct doc_node *link = doc_add(p->arena, paragraph, DOC_LINK);
		link->as.link.target = target;
		link->source = value->span;
		doc_add_text(p->arena, link, without_scheme(text))->source = value->span;
	} else {
		doc_add_text(p->arena, paragraph, text)->source = value->span;
	}
}

void show_list(struct presenter *p, struct doc_node *parent, const struct value *value,
	       bool ordered)
{
	struct doc_node *list = doc_add(p->arena, parent, DOC_LIST);

	list->as.list.ordered = ordered;
	list->as.list.tight = true;
	list->as.list.start = 1;
	list->source = value->span;
	for (size_t i = 0; i < value->as.list.count; i++) {
		struct doc_node *item = doc_add(p->arena, list, DOC_ITEM);
		struct doc_node *paragraph = doc_add(p->arena, item, DOC_PARAGRAPH);
		struct slice text = value_item_text(p->arena, &value->as.list.items[i], p->lang);
		rich_append_inline(p->arena, paragraph, text, value->as.list.items[i].span);
	}
}

static struct doc_image *image_of(struct presenter *p, const struct plan_image *from)
{
	struct doc_image *image = ARENA_NEW(p->arena, struct doc_image);

	image->path = from->path;
	image->bytes = from->bytes;
	image->type = from->picture.is_png ? IMAGE_PNG : IMAGE_JPEG;
	image->width = from->picture.width;
	image->height = from->picture.height;
	image->colors = from->picture.colors;
	image->turn = from->picture.turn;
	return image;
}

const struct doc_image *show_image_of(struct presenter *p, const struct value *value)
{
	return image_of(p, value->as.image);
}

/* Each where it stands, as they come one after the other. */
static struct span place_of(struct presenter *p, struct slice written)
{
	if (!p->seek.arena)
		p->seek = source_seek(p->report, p->source);
	return source_seek_again(&p->seek, written);
}

/* Where the value says that an image stands; the path alone may be found in the text before. */
static struct span image_place(struct presenter *p, const char *before, struct slice path)
{
	struct slice mark = text_printf(p->arena, "%s%.*s", before, SLICE_ARG(path));
	struct span place = place_of(p, mark);

	if (place.end - place.start == mark.len)
		place.start += (uint32_t)(mark.len - path.len);
	return place;
}

static const struct doc_image *prose_image(void *data, struct slice path, struct slice alt)
{
	struct presenter *p = data;
	struct plan_image image = { .path = path };
	struct text2 problem = plan_image_load(p->arena, p->plan, p->source.file, &image);

	if (text2_is_empty(&problem) && slice_trim(alt).len == 0)
		diag_add(p->report, DIAG_IMAGE_WORDS, image_place(p, "![](", path), SLICE_NONE,
			 DIAG_ARGS(diag_text("path", path)));
	if (text2_is_empty(&problem))
		return image_of(p, &image);
	diag_add(p->report, DIAG_IMAGE, image_place(p, "](", path), SLICE_NONE,
		 DIAG_ARGS(diag_text("path", path), diag_text2("problem", problem)));
	return NULL;
}

static void prose_spill(void *data, struct slice row, size_t cells, size_t columns)
{
	struct presenter *p = data;

	diag_add(p->report, DIAG_TABLE_ROW, place_of(p, row), SLICE_NONE,
		 DIAG_ARGS(diag_number(p->report, "cells", (int64_t)cells),
			   diag_number(p->report, "columns", (int64_t)columns)));
}

static void show_image(struct presenter *p, struct doc_node *parent, const struct group *group,
		       const struct value *value)
{
	const struct value *alt = group_value(group, value->field->alt_from);
	const struct field *name = field_with_role(group->field, ROLE_NAME);
	struct doc_node *node = doc_add(p->arena, parent, DOC_IMAGE);
	struct doc_image *image = image_of(p, value->as.image);

	image->portrait = group->field->layout == LAYOUT_CARDS;
	node->as.image = image;
	node->source = value->span;
	node->text = show_label(p, value->field);
	if (value_has(alt))
		node->text = show_text(p, group, alt);
	else if (name && value_has(&group->values[name->index]))
		node->text = text_printf(p->arena, "%.*s: %.*s", SLICE_ARG(node->text),
					 SLICE_ARG(show_record_name(p, group)));
}

/* Ids and choices are names: in a cell they read better in a row than as a list. */
static bool is_names(const struct field *list)
{
	return list->refers_to.len > 0 || list->choice_count > 0;
}

/* Only an image or a row of a table can be wrong in it. */
static bool prose_may_be_wrong(struct slice text)
{
	return memchr(text.ptr, '|', text.len) || slice_find(text, SLICE("!["), 0) < text.len;
}

static void prose_check(struct presenter *p, const struct value *value)
{
	const struct rich_host host = { prose_image, prose_spill, p };
	struct slice text = text2_in(&value->as.text, p->lang);

	p->source = value->span;
	p->seek.arena = NULL;
	if (text.len > 0 && prose_may_be_wrong(text))
		rich_append(p->arena, doc_node_new(p->arena, DOC_ROOT), text, 1, value->span,
			    &host);
}

static void group_check(struct presenter *p, const struct group *group)
{
	for (size_t i = 0; i < group->field->field_count; i++) {
		const struct value *value = &group->values[i];
		enum type type = value->field->type;
		enum layout layout = value->field->layout;
		if (!value_has(value) || layout == LAYOUT_COVER || layout == LAYOUT_ATTACHED)
			continue;
		if (type == TYPE_PROSE)
			prose_check(p, value);
		else if (type == TYPE_TABLE)
			group_check(p, value->as.group);
		else if (type == TYPE_RECORDS && layout != LAYOUT_LINES)
			for (size_t k = 0; k < value->as.records.count; k++)
				group_check(p, value->as.records.items[k]);
	}
}

void doc_check(struct arena *arena, struct report *report, const struct plan *plan, enum lang lang)
{
	struct presenter p = { .arena = arena, .report = report, .plan = plan, .lang = lang };

	if (present_has_links(plan, lang))
		doc_present(arena, report, plan, lang, NULL);
	else
		group_check(&p, plan->root);
}

void show_blocks(struct presenter *p, struct doc_node *parent, const struct group *group,
		 const struct value *value, unsigned level)
{
	struct rich_host host = { prose_image, prose_spill, p };
	bool in_cell = parent->kind == DOC_CELL;

	p->source = value->span;
	p->seek.arena = NULL;
	switch (value->field->type) {
	case TYPE_PROSE:
		rich_append(p->arena, parent, text2_in(&value->as.text, p->lang), level,
			    value->span, &host);
		break;
	case TYPE_LIST:
		if (in_cell && (is_names(value->field) || value->as.list.count == 1))
			rich_append_inline(p->arena, doc_add(p->arena, parent, DOC_PARAGRAPH),
					   show_text(p, group, value), value->span);
		else
			show_list(p, parent, value, false);
		break;
	case TYPE_IMAGE:
		show_image(p, parent, group, value);
		break;
	case TYPE_TABLE:
		present_flow(p, parent, value->as.group, level - 1, NULL);
		break;
	case TYPE_RECORDS:
		present_records(p, parent, group, value, level - 1);
		break;
	case TYPE_TEXT:
	case TYPE_BOOLEAN:
	case TYPE_INTEGER:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
	case TYPE_MONEY:
	case TYPE_DATE:
	case TYPE_DURATION:
	case TYPE_HOURS:
	case TYPE_CHOICE:
	case TYPE_LINK:
	case TYPE_EMAIL:
	case TYPE_PHONE:
	case TYPE_REFERENCE:
	case TYPE_COUNT:
		show_inline(p, doc_add(p->arena, parent, DOC_PARAGRAPH), group, value);
		break;
	}
}

struct doc_node *show_heading(struct presenter *p, struct doc_node *parent, struct slice text,
			      unsigned level, struct span source)
{
	struct doc_node *heading = doc_add(p->arena, parent, DOC_HEADING);

	heading->as.heading.level = level > 6 ? 6 : level;
	heading->as.heading.listed = level <= 2;
	heading->source = source;
	doc_add_text(p->arena, heading, text)->source = source;
	return heading;
}

struct doc_node *show_label_paragraph(struct presenter *p, struct doc_node *parent,
				      struct slice label, const char *after)
{
	struct doc_node *paragraph = doc_add(p->arena, parent, DOC_PARAGRAPH);
	struct doc_node *strong = doc_add(p->arena, paragraph, DOC_STRONG);

	doc_add_text(p->arena, strong, text_printf(p->arena, "%.*s%s", SLICE_ARG(label), after));
	return paragraph;
}
