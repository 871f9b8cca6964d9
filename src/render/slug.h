#ifndef RENDER_SLUG_H
#define RENDER_SLUG_H

#include "base/index.h"
#include "base/slice.h"

/* The anchors that GitHub gives to headings, in their order: how often each was asked for again. */
struct slug_set {
	struct arena *arena;
	struct index repeats;
};

/*
 * The anchor of the next heading: its visible text in lower case, letters, marks, digits, "_" and
 * "-" kept, spaces turned to "-"; "-1", "-2" behind one that was given before.
 */
struct slice slug_add(struct slug_set *set, struct slice heading);

#endif
