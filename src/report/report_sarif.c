/*
 * The outcome of a run as SARIF 2.1.0, for code scanning.  What could not be read is a notification
 * of the run and no result; what was accepted is a suppressed result.
 */
#include <jansson.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "emit/json.h"
#include "report/report.h"

#define SCHEMA \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/" \
	"sarif-schema-2.1.0.json"

struct sarif {
	struct arena *arena;
	const struct outcome *outcome;
	enum lang lang;
	size_t *rule_index; /* of outcome->rules: place among those that occur */
	size_t *ordinals;   /* of items: how many with the same mark stand before it in the plan */
};

static const char *const levels[LEVEL_COUNT] = {
	[LEVEL_INFO] = "note",
	[LEVEL_WARNING] = "warning",
	[LEVEL_ERROR] = "error",
};

static json_t *text_json(struct slice text)
{
	json_t *table = json_table();

	json_set_text(table, "text", text);
	return table;
}

static bool is_uri_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
}

/* Every character that has a meaning in a URI, and all beyond ASCII, as %XX. */
static struct slice uri(struct arena *arena, struct slice path)
{
	struct buf buf = BUF_IN(arena);

	if (slice_starts(path, SLICE("/")))
		buf_puts(&buf, "file://");
	for (size_t i = 0; i < path.len; i++) {
		if (is_uri_plain(path.ptr[i]))
			buf_putc(&buf, path.ptr[i]);
		else
			buf_printf(&buf, "%%%02X", (unsigned)(unsigned char)path.ptr[i]);
	}
	return buf_slice(&buf);
}

static json_t *region_json(const struct outcome_place *place)
{
	json_t *region = json_table();

	json_set(region, "startLine", json_count(place->line));
	json_set(region, "startColumn", json_count(place->column));
	json_set(region, "endLine", json_count(place->end_line));
	json_set(region, "endColumn", json_count(place->end_column));
	return region;
}

static json_t *physical_json(const struct sarif *sarif, const struct outcome_place *place)
{
	json_t *physical = json_table();
	json_t *artifact = json_table();

	json_set_text(artifact, "uri", uri(sarif->arena, place->file));
	json_set(physical, "artifactLocation", artifact);
	if (place->line > 0)
		json_set(physical, "region", region_json(place));
	return physical;
}

static json_t *locations_json(const struct sarif *sarif, const struct outcome_item *item)
{
	json_t *list = json_list();
	json_t *location = json_table();

	json_put(list, location);
	json_set(location, "physicalLocation", physical_json(sarif, &item->place));
	if (item->path.len > 0) {
		json_t *names = json_list();
		json_t *name = json_table();
		json_set_text(name, "fullyQualifiedName", item->path);
		json_put(names, name);
		json_set(location, "logicalLocations", names);
	}
	return list;
}

static json_t *related_json(const struct sarif *sarif, const struct outcome_item *item)
{
	json_t *list = json_list();

	for (size_t i = 0; i < item->note_count; i++) {
		json_t *location = json_table();
		json_set(location, "id", json_count(i + 1));
		json_set(location, "physicalLocation", physical_json(sarif, &item->notes[i].place));
		json_set(location, "message",
			 text_json(text2_in(&item->notes[i].message, sarif->lang)));
		json_put(list, location);
	}
	return list;
}

static json_t *suppressions_json(const struct sarif *sarif, const struct outcome_item *item)
{
	json_t *list = json_list();
	json_t *table = json_table();

	json_set_text(table, "kind",
		      item->state == OUTCOME_ALLOWED ? SLICE("inSource") : SLICE("external"));
	json_set_text(table, "justification", text2_in(&item->reason, sarif->lang));
	json_put(list, table);
	return list;
}

/* GitHub knows an alert again by primaryLocationLineHash, which need not be made from a line. */
static json_t *fingerprints_json(const struct sarif *sarif, const struct outcome_item *item,
				 size_t ordinal)
{
	json_t *table = json_table();
	struct slice print =
		text_printf(sarif->arena, "%.*s:%zu", SLICE_ARG(item->mark), ordinal + 1);

	json_set_text(table, "primaryLocationLineHash", print);
	json_set_text(table, "careplanMark/v1", print);
	return table;
}

static json_t *result_json(const struct sarif *sarif, size_t at)
{
	const struct outcome_item *item = &sarif->outcome->items.items[at];
	json_t *result = json_table();

	json_set_text(result, "ruleId", item->rule);
	json_set(result, "ruleIndex",
		 json_count(sarif->rule_index[outcome_rule_at(sarif->outcome, item->rule)]));
	json_set_text(result, "level", slice_of(levels[item->level]));
	json_set(result, "message", text_json(report_words(sarif->arena, item, sarif->lang)));
	json_set(result, "locations", locations_json(sarif, item));
	if (item->note_count > 0)
		json_set(result, "relatedLocations", related_json(sarif, item));
	json_set(result, "partialFingerprints",
		 fingerprints_json(sarif, item, sarif->ordinals[at]));
	if (item->state != OUTCOME_OPEN)
		json_set(result, "suppressions", suppressions_json(sarif, item));
	return result;
}

static bool is_notification(const struct outcome_item *item)
{
	return item->place.line == 0;
}

static json_t *notification_json(const struct sarif *sarif, const struct outcome_item *item)
{
	json_t *table = json_table();
	json_t *rule = json_table();

	json_set_text(rule, "id", item->rule);
	json_set(rule, "index",
		 json_count(sarif->rule_index[outcome_rule_at(sarif->outcome, item->rule)]));
	json_set(table, "associatedRule", rule);
	json_set_text(table, "level", slice_of(levels[item->level]));
	json_set(table, "message", text_json(report_words(sarif->arena, item, sarif->lang)));
	if (item->place.file.len > 0)
		json_set(table, "locations", locations_json(sarif, item));
	return table;
}

static json_t *invocation_json(const struct sarif *sarif)
{
	json_t *list = json_list();
	json_t *invocation = json_table();
	json_t *notifications = json_list();
	bool successful = true;

	for (size_t i = 0; i < sarif->outcome->inputs.len; i++)
		successful = successful && sarif->outcome->inputs.items[i].readable;
	for (size_t i = 0; i < sarif->outcome->items.len; i++) {
		const struct outcome_item *item = &sarif->outcome->items.items[i];
		if (is_notification(item))
			json_put(notifications, notification_json(sarif, item));
	}
	json_set(invocation, "executionSuccessful", json_boolean(successful));
	json_set(invocation, "toolExecutionNotifications", notifications);
	json_put(list, invocation);
	return list;
}

/* A message as the description of a rule: what differs from case to case becomes an ellipsis. */
static struct slice described(struct arena *arena, struct slice id, struct slice message)
{
	struct buf buf = BUF_IN(arena);
	size_t done = 0;
	size_t open = slice_find(message, SLICE("{"), 0);

	if (open == 0 && slice_find(message, SLICE("}"), 0) + 1 >= message.len)
		return id; /* nothing but one value */
	while (open < message.len) {
		size_t close = slice_find(message, SLICE("}"), open);
		buf_put(&buf, slice_sub(message, done, open));
		buf_puts(&buf, "…");
		done = close + 1;
		open = slice_find(message, SLICE("{"), done);
	}
	buf_put(&buf, slice_sub(message, done, message.len));
	return buf_slice(&buf);
}

/* A piece of a plan below its label, fenced where it is Markdown. */
static void piece_put(struct buf *buf, struct slice label, struct slice piece, bool markdown)
{
	if (piece.len > 0)
		buf_printf(buf, markdown ? "\n\n%.*s\n\n```toml\n%.*s\n```" : "\n\n%.*s\n%.*s",
			   SLICE_ARG(label), SLICE_ARG(piece));
}

/* What to do, why, an example of each kind, and the command that tells the rest. */
static struct slice rule_help(const struct sarif *sarif, const struct outcome_rule *rule,
			      bool markdown)
{
	struct buf buf = BUF_IN(sarif->arena);
	struct text2 bad = TEXT2("Sai:", "Breaks it:");
	struct text2 good = TEXT2("Đúng:", "Keeps it:");
	struct slice help = described(sarif->arena, SLICE(""), text2_in(&rule->help, sarif->lang));
	struct slice why = text2_in(&rule->why, sarif->lang);
	const char *tick = markdown ? "`" : "";

	buf_put(&buf, help);
	buf_printf(&buf, "%s%.*s", help.len > 0 && why.len > 0 ? "\n\n" : "", SLICE_ARG(why));
	piece_put(&buf, text2_in(&bad, sarif->lang), rule->bad, markdown);
	piece_put(&buf, text2_in(&good, sarif->lang), rule->good, markdown);
	buf_printf(&buf, "%s%scareplan explain %.*s%s", buf.len > 0 ? "\n\n" : "", tick,
		   SLICE_ARG(rule->id), tick);
	return buf_slice(&buf);
}

static json_t *rule_json(const struct sarif *sarif, const struct outcome_rule *rule)
{
	struct arena *arena = sarif->arena;
	struct slice message = described(arena, rule->id, text2_in(&rule->message, sarif->lang));
	struct slice why = text2_in(&rule->why, sarif->lang);
	json_t *table = json_table();
	json_t *help = text_json(rule_help(sarif, rule, false));
	json_t *defaults = json_table();

	json_set_text(table, "id", rule->id);
	json_set(table, "shortDescription", text_json(message));
	json_set(table, "fullDescription", text_json(why.len > 0 ? why : message));
	json_set_text(help, "markdown", rule_help(sarif, rule, true));
	json_set(table, "help", help);
	json_set_text(defaults, "level", slice_of(levels[rule->level]));
	json_set(table, "defaultConfiguration", defaults);
	return table;
}

/* The rules that occur, by id. */
static json_t *rules_json(struct sarif *sarif)
{
	const struct outcome *outcome = sarif->outcome;
	bool *occurs = ARENA_ARRAY(sarif->arena, outcome->rules.len + 1, bool);
	json_t *list = json_list();

	sarif->rule_index = ARENA_ARRAY(sarif->arena, outcome->rules.len + 1, size_t);
	for (size_t i = 0; i < outcome->items.len; i++)
		occurs[outcome_rule_at(outcome, outcome->items.items[i].rule)] = true;
	for (size_t i = 0; i < outcome->rules.len; i++) {
		sarif->rule_index[i] = json_array_size(list);
		if (occurs[i])
			json_put(list, rule_json(sarif, &outcome->rules.items[i]));
	}
	return list;
}

static json_t *tool_json(struct sarif *sarif)
{
	json_t *tool = json_table();
	json_t *driver = json_table();

	json_set_text(driver, "name", SLICE("careplan"));
	json_set_text(driver, "semanticVersion", slice_of(sarif->outcome->version));
	json_set_text(driver, "version", slice_of(sarif->outcome->version));
	json_set(driver, "rules", rules_json(sarif));
	json_set(tool, "driver", driver);
	return tool;
}

struct marked {
	const struct outcome_item *item;
	size_t index;
};

static int same_mark(const struct outcome_item *a, const struct outcome_item *b)
{
	int order = slice_compare(a->place.file, b->place.file);

	return order != 0 ? order : slice_compare(a->mark, b->mark);
}

static int marked_order(const void *a, const void *b)
{
	const struct marked *left = a;
	const struct marked *right = b;
	int order = same_mark(left->item, right->item);

	return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

static void ordinals_find(struct sarif *sarif)
{
	size_t count = sarif->outcome->items.len;
	struct marked *all = ARENA_ARRAY(sarif->arena, count, struct marked);

	sarif->ordinals = ARENA_ARRAY(sarif->arena, count, size_t);
	for (size_t i = 0; i < count; i++)
		all[i] = (struct marked){ &sarif->outcome->items.items[i], i };
	if (count > 1)
		qsort(all, count, sizeof(*all), marked_order);
	for (size_t i = 1; i < count; i++) {
		if (same_mark(all[i - 1].item, all[i].item) == 0)
			sarif->ordinals[all[i].index] = sarif->ordinals[all[i - 1].index] + 1;
	}
}

static json_t *results_json(const struct sarif *sarif)
{
	json_t *list = json_list();

	for (size_t i = 0; i < sarif->outcome->items.len; i++) {
		const struct outcome_item *item = &sarif->outcome->items.items[i];
		if (!is_notification(item) && outcome_shows(sarif->outcome, item))
			json_put(list, result_json(sarif, i));
	}
	return list;
}

/* Files' scores, and what the cap left out, for whoever asks. */
static json_t *properties_json(const struct outcome *outcome)
{
	json_t *properties = json_table();
	json_t *scores = json_table();

	for (size_t i = 0; i < outcome->inputs.len; i++) {
		const struct outcome_input *input = &outcome->inputs.items[i];
		if (input->score >= 0)
			json_set(scores, input->name.ptr, json_count((size_t)input->score));
	}
	json_set(properties, "scores", scores);
	json_set(properties, "leftOut", json_count(outcome_not_shown(outcome)));
	return properties;
}

struct slice report_sarif(struct arena *arena, const struct outcome *outcome)
{
	struct sarif sarif = { .arena = arena, .outcome = outcome, .lang = outcome->lang };
	json_t *root = json_table();
	json_t *runs = json_list();
	json_t *run = json_table();

	ordinals_find(&sarif);
	json_set_text(root, "$schema", SLICE(SCHEMA));
	json_set_text(root, "version", SLICE("2.1.0"));
	json_set(root, "runs", runs);
	json_put(runs, run);
	json_set(run, "tool", tool_json(&sarif));
	json_set(run, "invocations", invocation_json(&sarif));
	json_set_text(run, "language", outcome->lang == LANG_VI ? SLICE("vi-VN") : SLICE("en-US"));
	json_set_text(run, "columnKind", SLICE("unicodeCodePoints"));
	json_set(run, "results", results_json(&sarif));
	json_set(run, "properties", properties_json(outcome));
	return json_finish(arena, root);
}
