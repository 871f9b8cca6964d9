/* What a plan tells a head office, through the standard template's [rollup]. */
#include <jansson.h>

#include "base/arena.h"
#include "check.h"
#include "emit/facts.h"
#include "emit/json.h"
#include "plan/plan.h"
#include "syntax/toml.h"

static const char plan_text[] =
	"format = 1\nlanguage = \"vi\"\n"
	"[plan]\ntitle = \"Kế hoạch\"\nstarts = 2027-01-01\nends = 2027-12-31\ncurrency = \"EUR\"\n"
	"author = \"Minh Anh\"\nnext_review = 2027-06-30\n"
	"[branch]\nid = \"da-nang\"\nname = { vi = \"Đà Nẵng\", en = \"Da Nang\" }\nregion = "
	"\"Trung\"\n"
	"[team.roles.lead]\ntitle = \"Tổ trưởng\"\nheadcount = 1\n"
	"[team.roles.agent]\ntitle = \"Chuyên viên\"\nheadcount = 8.5\n"
	"[schedule]\npromise = \"Mo-Fr 08:00-12:00\"\nanswer_within = \"20s\"\n"
	"[process.standards]\nresolution_rate = 92.5\n"
	"[process.service_levels.urgent]\nname = \"Gấp\"\nfirst_response = \"15m\"\n"
	"resolution = \"2wd\"\n"
	"[goals.kpis.fcr]\nname = \"FCR\"\nmeasure = \"fcr\"\nbaseline = 71.4\nvolume = 1200\n"
	"target = 80\nunit = \"%\"\ndirection = \"higher\"\n"
	"[goals.kpis.wait]\nname = \"Chờ\"\ntarget = 30\nunit = \"giây\"\ndirection = \"lower\"\n"
	"[budget]\ncap = 5000\n"
	"[[budget.lines]]\nitem = \"Lương\"\ncategory = \"salary\"\namount = 1000.25\n"
	"[[budget.lines]]\nitem = \"Máy\"\ncategory = \"training\"\nquantity = 3\nunit_cost = 100\n"
	"[[budget.lines]]\nitem = \"Thưởng\"\ncategory = \"salary\"\namount = 0.5\n";

static struct slice text_at(const json_t *table, const char *key)
{
	const char *text = json_string_value(json_object_get(table, key));

	return text ? slice_of(text) : SLICE_NONE;
}

static void test_head(const json_t *facts)
{
	const json_t *name = json_object_get(facts, "name");
	const json_t *hours = json_object_get(facts, "hours");

	CHECK_STR(text_at(facts, "branch"), "da-nang");
	CHECK_STR(text_at(name, "vi"), "Đà Nẵng");
	CHECK_STR(text_at(name, "en"), "Da Nang");
	CHECK_STR(text_at(facts, "region"), "Trung");
	CHECK_STR(text_at(facts, "owner"), "Minh Anh");
	CHECK_STR(text_at(facts, "starts"), "2027-01-01");
	CHECK_STR(text_at(facts, "ends"), "2027-12-31");
	CHECK_STR(text_at(facts, "review"), "2027-06-30");
	CHECK_STR(text_at(facts, "headcount"), "9.5");
	CHECK_STR(text_at(facts, "currency"), "EUR");
	CHECK(json_integer_value(json_object_get(hours, "minutes")) == 5 * 240);
	hours = json_array_get(json_object_get(hours, "seasons"), 0);
	CHECK(json_array_size(json_object_get(hours, "week")) == 5);
	CHECK(json_integer_value(json_array_get(json_array_get(json_object_get(hours, "week"), 1),
						0)) == 1440 + 480);
}

static void test_budget(const json_t *budget)
{
	const json_t *categories = json_object_get(budget, "categories");

	CHECK_STR(text_at(budget, "total"), "1300.75");
	CHECK_STR(text_at(budget, "limit"), "5000");
	CHECK(json_is_false(json_object_get(budget, "inherited")));
	CHECK(json_array_size(categories) == 2);
	CHECK_STR(text_at(json_array_get(categories, 0), "key"), "salary");
	CHECK_STR(text_at(json_array_get(categories, 0), "amount"), "1000.75");
	CHECK_STR(text_at(json_array_get(categories, 1), "amount"), "300");
}

static void test_kpis(const json_t *kpis)
{
	const json_t *fcr = json_array_get(kpis, 0);
	const json_t *wait = json_array_get(kpis, 1);

	CHECK(json_array_size(kpis) == 2);
	CHECK_STR(text_at(fcr, "id"), "fcr");
	CHECK_STR(text_at(fcr, "measure"), "fcr");
	CHECK_STR(text_at(fcr, "value"), "71.4");
	CHECK_STR(text_at(fcr, "volume"), "1200");
	CHECK_STR(text_at(fcr, "target"), "80");
	CHECK_STR(text_at(fcr, "better"), "more");
	CHECK_STR(text_at(fcr, "unit"), "%");
	CHECK_STR(text_at(wait, "better"), "less");
	CHECK(!json_object_get(wait, "value") && !json_object_get(wait, "volume"));
}

static void test_promises(const json_t *promises)
{
	const json_t *rate = json_array_get(promises, 0);
	const json_t *resolution = json_array_get(promises, 3);

	CHECK(json_array_size(promises) == 4);
	CHECK_STR(text_at(rate, "path"), "process.standards.resolution_rate");
	CHECK_STR(text_at(rate, "better"), "more");
	CHECK_STR(text_at(rate, "amount"), "92.5");
	CHECK_STR(text_at(json_array_get(promises, 1), "amount"), "20");
	CHECK_STR(text_at(json_array_get(promises, 2), "amount"), "900");
	CHECK_STR(text_at(resolution, "path"), "process.service_levels.urgent.resolution");
	CHECK_STR(text_at(resolution, "unit"), "working-second");
	CHECK_STR(text_at(resolution, "better"), "less");
}

int main(void)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	const struct template *t = template_load(&arena, &report, NULL);
	uint32_t file = report_source(&report, SLICE("plan.toml"), slice_of(plan_text));
	const struct node *root = toml_read(&arena, &report, file, TOML_1_0);
	const struct plan *plan;
	json_t *facts, *again;

	CHECK(t != NULL && report.count == 0);
	if (t) {
		plan = plan_bind(&arena, &report, t, root, file);
		CHECK(report.count == 0);
		facts = facts_of_plan(&arena, t, plan, &report);
		again = facts_of_plan(&arena, t, plan, &report);
		test_head(facts);
		test_budget(json_object_get(facts, "budget"));
		test_kpis(json_object_get(facts, "kpis"));
		test_promises(json_object_get(facts, "promises"));
		CHECK(slice_equal(json_finish(&arena, facts), json_finish(&arena, again)));
	}
	for (size_t i = 0; i < report.count; i++)
		printf("%.*s\n", SLICE_ARG(report.findings[i].message.in[LANG_EN]));
	arena_free(&arena);
	return check_result();
}
