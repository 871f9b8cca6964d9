#ifndef TEMPLATE_LOAD_H
#define TEMPLATE_LOAD_H

#include "template/template.h"

/* Shared by the loader and the lint; nothing else includes this. */
struct loader {
	struct arena *arena;
	struct report *report;
	struct template *t;
	size_t problems;
	unsigned bases;      /* templates that are extended */
	unsigned generation; /* how many templates were extended so far */
};

/* A mistake in the template; "{name}" in the texts stands for name. */
void template_problem(struct loader *loader, struct span span, const char *vi, const char *en,
		      struct slice name);
/* Checks what needs the whole template and resolves what refers to other parts of it. */
void template_lint(struct loader *loader);

#endif
