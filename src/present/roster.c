/*
 * The week of a team: seats by hour from shifts, and what of the promised hours nobody staffs; a
 * week for each season that has one of its own.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "present/figures.h"
#include "value/week.h"

enum { DAYS = 7, HOURS = 24, MOST_GAPS = 6 };

struct week {
	VEC(struct season) seasons; /* in which it is like this */
	unsigned *seats;            /* by minute */
	bool *promised;
	unsigned most;
	bool any;
	bool any_promised;
};

/* A stretch of one day, in minutes. */
struct stretch {
	unsigned from;
	unsigned to;
	unsigned seats;
};

struct weeks {
	VEC(struct week) list;
};

static const struct hours *hours_of(const struct value *value)
{
	return value_has(value) && value->field->type == TYPE_HOURS ? value->as.hours : NULL;
}

static void shift_add(struct week *week, bool *open, const struct group *shift, int day)
{
	const struct hours *hours = hours_of(figure_value(shift, ROLE_HOURS));
	const struct value *seats = figure_value(shift, ROLE_SEATS);
	struct week_run run = { 0, 0 };
	double count =
		seats && type_is_number(seats->field->type) ? decimal_double(seats->as.number) : 1;

	if (!hours || count < 1)
		return;
	hours_week(hours, day, open);
	while (week_next(open, run.end, &run)) {
		for (int i = run.start; i < run.end; i++) {
			week->seats[i] += count > 9999 ? 9999 : (unsigned)count;
			week->most = week->seats[i] > week->most ? week->seats[i] : week->most;
		}
		week->any = true;
	}
}

static struct week week_of(struct presenter *p, const struct hours *promised,
			   const struct value *records, int day)
{
	struct week week = { .seats = ARENA_ARRAY(p->arena, HOURS_WEEK, unsigned),
			     .promised = ARENA_ARRAY(p->arena, HOURS_WEEK, bool) };
	bool *open = ARENA_ARRAY(p->arena, HOURS_WEEK, bool);

	for (size_t i = 0; i < records->as.records.count; i++)
		shift_add(&week, open, records->as.records.items[i], day);
	if (promised)
		hours_week(promised, day, week.promised);
	week.any_promised = promised != NULL;
	return week;
}

static bool same_week(const struct week *a, const struct week *b)
{
	return memcmp(a->seats, b->seats, HOURS_WEEK * sizeof(*a->seats)) == 0 &&
	       memcmp(a->promised, b->promised, HOURS_WEEK * sizeof(*a->promised)) == 0;
}

/* Adds a season to a week, in one with the season before or, over the turn of the year, behind. */
static void season_add(struct presenter *p, struct week *week, struct season season)
{
	struct season *first = week->seasons.items;
	struct season *last = first ? first + week->seasons.len - 1 : NULL;

	if (last && last->last + 1 == season.first)
		last->last = season.last;
	else if (first && (season.last + 1) % YEAR_DAYS == first->first)
		first->first = season.first;
	else
		*vec_push(p->arena, &week->seasons) = season;
}

static struct weeks weeks_of(struct presenter *p, const struct hours *promised,
			     const struct value *records)
{
	struct weeks weeks = { { NULL, 0, 0 } };
	struct turns turns = { .count = 0 };
	struct season part;
	size_t at = 0;

	if (promised)
		hours_turns(promised, &turns);
	for (size_t i = 0; i < records->as.records.count; i++) {
		const struct value *hours = figure_value(records->as.records.items[i], ROLE_HOURS);
		if (hours_of(hours))
			hours_turns(hours->as.hours, &turns);
	}
	while (turns_next(&turns, &at, &part)) {
		struct week week = week_of(p, promised, records, part.first);
		size_t same = 0;
		while (same < weeks.list.len && !same_week(&weeks.list.items[same], &week))
			same++;
		if (same == weeks.list.len)
			*vec_push(p->arena, &weeks.list) = week;
		season_add(p, &weeks.list.items[same], part);
	}
	return weeks;
}

/* --- The grid --- */

static struct figure_cell hour_cell(struct presenter *p, const struct week *week, size_t hour)
{
	struct figure_cell cell = { .text = SLICE("") };
	unsigned least = 0;
	unsigned most = 0;

	for (size_t i = hour * 60; i < (hour + 1) * 60; i++) {
		unsigned seats = week->seats[i];
		most = seats > most ? seats : most;
		if (!week->promised[i])
			continue;
		least = !cell.outlined || seats < least ? seats : least;
		cell.outlined = true;
		cell.alert = cell.alert || seats == 0;
	}
	if (!cell.outlined)
		least = most;
	cell.weight = week->most > 0 ? (double)least / week->most : 0;
	if (cell.alert)
		cell.text = SLICE("!");
	else if (least > 0)
		cell.text = text_printf(p->arena, "%u", least);
	return cell;
}

static void grid_fill(struct presenter *p, const struct week *week, struct doc_figure *figure)
{
	figure->rows = ARENA_ARRAY(p->arena, DAYS, struct slice);
	figure->columns = ARENA_ARRAY(p->arena, HOURS, struct slice);
	figure->cells = ARENA_ARRAY(p->arena, DAYS * HOURS, struct figure_cell);
	figure->row_count = DAYS;
	figure->column_count = HOURS;
	for (unsigned i = 0; i < DAYS; i++)
		figure->rows[i] = show_word(p, (enum doc_word)(WORD_DAY_1 + i));
	for (unsigned i = 0; i < HOURS; i++)
		figure->columns[i] = text_printf(p->arena, "%02u", i);
	for (size_t i = 0; i < DAYS * HOURS; i++)
		figure->cells[i] = hour_cell(p, week, i);
}

/* --- In words --- */

static struct slice clock_text(struct presenter *p, const struct stretch *stretch)
{
	return text_printf(p->arena, "%02u:%02u–%02u:%02u", stretch->from / 60, stretch->from % 60,
			   stretch->to / 60, stretch->to % 60);
}

/* The stretch of a day that begins at a minute: the same number of seats, or all of it a gap. */
static struct stretch stretch_at(const struct week *week, unsigned day, unsigned minute, bool gaps)
{
	const unsigned *seats = week->seats + day * HOURS_DAY;
	const bool *promised = week->promised + day * HOURS_DAY;
	struct stretch stretch = { minute, minute,
				   gaps ? promised[minute] && seats[minute] == 0 : seats[minute] };

	while (stretch.to < HOURS_DAY) {
		unsigned now =
			gaps ? promised[stretch.to] && seats[stretch.to] == 0 : seats[stretch.to];
		if (now != stretch.seats)
			break;
		stretch.to++;
	}
	return stretch;
}

/* A day as text: "08:00–13:00 7; 13:00–16:00 11", or its gaps "12:00–13:00". */
static struct slice day_text(struct presenter *p, const struct week *week, unsigned day, bool gaps)
{
	struct buf text = BUF_IN(p->arena);
	struct stretch stretch = { 0, 0, 0 };

	while (stretch.to < HOURS_DAY) {
		stretch = stretch_at(week, day, stretch.to, gaps);
		if (stretch.seats == 0)
			continue;
		buf_puts(&text, text.len > 0 ? gaps ? ", " : "; " : "");
		buf_put(&text, clock_text(p, &stretch));
		if (!gaps)
			buf_printf(&text, ": %u", stretch.seats);
	}
	return buf_slice(&text);
}

static bool is_alike(const struct week *week, unsigned one, unsigned other, bool gaps_only)
{
	const unsigned *seats = week->seats + one * HOURS_DAY;
	const unsigned *others = week->seats + other * HOURS_DAY;
	const bool *promised = week->promised + one * HOURS_DAY;
	const bool *also = week->promised + other * HOURS_DAY;
	bool same = memcmp(seats, others, HOURS_DAY * sizeof(*seats)) == 0;

	if (same && memcmp(promised, also, HOURS_DAY * sizeof(*promised)) == 0)
		return true;
	if (!same && !gaps_only)
		return false;
	for (size_t i = 0; i < HOURS_DAY; i++) {
		if ((promised[i] && seats[i] == 0) != (also[i] && others[i] == 0))
			return false;
	}
	return true;
}

/* Days from one on that look the same. */
static unsigned days_alike(const struct week *week, unsigned day, bool gaps_only)
{
	unsigned end = day + 1;

	while (end < DAYS && is_alike(week, day, end, gaps_only))
		end++;
	return end;
}

static struct slice days_name(struct presenter *p, unsigned day, unsigned end)
{
	if (end == day + 1)
		return show_word(p, (enum doc_word)(WORD_DAY_1 + day));
	return text_printf(p->arena, "%.*s–%.*s",
			   SLICE_ARG(show_word(p, (enum doc_word)(WORD_DAY_1 + day))),
			   SLICE_ARG(show_word(p, (enum doc_word)(WORD_DAY_1 + end - 1))));
}

static struct slice gaps_text(struct presenter *p, const struct week *week)
{
	struct buf text = BUF_IN(p->arena);
	unsigned end;
	unsigned count = 0;

	for (unsigned day = 0; day < DAYS; day = end) {
		struct slice gaps = day_text(p, week, day, true);
		end = days_alike(week, day, true);
		if (gaps.len == 0)
			continue;
		if (count++ >= MOST_GAPS)
			continue;
		buf_printf(&text, "%s%.*s %.*s", text.len > 0 ? "; " : "",
			   SLICE_ARG(days_name(p, day, end)), SLICE_ARG(gaps));
	}
	if (count > MOST_GAPS)
		buf_put(&text, show_word1(p, WORD_FIGURE_LIST_AND,
					  text_printf(p->arena, "%u", count - MOST_GAPS)));
	return buf_slice(&text);
}

static void cell_text(struct presenter *p, struct doc_node *row, struct slice text, bool header)
{
	struct doc_node *cell = doc_add(p->arena, row, DOC_CELL);

	cell->as.cell.header = header;
	if (text.len > 0)
		doc_add_paragraph(p->arena, cell, text);
}

static void roster_table(struct presenter *p, struct doc_node *parent, const struct week *week,
			 bool gaps)
{
	struct doc_node *table = doc_add(p->arena, parent, DOC_TABLE);
	struct doc_column *columns = ARENA_ARRAY(p->arena, 3, struct doc_column);
	struct doc_node *row = doc_add(p->arena, table, DOC_ROW);
	unsigned end;

	table->as.table.kind = TABLE_GRID;
	table->as.table.columns = columns;
	table->as.table.column_count = gaps ? 3 : 2;
	row->as.row.kind = ROW_HEADER;
	cell_text(p, row, show_word(p, WORD_ROSTER_DAY), true);
	cell_text(p, row, show_word(p, WORD_ROSTER_BY_HOUR), true);
	if (gaps)
		cell_text(p, row, show_word(p, WORD_ROSTER_UNSTAFFED), true);
	for (unsigned day = 0; day < DAYS; day = end) {
		end = days_alike(week, day, false);
		row = doc_add(p->arena, table, DOC_ROW);
		cell_text(p, row, days_name(p, day, end), true);
		cell_text(p, row, day_text(p, week, day, false), false);
		if (gaps)
			cell_text(p, row, day_text(p, week, day, true), false);
	}
}

static struct slice roster_description(struct presenter *p, const struct week *week,
				       struct slice caption)
{
	struct buf text = BUF_IN(p->arena);
	unsigned end;

	buf_put(&text, caption);
	for (unsigned day = 0; day < DAYS; day = end) {
		end = days_alike(week, day, false);
		buf_printf(&text, " %.*s: %.*s.", SLICE_ARG(days_name(p, day, end)),
			   SLICE_ARG(day_text(p, week, day, false)));
	}
	return buf_slice(&text);
}

static struct slice seasons_text(struct presenter *p, const struct week *week)
{
	struct buf text = BUF_IN(p->arena);

	for (size_t i = 0; i < week->seasons.len; i++) {
		buf_puts(&text, i > 0 ? ", " : "");
		buf_put(&text, season_show(p->arena, week->seasons.items[i], p->lang));
	}
	return buf_slice(&text);
}

static void week_figure(struct presenter *p, struct doc_node *parent, const struct value *records,
			const struct week *week, struct slice season)
{
	struct doc_figure *figure = ARENA_NEW(p->arena, struct doc_figure);
	struct slice facts[] = { season, SLICE_NONE, SLICE_NONE };
	struct slice gaps = gaps_text(p, week);

	figure->kind = FIGURE_ROSTER;
	grid_fill(p, week, figure);
	facts[1] = show_word(p, week->any_promised ? WORD_ROSTER_FACT : WORD_ROSTER_SEATS);
	if (gaps.len > 0)
		facts[2] = show_word1(p, WORD_ROSTER_GAPS, gaps);
	else if (week->any_promised)
		facts[2] = show_word(p, WORD_ROSTER_NO_GAPS);
	figure->caption = figure_caption(p, records, facts, 3);
	figure->description = roster_description(p, week, figure->caption);
	roster_table(p, figure_add(p, parent, records, figure), week, gaps.len > 0);
}

void figure_of_roster(struct presenter *p, struct doc_node *parent, const struct group *group,
		      const struct value *records)
{
	const struct hours *promised =
		records->field->promised_from.len > 0
			? hours_of(group_value(group, records->field->promised_from))
			: NULL;
	struct weeks weeks = weeks_of(p, promised, records);
	bool any = false;

	for (size_t i = 0; i < weeks.list.len; i++)
		any = any || weeks.list.items[i].any;
	for (size_t i = 0; any && i < weeks.list.len; i++)
		week_figure(p, parent, records, &weeks.list.items[i],
			    weeks.list.len > 1 ? seasons_text(p, &weeks.list.items[i])
					       : SLICE_NONE);
}
