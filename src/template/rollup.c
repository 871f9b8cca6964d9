/*
 * What a template tells a head office about its plans: the table [rollup], path by path.  facts.def
 * says what may be asked; here the answers are read and looked over.
 */
#include "base/arena.h"
#include "base/nearest.h"
#include "template/load.h"

enum fact_form { AS_PATHS, AS_MANY, AS_WORDS };

/* Where no fact stands beside. */
#define FACT_NONE FACT_COUNT

static const struct {
	const char *key;
	const char *types;
	enum fact_form form;
	enum fact beside;
} facts[FACT_COUNT] = {
#define FACT(id, key, form, types, beside) [FACT_##id] = { key, types, AS_##form, FACT_##beside },
#include "template/facts.def"
#undef FACT
};

static void fact_unknown(struct loader *loader, const struct node *node)
{
	struct nearest nearest = nearest_start(loader->arena, node->name);

	for (int i = 0; i < FACT_COUNT; i++)
		nearest_offer(&nearest, slice_of(facts[i].key));
	template_problem(loader, node->key,
			 nearest.best.ptr ? "[rollup] không có mục này; có phải '{name}'?"
					  : "[rollup] không có mục '{name}'",
			 nearest.best.ptr ? "[rollup] has no such entry; did you mean '{name}'?"
					  : "[rollup] has no entry '{name}'",
			 nearest.best.ptr ? nearest.best : node->name);
}

static void fact_read(struct loader *loader, const struct node *node, enum fact fact)
{
	struct param *param = ARENA_NEW(loader->arena, struct param);

	if (node->kind == NODE_ARRAY && facts[fact].form != AS_PATHS) {
		param->items = load_list(loader, node, &param->count);
	} else if (load_wants(loader, node, NODE_STRING)) {
		param->items = ARENA_NEW(loader->arena, struct slice);
		param->items[param->count++] = node->as.string;
	}
	param->span = node->span;
	loader->t->facts[fact] = param;
}

void load_rollup(struct loader *loader, const struct node *table)
{
	if (!load_wants(loader, table, NODE_TABLE))
		return;
	for (const struct node *node = table->first; node; node = node->next) {
		int fact = 0;
		while (fact < FACT_COUNT && !slice_is(node->name, facts[fact].key))
			fact++;
		if (fact < FACT_COUNT)
			fact_read(loader, node, (enum fact)fact);
		else
			fact_unknown(loader, node);
	}
}

static void paths_lint(struct loader *loader, struct param *param, const char *types)
{
	param->fields = ARENA_ARRAY(loader->arena, param->count, const struct field *);
	for (size_t i = 0; i < param->count; i++) {
		param->fields[i] = template_field(loader->t, param->items[i]);
		if (!param->fields[i])
			template_problem(loader, param->span, "không có trường '{name}'",
					 "there is no field '{name}'", param->items[i]);
		else if (!load_type_is(param->fields[i]->type, slice_of(types)))
			template_problem(loader, param->span,
					 "'{name}' không thuộc kiểu mà mục này cần",
					 "'{name}' is not of a type this entry can use",
					 param->items[i]);
	}
}

/* A promise is kept or broken by a direction, which its field must say. */
static void promises_lint(struct loader *loader, const struct param *promises)
{
	for (size_t i = 0; promises && i < promises->count; i++) {
		const struct field *field = promises->fields[i];
		if (field && field->better != BETTER_MORE && field->better != BETTER_LESS)
			template_problem(loader, promises->span,
					 "trường '{name}' cần ghi better = \"more\" hoặc \"less\"",
					 "the field '{name}' needs better = \"more\" or \"less\"",
					 promises->items[i]);
	}
}

static void words_lint(struct loader *loader, const struct param *param, const struct field *choice)
{
	for (size_t i = 0; i < param->count; i++) {
		if (!field_choice(choice, param->items[i]))
			template_problem(loader, param->span, "không có giá trị '{name}'",
					 "there is no choice '{name}'", param->items[i]);
	}
}

static void beside_lint(struct loader *loader, enum fact fact)
{
	struct param *param = loader->t->facts[fact];
	const struct param *beside = loader->t->facts[facts[fact].beside];
	const struct field *other = beside && beside->count > 0 ? beside->fields[0] : NULL;

	if (!beside)
		template_problem(loader, param->span, "mục này cần có '{name}' đi cùng",
				 "this entry needs '{name}' beside it",
				 slice_of(facts[facts[fact].beside].key));
	else if (other && facts[fact].form == AS_WORDS)
		words_lint(loader, param, other);
	else if (other && param->fields && param->count > 0 && param->fields[0] &&
		 param->fields[0]->parent != other->parent)
		template_problem(loader, param->span, "'{name}' phải nằm cùng loại bản ghi",
				 "'{name}' must stand in the same records", param->items[0]);
}

void template_lint_rollup(struct loader *loader)
{
	for (int i = 0; i < FACT_COUNT; i++) {
		if (loader->t->facts[i] && facts[i].form != AS_WORDS)
			paths_lint(loader, loader->t->facts[i], facts[i].types);
	}
	for (int i = 0; i < FACT_COUNT; i++) {
		if (loader->t->facts[i] && facts[i].beside != FACT_NONE)
			beside_lint(loader, (enum fact)i);
	}
	promises_lint(loader, loader->t->facts[FACT_PROMISES]);
}
