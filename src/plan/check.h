#ifndef PLAN_CHECK_H
#define PLAN_CHECK_H

#include "plan/plan.h"

/* Shared by the files that check; nothing outside plan/ includes this. */
struct checker {
	struct arena *arena;
	struct report *report;
	const struct plan *plan;
	struct date today;
};

/* Placeholders left in the texts of a value. */
void check_text(struct checker *checker, const struct group *group, const struct value *value);
/* One rule of the template. */
void check_rule(struct checker *checker, const struct rule *rule);

/* A finding of a template's rule about one value; {field} and {record} are added to args. */
struct finding *check_add(struct checker *checker, const struct rule *rule, struct found at,
			  const struct diag_arg *args, size_t arg_count);
/* The word of a value in both languages, as an argument. */
struct diag_arg check_arg(struct checker *checker, const char *name, const struct value *value);

/* Rule kinds, one function each. */
void check_not_before(struct checker *checker, const struct rule *rule);
void check_within_period(struct checker *checker, const struct rule *rule);
void check_not_past(struct checker *checker, const struct rule *rule);
void check_sum_at_most(struct checker *checker, const struct rule *rule);
void check_sum_of(struct checker *checker, const struct rule *rule);
void check_product_of(struct checker *checker, const struct rule *rule);
void check_acyclic(struct checker *checker, const struct rule *rule);
void check_uses_all(struct checker *checker, const struct rule *rule);
void check_distinct(struct checker *checker, const struct rule *rule);
void check_requires(struct checker *checker, const struct rule *rule);
void check_at_least_one(struct checker *checker, const struct rule *rule);
void check_differs(struct checker *checker, const struct rule *rule);

#endif
