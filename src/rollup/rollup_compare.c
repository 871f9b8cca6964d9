/* Where branches say something else than the plan they build on. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "rollup/rollup.h"

struct comparing {
	struct rollup *rollup;
	VEC(struct comparison) all;
};

static void comparison_add(struct comparing *comparing, enum compared kind, size_t item,
			   struct slice name, struct slice text)
{
	*vec_push(comparing->rollup->arena, &comparing->all) =
		(struct comparison){ .kind = kind, .item = item, .name = name, .text = text };
}

/* How a branch stands to something; NULL when it is merely counted and not named. */
static struct deviation *deviate(struct rollup *rollup, struct comparison *comparison,
				 const struct branch *branch, enum standing standing)
{
	struct deviation *deviation;

	comparison->standings[standing]++;
	if (standing == STANDING_SAME || comparison->standings[standing] > COMPARED_NAMES_MAX)
		return NULL;
	comparison->deviations = vec_grow(rollup->arena, comparison->deviations, comparison->count,
					  &comparison->cap, sizeof(*comparison->deviations));
	deviation = &comparison->deviations[comparison->count++];
	*deviation = (struct deviation){ .branch = branch_named(rollup->arena, branch),
					 .standing = standing };
	return deviation;
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

/* How a branch stands to what the base promises, what it says itself, and where. */
static enum standing promised(const struct rollup *rollup, const struct comparison *comparison,
			      const struct branch *branch, struct slice *text, struct place *place)
{
	const struct branch_promise *own;
	enum standing standing;

	*text = SLICE("");
	*place = (struct place){ 0, 0 };
	if (comparison->kind == COMPARED_HOURS) {
		*text = branch->hours.text;
		*place = branch->hours_place;
		return hours_standing(rollup->base, branch);
	}
	standing = promise_standing(&rollup->base->promises[comparison->item], branch, &own);
	if (own)
		*text = own->text;
	if (own && branch->promise_places)
		*place = branch->promise_places[own - branch->promises];
	return standing;
}

bool comparison_is_promise(const struct comparison *comparison)
{
	return comparison->kind == COMPARED_HOURS || comparison->kind == COMPARED_PROMISE;
}

static bool is_weaker(enum standing standing)
{
	return standing == STANDING_WORSE || standing == STANDING_GONE;
}

static struct deviation *deviate_number(struct rollup *rollup, struct comparison *comparison,
					const struct branch *branch, struct amount base,
					struct amount own)
{
	int order = base.given && own.given ? decimal_compare(own.value, base.value) : 0;

	return deviate(rollup, comparison, branch,
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

static void compare_target(struct rollup *rollup, struct comparison *comparison,
			   const struct branch *branch)
{
	const struct branch_kpi *kpi = &rollup->base->kpis[comparison->item];

	for (size_t i = 0; i < branch->kpi_count; i++) {
		const struct branch_kpi *own = &branch->kpis[i];
		if (slice_equal(own->key, kpi->key))
			show_own(rollup,
				 deviate_number(rollup, comparison, branch, kpi->target,
						own->target),
				 own->target, own->unit);
	}
}

static void compare_budget(struct rollup *rollup, struct comparison *comparison,
			   const struct branch *branch)
{
	const struct branch *base = rollup->base;
	bool is_own = branch->currency == base->currency;
	struct deviation *deviation =
		is_own ? deviate_number(rollup, comparison, branch, base->budget, branch->budget)
		       : deviate(rollup, comparison, branch, STANDING_OTHER);

	if (deviation && (branch->budget.given || !is_own))
		deviation->text = show_budget(rollup, branch);
}

static void compare_promise(struct rollup *rollup, struct comparison *comparison,
			    struct branch_row *row, const struct branch *branch)
{
	struct slice text;
	struct place place;
	enum standing standing = promised(rollup, comparison, branch, &text, &place);
	struct deviation *deviation = deviate(rollup, comparison, branch, standing);

	row->is_weaker = row->is_weaker || is_weaker(standing);
	if (deviation)
		deviation->text = slice_copy(rollup->arena, text);
}

void rollup_compare_begin(struct rollup *rollup)
{
	struct comparing comparing = { .rollup = rollup };
	const struct branch *base = rollup->base;

	if (!base)
		return;
	if (base->hours.given)
		comparison_add(&comparing, COMPARED_HOURS, 0,
			       rollup_word(ROLLUP_HOURS, rollup->lang), base->hours.text);
	for (size_t i = 0; i < base->promise_count; i++)
		comparison_add(&comparing, COMPARED_PROMISE, i, base->promises[i].name,
			       base->promises[i].text);
	for (size_t i = 0; i < base->kpi_count; i++) {
		const struct branch_kpi *kpi = &base->kpis[i];
		struct slice name = show_kpi_name(rollup, kpi->name, kpi->scope);
		if (kpi->target.given)
			comparison_add(&comparing, COMPARED_TARGET, i,
				       rollup_words(rollup, ROLLUP_TARGET_OF, name, SLICE(""),
						    SLICE("")),
				       show_amount(rollup, kpi->target, kpi->unit));
	}
	if (base->headcount.given)
		comparison_add(&comparing, COMPARED_HEADCOUNT, 0,
			       rollup_word(ROLLUP_HEADCOUNT, rollup->lang),
			       show_amount(rollup, base->headcount, SLICE("")));
	if (base->budget.given && base->currency)
		comparison_add(&comparing, COMPARED_BUDGET, 0,
			       rollup_word(ROLLUP_BUDGET, rollup->lang), show_budget(rollup, base));
	rollup->comparisons = comparing.all.items;
	rollup->comparison_count = comparing.all.len;
}

void rollup_compare(struct rollup *rollup, struct branch_row *row, const struct branch *branch)
{
	const struct branch *base = rollup->base;

	for (size_t i = 0; i < rollup->comparison_count && branch_has_base(rollup, branch); i++) {
		struct comparison *comparison = &rollup->comparisons[i];
		switch (comparison->kind) {
		case COMPARED_HOURS:
		case COMPARED_PROMISE:
			compare_promise(rollup, comparison, row, branch);
			break;
		case COMPARED_TARGET:
			compare_target(rollup, comparison, branch);
			break;
		case COMPARED_HEADCOUNT:
			show_own(rollup,
				 deviate_number(rollup, comparison, branch, base->headcount,
						branch->headcount),
				 branch->headcount, SLICE(""));
			break;
		case COMPARED_BUDGET:
			compare_budget(rollup, comparison, branch);
			break;
		}
	}
}

void rollup_compare_end(struct rollup *rollup)
{
	size_t kept = 0;

	for (size_t i = 0; i < rollup->comparison_count; i++) {
		if (rollup->comparisons[i].count > 0)
			rollup->comparisons[kept++] = rollup->comparisons[i];
	}
	rollup->comparison_count = kept;
}

void branch_each_weaker(const struct rollup *rollup, const struct branch *branch,
			void (*found)(void *context, const struct comparison *promise,
				      struct slice own, struct place place),
			void *context)
{
	struct slice text;
	struct place place;

	for (size_t i = 0; i < rollup->comparison_count; i++) {
		const struct comparison *comparison = &rollup->comparisons[i];
		if (comparison_is_promise(comparison) &&
		    is_weaker(promised(rollup, comparison, branch, &text, &place)))
			found(context, comparison, text, place);
	}
}
