/* The outcome of a run as GitHub workflow annotations, a line each. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "report/report.h"

static const char *const commands[LEVEL_COUNT] = {
	[LEVEL_INFO] = "notice",
	[LEVEL_WARNING] = "warning",
	[LEVEL_ERROR] = "error",
};

/* Per cent signs and line ends always; `also` for what else ends a property. */
static void escaped_put(struct buf *buf, struct slice text, const char *also)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '%' || c == '\r' || c == '\n' || (c != '\0' && strchr(also, c)))
			buf_printf(buf, "%%%02X", (unsigned)(unsigned char)c);
		else
			buf_putc(buf, c);
	}
}

static void property_put(struct buf *buf, const char *name, struct slice value, char *separator)
{
	buf_putc(buf, *separator);
	*separator = ',';
	buf_printf(buf, "%s=", name);
	escaped_put(buf, value, ":,");
}

/* GitHub shows columns only for annotations of one line, and drops both when they contradict. */
static void place_put(struct buf *buf, const struct outcome_place *place, char *separator)
{
	const struct {
		const char *name;
		uint32_t number;
		bool given;
	} numbers[] = {
		{ "line", place->line, true },
		{ "endLine", place->end_line, true },
		{ "col", place->column, place->line == place->end_line },
		{ "endColumn", place->end_column, place->line == place->end_line },
	};

	if (place->file.len > 0)
		property_put(buf, "file", place->file, separator);
	for (size_t i = 0; place->line > 0 && i < sizeof(numbers) / sizeof(*numbers); i++) {
		if (numbers[i].given)
			property_put(buf, numbers[i].name,
				     text_printf(buf->arena, "%u", numbers[i].number), separator);
	}
}

struct slice report_github(struct arena *arena, const struct outcome *outcome)
{
	struct buf buf = BUF_IN(arena);

	for (size_t i = 0; i < outcome->items.len; i++) {
		const struct outcome_item *item = &outcome->items.items[i];
		char separator = ' ';
		if (item->state != OUTCOME_OPEN || !outcome_shows(outcome, item))
			continue;
		buf_printf(&buf, "::%s", commands[item->level]);
		place_put(&buf, &item->place, &separator);
		property_put(&buf, "title", item->rule, &separator);
		buf_puts(&buf, "::");
		escaped_put(&buf, report_words(arena, item, outcome->lang), "");
		buf_putc(&buf, '\n');
	}
	if (outcome_not_shown(outcome) > 0)
		buf_printf(&buf, "::notice title=careplan::%.*s\n",
			   SLICE_ARG(report_left_out(arena, outcome->left_out, outcome->lang)));
	return buf_slice(&buf);
}
