/* Rules about people: seats for the load, the roster behind the seats, their week and their rest.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "value/erlang.h"
#include "value/week.h"
#include "rules/hours.h"

/* Shifts with people on duty, rather than on call or a machine. */
static bool has_people(struct checker *checker, const struct rule *rule, const struct shift *shift)
{
	const struct value *cover = check_beside(checker, rule, PARAM_COVER, 0, shift->at.group);

	return value_has(shift->seats) && (!value_has(cover) || !rule->params[PARAM_CHOICES] ||
					   check_is(cover, rule->params[PARAM_CHOICES]));
}

/* Whose shifts are looked at, and at what time of the year. */
struct duty {
	const struct shifts *shifts;
	const struct group *target;
	bool strictly;
	int day;
};

/* Seats in each minute of the week, of shifts that serve the target; false, and none set, when no
 * shift does. */
static bool seats_by_minute(struct checker *checker, const struct rule *rule,
			    const struct duty *duty, int64_t seats[HOURS_WEEK])
{
	const struct shift *shift;
	size_t at = 0;
	bool any = false;

	while ((shift = shifts_next(checker, duty->shifts, duty->target, duty->strictly, &at))) {
		bool open[HOURS_WEEK];
		if (!has_people(checker, rule, shift))
			continue;
		if (!any)
			memset(seats, 0, HOURS_WEEK * sizeof(*seats));
		hours_week(shift->at.value->as.hours, duty->day, open);
		for (struct week_run run = { 0, 0 }; week_next(open, run.end, &run);) {
			for (int m = run.start; m < run.end; m++)
				seats[m] += shift->seats->as.number.digits;
		}
		any = true;
	}
	return any;
}

/* One interval of the forecast. */
struct demand {
	double contacts, handling, length; /* seconds */
	double share, within, busiest;     /* share 0: no target is stated */
	bool backlog;
	int64_t seats;
};

static double number_of(const struct value *value, double otherwise)
{
	return value_has(value) ? decimal_double(value->as.number) : otherwise;
}

/* The least seats in any minute of the stretches, which must be equally long. */
static bool least_seats(const struct week_run *runs, size_t count, const int64_t *seats,
			struct demand *demand, int64_t *least)
{
	*least = INT64_MAX;
	for (size_t i = 0; i < count; i++) {
		double length = (runs[i].end - runs[i].start) * 60.0;
		if (demand->length > 0 && fabs(length - demand->length) > 1)
			return false; /* intervals of different length: contacts of which? */
		demand->length = length;
		for (int m = runs[i].start; m < runs[i].end; m++) {
			int64_t now = seats[m % HOURS_WEEK];
			*least = now < *least ? now : *least;
		}
	}
	return true;
}

/*
 * The seats of the interval, and how long one occurrence of it is.  Where shifts differ by season
 * a forecast that names none is held against the season with the most.
 */
static bool interval_seats(struct checker *checker, const struct rule *rule,
			   const struct hours *hours, struct duty *duty, struct demand *demand)
{
	struct turns turns = { .count = 0 };
	struct season part;
	size_t at = 0;
	bool seasonal = hours_is_seasonal(hours);
	bool any = false;

	hours_turns(hours, &turns);
	shifts_turns(checker, duty->shifts, duty->target, duty->strictly, &turns);
	while (turns_next(&turns, &at, &part)) {
		bool open[HOURS_WEEK];
		struct week_run runs[WEEK_RUNS_MAX];
		int64_t seats[HOURS_WEEK], least;
		size_t count;
		hours_week(hours, part.first, open);
		count = week_runs(open, runs);
		if (count == 0)
			continue;
		duty->day = part.first;
		if (!seats_by_minute(checker, rule, duty, seats))
			memset(seats, 0, sizeof(seats));
		if (!least_seats(runs, count, seats, demand, &least))
			return false;
		if (!any || (seasonal ? least < demand->seats : least > demand->seats))
			demand->seats = least;
		any = true;
	}
	return any;
}

static bool demand_read(struct checker *checker, const struct rule *rule,
			const struct shifts *shifts, struct found at, struct demand *demand)
{
	const struct value *handling = check_beside(checker, rule, PARAM_HANDLING, 0, at.group);
	const struct value *hours = check_beside(checker, rule, PARAM_HOURS, 0, at.group);
	const struct value *via = check_beside(checker, rule, PARAM_VIA, 0, at.group);
	const struct value *within = check_beside(checker, rule, PARAM_WITHIN, 0, at.group);
	const struct value *work = check_beside(checker, rule, PARAM_WORK, 0, at.group);
	const struct value *occupancy = check_beside(checker, rule, PARAM_OCCUPANCY, 0, at.group);
	const struct param *most = rule->params[PARAM_MOST];
	struct duty duty = { .shifts = shifts,
			     .target = value_has(via) ? via->as.reference.target : NULL };
	double at_once = number_of(check_beside(checker, rule, PARAM_AT_ONCE, 0, at.group), 1);

	if (!value_has(at.value) || !value_has(handling) || !value_has(hours))
		return false;
	demand->contacts = decimal_double(at.value->as.number);
	demand->handling =
		(double)duration_seconds(&handling->as.duration) / (at_once > 0 ? at_once : 1);
	demand->backlog =
		rule->params[PARAM_BACKLOG] && check_is(work, rule->params[PARAM_BACKLOG]);
	demand->within = value_has(within) ? (double)duration_seconds(&within->as.duration) : 0;
	demand->share =
		value_has(within)
			? number_of(check_beside(checker, rule, PARAM_SHARE, 0, at.group), 0) / 100
			: 0;
	demand->busiest = number_of(occupancy, most ? decimal_double(most->number) : 100) / 100;
	return demand->contacts > 0 && demand->handling > 0 &&
	       interval_seats(checker, rule, hours->as.hours, &duty, demand);
}

/* Seats the interval needs under this aspect of the rule; what is there when nothing is wrong. */
static int64_t seats_needed(const struct demand *demand, struct slice aspect, double load,
			    const struct erlang *now)
{
	if (demand->backlog)
		return slice_is(aspect, "service")
			       ? staff_backlog(demand->contacts, demand->handling,
					       demand->length / 3600, demand->busiest)
			       : demand->seats;
	if (slice_is(aspect, "stable"))
		return now->stable ? demand->seats : (int64_t)floor(load) + 1;
	if (!now->stable)
		return demand->seats; /* the gravest of the three speaks */
	if (slice_is(aspect, "service"))
		return demand->share <= 0 ? demand->seats
					  : erlang_seats(load, demand->handling, demand->within,
							 demand->share, 1);
	return erlang_seats(load, demand->handling, 0, 0, demand->busiest);
}

void check_staffed(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct shifts shifts = shifts_of(checker, rule);

	for (size_t i = 0; i < count && shifts.count > 0; i++) {
		struct demand demand = { 0 };
		struct erlang now;
		double load;
		int64_t need;
		if (!demand_read(checker, rule, &shifts, found[i], &demand))
			continue;
		load = demand.contacts * demand.handling / demand.length;
		now = erlang_c(load, demand.seats, demand.handling, demand.within);
		need = seats_needed(&demand, rule->params[PARAM_ASPECT]->items[0], load, &now);
		if (need <= demand.seats)
			continue;
		check_add(checker, rule, found[i],
			  DIAG_ARGS(check_figure(checker, "need", (double)need),
				    check_figure(checker, "have", (double)demand.seats),
				    check_figure(checker, "load", load),
				    check_figure(checker, "share", now.service * 100),
				    check_figure(checker, "seconds", demand.within),
				    check_figure(checker, "occupancy", now.occupancy * 100),
				    check_figure(checker, "most", demand.busiest * 100)));
	}
}

/* What the shifts of a role come to in a week. */
struct load {
	int64_t most; /* seats at a time */
	int64_t minutes;
};

/*
 * In the season that asks the least: what is more in another may be done by people taken on for
 * it.  False where no shift is the role's.
 */
static bool load_of(struct checker *checker, const struct rule *rule, const struct shifts *shifts,
		    const struct group *role, struct load *load)
{
	struct duty duty = { .shifts = shifts, .target = role, .strictly = true };
	struct turns turns = { .count = 0 };
	struct season part;
	size_t at = 0;
	bool any = false;

	*load = (struct load){ 0, 0 };
	shifts_turns(checker, shifts, role, true, &turns);
	while (turns_next(&turns, &at, &part)) {
		int64_t seats[HOURS_WEEK];
		struct load now = { 0, 0 };
		duty.day = part.first;
		any = seats_by_minute(checker, rule, &duty, seats);
		if (!any)
			break; /* nor at another time of the year */
		for (int m = 0; m < HOURS_WEEK; m++) {
			now.most = seats[m] > now.most ? seats[m] : now.most;
			now.minutes += seats[m];
		}
		if (now.most > 0 && (load->most == 0 || now.most < load->most))
			load->most = now.most;
		if (now.minutes > 0 && (load->minutes == 0 || now.minutes < load->minutes))
			load->minutes = now.minutes;
	}
	return any;
}

void check_rostered(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct shifts shifts = shifts_of(checker, rule);
	const struct value *share = check_single(checker, rule, PARAM_SHARE);
	const struct param *least = rule->params[PARAM_LEAST];

	for (size_t i = 0; i < count && share && shifts.count > 0; i++) {
		struct load load;
		int64_t need;
		if (!load_of(checker, rule, &shifts, found[i].group, &load))
			continue;
		if (least && decimal_compare(decimal_of(load.most), least->number) < 0)
			continue; /* whoever deputises stands elsewhere in the plan, if at all */
		need = staff_rostered(load.most, share->as.number);
		if (!value_has(found[i].value) ||
		    decimal_compare(decimal_of(need), found[i].value->as.number) <= 0)
			continue;
		check_add(checker, rule, found[i],
			  DIAG_ARGS(check_figure(checker, "need", (double)need),
				    check_figure(checker, "seats", (double)load.most),
				    check_arg(checker, "value", found[i].value),
				    check_arg(checker, "share", share)));
	}
}

void check_weekly_hours(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);
	struct shifts shifts = shifts_of(checker, rule);
	double most = decimal_double(rule->params[PARAM_MOST]->number);

	for (size_t i = 0; i < count && shifts.count > 0; i++) {
		struct load load;
		double each;
		if (!load_of(checker, rule, &shifts, found[i].group, &load))
			continue;
		if (!value_has(found[i].value) || found[i].value->as.number.digits <= 0)
			continue;
		each = (double)load.minutes / 60 / decimal_double(found[i].value->as.number);
		if (each > most + 0.005)
			check_add(checker, rule, found[i],
				  DIAG_ARGS(check_figure(checker, "hours", each),
					    check_figure(checker, "most", most),
					    check_arg(checker, "value", found[i].value)));
	}
}

/* A stretch of work of one person, and the shift it belongs to. */
struct work {
	struct week_run run;
	const struct group *shift;
};

static int work_compare(const void *a, const void *b)
{
	const struct work *left = a, *right = b;

	return left->run.start - right->run.start;
}

enum { WORK_MAX = 64 };

/* All stretches of a person's week; 0 when two shifts share a day, so that it cannot be told. */
static size_t works_of(const struct value *list, size_t hours, int around,
		       struct work works[WORK_MAX])
{
	const struct group *day_of[7] = { NULL };
	size_t count = 0;

	for (size_t i = 0; i < list->as.list.count; i++) {
		const struct group *shift = list->as.list.items[i].target;
		bool open[HOURS_WEEK];
		struct week_run runs[WEEK_RUNS_MAX];
		size_t run_count;
		if (!shift || !value_has(&shift->values[hours]))
			return 0;
		hours_week(shift->values[hours].as.hours, around, open);
		run_count = week_runs(open, runs);
		for (size_t r = 0; r < run_count; r++) {
			int day = runs[r].start / HOURS_DAY;
			if (count == WORK_MAX || (day_of[day] && day_of[day] != shift))
				return 0;
			day_of[day] = shift;
			works[count++] = (struct work){ runs[r], shift };
		}
	}
	return count;
}

/* At one time of the year; true when something was found. */
static bool rest_check(struct checker *checker, const struct rule *rule, struct found at,
		       int around)
{
	struct work works[WORK_MAX];
	size_t count =
		works_of(at.value, rule->params[PARAM_HOURS]->fields[0]->index, around, works);

	if (count < 2)
		return false;
	qsort(works, count, sizeof(*works), work_compare);
	for (size_t i = 0; i < count; i++) {
		const struct work *next = &works[(i + 1) % count];
		int rest = next->run.start - works[i].run.end + (i + 1 == count ? HOURS_WEEK : 0);
		if (next->shift == works[i].shift || rest < 0 ||
		    rest * 60 >= duration_seconds(&rule->params[PARAM_REST]->duration))
			continue;
		check_add(checker, rule, at,
			  DIAG_ARGS(check_figure(checker, "hours", rest / 60.0),
				    check_name(checker, "first", works[i].shift),
				    check_name(checker, "second", next->shift)));
		return true;
	}
	return false;
}

void check_rest(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_FIELDS, 0, &count);

	for (size_t i = 0; i < count; i++) {
		struct turns turns = { .count = 0 };
		struct season part;
		size_t at = 0;
		if (!value_has(found[i].value))
			continue;
		for (size_t k = 0; k < found[i].value->as.list.count; k++) {
			const struct group *shift = found[i].value->as.list.items[k].target;
			const struct value *hours =
				shift ? &shift->values[rule->params[PARAM_HOURS]->fields[0]->index]
				      : NULL;
			if (value_has(hours))
				hours_turns(hours->as.hours, &turns);
		}
		while (turns_next(&turns, &at, &part) &&
		       !rest_check(checker, rule, found[i], part.first))
			continue;
	}
}
