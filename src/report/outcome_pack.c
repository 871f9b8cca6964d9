/* What was found in plans, on its way from one process to another. */
#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "emit/json.h"
#include "report/outcome.h"

/* --- Packing --- */

static json_t *both_pack(const struct text2 *text)
{
	json_t *list = json_list();

	for (int i = 0; i < LANG_COUNT; i++)
		json_put(list, text->in[i].ptr ? json_text(text->in[i]) : json_null());
	return list;
}

static json_t *place_pack(const struct outcome_place *place)
{
	const uint32_t numbers[] = { place->line, place->column, place->end_line,
				     place->end_column };
	json_t *list = json_list();

	json_put(list, json_text(place->file));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		json_put(list, json_count(numbers[i]));
	return list;
}

static json_t *item_pack(const struct outcome_item *item)
{
	json_t *table = json_table();
	json_t *args = json_list();
	json_t *notes = json_list();

	for (size_t i = 0; i < item->arg_count; i++) {
		json_put(args, json_text(item->args[i].name));
		json_put(args, both_pack(&item->args[i].value));
	}
	for (size_t i = 0; i < item->note_count; i++) {
		json_put(notes, place_pack(&item->notes[i].place));
		json_put(notes, both_pack(&item->notes[i].message));
	}
	json_set_text(table, "rule", item->rule);
	json_set(table, "level", json_count(item->level));
	json_set(table, "state", json_count(item->state));
	json_set(table, "reason", both_pack(&item->reason));
	json_set(table, "place", place_pack(&item->place));
	json_set_text(table, "path", item->path);
	json_set(table, "message", both_pack(&item->message));
	json_set(table, "help", both_pack(&item->help));
	json_set(table, "args", args);
	json_set(table, "notes", notes);
	json_set_text(table, "mark", item->mark);
	return table;
}

json_t *outcome_pack(const struct outcome *outcome)
{
	json_t *list = json_list();

	for (size_t i = 0; i < outcome->inputs.len; i++) {
		const struct outcome_input *input = &outcome->inputs.items[i];
		json_t *table = json_table();
		json_t *items = json_list();
		for (size_t j = 0; j < input->count; j++)
			json_put(items, item_pack(&outcome->items.items[input->first + j]));
		json_set_text(table, "name", input->name);
		json_set(table, "readable", json_boolean(input->readable));
		json_set(table, "score", json_integer(input->score));
		json_set(table, "fails", json_boolean(input->fails));
		json_set(table, "fail_level", json_count(input->fail_level));
		json_set(table, "items", items);
		json_put(list, table);
	}
	return list;
}

/* --- Unpacking --- */

static struct slice text_of(struct arena *arena, const json_t *value)
{
	if (!json_is_string(value))
		return SLICE_NONE;
	return utf8_clean(arena, (struct slice){ json_string_value(value),
						 json_string_length(value) });
}

/* A number that every form of report can hold. */
static uint32_t number_of(const json_t *value, json_int_t least)
{
	json_int_t number = json_integer_value(value);

	return (uint32_t)(number < least ? least : number > INT32_MAX ? INT32_MAX : number);
}

static struct text2 both_of(struct arena *arena, const json_t *value)
{
	struct text2 text;

	for (int i = 0; i < LANG_COUNT; i++)
		text.in[i] = text_of(arena, json_array_get(value, (size_t)i));
	return text;
}

static struct outcome_place place_of(struct arena *arena, const json_t *value)
{
	struct outcome_place place = { .file = text_of(arena, json_array_get(value, 0)) };

	place.line = number_of(json_array_get(value, 1), 0);
	if (place.line == 0)
		return place;
	place.column = number_of(json_array_get(value, 2), 1);
	place.end_line = number_of(json_array_get(value, 3), place.line);
	place.end_column = number_of(json_array_get(value, 4), 1);
	return place;
}

/* A number of an enum, kept within it. */
static int choice_of(const json_t *value, int count)
{
	json_int_t number = json_integer_value(value);

	return number >= 0 && number < count ? (int)number : 0;
}

static void lists_unpack(struct arena *arena, const json_t *table, struct outcome_item *item)
{
	const json_t *args = json_object_get(table, "args");
	const json_t *notes = json_object_get(table, "notes");

	item->arg_count = json_array_size(args) / 2;
	item->args = ARENA_ARRAY(arena, item->arg_count, struct outcome_arg);
	for (size_t i = 0; i < item->arg_count; i++)
		item->args[i] =
			(struct outcome_arg){ text_of(arena, json_array_get(args, 2 * i)),
					      both_of(arena, json_array_get(args, 2 * i + 1)) };
	item->note_count = json_array_size(notes) / 2;
	item->notes = ARENA_ARRAY(arena, item->note_count, struct outcome_note);
	for (size_t i = 0; i < item->note_count; i++)
		item->notes[i] =
			(struct outcome_note){ place_of(arena, json_array_get(notes, 2 * i)),
					       both_of(arena, json_array_get(notes, 2 * i + 1)) };
}

static struct outcome_item item_unpack(struct arena *arena, const json_t *table)
{
	struct outcome_item item = {
		.rule = text_of(arena, json_object_get(table, "rule")),
		.level = (enum level)choice_of(json_object_get(table, "level"), LEVEL_COUNT),
		.state = (enum outcome_state)choice_of(json_object_get(table, "state"),
						       OUTCOME_BASELINE + 1),
		.reason = both_of(arena, json_object_get(table, "reason")),
		.place = place_of(arena, json_object_get(table, "place")),
		.path = text_of(arena, json_object_get(table, "path")),
		.message = both_of(arena, json_object_get(table, "message")),
		.help = both_of(arena, json_object_get(table, "help")),
		.mark = text_of(arena, json_object_get(table, "mark")),
	};

	lists_unpack(arena, table, &item);
	return item;
}

/* Was the same told for a plan before, of a place outside of this one? */
static bool was_told(struct outcome *outcome, struct slice name, const struct outcome_item *item,
		     struct index *told)
{
	struct slice words = text2_in(&item->message, LANG_EN);
	bool is_new;

	if (slice_equal(item->place.file, name) || item->place.line == 0)
		return false;
	index_at(told,
		 text_printf(outcome->arena, "%.*s:%u:%u %.*s %.*s", SLICE_ARG(item->place.file),
			     (unsigned)item->place.line, (unsigned)item->place.column,
			     SLICE_ARG(item->rule), SLICE_ARG(words)),
		 &is_new);
	return !is_new;
}

static void input_unpack(struct outcome *outcome, const json_t *table, struct index *told)
{
	struct arena *arena = outcome->arena;
	const json_t *items = json_object_get(table, "items");
	struct outcome_input *input = vec_push(arena, &outcome->inputs);
	size_t number = outcome->inputs.len - 1;

	input->name = text_of(arena, json_object_get(table, "name"));
	input->readable = json_is_true(json_object_get(table, "readable"));
	input->score = (int)json_integer_value(json_object_get(table, "score"));
	if (input->score < -1 || input->score > 100)
		input->score = -1;
	input->fails = json_is_true(json_object_get(table, "fails"));
	input->fail_level =
		(enum level)choice_of(json_object_get(table, "fail_level"), LEVEL_COUNT);
	input->first = outcome->items.len;
	for (size_t i = 0; i < json_array_size(items); i++) {
		struct outcome_item item = item_unpack(arena, json_array_get(items, i));
		if (was_told(outcome, input->name, &item, told))
			continue;
		item.input = number;
		*vec_push(arena, &outcome->items) = item;
		input->count++;
		if (item.state == OUTCOME_OPEN)
			input->levels[item.level]++;
		else
			input->hushed[item.state == OUTCOME_ALLOWED ? HUSH_ALLOWED
								    : HUSH_BASELINE]++;
	}
}

bool outcome_unpack(struct outcome *outcome, const json_t *packed, struct index *told)
{
	if (!json_is_array(packed))
		return false;
	for (size_t i = 0; i < json_array_size(packed); i++)
		input_unpack(outcome, json_array_get(packed, i), told);
	return true;
}
