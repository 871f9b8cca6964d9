/* Parts that name branches: missing and overdue ones, outliers, differences from the base plan. */
#include "base/arena.h"
#include "base/buf.h"
#include "rollup/parts.h"

/* "12 more are in the table of branches." where a list was cut. */
static void cut_note(struct parts *parts, struct doc_node *parent, size_t left)
{
	struct rollup *rollup = parts->rollup;

	if (left > 0)
		doc_add_paragraph(rollup->arena, parent,
				  rollup_words(rollup, ROLLUP_MORE_ROWS, show_count(rollup, left),
					       SLICE(""), SLICE("")));
}

static struct slice region_of(const struct rollup *rollup, const struct branch_row *row)
{
	struct slice name = rollup->regions[row->region].name;

	return name.len > 0 ? name : NOTHING;
}

static void missing_row(struct parts *parts, struct doc_node *table,
			const struct expected_branch *missing)
{
	const struct rollup *rollup = parts->rollup;
	struct doc_node *row = part_row(parts, table, ROW_BODY);

	part_cell(parts, row, missing->name.len > 0 ? missing->name : missing->id);
	part_cell(parts, row, missing->region.len > 0 ? missing->region : NOTHING);
	part_cell(parts, row, rollup_word(ROLLUP_MISSING, rollup->lang));
}

static bool needs_attention(const struct branch_row *row)
{
	return !status_has_document(row->status) || row->is_overdue || row->has_ended;
}

static void attention_row(struct parts *parts, struct doc_node *table,
			  const struct branch_row *kept)
{
	const struct rollup *rollup = parts->rollup;
	struct arena scratch = ARENA_INIT;
	const struct branch *branch = rollup_branch(rollup, &scratch, kept->at, BRANCH_SHOWN);
	struct branch_name name = branch_named(rollup->arena, branch);
	struct doc_node *row = part_row(parts, table, ROW_BODY);
	struct doc_node *cell;

	part_branch_cell(parts, row, &name);
	part_cell(parts, row, region_of(rollup, kept));
	cell = part_cell(parts, row, SLICE(""));
	if (!status_has_document(branch->status))
		doc_add_paragraph(rollup->arena, cell, show_status(rollup, branch->status));
	if (branch->review_is_overdue)
		doc_add_paragraph(rollup->arena, cell,
				  rollup_words(rollup, ROLLUP_REVIEW_OVERDUE,
					       show_day(rollup, branch->review), SLICE(""),
					       SLICE("")));
	if (branch->has_ended)
		doc_add_paragraph(rollup->arena, cell,
				  rollup_words(rollup, ROLLUP_ENDED, show_day(rollup, branch->ends),
					       SLICE(""), SLICE("")));
	arena_free(&scratch);
}

void part_attention(struct parts *parts, struct doc_node *parent)
{
	static const struct part_column columns[] = {
		{ ROLLUP_BRANCH, false },
		{ ROLLUP_REGION, false },
		{ ROLLUP_WHY, false },
	};
	struct rollup *rollup = parts->rollup;
	struct doc_node *table;
	size_t count = rollup->missing_count;
	size_t shown = 0;

	part_heading(parts, parent, ROLLUP_ATTENTION, "attention");
	for (size_t i = 0; i < rollup->count; i++)
		count += needs_attention(&rollup->rows[i]);
	if (count == 0) {
		doc_add_paragraph(rollup->arena, parent,
				  rollup_word(ROLLUP_ATTENTION_NONE, rollup->lang));
		return;
	}
	table = part_table(parts, parent, columns, sizeof(columns) / sizeof(*columns));
	/* Nothing else names a branch that has no plan: all of them stand here. */
	for (size_t i = 0; i < rollup->expected_count; i++) {
		if (rollup->expected[i].is_there)
			continue;
		missing_row(parts, table, &rollup->expected[i]);
		shown++;
	}
	for (size_t i = 0;
	     i < rollup->count && shown < rollup->missing_count + part_rows_max(parts); i++) {
		if (!needs_attention(&rollup->rows[i]))
			continue;
		attention_row(parts, table, &rollup->rows[i]);
		shown++;
	}
	cut_note(parts, parent, count - shown);
}

void part_outliers(struct parts *parts, struct doc_node *parent)
{
	static const struct part_column columns[] = {
		{ ROLLUP_BRANCH, false },
		{ ROLLUP_MEASURE, false },
		{ ROLLUP_VALUE, true },
		{ ROLLUP_MIDDLE, true },
	};
	struct rollup *rollup = parts->rollup;
	size_t most = part_rows_max(parts);
	size_t shown = rollup->outlier_count < most ? rollup->outlier_count : most;
	struct doc_node *table;

	part_heading(parts, parent, ROLLUP_OUTLIERS, "outliers");
	doc_add_paragraph(rollup->arena, parent, rollup_word(ROLLUP_OUTLIERS_NOTE, rollup->lang));
	if (shown == 0) {
		doc_add_paragraph(rollup->arena, parent,
				  rollup_word(ROLLUP_OUTLIERS_NONE, rollup->lang));
		return;
	}
	table = part_table(parts, parent, columns, sizeof(columns) / sizeof(*columns));
	for (size_t i = 0; i < shown; i++) {
		const struct outlier *outlier = &rollup->outliers[i];
		struct doc_node *row = part_row(parts, table, ROW_BODY);
		part_branch_cell(parts, row, &outlier->branch);
		part_cell(parts, row, outlier->measure);
		part_note(parts, part_cell(parts, row, outlier->value),
			  rollup_word(outlier->is_high ? ROLLUP_HIGH : ROLLUP_LOW, rollup->lang));
		part_cell(parts, row, outlier->middle);
	}
	cut_note(parts, parent, rollup->outlier_count - shown);
}

static enum rollup_word standing_word(const struct comparison *comparison, enum standing standing)
{
	switch (standing) {
	case STANDING_BETTER:
		return comparison_is_promise(comparison) ? ROLLUP_PROMISE_BETTER
							 : ROLLUP_NUMBER_BETTER;
	case STANDING_WORSE:
		return comparison_is_promise(comparison) ? ROLLUP_PROMISE_WORSE
							 : ROLLUP_NUMBER_WORSE;
	case STANDING_GONE:
		return ROLLUP_STANDING_GONE;
	case STANDING_OTHER:
	case STANDING_SAME:
		break;
	}
	return ROLLUP_STANDING_OTHER;
}

/* "3 promise less: Huế (30 minutes), Vinh (45 minutes) and 4 more" */
static void standing_line(struct parts *parts, struct doc_node *cell,
			  const struct comparison *comparison, enum standing standing)
{
	struct rollup *rollup = parts->rollup;
	struct arena *arena = rollup->arena;
	size_t count = comparison->standings[standing];
	struct doc_node *line;
	size_t named = 0;

	if (count == 0)
		return;
	line = doc_add(arena, cell, DOC_PARAGRAPH);
	doc_add_text(arena, line,
		     rollup_words(rollup, standing_word(comparison, standing),
				  show_count(rollup, count), SLICE(""), SLICE("")));
	for (size_t i = 0; i < comparison->count && named < COMPARED_NAMES_MAX; i++) {
		const struct deviation *deviation = &comparison->deviations[i];
		if (deviation->standing != standing)
			continue;
		doc_add_text(arena, line, named++ == 0 ? SLICE(": ") : SLICE(", "));
		part_branch(parts, line, &deviation->branch);
		if (deviation->text.len > 0)
			doc_add_text(arena, line,
				     text_printf(arena, " (%.*s)", SLICE_ARG(deviation->text)));
	}
	if (count > named)
		doc_add_text(arena, line,
			     text_printf(arena, ", %.*s",
					 SLICE_ARG(rollup_words(rollup, ROLLUP_AND_MORE,
								show_count(rollup, count - named),
								SLICE(""), SLICE("")))));
}

void part_differences(struct parts *parts, struct doc_node *parent)
{
	static const struct part_column columns[] = {
		{ ROLLUP_MEASURE, false },
		{ ROLLUP_BASE_SAYS, false },
		{ ROLLUP_WHO, false },
	};
	static const enum standing order[] = { STANDING_WORSE, STANDING_GONE, STANDING_BETTER,
					       STANDING_OTHER };
	struct rollup *rollup = parts->rollup;
	struct doc_node *table;

	if (!rollup->base)
		return;
	part_heading(parts, parent, ROLLUP_DIFFERENCES, "differences");
	if (rollup->comparison_count == 0) {
		doc_add_paragraph(rollup->arena, parent,
				  rollup_word(ROLLUP_DIFFERENCES_NONE, rollup->lang));
		return;
	}
	table = part_table(parts, parent, columns, sizeof(columns) / sizeof(*columns));
	for (size_t i = 0; i < rollup->comparison_count; i++) {
		const struct comparison *comparison = &rollup->comparisons[i];
		struct doc_node *row = part_row(parts, table, ROW_BODY);
		struct doc_node *cell;
		part_cell(parts, row, comparison->name);
		part_cell(parts, row, comparison->text);
		cell = part_cell(parts, row, SLICE(""));
		for (size_t j = 0; j < sizeof(order) / sizeof(*order); j++)
			standing_line(parts, cell, comparison, order[j]);
	}
}
