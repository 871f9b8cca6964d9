#ifndef EMIT_FACTS_H
#define EMIT_FACTS_H

struct arena;
struct json_t; /* jansson's */
struct plan;
struct report;
struct template;

/*
 * What a head office wants of one plan, as [rollup] of its template names it; what the plan does
 * not say is not there.  `report` knows where each value stands.  docs/report-format.md describes
 * each entry.  The caller owns the table.
 */
struct json_t *facts_of_plan(struct arena *arena, const struct template *t, const struct plan *plan,
			     const struct report *report);

#endif
