#ifndef MANY_SET_H
#define MANY_SET_H

#include "base/digest.h"
#include "batch/branches.h"
#include "batch/ledger.h"
#include "batch/table.h"
#include "documents.h"
#include "report/report.h"
#include "run.h"

/* A document that every branch has. */
struct batch_kind {
	size_t format;
	int lang; /* of --lang; -1: the plan's own */
};

/*
 * What a batch is about: its branches in the order of their names, the documents of each, and what
 * these are made from.  Everything here is known before the first plan is read, and stands as it is
 * in the workers.
 */
struct batch {
	struct options *options;
	struct arena *arena;
	struct formats formats;
	struct batch_kind kinds[FORMAT_COUNT * LANG_COUNT];
	size_t kind_count;
	const char *folder; /* of the output */
	const char *pattern;
	struct branches branches;
	const struct table *table;  /* of --branches; else NULL */
	const char *under;          /* the plan it is laid over */
	const char *base;           /* what branches are compared with; or NULL */
	bool base_is_common;        /* nobody named it: it is what most branches extend */
	struct slice expected_json; /* the branches there should be; empty: not told */
	struct slice *names;        /* of the branches: "north/hanoi.{lang}.{ext}" */
	size_t shard, shards;       /* 0: all of it */
	struct digest ground;       /* the program, the options and what they lead to */
	struct digest set;          /* the ground and all names */
	bool takes[REPORT_COUNT];   /* reports of findings that were asked for */
	bool takes_findings;
	struct job_templates templates;
	struct render_shared shared;
	struct index digests; /* of files that several plans are made from */
	VEC(struct digest) digest_list;
	struct slice last_folder, last_settings; /* where settings were sought last */
};

/*
 * Reads options and inputs, gives every branch its name and refuses names that cannot stand
 * together before anything is written.
 */
int batch_begin(struct batch *batch, struct options *options, struct arena *arena);
void batch_free(struct batch *batch);
/* Its parts: the branches in the order of their names, which is that of all results, whatever order
 * they came in; and refusing names that cannot stand together. */
void batch_names(struct batch *batch);
int batch_names_check(const struct batch *batch);
/* Works out what all branches stand on: `ground` and `set`. */
void batch_ground(struct batch *batch);

/* The base plan is a task of its own, behind those of the branches. */
bool batch_is_base(const struct batch *batch, size_t branch);

/* "north/hanoi", for people. */
struct slice batch_label(const struct batch *batch, size_t branch);
/* "north/hanoi.pdf", below the output folder: the document of a branch of that kind. */
struct slice batch_document(const struct batch *batch, struct arena *arena, size_t branch,
			    size_t kind);
/* The plan, or the place of its row: "branches.csv:17". */
struct slice batch_source(const struct batch *batch, struct arena *arena, size_t branch);
bool batch_is_mine(const struct batch *batch, size_t branch);
struct job_input batch_input(struct batch *batch, size_t branch);
/* Of all that is known of a branch before its plan is read. */
struct digest batch_inputs(struct batch *batch, struct arena *arena, size_t branch);
#define NAME_DEFAULT "{folder}{stem}.{ext}"

/* Of the names in a folder whose files are a template: one more makes another template. */
struct digest batch_folder_digest(const struct slice *names, size_t count);
/* Is this record of the same inputs, were its files the same, and are its documents there? */
bool batch_holds(struct batch *batch, struct arena *arena, size_t branch,
		 const struct record *record);

/* In a worker: the plan checked and its documents written; the line for the ledger. */
struct slice batch_work(void *context, struct arena *arena, size_t branch);
/* The record of a branch whose worker was lost. */
struct record batch_lost(struct batch *batch, struct arena *arena, size_t branch,
			 const char *status, struct text2 what);

#endif
