/* A line of the ledger: cells between tabs, which JSON never holds. */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "batch/ledger.h"
#include "emit/json.h"

enum { CELL_COUNT = 15, EXIT_CODE_MAX = 3, SCORE_MAX = 100 };

struct slice record_json(struct arena *arena, struct slice text)
{
	return json_compact(arena, json_text(text));
}

struct slice record_text(struct arena *arena, struct slice json)
{
	json_t *value;
	struct slice text;

	if (json.len >= 2 && json.ptr[0] == '"' && !memchr(json.ptr, '\\', json.len))
		return slice_copy(arena, slice_sub(json, 1, json.len - 1));
	value = json_loadb(json.ptr, json.len, JSON_DECODE_ANY, NULL);
	text = json_is_string(value)
		       ? slice_copy(arena, (struct slice){ json_string_value(value),
							   json_string_length(value) })
		       : SLICE_NONE;
	json_decref(value);
	return text;
}

struct slice record_label(struct arena *arena, struct slice name)
{
	static const char between[] = "./-_ ";
	struct slice label =
		diag_fill(arena, name, LANG_EN,
			  DIAG_ARGS(diag_text("lang", SLICE("")), diag_text("ext", SLICE(""))));

	while (label.len > 0 && strchr(between, label.ptr[label.len - 1]))
		label.len--;
	while (label.len > 0 && strchr(between, label.ptr[0]))
		label = slice_sub(label, 1, label.len);
	return path_clean(arena, label);
}

bool record_is_branch(struct slice name)
{
	return name.len > 0 && name.ptr[0] != '/';
}

struct slice record_line(struct arena *arena, const struct record *record)
{
	struct buf line = BUF_IN(arena);
	const struct slice texts[] = { record->key,          record->base_json,
				       record->files_json,   record->documents_json,
				       record->entry_json,   record->said_json,
				       record->findings_json };

	buf_printf(&line, "%.*s\t%d\t%d\t%u\t%d", SLICE_ARG(digest_text(arena, record->inputs)),
		   record->code, record->is_kept, record->milliseconds, record->score);
	for (int i = 0; i < LEVEL_COUNT; i++)
		buf_printf(&line, "\t%zu", record->levels[i]);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		buf_putc(&line, '\t');
		buf_put(&line, texts[i]);
	}
	buf_putc(&line, '\n');
	return buf_slice(&line);
}

/* What a cell may hold besides null; what is said once may be none. */
static bool cell_is(struct slice json, json_type type, bool may_be_null)
{
	json_t *value = json_loadb(json.ptr, json.len, JSON_DECODE_ANY, NULL);
	bool is = value && (json_typeof(value) == type || (may_be_null && json_is_null(value)));

	json_decref(value);
	return is;
}

bool record_is_sound(const struct record *record)
{
	return cell_is(record->key, JSON_STRING, false) &&
	       cell_is(record->base_json, JSON_STRING, true) &&
	       cell_is(record->files_json, JSON_ARRAY, false) &&
	       cell_is(record->documents_json, JSON_ARRAY, false) &&
	       cell_is(record->entry_json, JSON_OBJECT, true) &&
	       cell_is(record->said_json, JSON_STRING, false) &&
	       cell_is(record->findings_json, JSON_OBJECT, true);
}

static bool number_parse(struct slice text, long least, long *number)
{
	char digits[24];
	char *end;

	if (text.len == 0 || text.len >= sizeof(digits))
		return false;
	memcpy(digits, text.ptr, text.len);
	digits[text.len] = '\0';
	*number = strtol(digits, &end, 10);
	return *end == '\0' && *number >= least;
}

bool record_parse(struct slice line, struct record *record)
{
	struct slice cells[CELL_COUNT];
	long numbers[4 + LEVEL_COUNT];
	size_t start = 0;

	if (line.len == 0 || line.ptr[line.len - 1] != '\n')
		return false;
	line.len--;
	for (size_t i = 0; i < CELL_COUNT; i++) {
		size_t end = slice_find(line, SLICE("\t"), start);
		if (start > line.len || (i + 1 == CELL_COUNT) != (end == line.len))
			return false;
		cells[i] = slice_sub(line, start, end);
		start = end + 1;
	}
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		if (!number_parse(cells[1 + i], i == 3 ? -1 : 0, &numbers[i]))
			return false;
	}
	*record = (struct record){
		.code = (int)numbers[0],
		.is_kept = numbers[1] != 0,
		.milliseconds = (unsigned)numbers[2],
		.score = (int)numbers[3],
		.key = cells[8],
		.base_json = cells[9],
		.files_json = cells[10],
		.documents_json = cells[11],
		.entry_json = cells[12],
		.said_json = cells[13],
		.findings_json = cells[14],
	};
	for (int i = 0; i < LEVEL_COUNT; i++)
		record->levels[i] = (size_t)numbers[4 + i];
	return numbers[0] <= EXIT_CODE_MAX && numbers[3] <= SCORE_MAX &&
	       digest_parse(cells[0], &record->inputs);
}
