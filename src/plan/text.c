/* A value as a document shows it: numbers, units, dates and names in a language. */
#include "base/arena.h"
#include "base/buf.h"
#include "plan/plan.h"

#define NBSP "\302\240"

static struct slice with_unit(struct arena *arena, const struct plan *plan,
			      const struct group *group, const struct value *value, enum lang lang,
			      int places)
{
	const struct field *field = value->field;
	struct slice unit = text2_in(&field->unit, lang);
	struct text2 words = value_words(arena, plan, value);
	struct slice number = words.in[lang];
	const struct value *sibling = group_unit(&group, field);

	if (field->type == TYPE_NUMBER && places > value->as.number.scale)
		number = decimal_show(arena, value->as.number, places, lang);
	if (value_has(sibling))
		unit = value_text(arena, plan, group, sibling, lang, 0);
	if (unit.len == 0)
		return number;
	/* English sets the sign close, Vietnamese apart: "85% of customers", "85 % khách". */
	return text_printf(arena,
			   slice_starts(unit, SLICE("%")) && lang == LANG_EN ? "%.*s%.*s"
									     : "%.*s" NBSP "%.*s",
			   SLICE_ARG(number), SLICE_ARG(unit));
}

static struct slice target_name(struct arena *arena, const struct group *target, struct slice id,
				enum lang lang)
{
	struct text2 name;

	if (!target)
		return id;
	name = record_name(arena, target);
	return text2_in(&name, lang);
}

struct slice value_item_text(struct arena *arena, const struct item *item, enum lang lang)
{
	if (item->choice)
		return text2_in(&item->choice->label, lang);
	return target_name(arena, item->target, text2_in(&item->text, lang), lang);
}

/* Two branches may lead to one step: named once, it is understood. */
static bool is_named_before(const struct value *list, size_t at)
{
	const struct group *target = list->as.list.items[at].target;

	for (size_t i = 0; target && i < at; i++) {
		if (list->as.list.items[i].target == target)
			return true;
	}
	return false;
}

static struct slice list_text(struct arena *arena, const struct value *value, enum lang lang)
{
	struct buf buf = BUF_IN(arena);

	for (size_t i = 0; i < value->as.list.count; i++) {
		if (is_named_before(value, i))
			continue;
		buf_puts(&buf, i > 0 ? "; " : "");
		buf_put(&buf, value_item_text(arena, &value->as.list.items[i], lang));
	}
	return buf_slice(&buf);
}

struct slice value_text(struct arena *arena, const struct plan *plan, const struct group *group,
			const struct value *value, enum lang lang, int places)
{
	struct text2 words;

	switch (value->field->type) {
	case TYPE_BOOLEAN:
		if (lang == LANG_VI)
			return value->as.boolean ? SLICE("Có") : SLICE("Không");
		return value->as.boolean ? SLICE("Yes") : SLICE("No");
	case TYPE_INTEGER:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
	case TYPE_MONEY:
		return with_unit(arena, plan, group, value, lang, places);
	case TYPE_REFERENCE:
		return target_name(arena, value->as.reference.target, value->as.reference.id, lang);
	case TYPE_LIST:
		return list_text(arena, value, lang);
	case TYPE_TEXT:
	case TYPE_PROSE:
	case TYPE_DATE:
	case TYPE_DURATION:
	case TYPE_HOURS:
	case TYPE_CHOICE:
	case TYPE_IMAGE:
	case TYPE_LINK:
	case TYPE_EMAIL:
	case TYPE_PHONE:
	case TYPE_TABLE:
	case TYPE_RECORDS:
	case TYPE_COUNT:
		break;
	}
	words = value_words(arena, plan, value);
	return words.in[lang];
}
