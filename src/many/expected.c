/* A table of the branches there should be → the list in the report. */
#include "many/expected.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "batch/table.h"
#include "diag/show.h"
#include "emit/json.h"

static const char *const keys[] = { "id", "name", "region" };
enum { KEY_ID, KEY_COUNT = sizeof(keys) / sizeof(*keys) };

static bool columns_find(const struct table *table, size_t places[KEY_COUNT])
{
	for (size_t k = 0; k < KEY_COUNT; k++) {
		places[k] = SIZE_MAX;
		for (size_t i = 0; i < table->column_count; i++) {
			if (slice_is(table->columns[i].text, keys[k]))
				places[k] = i;
		}
	}
	return places[KEY_ID] != SIZE_MAX;
}

static json_t *list_make(struct arena *arena, const struct table *table,
			 const size_t places[KEY_COUNT])
{
	json_t *list = json_list();

	for (size_t i = 0; i < table->rows.len; i++) {
		size_t count;
		const struct table_cell *cells =
			table_cells(arena, table, &table->rows.items[i], &count);
		json_t *entry;
		if (places[KEY_ID] >= count || cells[places[KEY_ID]].text.len == 0)
			continue;
		entry = json_table();
		for (size_t k = 0; k < KEY_COUNT; k++) {
			if (places[k] < count && cells[places[k]].text.len > 0)
				json_set_text(entry, keys[k], cells[places[k]].text);
		}
		json_put(list, entry);
	}
	return list;
}

int expected_read(const struct options *options, struct arena *arena, struct slice *json)
{
	const char *path = options->value[OPTION_EXPECTED];
	struct report report = report_new(arena);
	struct table table;
	size_t places[KEY_COUNT];
	enum file_result result;
	struct text2 reason;
	struct slice text;

	*json = SLICE("");
	if (!path)
		return EXIT_DONE;
	result = file_read(arena, path, TABLE_SIZE_MAX, &text);
	reason = file_reason(result);
	if (result != FILE_OK)
		return cli_usage(options,
				 TEXT2("không đọc được '{1}': {2}", "cannot read '{1}': {2}"),
				 slice_of(path), text2_in(&reason, options->ui));
	if (!table_read(arena, &report, report_source(&report, slice_of(path), text), &table)) {
		report_sort(&report);
		cli_err(diag_show_text(arena, &report, options->ui, options->color));
		return EXIT_USAGE;
	}
	if (!columns_find(&table, places))
		return cli_usage(options,
				 TEXT2("dòng đầu của '{1}' phải có cột 'id' (và có thể có 'name', "
				       "'region')",
				       "the first line of '{1}' must name a column 'id' (and may "
				       "name 'name' and 'region')"),
				 slice_of(path), SLICE_NONE);
	*json = json_compact(arena, list_make(arena, &table, places));
	return EXIT_DONE;
}
