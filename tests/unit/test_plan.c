/* Finding one's way in templates and plans by paths. */
#include "base/arena.h"
#include "check.h"
#include "plan/plan.h"
#include "syntax/toml.h"

static const char plan_text[] =
	"format = 1\nlanguage = \"en\"\n"
	"[plan]\ntitle = \"Plan\"\nstarts = 2027-01-01\nends = 2027-12-31\ncurrency = \"EUR\"\n"
	"[team.roles.lead]\ntitle = \"Team lead\"\nheadcount = 1\n"
	"[team.roles.agent]\ntitle = { vi = \"Chuyên viên\", en = \"Agent\" }\nreports_to = "
	"\"lead\"\nheadcount = 8\n";

static void test_template(struct arena *arena, const struct template *t)
{
	const struct field *headcount = template_field(t, SLICE("team.roles[].headcount"));
	const struct field *roles = template_field(t, SLICE("team.roles"));

	CHECK(headcount && type_is_number(headcount->type));
	CHECK(template_field(t, SLICE("team.roles.headcount")) == headcount);
	CHECK(roles && roles->type == TYPE_RECORDS &&
	      template_field(t, SLICE("team.roles[]")) == roles);
	CHECK(template_field(t, SLICE("team")) &&
	      field_is_section(template_field(t, SLICE("team"))));
	CHECK(!template_field(t, SLICE("team.none")) && !template_field(t, SLICE("")));
	CHECK(!template_field(t, SLICE("team.")) &&
	      !template_field(t, SLICE("team.roles.headcount.x")));
	CHECK(!template_field(t, SLICE_NONE));
	CHECK_STR(field_path(arena, headcount), "team.roles[].headcount");
	CHECK_STR(field_path(arena, template_field(t, SLICE("plan.title"))), "plan.title");
	CHECK_STR(field_path(arena, t->root), "");
	CHECK(field_get(roles, SLICE("headcount")) == headcount && !field_get(roles, SLICE("x")));
	CHECK(field_with_role(roles, ROLE_NAME) && field_with_role(roles, ROLE_PARENT));
	CHECK(t->roles[ROLE_TITLE] == template_field(t, SLICE("plan.title")));
	CHECK(field_choice(template_field(t, SLICE("plan.status")), SLICE("draft")));
	CHECK(!field_choice(template_field(t, SLICE("plan.status")), SLICE("Draft")));
	CHECK(type_is_number(TYPE_MONEY) && !type_is_number(TYPE_TEXT));
	for (int type = 0; type < TYPE_COUNT; type++)
		CHECK(type_words((enum type)type).in[LANG_VI].len > 0 &&
		      *type_key((enum type)type));
}

static void test_plan(struct arena *arena, const struct plan *plan)
{
	size_t count;
	struct found *found = plan_values(arena, plan, SLICE("team.roles[].headcount"), &count);
	struct text2 name;

	CHECK(count == 2);
	if (count != 2)
		return;
	CHECK(found[0].value->as.number.digits == 1 && found[1].value->as.number.digits == 8);
	CHECK_STR(found[1].group->id, "agent");
	CHECK_STR(group_path(arena, found[1].group), "team.roles.agent");
	CHECK_STR(value_path(arena, found[1].group, found[1].value->field),
		  "team.roles.agent.headcount");
	name = record_name(arena, found[1].group);
	CHECK_STR(name.in[LANG_VI], "Chuyên viên");
	CHECK_STR(name.in[LANG_EN], "Agent");
	found = plan_values(arena, plan, SLICE("team.roles[].reports_to"), &count);
	CHECK(count == 2 && !value_has(found[0].value) && value_has(found[1].value));
	CHECK(found[1].value->as.reference.target ==
	      plan_values(arena, plan, SLICE("team.roles[].title"), &count)[0].group);
	plan_values(arena, plan, SLICE("budget.lines[].amount"), &count);
	CHECK(count == 0);
	plan_values(arena, plan, SLICE("none.at.all"), &count);
	CHECK(count == 0);
	CHECK(plan_role(plan, ROLE_TITLE) && value_has(plan_role(plan, ROLE_TITLE)));
	CHECK(plan_role(plan, ROLE_LOGO) == NULL || !value_has(plan_role(plan, ROLE_LOGO)));
	CHECK_STR(slice_of(plan->currency->code), "EUR");
	CHECK(plan->lang == LANG_EN && plan->kind == 0);
	CHECK_STR(date_show(arena, (struct date){ 2027, 6, 3 }, LANG_VI), "03/06/2027");
	CHECK_STR(date_show(arena, (struct date){ 2027, 6, 3 }, LANG_EN), "3 June 2027");
}

int main(void)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	const struct template *t = template_load(&arena, &report, NULL);
	uint32_t file = report_source(&report, SLICE("plan.toml"), slice_of(plan_text));
	const struct node *root = toml_read(&arena, &report, file, TOML_1_1);

	CHECK(t && report.count == 0);
	if (t) {
		test_template(&arena, t);
		test_plan(&arena, plan_bind(&arena, &report, t, root, file));
		CHECK(report.count == 0);
	}
	arena_free(&arena);
	return check_result();
}
