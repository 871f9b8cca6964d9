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
	const struct score *score;
	VEC(struct score_gap) gaps;
};

static bool is_asked(const struct plan *plan, const struct field *field)
{
	return field->need[plan->kind] != NEED_OPTIONAL;
}

bool score_asks_table(const struct plan *plan, const struct field *table)
{
	if (is_asked(plan, table))
		return true;
	for (size_t i = 0; i < table->field_count; i++) {
		const struct field *below = table->fields[i];
		if (below->need[plan->kind] == NEED_REQUIRED ||
		    (below->type == TYPE_TABLE && score_asks_table(plan, below)))
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
			weight += score_asks_table(scorer->plan, below)
					  ? table_weight(scorer, below, fields)
					  : 0;
		if (below->type == TYPE_TABLE || !is_asked(scorer->plan, below))
			continue;
		weight += below->weight;
		(*fields)++;
	}
	return weight;
}

static int64_t group_asked(const struct scorer *scorer, const struct group *group);

/* What one asked field weighs: a table that is there by its fields, an absent one when it is asked.
 */
static int64_t value_asked(const struct scorer *scorer, const struct group *group,
			   const struct value *value)
{
	const struct field *field = value->field;
	int64_t fields = 0;

	if (field->type != TYPE_TABLE)
		return value_need(scorer->plan, group, field) != NEED_OPTIONAL ? field->weight : 0;
	if (!value_has(value) || !value->as.group)
		return score_asks_table(scorer->plan, field) ? table_weight(scorer, field, &fields)
							     : 0;
	return text2_is_empty(&value->as.group->waived) ? group_asked(scorer, value->as.group) : 0;
}

static int64_t group_asked(const struct scorer *scorer, const struct group *group)
{
	int64_t weight = 0;

	for (size_t i = 0; i < group->field->field_count; i++)
		weight += value_asked(scorer, group, &group->values[i]);
	return weight;
}

/* The placeholders that were found, by position as the findings are. */
static void unfilled_keep(struct arena *arena, const struct report *report, struct score *score)
{
	VEC(struct span) spans = { 0 };

	for (size_t i = 0; i < report->count; i++) {
		const struct finding *finding = &report->findings[i];
		if (slice_is(finding->rule, diag_name(DIAG_PLACEHOLDER)))
			*vec_push(arena, &spans) = finding->span;
	}
	score->unfilled = spans.items;
	score->unfilled_count = spans.len;
}

static bool has_placeholder(const struct score *score, struct span span)
{
	size_t low = 0;
	size_t high = score->unfilled_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct span at = score->unfilled[middle];
		if (at.file < span.file || (at.file == span.file && at.start < span.start))
			low = middle + 1;
		else
			high = middle;
	}
	return low < score->unfilled_count && score->unfilled[low].file == span.file &&
	       score->unfilled[low].start < span.end;
}

bool score_is_unfilled(const struct score *score, const struct value *value)
{
	const struct node *node = value->node;

	if (value->state != VALUE_GIVEN || value->field->type == TYPE_TABLE ||
	    value->field->type == TYPE_RECORDS)
		return false;
	if (has_placeholder(score, value->span))
		return true;
	for (int i = 0; node && node->kind == NODE_TABLE && i < LANG_COUNT; i++) {
		const struct node *own = node_get(node, slice_of(lang_key((enum lang)i)));
		if (own && has_placeholder(score, own->span))
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
	} else if (score_asks_table(scorer->plan, field) && weight > 0) {
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
	else if (field->type == TYPE_RECORDS && value_has(value))
		records_score(scorer, value, weight);
	else if (!value_has(value) || score_is_unfilled(scorer->score, value))
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

const struct field *score_chapter(const struct field *field)
{
	const struct field *chapter;

	while (!field_is_section(field) && field->parent)
		field = field->parent;
	chapter = field->part_of.len > 0 ? field_get(field->parent, field->part_of) : NULL;
	return chapter ? chapter : field;
}

static void parts_score(struct scorer *scorer, struct score *score)
{
	const struct group *root = scorer->plan->root;
	size_t count = root->field->field_count;
	struct score_part *all = ARENA_ARRAY(scorer->arena, count, struct score_part);

	for (size_t i = 0; i < count; i++) {
		const struct field *chapter = score_chapter(root->values[i].field);
		int64_t asked = value_asked(scorer, root, &root->values[i]) * UNIT;
		all[chapter->index].asked += asked;
		all[chapter->index].given += asked;
	}
	for (size_t i = 0; i < score->gap_count; i++) {
		const struct field *chapter = score_chapter(score->gaps[i].field);
		all[chapter->index].given -= score->gaps[i].cost;
		all[chapter->index].gaps++;
	}
	score->parts = all;
	for (size_t i = 0; i < count; i++) {
		if (all[i].asked == 0)
			continue;
		all[i].chapter = root->field->fields[i];
		score->parts[score->part_count++] = all[i];
	}
}

struct score *plan_score(struct arena *arena, const struct report *report, const struct plan *plan)
{
	struct score *score = ARENA_NEW(arena, struct score);
	struct scorer scorer = { .arena = arena, .plan = plan, .score = score };

	unfilled_keep(arena, report, score);
	group_score(&scorer, plan->root, UNIT);
	score->asked = group_asked(&scorer, plan->root) * UNIT;
	score->given = score->asked;
	score->gaps = scorer.gaps.items;
	score->gap_count = scorer.gaps.len;
	for (size_t i = 0; i < score->gap_count; i++)
		score->given -= score->gaps[i].cost;
	parts_score(&scorer, score);
	if (score->gap_count > 1)
		qsort(score->gaps, score->gap_count, sizeof(*score->gaps), gap_order);
	score->points = 100;
	if (score->asked >= 100)
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

struct slice score_points_show(struct arena *arena, int tenths, enum lang lang)
{
	return text_printf(arena, "%d%c%d", tenths / 10, lang == LANG_VI ? ',' : '.', tenths % 10);
}

static void points_put(struct buf *buf, int tenths, enum lang lang)
{
	buf_printf(buf, "%6.*s", SLICE_ARG(score_points_show(buf->arena, tenths, lang)));
}

static int step_order(const void *a, const void *b)
{
	const struct score_gap *left = a;
	const struct score_gap *right = b;
	int64_t mine = left->cost / left->fields;
	int64_t other = right->cost / right->fields;

	if (mine != other)
		return mine > other ? -1 : 1;
	return gap_order(a, b);
}

struct score_gap *score_steps(struct arena *arena, const struct score *score)
{
	struct score_gap *steps = ARENA_ARRAY(arena, score->gap_count, struct score_gap);

	for (size_t i = 0; i < score->gap_count; i++)
		steps[i] = score->gaps[i];
	if (score->gap_count > 1)
		qsort(steps, score->gap_count, sizeof(*steps), step_order);
	return steps;
}

static void next_step_put(struct buf *buf, const struct score *score, enum lang lang)
{
	const struct score_gap *gap = score_steps(buf->arena, score);
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
