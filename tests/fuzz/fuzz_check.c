/* Checking a plan, in either form of file, with a report of each form. */
#include "program.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum report_form forms[] = { REPORT_TEXT,  REPORT_JSON,   REPORT_SARIF,
						  REPORT_JUNIT, REPORT_GITHUB, REPORT_SHORT };
	size_t run = size % (2 * sizeof(forms) / sizeof(*forms));

	target_check(run % 2 == 0 ? "plan.toml" : "plan.ini", data, size, forms[run / 2]);
	return 0;
}
