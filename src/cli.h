#ifndef CLI_H
#define CLI_H

#include "base/date.h"
#include "base/vec.h"
#include "diag/diag.h"

/* Arguments → options, and everything the program says to its user. */

enum exit_code { EXIT_DONE = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3 };

enum option_id {
#define OPTION(id, name, letter, value, verbs, vi, en) OPTION_##id,
#include "options.def"
#undef OPTION
	OPTION_COUNT
};

struct level_override {
	struct slice rule;
	enum level level;
	bool off;
};

struct options {
	struct arena *arena;
	enum lang ui;
	bool given[OPTION_COUNT];
	const char *value[OPTION_COUNT]; /* of options with a value; NULL when not given */
	VEC(const char *) inputs;
	VEC(struct level_override) levels;
	struct date today;
	struct slice date;    /* the same as ISO text */
	bool color;
	bool fails;           /* false for --fail-on never */
	enum level fail_level;
};

struct verb {
	char letter;
	const char *name;
	int (*run)(struct options *options);
	const char *arguments;
	struct text2 summary;
	const char *examples;
};

#define VERB(letter, name, function, arguments, vi, en, examples) int function(struct options *);
#include "verbs.def"
#undef VERB

/* Runs the program; returns its exit code. */
int cli_run(struct arena *arena, int argc, char **argv);

/* Says something on stderr: "careplan: …".  {1} and {2} in the texts are filled in. */
void cli_say(const struct options *options, struct text2 text, struct slice one, struct slice two);
/* The same, for a mistake in how the program was called; returns EXIT_USAGE. */
int cli_usage(const struct options *options, struct text2 text, struct slice one, struct slice two);
void cli_out(struct slice text);
void cli_err(struct slice text);
/* Applies --level to a report, then says whether it fails. */
void cli_levels(const struct options *options, struct report *report);
bool cli_fails(const struct options *options, const struct report *report);

#endif
