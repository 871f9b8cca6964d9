/* Where branches say something else than the plan they build on. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "rollup/rollup.h"

struct comparing {
	struct rollup *rollup;
	VEC(struct comparison) all;
	struct comparison *now;
	size_t cap; /* of its deviations */
};

static void begin(struct comparing *comparing, struct slice name, struct slice text,
		  bool is_promise)
{
	struct rollup *rollup = comparing->rollup;

	comparing->cap = 0;
	comparing->now = vec_push(rollup->arena, &comparing->all);
	*comparing->now = (struct comparison){
		.name = name,
		.text = text,
		.is_promise = is_promise,
	};
}

/* Each weaker promise is a finding; of everything else a few are named and the others counted. */
static bool is_named(const struct comparison *comparison, enum standing standing)
{
	if (comparison->is_promise && (standing == STANDING_WORSE || standing == STANDING_GONE))
		return true;
	return standing != STANDING_SAME && comparison->standings[standing] <= COMPARED_NAMES_MAX;
}

/* How a branch stands to what is compared now; NULL when that is counted and not named. */
static struct deviation *deviate(struct comparing *comparing, const struct branch *branch,
				 enum standing standing)
{
	struct comparison *now = comparing->now;
	struct deviation *deviation;

	now->standings[standing]++;
	if (!is_named(now, standing))
		return NULL;
	now->deviations = vec_grow(comparing->rollup->arena, now->deviations, now->count,
				   &comparing->cap, sizeof(*now->deviations));
	deviation = &now->deviations[now->count++];
	*deviation = (struct deviation){ .branch = branch, .standing = standing };
	return deviation;
}

static void end(struct comparing *comparing)
{
	if (comparing->now->count == 0)
		comparing->all.len--;
}

bool branch_has_base(const struct rollup *rollup, const struct branch *branch)
{
	return branch->has_facts &&
	       (!rollup->base_is_common || slice_equal(branch->extends, rollup->base->file));
}

/* How a branch stands to a promise of the base. */
static enum standing promise_standing(const struct branch_promise *promise,
				      const struct branch *branch,
				      const struct branch_promise **own)
{
	int order;

	*own = NULL;
	for (size_t i = 0; i < branch->promise_count; i++) {
		if (slice_equal(branch->promises[i].path, promise->path))
			*own = &branch->promises[i];
	}
	if (!*own)
		return STANDING_GONE;
	/* Working time is no calendar time: which is longer depends on the calendar. */
	if (!slice_equal((*own)->unit, promise->unit))
		return STANDING_OTHER;
	order = decimal_compare((*own)->amount, promise->amount);
	if (order == 0)
		return STANDING_SAME;
	return (order > 0) == (promise->better == WANTED_MORE) ? STANDING_BETTER : STANDING_WORSE;
}

static void week_mark(const struct branch_hours *hours, int day, bool open[HOURS_WEEK])
{
	memset(open, 0, HOURS_WEEK * sizeof(*open));
	for (size_t s = 0; s < hours->season_count; s++) {
		const struct branch_season *season = &hours->seasons[s];
		for (size_t i = 0; i < season->run_count && season_holds(season->days, day); i++) {
			for (int at = season->runs[i].start; at < season->runs[i].end; at++)
				open[at % HOURS_WEEK] = true;
		}
	}
}

static enum standing week_standing(const struct branch_hours *base, const struct branch_hours *own,
				   int day)
{
	bool wanted[HOURS_WEEK], open[HOURS_WEEK];
	bool more = false;

	week_mark(base, day, wanted);
	week_mark(own, day, open);
	for (int at = 0; at < HOURS_WEEK; at++) {
		if (wanted[at] && !open[at])
			return STANDING_WORSE;
		more |= open[at] && !wanted[at];
	}
	return more ? STANDING_BETTER : STANDING_SAME;
}

/* Worse as soon as an hour of the base is not promised: other hours do not make up for it. */
static enum standing hours_standing(const struct branch *base, const struct branch *branch)
{
	enum standing standing = STANDING_SAME;
	struct turns turns = { .count = 0 };
	struct season part;
	size_t at = 0;

	if (!branch->hours.given)
		return STANDING_GONE;
	for (size_t i = 0; i < base->hours.season_count; i++)
		turns_add(&turns, base->hours.seasons[i].days);
	for (size_t i = 0; i < branch->hours.season_count; i++)
		turns_add(&turns, branch->hours.seasons[i].days);
	while (standing != STANDING_WORSE && turns_next(&turns, &at, &part)) {
		enum standing now = week_standing(&base->hours, &branch->hours, part.first);
		standing = now != STANDING_SAME ? now : standing;
	}
	return standing;
}

static void compare_promises(struct comparing *comparing)
{
	const struct rollup *rollup = comparing->rollup;
	const struct branch *base = rollup->base;
	const struct branch_promise *own;
	struct deviation *deviation;

	if (base->hours.given) {
		begin(comparing, rollup_word(ROLLUP_HOURS, rollup->lang), base->hours.text, true);
		for (size_t i = 0; i < rollup->count; i++) {
			const struct branch *branch = &rollup->branches[i];
			if (!branch_has_base(rollup, branch))
				continue;
			deviation = deviate(comparing, branch, hours_standing(base, branch));
			if (deviation) {
				deviation->text = branch->hours.text;
				deviation->place = branch->hours_place;
			}
		}
		end(comparing);
	}
	for (size_t i = 0; i < base->promise_count; i++) {
		const struct branch_promise *promise = &base->promises[i];
		begin(comparing, promise->name, promise->text, true);
		for (size_t j = 0; j < rollup->count; j++) {
			const struct branch *branch = &rollup->branches[j];
			enum standing standing = promise_standing(promise, branch, &own);
			if (!branch_has_base(rollup, branch))
				continue;
			deviation = deviate(comparing, branch, standing);
			if (deviation && own)
				deviation->text = own->text;
			if (deviation && own && branch->promise_places)
				deviation->place = branch->promise_places[own - branch->promises];
		}
		end(comparing);
	}
}

static struct deviation *deviate_number(struct comparing *comparing, const struct branch *branch,
					struct amount base, struct amount own)
{
	int order = base.given && own.given ? decimal_compare(own.value, base.value) : 0;

	return deviate(comparing, branch,
		       !own.given   ? STANDING_GONE
		       : order == 0 ? STANDING_SAME
		       : order > 0  ? STANDING_BETTER
				    : STANDING_WORSE);
}

static void show_own(const struct rollup *rollup, struct deviation *deviation, struct amount own,
		     struct slice unit)
{
	if (deviation && own.given)
		deviation->text = show_amount(rollup, own, unit);
}

static void compare_targets(struct comparing *comparing)
{
	const struct rollup *rollup = comparing->rollup;
	const struct branch *base = rollup->base;

	for (size_t i = 0; i < base->kpi_count; i++) {
		const struct branch_kpi *kpi = &base->kpis[i];
		if (!kpi->target.given)
			continue;
		begin(comparing,
		      rollup_words(rollup, ROLLUP_TARGET_OF,
				   show_kpi_name(rollup, kpi->name, kpi->scope), SLICE(""),
				   SLICE("")),
		      show_amount(rollup, kpi->target, kpi->unit), false);
		for (size_t j = 0; j < rollup->count; j++) {
			const struct branch *branch = &rollup->branches[j];
			bool compared = branch_has_base(rollup, branch);
			for (size_t k = 0; compared && k < branch->kpi_count; k++) {
				const struct branch_kpi *own = &branch->kpis[k];
				if (slice_equal(own->key, kpi->key))
					show_own(rollup,
						 deviate_number(comparing, branch, kpi->target,
								own->target),
						 own->target, own->unit);
			}
		}
		end(comparing);
	}
}

static void compare_means(struct comparing *comparing)
{
	const struct rollup *rollup = comparing->rollup;
	const struct branch *base = rollup->base;

	if (base->headcount.given) {
		begin(comparing, rollup_word(ROLLUP_HEADCOUNT, rollup->lang),
		      show_amount(rollup, base->headcount, SLICE("")), false);
		for (size_t i = 0; i < rollup->count; i++) {
			const struct branch *branch = &rollup->branches[i];
			if (branch_has_base(rollup, branch))
				show_own(rollup,
					 deviate_number(comparing, branch, base->headcount,
							branch->headcount),
					 branch->headcount, SLICE(""));
		}
		end(comparing);
	}
	if (!base->budget.given || !base->currency)
		return;
	begin(comparing, rollup_word(ROLLUP_BUDGET, rollup->lang), show_budget(rollup, base),
	      false);
	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = &rollup->branches[i];
		bool is_own = branch->currency == base->currency;
		struct deviation *deviation = NULL;
		if (branch_has_base(rollup, branch))
			deviation = is_own ? deviate_number(comparing, branch, base->budget,
							    branch->budget)
					   : deviate(comparing, branch, STANDING_OTHER);
		if (deviation && (branch->budget.given || !is_own))
			deviation->text = show_budget(rollup, branch);
	}
	end(comparing);
}

void rollup_compare(struct rollup *rollup)
{
	struct comparing comparing = { .rollup = rollup };

	if (!rollup->base)
		return;
	compare_promises(&comparing);
	compare_targets(&comparing);
	compare_means(&comparing);
	rollup->comparisons = comparing.all.items;
	rollup->comparison_count = comparing.all.len;
}

void rollup_each_weaker(const struct rollup *rollup,
			void (*found)(void *context, const struct comparison *promise,
				      const struct deviation *weaker),
			void *context)
{
	for (size_t i = 0; i < rollup->comparison_count; i++) {
		const struct comparison *comparison = &rollup->comparisons[i];
		for (size_t j = 0; comparison->is_promise && j < comparison->count; j++) {
			const struct deviation *deviation = &comparison->deviations[j];
			if (deviation->standing == STANDING_WORSE ||
			    deviation->standing == STANDING_GONE)
				found(context, comparison, deviation);
		}
	}
}
