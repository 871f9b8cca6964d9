/* Reports of findings that another process, or another machine, has sent. */
#include "check.h"

#include <jansson.h>

#include "base/arena.h"
#include "report/outcome.h"
#include "report/report.h"

/* Whatever is missing or of another kind, each form of report is written. */
static void test_missing_parts(void)
{
	static const char *const sent[] = {
		"[{}]",
		"[{\"score\": 5}]",
		"[{\"name\": 1, \"score\": 101, \"items\": [{}, 1, {\"place\": [1, -2, \"x\"]}]}]",
		"[{\"name\": \"a\", \"readable\": true, \"items\": [{\"rule\": \"r\", \"args\": "
		"[1], "
		"\"notes\": [[], [1, 2]], \"message\": [\"m\"], \"state\": 99, \"level\": -1}]}]",
		"[1, null, [], \"x\"]",
	};

	for (size_t i = 0; i < sizeof(sent) / sizeof(*sent); i++) {
		struct arena arena = ARENA_INIT;
		struct outcome outcome = { .arena = &arena, .version = "0" };
		struct index told = INDEX_IN(&arena);
		json_t *packed = json_loads(sent[i], 0, NULL);
		CHECK(outcome_unpack(&outcome, packed, &told));
		for (int form = 0; form < REPORT_COUNT; form++) {
			if (!report_form_is_document((enum report_form)form))
				continue;
			CHECK(report_write(&arena, &outcome, (enum report_form)form).ptr);
		}
		json_decref(packed);
		arena_free(&arena);
	}
}

int main(void)
{
	test_missing_parts();
	return check_result();
}
