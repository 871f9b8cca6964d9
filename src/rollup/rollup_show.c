/* How the roll-up says things: its words, and numbers, hours and dates in its language. */
#include "base/arena.h"
#include "base/buf.h"
#include "plan/plan.h"
#include "rollup/rollup.h"

static const struct text2 words[ROLLUP_WORD_COUNT] = {
#define WORD(id, vi, en) [ROLLUP_##id] = TEXT2_ROW(vi, en),
#include "rollup/words.def"
#undef WORD
};

struct slice rollup_word(enum rollup_word word, enum lang lang)
{
	return words[word].in[lang];
}

struct slice rollup_words(const struct rollup *rollup, enum rollup_word word, struct slice one,
			  struct slice two, struct slice three)
{
	struct diag_arg args[] = { diag_text("1", one), diag_text("2", two),
				   diag_text("3", three) };

	return diag_fill(rollup->arena, rollup_word(word, rollup->lang), rollup->lang, args, 3);
}

struct slice show_count(const struct rollup *rollup, size_t count)
{
	return decimal_show(rollup->arena, decimal_of((int64_t)count), 0, rollup->lang);
}

struct slice show_total(const struct rollup *rollup, const struct total *total)
{
	if (total->overflows)
		return rollup_word(ROLLUP_TOO_GREAT, rollup->lang);
	if (total->branches == 0)
		return NOTHING;
	return decimal_show(rollup->arena, total->sum, 0, rollup->lang);
}

struct slice show_money_total(const struct rollup *rollup, const struct money_total *total)
{
	if (total->total.overflows || total->total.branches == 0)
		return show_total(rollup, &total->total);
	return money_show(rollup->arena, total->total.sum, total->currency, rollup->lang);
}

struct slice show_amount(const struct rollup *rollup, struct amount amount, struct slice unit)
{
	struct slice number;

	if (!amount.given)
		return NOTHING;
	number = decimal_show(rollup->arena, amount.value, 0, rollup->lang);
	if (unit.len == 0)
		return number;
	return text_printf(rollup->arena, "%.*s%s%.*s", SLICE_ARG(number),
			   slice_is(unit, "%") && rollup->lang == LANG_EN ? "" : "\302\240",
			   SLICE_ARG(unit));
}

struct slice show_budget(const struct rollup *rollup, const struct branch *branch)
{
	if (!branch->budget.given || !branch->currency)
		return NOTHING;
	return money_show(rollup->arena, branch->budget.value, branch->currency, rollup->lang);
}

struct slice show_hours(const struct rollup *rollup, size_t minutes)
{
	struct decimal hours;

	if (!decimal_divide(decimal_of((int64_t)minutes), decimal_of(60), 2, &hours) ||
	    !decimal_add(hours, decimal_of(0), &hours))
		return NOTHING;
	return rollup_words(rollup, ROLLUP_HOURS_COUNT,
			    decimal_show(rollup->arena, hours, 0, rollup->lang), SLICE(""),
			    SLICE(""));
}

struct slice show_day(const struct rollup *rollup, struct date date)
{
	return date_is_given(date) ? date_show(rollup->arena, date, rollup->lang) : NOTHING;
}

struct slice show_status(const struct rollup *rollup, enum branch_status status)
{
	static const enum rollup_word of[BRANCH_STATUS_COUNT] = {
		[BRANCH_RENDERED] = ROLLUP_STATUS_RENDERED,
		[BRANCH_UNCHANGED] = ROLLUP_STATUS_UNCHANGED,
		[BRANCH_FAILED] = ROLLUP_STATUS_FAILED,
		[BRANCH_TIMEOUT] = ROLLUP_STATUS_TIMEOUT,
		[BRANCH_CRASHED] = ROLLUP_STATUS_CRASHED,
	};

	return rollup_word(of[status], rollup->lang);
}

struct slice show_kpi_name(const struct rollup *rollup, struct slice name, struct slice scope)
{
	if (scope.len == 0)
		return name;
	return text_printf(rollup->arena, "%.*s (%.*s)", SLICE_ARG(name), SLICE_ARG(scope));
}
