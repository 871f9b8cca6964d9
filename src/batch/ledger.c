/* What a batch remembers: a manifest and, while it runs, a journal. */
#include "batch/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/count.h"
#include "value/date.h"

#define MAGIC "careplan-batch 2"

/* --- Reading lines --- */

static void row_add(struct ledger *ledger, struct slice line, bool in_journal, long at,
		    bool is_current)
{
	struct record record;
	size_t place;
	bool is_new;

	if (line.len > UINT32_MAX || !record_parse(line, &record))
		return;
	place = known_at(&ledger->keys, record.key, &is_new);
	if (is_new)
		vec_push(ledger->arena, &ledger->rows);
	ledger->rows.items[place] = (struct ledger_row){ .at = at,
							 .len = (uint32_t)line.len,
							 .in_journal = in_journal,
							 .is_current = is_current };
}

static bool head_read(struct ledger *ledger, struct slice line)
{
	enum { NAME, SET, SHARD, SHARDS, BRANCHES, DATE, FORMATS, LANGS, PARTS };
	struct slice parts[PARTS];
	struct ledger_head *head = &ledger->head;
	struct date date;
	size_t start = 0, formats;

	for (int i = 0; i < PARTS; i++) {
		size_t end = i + 1 < PARTS ? slice_find(line, SLICE("\t"), start) : line.len - 1;
		parts[i] = slice_sub(line, start, end);
		start = end + 1;
	}
	if (!slice_is(parts[NAME], MAGIC) || !count_read(parts[SHARD], &head->shard) ||
	    !count_read(parts[SHARDS], &head->shards) ||
	    !count_read(parts[BRANCHES], &head->branches) ||
	    !count_read(parts[FORMATS], &formats) || !date_parse(parts[DATE], &date))
		return false;
	head->formats = (unsigned)formats;
	head->langs = slice_copy(ledger->arena, parts[LANGS]);
	head->date = slice_copy(ledger->arena, parts[DATE]);
	return digest_parse(parts[SET], &head->set);
}

/* Returns where the last whole line ends: what follows was cut off. */
static long lines_read(struct ledger *ledger, FILE *file, bool in_journal)
{
	char *text = NULL;
	size_t cap = 0;
	long at = 0;
	bool is_first = !in_journal;
	ssize_t len;

	errno = 0;
	while ((len = getline(&text, &cap, file)) > 0) {
		struct slice line = { text, (size_t)len };
		if (line.ptr[line.len - 1] != '\n')
			break;
		if (is_first) {
			ledger->has_head = head_read(ledger, line);
			if (!ledger->has_head)
				break;
		} else {
			row_add(ledger, line, in_journal, at, false);
		}
		is_first = false;
		at += len;
	}
	if (len < 0 && !feof(file))
		ledger->error = errno ? errno : EIO;
	free(text);
	return at;
}

/* --- Opening --- */

static const char *path_of(struct ledger *ledger, const char *name, const struct ledger_head *head)
{
	if (head->shards > 0)
		return text_printf(ledger->arena, "%s/%s-%zu-of-%zu", ledger->folder, name,
				   head->shard, head->shards)
			.ptr;
	return text_printf(ledger->arena, "%s/%s", ledger->folder, name).ptr;
}

/* The journal is also what locks: the system lets go of it when its process ends. */
static enum ledger_result journal_lock(struct ledger *ledger)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open(ledger->journal_path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0)
		return LEDGER_FAILED;
	if (fcntl(fd, F_SETLK, &lock) != 0) {
		enum ledger_result result =
			errno == EACCES || errno == EAGAIN ? LEDGER_BUSY : LEDGER_FAILED;
		int error = errno;
		close(fd);
		errno = error;
		return result;
	}
	ledger->journal = fdopen(fd, "r+");
	if (ledger->journal)
		return LEDGER_OK;
	close(fd);
	return LEDGER_FAILED;
}

enum ledger_result ledger_open(struct ledger *ledger, struct arena *arena, const char *folder,
			       const struct ledger_head *head, const char **reason)
{
	enum ledger_result result;

	*ledger = (struct ledger){ .arena = arena, .keys = KNOWN_IN(arena) };
	ledger->folder = text_printf(arena, "%s/.careplan", folder).ptr;
	ledger->manifest_path = path_of(ledger, "manifest", head);
	ledger->journal_path = path_of(ledger, "journal", head);
	if (!file_make_folders(arena, ledger->folder, reason))
		return LEDGER_FAILED;
	result = journal_lock(ledger);
	if (result != LEDGER_OK) {
		*reason = strerror(errno);
		return result;
	}
	ledger->manifest = fopen(ledger->manifest_path, "re");
	if (ledger->manifest)
		lines_read(ledger, ledger->manifest, false);
	else if (errno != ENOENT)
		ledger->error = errno;
	ledger->journal_end = lines_read(ledger, ledger->journal, true);
	ledger->was_cut_off = file_size(ledger->journal_path) != 0;
	/* Only a journal that was read to its end is cut where its last whole line ends. */
	if (ledger->error == 0 && ftruncate(fileno(ledger->journal), ledger->journal_end) != 0)
		ledger->error = errno;
	if (ledger->error == 0)
		return LEDGER_OK;
	*reason = strerror(ledger->error);
	return LEDGER_FAILED;
}

bool ledger_read(struct ledger *ledger, struct arena *arena, const char *manifest)
{
	*ledger = (struct ledger){ .arena = arena, .keys = KNOWN_IN(arena) };
	ledger->manifest_path = manifest;
	ledger->manifest = fopen(manifest, "re");
	if (!ledger->manifest)
		return false;
	lines_read(ledger, ledger->manifest, false);
	return ledger->has_head && ledger->error == 0;
}

void ledger_close(struct ledger *ledger)
{
	if (ledger->manifest)
		fclose(ledger->manifest);
	if (ledger->journal)
		fclose(ledger->journal);
	memory_free(ledger->line);
	ledger->manifest = NULL;
	ledger->journal = NULL;
	ledger->line = NULL;
}

/* --- Lines --- */

struct ledger_row *ledger_find(const struct ledger *ledger, struct slice key)
{
	size_t place;

	return known_get(&ledger->keys, key, &place) ? &ledger->rows.items[place] : NULL;
}

static bool row_read(struct ledger *ledger, const struct ledger_row *row)
{
	int fd = fileno(row->in_journal ? ledger->journal : ledger->manifest);
	size_t got = 0;

	while (got < row->len) {
		ssize_t more = pread(fd, ledger->line + got, row->len - got, row->at + (long)got);
		if (more < 0 && errno == EINTR)
			continue;
		if (more <= 0) {
			ledger->error = more < 0 ? errno : EIO;
			return false;
		}
		got += (size_t)more;
	}
	return true;
}

bool ledger_record(struct ledger *ledger, const struct ledger_row *row, struct record *record)
{

	if (row->len + 1 > ledger->line_cap) {
		ledger->line_cap = row->len + 1;
		ledger->line = memory_resize(ledger->line, ledger->line_cap);
	}
	if (!row_read(ledger, row))
		return false;
	ledger->line[row->len] = '\0';
	return record_parse((struct slice){ ledger->line, row->len }, record);
}

bool ledger_append(struct ledger *ledger, struct slice line)
{
	int fd = fileno(ledger->journal);
	size_t done = 0;

	while (done < line.len) {
		ssize_t more = pwrite(fd, line.ptr + done, line.len - done,
				      ledger->journal_end + (long)done);
		if (more < 0 && errno == EINTR)
			continue;
		if (more <= 0) {
			int error = errno;
			if (ftruncate(fd, ledger->journal_end) != 0)
				errno = error; /* what is half there is passed over when read */
			return false;
		}
		done += (size_t)more;
	}
	row_add(ledger, line, true, ledger->journal_end, true);
	ledger->journal_end += (long)line.len;
	return true;
}

bool ledger_finish(struct ledger *ledger, const struct ledger_head *head,
		   bool (*lines)(void *context, FILE *stream), void *context, const char **reason)
{
	struct file_stream *file = file_stream_open(ledger->arena, ledger->manifest_path, reason);
	bool whole;

	if (!file)
		return false;
	fprintf(file->stream, MAGIC "\t%.*s\t%zu\t%zu\t%zu\t%.*s\t%u\t%.*s\n",
		SLICE_ARG(digest_text(ledger->arena, head->set)), head->shard, head->shards,
		head->branches, SLICE_ARG(head->date), head->formats, SLICE_ARG(head->langs));
	whole = lines(context, file->stream);
	if (!file_stream_close(file, whole, reason)) {
		if (!whole)
			*reason = strerror(ledger->error);
		return false;
	}
	if (!ledger->journal)
		return true;
	/* All of it stands in the manifest now. */
	if (unlink(ledger->journal_path) == 0 || errno == ENOENT)
		return true;
	*reason = strerror(errno);
	return false;
}
