/* The TOML reader: the tables that headers and dotted names open, and what may still be added. */
#include "syntax/toml_parser.h"

#include "base/arena.h"

/* Into a table on the way of a [header]; NULL after a finding. */
static struct node *walk_path(struct toml *p, struct node *table, const struct part *part)
{
	struct node *child = reader_find(&p->in, table, part->name);

	if (!child)
		return reader_table(&p->in, table, part, MADE_BY_PATH);
	if (child->kind == NODE_ARRAY && child->flags & MADE_BY_HEADER) {
		p->depth++;
		return child->last;
	}
	if (child->kind == NODE_TABLE && !(child->flags & CLOSED))
		return child;
	reader_note_duplicate(&p->in, table, part, child);
	return NULL;
}

/* Into a table on the way of a dotted name; NULL after a finding. */
static struct node *walk_dots(struct toml *p, struct node *table, const struct part *part)
{
	struct node *child = reader_find(&p->in, table, part->name);

	if (!child)
		return reader_table(&p->in, table, part, MADE_BY_DOTS);
	if (child->kind == NODE_TABLE && !(child->flags & (CLOSED | MADE_BY_HEADER))) {
		child->flags |= MADE_BY_DOTS;
		return child;
	}
	reader_note_duplicate(&p->in, table, part, child);
	return NULL;
}

/* Goes through all names but the last one; NULL after a finding. */
static struct node *walk(struct toml *p, struct node *table,
			 struct node *(*step)(struct toml *, struct node *, const struct part *))
{
	for (size_t i = 0; table && i + 1 < p->in.parts.len; i++) {
		if (++p->depth >= READER_DEPTH_MAX) {
			reader_note_too_deep(&p->in, p->in.parts.items[0].span.start, p->at);
			return NULL;
		}
		table = step(p, table, &p->in.parts.items[i]);
	}
	return table;
}

struct node *toml_walk_dots(struct toml *p, struct node *table)
{
	return walk(p, table, walk_dots);
}

/* The table that [name] opens, or NULL after a finding. */
static struct node *open_table(struct toml *p, struct node *table, const struct part *part,
			       struct span header)
{
	struct node *child = reader_find(&p->in, table, part->name);

	if (!child)
		child = reader_table(&p->in, table, part, 0);
	else if (child->kind != NODE_TABLE || child->flags != MADE_BY_PATH) {
		reader_note_duplicate(&p->in, table, part, child);
		return NULL;
	}
	child->flags = MADE_BY_HEADER;
	child->key = part->span;
	child->header = header;
	child->span = header;
	return child;
}

/* The table that [[name]] adds, or NULL after a finding. */
static struct node *open_element(struct toml *p, struct node *table, const struct part *part,
				 struct span header)
{
	struct node *array = reader_find(&p->in, table, part->name);
	struct node *child;

	if (!array) {
		array = node_new(p->in.arena, NODE_ARRAY);
		array->flags = MADE_BY_HEADER;
		array->span = header;
		reader_attach(&p->in, table, part, array);
	} else if (array->kind != NODE_ARRAY || !(array->flags & MADE_BY_HEADER)) {
		reader_note_duplicate(&p->in, table, part, array);
		return NULL;
	}
	child = node_new(p->in.arena, NODE_TABLE);
	child->flags = MADE_BY_HEADER;
	child->key = part->span;
	child->header = header;
	child->span = header;
	node_append(array, child);
	p->depth++;
	return child;
}

void toml_enter_table(struct toml *p, bool is_array, struct span header)
{
	const struct part last = *reader_last(&p->in);
	struct node *table;

	p->depth = 0;
	table = walk(p, p->in.root, walk_path);
	if (table && p->depth + (is_array ? 2 : 1) > READER_DEPTH_MAX) {
		reader_note_too_deep(&p->in, header.start, header.end);
		return;
	}
	if (!table)
		return;
	p->depth++;
	table = is_array ? open_element(p, table, &last, header)
			 : open_table(p, table, &last, header);
	if (!table)
		return;
	p->table = table;
	p->table_depth = p->depth;
}
