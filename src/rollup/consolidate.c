/* The report of a batch → a document tree: its cover, and the parts in order. */
#include "rollup/consolidate.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "rollup/parts.h"

struct cover {
	const struct rollup *rollup;
	VEC(struct doc_fact) facts;
};

static void fact_add(struct cover *cover, enum rollup_word label, struct slice value,
		     struct slice note)
{
	*vec_push(cover->rollup->arena, &cover->facts) = (struct doc_fact){
		.label = rollup_word(label, cover->rollup->lang), .value = value, .note = note
	};
}

/* "given by 12 of 14 branches", where not all give it. */
static struct slice given_by(const struct rollup *rollup, const struct total *total)
{
	if (total->branches == rollup->count)
		return SLICE("");
	return rollup_words(rollup, ROLLUP_GIVEN_BY, show_count(rollup, total->branches),
			    show_count(rollup, rollup->count), SLICE(""));
}

static struct slice one_word(const struct rollup *rollup, enum rollup_word word, size_t count)
{
	return count == 0 ? SLICE("")
			  : rollup_words(rollup, word, show_count(rollup, count), SLICE(""),
					 SLICE(""));
}

static void cover_facts(struct doc *doc, const struct rollup *rollup)
{
	struct cover cover = { .rollup = rollup };
	size_t documents = rollup->statuses[BRANCH_RENDERED] + rollup->statuses[BRANCH_UNCHANGED];
	size_t overdue = 0;

	for (size_t i = 0; i < rollup->region_count; i++)
		overdue += rollup->regions[i].overdue;
	fact_add(&cover, ROLLUP_BRANCHES, show_count(rollup, rollup->count),
		 one_word(rollup, ROLLUP_MISSING_COUNT, rollup->missing_count));
	fact_add(&cover, ROLLUP_WITH_DOCUMENTS, show_count(rollup, documents),
		 one_word(rollup, ROLLUP_WITHOUT_COUNT, rollup->count - documents));
	fact_add(&cover, ROLLUP_OVERDUE_TITLE, show_count(rollup, overdue), SLICE(""));
	fact_add(&cover, ROLLUP_HEADCOUNT, show_total(rollup, &rollup->headcount),
		 given_by(rollup, &rollup->headcount));
	for (size_t i = 0; i < rollup->money_count; i++)
		fact_add(&cover, ROLLUP_BUDGET, show_money_total(rollup, &rollup->money[i]),
			 given_by(rollup, &rollup->money[i].total));
	doc->facts = cover.facts.items;
	doc->fact_count = cover.facts.len;
}

struct doc *consolidate(struct arena *arena, struct rollup *rollup)
{
	enum lang lang = rollup->lang;
	struct parts parts = { .rollup = rollup };
	struct doc *doc;

	doc = ARENA_NEW(arena, struct doc);
	*doc = (struct doc){ .lang = lang, .text_lang = lang };
	doc->title = rollup_word(ROLLUP_TITLE, lang);
	doc->subtitle = rollup_words(rollup, ROLLUP_SUBTITLE, show_day(rollup, rollup->date),
				     SLICE(""), SLICE(""));
	doc->subject = doc->subtitle;
	doc->footer = rollup_words(rollup, ROLLUP_MADE_BY, rollup->program, SLICE(""), SLICE(""));
	if (date_is_given(rollup->date))
		doc->date = date_write(arena, rollup->date);
	cover_facts(doc, rollup);
	doc->root = doc_node_new(arena, DOC_ROOT);
	part_attention(&parts, doc->root);
	part_kpis(&parts, doc->root);
	part_regions(&parts, doc->root);
	part_categories(&parts, doc->root);
	part_outliers(&parts, doc->root);
	part_differences(&parts, doc->root);
	part_branches(&parts, doc->root);
	return doc;
}
