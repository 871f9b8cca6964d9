#ifndef DOCUMENTS_H
#define DOCUMENTS_H

#include "job.h"
#include "render/render.h"

/* The documents of a plan, one for each format: which were asked for, and writing one. */

enum { FORMAT_COUNT = 4 };

struct formats {
	bool wanted[FORMAT_COUNT];
	size_t wanted_count;
};

/* What --format asks for, else every format for people; else than EXIT_DONE is a usage error. */
int formats_read(const struct options *options, struct formats *formats);
/* The same as a number, a bit for each format, and back. */
unsigned formats_bits(const struct formats *formats);
struct formats formats_of_bits(unsigned bits);
/* "md", "html" …: also the end of the file's name. */
const char *format_name(size_t format);

/* A document to be written; the rest is what came of it. */
struct document {
	size_t format;
	int lang;                          /* of --lang; -1: the plan's own */
	const struct render_other *others; /* the same in other languages */
	size_t other_count;
	const char *path; /* "-" for standard output */
	bool is_checked;  /* a later run sees whether it is whole: it need not wait for the disk */
	size_t size;
	const char *reason; /* the system's word when it could not be written; NULL when it was
			       never made, which findings tell */
};

/* Tells each of a plan's documents where the same one is in its other languages. */
void documents_link(struct arena *arena, struct document *documents, size_t count);
bool document_write(struct job *job, const struct doc *doc, struct render_shared *shared,
		    struct document *document);

#endif
