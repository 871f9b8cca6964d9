/*
 * The outcome of a run as JUnit XML: a suite for each plan, a case for each rule.  A case fails by
 * the same level as the run does; what stands below it is the case's output.
 */
#include <libxml/tree.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "report/report.h"

struct junit {
	struct arena *arena;
	const struct outcome *outcome;
	const size_t *order; /* of the items: by input, then rule, then as found */
	size_t next;         /* in order */
};

struct tally {
	size_t tests, failures, errors, skipped;
};

/* What was found by one rule in one plan. */
struct findings {
	size_t first, count; /* in junit->order */
	size_t open, grave;
};

static xmlNode *child_add(xmlNode *parent, const char *name)
{
	xmlNode *node = xmlNewChild(parent, NULL, (const xmlChar *)name, NULL);

	if (!node)
		memory_exhausted();
	return node;
}

static void attribute(struct junit *junit, xmlNode *node, const char *name, struct slice value)
{
	if (!xmlNewProp(node, (const xmlChar *)name,
			(const xmlChar *)slice_cstr(junit->arena, value)))
		memory_exhausted();
}

static void attribute_count(struct junit *junit, xmlNode *node, const char *name, size_t count)
{
	attribute(junit, node, name, text_printf(junit->arena, "%zu", count));
}

static void text_add(struct junit *junit, xmlNode *parent, struct slice text)
{
	xmlNode *node = xmlNewText((const xmlChar *)slice_cstr(junit->arena, text));

	if (!node || !xmlAddChild(parent, node))
		memory_exhausted();
}

static void tally_set(struct junit *junit, xmlNode *node, const struct tally *tally)
{
	attribute_count(junit, node, "tests", tally->tests);
	attribute_count(junit, node, "failures", tally->failures);
	attribute_count(junit, node, "errors", tally->errors);
	attribute_count(junit, node, "skipped", tally->skipped);
}

static const struct outcome_item *item_at(const struct junit *junit, size_t at)
{
	return &junit->outcome->items.items[junit->order[at]];
}

static struct slice findings_text(struct junit *junit, const struct findings *findings)
{
	struct buf buf = BUF_IN(junit->arena);
	enum lang lang = junit->outcome->lang;
	size_t left_out = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const struct outcome_item *item = item_at(junit, findings->first + i);
		if (item->state != OUTCOME_OPEN)
			continue;
		if (!outcome_shows(junit->outcome, item)) {
			left_out++;
			continue;
		}
		buf_put(&buf, item->place.file);
		if (item->place.line > 0)
			buf_printf(&buf, ":%u:%u", item->place.line, item->place.column);
		buf_printf(&buf, ": %s: %.*s\n", level_word(item->level, lang),
			   SLICE_ARG(report_words(junit->arena, item, lang)));
	}
	if (left_out > 0)
		buf_printf(&buf, "%.*s\n",
			   SLICE_ARG(report_left_out(junit->arena, left_out, lang)));
	return buf_slice(&buf);
}

static const struct outcome_item *first_open(const struct junit *junit,
					     const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct outcome_item *item = item_at(junit, findings->first + i);
		if (item->state == OUTCOME_OPEN)
			return item;
	}
	return item_at(junit, findings->first);
}

/* Fails, errs, is skipped since all was accepted, or passes with something to say. */
static void result_add(struct junit *junit, xmlNode *test, const struct outcome_input *input,
		       const struct findings *findings, struct tally *tally)
{
	enum lang lang = junit->outcome->lang;
	const struct outcome_item *item = first_open(junit, findings);
	bool broken = !input->readable && rule_is_firm(item->rule);
	xmlNode *node;

	if (item->place.line > 0)
		attribute_count(junit, test, "line", item->place.line);
	if (findings->open == 0) {
		tally->skipped++;
		node = child_add(test, "skipped");
		attribute(junit, node, "message", text2_in(&item->reason, lang));
		return;
	}
	if (findings->grave == 0 && !broken) {
		text_add(junit, child_add(test, "system-out"), findings_text(junit, findings));
		return;
	}
	tally->errors += broken;
	tally->failures += !broken;
	node = child_add(test, broken ? "error" : "failure");
	attribute(junit, node, "message", text2_in(&item->message, lang));
	attribute(junit, node, "type", slice_of(level_key(item->level)));
	text_add(junit, node, findings_text(junit, findings));
}

/* The findings of a rule, which stand next in the order if there are any. */
static struct findings findings_take(struct junit *junit, size_t input,
				     const struct outcome_rule *rule)
{
	const struct outcome_input *about = &junit->outcome->inputs.items[input];
	struct findings findings = { .first = junit->next };

	while (junit->next < junit->outcome->items.len) {
		const struct outcome_item *item = item_at(junit, junit->next);
		if (item->input != input || !slice_equal(item->rule, rule->id))
			break;
		findings.count++;
		findings.open += item->state == OUTCOME_OPEN;
		findings.grave += item->state == OUTCOME_OPEN && about->fails &&
				  item->level >= about->fail_level;
		junit->next++;
	}
	return findings;
}

static void suite_add(struct junit *junit, xmlNode *root, size_t input, struct tally *all)
{
	const struct outcome_input *about = &junit->outcome->inputs.items[input];
	struct slice stem = path_stem(about->name);
	struct slice class = text_printf(junit->arena, "%.*s%.*s",
					 SLICE_ARG(path_folder(about->name)), SLICE_ARG(stem));
	xmlNode *suite = child_add(root, "testsuite");
	struct tally tally = { 0 };

	attribute(junit, suite, "name", about->name);
	for (size_t i = 0; i < junit->outcome->rules.len; i++) {
		const struct outcome_rule *rule = &junit->outcome->rules.items[i];
		struct findings findings = findings_take(junit, input, rule);
		xmlNode *test = child_add(suite, "testcase");
		attribute(junit, test, "name", rule->id);
		attribute(junit, test, "classname", class);
		attribute(junit, test, "file", about->name);
		tally.tests++;
		if (findings.count > 0)
			result_add(junit, test, about, &findings, &tally);
	}
	tally_set(junit, suite, &tally);
	all->tests += tally.tests;
	all->failures += tally.failures;
	all->errors += tally.errors;
	all->skipped += tally.skipped;
}

struct key {
	size_t input, rule, index;
};

static int key_order(const void *a, const void *b)
{
	const struct key *left = a;
	const struct key *right = b;

	if (left->input != right->input)
		return left->input < right->input ? -1 : 1;
	if (left->rule != right->rule)
		return left->rule < right->rule ? -1 : 1;
	return left->index < right->index ? -1 : 1;
}

static size_t *items_order(struct arena *arena, const struct outcome *outcome)
{
	size_t count = outcome->items.len;
	struct key *keys = ARENA_ARRAY(arena, count, struct key);
	size_t *order = ARENA_ARRAY(arena, count, size_t);

	for (size_t i = 0; i < count; i++) {
		const struct outcome_item *item = &outcome->items.items[i];
		keys[i] = (struct key){ item->input, outcome_rule_at(outcome, item->rule), i };
	}
	if (count > 1)
		qsort(keys, count, sizeof(*keys), key_order);
	for (size_t i = 0; i < count; i++)
		order[i] = keys[i].index;
	return order;
}

struct slice report_junit(struct arena *arena, const struct outcome *outcome)
{
	struct junit junit = { .arena = arena,
			       .outcome = outcome,
			       .order = items_order(arena, outcome) };
	xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNode *root = doc ? xmlNewDocNode(doc, NULL, (const xmlChar *)"testsuites", NULL) : NULL;
	struct tally tally = { 0 };
	struct slice text;
	xmlChar *bytes = NULL;
	int length = 0;

	if (!root)
		memory_exhausted();
	xmlDocSetRootElement(doc, root);
	attribute(&junit, root, "name", SLICE("careplan"));
	for (size_t i = 0; i < outcome->inputs.len; i++)
		suite_add(&junit, root, i, &tally);
	tally_set(&junit, root, &tally);
	xmlDocDumpFormatMemoryEnc(doc, &bytes, &length, "UTF-8", 1);
	if (!bytes)
		memory_exhausted();
	text = slice_copy(arena, (struct slice){ (const char *)bytes, (size_t)length });
	xmlFree(bytes);
	xmlFreeDoc(doc);
	return text;
}
