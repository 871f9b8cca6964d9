/* Inheritance: a plan and those it extends become one tree.  Knows tables and ids, but no field. */
#include "syntax/merge.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/path.h"
#include "syntax/names.h"
#include "syntax/read.h"
#include "syntax/reader.h"

#define KEY_EXTENDS SLICE("extends")
#define KEY_OMIT SLICE("omit")
#define KEY_ID SLICE("id")

struct merger {
	struct arena *arena;
	struct report *report;
	struct names names;
	struct slice files[MERGE_FILES_MAX]; /* the chain so far, with all links followed */
	size_t file_count;
};

static struct node *merge_tables(struct merger *merger, struct node *base, struct node *over);

/* Taking nodes apart */

/* The children of a table or array, which is empty afterwards. */
static struct node **take_children(struct merger *merger, struct node *parent, size_t *count)
{
	struct node **children = ARENA_ARRAY(merger->arena, parent->count + 1, struct node *);
	size_t i = 0;

	for (struct node *child = parent->first; child; child = child->next)
		children[i++] = child;
	parent->first = NULL;
	parent->last = NULL;
	parent->count = 0;
	*count = i;
	return children;
}

/* Takes the child of that name out of a table; NULL when there is none. */
static struct node *take(struct merger *merger, struct node *table, struct slice name)
{
	struct node *taken = node_get(table, name);
	struct node **children;
	size_t count;

	if (!taken)
		return NULL;
	children = take_children(merger, table, &count);
	for (size_t i = 0; i < count; i++) {
		if (children[i] != taken)
			node_append(table, children[i]);
	}
	return taken;
}

static bool is_group(const struct node *node)
{
	return node->kind == NODE_TABLE || node->kind == NODE_ARRAY;
}

/* Leaving out */

static bool is_omitted(const struct node *node)
{
	const struct node *omit = node_get(node, KEY_OMIT);

	return omit && slice_is(node_text(omit), "true");
}

static struct slice id_of(const struct node *node)
{
	const struct node *id = node->name.ptr ? NULL : node_get(node, KEY_ID);

	return id ? node_text(id) : node->name;
}

/* known: the names there were to leave out, in a table; NULL for none. */
static void note_unknown(struct merger *merger, const struct node *node, struct node **known,
			 size_t count)
{
	struct slice id = id_of(node);
	struct nearest nearest = nearest_start(merger->arena, id);
	struct text2 hint = TEXT2("bỏ bản ghi này đi, hoặc sửa lại mã",
				  "remove this record, or correct its id");

	for (size_t i = 0; i < count; i++) {
		if (is_group(known[i]))
			nearest_offer(&nearest, known[i]->name);
	}
	hint = nearest_hint(&nearest, hint);
	diag_add(merger->report, DIAG_UNKNOWN_OMIT, node_get(node, KEY_OMIT)->key, id,
		 DIAG_ARGS(diag_text("id", id), diag_text2("hint", hint)));
}

/* What nothing was inherited for: there is nothing to leave out anywhere in it. */
static void settle(struct merger *merger, struct node *node)
{
	struct node **children;
	size_t count;

	if (!is_group(node))
		return;
	if (node->kind == NODE_TABLE)
		take(merger, node, KEY_OMIT);
	children = take_children(merger, node, &count);
	for (size_t i = 0; i < count; i++) {
		if (is_omitted(children[i])) {
			note_unknown(merger, children[i], NULL, 0);
			continue;
		}
		settle(merger, children[i]);
		node_append(node, children[i]);
	}
}

/* Merging */

static bool has_ids(const struct node *array)
{
	for (const struct node *item = array->first; item; item = item->next) {
		const struct node *id = node_get(item, KEY_ID);
		if (!id || node_text(id).len == 0)
			return false;
	}
	return array->count > 0;
}

/* Turns [[a]] with ids into the [a.id] it is another way of writing. */
static void key_by_id(struct node *array)
{
	array->kind = NODE_TABLE;
	for (struct node *item = array->first; item; item = item->next) {
		const struct node *id = node_get(item, KEY_ID);
		item->name = node_text(id);
		item->key = id->span;
	}
}

static bool can_be_keyed(const struct node *node)
{
	return node->kind == NODE_TABLE || (node->kind == NODE_ARRAY && has_ids(node));
}

static struct node *merge_values(struct merger *merger, struct node *base, struct node *over)
{
	if (!can_be_keyed(base) || !can_be_keyed(over)) {
		settle(merger, over);
		return over;
	}
	if (base->kind == NODE_ARRAY)
		key_by_id(base);
	if (over->kind == NODE_ARRAY)
		key_by_id(over);
	return merge_tables(merger, base, over);
}

static struct node *find_named(const struct merger *merger, const struct node *index,
			       const struct node *child)
{
	return names_find(&merger->names, index, child->name);
}

/* A text or a list of texts in one language. */
static bool is_in_language(const struct node *node, enum lang *lang)
{
	return node->kind != NODE_TABLE && lang_find(node->name, lang);
}

static bool differ(const struct node *base, const struct node *again)
{
	return is_group(base) || is_group(again) || !slice_equal(node_text(base), node_text(again));
}

/* The text of a language that both have and that differs: what was written anew. */
static const struct node *rewritten(const struct merger *merger, const struct node *own,
				    struct node **bases, size_t count)
{
	enum lang lang;

	for (size_t i = 0; i < count; i++) {
		const struct node *again = find_named(merger, own, bases[i]);
		if (again && is_in_language(bases[i], &lang) && is_in_language(again, &lang) &&
		    differ(bases[i], again))
			return again;
	}
	return NULL;
}

/* A text given anew in one language leaves the other language with what it said before. */
static void note_stale(struct merger *merger, const struct node *over, const struct node *own,
		       struct node **bases, size_t count)
{
	const struct node *again = rewritten(merger, own, bases, count);
	struct finding *finding;
	enum lang new, old;

	for (size_t i = 0; again && lang_find(again->name, &new) && i < count; i++) {
		if (!is_in_language(bases[i], &old) || find_named(merger, own, bases[i]))
			continue;
		finding = diag_add(merger->report, DIAG_STALE_LANGUAGE, again->span, over->name,
				   DIAG_ARGS(diag_text("field", over->name),
					     diag_text2("new", lang_name(new)),
					     diag_text2("old", lang_name(old))));
		finding_relate(merger->report, finding, bases[i]->span,
			       TEXT2("bản kế thừa ở đây", "the inherited text is here"));
	}
}

/* Into `over`, which so keeps its own place in its own file. */
static struct node *merge_tables(struct merger *merger, struct node *base, struct node *over)
{
	struct node *inherited = node_new(merger->arena, NODE_TABLE);
	struct node *own = node_new(merger->arena, NODE_TABLE);
	size_t base_count;
	size_t over_count;
	struct node **bases;
	struct node **overs;

	take(merger, over, KEY_OMIT);
	bases = take_children(merger, base, &base_count);
	overs = take_children(merger, over, &over_count);
	for (size_t i = 0; i < base_count; i++)
		names_attach(&merger->names, inherited, bases[i]);
	for (size_t i = 0; i < over_count; i++)
		names_attach(&merger->names, own, overs[i]);
	for (size_t i = 0; i < over_count; i++) {
		if (find_named(merger, inherited, overs[i]))
			continue;
		if (is_omitted(overs[i])) {
			note_unknown(merger, overs[i], bases, base_count);
			overs[i] = NULL;
		} else {
			settle(merger, overs[i]);
		}
	}
	note_stale(merger, over, own, bases, base_count);
	for (size_t i = 0; i < base_count; i++) {
		struct node *again = find_named(merger, own, bases[i]);
		if (!again)
			node_append(over, bases[i]);
		else if (!is_omitted(again))
			node_append(over, merge_values(merger, bases[i], again));
	}
	for (size_t i = 0; i < over_count; i++) {
		if (overs[i] && overs[i]->parent == own && !is_omitted(overs[i]))
			node_append(over, overs[i]);
	}
	return over;
}

/* The chain of files */

static void note_broken(struct merger *merger, const struct node *node, struct text2 reason)
{
	diag_add(merger->report, DIAG_EXTENDS, node->span, KEY_EXTENDS,
		 DIAG_ARGS(diag_text("file", node_text(node)), diag_text2("reason", reason)));
}

static void note_cycle(struct merger *merger, const struct node *node, size_t first)
{
	struct buf cycle = BUF_IN(merger->arena);

	for (size_t i = first; i < merger->file_count; i++)
		buf_printf(&cycle, "%.*s → ", SLICE_ARG(path_name(merger->files[i])));
	buf_put(&cycle, path_name(merger->files[first]));
	diag_add(merger->report, DIAG_EXTENDS_CYCLE, node->span, KEY_EXTENDS,
		 DIAG_ARGS(diag_text("cycle", buf_slice(&cycle))));
}

/* Enters a file into the chain; false after a finding when it cannot stand there. */
static bool chain_add(struct merger *merger, const struct node *node, struct slice path)
{
	struct slice real = path_real(merger->arena, path.ptr);

	for (size_t i = 0; i < merger->file_count; i++) {
		if (slice_equal(merger->files[i], real)) {
			note_cycle(merger, node, i);
			return false;
		}
	}
	if (merger->file_count == MERGE_FILES_MAX) {
		note_broken(merger, node,
			    TEXT2("đã có 16 kế hoạch kế thừa nhau",
				  "16 plans extend each other already"));
		return false;
	}
	merger->files[merger->file_count++] = real;
	return true;
}

/* Without "." and needless "..", unless a link on the way makes that another file. */
static struct slice path_plain(struct merger *merger, struct slice path)
{
	struct slice clean = path_clean(merger->arena, path);

	if (slice_equal(clean, path) ||
	    !slice_equal(path_real(merger->arena, clean.ptr), path_real(merger->arena, path.ptr)))
		return path;
	return clean;
}

static bool base_open(struct merger *merger, const struct node *node, uint32_t *file)
{
	const struct source *source = report_source_at(merger->report, node->span.file);
	struct slice name = slice_trim(node_text(node));
	struct slice path = path_join(merger->arena, path_folder(source->name), name);
	enum file_result result;
	struct slice text;

	if (name.len == 0 || slice_is(name, "-")) {
		note_broken(merger, node, TEXT2("đây không phải đường dẫn", "it is no path"));
		return false;
	}
	if (file_is_special(path.ptr)) {
		note_broken(merger, node,
			    TEXT2("đây không phải tệp thường", "it is no regular file"));
		return false;
	}
	result = file_read(merger->arena, path.ptr, READER_SIZE_MAX, &text);
	if (result != FILE_OK) {
		note_broken(merger, node, file_reason(result));
		return false;
	}
	path = path_plain(merger, path);
	*file = report_source(merger->report, path, text);
	return chain_add(merger, node, path);
}

/* A plan with all it extends; as deep as the chain.  NULL after a finding. */
static struct node *level_read(struct merger *merger, uint32_t file)
{
	struct node *root = tree_read(merger->arena, merger->report, file);
	struct node *extends = take(merger, root, KEY_EXTENDS);
	struct node *base = NULL;
	uint32_t base_file = 0;

	if (!extends) {
		settle(merger, root);
		return root;
	}
	if (base_open(merger, extends, &base_file))
		base = level_read(merger, base_file);
	return base ? merge_tables(merger, base, root) : NULL;
}

struct node *merge_read(struct arena *arena, struct report *report, uint32_t file)
{
	struct merger merger = { .arena = arena, .report = report, .names = NAMES_IN(arena) };
	struct slice name = report_source_at(report, file)->name;

	merger.files[merger.file_count++] = path_real(arena, slice_cstr(arena, name));
	return level_read(&merger, file);
}

struct node *merge_over(struct arena *arena, struct report *report, struct node *base,
			struct node *over)
{
	struct merger merger = { .arena = arena, .report = report, .names = NAMES_IN(arena) };

	return merge_tables(&merger, base, over);
}
