/* The tree of tags. */
#include "flow/tag.h"

#include "base/arena.h"

static const char *const names[] = {
#define ROLE(id, name) [TAG_##id] = (name),
	TAG_ROLES(ROLE)
#undef ROLE
};

_Static_assert(sizeof(names) / sizeof(*names) == TAG_ROLE_COUNT, "every role has a name");

const char *tag_role_name(enum tag_role role)
{
	return names[role];
}

struct tag *tag_add(struct tag_tree *tree, struct tag *parent, enum tag_role role)
{
	struct tag *tag;

	/* What repeats has no tags, nor has anything in it. */
	if (!parent && tree->root)
		return NULL;
	tag = ARENA_NEW(tree->arena, struct tag);
	tag->role = role;
	tag->parent = parent;
	tag->span = 1;
	tag->serial = tree->count++;
	if (!parent)
		tree->root = tag;
	else if (parent->last)
		parent->last->next = tag;
	else
		parent->first = tag;
	if (parent)
		parent->last = tag;
	return tag;
}
