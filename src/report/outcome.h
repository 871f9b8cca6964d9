#ifndef REPORT_OUTCOME_H
#define REPORT_OUTCOME_H

#include "base/index.h"
#include "base/vec.h"
#include "template/template.h"

/*
 * What a run found in all its plans, on its own memory: positions are resolved and texts are clean
 * UTF-8 without control characters, so that every report format can write them as they are.
 */

struct outcome_place {
	struct slice file;             /* from the current directory */
	uint32_t line;                 /* from 1; 0: nowhere in the file */
	uint32_t column;               /* code points from 1 */
	uint32_t end_line, end_column; /* behind the last character */
};

struct outcome_note {
	struct outcome_place place;
	struct text2 message;
};

struct outcome_arg {
	struct slice name;
	struct text2 value;
};

enum outcome_state { OUTCOME_OPEN, OUTCOME_ALLOWED, OUTCOME_BASELINE };

struct outcome_item {
	size_t input; /* the plan it was found for */
	struct slice rule;
	enum level level;
	enum outcome_state state;
	struct text2 reason; /* when it is not open */
	bool left_out;
	struct outcome_place place;
	struct slice path;
	struct text2 message, help;
	struct outcome_arg *args;
	size_t arg_count;
	struct outcome_note *notes;
	size_t note_count;
	struct slice mark; /* the same for the same thing, wherever it moves */
};

/* A field that is asked and not there, and the points of a hundred that it costs, in tenths. */
struct outcome_gap {
	struct slice path;
	struct text2 label;
	int tenths;
};

struct outcome_input {
	struct slice name;
	bool readable;
	int score; /* 0 … 100; -1 when there is none */
	bool fails;
	enum level fail_level;
	const struct outcome_gap *gaps;
	size_t gap_count;
	size_t first, count;        /* its items */
	size_t levels[LEVEL_COUNT]; /* open ones, left out or not */
	size_t hushed[2];           /* by enum hush */
};

struct outcome_rule {
	struct slice id;
	enum level level;
	struct text2 message, help;
	struct text2 why;       /* this and the next when the outcome explains */
	struct slice bad, good; /* pieces of a plan that break and keep it */
};

struct json_t; /* jansson's */

struct outcome {
	struct arena *arena;
	enum lang lang;
	const char *version;
	bool explains; /* rules bring their reasons and examples along */
	VEC(struct outcome_input) inputs;
	VEC(struct outcome_item) items;
	VEC(struct outcome_rule) rules; /* all there are, by id */
	size_t left_out;
	bool capped; /* whether the report being written leaves out what is left out */
};

/*
 * Adds the findings of one plan.  `about` holds what the report does not know; t is NULL when there
 * is no template.  Everything is copied.
 */
void outcome_add(struct outcome *outcome, const struct outcome_input *about,
		 const struct report *report, const struct template *t);
/* The rules of the program and of a template, without a plan. */
void outcome_add_rules(struct outcome *outcome, const struct template *t);
/*
 * The plans of an outcome as JSON for another process, and added to the outcome there.  What stands
 * in a file that several plans share is told for the first of them alone: `told` holds what was.
 * False when it is no such JSON.
 */
struct json_t *outcome_pack(const struct outcome *outcome);
bool outcome_unpack(struct outcome *outcome, const struct json_t *packed, struct index *told);
/* Whether the report being written shows a finding, and how many open ones it does not show. */
bool outcome_shows(const struct outcome *outcome, const struct outcome_item *item);
size_t outcome_not_shown(const struct outcome *outcome);
/* The place of a rule among outcome->rules, or their number. */
size_t outcome_rule_at(const struct outcome *outcome, struct slice id);

#endif
