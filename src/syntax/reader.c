/* What the readers of all forms have in common: how mistakes are counted and names attached. */
#include "syntax/reader.h"

#include "base/arena.h"
#include "base/buf.h"

struct reader reader_of(struct arena *arena, struct report *report, uint32_t file)
{
	struct reader reader = {
		.arena = arena,
		.report = report,
		.file = file,
		.root = node_new(arena, NODE_TABLE),
		.names = NAMES_IN(arena),
	};

	reader.root->span = reader_span(&reader, 0, 0);
	return reader;
}

struct span reader_span(const struct reader *reader, size_t from, size_t to)
{
	return (struct span){ reader->file, (uint32_t)from, (uint32_t)to };
}

const struct part *reader_last(const struct reader *reader)
{
	return &reader->parts.items[reader->parts.len - 1];
}

/* Mistakes */

bool reader_is_full(const struct reader *reader)
{
	return reader->errors >= READER_ERRORS_MAX;
}

/* True when that was the last one that is said. */
static bool count_error(struct reader *reader, size_t at)
{
	reader->errors++;
	if (!reader_is_full(reader))
		return false;
	mistake_add(reader->report, MISTAKE_TOO_MANY, reader_span(reader, at, at),
		    text_printf(reader->arena, "%d", READER_ERRORS_MAX));
	return true;
}

struct finding *reader_note(struct reader *reader, enum mistake mistake, size_t from, size_t to,
			    struct slice better)
{
	struct finding *finding;

	if (reader_is_full(reader) || door_is_bad_line(&reader->door, from))
		return NULL;
	finding = mistake_add(reader->report, mistake, reader_span(reader, from, to), better);
	return count_error(reader, to) ? NULL : finding;
}

void reader_note_too_deep(struct reader *reader, size_t from, size_t to)
{
	reader_note(reader, MISTAKE_TOO_DEEP, from, to,
		    text_printf(reader->arena, "%d", READER_DEPTH_MAX));
}

static struct slice path_of(struct reader *reader, const struct node *table, struct slice name)
{
	struct slice path = name;

	for (; table && table->parent; table = table->parent) {
		if (table->name.ptr)
			path = text_printf(reader->arena, "%.*s.%.*s", SLICE_ARG(table->name),
					   SLICE_ARG(path));
	}
	return path;
}

void reader_note_duplicate(struct reader *reader, const struct node *table, const struct part *part,
			   const struct node *first)
{
	struct finding *finding;
	struct slice path;

	if (first->kind == NODE_UNREADABLE)
		return; /* one finding is enough */
	if (reader_is_full(reader) || door_is_bad_line(&reader->door, part->span.start))
		return;
	path = path_of(reader, table, part->name);
	finding = diag_add(reader->report, DIAG_DUPLICATE_KEY, part->span, path,
			   DIAG_ARGS(diag_text("key", path)));
	finding_relate(reader->report, finding, first->key,
		       TEXT2("khai lần đầu ở đây", "given first here"));
	count_error(reader, part->span.end);
}

bool reader_open(struct reader *reader)
{
	size_t size = report_source_at(reader->report, reader->file)->text.len;

	if (size > READER_SIZE_MAX) {
		mistake_add(reader->report, MISTAKE_TOO_LARGE, reader_span(reader, 0, 0),
			    text_printf(reader->arena, "%d", READER_SIZE_MAX));
		return false;
	}
	if (!door_open(&reader->door, reader->report, reader->file))
		return false;
	reader->text = reader->door.text;
	if (reader->door.bad_count == 0)
		return true;
	reader->errors = reader->door.bad_count - 1;
	return !count_error(reader, reader->door.bad[reader->door.bad_count - 1]);
}

/* Names */

/* Tables up to this size are looked through; larger ones stand in the index. */
enum { SMALL_TABLE = 8 };

struct node *reader_find(const struct reader *reader, const struct node *table, struct slice name)
{
	return table->count <= SMALL_TABLE ? node_get(table, name)
					   : names_find(&reader->names, table, name);
}

void reader_attach(struct reader *reader, struct node *table, const struct part *part,
		   struct node *node)
{
	node->name = part->name;
	node->key = part->span;
	node_append(table, node);
	if (table->count == SMALL_TABLE + 1) {
		for (node = table->first; node; node = node->next)
			names_index(&reader->names, node);
	} else if (table->count > SMALL_TABLE) {
		names_index(&reader->names, node);
	}
}

struct node *reader_table(struct reader *reader, struct node *table, const struct part *part,
			  unsigned flags)
{
	struct node *child = node_new(reader->arena, NODE_TABLE);

	child->flags = flags;
	child->span = part->span;
	reader_attach(reader, table, part, child);
	return child;
}
