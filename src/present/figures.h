#ifndef PRESENT_FIGURES_H
#define PRESENT_FIGURES_H

#include "present/presenter.h"

/* What the files of figures share. */

/* A figure with an empty node for each of the records. */
struct doc_figure *figure_of_records(struct presenter *p, enum figure_kind kind,
				     const struct value *records);
/* A figure block with its number; its name is that of the template, else the label. */
struct doc_node *figure_add(struct presenter *p, struct doc_node *parent,
			    const struct value *records, struct doc_figure *figure);
/* "Name; fact; fact." and nothing for facts that are empty. */
struct slice figure_caption(struct presenter *p, const struct value *records,
			    const struct slice *facts, size_t count);
/* The text of the record's field with that role, or nothing. */
struct slice figure_text(struct presenter *p, const struct group *record, enum role role);
/* The value of the record's field with that role when it has one, else NULL. */
const struct value *figure_value(const struct group *record, enum role role);
/* A number as text; two texts with a dot between them, or the only one there is. */
struct slice figure_count(struct presenter *p, size_t count);
struct slice figure_joined(struct presenter *p, struct slice a, struct slice b);
/* What the nodes say, one sentence each, behind the caption. */
struct slice figure_nodes_text(struct presenter *p, const struct doc_figure *figure);
struct slice show_words(struct presenter *p, enum doc_word word, const struct slice *arguments,
			size_t count);
/*
 * How a record's measure has gone, by its own records of role history or those of history-from that
 * refer to it: the curve, and from where to where in words; NULL for fewer than two results.
 * Results of a part alone (role dimension) are not among them.
 */
const struct doc_series *figure_series(struct presenter *p, const struct group *record,
				       struct slice *words);
bool figure_any_series(struct presenter *p, const struct value *records);
/* The same as a cell, empty where there is none. */
void figure_series_cell(struct presenter *p, struct doc_node *row, const struct group *record);
/* The records a path names; NULL when there are none. */
const struct value *figure_records(struct presenter *p, struct slice path);
/* The record's field that refers to these records, or NULL. */
const struct field *figure_reference(const struct field *records, const struct field *target);

void figure_of_tree(struct presenter *p, struct doc_node *parent, const struct group *group,
		    const struct value *records);
void figure_of_ladder(struct presenter *p, struct doc_node *parent, const struct group *group,
		      const struct value *records);
void figure_of_roster(struct presenter *p, struct doc_node *parent, const struct group *group,
		      const struct value *records);
void figure_of_flow(struct presenter *p, struct doc_node *parent, const struct group *group,
		    const struct value *records);
/* The lists of a table as stations that lead back to the first; nothing for fewer than three. */
void figure_of_cycle(struct presenter *p, struct doc_node *parent, const struct value *table);
void figure_of_matrix(struct presenter *p, struct doc_node *parent, const struct group *group,
		      const struct value *records);
void figure_of_calendar(struct presenter *p, struct doc_node *parent, const struct group *group,
			const struct value *records);
void figure_of_approval(struct presenter *p, struct doc_node *parent, const struct group *group,
			const struct value *records);
void figure_of_bars(struct presenter *p, struct doc_node *parent, const struct group *group,
		    const struct value *records);
/* How each region or group has gone, of results that name one. */
void figure_of_trends(struct presenter *p, struct doc_node *parent, const struct group *group,
		      const struct value *records);
void figure_of_journey(struct presenter *p, struct doc_node *parent, const struct group *group,
		       const struct value *records);

#endif
