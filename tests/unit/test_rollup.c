/*
 * What made-up batches come to: sums and means worked out by hand for three branches, and in whole
 * numbers of another kind for a thousand; the rules over the set; the consolidated document.
 */
#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "check.h"
#include "made_report.h"
#include "render/render.h"
#include "rollup/consolidate.h"
#include "rollup/rollup.h"
#include "rollup/set_rules.h"

enum { LARGE = 1000 };

static bool is_number(struct amount have, const char *want)
{
	struct decimal value;

	return have.given && decimal_parse(slice_of(want), &value) &&
	       decimal_compare(have.value, value) == 0;
}

static bool is_sum(struct total have, const char *want)
{
	return !have.overflows && is_number((struct amount){ have.branches > 0, have.sum }, want);
}

static const struct branch *branch_in(struct arena *arena, const struct rollup *rollup, size_t row)
{
	return rollup_branch(rollup, arena, rollup->rows[row].at, BRANCH_NAMED);
}

static void test_sums(struct arena *arena, const struct rollup *rollup)
{
	CHECK(rollup->count == 3 && rollup->statuses[BRANCH_FAILED] == 1);
	/* By region, then by name; what names no region comes last. */
	CHECK_STR(branch_in(arena, rollup, 0)->name, "Đà Nẵng");
	CHECK_STR(branch_in(arena, rollup, 1)->name, "Huế");
	CHECK_STR(branch_in(arena, rollup, 2)->name, "c");
	CHECK(rollup->region_count == 2 && rollup->regions[0].branches == 2);
	CHECK(rollup->regions[0].documents == 2 && rollup->regions[0].overdue == 2);
	CHECK(rollup->regions[1].name.len == 0 && rollup->regions[1].errors == 3);
	CHECK(is_sum(rollup->headcount, "19.5") && rollup->headcount.branches == 2);
	CHECK(rollup->money_count == 1);
	CHECK(is_sum(rollup->money[0].total, "2700000000.5"));
	CHECK(is_sum(rollup->regions[0].money[0].total, "2700000000.5"));
	CHECK(rollup->regions[1].money[0].total.branches == 0);
	CHECK(rollup->category_count == 2);
	CHECK_STR(rollup->categories[0].label, "Tiền lương");
	CHECK(is_sum(rollup->categories[0].money[0].total, "2500000000.5"));
	CHECK(is_sum(rollup->categories[1].money[0].total, "200000000"));
	CHECK(rollup->rows[0].is_overdue && !rollup->rows[0].has_ended);
	CHECK(!rollup->rows[1].is_overdue && rollup->rows[1].has_ended);
	CHECK(rollup->missing_count == 1);
	CHECK(rollup->expected[0].is_there && !rollup->expected[1].is_there);
	CHECK_STR(rollup->expected[1].id, "can-tho");
	CHECK(rollup->outlier_count == 0); /* of three, none can stand out */
}

static void test_kpis(const struct rollup *rollup)
{
	const struct company_kpi *fcr = &rollup->kpis[0];
	const struct company_kpi *ces = &rollup->kpis[1];

	CHECK(rollup->kpi_count == 2);
	/* (90 × 100 + 60 × 300) ÷ 400, and not (90 + 60) ÷ 2. */
	CHECK(is_number(fcr->mean, "67.5") && !is_number(fcr->mean, "75"));
	CHECK(fcr->weighted == 2 && is_sum(fcr->volume, "400") && is_number(fcr->target, "80"));
	CHECK(fcr->judged == 2 && fcr->met == 1);
	CHECK_STR(fcr->least.name, "Huế");
	CHECK_STR(fcr->most.name, "Đà Nẵng");
	/* Nobody says what it was counted on: (2.5 + 1.5) ÷ 2, and known to be unweighted. */
	CHECK(ces->weighted == 0 && is_number(ces->mean, "2") && ces->met == 1);
}

static const struct comparison *comparison_of(const struct rollup *rollup, const char *name)
{
	for (size_t i = 0; i < rollup->comparison_count; i++) {
		if (slice_is(rollup->comparisons[i].name, name))
			return &rollup->comparisons[i];
	}
	return NULL;
}

static void test_comparisons(const struct rollup *rollup)
{
	const struct comparison *hours = comparison_of(rollup, "Giờ hứa phục vụ");
	const struct comparison *first = comparison_of(rollup, "Phản hồi đầu");
	const struct comparison *rate = comparison_of(rollup, "Tỷ lệ giải quyết");

	CHECK(hours && first && rate);
	if (!hours || !first || !rate)
		return;
	/* As many hours, but other ones: who calls at eight finds nobody. */
	CHECK(hours->standings[STANDING_WORSE] == 1 && hours->standings[STANDING_BETTER] == 1);
	CHECK(hours->deviations[0].standing == STANDING_WORSE);
	CHECK(first->standings[STANDING_BETTER] == 1 && first->standings[STANDING_OTHER] == 1);
	CHECK(rate->standings[STANDING_WORSE] == 1 && rate->standings[STANDING_GONE] == 1);
	CHECK(comparison_of(rollup, "Đích của FCR") == NULL); /* both say the same */
	CHECK(comparison_of(rollup, "Định biên")->standings[STANDING_WORSE] == 2);
}

/* The generator's numbers once more, in whole numbers. */
static void test_large(struct arena *arena)
{
	json_t *report = made_report(LARGE);
	const struct rollup *rollup = rollup_of(arena, report, LANG_VI);
	const struct company_kpi *fcr = NULL;
	int64_t people = 0, millions = 0, products = 0, volumes = 0;
	struct decimal mean;
	size_t high = 0, hours = 0, unordered = 0;

	for (int i = 1; i <= LARGE; i++) {
		if (i == 3)
			continue;
		people += 5 + i % 20;
		millions += 100 + (5 + i % 20) * 150;
		if (i % 10 == 0)
			continue;
		volumes += 100 + i % 50;
		products += (int64_t)(60 + i * 7 % 25 + (i == 77 ? 900 : 0)) * (100 + i % 50);
	}
	CHECK(decimal_compare(rollup->headcount.sum, decimal_of(people)) == 0);
	CHECK(decimal_compare(rollup->money[0].total.sum, decimal_of(millions * 1000000)) == 0);
	for (size_t i = 0; i < rollup->kpi_count; i++)
		fcr = slice_is(rollup->kpis[i].name, "FCR") ? &rollup->kpis[i] : fcr;
	mean = (struct decimal){ (products * 20 + volumes) / (volumes * 2), 1 };
	CHECK(fcr && fcr->mean.given && decimal_compare(fcr->mean.value, mean) == 0);
	CHECK(fcr && fcr->weighted == 899 && fcr->branches == 999);
	/* Branch 2 stands before branch 10, within its region. */
	for (size_t i = 1; i < rollup->count; i++) {
		unordered += rollup->rows[i].region == rollup->rows[i - 1].region &&
			     branch_in(arena, rollup, i - 1)->name.len >
				     branch_in(arena, rollup, i)->name.len;
	}
	CHECK(unordered == 1); /* the one without a name of its own */
	for (size_t i = 0; i < rollup->outlier_count; i++) {
		const struct outlier *outlier = &rollup->outliers[i];
		high += slice_is(outlier->measure, "FCR") && outlier->is_high &&
			slice_is(outlier->branch.name, "Chi nhánh số 77");
		hours += slice_is(outlier->measure, "Giờ hứa phục vụ") && !outlier->is_high;
	}
	CHECK(high == 1);
	CHECK(hours == 40); /* the one of 25 that is open on Monday mornings only */
	json_decref(report);
}

/* A finding of that rule is there as often as said. */
#define PROVOKED(rule, times) CHECK(findings_of(&findings, rule) == (times))

static size_t findings_of(const struct report *findings, const char *rule)
{
	size_t count = 0;

	for (size_t i = 0; i < findings->count; i++)
		count += slice_is(findings->findings[i].rule, rule);
	return count;
}

static const struct finding *finding_of(const struct report *findings, const char *rule)
{
	for (size_t i = 0; i < findings->count; i++) {
		if (slice_is(findings->findings[i].rule, rule))
			return &findings->findings[i];
	}
	return NULL;
}

static void judge(struct arena *arena, struct report *findings, const json_t *report)
{
	struct index about = INDEX_IN(arena);

	set_check(arena, findings, rollup_of(arena, report, LANG_VI), &about);
}

static void test_set(struct arena *arena)
{
	json_t *report = report_of(small_report);
	json_t *plan = json_array_get(json_object_get(report, "plans"), 1);
	json_t *budget = json_object_get(json_object_get(plan, "facts"), "budget");
	struct report findings = report_new(arena);
	const struct finding *finding;

	/* A budget that is merely inherited is not the branch's own. */
	judge(arena, &findings, report);
	PROVOKED("set-over-budget", 0);
	json_object_set_new(budget, "inherited", json_false());
	findings = report_new(arena);
	judge(arena, &findings, report);
	PROVOKED("set-duplicate-branch", 0);
	PROVOKED("set-missing-branch", 1);
	PROVOKED("set-over-budget", 1);
	PROVOKED("set-weaker-promise", 2);
	finding = finding_of(&findings, "set-over-budget");
	CHECK_STR(finding->message.in[LANG_VI],
		  "ngân sách các chi nhánh cộng lại là 2.700.000.000,5\302\240₫, vượt "
		  "200.000.000,5\302\240₫ so với mức 2.500.000.000\302\240₫ của trụ sở chính");
	CHECK_STR(report_source_at(&findings, finding->span.file)->name, "base.toml");
	finding = finding_of(&findings, "set-weaker-promise");
	CHECK_STR(report_source_at(&findings, finding->span.file)->name, "a.toml");
	CHECK_STR(finding->message.in[LANG_EN],
		  "'Da Nang' promises less than the base plan: Promised hours (T2–T6 08:00–18:00 → "
		  "T2–T6 09:00–19:00); Tỷ lệ giải quyết (90 % → 85 %)");
	/* Within the limit, and with one id twice. */
	json_object_set_new(budget, "total", json_string("1300000000"));
	json_object_set_new(json_object_get(plan, "facts"), "branch", json_string("da-nang"));
	findings = report_new(arena);
	judge(arena, &findings, report);
	PROVOKED("set-over-budget", 0);
	PROVOKED("set-duplicate-branch", 1);
	finding = finding_of(&findings, "set-duplicate-branch");
	CHECK_STR(report_source_at(&findings, finding->span.file)->name, "b.toml");
	CHECK(finding->related_count == 1);
	/* The base itself, as one of the plans. */
	json_object_set_new(budget, "total", json_string("9300000000"));
	json_object_set_new(plan, "file", json_string("./base.toml"));
	findings = report_new(arena);
	judge(arena, &findings, report);
	PROVOKED("set-over-budget", 0);
	json_object_del(report, "base");
	json_object_del(report, "expected");
	findings = report_new(arena);
	judge(arena, &findings, report);
	CHECK(findings.count == 1);
	json_decref(report);
}

static void leave(struct arena *arena, const char *folder, const char *name, struct slice bytes)
{
	const char *reason;

	if (folder)
		CHECK(file_write(arena, path_join(arena, slice_of(folder), slice_of(name)).ptr,
				 bytes, &reason));
}

static bool holds(struct slice text, const char *part)
{
	return slice_find(text, slice_of(part), 0) < text.len;
}

static void test_document(struct arena *arena, const char *folder)
{
	json_t *report = report_of(small_report);
	const struct doc *doc = consolidate(arena, rollup_of(arena, report, LANG_VI));
	struct render_options options = { .date = SLICE("2027-03-01") };
	struct report findings = report_new(arena);
	struct slice md = SLICE_NONE, html = SLICE_NONE, pdf = SLICE_NONE;

	CHECK(doc && render_md(arena, &findings, doc, &options, &md) &&
	      render_html(arena, &findings, doc, &options, &html) &&
	      render_pdf(arena, &findings, doc, &options, &pdf));
	CHECK(findings.count == 0);
	CHECK(holds(md, "67,5\302\240%") && holds(html, "67,5\302\240%"));
	CHECK(holds(md, "theo trọng số: 400 trường hợp của 2 chi nhánh"));
	CHECK(holds(md, "trung bình cộng, không có trọng số"));
	CHECK(holds(md, "2.500.000.000,5\302\240₫"));
	CHECK(holds(md, "1 hứa kém hơn: [Đà Nẵng](a.html) (85 %)"));
	CHECK(holds(md, "Cần Thơ") && holds(md, "hết hiệu lực 31/01/2027"));
	CHECK(slice_starts(pdf, SLICE("%PDF-")));
	leave(arena, folder, "company.md", md);
	leave(arena, folder, "company.html", html);
	leave(arena, folder, "company.pdf", pdf);
	json_decref(report);
}

/* A document for paper does not grow without end. */
static void test_cut(struct arena *arena)
{
	json_t *report = made_report(LARGE + 3);
	const struct doc *doc = consolidate(arena, rollup_of(arena, report, LANG_EN));
	struct render_options options = { .date = SLICE("2027-03-01") };
	struct report findings = report_new(arena);
	struct slice md;

	CHECK(render_md(arena, &findings, doc, &options, &md) &&
	      holds(md, "3 more branches are on the dashboard"));
	json_decref(report);
}

static void test_large_document(struct arena *arena, const char *folder)
{
	json_t *report = made_report(LARGE);
	const struct doc *doc = consolidate(arena, rollup_of(arena, report, LANG_EN));
	struct render_options options = { .date = SLICE("2027-03-01") };
	struct report findings = report_new(arena);
	struct slice html = SLICE_NONE, pdf = SLICE_NONE;

	CHECK(doc && render_html(arena, &findings, doc, &options, &html) &&
	      render_pdf(arena, &findings, doc, &options, &pdf));
	CHECK(findings.count == 0);
	leave(arena, folder, "company-1000.html", html);
	leave(arena, folder, "company-1000.pdf", pdf);
	json_decref(report);
}

static void test_without(struct arena *arena)
{
	static const char *const names[] = { "x", "y", NULL };
	static const char *const pairs[][2] = {
		{ "{\"x\":1,\"y\":[{}],\"a\":2}", "{\"a\":2}" },
		{ "{\"a\":2,\"x\":\"}\\\"]\",\"y\":null}", "{\"a\":2}" },
		{ "{\"a\":{\"x\":[1,[2,\"\\\\\"]]},\"b\":[\"x\",{\"y\":{}},\"y\"]}",
		  "{\"a\":{},\"b\":[\"x\",{},\"y\"]}" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		json_t *read = json_read_without(slice_of(pairs[i][0]), names);
		CHECK(read != NULL);
		CHECK_STR(json_compact(arena, read), pairs[i][1]);
	}
	CHECK(json_read_without(SLICE("{\"a\":1,\"x\":[1"), names) == NULL);
	CHECK(json_read_without(SLICE(""), names) == NULL);
}

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	const char *folder = argc > 1 ? argv[1] : NULL;
	json_t *report = report_of(small_report);
	const struct rollup *rollup = rollup_of(&arena, report, LANG_VI);

	CHECK(rollup != NULL);
	if (rollup) {
		test_sums(&arena, rollup);
		test_kpis(rollup);
		test_comparisons(rollup);
	}
	test_without(&arena);
	test_large(&arena);
	test_set(&arena);
	test_document(&arena, folder);
	test_large_document(&arena, folder);
	test_cut(&arena);
	json_decref(report);
	arena_free(&arena);
	return check_result();
}
