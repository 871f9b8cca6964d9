/* Suppressions: which findings a plan allows, with a reason and perhaps a last day. */
#include "plan/allow.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "plan/bind.h"

struct allower {
	struct arena *arena;
	struct report *report;
	const struct plan *plan;
	struct date today;
};

/* What an entry may hold; these are keys of the file format, not fields of a template. */
enum key { KEY_RULE, KEY_PATH, KEY_REASON, KEY_UNTIL, KEY_COUNT };

static const char *const keys[KEY_COUNT] = {
	[KEY_RULE] = "rule",
	[KEY_PATH] = "path",
	[KEY_REASON] = "reason",
	[KEY_UNTIL] = "until",
};

static const struct node *entry_get(const struct node *entry, enum key key)
{
	return node_get(entry, slice_of(keys[key]));
}

static struct slice entry_path(struct allower *allower, size_t position, struct slice key)
{
	return text_printf(allower->arena, "allow[%zu]%s%.*s", position, key.len > 0 ? "." : "",
			   SLICE_ARG(key));
}

static bool key_check(struct allower *allower, const struct node *node, size_t position)
{
	struct nearest nearest = nearest_start(allower->arena, node->name);
	struct text2 hint =
		TEXT2("có: rule, path, reason, until", "there are: rule, path, reason, until");

	for (int i = 0; i < KEY_COUNT; i++) {
		if (slice_is(node->name, keys[i]))
			return true;
		nearest_offer(&nearest, slice_of(keys[i]));
	}
	hint = nearest_hint(&nearest, hint);
	diag_add(allower->report, DIAG_UNKNOWN_KEY, node->key,
		 entry_path(allower, position, node->name),
		 DIAG_ARGS(diag_text("key", node->name),
			   diag_text2("place", TEXT2("trong [[allow]]", "in [[allow]]")),
			   diag_text2("hint", hint)));
	return false;
}

static void type_finding(struct allower *allower, const struct node *node, size_t position,
			 struct text2 expected, const char *example)
{
	struct slice name = node->name.len > 0 ? node->name : SLICE("allow");

	diag_add(allower->report, DIAG_TYPE, node->span, entry_path(allower, position, node->name),
		 DIAG_ARGS(diag_text("field", name), diag_text2("expected", expected),
			   diag_text2("value", bind_shown(allower->arena, node)),
			   diag_text("example", slice_of(example))));
}

/* A text of the entry; empty when it is absent or of another type, which is a finding. */
static struct slice text_read(struct allower *allower, const struct node *node, size_t position,
			      const char *example)
{
	if (!node)
		return SLICE("");
	if (node->kind == NODE_STRING)
		return slice_trim(node->as.string);
	type_finding(allower, node, position, TEXT2("một dòng chữ", "a text"), example);
	return SLICE("");
}

static struct text2 reason_read(struct allower *allower, const struct node *entry, size_t position)
{
	const struct node *node = entry_get(entry, KEY_REASON);
	struct text2 reason = { { SLICE_NONE } };

	if (!node || node->kind != NODE_TABLE)
		return text2_same(text_read(allower, node, position, "\"…\""));
	for (int i = 0; i < LANG_COUNT; i++) {
		const struct node *one = node_get(node, slice_of(lang_key((enum lang)i)));
		struct slice text = text_read(allower, one, position, "\"…\"");
		reason.in[i] = text.len > 0 ? text : SLICE_NONE;
	}
	return reason;
}

static bool until_read(struct allower *allower, const struct node *entry, size_t position,
		       struct date *until)
{
	const struct node *node = entry_get(entry, KEY_UNTIL);

	if (!node)
		return true;
	if (node->kind == NODE_DATE)
		*until = (struct date){ node->as.clock.year, node->as.clock.month,
					node->as.clock.day };
	if (node->kind == NODE_DATE ||
	    (node->kind == NODE_STRING && date_parse(node->as.string, until)))
		return true;
	type_finding(allower, node, position,
		     TEXT2("một ngày dạng năm-tháng-ngày", "a date as year-month-day"),
		     "2027-06-30");
	return false;
}

static bool rule_check(struct allower *allower, const struct allow *allow, struct slice path)
{
	const struct template *t = allower->plan->t;
	struct text2 hint = TEXT2("mã quy tắc đứng trong ngoặc vuông của mỗi phát hiện",
				  "the id of a rule stands in brackets in each finding");
	struct nearest nearest;

	if (template_has_rule(t, allow->rule))
		return true;
	nearest = template_nearest_rule(allower->arena, t, allow->rule);
	hint = nearest_hint(&nearest, hint);
	diag_add(allower->report, DIAG_ALLOW_UNKNOWN, allow->span, path,
		 DIAG_ARGS(diag_text("rule", allow->rule), diag_text2("hint", hint)));
	return false;
}

static bool end_check(struct allower *allower, const struct allow *allow, struct slice path)
{
	struct text2 day;

	if (allow->until.year == 0 || date_compare(allow->until, allower->today) >= 0)
		return true;
	for (int i = 0; i < LANG_COUNT; i++)
		day.in[i] = date_show(allower->arena, allow->until, (enum lang)i);
	diag_add(allower->report, DIAG_ALLOW_EXPIRED, allow->span, path,
		 DIAG_ARGS(diag_text("rule", allow->rule), diag_text2("date", day)));
	return false;
}

static void entry_read(struct allower *allower, const struct node *entry, struct allow *allow,
		       size_t position)
{
	const struct node *rule = entry_get(entry, KEY_RULE);
	bool known = true;
	bool dated;

	for (const struct node *node = entry->first; node; node = node->next)
		known = key_check(allower, node, position) && known;
	allow->span = rule ? rule->span : entry->header.file ? entry->header : entry->span;
	allow->rule = text_read(allower, rule, position, "\"placeholder\"");
	allow->path = text_read(allower, entry_get(entry, KEY_PATH), position, "\"team.roles\"");
	allow->reason = reason_read(allower, entry, position);
	dated = until_read(allower, entry, position, &allow->until);
	if (!known)
		return; /* one of the others may be what was mistyped */
	if (!rule) {
		diag_add(allower->report, DIAG_MISSING, allow->span,
			 entry_path(allower, position, SLICE("rule")),
			 DIAG_ARGS(diag_text("field", SLICE("rule")),
				   diag_text("key", SLICE("rule")),
				   diag_text2("guide",
					      TEXT2("mã của quy tắc được cho qua",
						    "the id of the rule that is allowed"))));
		return;
	}
	if (allow->rule.len == 0 ||
	    !rule_check(allower, allow, entry_path(allower, position, SLICE("rule"))))
		return;
	if (text2_is_empty(&allow->reason)) {
		diag_add(allower->report, DIAG_ALLOW_REASON, allow->span,
			 entry_path(allower, position, SLICE("reason")),
			 DIAG_ARGS(diag_text("rule", allow->rule)));
		return;
	}
	allow->works =
		dated && end_check(allower, allow, entry_path(allower, position, SLICE("until")));
}

struct allows *plan_allows(struct arena *arena, struct report *report, const struct plan *plan,
			   struct date today)
{
	struct allower allower = { arena, report, plan, today };
	struct allows *allows = ARENA_NEW(arena, struct allows);
	const struct node *list = node_get(plan->root->node, SLICE("allow"));
	size_t position = 0;

	if (!list)
		return allows;
	if (list->kind != NODE_ARRAY) {
		type_finding(&allower, list, 1, TEXT2("danh sách [[allow]]", "a list of [[allow]]"),
			     "[[allow]]");
		return allows;
	}
	allows->items = ARENA_ARRAY(arena, list->count, struct allow);
	for (const struct node *entry = list->first; entry; entry = entry->next) {
		position++;
		if (entry->kind == NODE_TABLE)
			entry_read(&allower, entry, &allows->items[allows->count++], position);
		else
			type_finding(&allower, entry, position,
				     TEXT2("một bảng [[allow]]", "an [[allow]] table"),
				     "[[allow]]");
	}
	return allows;
}

static bool path_covers(struct slice path, struct slice below)
{
	if (path.len == 0)
		return true;
	if (!slice_starts(below, path))
		return false;
	return below.len == path.len || below.ptr[path.len] == '.' || below.ptr[path.len] == '[';
}

static void allow_apply(struct allow *allow, struct report *report, size_t from)
{
	for (size_t i = from; i < report->count; i++) {
		struct finding *finding = &report->findings[i];
		if (finding->is_hushed || !slice_equal(finding->rule, allow->rule) ||
		    !path_covers(allow->path, finding->path))
			continue;
		allow->used = true;
		if (finding->level == LEVEL_ERROR || rule_is_firm(finding->rule))
			allow->names_error = true;
		else
			report_hush(report, finding, HUSH_ALLOWED, allow->reason);
	}
}

void allows_apply(struct allows *allows, struct report *report, size_t from)
{
	for (size_t i = 0; i < allows->count; i++) {
		if (allows->items[i].works)
			allow_apply(&allows->items[i], report, from);
	}
	report_sweep(report);
}

/* These are found only while a document is written, so a check cannot miss them. */
static bool is_found_later(struct slice rule)
{
	return slice_is(rule, diag_name(DIAG_MISSING_GLYPH)) ||
	       slice_is(rule, diag_name(DIAG_UNREADABLE_IMAGE));
}

void allows_finish(const struct allows *allows, struct report *report)
{
	for (size_t i = 0; i < allows->count; i++) {
		const struct allow *allow = &allows->items[i];
		if (allow->names_error)
			diag_add(report, DIAG_ALLOW_ERROR, allow->span, allow->path,
				 DIAG_ARGS(diag_text("rule", allow->rule)));
		if (allow->works && !allow->used && !is_found_later(allow->rule))
			diag_add(report, DIAG_ALLOW_UNUSED, allow->span, allow->path,
				 DIAG_ARGS(diag_text("rule", allow->rule)));
	}
}
