/* Rules about hours: what is promised against who is there. */
#include <string.h>

#include "base/arena.h"
#include "value/week.h"
#include "rules/check.h"
#include "rules/hours.h"

static bool counts(struct checker *checker, const struct rule *rule, const struct group *shift)
{
	const struct value *cover = check_beside(checker, rule, PARAM_COVER, 0, shift);
	const struct value *seats = check_beside(checker, rule, PARAM_SEATS, 0, shift);

	/* Some kinds of cover need no seats; for others, no seats is nobody. */
	if (value_has(cover) && rule->params[PARAM_CHOICES] &&
	    check_is(cover, rule->params[PARAM_CHOICES]))
		return true;
	return !value_has(seats) || seats->as.number.digits > 0;
}

/* How many records a shift names. */
static size_t links_of(const struct value *link)
{
	if (!value_has(link))
		return 1;
	return link->field->type == TYPE_LIST ? link->as.list.count : 1;
}

static const struct group *link_at(const struct value *link, size_t i)
{
	if (!value_has(link))
		return NULL;
	return link->field->type == TYPE_LIST ? link->as.list.items[i].target
					      : link->as.reference.target;
}

static void shifts_link(struct checker *checker, struct shifts *shifts)
{
	size_t total = 1, used = 1;

	for (size_t i = 0; i < shifts->count; i++)
		total += links_of(shifts->items[i].link);
	shifts->links = ARENA_ARRAY(checker->arena, total, struct shift_link);
	for (size_t i = shifts->count; i > 0; i--) {
		const struct value *link = shifts->items[i - 1].link;
		for (size_t n = 0; n < links_of(link); n++) {
			const struct group *target = link_at(link, n);
			bool is_new;
			size_t *first = &shifts->links[0].next;
			if (target)
				first = index_at(&shifts->first, check_record_key(checker, target),
						 &is_new);
			else if (value_has(link))
				continue; /* a name that is not known */
			shifts->links[used] = (struct shift_link){ i - 1, *first };
			*first = used++;
		}
	}
}

struct shifts shifts_of(struct checker *checker, const struct rule *rule)
{
	struct shifts shifts = { .first = INDEX_IN(checker->arena) };
	size_t count;
	struct found *found = check_all(checker, rule, PARAM_BY, 0, &count);

	shifts.items = ARENA_ARRAY(checker->arena, count, struct shift);
	for (size_t i = 0; i < count; i++) {
		struct shift *shift = &shifts.items[shifts.count];
		if (!value_has(found[i].value)) {
			shifts.unclear =
				shifts.unclear || found[i].group->field->type == TYPE_RECORDS;
			continue;
		}
		shift->at = found[i];
		shift->seats = check_beside(checker, rule, PARAM_SEATS, 0, found[i].group);
		shift->link = check_beside(checker, rule, PARAM_LINK, 0, found[i].group);
		shifts.count++;
	}
	shifts_link(checker, &shifts);
	return shifts;
}

const struct shift *shifts_next(struct checker *checker, const struct shifts *shifts,
				const struct group *target, bool strictly, size_t *at)
{
	const size_t *first;

	if (!target) {
		if (*at == shifts->count)
			return NULL;
		return &shifts->items[(*at)++];
	}
	if (*at == 0) {
		first = index_get(&shifts->first, check_record_key(checker, target));
		*at = first ? *first : 0;
		if (!first && !strictly)
			*at = shifts->links[0].next;
	} else {
		bool own = value_has(shifts->items[shifts->links[*at].shift].link);
		*at = shifts->links[*at].next;
		if (*at == 0 && own && !strictly)
			*at = shifts->links[0].next;
	}
	return *at > 0 ? &shifts->items[shifts->links[*at].shift] : NULL;
}

/* Whom the shifts must serve: what `via` names, or the record itself when shifts are linked to its
 * kind. */
static const struct group *whom(struct checker *checker, const struct rule *rule,
				const struct group *record)
{
	const struct value *via;

	if (!rule->params[PARAM_LINK])
		return NULL;
	if (!rule->params[PARAM_VIA])
		return record;
	via = check_beside(checker, rule, PARAM_VIA, 0, record);
	return value_has(via) ? via->as.reference.target : NULL;
}

static void gaps_report(struct checker *checker, const struct rule *rule, struct found at,
			const bool gap[HOURS_WEEK])
{
	struct text2 gaps;

	for (int i = 0; i < LANG_COUNT; i++)
		gaps.in[i] = week_show(checker->arena, gap, (enum lang)i);
	check_add(checker, rule, at,
		  DIAG_ARGS(diag_text2("gaps", gaps), check_arg(checker, "value", at.value)));
}

/* Marks what the shifts of one target cover; false when none of them is its own. */
static bool cover_mark(struct checker *checker, const struct rule *rule,
		       const struct shifts *shifts, const struct group *target,
		       bool covered[HOURS_WEEK])
{
	bool any = false;
	const struct shift *shift;
	size_t at = 0;

	memset(covered, 0, HOURS_WEEK * sizeof(*covered));
	while ((shift = shifts_next(checker, shifts, target, false, &at))) {
		bool open[HOURS_WEEK];
		if (!counts(checker, rule, shift->at.group))
			continue;
		hours_week(shift->at.value->as.hours, open);
		week_add(covered, open);
		any = true;
	}
	return any;
}

void check_covers(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct shifts shifts = shifts_of(checker, rule);

	if (shifts.count == 0 || shifts.unclear)
		return; /* missing or unreadable shifts are findings of their own */
	for (size_t i = 0; i < count; i++) {
		const struct group *target = whom(checker, rule, found[i].group);
		bool open[HOURS_WEEK], covered[HOURS_WEEK];
		bool served;
		if (!value_has(found[i].value) || (rule->params[PARAM_VIA] && !target))
			continue;
		served = cover_mark(checker, rule, &shifts, target, covered);
		if (!served && rule->params[PARAM_VIA])
			continue; /* somebody outside the schedule */
		hours_week(found[i].value->as.hours, open);
		week_remove(open, covered);
		if (week_any(open))
			gaps_report(checker, rule, found[i], open);
	}
}

static bool window_week(const struct rule *rule, bool week[HOURS_WEEK])
{
	struct hours hours;
	size_t bad;

	if (!hours_parse(rule->params[PARAM_WINDOW]->items[0], &hours, &bad))
		return false;
	hours_week(&hours, week);
	return true;
}

/* The first shift that counts and meets the window. */
static const struct shift *shift_in_window(struct checker *checker, const struct rule *rule,
					   const struct shifts *shifts)
{
	bool window[HOURS_WEEK];

	if (!window_week(rule, window))
		return NULL;
	for (size_t i = 0; i < shifts->count; i++) {
		bool open[HOURS_WEEK];
		const struct value *cover =
			check_beside(checker, rule, PARAM_COVER, 0, shifts->items[i].at.group);
		if (rule->params[PARAM_CHOICES] && value_has(cover) &&
		    !check_is(cover, rule->params[PARAM_CHOICES]))
			continue;
		hours_week(shifts->items[i].at.value->as.hours, open);
		if (week_overlaps(open, window))
			return &shifts->items[i];
	}
	return NULL;
}

void check_open_on(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct shifts shifts = shifts_of(checker, rule);

	if (shifts.count == 0 || shifts.unclear || shift_in_window(checker, rule, &shifts))
		return;
	for (size_t i = 0; i < count; i++) {
		if (value_has(found[i].value))
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value)));
	}
}

static bool is_said(struct checker *checker, const struct rule *rule)
{
	const struct param *words = rule->params[PARAM_WORDS];

	for (size_t f = 0; f < rule->params[PARAM_FIELDS]->count; f++) {
		size_t count;
		struct found *found = check_all(checker, rule, PARAM_FIELDS, f, &count);
		if (count == 0)
			return true; /* no such records: nothing to look in */
		for (size_t i = 0; i < count; i++) {
			if (!value_has(found[i].value))
				continue;
			if (!words ||
			    check_holds_any(checker, check_folded(checker, found[i].value),
					    words->items, words->count))
				return true;
		}
	}
	return false;
}

void check_window_needs(struct checker *checker, const struct rule *rule)
{
	struct shifts shifts = shifts_of(checker, rule);
	const struct shift *shift = shift_in_window(checker, rule, &shifts);

	if (shift && check_applies(checker, rule, shift->at.group) && !is_said(checker, rule))
		check_add(checker, rule, shift->at,
			  DIAG_ARGS(check_arg(checker, "value", shift->at.value)));
}

void check_holds_open(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	size_t hours = rule->params[PARAM_HOURS]->fields[0]->index;
	const struct duration *most = &rule->params[PARAM_LONGEST]->duration;

	for (size_t i = 0; i < count; i++) {
		const struct value *link =
			check_beside(checker, rule, PARAM_LINK, 0, found[i].group);
		if (!value_has(found[i].value) || !value_has(link) ||
		    duration_clock(&found[i].value->as.duration) != CLOCK_CALENDAR ||
		    duration_seconds(&found[i].value->as.duration) > duration_seconds(most))
			continue;
		for (size_t j = 0; j < link->as.list.count; j++) {
			const struct group *channel = link->as.list.items[j].target;
			const struct value *opens = channel ? &channel->values[hours] : NULL;
			bool open[HOURS_WEEK];
			if (!value_has(opens))
				continue;
			hours_week(opens->as.hours, open);
			if (week_minutes(open) == HOURS_WEEK)
				continue;
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value),
					    check_arg(checker, "hours", opens),
					    check_name(checker, "channel", channel)));
			break;
		}
	}
}
