/* Rules about keys of several fields together: each once, and every combination there is. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "rules/check.h"

/* The words of a record's keys: "khẩn cấp × khiếu nại". */
static struct text2 keys_show(struct checker *checker, const struct rule *rule,
			      const struct group *record)
{
	struct text2 shown;

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct buf buf = BUF_IN(checker->arena);
		for (size_t i = 0; i < rule->params[PARAM_KEYS]->count; i++) {
			const struct value *value =
				check_beside(checker, rule, PARAM_KEYS, i, record);
			struct text2 words = TEXT2("mọi", "any");
			if (value_has(value))
				words = value->field->type == TYPE_REFERENCE &&
							value->as.reference.target
						? record_name(checker->arena,
							      value->as.reference.target)
						: value_words(checker->arena, checker->plan, value);
			buf_printf(&buf, "%s%.*s", i > 0 ? " × " : "",
				   SLICE_ARG(text2_in(&words, (enum lang)lang)));
		}
		shown.in[lang] = buf_slice(&buf);
	}
	return shown;
}

void check_unique_by(struct checker *checker, const struct rule *rule)
{
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_KEYS, 0, &count);
	struct index index = INDEX_IN(checker->arena);

	for (size_t i = 0; i < count; i++) {
		bool is_new, any = false;
		size_t *first;
		for (size_t k = 0; k < rule->params[PARAM_KEYS]->count; k++)
			any = any ||
			      value_has(check_beside(checker, rule, PARAM_KEYS, k, found[i].group));
		if (!any)
			continue;
		first = index_at(&index, check_key(checker, rule, PARAM_KEYS, found[i].group),
				 &is_new);
		if (is_new)
			*first = i;
		else
			check_relate(checker,
				     check_add(checker, rule, found[i],
					       DIAG_ARGS(diag_text2("combination",
								    keys_show(checker, rule,
									      found[i].group)))),
				     found[*first]);
	}
}

enum { DIMENSIONS_MAX = 4, MISSING_MAX = 6 };

/* The combinations of a matrix: its dimensions, and the rows as keys with 0 for "any". */
struct matrix {
	const struct value *lists[DIMENSIONS_MAX];
	size_t count;
	struct index rows;
	bool masks[1 << DIMENSIONS_MAX]; /* which dimensions some row leaves open */
	size_t tried;
};

static struct slice cell_key(struct checker *checker, const size_t *cell, size_t count,
			     unsigned open)
{
	struct buf key = BUF_IN(checker->arena);

	for (size_t i = 0; i < count; i++)
		buf_printf(&key, "%zu,", open >> i & 1 ? 0 : cell[i]);
	return buf_slice(&key);
}

static void matrix_row(struct checker *checker, const struct rule *rule, struct matrix *matrix,
		       const struct group *record)
{
	size_t cell[DIMENSIONS_MAX] = { 0 };
	unsigned open = 0;
	bool is_new;

	for (size_t i = 0; i < matrix->count; i++) {
		const struct value *value = check_beside(checker, rule, PARAM_KEYS, i, record);
		if (value_has(value) && value->as.reference.target)
			cell[i] = value->as.reference.target->position;
		else
			open |= 1u << i;
	}
	matrix->masks[open] = true;
	index_at(&matrix->rows, cell_key(checker, cell, matrix->count, open), &is_new);
}

static bool matrix_has(struct checker *checker, const struct matrix *matrix, const size_t *cell)
{
	for (unsigned open = 0; open < 1u << matrix->count; open++) {
		if (matrix->masks[open] &&
		    index_get(&matrix->rows, cell_key(checker, cell, matrix->count, open)))
			return true;
	}
	return false;
}

static bool cell_next(const struct matrix *matrix, size_t *cell)
{
	for (size_t i = matrix->count; i > 0; i--) {
		if (cell[i - 1] < matrix->lists[i - 1]->as.records.count) {
			cell[i - 1]++;
			return true;
		}
		cell[i - 1] = 1;
	}
	return false;
}

static struct text2 cell_show(struct checker *checker, const struct matrix *matrix,
			      const size_t *cell)
{
	struct text2 shown;

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct buf buf = BUF_IN(checker->arena);
		for (size_t i = 0; i < matrix->count; i++) {
			struct text2 name =
				record_name(checker->arena,
					    matrix->lists[i]->as.records.items[cell[i] - 1]);
			buf_printf(&buf, "%s%.*s", i > 0 ? " × " : "",
				   SLICE_ARG(text2_in(&name, (enum lang)lang)));
		}
		shown.in[lang] = buf_slice(&buf);
	}
	return shown;
}

/* The list a reference chooses from; NULL when the plan has none of it. */
static const struct value *list_of(struct checker *checker, const struct field *reference)
{
	size_t count;
	struct found *list =
		plan_values(checker->arena, checker->plan,
			    field_path(checker->arena, reference->refers_field), &count);

	return count == 1 && value_has(list[0].value) ? list[0].value : NULL;
}

void check_combinations(struct checker *checker, const struct rule *rule)
{
	const struct param *keys = rule->params[PARAM_KEYS];
	struct matrix matrix = { .count = keys->count, .rows = INDEX_IN(checker->arena) };
	size_t cell[DIMENSIONS_MAX] = { 1, 1, 1, 1 };
	struct words missing = words_in(checker->arena);
	size_t count;
	struct found *found = check_values(checker, rule, PARAM_KEYS, 0, &count);
	bool more = count > 0 && keys->count <= DIMENSIONS_MAX;

	for (size_t i = 0; i < keys->count && more; i++) {
		matrix.lists[i] = list_of(checker, keys->fields[i]);
		more = matrix.lists[i] != NULL;
	}
	for (size_t i = 0; i < count && more; i++)
		matrix_row(checker, rule, &matrix, found[i].group);
	/* Every cell but the missing ones has a row of its own, unless rows are open: this ends
	 * soon. */
	while (more && missing.count < MISSING_MAX && matrix.tried++ < RECORDS_MAX * 4) {
		if (!matrix_has(checker, &matrix, cell))
			words_add(&missing, cell_show(checker, &matrix, cell));
		more = cell_next(&matrix, cell);
	}
	if (missing.count == 0)
		return;
	if (missing.count == MISSING_MAX)
		words_add(&missing, TEXT2("…", "…"));
	check_add(checker, rule, check_home(checker, found[0]),
		  DIAG_ARGS(diag_text2("missing", words_text(&missing))));
}
