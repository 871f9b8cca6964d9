#ifndef BATCH_LEDGER_H
#define BATCH_LEDGER_H

#include "base/digest.h"
#include "base/file.h"
#include "base/known.h"
#include "base/vec.h"
#include "diag/diag.h"

/*
 * What a batch remembers in its output folder, below ".careplan/": a line for each branch that was
 * done, with all that its results are put together from.  Lines are appended to a journal as they
 * come, so that a run that was cut off is carried on; a run that ends makes a manifest of them, in
 * the order of the branches.  Lines stay on disk: memory holds where they are.
 */

/* One line.  The texts that end in _json are compact JSON and stand in the line as they are. */
struct record {
	struct digest inputs; /* of all that is known before the plan is read */
	int code;
	bool is_kept; /* may be taken over by a later run */
	unsigned milliseconds;
	int score; /* -1: none */
	size_t levels[LEVEL_COUNT];
	struct slice key;            /* of the branch */
	struct slice base_json;      /* the plan it extends in the end, a string; or null */
	struct slice files_json;     /* ["path", "digest", …] of all that was read */
	struct slice documents_json; /* ["name", size, …] below the output folder */
	struct slice entry_json;     /* of the report */
	struct slice said_json;      /* a string: what the user is told about it */
	struct slice findings_json;  /* for reports of findings, or null */
};

/* The line of a record, with its line end, and back; false for a line that is none. */
struct slice record_line(struct arena *arena, const struct record *record);
bool record_parse(struct slice line, struct record *record);
/* A text as a JSON string, and back; SLICE_NONE when it is none. */
struct slice record_json(struct arena *arena, struct slice text);
struct slice record_text(struct arena *arena, struct slice json);

/*
 * Keys that are no branch's, whose names are neither empty nor begin so: documents without a
 * branch, the base plan, and what was found over the whole set.
 */
#define KEY_GONE SLICE("\"\"")
#define KEY_BASE SLICE("\"/base\"")
#define KEY_SET SLICE("\"/set\"")
#define NAME_BASE SLICE("/base")
/* "north/hanoi" of the name "north/hanoi.{lang}.{ext}": for people. */
struct slice record_label(struct arena *arena, struct slice name);
/* Is it the name of a branch? */
bool record_is_branch(struct slice name);

struct ledger_row {
	long at;
	uint32_t len;
	bool in_journal;
	bool is_current; /* a branch of this run */
};

/* Whether its cells hold what they should, so that they can be written as they are. */
bool record_is_sound(const struct record *record);

/* Which run of how many a manifest is of, and what all of them must agree on. */
struct ledger_head {
	struct digest set; /* branches, documents, options and program */
	size_t shard, shards;
	size_t branches;    /* of the whole set */
	struct slice date;  /* that counted as today */
	unsigned formats;   /* of the documents, a bit for each */
	struct slice langs; /* of the results: "vi", "vi,en" */
};

struct ledger {
	struct arena *arena;
	const char *folder;
	const char *manifest_path, *journal_path;
	FILE *manifest, *journal;
	long journal_end;
	bool was_cut_off; /* the run before did not end */
	bool has_head;
	struct ledger_head head;     /* of the manifest that was there */
	struct known keys;           /* of the rows */
	VEC(struct ledger_row) rows; /* in the order the keys came first */
	char *line;                  /* of the last record */
	size_t line_cap;
	int error; /* of what could not be read; 0: all could */
};

enum ledger_result { LEDGER_OK, LEDGER_BUSY, LEDGER_FAILED };

/*
 * Opens the ledger in that folder, for one shard or (0) for all; BUSY when another process has it.
 * On failure *reason is the system's word.
 */
enum ledger_result ledger_open(struct ledger *ledger, struct arena *arena, const char *folder,
			       const struct ledger_head *head, const char **reason);
/* The same, of a folder that is only read. */
bool ledger_read(struct ledger *ledger, struct arena *arena, const char *manifest);
void ledger_close(struct ledger *ledger);

struct ledger_row *ledger_find(const struct ledger *ledger, struct slice key);
/* The record of a row, whose texts last until the next call; false when it is damaged. */
bool ledger_record(struct ledger *ledger, const struct ledger_row *row, struct record *record);
/* Appends to the journal, as one line or not at all. */
bool ledger_append(struct ledger *ledger, struct slice line);
/*
 * Writes the manifest: the head, then whatever `lines` writes; the journal ends with it.
 */
bool ledger_finish(struct ledger *ledger, const struct ledger_head *head,
		   bool (*lines)(void *context, FILE *stream), void *context, const char **reason);

#endif
