#ifndef RENDER_SLUG_H
#define RENDER_SLUG_H

#include "base/slice.h"

struct arena;

/* The anchors that GitHub gives to headings, in the order of the headings. */
struct slug_set {
	struct arena *arena;
	struct slug {
		struct slice text;
		unsigned repeats; /* how often it was asked for again */
	} * items;
	size_t len;
	size_t cap;
};

/*
 * The anchor of the next heading: its visible text in lower case, letters, marks, digits, "_" and
 * "-" kept, spaces turned to "-"; "-1", "-2" behind one that was given before.
 */
struct slice slug_add(struct slug_set *set, struct slice heading);

#endif
