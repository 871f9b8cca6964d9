/* Findings of a run → positions and clean texts that outlive the plans.  Knows no report format. */
#include "report/outcome.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/utf8.h"

static struct text2 clean2(struct arena *arena, const struct text2 *text)
{
	struct text2 copy;

	for (int i = 0; i < LANG_COUNT; i++)
		copy.in[i] = utf8_clean(arena, text2_in(text, (enum lang)i));
	return copy;
}

static struct outcome_place place_of(struct arena *arena, const struct report *report,
				     struct span span, struct slice otherwise)
{
	const struct source *source = report_source_at(report, span.file);
	struct outcome_place place = { .file = otherwise };
	struct place start, end;

	if (!source)
		return place;
	start = source_place(source, span.start);
	end = source_place(source, span.end > span.start ? span.end : span.start);
	place.file = utf8_clean(arena, path_from_here(arena, source->name));
	place.line = start.line;
	place.column = start.column;
	place.end_line = end.line;
	place.end_column = end.column;
	return place;
}

bool outcome_shows(const struct outcome *outcome, const struct outcome_item *item)
{
	return !outcome->capped || !item->left_out;
}

size_t outcome_not_shown(const struct outcome *outcome)
{
	return outcome->capped ? outcome->left_out : 0;
}

size_t outcome_rule_at(const struct outcome *outcome, struct slice id)
{
	size_t low = 0;
	size_t high = outcome->rules.len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_compare(outcome->rules.items[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < outcome->rules.len && slice_equal(outcome->rules.items[low].id, id))
		return low;
	return outcome->rules.len;
}

/* What "explain" says of a rule beyond its words. */
struct rule_page {
	struct text2 why;
	struct slice bad, good;
};

static void rule_add(struct outcome *outcome, const struct rule_words *words,
		     const struct rule_page *page)
{
	size_t at = outcome->rules.len;
	struct outcome_rule rule = { .level = words->level };

	if (outcome_rule_at(outcome, words->id) < outcome->rules.len)
		return;
	rule.id = utf8_clean(outcome->arena, words->id);
	rule.message = clean2(outcome->arena, &words->message);
	rule.help = clean2(outcome->arena, &words->help);
	if (page && outcome->explains) {
		rule.why = clean2(outcome->arena, &page->why);
		rule.bad = utf8_clean(outcome->arena, slice_trim(page->bad));
		rule.good = utf8_clean(outcome->arena, slice_trim(page->good));
	}
	vec_push(outcome->arena, &outcome->rules);
	while (at > 0 && slice_compare(outcome->rules.items[at - 1].id, rule.id) > 0) {
		outcome->rules.items[at] = outcome->rules.items[at - 1];
		at--;
	}
	outcome->rules.items[at] = rule;
}

void outcome_add_rules(struct outcome *outcome, const struct template *t)
{
	for (int i = 0; outcome->rules.len < DIAG_COUNT && i < DIAG_COUNT; i++) {
		enum diag_id id = (enum diag_id)i;
		struct diag_page page = diag_page(id);
		rule_add(outcome,
			 &(struct rule_words){ slice_of(diag_name(id)), diag_level(id),
					       diag_title(id), diag_help(id) },
			 &(struct rule_page){ page.why, slice_of(page.bad ? page.bad : ""),
					      slice_of(page.good ? page.good : "") });
	}
	for (size_t i = 0; t && i < t->rule_count; i++) {
		const struct rule *rule = &t->rules[i];
		rule_add(outcome, &rule->words,
			 &(struct rule_page){ rule->why, rule->bad, rule->good });
	}
}

static void notes_add(struct arena *arena, struct outcome_item *item, const struct report *report,
		      const struct finding *finding)
{
	item->notes = ARENA_ARRAY(arena, finding->related_count, struct outcome_note);
	for (size_t i = 0; i < finding->related_count; i++) {
		const struct related *related = &finding->related[i];
		if (!related->span.file)
			continue;
		item->notes[item->note_count++] =
			(struct outcome_note){ place_of(arena, report, related->span, SLICE_NONE),
					       clean2(arena, &related->message) };
	}
}

static struct outcome_item *item_add(struct outcome *outcome, const struct report *report,
				     const struct finding *finding)
{
	struct arena *arena = outcome->arena;
	size_t input = outcome->inputs.len - 1;
	struct outcome_item *item = vec_push(arena, &outcome->items);

	rule_add(outcome,
		 &(struct rule_words){ finding->rule, finding->level, finding->message,
				       finding->help },
		 NULL);
	item->input = input;
	item->rule = utf8_clean(arena, finding->rule);
	item->level = finding->level;
	item->left_out = finding->left_out;
	item->place = place_of(arena, report, finding->span, outcome->inputs.items[input].name);
	item->path = utf8_clean(arena, finding->path);
	item->message = clean2(arena, &finding->message);
	item->help = clean2(arena, &finding->help);
	item->args = ARENA_ARRAY(arena, finding->arg_count, struct outcome_arg);
	item->arg_count = finding->arg_count;
	for (size_t i = 0; i < finding->arg_count; i++)
		item->args[i] =
			(struct outcome_arg){ utf8_clean(arena, slice_of(finding->args[i].name)),
					      clean2(arena, &finding->args[i].value) };
	notes_add(arena, item, report, finding);
	item->mark = hash_text(arena, finding_mark(arena, report, finding));
	outcome->left_out += item->left_out;
	return item;
}

static struct outcome_gap *gaps_copy(struct arena *arena, const struct outcome_input *about)
{
	struct outcome_gap *gaps = ARENA_ARRAY(arena, about->gap_count, struct outcome_gap);

	for (size_t i = 0; i < about->gap_count; i++) {
		const struct outcome_gap *gap = &about->gaps[i];
		gaps[i] = (struct outcome_gap){ utf8_clean(arena, gap->path),
						clean2(arena, &gap->label), gap->tenths };
	}
	return gaps;
}

void outcome_add(struct outcome *outcome, const struct outcome_input *about,
		 const struct report *report, const struct template *t)
{
	struct outcome_input *input = vec_push(outcome->arena, &outcome->inputs);

	*input = *about;
	input->name = utf8_clean(outcome->arena, path_from_here(outcome->arena, about->name));
	input->gaps = about->gaps ? gaps_copy(outcome->arena, about) : NULL;
	input->first = outcome->items.len;
	input->count = report->count + report->hushed_count;
	outcome_add_rules(outcome, t);
	for (size_t i = 0; i < report->count; i++)
		input->levels[item_add(outcome, report, &report->findings[i])->level]++;
	for (size_t i = 0; i < report->hushed_count; i++) {
		const struct hushed *hushed = &report->hushed[i];
		struct outcome_item *item = item_add(outcome, report, &hushed->finding);
		item->state = hushed->how == HUSH_ALLOWED ? OUTCOME_ALLOWED : OUTCOME_BASELINE;
		item->reason = clean2(outcome->arena, &hushed->reason);
		input->hushed[hushed->how]++;
	}
}
