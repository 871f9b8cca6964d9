#ifndef SETTINGS_H
#define SETTINGS_H

#include "cli.h"
#include "template/template.h"

/*
 * How grave findings are and what fails: the careplan.toml found upward from a plan, and over it
 * the command line.
 */
struct level_override {
	struct slice rule;
	struct span span; /* SPAN_NONE: from the command line */
	enum level level;
	bool off;
};

struct settings {
	VEC(struct level_override) levels; /* a later one wins */
	bool fails;                        /* false for fail-on = "never" */
	enum level fail_level;
	size_t min_score;     /* 0: any will do */
	const char *template; /* NULL when not set */
	const char *theme;    /* a name or a path; NULL when not set */
	bool wrong;           /* a settings file that cannot be taken as it is */
};

/* The settings file of a plan and the files that it names; each NULL when there is none. */
struct settings_files {
	const char *file;
	const char *template;
	const char *theme;
};
struct settings_files settings_files(struct arena *arena, struct slice plan);
/*
 * Mistakes in a settings file are findings; one on the command line is said there, and makes the
 * result EXIT_USAGE.  name is the plan's.
 */
int settings_load(struct arena *arena, struct report *report, const struct options *options,
		  struct slice name, struct settings *settings);
/* Once the template is known: do the rules exist whose levels were set?  t may be NULL. */
int settings_check_rules(struct arena *arena, struct report *report, const struct options *options,
			 struct settings *settings, const struct template *t);
/* Gives the findings from `from` on the levels that were set; those that are off vanish. */
void settings_apply(const struct settings *settings, struct report *report, size_t from);
/* The file that holds them: the nearest at or above the plan, or NULL. */
const char *settings_path(struct arena *arena, struct slice plan);
bool settings_fail(const struct settings *settings, const struct report *report);

#endif
