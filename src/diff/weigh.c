/* Is a promise weaker or stronger now?  By what the template says is better. */
#include "diff/weigh.h"

#include <string.h>

#include "diff/match.h"

enum { EVERY_DAY = 0x7F };

static enum change_effect effect_of(int growth, enum better better)
{
	if (growth == 0 || better == BETTER_UNSAID)
		return EFFECT_NONE;
	return (growth > 0) == (better == BETTER_MORE) ? EFFECT_STRONGER : EFFECT_WEAKER;
}

enum change_effect weigh_list(enum better better, bool gone, bool come)
{
	if (better == BETTER_UNSAID || (!gone && !come))
		return EFFECT_NONE;
	if (better == BETTER_MORE)
		return gone ? EFFECT_WEAKER : EFFECT_STRONGER;
	return come ? EFFECT_WEAKER : EFFECT_STRONGER;
}

/* What a sibling that is a choice says, by its key. */
static struct slice choice_at(const struct group *group, struct slice key)
{
	const struct value *value = group ? group_value(group, key) : NULL;

	return value_has(value) && value->field->type == TYPE_CHOICE ? value->as.choice->key
								     : SLICE_NONE;
}

static enum better better_in(const struct field *field, const struct group *group)
{
	struct slice choice;

	if (field->better_by.len == 0)
		return field->better;
	choice = choice_at(group, field->better_by);
	if (slice_equal(choice, field->better_more))
		return BETTER_MORE;
	return slice_equal(choice, field->better_less) ? BETTER_LESS : BETTER_UNSAID;
}

/* One direction on both sides, else it is no comparison. */
static enum better better_of(const struct twin *twin)
{
	enum better old = BETTER_UNSAID;
	enum better new = BETTER_UNSAID;

	if (twin->old)
		old = better_in(twin->old->field, twin->old_group);
	if (twin->new)
		new = better_in(twin->new->field, twin->new_group);
	if (!value_is_there(twin->old))
		return new;
	if (!value_is_there(twin->new))
		return old;
	return old == new ? new : BETTER_UNSAID;
}

/* Are the numbers counted in the same unit? */
static bool same_unit(const struct twin *twin)
{
	const struct group *before = twin->old_group, *after = twin->new_group;
	const struct value *old, *new;

	if (twin->new->field->type == TYPE_MONEY)
		return twin->old_plan->currency == twin->new_plan->currency;
	old = group_unit(&before, twin->old->field);
	new = group_unit(&after, twin->new->field);
	if (!value_has(old) || !value_has(new))
		return value_has(old) == value_has(new);
	return values_equal(NULL, old, new);
}

static int growth_of(int64_t old, int64_t new)
{
	return new > old ? 1 : new < old ? -1 : 0;
}

/* The least a length of working time can take by the clock on the wall. */
static int64_t least_seconds(const struct duration *duration)
{
	struct duration by_clock = *duration;

	by_clock.amount[DURATION_DAY] += by_clock.amount[DURATION_WORKING_DAY];
	by_clock.amount[DURATION_HOUR] += by_clock.amount[DURATION_WORKING_HOUR];
	by_clock.amount[DURATION_WORKING_DAY] = 0;
	by_clock.amount[DURATION_WORKING_HOUR] = 0;
	return duration_seconds(&by_clock);
}

static int duration_growth(const struct duration *old, const struct duration *new)
{
	enum duration_clock was = duration_clock(old), is = duration_clock(new);
	int order;

	if (was == is || was == CLOCK_MONTHS || is == CLOCK_MONTHS)
		return duration_order(new, old, &order) ? order : 0;
	if (is == CLOCK_WORKING)
		return least_seconds(new) >= least_seconds(old) ? 1 : 0;
	return least_seconds(new) <= least_seconds(old) ? -1 : 0;
}

/* What holds on holidays all year; NULL: what holds on the day of the week they fall on. */
static const struct hours_rule *holiday_rule(const struct hours *hours)
{
	const struct hours_rule *found = NULL;

	for (size_t i = 0; i < hours->rule_count; i++) {
		const struct hours_rule *rule = &hours->rules[i];
		if (rule->days >> HOURS_HOLIDAY & 1 && rule->season_count == 0)
			found = rule;
	}
	return found;
}

/* A week of holidays around a day of the year, Monday to Sunday. */
static void holiday_week(const struct hours *hours, int day, bool open[HOURS_WEEK])
{
	const struct hours_rule *rule = holiday_rule(hours);
	struct hours alone = { .rule_count = 1 };

	if (rule) {
		alone.rules[0] = *rule;
		alone.rules[0].days = EVERY_DAY;
	}
	hours_week(rule ? &alone : hours, day, open);
}

/* A minute that is lost counts, whatever else is gained. */
static int minutes_growth(const bool was[HOURS_WEEK], const bool is[HOURS_WEEK])
{
	bool gained = false;

	for (size_t i = 0; i < HOURS_WEEK; i++) {
		if (was[i] && !is[i])
			return -1;
		gained = gained || (is[i] && !was[i]);
	}
	return gained ? 1 : 0;
}

/* In an ordinary week around a day of the year, and on holidays then. */
static int week_growth(const struct hours *old, const struct hours *new, int day)
{
	bool was[HOURS_WEEK];
	bool is[HOURS_WEEK];
	int growth;
	int on_holidays;

	hours_week(old, day, was);
	hours_week(new, day, is);
	growth = minutes_growth(was, is);
	holiday_week(old, day, was);
	holiday_week(new, day, is);
	on_holidays = minutes_growth(was, is);
	return growth < 0 || on_holidays == 0 ? growth : on_holidays;
}

static int hours_growth(const struct hours *old, const struct hours *new)
{
	struct turns turns = { .count = 0 };
	struct season part;
	size_t at = 0;
	int growth = 0;

	hours_turns(old, &turns);
	hours_turns(new, &turns);
	while (growth >= 0 && turns_next(&turns, &at, &part)) {
		int now = week_growth(old, new, part.first);
		growth = now != 0 ? now : growth;
	}
	return growth;
}

static int number_growth(const struct twin *twin)
{
	if (!same_unit(twin))
		return 0;
	return decimal_compare(twin->new->as.number, twin->old->as.number);
}

static int value_growth(const struct twin *twin)
{
	const struct value *old = twin->old;
	const struct value *new = twin->new;

	switch (new->field->type) {
	case TYPE_INTEGER:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
	case TYPE_MONEY:
		return number_growth(twin);
	case TYPE_DURATION:
		return duration_growth(&old->as.duration, &new->as.duration);
	case TYPE_DATE:
		return date_compare(new->as.date, old->as.date);
	case TYPE_HOURS:
		return hours_growth(old->as.hours, new->as.hours);
	case TYPE_BOOLEAN:
		return growth_of(old->as.boolean, new->as.boolean);
	case TYPE_TEXT:
	case TYPE_PROSE:
	case TYPE_CHOICE:
	case TYPE_LIST:
	case TYPE_IMAGE:
	case TYPE_LINK:
	case TYPE_EMAIL:
	case TYPE_PHONE:
	case TYPE_REFERENCE:
	case TYPE_TABLE:
	case TYPE_RECORDS:
	case TYPE_COUNT:
		break;
	}
	return 0;
}

/* Of what promises by being there: an amount always does, texts and lists may also exclude. */
static enum change_effect weigh_presence(const struct value *value, enum better better, bool came)
{
	const struct field *field = value->field;
	bool is_said =
		field->type == TYPE_LIST || field->type == TYPE_TEXT || field->type == TYPE_PROSE;

	if (better == BETTER_UNSAID)
		return EFFECT_NONE;
	if (field->type == TYPE_BOOLEAN)
		return value->state == VALUE_GIVEN && value->as.boolean
			       ? effect_of(came ? 1 : -1, better)
			       : EFFECT_NONE;
	return effect_of(came ? 1 : -1, is_said ? better : BETTER_MORE);
}

enum change_effect weigh_value(const struct twin *twin)
{
	enum better better = better_of(twin);

	if (!value_is_there(twin->old))
		return weigh_presence(twin->new, better, true);
	if (!value_is_there(twin->new))
		return weigh_presence(twin->old, better, false);
	if (!value_has(twin->old) || !value_has(twin->new) ||
	    twin->old->field->type != twin->new->field->type)
		return EFFECT_NONE;
	return effect_of(value_growth(twin), better);
}

/* Does anything in it promise something? */
static bool has_promise(const struct group *group)
{
	for (size_t i = 0; i < group->field->field_count; i++) {
		const struct value *value = &group->values[i];
		if (!value_has(value))
			continue;
		if (value->field->type == TYPE_TABLE && has_promise(value->as.group))
			return true;
		if (better_in(value->field, group) != BETTER_UNSAID)
			return true;
	}
	return false;
}

enum change_effect weigh_record(const struct group *record, bool came)
{
	enum better better = record->field->better;

	if (better == BETTER_UNSAID && has_promise(record))
		better = BETTER_MORE;
	return effect_of(came ? 1 : -1, better);
}
