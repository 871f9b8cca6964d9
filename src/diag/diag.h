#ifndef DIAG_DIAG_H
#define DIAG_DIAG_H

#include "base/lang.h"
#include "base/utf8.h"
#include "diag/span.h"

/*
 * Findings: what is wrong with the input, where, and what to do.  The program's own kinds are rows
 * of diag.def; rules between fields come from a template with messages of their own.
 */

enum level { LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR, LEVEL_COUNT };

enum diag_id {
#define DIAG(id, name, level, en, vi, help_en, help_vi) DIAG_##id,
#include "diag/diag.def"
#undef DIAG
	DIAG_COUNT
};

/* A file that findings point into.  text stays as it was read, byte for byte. */
struct source {
	struct slice name;
	struct slice text;
	uint32_t *lines;       /* offset of each line's first byte */
	uint32_t lines_before; /* in the file, when text is only a part of it */
	size_t line_count;
	struct column_mark *marks; /* along lines that are long */
	size_t mark_count;
	bool is_absent;          /* only a place in it is known: see report_place */
	uint32_t columns_before; /* of that place */
};

/* A named value in a message: {name}. */
struct diag_arg {
	const char *name;
	struct text2 value;
};

/* A second place that belongs to a finding. */
struct related {
	struct span span;
	struct text2 message;
};

struct finding {
	struct slice rule; /* stable kebab-case id */
	enum level level;
	struct span span;
	struct slice path; /* of the field, as in "team.roles.agent.headcount"; may be empty */
	struct text2 message;
	struct text2 help;
	struct related *related;
	size_t related_count;
	const struct diag_arg *args;
	size_t arg_count;
	bool left_out;  /* past the number of findings that are to be shown */
	bool is_hushed; /* until report_sweep */
};

/* A finding that is not reported, and why. */
enum hush { HUSH_ALLOWED, HUSH_BASELINE };
struct hushed {
	struct finding finding;
	enum hush how;
	struct text2 reason;
};

struct report {
	struct arena *arena;
	struct source *sources; /* [0] is unused */
	size_t source_count;
	size_t source_cap;
	struct finding *findings;
	size_t count;
	size_t cap;
	struct hushed *hushed;
	size_t hushed_count;
	size_t hushed_cap;
};

/* What a finding of the program's own is called and how grave it is. */
const char *diag_name(enum diag_id id);
enum level diag_level(enum diag_id id);
/* Its message with the {names} still in it, and its help; for "explain". */
struct text2 diag_message(enum diag_id id);
struct text2 diag_help(enum diag_id id);
/* What it is about: the message, or a title where the message is made anew each time. */
struct text2 diag_title(enum diag_id id);
bool diag_find(struct slice name, enum diag_id *id);
/* More for "explain"; empty where pages.def has no row. */
struct diag_page {
	const char *refs; /* numbers in the list of requirements, with blanks between */
	struct text2 why;
	const char *bad, *good;
};
struct diag_page diag_page(enum diag_id id);

/* "error", "warning", "info"; in a language for people. */
const char *level_key(enum level level);
const char *level_word(enum level level, enum lang lang);
bool level_find(struct slice key, enum level *level);

struct report report_new(struct arena *arena);
/* Registers a file and returns its number for spans.  name and text are borrowed. */
uint32_t report_source(struct report *report, struct slice name, struct slice text);
/* The same for a part of a file: lines_before is the number of lines that precede it there. */
uint32_t report_source_part(struct report *report, struct slice name, struct slice text,
			    uint32_t lines_before);
/* A place of a file that is not at hand: reports name it, and nothing of the file is shown. */
struct span report_place(struct report *report, struct slice name, struct place place);
const struct source *report_source_at(const struct report *report, uint32_t file);
struct place source_place(const struct source *source, uint32_t offset);
/* The line (from 1) without its line end. */
struct slice source_line(const struct source *source, uint32_t line);

/* The first place of a text in the bytes of a span, or the whole span when it does not occur. */
struct span source_narrow(const struct report *report, struct span span, struct slice text);
/*
 * One after the other, places of texts in the bytes of a span: each search begins behind the last
 * place found.  Texts are in composed form; what is written need not be.
 */
struct source_seek {
	struct arena *arena;
	struct span span;
	struct slice composed; /* of what is written in the span */
	struct utf8_trail trail;
	size_t at;
	unsigned missed; /* how often in vain: after some times it is not tried any more */
};
struct source_seek source_seek(const struct report *report, struct span span);
bool source_seek_next(struct source_seek *seek, struct slice text, struct span *found);
/* The same, or else from the first byte on; the whole span when it does not occur. */
struct span source_seek_again(struct source_seek *seek, struct slice text);

struct diag_arg diag_text(const char *name, struct slice value);
struct diag_arg diag_text2(const char *name, struct text2 value);
struct diag_arg diag_number(struct report *report, const char *name, int64_t value);

/* For calls: diag_add(report, DIAG_X, span, path, DIAG_ARGS(diag_text("key", key))). */
#define DIAG_ARGS(...) \
	(const struct diag_arg[]){ __VA_ARGS__ }, \
		sizeof((const struct diag_arg[]){ __VA_ARGS__ }) / sizeof(struct diag_arg)
#define DIAG_NO_ARGS NULL, 0

/* Adds a finding; the result may be given related places until the next one is added. */
struct finding *diag_add(struct report *report, enum diag_id id, struct span span,
			 struct slice path, const struct diag_arg *args, size_t arg_count);

/* The same for a rule of a template. */
struct rule_words {
	struct slice id;
	enum level level;
	struct text2 message;
	struct text2 help;
};
struct finding *diag_add_rule(struct report *report, const struct rule_words *words,
			      struct span span, struct slice path, const struct diag_arg *args,
			      size_t arg_count);
void finding_relate(struct report *report, struct finding *finding, struct span span,
		    struct text2 message);

/* Puts a finding of the report among the hushed ones; report_sweep then takes all of them out. */
void report_hush(struct report *report, struct finding *finding, enum hush how,
		 struct text2 reason);
void report_sweep(struct report *report);
/* Marks the least grave ones past `room` as left out, and returns how many. */
size_t report_leave_out(struct report *report, size_t room);
/*
 * What a finding is about, whatever line it stands on: its rule, path and the text it points at.
 * Line ends and the composition of letters make no difference.
 */
uint64_t finding_mark(struct arena *arena, const struct report *report,
		      const struct finding *finding);
/* Rules that nobody may turn down or accept: the plan could not be read as it stands. */
bool rule_is_firm(struct slice rule);

/* By file, position, rule; exact repetitions are dropped. */
void report_sort(struct report *report);
size_t report_count(const struct report *report, enum level level);
/* True when a finding stands at this level or above it. */
bool report_has(const struct report *report, enum level least);

/* Puts args into a text with {names}. */
struct slice diag_fill(struct arena *arena, struct slice text, enum lang lang,
		       const struct diag_arg *args, size_t arg_count);
/* The same in every language that the text has. */
struct text2 diag_fill2(struct arena *arena, const struct text2 *text, const struct diag_arg *args,
			size_t arg_count);

#endif
