/*
 * An organisation: what stands alone on top is centred, the branches below it are columns whose
 * boxes stand one under the other, indented.  Many or tall branches take several rows.
 */
#include "figure/canvas.h"

#include "base/arena.h"
#include "base/buf.h"

enum { CROWN_MAX = 3, NONE = FIGURE_NO_NODE };

static const double column_gap = 9;
static const double column_least = 104;
static const double column_most = 190;
static const double indent = 12;
static const double card_least = 80;
static const double card_gap = 6;
static const double drop = 9; /* from a bus to the boxes below it, and from above to the bus */
static const double rail = 9; /* room at the left when there are several rows */
static const double row_gap = 12;
static const double again = 12; /* room for the name of a branch that goes on */

struct entry {
	int node;
	unsigned depth;
};

/* Boxes one under the other: a branch, or a part of one that is too tall. */
struct branch {
	size_t first; /* places in entries */
	size_t end;
	bool headed; /* begins with the branch's own head */
	int head;    /* node */
	double height;
	double width;
	double x;
};

struct tree {
	struct canvas *canvas;
	int *first; /* child of a node */
	int *last;
	int *next; /* sibling */
	int roots; /* first of them */
	int crown[CROWN_MAX];
	size_t crown_count;
	VEC(struct entry) entries;
	VEC(struct branch) heads;
	struct branch *branches; /* heads, cut where too tall */
	size_t branch_count;
	size_t branch_cap;
	struct card *cards; /* by node, for the widths of the last try */
	double *tops;       /* by node: lower edge while its branch is painted; < 0 elsewhere */
	size_t abreast;
	size_t rows;
	double left; /* room for the rail */
};

/* --- Who is below whom --- */

static bool comes_back(const struct doc_figure *figure, size_t node)
{
	int at = figure->nodes[node].parent;

	for (size_t steps = 0; at != NONE; steps++) {
		if (steps > figure->node_count)
			return true;
		at = figure->nodes[at].parent;
	}
	return false;
}

static void link_nodes(struct tree *tree)
{
	const struct doc_figure *figure = tree->canvas->figure;
	size_t count = figure->node_count;
	int last_root = NONE;

	tree->roots = NONE;
	tree->first = ARENA_ARRAY(tree->canvas->arena, count, int);
	tree->last = ARENA_ARRAY(tree->canvas->arena, count, int);
	tree->next = ARENA_ARRAY(tree->canvas->arena, count, int);
	for (size_t i = 0; i < count; i++)
		tree->first[i] = tree->last[i] = tree->next[i] = NONE;
	for (size_t i = 0; i < count; i++) {
		int parent = comes_back(figure, i) ? NONE : figure->nodes[i].parent;
		int *last = parent == NONE ? &last_root : &tree->last[parent];
		int *first = parent == NONE ? &tree->roots : &tree->first[parent];
		if (*last == NONE)
			*first = (int)i;
		else
			tree->next[*last] = (int)i;
		*last = (int)i;
	}
}

/* The boxes of a branch in order, without recursion: chains may be long. */
static void branch_collect(struct tree *tree, int head)
{
	struct branch *branch = vec_push(tree->canvas->arena, &tree->heads);
	int at = head;
	unsigned depth = 0;

	branch->first = tree->entries.len;
	branch->headed = true;
	while (at != NONE) {
		*vec_push(tree->canvas->arena, &tree->entries) = (struct entry){ at, depth };
		if (tree->first[at] != NONE) {
			at = tree->first[at];
			depth++;
			continue;
		}
		while (at != head && tree->next[at] == NONE) {
			at = tree->canvas->figure->nodes[at].parent;
			depth--;
		}
		at = at == head ? NONE : tree->next[at];
	}
	branch->end = tree->entries.len;
}

static void crown_find(struct tree *tree)
{
	int at = tree->roots;

	while (at != NONE && tree->next[at] == NONE && tree->crown_count < CROWN_MAX) {
		tree->crown[tree->crown_count++] = at;
		at = tree->first[at];
	}
	for (; at != NONE; at = tree->next[at])
		branch_collect(tree, at);
}

/* --- How much room it takes --- */

static double entry_indent(const struct branch *branch, unsigned depth)
{
	double room = branch->width - card_least;
	double wanted = indent * depth;

	if (wanted > room)
		wanted = (double)(int)(room / indent) * indent;
	return wanted > 0 ? wanted : 0;
}

static double room_for_branches(const struct tree *tree)
{
	double height = 0;

	for (size_t i = 0; i < tree->crown_count; i++)
		height += tree->cards[tree->crown[i]].height + drop;
	height = tree->canvas->tallest - height - 2 * drop;
	return height < tree->canvas->tallest / 3 ? tree->canvas->tallest / 3 : height;
}

/* Cuts a branch where it would be taller than the room. */
static void branch_cut(struct tree *tree, const struct branch *head, double room)
{
	struct branch part = { .first = head->first,
			       .headed = true,
			       .width = head->width,
			       .head = tree->entries.items[head->first].node };

	for (size_t i = head->first; i < head->end; i++) {
		double height = tree->cards[tree->entries.items[i].node].height;
		double before = i > part.first ? card_gap : 0;
		if (i > part.first && part.height + before + height > room) {
			tree->branches =
				vec_grow(tree->canvas->arena, tree->branches, tree->branch_count,
					 &tree->branch_cap, sizeof(*tree->branches));
			part.end = i;
			tree->branches[tree->branch_count++] = part;
			part = (struct branch){
				.first = i, .width = head->width, .head = part.head, .height = again
			};
			before = 0;
		}
		part.height += before + height;
	}
	tree->branches = vec_grow(tree->canvas->arena, tree->branches, tree->branch_count,
				  &tree->branch_cap, sizeof(*tree->branches));
	part.end = head->end;
	tree->branches[tree->branch_count++] = part;
}

static double row_height(const struct tree *tree, size_t row)
{
	double tallest = 0;

	for (size_t i = row * tree->abreast;
	     i < (row + 1) * tree->abreast && i < tree->branch_count; i++) {
		if (tree->branches[i].height > tallest)
			tallest = tree->branches[i].height;
	}
	return tallest;
}

/* How much a branch wants of its row: more when it goes deep. */
static double branch_want(const struct tree *tree, const struct branch *branch)
{
	unsigned deepest = 0;

	for (size_t i = branch->first; i < branch->end; i++) {
		unsigned depth = tree->entries.items[i].depth;
		deepest = depth > deepest ? depth : deepest;
	}
	return column_least - indent + indent * (deepest > 3 ? 3 : deepest);
}

/* Divides the width among the branches of a row, or evenly. */
static void widths_settle(struct tree *tree, struct branch *branches, size_t count, bool even)
{
	double gaps = column_gap * (double)(tree->abreast - 1);
	double room = tree->canvas->width - tree->left - gaps;

	for (size_t row = 0; row < count; row += tree->abreast) {
		size_t end = row + tree->abreast < count ? row + tree->abreast : count;
		double own = room * (double)(end - row) / (double)tree->abreast;
		double wanted = 0;
		for (size_t i = row; i < end; i++)
			wanted += branch_want(tree, &branches[i]);
		for (size_t i = row; i < end; i++) {
			double width = even ? room / (double)tree->abreast
					    : own * branch_want(tree, &branches[i]) / wanted;
			branches[i].width = width > column_most ? column_most : width;
		}
	}
}

static void cards_measure(struct tree *tree)
{
	struct canvas *canvas = tree->canvas;
	double room;

	for (size_t k = 0; k < tree->heads.len; k++) {
		const struct branch *head = &tree->heads.items[k];
		for (size_t i = head->first; i < head->end; i++) {
			const struct entry *entry = &tree->entries.items[i];
			tree->cards[entry->node] =
				card_measure(canvas, &canvas->figure->nodes[entry->node],
					     head->width - entry_indent(head, entry->depth));
		}
	}
	room = room_for_branches(tree);
	tree->branch_count = 0;
	for (size_t i = 0; i < tree->heads.len; i++)
		branch_cut(tree, &tree->heads.items[i], room);
	tree->rows = (tree->branch_count + tree->abreast - 1) / tree->abreast;
}

/* Settles everything for that many columns; returns the height of all rows. */
static double tree_try(struct tree *tree, size_t abreast)
{
	double height = 0;

	tree->abreast = abreast;
	tree->left = tree->heads.len > abreast ? rail : 0;
	widths_settle(tree, tree->heads.items, tree->heads.len, false);
	cards_measure(tree);
	/* Where branches are cut, rows are not what the widths were divided for. */
	if (tree->branch_count > tree->heads.len) {
		tree->left = rail;
		widths_settle(tree, tree->heads.items, tree->heads.len, true);
		cards_measure(tree);
	}
	for (size_t row = 0; row < tree->rows; row++)
		height += row_height(tree, row) + row_gap + drop;
	return height;
}

static void tree_settle(struct tree *tree)
{
	size_t most =
		(size_t)((tree->canvas->width - rail + column_gap) / (column_least + column_gap));
	size_t best = 1;
	double least = 0;

	if (most > tree->heads.len)
		most = tree->heads.len;
	for (size_t i = 1; i <= most; i++) {
		double height = tree_try(tree, i);
		if (i == 1 || height < least - 1) {
			least = height;
			best = i;
		}
	}
	if (tree->heads.len > 0)
		tree_try(tree, best);
}

/* --- Painting --- */

static double crown_put(struct tree *tree)
{
	struct canvas *canvas = tree->canvas;
	double y = 0;

	for (size_t i = 0; i < tree->crown_count; i++) {
		const struct card *card = &tree->cards[tree->crown[i]];
		double middle = canvas->width / 2;
		if (i > 0)
			canvas_line(canvas, (const double[]){ middle, y - drop, middle, y }, 2);
		card_put(canvas, card, middle - card->width / 2, y,
			 i == 0 ? CARD_LEAD : CARD_PLAIN);
		y += card->height + drop;
	}
	return y > 0 ? y - drop : 0;
}

/* Says above boxes that go on in another column whose they are. */
static double name_put(struct tree *tree, const struct branch *branch, double y)
{
	struct canvas *canvas = tree->canvas;
	struct slice name = text_printf(canvas->arena, "… %.*s",
					SLICE_ARG(canvas->figure->nodes[branch->head].title));
	struct text_set set = text_set(canvas, name, branch->width, 1, false, FIGURE_MUTED);

	text_set_put(canvas, &set, branch->x, y, branch->width, SIDE_START);
	return again;
}

static void branch_put(struct tree *tree, const struct branch *branch, double y)
{
	const struct doc_figure *figure = tree->canvas->figure;
	double x = branch->x;
	double top;

	if (!branch->headed)
		y += name_put(tree, branch, y);
	top = y;
	for (size_t i = branch->first; i < branch->end; i++) {
		const struct entry *entry = &tree->entries.items[i];
		const struct card *card = &tree->cards[entry->node];
		double in = entry_indent(branch, entry->depth);
		if (in > 0) {
			double from = tree->tops[figure->nodes[entry->node].parent];
			double guide = x + in - indent / 2;
			double middle = y + card->height / 2;
			canvas_line(tree->canvas,
				    (const double[]){ guide, from < top ? top : from, guide, middle,
						      x + in, middle },
				    3);
		}
		card_put(tree->canvas, card, x + in, y, CARD_PLAIN);
		tree->tops[entry->node] = y + card->height;
		y += card->height + card_gap;
	}
	for (size_t i = branch->first; i < branch->end; i++)
		tree->tops[tree->entries.items[i].node] = -1;
}

/* The lines from above to the heads of a row; `above` is where the trunk comes from. */
static void bus_put(struct tree *tree, size_t row, double above, double y)
{
	struct canvas *canvas = tree->canvas;
	double middle = canvas->width / 2;
	double from = middle;
	double to = middle;
	double line = y - drop;
	bool any = false;

	for (size_t i = row * tree->abreast;
	     i < (row + 1) * tree->abreast && i < tree->branch_count; i++) {
		double x = tree->branches[i].x + tree->branches[i].width / 2;
		if (!tree->branches[i].headed)
			continue;
		canvas_line(canvas, (const double[]){ x, line, x, y }, 2);
		if (row > 0 && !any)
			from = to = x;
		from = x < from ? x : from;
		to = x > to ? x : to;
		any = true;
	}
	if (!any && row > 0)
		return;
	if (tree->rows > 1)
		from = 0.5;
	canvas_line(canvas, (const double[]){ from, line, to, line }, 2);
	if (row > 0)
		canvas_line(canvas, (const double[]){ 0.5, above, 0.5, line }, 2);
	else
		canvas_line(canvas, (const double[]){ middle, above, middle, line }, 2);
}

/* Rows stand in the middle; when there are several they begin at the same place. */
static void places_settle(struct tree *tree)
{
	double widest = 0;

	for (size_t i = 0; i < tree->branch_count; i++) {
		double before = i % tree->abreast == 0
					? 0
					: tree->branches[i - 1].x + tree->branches[i - 1].width +
						  column_gap;
		tree->branches[i].x = before;
		if (before + tree->branches[i].width > widest)
			widest = before + tree->branches[i].width;
	}
	for (size_t i = 0; i < tree->branch_count; i++)
		tree->branches[i].x += tree->left + (tree->canvas->width - tree->left - widest) / 2;
}

static void rows_put(struct tree *tree, double y)
{
	struct canvas *canvas = tree->canvas;
	double above = y;

	for (size_t row = 0; row < tree->rows; row++) {
		double height = row_height(tree, row);
		bool fresh = row > 0 && y + row_gap + drop + height > canvas->tallest;
		if (fresh) {
			canvas_panel(canvas);
			above = y = 0;
		}
		if (row > 0)
			y += fresh ? 0 : row_gap;
		else if (tree->crown_count > 0)
			y += drop;
		if (tree->crown_count > 0) {
			y += drop;
			bus_put(tree, row, above, y);
			above = y - drop;
		}
		for (size_t i = row * tree->abreast;
		     i < (row + 1) * tree->abreast && i < tree->branch_count; i++)
			branch_put(tree, &tree->branches[i], y);
		y += height;
		canvas_last(canvas)->height = y + 1;
	}
}

void figure_tree(struct canvas *canvas)
{
	struct tree tree = { .canvas = canvas };
	size_t count = canvas->figure->node_count;
	double y;

	if (count == 0)
		return;
	tree.cards = ARENA_ARRAY(canvas->arena, count, struct card);
	tree.tops = ARENA_ARRAY(canvas->arena, count, double);
	for (size_t i = 0; i < count; i++)
		tree.tops[i] = -1;
	link_nodes(&tree);
	crown_find(&tree);
	for (size_t i = 0; i < tree.crown_count; i++)
		tree.cards[tree.crown[i]] =
			card_measure(canvas, &canvas->figure->nodes[tree.crown[i]], 160);
	tree_settle(&tree);
	places_settle(&tree);
	y = crown_put(&tree);
	canvas_last(canvas)->height = y + 1;
	rows_put(&tree, y);
}
