/* The outcome of a run for programs; docs/findings.schema.json is its contract. */
#include <jansson.h>

#include "emit/json.h"
#include "report/report.h"

static json_t *number_or_null(bool given, size_t number)
{
	return given ? json_count(number) : json_null();
}

static void place_set(json_t *table, const struct outcome_place *place)
{
	bool given = place->line > 0;

	json_set_text(table, "file", place->file);
	json_set(table, "line", number_or_null(given, place->line));
	json_set(table, "column", number_or_null(given, place->column));
	json_set(table, "end_line", number_or_null(given, place->end_line));
	json_set(table, "end_column", number_or_null(given, place->end_column));
}

static json_t *both(const struct text2 *text)
{
	json_t *table = json_table();

	for (int i = 0; i < LANG_COUNT; i++)
		json_set_text(table, lang_key((enum lang)i), text2_in(text, (enum lang)i));
	return table;
}

static json_t *args_json(const struct outcome_item *item, enum lang lang)
{
	json_t *table = json_table();

	for (size_t i = 0; i < item->arg_count; i++)
		json_set_text(table, item->args[i].name.ptr, text2_in(&item->args[i].value, lang));
	return table;
}

static json_t *related_json(const struct outcome_item *item, enum lang lang)
{
	json_t *list = json_list();

	for (size_t i = 0; i < item->note_count; i++) {
		json_t *table = json_table();
		place_set(table, &item->notes[i].place);
		json_set_text(table, "message", text2_in(&item->notes[i].message, lang));
		json_set(table, "messages", both(&item->notes[i].message));
		json_put(list, table);
	}
	return list;
}

static json_t *finding_json(const struct outcome_item *item, enum lang lang)
{
	json_t *table = json_table();

	place_set(table, &item->place);
	json_set_text(table, "path", item->path);
	json_set_text(table, "rule", item->rule);
	json_set_text(table, "level", slice_of(level_key(item->level)));
	json_set_text(table, "message", text2_in(&item->message, lang));
	json_set(table, "messages", both(&item->message));
	json_set(table, "args", args_json(item, lang));
	json_set_text(table, "help", text2_in(&item->help, lang));
	json_set(table, "related", related_json(item, lang));
	json_set_text(table, "mark", item->mark);
	return table;
}

static json_t *gaps_json(const struct outcome_input *input, enum lang lang)
{
	json_t *list = json_list();

	for (size_t i = 0; i < input->gap_count; i++) {
		json_t *table = json_table();
		json_set_text(table, "path", input->gaps[i].path);
		json_set_text(table, "label", text2_in(&input->gaps[i].label, lang));
		json_set(table, "points", json_real(input->gaps[i].tenths / 10.0));
		json_put(list, table);
	}
	return list;
}

static void counts_set(json_t *table, const size_t levels[LEVEL_COUNT], const size_t hushed[2])
{
	json_set(table, "errors", json_count(levels[LEVEL_ERROR]));
	json_set(table, "warnings", json_count(levels[LEVEL_WARNING]));
	json_set(table, "infos", json_count(levels[LEVEL_INFO]));
	json_set(table, "suppressed", json_count(hushed[HUSH_ALLOWED]));
	json_set(table, "baseline", json_count(hushed[HUSH_BASELINE]));
}

static json_t *file_json(const struct outcome_input *input, enum lang lang)
{
	json_t *table = json_table();

	json_set_text(table, "file", input->name);
	json_set(table, "readable", json_boolean(input->readable));
	json_set(table, "score", number_or_null(input->score >= 0, (size_t)input->score));
	counts_set(table, input->levels, input->hushed);
	if (input->gaps)
		json_set(table, "gaps", gaps_json(input, lang));
	return table;
}

/* The score of several plans is that of the least complete one, which decides whether they pass. */
static json_t *summary_json(const struct outcome *outcome)
{
	json_t *table = json_table();
	size_t levels[LEVEL_COUNT] = { 0 };
	size_t hushed[2] = { 0 };
	int score = -1;

	for (size_t i = 0; i < outcome->inputs.len; i++) {
		const struct outcome_input *input = &outcome->inputs.items[i];
		for (int level = 0; level < LEVEL_COUNT; level++)
			levels[level] += input->levels[level];
		hushed[HUSH_ALLOWED] += input->hushed[HUSH_ALLOWED];
		hushed[HUSH_BASELINE] += input->hushed[HUSH_BASELINE];
		if (input->score >= 0 && (score < 0 || input->score < score))
			score = input->score;
	}
	json_set(table, "files", json_count(outcome->inputs.len));
	json_set(table, "score", number_or_null(score >= 0, (size_t)score));
	counts_set(table, levels, hushed);
	json_set(table, "left_out", json_count(outcome_not_shown(outcome)));
	return table;
}

struct slice report_json(struct arena *arena, const struct outcome *outcome)
{
	json_t *root = json_table();
	json_t *files = json_list();
	json_t *findings = json_list();

	json_set(root, "schema", json_count(1));
	json_set(root, "files", files);
	json_set(root, "findings", findings);
	for (size_t i = 0; i < outcome->inputs.len; i++)
		json_put(files, file_json(&outcome->inputs.items[i], outcome->lang));
	for (size_t i = 0; i < outcome->items.len; i++) {
		const struct outcome_item *item = &outcome->items.items[i];
		if (item->state == OUTCOME_OPEN && outcome_shows(outcome, item))
			json_put(findings, finding_json(item, outcome->lang));
	}
	json_set(root, "summary", summary_json(outcome));
	return json_finish(arena, root);
}
