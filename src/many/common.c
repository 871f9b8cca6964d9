/* Which plan most branches extend. */
#include "many/common.h"

#include "base/arena.h"

struct common common_begin(struct arena *arena)
{
	return (struct common){ .arena = arena, .places = INDEX_IN(arena) };
}

void common_add(struct common *common, struct slice path)
{
	const size_t *known = index_get(&common->places, path);
	struct common_base *base;
	bool is_new;

	if (path.len == 0)
		return;
	common->branches++;
	if (known) {
		common->bases.items[*known].branches++;
		return;
	}
	base = vec_push(common->arena, &common->bases);
	*base = (struct common_base){ slice_copy(common->arena, path), 1 };
	*index_at(&common->places, base->path, &is_new) = common->bases.len - 1;
}

struct slice common_find(const struct common *common)
{
	for (size_t i = 0; i < common->bases.len; i++) {
		if (common->bases.items[i].branches * 2 > common->branches)
			return common->bases.items[i].path;
	}
	return SLICE("");
}
