/* Parts with sums: measures of the company, regions, categories of cost, every branch. */
#include "base/arena.h"
#include "base/buf.h"
#include "rollup/parts.h"

/* More than that is for the dashboard, which can be sorted and filtered, not for paper. */
enum { BRANCH_ROWS_MAX = 1000 };

/* How the mean came about, in words. */
static struct slice mean_note(const struct rollup *rollup, const struct company_kpi *kpi)
{
	struct slice volume = show_total(rollup, &kpi->volume);
	struct slice counted = show_count(rollup, kpi->weighted);

	if (!kpi->mean.given)
		return SLICE("");
	if (kpi->weighted == 0)
		return rollup_word(ROLLUP_UNWEIGHTED, rollup->lang);
	if (kpi->weighted < kpi->branches)
		return rollup_words(rollup, ROLLUP_WEIGHTED_PART, volume, counted,
				    show_count(rollup, kpi->branches));
	return rollup_words(rollup, ROLLUP_WEIGHTED, volume, counted, SLICE(""));
}

static void kpi_range(struct parts *parts, struct doc_node *row, const struct company_kpi *kpi)
{
	struct rollup *rollup = parts->rollup;
	struct arena *arena = rollup->arena;
	struct doc_node *cell = part_cell(parts, row, SLICE(""));
	const struct branch_name *ends[] = { &kpi->least, &kpi->most };
	struct decimal values[] = { kpi->least_value, kpi->most_value };

	if (kpi->valued == 0) {
		doc_add_paragraph(arena, cell, NOTHING);
		return;
	}
	for (size_t i = 0; i < 2; i++) {
		struct doc_node *paragraph = doc_add(arena, cell, DOC_PARAGRAPH);
		struct slice value =
			show_amount(rollup, (struct amount){ true, values[i] }, kpi->unit);
		doc_add_text(arena, paragraph, text_printf(arena, "%.*s, ", SLICE_ARG(value)));
		part_branch(parts, paragraph, ends[i]);
	}
}

static void kpi_row(struct parts *parts, struct doc_node *table, const struct company_kpi *kpi)
{
	const struct rollup *rollup = parts->rollup;
	struct doc_node *row = part_row(parts, table, ROW_BODY);
	struct doc_node *cell = part_cell(parts, row, kpi->name);

	part_note(parts, cell, kpi->scope);
	cell = part_cell(parts, row, show_amount(rollup, kpi->mean, kpi->unit));
	part_note(parts, cell, mean_note(rollup, kpi));
	part_cell(parts, row, show_amount(rollup, kpi->target, kpi->unit));
	part_cell(parts, row,
		  kpi->judged == 0
			  ? NOTHING
			  : rollup_words(rollup, ROLLUP_MET_COUNT, show_count(rollup, kpi->met),
					 show_count(rollup, kpi->judged), SLICE("")));
	kpi_range(parts, row, kpi);
}

void part_kpis(struct parts *parts, struct doc_node *parent)
{
	static const struct part_column columns[] = {
		{ ROLLUP_KPI, false }, { ROLLUP_MEAN, false },  { ROLLUP_TARGET, false },
		{ ROLLUP_MET, false }, { ROLLUP_RANGE, false },
	};
	struct rollup *rollup = parts->rollup;
	struct doc_node *table;

	if (rollup->kpi_count == 0)
		return;
	part_heading(parts, parent, ROLLUP_COMPANY_KPIS, "measures");
	doc_add_paragraph(rollup->arena, parent, rollup_word(ROLLUP_KPI_NOTE, rollup->lang));
	table = part_table(parts, parent, columns, sizeof(columns) / sizeof(*columns));
	for (size_t i = 0; i < rollup->kpi_count; i++)
		kpi_row(parts, table, &rollup->kpis[i]);
}

static struct slice region_name(const struct rollup *rollup, const struct region *region)
{
	return region->name.len > 0 ? region->name : rollup_word(ROLLUP_NO_REGION, rollup->lang);
}

void part_regions(struct parts *parts, struct doc_node *parent)
{
	static const struct part_column columns[] = {
		{ ROLLUP_REGION, false }, { ROLLUP_BRANCHES, true },
		{ ROLLUP_ERRORS, true },  { ROLLUP_HEADCOUNT, true },
		{ ROLLUP_BUDGET, true },  { ROLLUP_OVERDUE_TITLE, true },
	};
	struct rollup *rollup = parts->rollup;
	struct region all = { .name = rollup_word(ROLLUP_TOTAL, rollup->lang),
			      .headcount = rollup->headcount,
			      .money = rollup->money };
	struct doc_node *table;

	part_heading(parts, parent, ROLLUP_REGIONS, "regions");
	table = part_table(parts, parent, columns, sizeof(columns) / sizeof(*columns));
	for (size_t i = 0; i <= rollup->region_count; i++) {
		bool is_last = i == rollup->region_count;
		const struct region *region = is_last ? &all : &rollup->regions[i];
		struct doc_node *row = part_row(parts, table, is_last ? ROW_TOTAL : ROW_BODY);
		part_cell(parts, row, region_name(rollup, region));
		part_cell(parts, row, show_count(rollup, region->branches));
		part_cell(parts, row, show_count(rollup, region->errors));
		part_cell(parts, row, show_total(rollup, &region->headcount));
		part_money_cell(parts, row, region->money);
		part_cell(parts, row, show_count(rollup, region->overdue));
		all.branches += region->branches;
		all.errors += region->errors;
		all.overdue += region->overdue;
	}
}

/* The share of a category in all that branches spend, where there is one currency. */
static void share_cell(struct parts *parts, struct doc_node *row, const struct money_total *part,
		       struct decimal whole)
{
	const struct rollup *rollup = parts->rollup;
	struct decimal percent;
	struct amount amount = { .given = false };
	struct doc_node *cell;

	amount.given = !part->total.overflows &&
		       decimal_multiply(part->total.sum, decimal_of(100), &percent) &&
		       decimal_divide(percent, whole, 1, &amount.value) &&
		       decimal_add(amount.value, decimal_of(0), &amount.value);
	cell = part_cell(parts, row, show_amount(rollup, amount, SLICE("%")));
	cell->as.cell.has_share = amount.given && row->as.row.kind == ROW_BODY;
	cell->as.cell.share = amount.given ? decimal_double(amount.value) / 100 : 0;
}

static void categories_total(struct parts *parts, struct doc_node *table,
			     const struct money_total *whole)
{
	const struct rollup *rollup = parts->rollup;
	struct doc_node *row = part_row(parts, table, ROW_TOTAL);

	part_cell(parts, row, rollup_word(ROLLUP_TOTAL, rollup->lang));
	part_money_cell(parts, row, whole);
	if (rollup->money_count == 1)
		share_cell(parts, row, &whole[0], whole[0].total.sum);
}

/* The sum of all categories: what the totals of plans leave out of them is not in it. */
static struct money_total *categories_sum(const struct rollup *rollup)
{
	struct money_total *whole =
		ARENA_ARRAY(rollup->arena, rollup->money_count, struct money_total);

	for (size_t i = 0; i < rollup->money_count; i++) {
		whole[i].currency = rollup->money[i].currency;
		for (size_t j = 0; j < rollup->category_count; j++) {
			const struct total *part = &rollup->categories[j].money[i].total;
			total_add(&whole[i].total,
				  (struct amount){ part->branches > 0, part->sum });
			whole[i].total.overflows |= part->overflows;
		}
	}
	return whole;
}

static void budget_notes(struct parts *parts, struct doc_node *parent)
{
	struct rollup *rollup = parts->rollup;

	if (rollup->inherited_budgets > 0)
		doc_add_paragraph(rollup->arena, parent,
				  rollup_words(rollup, ROLLUP_INHERITED,
					       show_count(rollup, rollup->inherited_budgets),
					       SLICE(""), SLICE("")));
	if (rollup->money_count > 1)
		doc_add_paragraph(rollup->arena, parent,
				  rollup_word(ROLLUP_CURRENCIES_DIFFER, rollup->lang));
}

void part_categories(struct parts *parts, struct doc_node *parent)
{
	static const struct part_column columns[] = {
		{ ROLLUP_CATEGORY, false },
		{ ROLLUP_BUDGET, true },
		{ ROLLUP_SHARE, true },
	};
	struct rollup *rollup = parts->rollup;
	bool has_shares = rollup->money_count == 1;
	struct money_total *whole = categories_sum(rollup);
	struct doc_node *table;

	if (rollup->category_count == 0 || rollup->money_count == 0)
		return;
	part_heading(parts, parent, ROLLUP_CATEGORIES, "categories");
	budget_notes(parts, parent);
	table = part_table(parts, parent, columns, has_shares ? 3 : 2);
	for (size_t i = 0; i < rollup->category_count; i++) {
		const struct category *category = &rollup->categories[i];
		struct doc_node *row = part_row(parts, table, ROW_BODY);
		part_cell(parts, row,
			  category->label.len > 0 ? category->label
						  : rollup_word(ROLLUP_NO_CATEGORY, rollup->lang));
		part_money_cell(parts, row, category->money);
		if (has_shares)
			share_cell(parts, row, &category->money[0], whole[0].total.sum);
	}
	categories_total(parts, table, whole);
}

static void branch_row(struct parts *parts, struct doc_node *table, const struct branch_row *kept)
{
	const struct rollup *rollup = parts->rollup;
	struct arena scratch = ARENA_INIT;
	const struct branch *branch = rollup_branch(rollup, &scratch, kept->at, BRANCH_SHOWN);
	struct branch_name name = branch_named(rollup->arena, branch);
	struct doc_node *row = part_row(parts, table, ROW_BODY);
	struct doc_node *cell = part_branch_cell(parts, row, &name);

	if (!status_has_document(branch->status))
		part_note(parts, cell, show_status(rollup, branch->status));
	part_cell(parts, row,
		  branch->score < 0 ? NOTHING : show_count(rollup, (size_t)branch->score));
	part_cell(parts, row, show_count(rollup, kept->errors));
	part_cell(parts, row, show_amount(rollup, branch->headcount, SLICE("")));
	part_cell(parts, row, show_budget(rollup, branch));
	part_cell(parts, row,
		  branch->hours.given ? show_hours(rollup, branch->hours.minutes) : NOTHING);
	cell = part_cell(parts, row, show_day(rollup, branch->review));
	if (branch->review_is_overdue)
		part_note(parts, cell, rollup_word(ROLLUP_OVERDUE, rollup->lang));
	arena_free(&scratch);
}

void part_branches(struct parts *parts, struct doc_node *parent)
{
	static const struct part_column columns[] = {
		{ ROLLUP_BRANCH, false },   { ROLLUP_SCORE_SHORT, true }, { ROLLUP_ERRORS, true },
		{ ROLLUP_HEADCOUNT, true }, { ROLLUP_BUDGET, true },      { ROLLUP_HOURS, true },
		{ ROLLUP_REVIEW, true },
	};
	struct rollup *rollup = parts->rollup;
	struct doc_node *table;

	part_heading(parts, parent, ROLLUP_BRANCHES, "branches");
	table = part_table(parts, parent, columns, sizeof(columns) / sizeof(*columns));
	for (size_t i = 0; i < rollup->count && i < BRANCH_ROWS_MAX; i++) {
		const struct branch_row *kept = &rollup->rows[i];
		if (rollup->region_count > 1 &&
		    (i == 0 || kept->region != rollup->rows[i - 1].region)) {
			struct doc_node *row = part_row(parts, table, ROW_GROUP);
			struct doc_node *cell =
				part_cell(parts, row,
					  region_name(rollup, &rollup->regions[kept->region]));
			cell->as.cell.span = sizeof(columns) / sizeof(*columns);
		}
		branch_row(parts, table, kept);
	}
	if (rollup->count > BRANCH_ROWS_MAX)
		doc_add_paragraph(rollup->arena, parent,
				  rollup_words(rollup, ROLLUP_MORE_BRANCHES,
					       show_count(rollup, rollup->count - BRANCH_ROWS_MAX),
					       SLICE(""), SLICE("")));
}
