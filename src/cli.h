#ifndef CLI_H
#define CLI_H

#include "value/date.h"
#include "base/nearest.h"
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

/* An option as it was given; one that may be repeated has several. */
struct given {
	enum option_id id;
	const char *value;
};

struct options {
	struct arena *arena;
	enum lang ui;
	bool given[OPTION_COUNT];
	const char
		*value[OPTION_COUNT]; /* of options with a value: the last; NULL when not given */
	VEC(struct given) all;        /* in the order of the command line */
	VEC(const char *) inputs;
	/* The plan itself, where a host holds it: no file is read, and no settings are sought. */
	struct slice text;
	struct date today;
	struct slice date;           /* the same as ISO text */
	enum lang langs[LANG_COUNT]; /* of --lang, in its order */
	size_t lang_count;           /* 0: not given */
	bool color;
	bool is_alone; /* the process is the program's own, not a host's */
	bool is_mute;  /* nothing is said on stderr: another process will say it */
};

struct option {
	const char *name;
	char letter;       /* 0: none */
	const char *value; /* "" for a switch */
	const char *verbs; /* letters of those that take it; "*" for all */
	struct text2 help;
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

/* The rows of options.def and verbs.def by number, from 0; NULL past the last. */
const struct option *cli_option(int id);
const struct verb *cli_verb(int number);
/* May the option stand behind the verb?  NULL: before any verb. */
bool option_fits(const struct option *option, const struct verb *verb);

/* Runs the program; returns its exit code. */
int cli_run(struct arena *arena, int argc, char **argv, bool is_alone);
/* The same from begin to end: see careplan_run. */
int program_run(int argc, char **argv, bool is_alone);

/* Says something on stderr: "careplan: …".  {1} and {2} in the texts are filled in. */
void cli_say(const struct options *options, struct text2 text, struct slice one, struct slice two);
/* The same, for a mistake in how the program was called; returns EXIT_USAGE. */
int cli_usage(const struct options *options, struct text2 text, struct slice one, struct slice two);
/*
 * A name that is none: {1} is the name and {2} the nearest one there is, as a question, or where
 * none is near the other words.  Returns EXIT_USAGE.
 */
int cli_unknown(const struct options *options, const struct nearest *nearest, struct text2 text,
		struct slice name, struct text2 otherwise);
/* "cannot write …", with the system's word for it; returns EXIT_SYSTEM. */
int cli_unwritten(const struct options *options, const char *path, const char *reason);
/* Of two exit codes the graver one. */
static inline int exit_graver(int one, int other)
{
	return one > other ? one : other;
}
void cli_out(struct slice text);
void cli_err(struct slice text);
/* The value of an option that counts something, or `otherwise`; *code is EXIT_USAGE when it is
 * none. */
size_t cli_number(const struct options *options, enum option_id id, size_t most, size_t otherwise,
		  int *code);
/* --jobs: how many processes at a time; else, and for 0, as many as there are cores. */
size_t cli_jobs(const struct options *options, int *code);

#endif
