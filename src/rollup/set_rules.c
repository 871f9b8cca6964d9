/* Rules over the whole set of plans: report of a batch → findings. */
#include "rollup/set_rules.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/path.h"
#include "rollup/rollup.h"

/* The report read in each language: findings speak both. */
struct set {
	struct arena *arena;
	struct report *findings;
	const struct rollup *in[LANG_COUNT];
};

/* Where something stands in a branch's plan; else the plan as a whole, or its row. */
static struct span span_of(struct set *set, const struct branch *branch, struct place place)
{
	struct place whole = { branch->line > 0 ? branch->line : 1, 1 };

	return report_place(set->findings, branch->file, place.line > 0 ? place : whole);
}

static void check_ids(struct set *set)
{
	const struct rollup *rollup = set->in[0];
	struct index first = INDEX_IN(set->arena);
	const struct branch **branches =
		ARENA_ARRAY(set->arena, rollup->count, const struct branch *);
	bool is_new;

	/* In the order of the run, whatever the regions. */
	for (size_t i = 0; i < rollup->count; i++)
		branches[rollup->branches[i].at] = &rollup->branches[i];
	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = branches[i];
		size_t *at = branch->id.len > 0 ? index_at(&first, branch->id, &is_new) : NULL;
		struct finding *finding;
		struct span span, other;
		if (!at)
			continue;
		if (is_new) {
			*at = i;
			continue;
		}
		span = span_of(set, branch, branch->id_place);
		other = span_of(set, branches[*at], branches[*at]->id_place);
		finding = diag_add(set->findings, DIAG_SET_DUPLICATE, span, branch->stem,
				   DIAG_ARGS(diag_text("id", branch->id),
					     diag_text("file", branches[*at]->file)));
		finding_relate(set->findings, finding, other,
			       TEXT2("mã này đã có ở đây", "the id stands here too"));
	}
}

static void check_missing(struct set *set)
{
	const struct rollup *rollup = set->in[0];

	for (size_t i = 0; i < rollup->missing_count; i++) {
		struct text2 name = { { SLICE_NONE } };
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			name.in[lang] = set->in[lang]->missing[i].name;
			if (name.in[lang].len == 0)
				name.in[lang] = rollup->missing[i].id;
		}
		diag_add(set->findings, DIAG_SET_MISSING, SPAN_NONE, SLICE_NONE,
			 DIAG_ARGS(diag_text("id", rollup->missing[i].id),
				   diag_text2("name", name)));
	}
}

/* What the base plan lets all branches spend together: its limit, else its total. */
static struct amount limit_of(const struct branch *base)
{
	return base->limit.given ? base->limit : base->budget;
}

static struct text2 money_words(const struct set *set, struct decimal amount,
				const struct currency *currency)
{
	struct text2 words;

	for (int lang = 0; lang < LANG_COUNT; lang++)
		words.in[lang] = money_show(set->arena, amount, currency, (enum lang)lang);
	return words;
}

/*
 * What branches have for themselves, in the base's currency.  A budget that a branch merely
 * inherits is not its own, and neither is that of the base where it is one of the plans.
 */
static struct total own_budgets(const struct rollup *rollup, size_t *inherited)
{
	struct slice base = path_from_here(rollup->arena, rollup->base->file);
	struct total own = { .branches = 0 };

	for (size_t i = 0; i < rollup->count; i++) {
		const struct branch *branch = &rollup->branches[i];
		if (!branch_has_base(rollup, branch) || !branch->budget.given ||
		    branch->currency != rollup->base->currency ||
		    slice_equal(path_from_here(rollup->arena, branch->file), base))
			continue;
		if (branch->inherits_budget)
			(*inherited)++;
		else
			total_add(&own, branch->budget);
	}
	return own;
}

static void check_budgets(struct set *set)
{
	const struct branch *base = set->in[0]->base;
	/* A plan that branches merely have in common need not hold the money of all of them. */
	bool is_head = base && !set->in[0]->base_is_common;
	struct amount limit = is_head ? limit_of(base) : (struct amount){ .given = false };
	struct decimal negative = { -limit.value.digits, limit.value.scale };
	struct decimal over;
	struct total own;
	size_t inherited = 0;

	if (!limit.given || !base->currency)
		return;
	own = own_budgets(set->in[0], &inherited);
	if (own.overflows || decimal_compare(own.sum, limit.value) <= 0 ||
	    !decimal_add(own.sum, negative, &over))
		return;
	diag_add(set->findings, DIAG_SET_OVER_BUDGET, span_of(set, base, base->budget_place),
		 SLICE_NONE,
		 DIAG_ARGS(diag_text2("sum", money_words(set, own.sum, base->currency)),
			   diag_text2("limit", money_words(set, limit.value, base->currency)),
			   diag_text2("over", money_words(set, over, base->currency)),
			   diag_number(set->findings, "inherited", (int64_t)inherited)));
}

/* What a branch promises less, and where the first of it stands. */
struct weaker {
	struct buf text;
	struct place place;
};

struct finding_weaker {
	const struct rollup *rollup;
	struct weaker *branches; /* in the order of rollup->branches */
};

/* "first response (15 minutes → 30 minutes)" */
static void weaker_put(void *context, const struct comparison *comparison,
		       const struct deviation *deviation)
{
	const struct finding_weaker *finding = context;
	struct weaker *weaker = &finding->branches[deviation->branch - finding->rollup->branches];
	struct slice own = deviation->text;

	buf_printf(&weaker->text, "%s%.*s (%.*s → %.*s)", weaker->text.len > 0 ? "; " : "",
		   SLICE_ARG(comparison->name), SLICE_ARG(comparison->text),
		   SLICE_ARG(own.len > 0 ? own : NOTHING));
	if (weaker->place.line == 0)
		weaker->place = deviation->place;
}

/* What each branch promises less, in one language; in the order of rollup->branches. */
static struct weaker *weaker_find(struct set *set, const struct rollup *rollup)
{
	struct finding_weaker finding = { rollup,
					  ARENA_ARRAY(set->arena, rollup->count, struct weaker) };

	for (size_t i = 0; i < rollup->count; i++)
		finding.branches[i].text = BUF_IN(set->arena);
	rollup_each_weaker(rollup, weaker_put, &finding);
	return finding.branches;
}

static void check_promises(struct set *set)
{
	const struct rollup *rollup = set->in[0];
	struct weaker *weaker[LANG_COUNT];
	/* Regions and names sort by language: branches are matched by their place in the report. */
	size_t *places[LANG_COUNT];

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		weaker[lang] = weaker_find(set, set->in[lang]);
		places[lang] = ARENA_ARRAY(set->arena, rollup->count, size_t);
		for (size_t i = 0; i < rollup->count; i++)
			places[lang][set->in[lang]->branches[i].at] = i;
	}
	for (size_t at = 0; at < rollup->count; at++) {
		const struct branch *branch = &rollup->branches[places[0][at]];
		const struct weaker *own = &weaker[0][places[0][at]];
		struct text2 name, what;
		if (own->text.len == 0)
			continue;
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			size_t place = places[lang][at];
			name.in[lang] = set->in[lang]->branches[place].name;
			what.in[lang] = buf_slice(&weaker[lang][place].text);
		}
		diag_add(set->findings, DIAG_SET_WEAKER, span_of(set, branch, own->place),
			 branch->stem,
			 DIAG_ARGS(diag_text2("branch", name), diag_text2("promises", what)));
	}
}

void set_check(struct arena *arena, struct report *findings, struct rollup *const *rollups)
{
	struct set set = { .arena = arena, .findings = findings };

	for (int lang = 0; lang < LANG_COUNT; lang++)
		set.in[lang] = rollups[lang];
	check_ids(&set);
	check_missing(&set);
	check_budgets(&set);
	check_promises(&set);
}

void set_count(struct rollup *rollup, const struct report *findings)
{
	struct index stems = INDEX_IN(rollup->arena);
	bool is_new;

	if (findings->count == 0)
		return;
	for (size_t i = 0; i < rollup->count; i++)
		*index_at(&stems, rollup->branches[i].stem, &is_new) = i;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->findings[i];
		const size_t *at = finding->path.len > 0 ? index_get(&stems, finding->path) : NULL;
		struct branch *branch = at ? &rollup->branches[*at] : NULL;
		if (branch && finding->level == LEVEL_ERROR) {
			branch->errors++;
			rollup->regions[branch->region].errors++;
		}
		if (branch && finding->level == LEVEL_WARNING)
			branch->warnings++;
		if (!branch && finding->level == LEVEL_ERROR)
			rollup->set_errors++;
	}
}
