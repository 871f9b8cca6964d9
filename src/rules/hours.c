/* Rules about hours: what is promised against who is there. */
#include "base/arena.h"
#include "base/buf.h"
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

void shifts_turns(struct checker *checker, const struct shifts *shifts, const struct group *target,
		  bool strictly, struct turns *turns)
{
	const struct shift *shift;
	size_t at = 0;

	while ((shift = shifts_next(checker, shifts, target, strictly, &at)))
		hours_turns(shift->at.value->as.hours, turns);
}

/* Takes away what the shifts of one target cover; false when none of them is its own. */
static bool cover_remove(struct checker *checker, const struct rule *rule,
			 const struct shifts *shifts, const struct group *target, int day,
			 bool promised[HOURS_WEEK])
{
	bool any = false;
	const struct shift *shift;
	size_t at = 0;

	while ((shift = shifts_next(checker, shifts, target, false, &at))) {
		bool open[HOURS_WEEK];
		if (!counts(checker, rule, shift->at.group))
			continue;
		hours_week(shift->at.value->as.hours, day, open);
		week_remove(promised, open);
		any = true;
	}
	return any;
}

/* What is promised and not covered, and when in the year. */
struct gap {
	struct season season;
	struct text2 text; /* empty: nothing is lacking */
};

struct gaps {
	struct gap items[YEAR_DAYS];
	size_t count;
};

static void gap_add(struct checker *checker, struct gaps *gaps, struct season season,
		    const bool lacking[HOURS_WEEK])
{
	struct gap *before = &gaps->items[gaps->count > 0 ? gaps->count - 1 : 0];
	struct text2 text = TEXT2("", "");

	for (int i = 0; i < LANG_COUNT && week_any(lacking); i++)
		text.in[i] = week_show(checker->arena, lacking, (enum lang)i);
	if (gaps->count > 0 && slice_equal(before->text.in[0], text.in[0]))
		before->season.last = season.last;
	else
		gaps->items[gaps->count++] = (struct gap){ season, text };
}

/* The last stretch may go on with the first, over the turn of the year. */
static void gaps_close(struct gaps *gaps)
{
	const struct gap *last = &gaps->items[gaps->count - 1];

	if (gaps->count < 2 || !slice_equal(last->text.in[0], gaps->items[0].text.in[0]))
		return;
	gaps->items[0].season.first = last->season.first;
	gaps->count--;
}

/* "Sunday 12:00–13:00", or where it differs "Jun–Aug: Sunday 12:00–13:00". */
static struct slice gaps_show(struct arena *arena, const struct gaps *gaps, enum lang lang)
{
	struct buf buf = BUF_IN(arena);

	if (gaps->count == 1)
		return gaps->items[0].text.in[lang];
	for (size_t i = 0; i < gaps->count; i++) {
		if (gaps->items[i].text.in[lang].len == 0)
			continue;
		buf_printf(&buf, "%s%.*s: %.*s", buf.len > 0 ? "; " : "",
			   SLICE_ARG(season_show(arena, gaps->items[i].season, lang)),
			   SLICE_ARG(gaps->items[i].text.in[lang]));
	}
	return buf_slice(&buf);
}

/* False when none of the shifts serves the target. */
static bool gaps_find(struct checker *checker, const struct rule *rule, const struct shifts *shifts,
		      const struct group *target, const struct hours *promised, struct gaps *gaps)
{
	struct turns turns = { .count = 0 };
	struct season part;
	size_t at = 0;
	bool served = false;

	hours_turns(promised, &turns);
	shifts_turns(checker, shifts, target, false, &turns);
	gaps->count = 0;
	while (turns_next(&turns, &at, &part)) {
		bool lacking[HOURS_WEEK];
		hours_week(promised, part.first, lacking);
		served = cover_remove(checker, rule, shifts, target, part.first, lacking);
		gap_add(checker, gaps, part, lacking);
	}
	gaps_close(gaps);
	return served;
}

void check_covers(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct shifts shifts = shifts_of(checker, rule);
	struct gaps *gaps = ARENA_NEW(checker->arena, struct gaps);

	if (shifts.count == 0 || shifts.unclear)
		return; /* missing or unreadable shifts are findings of their own */
	for (size_t i = 0; i < count; i++) {
		const struct group *target = whom(checker, rule, found[i].group);
		struct text2 text;
		if (!value_has(found[i].value) || (rule->params[PARAM_VIA] && !target))
			continue;
		if (!gaps_find(checker, rule, &shifts, target, found[i].value->as.hours, gaps) &&
		    rule->params[PARAM_VIA])
			continue; /* somebody outside the schedule */
		for (int lang = 0; lang < LANG_COUNT; lang++)
			text.in[lang] = gaps_show(checker->arena, gaps, (enum lang)lang);
		if (!text2_is_empty(&text))
			check_add(checker, rule, found[i],
				  DIAG_ARGS(diag_text2("gaps", text),
					    check_arg(checker, "value", found[i].value)));
	}
}

/* The weeks of a year as some hours have them, one for each stretch of it. */
struct weeks {
	const struct hours *hours;
	struct turns turns;
	size_t at;
};

static struct weeks weeks_of(const struct hours *hours)
{
	struct weeks weeks = { .hours = hours };

	hours_turns(hours, &weeks.turns);
	return weeks;
}

static bool weeks_next(struct weeks *weeks, bool open[HOURS_WEEK])
{
	struct season part;

	if (!turns_next(&weeks->turns, &weeks->at, &part))
		return false;
	hours_week(weeks->hours, part.first, open);
	return true;
}

/* Whether some hours meet others of the week at any time of the year. */
static bool hours_meet(const struct hours *hours, const bool week[HOURS_WEEK])
{
	struct weeks weeks = weeks_of(hours);
	bool open[HOURS_WEEK];

	while (weeks_next(&weeks, open)) {
		if (week_overlaps(open, week))
			return true;
	}
	return false;
}

static bool hours_never_close(const struct hours *hours)
{
	struct weeks weeks = weeks_of(hours);
	bool open[HOURS_WEEK];

	while (weeks_next(&weeks, open)) {
		if (week_minutes(open) < HOURS_WEEK)
			return false;
	}
	return true;
}

static bool window_week(const struct rule *rule, bool week[HOURS_WEEK])
{
	struct hours hours;
	size_t bad;

	if (!hours_parse(rule->params[PARAM_WINDOW]->items[0], &hours, &bad))
		return false;
	hours_week(&hours, 0, week);
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
		const struct value *cover =
			check_beside(checker, rule, PARAM_COVER, 0, shifts->items[i].at.group);
		if (rule->params[PARAM_CHOICES] && value_has(cover) &&
		    !check_is(cover, rule->params[PARAM_CHOICES]))
			continue;
		if (hours_meet(shifts->items[i].at.value->as.hours, window))
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
			if (!value_has(opens) || hours_never_close(opens->as.hours))
				continue;
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_arg(checker, "value", found[i].value),
					    check_arg(checker, "hours", opens),
					    check_name(checker, "channel", channel)));
			break;
		}
	}
}
