#ifndef MANY_TIDY_H
#define MANY_TIDY_H

#include "many/set.h"

/*
 * Keeping the output folder in order: documents that no branch has any more, which the ledger
 * remembers until --clean removes them, and halves of files that a run left which was cut off.
 * Nothing is removed that a batch has not written.
 */
struct tidy {
	struct arena *arena;
	struct index documents; /* of this run, and what it remembers, below the output folder */
	bool has_documents;
	const char *manifest;
	VEC(struct slice) gone;
	bool was_cut_off;
	bool has_changed; /* what the ledger must remember */
	size_t removed;
	struct slice unremoved; /* a document that is still there */
	int error;              /* why */
};

void tidy_begin(struct tidy *tidy, struct batch *batch, const struct ledger *ledger);
/* A record is about to take the place of an older one of its branch. */
void tidy_replace(struct tidy *tidy, struct ledger *ledger, const struct record *record);
/* Finds what is gone; removes it when that was asked for. */
void tidy_end(struct tidy *tidy, struct batch *batch, struct ledger *ledger);
/* Removes halves of files. */
void tidy_sweep(struct tidy *tidy, struct batch *batch);
/* The same for those of the results alone, in that folder. */
void tidy_sweep_results(struct arena *arena, const char *folder);
/* The line of the ledger that remembers what is gone. */
void tidy_write(const struct tidy *tidy, struct ledger *ledger, FILE *stream);
/* Returns an exit code. */
int tidy_say(const struct tidy *tidy, const struct options *options);

#endif
