/* Rules over the whole set of plans: report of a batch → findings. */
#include "rollup/set_rules.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "rollup/rollup.h"

/* The report in each language: findings speak all of them. */
struct set {
	struct arena *arena;
	struct report *findings;
	const struct rollup *rollup;         /* the one that was read as a whole */
	const struct rollup *in[LANG_COUNT]; /* the others without their plans */
	struct index *about;
};

/* Where something stands in a branch's plan; else the plan as a whole, or its row. */
static struct span span_of(struct set *set, const struct branch *branch, struct place place)
{
	struct place whole = { branch->line > 0 ? branch->line : 1, 1 };

	return report_place(set->findings, branch->file, place.line > 0 ? place : whole);
}

/*
 * Branches are read again for what is said of them, and what is said is kept: a finding about a
 * branch knows it by its stem.
 */
static void branch_keep(struct set *set, struct branch *branch)
{
	bool is_new;

	branch->file = slice_copy(set->arena, branch->file);
	branch->stem = slice_copy(set->arena, branch->stem);
	branch->id = slice_copy(set->arena, branch->id);
	branch->name = slice_copy(set->arena, branch->name);
	*index_at(set->about, branch->stem, &is_new) = branch->at;
}

/* Two branches whose ids seem to be one. */
static void check_twin(struct set *set, struct branch *branch, struct branch *first)
{
	struct finding *finding;
	struct span span, other;

	if (!slice_equal(branch->id, first->id))
		return;
	branch_keep(set, branch);
	first->file = slice_copy(set->arena, first->file);
	span = span_of(set, branch, branch->id_place);
	other = span_of(set, first, first->id_place);
	finding = diag_add(set->findings, DIAG_SET_DUPLICATE, span, branch->stem,
			   DIAG_ARGS(diag_text("id", branch->id), diag_text("file", first->file)));
	finding_relate(set->findings, finding, other,
		       TEXT2("mã này đã có ở đây", "the id stands here too"));
}

static void check_ids(struct set *set)
{
	for (size_t i = 0; i < set->rollup->twin_count; i++) {
		struct arena scratch = ARENA_INIT;
		const struct branch_twin *twin = &set->rollup->twins[i];
		check_twin(set, rollup_branch(set->rollup, &scratch, twin->at, BRANCH_WHOLE),
			   rollup_branch(set->rollup, &scratch, twin->first, BRANCH_WHOLE));
		arena_free(&scratch);
	}
}

static void check_missing(struct set *set)
{
	for (size_t i = 0; i < set->rollup->expected_count; i++) {
		const struct expected_branch *one = &set->rollup->expected[i];
		struct text2 name = { { SLICE_NONE } };
		for (int lang = 0; lang < LANG_COUNT && !one->is_there; lang++) {
			name.in[lang] = set->in[lang]->expected[i].name;
			if (name.in[lang].len == 0)
				name.in[lang] = one->id;
		}
		if (!one->is_there)
			diag_add(set->findings, DIAG_SET_MISSING, SPAN_NONE, SLICE_NONE,
				 DIAG_ARGS(diag_text("id", one->id), diag_text2("name", name)));
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

static void check_budgets(struct set *set)
{
	const struct branch *base = set->rollup->base;
	const struct total *own = &set->rollup->own_budgets;
	/* A plan that branches merely have in common need not hold the money of all of them. */
	bool is_head = base && !set->rollup->base_is_common;
	struct amount limit = is_head ? limit_of(base) : (struct amount){ .given = false };
	struct decimal negative = { -limit.value.digits, limit.value.scale };
	struct decimal over;

	if (!limit.given || !base->currency || own->overflows ||
	    decimal_compare(own->sum, limit.value) <= 0 || !decimal_add(own->sum, negative, &over))
		return;
	diag_add(set->findings, DIAG_SET_OVER_BUDGET, span_of(set, base, base->budget_place),
		 SLICE_NONE,
		 DIAG_ARGS(diag_text2("sum", money_words(set, own->sum, base->currency)),
			   diag_text2("limit", money_words(set, limit.value, base->currency)),
			   diag_text2("over", money_words(set, over, base->currency)),
			   diag_number(set->findings, "inherited",
				       (int64_t)set->rollup->not_own_budgets)));
}

/* What a branch promises less, and where the first of it stands. */
struct weaker {
	struct buf text;
	struct place place;
};

/* "first response (15 minutes → 30 minutes)" */
static void weaker_put(void *context, const struct comparison *promise, struct slice own,
		       struct place place)
{
	struct weaker *weaker = context;

	buf_printf(&weaker->text, "%s%.*s (%.*s → %.*s)", weaker->text.len > 0 ? "; " : "",
		   SLICE_ARG(promise->name), SLICE_ARG(promise->text),
		   SLICE_ARG(own.len > 0 ? own : NOTHING));
	if (weaker->place.line == 0)
		weaker->place = place;
}

static void check_weaker(struct set *set, size_t at)
{
	struct arena scratch = ARENA_INIT;
	struct branch *branch = NULL;
	struct weaker weaker[LANG_COUNT];
	struct text2 name, what;

	for (int lang = LANG_COUNT - 1; lang >= 0; lang--) {
		branch = rollup_branch(set->in[lang], &scratch, at, BRANCH_WHOLE);
		weaker[lang] = (struct weaker){ .text = BUF_IN(set->arena) };
		branch_each_weaker(set->in[lang], branch, weaker_put, &weaker[lang]);
		name.in[lang] = slice_copy(set->arena, branch->name);
		what.in[lang] = buf_slice(&weaker[lang].text);
	}
	branch_keep(set, branch);
	diag_add(set->findings, DIAG_SET_WEAKER, span_of(set, branch, weaker[0].place),
		 branch->stem, DIAG_ARGS(diag_text2("branch", name), diag_text2("promises", what)));
	arena_free(&scratch);
}

static void check_promises(struct set *set)
{
	const struct rollup *rollup = set->rollup;

	for (size_t at = 0; at < rollup->count; at++) {
		if (rollup->rows[rollup->places[at]].is_weaker)
			check_weaker(set, at);
	}
}

void set_check(struct arena *arena, struct report *findings, const struct rollup *rollup,
	       struct index *about)
{
	struct set set = { .arena = arena, .findings = findings, .rollup = rollup, .about = about };

	for (int lang = 0; lang < LANG_COUNT; lang++)
		set.in[lang] = rollup_open(arena, &rollup->source, (enum lang)lang);
	check_ids(&set);
	check_missing(&set);
	check_budgets(&set);
	check_promises(&set);
}

void set_count(struct rollup *rollup, const struct report *findings, const struct index *about)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->findings[i];
		const size_t *at = finding->path.len > 0 ? index_get(about, finding->path) : NULL;
		struct branch_row *row = at ? &rollup->rows[rollup->places[*at]] : NULL;
		if (row && finding->level == LEVEL_ERROR) {
			row->errors++;
			rollup->regions[row->region].errors++;
		}
		if (row && finding->level == LEVEL_WARNING)
			row->warnings++;
		if (!row && finding->level == LEVEL_ERROR)
			rollup->set_errors++;
	}
}
