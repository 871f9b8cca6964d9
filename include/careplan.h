#ifndef CAREPLAN_H
#define CAREPLAN_H

/*
 * libcareplan: checks and renders customer-care plans that a host holds in memory.
 *
 *     struct careplan_request request = CAREPLAN_REQUEST_INIT;
 *     request.text = text;
 *     request.length = length;
 *     request.finding = print_it;
 *     code = careplan_check(&request);
 *
 * Every call stands alone: nothing is kept between calls, and any number of threads may call at
 * once.  A plan can name other files (extends, images, its template); they are read as on the
 * command line, relative to `name` and, but for the plans it extends and its template, never from
 * outside its folder.  The network and careplan.toml are never looked at.
 */

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CAREPLAN_API __attribute__((visibility("default")))
#else
#define CAREPLAN_API
#endif

/* What a call came to; the same numbers as the exit codes of the program. */
enum careplan_result {
	CAREPLAN_DONE = 0,     /* no error in the plan; what was asked for was delivered */
	CAREPLAN_FINDINGS = 1, /* the plan has errors; without `draft` nothing was rendered */
	CAREPLAN_USAGE = 2,    /* the request is wrong, or the input cannot be read */
	CAREPLAN_SYSTEM = 3    /* memory ran out, or a file could not be written */
};

enum careplan_level { CAREPLAN_INFO, CAREPLAN_WARNING, CAREPLAN_ERROR };
enum careplan_format { CAREPLAN_MARKDOWN, CAREPLAN_HTML, CAREPLAN_PDF };

/* One finding.  All strings are UTF-8, never NULL, and live until the callback returns. */
struct careplan_finding {
	enum careplan_level level;
	const char *rule;    /* stable id */
	const char *file;    /* "" when it has no place */
	const char *path;    /* of the field, as in "team.roles.agent.headcount"; may be "" */
	const char *message; /* what is wrong */
	const char *help;    /* what to do; may be "" */
	/* From 1, columns in code points; 0 when it has no place.  The end is exclusive. */
	unsigned line, column, end_line, end_column;
};

struct careplan_request {
	size_t size;      /* of this struct, as CAREPLAN_REQUEST_INIT sets it */
	const char *text; /* the plan, UTF-8; borrowed for the call */
	size_t length;    /* in bytes; at most 16 MiB */
	const char *name; /* as findings call it; *.ini is read as INI; NULL: "plan.toml" */
	const char *template_file; /* NULL: the plan's own choice, else the standard template */
	const char *language;      /* of the document: "vi", "en"; NULL: that of the plan */
	const char *messages;      /* language of the findings: "vi", "en"; NULL: "en" */
	const char *date;          /* YYYY-MM-DD that counts as today; NULL: today in UTC */
	int draft;                 /* render in spite of errors, and show each gap */
	int is_public;             /* leave out what the template marks as internal */
	void *context;             /* handed to the callbacks */
	/* Called for each finding, by position; NULL: they are only counted. */
	void (*finding)(void *context, const struct careplan_finding *finding);
	/*
	 * Receives a document, once, when there is one; the bytes live until it returns.
	 * careplan_render needs it.
	 */
	void (*document)(void *context, const char *bytes, size_t length);
	/*
	 * Where memory comes from: like realloc with size > 0, like free with size 0 (returns NULL
	 * then).  NULL: realloc and free.  What the libraries underneath allocate by themselves
	 * (fonts, XML, cryptography) does not pass here.
	 */
	void *(*resize)(void *context, void *old, size_t size);
};

#define CAREPLAN_REQUEST_INIT \
	{ \
		sizeof(struct careplan_request), NULL, 0, NULL, NULL, NULL, NULL, NULL, 0, 0, \
			NULL, NULL, NULL, NULL \
	}

/*
 * Checks a plan and reports each finding.  *score, when score is not NULL, becomes the completeness
 * in percent, or -1 when the plan could not be read.  Callbacks must not longjmp or throw.
 */
CAREPLAN_API enum careplan_result careplan_check(const struct careplan_request *request,
						 int *score);

/* Checks a plan, then renders it, unless it has errors and is no draft. */
CAREPLAN_API enum careplan_result careplan_render(const struct careplan_request *request,
						  enum careplan_format format);

/* "0.1.0".  The caller's header and the library agree in what stands before the second point. */
CAREPLAN_API const char *careplan_version(void);

/*
 * Runs the whole program with these arguments (argv[0] is its name).  Reads and writes standard
 * streams and files as the arguments say; all memory it took is given back.  Returns the exit code.
 * When memory runs out the process ends with 3.
 */
CAREPLAN_API int careplan_run(int argc, char **argv);

#ifdef __cplusplus
}
#endif

#endif
