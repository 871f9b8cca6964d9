/* How complete a plan is, by the weights of the template; all in whole numbers, so it never wavers.
 */
#include "plan/score.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

enum {
	UNIT = 1000000000
}; /* of one weight, so that it can be shared between thousands of records */

struct scorer {
	struct arena *arena;
	const struct plan *plan;
	const struct report *report;
	VEC(struct score_gap) gaps;
};

static bool is_asked(const struct scorer *scorer, const struct field *field)
{
	return field->need[scorer->plan->kind] != NEED_OPTIONAL;
}

/* A section or table is asked when it says so or holds something that must be there. */
static bool table_is_asked(const struct scorer *scorer, const struct field *field)
{
	if (is_asked(scorer, field))
		return true;
	for (size_t i = 0; i < field->field_count; i++) {
		const struct field *below = field->fields[i];
		if (below->need[scorer->plan->kind] == NEED_REQUIRED ||
		    (below->type == TYPE_TABLE && table_is_asked(scorer, below)))
			return true;
	}
	return false;
}

/* The weight of all that an absent table would be asked, and how many fields that is. */
static int64_t table_weight(const struct scorer *scorer, const struct field *field, int64_t *fields)
{
	int64_t weight = 0;

	for (size_t i = 0; i < field->field_count; i++) {
		const struct field *below = field->fields[i];
		if (below->type == TYPE_TABLE)
			weight += table_is_asked(scorer, below)
					  ? table_weight(scorer, below, fields)
					  : 0;
		if (below->type == TYPE_TABLE || !is_asked(scorer, below))
			continue;
		weight += below->weight;
		(*fields)++;
	}
	return weight;
}

/* What all asked fields weigh: those of tables that are there, and of absent ones that are asked.
 */
static int64_t group_asked(const struct scorer *scorer, const struct group *group)
{
	int64_t weight = 0;
	int64_t fields = 0;

	for (size_t i = 0; i < group->field->field_count; i++) {
		const struct value *value = &group->values[i];
		const struct field *field = value->field;
		if (field->type != TYPE_TABLE)
			weight += value_need(scorer->plan, group, field) != NEED_OPTIONAL
					  ? field->weight
					  : 0;
		else if (!value_has(value) || !value->as.group)
			weight += table_is_asked(scorer, field)
					  ? table_weight(scorer, field, &fields)
					  : 0;
		else if (text2_is_empty(&value->as.group->waived))
			weight += group_asked(scorer, value->as.group);
	}
	return weight;
}

/* Findings are sorted by position: the first that does not stand before the value. */
static size_t finding_from(const struct report *report, struct span span)
{
	size_t low = 0;
	size_t high = report->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct span at = report->findings[middle].span;
		if (at.file < span.file || (at.file == span.file && at.start < span.start))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool has_placeholder(const struct report *report, struct span span)
{
	for (size_t i = finding_from(report, span); i < report->count; i++) {
		const struct finding *finding = &report->findings[i];
		if (finding->span.file != span.file || finding->span.start >= span.end)
			break;
		if (slice_is(finding->rule, diag_name(DIAG_PLACEHOLDER)))
			return true;
	}
	return false;
}

static void gap_add(struct scorer *scorer, const struct group *group, const struct field *field,
		    int64_t cost, int64_t fields)
{
	struct score_gap *gap = vec_push(scorer->arena, &scorer->gaps);

	*gap = (struct score_gap){ field, value_path(scorer->arena, group, field), cost,
				   scorer->gaps.len, fields };
}

static void group_score(struct scorer *scorer, const struct group *group, int64_t unit);

/* The fields of all records share the weight of the list. */
static void records_score(struct scorer *scorer, const struct value *value, int64_t weight)
{
	int64_t count = (int64_t)value->as.records.count;

	for (size_t i = 0; i < value->as.records.count; i++) {
		const struct group *record = value->as.records.items[i];
		int64_t asked = group_asked(scorer, record);
		if (asked > 0)
			group_score(scorer, record, weight / (count * asked));
	}
}

static void table_score(struct scorer *scorer, const struct group *group, const struct value *value,
			int64_t unit)
{
	const struct field *field = value->field;
	int64_t fields = 0;
	int64_t weight = unit * table_weight(scorer, field, &fields);

	if (value_has(value) && value->as.group) {
		if (text2_is_empty(&value->as.group->waived))
			group_score(scorer, value->as.group, unit);
	} else if (table_is_asked(scorer, field) && weight > 0) {
		gap_add(scorer, group, field, weight, fields);
	}
}

static void value_score(struct scorer *scorer, const struct group *group, const struct value *value,
			int64_t unit)
{
	const struct field *field = value->field;
	int64_t weight = unit * field->weight;

	if (field->type == TYPE_TABLE)
		table_score(scorer, group, value, unit);
	else if (value_need(scorer->plan, group, field) == NEED_OPTIONAL || weight == 0)
		return;
	else if (!value_has(value))
		gap_add(scorer, group, field, weight, 1);
	else if (field->type == TYPE_RECORDS)
		records_score(scorer, value, weight);
	else if (value->state == VALUE_GIVEN && has_placeholder(scorer->report, value->span))
		gap_add(scorer, group, field, weight, 1);
}

static void group_score(struct scorer *scorer, const struct group *group, int64_t unit)
{
	for (size_t i = 0; i < group->field->field_count; i++)
		value_score(scorer, group, &group->values[i], unit);
}

static int gap_order(const void *a, const void *b)
{
	const struct score_gap *left = a;
	const struct score_gap *right = b;

	if (left->cost != right->cost)
		return left->cost > right->cost ? -1 : 1;
	return (left->index > right->index) - (left->index < right->index);
}

struct score *plan_score(struct arena *arena, const struct report *report, const struct plan *plan)
{
	struct scorer scorer = { .arena = arena, .plan = plan, .report = report };
	struct score *score = ARENA_NEW(arena, struct score);

	group_score(&scorer, plan->root, UNIT);
	score->asked = group_asked(&scorer, plan->root) * UNIT;
	score->given = score->asked;
	score->gaps = scorer.gaps.items;
	score->gap_count = scorer.gaps.len;
	for (size_t i = 0; i < score->gap_count; i++)
		score->given -= score->gaps[i].cost;
	if (score->gap_count > 1)
		qsort(score->gaps, score->gap_count, sizeof(*score->gaps), gap_order);
	score->points = 100;
	if (score->asked > 0)
		score->points = (int)(score->given / (score->asked / 100));
	if (score->points == 100 && score->gap_count > 0)
		score->points = 99;
	return score;
}

int score_gap_tenths(const struct score *score, const struct score_gap *gap)
{
	int64_t tenth = score->asked / 1000;
	int tenths = tenth > 0 ? (int)((gap->cost + tenth / 2) / tenth) : 0;

	return tenths > 0 ? tenths : 1;
}

static void points_put(struct buf *buf, int tenths, enum lang lang)
{
	struct slice number = text_printf(buf->arena, "%d%c%d", tenths / 10,
					  lang == LANG_VI ? ',' : '.', tenths % 10);

	buf_printf(buf, "%6.*s", SLICE_ARG(number));
}

static const struct score_gap *next_step(const struct score *score)
{
	const struct score_gap *best = &score->gaps[0];

	for (size_t i = 1; i < score->gap_count; i++) {
		const struct score_gap *gap = &score->gaps[i];
		if (gap->cost / gap->fields > best->cost / best->fields)
			best = gap;
	}
	return best;
}

static void next_step_put(struct buf *buf, const struct score *score, enum lang lang)
{
	const struct score_gap *gap = next_step(score);
	struct slice label = text2_in(&gap->field->label, lang);
	struct slice guide = text2_in(&gap->field->guide, lang);

	buf_printf(buf,
		   lang == LANG_VI ? "Nên làm trước: điền '%.*s' (%.*s)"
				   : "Best next step: fill in '%.*s' (%.*s)",
		   SLICE_ARG(label), SLICE_ARG(gap->path));
	if (guide.len > 0)
		buf_printf(buf, ": %.*s", SLICE_ARG(guide));
	buf_putc(buf, '\n');
}

struct slice score_explain(struct arena *arena, const struct score *score, struct slice name,
			   enum lang lang)
{
	struct buf buf = BUF_IN(arena);

	buf_printf(&buf,
		   lang == LANG_VI ? "%.*s: hoàn thành %d trên 100\n"
				   : "%.*s: %d of 100 complete\n",
		   SLICE_ARG(name), score->points);
	for (size_t i = 0; i < score->gap_count; i++) {
		const struct score_gap *gap = &score->gaps[i];
		points_put(&buf, score_gap_tenths(score, gap), lang);
		buf_printf(&buf, "  %.*s: %.*s\n", SLICE_ARG(gap->path),
			   SLICE_ARG(text2_in(&gap->field->label, lang)));
	}
	if (score->gap_count > 0)
		next_step_put(&buf, score, lang);
	return buf_slice(&buf);
}
