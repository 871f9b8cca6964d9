/* The tree of what a file says: making and joining nodes.  Knows no syntax and no meaning. */
#include "syntax/tree.h"

#include "base/arena.h"

static const char *const kind_names[] = {
	[NODE_TABLE] = "table",
	[NODE_ARRAY] = "array",
	[NODE_STRING] = "string",
	[NODE_INTEGER] = "integer",
	[NODE_FLOAT] = "float",
	[NODE_BOOLEAN] = "boolean",
	[NODE_DATETIME] = "offset date-time",
	[NODE_DATETIME_LOCAL] = "local date-time",
	[NODE_DATE] = "local date",
	[NODE_TIME] = "local time",
	[NODE_UNREADABLE] = "unreadable value",
};

_Static_assert(sizeof(kind_names) / sizeof(*kind_names) == NODE_UNREADABLE + 1,
	       "every kind has a name");

struct node *node_new(struct arena *arena, enum node_kind kind)
{
	struct node *node = ARENA_NEW(arena, struct node);

	node->kind = kind;
	return node;
}

void node_append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	parent->count++;
}

struct node *node_get(const struct node *table, struct slice name)
{
	struct node *child = table->kind == NODE_TABLE ? table->first : NULL;

	while (child && !slice_equal(child->name, name))
		child = child->next;
	return child;
}

struct slice node_text(const struct node *node)
{
	if (node->kind == NODE_TABLE || node->kind == NODE_ARRAY)
		return SLICE_NONE;
	return node->kind == NODE_STRING ? node->as.string : node->raw;
}

const char *node_kind_name(enum node_kind kind)
{
	return kind_names[kind];
}
