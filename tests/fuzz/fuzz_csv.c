/* The reader of tables of branches: the head, and every row as a tree. */
#include "program.h"

#include "base/arena.h"
#include "batch/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct report report = report_new(&arena);
	struct slice text = { (const char *)data, size };
	struct table table;

	if (table_read(&arena, &report, report_source(&report, SLICE("branches.csv"), text),
		       &table)) {
		for (size_t row = 0; row < table.rows.len; row++)
			table_tree(&arena, &report, &table, row);
	}
	report_sort(&report);
	arena_free(&arena);
	return 0;
}
