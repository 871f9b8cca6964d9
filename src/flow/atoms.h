#ifndef FLOW_ATOMS_H
#define FLOW_ATOMS_H

#include "flow/flow.h"

/*
 * Text on its way to lines: pieces that look alike and are never cut unless they are wider than a
 * whole line, each with the spaces that follow it.
 */
struct atom {
	const struct text_run *run;
	const struct text_run *space;
	unsigned spaces;
	enum text_break after;
	enum text_style style;
	double size;
	double width;       /* without the spaces */
	double space_width; /* of all the spaces */
	uint32_t color;
	bool code;
	bool raised;                 /* small and high: the number of a note */
	const struct doc_node *link; /* or reference to a note */
	struct tag *tag;
	struct span source;
};

struct atoms atoms_of_node(struct layouter *lay, const struct doc_node *node,
			   const struct look *look, struct tag *tag);
struct atoms atoms_of_text(struct layouter *lay, struct slice text, const struct look *look,
			   struct tag *tag);
/* Puts more text behind atoms there are. */
void atoms_join(struct layouter *lay, struct atoms *to, const struct atoms *more);
struct extent atoms_extent(const struct atoms *atoms);
/* Breaks into lines and adds them to the flow, with first and last lines kept in pairs. */
void atoms_flow(struct layouter *lay, const struct atoms *atoms, const struct spot *spot,
		struct flow *flow);

#endif
